"""What goes with an item beside its documents: pages to take part in it, what it leaves behind, an end that is open, people to be confirmed."""

from __future__ import annotations

import re
from pathlib import Path

import icalendar
import pytest

from microsite.exports.schedule import schedule
from microsite.localize.localizer import Localizer
from microsite.model.documents import LinkKind
from microsite.model.session import Session
from tests.exports.test_schedule import clock
from tests.model.test_venues import said
from tests.rendering import Rendered, rendered
from tests.source.test_mistakes import problems_of

LANGUAGES = ("en", "fr", "ar")
SESSION = """\
number: 2
title: {en: Tides, fr: Marées, ar: المد}
organizer: {name: Harbour Institute}
dates: {start: 2026-05-07, end: 2026-05-07}
zone: Africa/Nairobi
people: {kim: {name: KIM Min-jun}, union: {name: Union of Divers}}
agenda:
  status: final
  days:
    - date: 2026-05-07
      all_day:
        - {id: show, kind: poster, links: [{kind: poll, url: 'https://live.example.org/show'}]}
      sittings:
        - id: am
          start: 10:00
          end: 13:00
          items:
            - id: talk
              kind: talk
              start: 10:00
              end: 11:00
              people: [{person: kim, confirmed: false, mode: remote}, {person: union}]
              links:
                - {kind: join, url: {en: 'https://live.example.org/en', fr: 'https://live.example.org/fr'}}
                - {kind: feedback, url: 'https://live.example.org/feedback', shown_from: 2026-05-07 10:30}
                - {kind: questions, url: 'https://live.example.org/questions', shown_until: 2026-05-31}
                - {title: {en: Song, fr: Chanson, ar: أغنية}, url: 'https://live.example.org/song'}
              recording: https://live.example.org/recording
              slides: {en: files/en.pdf, fr: files/fr.pdf}
              transcript: files/talk.txt
            - {id: gone, kind: talk, start: 11:00, cancelled: true, slides: files/gone.pdf, links: [{kind: join, url: 'https://live.example.org/gone'}]}
        - {id: pm, start: 19:00, end: 23:00, items: [{id: feast, kind: social_event, start: 19:30, open_end: true}]}
  planned:
    - {id: walk, kind: excursion, links: [{kind: sign_up, url: 'https://live.example.org/walk', shown_from: 2026-05-01}]}
"""


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    found, problems = problems_of(SESSION, tmp_path_factory.mktemp("links"))
    assert found and problems == []
    return found


@pytest.fixture(scope="module")
def site(session: Session) -> Rendered:
    return rendered(session, LANGUAGES)


def item(site: Rendered, name: str, prefix: str = "") -> str:
    """An item on the page of the agenda, with plain blanks."""
    page = site.pages[f"{prefix}agenda/index.html"].replace("\u00a0", " ")
    return next(iter(re.findall(f'(?s)<article[^>]* id="{name}".*?</article>', page)))


def entries(text: str) -> list[tuple[str, str, str]]:
    """Words, address and moments of each link to a page or file that goes with an item."""
    lists = re.findall('(?s)<ul class="item-links">(.*?)</ul>', text)
    found = re.findall("(?s)<li([^>]*)>(.*?)</li>", "".join(lists))
    return [(said(words), " ".join(re.findall('href="([^"]*)', words)), moments.strip()) for moments, words in found]


AT = {"join": "2026-05-07T11:00:00+03:00", "feedback": "2026-05-07T10:30:00+03:00", "questions": "2026-06-01T00:00:00+03:00"}
WORDS = {
    "": (
        "Join online",
        "Give feedback From 7 May 2026, 10:30",
        "Ask a question Until 31 May 2026",
        "Song",
        "Recording",
        "Slides: English / Français",
        "Transcript",
    ),
    "fr/": (
        "Participer en ligne",
        "Donner votre avis À partir du 7 mai 2026 à 10 h 30",
        "Poser une question Jusqu’au 31 mai 2026",
        "Chanson",
        "Enregistrement",
        "Diapositives : English / Français",
        "Transcription",
    ),
    "ar/": (
        "المشاركة عبر الإنترنت",
        "إبداء الرأي ابتداءً من 7 مايو 2026، الساعة 10:30",
        "طرح سؤال حتى 31 مايو 2026",
        "أغنية",
        "التسجيل",
        "شرائح العرض: English / Français",
        "النص الحرفي",
    ),
}


@pytest.mark.parametrize("prefix", WORDS)
def test_links_and_files_are_shown_with_their_words_and_moments(site: Rendered, prefix: str) -> None:
    """Those to join end with the item where nothing else is said; what it leaves behind is shown as soon as it is given."""
    up = "../../" if prefix else "../"
    assert entries(item(site, "talk", prefix)) == list(
        zip(
            WORDS[prefix],
            (
                f"https://live.example.org/{'fr' if prefix == 'fr/' else 'en'}",
                "https://live.example.org/feedback",
                "https://live.example.org/questions",
                "https://live.example.org/song",
                "https://live.example.org/recording",
                f"{up}files/en.pdf {up}files/fr.pdf",
                f"{up}files/talk.txt",
            ),
            (
                f'data-shown-until="{AT["join"]}"',
                f'data-shown-from="{AT["feedback"]}"',
                f'data-shown-until="{AT["questions"]}"',
                "",
                "",
                "",
                "",
            ),
            strict=True,
        )
    )


def test_links_end_with_what_they_are_of(site: Rendered) -> None:
    """The day of an item of the whole day; the session, of an item without a day. A cancelled item has none, and keeps its files."""
    assert entries(item(site, "show")) == [
        ("Take the poll", "https://live.example.org/show", 'data-shown-until="2026-05-08T00:00:00+03:00"')
    ]
    ((_, _, moments),) = entries(item(site, "walk"))
    assert moments == 'data-shown-from="2026-05-01T00:00:00+03:00" data-shown-until="2026-05-07T23:00:00+03:00"'
    assert entries(item(site, "gone")) == [("Slides", "../files/gone.pdf", "")]


def test_a_session_that_does_not_take_place_has_no_links_to_take_part(tmp_path: Path) -> None:
    """But what is there of an item stays."""
    postponed, _ = problems_of(SESSION + "status: postponed\n", tmp_path)
    assert [words for words, _, _ in entries(item(rendered(postponed, ["en"]), "talk"))] == [
        "Recording",
        "Slides: English / Français",
        "Transcript",
    ]


def test_each_kind_of_link_has_words_of_its_own(tmp_path: Path) -> None:
    """In each language."""
    links = ", ".join(f"{{kind: {kind}, url: 'https://live.example.org/{kind}'}}" for kind in LinkKind)
    session, _ = problems_of(re.sub(r"(?s)\[\{kind: poll.*?\]", f"[{links}]", SESSION), tmp_path)
    site = rendered(session, LANGUAGES)
    of_language = {tuple(words for words, _, _ in entries(item(site, "show", prefix))) for prefix in ("", "fr/", "ar/")}
    assert len(of_language) == 3 and all(len(set(words)) == len(LinkKind) for words in of_language)


FROM = {"": "From 19:30", "fr/": "À partir de 19:30", "ar/": "من الساعة 19:30"}


@pytest.mark.parametrize("prefix", FROM)
def test_an_open_end_is_said(site: Rendered, prefix: str) -> None:
    """On the page and in the calendar entry, which has the end of the sitting."""
    (time,) = re.findall('(?s)<span class="time".*?</span></span>', item(site, "feast", prefix))
    assert said(time) == FROM[prefix] and 'datetime="2026-05-07T19:30:00+03:00"' in time
    (event,) = icalendar.Calendar.from_ical(site.files[f"{prefix}calendar/items/feast.ics"]).walk("VEVENT")
    assert (f"{event['DTSTART'].dt:%H:%M}", f"{event['DTEND'].dt:%H:%M}") == ("19:30", "23:00")
    assert {"": "Open end", "fr/": "Heure de fin non fixée", "ar/": "دون موعد محدد للانتهاء"}[prefix] in event["DESCRIPTION"]


def test_an_open_end_is_that_of_the_sitting_for_scripts(session: Session, tmp_path: Path) -> None:
    """Though another item begins before it."""
    more = SESSION.replace("open_end: true}", "open_end: true}, {id: pictures, kind: poster, start: 20:00}")
    of_two, problems = problems_of(more, tmp_path)
    assert problems == []
    for each in (session, of_two):
        listed = {each["id"]: each for each in schedule(each, Localizer("en", "en"), items=True)["items"]}
        assert clock(listed["feast"]["end"]) == "07 23:00"


def test_a_part_that_is_not_certain_says_so(site: Rendered) -> None:
    """Until the session is over; an organization is named as a person is."""
    first, second = re.findall('(?s)<li data-result="part".*?</li>', item(site, "talk"))
    assert said(first) == "Speaker KIM Min-jun , taking part remotely , to be confirmed"
    assert re.search('<span class="hide-over">.*to be confirmed', first)
    assert said(second) == "Speaker Union of Divers"
    assert "à confirmer" in item(site, "talk", "fr/") and "في انتظار التأكيد" in item(site, "talk", "ar/")
