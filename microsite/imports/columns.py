"""What a sheet has in its columns: a value of the data file as a cell shows it, and a cell as a value.

A cell that is shown is a text, in one form only: it is the same as long as the value is. So what was changed in a sheet is known by
comparing texts, and what a cell does not show of a value stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from microsite.imports.cells import CannotTake, as_clock, as_day, as_deadline, as_text, bare
from microsite.imports.kinds import kind_in
from microsite.imports.short_names import Names
from microsite.imports.tables import A_DAY, Row, clock, minutes
from microsite.localize.labels import KIND_LABELS
from microsite.model.agenda import Kind
from microsite.model.people import Part

YES = {"yes", "y", "true", "1", "x", "ja", "oui", "si", "sim", "да", "是", "نعم", "wahr", "vrai"}
NO = {"no", "n", "false", "0", "nein", "non", "nao", "нет", "否", "لا", "falsch", "faux"}
CANCELLED = {
    bare(word) for word in "cancelled canceled annulé annulée abgesagt entfällt cancelado cancelada отменено 取消 已取消 ملغى".split()
}
"""Yes, to the question whether an item is cancelled."""


@dataclass(frozen=True)
class Column:
    """A column whose cells hold one text of the data, the same in all languages."""

    heading: str
    key: str
    """The key of the rows of tables.py that it shows."""
    width: int = 14
    note: str = ""
    """What to know of it beside the sentence of the model."""

    def show(self, row: Row, names: Names) -> str:
        """What a cell of it holds."""
        value = row.get(self.key, "")
        return value if isinstance(value, str) else ""

    def read(self, value: Any, names: Names) -> str:
        """What somebody typed, as `show` writes it; CannotTake if it can't be read."""
        return as_text(value)

    def take(self, row: Row, text: str, names: Names) -> None:
        """Put what `read` has read into a row; CannotTake if that can't be."""
        if text:
            row[self.key] = text
        else:
            row.pop(self.key, None)

    def choices(self, names: Names) -> list[str]:
        """What a drop-down list offers; nothing for most."""
        return []


class Id(Column):
    """The key of a row, made when the row is taken."""


class Text(Column):
    """A line in the language of the sheets, beside those in others."""

    has_paragraphs = False
    same_everywhere = False
    """Whether one that is written once holds for all languages, as in `Localized` of the model."""

    def show(self, row: Row, names: Names) -> str:
        value = row.get(self.key, "")
        if isinstance(value, dict):
            return str(value.get(names.language, ""))
        return str(value) if self.same_everywhere or names.language == names.source else ""

    def read(self, value: Any, names: Names) -> str:
        text = as_text(value)
        return text if self.has_paragraphs else " ".join(text.split())

    def take(self, row: Row, text: str, names: Names) -> None:
        old = row.get(self.key)
        if isinstance(old, str) and not self.same_everywhere and names.language != names.source:
            old = {names.source: old}
        if not isinstance(old, dict) and (self.same_everywhere or names.language == names.source):
            super().take(row, text, names)
            return
        texts = {**(old or {})}
        if text and not texts:
            raise CannotTake(
                f"“{text}” is in {names.language}, and there is no text in {names.source} that it translates; write that first"
            )
        if not text and names.language == names.source and len(texts) > 1:
            raise CannotTake(f"the {self.heading.lower()} is empty, and its translations are not; write it, or take these out first")
        if text:
            texts[names.language] = text
        else:
            texts.pop(names.language, None)
        if texts:
            row[self.key] = texts
        else:
            row.pop(self.key, None)


class Prose(Text):
    """Paragraphs in the language of the sheets."""

    has_paragraphs = True


class Name(Text):
    """A name: one that is written once is the same in all languages."""

    same_everywhere = True


class Day(Column):
    """The day of an item; without one, it is planned."""

    def read(self, value: Any, names: Names) -> str:
        return as_day(value, names.dates)

    def take(self, row: Row, text: str, names: Names) -> None:
        super().take(row, text, names)
        if self.key == "date":
            row.pop("sitting", None)  # which is one of the old day


class Hour(Column):
    """An hour of that day; those past midnight count on."""

    def read(self, value: Any, names: Names) -> str:
        return as_clock(value)

    def take(self, row: Row, text: str, names: Names) -> None:
        old = row.get(self.key, "")
        if text and old and minutes(old) >= A_DAY and minutes(text) <= 6 * 60:
            text = clock(minutes(text) + A_DAY)
        super().take(row, text, names)


class Moment(Column):
    """A day, or a day and an hour."""

    def read(self, value: Any, names: Names) -> str:
        return as_deadline(value, names.dates)


class Entry(Column):
    """The short name of an entry of a table, or else a name of its own."""

    @property
    def table(self) -> str:
        return f"{self.key}s"

    def show(self, row: Row, names: Names) -> str:
        value = row.get(self.key, "")
        return names.show(self.table, value) if isinstance(value, str) else names.in_language(value)

    def read(self, value: Any, names: Names) -> str:
        return " ".join(as_text(value).split())

    def take(self, row: Row, text: str, names: Names) -> None:
        found = names.find(self.table, text) if text else None
        if text and not found:
            names.refuse_misspelt(self.table, text)
        if found or not isinstance(row.get(self.key), dict):
            super().take(row, found or text, names)
        elif text != self.show(row, names):
            Text(self.heading, self.key).take(row, text, names)

    def choices(self, names: Names) -> list[str]:
        return names.all(self.table)


class KindOfItem(Column):
    """What an item is: a kind of the site by its English word, or one of the session."""

    def show(self, row: Row, names: Names) -> str:
        kind = row.get("kind", "")
        return KIND_LABELS[Kind(kind)] if kind in {*Kind} else names.show("kinds", kind)

    def read(self, value: Any, names: Names) -> str:
        return " ".join(as_text(value).split())

    def take(self, row: Row, text: str, names: Names) -> None:
        if not text:
            raise CannotTake(f"is empty, and each item is of some kind; write one of {_list(self.choices(names))}")
        kind = names.find("kinds", text) or kind_in(text)
        if not kind:
            raise CannotTake(f"“{text}” is none of the kinds; write one of {_list(self.choices(names))}")
        row["kind"] = kind

    def choices(self, names: Names) -> list[str]:
        return [*KIND_LABELS.values(), *names.all("kinds")]


def _list(words: list[str]) -> str:
    return ", ".join(words)


@dataclass(frozen=True)
class Choice(Column):
    """One of some words."""

    labels: tuple[tuple[str, str], ...] = ()
    """Values, each with its label."""
    free: bool = False
    """Whether it may be another word, too."""

    def show(self, row: Row, names: Names) -> str:
        value = row.get(self.key, "")
        return dict(self.labels).get(value, value) if isinstance(value, str) else names.in_language(value)

    def take(self, row: Row, text: str, names: Names) -> None:
        found = next((value for value, label in self.labels if bare(text) in (bare(value), bare(label))), None)
        if text and not found and not self.free:
            raise CannotTake(f"“{text}” is none of {_list(self.choices(names))}")
        if text and not found and isinstance(row.get(self.key), dict):
            Text(self.heading, self.key).take(row, text, names)
        else:
            super().take(row, found or text, names)

    def choices(self, names: Names) -> list[str]:
        return [label for _, label in self.labels]


@dataclass(frozen=True)
class YesNo(Column):
    """Yes, no, or empty for what is usual."""

    usual: bool = False

    def show(self, row: Row, names: Names) -> str:
        value = bare(row.get(self.key, ""))
        return "yes" if value in YES else "no" if value in NO else ""

    def take(self, row: Row, text: str, names: Names) -> None:
        text = "yes" if self.key == "cancelled" and bare(text) in CANCELLED else text
        if text and bare(text) not in YES | NO:
            raise CannotTake(f"“{text}” is neither yes nor no; write one of the two")
        is_said = bool(text) and (bare(text) in YES) != self.usual
        super().take(row, ("false" if self.usual else "true") if is_said else "", names)

    def choices(self, names: Names) -> list[str]:
        return ["yes", "no"]


class PublicAddress(Column):
    """An address, or one for each language, a line each: “en: https://…”."""

    def show(self, row: Row, names: Names) -> str:
        value = row.get(self.key, "")
        return "\n".join(f"{language}: {address}" for language, address in value.items()) if isinstance(value, dict) else str(value)

    def take(self, row: Row, text: str, names: Names) -> None:
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        by_language = [re.fullmatch(r"([a-z]{2,3}(?:-\w+)*)\s*:\s*((?!//)\S+)", line) for line in lines]
        if lines and all(by_language):
            row[self.key] = {found[1]: found[2] for found in by_language if found}
        elif len(lines) > 1:
            raise CannotTake("has several addresses; write the language before each: “en: https://…”")
        else:
            super().take(row, text.strip(), names)


class PictureFile(Column):
    """The file of a picture, whatever else is said of it."""

    def show(self, row: Row, names: Names) -> str:
        value = row.get(self.key, "")
        return value.get("file", "") if isinstance(value, dict) else str(value)

    def take(self, row: Row, text: str, names: Names) -> None:
        if text and isinstance(row.get(self.key), dict):
            row[self.key] = {**row[self.key], "file": text}
        else:
            super().take(row, text, names)


class Several(Column):
    """Several texts, a line each."""

    def shown(self, entry: Any, names: Names) -> str:
        """One of them."""
        return " ".join(names.in_language(entry).split())

    def taken(self, text: str, names: Names) -> Any:
        """A new one."""
        if names.language != names.source:
            raise CannotTake(f"“{text}” is in {names.language}, and translates no line of the data file; add it in {names.source} first")
        return text

    def show(self, row: Row, names: Names) -> str:
        return "\n".join(self.shown(entry, names) for entry in row.get(self.key) or ())

    def take(self, row: Row, text: str, names: Names) -> None:
        old = row.get(self.key) or []
        known = {bare(self.shown(entry, names)): entry for entry in old}
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        new = []
        for number, line in enumerate(lines):
            entry = known.get(bare(line))
            if entry is None:
                before = old[number] if len(lines) == len(old) else None
                place: Row = {self.key: before} if isinstance(before, dict) else {}
                if place:
                    Text(self.heading, self.key).take(place, line, names)
                entry = place.get(self.key) or self.taken(line, names)
            new.append(entry)
        if new:
            row[self.key] = new
        else:
            row.pop(self.key, None)


class Tags(Several):
    """Keys under `tags`, a line each."""

    def shown(self, entry: Any, names: Names) -> str:
        return names.show("tags", entry)

    def taken(self, text: str, names: Names) -> Any:
        found = names.find("tags", text)
        if not found:
            known = _list(names.all("tags"))
            raise CannotTake(f"“{text}” is none of the subjects; " + (f"write one of {known}" if known else "the data file has none"))
        return found

    def take(self, row: Row, text: str, names: Names) -> None:
        super().take(row, re.sub(r"\s*[;,]\s*", "\n", text), names)

    def choices(self, names: Names) -> list[str]:
        return names.all("tags")


@dataclass(frozen=True)
class People(Column):
    """Those who have one part in an item, a line each. What else is said of their part stays."""

    part: Part = Part.speaker

    def _has_part(self, entry: Row) -> bool:
        return bool(entry.get("part", Part.speaker) == self.part)

    def show(self, row: Row, names: Names) -> str:
        return "\n".join(names.show("people", entry["person"]) for entry in row.get("people") or () if self._has_part(entry))

    def take(self, row: Row, text: str, names: Names) -> None:
        old, known = row.get("people") or [], [*names.new_people]
        keys, problems = names.persons(text)
        if problems and any(map(self._has_part, old)):  # whom those names mean may be there already
            names.forget(known)
            names.remarks.clear()
            raise CannotTake("; ".join(problems))
        of_part = {entry["person"]: entry for entry in old if self._has_part(entry)}
        new = [of_part.get(key) or {"person": key, "part": str(self.part)} for key in keys]
        places = [number for number, entry in enumerate(old) if self._has_part(entry)]
        people = []
        for number, entry in enumerate(old):
            if number not in places:
                people.append(entry)
            elif new:
                people.append(new.pop(0))
            if number in places[-1:]:
                people += new
                new = []
        people += new
        if people:
            row["people"] = people
        else:
            row.pop("people", None)
        if problems:
            raise CannotTake("; ".join(problems))

    def choices(self, names: Names) -> list[str]:
        return names.all("people")
