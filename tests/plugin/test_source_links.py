"""On a preview, each block leads to its own line of the data file."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from microsite.model.fields import ALL_LANGUAGES, Prose
from microsite.model.traverse import walk
from microsite.render.without_server import opening_from_disk
from microsite.source.loading import load
from tests.conftest import DATA, LANGUAGES, Built, mkdocs

EDIT = "https://github.com/example/fork/edit/a-branch"


@pytest.fixture(scope="module")
def previewed(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """full.yml, built as a pull request's preview."""
    from tests.conftest import project

    folder = project(tmp_path_factory.mktemp("preview") / "project", DATA / "full.yml")
    ran = mkdocs(folder, EDIT_URL=EDIT)
    assert ran.returncode == 0, ran.stderr
    return Built(folder, load(DATA / "full.yml", docs=folder / "docs").session)


def test_the_form_comes_without_a_file_that_has_private_texts(previewed: Built) -> None:
    """On a pull request others may look at it; the editor opens a copy of their own."""
    settings = re.search(r'id="_settings">(.*?)</script>', (previewed.folder / "fr/edit/index.html").read_text(encoding="utf-8"))
    assert settings and json.loads(settings[1])["isOpen"] is False
    assert json.loads(settings[1])["editedAt"] == f"{EDIT}/data/session12.yml"
    assert not (previewed.folder / "edit/session.yml").exists()


def lines(built: Built, language: str) -> dict[int, list]:
    """The lines that the pages of a language lead to, and the links' parents."""
    found: dict[int, list] = {}
    for page in built.of(language):
        parents = {child: parent for parent in page.tree.iter() for child in parent}
        for link in page.tree.iter("a"):
            if "source-link" in (link.get("class") or "").split():
                number = re.fullmatch(re.escape(f"{EDIT}/data/session12.yml#L") + r"(\d+)", link.get("href"))
                assert number, link.get("href")
                found.setdefault(int(number[1]), []).append(parents[link])
    return found


@pytest.mark.parametrize(
    "language", [pytest.param(language, marks=() if language in ("ar", "zh") else pytest.mark.slow) for language in LANGUAGES]
)
def test_each_text_leads_to_its_line_in_its_language(previewed: Built, language: str) -> None:
    """Of every longer text: the line of the language shown, or of the source where it falls back."""
    source = load(DATA / "full.yml", docs=previewed.project / "docs")
    there = lines(previewed, language)
    for where, value in walk(source.session):
        if not isinstance(value, Prose) or where[-1] in ("message", "access_code") or where == ("agenda", "notes", "pending"):
            continue  # the last is shown with another status
        shown = value.find(language, source.session.source_language)[1]
        place = (*where, shown) if shown in value.root and shown != ALL_LANGUAGES else where
        assert source.positions[place][0] in there, place


@pytest.mark.parametrize("language", ["ar", *(pytest.param(language, marks=pytest.mark.slow) for language in ("zh", "en"))])
def test_each_block_leads_to_its_line(previewed: Built, language: str) -> None:
    """Items, sittings, days, people, calls, ways, sessions before, documents, recordings."""
    text = (previewed.project / "data" / "session12.yml").read_text(encoding="utf-8").split("\n")
    there = lines(previewed, language)
    articles = {element.get("id"): text[line - 1] for line, elements in there.items() for element in elements if element.get("id")}
    session = previewed.session
    for _, sitting, item in session.items():
        assert f"id: {item.id}" in articles[item.id]
        assert sitting is None or f"id: {sitting.id}" in articles[sitting.id]
    assert all(f"id: {call.id}" in articles[call.id] for call in session.calls)
    assert {text[line - 1].split(":")[0] for line in there} >= {"interpretation", "format", "number"}
    chapters = [line for line in there if "item: opening, at:" in text[line - 1]]
    assert len(chapters) == 1
    assert all(f"number: {prior.number}" in articles[f"session-{prior.number}"] for prior in session.prior_sessions)


def test_readers_see_nothing_of_it(full: Built) -> None:
    """No link to a line, and no file of the preview, on the published site; one way to report a mistake, which knows the page."""
    for page in (*full.of("ar"), *full.of("en")):
        assert "source-link" not in page.attributes("class") and "preview" not in page.source
        reports = [link for link in page.tree.iter("a") if "/issues/new" in (link.get("href") or "")]
        assert page.path.name == "404.html" or len(reports) == 1, page.path
        for link in reports:
            canonical = next(each.get("href") for each in page.tree.iter("link") if each.get("rel") == "canonical")
            assert link.get("href").endswith(f"/issues/new?template=mistake.yml&page={canonical.replace(':', '%3A')}")
    assert not list((full.folder / "assets").glob("preview.*"))


def test_a_preview_is_the_site_but_for_them(previewed: Built, full: Built) -> None:
    """What is reviewed is what will be published."""
    only_previews = r'<a class="source-link".*?</a>|\n<(link|script)[^>]*assets/preview[^>]*>(</script>)?|<p class="edit-link">.*?</p>'
    noindex = '<meta name="robots" content="noindex">'  # 404.html has it on both
    for name, page in previewed.pages.items():
        bare = re.sub(only_previews, "", page.source).replace(noindex, "")
        [(_, opening)] = opening_from_disk([(name, full.pages[name].source.encode())])
        assert isinstance(opening, bytes)
        published = re.sub(r'"offline": "[^"]*", ', "", opening.decode()).replace(noindex, "")  # what keeps pages keeps no previews
        assert re.sub(r"\s+", "", bare) == re.sub(r"\s+", "", published), name


def test_without_a_repository_the_line_is_told(new_project: Callable[..., Path]) -> None:
    """A project that is not on GitHub."""
    from microsite.localize.localizer import Localizer
    from microsite.plugin.source_links import source_links

    source = load(DATA / "minimal.yml")
    link = functools.partial(source_links(source, "data/a file.yml", ""), Localizer("en", "en"))
    line = source.positions[("dates",)][0]
    assert link(source.session.dates) == f'<span class="source-link" title="Written in data/a file.yml, line {line}">{line}</span>'
    assert link(None) == ""
