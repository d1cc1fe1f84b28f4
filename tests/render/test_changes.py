"""What has changed, as readers are told: on the page of news, in feeds, on the agenda; after three versions of a data file."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import pytest

from microsite.exports import published
from microsite.source.loading import load
from tests.render.test_news import text
from tests.rendering import Rendered, rendered

HEAD = """title: {en: Voices, ar: أصوات, zh: 声音}
organizer: {name: Harbour Institute}
dates: {start: 2026-10-24, end: 2026-10-25}
zone: Europe/Zurich
news: [{id: hall, date: 2026-06-02, title: A second hall, text: It has *forty* seats.}]
"""
AGENDA = """calls: [{id: papers, title: Papers, deadline: 2026-07-01}]
webcast: {recorded: true}
agenda:
  status: provisional
  days:
  - date: 2026-10-24
    sittings:
    - id: day
      start: 09:00
      end: 18:00
      items:
      - {id: talk, kind: keynote, title: {en: Talk, ar: كلمة, zh: 演讲}, start: 09:00, end: 10:00}
      - {id: panel, kind: panel, title: {en: Panel, ar: ندوة, zh: 讨论}, start: 11:00, end: 12:00}
      - {id: lab, kind: workshop, start: 14:00, end: 15:00}
"""
LATER = (
    AGENDA.replace("start: 09:00, end: 10:00", "start: 09:30, end: 10:00")
    .replace("{id: panel, kind: panel,", "{id: panel, kind: panel, room: Attic,")
    .replace("{id: lab, kind: workshop,", "{id: lab, kind: workshop, cancelled: true,")
    .replace("2026-07-01", "2026-08-01")
    .replace("recorded: true}", "recorded: true, recordings: [{sitting: day, url: 'https://e.org/r'}]}")
    .replace("status: provisional", "status: final")
    + "      - {id: end, kind: closing, start: 17:00}\ndocuments: [{title: Report, url: 'https://e.org/report.pdf'}]\n"
)


VERSIONS = (HEAD, HEAD + AGENDA, HEAD + LATER)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    """The third version, published on 3 June."""
    return published_one_by_one(tmp_path_factory.mktemp("changes"), *VERSIONS)


def published_one_by_one(folder: Path, *versions: str, languages: Sequence[str] = ("en", "ar", "zh")) -> Rendered:
    """The site of the last version, where one was published on each day from 1 June on."""
    record, path = None, folder / "session.yml"
    for day, version in enumerate(versions, 1):
        path.write_text(version, encoding="utf-8")
        now = dt.datetime(2026, 6, day, 8, tzinfo=dt.UTC)
        session = load(path).session
        documents = tuple(each.url.root[""] for each in session.documents if each.url)
        record = published.renewed(record, session, "", documents, now)
    return rendered(session, list(languages), record=record, now=now)


def test_the_page_of_news_says_what_has_changed(site: Rendered) -> None:
    """Each thing once, the newest first, with its day; what was published first of all is no change."""
    said = text(site.pages["news/index.html"]).split("Changes ")[1]
    assert re.findall(r"(\d June 2026) (.+?) (?=\d June 2026|Feed)", said)[:-1] == [
        ("3 June 2026", "The agenda is final."),
        ("3 June 2026", "Talk: now 24 October 2026, 09:30 (before: 24 October 2026, 09:00)"),
        ("3 June 2026", "Panel: now in Attic"),
        ("3 June 2026", "Cancelled: Workshop"),
        ("3 June 2026", "New: Closing"),
        ("3 June 2026", "Papers: now 1 August 2026 (before: 1 July 2026)"),
        ("3 June 2026", "New document: Report"),
        ("3 June 2026", "Recording: 24 Oct, 09:00–18:00"),
        ("2 June 2026", "The agenda has been published."),
        ("2 June 2026", "New: Papers"),
    ]


@pytest.mark.parametrize(("language", "words"), [("ar", "كلمة: الموعد الجديد: 24 أكتوبر 2026"), ("zh", "演讲：现为2026年10月24日")])
def test_in_each_language(site: Rendered, language: str, words: str) -> None:
    """The same changes, in its words and script."""
    page = site.pages[f"{language}/news/index.html"]
    assert page.count('<li><span class="time"><time') == 10 and words in text(page)


def test_news_and_changes_stand_in_one_order(tmp_path: Path) -> None:
    """By day, the newest first: a change of a later day above news of an earlier one, and below news of a day after it."""
    sign = "{id: sign, date: 2026-06-03, title: A sign}, "
    site = published_one_by_one(tmp_path, *(each.replace("news: [", f"news: [{sign}") for each in (*VERSIONS[:2], *VERSIONS[1:])))
    said = text(site.pages["news/index.html"])
    marks = ("The agenda is final", "A sign", "The agenda has been published", "A second hall")
    assert sorted(marks, key=said.index) == [*marks]


PLACES = """hours: {start: 10:00, end: 18:00}
venue: {name: Hall, address: Quay 12, city: Bern}
rooms: {attic: {name: {en: Attic, fr: Grenier}}}
registration: {onsite: {closes: 2026-09-01}, online: {opens: 2026-08-01 09:00}}
"""


def test_each_kind_of_change_has_its_words(tmp_path: Path) -> None:
    """Places, hours and registration, with the page on which each is seen; in French nothing asks for an article before the date."""
    edits = (
        ("Quay 12", "Quay 14"),
        ("en: Attic, fr: Grenier", "en: Loft, fr: Combles"),
        ("closes: 2026-09-01", "closes: 2026-09-05"),
        ("08-01 09:00", "08-01 14:15"),
        ("end: 18:00}\nvenue", "end: 17:00}\nvenue"),
        ("start: 09:00, end: 10:00", "start: 09:00, end: 10:15"),
        ("start: 14:00, end: 15:00", "start: 14:00, end: 15:00, recording: 'https://e.org/lab'"),
    )
    before = after = HEAD + PLACES + AGENDA
    for old, new in edits:
        assert old in after
        after = after.replace(old, new)
    site = published_one_by_one(tmp_path, before, after, languages=["en", "fr"])
    said = {
        code: [
            (address, text(words))
            for address, words in re.findall(r'class="matter"><a href="([^"]+)">(.*?)</a>', site.pages[f"{folder}news/index.html"])
        ]
        for code, folder in (("en", ""), ("fr", "fr/"))
    }
    assert said["en"] == [
        ("https://example.org/sub/agenda/#talk", "Talk: now 24 October 2026, 09:00–10:15 (before: 09:00–10:00)"),
        ("https://example.org/sub/", "Voices: now 10:00–17:00 (before: 10:00–18:00)"),
        ("https://example.org/sub/practical/", "Venue: now Hall, Quay 14, Bern"),
        ("https://example.org/sub/practical/", "Room renamed: Loft (before: Attic)"),
        (
            "https://example.org/sub/take-part/#onsite",
            "Registration closes (Attending in person): now 5 September 2026 (before: 1 September 2026)",
        ),
        (
            "https://example.org/sub/take-part/#online",
            "Registration opens (Taking part online): now 1 August 2026, 14:15 (before: 1 August 2026, 09:00)",
        ),
        ("https://example.org/sub/agenda/#lab", "Recording: Workshop"),
    ]
    assert [words for _, words in said["fr"]] == [
        "Talk – désormais : 24 octobre 2026, 09:00–10:15 (avant : 09:00–10:00)",
        "Voices – désormais : 10:00–17:00 (avant : 10:00–18:00)",
        "Lieu – désormais : Hall, Quay 14, Bern",
        "Nouveau nom de la salle : Combles (avant : Grenier)",
        "Clôture des inscriptions (Participation sur place) – désormais : 5 septembre 2026 (avant : 1er septembre 2026)",
        "Ouverture des inscriptions (Participation en ligne) – désormais : 1er août 2026 à 14 h 15 (avant : 1er août 2026 à 9 heures)",
        "Enregistrement : Atelier",
    ]
    assert "In another room" not in site.pages["agenda/index.html"]


def test_the_feed_has_news_and_changes(site: Rendered) -> None:
    """Each with a moment, an absolute address and an id that is the same in every language; the newest first."""
    feeds = {language: ElementTree.fromstring(site.files[f"{language}feed.xml"]) for language in ("", "ar/", "zh/")}
    space = {"a": "http://www.w3.org/2005/Atom"}
    ids = {
        language: [entry.findtext("a:id", namespaces=space) for entry in feed.findall("a:entry", space)] for language, feed in feeds.items()
    }
    assert ids[""] == ids["ar/"] == ids["zh/"] and len(set(ids[""])) == 11
    (hall,) = [entry for entry in feeds[""].findall("a:entry", space) if entry.findtext("a:title", namespaces=space) == "A second hall"]
    assert hall.findtext("a:content", namespaces=space) == "It has forty seats."
    assert hall.findtext("a:updated", namespaces=space) == "2026-06-02T00:00:00+02:00"
    assert [link.get("href") for link in hall.findall("a:link", space)] == ["https://example.org/sub/news/#hall"]
    assert feeds["ar/"].findtext("a:title", namespaces=space) == "أصوات"
    moments = [entry.findtext("a:updated", namespaces=space) for entry in feeds[""].findall("a:entry", space)]
    assert moments == sorted(moments, key=dt.datetime.fromisoformat, reverse=True)
    assert feeds[""].findtext("a:updated", namespaces=space) == "2026-06-03T08:00:00+00:00"


LANGUAGES = {"en": "", "ar": "ar/", "zh": "zh/"}
"""With the folder of each."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_feed_reader_reads_it(site: Rendered, language: str) -> None:
    """Without a complaint: its language and title, entries with title, moment and address; each address leads to what is in the site."""
    folder, home = LANGUAGES[language], "https://example.org/sub/"
    read = feedparser.parse(site.files[f"{folder}feed.xml"])
    assert not read.bozo and read.version == "atom10"
    assert (read.feed.language, read.feed.title) == (language, {"en": "Voices", "ar": "أصوات", "zh": "声音"}[language])
    assert {link.rel: link.href for link in read.feed.links} == {"self": f"{home}{folder}feed.xml", "alternate": f"{home}{folder}news/"}
    assert len(read.entries) == 11 and all(entry.title and entry.title_detail.language == language for entry in read.entries)
    assert [entry.updated_parsed for entry in read.entries] == sorted((entry.updated_parsed for entry in read.entries), reverse=True)
    assert read.feed.updated_parsed == read.entries[0].updated_parsed == dt.datetime(2026, 6, 3, 8, tzinfo=dt.UTC).utctimetuple()
    for entry in read.entries:
        page, _, anchor = entry.link.removeprefix(home + folder).partition("#")
        shown = site.pages[f"{folder}{page}index.html"]
        assert not anchor or f' id="{anchor}"' in shown, entry.link


def test_entries_of_a_feed_stay_what_they_are(site: Rendered, tmp_path: Path) -> None:
    """After the next version a reader has what is new more, and takes none of the others for new: in each language alike."""
    moved = VERSIONS[-1].replace("start: 11:00, end: 12:00", "start: 10:30, end: 12:00")
    sign = 'news: [{id: sign, date: 2026-06-04, title: "Tea <b>&amp; more</b>"}, '
    later = published_one_by_one(tmp_path, *VERSIONS, moved.replace("news: [", sign))
    for folder in LANGUAGES.values():
        before, after = (
            {entry.id: (entry.updated, entry.title) for entry in feedparser.parse(each.files[f"{folder}feed.xml"]).entries}
            for each in (site, later)
        )
        assert len(before) == 11 and len(after) == 13 and before.items() <= after.items()
        assert ("2026-06-04T00:00:00+02:00", "Tea <b>&amp; more</b>") in after.values()


def test_the_agenda_marks_what_is_new_for_a_week(site: Rendered) -> None:
    """What came or moved says since when; what is cancelled says that alone."""
    rows = dict(
        re.findall(
            r'<article class="item[^>]* id="(\w+)".*?(<span class="change"[^>]*>.*?</span>\n(?:</span>)?)',
            site.pages["agenda/index.html"],
            re.DOTALL,
        )
    )
    marks = {name: text(row) for name, row in rows.items()}
    assert marks == {
        "talk": "Moved on 3 June 2026 originally on 24 October 2026, 09:00",
        "panel": "In another room since 3 June 2026",
        "lab": "Cancelled",
        "end": "New since 3 June 2026",
    }
    assert 'data-shown-until="2026-06-10T08:00:00+00:00"' in rows["talk"] and "data-shown-until" not in rows["lab"]


def test_each_calendar_can_be_subscribed_to(site: Rendered) -> None:
    """By the device's own program, Google's and Outlook's, at the address at which the file is."""
    page = site.pages["ar/agenda/index.html"]
    address = "example.org/sub/ar/calendar/subscribe/agenda.ics"
    assert f'href="webcal://{address}"' in page and "ar/calendar/subscribe/agenda.ics" in site.files
    assert f"cid=webcal%3A%2F%2F{address.replace('/', '%2F')}" in page
    assert f"url=https%3A%2F%2F{address.replace('/', '%2F')}&amp;name=" in page


def test_a_deadline_that_is_gone_was_never_on_the_agenda(tmp_path: Path) -> None:
    """It is called off; an item that is gone is no longer on the agenda."""
    record, path = None, tmp_path / "session.yml"
    for day, version in enumerate((HEAD + AGENDA, HEAD + re.sub(r"calls: .*\n|      - \{id: lab.*\n", "", AGENDA)), 1):
        path.write_text(version, encoding="utf-8")
        now = dt.datetime(2026, 6, day, 8, tzinfo=dt.UTC)
        session = load(path).session
        record = published.renewed(record, session, "", (), now)
    said = text(rendered(session, ["en"], record=record, now=now).pages["news/index.html"]).split("Changes ")[1]
    assert said.startswith("2 June 2026 No longer on the agenda: Workshop 2 June 2026 Cancelled: Papers 2 June 2026 A second hall")
