"""Forms that change when and where an item of the agenda is: “Change a time” and “Cancel or move an item”."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from microsite.editing.rewrite import Plain
from microsite.imports.form_body import code
from microsite.imports.form_change import Change, and_translations
from microsite.imports.typed import PlacedItem, PlacedSitting, holds, minutes_after
from microsite.model.agenda import AgendaStatus
from microsite.model.fields import ALL_LANGUAGES

CANCELLED, MOVES, TAKES_PLACE = "It is cancelled", "It moves to another day, hour or room", "It takes place after all"
PLACE_LABELS = ("New day", "New start", "New end", "New room")


class Time(NamedTuple):
    """When an item is to be."""

    day: dt.date
    start: dt.time
    end: dt.time | None


def change_time(change: Change) -> None:
    """The form “Change a time”: another start or end for an item that has an hour."""
    placed = change.understood("The item", change.reader.item)
    start, end = change.understood("New start", change.reader.hour), change.understood("New end", change.reader.hour)
    if not (change.answers["New start"] or change.answers["New end"]):
        change.refuse("New start", "There is neither a new start nor a new end; give one of them")
    change.text("Why")
    if not placed or change.problems:
        return
    if not (placed.day and placed.sitting and placed.item.start):
        advice = "use the form “Cancel or move an item”, which gives it a day and an hour"
        change.refuse("The item", f"{change.reader.describe_item(placed)} has no hour yet; {advice}")
        return
    _move(change, placed, Time(placed.day.date, start or placed.item.start, end), {"start": "New start", "end": "New end"})
    change.note(change.entry, "Why")


def cancel_or_move(change: Change) -> None:
    """The form “Cancel or move an item”: what happens to it is the answer that says which of the others are looked at."""
    placed = change.understood("The item", change.reader.item)
    day, room = change.understood("New day", change.reader.day), change.understood("New room", change.reader.room)
    start, end = change.understood("New start", change.reader.hour), change.understood("New end", change.reader.hour)
    change.text("Why")
    if not placed and day:
        _check_day(change, day)
    what, moves = change.answers["What happens to it"], [label for label in PLACE_LABELS if change.answers[label]]
    if what not in (CANCELLED, MOVES, TAKES_PLACE):
        change.refuse("What happens to it", f"Write one of {code(CANCELLED)}, {code(MOVES)} and {code(TAKES_PLACE)}")
    elif what == MOVES and not moves:
        change.refuse("New day", "There is no new day, hour or room; give what is new")
    elif what != MOVES and moves:
        change.refuse(moves[0], f"There is an answer, and above it stands {code(what)}; delete one of the two")
    if not placed or change.problems:
        return
    change.entry = change.at(placed.where)
    if what == CANCELLED:
        _cancel(change, placed)
    elif what == TAKES_PLACE:
        _take_back(change, placed)
    else:
        _move_as_answered(change, placed, day, start, end)
        if room and not change.problems:
            _set_room(change, placed, room)
    if not change.problems:
        change.note(change.entry, "Why")


def _cancel(change: Change, placed: PlacedItem) -> None:
    if not placed.item.cancelled:
        change.write(change.entry, "cancelled", Plain("true"), "What happens to it")
        change.done.append(f"{change.reader.title(placed.item)} is cancelled; it stays on the agenda, so that links to it still work")


def _take_back(change: Change, placed: PlacedItem) -> None:
    """Have a cancelled item take place after all; its note, which said why, goes unless there is a new one."""
    title, entry = change.reader.title(placed.item), change.entry
    if not placed.item.cancelled:
        words = f"{title} is not cancelled, so that nothing is to be taken back; choose what happens to it now"
        change.refuse("What happens to it", words)
        return
    del entry["cancelled"]
    change.done.append(f"{title} takes place after all")
    if "note" in entry and not change.answers["Why"]:
        also = " and its translations" if and_translations(entry["note"]) else ""
        change.done.append(f"The note that it had{also} {'are' if also else 'is'} deleted")
        del entry["note"]


def _move_as_answered(change: Change, placed: PlacedItem, day: dt.date | None, start: dt.time | None, end: dt.time | None) -> None:
    """Give an item the day and the hours that are answered, and for those that are not its own; an item of a whole day stays one."""
    new_start = start or placed.item.start
    new_day = day or placed.day and placed.day.date
    if placed.sitting or start or end:
        if not new_day or not new_start:
            missing = "New start" if new_day else "New day"
            change.refuse(missing, "The item has none yet, and day and start are needed together; give both")
            return
        _move(change, placed, Time(new_day, new_start, end), {"date": "New day", "start": "New start", "end": "New end"})
    elif day:
        _move_whole_day(change, placed, day)


def _move(change: Change, placed: PlacedItem, to: Time, labels: dict[str, str]) -> None:
    """Give an item another day or hour, in the sitting that holds it; without a new end it lasts as long as before."""
    reader, item, (day, start, end) = change.reader, placed.item, to
    if end is None and item.start and item.end:
        length = dt.timedelta(minutes=minutes_after(item.start, item.end))
        end = (dt.datetime.combine(day, start) + length).time()
    entry = change.entry = change.at(placed.where)
    target = _sitting_for(change, placed, Time(day, start, end), labels)
    if target is None:
        return
    was_end, new_end = item.end, end
    same_day = bool(placed.day and placed.day.date == day)
    if same_day and start == item.start and new_end == was_end:
        return
    change.write(entry, "start", Plain(f"{start:%H:%M}"), labels["start"])
    if new_end:
        entry.pop("open_end", None)
        change.write(entry, "end", Plain(f"{new_end:%H:%M}"), labels["end"])
    if placed.day and item.start:
        _set_moved(change, entry, {"date": (placed.day.date, day), "start": (item.start, start)})
    _put(change, placed, entry, target)
    until = f"–{new_end:%H:%M}" if new_end else ""
    on = "" if same_day else f" on {reader.english.date(day, 'full')}"
    old_day = f"on {reader.english.date(placed.day.date, 'full')}, " if placed.day and not same_day else ""
    was = f" (was {old_day}{item.start:%H:%M}{f'–{was_end:%H:%M}' if was_end else ''})" if item.start else ""
    change.done.append(f"{reader.title(item)} is now at {start:%H:%M}{until}{on}{was}")


def _sitting_for(change: Change, placed: PlacedItem, to: Time, labels: dict[str, str]) -> PlacedSitting | None:
    """The sitting that holds an item at its new time: its own if that does; None, with a problem noted, if there is none or several."""
    reader = change.reader
    of_day = [each for each in reader.sittings if each.day.date == to.day]
    at_start = [each for each in of_day if holds(each.sitting, to.start, None)]
    found = [each for each in at_start if holds(each.sitting, to.start, to.end)]
    own = [each for each in found if each.where == placed.where[:-2]]
    same_room = [each for each in found if placed.sitting and each.sitting.room == placed.sitting.room]
    for few in (own, found, same_room):
        if len(few) == 1:
            return few[0]
    listed = "; ".join(map(reader.describe_sitting, of_day))
    if found:
        change.refuse(labels["start"], f"Several sittings hold {to.start:%H:%M}, and only the data file can say which is meant: {listed}")
    elif at_start and to.end:
        sitting = at_start[0].sitting
        over = f"{sitting.end:%H:%M}"
        is_given = bool(change.answers[labels["end"]])
        if minutes_after(sitting.start, to.end) <= minutes_after(sitting.start, to.start) and (sitting.start < sitting.end or is_given):
            words = f"The item would end at {to.end:%H:%M}, which is not after its start at {to.start:%H:%M}; give a later end"
        else:
            why = "" if is_given else ", since it would last as long as before"
            words = (
                f"The item would end at {to.end:%H:%M}{why}, and its sitting is over at {over}; give for instance {code(over)} as new end"
            )
        change.refuse(labels["end"], f"{words}. The sittings of that day: {listed}")
    elif of_day:
        advice = "choose an hour in one of them, or have the hours of the sitting changed in the data file first"
        later = dt.time((to.start.hour + 12) % 24, to.start.minute)
        if to.start.hour < 12 and any(holds(each.sitting, later, None) for each in of_day):
            advice = f"is {code(f'{later:%H:%M}')} meant?"
        change.refuse(labels["start"], f"No sitting of {reader.english.date(to.day)} holds {to.start:%H:%M}: {listed}; {advice}")
    elif not reader.sittings:
        change.refuse(labels["start"], "The agenda has no sittings yet; somebody must write the hours of each day into the data file first")
    else:
        _check_day(change, to.day, labels.get("date", labels["start"]))
    return None


def _check_day(change: Change, day: dt.date, label: str = "New day") -> None:
    """Note a problem where the agenda has no sitting on a day, but some on others."""
    reader = change.reader
    days = dict.fromkeys(reader.english.date(each.day.date) for each in reader.sittings)
    if days and reader.english.date(day) not in days:
        change.refuse(label, f"The agenda has no sitting on {reader.english.date(day)}; days that have one: {', '.join(days)}")


def _put(change: Change, placed: PlacedItem, entry: dict[str, Any], target: PlacedSitting) -> None:
    """Put the entry of an item into a sitting, in the order of time."""
    holder = change.at(placed.where[:-2])
    source, sitting = change.at(placed.where[:-1]), change.at(target.where)
    items = sitting.setdefault("items", [])
    starts = [minutes_after(target.sitting.start, each.start) if each.start else None for each in target.sitting.items]
    if source is items:
        del starts[placed.where[-1]]  # type: ignore[arg-type]  # the last part of a path into a list is a number
    source[:] = [each for each in source if each is not entry]
    hour, minute = map(int, entry["start"].split(":"))
    begins = minutes_after(target.sitting.start, dt.time(hour, minute))
    old = placed.where[-1] if source is items else None
    fitting = [
        at
        for at in range(len(starts) + 1)
        if all(each is None or each <= begins for each in starts[:at]) and all(each is None or begins <= each for each in starts[at:])
    ]
    later = next((at for at, each in enumerate(starts) if each is not None and each > begins), len(starts))
    items.insert(old if isinstance(old, int) and old in fitting else later, entry)
    if not source:
        del holder[placed.where[-2]]


def _move_whole_day(change: Change, placed: PlacedItem, day: dt.date) -> None:
    """Put an item of a whole day under another day."""
    days = [str(each.date) for each in change.session.agenda_days]
    if not placed.day:
        change.refuse("New start", "The item has no hour yet; give one with the day")
    elif str(day) not in days:
        change.refuse("New day", f"The agenda has no day {change.reader.english.date(day)}; it has {', '.join(days)}")
    elif day != placed.day.date:
        source, holder = change.at(placed.where[:-1]), change.at(placed.where[:-2])
        source[:] = [each for each in source if each is not change.entry]
        if not source:
            del holder["all_day"]
        change.at(("agenda", "days", days.index(str(day)))).setdefault("all_day", []).append(change.entry)
        _set_moved(change, change.entry, {"date": (placed.day.date, day)})
        change.done.append(f"{change.reader.title(placed.item)} is now on {change.reader.english.date(day, 'full')}")


def _set_room(change: Change, placed: PlacedItem, room: str) -> None:
    given = change.session.given_place(placed.item, placed.sitting)
    old = given.root.get(ALL_LANGUAGES) or dict(given.root) if given else None
    if old == room:
        return
    known = change.session.rooms.get(room)
    change.write(change.entry, "room", room, "New room")
    if old:
        _set_moved(change, change.entry, {"room": (old, room)})
    name = change.reader.source_text(known.name) if known else room
    change.done.append(f"{change.reader.title(placed.item)} is now in {code(name)}")


def _set_moved(change: Change, entry: dict[str, Any], changes: dict[str, tuple[Any, Any]]) -> None:
    """Note what was before, as it was published first; not for an agenda that is not published yet, and not for what is as it was."""
    if not change.session.agenda or change.session.agenda.status is AgendaStatus.pending:
        return
    moved = dict(entry.get("moved", {}))
    for key, (old, new) in changes.items():
        if key != "room":
            old, new = (Plain(f"{each:%H:%M}" if isinstance(each, dt.time) else str(each)) for each in (old, new))
        if old != new:
            moved.setdefault(key, old)
        if moved.get(key) == new:
            del moved[key]
    if moved:
        entry["moved"] = moved
    else:
        entry.pop("moved", None)
