"""`render.build`: what it says of the pages it made."""

from __future__ import annotations

import dataclasses
import html
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import jinja2
import pytest

from microsite.localize import catalogues, ordinals, po
from microsite.localize.catalogues import GENERAL
from microsite.localize.localizer import Localizer
from microsite.render import build as render
from microsite.render import compiled_templates, icons, installed
from microsite.source.loading import load
from tests.conftest import DATA
from tests.rendering import OPTIONS, languages


def test_fallbacks_are_counted_and_told(tmp_path: Path) -> None:
    """A page says how many of its texts are in the source language, and tells its readers if there are any."""
    data = tmp_path / "session.yml"
    text = (DATA / "minimal.yml").read_text(encoding="utf-8")
    data.write_text(f"{text}about: {{en: Three days., fr: Trois jours.}}\nadmission: {{en: By invitation.}}\n", encoding="utf-8")
    site = render.build(load(data).session, languages(["en", "fr"]), OPTIONS)
    found = {
        result.page.path: (result.fallback_count, "n’ont pas encore été traduits" in html.unescape(result.html).replace("\u00a0", " "))
        for result in site.results
    }
    assert not any(count for path, (count, _) in found.items() if not path.startswith("fr/"))
    assert (found["fr/take-part/"][0], found["fr/"][0]) == (1, 2)  # who may attend; and the session's title, written once
    notices = [path for path, (count, told) in found.items() if told]
    assert notices == [path for path, (count, _) in found.items() if count]


def put_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGE: dict[str, Callable[[Path], object]] = {
    "emptied": lambda path: path.write_bytes(b""),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:-20]),
    "cut in its head": lambda path: path.write_bytes(path.read_bytes()[:40]),
    "one byte changed": lambda path: path.write_bytes(path.read_bytes()[:-200] + b"\xff" + path.read_bytes()[-199:]),
    "another's": lambda path: path.write_bytes(max(path.parent.iterdir()).read_bytes()),
    "text": lambda path: path.write_text("<<<<<<< HEAD", encoding="utf-8"),
    "a folder": put_folder,
}


@pytest.fixture(scope="module")
def nothing_installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """As where the package's own templates were not compiled when it was installed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiled_templates, "TEMPLATES", tmp_path_factory.mktemp("installed"))
        yield


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory, nothing_installed: None) -> tuple[Path, list[str]]:
    """The templates that a build has compiled, and its pages."""
    folder = tmp_path_factory.mktemp("compiled")
    options = dataclasses.replace(OPTIONS, compiled_templates=folder)
    return folder, [result.html for result in render.build(load(DATA / "minimal.yml").session, languages(["en"]), options).results]


def forget() -> None:
    """As a new process begins."""
    for each in (catalogues._cached_contents, catalogues._layered, ordinals._word, ordinals._words):
        each.cache_clear()


def test_what_was_made_at_installation_is_used(compiled: tuple[Path, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first build compiles none, parses no catalogue and no rules, draws no icon, and is the same."""
    monkeypatch.setattr(compiled_templates, "TEMPLATES", tmp_path / "installed")
    monkeypatch.setattr(catalogues, "COMPILED", tmp_path / "catalogues")
    monkeypatch.setattr(ordinals, "KEPT", tmp_path / "ordinals")
    monkeypatch.setattr(icons, "KEPT", tmp_path / "icons")
    forget()
    installed.make()
    forget()
    for module, name in ((jinja2.Environment, "compile"), (po, "read"), (ordinals, "_engine"), (icons, "_drawn")):
        monkeypatch.setattr(module, name, lambda *arguments, **more: pytest.fail("made again"))
    assert Localizer("ru", "en", catalogues=GENERAL).session_name(12) == "Двенадцатая сессия"
    assert len(catalogues.contents(GENERAL / catalogues.WORDS_POT).lines) > 100
    options = dataclasses.replace(OPTIONS, compiled_templates=tmp_path / "own")
    again = render.build(load(DATA / "minimal.yml").session, languages(["en"]), options)
    assert [result.html for result in again.results] == compiled[1] and not [*(tmp_path / "own").glob("*/*")]


@pytest.mark.parametrize("name", [each if each == "one byte changed" else pytest.param(each, marks=pytest.mark.slow) for each in DAMAGE])
def test_damaged_compiled_templates_are_compiled_anew(compiled: tuple[Path, list[str]], tmp_path: Path, name: str) -> None:
    """Whatever has happened to the files in which they are kept: pages are the same, and so are the files afterwards."""
    folder = shutil.copytree(compiled[0], tmp_path / "compiled")
    session, options = load(DATA / "minimal.yml").session, dataclasses.replace(OPTIONS, compiled_templates=folder)
    kept = {path: path.read_bytes() for path in folder.glob("*/*")}
    for path in kept:
        DAMAGE[name](path)
    second = render.build(session, languages(["en"]), options)
    assert [result.html for result in second.results] == compiled[1] and len(kept) > 10
    assert {path: path.read_bytes() for path in folder.glob("*/*") if path.is_file()} == ({} if name == "a folder" else kept)
