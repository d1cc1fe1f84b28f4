"""Sessions that are archived one after the other: their pages stay, no address dies, and each leads to the newest session."""

from __future__ import annotations

import functools
import json
import re
import shutil
import tarfile
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urldefrag, urljoin

import html5lib
import pytest
from icalendar import Calendar

from microsite.render import archiving
from microsite.render.unpacking import MARKER
from tests.conftest import DATA, once, plain
from tests.series import ADDRESS, ITEMS, archive, built, files_of, make_series, options

COPIED = ("files/", "calendar/", "ar/calendar/")


@pytest.fixture(scope="session")
def four(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return once(tmp_path_factory, "series", make_series)


@pytest.fixture(scope="session")
def address(four: Path, serve: Callable[[Path], str]) -> str:
    return serve(four / "site")


def get(address: str) -> tuple[str, bytes]:
    """Where an address leads a browser without scripts, and what is there."""
    for _ in range(3):
        with urllib.request.urlopen(address, timeout=10) as answer:
            content = answer.read()
        moved = re.search(rb'http-equiv="refresh" content="0; url=([^"]+)"', content)
        if not moved:
            return address, content
        address = urljoin(address, moved[1].decode())
    raise AssertionError(f"{address} leads round in circles")


def ids(content: bytes) -> set[str]:
    return set(re.findall(r'\sid="([^"]+)"', content.decode()))


def listed(folder: Path) -> list[str]:
    lines = (folder / "archive" / "addresses.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.startswith("/")]


def test_every_address_that_was_published_answers(four: Path, address: str) -> None:
    """Those of the list: each page, file and place in a page is there, or leads to where it is; a place with the script's help."""
    own = listed(four)
    assert len(own) > 60 and {"/agenda/#cranes", "/agenda/dredging/", "/people/#tembo", "/ar/calendar/items/lighthouses.ics"} <= {*own}
    for each in own:
        path, place = urldefrag(each)
        where, content = get(address + quote(path[1:]))
        if place and place not in ids(content):
            language = "ar" if path.startswith("/ar/") else "en"
            places = json.loads((four / "site/archived" / f"{language}.json").read_bytes())
            where, content = get(f"{address}{places[path[1:]][place]}{path}")
            assert place in ids(content), each


def test_every_file_that_was_published_answers(four: Path, address: str) -> None:
    """Not those of the list alone: each file of three sites as they were at the root, but for what scripts alone ask for."""
    for number in (1, 2, 3, 4):
        was = four / "was" / str(number)
        names = [path.relative_to(was).as_posix() for path in was.rglob("*") if path.is_file() and not path.name.endswith(".json")]
        names = [name for name in names if not re.match(r"[123]/|\.|assets/", name)]
        assert len(names) > 25
        for name in names:
            get(address + quote(name))


def test_files_are_the_same_at_their_old_address(four: Path) -> None:
    """A calendar or a document that the newest session has no more is as it is in the archive."""
    for number in (1, 2, 3, 4):
        item, site = ITEMS[number], four / "site"
        for name in (f"files/{item}.pdf", f"calendar/items/{item}.ics", f"ar/calendar/items/{item}.ics"):
            assert (site / name).read_bytes() == (site / str(number) / name).read_bytes()


def test_what_two_sessions_had_leads_to_the_later(four: Path) -> None:
    """An item of the same name in each."""
    places = json.loads((four / "site/archived/en.json").read_bytes())["agenda/"]
    assert places["opening"] == "4" and places["cranes"] == "1" and places["day-2022-05-04"] == "2"


def test_an_address_leads_on_in_its_language(four: Path) -> None:
    """With its title, right to left, the place kept where scripts run, and nothing for search engines."""
    page = html5lib.parse((four / "site/ar/people/index.html").read_text(encoding="utf-8"), namespaceHTMLElements=False)
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    link = page.find(".//a")
    assert (link.get("href"), link.text) == ("../../1/ar/people/", "People")
    assert "هذه الصفحة" in "".join(page.find(".//p").itertext())
    heads = {each.get("name") or each.get("rel"): each.get("content") or each.get("href") for each in page.find("head")}
    assert heads["robots"] == "noindex" and heads["canonical"] == f"{ADDRESS}1/ar/people/"
    assert page.find(".//script").get("data-target") == link.get("href")


def test_each_archived_page_leads_to_the_newest_session(four: Path) -> None:
    """In its own language, to the page of the same part, or else to the first page."""
    for number in (1, 2, 3, 4):
        folder = four / "site" / str(number)
        pages = list(folder.rglob("*.html"))
        assert len(pages) >= 14 and not any(MARKER in page.read_text(encoding="utf-8") for page in pages)
        for page in pages:
            notes = re.findall(r'<p class="notice" data-unread>(.*?)</p>', page.read_text(encoding="utf-8"))
            name = page.relative_to(folder).as_posix()
            assert len(notes) == 1, name
            is_arabic = name.startswith("ar/")
            assert ("المرافئ 5" if is_arabic else "Harbours 5") in notes[0] and ("دورة سابقة" in notes[0]) == is_arabic
            part = name.removeprefix("ar/").removesuffix("index.html")
            wanted = f"{'ar/' if is_arabic else ''}{'' if part == 'people/' or part.count('/') > 1 else part}"
            assert urljoin(f"/{number}/{name}", re.search('href="([^"]*)"', notes[0])[1]) == f"/{wanted}"
    assert "notice" not in (four / "was/1/index.html").read_text(encoding="utf-8"), "a site that is not archived shows nothing"


def test_the_first_archive_that_was_ever_made_is_filled(tmp_path: Path) -> None:
    """By this version as by every later one; what is put into its pages looks as the sheet of the archive has it."""
    shutil.copytree(DATA / "archive", tmp_path / "archive")
    own = options(tmp_path, 2)
    files = files_of(built(tmp_path, 2, own), own)
    pages = [content.decode() for path, content in files.items() if path.startswith("1/") and path.endswith(".html")]
    assert len(pages) == 16 and all(page.count('<p class="notice" data-unread>') == 1 and MARKER not in page for page in pages)
    assert b".notice {" in files["1/assets/microsite.css"]
    assert b"url=../../1/ar/people/" in files["ar/people/index.html"] and files["calendar/items/cranes.ics"]


def test_a_language_that_the_site_has_no_more(tmp_path: Path) -> None:
    """Its archived pages stay, at their old addresses too, and say in their language where the newest session is."""
    archive(tmp_path, 1)
    own = options(tmp_path, 2)
    files = files_of(built(tmp_path, 2, own, ["en"]), own)
    note = re.search('<p class="notice" data-unread>(.*?)</p>', files["1/ar/agenda/index.html"].decode())[1]
    assert "هذه الصفحات خاصة بدورة سابقة." in note and '<a href="../../../agenda/" hreflang="en">المرافئ 2</a>' in note
    assert b'url=../../1/ar/agenda/"' in files["ar/agenda/index.html"]


def test_what_the_data_says_of_recordings_is_in_the_archive(tmp_path: Path) -> None:
    """An address that was added when the archive was made long ago."""
    archive(tmp_path, 1)
    own = options(tmp_path, 2)
    more = "prior_sessions: [{number: 1, recordings: https://films.example.org/1, place: Lagos}]\n"
    files = files_of(built(tmp_path, 2, own, more=more), own)
    assert b'<a href="https://films.example.org/1" rel="noopener">Where the recordings of this session are now</a>' in files["1/index.html"]
    page = plain(files["prior-sessions/index.html"].decode())
    assert "https://films.example.org/1" in page and "Lagos" in page and "<span>Mombasa" not in page
    assert "Harbours 1" in page and "4 and 5 May 2021" in page, "what it does not say is what the archive says"


def test_the_page_of_previous_sessions(four: Path) -> None:
    """All sessions, the latest first and this one marked, with links to the archived pages."""
    source = (four / "site/prior-sessions/index.html").read_text(encoding="utf-8")
    page = html5lib.parse(source, namespaceHTMLElements=False)
    rows = page.findall(".//ol[@class='spine']/li")
    years = ["".join(row.find(".//p[@class='year']").itertext()).strip() for row in rows]
    assert years == ["2025", "2024", "2023", "2022", "2021"]
    assert "This session" in "".join(rows[0].itertext()) and all("This session" not in "".join(row.itertext()) for row in rows[1:])
    links = {link.get("href") for link in rows[3].iter("a")}
    assert {"../2/", "../2/agenda/", "../2/files/dredging.pdf"} <= links and "Mombasa" in "".join(rows[3].itertext())


def test_the_paper_of_the_session_before_last_is_two_clicks_away(four: Path, address: str) -> None:
    """From the first page to the previous sessions, where those of the last two are open, and to the paper."""
    first, content = get(address)
    menu = {urljoin(first, each) for each in re.findall(r'href="([^"]+)"', content.decode())}
    assert f"{address}prior-sessions/" in menu
    page, content = get(f"{address}prior-sessions/")
    opened = re.findall(r'<details class="papers" open>(.*?)</details>', content.decode(), re.DOTALL)
    assert len(opened) == 2
    paper = re.search(r'Paper on lighthouses</span>.*?href="([^"]+)"', opened[1], re.DOTALL)[1]
    assert b"lighthouses" in get(urljoin(page, paper))[1]


def test_links_of_an_archive_stay_in_it(four: Path) -> None:
    """Or lead to an earlier archive, and to the newest session above."""
    for number in (1, 2, 3, 4):
        folder = four / "site" / str(number)
        for page in folder.rglob("*.html"):
            source = re.sub('<p class="notice" data-unread>.*?</p>', "", page.read_text(encoding="utf-8"))
            here = f"{ADDRESS}{page.relative_to(four / 'site').as_posix()}"
            for link in re.findall(r'(?:href|src)="([^"#][^"]*)"', source):
                target = urljoin(here, link)
                if target.startswith(ADDRESS):
                    first = target.removeprefix(ADDRESS).split("/")[0]
                    assert first.isdigit() and int(first) <= number, (here, link)
                    name = urldefrag(target)[0].removeprefix(ADDRESS).partition("?")[0]
                    assert (four / "site" / (f"{name}index.html" if name.endswith("/") else name)).is_file(), (here, link)


def test_search_engines_find_all(four: Path) -> None:
    """A sitemap for each session; an archived page is itself the one to be found."""
    index = (four / "site/sitemap.xml").read_text(encoding="utf-8")
    named = re.findall("<loc>(.*?)</loc>", index)
    assert named == [
        f"{ADDRESS}{name}" for name in ("sitemap-session.xml", "4/sitemap.xml", "3/sitemap.xml", "2/sitemap.xml", "1/sitemap.xml")
    ]
    for each in named:
        pages = re.findall("<loc>(.*?)</loc>", (four / "site" / each.removeprefix(ADDRESS)).read_text(encoding="utf-8"))
        assert len(pages) > 10 and all(page.startswith(each.rpartition("/")[0]) for page in pages)
    page = (four / "site/2/ar/agenda/index.html").read_text(encoding="utf-8")
    assert f'<link rel="canonical" href="{ADDRESS}2/ar/agenda/">' in page and f'hreflang="en" href="{ADDRESS}2/agenda/"' in page


def test_events_keep_their_uids_and_share_none(four: Path) -> None:
    """What was imported from the root is the same event in the archive, in each language; the next session's item of the same name is
    another one."""

    def uids(file: Path) -> set[str]:
        return {str(event["UID"]) for event in Calendar.from_ical(file.read_bytes()).walk("VEVENT")}

    seen: set[str] = set()
    for number in (1, 2, 3, 4):
        for name in ("calendar/items/opening.ics", "calendar/session.ics"):
            own = uids(four / "was" / str(number) / name)
            assert uids(four / "site" / str(number) / name) == uids(four / "site" / str(number) / "ar" / name) == own and not own & seen
            seen |= own
    assert not uids(four / "site/calendar/items/opening.ics") & seen


def test_the_search_reads_each_archive_in_one_request(four: Path) -> None:
    """By language, with the name of the session; and the content is that of all its pages."""
    found = json.loads((four / "site/search-pages.json").read_bytes())["earlier"]
    assert [each["session"] for each in found["en"]] == ["Fourth session", "Third session", "Second session", "First session"]
    for each in found["ar"]:
        read = json.loads((four / "site" / each["folder"] / each["file"]).read_bytes())
        pages = {
            path.relative_to(four / "site" / each["folder"]).as_posix() for path in (four / "site" / each["folder"] / "ar").rglob("*.html")
        }
        assert {f"{path}index.html" for path in read} == pages and "المرافئ" in read["ar/"]


def test_the_same_session_makes_the_same_archive(four: Path, tmp_path: Path) -> None:
    """To the byte with SOURCE_DATE_EPOCH, with other times on its files; and nobody's name or clock is in it."""
    archive(tmp_path, 1)
    made, there = (tmp_path / "archive/1.tar.gz", four / "archive/1.tar.gz")
    if made.read_bytes() != there.read_bytes():  # what differs is named, which bytes would not tell
        contents = [
            {member.name: tar.extractfile(member).read() for member in tar.getmembers() if member.isfile()}  # type: ignore[union-attr]
            for tar in map(tarfile.open, (made, there))
        ]
        assert contents[0] == contents[1]
        raise AssertionError("the files are the same, and packed otherwise")
    with tarfile.open(four / "archive/1.tar.gz") as tar:
        members = tar.getmembers()
    assert {(member.mtime, member.uid, member.gid, member.uname, member.gname) for member in members} == {(0, 0, 0, "", "")}
    names = [member.name for member in members]
    assert names == ["archive.json", *sorted(names[1:])] and not {"404.html", "robots.txt", "llms.txt", "CNAME", ".nojekyll"} & {*names}


def test_what_the_editor_is_told(tmp_path: Path) -> None:
    """Its size, how much room is left, and what comes next."""
    said = archive(tmp_path, 1)
    assert re.fullmatch(
        rf"archive/1\.tar\.gz is written: \d+ files of 1\.\d MB, packed into 0\.\d MB; they will stay at {ADDRESS}1/", said[0]
    )
    assert re.fullmatch(
        r"With it and a next session of the same size, the site has 2\.\d MB; GitHub Pages takes 1,000 MB, which leaves room for \d{3} more like it",
        said[1],
    )
    assert said[2] == "Commit it with archive/addresses.txt; then `microsite new` begins the next session"


def test_a_session_that_is_archived_and_still_shown(tmp_path: Path) -> None:
    """Between the two commands, its archive is there, says of no newer session, and is not a session before itself."""
    archive(tmp_path, 1)
    own = options(tmp_path, 1)
    files = files_of(built(tmp_path, 1, own), own)
    assert b"notice" not in files["1/index.html"] and b"spine" not in files["prior-sessions/index.html"]
    assert b"refresh" not in files["people/index.html"] and files["sitemap.xml"].count(b"<sitemap>") == 0


def test_a_site_that_moves_takes_its_archives_along(tmp_path: Path) -> None:
    """To another address: what archived pages say of their own is right there."""
    archive(tmp_path, 1)
    own = options(tmp_path, 2, **{})
    moved = functools.partial(own.__class__, **{**vars(own), "url": "https://new.test/"})()
    files = files_of(built(tmp_path, 2, moved), moved)
    assert b'<link rel="canonical" href="https://new.test/1/agenda/">' in files["1/agenda/index.html"]
    assert b"https://new.test/1/agenda/" in files["1/sitemap.xml"] and ADDRESS.encode() not in files["1/sitemap.xml"]


@pytest.mark.parametrize("page", ["<body class=x><main id=a>", "<body class=x>"])
def test_each_page_has_its_mark(page: str) -> None:
    """In `<main>`; a template of a site's own need not have one."""
    marked = archiving.BEGINNING.sub(lambda found: found[0] + MARKER, f"<html>{page}<p>Text</p></body>", count=1)
    assert marked == f"<html>{page}{MARKER}<p>Text</p></body>"
