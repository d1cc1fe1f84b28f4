"""The list of all addresses that were ever published, `archive/addresses.txt`: one a line, in order, as `/agenda/#opening`.

`microsite archive` and each build for publication add to it, and nothing is ever taken out but by an editor: so that an address which
leads nowhere any more is noticed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from microsite.source.diagnostics import Problem

FILE = "addresses.txt"
HEAD = """\
# Every address that was ever published, below that of the site. `microsite check` and each build say which lead nowhere any more.
# The lines come by themselves; delete one if nobody needs its address.
"""


def read(path: Path) -> dict[str, int]:
    """Each address with its line; none if there is no list yet."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else []
    return {line.strip(): row for row, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")}


def renew(path: Path, addresses: Iterable[str]) -> bool:
    """Add addresses to the list; whether it has changed. OSError where it can't be written."""
    known = read(path)
    every = sorted({*known, *addresses})
    if len(every) == len(known):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEAD + "".join(f"{address}\n" for address in every), encoding="utf-8")
    return True


def gone(path: Path, is_there: Callable[[str], bool], common: Callable[[str], str]) -> Iterator[Problem]:
    """A warning for each address of the list that is not there; once for those of which `common` makes one, as of those that are the
    same in several languages."""
    found: dict[str, list[tuple[int, str]]] = {}
    for address, row in read(path).items():
        if not address.startswith("/"):
            yield Problem(_name(path), row, 1, "", f"“{address}” is not an address, which begins with /; delete the line", "warning")
        elif not is_there(address):
            found.setdefault(common(address), []).append((row, address))
    for rows in found.values():
        row, address = rows[0]
        more = f" (nor {len(rows) - 1} like it in other languages)" if len(rows) > 1 else ""
        lines = "this line" if len(rows) == 1 else "these lines"
        yield Problem(
            _name(path), row, 1, "", f"{address} was published, and is not there any more{more}; {_remedy(address, lines)}", "warning"
        )


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _remedy(address: str, lines: str) -> str:
    """How to have it back, by what it is the address of."""
    forget = f"or delete {lines} if nobody needs it"
    if "#" in address:
        return f"put it back (an item that does not take place can stay, with `cancelled: true`), {forget}"
    return f"put it back, {forget}"
