"""A session's texts, dates and addresses as one language shows them.

`Localizer` is what templates call `t`. Words of the interface are gettext catalogues (overrides/locales/LANGUAGE.po);
dates, times, lists and names of languages and zones are CLDR's, by Babel; Markdown is markdown-it's, with HTML off.
"""

from __future__ import annotations

import datetime as dt
import functools
import io
import re
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import quote

import babel
import babel.core
import babel.dates
import babel.lists
import babel.support
from babel.messages.mofile import write_mo
from markdown_it import MarkdownIt
from markupsafe import Markup, escape
from pydantic import BaseModel

from microsite import po
from microsite.session import Day, Person, Session, Sitting
from microsite.words import EVERY, WHOLE_LINK, Localized, Prose

markdown = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).disable(["image", "heading", "lheading", "code", "reference"])
"""Paragraphs, lists, quotes, links: headings would break the page's outline, pictures would load from elsewhere, and a line
such as `[Update]: postponed` would be taken for the address of a link and vanish."""
markdown.validateLink = lambda address: re.match(WHOLE_LINK, address, re.IGNORECASE) is not None


PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}|%(?!\()")
"""What is filled in; a percent sign alone would be taken for one."""


@functools.lru_cache(maxsize=4096)
def _paragraphs(text: str) -> Markup:
    """Markdown as HTML; what is HTML in it stays text, and addresses other than web and mail are no links (markdown-it)."""
    return Markup(re.sub(r'<a href="(?=(?:https?:)?//)', '<a rel="noopener" href="', fit_tables(markdown.render(text))).rstrip())


def _unmarked(text: str) -> str:
    """Markdown as the words that a reader sees, in a row."""
    inline = (token.children or () for token in markdown.parse(text) if token.type == "inline")
    return " ".join("".join(" " if child.type.endswith("break") else child.content for child in children) for children in inline)


def fit_tables(content: str) -> str:
    """HTML made of Markdown, its tables fit for our pages: each in a frame of its own that scrolls where the table is wider than
    the screen (by keyboard too), and with classes for the alignment of columns, as the page's policy allows no style."""
    content = re.sub(r'(<t[hd]) style="text-align: ?(left|right|center);?"', r'\1 class="\2"', content)
    return content.replace("<table>", '<div class="table" tabindex="0"><table>').replace("</table>", "</table></div>")


class BadCatalogue(Exception):
    """What is wrong with a catalogue, as a sentence."""


def catalogue(path: Path) -> babel.support.NullTranslations:
    """The interface's words in one language; English is written in the templates themselves."""
    if path.stem.split("-")[0] == "en" and not path.is_file():
        return babel.support.NullTranslations()
    try:
        return _catalogue(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        raise BadCatalogue(f"{path.name} is not in overrides/locales/; put an empty file of that name there, and `make words` fills it with the words to translate") from None


@functools.lru_cache(maxsize=64)
def _catalogue(path: Path, _changed: int) -> babel.support.Translations:
    """One that was changed is read anew."""
    try:
        words = po.read(path.read_bytes())
    except (OSError, po.Broken) as error:
        line, reason = (error.line, error.reason) if isinstance(error, po.Broken) else (1, "")
        said = f"{reason}; compare it with the lines around it" if reason else "is no catalogue of words in UTF-8; compare it with another one there"
        raise BadCatalogue(f"overrides/locales/{path.name}:{line}:1: error: {said}") from None
    for message in words:
        for language_text in message.string if isinstance(message.string, tuple) else (message.string,):
            if message.id and language_text and sorted(PLACEHOLDER.findall(str(message.id))) != sorted(PLACEHOLDER.findall(language_text)):
                raise BadCatalogue(f"overrides/locales/{path.name}:{message.lineno}:1: error: “{language_text}” has not the placeholders of “{message.id}”; copy them letter by letter")
    compiled = io.BytesIO()
    write_mo(compiled, words)
    compiled.seek(0)
    return babel.support.Translations(compiled)


def direction(language: str) -> str:
    return babel.Locale.parse(language, sep="-").text_direction


def reads(text: str) -> str | None:
    """The direction of the first letter that has one, as `dir=auto` takes it; None for numbers and signs alone."""
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    return next(({"L": "ltr"}.get(kind, "rtl") for kind in kinds if kind in ("L", "R", "AL")), None)


@functools.cache
def _distances(locale_name: str) -> dict[str, dict[str, str]]:
    """Babel says them of numbers only: of one number for each form, which is then taken out again."""
    locale = babel.Locale.parse(locale_name, sep="-")
    samples = {"other": 100} | {locale.plural_form(number): number for number in range(99, 0, -1)}
    units = {"day": dt.timedelta(days=1), "hour": dt.timedelta(hours=1), "minute": dt.timedelta(minutes=1)}

    def said(number: int, unit: str) -> str:
        return babel.dates.format_timedelta(number * units[unit], granularity=unit, threshold=10**9, add_direction=True, locale=locale)

    return {unit: {form: said(number, unit).replace(str(number), "{n}") for form, number in samples.items()} for unit in units}


class Localizer:
    """One language's view; counts in `fallen` what a page had to show in the source language."""

    def __init__(self, language: str, source_language: str, *, locale: str | None = None, catalogues: Path | None = None):
        self.language = language
        self.source_language = source_language
        self.locale_name = locale or language
        self.locale = babel.Locale.parse(self.locale_name, sep="-")
        self.direction = direction(language)
        self.gap = "" if self.locale.language in ("zh", "ja") else " "
        """Between two sentences."""
        words = catalogue(catalogues / f"{language}.po") if catalogues else babel.support.NullTranslations()
        self.gettext = words.gettext
        self.ngettext = words.ngettext
        self.fallen = 0
        self.written: Callable[[BaseModel | str | None], Markup] = lambda value: Markup("")  # on previews: written.py

    # ── texts ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def plain(self, value: Localized | str | None) -> str:
        """The text alone, for attributes, calendars and the page's title."""
        if value is None:
            return ""
        return value if isinstance(value, str) else value.find(self.language, self.source_language)[0]

    def line(self, value: Localized | str | None) -> Markup:
        """A title or name; one in another language says so to a screen reader and to the layout."""
        if value is None or isinstance(value, str):
            return escape(value or "")
        text, found = self._found(value)
        if found == self.language:
            # One written once for all languages keeps its own direction: "12 Lantern Road" would begin with the road in Arabic.
            return Markup("<bdi>{}</bdi>").format(text) if EVERY in value.root and reads(text) not in (None, self.direction) else escape(text)
        return Markup('<span lang="{}" dir="{}">{}</span>').format(found, direction(found), text)

    def prose(self, value: Prose | None) -> Markup:
        """Paragraphs, as a block."""
        if value is None:
            return Markup("")
        text, found = self._found(value)
        mark = Markup("") if found == self.language else Markup(' lang="{}" dir="{}"').format(found, direction(found))
        return Markup('<div class="prose"{}>\n{}{}\n</div>').format(mark, _paragraphs(text), self.written(value))

    def _found(self, value: Localized) -> tuple[str, str]:
        text, found = value.find(self.language, self.source_language)
        if EVERY in value.root:
            # A text written once is a fallback like any other, but for names and numbers that no language changes.
            found = self.source_language if isinstance(value, Prose) else self.language
        self.fallen += found != self.language
        return text, found

    def address(self, value: Localized | None) -> str:
        return value.find(self.language, self.source_language)[0] if value else ""

    def mail(self, email: str, subject: Localized | None = None, message: Prose | None = None) -> str:
        """A mailto: address (RFC 6068) with the subject and the skeleton of a mail in this language."""
        parts = {"subject": self.plain(subject), "body": self.plain(message).replace("\n", "\r\n")}
        query = "&".join(f"{key}={quote(value, safe='')}" for key, value in parts.items() if value)
        return f"mailto:{quote(email, safe='@+')}" + (f"?{query}" if query else "")

    @staticmethod
    def call(phone: str) -> str:
        """A tel: address (RFC 3966); the zero in brackets is dialled within the country only."""
        return "tel:" + re.sub(r"[^\d+]", "", phone.replace("(0)", ""))

    def person(self, person: Person) -> Markup:
        """A name with its honorific, kept apart from the direction of the text around it."""
        return Markup("<bdi>{}</bdi>").format(Markup(" ").join(self.line(part) for part in (person.honorific, person.name) if part))

    def description(self, session: Session) -> str:
        """A page in one sentence, for search engines and previews of links."""
        text = _unmarked(self.plain(session.summary))
        parts = [self.plain(session.title), self.dates(session.dates.start, session.dates.end)]
        if session.venue:
            parts += [self.plain(session.venue.name), self.plain(session.venue.city)]
        return text or self.gettext(", ").join(part for part in parts if part)

    # ── dates and times ──────────────────────────────────────────────────────────────────────────────────────────────

    def date(self, value: dt.date, style: str = "long") -> str:
        """`full` with the weekday, `long` without."""
        return self._ordinal(babel.dates.format_date(value, style, self.locale))

    def _ordinal(self, date: str) -> str:
        """French has a word of its own for the first of a month, which CLDR's patterns can't say."""
        return re.sub(r"(?<!\d)1(?!\d)", "1er", date) if self.locale.language == "fr" else date

    def dates(self, start: dt.date, end: dt.date | None) -> str:
        """A range of days, with what both share said once."""
        if end is None or start == end:
            return self.date(start)
        differs = "y" if start.year != end.year else "M" if start.month != end.month else "d"
        # CLDR has ranges with the short names of months only; the long ones stand in the same places.
        formats = self.locale.interval_formats
        patterns = (formats.get("yMMMMd") or formats["yMMMd"])[differs]
        parts = (re.sub("(?<!M)MMM(?!M)", "MMMM", pattern) for pattern in patterns)
        return self._ordinal("".join(babel.dates.format_date(day, pattern, self.locale) for day, pattern in zip((start, end), parts, strict=True)))

    def day_of_month(self, first: dt.date, last: dt.date | None = None) -> str:
        """A date without its year, or a range of two, in short: beside a time that falls on another day for the reader."""
        if last is None:
            return self._ordinal(babel.dates.format_skeleton("MMMd", first, locale=self.locale))
        return self._ordinal(babel.dates.format_interval(first, last, "MMMd", locale=self.locale))

    def sitting_name(self, day: Day, sitting: Sitting, *, brief: bool = False) -> Markup:
        """A sitting away from its day, as recordings are named: the date, and its title or hours; in brief, a title alone."""
        if brief and sitting.title:
            return self.line(sitting.title)
        date = self.day_of_month(day.date) if brief else self.date(day.date, "full")
        return self.joined([date, sitting.title or self.times(sitting.start, sitting.end)])

    def time(self, value: dt.time | dt.datetime) -> str:
        """Hours and minutes on a clock of 24 hours, as programmes of international meetings print them."""
        return f"{value:%H:%M}"

    def times(self, start: dt.time | dt.datetime, end: dt.time | dt.datetime | None) -> str:
        return self.time(start) + (f"–{self.time(end)}" if end else "")

    def deadline(self, value: dt.date | dt.datetime) -> str:
        if isinstance(value, dt.datetime):
            return self.gettext("%(date)s, %(time)s") % {"date": self.date(value), "time": self.time(value)}
        return self.date(value)

    def distances(self) -> dict[str, dict[str, str]]:
        """“in {n} days”: by unit (day, hour, minute), then by the forms that a language has for numbers (CLDR's plural categories)."""
        return _distances(self.locale_name)

    def zone(self, at: dt.datetime) -> str:
        """The zone in words, with its distance from UTC at that moment."""
        name = babel.dates.get_timezone_name(at, "long", locale=self.locale)
        if any(letter.isdigit() for letter in name):  # Babel found no name, only “GMT+05:45”
            name = self._zone_by_old_name(at) or name
        return name + self.gettext(" (%(text)s)") % {"text": f"UTC{at.isoformat()[-6:]}"} if at.utcoffset() else name

    def zones(self, session: Session) -> str:
        """The zone of a session's times; both, where clocks change while it is held."""
        return self.gettext("; ").join(dict.fromkeys(map(self.zone, (session.starts, session.ends - dt.timedelta(minutes=1)))))

    def _zone_by_old_name(self, at: dt.datetime) -> str:
        """CLDR lists renamed zones (Asia/Kolkata, Europe/Kyiv) under their old names, which Babel 2.18 does not look under."""
        zone = str(at.tzinfo)
        names = [zone, *(old for old, new in babel.core.get_global("zone_aliases").items() if new == zone)]
        for name in names:
            words = self.locale.meta_zones.get(babel.core.get_global("meta_zones").get(name), {}).get("long", {})
            if found := words.get("daylight" if at.dst() else "standard") or words.get("generic"):
                return found
        places = (self.locale.time_zones.get(name, {}).get("city") for name in names)
        return self.gettext("%(place)s time") % {"place": next(filter(None, places), zone.rpartition("/")[2].replace("_", " "))}

    # ── lists and names ──────────────────────────────────────────────────────────────────────────────────────────────

    def joined(self, values: Iterable[Localized | str | None]) -> Markup:
        """Parts of an address or of a description, in a row."""
        return Markup(self.gettext(", ")).join(self.line(value) for value in values if value)

    def listed(self, values: Iterable[str]) -> Markup:
        """Joined as the language joins a list; each value may be markup."""
        parts = [escape(value) for value in values]
        marks = [f"\ue000{number}\ue000" for number in range(len(parts))]
        joined = escape(babel.lists.format_list(marks, locale=self.locale))
        return Markup(re.sub("\ue000(\\d+)\ue000", lambda found: parts[int(found[1])], joined))

    def language_name(self, code: str) -> str:
        """A language's name in this language; the floor is the original sound."""
        if code == "floor":
            return self.gettext("Floor (original audio)")
        return babel.Locale.parse(code, sep="-").get_display_name(self.locale) or code

    def language_names(self, codes: Iterable[str]) -> Markup:
        return self.listed(map(self.language_name, codes))

    def own_name(self, code: str) -> str:
        """A language's name in itself, capitalized as in a menu."""
        if code == "floor":
            return self.gettext("Floor (original audio)")
        name = babel.Locale.parse(code, sep="-").get_display_name() or code
        return name[:1].upper() + name[1:]

