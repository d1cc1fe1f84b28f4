"""The names that cells and programmes have for those who take part: “Dr. Ada Kim (Harbour Institute)”, one or several, with their part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from microsite.imports.cells import CannotTake, as_text, bare, is_open

HONORIFICS = (
    r"(?:(?:H\.\s?E\.|S\.\s?E\.|Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Ambassador|Judge|Herr|Frau|Hr|Fr|Monsieur|Madame|"
    r"Mme|Mlle|M|Sra|Srta|Sr|Señora?|Dña|Dott|Dra|Prof\.ssa|Ing|Dipl\.-Ing|г-н|г-жа|Д-р)\b\.?(?:\s|(?=\())*)+"
)
ORGANIZATION = re.compile(
    r"(?i)universi|institut|minist|office\b|amt\b|agency|agence|agencia|council|conseil|consejo|committee|foundation|fondation|fundaci|"
    r"stiftung|association|verein|verband|gmbh|\bag\b|\bltd\b|\binc\b|\bllc\b|\bs\.?a\.?r\.?l|company|corporation|organi[sz]a|society|"
    r"bureau|centre\b|center\b|centro|zentrum|school|schule|école|college|academ|akadem|laborator|museum|musée|bank\b|banque|group\b|"
    r"университет|институт|министерств|центр|фонд|академи|جامعة|معهد|وزارة|مركز|مؤسسة|大学|学院|研究所|研究院|公司|协会|中心|委员会|"
    r"department|gesellschaft|archiv|library|biblioth|commission|secretariat|sekretariat|union\b|federation|kammer|chamber"
)
MOST_WORDS = 6
"""Those of a person's name; an organization's can have more."""
_ACRONYM = re.compile(r"[A-Z][A-Z0-9&./-]{1,9}")


class Named(NamedTuple):
    """Somebody as a cell names them."""

    name: str
    """Empty where nobody is named yet: N.N., tbc."""
    organization: str = ""
    """Where the person is from; of nobody, what the cell says in the place of a name."""
    honorific: str = ""


def name_key(name: str) -> str:
    """By what a name is known again, whichever of its parts comes first."""
    return " ".join(sorted(filter(None, map(bare, re.split(r"[\s,.]+", re.sub(rf"^{HONORIFICS}", "", name))))))


def names_in(text: str, known: set[str], organizations: set[str]) -> Iterator[Named | CannotTake]:
    """Those whom a text names, one a line or between semicolons. `known` are keys of names, `organizations` bare names of such.

    CannotTake in the place of what may not be one person: a comma could part a person from an organization or from another person.
    """
    for piece in re.split(r"\n|;|；|、|•|\s+[/|]\s+", as_text(text)):
        for part in _apart(piece.strip(" ,-–—*·\t"), known):
            if is_open(part):
                yield Named("", part)
            elif part:
                try:
                    yield _named(part, known, organizations)
                except CannotTake as problem:
                    yield problem


def _apart(piece: str, known: set[str]) -> list[str]:
    """“Ada Kim and Tom Berg”: two names, where each has two words and neither is an organization."""
    if name_key(piece) in known:
        return [piece]
    parts = re.split(r"\s+(?:and|und|et|y|e|i|и|&)\s+(?![^(]*\))", piece)
    are_names = all(len(part.split("(")[0].split()) >= 2 or name_key(part) in known for part in parts)
    if len(parts) > 1 and are_names and not any(ORGANIZATION.search(part.split("(")[0]) or "," in part for part in parts):
        return parts
    return [piece]


def _named(text: str, known: set[str], organizations: set[str]) -> Named:
    if found := re.fullmatch(r"(.+?)\s*[(（\[]([^()（）\[\]]+)[)）\]]", text):
        return _with_honorific(found[1].strip(" ,"), found[2].strip())
    pieces = [piece.strip() for piece in re.split(r"[,，،]", text) if piece.strip()]
    if len(pieces[0].split()) > MOST_WORDS and name_key(text) not in known and not ORGANIZATION.search(text):
        raise CannotTake(f"“{text}” is long for a name; write the name alone")
    if len(pieces) == 1 or name_key(text) in known:
        if found := re.fullmatch(r"(.{3,}?)\s+[-–—]\s+(.{2,})", text):
            return _with_honorific(found[1], found[2])
        return _with_honorific(text, "")
    name, rest = pieces[0], ", ".join(pieces[1:])
    is_organization = bare(rest) in organizations or bool(ORGANIZATION.search(rest)) or bool(_ACRONYM.fullmatch(rest))
    if is_organization and not ORGANIZATION.search(name) and (len(name.split()) > 1 or name_key(name) in known):
        return _with_honorific(name, rest)
    raise CannotTake(
        f"“{text}” could be several people, or one with an organization; write each on a line of its own, and the organization in brackets"
    )


def _with_honorific(name: str, organization: str) -> Named:
    found = re.match(HONORIFICS, name)
    if found and name[found.end() :].strip():
        return Named(name[found.end() :].strip(), organization, found[0].strip())
    return Named(name, organization)
