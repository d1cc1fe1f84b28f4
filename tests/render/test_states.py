"""A session that moves online, goes on after an interruption, or puts a deadline off says so, and still takes place."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from microsite.render import build as render
from microsite.source.loading import load
from tests.rendering import ENV, OPTIONS, Rendered, languages, rendered

HEAD = """\
title: Voices
number: 4
dates: {start: 2026-05-05, end: 2026-05-06}
zone: Africa/Nairobi
organizer: {name: Harbour Institute}
venue: {name: Harbour House, city: Nairobi}
registration: {online: {url: https://example.org/register, closes: 2026-05-04, was: 2026-04-20}}
calls: [{id: papers, title: Send papers, deadline: 2026-03-31, was: 2026-03-15}]
"""


@pytest.fixture
def made(tmp_path: Path) -> Callable[[str], Rendered]:
    def make(more: str) -> Rendered:
        path = tmp_path / "session.yml"
        kept = "".join(
            line for line in HEAD.splitlines(keepends=True) if line.partition(":")[0] not in re.findall(r"^\w+", more, re.MULTILINE)
        )
        path.write_text(kept + more, encoding="utf-8")
        return rendered(load(path).session, ["en", "ar", "zh"])

    return make


def text(page: str) -> str:
    return " ".join(re.sub(r"<script.*?</script>|<[^>]*>", " ", page, flags=re.DOTALL).replace("\xa0", " ").split())


@pytest.mark.parametrize(
    ("status", "said", "in_arabic"),
    [
        (
            "moved_online",
            "Session moved online The session takes place online, on the dates announced.",
            "تُعقد الدورة عبر الإنترنت في الموعد المعلن.",
        ),
        ("resumed", "Resumed session", "الدورة المستأنفة"),
    ],
)
def test_each_page_says_how_the_session_takes_place(made: Callable, status: str, said: str, in_arabic: str) -> None:
    """With the organizer's note; one still registers, and calendars have it as ever."""
    site = made(f"status: {status}\nformat: online\nstatus_note: The river has risen.\n")
    for path in ("index.html", "take-part/index.html"):
        assert f"{said} The river has risen." in text(site.pages[path])
        assert in_arabic in text(site.pages[f"ar/{path}"])
    assert ">Register to take part online</a>" in site.pages["take-part/index.html"]
    event = site.calendars["calendar/session.ics"].decode()
    assert "STATUS:" not in event and "LOCATION:Online" in event


def test_a_deadline_that_was_put_off_says_which_it_was(made: Callable) -> None:
    """Wherever it stands, in the order of the language."""
    site = made("")
    assert "31 March 2026 extended; previously 15 March 2026" in text(site.pages["index.html"])
    assert "4 May 2026 until the end of the day, East Africa Time (UTC+03:00) extended; previously 20 April 2026" in text(
        site.pages["take-part/index.html"]
    )
    assert "已延期，原定2026年3月15日" in text(site.pages["zh/take-part/index.html"])


def test_calls_stand_in_order_of_time_and_ways_in_that_of_the_data(made: Callable) -> None:
    """On the first page and on the one on how to take part, whatever their order in the data."""
    site = made(
        "calls: [{id: c, title: Third, deadline: 2026-04-03}, {id: a, title: First, deadline: 2026-04-01 12:00}, {id: b, title: Second, deadline: 2026-04-01}]\n"
        "registration: {press: {url: https://e.org/p, closes: 2026-04-09}, onsite: {url: https://e.org/o, closes: 2026-04-02}}\n"
    )
    rail, listed = site.pages["index.html"].split('class="rail"')[1], site.pages["take-part/index.html"]
    assert [re.findall("First|Second|Third", text(page)) for page in (rail, listed)] == [["First", "Second", "Third"]] * 2
    assert re.findall('class="way"[^>]* id="([a-z]+)"', site.pages["take-part/index.html"]) == ["press", "onsite"]


@pytest.mark.parametrize("status", ["postponed", "cancelled"])
def test_days_on_which_it_is_not_held_are_struck_out_wherever_they_stand(made: Callable, status: str) -> None:
    """As on the first page; and no place is kept for a countdown that never comes: it was a hole in the list of deadlines."""
    more = "prior_sessions: [{number: 3, title: Tides, year: 2024}]\n"
    site, held = made(f"status: {status}\n{more}"), made(more)
    for path in ("index.html", "practical/index.html", "prior-sessions/index.html"):
        for folder, days in (("", "5 and 6 May 2026"), ("ar/", "5 و6 مايو 2026")):
            page, as_held = (each.pages[folder + path].replace("\xa0", " ") for each in (site, held))
            main, main_held = (each[each.index("<main") : each.index("</main>")] for each in (page, as_held))
            assert main.count(days) == len(re.findall(rf"<s><time[^>]*>{days}</time></s>", main)) > 0, folder + path
            assert main_held.count(days) > 0 and "<s>" not in main_held and "data-chip" not in main


@pytest.mark.parametrize(
    ("given", "said", "in_arabic"),
    [
        ("interpretation: [fr, ar]\n", "Interpretation French and Arabic", "الترجمة الفورية الفرنسية والعربية"),
        ("interpretation: []\n", "Interpretation There is no interpretation.", "الترجمة الفورية لا تتوفر ترجمة فورية."),
        ("", None, None),
    ],
)
def test_a_site_without_a_webcast_says_into_which_languages_it_is_interpreted(
    tmp_path: Path, given: str, said: str | None, in_arabic: str | None
) -> None:
    """With the page of the webcast left out, no page had the languages; they are among the facts of the session."""
    path = tmp_path / "session.yml"
    path.write_text(HEAD + "format: onsite\n" + given, encoding="utf-8")
    whole = languages(["en", "ar"])
    left = [each._replace(pages=tuple(page for page in each.pages if page.part != "webcast")) for each in whole]
    session = load(path).session
    site, with_page = (Rendered(dict(render.build(session, each, OPTIONS, ENV).files())) for each in (left, whole))
    for folder, words in (("", said), ("ar/", in_arabic)):
        page = text(site.pages[f"{folder}practical/index.html"])
        assert words in page if words else "Interpretation" not in page and "الترجمة الفورية" not in page
        assert not words or words not in text(with_page.pages[f"{folder}practical/index.html"])
