"""Faults of layout that were seen once, each as a rule about its whole kind, on a session in which everything is there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import open_all
from tests.conftest import DATA, Built, in_languages, mkdocs, project
from tests.render.test_site import prefix

LIVE = "2026-03-10T06:00:00Z"  # 11:45 in Kathmandu, in the middle of an item of no room
AFTERNOON = "2026-03-10T08:45:00Z"  # 14:30, in the middle of one in the main hall

RECT = "const rect = (e) => { const r = document.createRange(); r.selectNodeContents(e); return r.getBoundingClientRect(); };"
"""The box of an element's text, whatever the element's own width."""


def rects(page: Page, selector: str) -> list[tuple[str, int]]:
    """Text and number of boxes (lines, for what is inline) of each element that is shown."""
    return page.locator(selector).evaluate_all(
        "all => all.filter(e => e.checkVisibility()).map(e => [e.textContent, e.getClientRects().length])"
    )


@pytest.fixture(scope="module")
def own_page(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A site with a page of the host's own: a wide picture, a wide table, a long line of code."""
    folder = in_languages(project(tmp_path_factory.mktemp("own") / "project", DATA / "minimal.yml"), "en", "ar")
    (folder / "docs" / "wide.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="2400" height="600"/>', encoding="utf-8")
    row = (
        "| Côte d’Ivoire | 12,500 francs | Embassy, Donaudampfschifffahrtsgesellschaftsstraße 12 | fourteen days | with the invitation |\n"
    )
    table = "| Country | Fee | Where to apply | Days | Remarks |\n|---|--:|---|---|---|\n" + row * 2
    (folder / "docs" / "visa.md").write_text(
        f"---\ntitle: Visa\n---\nText.\n\n![Map](wide.svg)\n\n{table}\n## Code\n\n```\n{'curl --silent ' * 30}\n```\n", encoding="utf-8"
    )
    ran = mkdocs(folder)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return Built(folder, None)


# ── the agenda ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("width", [640, pytest.param(1280, marks=pytest.mark.slow)])
def test_items_fill_the_width_of_their_column(visit: Callable, full: Built, width: int) -> None:
    """An opened item's text takes what its time leaves, up to a line that reads well, whether the item has a room or not."""
    page = visit(full, width=width).open("agenda/")
    open_all(page)
    found = page.locator(":not(td) > .item .body").evaluate_all(
        """all => all.map(body => [body.closest(".item"), body])
            .map(([item, body]) => [item.id, Math.round(item.getBoundingClientRect().right - body.getBoundingClientRect().right), body.clientWidth])"""
    )
    assert len(found) > 8
    assert [(name, gap, wide) for name, gap, wide in found if gap and wide < 700 or wide < 400] == []


@pytest.mark.parametrize("language", ["ar", *(pytest.param(language, marks=pytest.mark.slow) for language in ("en", "zh"))])
def test_documents_of_a_speaker_stand_in_a_line(visit: Callable, full: Built, language: str) -> None:
    """Title, languages and what stands between them are one line of text, not cells of the list of people."""
    page = visit(full).open(f"{prefix(language)}agenda/")
    open_all(page)
    lines = page.locator("#orlova-paper").evaluate(
        "e => [getComputedStyle(e).display, Math.round(e.offsetHeight / parseFloat(getComputedStyle(e).lineHeight))]"
    )
    assert lines == ["list-item", 1]


def test_what_is_on_is_marked(visit: Callable, full: Built) -> None:
    """The word stands on the rule of the item, not under it, and the bar is to be seen in items with a room too."""
    reader = visit(full, now=LIVE)
    page = reader.open("agenda/")
    page.locator("#_now").scroll_into_view_if_needed()
    top = page.locator("#_now span").evaluate(
        "e => { const r = e.getBoundingClientRect(); return document.elementFromPoint(r.left + 5, r.bottom - 3) === e }"
    )
    assert top
    for moment, item in ((LIVE, "panel-voices"), (AFTERNOON, "panel-rights")):
        reader.at(moment)
        bar = page.locator(f"#{item}").evaluate(
            "e => { const s = getComputedStyle(e, '::before'); return [s.visibility, s.content, s.borderInlineStartWidth] }"
        )
        assert bar == ["visible", '""', "4px"], item


def test_in_forced_colours_one_thing_is_marked(visit: Callable, full: Built) -> None:
    """The day and the recording that are looked at have a bar, and others none: what is transparent is painted then."""
    page = visit(full, now=LIVE, forced_colors="active").open("agenda/#day-2026-03-11")
    barred = """all => all.filter(e => { const s = getComputedStyle(e), paper = getComputedStyle(document.documentElement).backgroundColor;
        return ["Bottom", "Left"].some((side) => s[`border${side}Width`] !== "0px" && s[`border${side}Color`] !== paper) })
        .map(e => e.innerText.trim())"""
    page.locator(".days-bar [aria-current]").wait_for()
    assert page.locator(".days-bar :is(a, button):visible").evaluate_all(barred) == ["Wed 11"]
    page = visit(full, now=LIVE, forced_colors="active").open("webcast/")
    assert page.locator(".recording:visible").evaluate_all(barred) == ["Watch live"]


def test_on_paper_what_is_said_of_an_item_stands_apart(visit: Callable, full: Built) -> None:
    """Kind, room and track, and from where it was moved, are no sentence: between two of them is more than a blank."""
    page = visit(full, width=658).open("agenda/")
    page.emulate_media(media="print")
    gaps = page.locator(".row > :is(.labels, .change)").evaluate_all(
        """all => all.flatMap(row => [...row.children].filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect())
            .flatMap((box, index, boxes) => index && box.top < boxes[index - 1].bottom - 4 ? [box.left - boxes[index - 1].right] : []))"""
    )
    assert len(gaps) > 8 and min(gaps) > 8


@pytest.mark.parametrize("language", ["en", *(pytest.param(language, marks=pytest.mark.slow) for language in ("ar", "zh"))])
def test_the_word_on_the_rule_covers_nothing_above_it(visit: Callable, full: Built, language: str) -> None:
    """A break before what is on is a short row, which ends just above the rule: on a phone with its title, else with the reader's date."""
    reader = visit(full, now=LIVE, zone="America/Los_Angeles", width=360)
    reader.page.add_init_script("localStorage.setItem('clock', 'mine')")
    page = reader.open(f"{prefix(language)}agenda/")
    for width in (360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        covered = page.evaluate(
            f"""() => {{ {RECT}
              const label = document.querySelector("#_now span").getBoundingClientRect(), beside = document.dir === "rtl" ? "right" : "left";
              return Math.max(...[...document.querySelectorAll("#break-1 :is(.title, .other-day)")].map(rect)
                .filter((box) => Math.abs(box[beside] - label[beside]) < 20).map((box) => box.bottom - label.top)) }}"""
        )
        assert covered < 3, width  # what a line has below its letters


@pytest.mark.parametrize(("language", "width"), [("en", 320), ("zh", 768), pytest.param("ar", 390, marks=pytest.mark.slow)])
def test_short_words_are_in_one_piece(visit: Callable, full: Built, language: str, width: int) -> None:
    """How somebody takes part, and the time of a chapter, are never broken into two."""
    reader = visit(full, width=width)
    page = reader.open(f"{prefix(language)}agenda/")
    open_all(page)
    found = rects(page, ".mode") + rects(reader.open(f"{prefix(language)}webcast/"), ".at, .clocks")
    assert len(found) > 15
    assert [text for text, pieces in found if pieces != 1] == []
    pieces = reader.page.locator(".at").evaluate_all(
        "all => all.map(e => { const r = document.createRange(); r.selectNodeContents(e); return r.getClientRects().length })"
    )
    assert pieces == [1] * 6


def test_fallback_in_a_list_stays_beside_its_bullet(visit: Callable, full: Built) -> None:
    """An English question in an Arabic list begins where the others end: at the right, by the bullet; and so beside a label."""
    page = visit(full).open("ar/agenda/")
    script = (
        "items => "
        f"{{ {RECT} return items.map(item => Math.round(item.getBoundingClientRect().right - rect(item.querySelector('p')).right)) }}"
    )
    edges = page.locator("#panel-voices .questions li").evaluate_all(script)
    assert len(edges) == 3 and max(edges) <= 2
    edges = page.goto(page.url.replace("agenda/", "take-part/")) and page.locator("#onsite dd:has([lang=en])").evaluate_all(script)
    assert len(edges) == 1 and max(edges) <= 2


BASELINES = """selector => {
  const baseline = (e) => {
    const first = [...e.querySelectorAll("*")].find((child) => child.checkVisibility() && [...child.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) ?? e;
    const text = [...first.childNodes].find((node) => node.nodeType === 3 && node.data.trim());
    const mark = first.insertBefore(document.createElement("span"), text);
    mark.style.cssText = "display: inline-block; width: 0; height: 0";
    const { bottom } = mark.getBoundingClientRect();
    mark.remove();
    return bottom;
  };
  const rows = [...document.querySelectorAll(selector)].map((row) => [...row.children].filter((e) => e.checkVisibility() && e.textContent.trim()));
  return rows.filter((cells) => cells.length === 2).map(([one, other]) => Math.abs(baseline(one) - baseline(other)));
}"""


@pytest.mark.parametrize("language", ["ar", *(pytest.param(language, marks=pytest.mark.slow) for language in ("zh", "en"))])
def test_both_columns_stand_on_one_line(visit: Callable, full: Built, language: str) -> None:
    """A time and its title, a speaker's part and name, a label and what it is of: their letters differ in size and face. (`make fuzz`
    has English too.)"""
    reader, found = visit(full, width=1280), {}
    for part, selectors in (
        ("agenda/", (".kind-break .row", ".people > li")),
        ("take-part/", (".path > div",)),
        ("practical/", (".facts > div",)),
    ):
        page = reader.open(prefix(language) + part)
        open_all(page)
        found |= {selector: page.evaluate(BASELINES, selector) for selector in selectors}
    assert all(each for each in found.values()), found
    assert {selector: max(each) for selector, each in found.items() if max(each) > 1} == {}


def test_a_label_is_nearer_to_what_it_is_of(visit: Callable, full: Built) -> None:
    """Than to what stands above it."""
    reader = visit(full)
    for part in ("agenda/", "webcast/"):
        page = reader.open(part)
        gaps = page.locator("p.label").evaluate_all(
            f"""all => {{ {RECT} return all.filter(e => e.previousElementSibling).map(e => [e.textContent, rect(e).top - rect(e.previousElementSibling).bottom, rect(e.nextElementSibling).top - rect(e).bottom]) }}"""
        )
        assert len(gaps) > 1
        assert [each for each in gaps if each[2] >= each[1]] == []


def test_a_sitting_without_items_is_hidden(visit: Callable, full: Built) -> None:
    """Where what is looked for is in none of its items, no heading is left behind, and a day without any says so."""
    page = visit(full).open("agenda/?words=listeners")
    page.locator(".found:not(:empty)").wait_for()
    assert page.locator("#d1-morning").is_visible() and page.locator("#d1-afternoon").is_hidden()
    assert page.locator(".day:has(#day-2026-03-11) .nothing").is_visible() and page.locator(".nothing").count() == 1


@pytest.mark.parametrize(
    ("language", "width"),
    [("fr", 320), ("ar", 360), *(pytest.param(*each, marks=pytest.mark.slow) for each in (("en", 360), ("es", 640)))],
)
def test_the_agenda_at_a_glance_has_straight_columns(visit: Callable, full: Built, language: str, width: int) -> None:
    """All titles of a day begin below one another, beside the hours and beside “All day”; what is cancelled says so at its title;
    a date in a heading is not broken where its line has room for it."""
    page = visit(full, width=width).open(prefix(language))
    lists = page.locator("ol.brief").evaluate_all(
        "all => all.map(list => [...new Set([...list.querySelectorAll('li a')].map(a => { const r = "
        "a.getClientRects()[0]; return Math.round(document.dir === 'rtl' ? r.right : r.left) }))])"
    )
    assert len(lists) == 3 and {len(each) for each in lists} == {1}
    gap = page.locator(".brief .cancelled").evaluate(
        "e => { const [a, b] = [...e.querySelectorAll('a, strong')].map(x => x.getBoundingClientRect()); "
        "return b.top > a.bottom - 9 ? 0 : Math.max(a.left - b.right, b.left - a.right) }"
    )
    assert gap < 30
    lines = page.locator("#agenda-in-brief ~ h3 > .whole").evaluate_all(
        "all => all.map(e => Math.round(e.offsetHeight / parseFloat(getComputedStyle(e).lineHeight)))"
    )
    assert lines == [1] * 3


def test_a_day_without_items_says_so_beside_its_hours(visit: Callable, twelfth: Built) -> None:
    page = visit(twelfth).open("agenda/")
    hours, words = page.locator(".on-day .clocks").first.bounding_box(), page.locator(".on-day .to-come").first.bounding_box()
    assert 0 < words["x"] - hours["x"] - hours["width"] < 30


# ── times ────────────────────────────────────────────────────────────────────────────────────────────────────────────

# The text box of Noto and its like reaches a quarter of the letters' size below the line; digits stand on the line.
NOTES = """() => [...document.querySelectorAll(".other-day")].filter((e) => e.checkVisibility()).map((note) => {
  const row = note.closest("li, .item, .hours, .on-day, h2, h3"), clock = note.parentElement.querySelector(".clocks");
  const size = parseFloat(getComputedStyle(clock).fontSize), a = clock.getBoundingClientRect(), b = note.getBoundingClientRect(), room = row.getBoundingClientRect();
  const right = getComputedStyle(note.parentElement).direction === "rtl";
  const line = clock.lastElementChild.getBoundingClientRect();
  const below = b.top >= line.bottom - 0.3 * size, beside = right ? a.left - b.right : b.left - a.right;
  const from = (box) => Math.round(right ? box.right - b.right : b.left - box.left);
  return [row.id || row.textContent.trim().slice(0, 30), below ? from(room) && from(a) : beside >= 4 ? 0 : "touches",
    b.bottom <= room.bottom + 12 && b.left >= 0 && b.right <= innerWidth];
}).filter(([, place, inside]) => place !== 0 || !inside)"""


@pytest.mark.parametrize(
    ("language", "width"),
    [
        *(("ar", 390), ("ru", 320)),
        *(pytest.param(*each, marks=pytest.mark.slow) for each in (("zh", 768), ("en", 320), ("ar", 1280))),
    ],
)
def test_the_reader_s_date_stands_clear_of_the_time(visit: Callable, full: Built, language: str, width: int) -> None:
    """Under the time and flush with where it or its line begins, on the right in Arabic, or beside it with a gap; `make fuzz` has three more
    views."""
    reader = visit(full, now=LIVE, zone="America/Los_Angeles", width=width)
    reader.page.add_init_script("localStorage.setItem('clock', 'mine')")
    for part in ("", "agenda/", "webcast/"):
        page = reader.open(prefix(language) + part)
        assert page.locator(".other-day").count() > 2
        assert page.evaluate(NOTES) == [], part


@pytest.mark.parametrize(("part", "selector"), [("", "li.cancelled"), ("agenda/", ".item.cancelled")])
def test_hours_of_what_is_cancelled_are_struck_out(visit: Callable, full: Built, part: str, selector: str) -> None:
    """The hours and the title, and not the date beside the hours alone."""
    reader = visit(full, now=LIVE, zone="Pacific/Pago_Pago")
    reader.page.add_init_script("localStorage.setItem('clock', 'mine')")
    struck = (
        reader.open(part)
        .locator(selector)
        .first.evaluate(
            """row => [".clocks", "a, .title", ".other-day"].map(name => {
          let e = row.querySelector(name), own = getComputedStyle(e).textDecorationLine;
          while (e !== row && getComputedStyle(e).display !== "inline-block") { e = e.parentElement; own += getComputedStyle(e).textDecorationLine }
          return own.includes("line-through");
        })"""
        )
    )
    assert struck == [True, True, False]


def test_a_zone_takes_no_more_room_than_it_needs(visit: Callable, full: Built) -> None:
    """No empty line under a short name; the reader's zone, where its name is too long for the room, is told by its offset."""
    for zone, told in (("Asia/Tokyo", "Hora estándar de Japón"), ("America/Miquelon", "UTC-03:00")):
        page = visit(full, width=320, zone=zone).open("es/take-part/")
        page.locator('input[name="clock"]').last.check()
        shown = page.locator("#onsite .deadline-zone").first
        assert (shown.inner_text(), shown.evaluate("e => Math.round(e.offsetHeight / parseFloat(getComputedStyle(e).lineHeight))")) == (
            told,
            1,
        )


def test_what_is_to_be_chosen_stands_above_the_choices(visit: Callable, full: Built) -> None:
    """On a phone: the zones' label above both, and in the filter each label above its list, which is as wide as the others."""
    page = visit(full, width=360).open("agenda/")
    legend, first = (page.locator(f".time-switch {each}").first.bounding_box() for each in ("legend", "label"))
    assert legend["y"] + legend["height"] <= first["y"] and legend["x"] == first["x"]
    page.get_by_role("button", name="Filter").click()
    lists = page.locator("#_choices select").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect()).map(({ x, width }) => [x, width])"
    )
    assert len(lists) == 5 and len({tuple(each) for each in lists}) == 1 and lists[0][1] > 300


# ── lists, tables, chips ─────────────────────────────────────────────────────────────────────────────────────────────


def test_open_dates_stand_side_by_side_and_passed_ones_below(visit: Callable, full: Built) -> None:
    """Each date on one line, with what is asked below it; what has passed says so, and takes no more than its words. On a phone, one below
    the other."""
    page = visit(full, now="2026-02-16T12:00:00Z").open("")
    boxes = "all => all.map(e => e.getBoundingClientRect()).map(({ x, y, height }) => [Math.round(x), Math.round(y), height])"
    rows = page.locator(".rail li:not(.past, [data-shown-until])")
    open_ones, passed = rows.evaluate_all(boxes), page.locator(".rail li.past:visible").evaluate_all(boxes)
    assert len(open_ones) == 3 and len({y for _, y, _ in open_ones}) == 1 and len({x for x, _, _ in open_ones}) == 3
    assert len(passed) == 2 and min(y for _, y, _ in passed) > open_ones[0][1] and max(height for *_, height in passed) < 40
    added = "all => all.map(e => getComputedStyle(e, '::after').content)"
    assert page.locator(".rail li.past:visible .only-past").evaluate_all(added) == ['"Deadline passed"'] * 2
    assert {*page.locator(".rail li:not(.past) .only-past").evaluate_all(added)} == {"none"}
    assert page.locator(".rail time").evaluate_all("all => all.every(e => e.getClientRects().length < 2)")
    page.set_viewport_size({"width": 390, "height": 800})
    assert len({x for x, _, _ in rows.evaluate_all(boxes)}) == 1


@pytest.mark.parametrize("language", ["ar", pytest.param("en", marks=pytest.mark.slow)])
def test_chips_stand_clear_of_what_follows(visit: Callable, full: Built, language: str) -> None:
    """On a phone, where a chip has a line of its own."""
    reader = visit(full, width=390)
    gaps = []
    for part, selector, after in (
        ("", ".date", ".hours"),
        ("", ".rail li:not([data-shown-until])", "a"),
        ("take-part/", ".call .by", "h3"),
        ("take-part/", ".way h3", ".path"),
    ):
        page = reader.open(prefix(language) + part)
        gaps += page.locator(selector).evaluate_all(
            """(all, after) => all.map((e) => [e.querySelector(".chip"), (e.matches("li") ? e : e.parentElement).querySelector(after)])
                .map(([chip, next]) => [chip.textContent, Math.round(next.getBoundingClientRect().top - chip.getBoundingClientRect().bottom)])""",
            after,
        )
    assert len(gaps) == 13
    assert [(text, gap) for text, gap in gaps if gap < 4] == []


@pytest.mark.parametrize("language", ["zh", *(pytest.param(language, marks=pytest.mark.slow) for language in ("ar", "en"))])
def test_short_symbols_are_not_broken(visit: Callable, twelfth: Built, language: str) -> None:
    """`C. 9284` keeps its number, wherever the line ends; a long one is free to break at its slashes. (`make fuzz` has English too.)"""
    page = visit(twelfth).open(f"{prefix(language)}take-part/")
    for width in range(320, 440, 8):
        page.set_viewport_size({"width": width, "height": 800})
        found = rects(page, "bdi.unbroken")
        assert ["C. 9284", 1] in found and all(pieces == 1 for _, pieces in found), (width, found)


def test_languages_of_a_document_go_in_the_direction_of_the_page(visit: Callable, full: Built) -> None:
    """In Arabic each stands to the left of the one before it, whatever their scripts; what is written once keeps its own order."""
    page = visit(full, width=768).open("ar/practical/")
    places = page.locator("#agenda a").evaluate_all(
        "links => links.map(link => link.getClientRects()[0]).map(({ top, left, right }) => [Math.round(top), left, right])"
    )
    assert len(places) == 6
    assert [(one, two) for one, two in zip(places, places[1:], strict=False) if one[0] == two[0] and two[2] > one[1]] == []
    assert page.locator("bdi", has_text="12 Lantern Road").count() == 1


def test_a_way_without_a_form_keeps_no_room_for_a_state(visit: Callable, conference: Built) -> None:
    """Nothing opens or closes there."""
    page = visit(conference, width=360).open("es/take-part/")
    assert page.locator("#onsite h3 .chip").count() == 1
    assert page.locator("#online h3").evaluate("e => Math.round(e.offsetHeight / parseFloat(getComputedStyle(e).lineHeight))") == 2
    assert page.locator("#online h3 .chip").count() == 0


def test_languages_stand_in_rows(visit: Callable, full: Built) -> None:
    """Of the two columns of names, whatever their letters."""
    page = visit(full, width=1280).open("webcast/")
    tops = page.locator(".names li").evaluate_all("all => all.map(e => e.getBoundingClientRect().top)")
    half = len(tops) // 2
    assert max(abs(one - other) for one, other in zip(tops[:half], tops[half:], strict=True)) <= 2


def test_what_a_mail_should_say_has_one_rule(visit: Callable, full: Built) -> None:
    page = visit(full).open("take-part/")
    page.locator("details").evaluate("e => { e.open = true }")
    edges = page.locator("details > :not(summary)").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect()).map(r => [r.top, r.bottom])"
    )
    assert [round(two[0] - one[1]) for one, two in zip(edges, edges[1:], strict=False)] == [0] * (len(edges) - 1)


# ── pages of the host's own, lost readers ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("language", "width"), [("en", 320), *(pytest.param(*each, marks=pytest.mark.slow) for each in (("en", 1280), ("ar", 390)))]
)
def test_free_pages_fit(visit: Callable, own_page: Built, language: str, width: int) -> None:
    """Pictures and code fit the column; a table that is wider scrolls in its own frame, by keyboard too, and breaks no words."""
    page = visit(own_page, width=width).open(f"{prefix(language)}visa/")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    column = page.locator(".text").bounding_box()["width"]
    assert all(page.locator(selector).bounding_box()["width"] <= column for selector in ("img", "pre", ".table"))
    assert page.locator(".table").evaluate(
        "e => [e.tabIndex, getComputedStyle(e).overflowX, e.scrollWidth > e.clientWidth || innerWidth > 800]"
    ) == [0, "auto", True]
    assert (
        page.locator(".table th").first.evaluate("e => Math.round((e.clientHeight - 14) / parseFloat(getComputedStyle(e).lineHeight))") == 1
    )
    assert page.locator(".table td").nth(1).evaluate("e => [getComputedStyle(e).textAlign, getComputedStyle(e).borderTopWidth]") == [
        "right",
        "1px",
    ]
    assert page.locator("h1").get_attribute("lang") == (None if language == "en" else "en")


def test_lost_readers_have_room_under_the_heading(visit: Callable, full: Built) -> None:
    page = visit(full, locale="zh-CN").open("zh/nowhere/")
    heading, text = (page.locator(f"section:visible {selector}").first.bounding_box() for selector in ("h2", "p"))
    assert text["y"] - heading["y"] - heading["height"] >= 10


# ── faces, paper ─────────────────────────────────────────────────────────────────────────────────────────────────────


def families(page: Page, selector: str) -> list[str]:
    return page.locator(selector).first.evaluate("e => getComputedStyle(e).fontFamily.split(/, */)")


def test_headings_take_latin_and_digits_from_one_face(visit: Callable, full: Built) -> None:
    """Arabic headings have the serifs of the other languages before their own letters, and so has a title in another language
    among them; Chinese has its own faces first, so that “ ” are as wide as its letters, but for the apostrophe of Latin names."""
    reader = visit(full)
    english = families(reader.open(""), "h1")
    arabic = families(reader.open("ar/"), "h1")
    assert arabic[:4] == english[:4] and '"Noto Naskh Arabic"' in arabic
    assert families(reader.open("ar/practical/"), "#register-of-archives") == arabic
    body, heading = families(reader.open("zh/"), "body"), families(reader.page, "h1")
    assert body.index("system-ui") > body.index('"Noto Sans CJK SC"') and heading[:2] == ["Apostrophe", '"Songti SC"']
    script = "h1 => { h1.innerHTML = '<span>’</span>'; return h1.firstChild.offsetWidth / parseFloat(getComputedStyle(h1).fontSize) }"
    assert reader.page.locator("h1").evaluate(script) < 0.5


def test_paper_has_ink_and_everything_on_it(visit: Callable, full: Built) -> None:
    """No pale letters on buttons, no mark of the hour, and what is folded on the screen."""
    page = visit(full, now="2026-01-20T00:00:00Z").open("take-part/")
    page.emulate_media(media="print")
    assert page.locator(".way .button").evaluate_all("all => all.map(e => getComputedStyle(e).color)") == ["rgb(0, 0, 0)"] * 3
    assert page.locator("details p").last.evaluate("e => e.getBoundingClientRect().height") > 10
    page = visit(full, now=LIVE).open("agenda/")
    page.emulate_media(media="print")
    assert page.locator("#panel-voices").evaluate("e => getComputedStyle(e, '::before').display") == "none"
