"""The calendars of a session to subscribe to, and what is in each; calendar.py writes them."""

from __future__ import annotations

from typing import Literal, NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from microsite.localize.localizer import Localizer
from microsite.model.agenda import AgendaItem, Sitting
from microsite.model.fields import ALL_LANGUAGES, Localized
from microsite.model.session import Session


class Subscription(NamedTuple):
    """A calendar to subscribe to: of the whole agenda, or of what is in a room, in a track or interpreted into a language."""

    kind: Literal["agenda", "room", "track", "interpretation"]
    key: str = ""
    called: Localized | None = None

    @property
    def name(self) -> str:
        """Of its file."""
        return f"subscribe/{self.kind}-{self.key}" if self.key else f"subscribe/{self.kind}"

    def label(self, t: Localizer) -> Markup:
        """What it is of, for a page."""
        if self.kind == "interpretation":
            return Markup(t.gettext("Interpretation: %(language)s")) % {"language": t.language_name(self.key)}
        return t.line(self.called) if self.called else Markup(t.gettext("Full agenda"))


def subscriptions(session: Session) -> list[Subscription]:
    """That of the whole agenda, and one for each room, track and language of interpretation by which its items differ."""
    found = [Subscription("agenda")]
    items = [(sitting, item) for _, sitting, item in session.items()]
    rooms = {_room_key(session, sitting, item) for sitting, item in items} & {*session.rooms}
    found += [Subscription("room", key, session.rooms[key].name) for key in session.rooms if key in rooms and len(rooms) > 1]
    tracks = {_track_key(item) for _, item in items}
    found += [Subscription("track", key, track.name) for key, track in session.tracks.items() if key in tracks]
    own = {session.own_interpretation(item, sitting) for sitting, item in items} - {None}
    languages = dict.fromkeys(language for each in (session.interpretation or (), *filter(None, own)) for language in each)
    return found + [Subscription("interpretation", language) for language in (languages if own else ())]


def links(address: str, called: str) -> dict[str, str]:
    """Where a reader subscribes to the calendar at an absolute address, by the program: `calendar` opens the device's own."""
    bare = address.partition("://")[2]
    return {
        "calendar": f"webcal://{bare}",
        "google": f"https://calendar.google.com/calendar/render?cid={quote(f'webcal://{bare}', safe='')}",
        "outlook": f"https://outlook.office.com/calendar/0/addfromweb?url={quote(address, safe='')}&name={quote(called, safe='')}",
    }


def belongs(session: Session, subscription: Subscription, sitting: Sitting | None, item: AgendaItem) -> bool:
    """Whether an item is in a calendar to subscribe to."""
    if subscription.kind == "room":
        return _room_key(session, sitting, item) == subscription.key
    if subscription.kind == "track":
        return _track_key(item) == subscription.key
    return subscription.key in session.interpretation_of(item, sitting)


def _room_key(session: Session, sitting: Sitting | None, item: AgendaItem) -> str:
    given = session.given_room(item, sitting)
    return given.root.get(ALL_LANGUAGES, "") if given else ""


def _track_key(item: AgendaItem) -> str:
    return item.track.root.get(ALL_LANGUAGES, "") if item.track else ""
