"""`microsite links`: which addresses of the data still lead somewhere, told with their lines.

Asked by urllib3, which the site's own packages bring along and the build does not use. A page that is gone is told apart from
one that moved, and from one that does not let programs in or is too slow: those may be well for readers.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import urljoin

import click

from microsite.localize.localizer import markdown
from microsite.model.fields import Address, FileAddress, Prose, dotted
from microsite.model.traverse import walk
from microsite.source.diagnostics import BadSource
from microsite.source.loading import Source, load

AT_ONCE = 8
AGENT = "microsite links (asks once a week whether a page is still there)"


class State(StrEnum):
    """What became of an address, the worst first."""

    dead = "dead"
    moved = "moved"
    blocked = "blocked"
    fine = "fine"


HEADINGS = {
    State.dead: "Lead nowhere: correct or delete them",
    State.moved: "Moved for good: write the new address",
    State.blocked: "Could not be asked from here: look at them yourself",
}


@dataclass(frozen=True, order=True)
class Place:
    """Where an address stands in a data file."""

    file: str
    line: int
    column: int
    field: str


@dataclass(frozen=True)
class Answer:
    """What a server said."""

    state: State
    words: str


def addresses(source: Source, name: str) -> Iterator[tuple[str, Place]]:
    """Every web address of a data file, those in its texts included."""
    for where, value in walk(source.session):
        if isinstance(value, Address | FileAddress):
            found = [((*where, key) if key else where, address) for key, address in value.root.items()]
        elif isinstance(value, Prose):
            found = [((*where, key) if key else where, address) for key, text in value.root.items() for address in _in_markdown(text)]
        else:
            continue
        for place, address in found:
            if address.startswith(("http://", "https://")):
                yield address, Place(name, *source.positions[place], dotted(place))


def _in_markdown(text: str) -> Iterator[str]:
    for block in markdown.parse(text):
        for token in block.children or ():
            if token.type == "link_open":
                yield str(token.attrs["href"])


def ask(address: str, seconds: float) -> Answer:
    """One address, with a second try where a server is busy; `seconds` is how long it may keep silent."""
    import urllib3  # not needed to check, to build or to compare

    retries = urllib3.Retry(
        connect=1,
        read=0,
        redirect=8,
        status=1,
        other=0,
        backoff_factor=0.5,
        status_forcelist={429, 500, 502, 503, 504},
        raise_on_status=False,
        respect_retry_after_header=False,
    )
    with urllib3.PoolManager(
        headers={"User-Agent": AGENT, "Accept": "*/*"}, timeout=urllib3.Timeout(connect=seconds, read=seconds)
    ) as pool:
        try:
            response = pool.request("GET", address, retries=retries, preload_content=False)
        except urllib3.exceptions.MaxRetryError as error:
            return _silent(error.reason)
        except (urllib3.exceptions.HTTPError, ValueError) as error:
            return _silent(error)
        response.close()
        steps = [step for step in (response.retries.history if response.retries else ()) if step.redirect_location]
        if response.status in (404, 410):
            return Answer(State.dead, f"answers {response.status}" + (f", after it led to {response.geturl()}" if steps else ""))
        if response.status >= 400:
            return Answer(State.blocked, f"answers {response.status}")
        if steps and steps[0].status in (301, 308):
            return Answer(State.moved, f"is now {urljoin(address, response.geturl() or '')}")
        return Answer(State.fine, f"answers {response.status}")


def _silent(error: Exception | None) -> Answer:
    import urllib3

    if isinstance(error, urllib3.exceptions.NameResolutionError):
        cause = error.__cause__ or error.__context__
        unknown = isinstance(cause, socket.gaierror) and cause.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", None))
        return (
            Answer(State.dead, "has a host that does not exist")
            if unknown
            else Answer(State.blocked, "has a host whose name can't be asked for now")
        )
    if isinstance(error, urllib3.exceptions.ResponseError):
        return Answer(State.dead, "leads from one address to the next without end")
    if isinstance(error, urllib3.exceptions.TimeoutError) and not isinstance(error, urllib3.exceptions.NewConnectionError):
        return Answer(State.blocked, "does not answer in time")
    if isinstance(error, urllib3.exceptions.SSLError):
        return Answer(State.blocked, "has a certificate that is not valid")
    return Answer(State.blocked, "does not answer")


def asked(found: Iterable[tuple[str, Place]], seconds: float) -> dict[str, tuple[Answer, list[Place]]]:
    """Each address once, with its answer and its places."""
    places: dict[str, list[Place]] = {}
    for address, place in found:
        places.setdefault(address.partition("#")[0], []).append(place)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = pool.map(lambda address: ask(address, seconds), places)
        return {address: (answer, sorted(where)) for (address, where), answer in zip(places.items(), answers, strict=True)}


def as_text(answers: dict[str, tuple[Answer, list[Place]]]) -> str:
    """A line for each place of an address that is not fine, as other problems are said."""
    lines = [
        (place, f"{place.file}:{place.line}:{place.column}: {answer.state}: {place.field}: {address} {answer.words}")
        for address, (answer, where) in answers.items()
        for place in where
        if answer.state is not State.fine
    ]
    return "\n".join([*(line for _, line in sorted(lines)), counted(answers)])


def as_markdown(answers: dict[str, tuple[Answer, list[Place]]]) -> str:
    """The text of an issue."""
    parts = []
    for state, heading in HEADINGS.items():
        found = [(where, address, answer) for address, (answer, where) in answers.items() if answer.state is state]
        if found:
            rows = [
                f"- {', '.join(f'`{place.file}:{place.line}`' for place in where)}: <{address}> {answer.words}"
                for where, address, answer in sorted(found, key=lambda row: row[0])
            ]
            parts.append(f"### {heading}\n\n" + "\n".join(rows))
    return "\n\n".join([*parts, counted(answers)])


def counted(answers: dict[str, tuple[Answer, list[Place]]]) -> str:
    states = [answer.state for answer, _ in answers.values()]
    return f"{len(states)} addresses: " + ", ".join(f"{states.count(state)} {state}" for state in State)


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "style", type=click.Choice(("text", "markdown")), default="text", help="markdown: for an issue.")
@click.option("--seconds", type=float, default=20.0, help="How long a server may keep silent.")
def links(files: tuple[Path, ...], style: str, seconds: float) -> None:
    """Ask every web address in FILES (data/*.yml without any) whether it is still there; exit 1 if one is dead."""
    try:
        import urllib3  # noqa: F401
    except ImportError:
        raise click.ClickException("urllib3 is not installed; run: python -m pip install 'microsite[links]'") from None
    found: list[tuple[str, Place]] = []
    for path in files or tuple(sorted(Path("data").glob("*.yml"))):
        try:
            found += addresses(load(path), path.as_posix())
        except BadSource as bad:
            raise click.ClickException(str(bad)) from None
    answers = asked(found, seconds)
    click.echo(as_markdown(answers) if style == "markdown" else as_text(answers))
    raise SystemExit(any(answer.state is State.dead for answer, _ in answers.values()))
