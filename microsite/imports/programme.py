"""What another system says of a conference, in the keys of the data file: a reader of its format fills a `Programme`.

What refers to something else (an item to its room) does so by the id that the other system has for it; imports/updates.py gives each
one of ours. What the data file has no place for is counted, so that nothing is lost without a word.
"""

from __future__ import annotations

import datetime as dt
import html
import re
import zoneinfo
from collections.abc import Callable, Collection, Iterable
from typing import Any

from markdownify import markdownify
from pydantic_core import PydanticCustomError

from microsite.imports.tables import A_DAY, Row, Tables, clock, is_possible, minutes
from microsite.model import fields, letters
from microsite.model.agenda import BESIDE_OTHERS, Kind

TABLES = ("rooms", "tracks", "tags", "kinds", "people", "items")
"""The tables that another system can fill."""

_KINDS: dict[Kind, str] = {
    Kind.keynote: "keynotes? keynote-talk keynote-speech plenary-talk plenary-lecture",
    Kind.panel: "panels? podium panel-discussion round-?table podiumsdiskussion",
    Kind.lightning_talks: "lightning-talks? ignites?",
    Kind.workshop: "workshops? hands-on-workshop hands-on",
    Kind.tutorial: "tutorials? training",
    Kind.poster: "posters? poster-presentation",
    Kind.presentation: "presentations? (?:invited-|contributed-)?orals? oral-presentation",
    Kind.discussion: "discussions? bofs? birds-of-a-feather open-discussion meetup meeting",
    Kind.registration: "registration check-in registration-.* .*-registration",
    Kind.opening: "opening opening-.* .*-opening welcome welcome-.*",
    Kind.closing: "closing closing-.* .*-closing close-day wrap-up",
    Kind.break_: "(?:.*-)?breaks? (?:.*-)?lunch(?:-.*)? (?:.*-)?breakfast coffee(?:-.*)? tea pause mittagspause kaffeepause",
    Kind.social_event: "social-events? social (?:.*-)?dinner party (?:.*-)?party after-party (?:.*-)?reception networking",
    Kind.excursion: "excursion guided-tour",
    Kind.side_event: "side-events?",
    Kind.talk: "(?:short-|long-|full-|regular-|standard-)?(?:talks?|sessions?|lectures?) vortrag conference-session contribution other",
}
"""What other systems call the kinds of the site: patterns of a label in small letters with hyphens."""
_TAGS = re.compile(r"</?(?:p|br|a|b|i|u|em|strong|ul|ol|li|div|span|h[1-6]|blockquote|pre|code|sup|sub)\b[^<>]*>", re.IGNORECASE)
"""HTML that texts and titles may have, where they are said to have none."""


class Unreadable(Exception):
    """A source that cannot be read; the message is a sentence for an editor, beginning with what is wrong."""


class Programme:
    """What a source says. `tables` are its items, people, rooms, tracks, tags and kinds, each by the id that the source knows it by."""

    def __init__(self, zone: str | None) -> None:
        self.zone = zone
        """That of the data file; hours with a zone of their own are turned into it."""
        self.tables: Tables = {name: {} for name in TABLES}
        self.places: dict[tuple[str, str], str] = {}
        """Where each row is in the source, in words, by table and id."""
        self.left_out: dict[str, list[str]] = {}
        """What could not be taken, and where in the source, by what is said of it."""
        self.labels: dict[str, str] = {}
        """What the source calls the kind of each item that is none of the site's, by the item's id."""
        self.without_kind: list[str] = []
        """The ids of items of which the source does not say what they are."""

    def leave(self, what: str, place: str) -> None:
        """Note that something could not be taken."""
        places = self.left_out.setdefault(what, [])
        if place not in places:
            places.append(place)

    def leave_rest(self, entry: dict[str, Any], place: str, what: str, *taken: str) -> None:
        """Note the keys of an entry that say something and are not taken; `taken` are the others, several in a text."""
        for key, value in entry.items():
            if key not in " ".join(taken).split() and value not in (None, "", [], {}, False, "false"):
                self.leave(f"`{key}` of {what}", place)

    # ── entries ───────────────────────────────────────────────────────────────────────────────────────────────────

    def add(self, table: str, key: Any, place: str, **values: Any) -> str:
        """Add a row, or what a row that is there lacks; what is empty is left out. Returns its id in the source."""
        known: str = str(key)
        row = self.tables[table].setdefault(known, {})
        row |= {name: value for name, value in values.items() if value not in (None, "", [], {}) and name not in row}
        self.places.setdefault((table, known), place)
        return known

    def add_named(self, table: str, name: Any, place: str, key: Any = None, **values: Any) -> str | None:
        """Add a room or a track, which the source may know by its name alone, without a `key`."""
        title = line(name)
        return self.add(table, key or title, place, name=title, **values) if title else None

    def add_tag(self, name: Any, place: str) -> str | None:
        """Add a tag, whose row is its name alone."""
        title = line(name)
        if not title:
            return None
        self.tables["tags"].setdefault(title, {"name": title})
        self.places.setdefault(("tags", title), place)
        return title

    def add_person(self, key: Any, name: Any, place: str, **values: Any) -> str | None:
        """Add a person, unless without a name."""
        written = line(name)
        if not written:
            self.leave("people without a name", place)
            return None
        return self.add("people", key or written, place, name=written, **values)

    def add_item(self, key: Any, place: str, *, label: Any = None, people: Iterable[str | None] = (), **values: Any) -> None:
        """Add an item; `label` is what the source calls its kind, `people` the ids of who speaks."""
        key = str(key)
        if key in self.tables["items"]:
            raise Unreadable(f"{place} has the id {key}, and so has {self.places['items', key]}; each needs its own")
        kind = kind_of(label)
        if not kind:
            self.labels[key] = line(label)
        if line(label).casefold() in ("", "other"):
            self.without_kind.append(key)
        values["people"] = [{"person": each} for each in dict.fromkeys(people) if each]
        self.add("items", key, place, kind=kind or Kind.talk.value, **values)

    def add_service(self, key: Any, place: str, title: str, **values: Any) -> None:
        """Add an item that the source says is no talk: of the kind that its title means, a break for instance."""
        kind = kind_of(title, is_label=False) or "Other"
        if kind == "Other":
            self.add("kinds", kind, place, name=kind)
        self.add_item(key, place, title=title, **values)
        self.tables["items"][str(key)]["kind"] = kind

    def finish(self, kinds: Collection[str] = (), kind: str = Kind.talk.value) -> None:
        """What needs all items: kinds of what the source calls several of them and the site has no word for, and rooms that are taken.
        `kinds` are those that were made before, and stay; `kind` is that of items of which the source says none."""
        self.without_kind = [key for key in self.without_kind if self.tables["items"][key]["kind"] == Kind.talk]  # else its reader knows it
        for key in self.without_kind:
            self.tables["items"][key]["kind"] = kind
        for key, label in self.labels.items():
            if [*self.labels.values()].count(label) > 1 or label in kinds:
                self.tables["kinds"].setdefault(label, {"name": label})
                self.places.setdefault(("kinds", label), self.places["items", key])
                self.tables["items"][key]["kind"] = label
            else:
                self.leave(f"the kind “{label}”, which only one item has: it is shown as a talk", self.places["items", key])
        self._keep_nights_together()
        self._share_rooms()

    def _keep_nights_together(self) -> None:
        """Count hours after midnight from the day before, where something that began there is still on."""
        until: dict[str, int] = {}
        with_hours = [row for row in self.tables["items"].values() if row.get("start")]
        for row in sorted(with_hours, key=lambda row: (row["date"], minutes(row["start"]))):
            evening = (dt.date.fromisoformat(row["date"]) - dt.timedelta(days=1)).isoformat()
            if minutes(row["start"]) + A_DAY < until.get(evening, 0):
                row |= {"date": evening} | {key: clock(minutes(row[key]) + A_DAY) for key in ("start", "end") if row.get(key)}
            until[row["date"]] = max(until.get(row["date"], 0), minutes(row.get("end") or row["start"]))

    def _share_rooms(self) -> None:
        """Take the room from an item while something else is on there, which the data file cannot have; unless it is then at one time with
        another without a room, of which the check tells."""
        taken: dict[str, list[tuple[int, int]]] = {}

        def is_free(room: str, start: int, end: int) -> bool:
            return not any(since < end and start < until for since, until in taken.setdefault(room, []))

        with_hours = [(key, row) for key, row in self.tables["items"].items() if row.get("end") and row["kind"] not in BESIDE_OTHERS]
        for key, row in sorted(with_hours, key=lambda each: (each[1]["date"], minutes(each[1]["start"]))):
            midnight = dt.date.fromisoformat(row["date"]).toordinal() * A_DAY
            start, end = (midnight + minutes(row[each]) for each in ("start", "end"))
            if row.get("room") and not is_free(row["room"], start, end) and is_free("", start, end):
                self.leave("rooms in which something else is on at that time", f"{self.places['items', key]}: {row.pop('room')}")
            taken.setdefault(row.get("room", ""), []).append((start, end))

    def notes(self, source_language: str) -> list[str]:
        """What an editor is to know of how items were taken: those of which the source does not say what they are, and those that are in
        another language than the texts of the data file."""
        found = []
        items = self.tables["items"]
        if self.without_kind:
            key, *more = self.without_kind
            first = self.places["items", key] + (" …" if more else "")
            found.append(
                f"{_items_are(len(self.without_kind))} of no kind in the source ({first}), and here of "
                f"the kind `{items[key]['kind']}`; --kind names another"
            )
        languages = [row["language"] for row in items.values() if row.get("language", source_language) != source_language]
        for language in dict.fromkeys(languages):
            found.append(
                f"{_items_are(languages.count(language))} held in {language}; their titles and texts stand under {source_language}, as the "
                f"source has them: where they are in {language}, write `{{{source_language}: …, {language}: …}}`"
            )
        return found

    # ── values ────────────────────────────────────────────────────────────────────────────────────────────────────

    def hours(self, start: dt.datetime, end: dt.datetime | None, place: str, day: dt.date | None = None) -> dict[str, str]:
        """`date`, `start` and `end` of an item; `day` is the one that the source has it under, where that is said."""
        start, end = self._local(start), self._local(end) if end else None
        date = day if day and dt.timedelta(0) <= start - dt.datetime.combine(day, dt.time()) < dt.timedelta(hours=36) else start.date()
        since = int((start - dt.datetime.combine(date, dt.time())).total_seconds()) // 60
        found = {"date": date.isoformat(), "start": clock(since)}
        if not end:
            return found
        until = since + round((end - start).total_seconds() / 60)
        if until == since:
            return found  # it has no length
        if until < since:
            self.leave("ends that are before the start", place)
        elif not is_possible(since % A_DAY, until - since + since % A_DAY):
            self.leave("ends of what lasts more than twelve hours, beyond midnight: only its start is taken", place)
        else:
            found["end"] = clock(until)
        return found

    def _local(self, moment: dt.datetime) -> dt.datetime:
        """A moment on the clocks of the data file's zone; one without a zone is taken as it is."""
        if moment.tzinfo and self.zone:
            return moment.astimezone(zoneinfo.ZoneInfo(self.zone)).replace(tzinfo=None)
        return moment.replace(tzinfo=None)

    def text(self, *parts: Any, place: str, has_html: bool | None = False) -> str:
        """Markdown of one or more texts, each once. HTML becomes Markdown where there is some, or as `has_html` says."""
        found: list[str] = []
        for part in parts:
            written = prose(part, has_html=has_html)
            if written and not any(written in other for other in found):
                found = [other for other in found if other not in written] + [written]
        return self.valid(fields.prose, "\n\n".join(found), "texts", place)

    def address(self, given: Any, place: str, base: str = "") -> str:
        """A web address; empty if it is none."""
        address = str(given or "").strip()
        if re.fullmatch(r"//[^/].*", address) or not base and re.fullmatch(r"([\w-]+\.)+[a-z]{2,}(/.*)?", address):
            address = f"https://{address.removeprefix('//')}"
        elif base and address and "://" not in address:
            address = f"{base.rstrip('/')}/{address.lstrip('/')}"
        return self.valid(fields.address, address, "addresses", place)

    def language(self, given: Any, place: str) -> str:
        """The code of a language; empty if it is none."""
        code = str(given or "").strip().removesuffix("-formal").replace("_", "-")
        codes = {"english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr", "spanish": "es", "español": "es"}
        code = codes.get(code.casefold(), code)
        first, _, rest = code.partition("-")
        code = f"{first.lower()}-{rest.upper()}" if len(rest) == 2 else code.lower() if not rest else code
        return self.valid(fields.language, code, "languages", place)

    def links(self, given: Any, place: str, base: str = "") -> list[Row]:
        """Links of an item or a person: maps with a title (or name, or what kind of link it is) and an address."""
        found: dict[str, Row] = {}
        for each in entries(given):
            if not isinstance(each, dict):
                each = {"url": each}
            url = self.address(each.get("url") or each.get("link"), place, base)
            title = line(each.get("title") or each.get("name") or each.get("linkType")) or re.sub(r"^\w+://(www\.)?|/.*", "", url)
            if url:
                found.setdefault(url, {"title": title, "url": url})
        return [*found.values()]

    def valid(self, check: Callable[[Any], Any], value: str, what: str, place: str) -> str:
        """A value that the data file can hold; empty, and noted, where it cannot."""
        if not value:
            return ""
        try:
            check(value)
        except PydanticCustomError:
            self.leave(f"{what} that are none", f"{place} (“{fields.excerpt(value)}”)")
            return ""
        return value


def _items_are(number: int) -> str:
    return f"{number:,} items are" if number > 1 else "1 item is"


def kind_of(label: Any, *, is_label: bool = True) -> str | None:
    """The kind of the site that a label such as “Workshop (90 min)” means, talk without one; None if it means none. A title may mean
    one too (“Coffee break”)."""
    length = r"\(.*?\)|\b\d+ *(?:m\b|mins?\b|minutes?\b|h\b|hours?\b)" + (r"|[+&].*" if is_label else "")
    words = re.sub(length, " ", line(label).casefold().replace("_", " "))
    plain = re.sub(r"[^\w]+", "-", words).strip("-")
    if not line(label):
        return Kind.talk.value
    if plain.replace("-", "_") in set(Kind):
        return plain.replace("-", "_")
    for kind, patterns in _KINDS.items():
        if any(re.fullmatch(pattern, plain) for pattern in patterns.split()):
            return kind.value
    return None


def line(given: Any) -> str:
    """A title, a name or a label on one line, without what cannot be seen."""
    text = html.unescape(_TAGS.sub(" ", str(given))) if given is not None else ""
    text = " ".join(letters.INVISIBLE.sub("", re.sub(r"[\r\n\t\u2028\u2029]", " ", text)).split())
    return "" if letters.shows_nothing(text) else text


def prose(given: Any, *, has_html: bool | None = False) -> str:
    """Paragraphs in Markdown. `has_html` true: they are HTML; None: where they have tags; false: they are Markdown or plain."""
    text = str(given or "").replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    if (
        has_html
        or has_html is None
        and re.search(r"</?(?:p|br|a|b|i|em|strong|ul|ol|li|div|span|h[1-6]|blockquote|pre|code)\b[^<>]*>", text, re.I)
    ):
        text = re.sub(r"(?is)<(script|style)\b.*?</\1\s*>|<!--.*?-->", "", text)
        try:
            text = markdownify(text, heading_style="ATX", bullets="-", strip=["img"], escape_underscores=False)
        except RecursionError:
            text = html.unescape(re.sub(r"<[^<>]*>", " ", text))
    text = letters.INVISIBLE.sub("", text)
    text = re.sub(
        r"\n{3,}", "\n\n", "\n".join(part.rstrip() if not part.endswith("  ") else part.rstrip() + "  " for part in text.split("\n"))
    )
    return "" if letters.shows_nothing(html.unescape(text)) else text.strip()


def keys_by_name(rows: Iterable[Row]) -> dict[str, str]:
    """What a source knows rooms or tracks by that it has a name and an id of: as long as that stays, they are the same under another name.
    Without those whose id another has too."""
    keys = {line(row.get("name")): str(key) for row in rows if (key := row.get("guid") or row.get("id"))}
    return {name: key for name, key in keys.items() if [*keys.values()].count(key) == 1}


def entries(given: Any) -> list[Any]:
    """A list; empty if it is none."""
    return given if isinstance(given, list) else []


def maps(given: Any) -> list[Row]:
    """The maps of a list; empty if it is none."""
    return [each for each in entries(given) if isinstance(each, dict)]


def moment(given: Any) -> dt.datetime:
    """A date and time in ISO 8601, with or without a zone; ValueError if it is none, or in no year of ours."""
    found = dt.datetime.fromisoformat(str(given).strip())
    if not 1900 < found.year < 2200:
        raise ValueError(given)
    return found
