"""The built site as a whole: languages, links, headings, alternates, 404.html."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
import unicodedata
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

import pytest

from microsite.model.agenda import Colour
from microsite.render.theme import THEME
from microsite.source.loading import load
from microsite.validation.checks import RESERVED_ANCHORS
from tests import assembly
from tests.conftest import DATA, LANGUAGES, PREFIX, STANDALONE, Built, PageText
from tests.rendering import rendered
from tests.setup_tools import checker

SITES = pytest.mark.parametrize("site", ["full", "minimal", pytest.param("twelfth", marks=pytest.mark.slow)], indirect=True)
"""The session in which everything is there, and the least that one can be; `make fuzz` has the real one too."""
ADDRESS = "https://example.github.io" + PREFIX
PARTS = ("", "agenda/", "take-part/", "webcast/", "prior-sessions/", "practical/", "accessibility/")


def parts(site: Built) -> tuple[str, ...]:
    """The pages of a site in one language; people, points and documents have one where there are any, and days with points an order."""
    session = site.session
    orders = tuple(f"agenda/order-{day.date}/" for day in session.agenda_days if session.points and day.sittings)
    made = (("people/",) if session.people else ()) + (("news/",) if session.news else ())
    return PARTS + made + (("points/", "documents/", *orders) if session.points else ())


def prefix(language: str) -> str:
    return "" if language == "en" else f"{language}/"


@SITES
def test_the_same_pages_in_each_language(site: Built) -> None:
    """Each language has the same pages, and nothing else is there but 404.html."""
    wanted = {f"{prefix(language)}{part}index.html" for language in LANGUAGES for part in parts(site)}
    assert set(site.pages) == wanted | {"404.html"}


@SITES
def test_language_and_direction_stand_on_html(site: Built) -> None:
    """`lang` and `dir` are on the outermost element: Arabic is right to left in every part of a page."""
    for language in LANGUAGES:
        for page in site.of(language):
            assert (page.tree.get("lang"), page.tree.get("dir")) == (language, "rtl" if language == "ar" else "ltr")


@SITES
def test_pages_are_html_without_a_parse_error(site: Built) -> None:
    """A strict parser reads every page."""
    assert {name: page.errors for name, page in site.pages.items() if page.errors} == {}


@pytest.mark.skipif(not checker(), reason="needs Java and npm for the Nu HTML checker")
@pytest.mark.parametrize("languages", [("ar", "en"), pytest.param(LANGUAGES, marks=pytest.mark.slow)], ids=" ".join)
def test_nu_html_checker_finds_no_error(twelfth: Built, full: Built, minimal: Built, languages: tuple[str, ...]) -> None:
    """On any page of these languages or in the stylesheet. (Its warnings take the policy’s 'self' for file:, which a page on a server is
    not.) Java is told not to prepare for a long run; it asks for more stack then."""
    wanted = tuple(prefix(language) for language in languages if prefix(language))
    pages = [
        site.folder / name
        for site in (twelfth, full, minimal)
        for name in site.pages
        if name.startswith(wanted) or not name.startswith(tuple(prefix(language) for language in LANGUAGES if prefix(language)))
    ]
    command = [
        "java",
        *("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss8m"),
        "-jar",
        str(checker()),
        "--stdout",
        "--format",
        "text",
        "--errors-only",
        "--also-check-css",
        "--skip-non-html",
        *map(str, [*pages, *full.folder.glob("assets/*.css")]),
    ]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout.replace("Document checking completed. No errors found.", "").strip()) == (0, "")


@SITES
def test_headings_are_there_and_full(site: Built) -> None:
    """One first heading a page; none is empty, none is skipped, and each is followed by something to read."""
    for name, page in site.pages.items():
        if name == "404.html":
            continue
        elements = [element for element in page.tree.find("body").iter() if isinstance(element.tag, str)]
        headings = [element for element in elements if re.fullmatch("h[1-6]", element.tag)]
        levels = [int(heading.tag[1]) for heading in headings]
        assert levels[0] == 1 and levels.count(1) == 1, name
        assert all("".join(heading.itertext()).strip() for heading in headings), name
        assert all(later - earlier <= 1 for earlier, later in zip(levels, levels[1:], strict=False)), (name, levels)
        for section in page.tree.iter("section"):
            inside = " ".join("".join(child.itertext()) for child in section if child.tag not in ("h1", "h2", "h3"))
            assert inside.strip(), (name, section.attrib)


@SITES
def test_every_link_within_the_site_leads_somewhere(site: Built) -> None:
    """Each relative address is a file of the site, each anchor is on its page; no address leaves the sub-path."""
    anchors = {name: set(page.attributes("id")) for name, page in site.pages.items()}
    for name, page in site.pages.items():
        assert len(page.attributes("id")) == len(anchors[name]), f"{name} has an id twice"
        for address in page.attributes("href") + page.attributes("src") + page.attributes("data-src"):
            parts = urlsplit(urljoin(ADDRESS + name.removesuffix("index.html"), address))
            if parts.scheme not in ("http", "https") or parts.netloc != "example.github.io" or "/issues" in parts.path:
                continue
            assert parts.path.startswith(PREFIX), (name, address)
            path = unquote(parts.path.removeprefix(PREFIX))
            target = path + "index.html" if path.endswith("/") or not path else path
            assert (site.folder / target).is_file(), (name, address)
            if parts.fragment and parts.fragment != "_now":  # which a script adds
                assert parts.fragment in anchors[target], (name, address)


@SITES
def test_ids_of_the_data_and_of_the_templates_never_meet(site: Built) -> None:
    """What checks.py keeps for the pages themselves is what their templates have; an anchor of the shell begins with an underscore."""
    for page, taken in RESERVED_ANCHORS.items():
        template = (THEME / "pages" / f"{page}.html").read_text(encoding="utf-8")
        assert set(re.findall(r'id="([a-z-]+)"', template)) == taken
    shell = "".join(path.read_text(encoding="utf-8") for path in [THEME / "main.html", *(THEME / "parts").glob("*.html")])
    assert all(anchor.startswith("_") for anchor in re.findall(r'\sid="([^"{]+)"', shell))


@SITES
def test_files_of_the_site_are_where_pages_say(site: Built) -> None:
    """Captions and documents too."""
    for page in site.pages.values():
        for captions in page.attributes("data-captions"):
            for _, name, address in json.loads(captions):
                assert name and (page.path.parent / address).resolve().is_file(), address


@SITES
def test_links_stay_in_the_language(site: Built) -> None:
    """A link to a page of the site leads to the reader's language; only the language menu and the notices lead to another."""
    for language in LANGUAGES:
        for page in site.of(language):
            here = ADDRESS + page.path.relative_to(site.folder).as_posix().removesuffix("index.html")
            for link in page.tree.iter("a"):
                target = urljoin(here, link.get("href"))
                if target.startswith(ADDRESS) and not link.get("hreflang") and not link.get("lang"):
                    path = target.removeprefix(ADDRESS)
                    own = "en" if path.split("/")[0] not in LANGUAGES else path.split("/")[0]
                    assert own == language or path.startswith(("media/", "files/")), (here, link.get("href"))


@SITES
def test_alternates_are_absolute_complete_and_mutual(site: Built) -> None:
    """Each page names itself and its five translations, with x-default; the sitemap says the same."""
    wanted = {}
    for language in LANGUAGES:
        for part in parts(site):
            page = site.pages[f"{prefix(language)}{part}index.html"]
            found = {link.get("hreflang"): link.get("href") for link in page.tree.iter("link") if link.get("hreflang")}
            assert found == {code: ADDRESS + prefix(code) + part for code in LANGUAGES} | {"x-default": ADDRESS + part}
            canonical = [link.get("href") for link in page.tree.iter("link") if link.get("rel") == "canonical"]
            assert canonical == [ADDRESS + prefix(language) + part]
            wanted[canonical[0]] = found
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    listed = {
        url.findtext("s:loc", namespaces=space): {link.get("hreflang"): link.get("href") for link in url.findall("x:link", space)}
        for url in ElementTree.parse(site.folder / "sitemap.xml").getroot()
    }
    assert listed == wanted


@SITES
def test_language_menu_keeps_the_page(site: Built) -> None:
    """In UN order, each language by its own name leads to the same page."""
    page = site.pages["ru/take-part/index.html"]
    menu = next(nav for nav in page.tree.iter("nav") if nav.get("id") == "_languages")
    links = [("".join(link.itertext()), urljoin(ADDRESS + "ru/take-part/", link.get("href"))) for link in menu.iter("a")]
    names = ["العربية", "中文", "English", "Français", "Русский", "Español"]
    assert links == [(name, f"{ADDRESS}{prefix(language)}take-part/") for name, language in zip(names, LANGUAGES, strict=True)]


def test_contents_list_the_headings(twelfth: Built) -> None:
    """The contents of a page are its second-level headings, in its language."""
    page = twelfth.pages["fr/take-part/index.html"]
    contents = next(nav for nav in page.tree.iter("nav") if nav.get("class") == "contents")
    assert [("".join(link.itertext()), link.get("href")) for link in contents.iter("a")] == [
        (" ".join("".join(heading.itertext()).split()), f"#{heading.get('id')}") for heading in page.tree.iter("h2")
    ]


def test_translations_say_that_they_are_unofficial(twelfth: Built) -> None:
    """Only English is official: the other five say so at the top of each page, with a link to the same page in English."""
    words = {
        "ar": "هذه الصفحة ترجمة غير رسمية",
        "zh": "非正式",
        "fr": "traduction non officielle",
        "ru": "неофициальн",
        "es": "traducción no oficial",
    }
    for language, word in words.items():
        for page in twelfth.of(language):
            notice = next(p for p in page.tree.iter("p") if p.get("class") == "notice")
            assert word in "".join(notice.itertext()), language
            address = urljoin(
                f"{ADDRESS}{page.path.relative_to(twelfth.folder).as_posix().removesuffix('index.html')}", notice.find("a").get("href")
            )
            assert address == f"{ADDRESS}{page.path.relative_to(twelfth.folder / language).as_posix().removesuffix('index.html')}"
    assert not any(p.get("class") == "notice" for page in twelfth.of("en") for p in page.tree.iter("p"))


def test_fallback_is_marked_and_told_once(full: Built) -> None:
    """A text without a translation stands in the source language, marked as such, and the page says so once."""
    page = full.pages["ru/agenda/index.html"]
    marked = [
        element for element in page.tree.iter() if isinstance(element.tag, str) and element.get("lang") == "en" and element.tag != "a"
    ]
    assert any("Whose voice is it?" in "".join(element.itertext()) for element in marked)
    assert all(element.get("dir") == "ltr" for element in marked)
    notices = [" ".join("".join(p.itertext()).split()) for p in page.tree.iter("p") if p.get("class") == "notice"]
    assert len(notices) == 2 and "английск" in notices[1]
    untouched = full.pages["ru/prior-sessions/index.html"]
    assert len([p for p in untouched.tree.iter("p") if p.get("class") == "notice"]) == 1


def test_names_in_chinese_are_followed_by_their_honorific(full: Built) -> None:
    """At once where the honorific is Chinese, else after a blank."""
    t = full.localizer("zh")
    people = {name: t.person(full.session.people[name]).striptags() for name in ("wang", "mansour")}
    assert people == {"wang": "王浩然先生", "mansour": "يوسف منصور Prof."}


def test_nothing_is_missing_in_the_real_session(twelfth: Built) -> None:
    """All texts are there in all six languages: no page falls back, neither a paragraph nor a name in a line; and none says that it
    does."""
    for language in LANGUAGES:
        for page in twelfth.of(language):
            main = page.tree.find("body").find("main")
            own_names = {each for names in main.iter("ul") if names.get("class") == "names" for each in names.iter()}  # of languages
            assert [
                element.tag for element in set(main.iter()) - own_names if element.tag in ("div", "span") and element.get("lang")
            ] == [], page.path
            assert len([p for p in page.tree.iter("p") if p.get("class") == "notice"]) == (language != "en"), page.path


TO_COME = {"ar": "ARABIC", "zh": "CJK", "en": "LATIN", "fr": "LATIN", "ru": "CYRILLIC", "es": "LATIN"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_unknown_things_are_still_to_come(minimal: Built, language: str) -> None:
    """What is not known is said to be still to come, in the page's language: in its script, and not in the words of the English page."""

    def said(language: str, part: str) -> list[str]:
        page = minimal.pages[f"{prefix(language)}{part}index.html"]
        return [
            "".join(element.itertext()).strip()
            for element in page.tree.iter()
            if isinstance(element.tag, str) and "to-come" in element.get("class", "").split()
        ]

    for part in ("", "agenda/", "take-part/", "webcast/", "practical/"):
        here, english = said(language, part), said("en", part)
        assert here and len(here) == len(english), part
        for words, other in zip(here, english, strict=True):
            assert words != other or language == "en"
            scripts = {unicodedata.name(letter).split()[0] for letter in words.replace("UTC", "") if letter.isalpha()}
            assert scripts == {TO_COME[language]}, words


def test_404_has_all_languages(twelfth: Built) -> None:
    """404.html has a section in each language, and its addresses hold at any depth."""
    page = twelfth.pages["404.html"]
    sections = {section.get("lang"): section for section in page.tree.iter("section")}
    assert set(sections) == set(LANGUAGES)
    for language, section in sections.items():
        assert [link.get("href") for link in section.iter("a")] == [f"{PREFIX}{prefix(language)}{part}" for part in PARTS]
        assert section.get("dir") == ("rtl" if language == "ar" else "ltr")
    assert "Page introuvable" in page.text and "未找到页面" in page.text
    assert all(address.startswith(PREFIX) for address in page.attributes("src") + page.attributes("href"))


def test_every_page_is_searched_in_its_language(full: Built, week: Built) -> None:
    """The search reads all pages of a language, those of the days of a large agenda too; those of its items in one request."""
    for built in (full, week):
        listed = json.loads((built.folder / "search-pages.json").read_text(encoding="utf-8"))
        for language in LANGUAGES:
            read = [path for path in listed[language] if not path.endswith(".json")]
            for path in set(listed[language]) - set(read):
                read += json.loads((built.folder / path).read_text(encoding="utf-8"))
            pages = [page.path.relative_to(built.folder).as_posix() for page in built.of(language)]
            orders = [path for path in pages if "/order-" in path]  # on paper what the days' pages have
            assert sorted([*(f"{path}index.html" for path in read), *orders]) == sorted(pages)


def test_nothing_hidden_is_published(twelfth: Built) -> None:
    """No file of the tools' own: only what GitHub Pages reads."""
    assert sorted(path.name for path in twelfth.folder.iterdir() if path.name.startswith(".")) == [".nojekyll"]


def test_theme_below_sends_nothing_to_readers(twelfth: Built) -> None:
    """No file of Material's is published."""
    assert sorted(path.name for path in (twelfth.folder / "assets").iterdir()) == [
        "agenda.css",
        "agenda.js",
        "blocks.css",
        "documents.css",
        "documents.js",
        "early.js",
        "embed.css",
        "embed.js",
        "icon-180.png",
        "icon-192.png",
        "icon-512.png",
        "icon.svg",
        "microsite.css",
        "microsite.js",
        "moments.js",
        "moved.js",
        "my-agenda.js",
        "my-calendar.js",
        "narrow.js",
        "not-found.js",
        "offline.js",
        "page.js",
        "panel.js",
        "paper.css",
        "people.js",
        "player.js",
        "screen.css",
        "screen.js",
        "search-index.js",
        "search-words.js",
        "search.js",
        "timeline.js",
        "transcript.js",
        "update.js",
        "vendor",
        "webcast.css",
    ]


def test_registration_links_are_escaped_once(twelfth: Built) -> None:
    """`&registration_id` is written as `&amp;registration_id`, which no parser takes for ®."""
    page = twelfth.pages["take-part/index.html"]
    assert "organization=WIPO&amp;registration_id=627" in page.source
    assert "https://intranet.wipo.int/meetings/en/registration/form.jsp?organization=WIPO&registration_id=627" in page.attributes("href")
    assert "https://wipo-int.zoom.us/webinar/register/WN_nQH4qXabSxW-RbxNDKaWTQ" in page.attributes("href")


def test_titles_and_descriptions_differ(twelfth: Built) -> None:
    """Each page has a title of its own in its language, and a description."""
    titles = [page.tree.find("head").findtext("title") for language in LANGUAGES for page in twelfth.of(language)]
    assert len(set(titles)) == len(titles)


def test_mail_links_carry_subject_and_skeleton(twelfth: Built) -> None:
    """A reader in Russian writes under a Russian subject, with lines to fill in."""
    page: PageText = twelfth.pages["ru/take-part/index.html"]
    mails = [unquote(address) for address in page.attributes("href") if address.startswith("mailto:frontier.tech@wipo.int?")]
    call = twelfth.session.calls[0]
    assert (
        mails[0]
        == f"mailto:frontier.tech@wipo.int?subject={call.subject.root['ru']}&body={call.message.root['ru'].replace(chr(10), chr(13) + chr(10))}"
    )
    assert len(mails) == 3


@SITES
def test_links_out_tell_and_open_nothing(site: Built) -> None:
    """Other hosts learn at most which site a reader comes from, and have no hold on the page that led there."""
    for name, page in site.pages.items():
        referrer = [element.get("content") for element in page.tree.iter("meta") if element.get("name") == "referrer"]
        assert (
            referrer == ["strict-origin-when-cross-origin"]
            or name == "404.html"
            and not any(link.startswith("http") for link in page.attributes("href"))
        )
        for element in page.tree.iter("a"):
            if "//" in element.get("href", "").partition("?")[0] and not element.get("href").startswith("mailto:"):
                assert "noopener" in element.get("rel", ""), (name, element.get("href"))


OWN_SHEETS = ("agenda.css", "documents.css", "webcast.css")
"""The sheets that only some pages load."""


def sheet_classes(sheet: Path) -> set[str]:
    """The classes that a style sheet has rules for."""
    rules = re.sub(r"/\*.*?\*/|:\s[^{};]*;|[{}]", " ", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    return set(re.findall(r"\.([a-z][\w-]*)", rules))


@pytest.mark.parametrize("text", [(DATA / "full.yml").read_text(encoding="utf-8"), assembly.text()], ids=["full", "assembly"])
def test_each_page_loads_the_sheets_for_what_is_on_it(text: str, tmp_path: Path) -> None:
    """No class on a page has its rules only in a sheet that the page does not load."""
    (tmp_path / "session.yml").write_text(text, encoding="utf-8")
    common = sheet_classes(THEME / "assets" / "microsite.css")
    own = {name: sheet_classes(THEME / "assets" / name) - common for name in OWN_SHEETS}
    for path, page in rendered(load(tmp_path / "session.yml").session, ["en"]).pages.items():
        classes = {name for found in re.findall(r'\sclass="([^"]*)"', page) for name in found.split()}
        loaded = {name for name in OWN_SHEETS if f"assets/{name}" in page}
        missing = classes & set().union(*(own[name] for name in OWN_SHEETS if name not in loaded)) - set().union(*map(own.get, loaded))
        assert missing == set(), path


@pytest.mark.parametrize("text", [(DATA / "full.yml").read_text(encoding="utf-8"), assembly.text()], ids=["full", "assembly"])
def test_each_time_of_a_page_has_its_date_in_any_zone(text: str, tmp_path: Path) -> None:
    """A script that finds no date to say beside a time stops there, and all that comes after it is missing on the page."""
    (tmp_path / "session.yml").write_text(text, encoding="utf-8")
    timed = 0
    for path, html in rendered(load(tmp_path / "session.yml", docs=DATA).session, ["en"]).pages.items():
        times = re.findall(r'datetime="(\d{4}-\d\d-\d\d)[^"]*" data-(?:clock|moment)', html)
        if times and not STANDALONE.search(path):
            dates = json.loads(re.search(r'id="_script-data">(.*?)</script>', html)[1])["dates"]
            around = {str(dt.date.fromisoformat(each) + dt.timedelta(days=number)) for each in times for number in (-1, 0, 1)}
            assert around <= set(dates), path
            timed += 1
    assert timed > 4


def test_readers_load_nothing_unused() -> None:
    """Each class that the stylesheet knows is in a template or a script, and each word for scripts in a script."""
    of = {
        kind: "".join(path.read_text(encoding="utf-8") for path in sorted(THEME.rglob(kind)) if not path.name.startswith("edit"))
        for kind in ("*.html", "*.js")
    }
    classes = set().union(*(sheet_classes(THEME / "assets" / name) for name in ("microsite.css", *OWN_SHEETS)))
    assert len(classes) > 60
    assert {name for name in classes if not re.search(rf"\b{name}\b", of["*.html"] + of["*.js"])} == {
        "center",
        "right",
        "status-provisional",
        "status-final",
        *(f"mark-{colour}" for colour in Colour),
    }  # put together from the data
    words = re.findall(r'^  "(\w+)": ', (THEME / "parts" / "script-words.html").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert len(words) > 30 and {word for word in words if f"words.{word}" not in of["*.js"]} == set()
