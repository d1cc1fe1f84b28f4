"""A form that is being filled into the data of a file: what all forms need for that."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from microsite.imports.form_body import Problem, as_markdown, code
from microsite.imports.tables import id_of, unused_key
from microsite.imports.typed import Reader
from microsite.model.fields import Where, dotted
from microsite.model.session import Session
from microsite.source import diagnostics

LONGEST_PATH = 200
"""Letters of a path that is looked for on the disk."""


Value = TypeVar("Value")


class Change:
    """A form that is being filled into the data of a file: the data is changed, or problems are noted."""

    def __init__(self, answers: dict[str, str], session: Session, data: dict[str, Any], reader: Reader, docs: Path):
        self.answers, self.session, self.data, self.reader, self.docs = answers, session, data, reader, docs
        self.problems: list[Problem] = []
        self.done: list[str] = []
        self.entry: dict[str, Any] = {}
        """Of the item that is changed."""
        self._written: list[tuple[dict[str, Any], str, str]] = []
        """Which key of which map was written by the answer of which label."""

    def refuse(self, label: str, words: str) -> None:
        self.problems.append(Problem(label, words))

    def understood(self, label: str, by: Callable[[str], Value]) -> Value | None:
        """What an answer means; None without one, or with a problem noted if it is not understood."""
        if not self.answers[label]:
            return None
        try:
            return by(self.answers[label])
        except ValueError as error:
            self.refuse(label, str(error))
            return None

    def write(self, where: dict[str, Any], key: str, value: Any, label: str) -> None:
        """Give a key of a map of the data its value, by the answer of a label."""
        where[key] = value
        self._written.append((where, key, label))

    def problem_of(self, error: diagnostics.Problem) -> Problem:
        """An error of the changed file, at the answer that it is about."""
        paths = {id(value): where for where, value in _maps(self.data)}
        for where, key, label in self._written:
            path = dotted((*paths[id(where)], key)) if id(where) in paths else None
            if path and (error.field == path or error.field.startswith((f"{path}.", f"{path}["))):
                return Problem(label, f"The answer {self._in_words_of_the_form(error)}")
        words = f"The file would have an error: {self.said(error)}"
        label = next((label for where, key, label in reversed(self._written) if where is self.entry and key in ("start", "end")), "")
        if label and "New end" in self.answers and not self.answers["New end"]:
            return Problem("New end", f"{words}. Without an answer here the item lasts as long as before; give the end that it has now")
        return Problem(label, words)

    def said(self, problem: diagnostics.Problem) -> str:
        """A problem of the data file in Markdown."""
        return f"{self.place(problem.field)} {self._in_words_of_the_form(problem)}".strip()

    def _in_words_of_the_form(self, problem: diagnostics.Problem) -> str:
        """The sentence of a problem, with labels of the form for the keys that they write."""
        words = problem.words
        for _, key, label in self._written:
            words = words.replace(f"`{key}`", f"“{label}”")
        titles = {each.item.id: self.reader.title(each.item) for each in self.reader.items}
        return as_markdown(re.sub(r"(?<=while )[\w-]+(?= is still on)", lambda found: titles.get(found[0], found[0]), words))

    def at(self, where: Where) -> Any:
        """What stands at a path of the data."""
        value: Any = self.data
        for part in where:
            value = value[part]
        return value

    def new_id(self, name: str, otherwise: str) -> str:
        """An id made of a name that no part of the data has yet; `otherwise` is for names without Latin letters."""
        used = {value for each, inner in _maps(self.data) for value in (inner.get("id"), *(inner if each in _SHORT_NAMES else ()))}
        short = id_of(name)
        return unused_key(short, used) if short else next(each for n in itertools.count(1) if (each := f"{otherwise}-{n}") not in used)

    def text(self, label: str) -> str | dict[str, str] | None:
        """A text of an answer, or one for each language that it is in (Reader.text)."""
        return self.understood(label, self.reader.text)

    def titles(self, label: str, others: str) -> Any:
        """A text, with its translations if another answer has any: a string, or a map of languages."""
        translations = self.understood(others, self.reader.by_language) or {}
        return self.understood(label, lambda text: self.reader.text(text, translations, others))

    def place(self, field: str) -> str:
        """A path of the data as people call it: by the title of its item, if it is in one."""
        within = next(
            (each for each in self.reader.items if field == dotted(each.where) or field.startswith(f"{dotted(each.where)}.")), None
        )
        if within:
            return f"{self.reader.title(within.item)}{field.removeprefix(dotted(within.where)).replace('.', ', ')}"
        sitting = next((each for each in self.reader.sittings if field.startswith(dotted(each.where))), None)
        return f"The sitting {self.reader.describe_sitting(sitting)}" if sitting else code(field).removeprefix("``")

    def new_page(self, part: str) -> None:
        """Tell of the page of a part that the session had nothing of before."""
        if not getattr(self.session, part):
            self.done.append(f"The site gets a page for it; where `mkdocs.yml` lists the menu (`nav`), `{part}.md` is to be added there")

    def file(self, text: str) -> str:
        """The address or the path of a file: its name alone is enough where one file in docs/ has it."""
        name = text.strip().strip("`")
        if re.search(r"!\[|<img|^https://github\.com/user-attachments/", name):
            raise ValueError(
                "A file that is attached here can't be published; upload it into docs/files (Add file, Upload files), and write its name"
            )
        if not re.match(r"https?:", name) and not (self.docs / name[:LONGEST_PATH]).exists():
            if re.match(r"www\.|[\w-]+(\.[\w-]+)*\.[a-z]{2,}/", name):
                raise ValueError(f"An address on the web begins with https://; write {code(f'https://{name}')}")
            if re.search(r"\s", name) and not re.search(r"\.\w{2,5}$", name):
                raise ValueError(
                    f"{code(name)} is no address, which begins with https://, and no file; leave this empty until there is one"
                )
        if "/" not in name:
            found = [path.relative_to(self.docs).as_posix() for path in self.docs.rglob("*") if path.name == name]
            return found[0] if len(found) == 1 else name
        return name

    def note(self, entry: dict[str, Any], label: str) -> None:
        """The reason that is given, as the note of an item."""
        note, old = self.text(label), entry.get("note")
        if note and note != old:
            languages = f" in {', '.join(map(self.reader.english.language_name, note))}" if isinstance(note, dict) else ""
            replaced = f", in the place of the note that it had{and_translations(old)}" if old else ""
            self.done.append(f"Its note says why{languages}{replaced}")
            self.write(entry, "note", note, label)


def and_translations(text: Any) -> str:
    """What else goes with a text that is replaced or deleted."""
    return " and of its translations" if isinstance(text, dict) and len(text) > 1 else ""


_SHORT_NAMES = {("people",), ("rooms",), ("tracks",), ("tags",), ("venues",), ("bodies",), ("kinds",)}


def _maps(value: Any, where: Where = ()) -> Iterator[tuple[Where, dict[str, Any]]]:
    """All maps in some data, each with its path."""
    if isinstance(value, dict):
        yield where, value
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from _maps(inner, (*where, key))
