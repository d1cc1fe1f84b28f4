"""A site in which every text means something to a browser, in a real one: nothing of it runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from microsite.model.fields import Prose, Title
from microsite.model.traverse import walk
from microsite.source.loading import load
from tests.browser.conftest import Visit
from tests.conftest import DATA, Built, in_languages, in_two_languages, mkdocs, project
from tests.strategies import NASTY

PARTS = ("", "agenda/", "take-part/", "webcast/", "prior-sessions/", "practical/", "accessibility/", "people/")


@pytest.fixture(scope="session")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The invented session with everything in it, each of its texts made a nasty one, and built by MkDocs."""
    folder = in_languages(project(tmp_path_factory.mktemp("nasty") / "project", DATA / "full.yml"), "en", "ar")
    path = folder / "data" / "session12.yml"
    data = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    given = load(path, docs=folder / "docs").session
    for number, (where, value) in enumerate(walk(given)):
        if not isinstance(value, Title | Prose) and where[-1:] not in (("symbol",), ("platform",)):
            continue
        *way, last = where
        parent = data
        for key in way:
            parent = parent[key]
        text = f"{NASTY[number % len(NASTY)]} {NASTY[(number * 7) % len(NASTY)]} n{number}"
        parent[last] = {code: text for code in parent[last]} if isinstance(parent[last], dict) else text
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    ran = mkdocs(folder)
    assert ran.returncode == 0, ran.stderr[-3000:]
    return Built(folder, load(path, docs=folder / "docs").session)


def listening(reader: Visit) -> Visit:
    """Counts a dialog, and what the policy stopped, among what went wrong."""
    reader.page.on("dialog", lambda dialog: (reader.wrong.append(f"dialog {dialog.message}"), dialog.dismiss()))
    reader.page.add_init_script(
        "document.addEventListener('securitypolicyviolation', event => console.error('breach of ' + event.violatedDirective))"
    )
    return reader


@pytest.mark.parametrize(
    "prefixes", [("", "ar/"), *(pytest.param((prefix,), marks=pytest.mark.slow) for prefix in ("", "ar/"))], ids=" ".join
)
def test_nothing_of_a_text_runs(visit: Callable, nasty: Built, prefixes: tuple[str, ...]) -> None:
    """No dialog, no mark of a script that ran, nothing in the console, no breach of the policy: as each page opens, searches and plays.
    Every second page is Arabic; `make fuzz` has all pages in both languages."""
    readers = [listening(visit(nasty, now="2026-05-05T06:30:00Z")) for _ in PARTS]
    for place, (reader, part) in enumerate(zip(readers, PARTS, strict=True)):
        reader.open(prefixes[place % len(prefixes)] + part)
    for reader in readers:  # all have been open while one was waited for
        reader.page.wait_for_load_state("networkidle")
        assert reader.page.locator("main h1, main h2").count() > 0
        assert (
            reader.page.evaluate(
                "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes]).filter(a => "
                "a.name.startsWith('on') || /^\\s*(javascript|data|vbscript):/i.test(a.value) && ['href', 'src'].includes(a.name)).length"
            )
            == 0
        )
    first, webcast = readers[0].page, readers[PARTS.index("webcast/")].page
    first.locator("[data-search]").click()
    first.locator("#_query").fill("alert")
    first.locator("#_search .results li").first.wait_for()
    webcast.locator("#player-d1-morning .play").click()
    for reader in readers:
        reader.page.wait_for_load_state("networkidle")
        assert reader.page.evaluate("window.planted") is None
        assert reader.wrong == []


def test_a_planted_breach_is_reported(visit: Callable, nasty: Built) -> None:
    """The ears of the test above hear: a style and a script that somebody plants are stopped, and said."""
    reader = listening(visit(nasty))
    page = reader.open("")
    page.evaluate("""() => { const script = document.createElement('script'); script.textContent = 'window.planted = 1'; document.body.append(script);
        document.body.insertAdjacentHTML('beforeend', '<p style="color: red">x</p>'); }""")
    page.wait_for_timeout(300)
    assert page.evaluate("window.planted") is None
    assert {wrong for wrong in reader.wrong if wrong.startswith("breach")} == {"breach of script-src-elem", "breach of style-src-attr"}


def test_a_table_in_a_text_is_aligned_by_the_stylesheet(visit: Callable, new_project: Callable[..., Path]) -> None:
    """Markdown puts a style on the columns of a table, which the policy would stop; ours get a class, on pages and in texts."""
    folder = in_two_languages(new_project(DATA / "minimal.yml"))
    table = "| a | b |\n|:-:|--:|\n| c | d |\n"
    (folder / "docs" / "visa.md").write_text(f"# Visa\n\n{table}", encoding="utf-8")
    data = folder / "data" / "session12.yml"
    with data.open("a", encoding="utf-8") as file:
        file.write(
            "newsletter:\n  id: letter\n  title: T\n  url: https://example.org/\n  text: |\n"
            + table.replace("|", "    |", 1).replace("\n|", "\n    |")
        )
    ran = mkdocs(folder)
    assert ran.returncode == 0, ran.stderr
    reader = visit(Built(folder, load(data).session))
    for part in ("visa/", "practical/"):
        page = reader.open(part)
        assert page.locator("td").evaluate_all("cells => cells.map(cell => getComputedStyle(cell).textAlign)") == ["center", "right"]
    assert reader.wrong == []
