"""The agenda for apps and screens, in one language: as JSON and XML of frab and c3voc (https://c3voc.de/wiki/schedule), which most of
them read, and as xCal (RFC 6321)."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple
from xml.etree import ElementTree

from microsite.exports.addresses import Addresses
from microsite.exports.published import Record, item_key, uid
from microsite.localize.localizer import Localizer
from microsite.model.agenda import AgendaItem, Day, Sitting
from microsite.model.documents import LinkKind
from microsite.model.fields import slug
from microsite.model.people import Participation
from microsite.model.session import Format, Session, SessionStatus
from microsite.validation.text_slips import PASSWORD

JSON_SCHEMA = "https://c3voc.de/schedule/schema.json"
NAMES = {"schedule.json": "JSON", "schedule.xml": "XML", "schedule.xcal": "xCal"}
"""The files of a language, with the names of their formats."""
DAY_BEGINS = dt.time(4)
"""When a day begins in such programs, so that what is after midnight is on the day before; they take the end of a day for that too."""
LONGEST = dt.timedelta(hours=23, minutes=59)
"""As some programs read a duration: as a time of day."""
XCAL = "urn:ietf:params:xml:ns:icalendar-2.0"
PENTABARF = "http://pentabarf.org"
"""The namespace of what programs read beside RFC 6321 in xCal."""


def schedule_files(session: Session, t: Localizer, at: Addresses, record: Record, version: str) -> Iterator[tuple[str, bytes]]:
    """The name and the content of each file in the language of `t`; `version` is that of the data."""
    writer = _Writer(session, t, at, record, version)
    written = writer.schedule()
    content = {"$schema": JSON_SCHEMA, "generator": {"name": "microsite"}, "schedule": written}
    yield "schedule.json", (json.dumps(content, ensure_ascii=False) + "\n").encode()
    yield "schedule.xml", _as_xml(written)
    yield "schedule.xcal", writer.xcal(written)


class _Placed(NamedTuple):
    """An item with what programs need to place it."""

    day: Day
    sitting: Sitting | None
    item: AgendaItem
    start: dt.datetime
    end: dt.datetime


@dataclass(frozen=True)
class _Writer:
    """Makes the values of the schedule of a session in one language."""

    session: Session
    t: Localizer
    at: Addresses
    record: Record
    version: str

    def schedule(self) -> dict[str, Any]:
        """The schedule as its JSON has it, which the XML is written from too."""
        session, t = self.session, self.t
        conference = {
            "acronym": self.acronym,
            "title": t.plain(session.title),
            "start": str(session.dates.start),
            "end": str(session.dates.end),
            "daysCount": len(session.meeting_days),
            "timeslot_duration": "00:05",
            "time_zone_name": session.zone or "UTC",
            "url": self.at.home,
            "tracks": [{"name": t.plain(name)} for name in self._tracks()],
            "rooms": [self._room(name, key) for name, key in self.rooms.items()],
            "days": [self._day(number, day) for number, day in enumerate(session.meeting_days, start=1)],
        }
        version = f"{self.stamp:%Y-%m-%d %H:%M} ({self.version[:6]})"
        return {"version": version, "url": self.at.agenda, "base_url": self.at.home, "conference": conference}

    @cached_property
    def acronym(self) -> str:
        """What programs name their files by: the organizer and the number of the session; the same in all languages."""
        name = self.session.organizer.short_name or self.session.organizer.name
        short = slug(name.find(self.session.source_language, self.session.source_language)[0])[:30].replace("-", "_").strip("_")
        return f"{short or 'session'}_{self.session.number or ''}_{self.session.dates.start.year}".replace("__", "_")

    @cached_property
    def stamp(self) -> dt.datetime:
        """When something changed last."""
        return max(entry.modified for entry in self.record.entries.values())

    @cached_property
    def placed(self) -> list[_Placed]:
        """All items that have a day: those without a time are as long as their sitting or, without one, as their day."""
        found = []
        for day, sitting, item in self.session.items():
            if day:
                span = self.session.times(day, sitting, item) if sitting else self.session.day_hours(day.date)
                midnight = self.session.at_local_time(day.date, dt.time())
                found.append(_Placed(day, sitting, item, *(span or (midnight, midnight + LONGEST))))
        return found

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each item, which older programs know it by; it stays the same."""
        found: dict[str, int] = {}
        taken: set[int] = set()
        for each in self.placed:
            number = _number(item_key(each.item.id))
            while number in taken:
                number += 1
            taken.add(number)
            found[each.item.id] = number
        return found

    @cached_property
    def rooms(self) -> dict[str, str]:
        """By the name of each room in which something is: what its id is made from; in the order of the data, and last what has none."""
        found: dict[str, str] = {}
        for each in self.placed:
            found.setdefault(*self._place(each))
        order = [*self.session.rooms]
        return dict(sorted(found.items(), key=lambda each: order.index(each[1]) if each[1] in order else len(order) + (not each[1])))

    def _place(self, placed: _Placed) -> tuple[str, str]:
        """The name of the room of an item, with its venue if that is not the main one, and what its id is made from."""
        session, t, (_, sitting, item, *_) = self.session, self.t, placed
        place = session.place_of(item, sitting)
        if not place:
            return self._without_room, ""
        given = session.given_room(item, sitting) or (session.venue.room if session.venue else None) or place
        room, venue = session.room(given), session.venue_of(given)
        name = t.plain(place) + (t.gettext(", ") + t.plain(venue.name) if room and room.venue and venue else "")
        return name, given.find(session.source_language, session.source_language)[0]

    @cached_property
    def _without_room(self) -> str:
        """What programs show as the room of what has none."""
        session, t = self.session, self.t
        if session.format is Format.online:
            return t.gettext("Online")
        return t.plain(session.venue.name) if session.venue else t.gettext("Agenda")

    def _room(self, name: str, key: str) -> dict[str, Any]:
        room = self.session.rooms.get(key)
        more = {"description": self.t.plain(room.floor) or None, "capacity": room.seats} if room else {}
        return {"name": name, "guid": uid(self.at.uid_home, f"rooms/{key}"), **more}

    def _tracks(self) -> list[Any]:
        found = [track.name for each in self.placed if (track := self.session.track(each.item))]
        return [*{name.model_dump_json(): name for name in [*(track.name for track in self.session.tracks.values()), *found]}.values()]

    def _day(self, number: int, day: Day) -> dict[str, Any]:
        placed = [each for each in self.placed if each.day.date == day.date]
        begins = self.session.at_local_time(day.date, DAY_BEGINS)
        ends = self.session.at_local_time(day.date + dt.timedelta(days=1), DAY_BEGINS) - dt.timedelta(minutes=1)
        events: dict[str, list[dict[str, Any]]] = {name: [] for name in self.rooms}
        for each in sorted(placed, key=lambda each: each.start.astimezone(dt.UTC)):
            name, _ = self._place(each)
            events[name].append(self._event(each, name))
        return {
            "index": number,
            "date": str(day.date),
            "day_start": min([begins, *(each.start for each in placed)]).isoformat(),
            "day_end": max([ends, *(each.end for each in placed)]).isoformat(),
            "rooms": {name: listed for name, listed in events.items() if listed},
        }

    def _event(self, placed: _Placed, room: str) -> dict[str, Any]:
        session, t, (_, _, item, start, end) = self.session, self.t, placed
        minutes = min(end.astimezone(dt.UTC) - start.astimezone(dt.UTC), LONGEST) // dt.timedelta(minutes=1)
        track = session.track(item)
        links = self._links(item)
        feedback = next((url for url, _, _, link in links if link is LinkKind.feedback), "")
        questions = "\n".join(f"- {t.plain(question)}" for question in item.questions)
        return {
            "guid": uid(self.at.uid_home, item_key(item.id)),
            "id": self.numbers[item.id],
            "date": start.isoformat(),
            "start": f"{start:%H:%M}",
            "end": end.isoformat(),
            "duration": f"{minutes // 60:02}:{minutes % 60:02}",
            "room": room,
            "slug": f"{self.acronym}-item-{item.id}",
            "url": self.at.place(self.session, item.id),
            "title": self._title(item),
            "subtitle": "",
            "track": t.plain(track.name) if track else None,
            "type": t.kind_label(item.kind).striptags(),
            "language": item.language,
            "abstract": t.plain(item.text),
            "description": "\n\n".join(filter(None, [t.plain(item.note), questions])),
            "recording_license": "",
            "do_not_record": not item.webcast,
            "do_not_stream": not item.webcast,
            "persons": [self._person(each) for each in {each.person: each for each in item.people}.values()],
            "links": [{"url": url, "title": title, "type": kind} for url, title, kind, _ in links],
            "attachments": [{"url": url, "title": title, "type": kind} for url, title, kind in self._attachments(item)],
        } | ({"feedback_url": feedback} if feedback else {})

    def _title(self, item: AgendaItem) -> str:
        """With a word before it where it does not take place: the formats have no other sign for that."""
        title = self.t.item_title_text(item)
        if self._status(item) == "CANCELLED":
            return self.t.gettext("Cancelled: %(title)s") % {"title": title}
        return self.t.gettext("Postponed: %(title)s") % {"title": title} if self._status(item) == "TENTATIVE" else title

    def _status(self, item: AgendaItem) -> str:
        if item.cancelled or self.session.status is SessionStatus.cancelled:
            return "CANCELLED"
        return "TENTATIVE" if self.session.status is SessionStatus.postponed else "CONFIRMED"

    def _person(self, participation: Participation) -> dict[str, Any]:
        person, t = self.session.people[participation.person], self.t
        name = t.plain(person.name) + ("" if participation.confirmed else f" ({t.gettext('to be confirmed')})")
        found = {"guid": uid(self.at.uid_home, f"people/{participation.person}"), "name": name, "public_name": name}
        return found | {"biography": t.plain(person.biography) or None} | ({"url": t.address(person.url)} if person.url else {})

    def _links(self, item: AgendaItem) -> list[tuple[str, str, str, LinkKind | None]]:
        """Address, title and type of each link, and what it is for. Whoever has a link with a password in it gets in: it is left out."""
        shown = [] if item.cancelled else item.links
        found = [(self.t.address(link.url), self.t.link_title(link).striptags(), "related", link.kind) for link in shown]
        if item.recording:
            found.append((self.t.address(item.recording), self.t.gettext("Recording"), "media", None))
        return [each for each in found if each[0] and not PASSWORD.search(each[0])]

    def _attachments(self, item: AgendaItem) -> Iterator[tuple[str, str, str]]:
        """Address, title and type of each paper."""
        t = self.t
        if item.slides:
            yield self.at.files(t.address(item.slides)), t.gettext("Slides"), "slides"
        if item.transcript:
            yield self.at.files(t.address(item.transcript)), t.gettext("Transcript"), "related"
        for document in (*item.documents, *(each for one in item.people for each in one.documents)):
            if document.url and (address := t.address(document.url)):
                yield self.at.files(address), t.plain(document.title), "paper"

    def xcal(self, schedule: dict[str, Any]) -> bytes:
        """The events of a schedule as xCal. Giggity knows their moments only as in iCalendar: these follow in a namespace of their own,
        which others pass over (RFC 6321, section 5), and no blank stands inside a property."""
        root = ElementTree.Element("icalendar", {"xmlns": XCAL, "xmlns:pentabarf": PENTABARF})
        calendar = ElementTree.SubElement(root, "vcalendar")
        title = schedule["conference"]["title"]
        _add_properties(calendar, ("version", "text", "2.0"), ("prodid", "text", "-//microsite//EN"), ("x-wr-calname", "unknown", title))
        events = ElementTree.SubElement(calendar, "components")
        written = {each["guid"]: each for day in schedule["conference"]["days"] for room in day["rooms"].values() for each in room}
        for placed in self.placed:
            each = written[uid(self.at.uid_home, item_key(placed.item.id))]
            entry = self.record.entries.get(item_key(placed.item.id))
            start, end = (moment.astimezone(dt.UTC) for moment in (placed.start, placed.end))
            event = ElementTree.SubElement(events, "vevent")
            event.tail = "\n"
            _add_properties(
                event,
                ("uid", "text", each["guid"]),
                ("dtstamp", "date-time", f"{entry.modified if entry else self.stamp:%Y-%m-%dT%H:%M:%SZ}"),
                ("sequence", "integer", str(entry.sequence if entry else 0)),
                ("dtstart", "date-time", f"{start:%Y-%m-%dT%H:%M:%SZ}"),
                ("dtend", "date-time", f"{end:%Y-%m-%dT%H:%M:%SZ}"),
                ("summary", "text", each["title"]),
                ("description", "text", self.t.without_markdown(placed.item.text)),
                ("categories", "text", each["type"]),
                ("status", "text", self._status(placed.item)),
                ("url", "uri", each["url"]),
                ("location", "text", each["room"]),
                ("pentabarf:dtstart", "", f"{start:%Y%m%dT%H%M%SZ}"),
                ("pentabarf:dtend", "", f"{end:%Y%m%dT%H%M%SZ}"),
            )
        return _written(root)


def _number(key: str) -> int:
    """A number above zero, of 31 bits as such programs keep it, made from a key."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:4]) >> 1 or 1


def _add(parent: ElementTree.Element, name: str, text: str | None = None, /, **attributes: str) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, name, attributes)
    child.text = text or None
    return child


def _add_properties(parent: ElementTree.Element, *properties: tuple[str, str, str]) -> None:
    """The properties of a component of xCal: name, type and value of each; without a type, one of another namespace."""
    group = ElementTree.SubElement(parent, "properties")
    for name, kind, value in properties:
        if value:
            _add(_add(group, name) if kind else group, kind or name, value)


def _as_xml(schedule: dict[str, Any]) -> bytes:
    """A schedule as XML: the values of its JSON in other places."""
    given = schedule["conference"]
    root = ElementTree.Element("schedule")
    _add(root, "generator", name="microsite")
    _add(root, "url", schedule["url"])
    _add(root, "version", schedule["version"])
    conference = _add(root, "conference")
    for name in ("title", "acronym", "start", "end"):
        _add(conference, name, given[name])
    _add(conference, "days", str(given["daysCount"]))
    _add(conference, "timeslot_duration", given["timeslot_duration"])
    _add(conference, "base_url", schedule["base_url"])
    _add(conference, "url", given["url"])
    _add(conference, "time_zone_name", given["time_zone_name"])
    for track in given["tracks"]:
        _add(conference, "track", name=track["name"])
    guids = {room["name"]: room["guid"] for room in given["rooms"]}
    for each in given["days"]:
        day = _add(root, "day", index=str(each["index"]), date=each["date"], start=each["day_start"], end=each["day_end"])
        for name, events in each["rooms"].items():
            room = _add(day, "room", name=name, guid=guids[name])
            for event in events:
                _add_event(room, event)
    ElementTree.indent(root, "")
    return _written(root)


def _add_event(room: ElementTree.Element, given: dict[str, Any]) -> None:
    event = _add(room, "event", guid=given["guid"], id=str(given["id"]))
    for name in ("room", "title", "subtitle", "type", "date", "start", "duration", "abstract", "slug", "track", "language", "description"):
        _add(event, name, given[name])
    persons = _add(event, "persons")
    for each in given["persons"]:
        _add(persons, "person", each["name"], id=str(_number(each["guid"])), guid=each["guid"])
    recording = _add(event, "recording")
    _add(recording, "license", given["recording_license"])
    _add(recording, "optout", str(given["do_not_record"]).lower())
    for group, name in (("links", "link"), ("attachments", "attachment")):
        listed = _add(event, group)
        for each in given[group]:
            _add(listed, name, each["title"], href=each["url"], type=each["type"])
    for name in ("url", "feedback_url"):
        if name in given:
            _add(event, name, given[name])


def _written(root: ElementTree.Element) -> bytes:
    content: bytes = ElementTree.tostring(root, "utf-8", xml_declaration=True)
    return content + b"\n"
