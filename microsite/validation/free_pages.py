"""What docs/ can't have: HTML that would run, lead readers away or break our own scripts, HTML that the page's policy would block
without a word, and files that are scripts or pages of their own.

Who writes in docs/ is trusted, so this finds mistakes and what a review would miss; what holds against others is the policy itself
(render/content_security.py).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from microsite.model.fields import in_ascii

OPTION = "`trusted_files` in mkdocs.yml"
_BLOCKED = "which the page's policy blocks"
_NOT_THERE = "which is not in docs/; correct the address, as it is seen from this file in docs/, or add the file"
_SHEET = '<link rel="stylesheet" href="…"> with the address of a style sheet in docs/'

SCRIPTS = {".js", ".mjs", ".cjs"}
PAGES = {".html", ".htm", ".shtml", ".xhtml", ".xht", ".mht", ".mhtml"}
ACTIVE = re.compile(
    r"<(?:[\w.-]+:)?(?:script|foreignObject)\b|\son\w+\s*=|javascript:|<!ENTITY|<\?xml-stylesheet|www\.w3\.org/1999/(?:xhtml|XSL)",
    re.IGNORECASE,
)
"""What runs, or brings what runs, in a drawing or another file of XML."""

DATA_BLOCKS = {"application/json", "application/ld+json", "text/plain"}
"""Types of script elements that nothing runs."""
BLOCKED = {"object", "embed", "applet", "portal", "fencedframe", "frameset", "frame"}
"""Elements that the policy of every page blocks."""
NAMED = {"img", "form", "embed", "object", "iframe"}
"""Elements whose `name` hides a property of the document from scripts (HTML, 3.1.5 “DOM tree accessors”)."""
LOADING = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "prerender", "preconnect", "dns-prefetch", "manifest"}
"""Kinds of links (`rel`) for which a browser asks a server."""
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
OPTIONAL_END = {"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "colgroup", "caption", "rt", "rp"}
"""Elements that need not be closed."""


class Problem(NamedTuple):
    """Something that a page can't have."""

    sign: str
    """What stands in its Markdown at that place."""
    words: str


def in_file(name: str, path: Path, trusted: Collection[str]) -> str | None:
    """What is wrong with publishing a file of docs/, as a sentence; None where nothing is. `name` is its path in docs/."""
    if name in trusted:
        return None
    ending = Path(name).suffix.lower()
    if ending in SCRIPTS:
        return f"docs/{name} is a script, which any page could run; name it under {OPTION} (`trusted_files: [{name}]`), or delete it"
    if ending in PAGES:
        return (
            f"docs/{name} would be a page without the policy, the menu and the languages of the site; write it in Markdown, or name it "
            f"under {OPTION} (`trusted_files: [{name}]`)"
        )
    if ending == ".svgz" or ACTIVE.search(_markup(path)):
        return f"docs/{name} can run scripts; delete them in it, or name it under {OPTION} (`trusted_files: [{name}]`)"
    return None


def in_style_sheet(name: str, path: Path) -> Iterator[str]:
    """What a style sheet of docs/ loads from elsewhere, which the policy of the pages blocks."""
    text = re.sub(
        r"/\*.*?\*/", lambda found: re.sub(".", " ", found[0]), path.read_text(encoding="utf-8", errors="replace"), flags=re.DOTALL
    )
    for found in re.finditer(r"""(?:@import\s+|url\(\s*)["']?((?:https?:)?//[^"')\s;]+)""", text, re.IGNORECASE):
        line = text.count("\n", 0, found.start()) + 1
        yield f"docs/{name}:{line}: error: loads “{found[1]}” from elsewhere, {_BLOCKED}; put the file into docs/, and load it from there"


def _markup(path: Path) -> str:
    """The content of a file of XML or HTML, which browsers know by its first sign, without references to characters; else empty."""
    with path.open("rb") as file:
        head = file.read(200).replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return unescape(path.read_bytes().replace(b"\0", b"").decode("utf-8", "replace")) if head.startswith(b"<") else ""


def in_html(
    html: str, page: str, policy: Mapping[str, Collection[str]], trusted: Collection[str], files: Collection[str]
) -> Iterator[Problem]:
    """What the HTML of a page's text has that it can't have.

    `page` is the path of the page in the site, `policy` what a browser may load for it, by directive; `files` are the paths of all files
    of docs/ that are no pages, and `trusted` of those that mkdocs.yml trusts.
    """
    reader = _Reader(page, policy, trusted, files)
    reader.feed(html)
    reader.close()
    yield from reader.problems
    for name in reversed(reader.open):
        yield Problem(
            f"<{name}", f"opens <{name}> and does not close it, so that the rest of the page is in it; add </{name}> where it ends"
        )
    if html.rfind("<!--") > html.rfind("-->"):
        yield Problem("<!--", "opens a comment and does not close it, so that nothing of the rest is shown; add --> where it ends")
    elif len(re.findall("<script", html, re.IGNORECASE)) > reader.scripts:
        yield Problem("<script", "has <script in a comment or an attribute, where it could become one; delete it")


class _Reader(HTMLParser):
    def __init__(self, page: str, policy: Mapping[str, Collection[str]], trusted: Collection[str], files: Collection[str]) -> None:
        super().__init__()
        self.page, self.policy, self.trusted, self.files = page, policy, trusted, files
        self.problems: list[Problem] = []
        self.open: list[str] = []
        """The elements that are open."""
        self.scripts = 0
        """How many scripts were read."""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        given = {name: value or "" for name, value in reversed(attributes)}  # of two, the first holds
        self.problems += (*self._of_element(tag, given), *self._of_attributes(tag, given))
        if tag not in VOID | OPTIONAL_END:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """`<path/>`: the slash closes an element in a drawing or a formula, and none of HTML (`<div/>` stays open)."""
        self.handle_starttag(tag, attributes)
        if self.open and self.open[-1] == tag and {"svg", "math"} & set(self.open):
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open.pop() != tag:
                pass
        elif tag not in VOID | OPTIONAL_END:
            self.problems.append(Problem(f"</{tag}", f"closes <{tag}>, which is not open, and so may end our own; delete </{tag}>"))

    def _of_element(self, tag: str, given: Mapping[str, str]) -> Iterator[Problem]:
        if tag == "script" and given.get("type", "").lower() not in DATA_BLOCKS:
            yield from self._of_script(given)
        elif tag == "meta" and "http-equiv" in given:
            yield Problem("http-equiv", "has <meta http-equiv>, which can lead readers away or change what the page may load; delete it")
        elif tag == "base":
            yield Problem("<base", "has <base>, which the page's policy blocks; delete it")
        elif tag == "style":
            yield Problem("<style", f"has <style>, {_BLOCKED}; put its lines into a file in docs/, and write {_SHEET}")
        elif tag == "form":
            yield Problem("<form", "has a form, which the page's policy lets nobody send; link to the form's own page")
        elif tag in BLOCKED:
            yield Problem(f"<{tag}", f"has <{tag}>, {_BLOCKED}; link to what it shows")
        elif tag == "iframe" and "src" in given and not self._may_load("frame-src", given["src"]):
            yield Problem(
                given["src"], f"has a frame of “{given['src']}”, {_BLOCKED}: only players that the data names are shown; link to it"
            )
        elif tag == "link" and LOADING & set(given.get("rel", "").lower().split()) and _host(given.get("href", "")):
            yield Problem(
                given["href"], f"loads “{given['href']}” from elsewhere, {_BLOCKED}; put the file into docs/, and load it from there"
            )
        elif tag == "link" and "stylesheet" in given.get("rel", "").lower() and self._path(given.get("href", "")) not in self.files:
            yield Problem(given.get("href", ""), f"loads the style sheet “{given.get('href', '')}”, {_NOT_THERE}")
        elif tag in ("img", "image", "use", "input", "source", "picture", "video", "audio", "track"):
            yield from self._of_media(tag, given)

    def _of_script(self, given: Mapping[str, str]) -> Iterator[Problem]:
        source = given.get("src")
        if source is None:
            words = f"has a script in it, {_BLOCKED}; put it into a file in docs/ that is named under {OPTION}, and write <script src=…>"
            yield Problem("<script", words)
        elif _host(source):
            words = f"loads the script “{source}” from elsewhere, {_BLOCKED}; put it into docs/, and name it under {OPTION}"
            yield Problem(source, words)
        elif (path := self._path(source)) not in self.files:
            yield Problem(source, f"loads the script “{source}”, {_NOT_THERE}")
        elif path not in self.trusted:
            yield Problem(source, f"loads the script “{source}”, which is not named under {OPTION}; name it there, or delete <script>")

    def _of_media(self, tag: str, given: Mapping[str, str]) -> Iterator[Problem]:
        sources = [
            given[name]
            for name in ("src", "poster", "href", "xlink:href")
            if name in given and not (tag == "use" and given[name].startswith("#"))
        ]
        sources += [part.split()[0] for part in given.get("srcset", "").split(",") if part.strip()]
        directive = "media-src" if tag in ("video", "audio", "track") or "video" in self.open or "audio" in self.open else "img-src"
        for source in sources:
            if not self._may_load("img-src" if source == given.get("poster") else directive, source):
                what = "picture" if directive == "img-src" else "file"
                yield Problem(source, f"shows the {what} “{source}” from elsewhere, {_BLOCKED}; put it into docs/, and show it from there")

    def _of_attributes(self, tag: str, given: Mapping[str, str]) -> Iterator[Problem]:
        for name, value in given.items():
            if name in ("ping", "formaction", "srcdoc"):
                yield Problem(value, f"has `{name}` on <{tag}>, {_BLOCKED}; delete it")
            elif name == "background" and not self._may_load("img-src", value):
                yield Problem(value, f"shows the picture “{value}” from elsewhere, {_BLOCKED}; put it into docs/, and show it from there")
            elif name.startswith("on"):
                yield Problem(value or name, f"has `{name}` on <{tag}>, {_BLOCKED}; delete it")
            elif name == "style":
                yield Problem(value or name, f"has `style` on <{tag}>, {_BLOCKED}; give it a class, and write {_SHEET}")
            elif re.sub(r"[\0-\x20]", "", value).lower().startswith("javascript:"):
                yield Problem(value, f"has a script as the `{name}` of <{tag}>, {_BLOCKED}; delete it")
            elif name in ("id", "name") and re.match("_[A-Za-z]", value):
                yield Problem(value, f"has the {name} “{value}”, and what begins with _ is for the page's own; choose another")
            elif name == "name" and tag in NAMED:
                yield Problem(value, f"has `name` on <{tag}>, which can hide from our scripts what they need; delete it")

    def _may_load(self, directive: str, address: str) -> bool:
        """Whether the policy lets a browser load an address."""
        if address.strip().lower().startswith(("data:", "blob:")):
            return address.strip().lower().partition(":")[0] + ":" in self.policy[directive]
        return (_host(address) or "'self'") in self.policy[directive]

    def _path(self, address: str) -> str:
        """The path in docs/ of what an address on the page leads to."""
        return unquote(posixpath.normpath(posixpath.join(posixpath.dirname(self.page), urlsplit(address.strip()).path)))


def _host(address: str) -> str:
    """`https://HOST` of an address; empty for one on the site. One that can't be read counts as elsewhere."""
    try:
        parts = urlsplit(re.sub(r"[\t\r\n]", "", address.strip()).replace("\\", "/"))
    except ValueError:
        return "?"
    return f"{parts.scheme or 'https'}://{in_ascii(parts.netloc)}" if parts.netloc or parts.scheme else ""
