"""What people type for a day, an hour, an item, a person or a language of a session, found in it. Nothing is guessed: what could be two
things, or is none, is a ValueError with a sentence that says what there is."""

from __future__ import annotations

import contextlib
import datetime as dt
import difflib
import functools
import itertools
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar
from urllib.parse import unquote, urlsplit

from babel import Locale
from babel.dates import format_date, format_skeleton, get_day_names, get_month_names
from pydantic_core import PydanticCustomError

from microsite.imports.form_body import as_markdown, code
from microsite.localize.catalogues import BadCatalogue, catalogue, is_english, read_words_pot
from microsite.localize.localizer import Localizer
from microsite.localize.names import scripts
from microsite.model import fields, languages, letters, notations
from microsite.model.agenda import AgendaItem, Day, Sitting
from microsite.model.fields import Localized, Where
from microsite.model.session import Session
from microsite.model.traverse import walk
from microsite.source.messages import HONORIFICS

MOST_LISTED = 8
"""Items or places that a sentence lists to choose from."""
MOST_WORDS_AROUND = 6
"""Words of a day and an hour that may stand before or after a title."""

Value = TypeVar("Value")


class PlacedItem(NamedTuple):
    """An item, and where it is."""

    where: Where
    day: Day | None
    """None for one that is planned, without a day yet."""
    sitting: Sitting | None
    item: AgendaItem


class PlacedSitting(NamedTuple):
    """A sitting, and where it is."""

    where: Where
    day: Day
    sitting: Sitting


def words_of(text: str) -> str:
    """What two texts have in common that say the same: their words, without accents, marks and capital letters."""
    decomposed = unicodedata.normalize("NFKD", letters.plain(text).casefold())
    return " ".join(re.findall(r"[^\W_]+", "".join(letter for letter in decomposed if not unicodedata.combining(letter))))


class Reader:
    """Reads answers about one session; `site_languages` and `catalogues` are its site's languages and its own words of the interface."""

    def __init__(self, session: Session, site_languages: Iterable[str], catalogues: Path):
        self.session = session
        texts = [language for _, value in _localized(session) for language in value.languages()]
        self.languages = [*dict.fromkeys((session.source_language, *site_languages, *texts))]
        self.catalogues = catalogues
        self.english = Localizer("en", session.source_language, locale="en-GB", own_kinds=session.kinds, points=session.all_points)

    # ── languages ────────────────────────────────────────────────────────────────────────────────────────────────────

    def language(self, text: str) -> str:
        """The code of a language that is given by its code or its name, in English or in itself."""
        for language in self.languages:
            names = (language, self.english.language_name(language), str(Localizer(language, language).own_name(language)))
            if words_of(text) in map(words_of, names):
                return language
        known = ", ".join(f"{self.english.language_name(each)} ({each})" for each in self.languages)
        raise ValueError(f"{code(text)} is no language of this site; write one of {known}")

    def by_language(self, text: str) -> dict[str, str]:
        """The texts of lines such as `fr: Programme` or `French: Programme`, by language."""
        found: dict[str, str] = {}
        for line in filter(str.strip, text.split("\n")):
            name, colon, words = re.sub("^[-*] ", "", line.strip()).replace("：", ":", 1).partition(":")
            if not colon or not words.strip():
                raise ValueError(f"{code(line)} does not begin with a language; write one a line, for instance {code('fr: Programme')}")
            found[self.language(name)] = words.strip()
        return found

    def languages_by_letters(self, text: str) -> list[str]:
        """The languages of the site that are written in the letters of a text."""
        return [each for each in self.languages if scripts(str(Localizer(each, each).own_name(each))) & scripts(text)]

    def text(self, text: str, translations: Mapping[str, str] | None = None, others: str = "") -> str | dict[str, str]:
        """A text in the source language, or texts by language: lines may begin with its code, and letters may tell it.

        Latin letters tell nothing: names and abbreviations have them in all languages. `translations` are what else is given, by the
        answer of the label `others`.
        """
        sections: dict[str, str] = {}
        language = None
        for line in text.split("\n"):
            if (begins := re.match(r"([A-Za-z-]+)[:：]\s*(?=\S)", line)) and begins[1] in self.languages:
                language = begins[1]
                sections[language] = line[begins.end() :]
            elif language:
                sections[language] += f"\n{line}"
            else:
                break
        source = self.session.source_language
        if not sections and scripts(text) and "LATIN" not in scripts(text) and source not in (found := self.languages_by_letters(text)):
            which = f"in {' or '.join(map(self.english.language_name, found))}" if found else "in none of the languages of this site"
            if len(found) != 1 or source not in (translations or {}):
                main = self.english.language_name(source)
                advice = f"write {code(f'{source}:')} and the text in {main}"
                if others and found:
                    advice = f"write the text in {main} here, and this one after {code(f'{found[0]}:')} in the answer “{others}”"
                elif found:
                    advice += f", and below it this text after {code(f'{found[0]}:')}"
                raise ValueError(f"By its letters, this is {which}, and {main} is needed; {advice}")
            sections = {found[0]: text}
        sections = {**(sections or {source: text}), **(translations or {})}
        if source not in sections:
            main = self.english.language_name(source)
            raise ValueError(f"There is no text in {main}, which is needed; add a line {code(f'{source}: …')}")
        return sections[source].strip() if {*sections} == {source} else {each: words.strip() for each, words in sections.items()}

    def is_interface_word(self, text: str) -> bool:
        """Whether the interface of the site has these words, in one of its languages."""
        english = [message.id if isinstance(message.id, str) else message.id[0] for message in read_words_pot() if message.id]
        wanted = words_of(text)
        for language in self.languages:
            with contextlib.suppress(BadCatalogue):
                words = catalogue(language, self.catalogues)
                if any(words_of(each if is_english(language) else words.gettext(each)) == wanted for each in english):
                    return True
        return False

    # ── days and hours ───────────────────────────────────────────────────────────────────────────────────────────────

    def day(self, text: str) -> dt.date:
        """The day that is meant: 2025-10-28, 28 October, 28/10/2025, or as a language of the site writes it."""
        given = letters.plain(text).strip(" ,;.")
        try:
            return fields.date(given)
        except PydanticCustomError as error:
            day = notations.date(given) or self._day_without_year(given) or self._day_by_language(given) or self._day_in_words(given)
            if not day and re.fullmatch(r"(\w+,? )?\d{4}-\d\d-\d\d", given):
                raise ValueError(as_markdown(error.message())) from None
        if not day:
            raise ValueError(f"{code(text)} is not a day; write for instance {code(str(self.session.dates.start))}")
        weekday = next((name for name in _WEEKDAYS if re.match(rf"{name[:3]}\w*\b", given, re.IGNORECASE)), "")
        if weekday and f"{day:%A}" != weekday:
            raise ValueError(f"{code(text)} names the wrong weekday: {self.english.date(day)} is a {day:%A}; correct one of the two")
        return day

    def _day_without_year(self, given: str) -> dt.date | None:
        """28 October, 28/10, and what could be two days but for the days of the session."""
        years = sorted({self.session.dates.start.year, self.session.dates.end.year})
        found = {notations.date(f"{given}{separator}{year}") for year in years for separator in (" ", ", ", "/", ".")}
        if numbers := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?", given, re.ASCII):
            first, second = int(numbers[1]), int(numbers[2])
            for year, (day, month) in itertools.product([int(numbers[3])] if numbers[3] else years, ((first, second), (second, first))):
                with contextlib.suppress(ValueError):
                    found.add(dt.date(year, month, day))
        found.discard(None)
        in_session = found & {*self.session.dates.days()}
        return next(iter(in_session or found)) if len(in_session or found) == 1 else None

    def _day_by_language(self, given: str) -> dt.date | None:
        """As a language of the site writes it, with or without the year."""
        return self._written_days.get(re.sub(r"\b1(?:er|o)\b", "1", words_of(given)))  # French and Spanish write 1er, 1º

    def _day_in_words(self, given: str) -> dt.date | None:
        """A weekday that the session has once, or a day with the name of its month, in a language of the site."""
        words = words_of(given).split()
        locales = [languages.locale(each) or Locale("en") for each in dict.fromkeys(("en", *self.languages))]
        days = [
            day
            for day in self.session.dates.days()
            if given and words_of(given) in {words_of(get_day_names("wide", locale=each)[day.weekday()]) for each in locales}
        ]
        if days:
            return days[0] if len(days) == 1 else None
        months = {
            words_of(name): number
            for locale in locales
            for width in ("wide", "abbreviated")
            for context in ("format", "stand-alone")
            for number, name in get_month_names(width, context, locale).items()
        }
        weekdays = {words_of(name) for locale in locales for name in get_day_names("wide", locale=locale).values()}
        rest = [word for word in words if word not in weekdays and word not in ("de", "del", "of", "le")]
        month = [months[word] for word in rest if word in months]
        day = [int(found[1]) for word in rest if (found := re.fullmatch(r"(\d{1,2})(?:er|o|a|st|nd|rd|th)?", word, re.ASCII))]
        year = [int(word) for word in rest if re.fullmatch(r"\d{4}", word, re.ASCII)] or sorted(
            {self.session.dates.start.year, self.session.dates.end.year}
        )
        if len(month) == len(day) == len(year) == 1 and len(rest) in (2, 3):
            with contextlib.suppress(ValueError):
                return dt.date(year[0], month[0], day[0])
        return None

    @functools.cached_property
    def _written_days(self) -> dict[str, dt.date]:
        written = {}
        for language, day in itertools.product(self.languages, self.session.dates.days()):
            locale = languages.locale(language) or Locale("en")
            for style in ("full", "long", "medium"):
                written[words_of(format_date(day, style, locale=locale))] = day
            for skeleton in ("MMMMd", "MMMd"):
                with contextlib.suppress(KeyError):
                    short = format_skeleton(skeleton, dt.datetime.combine(day, dt.time()), locale=locale)
                    written |= {words_of(each): day for each in (short, f"{format_date(day, 'EEEE', locale=locale)} {short}")}
        return written

    @staticmethod
    def hour(text: str) -> dt.time:
        """The time of day that is meant: 10:30, 10h30, 10.30, 10:30 a.m."""
        given = letters.plain(text).strip().rstrip(",;")
        try:
            return fields.clock(given)
        except PydanticCustomError as error:
            if meant := notations.clock(given) or notations.clock(given.rstrip(".")):
                return meant
            raise ValueError(as_markdown(error.message().replace("after `end`", "as new end"))) from None

    def _moment(self, words: Sequence[str]) -> tuple[dt.date | None, dt.time | None] | None:
        """The day and the hour that some words around a title give; None if they give neither."""
        given = re.sub(r"^(?:at|on|from)\s+", "", " ".join(words).strip(" ,;:()[]–—-@·|"), flags=re.IGNORECASE)
        if hours := notations.hours(letters.plain(given)):
            return None, hours[0]
        with contextlib.suppress(ValueError):
            return None, self.hour(given)
        with contextlib.suppress(ValueError):
            return self.day(given), None
        pieces = given.split()
        for at in range(1, len(pieces)):
            first, second = self._moment(pieces[:at]), self._moment(pieces[at:])
            if first and second and bool(first[0]) != bool(second[0]) and bool(first[1]) != bool(second[1]):
                return first[0] or second[0], first[1] or second[1]
        return None

    # ── items, sittings, people, rooms ───────────────────────────────────────────────────────────────────────────────

    @functools.cached_property
    def items(self) -> list[PlacedItem]:
        """All items, in their order."""
        found = []
        for day_number, day in enumerate(self.session.agenda_days):
            where: Where = ("agenda", "days", day_number)
            found += [PlacedItem((*where, "all_day", number), day, None, item) for number, item in enumerate(day.all_day)]
            for sitting_number, sitting in enumerate(day.sittings):
                inner = (*where, "sittings", sitting_number, "items")
                found += [PlacedItem((*inner, number), day, sitting, item) for number, item in enumerate(sitting.items)]
        planned = self.session.agenda.planned if self.session.agenda else ()
        return found + [PlacedItem(("agenda", "planned", number), None, None, item) for number, item in enumerate(planned)]

    @functools.cached_property
    def sittings(self) -> list[PlacedSitting]:
        """All sittings, in their order."""
        return [
            PlacedSitting(("agenda", "days", day_number, "sittings", number), day, sitting)
            for day_number, day in enumerate(self.session.agenda_days)
            for number, sitting in enumerate(day.sittings)
        ]

    @functools.cached_property
    def _items_by_name(self) -> dict[str, list[PlacedItem]]:
        """By the words of their ids, titles, and kinds where they have no title, in every language."""
        found: dict[str, list[PlacedItem]] = {}
        for language in self.languages:
            t = Localizer(language, self.session.source_language, own_kinds=self.session.kinds, points=self.session.all_points)
            with contextlib.suppress(BadCatalogue):
                t = Localizer(
                    language,
                    self.session.source_language,
                    catalogues=self.catalogues,
                    own_kinds=self.session.kinds,
                    points=self.session.all_points,
                )
            for placed in self.items:
                for name in {words_of(placed.item.id), words_of(t.item_title_text(placed.item))} - {""}:
                    found.setdefault(name, []).append(placed)
        return {name: _distinct(every) for name, every in found.items()}

    def item(self, text: str) -> PlacedItem:
        """The item that is meant by its id, its address on the site, its title in any language, or its title with day and hour."""
        if not self.items:
            raise ValueError("The agenda has no items yet, so that none can be changed")
        wanted = _in_address(text)
        if named := [placed for placed in self.items if placed.item.id == wanted.strip("#` ")]:
            return named[0]
        found = self._items_by_name.get(words_of(wanted), []) or self._items_by_name_and_time(wanted) or self._items_beginning(wanted)
        if not found and (several := self._several_items(wanted)):
            raise ValueError(
                f"These are several items: {'; '.join(map(self.describe_item, several))}. A form is for one; send one for each"
            )
        return self._only(text, found, "item", self.describe_item, lambda placed: placed.item.id, self._near(wanted))

    def _items_by_name_and_time(self, text: str) -> list[PlacedItem]:
        """Those whose title stands between words that give their day or hour."""
        words, found = text.split(), []
        for before, after in itertools.product(range(MOST_WORDS_AROUND + 1), repeat=2):
            if not 0 < before + after < len(words):
                continue
            named = self._items_by_name.get(words_of(" ".join(words[before : len(words) - after])), [])
            moments = [self._moment(each) for each in (words[:before], words[len(words) - after :]) if each] if named else [None]
            if all(moments):
                found += [placed for placed in named if all(_is_at(placed, *moment) for moment in moments if moment)]
        return _distinct(found)

    def _items_beginning(self, text: str) -> list[PlacedItem]:
        """Those whose names begin with all words of a text, if that is one: Panel 3."""
        start = words_of(text)
        found = _distinct(
            placed for name, every in self._items_by_name.items() if start and name.startswith(f"{start} ") for placed in every
        )
        return found if len(found) == 1 else []

    def _several_items(self, text: str) -> list[PlacedItem]:
        """Those that a list of items names."""
        found: list[PlacedItem] = []
        for piece in re.split(r"[\n;,&،、，]|\b(?:and|et|y|und|e|и)\b", text):
            if len(named := self._items_by_name.get(words_of(piece), []) or self._items_beginning(piece)) == 1:
                found += named
        return found if len(_distinct(found)) > 1 else []

    def _near(self, text: str) -> list[PlacedItem]:
        """Items whose names are like a text."""
        wanted = words_of(text)[:200]
        holding = [name for name in self._items_by_name if len(wanted) > 2 and (wanted in name or name in wanted)]
        like = holding or difflib.get_close_matches(wanted, self._items_by_name, 3, 0.6)
        return _distinct(placed for name in like for placed in self._items_by_name[name])

    def sitting(self, text: str) -> PlacedSitting:
        """The sitting that is meant by its id, its address or its title in any language."""
        wanted = _in_address(text)
        found = [placed for placed in self.sittings if words_of(wanted) in map(words_of, _names(placed.sitting))]
        return self._only(text, found, "sitting", self.describe_sitting, lambda placed: placed.sitting.id, self.sittings)

    def person(self, text: str) -> str:
        """The key under `people` of somebody by name, in whatever order its parts are, or by the key itself."""
        found = self.people_called(text)
        known = self.session.people
        like = difflib.get_close_matches(words_of(text), {words_of(self.source_text(known[key].name)): key for key in known}, 3, 0.6)
        near = [key for key in known if words_of(self.source_text(known[key].name)) in like]
        return self._only(text, found, "person", lambda key: f"{code(key)} {code(self.source_text(known[key].name))}", str, near)

    def people_called(self, text: str) -> list[str]:
        """The keys of everybody of a name."""
        wanted = sorted(words_of(split_name(text)[1]).split())
        return [
            key
            for key, person in self.session.people.items()
            if key == text.strip("` ") or wanted in [sorted(words_of(name).split()) for name in person.name.root.values()]
        ]

    def people_by_key(self, text: str) -> str:
        """Those whose short name is a name, or in it, and who have no name in its letters: Chen Jingyi, of `chen: 陈静怡`."""
        wanted = words_of(split_name(text)[1]).split()
        found = [
            f"{code(self.source_text(person.name))} ({code(key)})"
            for key, person in self.session.people.items()
            if words_of(key)
            and {*words_of(key).split()} <= {*wanted}
            and not any(scripts(name) & scripts(text) for name in person.name.root.values())
        ]
        return "; ".join(found[:MOST_LISTED])

    def people_called_in_part(self, text: str) -> str:
        """Those who have all words of a name, and more, to choose from; empty without any."""
        wanted = {*words_of(split_name(text)[1]).split()}
        found = {
            key: self.source_text(person.name)
            for key, person in self.session.people.items()
            if wanted and any(wanted < {*words_of(name).split()} for name in person.name.root.values())
        }
        return "; ".join(code(name) for name in [*found.values()][:MOST_LISTED])

    def room(self, text: str) -> str:
        """The key under `rooms` of a room by name or key; the text itself where the session has no list of rooms."""
        rooms = self.session.rooms
        found = [key for key, room in rooms.items() if words_of(text) in map(words_of, (key, *room.name.root.values()))]
        if not rooms:
            return text.strip()
        return self._only(text, found, "room", lambda key: f"{code(key)} {code(self.source_text(rooms[key].name))}", str, [*rooms])

    @staticmethod
    def _only(
        text: str,
        found: Sequence[Value],
        what: str,
        describe: Callable[[Value], str],
        name: Callable[[Value], str],
        near: Sequence[Value],
    ) -> Value:
        """What was found, if it is one; else ValueError with what there is."""
        if len(found) == 1:
            return found[0]
        offered = "; ".join(map(describe, (found or near)[:MOST_LISTED]))
        if found:
            raise ValueError(f"{code(text)} may be several: {offered}. Write which one, for instance {code(name(found[0]))}")
        if len(near) == 1:
            raise ValueError(f"There is no {what} {code(text)}. Is {offered} meant? Then write {code(name(near[0]))}")
        there_are = f" There is: {offered}. Write for instance {code(name(near[0]))}, if that is meant" if near else ""
        raise ValueError(f"There is no {what} {code(text)}.{there_are or f' Copy the name of the {what} from the site'}")

    # ── how answers call things ──────────────────────────────────────────────────────────────────────────────────────

    def source_text(self, value: Localized) -> str:
        """A text in the source language."""
        return value.find(self.session.source_language, self.session.source_language)[0]

    def title(self, item: AgendaItem) -> str:
        """The title of an item as a sentence quotes it."""
        return code(item.title and self.source_text(item.title) or self.english.item_title_text(item))

    def describe_item(self, placed: PlacedItem) -> str:
        """An item to choose: its id, title, day and hour."""
        when = self.english.date(placed.day.date) if placed.day else "no day yet"
        hour = f", {placed.item.start:%H:%M}" if placed.item.start else ""
        return f"{code(placed.item.id)} {self.title(placed.item)} ({when}{hour})"

    def describe_sitting(self, placed: PlacedSitting) -> str:
        """A sitting to choose: its id, title, day and hours."""
        sitting = placed.sitting
        title = f" {code(self.source_text(sitting.title))}" if sitting.title else ""
        return f"{code(sitting.id)}{title} ({self.english.date(placed.day.date)}, {sitting.start:%H:%M}–{sitting.end:%H:%M})"


_WEEKDAYS = tuple(get_day_names("wide", locale="en").values())


def _localized(session: Session) -> Iterator[tuple[Where, Localized]]:
    return ((where, value) for where, value in walk(session) if isinstance(value, Localized))


def split_name(text: str) -> tuple[str, str]:
    """The honorific before a name, empty without one, and the name."""
    first, _, name = text.strip().partition(" ")
    is_honorific = len(first.strip(".")) > 1 and first.strip(".").casefold() in HONORIFICS
    return (first, name.strip()) if is_honorific and name.strip() else ("", text.strip())


def _distinct(items: Iterable[PlacedItem]) -> list[PlacedItem]:
    """Items, each once."""
    return [*{placed.item.id: placed for placed in items}.values()]


def _names(sitting: Sitting) -> tuple[str, ...]:
    """The id of a sitting, and its titles in all languages."""
    return (sitting.id, *(sitting.title.root.values() if sitting.title else ()))


def _in_address(text: str) -> str:
    """The id at the end of an address on the site; another text as it is."""
    text = text.strip().strip("<>")
    if not re.match(r"https?://\S+$", text) and not re.fullmatch(r"\S*#\S+", text):
        return text
    with contextlib.suppress(ValueError):
        parts = urlsplit(text)
        last = [part for part in parts.path.split("/") if part][-1:]
        return unquote(parts.fragment or re.sub(r"\.html$", "", last[0] if last else ""))
    return text


def _is_at(placed: PlacedItem, day: dt.date | None, hour: dt.time | None) -> bool:
    return (not day or bool(placed.day and placed.day.date == day)) and (not hour or placed.item.start == hour)


def minutes_after(start: dt.time, clock: dt.time) -> int:
    """Minutes from a start to a time of day, which is on the next day if it is earlier."""
    return ((clock.hour - start.hour) * 60 + clock.minute - start.minute) % (24 * 60)


def holds(sitting: Sitting, start: dt.time, end: dt.time | None) -> bool:
    """Whether an item of these hours is inside a sitting."""
    length, begins = minutes_after(sitting.start, sitting.end), minutes_after(sitting.start, start)
    return begins < length and (end is None or begins < minutes_after(sitting.start, end) <= length)
