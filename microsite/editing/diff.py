"""What readers will see change between two versions of a data file: as sentences, by page and language."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pydantic import BaseModel

from microsite.editing.merge import ORDER, Path, entries_by_identity, identity_of
from microsite.editing.seen_pages import Difference, Look, PagesSeen
from microsite.localize.labels import PART_KEYS, PART_TITLES
from microsite.localize.localizer import Localizer
from microsite.model.agenda import AgendaItem, Day, Moved, OwnKind, Sitting, Track
from microsite.model.base import Hours, Period
from microsite.model.documents import Document, ItemLink, Link, LinkKind
from microsite.model.fields import ALL_LANGUAGES, FileAddress, Localized, Prose, Title
from microsite.model.news import NewsItem, Partner, Question
from microsite.model.participation import Call, Fee, Way
from microsite.model.people import Person, ProfileLink
from microsite.model.points import AgendaPoint, Body, Statement
from microsite.model.session import Point, PriorSession, Room, Session, Venue
from microsite.model.traverse import walk
from microsite.model.webcast import PLAYERS, Channel, Recording

PAGE_TITLES = {"every": "Every page"} | PART_TITLES
"""By the name of a page's template, in the order of the site; `every` is what all pages have around their content."""

FIELD_NOUNS = {
    "url": "address",
    "host_url": "address of the site that carries it",
    "to": "addressee",
    "who": "word on who should take it",
    "have_ready": "word on what to have ready",
    "what_next": "word on what happens next",
    "hours": "daily time",
    "about": "account of the theme",
    "questions": "guiding question",
    "interpretation": "list of interpretation languages",
    "captions": "list of caption languages",
    "language_names": "name of a language",
    "official_languages": "list of official languages",
    "closes": "last day to register",
    "opens": "first day to register",
    "at": "place in the recording",
    "off": "day off",
    "live": "live webcast",
    "note_after": "note for afterwards",
    "shown_from": "day from which it is shown",
    "shown_until": "last day on which it is shown",
    "recorded": "recording promised",
    "iframe": "player",
    "expected": "day it is expected by",
    "access_code": "access code",
    "policy": "who may see it",
    "full": "state of places",
    "is_break": "whether it is a break",
    "beside_others": "whether it is beside others",
    "in_calendars": "whether it is in calendars",
    "alt": "text for those who do not see it",
    "point": "place on the map",
    "confirmed": "whether it is confirmed",
    "group": "whether it is a group",
    "zone": "time zone",
    "was": "former deadline",
    "called": "what it is called",
}
"""What a sentence calls a key whose own name says too little."""

PART_NAMES = {
    "prior_sessions": "Session",
    "captions": "Captions",
    "recordings": "Recording of",
    "chapters": "Chapter",
}
"""What a sentence calls a part of the session, by its key; others are called by their key."""

LINK_NAMES = {
    LinkKind.join_: "join online",
    LinkKind.questions: "ask questions",
    LinkKind.poll: "a poll",
    LinkKind.captions: "live captions",
    LinkKind.notes: "shared notes",
    LinkKind.feedback: "give feedback",
    LinkKind.sign_up: "reserve a place",
}
"""What a sentence calls a link of an item, by its kind; others are called by their title."""

WAY_NAMES = {
    "onsite": "Registration at the venue",
    "online": "Registration online",
    "observers": "Registration of observers",
    "press": "Registration of the press",
    "accompanying": "Registration of accompanying persons",
}
"""What a sentence calls a way to register, by its key; others are called by their title."""

MAP_SUBJECTS = {
    "people": "People",
    "language_names": "Names of languages",
    "kinds": "Kinds of items",
    "venues": "",
    "rooms": "Rooms",
    "tracks": "Tracks",
    "tags": "Tags",
    "bodies": "Bodies",
    "registration": "",
}
"""What the sentences on a map's entries begin with."""

HIDDEN_KEYS = ("hosts", "person", "not_codes", "id")
"""Keys that no page shows."""

MAX_QUOTE = 120
"""Letters of a text that is quoted; a longer one is cut."""
CONTEXT_TOKENS = 6
"""Words, spaces and marks that are quoted on each side of a difference."""


class Change(NamedTuple):
    """One thing that readers will see change."""

    pages: tuple[str, ...]
    """Keys of `PAGE_TITLES`: the pages on which it is seen, the one to look at first in front."""
    language: str
    """Whose readers see it there; empty for readers of all languages."""
    words: str
    """A sentence that says what changes."""


class _AgendaEntry(NamedTuple):
    """A sitting or an item, with where it is in the agenda."""

    path: Path
    day: Day | None
    sitting: Sitting | None
    """The sitting that an item is in; None for a sitting itself, and for an item outside sittings."""
    part: AgendaItem | Sitting


def changes(old: Session, new: Session, look: Look, languages: Sequence[str]) -> list[Change]:
    """Every change that readers of some languages will see, each once; `look` says what they see."""
    comparison = _SessionComparison(old, new, languages)
    differences = list(dict.fromkeys(comparison.all_differences()))
    pages_seen = PagesSeen(old, new, languages, look)
    found = (
        Change(_in_order(pages, difference.paths[0]), language, difference.words)
        for difference, where in zip(differences, pages_seen.of_each(differences), strict=True)
        for language, pages in where.items()
    )
    return list(dict.fromkeys(found))


def languages_of(*sessions: Session) -> list[str]:
    """All languages that a text of the sessions is in, the first one's source language in front."""
    values = [value for session in reversed(sessions) for _, value in walk(session) if isinstance(value, Localized)]
    return list(dict.fromkeys((sessions[0].source_language, *(language for value in values for language in value.languages()))))


def _in_order(pages: Collection[str], path: Path) -> tuple[str, ...]:
    """Pages in the order of the site, behind the one that is about the part of the data that a path leads to."""
    return tuple(sorted(pages, key=lambda page: (path[0] not in PART_KEYS.get(page, ()), [*PAGE_TITLES].index(page))))


def format_changes(changes: Sequence[Change], *, markdown: bool = False) -> str:
    """The changes as text for a terminal, or as Markdown: under the page to look at first, changes of all languages before those of one."""
    t = Localizer("en", "en")
    if not changes:
        return "Readers will see no change.\n"
    lines = []
    for page, title in PAGE_TITLES.items():
        page_changes = [change for change in changes if change.pages[0] == page]
        if page_changes:
            lines.append(f"\n### {title}\n" if markdown else f"\n{title}")
        for language in dict.fromkeys(sorted(change.language for change in page_changes)):
            heading = t.language_name(language) if language else "All languages"
            lines.append(f"**{heading}**\n" if markdown else f"  {heading}")
            lines += [_format_change(change, markdown) for change in page_changes if change.language == language]
            lines += [""] if markdown else []
    return "\n".join(lines).strip("\n") + "\n"


def _format_change(change: Change, markdown: bool) -> str:
    other_pages = ", ".join(PAGE_TITLES[page] for page in change.pages[1:])
    see_also = f" (see also: {other_pages})" if other_pages else ""
    return f"- {escape_markdown(change.words)}{see_also}" if markdown else f"    {change.words}{see_also}"


def escape_markdown(text: str) -> str:
    """Markdown that shows a text as it is: data must not bring links or images of its own into a reviewer's summary."""
    return re.sub(r"([\\`*_{}\[\]<>#|!&~@])", r"\\\1", text)


class _SessionComparison:
    """Finds the differences between two versions of a session.

    The methods `…_changes` compare one part of the old version with the same part of the new one. Their `where` is the path of the
    part (editing/merge.py), and `subject` is what a sentence calls the part it is in.
    """

    def __init__(self, old: Session, new: Session, languages: Sequence[str]):
        self.old, self.new = old, new
        self.t = Localizer(
            "en",
            new.source_language,
            locale="en-GB",
            language_names=old.language_names | new.language_names,
            own_kinds=old.kinds | new.kinds,
        )
        self.languages = languages
        """Those of the readers."""
        self.noun = self._source_text(new.own_noun) if new.own_noun else new.noun
        """What sentences call the session."""

    def all_differences(self) -> Iterator[Difference]:
        if self.old.dates != self.new.dates:
            yield self._change(
                ("dates",), f"The {self.noun} moves from {self._format_value(self.old.dates)} to {self._format_value(self.new.dates)}"
            )
        for key in type(self.new).model_fields:
            if key not in ("agenda", "dates"):
                yield from self._value_changes(getattr(self.old, key), getattr(self.new, key), (key,), "")
        yield from self._agenda_changes()

    def _change(self, where: Path, words: str, language: str = "", *more: Path) -> Difference:
        """What a sentence is about: a path, and more paths of what changes together with it."""
        return Difference((where, *more), language, f"{words[:1].upper()}{words[1:]}")

    # ── the agenda, whose sittings and items are told by their ids, wherever they move ───────────────────────────────

    def _agenda_changes(self) -> Iterator[Difference]:
        old, new = self.old.agenda, self.new.agenda
        if old and not new:
            yield self._change(("agenda",), "The agenda is gone")
            return
        for key in ("status", "revised", "expected", "note", "notes"):
            yield from self._value_changes(getattr(old, key, None), getattr(new, key, None), ("agenda", key), "Agenda")
        old_days, new_days = ({day.date: day for day in session.agenda_days} for session in (self.old, self.new))
        yield from self._list_changes(old_days, new_days, ("agenda", "days"))
        old_sittings, new_sittings = (
            {sitting.id: _AgendaEntry(_path_in_agenda(day, None, sitting), day, None, sitting) for day, sitting in session.sittings()}
            for session in (self.old, self.new)
        )
        yield from self._agenda_entry_changes(old_sittings, new_sittings)
        old_items, new_items = (
            {item.id: _AgendaEntry(_path_in_agenda(day, sitting, item), day, sitting, item) for day, sitting, item in session.items()}
            for session in (self.old, self.new)
        )
        yield from self._agenda_entry_changes(old_items, new_items)
        yield from self._item_order_changes(old_items, new_items)

    def _item_order_changes(self, old: Mapping[str, _AgendaEntry], new: Mapping[str, _AgendaEntry]) -> Iterator[Difference]:
        """The order of the items in each sitting, and of those outside sittings; both mappings are by item id."""
        items = {item_id: entry.part for item_id, entry in new.items()}
        for path in dict.fromkeys(entry.path[:-1] for entry in new.values()):
            sitting = next(entry.sitting for entry in new.values() if entry.path[:-1] == path)
            what = f"{self._describe(sitting)}: items" if sitting else "items without an hour"
            yield from self._order_changes(_ids_in(old, path), _ids_in(new, path), path, what, items)

    def _agenda_entry_changes(self, old: Mapping[str, _AgendaEntry], new: Mapping[str, _AgendaEntry]) -> Iterator[Difference]:
        """Sittings or items that are added, removed, renamed or changed; both mappings are by id."""
        new_ids = _renamed_entries(old, new)
        old_ids = {new_id: old_id for old_id, new_id in new_ids.items()}
        for old_id, entry in old.items():
            if old_id not in new and old_id not in new_ids:
                when = self._format_when(entry.day, entry.part, " (was ", ")")
                yield self._change(entry.path, f"{self._describe(entry.part)} is gone from the agenda{when}")
        for new_id, entry in new.items():
            name = self._describe(entry.part)
            if new_id in old_ids:
                words = f"{name} has a new address, #{new_id}: links to the old one, #{old_ids[new_id]}, lead nowhere"
                yield self._change(entry.path, words, "", old[old_ids[new_id]].path)
            elif new_id not in old:
                when = self._format_when(entry.day, entry.part, ": ")
                words = f"{name} is new on the agenda{when}{self._format_missing_languages(entry.part)}"
                yield self._change(entry.path, words)
            else:
                yield from self._same_agenda_entry_changes(old[new_id], entry)

    def _same_agenda_entry_changes(self, old: _AgendaEntry, new: _AgendaEntry) -> Iterator[Difference]:
        """The changes of a sitting or an item that both versions have."""
        name = self._describe(new.part)
        where = new.path
        yield from self._time_changes(old, new)
        same_start = (_date_of(old.day), old.part.start) == (_date_of(new.day), new.part.start)
        if new.sitting and old.sitting and new.sitting.id != old.sitting.id and same_start:
            yield self._change(where, f"{name} moves to {self._describe(new.sitting)}", "", old.path)
        cancelled = getattr(new.part, "cancelled", None)
        if cancelled != getattr(old.part, "cancelled", None):
            yield self._change((*where, "cancelled"), f"{name} {'is cancelled' if cancelled else 'takes place after all'}")
        yield from self._field_changes(old.part, new.part, where, self._describe(old.part), without=("start", "end", "cancelled", "items"))

    def _time_changes(self, old: _AgendaEntry, new: _AgendaEntry) -> Iterator[Difference]:
        """The change of a sitting's or an item's day, start or end."""
        where, *more = [(*new.path, "start"), (*new.path, "end")] if old.path == new.path else [new.path, old.path]
        name, t = self._describe(new.part), self.t
        same_date = _date_of(old.day) == _date_of(new.day)
        if same_date and old.part.start == new.part.start:
            if old.part.end != new.part.end:
                was = f" (was {old.part.end:%H:%M})" if old.part.end else ""
                words = f"{name} now ends at {new.part.end:%H:%M}{was}" if new.part.end else f"{name} has no end now{was}"
                yield self._change((*new.path, "end"), words)
        elif same_date and old.part.start and new.part.start and new.day:
            old_times, new_times = t.times(old.part.start, old.part.end), t.times(new.part.start, new.part.end)
            yield self._change(where, f"{name} moves from {old_times} to {new_times} on {t.date(new.day.date)}", "", *more)
        else:
            old_time, new_time = (self._format_when(entry.day, entry.part, "") or "no day and hour" for entry in (old, new))
            yield self._change(where, f"{name} moves from {old_time} to {new_time}", "", *more)

    def _format_when(self, day: Day | None, part: AgendaItem | Sitting, before: str, after: str = "") -> str:
        """Day and times of a part of the agenda, between `before` and `after`; empty if neither is known."""
        times = [self.t.date(day.date)] if day else []
        times += [self.t.times(part.start, part.end)] if part.start else []
        return f"{before}{', '.join(times)}{after}" if times else ""

    # ── all other parts ──────────────────────────────────────────────────────────────────────────────────────────────

    def _value_changes(self, old: Any, new: Any, where: Path, subject: str) -> Iterator[Difference]:
        """The changes of a value of any type; None if a version does not have it."""
        if old == new and not (isinstance(new, dict) and [*old] != [*new]):
            return
        key = str(where[-1])
        value = new if new is not None else old
        if isinstance(value, Localized):
            yield from self._text_changes(old, new, where, _join_subject(subject, _noun_for(key)))
        elif isinstance(value, BaseModel) and not isinstance(value, Period | Hours | Point):
            yield from self._part_changes(old, new, where, subject)
        elif isinstance(value, dict):
            yield from self._list_changes(old or {}, new or {}, where, MAP_SUBJECTS[key])
        elif isinstance(value, tuple) and any(isinstance(entry, BaseModel) for entry in (*(old or ()), *(new or ()))):
            by_text = len(old or ()) != len(new or ())
            old_entries = entries_by_identity(old or (), self.old, self.new.source_language, by_text=by_text)
            new_entries = entries_by_identity(new or (), self.new, self.new.source_language, by_text=by_text)
            yield from self._list_changes(old_entries, new_entries, where, subject)
        else:
            yield self._change(where, self._format_simple_change(old, new, _join_subject(subject, _noun_for(key))))

    def _part_changes(self, old: BaseModel | None, new: BaseModel | None, where: Path, subject: str) -> Iterator[Difference]:
        """The changes of a part that has keys of its own."""
        key = str(where[-1])
        name = PART_NAMES.get(key) or (_join_subject(subject, _noun_for(key)) if subject else _noun_for(key).capitalize())
        if isinstance(new if new is not None else old, Moved):
            verb = "are told" if new else "are no longer told"
            yield self._change(where, f"{subject}: readers {verb} where it was")
        elif old is None or new is None:
            words = f"{name} {'is gone' if new is None else 'is new'}{self._format_missing_languages(new)}"
            yield self._change(where, words)
        else:
            yield from self._field_changes(old, new, where, name)

    def _format_simple_change(self, old: Any, new: Any, noun: str) -> str:
        """A sentence on a value without parts."""
        if new is None:
            return f"{noun} is gone (was {self._format_value(old)})"
        if old in (None, ()):
            return f"{noun} is now {self._format_value(new)}"
        if isinstance(new, dt.date):
            return f"{noun} moves from {self._format_value(old)} to {self._format_value(new)}"
        return f"{noun} is now {self._format_value(new)} (was {self._format_value(old)})"

    def _field_changes(
        self, old: BaseModel, new: BaseModel, where: Path, subject: str, without: tuple[str, ...] = ()
    ) -> Iterator[Difference]:
        """The changes of all keys of a part, but those in `without`."""
        if isinstance(old, Channel) and isinstance(new, Channel) and old.player != new.player:
            yield self._change(where, f"{subject} is now played by {new.player} (was {old.player})")
            without = PLAYERS
        if isinstance(new, Day):
            without = (*without, "sittings", "all_day", "date")
        for key in type(new).model_fields:
            if key not in (*without, *HIDDEN_KEYS):
                yield from self._value_changes(getattr(old, key), getattr(new, key), (*where, key), subject)

    def _list_changes(self, old: Mapping[Any, Any], new: Mapping[Any, Any], where: Path, subject: str = "") -> Iterator[Difference]:
        """The changes of a list's entries, which are given by what identifies each in both versions."""
        list_key = str(where[-1])
        renamed_people = [
            entry for identity, entry in old.items() if identity not in new and isinstance(entry, Person) and entry in new.values()
        ]
        for identity, entry in old.items():
            if identity not in new and entry not in renamed_people:
                words = f"{_join_subject(subject, self._describe(entry, where, identity))} is gone"
                yield self._change((*where, (identity,)), words, "", *self._appearances(entry))
        if where not in (
            ("people",),
            ("language_names",),
            ("kinds",),
            ("rooms",),
            ("tracks",),
            ("tags",),
        ):  # no page shows all of them in the order of the file
            what = "ways to register" if where == ("registration",) else _join_subject(subject, list_key).replace("_", " ")
            yield from self._order_changes([*old], [*new], where, what, new)
        for identity, entry in new.items():
            if identity not in old:
                if entry not in renamed_people:
                    words = (
                        f"{_join_subject(subject, self._describe(entry, where, identity))} is new{self._format_missing_languages(entry)}"
                    )
                    yield self._change((*where, (identity,)), words, "", *self._appearances(entry))
            elif isinstance(entry, Localized):
                yield from self._text_changes(old[identity], entry, (*where, (identity,)), _join_subject(subject, _noun_for(list_key)))
            elif isinstance(entry, BaseModel):
                name = _join_subject(subject, self._describe(entry, where, identity))
                yield from self._field_changes(old[identity], entry, (*where, (identity,)), name)

    def _appearances(self, entry: Any) -> list[Path]:
        """Where in the agenda of either version somebody takes part; nothing for what is no person."""
        return [
            (*_path_in_agenda(day, sitting, item), "people", (self._source_text(entry.name),))
            for session in (self.old, self.new)
            for day, sitting, item in (session.items() if isinstance(entry, Person) else ())
            if any(session.people[participation.person] == entry for participation in item.people)
        ]

    def _order_changes(
        self, old_keys: Sequence[Any], new_keys: Sequence[Any], where: Path, what: str, entries: Mapping[Any, Any]
    ) -> Iterator[Difference]:
        """Whether the entries that both versions have are in another order; `entries` are those of the new version, by key."""
        before, after = [key for key in old_keys if key in new_keys], [key for key in new_keys if key in old_keys]
        if before != after:
            names = [self._describe(entries[key], where, key) for key in after]
            yield self._change((*where, ORDER), f"{what} are in another order: {', '.join(names[:5])}{', …' if len(names) > 5 else ''}")

    def _text_changes(self, old: Localized | None, new: Localized | None, where: Path, noun: str) -> Iterator[Difference]:
        """The changes of a text or an address as readers of each language see it, those who see a fallback included."""
        source_language = self.new.source_language
        shown = {  # by language of the reader: text and its language, in the old and in the new version
            language: [text.find(language, source_language) if text else ("", language) for text in (old, new)]
            for language in self.languages
        }
        changed = {language: versions for language, versions in shown.items() if versions[0][0] != versions[1][0]}
        text_pairs = {(old_text, new_text) for (old_text, _), (new_text, _) in changed.values()}
        same_for_all = len(text_pairs) == 1 and len(changed) == len(shown)
        for language, ((old_text, _), (new_text, shown_language)) in changed.items():
            if isinstance(new, Title | Prose) and ALL_LANGUAGES not in new.root and shown_language != language:
                words = f"{noun} is missing in {self.t.language_name(language)}; {self.t.language_name(shown_language)} is shown"
                yield self._change(where, words, language)
            elif words := _format_text_change(old_text, new_text, noun, has_paragraphs=isinstance(new, Prose)):
                yield self._change(where, words, "" if same_for_all or isinstance(new or old, FileAddress) else language)

    # ── what sentences call things ───────────────────────────────────────────────────────────────────────────────────

    def _format_missing_languages(self, part: Any) -> str:
        """In which languages a new part lacks which texts, as the end of a sentence; empty if it lacks none."""
        missing_nouns: dict[str, list[str]] = {}
        for where, value in walk(part) if isinstance(part, BaseModel) else ():
            if where and where[0] in ("sittings", "all_day", "items"):
                continue  # each of these has a change of its own
            for language in self.languages if isinstance(value, Title | Prose) and value.languages() else ():
                if language not in value.root:
                    key = next((key for key in reversed(where) if isinstance(key, str)), "text")
                    missing_nouns.setdefault(language, []).append(_noun_for(key))
        return "".join(
            f"; missing in {self.t.language_name(language)}: {', '.join(dict.fromkeys(nouns))}" for language, nouns in missing_nouns.items()
        )

    def _describe(self, value: Any, where: Path = (), key: Any = None) -> str:
        """What a reader would call a part of the session; `where` is the path of the list or map that it is an entry of, `key` its key in a
        map."""
        if isinstance(value, Localized):
            return f"{_noun_for(str(where[-1]))} {_quote(self._source_text(value))}"
        if isinstance(value, Day):
            return self.t.date(value.date, "full")
        if isinstance(value, AgendaItem):
            if not value.title:
                return f"{self.t.item_title_text(value)} ({value.id})"
            return f"“{self._source_text(value.title)}”"
        if isinstance(value, Sitting):
            return f"Sitting “{self._source_text(value.title)}”" if value.title else f"Sitting {self.t.times(value.start, value.end)}"
        if isinstance(value, PriorSession):
            is_a_part = any(session.is_a_part(value) for session in (self.new, self.old))
            noun = self.noun[:1].upper() + self.noun[1:]
            name = f"{noun} {value.number}" if value.number else f"{noun} of {value.start or value.year}"
            return name + (f" (“{self._source_text(value.title)}”)" if (is_a_part or not value.number) and value.title else "")
        if isinstance(value, ItemLink) and value.kind:
            return f"link to {LINK_NAMES[value.kind]}"
        if isinstance(value, AgendaPoint):
            return f"Point {value.number}" if value.number else f"Point “{self._source_text(value.title)}”"
        if isinstance(value, Statement):
            return f"Statement of {self._source_text(value.by)}"
        if isinstance(value, Question):
            return f"“{self._source_text(value.question)}”"
        if isinstance(value, Fee):
            return f"fee {value.amount} {value.currency}" + (f" until {self.t.date(value.until)}" if value.until else "")
        if isinstance(value, Call | Document | Link | ItemLink | NewsItem | ProfileLink):
            return f"“{self._source_text(value.title)}”"
        if isinstance(value, Venue):
            return f"Venue {self._source_text(value.name)}"
        if isinstance(value, Person | OwnKind | Room | Track | Body | Partner):
            return self._source_text(value.name)
        if isinstance(value, Way):
            return f"Registration “{self._source_text(value.title)}”" if value.title else WAY_NAMES.get(key, f"Registration ({key})")
        if isinstance(value, Channel):
            room = f" ({self._source_text(self.new.room_name(value.room) or value.room)})" if value.room else ""
            return f"Channel {self.t.language_name(value.language)}{room}"
        return self._describe_by_identity(value, PART_NAMES.get(str(where[-1]) if where else "", ""))

    def _describe_by_identity(self, value: Any, part_name: str) -> str:
        """What a reader would call a part without a title: its kind, and its language or what it refers to."""
        identity = identity_of(value)
        if part_name == "Captions" and identity:
            return f"{part_name} {self.t.language_name(identity)}"
        if isinstance(value, Recording):
            sittings = (sitting for _, sitting in (*self.new.sittings(), *self.old.sittings()))
            identity = next((self._describe(sitting) for sitting in sittings if sitting.id == identity), identity)
        elif part_name == "Chapter":
            identity = next((self._describe(item) for _, _, item in self.new.items() if item.id == identity), identity)
        person = self.new.people.get(identity) or self.old.people.get(identity)
        return self._source_text(person.name) if person and not part_name else f"{part_name} {identity}".strip()

    def _source_text(self, value: Localized | None) -> str:
        return value.find(self.new.source_language, self.new.source_language)[0] if value else ""

    def _format_value(self, value: Any) -> str:
        if isinstance(value, Period):
            return self.t.dates(value.start, value.end)
        if isinstance(value, Hours):
            return self.t.times(value.start, value.end)
        if isinstance(value, dt.datetime):
            return f"{self.t.date(value)}, {value:%H:%M}"
        if isinstance(value, dt.date):
            return self.t.date(value)
        if isinstance(value, dt.time):
            return f"{value:%H:%M}"
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, tuple):
            return ", ".join(map(self._format_value, value)) or "none"
        return str(value)


def _path_in_agenda(day: Day | None, sitting: Sitting | None, part: AgendaItem | Sitting) -> Path:
    """The path of a sitting, or of an item that is in a sitting, in a day without one, or not in the days at all."""
    if not day:
        return ("agenda", "planned", (part.id,))
    of_day: Path = ("agenda", "days", (day.date,))
    if isinstance(part, Sitting):
        return (*of_day, "sittings", (part.id,))
    return (*of_day, "sittings", (sitting.id,), "items", (part.id,)) if sitting else (*of_day, "all_day", (part.id,))


def _ids_in(entries: Mapping[str, _AgendaEntry], path: Path) -> list[str]:
    """The ids of the items in the list at a path."""
    return [item_id for item_id, entry in entries.items() if entry.path[:-1] == path]


def _renamed_entries(old: Mapping[str, _AgendaEntry], new: Mapping[str, _AgendaEntry]) -> dict[str, str]:
    """Old id and new id of each sitting or item that is the same, on the same day, but for its id."""
    new_ids = {}
    for old_id, old_entry in old.items():
        for new_id, new_entry in new.items() if old_id not in new else ():
            same_day = new_id not in old and _date_of(new_entry.day) == _date_of(old_entry.day)
            if same_day and new_entry.part.model_copy(update={"id": old_id}) == old_entry.part:
                new_ids[old_id] = new_id
                break
    return new_ids


def _date_of(day: Day | None) -> dt.date | None:
    return day.date if day else None


def _noun_for(key: str) -> str:
    """What a sentence calls the value of a key."""
    return FIELD_NOUNS.get(key, key.replace("_", " "))


def _join_subject(subject: str, noun: str) -> str:
    return f"{subject}: {noun}" if subject else noun


def _format_text_change(old: str, new: str, noun: str, *, has_paragraphs: bool) -> str:
    """A sentence on a text that changed; empty if only spaces did, which no reader sees."""
    if not old:
        return f"{noun} is now {_quote(new)}"
    if not new:
        return f"{noun} is gone (was {_quote(old)})"
    if old.split() == new.split():
        return f"{noun}: its paragraphs are divided otherwise" if has_paragraphs else ""
    old_quote, new_quote = _quote_difference(old, new)
    return f"{noun} is now {new_quote} (was {old_quote})"


def _quote(text: str) -> str:
    text = " ".join(text.split())
    return f"“{text}”" if len(text) <= MAX_QUOTE else f"“{text[: MAX_QUOTE - 3]}…”"


def _quote_difference(old: str, new: str) -> tuple[str, str]:
    """Quotations of two texts: all of them if they are short, else where they differ, with a few words on each side."""
    if max(len(old), len(new)) <= 80:
        return _quote(old), _quote(new)
    old_tokens, new_tokens = (re.findall(r"[\u3040-\u9fff]|\w+|\s+|[^\w\s]", " ".join(text.split())) for text in (old, new))
    shorter = min(len(old_tokens), len(new_tokens))
    pairs = enumerate(zip(old_tokens, new_tokens, strict=False))
    same_at_start = next((index for index, (old_token, new_token) in pairs if old_token != new_token), shorter)
    rest = shorter - same_at_start
    same_at_end = next((index for index in range(rest) if old_tokens[-1 - index] != new_tokens[-1 - index]), rest)

    def quote_middle(tokens: list[str]) -> str:
        first, end = max(0, same_at_start - CONTEXT_TOKENS), len(tokens) - max(0, same_at_end - CONTEXT_TOKENS)
        middle = "".join(tokens[first:end]).strip()
        cut = middle if len(middle) <= 200 else middle[:197] + "…"
        return f"“{'…' if first else ''}{cut}{'…' if end < len(tokens) else ''}”"

    return quote_middle(old_tokens), quote_middle(new_tokens)
