"""Ordinal numbers in words, by CLDR's rules (RBNF) and the unicode-rbnf library: "fifth", "cinquième", "пятая", "الخامسة", "第五"."""

from __future__ import annotations

import functools
import importlib.resources
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:  # few sites have a session without a name of its own
    from unicode_rbnf import RbnfEngine

HIGHEST = 100
"""From there on words are longer than they help, and CLDR's are not those of institutions in each language."""

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
    if not 1 <= number <= HIGHEST:
        raise KeyError(number)
    word = _engine(language, ruleset).format_number(number, ruleset_names=[ruleset]).text
    for old, new in CORRECTIONS.get(language, ()):
        word = word.replace(old, new)
    return word


@functools.cache
def _engine(language: str, ruleset: str) -> RbnfEngine:
    """The rules that one set needs: of the Russian ones, a hundredth, and read in as much less time."""
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
