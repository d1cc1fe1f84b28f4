"""From a YAML file to a Session, or to every problem in it at once, each with its position.

The reader makes plain texts, lists and maps of it, and the model gives every text its type.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from microsite.model.fields import Where, dotted
from microsite.model.session import Session
from microsite.model.traverse import Walked, walk
from microsite.source.diagnostics import MAX_PROBLEMS, Problem
from microsite.source.positions import Positions
from microsite.source.reader import MAX_ENTRIES, Reader
from microsite.source.recovery import Kept, error_in_file, narrow, path_in_file, prune, stand_in, without_skipped
from microsite.validation import checks, secrets
from microsite.validation.secrets import PRIVATE_KEY


@dataclass(frozen=True)
class Source:
    """A session with the position in the file of everything in it, and with warnings."""

    name: str
    """What messages call the file."""
    session: Session
    parts: Walked
    """All that is in the session, as `walk` gives it."""
    positions: Positions
    warnings: tuple[Problem, ...] = ()
    private: dict[Where, str] = field(default_factory=dict)
    """The texts under `private:`, by their data paths. They are no part of the session, so that no page can show them."""

    def problem(self, severity: str, where: Where, words: str) -> Problem:
        """A finding on the session, as in validation/checks.py, at its place in the file."""
        return Problem(self.name, *self.positions.nearest(where), dotted(where), words, severity)


def load(path: Path | str, *, name: str | None = None, docs: Path | None = None) -> Source:
    """Read a data file into a session. `name` is what messages call the file; `docs` is the folder that linked files must be in.

    Raises BadSource, with every problem found, if one of them is an error.
    """
    name = name or str(path)
    reader = Reader(name)
    data = reader.read(path)
    if not isinstance(data, dict):
        if not reader.problems:
            reader.report_at_path((), "is not a session: it should begin with keys such as `number:` and `title:`")
        raise reader.to_exception()

    private = dict(secrets.remove_private(data))
    keys_in_file = set(Session.model_fields if reader.partly_unreadable else data)
    short_names = {key: set(data[key]) for key in checks.SHORT_NAMES if isinstance(data.get(key), dict)}
    short_names["points"] = set(_ids(data, ("points",)))
    short_names["items"] = set(_ids(data.get("agenda"), ("items", "all_day", "planned"), ("days", "sittings")))
    session, replaced_keys, is_valid, kept = _validated(data, keys_in_file, reader)
    parts = walk(session)
    if session:
        error_paths = tuple(problem.field for problem in reader.problems if problem.severity == "error")
        left_out = checks.LeftOut(replaced_keys, short_names, lambda where: path_in_file(where, kept))
        complete = is_valid and not error_paths
        for severity, where, words in checks.validate_session(session, parts, docs=docs, complete=complete, left_out=left_out):
            if reader.full():
                break
            if not any(path.startswith(f"{dotted(where)}.") for path in error_paths):  # else it is about what was left out there
                reader.report_at_path(where, words, severity)
    for severity, where, words in secrets.validate_private_texts(parts, private, lambda where: reader.positions.nearest(where)[0]):
        reader.report_at_path(where if PRIVATE_KEY in where else path_in_file(where, kept), words, severity)
    if any(problem.severity == "error" for problem in reader.problems):
        raise reader.to_exception()
    assert session  # else there is an error
    return Source(name, session, parts, reader.positions, tuple(sorted(reader.problems)), private)


def load_content(content: bytes, name: str, *, docs: Path | None = None) -> Source:
    """The same of what is not in a file yet: a changed text, which a message is to call `name`."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "session.yml")
        file.write_bytes(content)
        return load(file, name=name, docs=docs)


def _ids(data: Any, lists: Iterable[str], within: Iterable[str] = ()) -> Iterator[str]:
    """The ids in the data of a file, whatever else is wrong there: those of the entries of `lists`, at `data` itself, in these entries and
    below the keys `within`."""
    for each in data if isinstance(data, list) else (data,):
        if isinstance(each, dict):
            for entries in (found for found in map(each.get, lists) if isinstance(found, list)):
                yield from (str(entry.get("id")) for entry in entries if isinstance(entry, dict))
                yield from _ids(entries, lists)
            for key in within:
                yield from _ids(each.get(key), lists, within)


def _validated(data: dict[str, Any], keys_in_file: set[str], reader: Reader) -> tuple[Session | None, set[str], bool, Kept]:
    """The session that the valid part of `data` makes: errors are reported, what is wrong is taken out of `data`, and the rest is
    tried again.

    Returns the session (None if nothing helped), its top-level keys that were left out or given a stand-in, whether the data was
    valid as it was, and which entries of lists the session has.
    """
    replaced_keys = stand_in(data, keys_in_file)
    session, is_valid, width = None, True, MAX_ENTRIES
    for _ in range(6):  # each round leaves out what was wrong in the one before
        kept: Kept = {}
        has_gaps = reader.problems or not is_valid
        try:
            session = Session.model_validate(without_skipped(data, kept) if has_gaps else data)
            break
        except ValidationError as error:
            if error.error_count() > 10 * MAX_PROBLEMS and width >= 10:  # too many for memory: those of the first entries will do
                width //= 10
                data = narrow(data, width)
                continue
            errors = [error_in_file(each, kept) for each in error.errors(include_url=False)]
            if is_valid:
                reader.report_validation_errors(errors, data)
            is_valid = False
            pruned = prune(data, errors)
            added = stand_in(data, keys_in_file, required=True)
            replaced_keys |= added
            if not (pruned or added):
                break
    if width < MAX_ENTRIES and not reader.problems:
        reader.report_at_path(
            (), f"has lists with thousands of mistakes, none among their first {width} entries; write those like the first"
        )
    return session, replaced_keys | (keys_in_file - set(data)), is_valid, kept
