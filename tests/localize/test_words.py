"""How the site writes in each language: dates, hours, zones, ordinals, distances, blanks that do not break, labels and their values.

What is right was decided by reading as institutions write (the United Nations' and WIPO's own documents in six languages; federal
ones in German, those of Lusophone countries and organizations in Portuguese).
"""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from markupsafe import Markup

from microsite.localize import ordinals
from microsite.localize.catalogues import GENERAL
from microsite.localize.localizer import Localizer
from microsite.localize.ordinals import Ordinal
from microsite.localize.typography import typeset
from microsite.model.people import Person
from microsite.model.session import Venue
from microsite.source.loading import load
from tests.conftest import DATA, LANGUAGES, SESSION12, SITE, Built, PageText, plain
from tests.localize.test_catalogues import TRANSLATED, catalogue
from tests.rendering import rendered

HOURS = """title: Voices
dates: {{start: 2026-05-05, end: 2026-05-0{last}}}
hours: {{start: 10:00, end: 18:00}}
zone: Africa/Nairobi
organizer: {{name: Harbour Institute}}
"""
NOWHERE = Path("no words of its own")
WORDED = ("en", *TRANSLATED)
"""All languages that have general words; the sites that are built here are in LANGUAGES, fewer."""


def localizer(language: str) -> Localizer:
    """One with the general words alone."""
    return Localizer(language, "en", locale={"en": "en-GB"}.get(language), catalogues=NOWHERE)


# ── dates ───────────────────────────────────────────────────────────────────────────────────────────────────────────

DATES = {
    "en": ("28 and 29 October 2025", "31 October and 1 November 2025", "1–5 May 2026", "30 May – 2 June 2026", "2022"),
    "fr": ("28 et 29 octobre 2025", "31 octobre et 1er novembre 2025", "1er au 5 mai 2026", "30 mai au 2 juin 2026", "2022"),
    "es": (
        "28 y 29 de octubre de 2025",
        "31 de octubre y 1 de noviembre de 2025",
        "1 a 5 de mayo de 2026",
        "30 de mayo a 2 de junio de 2026",
        "2022",
    ),
    "ru": ("28 и 29 октября 2025 г.", "31 октября и 1 ноября 2025 г.", "1–5 мая 2026 г.", "30 мая – 2 июня 2026 г.", "2022 г."),
    "ar": ("28 و29 أكتوبر 2025", "31 أكتوبر و1 نوفمبر 2025", "من 1 إلى 5 مايو 2026", "من 30 مايو إلى 2 يونيو 2026", "2022"),
    "de": ("28. und 29. Oktober 2025", "31. Oktober und 1. November 2025", "1. bis 5. Mai 2026", "30. Mai bis 2. Juni 2026", "2022"),
    "pt": (
        "28 e 29 de outubro de 2025",
        "31 de outubro e 1 de novembro de 2025",
        "1 a 5 de maio de 2026",
        "30 de maio a 2 de junho de 2026",
        "2022",
    ),
    "zh": ("2025年10月28日和29日", "2025年10月31日和11月1日", "2026年5月1日至5日", "2026年5月30日至6月2日", "2022年"),
}


@pytest.mark.parametrize("language", WORDED)
def test_dates_are_written_as_institutions_write_them(language: str) -> None:
    """Two days that adjoin are joined by "and", across months too; more are a range; a year alone has its word where it has one."""
    t, day = localizer(language), dt.date
    spans = (
        (day(2025, 10, 28), day(2025, 10, 29)),
        (day(2025, 10, 31), day(2025, 11, 1)),
        (day(2026, 5, 1), day(2026, 5, 5)),
        (day(2026, 5, 30), day(2026, 6, 2)),
    )
    assert tuple(plain(text) for text in (*(t.dates(*span) for span in spans), t.year(2022))) == DATES[language]


def test_dates_of_other_languages_are_those_of_cldr() -> None:
    """Languages that nobody looked after here; one day, and two days in two years."""
    danish = Localizer("da", "en")
    assert danish.dates(dt.date(2025, 12, 31), dt.date(2026, 1, 1)) == "31. december 2025 og 1. januar 2026"
    assert plain(danish.dates(dt.date(2026, 5, 1), dt.date(2026, 5, 5))) == "1.–5. maj 2026"
    assert plain(Localizer("pt-BR", "en").dates(dt.date(2025, 10, 28), dt.date(2025, 10, 29))) == "28 e 29 de outubro de 2025"
    assert Localizer("ja", "en").dates(dt.date(2025, 10, 28), None) == "2025年10月28日"


def test_a_single_day_of_a_month_is_written_as_people_write_it() -> None:
    """Where CLDR's patterns can't say it, or say otherwise for ranges: the first of a month in Brazil, Italian days without a nought,
    a hyphen between the Hebrew "and" and a number."""
    first, second, third = (dt.date(2027, 5, day) for day in (1, 2, 3))
    brazilian, italian, hebrew = (Localizer(language, "en") for language in ("pt-BR", "it", "he"))
    assert [plain(brazilian.dates(first, last)) for last in (first, second)] == ["1º de maio de 2027", "1º e 2 de maio de 2027"]
    assert plain(brazilian.date(dt.date(2027, 5, 11))) == "11 de maio de 2027"
    assert [plain(italian.dates(first, last)) for last in (second, third)] == ["1 e 2 maggio 2027", "1–3 maggio 2027"]
    assert plain(italian.day_of_month(first, third)) == "1–3 mag" and plain(hebrew.dates(first, second)) == "1 ו-2 במאי 2027"


@pytest.mark.parametrize(
    ("language", "parts", "row"),
    [
        ("es", ("español", "inglés"), "español e inglés"),
        ("es", ("árabe", "<b>Índice</b>"), "árabe e <b>Índice</b>"),
        ("es", ("inglés", "español"), "inglés y español"),
        ("es", ("agua", "hielo"), "agua y hielo"),
        ("es", ("inglés",), "inglés"),
        ("he", ("עברית", "ערבית"), "עברית וערבית"),
        ("he", ("עברית", "Zoom"), "עברית ו-Zoom"),
    ],
)
def test_the_and_before_a_word_is_the_one_that_it_asks_for(language: str, parts: tuple[str, ...], row: str) -> None:
    """Spanish has another one before the sound of an i; Hebrew writes it in one with a word in its own letters only."""
    assert Localizer(language, "en").listed(map(Markup, parts)) == row


BEGINNINGS = {
    "en": "Tuesday, 28 October 2025",
    "fr": "Mardi 28 octobre 2025",
    "es": "Martes 28 de octubre de 2025",
    "ru": "Вторник, 28 октября 2025 г.",
    "ar": "الثلاثاء، 28 أكتوبر 2025",
    "zh": "2025年10月28日星期二",
    "de": "Dienstag, 28. Oktober 2025",
    "pt": "Terça-feira, 28 de outubro de 2025",
}


@pytest.mark.parametrize("language", WORDED)
def test_a_date_begins_a_line_with_a_capital_and_a_sentence_without(language: str) -> None:
    """In French, Portuguese, Russian and Spanish names of days are small within a sentence."""
    t = localizer(language)
    date = t.date(dt.date(2025, 10, 28), "full")
    assert plain(t.capitalized(date)) == BEGINNINGS[language]
    assert date[0].islower() == (language in ("fr", "es", "ru", "pt"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_and_lines_of_dates_begin_with_a_capital(full: Built, language: str) -> None:
    """On every page: no heading, no entry of a list and no cell begins small in a language of capitals."""
    small = []
    for page in full.of(language):
        for element in page.tree.find("body").iter():
            if element.tag not in ("h1", "h2", "h3", "h4", "dt", "th", "legend", "summary", "button"):
                continue
            text = " ".join("".join(element.itertext()).split())
            if text[:1].islower() and element.get("lang") is None and not any(child.get("lang") for child in element):
                small.append((page.path.parent.name, text))
    assert small == []


@pytest.mark.parametrize(
    ("hour", "minute", "words"), [(10, 0, "10 heures"), (18, 30, "18 h 30"), (9, 5, "9 h 05"), (1, 0, "1 heure"), (0, 0, "0 heure")]
)
def test_french_hours_in_a_sentence(hour: int, minute: int, words: str) -> None:
    """In a column they are figures, as programmes print them; in a sentence, words."""
    t = localizer("fr")
    at = dt.datetime(2025, 10, 10, hour, minute)
    assert (t.deadline(at), t.time(at)) == (
        f"10\u00a0octobre 2025 à {words}".replace(words, words.replace(" ", "\u00a0")),
        f"{hour:02}:{minute:02}",
    )


@pytest.mark.parametrize(("hour", "minute", "words"), [(10, 0, "10h"), (18, 30, "18h30"), (9, 5, "9h05")])
def test_portuguese_hours_in_a_sentence(hour: int, minute: int, words: str) -> None:
    """As Brazil and Portugal both write them."""
    t = localizer("pt")
    at = dt.datetime(2025, 10, 10, hour, minute)
    assert (plain(t.deadline(at)), t.time(at)) == (f"10 de outubro de 2025, às {words}", f"{hour:02}:{minute:02}")


def test_hours_of_other_languages_are_figures_everywhere() -> None:
    """With the words that join them to a date."""
    at = dt.datetime(2025, 10, 10, 9, 30)
    assert {language: plain(localizer(language).deadline(at)) for language in WORDED if language not in ("fr", "pt")} == {
        "de": "10. Oktober 2025, 09:30 Uhr",
        "ar": "10 أكتوبر 2025، الساعة 09:30",
        "zh": "2025年10月10日 09:30",
        "en": "10 October 2025, 09:30",
        "ru": "10 октября 2025 г. в 09:30",
        "es": "10 de octubre de 2025, a las 09:30",
    }


# ── zones ───────────────────────────────────────────────────────────────────────────────────────────────────────────

ZONES = sorted(
    name
    for name in zoneinfo.available_timezones()
    if ("/" in name or name == "UTC") and not name.startswith(("Etc/", "US/", "SystemV/", "posix/", "right/"))
)
MONTHS = [dt.datetime(2026, month, 10, 12, tzinfo=dt.UTC) for month in range(1, 13)] + [
    dt.datetime(2026, 2, 25, 12, tzinfo=dt.UTC)
]  # and Ramadan


@pytest.mark.parametrize(
    "language", [pytest.param(each, marks=() if each in ("ar", "en", "ru", "zh") else pytest.mark.slow) for each in WORDED]
)
def test_the_name_of_every_zone_fits_its_offset(language: str) -> None:
    """In each month of a year: a name of CLDR's belongs to one offset in the world, and what is only the time of a place tells its
    offset beside it; no name is an offset, none says one twice, none is in letters of another script where CLDR has the language's."""
    t, offsets = localizer(language), defaultdict(set)
    for zone in ZONES:
        for at in (month.astimezone(zoneinfo.ZoneInfo(zone)) for month in MONTHS):
            name, _, offset = re.sub(r"[（(](?=UTC)", "|", t.zone(at)).rstrip(")）").partition("|")
            offsets[name.strip()].add((at.utcoffset(), bool(offset)))
            assert not re.search(r"\d|UTC|GMT", name), (zone, name)
            assert offset in ("", f"UTC{at.isoformat()[-6:]}"), (zone, offset)
            assert offset or not at.utcoffset(), (zone, name)
    several = {name: found for name, found in offsets.items() if len(found) > 1}
    assert all(told for found in several.values() for _, told in found), several
    assert {name for name in several if not any(place in name for place in PLACES[language])} == set()


PLACES = {
    "en": ("Casablanca", "El Aaiun", "Famagusta"),
    "fr": ("Casablanca", "Laâyoune", "Famagouste", "Nuuk", "Ittoqqortoormiit"),
    "es": ("Casablanca", "El Aaiún", "Famagusta", "Nuuk", "Ittoqqortoormiit"),
    "ru": ("Касабланка", "Эль-Аюн", "Фамагуста", "Нуук", "Скорсбисунн"),
    "ar": ("الدار البيضاء", "العيون", "فاماغوستا", "غودثاب", "سكورسبيسند"),
    "zh": ("卡萨布兰卡", "阿尤恩", "法马古斯塔", "努克", "斯科列斯比桑德"),
    "de": ("Casablanca", "El Aaiún", "Famagusta", "Nuuk", "Ittoqqortoormiit"),
    "pt": ("Casablanca", "El Aaiún", "Famagusta", "Nuuk", "Ittoqqortoormiit"),
}
"""Where clocks change and CLDR has no names for the two times."""

NAMES = {
    "en": (
        "Irish Standard Time (UTC+01:00)",
        "Greenwich Mean Time",
        "Central European Summer Time (UTC+02:00)",
        "Central European Standard Time (UTC+01:00)",
        "Kazakhstan Time (UTC+05:00)",
        "Nepal Time (UTC+05:45)",
        "Casablanca time (UTC+00:00)",
    ),
    "fr": (
        "heure d’été irlandaise (UTC+01:00)",
        "heure moyenne de Greenwich",
        "heure d’été d’Europe centrale (UTC+02:00)",
        "heure normale d’Europe centrale (UTC+01:00)",
        "heure du Kazakhstan (UTC+05:00)",
        "heure du Népal (UTC+05:45)",
        "heure locale, Casablanca (UTC+00:00)",
    ),
    "es": (
        "hora de verano de Irlanda (UTC+01:00)",
        "hora del meridiano de Greenwich",
        "hora de verano de Europa central (UTC+02:00)",
        "hora estándar de Europa central (UTC+01:00)",
        "hora de Kazajistán (UTC+05:00)",
        "hora de Nepal (UTC+05:45)",
        "hora de Casablanca (UTC+00:00)",
    ),
    "ru": (
        "стандартное время: Ирландия (UTC+01:00)",
        "среднее время по Гринвичу",
        "центральноевропейское летнее время (UTC+02:00)",
        "центральноевропейское время (UTC+01:00)",
        "время: Казахстан (UTC+05:00)",
        "время: Непал (UTC+05:45)",
        "время: Касабланка (UTC+00:00)",
    ),
    "ar": (
        "توقيت أيرلندا الرسمي (UTC+01:00)",
        "توقيت غرينتش",
        "توقيت وسط أوروبا الصيفي (UTC+02:00)",
        "توقيت وسط أوروبا الرسمي (UTC+01:00)",
        "توقيت كازاخستان (UTC+05:00)",
        "توقيت نيبال (UTC+05:45)",
        "توقيت الدار البيضاء (UTC+00:00)",
    ),
    "zh": (
        "爱尔兰标准时间（UTC+01:00）",
        "格林尼治标准时间",
        "中欧夏令时间（UTC+02:00）",
        "中欧标准时间（UTC+01:00）",
        "哈萨克斯坦时间（UTC+05:00）",
        "尼泊尔时间（UTC+05:45）",
        "卡萨布兰卡时间（UTC+00:00）",
    ),
    "de": (
        "Irische Sommerzeit (UTC+01:00)",
        "Mittlere Greenwich-Zeit",
        "Mitteleuropäische Sommerzeit (UTC+02:00)",
        "Mitteleuropäische Zeit (UTC+01:00)",
        "Kasachische Zeit (UTC+05:00)",
        "Nepalesische Zeit (UTC+05:45)",
        "Ortszeit Casablanca (UTC+00:00)",
    ),
    "pt": (
        "horário padrão irlandês (UTC+01:00)",
        "horário do meridiano de Greenwich",
        "horário de verão da Europa Central (UTC+02:00)",
        "horário padrão da Europa Central (UTC+01:00)",
        "horário do Cazaquistão (UTC+05:00)",
        "horário do Nepal (UTC+05:45)",
        "horário local, Casablanca (UTC+00:00)",
    ),
}


@pytest.mark.parametrize("language", WORDED)
def test_names_of_zones(language: str) -> None:
    """Dublin in summer and winter, where the law calls summer time the rule; Geneva; zones without summer time; Ramadan in Morocco."""
    moments = (
        ("Europe/Dublin", 7),
        ("Europe/Dublin", 1),
        ("Europe/Zurich", 7),
        ("Europe/Zurich", 1),
        ("Asia/Almaty", 7),
        ("Asia/Kathmandu", 7),
        ("Africa/Casablanca", 3),
    )
    t = localizer(language)
    assert (
        tuple(plain(t.zone(dt.datetime(2026, month, 2, 12, tzinfo=zoneinfo.ZoneInfo(zone)))) for zone, month in moments) == NAMES[language]
    )


# ── ordinals ────────────────────────────────────────────────────────────────────────────────────────────────────────

ORDINALS = {
    "en": "First session, Second session, Third session, Fifth session, Eleventh session, Twelfth session, "
    "Twentieth session, Twenty-first session, Thirtieth session, One hundredth session, Session 101",
    "fr": "Première session, Deuxième session, Troisième session, Cinquième session, Onzième session, "
    "Douzième session, Vingtième session, Vingt et unième session, Trentième session, Centième session, Session 101",
    "es": "Primera sesión, Segunda sesión, Tercera sesión, Quinta sesión, Undécima sesión, Duodécima "
    "sesión, Vigésima sesión, Vigésima primera sesión, Trigésima sesión, Centésima sesión, 101.ª sesión",
    "ru": "Первая сессия, Вторая сессия, Третья сессия, Пятая сессия, Одиннадцатая сессия, Двенадцатая "
    "сессия, Двадцатая сессия, Двадцать первая сессия, Тридцатая сессия, Сотая сессия, 101-я сессия",
    "ar": "الدورة الأولى, الدورة الثانية, الدورة الثالثة, الدورة الخامسة, الدورة الحادية عشرة, الدورة "
    "الثانية عشرة, الدورة العشرون, الدورة الحادية والعشرون, الدورة الثلاثون, الدورة المائة, الدورة 101",
    "zh": "第一届会议, 第二届会议, 第三届会议, 第五届会议, 第十一届会议, 第十二届会议, 第二十届会议, 第二十一届会议, 第三十届会议, 第一百届会议, "
    "第101届会议",
    "de": "Erste Tagung, Zweite Tagung, Dritte Tagung, Fünfte Tagung, Elfte Tagung, Zwölfte Tagung, "
    "Zwanzigste Tagung, Einundzwanzigste Tagung, Dreißigste Tagung, Hundertste Tagung, 101. Tagung",
    "pt": "Primeira sessão, Segunda sessão, Terceira sessão, Quinta sessão, Décima primeira sessão, Décima "
    "segunda sessão, Vigésima sessão, Vigésima primeira sessão, Trigésima sessão, Centésima sessão, Sessão 101",
}


@pytest.mark.parametrize("language", WORDED)
def test_sessions_are_numbered_in_words(language: str) -> None:
    """In the gender of each language's noun; beyond a hundred in figures."""
    t = localizer(language)
    assert plain(", ".join(t.session_name(number) for number in (1, 2, 3, 5, 11, 12, 20, 21, 30, 100, 101))) == ORDINALS[language]


ENDINGS = {
    "en": r"session$",
    "fr": r"^\w+ière session$|ième session$",
    "es": r"a sesión$",
    "ru": r"(ая|ья) сессия$",
    "ar": r"^الدورة ال\w+( عشرة| وال\w+ون)?$",
    "zh": r"^第[一二三四五六七八九十百]+届会议$",
    "de": r"^\w+te Tagung$",
    "pt": r"a sessão$",
}


@pytest.mark.parametrize("language", WORDED)
def test_the_first_thirty_sessions_have_words(language: str) -> None:
    """All different, none with a figure, each with the ending of its gender."""
    names = [localizer(language).session_name(number) for number in [*range(1, 31), 100]]
    assert len(set(names)) == 31 and [name for name in names if re.search(r"\d|  ", name) or not re.search(ENDINGS[language], name)] == []


def test_where_there_is_no_rule_sessions_have_numbers() -> None:
    """In a language that the rules do not know, and in one whose pattern asks for a gender that they do not have."""
    assert Localizer("en", "en").session_name(5) == "Fifth session"
    assert Localizer("mi", "en").session_name(5) == "Session 5"
    with pytest.raises(KeyError):
        format(Ordinal(21, "ta"))  # Tamil's rules end with 20


def test_words_that_were_kept_need_no_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are the same from the second build on, and for a number that the first did not ask for."""
    monkeypatch.setattr(ordinals, "KEPT", tmp_path)
    ordinals._word.cache_clear(), ordinals._words.cache_clear()
    assert f"{Ordinal(5, 'fr'):feminine}" == "cinquième"
    ordinals._word.cache_clear(), ordinals._words.cache_clear()
    monkeypatch.setattr(ordinals, "_engine", lambda *_: pytest.fail("rules read"))
    assert (f"{Ordinal(5, 'fr'):feminine}", f"{Ordinal(21, 'fr'):feminine}") == ("cinquième", "vingt et unième")


def test_the_conversation_calls_its_sessions_rounds() -> None:
    """The general catalogue says сессия, this site's own words раунд, whose ordinals are masculine."""
    own = Localizer("ru", "en", catalogues=SITE / "overrides" / "locales")
    assert own.session_name(5) == "Пятый раунд"
    general = catalogue("ru")
    assert [text for text in general.values() if "раунд" in text.lower()] == []
    left = {
        word: text
        for word, text in general.items()
        if "сесси" in text.lower() and "обмену" not in text and word not in catalogue("ru", SITE / "overrides" / "locales")
    }
    assert left == {}


# ── distances and chips ─────────────────────────────────────────────────────────────────────────────────────────────


def test_distances_are_said_as_they_stand_alone() -> None:
    """Chinese says what is left, Arabic "after", with the number inside the words for one and two."""
    said = {
        language: {
            unit: {form: plain(text) for form, text in forms.items()} for unit, forms in localizer(language).relative_times().items()
        }
        for language in ("ar", "zh")
    }
    assert said["zh"] == {"day": {"other": "还有{n}天"}, "hour": {"other": "还有{n}小时"}, "minute": {"other": "还有{n}分钟"}}
    assert said["ar"]["day"] == {
        "other": "بعد {n} يوم",
        "many": "بعد {n} يوماً",
        "few": "بعد {n} أيام",
        "two": "بعد يومين",
        "one": "بعد يوم",
    }
    assert said["ar"]["hour"]["one"] == "بعد ساعة"


SENTENCES = {
    "Due {when}": {
        "en": "Due in 15 days",
        "fr": "Échéance dans 15 jours",
        "es": "Vence dentro de 15 días",
        "ru": "Срок истекает через 15 дней",
        "ar": "يحل الموعد النهائي بعد 15 يوماً",
        "zh": "还有15天截止",
        "de": "Frist endet in 15 Tagen",
        "pt": "O prazo termina daqui a 15 dias",
    },
    "Registration closes {when}": {
        "en": "Registration closes in 15 days",
        "fr": "Clôture des inscriptions dans 15 jours",
        "es": "La inscripción se cierra dentro de 15 días",
        "ru": "Регистрация закрывается через 15 дней",
        "ar": "يُغلق باب التسجيل بعد 15 يوماً",
        "zh": "还有15天截止注册",
        "de": "Anmeldeschluss in 15 Tagen",
        "pt": "As inscrições terminam daqui a 15 dias",
    },
    "Begins {when}": {
        "en": "Begins in 15 days",
        "fr": "Début dans 15 jours",
        "es": "Comienza dentro de 15 días",
        "ru": "Начало через 15 дней",
        "ar": "الافتتاح بعد 15 يوماً",
        "zh": "还有15天开幕",
        "de": "Beginn in 15 Tagen",
        "pt": "Começa daqui a 15 dias",
    },
}


@pytest.mark.parametrize("language", WORDED)
@pytest.mark.parametrize("pattern", SENTENCES)
def test_chips_with_a_distance_read_well(pattern: str, language: str) -> None:
    """As whole sentences of their own."""
    t = localizer(language)
    forms = t.relative_times()["day"]
    when = forms.get(t.locale.plural_form(15), forms["other"]).replace("{n}", "15")
    assert plain(t.gettext(pattern).replace("{when}", when)) == SENTENCES[pattern][language]


CHIPS = (
    "Due {when}",
    "Deadline passed",
    "Registration open",
    "Registration closed",
    "Registration opens {when}",
    "Registration closes {when}",
    "Begins {when}",
    "Resumes {when}",
    "Live now",
    "In recess",
    "This session has ended",
    "Session postponed",
    "Session cancelled",
)


@pytest.mark.parametrize("language", ("en", "fr", "es", "ru", "de", "pt"))
def test_chips_begin_with_a_capital(language: str) -> None:
    """They stand alone."""
    assert [text for text in map(localizer(language).gettext, CHIPS) if not text[0].isupper()] == []


@pytest.mark.parametrize(
    ("language", "both", "each"),
    [
        ("en", "{} on both days", "{} each day"),
        ("zh", "每日{}", "每日{}"),
        ("ru", "{} в оба дня", "{} ежедневно"),
        ("ar", "{} في كلا اليومين", "{} يومياً"),
    ],
)
def test_hours_of_several_days_stand_where_the_language_puts_them(tmp_path: Path, language: str, both: str, each: str) -> None:
    """In Chinese behind the word for each day."""
    for last, wanted in ((6, both), (7, each)):
        path = tmp_path / "session.yml"
        path.write_text(HOURS.format(last=last), encoding="utf-8")
        page = rendered(load(path).session, ["en", language]).pages["index.html" if language == "en" else f"{language}/index.html"]
        shown = re.sub("<[^>]*>", "", re.search(r'<p class="hours">(.*?)<span class="zone">', page, re.DOTALL)[1]).strip()
        assert plain(shown) == wanted.format("10:00–18:00")


def test_what_is_said_of_any_item_agrees_with_it() -> None:
    """An item of the agenda may be a panel, which is feminine in Arabic, or a lecture: the word brings a noun of its own."""
    assert [localizer("ar").gettext(word) for word in ("Cancelled", "Moved", "Cancelled: %(title)s")] == [
        "بند ملغى",
        "بند منقول",
        "إلغاء: %(title)s",
    ]


# ── names of languages ──────────────────────────────────────────────────────────────────────────────────────────────


def test_the_official_text_is_named_in_a_whole_sentence() -> None:
    """Russian declines the names of languages, Chinese has another word for what is written."""
    said = {}
    for language in TRANSLATED:
        t = localizer(language)
        said[language] = [
            t.gettext("Only the text in %(languages)s is official.") % {"languages": t.written_language_names(codes)}
            for codes in (["en"], ["en", "fr"])
        ]
    assert said == {
        "ar": ["لا يُعد رسمياً سوى النص الصادر بالإنجليزية.", "لا يُعد رسمياً سوى النص الصادر بالإنجليزية والفرنسية."],
        "zh": ["仅英文文本为正式文本。", "仅英文和法文文本为正式文本。"],
        "fr": ["Seul le texte en anglais fait foi.", "Seul le texte en anglais et français fait foi."],
        "ru": [
            "Официальным является только текст на английском языке.",
            "Официальным является только текст на английском и французском языках.",
        ],
        "es": ["Solo el texto en inglés es oficial.", "Solo el texto en inglés y francés es oficial."],
        "de": ["Maßgeblich ist nur der Text auf Englisch.", "Maßgeblich ist nur der Text auf Englisch und Französisch."],
        "pt": ["Apenas o texto em inglês é oficial.", "Apenas o texto em inglês e francês é oficial."],
    }
    assert localizer("ru").written_language_names(["hi", "de"]) == "языке хинди и немецком языке"


OFFICIAL = {
    "ar": "النص الرسمي: الإنجليزية",
    "zh": "正式文本：英文",
    "fr": "Texte officiel : anglais",
    "ru": "Официальный текст: английский",
    "es": "Texto oficial: inglés",
}


@pytest.mark.parametrize("language", OFFICIAL)
def test_the_notice_names_the_official_text(twelfth: Built, language: str) -> None:
    """In the page's own language."""
    assert all(OFFICIAL[language] in plain(page.text) for page in twelfth.of(language))


# ── blanks, marks, order ────────────────────────────────────────────────────────────────────────────────────────────

BLANKS = [
    ("en", "See C. 9284, p. 5, on 28 October, 50 % of 78 States – all.", "See C._9284, p._5, on 28_October, 50_% of 78_States_– all."),
    ("en", "One / other / third, and 1/2", "One_/ other_/ third, and 1/2"),
    ("fr", " / ", "_/ "),
    ("en", "Mr. J. S. Bach at 10:00 in 2025 on level 2.2 of it", "Mr._J._S._Bach at 10:00 in 2025 on level 2.2 of it"),
    (
        "fr",
        "Qui ? « Lui » : oui ; non ! À 18 h 30 le 28 octobre, n° 5, Mme X, https://e.org/a:b",
        "Qui~? «_Lui_»_: oui~; non~! À 18_h_30 le 28_octobre, n°_5, Mme_X, https://e.org/a:b",
    ),
    ("ru", "Е. П. г-жа Орлова — в 2022 г. и 5 дней, № 5, «и так» с А. С.", "Е._П._г-жа_Орлова_— в_2022_г. и_5_дней, №_5, «и_так» с_А._С."),
    ("es", "La Sra. Rivera: 28 de octubre, núm. 5", "La Sra._Rivera: 28_de octubre, núm._5"),
    (
        "de",
        "Am 28. Oktober 2025, 18:00 Uhr, z. B. Nr. 5, Frau Dr. X (Raum B) – die 12. Tagung, Suche läuft …",
        "Am 28._Oktober 2025, 18:00_Uhr, z._B._Nr._5, Frau_Dr._X (Raum B)_– die 12._Tagung, Suche läuft_…",
    ),
    (
        "pt",
        "A 12.ª sessão, em 28 de outubro, às 18h30, n.º 5: o Sr. Lima e a Sra. D. Ana",
        "A 12.ª_sessão, em 28_de outubro, às 18h30, n.º_5: o Sr._Lima e a Sra._D._Ana",
    ),
    ("ar", "بعد 33 يوماً، 28 و29 أكتوبر", "بعد 33_يوماً، 28_و29_أكتوبر"),
    ("zh", "第12届会议，2025年10月28日", "第12届会议，2025年10月28日"),
]


@pytest.mark.parametrize(
    ("language", "typed", "set_"), BLANKS, ids=[f"{language}-{number}" for number, (language, *_) in enumerate(BLANKS)]
)
def test_the_typographer_sets_blanks_that_do_not_break(language: str, typed: str, set_: str) -> None:
    """And changes nothing else; set twice, a text stays as it is."""
    found = typeset(typed, language)
    assert found.replace("\u00a0", "_").replace("\u202f", "~") == set_
    assert plain(found) == typed and typeset(found, language) == found


def test_editors_and_translators_type_plain_blanks() -> None:
    """Neither catalogues nor the data file have others, so that nobody has to see the difference."""
    for path in [
        *GENERAL.glob("*.po"),
        *(SITE / "overrides" / "locales").glob("*.po"),
        *DATA.rglob("*.yml"),
    ]:
        assert not re.search("[\u00a0\u202f\u2009]", path.read_text(encoding="utf-8")), path


def test_texts_of_the_data_are_typeset_in_their_own_language(full: Built) -> None:
    """French ones on French pages, English ones that stand in for a missing translation as English ones."""
    agenda = full.pages["fr/agenda/index.html"].source
    assert "Qui sait\u202f?" not in agenda and "À qui est la voix\u202f?" in agenda and "Table ronde 1\u00a0:" in agenda
    assert "Who speaks for those who can no longer be asked?" in agenda


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_chinese_has_full_width_marks_and_others_have_none(full: Built, language: str) -> None:
    """No blank after a full-width mark, and no half-width mark between two Chinese letters."""
    for page in full.of(language):
        texts = list(page.tree.find("body").find("main").itertext())
        text = "".join(texts)
        if language == "zh":
            assert [each for each in texts if re.search(r"[，。：；！？、（] +\S|[一-鿿][,;:?!][一-鿿]", each)] == [], page.path
            assert not re.search(r"[，：、（] +\w", text), page.path
        else:
            assert not re.search("[，。：；！？（）／]", re.sub(r"[一-鿿]+", "", text)), page.path


def test_arabic_has_one_spelling_of_tanwin() -> None:
    """The mark stands on the alif, as most of the United Nations' texts have it, never on the letter before it."""
    texts = [path.read_text(encoding="utf-8") for path in (GENERAL / "ar.po", SITE / "overrides" / "locales" / "ar.po", SESSION12)]
    texts.append(str(localizer("ar").relative_times()))
    assert not any("\u064b\u0627" in text for text in texts)


def test_venues_and_people_in_the_order_of_the_language() -> None:
    """A Chinese city comes before the building, an honorific after the name."""
    venue = Venue.model_validate(
        {
            "name": {"en": "Headquarters", "ar": "المقر", "zh": "总部", "fr": "Siège"},
            "city": {"en": "Geneva", "ar": "جنيف", "zh": "日内瓦", "fr": "Genève"},
        }
    )
    assert {language: str(localizer(language).venue_name(venue)) for language in ("en", "ar", "zh", "fr", "ru")} == {
        "en": "Headquarters, Geneva",
        "ar": "المقر في جنيف",
        "zh": "日内瓦总部",
        "fr": "Siège, Genève",
        "ru": '<span lang="en" dir="ltr" data-fallback>Headquarters</span>, <span lang="en" dir="ltr" data-fallback>Geneva</span>',
    }
    person = Person.model_validate({"name": {"en": "Wang Haoran", "zh": "王浩然"}, "honorific": {"en": "Mr.", "zh": "先生"}})
    assert (str(localizer("zh").person(person)), str(localizer("en").person(person))) == (
        "<bdi>王浩然先生</bdi>",
        "<bdi>Mr.\u00a0Wang Haoran</bdi>",
    )


# ── labels and values ───────────────────────────────────────────────────────────────────────────────────────────────

WITHIN_WORDS = {"a", "abbr", "b", "bdi", "code", "del", "em", "i", "s", "span", "strong", "sub", "sup", "time"}


def pieces(element) -> Iterator[str | None]:
    """The texts of an element in order, and None where one thing ends and another begins."""
    if element.tag in ("script", "style", "template"):
        return
    edge = element.tag not in WITHIN_WORDS or "label" in (element.get("class") or "").split()
    yield from [None] if edge else []
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from pieces(child)
        yield child.tail or ""
    yield from [None] if edge else []


def touching(page: PageText) -> list[str]:
    """Where a letter or figure of one thing and one of the next have nothing between them: search and copying read one word."""
    found, before, edge = [], "", False
    for text in pieces(page.tree.find("body")):
        if text is None:
            edge = True
        elif text:
            if edge and before[-1:].isalnum() and text[0].isalnum():
                found.append(f"{before[-20:]}|{text[:20]}")
            before, edge = text, False
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("site", ["twelfth", "full"], indirect=True)
def test_no_label_and_value_touch(site: Built, language: str) -> None:
    """On no page: there is a blank or a colon between them, for those who do not see the layout."""
    assert {page.path.parent.name: found for page in site.of(language) if (found := touching(page))} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_within_a_line_end_with_a_colon(full: Built, language: str) -> None:
    """As each language writes it; a label that is a line or a term of its own needs none."""
    colon = full.localizer(language).gettext(": ").strip()
    for page in full.of(language):
        for element in page.tree.find("body").iter("span"):
            if "label" in (element.get("class") or "").split():
                assert "".join(element.itertext()).strip().endswith(colon), (page.path, "".join(element.itertext()))


def test_a_kind_is_not_said_twice(full: Built) -> None:
    """An item whose title names its kind has no label that repeats it, in no language; others have one."""
    for language in LANGUAGES:
        page = full.pages[f"{'' if language == 'en' else language + '/'}agenda/index.html"]
        kinds = {
            element.get("id"): [one for one in element.iter("span") if one.get("class") == "kind"] for element in page.tree.iter("article")
        }
        assert not kinds["opening"] and not kinds["panel-voices"] and kinds["keynote"], language


def test_days_in_large_type_are_kept_whole() -> None:
    """Chinese and Japanese ones, with what joins them; others have their blanks."""
    first, last = dt.date(2027, 10, 30), dt.date(2027, 11, 1)
    written = {language: Localizer(language, "en").dates_in_large_type(first, last) for language in ("ja", "zh", "ko", "en")}
    assert written["ja"] == "<span>2027年10月30日～</span><span>11月1日</span>"
    assert written["zh"] == "<span>2027年10月30日至</span><span>11月1日</span>"
    assert "<" not in written["ko"] + written["en"]
