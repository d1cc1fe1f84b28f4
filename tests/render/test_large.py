"""An agenda of hundreds of items: a page for each day, and every link leads to the right one."""

from __future__ import annotations

import gzip
import itertools
import re
from pathlib import Path
from urllib.parse import urljoin

from icalendar import Calendar

from microsite.exports import schedule_files
from microsite.model.session import MAX_ITEMS_ON_A_PAGE
from microsite.source.loading import load
from tests.conftest import LANGUAGES, Built, large
from tests.rendering import build, rendered


def test_each_day_has_its_page_in_each_language(week: Built) -> None:
    """With all its items, in the language, in its own shell; the page of the agenda lists the days."""
    for language in LANGUAGES:
        prefix = "" if language == "en" else f"{language}/"
        t = week.localizer(language)
        first, last = (week.pages[f"{prefix}agenda/2027-06-0{day}/index.html"] for day in (1, 3))
        listing = week.pages[f"{prefix}agenda/index.html"]
        assert first.tree.get("lang") == language and first.tree.find(".//h1").text == t.capitalized(
            t.date(week.session.dates.start, "full")
        )
        ids = set(first.attributes("id"))
        assert {f"i-1-{number}" for number in range(24)} <= ids and "i-2-0" not in ids
        assert " ".join(t.capitalized(t.date(week.session.dates.end, "full")).split()) in listing.text
        assert t.gettext("Items to be announced") in last.text
    assert "演讲7" in week.pages["zh/agenda/2027-06-02/index.html"].text and "حديث 7" in week.pages["ar/agenda/2027-06-02/index.html"].text


def test_links_lead_to_what_is_there(week: Built) -> None:
    """From every page to every day, item, sitting and language; of the pages of items, from every twentieth."""
    ids = {name: set(re.findall(r'\sid="([^"]+)"', page.source)) for name, page in week.pages.items()}
    items = [name for name in week.pages if "/i-" in name]
    for name in week.pages.keys() - set(items) | set(items[::20]) - {"404.html"}:
        for link in week.pages[name].attributes("href") if name != "404.html" else ():
            address = urljoin(f"https://site/{name}", link.split("?")[0])
            path, _, anchor = address.removeprefix("https://site/").partition("#")
            if (
                anchor == "_now"
                or not address.startswith("https://site/")
                or path.startswith(("assets", "calendar"))
                or "/calendar/" in path
                or path.endswith(("feed.xml", "session.json", "manifest.webmanifest", *schedule_files.NAMES))
            ):
                continue
            target = f"{path}index.html" if path.endswith("/") or not path else path
            assert target in ids and (not anchor or anchor in ids[target]), (name, link)


def test_languages_and_search_engines_find_the_days(week: Built) -> None:
    """Each day's page names its versions, and is in the sitemap."""
    sitemap = (week.folder / "sitemap.xml").read_text(encoding="utf-8")
    page = week.pages["fr/agenda/2027-06-02/index.html"]
    alternates = {link.get("hreflang"): link.get("href") for link in page.tree.iter("link") if link.get("rel") == "alternate"}
    root = "https://example.github.io/conference-microsite/"
    assert alternates["zh"] == f"{root}zh/agenda/2027-06-02/" and alternates["en"] == f"{root}agenda/2027-06-02/"
    assert f"<loc>{root}ar/agenda/2027-06-02/</loc>" in sitemap
    menu = [link.get("href") for link in page.tree.iter("a") if link.get("hreflang") == "ru"]
    assert menu == ["../../../ru/agenda/2027-06-02/"]


def test_calendars_lead_to_the_day(week: Built) -> None:
    """The entry of an item has the address of its day's page."""
    entry = Calendar.from_ical((week.folder / "fr/calendar/items/i-2-5.ics").read_bytes()).walk("VEVENT")[0]
    assert str(entry["url"]) == "https://example.github.io/conference-microsite/fr/agenda/i-2-5/"


def test_no_page_is_heavy(tmp_path: Path) -> None:
    """Of so many items that pages of days come by themselves: under 100 kB compressed, and the scripts' data holds the day's items only."""
    (tmp_path / "x.yml").write_text(large(160), encoding="utf-8")
    site = build(load(tmp_path / "x.yml").session)
    below = [files for path, files in site.deferrable.items() if re.search("agenda/(2027-06-0|i-1-7/)", path)]
    pages = {path: content.decode() for path, content in itertools.chain(*below) if path.endswith(".html")}
    pages |= {each.page.file: each.html for each in site.results}
    assert len(below) == 4 * len(LANGUAGES)
    for name, page in pages.items():
        assert len(gzip.compress(page.encode())) < 100_000, name
    assert pages["agenda/2027-06-01/index.html"].count('"id": "i-') == 80
    assert '"id": "i-' not in pages["index.html"] and '"id": "i-' not in pages["agenda/index.html"]


def test_up_to_a_number_one_page_holds_all(tmp_path: Path) -> None:
    """And one day alone is one page, however much there is on it."""
    for items, apart in ((MAX_ITEMS_ON_A_PAGE, False), (MAX_ITEMS_ON_A_PAGE + 2, True)):
        (tmp_path / "x.yml").write_text(large(items), encoding="utf-8")
        assert bool(load(tmp_path / "x.yml").session.day_of) is apart


FAIR = """number: 1
title: Fair
organizer: {name: Harbour Institute}
dates: {start: 2027-06-01, end: 2027-06-02}
zone: Africa/Nairobi
agenda:
  status: provisional
  pages: days
  days:
    - date: 2027-06-01
      all_day: [{id: stands, kind: poster}]
      sittings:
        - {id: named, title: Tides, start: 08:00, end: 09:00, items: [{id: one, kind: talk, start: 08:00}]}
        - id: unnamed
          start: 09:00
          end: 12:00
          items:
            - {id: coffee, kind: break, start: 09:00, end: 09:30}
            - {id: off, kind: talk, title: Off, start: 09:30, end: 10:00, cancelled: true}
            - {id: gulls, kind: talk, title: Gulls, start: 10:00, end: 11:00}
            - {id: sand, kind: talk, title: {en: Sand}, start: 11:00, end: 12:00}
        - {id: alone, start: 13:00, end: 14:00, items: [{id: walk, kind: excursion, start: 13:00}]}
        - {id: empty, start: 15:00, end: 16:00}
    - date: 2027-06-02
"""


def test_a_sitting_without_a_title_is_called_by_what_it_begins_with(tmp_path: Path) -> None:
    """Neither a break nor what is cancelled; nothing while nothing is known. Days say how many items there are, without breaks."""
    (tmp_path / "x.yml").write_text(FAIR, encoding="utf-8")
    pages = rendered(load(tmp_path / "x.yml").session, ["en", "zh"]).pages
    agenda, chinese = (
        re.findall(r'agenda/2027-06-01/#(\w+)">(?:<span [^>]*>)?([^<]*)(?:</span>)?(…?)</a>', pages[name])
        for name in ("agenda/index.html", "zh/agenda/index.html")
    )
    assert agenda == [("named", "Tides", ""), ("unnamed", "Gulls\u00a0…", ""), ("alone", "Excursion", "")]
    assert ("unnamed", "Gulls", "…") in chinese
    assert "Items: 5" in pages["agenda/index.html"] and "Items to be announced" in pages["agenda/index.html"]


def test_an_agenda_of_very_many_items_lists_days_without_titles(tmp_path: Path) -> None:
    """The address that each item has on an agenda of one page still leads to it; the page stays below 45 kB."""
    (tmp_path / "x.yml").write_text(large(1200), encoding="utf-8")
    session = load(tmp_path / "x.yml").session
    site = build(session, ["en"])
    pages = {each.page.file: each.html.encode() for each in site.results if each.page.file in ("index.html", "agenda/index.html")}
    first, agenda = (str(pages[name], "utf-8") for name in ("index.html", "agenda/index.html"))
    assert (
        "Talk 7 of" not in first + agenda
        and agenda.count('<span id="i-') == 1200
        and agenda.index('id="i-2-599"') > agenda.index('id="day-2027-06-02"')
    )
    assert re.findall(r'<a href="(agenda/2027-[^"#]*)">(Items: \d+)</a>', first) == [
        (f"agenda/2027-06-0{day}/", "Items: 600") for day in (1, 2)
    ]
    assert len(gzip.compress(agenda.encode(), 6)) < 45_000


EVENING = """number: 1
title: Tides
organizer: {name: Harbour Institute}
dates: {start: 2027-06-01, end: 2027-06-01}
zone: Africa/Nairobi
people: {kim: {name: KIM Min-jun}}
agenda:
  status: final
  pages: items
  days:
    - date: 2027-06-01
      sittings:
        - id: pm
          start: 18:00
          end: 22:00
          items:
            - {id: talk, kind: talk, start: 18:00, end: 19:00}
            - {id: feast, kind: social_event, start: 19:00, open_end: true, people: [{person: kim}]}
"""


def test_a_small_agenda_can_have_pages_of_items(tmp_path: Path) -> None:
    """Each leads to its day on the one page, and to what is after it; an open end is one wherever the item's time is said."""
    (tmp_path / "x.yml").write_text(EVENING, encoding="utf-8")
    pages = rendered(load(tmp_path / "x.yml").session, ["en"]).pages
    talk, feast, people = (pages[f"{name}/index.html"] for name in ("agenda/talk", "agenda/feast", "people"))
    assert 'href="../../agenda/#day-2027-06-01"' in talk and 'href="../../agenda/feast/"' in talk
    open_end = r"From <time [^>]*>19:00</time></span>"
    assert [len(re.findall(open_end, page)) for page in (talk, feast, pages["agenda/index.html"], people)] == [1] * 4
