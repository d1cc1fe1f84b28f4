"""A session's texts, dates and addresses as one language shows them.

`Localizer` is what templates call `t`. Words of the interface are gettext catalogues (theme/locales/LANGUAGE.po, and a site's own in
overrides/locales/); dates, times, lists and names of languages and zones are CLDR's, by Babel; Markdown is markdown-it's, with HTML off.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
import unicodedata
import zoneinfo
from collections.abc import Callable, Container, Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Literal
from urllib.parse import quote, urlsplit

import babel
import babel.dates
import babel.numbers
import babel.support
import babel.units
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markupsafe import Markup, escape
from pydantic import BaseModel

from microsite.localize import dates, lists
from microsite.localize.catalogues import catalogue
from microsite.localize.labels import DOCUMENT_KINDS, KIND_LABELS, LINK_LABELS, WAY_LABELS
from microsite.localize.names import COMMA, initials, sort_key
from microsite.localize.ordinals import Ordinal
from microsite.localize.typography import NO_BREAK, WORD_JOINER, typeset
from microsite.localize.zones import zone_city, zone_name
from microsite.model import languages
from microsite.model.agenda import AgendaItem, Day, Kind, OwnKind, Sitting
from microsite.model.documents import DocumentKind, ItemLink
from microsite.model.fields import ALL_LANGUAGES, WHOLE_LINK, FileAddress, Localized, Name, Prose, Title
from microsite.model.languages import direction
from microsite.model.people import Person
from microsite.model.points import AgendaPoint
from microsite.model.session import Session, Venue


class _Markdown(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        """Whether an address makes a link."""
        return re.match(WHOLE_LINK, url, re.IGNORECASE) is not None


markdown = (
    _Markdown("commonmark", {"html": False})
    .enable(["table", "strikethrough"])
    .disable(["image", "heading", "lheading", "code", "reference"])
)
"""Paragraphs, lists, quotes, links: headings would break the page's outline, pictures would load from elsewhere, and a line
such as `[Update]: postponed` would be taken for the address of a link and vanish."""


_NO_SIGN = r"[^\s\x00\\`*_\[\]<>&~|]"
_PLAIN = re.compile(rf"[^\W\d_]{_NO_SIGN}*(?: {_NO_SIGN}+)*")
"""A paragraph in which nothing can be Markdown: words that begin with a letter, without any of its signs."""


def _plain_paragraphs(text: str) -> list[str]:
    """The paragraphs of a text in which nothing is Markdown, as most are: such a text need not be parsed, which takes long. None, if any
    of it may be Markdown."""
    found = text.split("\n\n")
    return found if all(map(_PLAIN.fullmatch, found)) else []


@functools.lru_cache(maxsize=4096)
def _paragraphs(text: str, language: str = "") -> Markup:
    """Markdown as HTML; what is HTML in it stays text, and addresses other than web and mail are no links (markdown-it)."""
    if plain := _plain_paragraphs(text):
        return Markup("\n".join(f"<p>{escapeHtml(typeset(each, language))}</p>" for each in plain))
    tokens = markdown.parse(text)
    for child in (child for token in tokens for child in token.children or () if child.type == "text"):
        child.content = typeset(child.content, language)
    rendered = markdown.renderer.render(tokens, markdown.options, {})
    return Markup(re.sub(r'<a href="(?=(?:https?:)?//)', '<a rel="noopener" href="', fit_tables(rendered)).rstrip())


@functools.lru_cache(maxsize=1 << 13)  # of 1,000 items in six languages: pages ask for all before calendars do
def _without_markdown(text: str) -> str:
    """Markdown as the words that a reader sees, in a row."""
    if plain := _plain_paragraphs(text):
        return " ".join(plain)
    inline = (token.children or () for token in markdown.parse(text) if token.type == "inline")
    return " ".join("".join(" " if child.type.endswith("break") else child.content for child in children) for children in inline)


def fit_tables(content: str) -> str:
    """HTML made of Markdown, its tables fit for our pages: each in a frame of its own that scrolls where the table is wider than
    the screen (by keyboard too), and with classes for the alignment of columns, as the page's policy allows no style."""
    if "<table" not in content:
        return content
    content = re.sub(r'(<t[hd]) style="text-align: ?(left|right|center);?"', r'\1 class="\2"', content)
    framed: list[bool] = []  # of the tables that are open: those with attributes are no tables of Markdown

    def frame(found: re.Match[str]) -> str:
        if found[0] == "</table>":
            return "</table></div>" if framed and framed.pop() else "</table>"
        framed.append(found[0] == "<table>")
        return '<div class="table" tabindex="0"><table>' if framed[-1] else found[0]

    return re.sub(r"<table\b[^>]*>|</table>", frame, content)


def text_direction(text: str) -> str | None:
    """The direction of the first letter that has one, as `dir=auto` takes it; None for numbers and signs alone."""
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    return next(({"L": "ltr"}.get(kind, "rtl") for kind in kinds if kind in ("L", "R", "AL")), None)


FILE_TYPES = frozenset("pdf doc docx odt rtf txt xls xlsx ods csv ppt pptx odp zip epub mp3 mp4 webm vtt".split())
"""Endings of addresses that lead to a file and not to a page."""

FALLBACK = Markup(" data-fallback")
"""The mark of an element whose text is shown in the source language, as the page's language has none: such elements are counted."""

DRAFT = Markup(" data-draft")
"""The mark of an element whose text a machine has translated, and nobody has reviewed."""

Unit = Literal["day", "hour", "minute"]
UNITS: tuple[Unit, ...] = ("day", "hour", "minute")
"""Units for relative times."""


@functools.cache
def _samples(locale_name: str) -> dict[str, int]:
    """An example number for each form that a language has for numbers (CLDR's plural categories)."""
    locale = babel.Locale.parse(locale_name, sep="-")
    return {"other": 100} | {locale.plural_form(number): number for number in range(99, 0, -1)}


class Localizer:
    """One language's view of a session; what it has to show in the source language is marked with `FALLBACK`."""

    def __init__(
        self,
        language: str,
        source_language: str,
        *,
        locale: str | None = None,
        catalogues: Path | None = None,
        language_names: Mapping[str, Title] | None = None,
        own_kinds: Mapping[str, OwnKind] | None = None,
        noun: str = "",
        own_noun: Name | None = None,
        points: Mapping[str, AgendaPoint] | None = None,
        drafts: Container[str] = (),
    ):
        """`language_names` are the data's own names of languages, `own_kinds` its own kinds of agenda items; `noun` is what the interface
        calls the session, and `own_noun` the data's own word for that; `points` are those of its agenda, by id; `drafts` the
        texts in this language that nobody has reviewed."""
        self.language = language
        self.own_language_names = language_names or {}
        self.own_kinds = own_kinds or {}
        self.own_noun = own_noun
        self.points = points or {}
        self.drafts = drafts
        self.source_language = source_language
        self.locale_name = locale or language
        self.locale = babel.Locale.parse(self.locale_name, sep="-")
        self.direction = direction(language)
        self.sentence_separator = "" if self.locale.language in ("zh", "ja") else " "
        """What stands between two sentences: a space, where the language has them."""
        words = catalogue(language, catalogues, locale, noun) if catalogues else babel.support.NullTranslations()
        self._words = words
        self._known: dict[str, str] = {}
        """Words of the interface that were asked for: pages and calendars ask for the same ones thousands of times."""
        self._catalogues = catalogues
        self._typesets = catalogues is not None
        self.source_link: Callable[[BaseModel | str | None], Markup] = lambda value: Markup("")
        """For editors, the line of the data file that a part of the session is written in; nothing for readers."""

    # ── words of the interface ───────────────────────────────────────────────────────────────────────────────────────

    def _typeset(self, text: str, language: str | None = None) -> str:
        """With spaces that do not break where the language has them; unchanged without catalogues, as tools write in a terminal."""
        return typeset(text, language or self.language) if self._typesets else text

    def gettext(self, message: str) -> str:
        if message not in self._known:
            self._known[message] = self._typeset(self._words.gettext(message))
        return self._known[message]

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return self._typeset(self._words.ngettext(singular, plural, number))

    @property
    def separator(self) -> str:
        """What stands between two links in a row: “ / ”. Where no space is before it, as before “／”, no line begins with it either."""
        text = self.gettext(" / ")
        return text if text[0].isspace() else WORD_JOINER + text

    @staticmethod
    def capitalized(text: str) -> str:
        """The same words at the beginning of a line or a heading: French, Portuguese, Russian and Spanish dates and zones begin small
        in a sentence."""
        return text[:1].upper() + text[1:]

    def relative_times(self) -> dict[str, dict[str, str]]:
        """“in {n} days”: by unit (day, hour, minute), then by the forms that a language has for numbers (CLDR's plural categories)."""
        samples = _samples(self.locale_name)
        return {unit: {form: self._relative_time(unit, number) for form, number in samples.items()} for unit in UNITS}

    def _relative_time(self, unit: Unit, number: int) -> str:
        """In the interface's own words, since it stands alone, beside a date; in CLDR's in a language whose catalogue has none."""
        words = {
            "day": self.ngettext("in {n} day", "in {n} days", number),
            "hour": self.ngettext("in {n} hour", "in {n} hours", number),
            "minute": self.ngettext("in {n} minute", "in {n} minutes", number),
        }[unit]
        if self.locale.language == "en" or not re.fullmatch(rf"in {{n}}.{unit}s?", words):
            return words
        length = dt.timedelta(**{f"{unit}s": number})
        relative_time = babel.dates.format_timedelta(length, granularity=unit, threshold=10**9, add_direction=True, locale=self.locale)
        return self._typeset(relative_time).replace(str(number), "{n}")

    def session_noun(self) -> Markup:
        """What the session is: “Session”, “Conference”, or the data's own word."""
        return self.line(self.own_noun) if self.own_noun else escape(self.gettext("Session"))

    def session_name(self, number: int | None) -> str:
        """“Fifth session”; “Session 105” where there is no rule for the word, or the word is the data's own. Empty without a number."""
        if not number:
            return ""
        return f"{self.plain(self.own_noun)} {number}" if self.own_noun else self._numbered(number, self._words)

    def session_of_body(self, number: int) -> str:
        """The same for one of the bodies that meet: each holds a session, whatever the whole is called."""
        return self._numbered(number, catalogue(self.language, self._catalogues, self.locale_name) if self._catalogues else self._words)

    def _numbered(self, number: int, words: babel.support.NullTranslations) -> str:
        try:
            found = words.gettext("{ordinal} session").format(ordinal=Ordinal(number, self.language))
        except LookupError:
            found = words.gettext("Session %(number)s") % {"number": number}
        return self.capitalized(self._typeset(found))

    # ── texts ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def plain(self, value: Localized | str | None) -> str:
        """The text alone, for attributes, calendars and the page's title."""
        if value is None:
            return ""
        return value if isinstance(value, str) else value.find(self.language, self.source_language)[0]

    def visible(self, value: Localized | str | None) -> str:
        """The text alone, as pages show it: for scripts that do."""
        return self._typeset(self.plain(value))

    def without_markdown(self, value: Prose | None) -> str:
        """The words of a text without its Markdown, in a row."""
        return _without_markdown(self.plain(value))

    def line(self, value: Localized | str | None) -> Markup:
        """A title or name; one in another language says so to a screen reader and to the layout."""
        if value is None or isinstance(value, Markup):
            return Markup(value or "")
        if isinstance(value, str):
            return escape(self._typeset(value))
        found, shown_language = self._text_and_language(value)
        text = self._typeset(found, shown_language)
        if shown_language == self.language and found in self.drafts:
            return Markup("<span{}>{}</span>").format(DRAFT, text)
        if shown_language == self.language:
            # One written once for all languages keeps its own direction: "12 Lantern Road" would begin with the road in Arabic.
            return (
                Markup(f"<bdi>{escape(text)}</bdi>")
                if ALL_LANGUAGES in value.root and text_direction(text) not in (None, self.direction)
                else escape(text)
            )
        return _with_lang(text, shown_language, FALLBACK)

    def kind_label(self, kind: str) -> Markup:
        """What an item is: “Panel”."""
        own = self.own_kinds.get(kind)
        return self.line(own.name) if own else escape(self.gettext(KIND_LABELS[Kind(kind)]))

    def way_label(self, name: str) -> str:
        """What one registers for by a way that has no title of its own: “Attending in person”."""
        return self.gettext(WAY_LABELS[name])

    def document_kind(self, kind: DocumentKind | Name | None) -> Markup:
        """What a document is: “Report”, or the data's own word."""
        return self.line(self.gettext(DOCUMENT_KINDS[kind]) if isinstance(kind, DocumentKind) else kind)

    def document_kind_text(self, kind: DocumentKind | Name | None) -> str:
        """The same as plain text."""
        return self.gettext(DOCUMENT_KINDS[kind]) if isinstance(kind, DocumentKind) else self.plain(kind)

    def link_title(self, link: ItemLink) -> Markup:
        """What a link of an item is for: “Join online”, or its own title."""
        return self.line(link.title or (self.gettext(LINK_LABELS[link.kind]) if link.kind else None))

    def money(self, amount: Decimal, currency: str) -> Markup:
        """An amount with its currency, as the language writes it; with the space that CLDR asks for between letters and digits."""
        shown = babel.numbers.format_currency(amount, currency, locale=self.locale)
        shown = re.sub(r"(?<=[^\W\d_])(?=\d)", NO_BREAK, shown)
        return Markup("<bdi>{}</bdi>").format(self._typeset(shown))

    def own_language_first(self, url: FileAddress | None) -> list[tuple[str, str]]:
        """Each language in which a file exists with its address; the page's own before the others."""
        return sorted(url.root.items(), key=lambda each: each[0] != self.language) if url else []

    def file_note(self, address: str, size: int | None) -> str:
        """What a file is and its size, where these are known: “PDF, 1.2 MB”."""
        found = re.search(r"\.(\w{2,4})$", urlsplit(address).path)
        kind = found[1].upper() if found and found[1].lower() in FILE_TYPES else ""
        if not (kind and size):
            return kind
        number, unit = (size / 1e6, "megabyte") if size >= 1e6 else (max(size / 1e3, 1), "kilobyte")
        shown = babel.units.format_unit(round(number, 1 if number < 10 else 0), f"digital-{unit}", "short", locale=self.locale)
        return f"{kind}{self.gettext(', ')}{shown}"

    def item_title(self, item: AgendaItem) -> Markup:
        """What an agenda item is called: its title, or the points that it takes up, or else its kind."""
        if item.title:
            return self.line(item.title)
        if taken_up := self._points_of(item):
            return self.in_a_row(map(self.point_title, taken_up))
        return self.kind_label(item.kind)

    def point_title(self, point: AgendaPoint) -> Markup:
        """A point of the agenda in a line: its number, where it has one, and its title."""
        title = self.line(point.title)
        return Markup("<bdi>{}</bdi> {}").format(point.number, title) if point.number else title

    def _points_of(self, item: AgendaItem) -> list[AgendaPoint]:
        return [self.points[each] for each in item.points if each in self.points]

    def item_title_text(self, item: AgendaItem) -> str:
        """The same as plain text, for other programs."""
        if item.title:
            return self.plain(item.title)
        if taken_up := self._points_of(item):
            titles = [f"{point.number or ''} {self.plain(point.title)}".strip() for point in taken_up]
            return self._row_separator(titles).join(titles)
        own = self.own_kinds.get(item.kind)
        return self.plain(own.name) if own else self.gettext(KIND_LABELS[Kind(item.kind)])

    def limits(self, item: AgendaItem, sitting: Sitting | None) -> list[str]:
        """What readers have to know before they come to an item, by itself or by its sitting, as plain texts."""
        both = [each for each in (item, sitting) if each]
        said = {
            self.gettext("No places left"): item.full,
            self.gettext("If needed"): any(each.if_needed for each in both),
            self.gettext("Members only"): any(each.members_only for each in both),
        }
        return [words for words, is_so in said.items() if is_so]

    def sitting_title(self, session: Session, sitting: Sitting) -> Markup:
        """What a sitting is called in a list of its day: its title, or else by what it begins with; nothing, while that is not known."""
        if sitting.title:
            return self.line(sitting.title)
        items = [item for item in sitting.items if not session.is_break(item) and not item.cancelled] or sitting.items
        if not items:
            return Markup("")
        more = (NO_BREAK if self.sentence_separator else "") + "…"
        return self.item_title(items[0]) + (more if len(items) > 1 else "")

    def says_kind(self, title: Localized, kind: str) -> bool:
        """Whether a title says of what kind its item is, in this language or in English, so that it need not be said beside it."""
        if own := self.own_kinds.get(kind):
            return self.plain(own.name).casefold() in self.plain(title).casefold()
        english = KIND_LABELS[Kind(kind)]
        titles = {language: title.find(language, self.source_language)[0].casefold() for language in (self.language, "en")}
        return self._words.gettext(english).casefold() in titles[self.language] or english.casefold() in titles["en"]

    def says_number(self, name: Localized, number: int | None) -> bool:
        """Whether a session's name has its number in it, in digits or as a word."""
        shown_name = self.plain(name).casefold()
        return not number or bool(re.search(rf"(?<!\d){number}(?!\d)", shown_name)) or self.session_name(number).casefold() in shown_name

    def venue_name(self, venue: Venue) -> Markup:
        """A venue in its city, as one name: each language has its own order and words for that where both are in it."""
        parts = [part for part in (venue.name, venue.city) if part]
        own = all(part.find(self.language, self.source_language)[1] == self.language for part in parts)
        if len(parts) == 2 and own:
            return Markup(self.gettext("%(venue)s, %(city)s")) % {"venue": self.line(venue.name), "city": self.line(venue.city)}
        return self.joined(parts)

    def prose(self, value: Prose | None) -> Markup:
        """Paragraphs, as a block."""
        if value is None:
            return Markup("")
        text, shown_language = self._text_and_language(value)
        mark = DRAFT if text in self.drafts else Markup("")
        if shown_language != self.language:
            mark = Markup(' lang="{}" dir="{}"{}').format(shown_language, direction(shown_language), FALLBACK)
        shown = _paragraphs(text, shown_language if self._typesets else "")
        return Markup(f'<div class="prose"{mark}>\n{shown}{self.source_link(value)}\n</div>')

    def _text_and_language(self, value: Localized) -> tuple[str, str]:
        """A text as it is shown, and the language that it is in."""
        return value.find(self.language, self.source_language)

    def address(self, value: Localized | None) -> str:
        return value.find(self.language, self.source_language)[0] if value else ""

    def mail_link(self, email: str, subject: Localized | None = None, message: Prose | None = None) -> str:
        """A mailto: address (RFC 6068) with the subject and the skeleton of a mail in this language."""
        parts = {"subject": self.plain(subject), "body": self.plain(message).replace("\n", "\r\n")}
        query = "&".join(f"{key}={quote(value, safe='')}" for key, value in parts.items() if value)
        return f"mailto:{quote(email, safe='@+')}" + (f"?{query}" if query else "")

    @staticmethod
    def phone_link(phone: str) -> str:
        """A tel: address (RFC 3966); the zero in brackets is dialled within the country only."""
        return "tel:" + re.sub(r"[^\d+]", "", phone.replace("(0)", ""))

    def person(self, person: Person) -> Markup:
        """A name with its honorific, as at the beginning of a line, kept apart from the direction of the text around it.

        In Chinese the honorific comes after the name, without a space if it is written in Chinese.
        """
        name, honorific = self.line(person.name), self.line(person.honorific)
        if not honorific:
            return Markup(f"<bdi>{name}</bdi>")
        if self.locale.language == "zh":
            is_chinese = "\u4e00" <= self.plain(person.honorific)[:1] <= "\u9fff"
            return Markup(f"<bdi>{name}{'' if is_chinese else NO_BREAK}{honorific}</bdi>")
        return Markup(f"<bdi>{self.capitalized(honorific)}{NO_BREAK}{name}</bdi>")

    def person_in_text(self, person: Person) -> str:
        """The same in a text without tags: a name runs in its own direction, whatever stands around it (U+2068, U+2069)."""
        return f"\u2068{self.person(person).striptags()}\u2069"

    def initials(self, person: Person) -> str:
        """The letters that stand in the place of a person's picture."""
        return initials(self.plain(person.name))

    def sorted_people(self, people: Mapping[str, Person]) -> list[tuple[str, Person]]:
        """People with their keys, by their names as this language shows them."""
        own_name = self.locale.get_display_name(self.locale) or ""
        return sorted(people.items(), key=lambda item: sort_key(self.plain(item[1].name), own_name))

    def alternative(self, text: Title | None) -> Markup:
        """The attributes of a picture with what is said to those who do not see it."""
        if not text:
            return Markup('alt=""')
        shown, shown_language = self._text_and_language(text)
        mark = Markup(' lang="{}" dir="{}"{}').format(shown_language, direction(shown_language), FALLBACK)
        return Markup('alt="{}"').format(shown) + (mark if shown_language != self.language else "")

    def description(self, session: Session) -> str:
        """A page in one sentence, for search engines and previews of links."""
        text = self.without_markdown(session.summary)
        parts = [self.plain(session.title), self.dates(session.dates.start, session.dates.end)]
        if session.venue:
            parts += [self.plain(session.venue.name), self.plain(session.venue.city)]
        return text or self.gettext(", ").join(part for part in parts if part)

    # ── dates and times ──────────────────────────────────────────────────────────────────────────────────────────────

    def date(self, value: dt.date, style: str = "long") -> str:
        """`full` with the weekday, `long` without; as within a sentence (`capitalized` for the beginning of a line)."""
        return self._typeset(dates.date(value, style, self.locale))

    def dates(self, start: dt.date, end: dt.date | None) -> str:
        """One day, two that adjoin, or a range of days, with what they share said once."""
        return self._typeset(dates.days(start, end, self.locale))

    def dates_in_large_type(self, start: dt.date, end: dt.date | None) -> Markup:
        """The same where a phone has two lines for it. A Chinese or Japanese line may end between any two letters: here it ends between
        the days, each with what joins it to the next (the style sheet keeps each in a line)."""
        written = self.dates(start, end)
        each_day = re.findall(r"(?:\d+年)?(?:\d+月)?\d+日\D?", written)
        if "".join(each_day) != written:
            return escape(written)
        return Markup().join(Markup("<span>{}</span>").format(day) for day in each_day)

    def year(self, value: int) -> str:
        return self._typeset(dates.year(value, self.locale))

    def day_of_month(self, first: dt.date, last: dt.date | None = None) -> str:
        """A date without its year, or a range of two, in short: beside a time that falls on another day for the reader."""
        return self._typeset(dates.short(first, last, self.locale))

    def weekday(self, value: dt.date) -> str:
        """A day of the session in short: "Tue 28"."""
        return self.capitalized(dates.weekday(value, self.locale))

    def sitting_name(self, day: Day, sitting: Sitting, *, brief: bool = False) -> Markup:
        """A sitting away from its day, as recordings are named: its title and the date, or the date and its hours; in brief, a title
        alone."""
        if brief and sitting.title:
            return self.line(sitting.title)
        if sitting.title:
            return self.line(sitting.title) + self.gettext(" (%(text)s)") % {"text": self.date(day.date)}
        date = self.day_of_month(day.date) if brief else self.capitalized(self.date(day.date, "full"))
        return escape(self.gettext("%(date)s, %(times)s") % {"date": date, "times": self.times(sitting.start, sitting.end)})

    def time(self, value: dt.time | dt.datetime) -> str:
        """A time of day as hours and minutes: 09:00."""
        return dates.time(value)

    def times(self, start: dt.time | dt.datetime, end: dt.time | dt.datetime | None) -> str:
        return self.time(start) + (f"–{self.time(end)}" if end else "")

    def time_in_a_sentence(self, value: dt.time | dt.datetime) -> str:
        """Like `time`, except in French and Portuguese (9 heures, 9h)."""
        return dates.time_in_a_sentence(value, self.locale)

    @property
    def sentence_time_patterns(self) -> dict[str, str] | None:
        """Patterns for writing times in a sentence, for scripts; None if they are written as 09:00."""
        return dates.HOURS.get(self.locale.language)

    def deadline(self, value: dt.date | dt.datetime) -> str:
        if isinstance(value, dt.datetime):
            return self.gettext("%(date)s, %(time)s") % {"date": self.date(value), "time": self.time_in_a_sentence(value)}
        return self.date(value)

    def zone(self, at: dt.datetime) -> str:
        """The zone in words, with its distance from UTC at that moment where the words are not UTC's or Greenwich's own."""
        name = zone_name(at, self.locale) or self.gettext("%(place)s time") % {"place": zone_city(str(at.tzinfo), self.locale)}
        if not at.utcoffset() and name in (
            zone_name(at.replace(tzinfo=zoneinfo.ZoneInfo(zone)), self.locale) for zone in ("UTC", "Africa/Abidjan")
        ):
            return name
        return name + self.gettext(" (%(text)s)") % {"text": f"UTC{at.isoformat()[-6:]}"}

    def zones(self, session: Session, zone: str | None = None) -> str:
        """The zone of a session's times, or another one while it is held; both, where clocks change in that time."""
        moments = [session.starts, session.ends - dt.timedelta(minutes=1)]
        if zone:
            moments = [moment.astimezone(zoneinfo.ZoneInfo(zone)) for moment in moments]
        return self.gettext("; ").join(dict.fromkeys(map(self.zone, moments)))

    # ── lists and names ──────────────────────────────────────────────────────────────────────────────────────────────

    def joined(self, values: Iterable[Localized | str | None]) -> Markup:
        """Parts of an address or of a description, in a row."""
        return Markup(self.gettext(", ")).join(self.line(value) for value in values if value)

    def in_a_row(self, values: Iterable[str]) -> Markup:
        """Names or titles, each may be markup, with commas between them; with semicolons, if one of them has a comma in it."""
        parts = [escape(value) for value in values]
        return Markup(self._row_separator(part.striptags() for part in parts)).join(parts)

    def _row_separator(self, texts: Iterable[str]) -> str:
        return self.gettext("; ") if any(re.search(COMMA, text) for text in texts) else self.gettext(", ")

    def listed(self, values: Iterable[str]) -> Markup:
        """Joined as the language joins a list; each value may be markup."""
        parts = [escape(value) for value in values]
        marks = [f"\ue000{number}\ue000" for number in range(len(parts))]
        joined = escape(lists.joined(marks, self.locale, last=parts[-1].striptags() if parts else None))
        return Markup(re.sub("\ue000(\\d+)\ue000", lambda found: parts[int(found[1])], joined))

    def language_name(self, code: str) -> str:
        """A language's name in this language, by the data, by CLDR or by the interface's words; else its English name, marked.

        `floor` stands for the untranslated audio channel.
        """
        if given := self.own_language_names.get(code):
            text, shown_language = self._text_and_language(given)
            return text if shown_language == self.language else _with_lang(text, shown_language, FALLBACK)
        interface_names = {
            "floor": self.gettext("Floor (original audio)"),
            "ils": self.gettext("International Sign"),
            "sgn": self.gettext("Sign language"),
        }
        if name := interface_names.get(code) or languages.name(code, self.locale):
            return name
        name = languages.english_name(code)
        if self.locale.language == "en":
            return name
        return _with_lang(name, "en", FALLBACK)

    def language_names(self, codes: Iterable[str]) -> Markup:
        return self.listed(map(self.language_name, codes))

    def written_language_name(self, code: str) -> str:
        """The name of a language that something is written in: Chinese has 英语 for what is spoken and 英文 for what is written."""
        name = self.language_name(code)
        return re.sub("语$", "文", name) if self.locale.language == "zh" else name

    def written_language_names(self, codes: Iterable[str]) -> Markup:
        """Names of languages as they stand after "in": in Russian, adjectives and their noun take the case that it asks for."""
        codes = list(codes)
        names = [self.written_language_name(code) for code in codes]
        if self.locale.language != "ru":
            return self.listed(names)
        adjectives = [re.sub(r"[иы]й\b", "ом", name) for name in names if name.endswith("ий")]
        if len(adjectives) < len(names):  # "хинди", "урду"
            return self.listed(f"{adjectives.pop(0)} языке" if name.endswith("ий") else f"языке {name}" for name in names)
        return self.listed(adjectives) + (" языке" if len(names) == 1 else " языках")

    def own_name(self, code: str) -> str:
        """A language's name in itself, capitalized as in a menu, and marked; in this language, where it is not written or not known."""
        name = self._name_in_itself(code)
        if not name:
            return self.capitalized(self.language_name(code))
        return self.capitalized(name) if code == self.language else _with_lang(self.capitalized(name), code)

    def is_named_in_itself(self, code: str) -> bool:
        """Whether `own_name` says more than `language_name`."""
        return bool(code != self.language and self._name_in_itself(code))

    def _name_in_itself(self, code: str) -> str | None:
        if given := self.own_language_names.get(code):
            return given.root.get(code)
        locale = languages.locale(code)
        return languages.name(code, locale) if locale else None


def _with_lang(text: str, language: str, mark: str = "") -> Markup:
    """A text in another language than the page's, for screen readers and for the direction of its letters."""
    return Markup('<span lang="{}" dir="{}"{}>{}</span>').format(language, direction(language), mark, text)
