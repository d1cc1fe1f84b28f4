"""News, questions, partners and fees, as readers see them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from microsite.source.loading import load
from tests.rendering import Rendered, rendered

HEAD = "title: Voices\ndates: {start: 2026-05-05, end: 2026-05-06}\norganizer: {name: Harbour Institute}\n"


@pytest.fixture
def made(tmp_path: Path) -> Callable[[str], Rendered]:
    def make(more: str) -> Rendered:
        path = tmp_path / "session.yml"
        path.write_text(HEAD + more, encoding="utf-8")
        return rendered(load(path).session, ["en", "ar", "fr", "zh"])

    return make


def text(page: str) -> str:
    return " ".join(re.sub(r"<script.*?</script>|<[^>]*>", " ", page, flags=re.DOTALL).replace("\xa0", " ").replace("\u202f", " ").split())


def test_the_newest_news_is_first(made: Callable) -> None:
    """Three on the first page, all on their own; each can be linked to."""
    items = ", ".join(f"{{id: n-{day}, date: 2026-03-{day:02}, title: News of day {day}}}" for day in (3, 9, 1, 12))
    site = made(f"news: [{items}]\n")
    assert re.findall(r"News of day \d+", text(site.pages["index.html"])) == [f"News of day {day}" for day in (12, 9, 3, 1)]
    assert re.findall(r'<li class="scripted".*News of day \d+', site.pages["index.html"])[0].endswith("News of day 1")  # in reserve
    assert re.findall(r"News of day \d+", text(site.pages["news/index.html"]))[:4] == [f"News of day {day}" for day in (12, 9, 3, 1)]
    assert 'href="news/#n-12"' in site.pages["index.html"] and 'id="n-12"' in site.pages["news/index.html"]


def test_fees_are_written_as_the_language_writes_money(made: Callable) -> None:
    """With the currency where it belongs, the day until which they hold, and words in place of nothing."""
    site = made(
        "registration: {onsite: {url: 'https://e.org/f', included: Lunch., fees: [{amount: 1250.50, currency: CHF, until: 2026-01-10}, "
        "{amount: 1500, currency: CHF}, {category: Students, amount: 0, currency: CHF}]}}\n"
    )
    assert "Fees CHF 1,250.50 until 10 January 2026 CHF 1,500.00 Students free of charge Lunch." in text(site.pages["take-part/index.html"])
    assert "Frais 1 250,50 CHF jusqu’au 10 janvier 2026" in text(site.pages["fr/take-part/index.html"])
    assert "CHF 1,250.50 至2026年1月10日" in text(site.pages["zh/take-part/index.html"])


def test_questions_open_in_place_and_partners_stand_by_level(made: Callable) -> None:
    """A question is found by its address; partners in the order of the data, those of one level together, those without one last and apart."""
    site = made(
        "questions: [{id: visa, question: Do I need a visa?, answer: Ask us.}]\n"
        "partners: [{name: A, level: Gold}, {name: B}, {name: C, level: Gold}]\n"
    )
    assert re.search(
        r'<details class="question"[^>]* id="visa">\s*<summary><h3>Do I need a visa\?</h3></summary>', site.pages["practical/index.html"]
    )
    assert text(site.pages["index.html"]).split("Partners")[1].startswith(" Gold A C Other partners B ")
    assert "Other partners" not in text(made("partners: [{name: B}]\n").pages["index.html"])
