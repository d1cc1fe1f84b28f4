"""Sessions of an unusual shape: what pages and calendars make of them. Each is rendered from the text of a data file."""

from __future__ import annotations

import datetime as dt
import json
import re
import zoneinfo
from collections.abc import Callable
from pathlib import Path

import html5lib
import pytest
from icalendar import Calendar

from microsite.source.loading import load
from tests.conftest import texts
from tests.rendering import Rendered, rendered

HEAD = "number: 4\ntitle: Voices\ndates: {start: 2025-10-25, end: 2025-10-26}\nzone: Europe/Zurich\norganizer: {name: Harbour Institute}\n"


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., Rendered]:
    """The site of a data file that begins as HEAD does."""

    def make(more: str, head: str = HEAD, languages: tuple[str, ...] = ("en",)) -> Rendered:
        path = tmp_path / "session.yml"
        path.write_text(head + more, encoding="utf-8")
        return rendered(load(path).session, languages)

    return make


def text(site: Rendered, part: str) -> str:
    return " ".join("".join(texts(html5lib.parse(site.pages[f"{part}index.html"], namespaceHTMLElements=False).find(".//main"))).split())


def event(site: Rendered, name: str) -> tuple[dt.datetime, dt.datetime | None]:
    (found,) = Calendar.from_ical(site.calendars[f"calendar/{name}.ics"]).walk("VEVENT")
    return found["DTSTART"].dt, found["DTEND"].dt if "DTEND" in found else None


ROOMS = """
agenda:
  days:
    - date: 2025-10-25
      sittings:
        - id: morning
          start: 09:00
          end: 12:00
          items:
            - {id: left, kind: panel, start: 09:30, room: Hall A}
            - {id: right, kind: panel, start: 10:00, room: Hall B}
            - {id: gone, kind: panel, start: 10:30, room: Hall B, cancelled: true}
            - {id: lunch, kind: break, start: 11:30}
"""


def test_an_item_ends_with_the_next_one_in_its_room(made: Callable) -> None:
    """Not with one beside it; with the next that was to be, even if that is cancelled: who was told an end is told no other. A break is for
    all rooms."""
    site = made(ROOMS)
    zone = zoneinfo.ZoneInfo("Europe/Zurich")
    for name, start, end in (("left", (9, 30), (11, 30)), ("right", (10, 0), (10, 30))):
        assert event(site, f"items/{name}") == tuple(dt.datetime(2025, 10, 25, *clock, tzinfo=zone) for clock in (start, end))
    data = json.loads(re.search(r'id="_script-data">(.*?)</script>', site.pages["agenda/index.html"])[1])
    ends = {item["id"]: item["end"] for item in data["items"]}
    for name, clock in (("left", (11, 30)), ("right", (10, 30))):
        assert ends[name] == dt.datetime(2025, 10, 25, *clock, tzinfo=zone).timestamp() * 1000


def test_every_day_of_the_session_is_on_the_agenda(made: Callable) -> None:
    """The second day, of which the agenda says nothing yet, too; and nothing is called still to come that is there."""
    site = made(ROOMS)
    for part in ("", "agenda/"):
        assert "Sunday, 26 October 2025" in text(site, part).replace("Sunday 26", "Sunday, 26") and "Items to be announced" in text(
            site, part
        )
    assert "Agenda to be announced" not in text(site, "agenda/")


NIGHT = """
agenda:
  status: final
  days:
    - date: 2025-10-25
      title: The long night
      sittings:
        - id: gala
          start: 20:00
          end: 01:00
          items:
            - {id: dinner, kind: discussion, title: Dinner, start: 20:00, end: 00:30}
            - {id: dance, kind: discussion, title: Dance, start: 00:30}
webcast: {}
"""


def test_what_is_after_midnight_says_its_date(made: Callable) -> None:
    """It stands under the day on which its sitting begins, at its own moment."""
    site = made(NIGHT, languages=("en", "ar"))
    assert "20:00–01:00 20:00–00:30 Dinner" in text(site, "agenda/")
    assert (
        "00:30 (26 Oct) Dance" in text(site, "agenda/")
        and "00:30 (26 Oct) Dance" in text(site, "")
        and "00:30 (26 أكتوبر)" in text(site, "ar/agenda/")
    )
    assert '<time datetime="2025-10-26T00:30:00+02:00" data-clock>00:30</time>' in site.pages["agenda/index.html"]
    assert "Saturday, 25 October 2025, 20:00–01:00" in text(site, "webcast/").replace("Saturday 25", "Saturday, 25")
    data = json.loads(re.search(r'id="_script-data">(.*?)</script>', site.pages["agenda/index.html"])[1])
    late = dt.datetime(2025, 10, 25, 23, tzinfo=dt.UTC).timestamp() * 1000
    assert data["end"] == data["sittings"][0]["end"] == data["items"][1]["end"] == data["days"][0]["end"] == late


def test_a_final_agenda_has_no_other_days(made: Callable) -> None:
    """A day on which nothing is, is no day of the session: not on the agenda, not in the webcast's hours, not live; and the hours are
    the agenda's."""
    site = made(NIGHT + "hours: {start: 19:00, end: 01:30}\n")
    for part in ("", "agenda/", "webcast/"):
        assert "Sunday" not in text(site, part) and "to be announced" not in text(site, part)
    assert "25 October 2025: 20:00–01:00" in text(site, "") and "each day" not in text(site, "")
    data = json.loads(re.search(r'id="_script-data">(.*?)</script>', site.pages["index.html"])[1])
    assert len(data["days"]) == len(data["sittings"]) == 1


def test_a_day_that_is_off(made: Callable) -> None:
    """While the agenda may change, only a day that is said to be off is not one of the session's."""
    agenda = (
        "agenda: {{status: provisional, days: [{{date: 2025-11-25, sittings: [{{id: a, start: 10:00, end: "
        "12:00}}]}}{}]}}\nwebcast: {{}}\nhours: {{start: 09:00, end: 18:00}}\n"
    )
    head = HEAD.replace("-10-", "-11-")
    there, off = made(agenda.format(""), head), made(agenda.format(", {date: 2025-11-26, off: true}"), head)
    for part in ("", "agenda/", "webcast/"):
        assert "Wednesday" in text(there, part) and "Wednesday" not in text(off, part)
    assert "09:00–18:00 on both days" in text(there, "") and "25 November 2025: 10:00–12:00" in text(off, "")
    assert set(there.calendars) - set(off.calendars) == {"calendar/day-2025-11-26.ics"}


def test_hours_that_the_agenda_gives_are_hours(made: Callable) -> None:
    """Each day's, or together those of days in a row that have the same; those that `hours` gives go before."""
    days = "".join(
        f"    - {{date: 2025-10-{day}, sittings: [{{id: s{day}, start: {start}, end: 18:00}}]}}\n"
        for day, start in ((20, "09:00"), (21, "09:00"), (22, "14:00"), (24, "14:00"))
    )
    head = HEAD.replace("2025-10-25", "2025-10-20").replace("2025-10-26", "2025-10-24")
    shown = text(made(f"agenda:\n  status: final\n  days:\n{days}", head), "")
    assert (
        "20 and 21 October 2025: 09:00–18:00 on both days 22 October 2025: 14:00–18:00 24 October 2025: "
        "14:00–18:00 Central European Summer Time" in shown
    )
    assert "hours will be announced" not in shown
    given = text(made(f"agenda:\n  status: provisional\n  days:\n{days}hours: {{start: 08:00, end: 19:00}}\n", head), "")
    assert "08:00–19:00 each day" in given and "09:00–18:00" not in given
    assert "The hours will be announced." in text(made("", head), "")
    changed = text(
        made("hours: {start: 09:00, end: 18:00}\n"), ""
    )  # in the night between, clocks go back: not the same hours for a reader elsewhere
    assert "25 October 2025: 09:00–18:00 26 October 2025: 09:00–18:00" in changed


ALL_DAY = """
agenda:
  status: {status}
  days:
    - date: 2025-10-25
      all_day:
        - {{id: show, kind: presentation, title: Exhibition, room: Garden}}
        - {{id: gone, kind: discussion, title: Excursion, cancelled: true}}
      sittings:
        - {{id: am, start: 10:00, end: 12:00, room: Hall, items: [{{id: talk, kind: keynote, title: Talk, start: 10:00}}]}}
    - date: 2025-10-26
      all_day: [{{id: trip, kind: discussion, title: Trip}}]
hours: {{start: 09:00, end: 18:00}}
"""


def test_items_of_a_whole_day(made: Callable) -> None:
    """At the top of the day, on the agenda and the first page; neither on now nor next; a day with nothing else has no hours once the
    agenda is final."""
    site = made(ALL_DAY.format(status="final"))
    for part in ("", "agenda/"):
        shown = text(site, part)
        assert (
            shown.index("All day Exhibition")
            < shown.index("All day Excursion Cancelled")
            < shown.rindex("Talk")
            < shown.index("All day Trip")
        )
        assert "to be announced" not in shown
    page = site.pages["agenda/index.html"]
    assert 'href="../calendar/items/show.ics"' in page and 'href="../calendar/items/gone.ics"' not in page
    assert ">Garden</span>" in page
    data = json.loads(re.search(r'id="_script-data">(.*?)</script>', page)[1])
    assert [item["id"] for item in data["items"]] == ["talk"] and (len(data["days"]), len(data["sittings"])) == (2, 1)
    assert "25 October 2025: 10:00–12:00" in text(site, "")
    open_ended = made(ALL_DAY.format(status="provisional"))
    assert "All day Trip" in text(open_ended, "agenda/") and "09:00–18:00 Items to be announced" in text(open_ended, "agenda/")


def test_both_zones_are_named_where_clocks_change(made: Callable) -> None:
    """Summer time ends in the night between the two days."""
    site = made(ROOMS + "    - {date: 2025-10-26, sittings: [{id: sunday, start: 10:00, end: 11:00}]}\nwebcast: {}\n")
    for part in ("agenda/", "webcast/"):
        assert "Central European Summer Time (UTC+02:00); Central European Standard Time (UTC+01:00)" in text(site, part)
    assert "(UTC+01:00)" not in text(
        made(ROOMS.replace("2025-10-25", "2025-10-24"), HEAD.replace("2025-10-25, end: 2025-10-26", "2025-10-24, end: 2025-10-25")),
        "agenda/",
    )


def test_no_start_is_shown_that_nobody_gave(made: Callable) -> None:
    """Without hours, the webcast's page has no time for a reader to take for the start."""
    assert "data-reader-start" not in made("webcast: {}\n").pages["webcast/index.html"]
    assert "data-reader-start" in made("webcast: {}\nhours: {start: 10:00, end: 18:00}\n").pages["webcast/index.html"]


def test_a_deadline_of_the_year_before_has_its_own_clock(made: Callable) -> None:
    """By the rules that the file itself brings along, it is in summer time."""
    site = made(
        "calls:\n  - {id: names, title: Names, deadline: 2026-09-10 18:00}\n",
        HEAD.replace("2025-10-25", "2027-01-25").replace("2025-10-26", "2027-01-26"),
    )
    content = site.calendars["calendar/by-names.ics"]
    (rules,) = Calendar.from_ical(content).walk("VTIMEZONE")
    assert rules.to_tz(lookup_tzid=False).utcoffset(dt.datetime(2026, 9, 10, 18)) == dt.timedelta(hours=2)


def test_what_there_is_of_a_webcast_that_is_not_live(made: Callable) -> None:
    """Its page, and the chapters of a recording that plays elsewhere; an item without a title has the word for its kind. The item that
    has a chapter leads there from the agenda, and no other."""
    site = made(
        ROOMS
        + "webcast:\n  live: false\n  url: https://video.example.org/4\n  recordings:\n    - {sitting: morning, url: https://video.example.org/m, chapters: [{item: left, at: 1:02}]}\n",
        languages=("en", "fr"),
    )
    assert "There is no live webcast." in text(site, "webcast/") and "0:01:02 Panel" in text(site, "webcast/")
    assert "0:01:02 Table ronde" in text(site, "fr/webcast/")
    links = [link for link in re.findall(r'href="([^"]*/webcast/#[^"]*)"', site.pages["agenda/index.html"]) if "@" in link]
    assert links == ["../webcast/#recording-morning@62"] and 'id="recording-morning@62"' in site.pages["webcast/index.html"]
    assert (
        'href="https://video.example.org/4"' in site.pages["webcast/index.html"]
        and "<button" not in site.pages["webcast/index.html"].partition('class="chapters"')[2].partition("</ol>")[0]
    )


def test_a_way_without_a_form_is_not_open(made: Callable) -> None:
    """Nothing on it tells a script that it is."""
    site = made("registration: {onsite: {who: Everybody}, online: {url: https://forms.example.org/}}\n")
    page = html5lib.parse(site.pages["take-part/index.html"], namespaceHTMLElements=False)
    ways = [section for section in page.iter("section") if section.get("class") == "way"]
    assert [(way.get("id"), way.get("data-until") is not None) for way in ways] == [("onsite", False), ("online", True)]


def test_sessions_before_are_listed_on_the_first_page(made: Callable) -> None:
    """The latest, where none is said to bear on this one."""
    site = made("prior_sessions:\n" + "".join(f"  - {{number: {number}, title: Meeting {number}, year: 2020}}\n" for number in (3, 2, 1)))
    assert "Previous sessions 3 Meeting 3" in text(site, "")


WAYS = """
registration:
  press: {url: "https://example.org/press", who: Journalists}
  onsite: {url: "https://example.org/delegations", state: full}
  observers: {url: "https://example.org/observers", state: waiting_list, closes: 2025-10-20}
  accompanying: {url: "https://example.org/accompanying", state: waiting_list}
  night-walk: {title: {en: Night walk, ar: جولة ليلية, zh: 夜行}, platform: App, url: "https://example.org/walk"}
"""
BUTTONS = {
    "en": [
        "Register: Press",
        "Join the waiting list: Observers",
        "Join the waiting list: Accompanying persons",
        "Register: Night walk (App)",
    ],
    "ar": [
        "التسجيل: وسائل الإعلام",
        "الانضمام إلى قائمة الانتظار: المراقبون",
        "الانضمام إلى قائمة الانتظار: المرافقون",
        "التسجيل: جولة ليلية (App)",
    ],
    "zh": ["注册：新闻媒体", "登记候补：观察员", "登记候补：随行人员", "注册：夜行（App）"],
}
HEADINGS = {
    "en": ["Press", "Attending in person Registration full", "Observers", "Accompanying persons Waiting list", "Night walk (App)"],
    "ar": ["وسائل الإعلام", "الحضور في مكان الانعقاد اكتمل العدد", "المراقبون", "المرافقون قائمة الانتظار", "جولة ليلية (App)"],
    "zh": ["新闻媒体", "现场参会 名额已满", "观察员", "随行人员 候补登记", "夜行（App）"],
}
FULL = {"en": "Registration is full.", "ar": "اكتمل عدد المسجلين.", "zh": "注册名额已满。"}


@pytest.mark.parametrize("language", BUTTONS)
def test_each_way_to_register_has_its_place_and_its_state(made: Callable, language: str) -> None:
    """In the order of the file, by the name that the language has for it or its title; nobody is invited to one that is full, and those who
    come too late for another are told what its form is for."""
    site = made(WAYS, languages=("en", "ar", "zh"))
    prefix = "" if language == "en" else f"{language}/"
    page = html5lib.parse(site.pages[f"{prefix}take-part/index.html"], namespaceHTMLElements=False)
    ways = [section for section in page.iter("section") if section.get("class") == "way"]
    assert [way.get("id") for way in ways] == ["press", "onsite", "observers", "accompanying", "night-walk"]
    assert [" ".join("".join(way.find("h3").itertext()).split()) for way in ways] == HEADINGS[language]
    buttons = [link for link in page.iter("a") if link.get("class") == "button"]
    assert [" ".join("".join(button.itertext()).split()) for button in buttons] == BUTTONS[language]
    assert [button.get("href") for button in buttons] == [
        f"https://example.org/{name}" for name in ("press", "observers", "accompanying", "walk")
    ]
    assert text(site, f"{prefix}take-part/").count(FULL[language]) == 3
    assert [way.get("data-until") is not None for way in ways] == [True, False, True, True, True]  # what the clock opens and closes


def test_the_first_page_invites_to_ways_that_are_open_only(made: Callable) -> None:
    """All are listed, with what there is to know; its button says “Register” while one of them is open."""
    site = made(WAYS)
    assert (
        "Registration: Press / Attending in person (registration full) / Observers (waiting list) / Accompanying persons (waiting list) / "
        "Night walk (App)"
    ) in text(site, "")
    shut = WAYS.replace("who: Journalists", "state: waiting_list").replace("platform: App", "state: full")
    for ways, open_ones in ((WAYS, 2), (shut, 0)):
        data = json.loads(re.search(r'id="_script-data">(.*?)</script>', made(ways).pages["index.html"])[1])
        assert (len(data["registration"]), data["pages"].get("takePart", "")) == (open_ones, "take-part/")


def test_over_or_postponed_nothing_is_full(made: Callable) -> None:
    """Registration is suspended, or closed."""
    site = made(WAYS + "status: postponed\n")
    assert "full" not in text(site, "take-part/") and "waiting" not in text(site, "take-part/")
    page = made(WAYS).pages["take-part/index.html"]
    assert page.count('<span class="hide-over">Registration is full.</span><span class="only-over">Registration is closed.</span>') == 3


BESIDE = """
venue: {name: Harbour House, room: Main hall}
agenda:
  days:
    - date: 2025-10-25
      sittings:
        - id: morning
          start: 09:00
          end: 12:00
          items:
            - {id: wire, kind: poster, title: Wire, start: 09:30}
            - {id: tape, kind: poster, start: 09:30}
            - {id: talks, kind: bilateral, start: 10:00}
            - {id: panel, kind: panel, start: 11:00}
"""


def test_posters_and_bilateral_meetings_are_beside_each_other(made: Callable) -> None:
    """Without rooms of their own, and not in the venue's: all that are on are told, and what has no end lasts until what begins next."""
    site = made(BESIDE, languages=("en", "ar", "zh"))
    zone = zoneinfo.ZoneInfo("Europe/Zurich")
    for name, start, end in (("wire", (9, 30), 10), ("tape", (9, 30), 10), ("talks", (10, 0), 11)):
        assert event(site, f"items/{name}") == (
            dt.datetime(2025, 10, 25, *start, tzinfo=zone),
            dt.datetime(2025, 10, 25, end, tzinfo=zone),
        )
    places = {path.split("/")[-1]: content for path, content in site.calendars.items() if path.startswith("calendar/items/")}
    assert [name for name, content in places.items() if b"LOCATION:Main hall" in content] == ["panel.ics"]
    assert "Wire Poster" in text(site, "agenda/") and "Bilateral meeting" in text(site, "agenda/")
    assert "عرض ملصق" in text(site, "ar/") and "اجتماع ثنائي" in text(site, "ar/")
    assert "海报展示" in text(site, "zh/") and "双边会谈" in text(site, "zh/")


RESUMED = """
name: Fourth session, third part
prior_sessions:
  - {number: 4, title: "Fourth session, second part", start: 2025-05-05, end: 2025-05-09, url: "https://example.org/4-2"}
  - {number: 4, title: "Fourth session, first part", start: 2024-11-25, url: "https://example.org/4-1", bearing: Where it stopped.}
  - {number: 3, year: 2023}
"""


@pytest.mark.parametrize("language", ["en", "ar", "zh"])
def test_each_part_of_a_session_that_was_resumed_has_a_place(made: Callable, language: str) -> None:
    """An anchor and words of its own for its link, on the page of prior sessions; the first page leads to it."""
    site = made(RESUMED, languages=("en", language) if language != "en" else ("en",))
    prefix = "" if language == "en" else f"{language}/"
    page = html5lib.parse(site.pages[f"{prefix}prior-sessions/index.html"], namespaceHTMLElements=False)
    assert [(each.get("id"), "".join(each.find(".//h3").itertext())) for each in page.iter("article")][:2] == [
        ("session-4", "Fourth session, second part"),
        ("session-4-2024-11-25", "Fourth session, first part"),
    ]
    links = {
        each.get("href"): "".join(each.itertext()) for each in page.iter("a") if each.get("href", "").startswith("https://example.org/4")
    }
    assert all(words.startswith("Fourth session, ") for words in links.values()) and len(set(links.values())) == 2
    assert 'prior-sessions/#session-4-2024-11-25"' in site.pages[f"{prefix}index.html"]


ROOMS_LIVE = """
webcast:
  channels:
    - {language: floor, room: {en: Hall A, ar: القاعة ألف, zh: 甲厅}, youtube: aaaaaaaaaaa}
    - {language: floor, room: Hall B, youtube: bbbbbbbbbbb}
    - {language: fr, room: {en: Hall A, ar: القاعة ألف, zh: 甲厅}, youtube: ccccccccccc}
    - {language: en, room: Hall B, youtube: ddddddddddd}
"""


@pytest.mark.parametrize(
    ("language", "groups", "direct"),
    [
        ("en", ["Audio language (Hall A)", "Audio language (Hall B)"], "Direct links (Hall A): Floor (original audio) Français"),
        ("ar", ["لغة الصوت (القاعة ألف)", "لغة الصوت (Hall B)"], "روابط مباشرة (القاعة ألف): القاعة (الصوت الأصلي) Français"),
        ("zh", ["音频语言（甲厅）", "音频语言（Hall B）"], "直接链接（甲厅）： 会场原声 Français"),
    ],
)
def test_channels_of_one_room_stand_together(made: Callable, language: str, groups: list[str], direct: str) -> None:
    """A floor for each room: the rooms in the order of the file, their languages below their name, in one choice of all."""
    site = made(ROOMS_LIVE, languages=("en", "ar", "zh") if language != "en" else ("en",))
    page = html5lib.parse(site.pages[f"{'' if language == 'en' else language + '/'}webcast/index.html"], namespaceHTMLElements=False)
    choices = [element for element in page.iter("fieldset") if element.get("class") == "channels"]
    assert ["".join(choice.find("legend").itertext()) for choice in choices] == groups
    chosen = [[(each.get("name"), each.get("value"), each.get("data-src")[-22:-11]) for each in choice.iter("input")] for choice in choices]
    assert chosen == [
        [("live-player-channel", "floor", "aaaaaaaaaaa"), ("live-player-channel", "fr", "ccccccccccc")],
        [("live-player-channel", "floor", "bbbbbbbbbbb"), ("live-player-channel", "en", "ddddddddddd")],
    ]
    assert direct in " ".join("".join(texts(page.find(".//main"))).split())


NOT_OUT = """
documents:
  - {title: Draft text, symbol: HI/2/3}
  - {title: Rules, expected: 2025-10-20}
  - {title: Report, expected: 2025-11-30}
  - {title: Programme, url: "https://example.org/programme.pdf"}
"""


def test_a_document_that_is_not_out_yet_says_so(made: Callable) -> None:
    """In the place of its links, in the language of the page; the day by which it is expected is told until it has passed."""
    site = made(NOT_OUT, languages=("en", "ar", "zh"))
    assert (
        "Draft text HI/2/3: not yet published Rules: publication expected by 20 October 2025 not yet published "
        "Report: publication expected by 30 November 2025 not yet published Programme: open the file"
    ) in text(site, "practical/")
    assert "Draft text HI/2/3: لم تُنشر بعد" in text(site, "ar/practical/")
    assert "Report: يُتوقع نشرها بحلول 30 نوفمبر 2025" in text(site, "ar/practical/")
    assert "Rules：预计不迟于2025年10月20日公布 尚未公布" in text(site, "zh/practical/")
    rules = site.pages["practical/index.html"].partition("Rules")[2].partition("</li>")[0]
    assert "href" not in rules
    assert re.findall('data-shown-(from|until)="([^"]*)"', rules) == [
        ("until", "2025-10-21T00:00:00+02:00"),
        ("from", "2025-10-21T00:00:00+02:00"),
    ]


def test_of_a_cancelled_session_no_document_is_expected(made: Callable) -> None:
    """Those that are there are offered."""
    site = made(NOT_OUT + "status: cancelled\n")
    assert text(site, "practical/").count(": not yet published") == 3 and "expected" not in text(site, "practical/")


def test_no_line_of_a_text_is_swallowed(made: Callable) -> None:
    """What Markdown would take for the address of a link, and a link that leads nowhere from here, stay as they were typed."""
    site = made(
        "summary: See [the page](https://example.org/a) for *all*.\nabout: |-\n  First.\n\n  [Update]: postponed\n\n  Ask [us](ask.html).\n"
    )
    assert "First. [Update]: postponed Ask [us](ask.html)." in text(site, "")
    assert '<meta name="description" content="See the page for all.">' in site.pages["index.html"]


def test_the_first_of_a_month_in_french(made: Callable) -> None:
    """Is “1er”, in a date and in a range; no other day is."""
    site = made("", HEAD.replace("2025-10-25", "2025-10-01").replace("2025-10-26", "2025-10-11"), ("en", "fr"))
    assert "1er au 11 octobre 2025" in text(site, "fr/") and "11er" not in text(site, "fr/")
    assert "Mercredi 1er octobre 2025" in text(site, "fr/agenda/")


def test_a_number_is_dialled_from_everywhere(made: Callable) -> None:
    """Without the zero that is for callers in the country."""
    assert 'href="tel:+41223389111"' in made('contact: {phone: "+41 (0)22 338 91 11"}\n').pages["practical/index.html"]
