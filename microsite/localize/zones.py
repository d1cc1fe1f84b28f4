"""The name of a time zone at a moment, in CLDR's words, by Babel, where they fit the clock of that moment."""

from __future__ import annotations

import datetime as dt
import functools
import importlib.resources
import re
from typing import Literal

import babel
import babel.core
import babel.dates

RUSSIAN = {
    "Центральная Европа": "центральноевропейское",
    "Восточная Европа": "восточноевропейское",
    "Западная Европа": "западноевропейское",
    "Москва": "московское",
}
"""Places whose time has an adjective in Russian: CLDR has a place and "standard time" in a row, which no sentence can hold."""

Variant = Literal["daylight", "standard"]
"""CLDR's names for the clocks of summer and of the rest of the year."""


def zone_name(at: dt.datetime, locale: babel.Locale) -> str | None:
    """For instance "Central European Summer Time"; None where CLDR has no name (then `zone_city` has one for its city)."""
    return _name(str(at.tzinfo), "daylight" if is_summer(at) else "standard", str(locale))


@functools.lru_cache(maxsize=256)
def _name(zone: str, variant: Variant, locale_name: str) -> str | None:
    locale = babel.Locale.parse(locale_name)
    name = _by_cldr(zone, variant, locale) or (_by_cldr(_links()[zone], variant, locale) if zone in _links() else None)
    return _in_a_sentence(name, locale) if name else None


def _by_cldr(zone: str, variant: Variant, locale: babel.Locale) -> str | None:
    moment = dt.datetime(2000, 1, 1, tzinfo=babel.dates.get_timezone(zone))  # any: the variant says whether it is summer
    name = babel.dates.get_timezone_name(moment, "long", zone_variant=variant, locale=locale)
    return _renamed(zone, variant, locale) if any(letter.isdigit() for letter in name) else name  # Babel found no name, only "GMT+05:45"


def zone_city(zone: str, locale: babel.Locale) -> str:
    """The city that a zone is named after."""
    cities = (locale.time_zones.get(name, {}).get("city") for name in _names(zone))
    return next(filter(None, cities), zone.rpartition("/")[2].replace("_", " "))


def is_summer(at: dt.datetime) -> bool:
    """Whether clocks are ahead of the rest of the year. Python says what the law of the country calls it: in Ireland winter
    time is the exception, an hour less."""
    if ahead := at.dst():
        return ahead > dt.timedelta()
    around = (at + dt.timedelta(days=30 * months) for months in range(-6, 7))
    return any((other.dst() or dt.timedelta()) < dt.timedelta() for other in around)


def _names(zone: str) -> list[str]:
    """A zone and the names it had: CLDR lists renamed zones (Asia/Kolkata, Europe/Kyiv) under those, and Babel 2.18 does not look there."""
    return [zone, *(old for old, new in babel.core.get_global("zone_aliases").items() if new == zone)]


def _renamed(zone: str, variant: Variant, locale: babel.Locale) -> str | None:
    for name in _names(zone):
        words = locale.meta_zones.get(babel.core.get_global("meta_zones").get(name), {}).get("long", {})
        found: str | None = words.get(variant) or (words.get("generic") if "daylight" not in words else None)
        if found:
            return found
    return None


@functools.cache
def _links() -> dict[str, str]:
    """Zones that are others by another name in the tz database (Europe/Jersey: Europe/London)."""
    lines = importlib.resources.files("tzdata").joinpath("zoneinfo", "tzdata.zi").read_text(encoding="utf-8").splitlines()
    return {alias: zone for kind, zone, alias in (line.split() for line in lines if line.startswith("L "))}


def _in_a_sentence(name: str, locale: babel.Locale) -> str:
    """Russian and Portuguese names as they read after a colon or in brackets; those of other languages do as they are."""
    if locale.language == "de":  # nobody says "Mitteleuropäische Normalzeit"
        return name.replace("europäische Normalzeit", "europäische Zeit")
    if locale.language == "pt":
        return re.sub(r"^Horário( de)?( Padrão| Verão)?( Central$)?|Meridiano|Britânico|Irlandês", lambda found: found[0].lower(), name)
    if locale.language != "ru":
        return name
    found = re.fullmatch(r"(.+?)(,? (западное стандартное|стандартное|летнее) время)?", name)
    assert found  # as any name is, on one line
    region, _, season = found.groups()
    if region in RUSSIAN:
        return f"{RUSSIAN[region]} {'летнее ' if season == 'летнее' else ''}время"
    if season and not region.endswith("ое"):
        return f"{season} время: {region}"
    return name[:1].lower() + name[1:] if "время" in name.lower() else f"время: {name}"
