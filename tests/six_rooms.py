"""A conference for the tests of finding one's way: three days, six rooms, 240 items, 180 people with portraits; in English, French and Arabic.

Nothing in it is drawn by lot. Some titles lack French, some Arabic. `session()` is the data, which tests may change before they write it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

LANGUAGES = ("en", "fr", "ar")
DAYS = ("2027-06-01", "2027-06-02", "2027-06-03")
ROOMS = "abcdef"
SLOTS = ("10:00", "10:30", "11:00", "11:30", "12:00", "13:30", "14:00", "14:30", "15:00", "16:00", "16:30", "17:00", "17:30")
SUBJECTS = {
    "testing": ("Testing", "Tests", "الاختبار"),
    "archives": ("Archives", "Archives", "المحفوظات"),
    "licences": ("Licences", "Licences", "التراخيص"),
    "standards": ("Standards", "Normes", "المعايير"),
    "voices": ("Voices", "Voix", "الأصوات"),
    "consent": ("Consent", "Consentement", "الموافقة"),
    "metadata": ("Metadata", "Métadonnées", "البيانات الوصفية"),
}
FACES = 30
"""Portraits that are drawn: six people share one."""
GIVEN = "Ada Bola Chen Dario Elif Fatou Goran Hana Iman Jun Kofi Leila Mateo Nadia Omar Priya Quentin Rosa Sami Tariq".split()
FAMILY = "Abara Brandt Castillo Dlamini Eriksson Farouk Gupta Haddad Ito".split()


def session() -> dict[str, Any]:
    """The data file's content."""
    return {
        "number": 1,
        "title": {"en": "Six rooms", "fr": "Six salles", "ar": "ست قاعات"},
        "zone": "Europe/Zurich",
        "dates": {"start": DAYS[0], "end": DAYS[-1]},
        "organizer": {"name": "Lakeside Foundry"},
        "venue": {"name": "Lake House", "city": "Geneva"},
        "rooms": {f"room-{letter}": _room(letter) for letter in ROOMS},
        "tracks": {
            "law": {"name": {"en": "Law", "fr": "Droit", "ar": "القانون"}, "colour": "red"},
            "tech": {"name": {"en": "Technology", "fr": "Technique", "ar": "التقنية"}, "colour": "blue"},
            "practice": {"name": {"en": "Practice", "fr": "Pratique", "ar": "الممارسة"}},
        },
        "tags": {key: dict(zip(LANGUAGES, names, strict=True)) for key, names in SUBJECTS.items()},
        "people": {f"p{number}": _person(number) for number in range(180)},
        "agenda": {"status": "final", "days": [_day(number) for number in range(len(DAYS))]},
    }


def text() -> str:
    """The data file."""
    return json.dumps(session(), ensure_ascii=False)


def _room(letter: str) -> dict[str, Any]:
    name = letter.upper()
    return {
        "name": {"en": f"Room {name}", "fr": f"Salle {name}", "ar": f"القاعة {name}"},
        "floor": {"en": f"Floor {ord(letter) % 3}", "fr": f"Étage {ord(letter) % 3}"},
        "access": {"en": f"Without steps by lift {name}.", "fr": f"Sans marches par l’ascenseur {name}."},
    }


def _person(number: int) -> dict[str, Any]:
    name, picture = f"{GIVEN[number % 20]} {FAMILY[number // 20]}", {"picture": f"people/{number % FACES}.jpg"} if number % 4 else {}
    return {"name": name, "organization": f"Institute {number % 37}", **picture}


def draw(docs: Path) -> None:
    """Draw the portraits that people have: nobody's."""
    (docs / "people").mkdir(parents=True)
    for number in range(FACES):
        shade = (number * 37 % 160, number * 91 % 160, number * 53 % 160)
        face = Image.new("RGB", (240, 300), tuple(250 - each // 2 for each in shade))
        pencil = ImageDraw.Draw(face)
        pencil.ellipse((20, 210, 220, 420), fill=shade)
        pencil.ellipse((70, 60, 170, 200), fill=(225 - number * 4, 190 - number * 4, 160 - number * 3))
        pencil.chord((64, 46, 176, 180), 180 + number % 7 * 4, 360 - number % 5 * 4, fill=tuple(each // 2 for each in shade))
        face.save(docs / "people" / f"{number}.jpg", quality=80)


def _day(day: int) -> dict[str, Any]:
    keynote = {"id": f"keynote-{day}", "kind": "keynote", "title": f"Keynote of day {day + 1}", "start": "09:00", "end": "09:45"}
    items = [
        keynote | {"room": "room-a", "people": [{"person": f"p{day}"}]},
        {"id": f"coffee-{day}", "kind": "break", "start": "09:45", "end": "10:00"},
        *(_talk(day, slot, place) for slot in range(5) for place in range(len(ROOMS))),
        {"id": f"lunch-{day}", "kind": "break", "title": "Lunch", "start": "12:30", "end": "13:30"},
        *(_talk(day, slot, place) for slot in range(5, len(SLOTS)) for place in range(len(ROOMS))),
    ]
    return {"date": DAYS[day], "sittings": [{"id": f"day-{day + 1}", "start": "09:00", "end": "18:00", "items": items}]}


def _talk(day: int, slot: int, place: int) -> dict[str, Any]:
    number = (day * len(SLOTS) + slot) * len(ROOMS) + place
    subject, (en, fr, ar) = [*SUBJECTS.items()][number % len(SUBJECTS)]
    title = {"en": f"{en} in practice {number}", "fr": f"{fr} en pratique {number}", "ar": f"{ar} {number}"}
    if number % 5 == 4:
        del title["fr" if number % 2 else "ar"]
    hour, minute = map(int, SLOTS[slot].split(":"))
    return {
        "id": f"talk-{number}",
        "kind": ("talk", "workshop", "panel")[number % 3],
        "title": title,
        "start": SLOTS[slot],
        "end": f"{hour + (minute + 30) // 60:02}:{(minute + 30) % 60:02}",
        "room": f"room-{ROOMS[place]}",
        "track": ("law", "tech", "practice")[number % 3],
        "tags": [subject],
        "level": ("beginner", "advanced")[number % 2],
        "text": {"en": f"What {en.lower()} need. " * 6, "fr": f"Ce qu’il faut : {fr.lower()}. " * 6},
        "people": [{"person": f"p{number % 180}"}, {"person": f"p{(number * 7 + 1) % 180}"}],
        **({} if day else {"recording": {"en": f"https://media.example.org/{number}", "fr": f"https://media.example.org/fr/{number}"}}),
    }
