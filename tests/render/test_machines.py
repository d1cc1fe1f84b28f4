"""What search engines and other programs ask a site for: robots.txt, the sitemap with when each page was changed, llms.txt."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from microsite.exports import published
from microsite.render.llms import _line
from microsite.source.loading import load
from tests.conftest import large
from tests.rendering import Rendered, build, rendered

HEAD = """title: {en: "Voices [on] loan", ar: أصوات}
organizer: {name: Harbour Institute}
dates: {start: 2026-10-24, end: 2026-10-25}
zone: Europe/Zurich
venue: {name: Old Customs House, city: {en: Zurich, ar: زيورخ}}
"""
AGENDA = """agenda:
  status: provisional
  days:
  - date: 2026-10-24
    sittings:
    - {id: day, start: 09:00, end: 18:00, items: [{id: talk, kind: keynote, start: 09:00, title: {en: Talk, ar: كلمة}}]}
"""
HOSTS = pytest.mark.parametrize("url", ["https://example.org/sub/", "https://voices.example.org/"], ids=["sub-path", "own host"])


def versions(folder: Path, *texts: str) -> list[dict[str, str]]:
    """By path, when each page of each version was changed last as its sitemap says it: its day in June. A version comes out each day."""
    record, found = None, []
    for day, text in enumerate(texts, 1):
        (folder / "session.yml").write_text(text, encoding="utf-8")
        now = dt.datetime(2026, 6, day, 8, tzinfo=dt.UTC)
        site = build(load(folder / "session.yml").session, ["en", "ar"], record=record, now=now)
        published.write(folder / "published.json", site.record)
        record = published.read(folder / "published.json")
        sitemap = dict(site.files())["sitemap.xml"].decode()
        rows = re.findall("<loc>https://example.org/sub/(.*?)</loc><lastmod>2026-06-(..)T08:00:00", sitemap)
        assert len(rows) == sitemap.count("<loc>") == len(site.pages)
        found.append(dict(rows))
    return found


def on(day: str, found: dict[str, str]) -> set[str]:
    return {path for path, changed in found.items() if changed == day}


def test_the_sitemap_says_when_a_page_was_changed(tmp_path: Path) -> None:
    """By what is read on it: another title of an item in Arabic is on two pages, and the same data changes no page."""
    other = AGENDA.replace("كلمة", "محاضرة")
    first, same, later = versions(tmp_path, HEAD + AGENDA, HEAD + AGENDA, HEAD + other)
    assert on("01", first) == {*first} and same == first
    assert on("03", later) == {"ar/", "ar/agenda/"} and on("02", later) == set()


def test_pages_of_days_and_items_change_with_their_items(tmp_path: Path) -> None:
    """Those of the item, of its day, and of nothing else; in each language."""
    week = large(6, "  pages: days\n").replace("pages: days", "pages: items")
    _, later = versions(tmp_path, week, week.replace("Talk 1 of day 2", "Talk one of day 2"))
    changed = {path for path in on("02", later) if "agenda/" in path}
    assert {"agenda/i-2-1/", "ar/agenda/i-2-1/"} <= changed and {"agenda/i-2-0/", "agenda/i-1-1/"} <= on("01", later)
    days = versions(tmp_path, large(6, "  pages: days\n"), large(6, "  pages: days\n").replace("Talk 1 of day 2", "Talk one"))[1]
    assert {"agenda/2027-06-02/", "ar/agenda/2027-06-02/"} <= on("02", days) and "agenda/2027-06-01/" in on("01", days)


@pytest.fixture
def site(tmp_path: Path, url: str) -> Rendered:
    (tmp_path / "session.yml").write_text(HEAD + AGENDA, encoding="utf-8")
    return rendered(load(tmp_path / "session.yml").session, ["en", "ar"], url=url)


@HOSTS
def test_robots_may_read_everything(site: Rendered, url: str) -> None:
    """And are told where all pages are listed."""
    assert site.files["robots.txt"] == f"User-agent: *\nDisallow:\n\nSitemap: {url}sitemap.xml\n".encode()


@HOSTS
def test_llms_txt_says_what_is_where(site: Rendered, url: str) -> None:
    """Title, a sentence, and links that each lead to a page or a file of the site; the other languages are optional."""
    lines = site.files["llms.txt"].decode().split("\n")
    assert lines[:5] == [
        "# Voices \\[on\\] loan",
        "",
        "> Voices \\[on\\] loan, 24 and 25 October 2026, Old Customs House, Zurich",
        "",
        "24 and 25 October 2026, Old Customs House, Zurich, Harbour Institute",
    ]
    sections = "\n".join(lines).split("\n## ")[1:]
    assert [each.split("\n")[0] for each in sections] == [
        "Pages",
        "Subscribe to the agenda in your calendar",
        "For other programs",
        "Optional",
    ]
    assert f"- [Agenda]({url}agenda/): Saturday, 24 October 2026; Sunday, 25 October 2026" in lines and f"- [ar]({url}ar/)" in lines
    addresses = re.findall(r"\]\((.*?)\)", "\n".join(lines))
    assert len(addresses) > 12 and all(address.startswith(url) for address in addresses)
    assert {f"{url}{name}" for name in ("session.json", "schedule.json", "schedule.xml", "schedule.xcal", "feed.xml")} <= {*addresses}
    paths = {urlsplit(address).path.removeprefix(urlsplit(url).path) for address in addresses}
    assert {path for path in paths if (f"{path}index.html" if path.endswith("/") or not path else path) not in site.files} == set()


def test_what_a_text_has_of_markdown_is_shown(tmp_path: Path) -> None:
    """Nothing of a text becomes a link, a heading or a second line."""
    assert _line("# a [b](c)\n\n*d* <e> `f`") == r"\# a \[b\](c) \*d\* \<e\> \`f\`"
