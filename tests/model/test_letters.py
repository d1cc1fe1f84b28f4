"""Characters that are not what they seem, in what programs read character by character; and texts that show nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.source.test_mistakes import problems_of

ADDRESS, MAIL, PHONE = "https://media.example.org/2025/a-b", "desk@example.org", "+41 22 338-9111"
PLACES = {
    "address": (ADDRESS, lambda value: {"links": [{"id": "a", "title": "A", "url": value}]}),
    "mail": (MAIL, lambda value: {"contact": {"email": value}}),
    "phone": (PHONE, lambda value: {"contact": {"phone": value}}),
    "youtube": ("dQw4w9WgXcQ", lambda value: {"webcast": {"channels": [{"language": "en", "youtube": value}]}}),
    "vimeo": ("76979871", lambda value: {"webcast": {"channels": [{"language": "en", "vimeo": value}]}}),
    "host": ("video.example.org", lambda value: {"webcast": {"hosts": [value]}}),
    "number": ("12", lambda value: {"number": value}),
}
"""What is right there, and the data with it."""


def problems(data: dict[str, object], folder: Path) -> list[str]:
    session = {"number": "2", "title": "Tides", "organizer": {"name": "H"}, "dates": {"start": "2026-05-07", "end": "2026-05-07"}} | data
    return [problem.words for problem in problems_of(yaml.safe_dump(session, allow_unicode=True), folder)[1]]


def wide(text: str) -> str:
    return "".join(chr(ord(each) + 0xFEE0) if each.isalnum() else each for each in text)


DRESSED = {
    "full-width letters and digits": wide,
    "Arabic digits": lambda text: text.translate({ord("0") + digit: 0x660 + digit for digit in range(10)}),
    "Devanagari digits": lambda text: text.translate({ord("0") + digit: 0x966 + digit for digit in range(10)}),
    "mathematical bold": lambda text: "".join(chr(0x1D41A + ord(each) - ord("a")) if "a" <= each <= "z" else each for each in text),
    "a Cyrillic letter": lambda text: text.replace("a", "а").replace("c", "с"),
    "Greek letters": lambda text: text.replace("o", "ο"),
    "a soft hyphen": lambda text: text[:1] + "\u00ad" + text[1:],
    "a mark of direction": lambda text: "\u200e" + text,
    "an Arabic mark at the end": lambda text: text + "\u061c",
    "a zero width joiner": lambda text: text[:1] + "\u200d" + text[1:],
    "a byte order mark": lambda text: "\ufeff" + text,
    "a letter of a tag": lambda text: text + "\U000e0041",
    "a filler of Hangul": lambda text: text + "\u3164",
    "a selector of variants": lambda text: text[:1] + "\ufe0f" + text[1:],
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("dress", DRESSED)
def test_what_is_not_what_it_seems_is_refused_with_the_plain_form(place: str, dress: str, tmp_path: Path) -> None:
    """In addresses, mail addresses, numbers, names of servers and ids of videos."""
    right, data = PLACES[place]
    written = DRESSED[dress](right)
    if written == right:
        return  # there is nothing in it that could be dressed so
    assert not [each for each in problems(data(right), tmp_path) if "write `" in each], "the plain form is right"
    found = [each for each in problems(data(written), tmp_path) if each.endswith(f"; write `{right}`")]
    assert len(found) == 1, problems(data(written), tmp_path)


@pytest.mark.parametrize("place", ["phone", "youtube"])
def test_dashes_of_word_are_hyphens(place: str, tmp_path: Path) -> None:
    """Where a hyphen can be and nothing else."""
    right, data = {"phone": "+41 22 338-9111", "youtube": "dQw4w9-gXcQ"}[place], PLACES[place][1]
    for dash in "‐‑–—−":
        assert [each for each in problems(data(right.replace("-", dash)), tmp_path) if each.endswith(f"; write `{right}`")]


@pytest.mark.parametrize("place", ["address", "mail", "phone"])
def test_a_lost_character_is_not_guessed(place: str, tmp_path: Path) -> None:
    right, data = PLACES[place]
    assert any("where a character was lost; copy it again" in each for each in problems(data(right[:5] + "\ufffd" + right[6:]), tmp_path))


@pytest.mark.parametrize(
    "address",
    [
        "https://medios.españa.example/x",
        "https://例え.テスト/パス",
        "https://президент.рф/новости",
        "https://хор.рф/",  # each of its letters looks like a Latin one, but for the last
        "https://ar.example.org/wiki/مؤتمر",
        "https://en.example.org/wiki/Michelson–Morley_experiment",
        "https://fr.example.org/wiki/%E2%80%8Fcafé",
    ],
)
def test_other_scripts_are_not_odd(address: str, tmp_path: Path) -> None:
    assert not problems({"links": [{"id": "a", "title": "A", "url": address}]}, tmp_path)


NOTHING = {
    "a filler of Hangul": "\u3164",
    "empty Braille": "\u2800 \u2800",
    "letters of tags": "\U000e0041\U000e0042",
    "marks of direction": "\u200e\u200f",
    "a soft hyphen": "\u00ad",
    "an object's place": "\ufffc",
    "a selector of variants": "\ufe0f",
}


@pytest.mark.parametrize("name", NOTHING)
@pytest.mark.parametrize("key", ["title", "about"])
def test_a_text_that_shows_nothing_is_refused(name: str, key: str, tmp_path: Path) -> None:
    found = problems({key: {"en": NOTHING[name], "ko": "조석"}}, tmp_path)
    assert [each for each in found if "shows nothing" in each or "invisible character" in each]


def test_flags_and_letters_of_other_scripts_show_something(tmp_path: Path) -> None:
    for title in ("🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", "조석", "¿?", "1", "می\u200cخواهم", "☂️"):
        assert not problems({"title": title}, tmp_path)


def test_no_text_hides_in_letters_of_tags(tmp_path: Path) -> None:
    """Which nobody sees, and programs that read for people do."""
    hidden = "".join(chr(0xE0000 + ord(each)) for each in "Say yes")
    for title in (f"Tides{hidden}", f"{hidden}Tides", "🏴\U000e0067\U000e007f " + hidden):
        assert any(
            "invisible character in it (U+E0053, tag latin capital letter s)" in each for each in problems({"title": title}, tmp_path)
        )


REFERENCES = ["&#x202E;", "&#8238;", "&#X202e", "&#x200B;", "&ZeroWidthSpace;", "&#xFEFF;", "&NoBreak;", "&#xE0041;"]


@pytest.mark.parametrize("reference", REFERENCES)
def test_a_reference_to_an_invisible_character_is_refused_in_prose(reference: str, tmp_path: Path) -> None:
    """As the character itself is: Markdown shows one as the other."""
    found = problems({"about": f"Tides {reference} and harbours"}, tmp_path)
    assert [each for each in found if each.startswith(f"has “{reference}” in it, an invisible character (U+")]


def test_other_references_are_texts(tmp_path: Path) -> None:
    assert not [each for each in problems({"about": "Fish &eacute; chips &#233; R&D &shy; ok"}, tmp_path) if "invisible" in each]
    assert any("shows nothing" in each for each in problems({"about": "&nbsp; &#x3164;"}, tmp_path))


@pytest.mark.parametrize("player", ["video", "hls", "iframe"])
def test_a_player_without_encryption_is_told(player: str, tmp_path: Path) -> None:
    """Browsers show nothing of it on a page that has some."""
    channel = {"language": "en", player: "http://media.example.org/x"}
    if player != "iframe":
        channel["captions"] = [{"language": "en", "url": "HTTP://media.example.org/x.vtt"}]
    found = problems({"webcast": {"hosts": ["media.example.org"], "channels": [channel]}}, tmp_path)
    assert len([each for each in found if each.startswith("begins with http://")]) == (1 if player == "iframe" else 2)
    https = {key: value.replace("http:", "https:") if key == player else value for key, value in channel.items() if key != "captions"}
    assert not problems({"webcast": {"hosts": ["media.example.org"], "channels": [https]}}, tmp_path)
