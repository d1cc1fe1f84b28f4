"""The pictures that chats show with a link."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from microsite.render import previews
from microsite.source.loading import load
from tests.conftest import plain
from tests.rendering import Rendered, build

TEXT = """title: {en: Voices on loan, ar: أصوات معارة, zh: 借来的声音, ru: Голоса на время}
organizer: {name: {en: Harbour Institute, ar: معهد المرفأ, zh: 港湾研究所, ru: Институт}}
dates: {start: 2026-10-24, end: 2026-10-25}
zone: Europe/Zurich
venue: {name: {en: Old Customs House, ar: دار الجمارك, zh: 旧海关, ru: Старая таможня}}
people: {wang: {name: {en: Wang Hao, ar: وانغ هاو, zh: 王浩, ru: Ван Хао}}}
agenda:
  status: final
  pages: items
  days:
  - date: 2026-10-24
    sittings:
    - id: day
      start: 09:00
      end: 18:00
      items: [{id: talk, kind: keynote, start: 09:00, end: 10:00, title: {en: Whose voice?, ar: صوت من؟, zh: 谁的声音？, ru: Чей голос?}, people: [{person: wang, part: speaker}]}]
"""
LANGUAGES = ("en", "ar", "zh", "ru")
PICTURE = re.compile(r'og:image" content="https://example.org/sub/(.*?)"')
ALT = re.compile(r'og:image:alt" content="(.*?)"')

pytestmark = pytest.mark.skipif(not all(map(previews.font_for, ("声", "صو", "Го"))), reason="needs fonts for these scripts")


def made(folder: Path, **options: Any) -> Rendered:
    (folder / "session.yml").write_text(TEXT, encoding="utf-8")
    return Rendered(dict(build(load(folder / "session.yml").session, LANGUAGES, **{"previews": True, **options}).files()))


def picture(site: Rendered, page: str) -> Image.Image:
    (path,) = PICTURE.findall(site.pages[page])
    return Image.open(io.BytesIO(site.files[path])).convert("RGB")


def columns(image: Image.Image) -> tuple[int, int]:
    """Where the letters of the title begin and end."""
    dark = image.convert("L").crop((40, 60, 1160, 300)).point(lambda value: 255 * (value < 100))
    box = dark.getbbox()
    assert box
    return box[0] + 40, box[2] + 40


def test_each_page_has_the_picture_of_its_language(tmp_path: Path) -> None:
    """All pages of a language have one, and an item its own; 1200 by 630, light enough for all programs, with a text for who does not see it."""
    site = made(tmp_path)
    for language in LANGUAGES:
        prefix = "" if language == "en" else f"{language}/"
        pages = {
            name: page
            for name, page in site.pages.items()
            if name.startswith(f"{prefix}agenda/") or name == f"{prefix}practical/index.html"
        }
        found = {name: PICTURE.findall(page)[0] for name, page in pages.items()}
        assert len({*found.values()}) == 2 and found[f"{prefix}agenda/talk/index.html"] != found[f"{prefix}agenda/index.html"]
        for path in found.values():
            content = site.files[path]
            assert len(content) < 60_000 and content.startswith(b"\x89PNG") and Image.open(io.BytesIO(content)).size == (1200, 630)
    assert ALT.findall(plain(site.pages["index.html"])) == [
        "Voices on loan – 24 and 25 October 2026 – Old Customs House – Harbour Institute"
    ]
    assert ALT.findall(plain(site.pages["agenda/talk/index.html"])) == [
        "Whose voice? – Saturday, 24 October 2026, 09:00–10:00 – \u2068Wang Hao\u2069 – Voices on loan"
    ]


def test_arabic_is_on_the_right(tmp_path: Path) -> None:
    """Joined, and with the coloured edge on the side where reading begins."""
    site = made(tmp_path)
    arabic, english = picture(site, "ar/index.html"), picture(site, "index.html")
    assert columns(english)[0] < 100 and columns(arabic)[1] > 1100 and columns(arabic)[0] > 300
    assert arabic.getpixel((1195, 300)) == english.getpixel((5, 300)) and arabic.getpixel((5, 300)) == english.getpixel((1195, 300))
    file = previews.font_for("صوت")
    assert file
    font, how = previews._font(file, 60, "ar"), {"direction": "rtl", "language": "ar"}
    assert font.getlength("صوت", **how) < sum(font.getlength(letter, **how) for letter in "صوت") - 5


def test_what_has_not_changed_is_not_drawn_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From what an earlier build has kept come the same bytes."""
    first = made(tmp_path, kept_pictures=tmp_path / "kept")
    monkeypatch.setattr(previews, "_drawn", lambda *_: pytest.fail("it is drawn again"))
    assert made(tmp_path, kept_pictures=tmp_path / "kept").files == first.files


def test_without_a_font_there_is_no_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the language alone whose letters are in none; what to do is said."""
    latin = next(file for file in previews.font_files() if previews._has(file, "Г") and not previews._has(file, "声"))
    monkeypatch.setattr(previews, "font_files", lambda: (latin,))
    (tmp_path / "session.yml").write_text(TEXT, encoding="utf-8")
    site = build(load(tmp_path / "session.yml").session, ["en", "zh"], previews=True)
    pages = Rendered(dict(site.files())).pages
    assert (
        PICTURE.search(pages["index.html"]) and not PICTURE.search(pages["zh/index.html"]) and "twitter:card" not in pages["zh/index.html"]
    )
    assert [*previews.missing_fonts(site.previews)] == [
        'zh: no font here has its letters, so links in chats have no picture; run `pip install "microsite[previews]"`, or install Debian\'s '
        "packages fonts-dejavu-core and fonts-noto-cjk"
    ]


@pytest.mark.parametrize("options", [{"previews": False}, {"archived_as": "12"}], ids=["not published", "archive"])
def test_where_there_is_none(tmp_path: Path, options: dict[str, Any]) -> None:
    """A build that is not published draws nothing."""
    site = made(tmp_path, **options)
    assert [name for name in site.files if "previews/" in name] == [] and not any(map(PICTURE.search, site.pages.values()))


@pytest.mark.parametrize("title", ["A very long title of a session " * 8, "很长的标题" * 40], ids=["words", "Chinese"])
def test_a_long_title_has_room(title: str) -> None:
    """On four lines of smaller letters, and with “…” where it is cut."""
    file = previews.font_for(title)
    assert file
    size, rows = previews._title_rows(previews._Said(title, (), "en", "ltr"), file, {}, 300)
    assert size == previews.SMALLEST and 1 < len(rows) <= previews.MOST_LINES and rows[-1].endswith("…")
    assert all(previews._font(file, size, "en").getlength(row.rstrip()) <= 1040 for row in rows)
