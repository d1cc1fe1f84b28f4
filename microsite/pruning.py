"""Data without what was wrong in it, so that the checks of the rest can speak too."""

from __future__ import annotations

from typing import Any

from microsite.words import EVERY

SKIP = object()
"""Stands where nothing is to be read."""

STAND_INS = {"number": "1", "title": "–", "organizer": {"name": "–"}, "zone": "Africa/Abidjan"}
"""Read in place of what was wrong or could not be read, so that the rest can be checked. In Abidjan no hour is skipped or repeated."""


def prune(data: Any, errors: list[dict]) -> bool:
    """Take out what was wrong; False where nothing is left to take."""
    changed = False
    for error in errors:
        where = [part for part in error["loc"] if part not in (EVERY, "[key]")]
        if error["type"] == "missing":
            where.pop()
        if error["type"] == "words" and "key" in error.get("ctx", {}):
            where += [int(part) if part.isdigit() else part for part in error["ctx"]["key"].split(".")]
        parent = data
        try:
            for part in where[:-1]:
                parent = parent[part]
            if where and isinstance(parent, dict):
                changed |= parent.pop(where[-1], SKIP) is not SKIP
            elif where:
                parent[where[-1]] = SKIP
                changed = True
        except (KeyError, IndexError, TypeError):
            continue
    _drop_skipped(data)
    return changed


def stand_in(data: dict, written: set[str], *, required: bool = False) -> set[str]:
    """Put stand-ins for the keys of `written` that are not in the data, and with `required` for what no session is without; the keys that were put."""
    wanted = written | STAND_INS.keys() - {"zone"} if required else written
    put = {key: value for key, value in STAND_INS.items() if key in wanted and key not in data}
    data.update(put)
    return set(put)


def narrow(value: Any, width: int) -> Any:
    """The same with the first entries only of each list."""
    if isinstance(value, dict):
        return {key: narrow(each, width) for key, each in value.items()}
    return [narrow(each, width) for each in value[:width]] if isinstance(value, list) else value


def _drop_skipped(value: Any) -> None:
    if isinstance(value, list):
        value[:] = [each for each in value if each is not SKIP]
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _drop_skipped(each)
