"""A conference for the tests of layout: three days, three rooms, three tracks, 60 items, and texts longer than anybody's.

Nothing in it is drawn by lot: words are taken from the lists below in turn, and each optional part of the model is there in
every second, third, … thing that can have it. `text()` is the data file; `MOMENTS` are the times to look at it.
"""

from __future__ import annotations

import collections
import itertools
import json
from collections.abc import Iterator
from typing import Any

from microsite.model.documents import LinkKind
from microsite.model.people import Part

MOMENTS = {
    "before": "2027-07-01T12:00:00Z",
    "live": "2027-09-14T17:00:00Z",  # 14:30 in St. John's: three rooms side by side
    "between days": "2027-09-15T02:00:00Z",
    "after": "2027-10-20T10:00:00Z",
}

WORDS = {
    "en": "archive licence voices of the unattributable performance and counterdisestablishmentarian remuneration for those who "
    "lend record keep or return interoperability what nobody asked deinstitutionalization by machine",
    "fr": "archives licence des voix de l’interprétation et la rémunération anticonstitutionnellement pour celles qui prêtent "
    "gardent ou rendent l’interopérabilité ce que personne intergouvernementalisation par machine",
    "es": "archivo licencia de las voces interpretación y la remuneración electroencefalografista para quienes prestan guardan o devuelven "
    "interoperabilidad lo que nadie desinstitucionalización con máquina",
    "ru": "архив лицензия голоса исполнения и вознаграждение правообладателям человеконенавистничество которые выдают "
    "хранят или возвращают взаимозаменяемость чего никто превысокомногорассмотрительствующий машиной",
    "ar": "الأرشيف ترخيص الأصوات أداء والمكافأة المستحقة لأصحاب الحقوق الذين يعيرون التسجيلات ويحفظونها ويعيدونها فأسقيناكموه "
    "وقابلية التشغيل البيني ما لم يسأل عنه أحد أفاستسقيناكموها بالآلة",
    "zh": "档案 许可 声音 表演 与 报酬 权利人 出借 录音 保存 归还 互操作性 无人 过问 去机构化 机器 人工智能 跨国界 集体管理 组织",
}
"""Invented texts are made of these; each list has words that no line of a phone holds."""

COMPOUND = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
SYMBOL = "CONF/LONG/2027/WORKING-GROUP/ON-THE-LENDING-OF-VOICES/INF/17"
NAMES = (
    "Li Na",
    "Maria Antonia Josefa Wilhelmine von Hohenlohe-Waldenburg-Schillingsfürst",
    "عبد الرحمن بن محمد بن عبد العزيز الأنصاري القرطبي",
    "Константинопольская-Преображенская Александра Владиславовна",
    "司马相如欧阳修诸葛亮夏侯惇",
    "Ng",
    "Rajapaksha Mudiyanselage Wickramasinghe Bandara, Tharushi",
    COMPOUND.title(),
)
ROOM_NAMES = (
    {"en": "Hall A", "ar": "القاعة ألف", "zh": "甲厅", "fr": "Salle A", "ru": "Зал А", "es": "Sala A"},
    {
        "en": "Auditorium of the Association of Municipal Waterworks",
        "fr": "Auditorium de l’Association des services municipaux des eaux",
        "ru": "Актовый зал Ассоциации городских водопроводов",
    },
    "Rindfleischetikettierungsüberwachungssaal",
)
ROOMS = ("hall-a", "waterworks", "third")
"""Their short names."""
TRACK_NAMES = (
    {"en": "Law", "ar": "القانون", "zh": "法律", "fr": "Droit", "ru": "Право", "es": "Derecho"},
    {
        "en": "Practice, and what it owes to those who are recorded",
        "zh": "实践及其对被录音者的责任",
        "ar": "الممارسة وما تدين به لمن تُسجَّل أصواتهم",
    },
    "Infrastructure",
)
TRACKS = ("law", "practice", "infrastructure")
TAGS = {
    "archives": {"en": "Archives", "ar": "المحفوظات", "zh": "档案", "fr": "Archives", "ru": "Архивы", "es": "Archivos"},
    "words": {
        "en": "Words of indigenous languages, and who may use them",
        "ru": "Слова языков коренных народов и кто вправе их использовать",
    },
    "long": COMPOUND,
}
LEVELS = ({"en": "Main partners", "fr": "Partenaires principaux"}, "Media")
DAYS = ("2027-09-14", "2027-09-15", "2027-09-16")
LAST = "2027-09-17"
"""A day of which nothing is known yet."""
HONORIFIC = {"en": "H.E. Ms.", "ar": "سعادة السيدة", "zh": "阁下", "fr": "S.E. Mme", "ru": "Е. П. г-жа", "es": "Excma. Sra."}
NUMBER = {
    "en": "Twenty-third session",
    "ar": "الدورة الثالثة والعشرون",
    "zh": "第二十三届会议",
    "fr": "Vingt-troisième session",
    "ru": "Двадцать третья сессия",
    "es": "Vigesimotercera sesión",
}
FILES = "https://files.example.org"
MEDIA = "https://media.example.org"
WEBCAST = "https://webcast.example.org"


class Maker:
    """Hands out words and decides what is there, each in turn."""

    def __init__(self) -> None:
        self.words = {language: itertools.cycle(words.split()) for language, words in WORDS.items()}
        self.asked: collections.Counter[str] = collections.Counter()

    def every(self, number: int, what: str) -> bool:
        """True once in so many times that the same is asked."""
        self.asked[what] += 1
        return self.asked[what] % number == 0

    def phrase(self, language: str, length: int) -> str:
        words = list(itertools.islice(self.words[language], length))
        return "".join(words) if language == "zh" else " ".join(words).capitalize()

    def title(self, length: int = 5) -> dict[str, str]:
        """In all languages; every seventh time, not in one of them."""
        found = {language: self.phrase(language, length) for language in WORDS}
        if self.every(7, "missing translation"):
            del found[tuple(found)[1 + self.asked["missing translation"] % 5]]
        return found

    def prose(self, sentences: int = 2) -> dict[str, str]:
        found = [self.title(9) for _ in range(sentences)]
        return {language: self.joined(language, found) for language in found[0]}

    def joined(self, language: str, found: list[dict[str, str]]) -> str:
        stop = "。" if language == "zh" else ". "
        return "".join(each[language] + stop for each in found if language in each).strip()

    def sometimes(self, thing: dict[str, Any], parts: dict[str, tuple[int, Any]]) -> dict[str, Any]:
        """The thing with those of its parts whose turn it is; a part is (how seldom, a function that makes it)."""
        kind = thing.pop("_")
        for name, (number, make) in parts.items():
            if self.every(number, f"{kind}.{name}"):
                thing[name] = make()
        return thing

    # ── agenda ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def document(self) -> dict[str, Any]:
        addresses = (f"{FILES}/one.pdf", {language: f"{FILES}/{language}.pdf" for language in WORDS}, {"en": f"{FILES}/en.pdf"})
        number = self.asked["document"] = self.asked["document"] + 1
        title = f"{COMPOUND} {number}" if number % 6 == 5 else self.title(3 + number % 9)
        return self.sometimes(
            {"_": "document", "title": title} | ({"url": addresses[number % 3]} if number % 4 else {}),
            {
                "id": (2, lambda: f"document-{number}"),
                "symbol": (3, lambda: SYMBOL if number % 2 else f"C. {9000 + number}"),
                "kind": (3, lambda: ("report", "information_document", self.title(2))[number % 3]),
                "date": (4, lambda: "2027-06-30"),
            }
            | ({"announced": (2, lambda: ["ru", "zh"])} if number % 3 == 2 and number % 4 else {})
            | ({} if number % 4 else {"expected": (2, lambda: "2027-09-15")}),
        )

    def participation(self) -> dict[str, Any]:
        number = self.asked["participation"] = self.asked["participation"] + 1
        return self.sometimes(
            {"_": "participation", "person": f"person-{number % 24}"},
            {
                "part": (2, lambda: [*Part][number * 3 % len(Part)]),
                "confirmed": (6, lambda: False),
                "mode": (3, lambda: ("remote", "video", "room")[number % 3]),
                "documents": (4, lambda: [self.document() for _ in range(1 + number % 2)]),
            },
        )

    def item_link(self) -> dict[str, Any]:
        number = self.asked["item link"] = self.asked["item link"] + 1
        what = {"title": self.title(4)} if number % 5 == 4 else {"kind": [*LinkKind][number % len(LinkKind)]}
        moments = {"shown_from": (3, lambda: "2027-09-01"), "shown_until": (4, lambda: "2027-10-31 17:00")}
        return self.sometimes({"_": "item link", **what, "url": f"https://live.example.org/{number}"}, moments)

    def moved(self) -> dict[str, Any]:
        room = ROOMS[self.asked["moved.room"] % 3]
        parts = {"date": (2, lambda: DAYS[0]), "start": (3, lambda: "16:45"), "room": (2, lambda: room)}
        return self.sometimes({"_": "moved"}, parts) or {"start": "08:15"}

    def item(self, kind: str, start: str | None, end: str | None, place: int | None = None) -> dict[str, Any]:
        """One item; `place` is the room and the track of one that runs beside others."""
        number = self.asked["item"] = self.asked["item"] + 1
        made: dict[str, Any] = {"_": "item", "id": f"item-{number}", "kind": kind}
        made |= {"start": start} if start else {}
        made |= {"end": end} if end and not self.every(4, "no end") else {}
        made |= {"open_end": True} if start and not end and self.every(2, "open end") else {}
        if place is not None:
            only = self.every(5, "room or track alone")
            made |= {"track": TRACKS[place]} if only or self.every(2, "track") else {}
            made |= {} if only else {"room": ROOMS[place]}
        if kind in ("break", "pause"):
            made.pop("_")
            return made | ({"title": self.title(2)} if self.every(2, "title of a break") else {})
        made |= {"title": self.title((4, 8, 3, 22, 6)[number % 5])} if not self.every(8, "no title") else {}
        return self.sometimes(
            made,
            {
                "tags": (3, lambda: list(TAGS)[: 1 + number % 3]),
                "level": (4, lambda: ("beginner", "intermediate", "advanced")[number % 3]),
                "language": (5, lambda: ("fr", "ar", "zh", "en")[number % 4]),
                "text": (2, lambda: self.prose(1 + number % 3)),
                "interpretation": (6, lambda: [[], ["fr", "ar", "zh", "ils"], ["en"]][number % 3]),
                "captions": (5, lambda: [*WORDS][: 1 + number % 4]),
                "links": (4, lambda: [self.item_link() for _ in range(1 + number % 4)]),
                "recording": (7, lambda: f"{WEBCAST}/{number}"),
                "slides": (6, lambda: {language: f"{FILES}/{language}.pdf" for language in WORDS}),
                "transcript": (8, lambda: {"en": f"{FILES}/{number}.txt"}),
                "questions": (5, lambda: [self.title(7), self.title(12), "Who asks?"]),
                "people": (2, lambda: [self.participation() for _ in range(1 + number % 5)]),
                "documents": (3, lambda: [self.document() for _ in range(1 + number % 3)]),
                "points": (4, lambda: [f"point-{number % 9}", f"point-{number % 9}-a"]),
                "body": (6, lambda: ("council", "budget")[number % 2]),
                "if_needed": (7, lambda: True),
                "members_only": (9, lambda: True),
                "moved": (6, self.moved),
                "full": (6, lambda: True),
                "webcast": (7, lambda: False),
                "cancelled": (7, lambda: True),
                "note": (6, lambda: self.prose(1)),
            },
        )

    def point(self, number: int) -> dict[str, Any]:
        below = [
            {"_": "point", "id": f"point-{number}-{letter}", "number": f"{number}({letter})", "title": self.title(7)} for letter in "ab"
        ]
        return {"id": f"point-{number}", "title": self.title((3, 24)[number % 2]), "points": [self.about_point(each) for each in below]} | (
            {"number": str(number)} if number % 4 else {}
        )

    def about_point(self, point: dict[str, Any]) -> dict[str, Any]:
        return self.sometimes(
            point,
            {
                "bodies": (2, lambda: ["council", "budget"]),
                "text": (3, lambda: self.prose(2)),
                "documents": (2, lambda: [self.document() for _ in range(3)]),
                "decision": (4, lambda: self.prose(1)),
            },
        )

    def statement(self, number: int) -> dict[str, Any]:
        about = {"point": f"point-{number % 9}-a"} if number % 2 else {"item": f"item-{1 + number}"}
        addresses = {language: f"{FILES}/{language}.pdf" for language in [*WORDS][: 1 + number % 6]}
        said = {"url": addresses} if number % 3 else {"text": self.prose(3)}
        return self.sometimes(
            {"_": "statement", "id": f"statement-{number}", "by": self.title(1 + number % 6), **about, **said},
            {"on_behalf_of": (3, lambda: self.title(5)), "date": (2, lambda: DAYS[1])},
        )

    def outcome(self) -> dict[str, Any]:
        pages = {"photographs": "https://photos.example.org/", "survey": "https://survey.example.org/"}
        return {"summary": self.prose(3), "documents": [self.document() for _ in range(3)], **pages}

    def bodies(self) -> dict[str, Any]:
        council = {"name": self.title(4), "number": 101, "symbol": SYMBOL, "chair": ["person-1", "person-2"], "text": self.prose(1)}
        return {"council": council | {"url": "https://council.example.org/"}, "budget": {"name": COMPOUND}}

    def beside(self, start: str, end: str, kind: str = "presentation") -> list[dict[str, Any]]:
        """Three at a time, one a room."""
        return [self.item(kind, start, end, place) for place in range(3)]

    def morning(self, day: int) -> list[dict[str, Any]]:
        first = "opening" if day == 0 else "keynote"
        alone = [self.item(first, "9:00", "9:45"), self.item("panel", "9:45", "10:30"), self.item("break", "10:30", "11:00")]
        if day == 2:  # of the last, some hours are not known
            posters = [self.item("poster", "11:00", "11:40") for _ in range(3)]
            return alone + posters + [self.item("bilateral", None, None) for _ in range(3)]
        return alone + self.beside("11:00", "11:40") + self.beside("11:40", "12:30", "discussion")

    def sittings(self, day: int) -> Iterator[dict[str, Any]]:
        """A day's: one after the other, on the second day three side by side; in the evening one without items."""
        yield {"id": f"morning-{day}", "start": "9:00", "end": "12:30", "items": self.morning(day), "title": self.title(2)}
        if day == 1:
            for place, room in enumerate(ROOMS):
                starts = ("14:00", "14:50", "15:40", "16:30") if place else ("14:00", "15:10", "16:20")
                items = [self.item("presentation", start, end) for start, end in itertools.zip_longest(starts, starts[1:])]
                title = {"title": self.title(4)} if place else {}
                yield {"id": f"workshop-{place}", "start": "14:00", "end": "17:30", "room": room, "items": items, **title}
            limits = {"body": "budget", "interpretation": ["fr", "ar"], "captions": ["en"], "if_needed": True, "members_only": True}
            yield {"id": "evening", "start": "18:30", "end": "20:00", "title": self.title(2), **limits}
            return
        items = self.beside("14:00", "14:40") + self.beside("14:40", "15:20", "panel") + self.beside("15:20", "16:00", "open_floor")
        items += [
            self.item("pause" if day == 2 else "break", "16:00", "16:30"),
            self.item("closing" if day == 2 else "discussion", "16:30", "17:30"),
        ]
        yield {"id": f"afternoon-{day}", "start": "14:00", "end": "17:30", "items": items, "room": ROOMS[0]}

    def agenda(self) -> dict[str, Any]:
        days = [{"date": date, "sittings": list(self.sittings(place))} for place, date in enumerate(DAYS)]
        days[0]["title"], days[2]["title"] = self.title(6), self.title(16)
        planned = [self.item("circle", None, None), self.item("sharing_session", None, None)]
        days[1]["all_day"] = [self.item("presentation", None, None)]
        dates = {"revised": "2027-06-20", "expected": "2027-08-31"}
        notes = {"provisional": self.prose(1)}
        return {"status": "provisional", **dates, "notes": notes, "days": [*days, {"date": LAST}], "planned": planned}

    def person(self, number: int) -> dict[str, Any]:
        return self.sometimes(
            {"_": "person", "name": NAMES[number % len(NAMES)] + ("", " II", " III")[number // len(NAMES)]},
            {
                "honorific": (3, lambda: HONORIFIC),
                "role": (2, lambda: self.title(2 + number % 7)),
                "organization": (2, lambda: COMPOUND if number % 3 else self.title(4)),
                "place": (3, lambda: self.title(2)),
                "url": (4, lambda: f"https://people.example.org/{number}"),
                "group": (9, lambda: True),
                "pronouns": (4, lambda: self.title(1 + number % 3)),
                "links": (3, lambda: [{"title": name, "url": f"https://{number}.example.org/"} for name in ("ORCID", COMPOUND)]),
                "biography": (2, lambda: self.prose(1 + number % 4)),
                "picture": (3, lambda: "media/portrait.jpg"),
            },
        )

    def picture(self) -> dict[str, Any]:
        return {"file": "media/hall.jpg", "alt": self.title(6)}

    # ── the rest ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def call(self, number: int) -> dict[str, Any]:
        deadline = ("2027-06-15", "2027-08-01 17:00", "2027-09-13", "2027-07-01", "2027-07-02 23:59", "2027-08-15")[number]
        return self.sometimes(
            {"_": "call", "id": f"call-{number}", "title": self.title((3, 14)[number % 2]), "deadline": deadline},
            {
                "text": (2, lambda: self.prose(2)),
                "note": (3, lambda: self.prose(1)),
                "was": (3, lambda: "2027-05-31"),
                "email": (2, lambda: "a-very-long-address-of-the-secretariat@conference-of-long-names.example.org"),
                "url": (3, lambda: "https://register.example.org/form"),
                "subject": (2, lambda: self.title(5)),
                "message": (4, lambda: self.prose(1)),
            },
        )

    def prior(self, number: int) -> dict[str, Any]:
        year = 2014 + number
        dates = ({"start": f"{year}-05-04", "end": f"{year}-05-06"}, {"year": year}, {}, {"start": f"{year}-12-30"})[number % 4]
        return self.sometimes(
            {"_": "prior", "number": number, **dates},
            {
                "title": (2, lambda: self.title(9)),
                "topic": (3, lambda: self.title(12)),
                "place": (2, lambda: self.title(2)),
                "symbol": (3, lambda: SYMBOL),
                "bearing": (4, lambda: self.prose(2)),
                "url": (2, lambda: f"https://sessions.example.org/{number}"),
                "recordings": (2, lambda: f"https://sessions.example.org/{number}/recordings"),
                "documents": (3, lambda: f"https://sessions.example.org/{number}/documents"),
            },
        )

    def link(self, name: str) -> dict[str, Any]:
        address = "https://elsewhere.example.org/" + "a-long-way/" * 8
        parts = {"text": (2, lambda: self.prose(1)), "shown_from": (4, lambda: "2027-09-20")}
        return self.sometimes({"_": "link", "id": name, "title": self.title(4), "url": address}, parts)

    def webcast(self) -> dict[str, Any]:
        streams = {"floor": {"youtube": "aaaaaaaaaaa"}, "ar": {"vimeo": "76979871"}, "zh": {"hls": f"{MEDIA}/zh.m3u8"}}
        streams |= {language: {"video": f"{MEDIA}/{language}.webm"} for language in ("en", "fr", "ru", "es", "pt-BR", "sw")}
        channels = [{"language": language, **stream} for language, stream in streams.items()]
        channels[2] |= {"captions": [{"language": language, "url": f"{MEDIA}/{language}.vtt"} for language in ("en", "ar")]}
        chapters = [{"item": f"item-{number}", "at": f"{number // 2}:{number * 4:02}:00"} for number in range(1, 10)]
        two = [{"item": "item-21", "at": "0:00"}, {"item": "item-22", "at": "0:46:10"}]
        recordings = [
            {"sitting": "morning-0", "url": f"{WEBCAST}/1", "channels": channels, "chapters": chapters, "transcript": f"{MEDIA}/1.vtt"},
            {
                "sitting": "afternoon-0",
                "channels": [{**channels[number], "room": ROOMS[room]} for number, room in ((0, 0), (0, 1), (3, 1))],
            },
            {"sitting": "morning-1", "url": f"{WEBCAST}/3", "chapters": two},
        ]
        notes = {"note": self.prose(2), "note_after": self.prose(1)}
        in_a_room = {"language": "floor", "room": ROOMS[1], "youtube": "bbbbbbbbbbb"}
        return {"url": f"{WEBCAST}/live", "recorded": True, **notes, "channels": [*channels, in_a_room], "recordings": recordings}

    def registration(self) -> dict[str, Any]:
        onsite = {"url": "https://register.example.org/", "opens": "2027-05-01", "closes": "2027-09-10 18:00"}
        onsite |= {"who": self.prose(1), "have_ready": self.prose(2), "what_next": self.prose(1)}
        onsite |= {"access_code": {"policy": "public", "value": "A-CODE-THAT-IS-AS-LONG-AS-THE-SHORTEST-LINE-OF-A-PHONE"}}
        press = {"url": "https://register.example.org/press", "state": "waiting_list", "closes": "2027-09-10", "was": "2027-08-31"}
        online = {"platform": "A Platform With a Long Name"}
        side_events = {"title": self.title(9), "url": "https://register.example.org/side", "state": "full"}
        onsite |= {"included": self.prose(1), "fees": [self.fee(number) for number in range(4)]}
        return {"onsite": onsite, "online": online, "observers": {}, "press": press, "side-events": side_events}

    def fee(self, number: int) -> dict[str, Any]:
        price = {"amount": ("0", "1250.50", "99")[number % 3], "currency": ("CAD", "JPY")[number % 2]}
        return self.sometimes({"_": "fee", **price}, {"category": (2, lambda: self.title(1 + number))}) | (
            {"until": f"2027-08-{10 + number}"} if number < 3 else {}
        )

    def news(self, number: int) -> dict[str, Any]:
        return self.sometimes(
            {"_": "news", "id": f"news-{number}", "date": f"2027-08-{10 + number}", "title": self.title(4 + 4 * number)},
            {"text": (2, lambda: self.prose(2)), "url": (3, lambda: f"https://news.example.org/{number}")},
        )

    def partner(self, number: int) -> dict[str, Any]:
        level = {"level": LEVELS[number // 3]} if number < 6 else {}
        return self.sometimes(
            {"_": "partner", "name": COMPOUND if number % 4 == 3 else self.title(4)} | level,
            {
                "logo": (2, lambda: "media/hall.jpg"),
                "url": (2, lambda: f"https://partners.example.org/{number}"),
                "text": (3, lambda: self.prose(1)),
            },
        )

    def organizer(self) -> dict[str, Any]:
        names = {"name": self.title(8), "short_name": "TOOLONG", "office": self.title(6)}
        return names | {"url": "https://organizer.example.org/"}

    def venue(self) -> dict[str, Any]:
        place = {"name": self.title(5), "room": ROOMS[0], "address": COMPOUND, "city": "St. John’s", "country": "Canada"}
        place |= {"point": {"latitude": 47.5615, "longitude": -52.7126}, "directions": self.prose(2)}
        place |= {"picture": self.picture()}
        return place | {"url": "https://venue.example.org/", "access": self.prose(2)}

    def venues(self) -> dict[str, Any]:
        far = {"name": self.title(9), "city": self.title(2), "zone": "Europe/Zurich", "directions": self.prose(1)}
        return {"annex": far | {"point": {"latitude": 46.2225, "longitude": 6.1398}}, "tent": {"name": COMPOUND}}

    def contact(self) -> dict[str, Any]:
        reach = {"email": "questions@conference-of-long-names.example.org", "phone": "+1 709 555 0123"}
        return reach | {"name": self.title(6), "note": self.prose(1)}

    def about(self) -> dict[str, str]:
        """Paragraphs and a list."""
        return {language: f"{text}\n\n- {WORDS[language]}\n- {COMPOUND}" for language, text in self.prose(5).items()}

    def session(self) -> dict[str, Any]:
        return {
            "source_language": "en",
            "official_languages": ["en", "fr"],
            "number": 23,
            "name": NUMBER,
            "symbol": SYMBOL,
            "title": self.title(16),
            "dates": {"start": DAYS[0], "end": LAST},
            "hours": {"start": "9:00", "end": "20:00"},
            "zone": "America/St_Johns",
            "series": {"name": self.title(10), "url": "https://series.example.org/"},
            "organizer": self.organizer(),
            "invitation": {"symbol": "C. 9284", "date": "2027-04-01", "to": self.title(14), "url": f"{FILES}/invitation.pdf"},
            "summary": self.prose(2),
            "about": self.about(),
            "picture": self.picture(),
            "format": "hybrid",
            "venue": self.venue(),
            "venues": self.venues(),
            "admission": self.prose(1),
            "interpretation": ["ar", "zh", "en", "fr", "ru", "es"],
            "registration": self.registration(),
            "calls": [self.call(number) for number in range(6)],
            "agenda": self.agenda(),
            "bodies": self.bodies(),
            "points": [self.point(number) for number in range(9)],
            "news": [self.news(number) for number in range(5)],
            "questions": [{"id": f"question-{number}", "question": self.title(9), "answer": self.prose(2)} for number in range(3)],
            "partners": [self.partner(number) for number in range(8)],
            "statements": [self.statement(number) for number in range(12)],
            "outcome": self.outcome(),
            "rooms": {
                "hall-a": {
                    "name": ROOM_NAMES[0],
                    "floor": self.title(2),
                    "seats": 1400,
                    "interpretation": ["ar", "en"],
                    "access": self.prose(1),
                },
                "waterworks": {"name": ROOM_NAMES[1], "floor": self.title(6), "venue": "annex", "picture": self.picture()},
                "third": {"name": ROOM_NAMES[2]},
            },
            "tracks": {
                "law": {"name": TRACK_NAMES[0], "colour": "teal"},
                "practice": {"name": TRACK_NAMES[1], "colour": "orange"},
                "infrastructure": {"name": TRACK_NAMES[2]},
            },
            "tags": TAGS,
            "kinds": {
                "pause": {"name": self.title(3), "is_break": True},
                "circle": {"name": self.title(1), "beside_others": True, "in_calendars": False},
            },
            "people": {f"person-{number}": self.person(number) for number in range(24)},
            "webcast": self.webcast(),
            "documents": [self.document() for _ in range(5)],
            "prior_sessions": [self.prior(number) for number in range(9, 0, -1)],
            "links": [self.link(f"link-{number}") for number in range(4)],
            "newsletter": self.link("news"),
            "contact": self.contact(),
        }


PAGE = f"""---
title: Travel
---
{" ".join(["Whoever comes from afar needs a visa."] * 9)} {COMPOUND}

| Country | Fee | Where to apply | Days | Remarks |
|---|--:|---|---|---|
| Côte d’Ivoire | 12,500 francs | {COMPOUND} 12 | fourteen | with the invitation |
| 中国 | 600 | 签证申请服务中心 | 4 | — |

## How to ask

1. Write to us.
2. Wait:
    - not long;
    - or **longer**.

> The answer comes by mail.

```
{"curl --silent " * 30}
```

<https://travel.example.org/{"a-long-way/" * 12}>
"""
"""A free page of the site in Markdown."""


def text() -> str:
    """The data file; what is JSON is YAML too."""
    return json.dumps(Maker().session(), ensure_ascii=False, indent=1)
