"""Languages by their codes (BCP 47): which there are, which are signed, and what they are called.

Babel brings CLDR's names, of some 650 languages and hardly a sign language. IANA's registry has all of some 8,200, in English;
the library language-tags brings it. It takes a tenth of a second to read, so it is asked only for what Babel does not know.
"""

from __future__ import annotations

import functools
import re
from typing import Any

import babel
import babel.core
import babel.localedata

CODE = re.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
SIGN = "sgn"
"""The code of sign languages as a whole, and the prefix that the registry gives to each."""


IN_CATALOGUES = {"ils", SIGN}
"""Languages that the interface's words name, since CLDR does not."""


@functools.lru_cache(maxsize=1024)
def _parsed(code: str) -> babel.Locale | None:
    try:
        return babel.Locale.parse(code, sep="-") if CODE.fullmatch(code) else None
    except (babel.UnknownLocaleError, ValueError):
        return None


def locale(code: str) -> babel.Locale | None:
    """What CLDR knows of a language; None where it knows nothing."""
    if not babel.localedata.exists(code.split("-")[0]):  # to parse a code that is not known takes milliseconds
        return None
    found = _parsed(code)
    return found if found and found.language == code.split("-")[0] else None


def spelled(code: str) -> str:
    """A code with hyphens and with the capitals that BCP 47 recommends: pt-BR for pt_br, zh-Hant for ZH-HANT."""
    first, *rest = re.split("[-_]", code.strip())
    return "-".join([first.lower(), *(part.title() if len(part) == 4 else part.upper() for part in rest)])


@functools.lru_cache(maxsize=1024)
def with_bases(code: str) -> tuple[str, ...]:
    """A code and those whose words its readers can read in place of their own, the nearest first: pt-BR, pt.

    They are CLDR's parents. Another script is none: zh-Hant has nobody's words but its own, since zh is written in simplified letters.
    """
    exceptions, likely = babel.core.get_global("parent_exceptions"), babel.core.get_global("likely_subtags")
    found, name = [code], str(locale(code) or "")
    while name:
        found.append(name.replace("_", "-"))
        parent = exceptions.get(name) or name.rpartition("_")[0]
        script = re.search("_([A-Z][a-z]{3})(?![^_])", name)
        name = parent if not script or script[0] in f"{parent}_" or script[1] in likely.get(parent, "").split("_") else ""
    return tuple(dict.fromkeys(found))


COUNTRIES = {
    "cn": "zh",
    "cz": "cs",
    "dk": "da",
    "ge": "ka",
    "gr": "el",
    "ir": "fa",
    "jp": "ja",
    "pk": "ur",
    "rs": "sr",
    "sp": "es",
    "ua": "uk",
    "vn": "vi",
}
"""Codes of countries (and sp) that are taken for those of their languages."""
LIKELY_COUNTRIES = {"kr": "ko", "se": "sv", "ee": "et"}
"""Codes that do mean a language (Kanuri, Northern Sami, Ewe), and that a country's code is likelier to be meant by."""


def suggested_code(code: str) -> str | None:
    """The code to be used in the place of one that is none: en for eng, EN and English, zh for cn, pt-BR for pt_br; None if not known."""
    if exists(spelled(code)):
        return spelled(code)
    if code.lower() in COUNTRIES:
        return COUNTRIES[code.lower()]
    found = _parsed(code.lower())
    return found.language if found else _codes_by_name().get(code.casefold()) if len(code) > 3 or not code.isascii() else None


@functools.cache
def _codes_by_name() -> dict[str, str]:
    """Codes of languages by their names in English and in themselves, in small letters."""
    codes = sorted(code for code in babel.localedata.locale_identifiers() if len(code) == 2)
    names = {(babel.Locale(code).get_language_name() or "").casefold(): code for code in codes}
    return names | {name.casefold(): code for code, name in babel.Locale("en").languages.items() if "_" not in code}


@functools.cache
def _registry() -> Any:
    from language_tags import tags

    return tags


@functools.lru_cache(maxsize=1024)
def exists(code: str) -> bool:
    """Whether there is such a language, by CLDR or by IANA's registry."""
    return bool(locale(code)) or bool(CODE.fullmatch(code) and _registry().check(code))


@functools.lru_cache(maxsize=1024)
def is_signed(code: str) -> bool:
    """Whether a language is seen instead of heard. The registry marks each sign language as a kind of `sgn`."""
    if locale(code) or not exists(code):
        return False
    kinds = {subtag.type: subtag.data["record"] for subtag in _registry().subtags(_parts(code)[0])}
    return code == SIGN or SIGN in kinds.get("extlang", {}).get("Prefix", ())


def direction(code: str) -> str:
    """ltr or rtl; auto, by the letters of each text, where CLDR does not know the language in that script."""
    found = locale(code)
    script = re.search(r"-([A-Za-z]{4})(?![^-])", code)
    known = found and (not script or found.script == script[1].title()) and found.text_direction in ("ltr", "rtl")
    return found.text_direction if found and known else "auto"


def name(code: str, shown_in: babel.Locale) -> str | None:
    """CLDR's name of a language in another; None where it has none."""
    found: str | None = shown_in.languages.get(code.replace("-", "_"))
    if found:
        return found
    language, *parts = _parts(code)
    return _with(shown_in.languages[language], parts, shown_in) if language in shown_in.languages else None


def is_named(code: str, language: str) -> bool:
    """Whether pages in a language have a name for another in it; those in English always have (`english_name`)."""
    found = locale(language)
    return code in IN_CATALOGUES or not found or found.language == "en" or name(code, found) is not None


def english_name(code: str) -> str:
    """A name that every language has: CLDR's, or the registry's."""
    english = babel.Locale("en")
    if found := name(code, english):
        return found
    language, *parts = _parts(code)
    return _with(_registry().language(language).description[0], parts, english)


def _parts(code: str) -> list[str]:
    """The parts of a code; a sign language that is written as a kind of `sgn` (sgn-ase) by its own (ase)."""
    return re.sub(rf"^{SIGN}-(?=[a-z]{{3}}(-|$))", "", code).split("-")


def _with(language: str, parts: list[str], shown_in: babel.Locale) -> str:
    """A language's name with the script, the country and so on that its code adds."""
    details = [
        shown_in.scripts.get(part.title()) or shown_in.territories.get(part.upper()) or shown_in.variants.get(part.upper()) or part
        for part in parts
    ]
    return f"{language} ({', '.join(details)})" if details else language
