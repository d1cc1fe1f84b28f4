"""The page on which the data file is changed in a form, in a real browser: what is written into the file, and nothing else."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from mkdocs.livereload import LiveReloadServer
from playwright.sync_api import Browser, Page, expect

from microsite.plugin.live_server import LiveServer
from microsite.render import content_security, edit_page
from microsite.render.assets import Assets
from microsite.render.built_site import write
from microsite.render.pages import Site
from microsite.source.loading import load
from tests.browser.axe import violations_by_kind
from tests.conftest import DATA
from tests.rendering import ENV, OPTIONS, localizer

FULL = (DATA / "full.yml").read_text(encoding="utf-8")


@dataclass
class Preview:
    """The page of a preview, and the file that it is about."""

    file: Path
    folder: Path
    address: str = ""
    server: LiveServer | None = None

    @property
    def text(self) -> str:
        return self.file.read_bytes().decode()


def preview(folder: Path, text: str, *, is_open: bool = True) -> Preview:
    """The page in English and Arabic for a data file of that text, as a preview has it."""
    file = folder / "data.yml"
    file.write_bytes(text.encode())
    session = load(DATA / "full.yml").session
    site = Site(OPTIONS.url, None, "en", preview=True, has_edit_page=True)
    data_file = edit_page.DataFile("data/full.yml", text.encode() if is_open else None, "https://example.org/edit/data/full.yml")
    assets = Assets(OPTIONS.theme, OPTIONS.accent)
    localizers = {language: localizer(session, language) for language in ("en", "ar")}
    files = edit_page.edit_files(data_file, site, session, localizers, assets, content_security.policy(session), ENV)
    for made in (files, assets.files(preview=True)):
        for _ in write(made, folder / "served" / "sub"):
            pass
    return Preview(file, folder / "served")


@pytest.fixture
def local(tmp_path: Path) -> Iterator[Preview]:
    """As `mkdocs serve` has it, without a build."""
    found = preview(tmp_path, FULL)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = LiveReloadServer(lambda: None, "127.0.0.1", port, str(found.folder / "sub"), mount_path="/sub/")
    live = LiveServer(lambda error: None)
    live.attach(server)
    live.follow(found.file, "data/full.yml", DATA)
    threading.Thread(target=server.serve, daemon=True).start()
    yield replace(found, address=f"http://127.0.0.1:{port}/sub/", server=live)
    server.shutdown()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page; in the end nothing went wrong on any, the policy held among it."""
    wrong: list[str] = []
    contexts = []

    def start(address: str, **options: Any) -> Page:
        contexts.append(browser.new_context(**options))
        contexts[-1].set_default_timeout(10_000)
        page = contexts[-1].new_page()
        page.on(
            "console", lambda message: message.type in ("error", "warning") and "409" not in message.text and wrong.append(message.text)
        )
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(address)
        return page

    yield start
    for each in contexts:
        each.close()
    assert wrong == []


def opened(page: Page, *names: str) -> None:
    """Open parts by their first lines, one below the other."""
    for name in names:
        line = page.locator("summary").filter(has_text=name).last
        inner = line.element_handle().evaluate_handle("line => line.parentElement")
        line.focus()
        page.keyboard.press("Enter")
        page.wait_for_function("inner => inner.childElementCount > 1", arg=inner)


def downloaded(page: Page) -> str:
    with page.expect_download() as found:
        page.get_by_role("button", name="Download").click()
    return found.value.path().read_bytes().decode()


def test_what_is_changed_is_written_and_nothing_else(local: Preview, open_page: Callable[..., Page]) -> None:
    """A title, an item moved by keyboard, a new person: these lines of the file, and no other."""
    page = open_page(f"{local.address}edit/", viewport={"width": 1280, "height": 900})
    problems = page.locator(".to-fix li")
    expect(problems).to_have_count(7)  # the rules of `microsite check`
    assert downloaded(page) == FULL

    opened(page, "What it is")
    page.locator("#f-title-fr").fill("Voix en prêt")
    opened(page, "Agenda", "Agenda", "Days (", "2026-03-10", "Sittings (", "14:00", "Items (")
    down = page.get_by_role("button", name=re.compile("^Move 15:30 .* tools down$"))
    down.focus()
    page.keyboard.press("Enter")
    expect(down).to_be_focused()
    page.keyboard.press("Enter")
    expect(problems).to_have_count(8)  # the hours are not in order now
    page.keyboard.press("Enter")  # the last can only go up, and that has the focus
    expect(problems).to_have_count(7)
    opened(page, "Speakers", "People (")
    people = page.locator("summary").filter(has_text="People (").last
    count = int(re.sub(r"\D", "", people.inner_text()))
    short = page.get_by_label("Short name")
    short.fill("王芳")
    page.keyboard.press("Enter")
    assert short.evaluate("each => each.validationMessage") == "Write letters from a to z, digits and hyphens."
    short.fill("Ngozi Ábara")
    page.keyboard.press("Enter")  # the short name is made of the name
    expect(page.locator("#f-people-ngozi-abara-name-en")).to_have_value("Ngozi Ábara")
    expect(people).to_contain_text(f"People ({count + 1})")
    assert "`" not in "".join(page.locator(".help").all_inner_texts()), "it is shown as code"
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_have_text("Saved")

    title = '  fr: "Voix en prêt : archives sonores, droits et nouvelles machines"\n'
    items = re.split(r"(?m)^(?= {12}- id: )", FULL)
    tools, lending = (next(item for item in items if item.startswith(f"            - id: {name}")) for name in ("tools", "lending"))
    expected = FULL.replace(title, '  fr: "Voix en prêt"\n', 1).replace(tools + lending, lending + tools, 1)
    assert local.text.replace("\n  ngozi-abara:\n    name: Ngozi Ábara", "", 1) == expected
    session = load(local.file, docs=DATA).session
    assert [item.id for item in session.agenda.days[0].sittings[1].items] == ["panel-rights", "lending", "tools", "round-table"]
    assert [*session.people][-1] == "ngozi-abara"


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written_over(local: Preview, open_page: Callable[..., Page]) -> None:
    """What is typed wrong is said at its field; short names and ids come from names and titles; what was changed elsewhere meanwhile is not
    written over."""
    page = open_page(f"{local.address}edit/")
    opened(page, "When and where", "Hours")
    page.locator("#f-hours-end").fill("08:00")
    expect(page.locator(".to-fix")).to_contain_text("hours.end")
    expect(page.locator("#f-hours-end")).to_have_attribute("aria-invalid", "true")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".to-fix")).not_to_contain_text("hours.end")
    opened(page, "Dates")
    start = page.locator("#f-dates-start")
    start.focus()
    page.keyboard.type("02302026")
    start.blur()
    problem = page.locator("#f-dates-start-problem")
    expect(problem).to_have_text("There is no such date or time. What was there is kept.")
    expect(page.locator(".to-fix > p")).to_contain_text("To be fixed: 1 · To be looked at: 7")
    assert downloaded(page) == FULL, "the day that was there is kept"
    page.locator("#f-hours-end").fill("08:00")
    expect(page.locator(".to-fix")).to_contain_text("hours.end")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_have_text("Saved. The site stays as it was until what is wrong is mended.")

    opened(
        page,
        "Agenda",
        "Agenda",
        "Days (",
        "2026-03-10",
        "Sittings (",
        "14:00",
        "Items (",
        "14:00 · Panel 2",
        "People (",
        "· mansour",
    )
    items = "#f-agenda-days-0-sittings-1-items"
    person = page.locator(f"{items}-0-people-0-person")
    person.fill("keller jürg")
    person.blur()
    expect(person).to_have_value("keller")
    page.locator(f"{items}-add").click()
    new = page.locator(f"{items}-4")
    new.locator("details.adding > summary").first.click()
    new.get_by_role("button", name="Title").click()
    page.keyboard.type("Tea, and more talk")
    page.keyboard.press("Tab")
    expect(page.locator(f"{items}-4-id")).to_have_value("tea-and-more-talk")

    page.locator("#f-zone").fill("Europe/Zurich")
    local.file.write_text(f"{FULL}# mine\n", encoding="utf-8")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("data/full.yml was changed meanwhile")
    assert local.text == f"{FULL}# mine\n"


def test_a_file_that_cannot_be_read_is_mended_in_its_text(local: Preview, open_page: Callable[..., Page]) -> None:
    """Of such a file no empty form is shown, which would look like a loss, but its text, at the line that is wrong; a server that is gone is
    told in words; and what is typed after a save is undone without it. What the last save had wrong is told once, as it is now."""
    assert local.server
    local.server.error_text = "1 error; nothing was published:\ndata/full.yml:159:7: error: the text has a colon and a space in it"
    local.file.write_text(FULL.replace("zone: Asia/Kathmandu", "zone: Asia: Kathmandu", 1), encoding="utf-8")
    page = open_page(f"{local.address}edit/")
    expect(page.locator("#f-title-en")).to_have_count(0)
    expect(page.locator(".sections")).to_be_hidden()
    expect(page.locator(".problems")).to_have_count(0)
    selected = "each => each.value.slice(each.selectionStart, each.selectionEnd)"
    text = page.locator("#_text")
    page.get_by_role("button", name="agenda.days[2].sittings[0].items[0].title.en").click()
    assert "<b>" in text.evaluate(selected)
    page.get_by_role("button", name="line 159").click()
    assert text.evaluate(selected) == "zone: Asia: Kathmandu                       # UTC+5:45 all year"
    assert text.evaluate("each => each.scrollTop > 0 && each.scrollTop < each.scrollHeight / 8"), "it is in sight"
    page.keyboard.type("zone: Asia/Kathmandu")
    text.blur()
    expect(page.locator(".sections")).to_be_visible()
    opened(page, "What it is")
    title = page.locator("#f-title-fr")
    title.fill("Voix")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_have_text("Saved")
    title.fill("Voix en prêt")
    title.blur()
    page.get_by_role("button", name="Undo").click()
    expect(title).to_have_value("Voix")
    page.route("**/edit/file", lambda route: route.fulfill(body=""))
    title.fill("Voix en prêt")
    title.blur()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_have_text("The preview does not answer. Start it again, or download the text.")
    page.unroute("**/edit/file")


def test_elsewhere_the_schema_checks_and_the_file_is_handed_out(
    tmp_path: Path, serve: Callable[[Path], str], open_page: Callable[..., Page]
) -> None:
    """On a preview without a server, on a phone, dark, in Arabic: a language that is emptied goes with its key; nothing typed is nothing
    written; and axe finds nothing."""
    found = preview(tmp_path, FULL)
    address = serve(found.folder / "sub")
    page = open_page(f"{address}ar/edit/", viewport={"width": 360, "height": 800}, color_scheme="dark")
    for number in (0, -2):
        page.locator(".section > summary").nth(number).click()
    page.locator(".adding summary").first.click()
    assert violations_by_kind(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    title = page.locator("#f-title-ar")
    assert title.evaluate("each => getComputedStyle(each).direction") == "rtl"
    title.fill("")
    title.blur()
    page.locator("#f-source_language").fill("EN")
    expect(page.locator(".to-fix li")).to_have_count(1)
    expect(page.locator(".to-fix li")).to_contain_text("source_language")
    page.locator("#f-source_language").fill("en")
    expect(page.locator(".to-fix li")).to_have_count(0)
    expect(page.locator(".to-fix > p")).to_contain_text("أما محتواه")  # of which nothing is known here
    with page.expect_download() as download:
        page.locator(".bar button").first.click()
    gone = [line for line in FULL.splitlines() if line not in download.value.path().read_text(encoding="utf-8").splitlines()]
    assert gone == ['  ar: "أصوات مُعارة: الأرشيفات الصوتية والحقوق والآلات الجديدة"']


SMALL = """\
a: 1 # why
b: {c: d, e: [x, y]}
# people
l:
  - {id: p, t: q}
  - {id: r}
m:
  - x: 1
    y: 2
  # of the second
  - x: "3"
t: |
  para

  two
v: []
"""
CHANGES: list[tuple[list[Any], str, str]] = [
    (["withValue", ["a"], "2: 3"], "a: 1 #", 'a: "2: 3" #'),
    (["withValue", ["a"], {"en": "x", "fr": "y"}], "a: 1 # why\n", "a: # why\n  en: x\n  fr: y\n"),
    (["withValue", ["a"], "no: 1\n\n- two"], "a: 1 # why", ""),
    (["withValue", ["b", "c"], "d, e"], "c: d", 'c: "d, e"'),
    (["withValue", ["b", "z"], "1\n\n2"], "y]}", 'y], z: "1\\n\\n2"}'),
    (["withValue", ["b", "e", 2], "z"], "y]", "y, z]"),
    (["withValue", ["l", 2, "id"], "new"], "{id: r}\n", "{id: r}\n  - {id: new}\n"),
    (["withValue", ["m", 1, "w"], "4", ["w", "x"]], '"3"\n', '"3"\n    w: 4\n'),
    (["withValue", ["m", 0, "z", "en"], "4", ["x", "z", "y"]], "x: 1\n", "x: 1\n    z:\n      en: 4\n"),
    (["withValue", ["m", 1, "x"], 'it "is"'], '"3"', '"it \\"is\\""'),
    (["withValue", ["t"], "one\n\nthree"], "para\n\n  two", "one\n\n  three"),
    (["withValue", ["v", 0, "id"], "x"], "v: []\n", "v:\n  - id: x\n"),
    (["withValue", ["w", "x"], "1"], "v: []\n", "v: []\n\nw:\n  x: 1\n"),
    (["withoutValue", ["b", "c"]], "{c: d, ", "{"),
    (["withoutValue", ["b", "e", 1]], "x, y", "x"),
    (["withoutValue", ["l", 1, "id"]], "  - {id: r}\n", ""),
    (["withoutValue", ["m", 0, "x"]], "x: 1\n    y", "y"),
    (["withExchanged", ["b", "e"], 0], "x, y", "y, x"),
    (
        ["withExchanged", ["m"], 0],
        '  - x: 1\n    y: 2\n  # of the second\n  - x: "3"\n',
        '  # of the second\n  - x: "3"\n  - x: 1\n    y: 2\n',
    ),
]


def test_a_change_keeps_every_byte_around_it(tmp_path: Path, serve: Callable[[Path], str], open_page: Callable[..., Page]) -> None:
    """Comments, quotes, braces, blocks and ends of lines; a change that can't be written so is refused (here: paragraphs and a comment)."""
    found = preview(tmp_path, FULL)
    page = open_page(f"{serve(found.folder / 'sub')}assets/edit.css")
    for ends in ("\n", "\r\n"):
        text = SMALL.replace("\n", ends)
        asked = [change for change, _, _ in CHANGES]
        script = "([text, asked]) => import('./edit-text.js').then((ours) => asked.map(([name, ...more]) => ours[name](text, ...more)))"
        for (change, old, new), written in zip(CHANGES, page.evaluate(script, [text, asked]), strict=True):
            wanted = SMALL.replace(old, new, 1).replace("\n", ends) if new or change[0] != "withValue" else None
            assert old in SMALL and written == wanted, change
