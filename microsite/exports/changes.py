"""What has changed since the session was published first, in words for readers, and as an Atom feed (RFC 4287) with the news."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.etree import ElementTree

from microsite.exports.addresses import Addresses
from microsite.exports.published import Change, ChangeKind, Entry, Record, call_key, is_item, item_key, last_title, uid, way_key
from microsite.localize.labels import N_
from microsite.localize.localizer import Localizer
from microsite.model.agenda import AgendaItem
from microsite.model.fields import Localized, Title
from microsite.model.session import Session, SessionStatus

ATOM = "http://www.w3.org/2005/Atom"
MOST_IN_A_FEED = 50
"""Entries of a feed, the newest: programs have read the others."""


class Told(NamedTuple):
    """Something to tell readers."""

    at: dt.datetime
    words: str
    """A sentence, or the title of a piece of news."""
    url: str
    """The absolute address of where it is seen."""
    id: str
    """Never changes, and is the same in all languages."""
    more: str = ""
    """The text of a piece of news."""


def changes(record: Record, session: Session, t: Localizer, at: Addresses, documents: Mapping[str, Localized]) -> list[Told]:
    """The changes in words, the newest first; `documents` are the titles of documents by their key in the record."""
    words = _Words(record, session, t, at, documents)
    told = (Told(each.at, *words.of(each), id=_id(at, f"{each.at}{each.kind}{each.key}")) for each in record.changes)
    return sorted((each for each in told if each.words), key=lambda each: each.at, reverse=True)


def news(session: Session, t: Localizer, at: Addresses) -> Iterator[Told]:
    """The news of the data, each at the beginning of its day."""
    for each in session.latest_news:
        url = t.address(each.url) or (f"{at.news}#{each.id}" if at.news else at.home)
        yield Told(session.opening(each.date), t.plain(each.title), url, _id(at, f"news/{each.id}"), t.without_markdown(each.text))


def feed(changed: list[Told], record: Record, session: Session, t: Localizer, at: Addresses, own: str) -> bytes:
    """The feed of what has changed and of the news, in the language of `t`; `own` is its absolute address."""
    told = sorted([*changed, *news(session, t, at)], key=lambda each: each.at, reverse=True)
    updated = [each.at for each in told] or [entry.modified for entry in record.entries.values()]
    root = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": t.language})
    _add(root, "id", _id(at, f"feed/{t.language}"))
    _add(root, "title", t.plain(session.title))
    _add(root, "updated", max(updated).isoformat())
    _add(root, "link", rel="self", href=own, type="application/atom+xml")
    _add(root, "link", rel="alternate", href=at.news or at.home, type="text/html", hreflang=t.language)
    _add(_add(root, "author"), "name", t.plain(session.organizer.name))
    for each in told[:MOST_IN_A_FEED]:
        entry = _add(root, "entry")
        _add(entry, "id", each.id)
        _add(entry, "title", each.words)
        _add(entry, "updated", each.at.isoformat())
        _add(entry, "link", rel="alternate", href=each.url)
        _add(entry, "content", each.more or each.words, type="text")
    ElementTree.indent(root, "")
    content: bytes = ElementTree.tostring(root, "utf-8", xml_declaration=True)
    return content


def moment(value: str, session: Session, t: Localizer) -> str:
    """A date or a moment of the record in words, on the session's clock."""
    if "T" not in value:
        return t.date(dt.date.fromisoformat(value))
    return t.deadline(dt.datetime.fromisoformat(value).astimezone(session.clock_zone))


def _add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, name, attributes)
    child.text = text or None
    return child


def _id(at: Addresses, name: str) -> str:
    return f"urn:uuid:{uid(at.uid_home, name)}"


class _Words:
    """Says changes in the language of `t`."""

    def __init__(self, record: Record, session: Session, t: Localizer, at: Addresses, documents: Mapping[str, Localized]):
        self.record, self.session, self.t, self.at, self.documents = record, session, t, at, documents
        self.items = {item_key(item.id): item for _, _, item in session.items()}
        self.calls = {call_key(call.id): call for call in session.calls}

    def of(self, change: Change) -> tuple[str, str]:
        """The sentence, empty for what is no more than the data has, and the address of where it is seen."""
        t = self.t
        if change.kind in (ChangeKind.status, ChangeKind.dates, ChangeKind.hours):
            return self._of_session(change), self.at.home
        if change.kind is ChangeKind.agenda:
            return t.gettext("The agenda has been published."), self.at.agenda
        if change.kind is ChangeKind.final:
            return t.gettext("The agenda is final."), self.at.agenda
        if change.kind is ChangeKind.document:
            title = self.documents.get(change.key)
            words = t.gettext("New document: %(title)s") % {"title": t.plain(title)} if title else ""
            return words, self.at.documents or self.at.home
        if change.kind in (ChangeKind.venue, ChangeKind.room_name):
            return self._of_place(change), self.at.practical or self.at.home
        if change.kind in (ChangeKind.opens, ChangeKind.closes):
            return self._of_way(change), f"{self.at.take_part}#{change.key.removeprefix(way_key(''))}"
        if change.kind is ChangeKind.recording and is_item(change.key):
            if change.key not in self.items:
                return "", ""
            return t.gettext("Recording: %(title)s") % {"title": t.item_title_text(self.items[change.key])}, self._place(change.key)
        if change.kind is ChangeKind.recording:
            sittings = {sitting.id: (day, sitting) for day, sitting in self.session.sittings()}
            if change.key not in sittings:
                return "", ""
            name = t.sitting_name(*sittings[change.key], brief=True).striptags()
            return t.gettext("Recording: %(title)s") % {"title": name}, f"{self.at.webcast}#recording-{change.key}"
        return self._of_entry(change, self.record.entries[change.key]), self._place(change.key)

    def _of_session(self, change: Change) -> str:
        t, title = self.t, self.t.plain(self.session.title)
        if change.kind is ChangeKind.dates:
            was, now = (t.dates(*map(dt.date.fromisoformat, dates.split("/"))) for dates in (change.was, change.now))
            return self._moved(title, was, now)
        if change.kind is ChangeKind.hours:
            was, now = (t.times(*map(dt.time.fromisoformat, hours.split("/"))) for hours in (change.was, change.now))
            return self._moved(title, was, now)
        status = SessionStatus(change.now)
        if status is SessionStatus.moved_online:
            return t.gettext("Session moved online")
        words = {SessionStatus.postponed: N_("Session postponed"), SessionStatus.cancelled: N_("Session cancelled")}
        return t.gettext(words[status]) if status in words else t.gettext("%(title)s takes place after all") % {"title": title}

    def _of_place(self, change: Change) -> str:
        """Of a venue or a room, as it is called at present."""
        t, session = self.t, self.session
        if change.kind is ChangeKind.room_name:
            was = t.plain(Title.model_construct(root=change.name_before))
            room = session.rooms.get(change.key)
            return t.gettext("Room renamed: %(room)s (before: %(was)s)") % {"room": t.plain(room.name), "was": was} if room else ""
        venue = session.venues.get(change.key) if change.key else session.venue
        if not venue:
            return ""
        place = t.gettext(", ").join(t.plain(part) for part in (venue.name, venue.address, venue.city) if part)
        return t.gettext("Venue: now %(place)s") % {"place": place}

    def _of_way(self, change: Change) -> str:
        """Of when a way to register opens or closes, with its name where there are several."""
        t, registration, name = self.t, self.session.registration, change.key.removeprefix(way_key(""))
        if name not in registration:
            return ""
        label = t.gettext(N_("Registration opens") if change.kind is ChangeKind.opens else N_("Registration closes"))
        if len(registration) > 1:
            given = registration[name].title
            label += t.gettext(" (%(text)s)") % {"text": t.plain(given) if given else t.way_label(name)}
        was, now = (moment(each, self.session, t) if each else "" for each in (change.was, change.now))
        return self._moved(label, was, now)

    def _moved(self, title: str, was: str, now: str) -> str:
        """That something takes place at another time; empty if that is not known any more."""
        if now and was:
            return self.t.gettext("%(title)s: now %(when)s (before: %(was)s)") % {"title": title, "when": now, "was": was}
        return self.t.gettext("%(title)s: now %(when)s") % {"title": title, "when": now} if now else ""

    def _span(self, value: str) -> tuple[dt.date, str]:
        """The day and the times of an item, on the session's clock, from `START/END`."""
        start, end = (dt.datetime.fromisoformat(each).astimezone(self.session.clock_zone) for each in value.split("/"))
        return start.date(), self.t.times(start, end)

    def _of_entry(self, change: Change, entry: Entry) -> str:
        t, title = self.t, self._title(change.key, entry)
        if change.kind in (ChangeKind.moved, ChangeKind.deadline):
            was, now = (moment(each, self.session, t) if each else "" for each in (change.was, change.now))
            return self._moved(title, was, now)
        if change.kind is ChangeKind.end:
            (day, was), (_, now) = (self._span(each) for each in (change.was, change.now))
            return self._moved(title, was, t.gettext("%(date)s, %(times)s") % {"date": t.date(day), "times": now})
        if change.kind is ChangeKind.room:
            room = Title.model_construct(root=entry.places[0]) if entry.places else None
            return t.gettext("%(title)s: now in %(room)s") % {"title": title, "room": t.plain(room)} if room else ""
        words = {
            ChangeKind.new: N_("New: %(title)s"),
            ChangeKind.cancelled: N_("Cancelled: %(title)s"),
            ChangeKind.back: N_("%(title)s takes place after all"),
            ChangeKind.removed: N_("No longer on the agenda: %(title)s")
            if change.key.startswith(item_key(""))
            else N_("Cancelled: %(title)s"),
        }
        return t.gettext(words[change.kind]) % {"title": title}

    def _title(self, key: str, entry: Entry) -> str:
        item: AgendaItem | None = self.items.get(key)
        if item:
            return self.t.item_title_text(item)
        return self.t.plain(self.calls[key].title) if key in self.calls else last_title(entry, self.t)

    def _place(self, key: str) -> str:
        """Where an item or a deadline is seen; the page of all for what is gone."""
        if key in self.calls:
            return f"{self.at.take_part}#{self.calls[key].id}"
        if key in self.items:
            return self.at.place(self.session, self.items[key].id)
        return self.at.agenda if is_item(key) else self.at.take_part
