"""What the cells of a spreadsheet mean: days, hours and texts, as spreadsheets have them and as people type them.

A cell is what a library reads: a text, a number, a date, an hour, true or false, or None. What comes out is written as in the tables
(`tables.py`): 2027-06-01, 09:30, 24:30 for half past midnight. Nothing is guessed: what could mean two things is refused.
"""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re
import unicodedata
from typing import Any

import babel

from microsite.imports.tables import A_DAY, clock, minutes
from microsite.model import letters, notations

FIRST_DAY = dt.datetime(1899, 12, 30)
"""Day 0 of spreadsheets."""
LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "ru", "pl", "sv", "da", "ar")
"""Those in which the months and days of the week are read."""
NOBODY_YET = {"tba", "tbc", "tbd", "nn", "na", "offen", "tobeannounced", "tobeconfirmed", "aconfirmer", "porconfirmar", "xx"}
"""What is written in the place of what is not known yet, as `bare` has it."""
OPEN_ENDS = {"fin", "end", "openend", "ende", "offen", "offenesende", "final", "fine", "конец", "结束"}
"""What is written in the place of an end that is open, as `bare` has it."""
_BETWEEN = re.compile(r"\s*(?:[-–—−]|\b(?:to|until|till|bis|à|au|a|al|до|às)\b|الى|إلى|至)\s*", re.IGNORECASE)


class CannotTake(ValueError):
    """Why a cell can't be taken, and what to do: a sentence."""


def as_text(value: Any) -> str:
    """A cell as it is read by people."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.0f}" if value.is_integer() else repr(value)
        case dt.datetime():
            return f"{value:%Y-%m-%d}" if value.time() == dt.time() else f"{value:%Y-%m-%d %H:%M}"
        case dt.timedelta():
            return clock(round(value.total_seconds() / 60))
        case dt.time():
            return f"{value:%H:%M}"
    text = unicodedata.normalize("NFC", str(value)).replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.rstrip() for line in text.replace("\xa0", " ").split("\n")).strip() if text.strip() else ""


def same_text(one: str, other: str) -> bool:
    """Whether two cells say the same, whatever a spreadsheet did to their blanks."""
    return as_text(one) == as_text(other)


def means_the_same(one: str, other: str) -> bool:
    """Whether two cells say the same; a moment can be written in several ways, and one at midnight is a day to a spreadsheet."""

    def plain(text: str) -> str:
        found = re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:T|,? +)(\d\d?:\d\d)", as_text(text))
        return f"{found[1]} {found[2]:0>5}".removesuffix(" 00:00") if found else as_text(text)

    return plain(one) == plain(other)


@functools.lru_cache(maxsize=50_000)
def bare(text: str) -> str:
    """A text without accents, capitals, blanks and punctuation, by which names and titles are known again."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in plain if unicodedata.category(letter)[0] in "LN")


def is_open(text: str) -> bool:
    """Whether a text says only that something is not known yet: tba, N.N., a dash."""
    return bare(text) in NOBODY_YET or bool(text) and not bare(text)


# ── days ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def as_day(value: Any, dates: tuple[dt.date, dt.date]) -> str:
    """A day. Where the year, the month or the order of day and month is not said, it must be one of the session, whose dates are given."""
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool) and 30_000 < value < 110_000:
        return f"{FIRST_DAY + dt.timedelta(days=value):%Y-%m-%d}"
    text = re.sub(r"\s+00:00(:00)?$", "", as_text(value))
    if not text:
        return ""
    if found := day_in(text, dates):
        return found.isoformat()
    raise CannotTake(f"“{text}” is not a day that can mean one date only; write it as {dates[0]}")


def day_in(text: str, dates: tuple[dt.date, dt.date]) -> dt.date | None:
    """The one day that a text names, perhaps as a day of the session; None if there is none, or if it could be two."""
    plain = letters.plain(text).strip()
    if re.fullmatch(r"\d{4}-\d\d-\d\d", plain):
        try:
            return dt.date.fromisoformat(plain)
        except ValueError:
            return None
    words = [bare(word) for word in re.findall(r"[^\W\d_]+", plain)]
    weekdays = set.intersection(*named) if (named := [found for word in words if (found := weekday_names().get(word))]) else set()
    if whole := notations.date(plain):
        return whole if not weekdays or whole.weekday() in weekdays else None
    days = [dates[0] + dt.timedelta(days=number) for number in range((dates[1] - dates[0]).days + 1)]
    if numbered := re.fullmatch(r"(?i)(?:day|tag|jour|día|dia|giorno|dag|день|第)\s*(\d\d?)\s*(?:天|日)?", plain):
        return days[int(numbered[1]) - 1] if 1 <= int(numbered[1]) <= len(days) else None
    candidates: list[dt.date | None] | list[dt.date]
    numbers = [int(number) for number in re.findall(r"\d+", plain)]
    months = {month for word in words if (month := month_names().get(word))}
    if chinese := re.fullmatch(r"(?:(\d{4})年)?(\d\d?)月(\d\d?)日?.*", plain):
        months, numbers = {int(chinese[2])}, [int(chinese[3]), *([int(chinese[1])] if chinese[1] else [])]
    elif any(word not in month_names() and word not in weekday_names() and word not in _SMALL_WORDS for word in words):
        return None
    if len(months) == 1 and len(numbers) == 2 and max(numbers) > 31:
        candidates = [_date(max(numbers), min(months), min(numbers))]
    elif len(months) == 1 and len(numbers) == 1:
        candidates = [day for day in days if day.month in months and day.day == numbers[0]]
    elif not months and len(numbers) >= 2 and (order := re.match(r"\D*(\d\d?)([./-])(\d\d?)(?:\2(\d{4}|\d\d))?\D*$", plain)):
        year = int(order[4] or 0) + (2000 if order[4] and len(order[4]) == 2 else 0)
        orders = {(int(order[3]), int(order[1]))} | ({(int(order[1]), int(order[3]))} if order[2] != "." else set())
        candidates = [day for day in days if (day.month, day.day) in orders and year in (0, day.year)]
    elif not months and not numbers and weekdays:
        candidates = [day for day in days if day.weekday() in weekdays]
    else:
        candidates = []
    found_days = {day for day in candidates if day and (not weekdays or day.weekday() in weekdays)}
    return found_days.pop() if len(found_days) == 1 else None


_SMALL_WORDS = {"the", "of", "st", "nd", "rd", "th", "den", "der", "le", "la", "el", "de", "del", "di", "il", "er", "г", "года"}


def _date(year: int, month: int, day: int) -> dt.date | None:
    return dt.date(year, month, day) if 1900 <= year <= 2200 and 1 <= day <= calendar.monthrange(year, month)[1] else None


@functools.cache
def month_names() -> dict[str, int]:
    """1 to 12 by the names of months, where these mean one month only."""
    return {name: numbers.pop() for name, numbers in _names("months", 1).items() if len(numbers) == 1}


@functools.cache
def weekday_names() -> dict[str, set[int]]:
    """0 for Monday to 6 by the names of days; some mean one day in one language, and another in another."""
    return _names("days", 0)


def _names(what: str, first: int) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for language in LANGUAGES:
        for widths in getattr(babel.Locale(language), what).values():
            for width in ("wide", "abbreviated"):
                for number, name in widths[width].items():
                    if number >= first:
                        found.setdefault(bare(name), set()).add(number)
    return found


# ── hours ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def as_clock(value: Any) -> str:
    """An hour of the day; that past midnight counts on, where it is written so: 24:30."""
    if isinstance(value, dt.datetime):
        total = round((value - FIRST_DAY).total_seconds() / 60) if value.year < 1901 else value.hour * 60 + value.minute
        return clock(total % A_DAY if value.year >= 1901 else total)
    if isinstance(value, dt.timedelta):
        return _within_two_days(round(value.total_seconds() / 60), value)
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    if isinstance(value, float) and not value.is_integer() and 0 < value < 2:
        return _within_two_days(round(value * A_DAY), value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        if value == 0:
            return "00:00"
        if value > 30_000:
            return clock(round(value % 1 * A_DAY))
        raise CannotTake(f"“{as_text(value)}” is a number and not an hour; write it as 09:30")
    text = as_text(value)
    if not text or is_open(text):
        return ""
    return _clock(text) or _refuse_clock(text)


def _within_two_days(total: int, value: Any) -> str:
    return clock(total) if 0 <= total < 2 * A_DAY else _refuse_clock(as_text(value))


def _refuse_clock(text: str) -> str:
    raise CannotTake(f"“{text}” is not an hour; write it as 09:30")


def _clock(text: str) -> str | None:
    plain = letters.plain(text).strip(" ,;.()").replace("\u202f", " ")
    if found := re.fullmatch(r"(2[4-9]|3\d|4[0-7])[:.hH]([0-5]\d)", plain):
        return f"{found[1]}:{found[2]}"
    plain = re.sub(r"(?i)^(?:um|at|ab|from|von|de|à|с)\s+|\s*(?:uhr|heures?|ч\.?)$", lambda found: " Uhr" if found.start() else "", plain)
    plain = re.sub(r"(?<=\d)\s*[hH]$", " h", plain)
    hour = notations.clock(plain)
    return f"{hour:%H:%M}" if hour else None


def as_period(value: Any) -> tuple[str, str] | None:
    """A start and an end in one cell: 10:00–10:30, 10h00 à 10h30, 6–7 p.m.; None for what is none."""
    if not isinstance(value, str):
        return None
    parts = _BETWEEN.split(as_text(value).replace("\n", " "))
    if len(parts) != 2 or not all(parts):
        return None
    first, last = parts
    if half := re.search(r"(?i)\s*([ap])\.?\s?m\.?\s*$", last):
        first = first if re.search(r"(?i)[ap]\.?\s?m\.?\s*$", first) else first + half[0]
    elif re.search(r"(?i)[h]|uhr", last) and re.fullmatch(r"\d{1,2}", first):
        first += " h"
    start, end = _clock(first), _clock(last)
    return (start, end) if start and end else None


def as_open_period(value: Any) -> str | None:
    """The start of a period whose end is open: 16h – fin, 20:00 – open end; None for what is none."""
    parts = _BETWEEN.split(as_text(value).replace("\n", " ")) if isinstance(value, str) else []
    return _clock(parts[0]) if len(parts) == 2 and bare(parts[1]) in OPEN_ENDS else None


def as_minutes(value: Any) -> int | None:
    """How long something lasts: 30, 0:30, 30 min, 1 h 30; None for what is no length."""
    if isinstance(value, dt.time):
        return value.hour * 60 + value.minute
    if isinstance(value, dt.timedelta):
        return round(value.total_seconds() / 60)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return round(value * A_DAY) if 0 < value < 1 else int(value) if value == int(value) and 0 < value <= 600 else None
    text = letters.plain(as_text(value)).lower()
    if found := re.fullmatch(r"(\d{1,3})\s*(?:min\.?|minuten|minutes|minutos|['′])?", text):
        return int(found[1])
    if found := re.fullmatch(r"(\d{1,2})\s*(?::|h|std\.?|hours?)\s*(\d\d)?\s*(?:min\.?|h)?", text):
        return int(found[1]) * 60 + int(found[2] or 0)
    return None


def after(start: str, end: str) -> str:
    """The end of what begins at an hour; one in the small hours is on the next day. CannotTake if it is before the start."""
    if minutes(end) > minutes(start):
        return end
    if minutes(end) <= 6 * 60 <= 12 * 60 <= minutes(start) and minutes(start) < A_DAY:
        return clock(minutes(end) + A_DAY)
    if minutes(start) >= A_DAY and minutes(end) + A_DAY > minutes(start):
        return clock(minutes(end) + A_DAY)
    raise CannotTake(f"{end} is not after the start, {start}; correct one of the two")


def as_deadline(value: Any, dates: tuple[dt.date, dt.date], with_hour: bool = True) -> str:
    """A day, or a day and an hour: 2027-05-20, 2027-05-20 18:00. `with_hour`: whether the cell shows the hour."""
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d %H:%M}" if value.time() != dt.time() and with_hour else f"{value:%Y-%m-%d}"
    text = as_text(value)
    if found := re.fullmatch(
        r"(.*\d)(?:,| at| um| à|\s)\s*(\d{1,2}(?:[:.hH]\d\d)?\s*(?:uhr|h|[ap]\.?m\.?)?)", text, re.IGNORECASE | re.DOTALL
    ):
        day, hour = day_in(found[1], dates), _clock(found[2])
        if day and hour:
            return f"{day} {hour}"
    return as_day(value, dates)
