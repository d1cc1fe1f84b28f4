"""An assembly for the tests of institutions: five bodies, 40 points with sub-points, 120 documents in one to six languages, statements,
a weekend inside, and a session that is resumed; in English, Spanish and Arabic.

Nothing in it is drawn by lot. `session()` is the data, which tests may change before they write it.
"""

from __future__ import annotations

import json
from typing import Any

LANGUAGES = ("en", "es", "ar")
OFFICIAL = ("en", "fr", "es", "ar", "ru", "zh")
"""The languages that documents can be in."""
DAYS = ("2027-07-08", "2027-07-09", "2027-07-12", "2027-07-13")
WEEKEND = ("2027-07-10", "2027-07-11")
BODIES = {
    "general": ("General Assembly", "Asamblea General", "الجمعية العامة"),
    "council": ("Council", "Consejo", "المجلس"),
    "budget": ("Budget Committee", "Comité de Presupuesto", "لجنة الميزانية"),
    "marks": ("Union for Marks", "Unión de Marcas", "اتحاد العلامات"),
    "designs": ("Union for Designs", "Unión de Dibujos", "اتحاد التصاميم"),
}
SUBJECTS = (
    ("Opening", "Apertura", "الافتتاح"),
    ("Election of officers", "Elección de la Mesa", "انتخاب أعضاء المكتب"),
    ("Accounts", "Cuentas", "الحسابات"),
    ("Budget", "Presupuesto", "الميزانية"),
    ("Rules of procedure", "Reglamento", "النظام الداخلي"),
    ("Report of a committee", "Informe de un comité", "تقرير إحدى اللجان"),
    ("Date of the next session", "Fecha de la próxima sesión", "موعد الدورة المقبلة"),
)
GROUPS = (("African Group", "Grupo Africano", "المجموعة الأفريقية"), ("Group of coasts", "Grupo de las Costas", "مجموعة السواحل"))
KINDS = ("working_document", "information_document", "proposal", "report")
POINTS = 20
"""Points of the first level; each second one has two sub-points."""
DOCUMENTS_OF_A_POINT = 3


def session() -> dict[str, Any]:
    """The data file's content."""
    points = [_point(number) for number in range(1, POINTS + 1)]
    return {
        "called": "assembly",
        "number": 66,
        "status": "resumed",
        "title": _text("Assemblies of the Harbour Union", "Asambleas de la Unión del Puerto", "جمعيات اتحاد الميناء"),
        "zone": "Europe/Zurich",
        "dates": {"start": DAYS[0], "end": DAYS[-1]},
        "organizer": {"name": "Harbour Union"},
        "people": {"kim": {"name": "KIM Min-jun"}, "sow": {"name": "SOW Awa"}},
        "bodies": {key: {"name": _text(*names), "number": 20 + len(key), "chair": ["kim"]} for key, names in BODIES.items()},
        "points": points,
        "agenda": {"status": "provisional", "days": _days(points)},
        "statements": [_statement(number) for number in range(30)],
        "outcome": {"summary": _text("The budget was adopted.", "Se aprobó el presupuesto.", "اعتُمدت الميزانية.")},
        "prior_sessions": [
            {"number": 66, "title": "First part of the sixty-sixth assembly", "start": "2026-10-05", "end": "2026-10-09"},
            {"number": 65, "title": "The assembly before", "year": 2025},
        ],
    }


def text() -> str:
    """The data file."""
    return json.dumps(session(), ensure_ascii=False)


def _text(*of_languages: str) -> dict[str, str]:
    return dict(zip(LANGUAGES, of_languages, strict=True))


def _point(number: int) -> dict[str, Any]:
    body = [*BODIES][number % len(BODIES)]
    made: dict[str, Any] = {"id": f"point-{number}", "number": str(number), "title": _subject(number), "bodies": [body]}
    if number % 2:
        below = [_below(number, letter) for letter in "ab"]
        return made | {"points": below}
    return made | {"documents": _documents(number, "")}


def _below(number: int, letter: str) -> dict[str, Any]:
    made = {"id": f"point-{number}{letter}", "number": f"{number}({letter})", "title": _subject(number + ord(letter))}
    decided = {"decision": "It was taken note of."} if number % 5 == 0 else {}
    return made | {"documents": _documents(number, letter)} | decided


def _subject(number: int) -> dict[str, str]:
    english, spanish, arabic = SUBJECTS[number % len(SUBJECTS)]
    found = _text(f"{english} {number}", f"{spanish} {number}", f"{arabic} {number}")
    return found if number % 7 else {"en": found["en"]}


def _documents(number: int, letter: str) -> list[dict[str, Any]]:
    return [_document(number, letter, count) for count in range(1, DOCUMENTS_OF_A_POINT + 1)]


def _document(number: int, letter: str, count: int) -> dict[str, Any]:
    symbol = f"A/66/{number}{letter.upper()}/{count}"
    made = {
        "id": f"a-66-{number}{letter}-{count}",
        "symbol": symbol,
        "title": f"Paper {number}{letter} {count}",
        "date": f"2027-05-{number:02}",
    }
    languages = OFFICIAL[: 1 + (number + count) % 6]
    addresses = {language: f"https://files.example.org/{made['id']}-{language}.pdf" for language in languages}
    announced = {"announced": ["zh"], "expected": "2027-07-01"} if "zh" not in languages and count == 3 else {}
    return made | {"kind": KINDS[(number + count) % len(KINDS)], "url": addresses} | announced


def _statement(number: int) -> dict[str, Any]:
    group = {"on_behalf_of": _text(*GROUPS[number // 10])} if number % 10 == 0 and number < 20 else {}
    url = {"url": f"https://files.example.org/statement-{number}.pdf"}
    return {"id": f"statement-{number}", "by": f"Delegation {number}", "point": f"point-{1 + number % 9}", "date": DAYS[0], **group, **url}


def _days(points: list[dict[str, Any]]) -> list[dict[str, Any]]:
    numbers = [point["id"] for point in points]
    days = []
    for place, date in enumerate(DAYS):
        taken = numbers[place * 5 : place * 5 + 5]
        days.append({"date": date, "sittings": [_sitting(place, "am", taken[:3]), _sitting(place, "pm", [*taken[3:], "point-9b"])]})
    return sorted([*days, *({"date": date, "off": True} for date in WEEKEND)], key=lambda day: day["date"])


def _sitting(day: int, half: str, points: list[str]) -> dict[str, Any]:
    start = 10 if half == "am" else 15
    items = [
        {"id": f"item-{day}-{half}-{number}", "kind": "discussion", "start": f"{start + number}:00", "points": [point]}
        for number, point in enumerate(points)
    ]
    limits = {"if_needed": True, "members_only": True} if day == 3 and half == "pm" else {}
    body = {"body": [*BODIES][day]}
    return {
        "id": f"sitting-{day}-{half}",
        "start": f"{start}:00",
        "end": f"{start + 3}:00",
        "room": "Hall A",
        "items": items,
        **body,
        **limits,
    }
