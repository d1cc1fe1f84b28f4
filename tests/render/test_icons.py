"""What devices show of a site that a reader puts among their apps: icons, manifests, the colour around the page."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from PIL import Image

from microsite.render import icons
from microsite.render.theme import THEME
from microsite.source.loading import load
from tests.rendering import Rendered, rendered

TEXT = "number: 4\ntitle: {en: Voices, ar: أصوات}\norganizer: {name: Institute}\ndates: {start: 2026-10-24, end: 2026-10-25}\n"


def made(folder: Path, **options: Any) -> Rendered:
    (folder / "session.yml").write_text(TEXT, encoding="utf-8")
    return rendered(load(folder / "session.yml").session, ["en", "ar"], **options)


@pytest.mark.parametrize("url", ["https://example.org/sub/", "https://voices.example.org/"], ids=["sub-path", "own host"])
def test_each_language_has_a_manifest(tmp_path: Path, url: str) -> None:
    """In its words and direction; it opens on the first page in the language, and is one app with the others."""
    site = made(tmp_path, url=url)
    for prefix, name, short, direction in (("", "Voices", "Fourth session", "ltr"), ("ar/", "أصوات", "الدورة الرابعة", "rtl")):
        path = f"{prefix}manifest.webmanifest"
        said = json.loads(site.files[path])
        assert (said["name"], said["short_name"], said["dir"], said["id"]) == (name, short, direction, urlsplit(url).path)
        assert (urljoin(url + path, said["start_url"]), urljoin(url + path, said["scope"])) == (url + prefix, url)
        for icon in said["icons"]:
            content = site.files[urljoin(url + path, icon["src"]).removeprefix(url).partition("?")[0]]
            if icon["type"] == "image/png":
                assert icon["sizes"] == "{}x{}".format(*Image.open(io.BytesIO(content)).size)
        (linked,) = re.findall('<link rel="manifest" href="(.*?)">', site.pages[f"{prefix}agenda/index.html"])
        assert urljoin(f"{url}{prefix}agenda/", linked) == url + path


def test_icons_have_the_colour_of_the_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To their edges; what is kept for the next build makes no difference."""
    monkeypatch.setattr(icons, "KEPT", tmp_path / "kept")
    site, again = (made(tmp_path, accent="#7a1f3d") for _ in range(2))
    (touch,) = re.findall(r'<link rel="apple-touch-icon" href="\.\./(assets/icon-180\.png)\?v=\w+">', site.pages["agenda/index.html"])
    icon = Image.open(io.BytesIO(site.files[touch])).convert("RGB")
    assert icon.size == (180, 180) and {icon.getpixel(place) for place in ((0, 0), (179, 179))} == {(0x7A, 0x1F, 0x3D)}
    assert icon.getpixel((60, 90)) == (255, 255, 255)
    assert site.files[touch] == again.files[touch] and len([*(tmp_path / "kept").iterdir()]) == 3


def test_an_icon_of_ones_own_is_not_beside_ours(tmp_path: Path) -> None:
    """Those in pixels are the site's own too, or there are none."""
    own = tmp_path / "overrides" / "assets"
    own.mkdir(parents=True)
    (own / "icon.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    site = made(tmp_path, overrides=tmp_path / "overrides")
    assert [name for name in site.files if "icon-" in name] == [] and "apple-touch-icon" not in site.pages["index.html"]
    assert [icon["type"] for icon in json.loads(site.files["manifest.webmanifest"])["icons"]] == ["image/svg+xml"]
    Image.new("RGB", (192, 192)).save(own / "icon-192.png")
    found = json.loads(made(tmp_path, overrides=tmp_path / "overrides").files["manifest.webmanifest"])["icons"]
    assert [icon["sizes"] for icon in found] == ["any", "192x192"]


def test_the_colour_around_a_page_is_that_of_the_page(tmp_path: Path) -> None:
    """By day and by night."""
    sheet = (THEME / "assets/microsite.css").read_text(encoding="utf-8")
    colours = dict(
        re.findall(r'<meta name="theme-color" content="(.*?)" media="\(prefers-color-scheme: (\w+)\)">', made(tmp_path).pages["index.html"])
    )
    assert [*colours] == re.findall(r"--paper: (#\w{6});", sheet)[:2] and [*colours.values()] == ["light", "dark"]
    assert json.loads(made(tmp_path).files["manifest.webmanifest"])["background_color"] == [*colours][0]


def test_an_archive_is_no_app(tmp_path: Path) -> None:
    """Of the site that it stands in, the newest session is."""
    site = made(tmp_path, archived_as="12")
    assert [name for name in site.files if "webmanifest" in name] == [] and 'rel="manifest"' not in site.pages["index.html"]
