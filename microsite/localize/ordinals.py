"""Ordinal numbers in words, by CLDR's rules (RBNF) and the unicode-rbnf library: "fifth", "cinquième", "пятая", "الخامسة", "第五"."""

from __future__ import annotations

import functools
import hashlib
import importlib.resources
import re
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from microsite.kept_files import INSTALLED, kept_or_made

if TYPE_CHECKING:  # a build has the words kept already
    from unicode_rbnf import RbnfEngine

HIGHEST = 100
"""From there on words are longer than they help, and CLDR's are not those of institutions in each language."""

KEPT = INSTALLED / "ordinals"

CORRECTIONS = {
    "ar": (("  ", " "),),
    "de": (("einhundert", "hundert"),),
    "es": (("decimoprimer", "undécim"), ("decimosegund", "duodécim")),
    "fr": (("-et-", " et "),),
}
"""Where institutions write otherwise than CLDR: "undécima", "vingt et unième", "hundertste"."""


class Ordinal:
    """A number that a translation fills in as a word of the gender that its noun has: "{ordinal:feminine} session"."""

    def __init__(self, number: int, language: str):
        self.number = number
        self.language = language

    def __format__(self, gender: str) -> str:
        """`masculine`, `feminine`, `neuter`, or nothing where the language has one form. KeyError where no rule is known."""
        return _word(self.number, self.language.partition("-")[0], f"spellout-ordinal-{gender}" if gender else "spellout-ordinal")


@functools.cache
def _word(number: int, language: str, ruleset: str) -> str:
    word = _words(language, ruleset)[number - 1] if 1 <= number <= HIGHEST else ""
    if not word:
        raise KeyError(number)
    for old, new in CORRECTIONS.get(language, ()):
        word = word.replace(old, new)
    return word


@functools.cache
def _words(language: str, ruleset: str) -> list[str]:
    """CLDR's words from 1 to HIGHEST, each empty where no rule has one; kept, since to read the rules takes as long as a page."""
    ways = language, ruleset, *_ways()
    name = hashlib.sha256(repr(ways).encode()).hexdigest()[:16]
    return kept_or_made(KEPT, name, lambda: "\n".join(_spelled(language, ruleset)).encode()).decode().split("\n")


@functools.cache
def _ways() -> tuple[str, bytes]:
    """How words are made: what was kept by other ways is not used."""
    return version("unicode-rbnf"), Path(__file__).read_bytes()


def _spelled(language: str, ruleset: str) -> Iterator[str]:
    """What is kept. KeyError where CLDR does not know the language or the set of rules."""
    from unicode_rbnf.engine import NoRuleForNumberError

    engine = _engine(language, ruleset)
    for number in range(1, HIGHEST + 1):
        try:
            yield engine.format_number(number, ruleset_names=[ruleset]).text
        except NoRuleForNumberError:  # Tamil ends with 20
            yield ""


def _engine(language: str, ruleset: str) -> RbnfEngine:
    """The rules that one set needs: of the Russian ones, a hundredth, and read in as much less time."""
    from xml.etree import ElementTree

    from unicode_rbnf import RbnfEngine

    path = importlib.resources.files("unicode_rbnf").joinpath("rbnf", f"{language}.xml")
    if not path.is_file():
        raise KeyError(language)
    root = ElementTree.fromstring(path.read_text(encoding="utf-8"))
    sets = {each.attrib["type"]: (group, each) for group in root.iter("rulesetGrouping") for each in group.findall("ruleset")}
    if ruleset not in sets:
        raise KeyError(ruleset)
    needed, found = [ruleset], {ruleset}
    for name in needed:
        text = " ".join(rule.text or "" for rule in sets[name][1])
        more = [each for each in re.findall(r"%([\w-]+)", text) if each in sets and each not in found]
        needed += more
        found.update(more)
    for name, (group, each) in sets.items():
        if name not in found:
            group.remove(each)
    engine = RbnfEngine(language)
    engine.load_xml(root)
    return engine
