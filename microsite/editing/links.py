"""Finds out whether the web addresses in data files still lead somewhere, and reports those that do not, with their lines.

A page that is gone is told apart from one that moved, and from one that refuses programs or answers too slowly, which may be all right
for readers. Requests are made with urllib3, an optional package that the build does not use; it is imported only here, when needed.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import urljoin

from microsite.localize.localizer import markdown
from microsite.model.fields import Address, FileAddress, Prose, dotted
from microsite.model.traverse import walk
from microsite.source.loading import Source

MAX_PARALLEL = 8
"""Requests at one time."""
USER_AGENT = "microsite links (asks once a week whether a page is still there)"


class LinkState(StrEnum):
    """What became of an address, the worst first."""

    dead = "dead"
    moved = "moved"
    blocked = "blocked"
    """It could not be found out: the server refuses the request, fails or does not answer."""
    fine = "fine"


HEADINGS = {
    LinkState.dead: "Lead nowhere: correct or delete them",
    LinkState.moved: "Moved for good: write the new address",
    LinkState.blocked: "Could not be asked from here: look at them yourself",
}


class Location(NamedTuple):
    """Where an address stands in a data file."""

    file: str
    line: int
    column: int
    field: str


class Answer(NamedTuple):
    """What came of a request."""

    state: LinkState
    words: str
    """The end of a sentence on the address: “answers 404”."""


Report = dict[str, tuple[Answer, list[Location]]]
"""By address: the answer, and where it stands in data files."""


def find_addresses(source: Source, file: str) -> Iterator[tuple[str, Location]]:
    """Every web address of a data file, those in its texts included; `file` is what locations call the data file."""
    for where, value in walk(source.session):
        if isinstance(value, Address | FileAddress):
            addresses = [((*where, language) if language else where, address) for language, address in value.root.items()]
        elif isinstance(value, Prose):
            addresses = [
                ((*where, language) if language else where, address)
                for language, text in value.root.items()
                for address in _addresses_in_markdown(text)
            ]
        else:
            continue
        for place, address in addresses:
            if address.startswith(("http://", "https://")):
                yield address, Location(file, *source.positions[place], dotted(place))


def _addresses_in_markdown(text: str) -> Iterator[str]:
    for block in markdown.parse(text):
        for token in block.children or ():
            if token.type == "link_open":
                yield str(token.attrs["href"])


def check_address(address: str, timeout: float) -> Answer:
    """Request one address, again if the server is busy; `timeout` is how many seconds it may take to connect, and to answer."""
    import urllib3  # here, since it is optional

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
        headers={"User-Agent": USER_AGENT, "Accept": "*/*"}, timeout=urllib3.Timeout(connect=timeout, read=timeout)
    ) as pool:
        try:
            response = pool.request("GET", address, retries=retries, preload_content=False)
        except urllib3.exceptions.MaxRetryError as error:
            return _answer_to_error(error.reason)
        except (urllib3.exceptions.HTTPError, ValueError) as error:
            return _answer_to_error(error)
        response.close()
        redirects = [step for step in (response.retries.history if response.retries else ()) if step.redirect_location]
        if response.status in (404, 410):
            return Answer(LinkState.dead, f"answers {response.status}" + (f", after it led to {response.geturl()}" if redirects else ""))
        if response.status >= 400:
            return Answer(LinkState.blocked, f"answers {response.status}")
        if redirects and redirects[0].status in (301, 308):
            return Answer(LinkState.moved, f"is now {urljoin(address, response.geturl() or '')}")
        return Answer(LinkState.fine, f"answers {response.status}")


def _answer_to_error(error: Exception | None) -> Answer:
    """What it means for an address that its server did not answer as HTTP wants."""
    import urllib3

    if isinstance(error, urllib3.exceptions.NameResolutionError):
        cause = error.__cause__ or error.__context__
        if isinstance(cause, socket.gaierror) and cause.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", None)):
            return Answer(LinkState.dead, "has a host that does not exist")
        return Answer(LinkState.blocked, "has a host whose name can't be asked for now")
    if isinstance(error, urllib3.exceptions.ResponseError):
        return Answer(LinkState.dead, "leads from one address to the next without end")
    if isinstance(error, urllib3.exceptions.TimeoutError) and not isinstance(error, urllib3.exceptions.NewConnectionError):
        return Answer(LinkState.blocked, "does not answer in time")
    if isinstance(error, urllib3.exceptions.SSLError):
        return Answer(LinkState.blocked, "has a certificate that is not valid")
    return Answer(LinkState.blocked, "does not answer")


def check_addresses(addresses: Iterable[tuple[str, Location]], timeout: float) -> Report:
    """Request each address once, however often it stands in data files; what follows a `#` makes no difference."""
    locations: dict[str, list[Location]] = {}
    for address, location in addresses:
        locations.setdefault(address.partition("#")[0], []).append(location)
    with ThreadPoolExecutor(MAX_PARALLEL) as pool:
        answers = pool.map(lambda address: check_address(address, timeout), locations)
        return {address: (answer, sorted(locations[address])) for address, answer in zip(locations, answers, strict=True)}


def format_text(report: Report) -> str:
    """The report for a terminal: a line for each location of an address that is not fine, as `microsite check` writes problems."""
    lines = [
        (location, f"{location.file}:{location.line}:{location.column}: {answer.state}: {location.field}: {address} {answer.words}")
        for address, (answer, locations) in report.items()
        for location in locations
        if answer.state is not LinkState.fine
    ]
    return "\n".join([*(line for _, line in sorted(lines)), _format_counts(report)])


def format_markdown(report: Report) -> str:
    """The report as the text of an issue, by state."""
    sections = []
    for state, heading in HEADINGS.items():
        rows = [(locations, address, answer) for address, (answer, locations) in report.items() if answer.state is state]
        lines = [
            f"- {', '.join(f'`{location.file}:{location.line}`' for location in locations)}: <{address}> {answer.words}"
            for locations, address, answer in sorted(rows, key=lambda row: row[0])
        ]
        if lines:
            sections.append(f"### {heading}\n\n" + "\n".join(lines))
    return "\n\n".join([*sections, _format_counts(report)])


def _format_counts(report: Report) -> str:
    """How many addresses there are of each state."""
    states = [answer.state for answer, _ in report.values()]
    return f"{len(states)} addresses: " + ", ".join(f"{states.count(state)} {state}" for state in LinkState)
