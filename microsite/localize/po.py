"""Catalogues of words and of texts (PO), read by Babel, with one way to say that a file is none."""

from __future__ import annotations

import codecs
import io
import re

import babel
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po


class BrokenCatalogue(Exception):
    """Why a file can't be read as a catalogue."""

    def __init__(self, line: int, reason: str = "", text: str = ""):
        self.line = line
        """Counted from 1."""
        self.reason = reason
        """In Babel's words; empty for what is not a catalogue at all."""
        self.text = text
        """What stands on the line."""
        super().__init__(reason)


def forms(words: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """What a message says in one language: one text, or one for each form that depends on a number."""
    return (words,) if isinstance(words, str) else tuple(words)


def translated(message: Message) -> bool:
    """Whether a message is shown in the language: every form of it is there, and it is not marked fuzzy."""
    return not message.fuzzy and all(forms(message.string or ""))


_LINE = re.compile(rb'(?:\xef\xbb\xbf)?(?:#.*|(?:\w+(?:\[\d+\])?\s*)?"(?:[^"\\]|\\.)*")?', re.DOTALL)
"""A line of a catalogue: a remark, or a keyword and a text in quotes, of which one can be missing."""


def read(content: bytes, language: str | None = None) -> Catalog:
    """A catalogue with no mistakes in its form; its words may lack translations.

    `language`, such as pt-BR, gives the number of plural forms where the file's own head does not.
    """
    for number, line in enumerate(content.splitlines(), 1):
        if not _LINE.fullmatch(line.strip()):
            raise BrokenCatalogue(number, "a text is not between two quotes", line.decode("utf-8", "replace").strip())
    try:
        return read_po(
            io.BytesIO(content.removeprefix(codecs.BOM_UTF8)), locale=language and babel.Locale.parse(language, sep="-"), abort_invalid=True
        )
    except PoFileError as error:  # which counts its lines from 0, in its message too
        raise BrokenCatalogue(error.lineno + 1, str(error).removesuffix(f" on {error.lineno}"), error.line) from None
    except (ValueError, LookupError, TypeError, AttributeError):  # what Babel lets through of broken files
        raise BrokenCatalogue(1) from None
