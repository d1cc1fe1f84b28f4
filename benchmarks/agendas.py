"""Invented sessions of any size, in six languages: the data file of one with so many agenda items."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import yaml

from microsite.model.agenda import AgendaItem
from microsite.model.people import Person

DAYS = {10: 1, 100: 2, 1000: 5, 5000: 10}
"""How many days so many items take."""
SLOTS = [dt.time(hour, minute) for hour in (9, 10, 11, 14, 15, 16) for minute in (0, 30)]
FIRST = dt.date(2026, 10, 5)

WORDS = {
    "en": "policy review of open licensing for synthetic voices and images in national law with evidence "
    "from courts regional practice on provenance labels data training consent remedies",
    "fr": "examen des politiques de concession ouverte pour les voix et images synthétiques en droit "
    "national avec preuves des tribunaux pratique régionale sur les étiquettes consentement recours",
    "es": "revisión de políticas sobre licencias abiertas para voces e imágenes sintéticas en derecho "
    "nacional con pruebas de tribunales práctica regional sobre etiquetas consentimiento recursos",
    "ru": "обзор политики открытого лицензирования синтетических голосов и изображений в национальном "
    "праве с примерами судов региональная практика маркировки согласие средства защиты",
    "ar": "مراجعة سياسات الترخيص المفتوح للأصوات والصور الاصطناعية في القانون الوطني مع أدلة من المحاكم "
    "والممارسة الإقليمية بشأن الوسم والموافقة وسبل الانتصاف",
    "zh": "国家法律 合成语音 图像 开放许可 政策 审查 法院 证据 区域 实践 来源 标签 数据 训练 同意 补救 措施 透明 责任 创作者",
}
NAMES = ("Chen Wei", "陈丽", "María Gómez", "Jean-Luc Étienne", "Ольга Смирнова", "ليلى حداد", "Amina Diallo", "John O’Brien")


def write(path: Path, number: int) -> None:
    """A data file with `number` items, each with a title, a text of three sentences and two people, in all languages."""
    chance = random.Random(number)
    days = [{"date": str(FIRST + dt.timedelta(day)), "sittings": []} for day in range(DAYS[number])]
    each_day = -(-number // len(days))
    rooms = -(-each_day // len(SLOTS))
    for place in range(number):
        day = days[place // each_day]
        slot, room = divmod(place % each_day, rooms)
        start = dt.datetime.combine(FIRST, SLOTS[slot])
        if not day["sittings"] or day["sittings"][-1]["end"] <= f"{start:%H:%M}":
            morning = start.hour < 13
            day["sittings"].append(
                {
                    "id": f"{day['date']}-{'am' if morning else 'pm'}",
                    "start": "09:00" if morning else "14:00",
                    "end": "12:00" if morning else "17:00",
                    "items": [],
                }
            )
        item = {
            "id": f"item-{place + 1}",
            "kind": chance.choice(("panel", "presentation", "keynote", "discussion")),
            "title": _texts(chance, 7),
            "start": f"{start:%H:%M}",
            "end": f"{start + dt.timedelta(minutes=30):%H:%M}",
            "room": {
                language: f"{word} {room + 1}"
                for language, word in zip(WORDS, ("Room", "Salle", "Sala", "Зал", "قاعة", "会议厅"), strict=True)
            },
            "text": _texts(chance, 12, sentences=3),
            "people": [
                {"person": f"p{(place * 2 + other) % max(number // 2, 3)}", "part": part}
                for other, part in enumerate(("moderator", "speaker"))
            ],
        }
        assert set(item) <= set(AgendaItem.model_fields)
        day["sittings"][-1]["items"].append(item)
    people = {
        f"p{place}": {"name": f"{NAMES[place % len(NAMES)]} {place}", "role": _texts(chance, 3), "organization": _texts(chance, 4)}
        for place in range(max(number // 2, 3))
    }
    assert set(people["p0"]) <= set(Person.model_fields)
    session = {
        "number": 12,
        "title": _texts(chance, 6),
        "dates": {"start": days[0]["date"], "end": days[-1]["date"]},
        "zone": "Europe/Zurich",
        "organizer": {"name": _texts(chance, 4)},
        "agenda": {"status": "final", "days": days},
        "people": people,
    }
    path.write_text(
        yaml.dump(session, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper), allow_unicode=True, sort_keys=False, width=10_000),
        encoding="utf-8",
    )


def _texts(chance: random.Random, length: int, sentences: int = 1) -> dict[str, str]:
    """One text in every language, of so many words a sentence."""
    return {language: " ".join(_sentence(chance, language, length, sentences > 1) for _ in range(sentences)) for language in WORDS}


def _sentence(chance: random.Random, language: str, length: int, ended: bool) -> str:
    words = [chance.choice(WORDS[language].split()) for _ in range(length)]
    text = ("" if language == "zh" else " ").join(words)
    return text[0].upper() + text[1:] + (("。" if language == "zh" else ".") if ended else "")
