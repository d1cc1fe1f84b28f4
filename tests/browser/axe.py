"""axe-core's rules for everybody's use of a page, asked for no more than is told of a violation.

Most of a run goes to contrast, which looks under every text for what is painted there: of the texts whose colours, sizes and grounds
are the same, one each is enough, on one page or on several. Its rules are the only ones whose answer depends on the colour scheme, so a
page that the others have seen in light needs these alone in dark.
"""

from __future__ import annotations

from collections.abc import Sequence

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""Those of RULES that axe counts among `cat.color`."""

RUN = """([where, only, without]) => axe.run(where ?? document, { runOnly: only, resultTypes: ["violations"], selectors: false,
        rules: Object.fromEntries(without.map(rule => [rule, { enabled: false }])) })
    .then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 160))]))"""
ONE_OF_EACH = """() => {
  const looks = new Map(), kinds = new Map();
  const look = (e) => {
    if (!e) return "";
    if (looks.has(e)) return looks.get(e);
    const { color, backgroundColor, backgroundImage, opacity, fontSize, fontWeight, textDecorationLine } = getComputedStyle(e);
    const own = [color, backgroundColor, backgroundImage, opacity, fontSize, fontWeight, textDecorationLine, e.matches("a[href]")].join();
    const above = look(e.parentElement), all = above.endsWith(own) ? above : `${above} ${own}`;
    return looks.set(e, all).get(e);
  };
  for (const e of document.body.querySelectorAll("*")) {
    const isText = e.matches("input, select, textarea") || [...e.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (isText && e.checkVisibility() && !kinds.has(look(e))) kinds.set(look(e), e);
  }
  return kinds;
}"""


def violations(page: Page, within: str | None = None) -> list[tuple[str, list[str]]]:
    """What breaks a rule on a page as it stands (or in one part of it): the rule's name, and each element."""
    return _run(page, within, RULES)


def violations_by_kind(page: Page, seen: set[str] | None = None) -> list[tuple[str, list[str]]]:
    """The same, but that the rules on colours are asked about one text of each kind only, of a kind that is not `seen` yet."""
    return _run(page, None, RULES, COLOURS["values"]) + violations_of_contrast(page, seen)


def violations_of_contrast(page: Page, seen: set[str] | None = None) -> list[tuple[str, list[str]]]:
    """Of the rules on colours only, on one text of each kind that is not `seen` yet on another page; now it is."""
    kinds = page.evaluate_handle(ONE_OF_EACH)
    there = set(kinds.evaluate("kinds => [...kinds.keys()]"))
    assert there, "a page without a text"
    new = there - (seen or set())
    if seen is not None:
        seen |= new
    texts = kinds.evaluate_handle("(kinds, names) => names.map(name => kinds.get(name))", sorted(new))
    return _run(page, texts, COLOURS) if new else []


def _run(page: Page, where: object, only: dict, without: Sequence[str] = ()) -> list[tuple[str, list[str]]]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return [(rule, elements) for rule, elements in page.evaluate(RUN, [where, only, list(without)])]
