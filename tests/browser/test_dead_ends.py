"""No button or link leads to what is not there yet, or no longer, and a session that is over is spoken of as over."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.conftest import Built, plain

HEAD = """number: 2
title: Tides
organizer: {name: Harbour Institute}
dates: {start: 2026-05-07, end: 2026-05-08}
zone: Europe/Zurich
"""
HOURS = "hours: {start: 10:00, end: 18:00}\n"
REGISTRATION = "registration: {online: {url: https://example.org/form}}\n"
AGENDA = """agenda:
  status: final
  days:
    - date: 2026-05-07
      sittings:
        - {id: morning, title: Morning, start: 10:00, end: 13:00, items: [{id: a, kind: panel, title: Ebb, start: 10:00, end: 11:00}, {id: tea, kind: break, start: 11:00}, {id: b, kind: panel, title: Flood, start: 11:30}]}
        - {id: afternoon, start: 15:00, end: 18:00, items: [{id: c, kind: panel, title: Slack water, start: 15:00}]}
    - date: 2026-05-08
      sittings:
        - {id: friday, start: 10:00, end: 18:00, items: [{id: d, kind: closing, title: Neap, start: 10:00}]}
"""
BEFORE, LIVE, BREAK, NIGHT, MORNING, OVER = (
    "2026-04-01T10:00:00Z",
    "2026-05-07T08:30:00Z",
    "2026-05-07T12:00:00Z",
    "2026-05-07T20:00:00Z",
    "2026-05-08T06:00:00Z",
    "2026-05-09T10:00:00Z",
)
OWN = "webcast: {url: https://watch.example.org/tides}\n"
HOSTED = "webcast: {host_url: https://watch.example.org/}\n"
RECORDED = "webcast: {recordings: [{sitting: morning, url: https://watch.example.org/1}]}\n"

STEPS = {
    "own address": (
        HOURS + REGISTRATION + OWN,
        {
            BEFORE: "Register take-part/",
            LIVE: "Watch live webcast/",
            NIGHT: "Register take-part/",
            MORNING: "Follow online webcast/",
            OVER: None,
        },
    ),
    "host only": (
        HOURS + HOSTED,
        {BEFORE: "Follow online webcast/", LIVE: "Watch live https://watch.example.org/", NIGHT: "Follow online webcast/", OVER: None},
    ),
    "no address": (
        HOURS + "admission: All.\nwebcast: {}\n",
        {BEFORE: "How to take part take-part/", LIVE: "How to take part take-part/", OVER: None},
    ),
    "agenda": (
        AGENDA,
        {BEFORE: "See the agenda agenda/", LIVE: "See the agenda agenda/", BREAK: "See the agenda agenda/", OVER: "See the agenda agenda/"},
    ),
    "agenda and webcast": (AGENDA + OWN, {LIVE: "Watch live webcast/", BREAK: "Follow online webcast/", NIGHT: "See the agenda agenda/"}),
    "recordings": (AGENDA + RECORDED, {OVER: "Watch the recordings webcast/"}),
    "hours not known": (OWN, {BEFORE: "Follow online webcast/", "2026-05-07T06:00:00Z": "Watch live webcast/", OVER: None}),
    "outcome": (AGENDA + "outcome: {summary: It was agreed.}\n", {LIVE: "See the agenda agenda/", OVER: "Outcome #outcome"}),
    "documents": (
        AGENDA + "documents: [{title: Tables, url: https://example.org/t}]\n",
        {NIGHT: "See the agenda agenda/", OVER: "All documents documents/"},
    ),
    "sessions before": (
        HOURS + OWN + "prior_sessions: [{number: 1, year: 2025}]\n",
        {BEFORE: "Follow online webcast/", OVER: "Previous sessions prior-sessions/"},
    ),
    "nothing": ("", {BEFORE: None, LIVE: None, OVER: None}),
}


@pytest.mark.parametrize(("more", "steps"), STEPS.values(), ids=STEPS)
def test_the_button_leads_where_there_is_something(visit: Callable, small: Callable, more: str, steps: dict[str, str | None]) -> None:
    """At each moment the first page's button says the one next step and leads to it; with nothing to offer there is none."""
    reader = visit(small(HEAD + more), now=BEFORE)
    page = reader.open("")
    for moment, step in steps.items():
        reader.at(moment)
        button = page.locator("[data-next]:visible")
        found = f"{button.inner_text()} {button.get_attribute('href')}" if button.count() else None
        assert found == step, moment


@pytest.mark.parametrize(
    ("more", "words"), [("", "Under way"), (RECORDED.replace("{rec", "{live: false, rec"), "Under way"), (OWN, "Live now")]
)
def test_what_is_not_shown_live_is_not_called_live(visit: Callable, small: Callable, more: str, words: str) -> None:
    """During a sitting of a session without a live webcast, the first page says that it is under way."""
    page = visit(small(HEAD + AGENDA + more), now=LIVE).open("")
    assert page.locator('[data-chip="session"]').inner_text() == words


CALLS = "calls: [{id: names, title: Names, deadline: 2026-04-20}, {id: survey, title: Survey, deadline: 2026-05-22, url: https://example.org/survey}]\n"


def panel(page: Page) -> list[str]:
    """The lines of the box beside the title."""
    return [" ".join(plain(line).split()) for line in page.locator("[data-now] p:visible").all_inner_texts()]


def test_before_the_box_says_what_comes_first(visit: Callable, small: Callable) -> None:
    """The first item and the one after it that is no break, each with its date and hour."""
    page = visit(small(HEAD + AGENDA), now=BEFORE).open("")
    assert panel(page) == ["First: 7 May 2026, 10:00 Ebb", "Then: 7 May 2026, 11:30 Flood"]


def test_before_the_box_names_the_next_deadline(visit: Callable, small: Callable) -> None:
    """With its day and how long there is; of two, the one that has not passed."""
    reader = visit(small(HEAD + AGENDA + CALLS), now=BEFORE)
    page = reader.open("")
    assert panel(page)[2] == "Next deadline: Names 20 April 2026 Due in 19 days"
    reader.at("2026-04-21T12:00:00Z")
    assert panel(page)[2] == "Next deadline: Survey 22 May 2026 Due in 31 days"
    page.get_by_role("link", name="Survey").first.click()
    page.wait_for_url("**/take-part/#survey")


def test_all_deadlines_of_a_day_are_named(visit: Callable, small: Callable) -> None:
    """Their day once, behind the last; with an hour of its own, each with its own; of more than three, a link leads to the others."""
    calls = ", ".join(f"{{id: {name}, title: {name.capitalize()}, deadline: 2026-04-20}}" for name in ("names", "papers", "badges"))
    earlier = "{id: visas, title: Visas, deadline: 2026-04-20 12:00}"
    reader = visit(small(HEAD + f"calls: [{calls}, {earlier}]\n"), now=BEFORE)
    page = reader.open("")
    assert panel(page) == [
        "Next deadline: Visas 20 April 2026, 12:00 Due in 19 days Names Papers 20 April 2026 Due in 19 days Dates to keep"
    ]
    page.get_by_role("link", name="Dates to keep").click()
    assert page.locator("#_dates-to-keep").is_visible()
    reader.at("2026-04-20T12:00:00Z")  # noon is past
    assert panel(page) == ["Next deadline: Names Papers 20 April 2026 Due today Dates to keep"]


def test_a_break_is_not_what_comes_next(visit: Callable, small: Callable) -> None:
    """A break can be on now; next is the item after it."""
    reader = visit(small(HEAD + AGENDA), now=LIVE)
    assert panel(reader.open("")) == ["Now: Ebb ends in 30 minutes", "Next: Flood in 60 minutes"]
    reader.at("2026-05-07T09:10:00Z")
    assert panel(reader.page) == ["Now: Break ends in 20 minutes", "Next: Flood in 20 minutes"]


def test_minutes_that_pass_leave_the_reader_where_they_are(visit: Callable, small: Callable) -> None:
    """On a link of the box, by keyboard or screen reader, while what stands beside it is counted down; until other items come."""
    reader = visit(small(HEAD + AGENDA), now=LIVE)
    page = reader.open("")
    page.get_by_role("link", name="Flood").first.focus()
    reader.at("2026-05-07T08:31:00Z")
    assert panel(page) == ["Now: Ebb ends in 29 minutes", "Next: Flood in 59 minutes"]
    assert page.evaluate("document.activeElement.textContent") == "Flood"
    reader.at("2026-05-07T09:30:00Z")
    assert panel(page)[0].startswith("Now: Flood ends in")


def test_afterwards_the_box_shows_what_can_be_watched(visit: Callable, small: Callable) -> None:
    """The recordings, each leading to its place on the webcast's page; without any there is no box."""
    recordings = "webcast: {recordings: [{sitting: morning, url: https://watch.example.org/1}, {sitting: afternoon, url: https://watch.example.org/2}]}\n"
    page = visit(small(HEAD + AGENDA + recordings), now=OVER).open("")
    assert panel(page) == ["Recordings: Morning 7 May, 15:00–18:00"]
    page.get_by_role("link", name="Morning").click()
    page.locator("#recording-morning").wait_for()
    assert page.url.endswith("webcast/#recording-morning")


@pytest.mark.parametrize("width", [360, pytest.param(768, marks=pytest.mark.slow)])
def test_the_box_is_as_high_as_what_it_says(visit: Callable, full: Built, width: int) -> None:
    """No room is kept below its last line before and after the session; what is on may need more in a minute."""
    reader = visit(full, now="2026-01-20T00:00:00Z", width=width)
    page = reader.open("")
    room = (
        """box => box.getBoundingClientRect().bottom - Math.max(...[...box.children].map((line) => line.getBoundingClientRect().bottom))"""
    )
    for moment in ("2026-01-20T00:00:00Z", "2026-04-01T00:00:00Z"):
        reader.at(moment)
        assert page.locator("[data-now]").evaluate(room) == 0, moment


def test_afterwards_there_is_no_box_without_recordings(visit: Callable, small: Callable) -> None:
    """An empty box would take the place of what is on."""
    assert not visit(small(HEAD + AGENDA), now=OVER).open("").locator("[data-now]").is_visible()


def test_afterwards_there_is_no_live_player(visit: Callable, small: Callable) -> None:
    """While the session is ahead or on, the live player is there; once it is over, only the recordings are, and the contents follow."""
    channels = "channels: [{language: floor, youtube: aaaaaaaaaaa}], note: It will be streamed., note_after: It was streamed."
    reader = visit(small(HEAD + AGENDA + RECORDED.replace("{recordings", f"{{{channels}, recordings")), now=LIVE)
    page = reader.open("webcast/")
    assert (
        page.locator("#live-player").is_visible(),
        page.get_by_text("It will be").is_visible(),
        page.get_by_text("It was").is_visible(),
    ) == (True, True, False)
    reader.at(OVER)
    assert (
        page.locator("#live-player").is_visible(),
        page.get_by_text("It will be").is_visible(),
        page.get_by_text("It was").is_visible(),
    ) == (False, False, True)
    assert not page.get_by_role("heading", name="Live").is_visible()


def test_before_the_session_a_sentence_stands_where_the_live_player_will(visit: Callable, small: Callable) -> None:
    """A player would have nothing to play; it comes by itself when the session begins."""
    reader = visit(small(HEAD + AGENDA + "webcast: {channels: [{language: floor, youtube: aaaaaaaaaaa}]}\n"), now=BEFORE)
    page = reader.open("webcast/")
    waiting, player = page.get_by_text("The live webcast will start here when the session begins."), page.locator("#live-player")
    assert (waiting.is_visible(), player.is_visible()) == (True, False)
    reader.at(LIVE)
    assert (waiting.is_visible(), player.is_visible()) == (False, True)


def test_afterwards_no_page_tells_how_to_register(visit: Callable, small: Callable) -> None:
    """What one needs, what happens next and who is admitted are of no use any more; whom a way was for and when it closed stay."""
    way = (
        "registration: {online: {url: https://example.org/form, who: Sailors., have_ready: A rope., what_next: "
        "A letter comes.}}\nadmission: Free of charge.\n"
    )
    reader = visit(small(HEAD + way), now=BEFORE)
    page = reader.open("take-part/")
    words = ("Sailors.", "A rope.", "A letter comes.", "Free of charge.")
    assert [page.get_by_text(each).is_visible() for each in words] == [True] * 4
    reader.at(OVER)
    assert [page.get_by_text(each).is_visible() for each in words] == [True, False, False, False]


CODES = """registration:
  onsite: {url: https://example.org/a, closes: 2026-04-20, have_ready: A badge., access_code: {policy: public, value: LANTERN}}
  online: {url: https://example.org/b, closes: 2026-04-20, access_code: {policy: invitation}}
  press: {url: https://example.org/c, state: full, access_code: {policy: public, value: BEACON}}
"""


def test_a_way_to_register_that_is_closed_says_so(visit: Callable, small: Callable) -> None:
    """On the first page, where its name is no link any more; one that was full is closed, too."""
    ways = "onsite: {url: https://example.org/form, closes: 2026-04-20}, press: {state: full, closes: 2026-04-20}"
    reader = visit(small(HEAD + HOURS + f"registration: {{{ways}, online: {{url: https://example.org/join}}}}\n"), now=BEFORE)
    names = reader.open("").locator("#participation ~ p [data-until]")
    whole = """all => all.map(e => e.innerText + JSON.parse(getComputedStyle(e.querySelector("[data-passed]"), "::after").content.replace("none", '""')))"""
    assert names.evaluate_all(whole) == ["Attending in person", "Press (registration full)", "Taking part online"]
    reader.at(LIVE)
    assert names.evaluate_all(whole) == ["Attending in person (registration closed)", "Press (registration closed)", "Taking part online"]
    assert reader.page.locator("#participation ~ p [href]").all_inner_texts() == ["Taking part online"]


def test_a_code_goes_with_the_form(visit: Callable, small: Callable) -> None:
    """Once a way is closed or full, its page neither prints the code nor asks for it; what else one needs stays."""
    reader = visit(small(HEAD + CODES), now="2026-04-20T21:59:59Z")
    page = reader.open("take-part/")
    words = ("A badge.", "LANTERN", "The form asks for an access code")
    assert [page.get_by_text(each).is_visible() for each in words] == [True] * 3 and "BEACON" not in page.content()
    reader.at("2026-04-20T22:00:00Z")
    assert [page.get_by_text(each).is_visible() for each in words] == [True, False, False]
    assert page.get_by_text("You will need").locator("visible=true").count() == 1


FEES = """registration:
  onsite: {url: https://example.org/a, fees: [{amount: 90, currency: CHF, until: 2026-04-20}, {amount: 120, currency: CHF}]}
"""


def test_a_fee_that_is_past_says_so(visit: Callable, small: Callable) -> None:
    """After its last day it is struck out, with words beside it; the one that holds now is not."""
    reader = visit(small(HEAD + FEES), now="2026-04-20T21:59:59Z")
    page = reader.open("take-part/")
    look = """fees => fees.map((fee) => [getComputedStyle(fee.querySelector("strong")).textDecorationLine, getComputedStyle(fee, "::after").content])"""
    assert page.locator(".fees li").evaluate_all(look) == [["none", "none"]] * 2
    reader.at("2026-04-20T22:00:00Z")
    assert page.locator(".fees li").evaluate_all(look) == [["line-through", '"Deadline passed"'], ["none", "none"]]


@pytest.mark.parametrize("languages", [("en", "ar"), pytest.param(("en", "zh", "fr", "ru", "es"), marks=pytest.mark.slow)], ids=" ".join)
def test_afterwards_nothing_is_announced(visit: Callable, small: Callable, languages: tuple[str, ...]) -> None:
    """Of a session of which hardly anything was published, no page says in any language that something is still to come; `make fuzz`
    has all six."""
    site = small(
        HEAD
        + "agenda: {status: pending, expected: 2026-04-20, note: It will be published in due course.}\nwebcast: {recorded: true, note: It will be recorded.}\n",
        languages,
    )
    reader = visit(site, now=OVER)
    for language in languages:
        for part in ("", "agenda/", "take-part/", "webcast/", "practical/", "accessibility/"):
            page = reader.open(("" if language == "en" else f"{language}/") + part)
            promised = page.locator(".to-come > .hide-over, .to-come.hide-over, .status").evaluate_all(
                "found => found.filter((e) => e.checkVisibility()).map((e) => e.textContent)"
            )
            assert promised == [], (language, part)
            assert not page.get_by_text("It will be").first.is_visible(), (language, part)
            assert page.locator("a[href='#venue']:visible, a[href='#contact']:visible, #venue:visible, #contact:visible").count() == 0
            assert page.locator(".contents:visible li:visible").count() not in (1, 2), (language, part)
            if language == "en":
                visible = page.locator("main").inner_text()
                assert not [
                    word for word in ("to be announced", "still to come", "will be", "expected", "not yet available") if word in visible
                ], (part, visible)


def test_without_scripts_what_is_known_is_there(visit: Callable, small: Callable) -> None:
    """Scripts hide by the clock; without them the notes for before and for afterwards, and links of later, are all there with their
    dates."""
    links = "links: [{id: report, title: Report, url: https://example.org/report, shown_from: 2026-06-01}]\n"
    site = small(HEAD + "webcast: {note: It is streamed., note_after: It was streamed.}\n" + links)
    page = visit(site, java_script_enabled=False).open("webcast/")
    assert page.get_by_text("It is streamed.").is_visible() and page.get_by_text("It was streamed.").is_visible()
    page = visit(site, java_script_enabled=False).open("practical/")
    assert page.get_by_role("link", name="https://example.org/report").is_visible() and page.get_by_text("From 1 June 2026").is_visible()


def test_a_link_of_later_is_not_shown_before(visit: Callable, small: Callable) -> None:
    """From midnight at the venue on; then without the day from which it was to be shown."""
    reader = visit(
        small(HEAD + "links: [{id: report, title: Report, url: https://example.org/report, shown_from: 2026-06-01}]\n"),
        now="2026-05-31T21:59:00Z",
    )
    page = reader.open("practical/")
    assert not page.get_by_role("heading", name="Report").is_visible()
    reader.at("2026-05-31T22:00:00Z")
    assert page.get_by_role("heading", name="Report").is_visible() and not page.get_by_text("From 1 June 2026").is_visible()


def test_news_is_shown_from_its_day_on(visit: Callable, small: Callable) -> None:
    """The latest three of those that are out, on the first page; a page of news without any says so; the search finds no news of later.
    Without scripts all is there."""
    items = ", ".join(f"{{id: n-{day}, date: 2026-04-{day:02}, title: Ferry {day}}}" for day in range(11, 17))
    site = small(HEAD + f"news: [{items}]\n")
    reader = visit(site, now="2026-04-10T21:59:00Z")
    page = reader.open("")
    rows, section = page.locator(".latest li:visible a"), page.get_by_role("heading", name="News")
    assert not section.is_visible()
    for moment, days in {"2026-04-10T22:00:00Z": [11], "2026-04-14T10:00:00Z": [14, 13, 12], "2026-05-01T10:00:00Z": [16, 15, 14]}.items():
        reader.at(moment)
        assert rows.all_inner_texts() == [f"Ferry {day}" for day in days] and section.is_visible()
    reader = visit(site, now="2026-04-10T21:59:00Z")
    page = reader.open("news/")
    assert page.locator(".news-item:visible").count() == 0 and page.get_by_text("There is no news yet.").is_visible()
    reader.at("2026-04-12T10:00:00Z")
    assert page.locator(".news-item:visible h2").all_inner_texts() == ["Ferry 12", "Ferry 11"]
    assert not page.get_by_text("There is no news yet.").is_visible()
    page.locator("[data-search]").click()
    page.locator("#_query").fill("ferry")
    page.locator(".results li").first.wait_for()
    assert sorted(title for title in page.locator(".results a").all_inner_texts() if "Ferry" in title) == ["Ferry 11", "Ferry 12"]
    page = visit(site, java_script_enabled=False).open("news/")
    assert page.locator(".news-item:visible").count() == 6 and not page.get_by_text("There is no news yet.").is_visible()
    assert page.goto(page.url.removesuffix("news/")) and page.locator(".latest li:visible").count() == 3


ITEM_LINKS = (
    "links: [{kind: join, url: 'https://live.example.org/join'}, "
    "{kind: poll, url: 'https://live.example.org/poll', shown_from: 2026-05-07 10:30}, "
    "{kind: feedback, url: 'https://live.example.org/feedback', shown_from: 2026-05-07, shown_until: 2026-05-08}]"
)
SHOWN = {
    BEFORE: ["Join online"],
    "2026-05-07T08:29:59Z": ["Join online", "Give feedback"],
    LIVE: ["Join online", "Take the poll", "Give feedback"],
    "2026-05-07T08:59:59Z": ["Join online", "Take the poll", "Give feedback"],
    "2026-05-07T09:00:00Z": ["Give feedback"],
    "2026-05-08T21:59:59Z": ["Give feedback"],
    "2026-05-08T22:00:00Z": [],
}


def test_links_of_an_item_come_and_go_at_their_moments(visit: Callable, small: Callable) -> None:
    """On an open page, without the words for those who have no scripts, who see them all with these words."""
    text = AGENDA.replace("title: Ebb,", f"title: Ebb, {ITEM_LINKS},")
    site = small(HEAD + text)
    reader = visit(site, now=BEFORE)
    reader.open("agenda/#a")
    for moment, words in SHOWN.items():
        reader.at(moment)
        links = reader.page.locator("#a .item-links > li")
        assert [link.inner_text() for link in links.all() if link.is_visible()] == words
    page = visit(site, java_script_enabled=False).open("agenda/#a")
    assert [plain(text) for text in page.locator("#a .item-links > li").all_inner_texts()] == [
        "Join online",
        "Take the poll From 7 May 2026, 10:30",
        "Give feedback From 7 May 2026 Until 8 May 2026",
    ]


def test_dead_deadlines_are_not_listed_afterwards(visit: Callable, small: Callable) -> None:
    """Once the session is over, the first page lists only what is still asked for, such as a survey."""
    reader = visit(small(HEAD + CALLS), now=BEFORE)
    page = reader.open("")
    rows = page.locator(".rail li:visible > a")
    assert rows.all_inner_texts() == ["Names", "Survey"]
    reader.at(OVER)
    assert rows.all_inner_texts() == ["Survey"]
    assert reader.open("take-part/").locator("#survey .button[href]").count() == 1


STATUS = {"postponed": "Session postponed", "cancelled": "Session cancelled"}


@pytest.mark.parametrize("status", ["postponed", pytest.param("cancelled", marks=pytest.mark.slow)])
def test_a_session_that_does_not_take_place_says_so_everywhere(visit: Callable, small: Callable, status: str) -> None:
    """On every page at every moment: said first, its dates struck out, no countdown, no form, nothing live, nothing for calendars.
    Each page is opened at one of the moments, and is still open at the others."""
    channels = "webcast: {channels: [{language: floor, youtube: aaaaaaaaaaa}]}\n"
    text = HEAD + AGENDA + REGISTRATION + CALLS + channels + f"status: {status}\nstatus_note: The harbour is closed by ice.\n"
    reader = visit(small(text), now=BEFORE)
    moments = (BEFORE, LIVE, OVER)
    for place, part in enumerate(("", "agenda/", "take-part/", "webcast/", "practical/", "prior-sessions/", "accessibility/")):
        reader.page.clock.set_fixed_time(moments[place % 3])
        page = reader.open(part)
        for moment in (*moments[place % 3 :], *moments[: place % 3]):
            reader.at(moment)
            assert page.title().startswith(f"{STATUS[status]}: "), part
            notice = page.locator("main > .session-status")
            assert STATUS[status] in notice.inner_text() and "closed by ice" in notice.inner_text(), part
            seen = page.locator("main").inner_text()
            assert not [
                word for word in ("Live now", "In ", "Watch live", "Open the form", "Add ", "over", "Registration closed") if word in seen
            ], (part, moment, seen)
            assert page.locator("a[href='https://example.org/form'], a[href='https://example.org/survey'], [data-player]").count() == 0, (
                part
            )
    page = reader.open("")
    assert plain(page.locator(".date s").inner_text()) == "7 and 8 May 2026"
    assert reader.wrong == []
