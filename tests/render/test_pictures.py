"""Pictures of the data: their sizes, what is taken out of them, and how pages show them."""

from __future__ import annotations

import dataclasses
import io
import os
import re
import shutil
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from microsite.model.session import Session
from microsite.render import build as render
from microsite.render import pictures
from tests.conftest import DATA, Built, in_two_languages, mkdocs
from tests.render.test_site import prefix
from tests.rendering import OPTIONS, languages, rendered

MINIMAL = {"number": "1", "title": "A", "dates": {"start": "2027-06-01", "end": "2027-06-01"}, "organizer": {"name": "B"}}


def session(**more: object) -> Session:
    return Session.model_validate(MINIMAL | more)


def made(docs: Path, given: str, *, portrait: bool = False) -> list[tuple[Image.Image, bytes]]:
    """Each size of a picture, and its file."""
    where = {"people": {"kim": {"name": "Kim", "picture": given}}} if portrait else {"picture": given}
    found = pictures.make(session(**where), docs, None)
    files = [found.files[size.path] for size in found.sizes[given, portrait]]
    return [(Image.open(io.BytesIO(content)), content) for content in files]


def saved(folder: Path, image: Image.Image, name: str, **options: object) -> str:
    image.save(folder / name, **options)
    return name


def test_sizes_of_a_wide_picture(tmp_path: Path) -> None:
    """None is larger than the file."""
    for width, wanted in ((3000, [480, 960, 1440]), (1000, [480, 960, 1000]), (300, [300])):
        name = saved(tmp_path, Image.new("RGB", (width, width // 2), "teal"), f"{width}.png")
        assert [image.size for image, _ in made(tmp_path, name)] == [(each, each // 2) for each in wanted]


def test_a_portrait_is_a_square_from_the_upper_middle(tmp_path: Path) -> None:
    """Of a high picture, what is below the shoulders is left out, and what is at the very top."""
    image = Image.new("RGB", (400, 1000), "white")
    image.paste("red", (0, 180, 400, 580))
    found = made(tmp_path, saved(tmp_path, image, "high.png"), portrait=True)
    assert [each.size for each, _ in found] == [(96, 96), (192, 192)]
    assert all(each.convert("RGB").getpixel(place)[1] < 60 for each, _ in found for place in ((3, 3), (48, 48), (92, 92)))


def test_a_picture_is_turned_as_it_was_held() -> None:
    """The file lies on its side, and says so: the head is above."""
    original = Image.open(DATA / "media" / "portrait.jpg")
    assert original.size == (600, 480) and original.getexif()[0x0112] == 6
    (small, _), *_ = made(DATA, "media/portrait.jpg")
    assert small.size == (480, 600)
    face, coat, left, right = (small.convert("RGB").getpixel(place) for place in ((240, 250), (240, 560), (20, 250), (460, 250)))
    assert face[0] > face[2] + 40 and coat[2] > coat[0] + 40 and min(left) > 140 and min(right) > 140


def test_nothing_of_the_camera_is_published() -> None:
    """Neither place nor maker, nor a comment, nor a thumbnail."""
    original = (DATA / "media" / "portrait.jpg").read_bytes()
    assert b"Planted Camera" in original and b"planted comment" in original
    for portrait in (True, False):
        for image, content in made(DATA, "media/portrait.jpg", portrait=portrait):
            assert not image.getexif() and not {"exif", "xmp", "icc_profile", "comment"} & set(image.info)
            assert not re.search(rb"(?i)planted|exif|xmp", content)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "I;16", "CMYK"])
def test_pictures_of_any_mode(tmp_path: Path, mode: str) -> None:
    """On white where one can see through; greys of 16 bits stay greys."""
    image = Image.new("RGBA", (200, 100), (0, 0, 0, 0)) if mode in ("RGBA", "LA") else Image.new("L", (200, 100), 128)
    grey = 255 if mode in ("RGBA", "LA", "1") else 128
    image = Image.new("L", (200, 100), grey) if mode == "1" else image
    image = Image.new("I;16", (200, 100), 128 * 257) if mode == "I;16" else image.convert(mode)
    name = saved(tmp_path, image, "picture.jpg" if mode == "CMYK" else "picture.png")
    (shown, _), *_ = made(tmp_path, name)
    assert shown.mode == "RGB" and all(abs(channel - grey) < 4 for channel in shown.getpixel((100, 50)))


def test_colours_are_those_of_the_web(tmp_path: Path) -> None:
    """A file with a profile of its own is converted by it: here one that takes red for green. A damaged profile is none."""
    image = Image.new("RGB", (200, 100), (200, 60, 60))
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"----").replace(b"gXYZ", b"rXYZ").replace(b"----", b"gXYZ")
    for profile, wanted in ((srgb, (200, 60, 60)), (swapped, (60, 200, 60)), (b"no profile", (200, 60, 60))):
        (shown, content), *_ = made(tmp_path, saved(tmp_path, image, "picture.png", icc_profile=profile))
        assert all(abs(one - other) < 12 for one, other in zip(shown.getpixel((100, 50)), wanted, strict=True)), shown.getpixel((100, 50))
        assert b"ICCP" not in content


def test_equal_files_make_equal_bytes_and_are_made_once(tmp_path: Path) -> None:
    """With what was kept and without; what is kept and damaged is made anew."""
    shutil.copyfile(DATA / "media" / "hall.jpg", tmp_path / "hall.jpg")
    given, kept = session(picture="hall.jpg"), tmp_path / "kept"
    first = pictures.make(given, tmp_path, kept).files
    assert len(first) == len(list(kept.iterdir())) == 3
    for path in kept.iterdir():
        os.utime(path, (1, 1))
    assert pictures.make(given, tmp_path, kept).files == first == pictures.make(given, tmp_path, None).files
    assert {path.stat().st_mtime for path in kept.iterdir()} == {1}
    for path in kept.iterdir():
        path.write_bytes(path.read_bytes()[:-9])
    assert pictures.make(given, tmp_path, kept).files == first
    assert pictures.make(given, tmp_path, tmp_path / "hall.jpg" / "no folder").files == first


def test_another_picture_has_another_address(tmp_path: Path) -> None:
    """So that no browser shows the old one."""
    paths = []
    for colour in ("teal", "navy"):
        saved(tmp_path, Image.new("RGB", (500, 300), colour), "hall.png")
        paths.append(set(pictures.make(session(picture="hall.png"), tmp_path, None).files))
    assert not paths[0] & paths[1]


def test_a_site_without_pictures_loads_nothing_for_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Once its icons are drawn, Pillow is not even imported."""
    options = dataclasses.replace(OPTIONS, docs=DATA, kept_pictures=tmp_path)
    people = session(people={"kim": {"name": "Kim"}})
    assert list(render.build(people, languages(["en"], options), options).files())
    monkeypatch.setitem(__import__("sys").modules, "PIL", None)
    assert list(render.build(people, languages(["en"], options), options).files())


def images(html: str) -> list[dict[str, str]]:
    return [dict(re.findall(r'([\w-]+)="([^"]*)"', tag)) | {"tag": tag} for tag in re.findall("<img [^>]*>", html)]


def test_pages_show_pictures_with_their_measures(full: Built) -> None:
    """Width, height, all sizes, a text in the page's language; late ones wait. Each file that is named is there."""
    for language in ("en", "ar"):
        for part, count in (("", 2), ("practical/", 2), ("people/", 2)):
            page = full.pages[f"{prefix(language)}{part}index.html"]
            found = images(page.source)
            assert len(found) == count, (language, part)
            for image in found:
                assert {"src", "srcset", "sizes", "width", "height", "alt", "decoding"} <= set(image), image
                assert ("loading" in image) == (part != "" or image is not found[0])
                named = [image["src"], *(each.strip().split(" ")[0] for each in image["srcset"].split(","))]
                assert all((page.path.parent / name).resolve().is_file() for name in named)
    assert images(full.pages["ar/index.html"].source)[0]["alt"] == "قاعة فيها صفوف من المقاعد الحمراء أمام شاشة"
    shown = images(full.pages["ru/practical/index.html"].source)[0]
    assert (shown["alt"], shown["lang"]) == ("The main hall, seen from the door", "en") and "data-fallback" in shown["tag"]


def test_portraits_stand_in_items_too(full: Built) -> None:
    """Small ones; those who have none have no initials there."""
    found = images(full.pages["agenda/index.html"].source)
    assert found and all((image["width"], image["sizes"]) == ("40", "40px") and "portrait" in image["class"] for image in found)
    assert "data-initials" not in full.pages["agenda/index.html"].source


def test_originals_are_not_published(full: Built) -> None:
    """Where a photograph was taken stays in docs/."""
    assert not list((full.folder / "media").glob("*.jpg")) and (full.folder / "media" / "clip.webm").is_file()
    planted = [path for path in full.folder.rglob("*") if path.is_file() and b"Planted Camera" in path.read_bytes()]
    assert planted == [] and list((full.folder / "pictures").glob("*.webp"))


def test_an_original_that_a_page_shows_is_published(new_project: object) -> None:
    """As its author has placed it there; and a build without a picture's cache makes the same site."""
    folder = in_two_languages(new_project(DATA / "full.yml"))  # type: ignore[operator]
    (folder / "docs" / "travel.md").write_text("# Travel\n\n![The hall](media/hall.jpg)\n", encoding="utf-8")
    assert mkdocs(folder).returncode == 0
    assert (folder / "site" / "media" / "hall.jpg").is_file() and not (folder / "site" / "media" / "portrait.jpg").exists()


def test_without_the_folder_pages_name_the_file() -> None:
    """For tools that look at pages and make no site: `microsite diff`."""
    page = rendered(session(picture={"file": "hall.jpg", "alt": "The hall"}), ["en"]).pages["index.html"]
    assert '<img src="hall.jpg" decoding="async" alt="The hall">' in page
