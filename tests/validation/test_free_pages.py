"""What pages and files in docs/ can't have is told, and what they may have is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from microsite.render import content_security
from microsite.source.loading import load
from microsite.validation.free_pages import in_file, in_html, in_style_sheet
from tests.conftest import DATA

WEBCAST = """\
number: 2
title: Tides
organizer: {name: Harbour Institute}
dates: {start: 2026-05-07, end: 2026-05-07}
webcast:
  hosts: [tv.example.org]
  channels:
    - {language: en, iframe: https://tv.example.org/live}
    - {language: fr, video: https://medios.españa.example/x.webm}
"""


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """That of a session with a frame from one host and a video from another."""
    path = tmp_path_factory.mktemp("session") / "session.yml"
    path.write_text(WEBCAST, encoding="utf-8")
    return content_security.rules(load(path).session)


FILES_OF_DOCS = {"js/poll.js", "evil.js", "evil.mjs", "files/notes.txt", "own.css", "a.png", "b.png"}
REFUSED = {
    "a script": ("<script>alert(1)</script>", "put it into a file in docs/"),
    "a script in a drawing": ("<svg><script>alert(1)</script></svg>", "put it into a file in docs/"),
    "a file beside the page": ('<script src="../evil.js"></script>', "is not named under `trusted_files`"),
    "a module": ("<SCRIPT type=module src=../evil.mjs></SCRIPT>", "is not named under `trusted_files`"),
    "a text as a script": ('<script src="../files/notes.txt"></script>', "is not named under `trusted_files`"),
    "a script from elsewhere": ('<script src="//cdn.example.net/x.js"></script>', "from elsewhere"),
    "a script in a comment": ('<!--><script src="x.js"></script>', "script"),
    "leading away": ('<meta http-equiv="refresh" content="0;url=https://example.net">', "lead readers away"),
    "another base": ('<base href="https://example.net/">', "delete it"),
    "a style": ('<p style="color: red">x</p>', "give it a class"),
    "styles": ("<style>p { color: red }</style>", "style sheet in docs/"),
    "a handler": ("<p onclick=\"go()\">x</p>", "has `onclick` on <p>"),
    "a link that is a script": ('<a href=" java\nscript:go()">x</a>', "has a script as the `href`"),
    "a picture from elsewhere": ('<img src="https://pictures.example.net/a.png" alt="">', "from elsewhere"),
    "a picture by backslashes": ('<img src="\\\\pictures.example.net/a.png" alt="">', "from elsewhere"),
    "one of several sizes": ('<img srcset="a.png 1x, https://pictures.example.net/b.png 2x" alt="">', "https://pictures.example.net/b.png"),
    "a picture in a drawing": ('<svg><image href="https://pictures.example.net/a.png"/></svg>', "from elsewhere"),
    "a film from elsewhere": ('<video src="https://films.example.net/a.mp4"></video>', "shows the file “https://films.example.net/a.mp4”"),
    "a sound from elsewhere": ('<audio><source src="https://films.example.net/a.mp3"></audio>', "shows the file"),
    "a frame": ('<iframe src="https://maps.example.net/"></iframe>', "has a frame of “https://maps.example.net/”"),
    "a frame of a page here": ('<iframe src="../raw.html"></iframe>', "has a frame"),
    "a style sheet from elsewhere": ('<link rel="stylesheet" href="https://fonts.example.net/x.css">', "from elsewhere"),
    "a greeting to another server": ('<link rel="preconnect" href="https://fonts.example.net">', "from elsewhere"),
    "a form": ('<form action="https://forms.example.net/"></form>', "lets nobody send"),
    "an object": ('<object data="x.pdf"></object>', "has <object>"),
    "a style sheet that is not there": ('<link rel="stylesheet" href="css/own.css">', "loads the style sheet “css/own.css”, which is not in docs/"),
    "a script that is not there": ('<script src="js/poll.js"></script>', "loads the script “js/poll.js”, which is not in docs/"),
    "a picture behind a table": ('<table background="https://pictures.example.net/a.png"></table>', "from elsewhere"),
    "a word to others of a click": ('<a href="x" ping="https://count.example.net">x</a>', "has `ping` on <a>"),
    "a page in a frame": ('<iframe srcdoc="<p style=color:red>x</p>"></iframe>', "has `srcdoc` on <iframe>"),
    "another drawing": ('<svg><use href="https://icons.example.net/a.svg#b"/></svg>', "from elsewhere"),
    "a button's own form": ('<button formaction="https://forms.example.net">x</button>', "has `formaction` on <button>"),
    "our own id": ('<p id="_words">x</p>', "has the id “_words”"),
    "our own anchor": ('<a name="_main"></a>', "has the name “_main”"),
    "a name that hides": ('<img name="querySelector" src="a.png" alt="">', "has `name` on <img>"),
    "a comment without end": ("<p>x</p><!-- later", "add --> where it ends"),
    "an element without end": ("<details><summary>Visa</summary>x", "add </details> where it ends"),
    "a slash that ends nothing": ("<div/>x", "opens <div> and does not close it"),
    "an end too many": ("<p>x</p></div></main>", "closes <div>, which is not open"),
    "a field that swallows the page": ("<textarea>x", "does not close"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_runs_or_is_blocked_is_told(name: str, policy: dict[str, set[str]]) -> None:
    """With what to do."""
    html, words = REFUSED[name]
    found = list(in_html(html, "visa/", policy, ["js/poll.js"], FILES_OF_DOCS))
    assert any(words in problem.words for problem in found), found
    assert all(problem.sign.lower() in html.lower() and "; " in problem.words for problem in found)


ALLOWED = {
    "a script that is trusted": '<script src="../js/poll.js?v=1"></script>',
    "data": '<script type="application/json">{"a": "<b>"}</script>',
    "pictures of the site": '<img src="../a.png" srcset="a.png 1x, b.png 2x" alt=""> <img src="data:image/png;base64,AA==" alt="">',
    "a player's frame": '<iframe src="https://tv.example.org/other"></iframe>',
    "a film of a host of the data": '<video src="https://medios.españa.example/y.webm"></video>',
    "the same host in ASCII": '<video src="https://medios.xn--espaa-rta.example/y.webm" poster="a.png"></video>',
    "a style sheet of the site": '<link rel="stylesheet" href="../own.css">',
    "ids of Markdown": '<input id="__tabbed_1_1" name="__tabbed_1" type="radio"><h2 id="visa_2">x</h2><h2 id="_2">签证</h2><li id="fn:1">y</li>',
    "links": '<a href="https://example.net/?javascript:" rel="noopener">x</a> <a href="mailto:a@example.org">y</a>',
    "what need not be closed": "<ul><li>x<li>y</ul><p>z<br><hr/><table><tr><td>1<td>2</table>",
    "a drawing": '<svg viewBox="0 0 9 9" aria-hidden="true"><path d="M1 8h7L6 3z"/><circle r="1"/></svg>',
    "a comment": "<!-- <b>later</b> --><p>x</p>",
}


@pytest.mark.parametrize("name", ALLOWED)
def test_what_a_page_may_have_is_not_told(name: str, policy: dict[str, set[str]]) -> None:
    """HTML as authors write it."""
    assert not list(in_html(ALLOWED[name], "visa/", policy, ["js/poll.js"], FILES_OF_DOCS))


FILES = {
    "evil.js": b"alert(1)",
    "EVIL.MJS": b"alert(1)",
    "raw.html": b"<p>x</p>",
    "notes/raw.xhtml": b"<p>x</p>",
    "a.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "b.svg": b'<svg xmlns="http://www.w3.org/2000/svg"\n onload = "alert(1)"/>',
    "c.svg": '<svg><s:script xmlns:s="http://www.w3.org/2000/svg"/></svg>'.encode("utf-16"),
    "d.svg": b'<!DOCTYPE svg [<!ENTITY x "y">]><svg>&x;</svg>',
    "e.xml": b'<?xml version="1.0"?><?xml-stylesheet href="x.xsl"?><a/>',
    "f.svgz": b"\x1f\x8b",
    "g.xsl": b'<x:stylesheet xmlns:x="http://www.w3.org/1999/XSL/Transform"/>',
    "h.xsd": b'\xef\xbb\xbf\n<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>',
    "i.svg": b'<svg><a href="java&#115;cript:alert(1)"><text>x</text></a></svg>',
    "j.svg": b'<svg><x-y:script xmlns:x-y="http://www.w3.org/2000/svg">alert(1)</x-y:script></svg>',
    "k.svg": b'<svg><set attributeName="href" to="java&#x73;cript:alert(1)"/></svg>',
    "l.svg": "<svg><script>alert(1)</script></svg>".encode("utf-16-be"),
    "m.rss": b"<rss><b onclick='x'/></rss>",
}


@pytest.mark.parametrize("name", FILES)
def test_files_that_can_run_scripts_are_told(name: str, tmp_path: Path) -> None:
    """Unless they are trusted."""
    path = tmp_path / "file"
    path.write_bytes(FILES[name])
    told = in_file(name, path, [])
    assert told and told.startswith(f"docs/{name} ") and "name it under `trusted_files` in mkdocs.yml" in told
    assert in_file(name, path, [name]) is None


@pytest.mark.parametrize("file", ["blocks.svg", "files/slides.pdf", "media/clip.en.vtt"])
def test_other_files_are_not_told(file: str) -> None:
    """Drawings without scripts, papers, captions."""
    assert in_file(file, DATA / file, []) is None


def test_style_sheets_that_load_from_elsewhere_are_told(tmp_path: Path) -> None:
    """With their lines; what stands in a remark is not loaded."""
    path = tmp_path / "own.css"
    path.write_text(
        "/* url(https://a.example.net/x) */\n@import url(//fonts.example.net/lato);\np { background: url(paper.png) }\n"
        "@font-face { src: url( 'https://fonts.example.net/a.woff2' ) }\n@import \"https://fonts.example.net/b.css\";\n",
        encoding="utf-8",
    )
    told = list(in_style_sheet("own.css", path))
    assert [line.split(" error")[0] for line in told] == ["docs/own.css:2:", "docs/own.css:4:", "docs/own.css:5:"]
    assert "“//fonts.example.net/lato” from elsewhere" in told[0]
