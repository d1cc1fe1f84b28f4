"""Dates and times as institutions write them in each language: CLDR's patterns, by Babel, and what these can't say."""

from __future__ import annotations

import datetime as dt
import functools
import re

import babel
import babel.dates

from microsite.localize import lists

RANGES = {"ar": "من {} إلى {}", "de": "{} bis {}", "es": "{} a {}", "fr": "{} au {}", "pt": "{} a {}"}
"""How three days or more are joined where it is with words and not, as CLDR has it, with a dash."""

FIRST_OF_MONTH = {"fr": "1er", "pt_BR": "1º"}
"""By language, or by language and country."""

SEPARATOR = re.compile(r"\s*(?:[–—~～-]|至|'a'|'al'|'au'|'bis'|إلى)\s*$")
"""What stands between two dates, at the end of the first one's pattern."""

HOURS = {
    "fr": {"one": "{h} heure", "other": "{h} heures", "minutes": "{h} h {m}"},
    "pt": {"one": "{h}h", "other": "{h}h", "minutes": "{h}h{m}"},
}
"""The time of day within a sentence, where it is not written as in a column: patterns by plural form for a full hour, and with minutes."""


@functools.cache
def date(value: dt.date, style: str, locale: babel.Locale) -> str:
    """`full` with the weekday, `long` without."""
    written = babel.dates.format_date(value, style, locale)
    if locale.language == "es":  # "martes 28 de octubre": CLDR has a comma there
        written = written.replace(", ", " ", 1)
    return _days_of_month(written, locale)


def days(start: dt.date, end: dt.date | None, locale: babel.Locale) -> str:
    """One day, two that adjoin ("28 and 29 October 2025"), or from the first to the last ("1–5 May 2026"); what they share is said once."""
    if end is None or start == end:
        return date(start, "long", locale)
    differs = "y" if start.year != end.year else "M" if start.month != end.month else "d"
    # CLDR has ranges with the short names of months only; the long ones stand in the same places.
    formats = locale.interval_formats
    patterns = [re.sub("(?<!M)MMM(?!M)", "MMMM", pattern) for pattern in (formats.get("yMMMMd") or formats["yMMMd"])[differs]]
    between = SEPARATOR.search(patterns[0])
    whole = [babel.dates.format_date(day, pattern, locale) for day, pattern in zip((start, end), patterns, strict=True)]
    if between:
        parts = [babel.dates.format_date(start, patterns[0][: between.start()], locale), whole[1]]
        if end - start == dt.timedelta(days=1):
            whole = [lists.joined(parts, locale)]
        elif locale.language in RANGES:
            whole = [RANGES[locale.language].format(*parts)]
    return _days_of_month("".join(whole), locale)


@functools.cache
def short(first: dt.date, last: dt.date | None, locale: babel.Locale) -> str:
    """Without the year, in short: "28 Oct", "28–29 Oct"."""
    if last is None:
        return _days_of_month(babel.dates.format_skeleton("MMMd", first, locale=locale), locale)
    return _days_of_month(babel.dates.format_interval(first, last, "MMMd", locale=locale), locale)


def weekday(value: dt.date, locale: babel.Locale) -> str:
    """The day of the week and of the month, in short: "Tue 28"."""
    return babel.dates.format_skeleton("Ed", value, locale=locale)


def year(value: int, locale: babel.Locale) -> str:
    """A year alone: 2022, 2022年, 2022 г."""
    written = babel.dates.format_skeleton("y", dt.date(value, 1, 1), locale=locale)
    return f"{written} г." if locale.language == "ru" and "г" not in written else written


def time(value: dt.time | dt.datetime) -> str:
    """Hours and minutes on a clock of 24 hours, as programmes of international meetings print them."""
    return f"{value:%H:%M}"


def time_in_a_sentence(value: dt.time | dt.datetime, locale: babel.Locale) -> str:
    """The same, but "18 heures" and "9 h 30" in French, "18h" and "9h30" in Portuguese."""
    if not (patterns := HOURS.get(locale.language)):
        return time(value)
    pattern = "minutes" if value.minute else locale.plural_form(value.hour)
    return patterns[pattern].format(h=value.hour, m=f"{value.minute:02}").replace(" ", "\u00a0")


def _days_of_month(text: str, locale: babel.Locale) -> str:
    """What CLDR's patterns can't say: a word of its own for the first of a month; and what some say of ranges alone, as the Italian ones:
    "01" where a date has "1"."""
    if "dd" not in locale.date_formats["long"].pattern:
        text = re.sub(r"(?<!\d)0(?=\d(?!\d))", "", text)
    first = FIRST_OF_MONTH.get(str(locale)) or FIRST_OF_MONTH.get(locale.language)
    return re.sub(r"(?<!\d)1(?!\d)", first, text) if first else text
