"""The data as tables: what a spreadsheet or another system has, where the data file has lists within lists.

A table is a map of rows by their key, and a row a map of the data file's own keys. The rows of `items`, by their ids, have besides
what the file says by where an item stands: `date`, its day, and `sitting`, the id of its sitting. One without a date is planned, and one
without a sitting and an hour lasts all day. `start` and `end` are counted from midnight of that day: 24:30 is half an hour past the next.
"""

from __future__ import annotations

import copy
import datetime as dt
import itertools
import re
from collections.abc import Iterable, Iterator
from typing import Any

from microsite.editing.rewrite import Plain
from microsite.model.base import MAX_NIGHT
from microsite.model.fields import slug

Row = dict[str, Any]
Tables = dict[str, dict[str, Row]]

ITEMS = "items"
MAPS = ("people", "rooms", "tracks", "tags", "kinds", "venues")
"""Tables that are maps in the data file too."""
LISTS = ("documents", "calls", "news", "links", "questions")
"""Tables that are lists in the data file."""
GAP = 30
"""Minutes in which nothing takes place, at which a new sitting begins."""
LONGEST_WITHOUT_END = 180
"""Minutes from the start of an item without an end to the next one in the same sitting, until which it lasts."""
A_DAY = 24 * 60
LONGEST_NIGHT = int(MAX_NIGHT.total_seconds()) // 60
"""Minutes that a sitting or an item may last if it ends after midnight."""


def as_tables(data: dict[str, Any]) -> Tables:
    """The tables of the data of a valid file, as `rewrite.read` gives it."""
    tables: Tables = {ITEMS: _items(data.get("agenda") or {})}
    tables |= {name: copy.deepcopy(data.get(name) or {}) for name in MAPS}
    return tables | {name: {key_of(entry): copy.deepcopy(entry) for entry in data.get(name) or ()} for name in LISTS}


def with_tables(data: dict[str, Any], tables: Tables) -> dict[str, Any]:
    """The data with the rows of some tables in place of its own. What no row names any more is not in it."""
    data = copy.deepcopy(data)
    for name, rows in tables.items():
        if name == ITEMS:
            if rows or data.get("agenda"):
                data["agenda"] = _with_items(data.get("agenda") or {}, rows)
        elif rows or name in data:
            data[name] = copy.deepcopy(rows if name in MAPS else [*rows.values()])
            if not rows:
                del data[name]
    written: dict[str, Any] = as_written(data)
    return written


def key_of(entry: Row) -> str:
    """What an entry of a list is known by: its id, or else its symbol or title."""
    title = entry.get("title", entry.get("question", ""))
    return str(entry.get("id") or entry.get("symbol") or (next(iter(title.values()), "") if isinstance(title, dict) else title))


LONGEST_ID = 40
"""Letters of an id that is made of a name; it stands in addresses."""


def id_of(name: str) -> str:
    """An id made of the first words of a name; empty where it has no Latin letters or digits."""
    short = slug(name)
    if len(short) > LONGEST_ID:
        short = short[: LONGEST_ID + 1].rpartition("-")[0] or short[:LONGEST_ID]
    return short


def unused_key(wanted: str, taken: Iterable[str]) -> str:
    """A key that none of those has: as wanted, or with a number behind it."""
    taken = set(taken)
    return next(key for key in itertools.chain([wanted], (f"{wanted}-{number}" for number in itertools.count(2))) if key not in taken)


def minutes(clock: str) -> int:
    """Those since midnight of 09:30, 9:30 or 24:30."""
    hours, _, rest = clock.partition(":")
    return int(hours) * 60 + int(rest)


def clock(total: int) -> str:
    """As `minutes` reads it."""
    return f"{total // 60:02}:{total % 60:02}"


def is_possible(start: int, end: int) -> bool:
    """Whether a sitting or an item can last so long: one that ends after midnight is taken for a slip beyond twelve hours."""
    return end < A_DAY or end - start <= LONGEST_NIGHT


def from_midnight(row: Row) -> Row:
    """An item's row with the day on which it begins, and hours from its midnight: 24:30 is 00:30 of the next."""
    if minutes(row.get("start") or "0:00") < A_DAY:
        return row
    date = dt.date.fromisoformat(row["date"]) + dt.timedelta(days=1)
    return {**row, "date": date.isoformat()} | {key: clock(minutes(row[key]) - A_DAY) for key in ("start", "end") if row.get(key)}


def as_written(data: Any) -> Any:
    """The same data, in which dates, hours, true and false are written without quotes."""
    if isinstance(data, dict):
        return {key: as_written(value) for key, value in data.items()}
    if isinstance(data, list):
        return [as_written(entry) for entry in data]
    return Plain(data) if re.fullmatch(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d)?|\d\d?:\d\d|true|false", data) else data


# ── the agenda as a table ─────────────────────────────────────────────────────────────────────────────────────────


def _items(agenda: dict[str, Any]) -> dict[str, Row]:
    found = []
    for day in agenda.get("days") or ():
        place = {"date": day["date"]}
        found += [{**item, **place} for item in day.get("all_day") or ()]
        for sitting in day.get("sittings") or ():
            found += [{**item, **_from_midnight(item, sitting), **place, "sitting": sitting["id"]} for item in sitting.get("items") or ()]
    return {item["id"]: copy.deepcopy(item) for item in [*found, *(agenda.get("planned") or ())]}


def _from_midnight(item: Row, sitting: Row) -> dict[str, str]:
    """Start and end of an item, those after midnight as 24:30."""
    since = minutes(sitting["start"])
    found = {key: minutes(item[key]) for key in ("start", "end") if key in item}
    return {key: clock(total if total >= since else total + A_DAY) for key, total in found.items()}


def _with_items(agenda: dict[str, Any], rows: dict[str, Row]) -> dict[str, Any]:
    agenda = copy.deepcopy(agenda)
    days: dict[str, Row] = {day["date"]: day for day in agenda.get("days") or ()}
    rows = _in_their_evenings(_on_their_days(rows, days), days)
    for row in rows.values():
        if row.get("date"):
            days.setdefault(row["date"], {"date": row["date"]})
    if not agenda.get("days") and days and agenda.get("status", "pending") == "pending":
        agenda = {"status": "provisional", **agenda, "status": "provisional"}  # noqa: F601 - first in the file, unless it is there
    taken = {sitting["id"] for day in days.values() for sitting in day.get("sittings") or ()} | rows.keys()
    waiting = sorted(days)
    while waiting:
        day = days[waiting.pop(0)]
        of_day = {key: row for key, row in rows.items() if row.get("date") == day["date"]}
        all_day = {key: row for key, row in of_day.items() if not row.get("start") and not row.get("sitting")}
        _set(day, "all_day", _in_order(day.get("all_day") or [], all_day.values()))
        sittings, later = _with_sittings(day, {key: row for key, row in of_day.items() if key not in all_day}, taken)
        _set(day, "sittings", sittings)
        rows = {**rows, **later}
        for date in {row["date"] for row in later.values()} - days.keys():
            days[date] = {"date": date}
            waiting.insert(0, date)
    if days:
        agenda["days"] = [days[date] for date in sorted(days)]
    _set(agenda, "planned", _in_order(agenda.get("planned") or [], [row for row in rows.values() if not row.get("date")]))
    return agenda


def _on_their_days(rows: dict[str, Row], days: dict[str, Row]) -> dict[str, Row]:
    """The rows, in which an item after midnight is of the day before only if something begins there with which it can share a sitting."""
    begins: dict[str, list[int]] = {date: [minutes(each["start"]) for each in day.get("sittings") or ()] for date, day in days.items()}
    until: dict[str, int] = {}
    for row in rows.values():
        if row.get("date") and row.get("start"):
            start, end = (minutes(row.get(key) or row["start"]) for key in ("start", "end"))
            if start >= A_DAY:
                until[row["date"]] = max(end, until.get(row["date"], 0))
            else:
                begins.setdefault(row["date"], []).append(start)
    stays = {date for date, end in until.items() if any(is_possible(start, end + 1) for start in begins.get(date, ()))}
    return {key: row if row.get("date") in stays else from_midnight(row) for key, row in rows.items()}


def _in_their_evenings(rows: dict[str, Row], days: dict[str, Row]) -> dict[str, Row]:
    """The rows, in which an item in no sitting yet that begins after midnight is of the day before where a sitting of that still lasts."""
    evenings: dict[str, list[tuple[int, int]]] = {}
    for date, day in days.items():
        next_day = (dt.date.fromisoformat(date) + dt.timedelta(days=1)).isoformat()
        bounds = [(minutes(each["start"]), minutes(each["end"])) for each in day.get("sittings") or ()]
        evenings[next_day] = [(since, until + A_DAY) for since, until in bounds if until < since]
    found = {}
    for key, row in rows.items():
        start, end = (total + A_DAY for total in _span(row))
        lasting = (until for since, until in evenings.get(row.get("date", ""), ()) if is_possible(since, max(until, end)))
        if row.get("start") and not row.get("sitting") and start < max(lasting, default=0):
            evening = (dt.date.fromisoformat(row["date"]) - dt.timedelta(days=1)).isoformat()
            row = {**row, "date": evening} | {each: clock(minutes(row[each]) + A_DAY) for each in ("start", "end") if row.get(each)}
        found[key] = row
    return found


def _set(place: Row, key: str, entries: list[Any]) -> None:
    if entries:
        place[key] = entries
    else:
        place.pop(key, None)


def _with_sittings(day: Row, rows: dict[str, Row], taken: set[str]) -> tuple[list[Row], dict[str, Row]]:
    """The sittings of a day with these items: each stays in its own, or is in the first that it fits into; new ones hold the rest.

    What is after midnight is in one that began before, if one is near; else it is of the next day, and comes back as a row of that.
    """
    sittings: dict[str, Row] = {sitting["id"]: sitting for sitting in day.get("sittings") or ()}
    place_of: dict[str, str] = {}
    for key, row in rows.items():
        fitting = {name: fit for name, sitting in sittings.items() if (fit := _fit(row, sitting))}
        if fitting:
            place_of[key] = max(fitting, key=fitting.__getitem__)
    for room, group in _groups([(key, row) for key, row in rows.items() if key not in place_of]):
        if minutes(group[0][1].get("start") or "0:00") >= A_DAY:
            evening = _evening(group, sittings, {name: [rows[key] for key in place_of if place_of[key] == name] for name in sittings})
            place_of |= {key: evening for key, _ in group if evening}
            continue
        date = dt.date.fromisoformat(day["date"])
        emptied = {name for name, sitting in sittings.items() if sitting.get("items")} - {*place_of.values()}
        name = next((row["sitting"] for _, row in group if row.get("sitting") in emptied), "")  # all that it has moves: so does it
        name = name or unused_key(f"{date:%A}-{date.day}".lower(), taken)
        taken.add(name)
        bounds = {"start": group[0][1].get("start", "00:00"), "end": ""}
        sittings[name] = {"id": name, **sittings.get(name, {}), **bounds, **({"room": room} if room else {})}
        place_of |= {key: name for key, _ in group}
    inside = {name: [rows[key] for key in rows if place_of.get(key) == name] for name in sittings}
    inside = {name: items for name, items in inside.items() if items or not sittings[name].get("items")}
    _join(sittings, inside)
    held = sorted((_with_held(sittings[name], items) for name, items in inside.items()), key=lambda sitting: minutes(sitting["start"]))
    return held, {key: from_midnight(row) for key, row in rows.items() if key not in place_of}


def _evening(group: list[tuple[str, Row]], sittings: dict[str, Row], inside: dict[str, list[Row]]) -> str:
    """The sitting that items after midnight belong to: that which ends last of those that are near and can last so long; empty if none."""
    start, end = _span(group[0][1])[0], max(_span(row)[1] for _, row in group)
    bounds = {name: _bounds(sitting, inside[name]) for name, sitting in sittings.items() if inside[name] or not sitting.get("items")}
    near = [name for name, (since, until) in bounds.items() if start <= until + LONGEST_WITHOUT_END and is_possible(since, max(until, end))]
    return max(near, key=lambda name: bounds[name][1], default="")


def _join(sittings: dict[str, Row], inside: dict[str, list[Row]]) -> None:
    """Put the items of a sitting into another in the same room, or without one as it, that has come to last into it. One that says
    more than its hours stays, and so do both where that would be too long."""
    in_order = sorted(inside, key=lambda name: _bounds(sittings[name], inside[name]))
    for at, name in enumerate(in_order):
        start, end = _bounds(sittings[name], inside[name])
        for earlier in in_order[:at]:
            if earlier in inside and sittings[name].keys() <= {"id", "start", "end", "room", "items"}:
                since, until = _bounds(sittings[earlier], inside[earlier])
                is_same = sittings[name].get("room") == sittings[earlier].get("room")
                if is_same and start < until and is_possible(since, max(until, end)):
                    inside[earlier] += inside.pop(name)
                    break


def _fit(row: Row, sitting: Row) -> tuple[bool, bool, bool] | None:
    """How well an item fits into a sitting, the better the greater; None if it does not: it begins in it (and does not only overlap it,
    or begin as it ends), was in it, and is in its room."""
    start, is_own = row.get("start"), row.get("sitting") == sitting["id"]
    if not start:
        return (True, True, True) if is_own else None
    since, until = minutes(sitting["start"]), minutes(sitting["end"])
    until += A_DAY if until < since else 0
    is_inside, is_beside = since <= minutes(start) < until, minutes(start) <= until and minutes(row.get("end") or start) >= since
    if not is_possible(min(since, minutes(start)), max(until, _span(row)[1])):
        return None
    return (is_inside, is_own, row.get("room") in (None, sitting.get("room"))) if is_beside else None


def _groups(rows: list[tuple[str, Row]]) -> Iterator[tuple[str, list[tuple[str, Row]]]]:
    """What new sittings hold, in order of time: the items between two times of `GAP` minutes in which nothing takes place.

    Where that would be too long for one that ends after midnight, what is on at the end has a sitting, and what was before another for
    each room, whose name comes with it.
    """
    for group in _between_gaps(rows):
        starts = [_span(row)[0] for _, row in group]
        end = max(_span(row)[1] for _, row in group)
        if is_possible(starts[0], end):
            yield "", group
            continue
        since = next((start for start in starts if is_possible(start, end)), starts[-1])
        by_room: dict[str, list[tuple[str, Row]]] = {}
        for key, row in group:
            if _span(row)[0] < since:
                by_room.setdefault(row.get("room", ""), []).append((key, row))
        for room, before in by_room.items():
            part: list[tuple[str, Row]] = []
            for key, row in before:
                if part and not is_possible(_span(part[0][1])[0], _span(row)[1]):
                    yield room, part
                    part = []
                part.append((key, row))
            yield room, part
        yield "", [(key, row) for key, row in group if _span(row)[0] >= since]


def _between_gaps(rows: list[tuple[str, Row]]) -> Iterator[list[tuple[str, Row]]]:
    """Items in order of time, apart where nothing takes place; what is after midnight stays with what is before it, and what has no end
    lasts until the next, if that is near."""
    group: list[tuple[str, Row]] = []
    until = 0
    for key, row in sorted(rows, key=lambda each: _span(each[1])[0]):
        start, end = _span(row)
        if group and start - until >= GAP and start < A_DAY:
            yield group
            group = []
        group.append((key, row))
        until = max(until, end if row.get("end") else start + LONGEST_WITHOUT_END - GAP)
    if group:
        yield group


def _span(row: Row) -> tuple[int, int]:
    """From when until when an item lasts, in minutes; one without an end as long as a sitting needs that ends with it."""
    start = minutes(row.get("start") or "00:00")
    return start, minutes(row["end"]) if row.get("end") else start + GAP


def _with_held(sitting: Row, rows: list[Row]) -> Row:
    """A sitting with its items, as long as they need."""
    held = {**sitting}
    for key, total in zip(("start", "end"), _bounds(sitting, rows), strict=True):
        is_same = sitting[key] and minutes(sitting[key]) == total % A_DAY
        held[key] = sitting[key] if is_same else clock(total % A_DAY)
    _set(held, "items", _in_order(sitting.get("items") or [], rows))
    return held


def _bounds(sitting: Row, rows: list[Row]) -> tuple[int, int]:
    """From when until when a sitting lasts with its items, in minutes: exactly as long as these, if it did so before."""
    before = [{**item, **_from_midnight(item, sitting)} for item in sitting.get("items") or ()]
    starts, old_starts = ([row["start"] for row in items if row.get("start")] for items in (rows, before))
    if starts and old_starts:
        first = min(old_starts, key=minutes)
        if _with_room(sitting, []) == _with_room({"start": first, "end": first}, before):
            first = min(starts, key=minutes)
            sitting = {"start": first, "end": first}
    return _with_room(sitting, rows)


def _with_room(sitting: Row, rows: list[Row]) -> tuple[int, int]:
    """From when until when a sitting lasts that has room for those items, and does not begin later or end earlier than it did."""
    since = minutes(sitting["start"])
    until = minutes(sitting["end"]) if sitting["end"] else since
    until += A_DAY if until < since else 0
    starts = [minutes(row["start"]) for row in rows if row.get("start")]
    ends = [minutes(row["end"]) for row in rows if row.get("start") and row.get("end")]
    first, last = min([since, *starts]), max([until, *ends])
    if last <= max(starts, default=0):
        last = max(starts) + GAP  # the last item has no end, and a sitting needs one
    return first, last


def _in_order(before: list[Row], rows: Iterable[Row]) -> list[Row]:
    """Items of one list: those that stay at their hour in their order, the others before the first that begins later."""
    rows = {row["id"]: row for row in rows}
    old = {item["id"]: item for item in before}
    written = {key: _written(row, old.get(key, {})) for key, row in rows.items()}
    order = [key for key in old if key in rows and written[key].get("start") == old[key].get("start")]
    for key in sorted(rows.keys() - {*order}, key=lambda key: (minutes(rows[key].get("start") or "00:00"), [*rows].index(key))):
        start = rows[key].get("start")
        later = [at for at, other in enumerate(order) if start and minutes(rows[other].get("start") or "00:00") > minutes(start)]
        order.insert(later[0] if later else len(order), key)
    return [written[key] for key in order]


def _written(row: Row, old: Row) -> Row:
    """A row as an item of the data file; an hour that is the same stays as it was written."""
    item = {key: value for key, value in row.items() if key not in ("date", "sitting")}
    for key in {"start", "end"} & item.keys():
        total = minutes(item[key]) % A_DAY
        item[key] = old[key] if key in old and minutes(old[key]) == total else clock(total)
    return {**{key: item[key] for key in old if key in item}, **item}
