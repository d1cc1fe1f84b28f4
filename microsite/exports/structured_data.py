"""What a page is about, for search engines: JSON-LD in the words of schema.org, on the pages of the session, of an item, of the agenda
(where items have no pages), of the webcast and of questions. What the data does not say is left out, even where search engines then pass
over the whole."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from microsite.exports.addresses import Addresses, day_page
from microsite.exports.published import ChangeKind, Record
from microsite.localize.localizer import Localizer
from microsite.model.agenda import AgendaItem, Day, Kind, Sitting
from microsite.model.fields import Name
from microsite.model.participation import Way, WayState
from microsite.model.people import Part, Person
from microsite.model.session import Format, Session, SessionNoun, SessionStatus, Venue
from microsite.model.webcast import Channel, Recording

SCHEMA = "https://schema.org/"
TYPES = {SessionNoun.seminar: "EducationEvent"}
"""What fits better than Event; of ConferenceEvent, schema.org says that it is pending."""
ITEM_TYPES: dict[str, str] = {Kind.workshop: "EducationEvent", Kind.tutorial: "EducationEvent", Kind.social_event: "SocialEvent"}
STATES = {
    SessionStatus.moved_online: "EventMovedOnline",
    SessionStatus.postponed: "EventPostponed",
    SessionStatus.cancelled: "EventCancelled",
}
MODES = {Format.onsite: "Offline", Format.online: "Online", Format.hybrid: "Mixed"}
PERFORMING = set(Part) - {Part.chair, Part.co_chair, Part.rapporteur}
"""What people do on stage; who presides or writes the report does not."""
MOST_PERFORMERS = MOST_DAYS = 3
MOST_OFFERS = 4
"""People, days and prices that are named on the first page, which stays light: the agenda and the page on how to take part have all. More
days are not listed one by one."""


class About(NamedTuple):
    """The page that is described."""

    part: str | None
    url: str
    """Absolute."""
    title: str
    agenda_title: str
    """What the page of the agenda is called in the menu."""
    day: dt.date | None
    item: tuple[Day | None, Sitting | None, AgendaItem] | None
    """The item whose page it is."""
    description: str
    image: str
    """The absolute address of the session's picture; empty without one."""
    source: Callable[[Channel], tuple[str, str]]
    """What plays a channel: `frame`, `video` or `hls`, and its address."""


class Writer:
    """Describes the pages of a session in one language, and what is the same on all of them once."""

    def __init__(self, session: Session, t: Localizer, at: Addresses, record: Record):
        self.session, self.t, self.at, self.record = session, t, at, record

    def structured_data(self, page: About) -> dict[str, Any] | None:
        """The JSON-LD of a page; None for one that has none."""
        session = self.session
        found: list[dict[str, Any] | None] = []
        if page.day or page.item:
            found += [self.breadcrumbs(page), self.item_event(page, *page.item) if page.item else None]
        elif page.part == "event":
            found.append(self.session_event(page))
        elif page.part == "agenda" and not session.items_with_pages:
            found.append(self.agenda())
        elif page.part == "webcast":
            found += self.videos(page)
        elif page.part == "practical" and session.questions:
            found.append(self.questions())
        graph = [each for each in found if each]
        if len(graph) < 2:
            return {"@context": SCHEMA, **graph[0]} if graph else None
        return {"@context": SCHEMA, "@graph": graph}

    # ── the session ──────────────────────────────────────────────────────────────────────────────────────────────────

    def session_event(self, page: About) -> dict[str, Any]:
        session, t = self.session, self.t
        offers = [offer for way in session.registration.values() for offer in self._offers(way)]
        fees = [fee.amount for way in session.registration.values() for fee in way.fees]
        return _filled(
            self._session_in_brief
            | {
                "description": t.description(session),
                "image": page.image,
                "inLanguage": session.interpretation,
                "organizer": self._organizer,
                "isAccessibleForFree": True if fees and not any(fees) else None,
                "offers": offers[:MOST_OFFERS] if session.takes_place else None,
                "performer": self._performers(),
                "subEvent": self._days(),
                "superEvent": self._series(),
            }
        )

    @functools.cached_property
    def _session_in_brief(self) -> dict[str, Any]:
        """What search engines ask for wherever an event is named."""
        session = self.session
        states = [STATES[session.status]] if session.status in STATES else []
        previous = self._previous_starts()
        states += ["EventRescheduled"] if previous and session.takes_place else []
        attended = Format.online if session.status is SessionStatus.moved_online else session.format
        mode = f"{SCHEMA}{MODES[attended]}EventAttendanceMode" if attended else None
        return _filled(
            {
                "@type": TYPES.get(session.noun, "Event"),
                "name": self.t.plain(session.title),
                "url": self.at.home,
                "startDate": session.iso_bounds[0] if session.has_known_hours else str(session.dates.start),
                "endDate": session.iso_bounds[1] if session.has_known_hours else str(session.dates.end),
                "previousStartDate": _one(previous),
                "eventStatus": _one([SCHEMA + state for state in states or ["EventScheduled"]]),
                "eventAttendanceMode": mode,
                "location": self._location(session.venue),
            }
        )

    def _previous_starts(self) -> list[str]:
        """The first days for which the session was announced before, each once."""
        given = (change.was.partition("/")[0] for change in self.record.changes if change.kind is ChangeKind.dates)
        return [*dict.fromkeys(each for each in given if each != str(self.session.dates.start))]

    def _location(self, venue: Venue | None, room: Name | None = None) -> Any:
        """The venue, or the room in it; and where it is followed online."""
        session = self.session
        online = session.format is Format.online or session.status is SessionStatus.moved_online
        found = [] if online or not venue else [self._place(venue, room)]
        if online or session.format is Format.hybrid:
            found.append({"@type": "VirtualLocation", "url": self.at.webcast or self.at.home})
        return _one(found)

    def _place(self, venue: Venue, room: Name | None) -> dict[str, Any]:
        t = self.t
        parts = {"streetAddress": venue.address, "addressLocality": venue.city, "addressCountry": venue.country}
        address = {name: t.plain(value) for name, value in parts.items() if value}
        point = venue.point
        return _filled(
            {
                "@type": "Place",
                "name": t.gettext(", ").join(t.plain(name) for name in (room, venue.name) if name),
                "address": {"@type": "PostalAddress", **address} if address else t.plain(venue.name),
                "geo": {"@type": "GeoCoordinates", "latitude": point.latitude, "longitude": point.longitude} if point else None,
            }
        )

    @functools.cached_property
    def _organizer(self) -> dict[str, Any]:
        organizer = self.session.organizer
        return _filled({"@type": "Organization", "name": self.t.plain(organizer.name), "url": self.t.address(organizer.url)})

    def _series(self) -> dict[str, Any] | None:
        series = self.session.series
        return _filled({"@type": "EventSeries", "name": self.t.plain(series.name), "url": self.t.address(series.url)}) if series else None

    def _offers(self, way: Way) -> Iterator[dict[str, Any]]:
        """What one pays for a way to register, by category; without a price, where none is known."""
        if not way.url:
            return
        session, t = self.session, self.t
        states = {WayState.open: "InStock", WayState.full: "SoldOut", WayState.waiting_list: "SoldOut"}
        offer = {
            "@type": "Offer",
            "url": t.address(way.url),
            "availability": SCHEMA + states[way.state],
            "validFrom": session.to_iso(session.opening(way.opens)) if way.opens else None,
        }
        for fee in way.fees:
            until = str(fee.until) if fee.until else None
            price = {"price": str(fee.amount), "priceCurrency": fee.currency, "priceValidUntil": until}
            yield _filled(offer | {"name": t.plain(fee.category)} | price)
        if not way.fees:
            yield _filled(offer)

    def _performers(self) -> list[dict[str, Any]]:
        """The first who have a part in what is dealt with, in the order of the agenda."""
        keys = dict.fromkeys(key for _, _, item in self.session.items() if not item.cancelled for key in _performing(item))
        return [self._person(self.session.people[key]) for key in [*keys][:MOST_PERFORMERS]]

    def _person(self, person: Person) -> dict[str, Any]:
        t = self.t
        if person.group:
            return {"@type": "Organization", "name": t.plain(person.name)}
        return {"@type": "Person", "name": t.plain(person.name)}

    def _days(self) -> list[dict[str, Any]]:
        """The days, where there are a few and their hours are known: each leads to the agenda, which has what is in them."""
        session, t = self.session, self.t
        days = [(day, hours) for day in session.meeting_days if (hours := session.day_hours(day.date))]
        if not 1 < len(days) <= MOST_DAYS or not any(day.has_items for day, _ in days):
            return []
        found = []
        for day, (start, end) in days:
            found.append(
                {
                    "@type": "Event",
                    "name": t.plain(day.title) or t.capitalized(t.date(day.date, "full")),
                    "url": self.at.place(session, f"day-{day.date}"),
                    "startDate": start.isoformat(),
                    "endDate": end.isoformat(),
                    "location": self._location(session.venue),
                }
            )
        return [_filled(each) for each in found]

    # ── pages below the agenda ───────────────────────────────────────────────────────────────────────────────────────

    def item_event(self, page: About, day: Day | None, sitting: Sitting | None, item: AgendaItem) -> dict[str, Any] | None:
        """The item that the page is of; None for one that has no day yet."""
        if not day:
            return None
        return _filled(
            self._item(day, sitting, item)
            | {
                "url": page.url,
                "description": page.description if item.text else "",
                "organizer": self._organizer,
                "superEvent": self._session_in_brief,
            }
        )

    def agenda(self) -> dict[str, Any] | None:
        """The session with its items, each at its place on the page of the agenda; None while there are none."""
        session = self.session
        items = [self._item(day, sitting, item) for day, sitting, item in session.items() if day and not session.is_break(item)]
        return {**self._session_in_brief, "subEvent": items} if items else None

    def _item(self, day: Day, sitting: Sitting | None, item: AgendaItem) -> dict[str, Any]:
        """An item with its hours."""
        session, t = self.session, self.t
        moments = session.times(day, sitting, item) if sitting and item.start else None
        start, end = (each.isoformat() for each in moments) if moments else (str(day.date), "")
        return _filled(
            {
                "@type": ITEM_TYPES.get(item.kind, "Event"),
                "name": t.item_title_text(item),
                "url": self.at.place(session, item.id),
                "startDate": start,
                "endDate": end,
                **self._item_state(day, item),
                "location": self._location(session.venue_of(session.given_room(item, sitting)), session.place_of(item, sitting)),
                "inLanguage": item.language,
                "performer": [self._person(session.people[key]) for key in _performing(item)],
            }
        )

    def _item_state(self, day: Day, item: AgendaItem) -> dict[str, Any]:
        session, moved = self.session, item.moved
        if item.cancelled or not session.takes_place:
            return {"eventStatus": SCHEMA + ("EventCancelled" if item.cancelled else STATES[session.status])}
        if not moved or not (moved.date or moved.start):
            return {"eventStatus": f"{SCHEMA}EventScheduled"}
        start = moved.start or item.start
        was = session.at_local_time(moved.date or day.date, start).isoformat() if start else str(moved.date)
        return {"eventStatus": f"{SCHEMA}EventRescheduled", "previousStartDate": was}

    def breadcrumbs(self, page: About) -> dict[str, Any]:
        """From the first page to this one."""
        session, t = self.session, self.t
        way = [(t.plain(session.title), self.at.home), (page.agenda_title, self.at.agenda)]
        if page.item and page.day and f"day-{page.day}" in session.day_of:
            way.append((t.capitalized(t.date(page.day, "full")), day_page(self.at.agenda, page.day)))
        entries = [
            {"@type": "ListItem", "position": position, "name": name, "item": address}
            for position, (name, address) in enumerate([*way, (page.title, page.url)], start=1)
        ]
        return {"@type": "BreadcrumbList", "itemListElement": entries}

    # ── recordings and questions ─────────────────────────────────────────────────────────────────────────────────────

    def videos(self, page: About) -> list[dict[str, Any]]:
        """The recordings that search engines can show: those with a picture of them, or of the session."""
        sittings = {sitting.id: (day, sitting) for day, sitting in self.session.sittings()}
        recordings = self.session.webcast.recordings if self.session.webcast else ()
        return [found for each in recordings if each.sitting in sittings and (found := self._video(page, each, *sittings[each.sitting]))]

    def _video(self, page: About, recording: Recording, day: Day, sitting: Sitting) -> dict[str, Any] | None:
        """The recording by its first channel that all may see."""
        session, t = self.session, self.t
        channel = next((each for each in recording.channels if each.player and not (each.vimeo and "/" in each.vimeo)), None)
        image = f"https://i.ytimg.com/vi/{channel.youtube}/hqdefault.jpg" if channel and channel.youtube else page.image
        if not channel or not image:
            return None
        kind, address = page.source(channel)
        published = [each.at for each in self.record.changes if each.kind is ChangeKind.recording and each.key == recording.sitting]
        name = t.gettext("%(page)s – %(session)s") % {
            "page": t.sitting_name(day, sitting, brief=True).striptags(),
            "session": t.plain(session.title),
        }
        return _filled(
            {
                "@type": "VideoObject",
                "name": name,
                "description": t.description(session),
                "thumbnailUrl": image,
                "uploadDate": (published[0] if published else session.times(day, sitting)[1]).isoformat(),
                "embedUrl" if kind == "frame" else "contentUrl": self.at.files(
                    re.sub(r"&autoplay=\w+|(?<=\?)autoplay=\w+&?", "", address).rstrip("?")
                ),
                "inLanguage": None if channel.language == "floor" else channel.language,
                "hasPart": self._clips(page, recording),
            }
        )

    def _clips(self, page: About, recording: Recording) -> list[dict[str, Any]]:
        """Where each item is in a recording."""
        items = {item.id: item for _, _, item in self.session.items()}
        chapters = sorted((each for each in recording.chapters if each.item in items), key=lambda each: each.at)
        starts = [round(each.at.total_seconds()) for each in chapters]
        ends = [*starts[1:], None]
        return [
            _filled(
                {
                    "@type": "Clip",
                    "name": self.t.item_title_text(items[chapter.item]),
                    "startOffset": start,
                    "endOffset": end,
                    "url": f"{page.url}#recording-{recording.sitting}@{start}",
                }
            )
            for chapter, start, end in zip(chapters, starts, ends, strict=False)
        ]

    def questions(self) -> dict[str, Any]:
        t = self.t
        entries = [
            {
                "@type": "Question",
                "name": t.plain(each.question),
                "acceptedAnswer": {"@type": "Answer", "text": t.without_markdown(each.answer)},
            }
            for each in self.session.questions
        ]
        return {"@type": "FAQPage", "inLanguage": t.language, "mainEntity": entries}


def _performing(item: AgendaItem) -> list[str]:
    """The keys of those who are certain to be on stage."""
    return [each.person for each in item.people if each.part in PERFORMING and each.confirmed]


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    """Without what is not known."""
    return {name: value for name, value in values.items() if value not in (None, "", [], ())}


def _one(values: list[Any]) -> Any:
    """A list, or what it has where that is one."""
    return values[0] if len(values) == 1 else values
