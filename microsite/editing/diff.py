"""What readers will see change between two versions of a data file, in words, per page and language."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from microsite.editing.field_pages import NOUNS, PAGES, shown_on
from microsite.localize.localizer import Localizer
from microsite.model.fields import EVERY, Localized, Prose, Title, Where
from microsite.model.session import (
    PLAYERS,
    AgendaItem,
    Call,
    Channel,
    Day,
    Document,
    Hours,
    Link,
    Moved,
    Participation,
    Period,
    Person,
    PriorSession,
    Recording,
    Session,
    Sitting,
)
from microsite.model.traverse import walk

SUBJECTS = {
    "onsite": "Registration at the venue",
    "online": "Registration online",
    "prior_sessions": "Session",
    "channels": "Channel",
    "captions": "Captions",
    "recordings": "Recording of",
    "chapters": "Chapter",
}


UNSEEN = ("hosts", "person", "not_codes", "id")
"""Keys that no page shows."""

Placed = tuple[Day | None, Sitting | None, Any]


@dataclass(frozen=True)
class Change:
    """One thing that readers see change; `language` is empty where those of all languages do."""

    pages: tuple[str, ...]
    language: str
    words: str


def changes(old: Session, new: Session) -> list[Change]:
    """Every change, each once."""
    return list(dict.fromkeys(_Comparison(old, new).whole()))


def format_changes(found: Sequence[Change], *, markdown: bool = False) -> str:
    """The changes in words: under the page to look at first, those of all languages before those of one."""
    t = Localizer("en", "en")
    if not found:
        return "Readers will see no change.\n"
    lines = []
    for page, title in PAGES.items():
        own = [change for change in found if change.pages[0] == page]
        if own:
            lines.append(f"\n### {title}\n" if markdown else f"\n{title}")
        for language in dict.fromkeys(sorted(change.language for change in own)):
            heading = t.language_name(language) if language else "All languages"
            lines.append(f"**{heading}**\n" if markdown else f"  {heading}")
            for change in own:
                if change.language == language:
                    also = f" (see also: {', '.join(PAGES[each] for each in change.pages[1:])})" if change.pages[1:] else ""
                    lines.append(f"- {_literal(change.words)}{also}" if markdown else f"    {change.words}{also}")
            lines += [""] if markdown else []
    return "\n".join(lines).strip("\n") + "\n"


def _literal(words: str) -> str:
    """Words of the data as Markdown that shows them as they are: a reviewer must not be shown somebody else's links."""
    return re.sub(r"([\\`*_{}\[\]<>#|!&~@])", r"\\\1", words)


class _Comparison:
    def __init__(self, old: Session, new: Session):
        self.old, self.new = old, new
        self.t = Localizer("en", new.source_language, locale="en-GB", language_names=old.language_names | new.language_names)
        seen = {
            language: None
            for session in (new, old)
            for _, value in walk(session)
            if isinstance(value, Localized)
            for language in value.languages()
        }
        self.languages = list(seen) or [new.source_language]

    def whole(self) -> Iterator[Change]:
        if self.old.dates != self.new.dates:
            yield self.change(("dates",), f"The session moves from {self.said(self.old.dates)} to {self.said(self.new.dates)}")
        for name in type(self.new).model_fields:
            if name not in ("agenda", "dates"):
                yield from self.value(getattr(self.old, name), getattr(self.new, name), (name,), "")
        yield from self.agenda()

    def change(self, where: Where, words: str, language: str = "", *, whole: bool = False) -> Change:
        seen = shown_on(where, whole=whole)
        return Change(tuple(page for page in seen if not self.hides(page, where)), language, f"{words[:1].upper()}{words[1:]}")

    def hides(self, page: str, where: Where) -> bool:
        """Whether a page leaves something out in both versions, because it has something better to show."""
        both = (self.old, self.new)
        if page == "webcast" and where[0] == "agenda":
            if where[1] == "status":
                return [day.date for day in self.old.programme] == [day.date for day in self.new.programme]
            hours = where[1] == "days" and where[-1] in ("days", "off", "sittings", "start", "end")  # when it is live
            return not any(session.webcast and (session.webcast.recordings or hours and session.webcast.live) for session in both)
        if where[0] == "dates" and page == "agenda" or where[0] == "hours" and page in ("event", "agenda", "webcast"):
            return all(session.agenda_has_all_hours for session in both)
        return where[:2] == ("agenda", "status") and page == "event" and all(any(session.sittings()) for session in both)

    # ── the agenda: items keep their id wherever they move ───────────────────────────────────────────────────────────

    def agenda(self) -> Iterator[Change]:
        old, new = self.old.agenda, self.new.agenda
        if old and not new:
            yield self.change(("agenda",), "The agenda is gone", whole=True)
            return
        for name in ("status", "revised", "expected", "note", "notes"):
            yield from self.value(getattr(old, name, None), getattr(new, name, None), ("agenda", name), "Agenda")
        days = [{day.date: day for day in session.agenda_days} for session in (self.old, self.new)]
        yield from self.entries(days[0], days[1], ("agenda", "days"))
        sittings = [{sitting.id: (day, None, sitting) for day, sitting in session.sittings()} for session in (self.old, self.new)]
        yield from self.placed(sittings[0], sittings[1], ("agenda", "days", "sittings"))
        items = [{item.id: (day, sitting, item) for day, sitting, item in session.items()} for session in (self.old, self.new)]
        yield from self.placed(items[0], items[1], ("agenda", "item"))
        for _, sitting in (*self.new.sittings(), (None, None)):
            before, after = (
                [name for name, (_, held, _) in version.items() if (held.id if held else None) == (sitting.id if sitting else None)]
                for version in items
            )
            yield from self.order(
                before,
                after,
                ("agenda", "item", "start"),
                f"{self.called(sitting)}: items" if sitting else "items without an hour",
                {name: each for name, (_, _, each) in items[1].items()},
            )

    def placed(self, old: Mapping[str, Placed], new: Mapping[str, Placed], where: Where) -> Iterator[Change]:
        """Sittings or items, by their ids, with the days and sittings they are in."""
        renamed = {}
        for name, (day, _, each) in old.items():
            if name not in new:
                again = next(
                    (
                        other
                        for other, (on, _, found) in new.items()
                        if other not in old and _date(on) == _date(day) and found.model_copy(update={"id": name}) == each
                    ),
                    None,
                )
                renamed[again] = name
                if not again:
                    yield self.change(
                        where, f"{self.called(each)} is gone from the agenda{self.when(day, each, ' (was ', ')')}", whole=True
                    )
        for name, (day, held, each) in new.items():
            if name in renamed:
                yield self.change(
                    where, f"{self.called(each)} has a new address, #{name}: links to the old one, #{renamed[name]}, lead nowhere"
                )
                continue
            if name not in old:
                yield self.change(
                    where, f"{self.called(each)} is new on the agenda{self.when(day, each, ': ')}{self.lacks(each)}", whole=True
                )
                continue
            before_day, before_held, before = old[name]
            yield from self.moved(before_day, before, day, each, (*where, "start"))
            if held and before_held and held.id != before_held.id and (_date(before_day), before.start) == (_date(day), each.start):
                yield self.change((*where, "start"), f"{self.called(each)} moves to {self.called(held)}")
            if getattr(each, "cancelled", None) != getattr(before, "cancelled", None):
                yield self.change(
                    (*where, "cancelled"), f"{self.called(each)} {'is cancelled' if each.cancelled else 'takes place after all'}"
                )
            yield from self.fields(before, each, where, self.called(before), without=("start", "end", "cancelled", "items"))

    def moved(self, old_day: Day | None, old: Any, day: Day | None, new: Any, where: Where) -> Iterator[Change]:
        dates = [_date(each) for each in (old_day, day)]
        if dates[0] == dates[1] and old.start == new.start:
            if old.end != new.end:
                was = f" (was {old.end:%H:%M})" if old.end else ""
                yield self.change(
                    (*where[:-1], "end"),
                    f"{self.called(new)} now ends at {new.end:%H:%M}{was}" if new.end else f"{self.called(new)} has no end now{was}",
                )
            return
        if dates[0] == dates[1] and old.start and new.start and day:
            yield self.change(
                where,
                f"{self.called(new)} moves from {self.t.times(old.start, old.end)} to "
                f"{self.t.times(new.start, new.end)} on {self.t.date(day.date)}",
            )
            return
        before, after = (self.when(*each, "") or "no day and hour" for each in ((old_day, old), (day, new)))
        yield self.change(where, f"{self.called(new)} moves from {before} to {after}")

    def when(self, day: Day | None, each: Any, before: str, after: str = "") -> str:
        parts = [self.t.date(day.date)] if day else []
        parts += [self.t.times(each.start, each.end)] if each.start else []
        return f"{before}{', '.join(parts)}{after}" if parts else ""

    def order(self, old: Sequence[Any], new: Sequence[Any], where: Where, what: str, named: Mapping[Any, Any]) -> Iterator[Change]:
        """What stands in another order, by the keys of both versions."""
        before, after = [key for key in old if key in new], [key for key in new if key in old]
        if before != after:
            listed = [self.called(named[key], where) for key in after]
            yield self.change(where, f"{what} are in another order: {', '.join(listed[:5])}{', …' if len(listed) > 5 else ''}")

    # ── anything else ────────────────────────────────────────────────────────────────────────────────────────────────

    def value(self, old: Any, new: Any, where: Where, subject: str) -> Iterator[Change]:
        """The changes of one value, which may be a part with keys of its own."""
        if old == new:
            return
        name = str(where[-1])
        some = new if new is not None else old
        noun = f"{subject}: {_noun(name)}" if subject else _noun(name)
        if isinstance(some, Localized):
            yield from self.text(old, new, where, noun)
        elif isinstance(some, BaseModel) and not isinstance(some, Period | Hours):
            called = SUBJECTS.get(name) or (f"{subject}: {_noun(name)}" if subject else _noun(name).capitalize())
            if isinstance(some, Moved):
                yield self.change(
                    where, f"{subject}: readers are told where it was" if new else f"{subject}: readers are no longer told where it was"
                )
            elif old is None or new is None:
                yield self.change(where, f"{called} {'is gone' if new is None else 'is new'}{self.lacks(new)}", whole=True)
            else:
                yield from self.fields(old, new, where, called)
        elif isinstance(some, dict):
            yield from self.entries(old or {}, new or {}, where, "People")
        elif isinstance(some, tuple) and any(isinstance(each, BaseModel) for each in (*(old or ()), *(new or ()))):
            by_words = len(old or ()) != len(new or ())
            yield from self.entries(self.keyed(old or (), self.old, by_words), self.keyed(new or (), self.new, by_words), where, subject)
        elif new in (None, ()):
            yield self.change(where, f"{noun} is gone (was {self.said(old)})")
        elif old in (None, ()):
            yield self.change(where, f"{noun} is now {self.said(new)}")
        elif isinstance(new, dt.date):
            yield self.change(where, f"{noun} moves from {self.said(old)} to {self.said(new)}")
        else:
            yield self.change(where, f"{noun} is now {self.said(new)} (was {self.said(old)})")

    def fields(self, old: BaseModel, new: BaseModel, where: Where, subject: str, without: tuple[str, ...] = ()) -> Iterator[Change]:
        if isinstance(old, Channel) and isinstance(new, Channel) and old.player != new.player:
            yield self.change(where, f"{subject} is now played by {new.player} (was {old.player})")
            without = PLAYERS
        for name in type(new).model_fields:
            if name not in (*without, *UNSEEN) and not (isinstance(new, Day) and name in ("sittings", "all_day", "date")):
                yield from self.value(getattr(old, name), getattr(new, name), (*where, name), subject)

    def entries(self, old: Mapping[Any, Any], new: Mapping[Any, Any], where: Where, subject: str = "") -> Iterator[Change]:
        """Entries of a list, by what names them."""
        of = f"{subject}: " if subject else ""
        renamed = [each for key, each in old.items() if key not in new and isinstance(each, Person) and each in new.values()]
        for key, each in old.items():
            if key not in new and each not in renamed:
                yield self.change(where, f"{of}{self.called(each, where)} is gone", whole=True)
        if where[-1] != "people" or len(where) > 1:  # of all people together, the order is not seen
            yield from self.order([*old], [*new], where, f"{of}{where[-1]}".replace("_", " "), new)
        for key, each in new.items():
            if key not in old:
                if each not in renamed:
                    yield self.change(where, f"{of}{self.called(each, where)} is new{self.lacks(each)}", whole=True)
            elif isinstance(each, BaseModel):
                if isinstance(each, Localized):
                    yield from self.text(old[key], each, where, f"{of}{_noun(str(where[-1]))}")
                else:
                    yield from self.fields(old[key], each, where, f"{of}{self.called(each, where)}")

    def text(self, old: Localized | None, new: Localized | None, where: Where, noun: str) -> Iterator[Change]:
        """A text or address, as readers of each language get it."""
        source = self.new.source_language
        seen = {
            language: [value.find(language, source) if value else ("", language) for value in (old, new)] for language in self.languages
        }
        differs = {language: both for language, both in seen.items() if both[0][0] != both[1][0]}
        same = len({(before[0], after[0]) for before, after in differs.values()}) == 1 and len(differs) == len(seen)
        for language, ((before, _), (after, found)) in differs.items():
            for_language = "" if same else language
            if isinstance(new, Title | Prose) and EVERY not in new.root and found != language:
                yield self.change(
                    where, f"{noun} is missing in {self.t.language_name(language)}; {self.t.language_name(found)} is shown", language
                )
                continue
            if not before:
                words = f"{noun} is now {_quoted(after)}"
            elif not after:
                words = f"{noun} is gone (was {_quoted(before)})"
            elif before.split() == after.split():
                if not isinstance(new, Prose):
                    continue  # blanks, which no reader sees
                words = f"{noun}: its paragraphs are divided otherwise"
            else:
                was, now = _around(before, after)
                words = f"{noun} is now {now} (was {was})"
            yield self.change(where, words, for_language)

    def lacks(self, value: Any) -> str:
        """What is not translated in something new."""
        lacking: dict[str, list[str]] = {}
        for where, each in walk(value) if isinstance(value, BaseModel) else ():
            if where and where[0] in ("sittings", "all_day", "items"):
                continue  # these are said to be new themselves
            for language in self.languages if isinstance(each, Title | Prose) and each.languages() else ():
                if language not in each.root:
                    lacking.setdefault(language, []).append(
                        _noun(str(next((part for part in reversed(where) if isinstance(part, str)), "text")))
                    )
        return "".join(
            f"; missing in {self.t.language_name(language)}: {', '.join(dict.fromkeys(nouns))}" for language, nouns in lacking.items()
        )

    def called(self, value: Any, where: Where = ()) -> str:
        """What a reader would call a part of the session."""
        if isinstance(value, Localized):
            return f"{_noun(str(where[-1]))} {_quoted(self.plain(value))}"
        kind = SUBJECTS.get(str(where[-1]) if where else "", "")
        if isinstance(value, Day):
            return self.t.date(value.date, "full")
        if isinstance(value, AgendaItem):
            return f"“{self.plain(value.title)}”" if value.title else f"{value.kind.replace('_', ' ').capitalize()} ({value.id})"
        if isinstance(value, Sitting):
            return f"Sitting “{self.plain(value.title)}”" if value.title else f"Sitting {self.t.times(value.start, value.end)}"
        if isinstance(value, PriorSession):
            return f"Session {value.number}"
        if isinstance(value, Call | Document | Link):
            return f"“{self.plain(value.title)}”"
        if isinstance(value, Person):
            return self.plain(value.name)
        named = _name(value)
        if kind in ("Channel", "Captions") and named:
            return f"{kind} {self.t.language_name(named)}"
        for _, sitting in (*self.new.sittings(), *self.old.sittings()) if isinstance(value, Recording) else ():
            named = self.called(sitting) if sitting.id == named else named
        for _, _, item in self.new.items() if kind == "Chapter" else ():
            named = self.called(item) if item.id == named else named
        person = self.new.people.get(named) or self.old.people.get(named)
        return self.plain(person.name) if person and not kind else f"{kind} {named}".strip()

    def keyed(self, entries: Sequence[Any], session: Session, by_words: bool) -> dict[Any, Any]:
        """The entries of a list by what tells each from its neighbours; people by their names, whatever their keys."""
        keyed: dict[Any, Any] = {}
        for place, each in enumerate(entries):
            name = _name(each)
            if isinstance(each, Participation) and (person := session.people.get(each.person)):
                name = self.plain(person.name)
            if isinstance(each, Localized) and by_words:
                name = self.plain(each)
            keyed[place if name is None or name in keyed else name] = each
        return keyed

    def plain(self, value: Localized | None) -> str:
        return value.find(self.new.source_language, self.new.source_language)[0] if value else ""

    def said(self, value: Any) -> str:
        """A value as a sentence says it."""
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
            return ", ".join(map(self.said, value))
        return str(value)


def _date(day: Day | None) -> dt.date | None:
    return day.date if day else None


def _noun(name: str) -> str:
    return NOUNS.get(name, name.replace("_", " "))


def _name(value: Any) -> Any:
    """What tells an entry of a list from its neighbours."""
    return next(
        (
            found
            for key in ("id", "number", "date", "person", "sitting", "item", "language", "symbol")
            if (found := getattr(value, key, None))
        ),
        None,
    )


def _quoted(text: str) -> str:
    text = " ".join(text.split())
    return f"“{text}”" if len(text) <= 120 else f"“{text[:117]}…”"


def _around(before: str, after: str) -> tuple[str, str]:
    """What differs of two texts, with a few words on each side; both whole where they are short."""
    if max(len(before), len(after)) <= 80:
        return _quoted(before), _quoted(after)
    one, two = (re.findall(r"[\u3040-\u9fff]|\w+|\s+|[^\w\s]", " ".join(text.split())) for text in (before, after))
    start = next((place for place, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    shorter = min(len(one), len(two)) - start
    end = next((place for place in range(shorter) if one[-1 - place] != two[-1 - place]), shorter)

    def part(tokens: list[str]) -> str:
        first, last = max(0, start - 6), len(tokens) - max(0, end - 6)
        middle = "".join(tokens[first:last]).strip()
        return f"“{'…' if first else ''}{middle if len(middle) <= 200 else middle[:197] + '…'}{'…' if last < len(tokens) else ''}”"

    return part(one), part(two)
