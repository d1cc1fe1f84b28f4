"""What looks wrong in a single text or address, whatever it belongs to: letters that were damaged on the way, marks that are shown
as they are typed, links that lead through a mail filter."""

from __future__ import annotations

import functools
import html
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlsplit

from microsite.model.fields import WHOLE_LINK, excerpt

# A scanner reads AI as Al. Names (Al Gore, Al-Hassan) are not followed by these.
SCANNED = re.compile(
    r"\bAl(?=(?: and IP| or IP|[ "
    r"-](?:generated|outputs?|inputs?|systems?|models?|tools?|solutions?|inventions?|strateg\w+|content|technolog\w+|training))\b)"
)
# Each part has a most: without one, a text of nothing but beginnings takes time by the square of its length.
WORDS, TARGET = r"[^\[\]]{0,300}", r"[^)]{0,500}"
LINK = re.compile(rf"(?<!!)\[{WORDS}\]\(<?(?!{WHOLE_LINK})(\.{{0,2}}[^\s)>.]{{1,300}}\.[^\s)>]{{1,500}}|#[^\s)>]{{1,500}})")
"""A link in a text, to a page or a file without its whole address."""
ALIKE = {"LATIN", "CYRILLIC", "GREEK"}
"""Scripts whose letters look like each other's."""
GREEK_OR_CYRILLIC = re.compile("[\u0370-\u052f\u1c80-\u1c8f\u1d00-\u1dbf\u1f00-\u1fff\u2de0-\u2dff\ua640-\ua69f\uab65]")
"""Without one of these letters nothing is mixed, and no letter's name is looked up."""
DAMAGED = re.compile(r"[ÂÃÄÅÐÑØÙàáâãäåæçèéï][\x80-\xbf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€]+[^\s]*")
"""What two bytes of UTF-8 look like where a program took each for a letter."""
TAG = re.compile(
    r"</?(?:a|b|i|u|p|br|em|strong|span|div|font|sup|sub|h[1-6]|ul|ol|li|table|img)\b[^<>]*>|&(?:nbsp|amp|quot|lt|gt|#\d+);", re.IGNORECASE
)
"""HTML."""
MARKS = re.compile(
    r"\*\*[^*]+\*\*|(?<![\w*])\*[^*\s][^*]*\*(?![\w*])|(?<!\w)__[^_]+__(?!\w)|\[[^\[\]]{1,300}\]\([^)]{1,500}\)|`[^`]+`|^#{1,6} "
)
"""Markdown."""
PICTURE = re.compile(rf"!\[{WORDS}\]\({TARGET}\)")
BARE_ADDRESS = re.compile(r"(?<![(<\[\w/:.\"'=@`-])((?:https?://|www\.)[^\s<>)`]*[^\s<>)`.,;:!?])")
LANGUAGE_KEY = re.compile(r"^([a-z]{2}(?:-[A-Z][A-Za-z]+)?):\s+\S", re.MULTILINE)
PASSWORD = re.compile(r"([?&])(?:pwd|passcode|password|passwd|pin)=[^&#]{3,}&?", re.IGNORECASE)
"""A password in the address of a video conference; the sign before it as a group."""
PASSCODE = re.compile(
    r"\b(?:pass ?code|password|mot de passe|code d[’']accès|contraseña|kennwort|пароль)\W{1,3}(?:(?:is|est|es|ist)\W{1,3})?"
    r"(?=\S*\d)\S{4,}",
    re.IGNORECASE,
)
"""The word for one, and right behind it what has a digit in it."""
FILTERS = re.compile(
    r"(?:^|\.)(?:safelinks\.protection\.outlook\.com|urldefense\.(?:com|us|proofpoint\.com)|linkprotect\.cudasvc\.com|"
    r"protect2?\.fireeye\.com|protect-[a-z]{2}\.mimecast\.com|clicktime\.symantec\.com|secure-web\.cisco\.com|(?:www\.)?google\.[a-z.]+)$"
)
"""Servers that mail programs and search engines put before an address; some of their links hold the reader's own mail address."""


@functools.lru_cache(maxsize=1 << 15)  # under `make serve`, nearly all texts are as they were
def in_any_text(text: str) -> tuple[str, ...]:
    """What looks wrong in the letters of a text."""
    return (*_scanned(text), *_mixed_scripts(text), *_damaged(text), *_in_braces(text))


@functools.lru_cache(maxsize=1 << 15)
def in_title(text: str) -> tuple[str, ...]:
    """What looks wrong in a text of one line, which is shown as it is typed."""
    if found := TAG.search(text):
        advice = f"write `{html.unescape(found[0])}`" if found[0].startswith("&") else "delete it"
        return (f"has “{excerpt(found[0])}”, which is shown as it is typed; {advice}: a title has no HTML",)
    if found := MARKS.search(text):
        return (f"has “{excerpt(found[0])}”, which is shown as it is typed; delete its marks: a title has no Markdown",)
    return ()


@functools.lru_cache(maxsize=1 << 15)
def in_prose(text: str) -> tuple[str, ...]:
    """What looks wrong in a text of paragraphs in Markdown."""
    return tuple(_in_prose(text))


@functools.lru_cache(maxsize=1 << 15)
def passcode(text: str) -> str:
    """The first password in a text, with the word for it; empty where there is none."""
    found = PASSCODE.search(text)
    return found[0] if found else ""


def _in_prose(text: str) -> Iterator[str]:
    if found := TAG.search(text):
        yield f"has “{excerpt(found[0])}”, which is shown as it is typed; write it in Markdown, or delete it: a text has no HTML"
    if found := PICTURE.search(text):
        yield f"has a picture (“{excerpt(found[0])}”), which a text can't show; put it into a page in docs/, and delete it here"
    elif "](" in text and (found := LINK.search(text)):
        yield (
            f"has a link to “{excerpt(found[1])}”, which is shown as it is typed; write the whole address, or put a file under `documents`"
        )
    behind = {address: address_behind_filter(address) for address in re.findall(r"https?://[^\s<>)]+", text)}
    filtered = {address: inside for address, (is_filtered, inside) in behind.items() if is_filtered}
    for address, inside in filtered.items():
        advice = f"write `{inside}` in its place" if inside else "open it, and copy the address of the page that it leads to"
        yield f"has a link through a mail filter (“{excerpt(address)}”), which may hold a mail address; {advice}"
    found = BARE_ADDRESS.search(PICTURE.sub("", text))
    if found and not filtered and not PASSWORD.search(found[1]):
        whole = found[1] if "://" in found[1] else f"https://{found[1]}"
        yield f"has the address “{excerpt(found[1])}”, which is no link as it stands; write `<{whole}>`, or `[words]({whole})`"
    if found := re.search(r"^ {0,3}(#{1,6}) +(\S.*)$", text, re.MULTILINE):
        yield f"has a heading (“{excerpt(found[0])}”), which a text can't have; write its words in bold: `**{excerpt(found[2])}**`"
    if found := LANGUAGE_KEY.search(text):
        yield f"has a line that begins with “{found[1]}:”, as a translation does; move it out of the text, below the key of the text"


def _scanned(text: str) -> Iterator[str]:
    if found := "Al" in text and SCANNED.search(text):
        yield (
            f"has “{text[found.start() : found.end() + 8].split(chr(10))[0]}”, with a small L as a scanner "
            "reads it; write AI if that is meant"
        )
    if "lP" in text and re.search(r"\blP\b", text):
        yield "has “lP”, with a small L as a scanner reads it; write IP if that is meant"


def _mixed_scripts(text: str) -> Iterator[str]:
    for word in re.findall(r"[^\W\d_]+", text) if GREEK_OR_CYRILLIC.search(text) else ():
        scripts = _scripts(word)
        if len(scripts) > 1:
            listed = " and ".join(sorted(script.capitalize() for script in scripts))
            yield f"has the word “{word}”, which mixes {listed} letters that look alike; type it again"


@functools.lru_cache(maxsize=10_000)
def _scripts(word: str) -> set[str]:
    return {unicodedata.name(letter, "").split(" ")[0] for letter in word} & ALIKE


def _in_braces(text: str) -> Iterator[str]:
    if re.fullmatch(r"\{[\w-]+: .*\}", text):
        yield "begins with { and ends with }, which are shown as they are typed; delete the quotes around them, if keys are meant"


def _damaged(text: str) -> Iterator[str]:
    if "\ufffd" in text:
        word = next(word for word in text.split() if "\ufffd" in word)
        yield f"has “{excerpt(word)}”, in which a letter was lost (�); type it again"
    for word in dict.fromkeys(text.split() if DAMAGED.search(text) else ()):
        if meant := _undamaged(word):
            yield f"has “{excerpt(word)}”, whose letters were damaged on the way; write `{excerpt(meant)}`"


def _undamaged(word: str) -> str | None:
    """A word as it was before its UTF-8 was read as Windows-1252; None where it was not."""
    try:
        found = b"".join(_byte(letter) for letter in word).decode()
    except (UnicodeEncodeError, UnicodeDecodeError):
        return None
    return found if found != word else None


def _byte(letter: str) -> bytes:
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1")


@functools.lru_cache(maxsize=1 << 15)
def address_behind_filter(address: str) -> tuple[bool, str | None]:
    """Whether an address leads through a filter of mails or searches, and the address inside it, if it can be read."""
    try:
        parts = urlsplit(address)
    except ValueError:  # in a text it need not be an address
        return False, None
    host = parts.hostname or ""
    if not FILTERS.search(host) or ("google." in host and parts.path != "/url"):
        return False, None
    query = dict(parse_qsl(parts.query))
    inside = query.get("url") or query.get("u") or query.get("q") or query.get("a") or ""
    if host == "urldefense.proofpoint.com" and "/v2/" in parts.path:
        inside = unquote(inside.replace("-", "%").replace("_", "/"))
    elif found := re.search(r"/v3/__(.+?)__;", address):
        inside = found[1]
    return True, inside if re.match("https?://", inside) else None
