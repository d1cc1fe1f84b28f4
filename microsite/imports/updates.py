"""What another system says, brought into the data of a file: again and again, so that each time only what changed there changes here.

A record of the last import (`data/NAME.imported.json`, committed with the file) has for each source which of our ids its entries have,
and what it said: from that, its entries now and the data, three versions, comes what the data is to be (merging.py). Long texts in it
are fingerprints, since they are only compared.
"""

from __future__ import annotations

import copy
import hashlib
import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from microsite.imports.merging import TOGETHER, Conflict, merged
from microsite.imports.programme import TABLES, Programme
from microsite.imports.tables import (
    A_DAY,
    LONGEST_ID,
    Row,
    Tables,
    as_tables,
    clock,
    from_midnight,
    id_of,
    minutes,
    unused_key,
    with_tables,
)
from microsite.model.agenda import Kind
from microsite.model.fields import excerpt, slug

LONGEST_KEPT = 60
"""Characters of a text that the record keeps as it is."""
ONE = {"items": "item", "people": "person", "rooms": "room", "tracks": "track", "tags": "tag", "kinds": "kind"}
"""What messages call one row of a table."""

Record = dict[str, Any]
"""For each source: `ids`, for each table our id by the source's, `rows`, the tables as they were imported last, and `kind`, that of items
of which the source says none, where it was named."""


class Update(NamedTuple):
    """What an import makes of the data of a file."""

    data: dict[str, Any]
    record: Record
    told: tuple[str, ...]
    """What an editor is to know: what conflicts, what is gone from the source."""
    sources: dict[tuple[str, str], str]
    """Where each entry is in the source, by table and our id."""


def record_path(data: Path) -> Path:
    """The record that belongs to a data file."""
    return data.with_suffix(".imported.json")


def read_record(path: Path) -> Record:
    """The record in a file, empty where there is none; ValueError if it is broken."""
    if not path.exists():
        return {}
    record: Record = json.loads(path.read_text(encoding="utf-8"))
    if not _has_maps(record) or not all(_has_ids_and_rows(each) for each in record.values()):
        raise ValueError("is not a record of imports")
    return record


def _has_ids_and_rows(said: Row) -> bool:
    return (
        _has_maps(said.get("ids"))
        and _has_maps(said.get("rows"))
        and isinstance(said.get("kind", ""), str)
        and all(isinstance(our, str) for of in said["ids"].values() for our in of.values())
    )


def _has_maps(part: Any) -> bool:
    return isinstance(part, dict) and all(isinstance(each, dict) for each in part.values())


def format_record(record: Record) -> str:
    """A record as its file has it: a line for each entry, so that two branches seldom change the same."""
    return json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def updated(
    data: dict[str, Any], programme: Programme, record: Record, name: str, kind: str | None = None, without: Collection[str] = ()
) -> Update:
    """The data of a valid file with what a source says now; `name` is what the record calls the source. `kind` is that of items of which
    the source says none, and is that of the last import without one. The items of ours in `without` are left as they are here."""
    last = record.get(name, {"ids": {}, "rows": {}})
    kind = kind or last.get("kind")
    programme.finish(last["ids"].get("kinds", ()), kind or Kind.talk.value)
    tables = as_tables(data)
    language = data.get("source_language", "en")
    days = (data.get("agenda") or {}).get("days") or ()
    anchors = {"planned-items", *(sitting["id"] for day in days for sitting in day.get("sittings") or ())}
    ids = {table: _ids(table, programme, tables, last["ids"].get(table, {}), anchors, language) for table in TABLES}
    theirs = _with_our_ids(programme, ids)
    base = _restored(last["rows"], {_fingerprint(text): text for version in (tables, theirs) for text in _texts(version)})
    for key in without:
        theirs["items"].pop(key, None)
        if key in base.get("items", {}):
            theirs["items"][key] = base["items"][key]
    told: list[str] = []
    new: Tables = {}
    for table in TABLES:
        before, here, there = base.get(table, {}), tables[table], theirs[table]
        if table == "items":
            before, here, there = ({key: _comparable(row) for key, row in rows.items()} for rows in (before, here, there))
        found = merged(before, here, there, language)
        told += [_conflict(conflict, table) for conflict in found.conflicts]
        new[table] = _as_here(found.data, tables[table], theirs[table]) if table == "items" else found.data
    others = [each["rows"] for other, each in record.items() if other != name]
    result = _with_what_stays(data, tables, new, others, told)
    rows = {table: {key: _short(row) for key, row in theirs[table].items()} for table in TABLES if theirs[table]}
    kept = {table: {**last["ids"].get(table, {}), **ids[table]} for table in TABLES if last["ids"].get(table) or ids[table]}
    said = {"ids": kept, "rows": rows, **({"kind": kind} if kind else {})}
    sources = {(table, ids[table][key]): place for (table, key), place in programme.places.items()}
    return Update(result, {**record, name: said}, tuple(told), sources)


def _with_what_stays(
    data: dict[str, Any], tables: Tables, new: Tables, others: Sequence[Mapping[str, Any]], told: list[str]
) -> dict[str, Any]:
    """The data with new tables, in which what is gone from the source stays as long as something here names it or another source has it.

    `tables` are those of the data, `others` the recorded rows of the other sources. What goes, and what stays, is added to `told`.
    """
    language = data.get("source_language", "en")
    result = with_tables(data, new)
    for table in reversed(TABLES):  # items first, since they name the others
        gone = [key for key in tables[table] if key not in new[table]]
        if not gone:
            continue
        named = _named_items(result) if table == "items" else {*_texts({key: value for key, value in result.items() if key != table})}
        elsewhere = {key for rows in others for key in rows.get(table, {})}
        stays = {key for key in gone if key in named or key in elsewhere}
        for key in gone:
            if key in stays:
                reason = "another source has it" if key in elsewhere else "something here names it"
                told.append(f"{ONE[table]} `{key}` is gone from the source, and stays, since {reason}")
            elif table == "items":
                title = _title(tables[table][key], language)
                told.append(
                    f"item `{key}`{title} is gone from the source, and is taken out; to show it as cancelled instead, answer no, "
                    "write `cancelled: true` under it, and import again"
                )
            elif table == "people":
                told.append(f"person `{key}` is gone from the source, and is taken out")
        if stays:
            new = new | {table: {key: row for key, row in tables[table].items() if key in new[table] or key in stays} | new[table]}
            result = with_tables(data, new)
    return result


# ── ids ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _ids(
    table: str, programme: Programme, tables: Tables, recorded: Mapping[str, str], anchors: Collection[str], language: str
) -> dict[str, str]:
    """Our id for each of the source's: as recorded, or that of an entry here with the same name, or a new one made of its name. `anchors`
    are what no item can be called, since something else on its page is."""
    theirs, ours = programme.tables[table], tables[table]
    found = {key: recorded[key] for key in theirs if key in recorded}
    taken = {*ours, *recorded.values(), *(anchors if table == "items" else ())}
    by_name: dict[str, list[str]] = {}
    for key in ours.keys() - found.values():
        for name in _names(ours[key], language):
            by_name.setdefault(name, []).append(key)
    for key, row in theirs.items():
        if key in found:
            continue
        alike = [each for name in _names(row, language) for each in sorted(by_name.get(name, ())) if each not in found.values()]
        at_the_hour = [each for each in alike if _begins(ours[each]) == _begins(row)]
        if alike and (at_the_hour or len(alike) == 1):
            found[key] = (at_the_hour or alike)[0]
            continue
        wanted = id_of(row.get("name") or row.get("title") or "") or slug(f"{ONE[table]}-{key}"[:LONGEST_ID])
        found[key] = unused_key(wanted, taken)
        taken.add(found[key])
    return found


def _names(row: Row | str, language: str) -> set[str]:
    """What an entry is called, in small letters."""
    name = row if isinstance(row, str) or language in row else row.get("name") or row.get("title") or ""
    return {each.casefold() for each in ({language: name} if isinstance(name, str) else name).values() if isinstance(each, str) and each}


def _begins(row: Row | str) -> tuple[str, str]:
    row = {} if isinstance(row, str) else row
    return row.get("date", ""), row.get("start", "")


def _with_our_ids(programme: Programme, ids: Mapping[str, Mapping[str, str]]) -> Tables:
    """The tables of a source by our ids, with them where they refer to something. A tag is its name alone, as in the data file."""
    tables: Tables = {table: {ids[table][key]: copy.deepcopy(row) for key, row in programme.tables[table].items()} for table in TABLES}
    tables["tags"] = {key: row["name"] for key, row in tables["tags"].items()}
    for key, row in tables["items"].items():
        for name, table in (("room", "rooms"), ("track", "tracks")):
            if row.get(name):
                row[name] = ids[table][row[name]]
        row["kind"] = ids["kinds"].get(row["kind"], row["kind"])
        if row.get("tags"):
            row["tags"] = [ids["tags"][tag] for tag in row["tags"]]
        if row.get("people"):
            row["people"] = [{**each, "person": ids["people"][each["person"]]} for each in row["people"]]
        tables["items"][key] = {"id": key, **row}
    return tables


# ── versions ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _comparable(row: Row) -> Row:
    """An item's row as it is compared: without its sitting, by the day on which it begins."""
    return from_midnight({key: value for key, value in row.items() if key != "sitting"})


def _as_here(rows: dict[str, Row], ours: dict[str, Row], theirs: dict[str, Row]) -> dict[str, Row]:
    """Merged rows of items, in their sittings, and with hours after midnight counted from the day that a version has them under."""
    found = {}
    for key, row in rows.items():
        version = next((each[key] for each in (ours, theirs) if key in each and _begins(_comparable(each[key])) == _begins(row)), {})
        later = version.get("date") and row.get("date") and version["date"] != row["date"]
        if later:
            row = {**row, "date": version["date"]} | {each: clock(minutes(row[each]) + A_DAY) for each in ("start", "end") if row.get(each)}
        sitting = ours.get(key, {}).get("sitting")
        found[key] = {**row, **({"sitting": sitting} if sitting and ours[key].get("date") == row.get("date") else {})}
    return found


def _named_items(data: dict[str, Any]) -> set[str]:
    """The ids of items that something else in the data names: chapters of a recording, outcomes, statements."""

    def look(part: Any) -> Iterator[str]:
        if isinstance(part, dict):
            if isinstance(part.get("item"), str):
                yield part["item"]
            for value in part.values():
                yield from look(value)
        elif isinstance(part, list):
            for value in part:
                yield from look(value)

    return {*look(data)}


def _texts(part: Any) -> Iterator[str]:
    """All strings in a part of the data that are no keys."""
    if isinstance(part, str):
        yield str(part)
    for value in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from _texts(value)


def _fingerprint(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.strip().encode()).hexdigest()[:32]}"


def _short(part: Any) -> Any:
    """Data with fingerprints in place of long texts."""
    if isinstance(part, dict):
        return {key: _short(value) for key, value in part.items()}
    if isinstance(part, list):
        return [_short(value) for value in part]
    return _fingerprint(part) if len(part) > LONGEST_KEPT else str(part)


def _restored(part: Any, texts: Mapping[str, str]) -> Any:
    """Data with the texts whose fingerprints it has, as far as they are known."""
    if isinstance(part, dict):
        return {key: _restored(value, texts) for key, value in part.items()}
    return [_restored(value, texts) for value in part] if isinstance(part, list) else texts.get(part, part)


# ── words ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _title(row: Row, language: str) -> str:
    title = row.get("title")
    written = title.get(language, "") if isinstance(title, dict) else title
    return f" ({excerpt(written)})" if written else ""


def _conflict(conflict: Conflict, table: str) -> str:
    key, *path = map(str, conflict.where)
    what = f"{ONE[table]} `{key}`"
    if not path and conflict.theirs is None:
        cancel = ", or write `cancelled: true` under it" if table == "items" else ""
        return f"{what} is gone from the source, but was changed here, and stays; delete it here{cancel}"
    if not path and conflict.ours is None:
        return f"{what} was deleted here, and has changed in the source since; it stays deleted"
    said = [_said(each) for each in (conflict.ours, conflict.theirs, conflict.base)]
    name, verb, it, stays = ".".join(path), "is", "it", "it stays as it is"
    if path[-1] in TOGETHER and isinstance(conflict.ours, list):
        said = [_time(each) for each in (conflict.ours, conflict.theirs, conflict.base)]
        name, verb, it, stays = f"{', '.join(path[:-1])} and {path[-1]}", "are", "them", "they stay as they are"
    was = f" (was {said[2]})" if said[2] != "missing" else ""
    return (
        f"{what}: {name} {verb} {said[0]} here and {said[1]} in the source{was}; {stays} here: change {it} by hand if the source is right"
    )


def _time(values: list[str | None]) -> str:
    """The day and the hours of an item."""
    return ", ".join(value for value in values if value) or "missing"


def _said(value: Any) -> str:
    """A value as a message quotes it."""
    if value is None:
        return "missing"
    if isinstance(value, str):
        text = "another text" if value.startswith("sha256:") else excerpt(value)
        return text if re.fullmatch(r"[\d:-]+|another text", text) else f"“{text}”"
    return excerpt(json.dumps(value, ensure_ascii=False))


def items_at(update: Update, where: str) -> set[str]:
    """The ids of the items from the source that a path of the new data is about: that item, or else all of that sitting or that day."""
    part: Any = update.data
    for name, number in re.findall(r"([^.\[\]]+)|\[(\d+)\]", where):
        try:
            inner = part[name or int(number)]
        except (KeyError, IndexError, TypeError):
            break
        if not isinstance(inner, dict | list) or name and name not in ("agenda", "days", "sittings", "items", "all_day", "planned"):
            break
        part = inner

    def look(part: Any) -> Iterator[str]:
        if isinstance(part, dict) and ("items", part.get("id")) in update.sources:
            yield part["id"]
        for value in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
            yield from look(value)

    return {*look(part)} if isinstance(part, dict) and part is not update.data else set()


def places_of(update: Update, where: str) -> str:
    """Where in the source what a path of the new data (as messages write it) is about comes from; empty if from nowhere there."""
    part: Any = update.data
    found = ""
    steps = [name or int(number) for name, number in re.findall(r"([^.\[\]]+)|\[(\d+)\]", where)]
    if len(steps) > 1 and (place := update.sources.get((str(steps[0]), str(steps[1])))):
        return place
    for step in steps:
        try:
            part = part[step]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(part, dict) and (place := update.sources.get(("items", part.get("id", "")))):
            found = place
    if found or not isinstance(part, str | dict) or steps[:2] != ["agenda", "days"] or len(steps) < 3:
        return found
    items = [item for sitting in _entries(update.data["agenda"]["days"][steps[2]], "sittings") for item in _entries(sitting, "items")]
    places = [place for item in items if (place := update.sources.get(("items", item["id"])))]
    return f"{places[0]} and {len(places) - 1} more of that day" if len(places) > 1 else "".join(places)


def _entries(part: Any, key: str) -> Collection[Any]:
    entries: Collection[Any] = part.get(key) or ()
    return entries
