"""Before, during and after: the same built pages are right at every moment, without a rebuild."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Route

from tests.conftest import LANGUAGES, Built, plain
from tests.render.test_site import PARTS, prefix

START = datetime(2025, 10, 28, 9, tzinfo=UTC)
END = datetime(2025, 10, 29, 17, tzinfo=UTC)
DEADLINE = datetime(2025, 10, 10, 22, tzinfo=UTC)  # midnight in Geneva, in summer time
SECOND = timedelta(seconds=1)


def stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


EDGES = [
    (DEADLINE - SECOND, "before", "Begins in 18 days"),
    (START - timedelta(hours=10, seconds=1), "before", "Begins tomorrow"),
    (START - timedelta(hours=9, minutes=59), "before", "Begins in 10 hours"),
    (START - SECOND, "before", "Begins in 1 minute"),
    (START, "live", "Live now"),
    (START + timedelta(hours=8) - SECOND, "live", "Live now"),
    (START + timedelta(hours=8), "break", "Resumes tomorrow"),
    (START + timedelta(hours=24) - SECOND, "break", "Resumes in 1 minute"),
    (START + timedelta(hours=24), "live", "Live now"),
    (END - SECOND, "live", "Live now"),
    (END, "over", "This session has ended"),
    (END + timedelta(days=365), "over", "This session has ended"),
]


def test_the_session_at_its_edges(visit: Callable, twelfth: Built) -> None:
    """A second before and at each change, on the first page."""
    reader = visit(twelfth)
    for moment, phase, chip in EDGES:
        page = reader.open("", now=stamp(moment))
        assert page.evaluate("document.documentElement.dataset.phase") == phase, moment
        assert plain(page.locator('[data-chip="session"]').inner_text()) == chip, moment


def test_an_open_page_changes_by_itself(visit: Callable, twelfth: Built) -> None:
    """The minute the first sitting starts, the chip and the button change, and what the reader reads stays where it is."""
    reader = visit(twelfth)
    reader.page.clock.install(time=stamp(START - timedelta(seconds=30)))
    page = reader.open("")
    page.locator("#watching").scroll_into_view_if_needed()
    page.evaluate("scrollBy(0, 300)")
    place = page.locator("#watching").bounding_box()["y"]
    assert page.locator("[data-next]").inner_text() == "Register"
    page.clock.run_for(31_000)
    assert plain(page.locator('[data-chip="session"]').inner_text()) == "Live now"
    assert page.locator("[data-next]").inner_text() == "Watch live"
    assert abs(page.locator("#watching").bounding_box()["y"] - place) < 1


NEXT = [
    (START - timedelta(days=30), "Register", "take-part/"),
    (START, "Watch live", "https://webcast.wipo.int/"),
    (END - SECOND, "Watch live", "https://webcast.wipo.int/"),
]


def test_the_one_next_step(visit: Callable, twelfth: Built) -> None:
    """The button of the first page says what to do now, and leads there; the webcast, of which only the host is known, to the host's
    site."""
    reader = visit(twelfth)
    for moment, words, target in NEXT:
        button = reader.open("", now=stamp(moment)).locator("[data-next]")
        assert (button.inner_text(), button.get_attribute("href")) == (words, target), moment


def test_afterwards_the_sessions_before_are_left(visit: Callable, twelfth: Built) -> None:
    """Neither an agenda nor a recording was published: the button leads to what there is, and there is no box of what can be watched."""
    page = visit(twelfth, now=stamp(END)).open("")
    button = page.locator("[data-next]:visible")
    assert (button.inner_text(), button.get_attribute("href")) == ("Previous sessions", "prior-sessions/")
    assert page.locator("[data-now]:visible").count() == 0


def test_after_recordings_they_are_the_next_step(visit: Callable, full: Built) -> None:
    """A session with recordings sends its later readers to them."""
    page = visit(full, now="2026-04-01T00:00:00Z").open("")
    assert (page.locator("[data-next]").inner_text(), page.locator("[data-next]").get_attribute("href")) == (
        "Watch the recordings",
        "webcast/",
    )


@pytest.mark.parametrize(
    "language", ["ar", *(pytest.param(language, marks=pytest.mark.slow) for language in ("en", "zh", "fr", "ru", "es"))]
)
def test_after_the_end_nothing_invites_to_register(visit: Callable, twelfth: Built, language: str) -> None:
    """In no language, on no page, is a form or a mail to a call that has passed offered; `make fuzz` has all six."""
    reader = visit(twelfth, now=stamp(END))
    for part in PARTS:
        page = reader.open(prefix(language) + part)
        links = page.locator("a").evaluate_all("links => links.filter(link => link.checkVisibility()).map(link => link.href)")
        assert [link for link in links if "form.jsp" in link or "zoom.us" in link or "subject=" in link or "calendar/by-" in link] == [], (
            part
        )
    page = reader.open(f"{prefix(language)}take-part/")
    assert page.locator('.way [data-chip="registration"]').count() == 2
    reader.at(stamp(END - SECOND))
    assert page.locator(".way .button[href]").count() == 2


CALLS = [
    (DEADLINE - timedelta(days=12), "Due in 12 days", True),
    (DEADLINE - timedelta(hours=25), "Due tomorrow", True),
    (DEADLINE - SECOND, "Due today", True),
    (DEADLINE, "Deadline passed", False),
]


def test_a_call_ends_at_the_midnight_of_the_venue(visit: Callable, twelfth: Built) -> None:
    """A deadline lasts until midnight in Geneva, wherever the reader is; past it, the call says so and offers no mail."""
    reader = visit(twelfth, zone="America/Los_Angeles")
    for moment, chip, offered in CALLS:
        page = reader.open("take-part/", now=stamp(moment))
        assert [plain(text) for text in page.locator('.call [data-chip="deadline"]').all_inner_texts()] == [chip] * 3
        assert page.locator(".call .button[href]").count() == (3 if offered else 0), chip
        assert page.get_by_text("Suggested e-mail").locator("visible=true").count() == (3 if offered else 0)


def test_numbers_take_the_forms_of_the_language(visit: Callable, twelfth: Built) -> None:
    """Russian has three forms for days, Arabic more: each is said rightly."""
    reader = visit(twelfth)
    for language, days, words in (("ru", 5, "через 5 дней"), ("ru", 2, "через 2 дня"), ("ar", 5, "5 أيام"), ("ar", 12, "12 يوماً")):
        page = reader.open(f"{language}/take-part/", now=stamp(DEADLINE - timedelta(hours=1, days=days)))
        assert words in plain(page.locator(".call .chip").first.inner_text())


def test_the_days_that_have_names(visit: Callable, twelfth: Built) -> None:
    """Today and tomorrow are said as such."""
    reader = visit(twelfth)
    for language, words in {"ar": "اليوم", "zh": "明天", "fr": "demain", "es": "mañana", "ru": "завтра"}.items():
        page = reader.open(f"{language}/take-part/", now=stamp(DEADLINE - timedelta(hours=1, days=language != "ar")))
        assert words in plain(page.locator(".call .chip").first.inner_text())


def test_distances_are_those_of_the_browser(visit: Callable, twelfth: Built) -> None:
    """The words that come with each page, for all numbers to 120, are what Intl says where it is asked with numbers only; but for
    Arabic and Chinese, which need others beside a date."""
    reader = visit(twelfth, now=stamp(START))
    for language in ("en", "fr", "ru", "es"):
        page = reader.open(prefix(language))
        assert (
            page.evaluate(
                """() => {
            const { away, locale } = JSON.parse(document.getElementById("_words").textContent);
            const own = new Intl.RelativeTimeFormat(locale, { numberingSystem: "latn" }), plural = new Intl.PluralRules(locale);
            const said = (unit, n) => away[unit][plural.select(n)].replace("{n}", n).replaceAll("\\u00a0", " ");
            return ["day", "hour", "minute"].flatMap((unit) => [...Array(120).keys()].map((n) => [said(unit, n + 1), own.format(n + 1, unit).replaceAll("\\u00a0", " ")])).filter(([a, b]) => a !== b);
          }"""
            )
            == []
        )


REGISTRATION = [
    ("2025-11-30T18:14:59Z", "online", "Registration opens in 1 minute"),
    ("2025-11-30T18:15:00Z", "online", "Registration closes in 102 days"),
    ("2026-03-12T09:44:59Z", "online", "Registration closes in 1 minute"),
    ("2026-03-12T09:45:00Z", "online", "Registration closed"),
]


def test_registration_opens_and_closes(visit: Callable, full: Built) -> None:
    """A way that opens on a date opens at that day's midnight at the venue; one that closes on the last day closes with the session."""
    reader = visit(full)
    for moment, way, chip in REGISTRATION:
        page = reader.open("take-part/", now=moment)
        assert plain(page.locator(f'#{way} [data-chip="registration"]').inner_text()) == chip, moment


def test_live_says_what_is_on_and_what_is_next(visit: Callable, full: Built) -> None:
    """On the first page by name, on the agenda by a mark and a line; “jump to now” leads there."""
    reader = visit(full, now="2026-03-10T06:00:00Z")  # 11:45 in Kathmandu
    page = reader.open("")
    assert [" ".join(plain(text).split()) for text in page.locator("[data-now] p").all_inner_texts()] == [
        "Now: Panel 1: Whose voice is it? ends in 45 minutes, \u2068Mr. Okafor Chidi\u2069, \u2068陈静怡\u2069 …",
        "Next: Panel 2: Rights in a performance, rights in a person in 2 hours, Main hall, \u2068Prof. يوسف منصور\u2069, \u2068Mr. Wang Haoran\u2069 …",
    ]
    page = reader.open("agenda/")
    assert page.locator(".item.on").evaluate_all("items => items.map(item => item.id)") == ["panel-voices"]
    page.get_by_role("button", name="Now").click()
    page.get_by_role("link", name="Jump to the current item").click()
    assert 0 <= page.locator("#panel-voices").bounding_box()["y"] < 300
    reader.at("2026-03-10T07:30:00Z")  # 13:15, between the sittings
    assert page.locator(".item.on").count() == 0
    assert page.locator("#_now + #panel-rights").count() == 1
    reader.at("2026-04-01T00:00:00Z")
    assert page.locator("#_now").count() == 0 and page.locator("[data-jump]:not([hidden])").count() == 0


def test_what_is_on_beside_others_is_the_same_on_each_page(visit: Callable, full: Built) -> None:
    """A break, two posters and a meeting at once: the first page names three and leads to the fourth, the agenda marks all; none of them
    that has no room is said to be in one."""
    reader = visit(full, now="2026-03-11T05:30:00Z")  # 11:15 in Kathmandu
    page = reader.open("")
    links = page.locator("[data-now] p").first.locator("a")
    assert links.all_inner_texts() == ["Break", "A kilometre of wire", "The market at six in the morning", "today’s agenda"]
    assert links.last.get_attribute("href") == "agenda/#lagoon-andes"
    page = reader.open("agenda/")
    assert page.locator(".item.on").evaluate_all("items => items.map(item => item.id)") == [
        "break-2",
        "poster-wire",
        "poster-market",
        "lagoon-andes",
    ]
    page.get_by_role("button", name="Now").click()
    assert {text.split("\t")[1].strip() for text in page.locator("#_rooms-now tbody tr").all_inner_texts()} == {"11:00–11:30 Break"}


def test_now_and_next_may_be_one_word(visit: Callable, full: Built) -> None:
    """Some language may have one word for both: what is on does not depend on it, and between sittings nothing is there to jump to."""
    reader = visit(full, now="2026-03-10T07:30:00Z")  # 13:15 in Kathmandu, between the sittings

    def one_word(route: Route) -> None:
        assert '"nextItem": "Next"' in (body := route.fetch().text())
        route.fulfill(body=body.replace('"nextItem": "Next"', '"nextItem": "Now"'), content_type="text/html")

    reader.page.route("**/agenda/", one_word)
    page = reader.open("agenda/")
    assert page.locator("#_now + #panel-rights").count() == 1 and page.locator("[data-jump]:not([hidden])").count() == 0
    reader.at("2026-03-10T06:00:00Z")
    assert page.locator("[data-jump]:not([hidden])").count() == 1


def test_the_built_page_says_only_what_is_always_true(twelfth: Built) -> None:
    """Without scripts there are dates and no word that will be false one day: of those that scripts say by the clock, none."""
    for language in LANGUAGES:
        for page in twelfth.of(language):
            source = (
                next(script.text for script in page.tree.iter("script") if script.get("id") == "_words")
                if page.path.name != "404.html"
                else "{}"
            )
            words = json.loads(source)
            by_the_clock = [words["live"], words["over"], words["passed"], words["watchLive"], words["near"][1]]
            assert [word for word in by_the_clock if not word or word.lower() in page.text.lower()] == [], page.path


def test_pure_functions_by_themselves(visit: Callable, twelfth: Built) -> None:
    """`moments.js` alone, on data of its own, in Geneva: sittings, a night between, a way that waits."""
    page = visit(twelfth).open("")
    found = page.evaluate(
        """async () => {
        const m = await import(new URL("assets/moments.js", location));
        const day = 86400000, hour = 3600000, zero = Date.UTC(2030, 0, 10);
        const data = { start: zero + 9 * hour, end: zero + day + 12 * hour, recordings: [], pages: { takePart: "t", agenda: "a", webcast: "", watch: "" },
          days: [{ start: zero, end: zero + day }, { start: zero + day, end: zero + 2 * day }],
          sittings: [{ start: zero + 9 * hour, end: zero + 12 * hour }, { start: zero + 14 * hour, end: zero + 18 * hour }, { start: zero + day + 9 * hour, end: zero + day + 12 * hour }],
          items: [{ id: "a", start: zero + 9 * hour, end: zero + 10 * hour }, { id: "b", start: zero + 10 * hour, end: zero + 12 * hour }, { id: "c", start: zero + 10 * hour, end: zero + 11 * hour }],
          registration: [{ from: zero - 2 * day, until: zero - day }] };
        const at = (h) => zero + h * hour;
        return {
          phases: [at(-1), at(0), at(9), at(12), at(14), at(18), at(30), at(33), at(36)].map((now) => m.phaseAt(data, now)),
          on: m.items(data, at(10)).on.map((item) => item.id), next: m.items(data, at(9)).next.map((item) => item.id),
          nextSitting: (m.nextSittingStart(data, at(20)) - zero) / hour,
          availability: [at(-49), at(-48), at(-24) - 1, at(-24)].map((now) => m.availability(zero - 2 * day, zero - day, now)),
          steps: [at(-30), at(-10), at(10), at(40)].map((now) => m.nextStep(data, now)),
          change: (m.nextChange(data, [at(10) + 5000], at(10)) - at(10)) / 1000,
          acrossMidnight: m.distance(Date.UTC(2030, 0, 10, 23, 30), Date.UTC(2030, 0, 10, 22, 30)),
          sameDay: m.distance(Date.UTC(2030, 0, 10, 22, 30), Date.UTC(2030, 0, 10, 20)),
          wholeDay: m.distance(Date.UTC(2030, 0, 10, 22, 30), Date.UTC(2030, 0, 10, 20), true),
          noHours: m.phaseAt({ ...data, sittings: [], start: zero, end: zero + 2 * day }, at(5)),
        };
      }"""
    )
    assert found == {
        "phases": ["before", "before", "live", "break", "live", "break", "break", "live", "over"],
        "on": ["b", "c"],
        "next": ["b", "c"],
        "nextSitting": 33,
        "availability": ["waiting", "open", "open", "closed"],
        "steps": ["register", "takePart", "agenda", "agenda"],
        "change": 5,
        "acrossMidnight": [60, "minute"],
        "sameDay": [3, "hour"],
        "wholeDay": [0, "day"],
        "noHours": "day",
    }
