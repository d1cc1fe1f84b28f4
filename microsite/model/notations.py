"""Dates and times as people write them elsewhere, read so that a message can suggest how they are written here.

Nothing is guessed: what could mean two days (05/06/2026), or two times, gives None.
"""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo

_OFFSETS = {"Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "EAT": 3}
_OFFSETS |= {"JST": 9, "KST": 9, "EST": -5, "EDT": -4, "CDT": -5, "MDT": -6, "PST": -8, "PDT": -7, "AOE": -12}
"""Hours ahead of UTC of abbreviations that mean one zone only. IST is Indian, Irish and Israeli, CST American and Chinese."""

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Those of the dates that a session can have."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def date(text: str) -> dt.date | None:
    """28 October 2025, October 28, 2025, 28.10.2025, 2025/10/28, or 28/10/2025 where only one order is possible;
    with the dashes and quotes of a word processor too."""
    text = re.sub(r"^[A-Za-z]+day,? +", "", _as_typed(text))
    if found := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]+)\.?,?[ -](\d{4})", text):
        return _date(found[3], _month(found[2]), found[1])
    if found := re.fullmatch(r"([A-Za-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", text):
        return _date(found[3], _month(found[1]), found[2])
    if found := re.fullmatch(r"(\d{4})([/.年-])(\d{1,2})[/.月-](\d{1,2})日?", text):
        return _date(found[1], int(found[3]), found[4])
    if found := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text):
        return _date(found[3], int(found[2]), found[1])
    if found := re.fullmatch(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", text):
        first, second = int(found[1]), int(found[2])
        if first == second or first > 12 or second > 12:
            day, month = (second, first) if second > 12 else (first, second)
            return _date(found[3], month, str(day))
    return None


def clock(text: str) -> dt.time | None:
    """6:00 p.m., 6 pm, noon, 18h00, 18 h, 18.00, 1800 hrs, 18:00:00, 18：00."""
    text = _as_typed(text)
    if text.lower() == "noon":
        return dt.time(12)
    found = re.fullmatch(
        r"(\d{1,2})(?:\s*[:：.hH]\s*(\d{2})(?::00)?)?\s*(?:(h|hrs?|hours|uhr)|([ap])\.? ?m\.?)?", text.strip(), re.ASCII | re.IGNORECASE
    ) or re.fullmatch(r"(\d{2})(\d{2})\s*(h|hrs?|hours|uhr)()", text.strip(), re.ASCII | re.IGNORECASE)
    if not found or not (found[2] or found[3] or found[4]):
        return None
    hours, minutes, half = int(found[1]), int(found[2] or 0), (found[4] or "").lower()
    if half:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half == "p" else 0)
    return dt.time(hours, minutes) if hours < 24 and minutes < 60 else None


def hours(text: str) -> tuple[dt.time, dt.time] | None:
    """A start and an end: 10:00–12:00, 10.00 - 12.00, 10:00 to 12:00."""
    found = re.fullmatch(r"(\d\d?[:.]\d\d)\s*(?:[-–—]|to|until)\s*(\d\d?[:.]\d\d)", text.strip(), re.ASCII)
    start, end = (clock(found[1]), clock(found[2])) if found else (None, None)
    return (start, end) if start and end else None


def offset(text: str, moment: dt.datetime) -> dt.timedelta | None:
    """How far ahead of UTC the zone that a text names (UTC, CEST, +02:00, GMT+2, Asia/Tokyo, AoE) is at a local time; None for others."""
    name = text.strip().strip("()").strip()
    if found := re.fullmatch(r"(?:UTC|GMT)? ?([+−-])(\d{1,2})(?::?(\d{2}))?(?: ?h)?", name, re.ASCII | re.IGNORECASE):
        ahead = dt.timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        return (ahead if found[1] == "+" else -ahead) if ahead <= dt.timedelta(hours=14) else None
    if re.fullmatch(r"anywhere on earth", name, re.IGNORECASE):
        name = "AoE"
    if name.upper() in _OFFSETS:
        return dt.timedelta(hours=_OFFSETS[name.upper()])
    try:
        return moment.replace(tzinfo=zoneinfo.ZoneInfo(name)).utcoffset() if "/" in name else None
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _as_typed(text: str) -> str:
    """A text with plain hyphens, and without quotes around it: a word processor puts others in their place."""
    return re.sub("[\u2010-\u2015\u2212]", "-", text.strip().strip("“”„«»‘’\"' ")).strip()


def _month(name: str) -> int:
    """1 to 12; 0 for a word that is no month."""
    short = name[:3].lower()
    return _MONTHS.index(short) + 1 if short in _MONTHS else 0


def _date(year: str, month: int, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), month, int(day)) if FIRST_YEAR <= int(year) <= LAST_YEAR else None
    except ValueError:
        return None
