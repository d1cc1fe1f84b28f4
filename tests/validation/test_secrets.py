"""Private texts are found however they are dressed, and not by chance."""

from __future__ import annotations

import time
import unicodedata

import pytest

from microsite.validation.secrets import Comparable, search_terms, unescape

JOIN = "https://www.meet.example.org/j/990?pwd=Rk1x"


def is_in(private: str, text: str) -> bool:
    return any(term.is_in(Comparable(text)) for term in search_terms(private))


@pytest.mark.parametrize(
    ("private", "text"),
    [
        (JOIN, "meet.example.org/j/990?pwd=Rk1x"),
        (JOIN, "<http://meet.example.org/j/990?pwd=Rk1x>"),
        (JOIN, "zoommtg://meet.example.org/j/990?PWD=RK1X"),
        ("Link: meet.example.org/j/990?pwd=Rk1x (staff)", JOIN),
        ("“Rosa’s room – north”", '"Rosa\'s room - north"'),
        ("“Rosa’s room – north”", "«Rosa‘s room—north»"),
        ("Café Zoë", unicodedata.normalize("NFD", "Café Zoë")),
        ("interpreters", "inter\u00adpre\u200bters"),
        ("interpreters", "i n t e r p r e t e r s"),
        ("tulips", "the two-tulips-room"),
        ("tulips", "twotulips"),
        ("北风的口令是南方", "今天的“北风 的口令，是南方”请记住"),
        ("пароль север", "ПАРОЛЬ: СЕВЕР"),
        ("أستاذ علي هنا", "أســتاذ علي هنا"),
        ("+41 22 338 91 11", "+41 (0)22 338-9111"),
        ("+41 22 338 91 11", "022/338.91.11"),
        ("+41 22 338 91 11", "0041223389111"),
        ("+41 22 338 91 11", "tel:+41223389111"),
        ("+41 22 338 91 11", "٠٢٢ ٣٣٨ ٩١ ١١"),
        ("022 338 91 11", "+41 22 338 91 11"),
        ("+1 (212) 555-0142", "212.555.0142"),
        ("+39 06 5555 0142", "06 55550142"),
        ("The chair's mobile is +41 79 555 01 42, for staff", "call 079 555 01 42"),
        ("Meeting 990 1234 5678, passcode 482913", "ID: 99012345678"),
        ("Meeting 990 1234 5678, passcode 482913", "(482 913)"),
        ("Fee: 482’913 francs", "It is 482’913 here"),
        ("CHF 1’250’000", "1 250 000"),
        ("CHF 1'250'000.00", "1,250,000 francs"),
        ("USD 1,250,000", "1250000"),
        ("1250000", "CHF 1’250’000.–"),
        ("Chair’s mail anna.muster@example.org, in the afternoon", "<Anna.Muster@example.org>"),
        ("https://us02web.zoom.example/j/81234567890?pwd=Rk1x", "Meeting ID: 812 3456 7890"),
        ("https://us02web.zoom.example/j/81234567890?pwd=Rk1x", "https://us02web.zoom.example/j/81234567890"),
        ("https://teams.example/l/19%3ameeting_NTg4OTQx/0?context=x", "https://teams.example/l/19%3ameeting_NTg4OTQx/0"),
        ("1 " * 60, "1" * 60),
        ("room 4", "in Room 4."),
        ("a!b@c#1$", "code a!b@c#1$ here"),
    ],
)
def test_a_private_text_is_found_however_it_is_dressed(private: str, text: str) -> None:
    """In other quotes, dashes, blanks, schemes, forms of letters and groups of digits; also a number alone out of a sentence."""
    assert is_in(private, text)


@pytest.mark.parametrize(
    ("private", "text"),
    [
        ("Ann Ames", "Joann Ames"),
        ("no visa", "Casino Visages"),
        ("at nine", "that nineteen"),
        ("482913", "1482913"),
        ("482913", "48, 29, 13"),
        ("482913", "4829130"),
        ("482913", "4,8,2,9,1,3"),
        ("482913", "482,9130"),
        ("https://example.org/register?token=Rk1x", "https://example.org/register"),
        ("https://example.org/20270512/?token=Rk1x", "20270512T100000Z"),
        ("Meeting 990 1234 5678 on 2027-05-12 at 10:30", "2027-05-12T10:30"),
        ("from 2026-2027, or 2026/27", "2026–2027"),
        ("2027-05-12", "20270512T100000Z"),
        ("+41 22 338 91 11", "22338911"),
        ("+41 22 338 91 11", "9922338 91 112"),
    ],
)
def test_a_private_text_is_not_found_by_chance(private: str, text: str) -> None:
    """In the middle of other words and numbers; days, hours and years of a private sentence are in every page."""
    assert not is_in(private, text)


@pytest.mark.parametrize(
    ("escaped", "text"),
    [
        (r"\u0051\u0058 \u{0051}\u0058}7", "QX QX7"),
        (r"\x51\xe9\u00e9", "Qéé"),
        (r"\ud83d\ude00, \ud83d \ude00", "\U0001f600, \ufffd \ufffd"),
        (r"a\nb\/c\u00", "a b/cu00"),
        ("%51%C3%A9%C3x%zz", "Qé\ufffdx%zz"),
        ("&#81;&eacute;&amp;amp;&#x51;&unknown;", "Qé&Q&unknown;"),
        ("%5Cu0051 %26%2381; \\u0025\\u0035\\u0031 &amp;#92;x51", "Q Q Q Q"),
    ],
)
def test_escapes_within_escapes_are_undone(escaped: str, text: str) -> None:
    """Of HTML, addresses and JSON; and so in each line, whatever lines stand beside it."""
    assert unescape(escaped) == text
    lines = ["%41", "\\", r"\ud83d", "&am", escaped, "p;", r"\ude00", "41%", "u0041", ""]
    assert unescape("\n".join(lines)) == "\n".join(map(unescape, lines))


@pytest.mark.parametrize("text", ["1 " * 200_000, "1" * 400_000, "a" * 400_000, "a." * 200_000, "a/1" * 130_000, "1," * 200_000])
def test_a_long_private_text_takes_time_that_grows_with_its_length(text: str) -> None:
    """400,000 letters took 25 seconds."""
    start = time.process_time()
    search_terms(text)
    assert time.process_time() - start < 2
