"""From a YAML file to a Session, or to every problem in it at once, each with its place.

The reader makes plain texts, lists and maps of it, and the model gives every text its type.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from microsite.model.fields import Where, dotted
from microsite.model.session import Session
from microsite.source.diagnostics import ENOUGH, Problem
from microsite.source.positions import Positions
from microsite.source.reader import WIDEST, Reader
from microsite.source.recovery import narrow, prune, stand_in
from microsite.validation import checks, secrets


@dataclass(frozen=True)
class Source:
    """A session with the place of everything in it, and what is worth a warning."""

    session: Session
    positions: Positions
    warnings: tuple[Problem, ...] = ()
    private: dict[Where, str] = field(default_factory=dict)
    """The texts under `private:`, by place: no part of the session, so that no page can show them."""


def load(path: Path | str, *, name: str | None = None, docs: Path | None = None) -> Source:
    """Read a data file; `name` is what messages call it, `docs` the folder that files in it are looked for in.

    BadSource holds every problem where one is an error.
    """
    name = name or str(path)
    reader = Reader(name)
    data = reader.read(path)
    if not isinstance(data, dict):
        if not reader.problems:
            reader.problem((), "is no session: it should begin with keys such as `number:` and `title:`")
        raise reader.bad()

    private = dict(secrets.remove_private(data))
    written = set(Session.model_fields if reader.unread else data)
    stood = stand_in(data, written)
    session, touched, width = None, False, WIDEST
    for _ in range(6):  # each round drops what was wrong, so that the checks of the rest can speak too
        try:
            session = Session.model_validate(data)
            break
        except ValidationError as error:
            if (
                error.error_count() > 10 * ENOUGH and width >= 10
            ):  # more than anybody reads, or a machine has room for: those in the first entries will do
                width //= 10
                data = narrow(data, width)
                continue
            wrong = error.errors(include_url=False)
            if not touched:
                reader.invalid(wrong)
            touched = True
            dropped = prune(data, wrong)
            put = stand_in(data, written, required=True)
            stood |= put
            if not (dropped or put):
                break
    if width < WIDEST and not reader.problems:
        reader.problem((), f"has lists with thousands of mistakes, none among their first {width} entries; write those like the first")
    if session:
        refused = tuple(problem.field for problem in reader.problems if problem.severity == "error")
        complete, invalid_keys = not (touched or refused), stood | (written - set(data))
        for severity, where, words in checks.validate_session(session, docs=docs, complete=complete, invalid_keys=invalid_keys):
            if not any(field.startswith(f"{dotted(where)}.") for field in refused):  # else it is about what was dropped there
                reader.problem(where, words, severity)
    for severity, where, words in secrets.validate_private_texts(session, private):
        reader.problem(where, words, severity)
    if any(problem.severity == "error" for problem in reader.problems):
        raise reader.bad()
    assert session  # else there is an error
    return Source(session, reader.positions, tuple(sorted(reader.problems)), private)
