"""Sessions for hypothesis, made from the model itself: each field of each type, and any text in it.

What types can't say is settled as it is drawn: ids are there once, times are in order, references lead somewhere. So nearly every
session is one that an editor could have written, and only its texts are strange.
"""

from __future__ import annotations

import enum
import string
import types
import typing
from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import strategies as st
from pydantic import BaseModel

from microsite.model import agenda, documents, fields, participation, points, session, webcast
from microsite.model.fields import Localized
from microsite.model.letters import INVISIBLE, shows_nothing
from microsite.model.session import SessionNoun, SessionStatus
from microsite.model.webcast import PLAYERS
from tests.conftest import LANGUAGES

NASTY = [
    "<script>alert(1)</script>",
    "</script><script>window.planted=1</script>",
    "<!--<script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</style><style>*{display:none}",
    "</title></textarea><svg onload=alert(1)>",
    "]]><![CDATA[",
    "javascript:alert(1)",
    "data:text/html,<b>x",
    "{{ 7*7 }}",
    "{% raw %}{% endraw %}",
    "${7*7} #{7*7} <%= 7*7 %>",
    "%(number)s %s %n {0} {when}",
    "100 % of 50%, %41, +1",
    "&lt;b&gt; &amp; &#60; &copy= &notit;",
    "a\tb",
    "ATTENDEE:mailto:x@example.org;X=\\n\\,\\;",
    "BEGIN:VEVENT",
    "$1 \\1 \\g<0> \\\\ \\",
    "`code` *a* _b_ [c](javascript:alert(1)) ~~d~~ <https://e.org>",
    "--- | --- :-: # 1. - + >",
    "👩🏽\u200d🚀 🇨🇭 ☎️",
    "القاهرة in Latin, 中文, עברית",
    "e\u0301 \u00ad\u200e\u200f\u061c\u200d\u200c",
    "Z͑ͫ̓a̴l̷g̸o̶",
    "null",
    "!!python/object:os.system",
    "\\u003cscript\\u003e",
    "\ufdd0 \ue000 0\ue0001\ue000",
]
"""Texts that mean something to HTML, Jinja, Markdown, JSON, calendars, Python or YAML, and that are a text to an editor."""

REFUSED = [
    "\u202e",
    "\u200b",
    "\x00",
    "\x07",
    "\x1b[31m",
    "\r\nATTENDEE:mailto:x@example.org",
    "\x85",
    "\x9b",
    "\u2028",
    "\u2066",
    "\ufeff",
    "\ufffe",
    "\x7f",
]
"""What no text may hold: it changes the text around it, or ends the line, and nobody sees it."""


ADDRESSES = [
    "https://example.org/a'b(c);d?x=1&amp=2&copy=3#'onx",
    "http://münchen.example/%3Cscript%3E",
    "https://example.org:8080/%7B%7B7*7%7D%7D?q=javascript:alert(1)",
]


class Text(str):
    """A free text of the data; `said` is what readers are to see of it (in Markdown, without the escapes)."""

    said: str

    def __new__(cls, written: str, said: str | None = None) -> Text:
        made = super().__new__(cls, written)
        made.said = written if said is None else said
        return made


def _letters() -> st.SearchStrategy[str]:
    return st.characters(max_codepoint=0x1FAFF, exclude_categories=("Cs", "Cc", "Zl", "Zp")).filter(
        lambda letter: not INVISIBLE.search(letter)
    )


def texts() -> st.SearchStrategy[str]:
    """Any text of one line that a data file may hold."""
    pieces = st.lists(st.one_of(st.sampled_from(NASTY), st.text(_letters(), max_size=12)), min_size=1, max_size=3)
    return pieces.map(" ".join).map(str.strip).filter(lambda text: not shows_nothing(text))


def plain(said: str) -> Text:
    """Markdown that is to be read letter by letter."""
    return Text("".join(f"\\{letter}" if letter in string.punctuation else letter for letter in said), said)


class Maker:
    """Draws one session. `whole` gives every field; without it, each optional one is there or not."""

    def __init__(self, draw: Callable, text: st.SearchStrategy[str], *, whole: bool):
        self.draw, self.text, self.whole = draw, text, whole
        self.made: set[tuple[str, str]] = set()
        """Which fields of which models were drawn."""
        self.counts: dict[str, int] = {}
        self.source = draw(st.sampled_from(LANGUAGES))
        self.named: set[str] = set()
        """Of tracks, tags and kinds, those that the session has."""
        self.sittings: list[str] = []
        self.items: list[str] = []
        self.points: list[str] = []

    def count(self, name: str) -> int:
        self.counts[name] = self.counts.get(name, -1) + 1
        return self.counts[name]

    def some(self, values: Sequence) -> list:
        return list(values) if self.whole else list(values[: self.draw(st.integers(0, len(values)))])

    def model(self, cls: type[BaseModel], **settled: Any) -> dict:
        hints, found = typing.get_type_hints(cls, include_extras=True), {}
        for name, field in cls.model_fields.items():
            settle = getattr(self, f"_{cls.__name__}_{name}", None)
            if name in settled:
                value = settled[name]
            elif not (field.is_required() or name in ("source_language", "zone", "hosts") or self.whole or self.draw(st.integers(0, 2))):
                continue
            else:
                value = settle() if settle else self.value(hints[name])
            if value is not None:
                found[name] = value
                self.made.add((cls.__name__, name))
        return found

    def value(self, hint: Any) -> Any:
        arguments = [each for each in typing.get_args(hint) if each not in (type(None), Ellipsis)]
        if typing.get_origin(hint) in (typing.Union, types.UnionType):
            return self.value(arguments[0])
        if typing.get_origin(hint) is tuple:
            return [self.value(arguments[0]) for _ in self.some((1, 2))]
        if isinstance(hint, type) and issubclass(hint, Localized):
            return self.localized(hint)
        if isinstance(hint, type) and issubclass(hint, BaseModel):
            return getattr(self, f"_{hint.__name__}", lambda: self.model(hint))()
        if isinstance(hint, type) and issubclass(hint, enum.Enum):
            return self.draw(st.sampled_from(list(hint))).value
        if hint is bool:
            return self.draw(st.sampled_from(["true", "false"]))
        return self.leaf(hint)

    def localized(self, cls: type[Localized]) -> Any:
        one = {
            fields.Title: lambda: Text(self.draw(self.text)),
            fields.Name: lambda: Text(self.draw(self.text)),
            fields.Prose: lambda: plain(self.draw(self.text)),
            fields.Address: lambda: self.draw(st.sampled_from(ADDRESSES)),
            fields.FileAddress: lambda: self.draw(st.sampled_from([*ADDRESSES, "files/slides'(1)&amp;.pdf"])),
        }[cls]
        if self.draw(st.booleans()):
            return one()
        others = self.draw(st.lists(st.sampled_from([code for code in LANGUAGES if code != self.source]), max_size=2, unique=True))
        return {code: one() for code in (self.source, *others)}

    def leaf(self, hint: Any) -> Any:
        found = {
            fields.Line: lambda: Text(self.draw(self.text)),
            fields.Date: lambda: "2026-04-01",
            fields.Deadline: lambda: self.draw(st.sampled_from(["2026-04-10", "2026-04-10 12:30"])),
            fields.Clock: lambda: "08:00",
            fields.WholeNumber: lambda: str(2001 + self.count("whole")),
            fields.Id: lambda: f"name-{self.count('id')}",
            fields.Email: lambda: self.draw(st.sampled_from(["a@example.org", "o'hara+b=c*d!e{f}|g~`h^/i@example.org"])),
            fields.Amount: lambda: self.draw(st.sampled_from(["0", "99.50", "250"])),
            fields.Currency: lambda: "CHF",
            fields.Phone: lambda: "+41 (22) 338-91/11",
            fields.Latitude: lambda: "-46.2225",
            fields.Longitude: lambda: "6.1398",
            fields.Zone: lambda: "Europe/Zurich",
            fields.Host: lambda: "player.example.org",
            fields.YouTubeId: lambda: "-_aaaaaaaaa",
            fields.VimeoId: lambda: "76979871/0af",
            fields.VideoId: lambda: "0_ab-cd",
            fields.PictureFile: lambda: "people/k'im(1)&amp.jpg",
            fields.Language: lambda: self.draw(st.sampled_from(LANGUAGES)),
        }
        return found[hint]()

    # ── what only the parts of a session together can say ────────────────────────────────────────────────────────────

    def _Session_source_language(self) -> str:
        return self.source

    def _Session_number(self) -> str:
        return "90"

    def _Session_called(self) -> Any:
        return self.draw(st.sampled_from([*SessionNoun])) if self.draw(st.booleans()) else self.localized(fields.Title)

    def _Session_status(self) -> str:
        return self.draw(st.sampled_from([each for each in SessionStatus if each is not SessionStatus.moved_online]))

    def _Call_was(self) -> str:
        return "2026-04-01"

    _Way_was = _Call_was

    def _Session_zone(self) -> str:
        return "Europe/Zurich"

    def _Session_interpretation(self) -> list[str]:
        return [*self.some(LANGUAGES), "nsp"]

    def languages(self) -> list[str]:
        return self.some(LANGUAGES)

    _Room_interpretation = _AgendaItem_interpretation = _AgendaItem_captions = languages
    _Sitting_interpretation = _Sitting_captions = languages

    def _AgendaItem_open_end(self) -> str:
        return "false"  # beside an end, or without a start

    def _ItemLink(self) -> dict:
        """One of a kind, and one with a title, in turn."""
        either: dict[str, Any] = {"kind": None} if self.count("link") % 2 else {"title": None, "kind": self.value(documents.LinkKind)}
        return self.model(documents.ItemLink, **either, shown_from="2026-04-01", shown_until="2026-05-30 12:30") | (
            {"title": self.localized(fields.Title)} if "title" not in either else {}
        )

    def _Session_language_names(self) -> dict:
        return {"nsp": self.localized(fields.Name)}

    def _Session_venues(self) -> dict | None:
        """Beside a main one, if there is one."""
        return {"annex": self.model(session.Venue)} if ("Session", "venue") in self.made else None

    def _Room_venue(self) -> str | None:
        return "annex" if ("Session", "venues") in self.made else None

    def _Venue_zone(self) -> str:
        return "Asia/Tokyo"

    def _Session_rooms(self) -> dict:
        return {"hall-1": self.model(session.Room)}

    def _Session_tracks(self) -> dict:
        self.named.add("tracks")
        return {"name": self.model(agenda.Track)}

    def _Session_tags(self) -> dict:
        self.named.add("tags")
        return {"name": self.localized(fields.Title)}

    def _Session_kinds(self) -> dict:
        self.named.add("kinds")
        return {"name": self.model(agenda.OwnKind, beside_others="true")}

    def _Session_bodies(self) -> dict:
        self.named.add("bodies")
        return {"name": self.model(points.Body)}

    def _Body_chair(self) -> list[str]:
        return ["chen"]

    def _Session_points(self) -> list[dict]:
        return [self.model(points.AgendaPoint, points=[self.model(points.AgendaPoint, points=None)])]

    def _AgendaPoint_id(self) -> str:
        self.points.append(f"name-{self.count('id')}")
        return self.points[-1]

    def body(self) -> str | None:
        return "name" if "bodies" in self.named else None

    _AgendaItem_body = _Sitting_body = body

    def _AgendaPoint_bodies(self) -> list[str] | None:
        return ["name"] if self.body() else None

    def _AgendaItem_points(self) -> list[str] | None:
        return self.points[:1] or None

    def _Statement_point(self) -> str | None:
        return self.points[-1] if self.points else None

    def _Statement_item(self) -> str | None:
        return self.items[0] if self.items else None

    def _Statement(self) -> dict:
        """With a file or with its text, or with both."""
        return {"text": self.localized(fields.Prose)} | self.model(points.Statement)

    def _Document_kind(self) -> Any:
        return self.draw(st.sampled_from([*documents.DocumentKind])).value if self.draw(st.booleans()) else self.localized(fields.Title)

    def _Way_fees(self) -> list[dict]:
        return [self.model(participation.Fee)]  # of one category, later ones have to hold longer

    def _Document_announced(self) -> list[str]:
        return ["sw"]  # which no address is in

    def _AgendaItem_kind(self) -> str:
        """That of the session, where it has one, at first and then by turns."""
        return "name" if "kinds" in self.named and self.count("kind") % 2 == 0 else self.draw(st.sampled_from(list(agenda.Kind))).value

    def _AgendaItem_track(self) -> Any:
        return "name" if "tracks" in self.named and self.count("track") % 2 == 0 else self.localized(fields.Title)

    def _AgendaItem_tags(self) -> list[str] | None:
        return ["name"] if "tags" in self.named else None

    def _Session_people(self) -> dict:
        return {name: self.model(session.Person) for name in ("chen", "o-2")}

    def _Period(self) -> dict:
        return self.model(session.Period, start="2026-05-05", end="2026-05-06")

    def _Hours(self) -> dict:
        return self.model(session.Hours, start="09:00", end="18:00")

    def _Session_registration(self) -> dict:
        return {
            key: {"closes": "2026-04-10"} | self.model(participation.Way, **settled)  # which `was` asks for
            for key, settled in self.some([("onsite", {}), ("online", {}), ("press", {}), self.own_way()])
        }

    def own_way(self) -> tuple[str, dict]:
        """One that the interface has no name for."""
        return f"name-{self.count('id')}", {"title": self.localized(fields.Title)}

    def _Way_opens(self) -> str:
        return "2026-02-01"

    def _AccessCode(self) -> dict:
        return self.model(participation.AccessCode, policy="public", value=Text(self.draw(self.text)))

    def _Agenda_days(self) -> list[dict]:
        return [self.model(session.Day, date=day) for day in ("2026-05-05", "2026-05-06")]

    def _Day_sittings(self) -> list[dict]:
        found = [
            self.model(session.Sitting, start=f"{hour:02}:00", end=f"{hour + 3:02}:00", items=self.timed(hour))
            for hour in self.some((9, 14))
        ]
        self.sittings += [sitting["id"] for sitting in found]
        return found

    def _Day_all_day(self) -> list[dict]:
        return [self.model(session.AgendaItem, start=None, end=None)]

    def _Day_off(self) -> str:
        return "false"  # else nothing else could be said of the day

    def timed(self, hour: int) -> list[dict]:
        found = [
            self.model(session.AgendaItem, start=f"{hour:02}:{minute}", end=f"{hour:02}:{minute + 5}") for minute in self.some((10, 20))
        ]
        self.items += [item["id"] for item in found]
        return found

    def _Agenda_planned(self) -> list[dict]:
        return [self.model(session.AgendaItem, start=None, end=None)]

    def _Participation_person(self) -> str:
        return "chen"

    def _Moved(self) -> dict:
        return self.model(agenda.Moved, start="08:00")

    def _PriorSession(self) -> dict:
        return self.model(session.PriorSession, number=str(50 - self.count("prior")), start="2020-01-01", end="2020-01-02")

    def _Webcast_hosts(self) -> list[str]:
        return ["player.example.org"]

    def channels(self) -> list[dict]:
        return [self.channel(language) for language in self.some(("floor", *LANGUAGES))]

    _Webcast_channels = _Recording_channels = channels

    def channel(self, language: str) -> dict:
        player = PLAYERS[self.count("player") % len(PLAYERS)]
        given = (
            "https://player.example.org/a?b=1&c='d'"
            if player == "iframe"
            else self.value(typing.get_type_hints(webcast.Channel, include_extras=True)[player])
        )
        without = () if player in ("video", "hls") else ("captions",)
        return self.model(webcast.Channel, **{name: None for name in (*PLAYERS, *without)}, language=language) | self.only(
            "Channel", player, given
        )

    def only(self, model: str, name: str, value: Any) -> dict:
        self.made.add((model, name))
        return {name: value}

    def _Webcast_recordings(self) -> list[dict]:
        return [self.model(webcast.Recording, sitting=sitting) for sitting in self.some(self.sittings)]

    def _Webcast_live(self) -> str:
        return "true"  # else its channels would be refused

    def _Recording_transcript(self) -> str:
        return self.draw(st.sampled_from([*ADDRESSES, "media/clip'(1)&amp;.en.vtt"]))

    def _Recording_chapters(self) -> list[dict]:
        return [self.model(webcast.Chapter, item=item, at=f"{n}:01:02") for n, item in enumerate(self.items)]


@st.composite
def sessions(draw: Callable, text: st.SearchStrategy[str] | None = None, *, whole: bool = False) -> tuple[dict, set[tuple[str, str]]]:
    """The data of a session, as a data file says it, with `Text` where a text is free; and which fields of which models are in it."""
    maker = Maker(draw, texts() if text is None else text, whole=whole)
    data = maker.model(session.Session)
    if "people" not in data:
        data["people"] = maker._Session_people()
    for key, field in (("tracks", "track"), ("tags", "tags"), ("kinds", "kind")):
        if f"'{field}': {'[' if field == 'tags' else ''}'name'" not in str(data.get("agenda")):
            data.pop(key, None)  # what no item names is shown nowhere
    return data, maker.made
