"""The smallest things a session is made of: texts, addresses, dates and times, each checked as it is read.

Every `ValueError` here is a sentence for an editor: what is wrong; what to do. source/ puts the position and the data path before it.
"""

from __future__ import annotations

import datetime as dt
import html
import re
import unicodedata
import zoneinfo
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, ClassVar, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, PlainValidator, RootModel, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from microsite.model import languages, letters, notations

ALL_LANGUAGES = ""
"""The key of a text or an address that is written once, not by language."""

WHOLE_LINK = r"https?://|mailto:|tel:"
"""How a link in a text begins; others are shown as they were typed, since a text stands on several pages."""

_MAIL_PART = r"[^@\s<>,;:\"()\[\]\\?&#%]+"
MAIL_ADDRESS = re.compile(rf"{_MAIL_PART}@{_MAIL_PART}\.(?:[^\W\d_]{{2,}}|xn--[a-z0-9-]+)", re.IGNORECASE)
"""A mail address, in any script."""

CHARACTER_REFERENCE = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);?")
"""A character by its number or name in HTML, which Markdown shows as the character: `&#x202E;`, `&nbsp;`."""


def refuse(message: str) -> PydanticCustomError:
    """An error whose words reach the editor as they are (pydantic puts "Value error, " before a ValueError's)."""
    return PydanticCustomError("words", "{words}", {"words": message})


Where = tuple[str | int, ...]
"""A data path: the keys and, in lists, the indices that lead to a value from the top, such as ("agenda", "days", 0, "end")."""


def dotted(where: Where) -> str:
    """A data path as messages write it: `agenda.days[0].end`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in where).lstrip(".")


def text(value: Any) -> str:
    if not isinstance(value, str):
        raise refuse("should be a text; write it on one line, or after a `>-` on the lines below")
    if not value.strip():
        raise refuse("is empty; fill it in, or delete the line")
    if found := letters.INVISIBLE.search(value):
        raise refuse(f"has an invisible character in it ({letters.describe(found[0])}); delete it and type the text around it again")
    if letters.shows_nothing(value):
        raise refuse(f"shows nothing: it has only characters such as {letters.describe(value.strip()[0])}; fill it in, or delete the line")
    return value.strip()


def prose(value: Any) -> str:
    """A text in Markdown, where a reference to a character is as good as the character."""
    given = text(value)
    if "&" not in given:
        return given
    for reference in CHARACTER_REFERENCE.finditer(given):
        if found := letters.INVISIBLE.search(html.unescape(reference[0])):
            raise refuse(f"has “{reference[0]}” in it, an invisible character ({letters.describe(found[0])}); delete it")
    if letters.shows_nothing(html.unescape(given)):
        raise refuse(f"shows nothing: it has only “{excerpt(given)}”; fill it in, or delete the line")
    return given


def line(value: Any) -> str:
    given = text(value)
    if "\n" in given:
        raise refuse("goes over several lines; a title, name or label is one line")
    return given


def typed(value: Any, *, ascii_only: bool = False) -> str:
    """A line that programs read character by character: an address, a number, an id. Each character must be the one it seems to be.

    `ascii_only`: what it is has only characters of ASCII, so that a message can suggest a hyphen for a dash.
    """
    given = value.strip() if isinstance(value, str) else ""
    if given.isascii():
        return line(value)
    if "\ufffd" in given:
        raise refuse("has a � in it, where a character was lost; copy it again from where it came from")
    wrong, meant = next(letters.odd(given, ascii_only=ascii_only), None), letters.plain(given, ascii_only=ascii_only).strip()
    if wrong and meant and "\n" not in given:
        seen = f"“{wrong}”" if letters.is_visible(wrong) else "an invisible character"
        raise refuse(f"has {seen} ({letters.describe(wrong)}) in it, where a plain one is needed; write `{meant}`")
    return line(value)


def language(value: Any) -> str:
    if value == ALL_LANGUAGES:
        return ALL_LANGUAGES
    if not isinstance(value, str) or not languages.exists(value):
        better = languages.suggested_code(letters.plain(value, ascii_only=True)) if isinstance(value, str) else None
        advice = f"`{better}`" if better else "one such as ar, fr, pt-BR, or ils for International Sign"
        raise refuse(f"“{excerpt(value)}” is not a language code; write {advice}")
    return value


def channel_language(value: Any) -> str:
    return value if value == "floor" else language(value)


def address(value: Any) -> str:
    given = typed(value)
    if found := re.fullmatch(r"<(https?://[^\s<>]+)>|\[[^\]]*\]\((https?://[^\s()]+)\)", given):
        raise refuse(f"“{excerpt(given)}” has more than the address; write `{found[1] or found[2]}`")
    if re.search(r"\s", given):
        raise refuse("has a space in it; an address has none (an underscore is often lost there)")
    if "®" in given or "©" in given:
        raise refuse("has a ® or © in it, where a program took “&reg” or “&copy” for one; write the letters back")
    try:
        parts = urlsplit(given)
        parts.port  # noqa: B018 - asking for it is what checks it
    except ValueError:
        raise refuse("is not a web address; copy it again from the browser's address line") from None
    if "@" in given and not parts.netloc:
        raise refuse("is a mail address; put it under `email`, or give the address of a page, beginning with https://")
    if re.fullmatch(r"([\w-]+\.)+[^\W\d_]{2,}(/.*)?", given):
        raise refuse(f"“{excerpt(given)}” is not a whole web address; write `https://{given}`")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise refuse("is not a web address; write it whole, beginning with https://")
    if not re.fullmatch(
        r"localhost|[\d.]+|\[[0-9a-f:.]+\]|([^\s.,;]+\.)+[^\s.,;\d]{2,}\.?",
        parts.netloc.rpartition("@")[2].removesuffix(f":{parts.port}").lower(),
    ) or not in_ascii(parts.hostname):
        raise refuse(
            f"is not a web address: “{excerpt(parts.netloc)}” is not the name of a server; copy it again from the browser's address line"
        )
    if re.search(r"\.isp\b", parts.path):
        raise refuse("has “.isp” in it, where a scanner misread “.jsp”; copy the address again")
    if re.search(r'[<>"{}|\\^`]', given):
        raise refuse("has a character that an address cannot hold; copy it again from the browser's address line")
    if parts.username or parts.password:
        raise refuse("has a user's name or password in it; a public page must not show them")
    return given


def file_or_address(value: Any) -> str:
    given = line(value)
    if "://" in given:
        return address(given)
    return _path_in_docs(given, "neither a web address nor", "write https://…, or for instance files/agenda.pdf")


PICTURE_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".avif")


def picture_file(value: Any) -> str:
    given = line(value)
    if re.match("(?:[a-z]+:)?//|data:", given, re.IGNORECASE):
        raise refuse(
            "is a picture elsewhere, which readers would load from there; if you may show it, save it into docs/, and write its path, "
            "for instance people/kim.jpg"
        )
    path = _path_in_docs(given, "not", "write for instance people/kim.jpg")
    if path.lower().endswith(".svg"):
        raise refuse(f"“{excerpt(path)}” is a drawing, and pictures are needed here; save it as a PNG of 1,600 pixels, and write that")
    if not path.lower().endswith(PICTURE_SUFFIXES):
        raise refuse(f"“{excerpt(path)}” is not the name of a picture for the web; save it as JPEG or PNG, and write that")
    return path


def _path_in_docs(given: str, instead_of: str, advice: str) -> str:
    """A path as seen from docs/; `instead_of` and `advice` are for the message about what is none."""
    if found := re.fullmatch(r"[./\\]*docs[/\\](.+)", given):
        path = found[1].replace("\\", "/")
        raise refuse(f"“{excerpt(given)}” begins with the folder, and files are sought in docs/ anyway; write `{path}`")
    path = re.sub(r"^(?:\./|/)+", "", given.replace("\\", "/"))
    if not path or re.match(r"~|[A-Za-z]:", path) or ".." in path.split("/"):
        raise refuse(f"is {instead_of} the path of a file in docs/; {advice}")
    if found := re.search(r"[\s:?#]", path):
        sign = "a space" if found[0].isspace() else f"“{found[0]}”"
        better = re.sub(r"[\s:?#]+-*", "-", path).replace("-.", ".").strip("-")
        raise refuse(f"“{excerpt(given)}” has {sign} in it, which breaks an address; name the file `{better}`, and write that here")
    if path != given:
        raise refuse(f"“{excerpt(given)}” is not the path of a file as seen from docs/; write `{path}`")
    return given


def email(value: Any) -> str:
    given = typed(value)
    bare = re.sub(r"^mailto:|\?.*$|[<>]", "", re.sub(r"^.*<(?=[^<>]+>$)", "", given), flags=re.IGNORECASE)
    if not MAIL_ADDRESS.fullmatch(given):
        if given.count("@") > 1:
            raise refuse(f"“{excerpt(given)}” is more than one mail address; keep one")
        raise refuse(
            f"“{excerpt(given)}” is more than a mail address; write `{bare}`"
            if bare != given and MAIL_ADDRESS.fullmatch(bare)
            else "is not a mail address; write one such as name@example.org"
        )
    return given


def date(value: Any) -> dt.date:
    found = re.fullmatch(r"(?:([A-Za-z]+),? )?(\d{4}-\d\d-\d\d)", value.strip(), re.ASCII) if isinstance(value, str) else None
    if found:
        try:
            day = dt.date.fromisoformat(found[2])
        except ValueError:
            raise refuse(f"“{value}” is not in the calendar; correct the month or the day") from None
        if not notations.FIRST_YEAR <= day.year <= notations.LAST_YEAR:
            raise refuse(f"“{value}” is in the year {day.year}; correct the year")
        if found[1] and not (len(found[1]) >= 3 and f"{day:%A}".lower().startswith(found[1].lower())):
            raise refuse(f"“{value}” names the wrong weekday: {day} is a {f'{day:%A}'}; correct one of the two")
        return day
    meant = notations.date(letters.plain(value)) if isinstance(value, str) else None
    raise refuse(f"“{excerpt(value)}” is not a date; write {f'`{meant}`' if meant else 'year-month-day, for instance 2025-10-28'}")


def clock(value: Any) -> dt.time:
    found = re.fullmatch(r"(\d\d?):(\d\d)", value.strip(), re.ASCII) if isinstance(value, str) else None
    if found and found[0] == "24:00":
        raise refuse("is the first minute of the next day; write 00:00, and put a sitting that begins then under the next day")
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise refuse(_not_a_clock(value))
    return dt.time(int(found[1]), int(found[2]))


def _not_a_clock(value: Any) -> str:
    """What is wrong with a time of day, and how it is written here."""
    given = letters.plain(value).strip() if isinstance(value, str) else ""
    if hours := notations.hours(given):
        return f"“{given}” is two times; write `{hours[0]:%H:%M}`, and {hours[1]:%H:%M} after `end`"
    zoned = re.fullmatch(r"(\d\d?:\d\d)\s+([A-Z]{3,4})", given)
    if zoned and (meant := notations.clock(zoned[1])):
        return (
            f"“{given}” says “{zoned[2]}”, and all times are those of `zone`; write the time there: `{meant:%H:%M}` if it is that already"
        )
    meant = notations.clock(given.rstrip(" ,;."))
    advice = f"`{meant:%H:%M}`" if meant else "hours and minutes, for instance 09:30 or 14:00"
    return f"“{excerpt(value)}” is not a time of day; write {advice}"


DEADLINE_ELSEWHERE = "deadline_elsewhere"
"""The type of the error about a deadline in another zone than the session's, which is not known here: see source/messages.py."""


def deadline(value: Any) -> dt.date | dt.datetime:
    """A date (until the end of that day) or a local date and time, without zone: the session's holds."""
    found = re.fullmatch(r"(.*\d{4}-\d\d-\d\d)(?:T|,? +)(\S+)", value.strip()) if isinstance(value, str) else None
    if found and re.fullmatch(r"\d\d?:\d\d", found[2], re.ASCII):
        if found[2] == "24:00":
            raise refuse("is the first minute of the next day; write the date alone, which means the end of that day")
        return dt.datetime.combine(date(found[1]), clock(found[2]))
    if isinstance(value, str) and (meant := _deadline_written_otherwise(letters.plain(value))):
        day, time, rest = meant
        if rest:
            context = {"day": day, "time": time, "zone": rest, "value": value}
            raise PydanticCustomError(DEADLINE_ELSEWHERE, "names a zone", context)
        raise refuse(f"“{excerpt(value)}” is not a date and a time; write `{day} {time:%H:%M}`")
    return date(value)


_TIME = r"noon|\d{1,2}(?:[:：.hH]\d{2})?(?::\d{2})?(?:\s*(?:[ap]\.?\s?m\b\.?|h\b|hrs?\b|uhr\b))?"


def _deadline_written_otherwise(value: str) -> tuple[dt.date, dt.time, str] | None:
    """The day, the time and what follows it, of a deadline such as 10 October 2025, 6 p.m. CET."""
    found = re.fullmatch(rf"(.*?\d)(?:T|,? at |,? +)({_TIME})\s*(.*)", value.strip(), re.ASCII | re.IGNORECASE)
    if not found and (turned := re.fullmatch(rf"({_TIME}),? (?:on )?(.*\d{{4}}|\d{{4}}.*\d)", value.strip(), re.ASCII | re.IGNORECASE)):
        return _deadline_written_otherwise(f"{turned[2]} {turned[1]}")
    if not found:
        return None
    try:
        day: dt.date | None = date(found[1])
    except PydanticCustomError:
        day = notations.date(found[1])
    time = notations.clock(found[2])
    return (day, time, found[3].strip()) if day and time else None


def offset(value: Any) -> dt.timedelta:
    """How far into a recording something begins: minutes:seconds or hours:minutes:seconds."""
    found = re.fullmatch(r"(?:(\d{1,3}):([0-5]\d)|(\d{1,3})):([0-5]\d)", value, re.ASCII) if isinstance(value, str) else None
    if not found:
        raise refuse(
            f"“{excerpt(value)}” is not a place in a recording; write minutes:seconds or hours:minutes:seconds, for instance 1:02:30"
        )
    return dt.timedelta(hours=int(found[1] or 0), minutes=int(found[2] or found[3]), seconds=int(found[4]))


def zone(value: Any) -> str:
    name = line(value)
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        city = name.replace(" ", "_").casefold()
        known = sorted(
            each for each in zoneinfo.available_timezones() if each.casefold().endswith(f"/{city}") and not each.startswith("Etc/")
        )
        advice = f"`{known[0]}`" if known else "its place, for instance Europe/Zurich"
        raise refuse(f"“{name}” is not a time zone; write {advice}") from None
    if "/" not in name and name != "UTC":
        raise refuse(f"“{name}” does not follow the clocks of a place; write its place, for instance Europe/Zurich")
    return name


def in_ascii(server: str) -> str | None:
    """The name of a server as it is sent (IDNA): xn--espaa-rta.example for españa.example; None where it can be no name."""
    try:
        return server.encode("idna").decode()
    except UnicodeError:
        return None


def host(value: Any) -> str:
    name = typed(value).lower().removesuffix("/")
    if not re.fullmatch(r"(?=.{4,253}$)([^\W_]([^\W_]|-)*\.)+([^\W\d_]{2,}|xn--[a-z0-9-]+)(:\d{2,5})?", name) or not in_ascii(name):
        raise refuse(f"“{excerpt(name)}” is not the name of a server; write only the name, for instance video.example.org")
    return name


IN_YOUTUBE_ADDRESS = r"(?:youtu\.be/|youtube(?:-nocookie)?\.com/(?:watch\?(?:.*&)?v=|embed/|live/|shorts/))([\w-]{11})(?!\w)"
IN_VIMEO_ADDRESS = r"vimeo\.com/(?:.*/)?(\d{4,12}(?:/[0-9a-f]{8,})?)(?![\w/])"


def video_id(pattern: str, example: str, in_address: str = "(?!)") -> Any:
    """A checker of a service's own names of videos; `in_address` is a pattern of its addresses, with the name as its group."""

    def check(value: Any) -> str:
        name = typed(value, ascii_only=True)
        if not re.fullmatch(pattern, name, re.ASCII):
            if "/" in name and (found := re.search(in_address, name)):
                raise refuse(f"“{excerpt(name)}” is the address of a video, and its id alone is written here; write `{found[1]}`")
            raise refuse(f"“{excerpt(name)}” is not the id of a video there; write only the id, for instance {example}")
        return name

    return check


def whole_number(value: Any) -> int:
    given = typed(value, ascii_only=True) if isinstance(value, str) else ""
    if not re.fullmatch(r"\d{1,9}", given, re.ASCII):
        raise refuse(f"“{excerpt(value)}” is not a whole number; write digits, for instance 12")
    return int(given)


def degrees(most: int, example: str) -> Any:
    """A checker of a latitude or a longitude: degrees with decimals, those of the south and the west below zero."""

    def check(value: Any) -> float:
        given = typed(value, ascii_only=True) if isinstance(value, str) else ""
        if not re.fullmatch(r"[+-]?\d{1,3}(\.\d+)?", given, re.ASCII):
            meant = given.replace(",", ".") if re.fullmatch(r"[+-]?\d{1,3},\d+", given, re.ASCII) else ""
            advice = f"`{meant}`" if meant else f"them with decimals, and a minus for the south and the west, for instance {example}"
            raise refuse(f"“{excerpt(value)}” is not a number of degrees; write {advice}")
        if abs(float(given)) > most:
            raise refuse(f"is {given}, and there are no more than {most} degrees; correct it, or swap latitude and longitude")
        return float(given)

    return check


def amount(value: Any) -> Decimal:
    given = typed(value, ascii_only=True) if isinstance(value, str) else ""
    if not re.fullmatch(r"\d{1,9}(\.\d{1,3})?", given, re.ASCII):
        bare = re.sub(r"[^\d.]", "", given.replace(",", "" if re.search(r",\d{3}\b", given) else "."))
        meant = bare if re.fullmatch(r"\d{1,9}(\.\d{1,3})?", bare) else "250"
        raise refuse(f"“{excerpt(value)}” is not an amount; write the number alone, `{meant}`, and the currency after `currency`")
    return Decimal(given)


def currency(value: Any) -> str:
    given = typed(value, ascii_only=True)
    if not re.fullmatch("[A-Z]{3}", given):
        meant = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}.get(given, given.upper() if re.fullmatch("[A-Za-z]{3}", given) else "")
        raise refuse(
            f"“{excerpt(given)}” is not the code of a currency; write {f'`{meant}`' if meant else 'three letters, for instance CHF'}"
        )
    return given


latitude, longitude = degrees(90, "35.0116"), degrees(180, "135.7681")


def phone(value: Any) -> str:
    given = typed(value, ascii_only=True)
    if not re.fullmatch(r"\+?\d[\d ()./-]{3,30}", given, re.ASCII):
        raise refuse(f"“{excerpt(given)}” is not a telephone number; write it with the country's code, for instance +41 22 338 9111")
    return given


ID_PATTERN = "^[a-z0-9]+(-[a-z0-9]+)*$"


def slug(name: str) -> str:
    """A short name for something with a name; empty where it has no Latin letters or digits."""
    plain = unicodedata.normalize("NFKD", letters.plain(name, ascii_only=True)).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")


def identifier(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(ID_PATTERN, value):
        meant = slug(value) if isinstance(value, str) else ""
        advice = f"write `{meant}`" if meant else "use small Latin letters, digits and hyphens, for instance panel-2"
        raise refuse(f"“{excerpt(value)}” can't be part of a web address; {advice}")
    return value


def excerpt(value: Any) -> str:
    """A value as a message quotes it: on one line, and not longer than it helps."""
    if not isinstance(value, str):
        return "…"
    value = " ".join(value.split())
    return value if len(value) <= 60 else f"{value[:57]}…"


def _schema(kind: str, **more: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": kind, **more})


Line = Annotated[str, PlainValidator(line), _schema("string")]
Amount = Annotated[Decimal, PlainValidator(amount), _schema("number", minimum=0)]
Currency = Annotated[str, PlainValidator(currency), _schema("string", pattern="^[A-Z]{3}$")]
Language = Annotated[str, AfterValidator(language), _schema("string", pattern=f"^{languages.CODE.pattern}$")]
ChannelLanguage = Annotated[str, PlainValidator(channel_language), _schema("string", examples=["floor", "en"])]
Email = Annotated[str, PlainValidator(email), _schema("string", format="email")]
Date = Annotated[dt.date, PlainValidator(date), _schema("string", format="date")]
Clock = Annotated[dt.time, PlainValidator(clock), _schema("string", pattern=r"^\d\d?:\d\d$", examples=["10:00"])]
Deadline = Annotated[dt.date | dt.datetime, PlainValidator(deadline), _schema("string", pattern=r"^\d{4}-\d\d-\d\d((T|,? +)\d\d?:\d\d)?$")]
Offset = Annotated[dt.timedelta, PlainValidator(offset), _schema("string", pattern=r"^(\d+:)?\d?\d:\d\d$")]
Zone = Annotated[str, PlainValidator(zone), _schema("string", examples=["Europe/Zurich"])]
Host = Annotated[str, PlainValidator(host), _schema("string", examples=["video.example.org"])]
WholeNumber = Annotated[int, BeforeValidator(whole_number), _schema("integer")]
Latitude = Annotated[float, PlainValidator(latitude), _schema("number", minimum=-90, maximum=90)]
Longitude = Annotated[float, PlainValidator(longitude), _schema("number", minimum=-180, maximum=180)]
Phone = Annotated[str, PlainValidator(phone), _schema("string", examples=["+41 22 338 9111"])]
YouTubeId = Annotated[
    str,
    PlainValidator(video_id(r"[\w-]{11}", "dQw4w9WgXcQ", IN_YOUTUBE_ADDRESS)),
    _schema("string", pattern=r"^[\w-]{11}$"),
]
VimeoId = Annotated[str, PlainValidator(video_id(r"\d{4,12}(/[0-9a-f]+)?", "76979871", IN_VIMEO_ADDRESS)), _schema("string")]
VideoId = Annotated[str, PlainValidator(video_id(r"[\w-]{2,40}", "0_ab12cd34")), _schema("string", pattern=r"^[\w-]{2,40}$")]
PictureFile = Annotated[str, PlainValidator(picture_file), _schema("string", examples=["people/kim.jpg"])]
Id = Annotated[str, PlainValidator(identifier), _schema("string", pattern=ID_PATTERN)]


Words = TypeVar("Words", bound=StrEnum)
"""A list of words that the site has in each language."""


class Localized(RootModel[dict[str, str]]):
    """Something that may differ by language: written once, or as a map of languages. Frozen."""

    model_config = {"frozen": True, "defer_build": True}
    thing: ClassVar[str] = "text"
    same_everywhere: ClassVar[bool] = False
    """Whether what is written once holds for all languages. A text that is written once is in the source language."""

    @model_validator(mode="before")
    @classmethod
    def _once_or_by_language(cls, value: Any) -> Any:
        if isinstance(value, dict):
            if not value or ALL_LANGUAGES in value:
                raise refuse("is empty, or has an empty key; write a language before each text, such as en: …")
            return value
        if isinstance(value, list):
            raise refuse(f"is a list; write one {cls.thing}, or a map of languages such as en: … and fr: …")
        if value is None:
            raise refuse("is empty; fill it in, or delete the line")
        return {ALL_LANGUAGES: value}

    def __eq__(self, other: object) -> bool:
        """As any model does, in a tenth of the time."""
        return type(other) is type(self) and self.root == other.root

    def one_of(self, words: type[Words]) -> Words | None:
        """The word of a list that is written here, for which the site has one in each language; None for a text of the data's own."""
        given = self.root.get(ALL_LANGUAGES)
        return words(given) if given in set(words) else None

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: Any) -> dict[str, Any]:
        by_language = handler.resolve_ref_schema(handler(core))
        once = next(iter(by_language["patternProperties"].values()))
        return {
            **by_language,
            "type": ["string", "object"],
            "minProperties": 1,
            "additionalProperties": False,
            **{key: value for key, value in once.items() if key == "format"},
        }

    def languages(self) -> tuple[str, ...]:
        """The languages it is written in, in the order of the file; empty where it is written once."""
        return tuple(key for key in self.root if key != ALL_LANGUAGES)

    def find(self, wanted: str, source: str) -> tuple[str, str]:
        """The value for a language and the language it is in: the wanted one, else the source, else the first there is."""
        if ALL_LANGUAGES in self.root:
            return self.root[ALL_LANGUAGES], wanted if self.same_everywhere else source
        key = wanted if wanted in self.root else source if source in self.root else next(iter(self.root))
        return self.root[key], key

    def is_in(self, wanted: str, source: str) -> bool:
        """Whether readers of a language have it in their own."""
        return self.find(wanted, source)[1] == wanted


class Title(Localized):
    """One line of plain text: a title, a label."""

    root: dict[Language, Line]


class Name(Title):
    """One line of plain text that can be the same in all languages: the name of a person, a house, a street."""

    same_everywhere: ClassVar[bool] = True


class Prose(Localized):
    """Paragraphs in Markdown; raw HTML in them is shown as text."""

    root: dict[Language, Annotated[str, PlainValidator(prose), _schema("string")]]


class Address(Localized):
    """A web address, or one per language."""

    thing: ClassVar[str] = "address"
    same_everywhere: ClassVar[bool] = True
    root: dict[Language, Annotated[str, PlainValidator(address), _schema("string", format="uri")]]


class FileAddress(Localized):
    """A web address or a file in docs/, or one per language."""

    thing: ClassVar[str] = "address"
    same_everywhere: ClassVar[bool] = True
    root: dict[Language, Annotated[str, PlainValidator(file_or_address), _schema("string")]]
