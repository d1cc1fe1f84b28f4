"""The names that cells and programmes have for those who take part: “Dr. Ada Kim (Harbour Institute)”, one or several, with their part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from microsite.imports.cells import CannotTake, as_text, bare, is_open

HONORIFICS = (
    r"(?:(?:H\.\s?E|S\.\s?E(?:xc)?|Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Ambassador|Judge|Herr|Frau|Hr|Fr|Monsieur|Madame|"
    r"Mme|Mlle|M|Sra|Srta|Sr|Señora?|Dña|Dott|Dra|Prof\.ssa|Ing|Dipl\.-Ing|г-н|г-жа|Д-р)\b\.?(?:\s|(?=\())*)+"
)
ORGANIZATION = re.compile(
    r"(?i)universi|institut|minist|office\b|amt\b|agency|agence|agencia|council|conseil|consejo|committee|foundation|fondation|fundaci|"
    r"stiftung|association|verein|verband|gmbh|\bag\b|\bltd\b|\binc\b|\bllc\b|\bs\.?a\.?r\.?l|company|corporation|organi[sz]a|society|"
    r"bureau|centre\b|center\b|centro|zentrum|school|schule|école|college|academ|akadem|laborator|museum|musée|bank\b|banque|group\b|"
    r"университет|институт|министерств|центр|фонд|академи|جامعة|معهد|وزارة|مركز|مؤسسة|大学|学院|研究所|研究院|公司|协会|中心|委员会|"
    r"department|gesellschaft|archiv|library|biblioth|commission|secretariat|sekretariat|union\b|federation|kammer|chamber"
)
OFFICE = re.compile(
    r"(?i)(?:(?:vice|deputy|general|executive|managing|assistant|former|senior|permanent|directeur|director|secrétaire|secretary)[\s-]+)*"
    r"(?:minister|ministre|ministra|ministro|director|directora|directeur|directrice|direktorin|direktor|president|presidente|presidenta|"
    r"président|présidente|präsidentin|präsident|secretary|secrétaire|secretario|secretaria|head|chief|chef|cheffe|leiter|leiterin|"
    r"ambassador|ambassadeur|ambassadrice|embajador|embajadora|mayor|maire|ceo|cto|professor|professeur|professeure|profesor|profesora)\b"
)
"""How an office begins, which somebody has and is not from."""
DEGREES = re.compile(r"(?i)(?:ph\.?\s?d|dphil|m\.?d|ll\.?[mb]|m\.?sc|b\.?sc|mba|m\.?a|b\.?a|esq|jr|sr)\.?")
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
    role: str = ""
    """The office: Minister of Culture."""


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
        return _person(found[1].strip(" ,"), [piece.strip() for piece in found[2].split(",")])
    pieces = [piece.strip() for piece in re.split(r"[,，،]", text) if piece.strip()]
    while len(pieces) > 1 and DEGREES.fullmatch(pieces[-1]):
        pieces.pop()
    if len(pieces[0].split()) > MOST_WORDS and name_key(text) not in known and not ORGANIZATION.search(text):
        raise CannotTake(f"“{text}” is long for a name; write the name alone")
    if len(pieces) == 1 or name_key(text) in known:
        if found := re.fullmatch(r"(.{3,}?)\s+[-–—]\s+(.{2,})", pieces[0]):
            return _person(found[1], [found[2]])
        return _person(pieces[0] if len(pieces) == 1 else text, [])
    name, *rest = pieces
    place = ", ".join(rest)
    is_organization = bare(place) in organizations or bool(ORGANIZATION.search(place)) or bool(_ACRONYM.fullmatch(place))
    has_office = bool(OFFICE.match(rest[0])) and len(rest) <= 2
    has_honorific = bool(re.match(HONORIFICS, name)) and len(rest) == 1
    is_person = any(re.match(HONORIFICS, each) or name_key(each) in known for each in rest)
    is_said = is_organization or (has_office or has_honorific) and not is_person
    if is_said and not ORGANIZATION.search(name) and (len(name.split()) > 1 or name_key(name) in known):
        return _person(name, rest)
    raise CannotTake(
        f"“{text}” could be several people, or one with an organization; write each on a line of its own, and the organization in brackets"
    )


def _person(name: str, rest: list[str]) -> Named:
    """Somebody by a name with what is put before it, and by what is behind it: an office, and where they are from."""
    role = rest[0] if rest and OFFICE.match(rest[0]) else ""
    organization = ", ".join(rest[1:] if role else rest)
    found = re.match(HONORIFICS, name)
    if found and name[found.end() :].strip():
        return Named(name[found.end() :].strip(), organization, found[0].strip(), role)
    return Named(name, organization, role=role)
