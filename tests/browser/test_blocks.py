"""Blocks of Markdown in free pages and beside data: every one that Material's documentation teaches, in three languages, in a browser."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from microsite.render.theme import THEME
from microsite.source.loading import load
from tests.browser.axe import violations
from tests.browser.test_layout import PAPER, WIDTHS, Report, faults, ready
from tests.conftest import DATA, Built, in_languages, mkdocs, project
from tests.render.test_site import prefix

pytestmark = pytest.mark.site

IN = ("en", "ar", "zh")
TEXT = "\n!!! note\n\n    A text beside the data.\n"


@pytest.fixture(scope="module")
def blocks(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A site with a free page that has every block, and with one beside the data of the practical information."""
    folder = in_languages(project(tmp_path_factory.mktemp("blocks") / "project", DATA / "minimal.yml"), *IN)
    for path in DATA.glob("blocks*"):
        shutil.copyfile(path, folder / "docs" / path.name)
    with (folder / "docs" / "practical.md").open("a", encoding="utf-8") as file:
        file.write(TEXT)
    ran = mkdocs(folder)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return Built(folder, load(DATA / "minimal.yml").session)


def choose(page: Page, number: int) -> None:
    """The tab of that number, of the first tabs."""
    page.locator(f"label[for=__tabbed_1_{number}]").click()


def test_no_element_has_a_style_of_its_own(blocks: Built) -> None:
    """The policy of the pages would stop it."""
    assert {name for name, page in blocks.pages.items() if page.attributes("style") or page.tree.findall(".//style")} == set()


def test_the_sheet_is_small_and_where_it_is_needed_alone(blocks: Built) -> None:
    """On the pages with blocks; compressed, it has less than 3 kB."""
    having = {name for name, page in blocks.pages.items() if any("blocks.css" in link for link in page.attributes("href"))}
    assert having == {f"{prefix(language)}{part}/index.html" for language in IN for part in ("blocks", "practical")}
    assert len(gzip.compress((THEME / "assets" / "blocks.css").read_bytes())) < 3000


def test_words_are_in_the_language_of_the_text(blocks: Built) -> None:
    """Where the text falls back to another language, its titles are in that one too."""
    wanted = {
        "en": ("Note", "Warning", "Quote", "Failure", "Back to note 1 in the text", "Done"),
        "ar": ("ملاحظة", "تحذير", "اقتباس", "فشل", "العودة إلى الحاشية 1 في النص", "أُنجز"),
        "zh": ("说明", "警告", "引文", "失败", "返回正文中的注1", "已完成"),
    }
    for language in IN:
        page = blocks.pages[f"{prefix(language)}blocks/index.html"]
        titles = [
            "".join(element.itertext())
            for element in page.tree.iter()
            if element.tag == "summary" or (element.tag == "p" and element.get("class") == "admonition-title")
        ]
        names = page.attributes("aria-label")
        assert {*wanted.get(language, wanted["en"])} <= {*titles, *names}, (language, titles, names)
    assert "ملاحظة" not in blocks.pages["ar/practical/index.html"].text  # the text is English, and marked so


@pytest.mark.parametrize(("language", "scheme", "tab"), [("ar", "dark", 3), pytest.param("en", "light", 2, marks=pytest.mark.slow)])
def test_no_axe_violations_and_nothing_blocked(visit: Callable, blocks: Built, language: str, scheme: str, tab: int) -> None:
    """In light and dark, with all details open and another tab chosen; no error, and no breach of the policy."""
    reader = visit(blocks, color_scheme=scheme)
    page = reader.open(f"{prefix(language)}blocks/", idle=True)
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
    choose(page, tab)
    assert violations(page, ".text") == []
    assert reader.wrong == [] and [url for url in reader.requests if not url.startswith(reader.base)] == []


@pytest.mark.parametrize("language", ["ar", *(pytest.param(language, marks=pytest.mark.slow) for language in ("zh", "en"))])
def test_no_fault_of_layout(visit: Callable, blocks: Built, language: str) -> None:
    """At three widths with each tab chosen, on the narrowest screen, in forced colours and on paper; `make fuzz` has English too."""
    page, report = visit(blocks).open(f"{prefix(language)}blocks/"), Report()
    ready(page)
    for width, number in ((320, 3), (360, 1), (768, 2), (1280, 3)):
        page.set_viewport_size({"width": width, "height": WIDTHS[width]})
        choose(page, number)
        report.add(f"{width}, tab {number}", faults(page))
    page.emulate_media(forced_colors="active")
    report.add("forced colours", faults(page))
    page.emulate_media(forced_colors="none", media="print")
    page.set_viewport_size(PAPER)
    report.add("paper", faults(page, without=("target",)))
    assert report.lines() == [], report


@pytest.mark.parametrize(("language", "following"), [("en", "ArrowRight"), ("ar", "ArrowLeft")])
def test_tabs_are_chosen_by_keyboard(visit: Callable, blocks: Built, language: str, following: str) -> None:
    """One stop of the Tab key, arrows in the direction of the script; what is focused shows it, and one content at a time."""
    page = visit(blocks).open(f"{prefix(language)}blocks/")
    contents, labels = page.locator(".tabbed-set").first.locator("> .tabbed-content"), page.locator(".tabbed-set").first.locator("> label")
    page.locator("details").last.locator("summary").focus()
    page.keyboard.press("Tab")
    for number in range(3):
        assert [contents.nth(each).is_visible() for each in range(3)] == [each == number for each in range(3)]
        assert labels.nth(number).evaluate("each => getComputedStyle(each).outlineStyle") == "solid"
        page.keyboard.press(following)
    assert contents.first.is_visible()
    boxes = [labels.nth(number).bounding_box()["x"] for number in range(3)]
    assert boxes == sorted(boxes, reverse=language == "ar")


def test_a_link_into_a_tab_shows_it(visit: Callable, blocks: Built) -> None:
    """Beside the one that is chosen: nothing that a search or a link leads to stays hidden."""
    page = visit(blocks).open("blocks/#lake")
    assert page.locator("#lake").is_visible() and page.locator("#__tabbed_1_1 + label + *").is_visible()


def test_paper_has_every_tab_below_its_label(visit: Callable, blocks: Built) -> None:
    """Those within tabs as well; and what details hide."""
    page = visit(blocks).open("blocks/")
    page.emulate_media(media="print")
    tops = page.evaluate("""[...document.querySelectorAll(".tabbed-set > label")].map((label) =>
      [label.getBoundingClientRect().bottom, label.nextElementSibling.getBoundingClientRect().top, label.nextElementSibling.offsetHeight])""")
    assert len(tops) == 5
    assert all(bottom <= top <= bottom + 40 and height > 0 for bottom, top, height in tops), tops
    assert page.locator("details table").is_visible()


def test_kinds_differ_without_colours(visit: Callable, blocks: Built) -> None:
    """By the rule beside them, which is at the side where lines begin: on the right in Arabic."""
    page = visit(blocks, forced_colors="active").open("ar/blocks/")
    rules = page.evaluate("""["note", "warning", "danger", "example"].map((kind) => {
      const { borderLeftWidth, borderRightWidth, borderRightStyle } = getComputedStyle(document.querySelector(`.admonition.${kind}`));
      return [borderLeftWidth, borderRightWidth, borderRightStyle].join(" ");
    })""")
    assert rules == ["0px 2px solid", "0px 4px solid", "0px 6px double", "0px 2px dashed"]


def test_code_is_left_to_right_in_arabic(visit: Callable, blocks: Built) -> None:
    """Its lines, their numbers and the name of the file; the text around it is not."""
    page = visit(blocks).open("ar/blocks/")
    for selector in (".highlight pre", ".highlight code", "p code.highlight", ".filename"):
        assert page.locator(selector).last.evaluate("each => getComputedStyle(each).direction") == "ltr", selector
    name, code = page.locator(".filename").bounding_box(), page.locator(".filename + pre .k").first.bounding_box()
    assert code["x"] < name["x"] + 60
    assert page.locator(".highlight + ol").first.evaluate("each => getComputedStyle(each).direction") == "rtl"


def test_annotations_are_lists(visit: Callable, blocks: Built) -> None:
    """Nothing of them is lost without Material's scripts: the numbers in the text, and the list below it."""
    page = visit(blocks, java_script_enabled=False).open("blocks/")
    assert page.locator(".annotate").inner_text() == "The zone (1) is that of the venue."
    assert page.locator(".annotate + ol, .highlight + ol").all_inner_texts() == ["The venue's time.", "Not that of your own clock."]
    assert page.locator(".annotate + ol > li").evaluate("each => getComputedStyle(each).listStyleType") == "decimal"
