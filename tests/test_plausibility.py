"""Slips that no type can see: each with a case that trips the rule and near misses that must not."""

from __future__ import annotations

from pathlib import Path

import pytest

from microsite.source import load

BASE = "number: 4\ndates: {start: 2026-05-05, end: 2026-05-06}\norganizer: {name: Harbour Institute}\n"
LONG = "A long enough text about voices"

TRIPPED = {
    "title: Al and IP": "title: has “Al and IP”, with a small L as a scanner reads it; write AI if that is meant",
    "title: Whether Al-generated works": "title: has “Al-generat”, with a small L as a scanner reads it; write AI if that is meant",
    "title: Vоices": "title: has the word “Vоices”, which mixes Cyrillic and Latin letters that look alike; type it again",
    f"title: {{en: {LONG}, fr: {LONG}}}": "title.fr: is the same as in en; translate it, or delete the line, and it falls back marked",
    "title: A\nseries: {name: B, url: {en: 'https://example.org/en/x', fr: 'https://example.org/en/x'}}": "series.url.fr: leads to a page in en; give the address of the page in fr, if there is one",
    "title: A\nwebcast: {url: 'https://example.org/', expected: 2026-05-01}": "webcast.expected: is 2026-05-01, but the address is here already; delete the line",
    "title: A\ncalls:\n  - {id: x, title: X, deadline: 2026-05-06}": "calls[0].deadline: is 2026-05-06, after the session begins (2026-05-05); is that meant?",
}

NEAR = [
    "title: Al Gore and Al-Hassan on IP",
    "title: AI and IP",
    "title: Ω-3 und Голос, WIPO ВОИС",
    "title: {en: WIPO, fr: WIPO}",
    "title: A\nseries: {name: B, url: {en: 'https://example.org/en/x', fr: 'https://example.org/fr/x'}}",
    "title: A\nseries: {name: B, url: 'https://example.org/en/x'}",
    "title: A\nwebcast: {host_url: 'https://example.org/', expected: 2026-05-01}",
    "title: A\ncalls:\n  - {id: x, title: X, deadline: 2026-05-05}",
    "title: ISO27001, COVID19 and WIPO/IP/CONV/GE/2/25\nregistration: {onsite: {access_code: {policy: invitation}}}",
]


def warnings(tmp_path: Path, content: str) -> list[str]:
    path = tmp_path / "session.yml"
    path.write_text(BASE + content + "\n", encoding="utf-8")
    return [f"{problem.field}: {problem.words}" for problem in load(path, name="session.yml").warnings]


@pytest.mark.parametrize("content", TRIPPED)
def test_a_slip_is_told(tmp_path: Path, content: str) -> None:
    """As a warning, which stops nothing."""
    assert warnings(tmp_path, content) == [TRIPPED[content]]


@pytest.mark.parametrize("content", NEAR)
def test_a_near_miss_is_not(tmp_path: Path, content: str) -> None:
    """Names, acronyms and scripts side by side are no slips."""
    assert warnings(tmp_path, content) == []


def test_the_real_file_has_no_slip() -> None:
    """Nor the full one."""
    root = Path(__file__).parent
    assert load(root.parent / "data" / "session12.yml").warnings == ()
    assert load(root / "data" / "full.yml").warnings == ()
