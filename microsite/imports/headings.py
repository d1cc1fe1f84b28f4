"""Which sheet of ours a table of others is, and what its columns are: by their headings, in the languages in which people write them.

Only what cannot be meant for readers to see is left to be named by hand: a column of remarks may be for colleagues alone.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from microsite.imports.cells import CannotTake, as_clock, as_day, as_period, as_text, bare, day_in
from microsite.imports.layouts import AGENDA, DEADLINES, DOCUMENTS, LAYOUTS, PEOPLE, ROOMS, Layout
from microsite.imports.people import HONORIFICS
from microsite.imports.spreadsheets import Sheet

TIME, DURATION, ORGANIZATION, GIVEN, FAMILY = "Time", "Duration", "Organization", "Given name", "Family name"
"""Columns that others have beside ours: a start and an end in one cell, how long an item is, where its speaker is from, names in two."""

_PEOPLE_WORDS = {
    "Chair": "chairperson chairman vorsitz sitzungsleitung leitung president presidence presidente presidencia председатель 主席 الرئيس",
    "Moderator": "moderators moderation moderatorin moderateur moderatrice moderador moderadora moderatore модератор 主持人 المنسق",
    "Speakers": "speaker referent referenten referentin referentinnen referierende sprecher sprecherin sprecherinnen redner "
    "rednerin vortragende "
    "vortragender intervenant intervenants intervenante intervenantes orateur orateurs oratrice oratrices conferencier "
    "conferenciers ponente "
    "ponentes orador oradores relatore relatori oratore oratori wer who mitwirkende beteiligte докладчик докладчики выступающие "
    "спикер спикеры "
    "发言人 演讲者 演讲人 报告人 المتحدث المتحدثون المتكلم",
    "Presenters": "presenter",
    "Panellists": "panellist panelist panelists podium podiumsgaste panelistes panelistas",
    "Rapporteur": "rapporteurs berichterstatter",
    "Facilitator": "facilitators facilitateur",
    "Keynote speaker": "keynotespeakers keynote",
    "Discussants": "discussant diskutanten",
    "Co-chair": "cochairs",
    "Online moderator": "",
}
_ORGANIZATION_WORDS = (
    "organisation institution affiliation firma einrichtung organisme organismo company organizacion entreprise организация 机构 المؤسسة"
)
WORDS: dict[str, dict[str, str]] = {
    AGENDA.title: {
        "Day": "date tag datum jour fecha dia data giorno dag день дата 日期 日 اليوم التاريخ",
        "Starts": "start begin begins beginn von from debut inicio inizio anfang startzeit starttime beginning anfangszeit heurededebut "
        "horadeinicio начало 开始 开始时间 البداية",
        "Ends": "end ende bis until to fin fine endzeit endtime schluss heuredefin horadefin конец окончание 结束 结束时间 النهاية",
        TIME: "time zeit uhrzeit horaire horaires heure heures hours hora horario orario zeitraum times slot time slot время 时间 "
        "الوقت الساعة",
        DURATION: "duration dauer duree duracion durata min minutes minuten длительность 时长 المدة",
        "What": "kind type art typ format categorie tipo genre тип 类型 النوع",
        "Title": "titel titre titulo titolo session sitzung topic thema sujet tema programmpunkt programm programme program item event "
        "veranstaltung vortrag vortragstitel beitrag talk intitule agenda agendaitem activity activite actividad was тема название "
        "标题 题目 议题 主题 العنوان الموضوع",
        "Room": "raum ort salle lieu sala location place venue saal luogo lugar зал место 会议室 地点 القاعة المكان",
        **_PEOPLE_WORDS,
        ORGANIZATION: _ORGANIZATION_WORDS,
        "Track": "strang parcours stream",
        "Subjects": "tags schlagworte schlagworter keywords",
        "Level": "niveau nivel",
        "Language": "sprache langue idioma lingua язык 语言 اللغة",
        "Text": "description abstract beschreibung resume inhalt descripcion zusammenfassung описание 内容 简介 الوصف",
        "Slides": "folien presentation diapositives",
        "Recording": "video aufzeichnung enregistrement",
        "ID": "",
    },
    PEOPLE.title: {
        "Name": "names fullname nom nombre nome referent referentin sprecher speaker person 姓名 имя الاسم",
        GIVEN: "firstname givenname vorname prenom nombredepila givennames имя",
        FAMILY: "lastname familyname surname nachname familienname nomdefamille apellido apellidos cognome фамилия",
        "Honorific": "title titel titre anrede civilite tratamiento salutation",
        "Role": "position funktion function fonction funcion poste cargo jobtitle ruolo должность 职务 المنصب",
        "Organization": _ORGANIZATION_WORDS,
        "City, country": "city place ort stadt ville ciudad cityandcountry город 城市",
        "Web page": "web website url homepage site webseite page",
        "Biography": "bio biographie biografie vita cv lebenslauf biografia биография 简历",
        "Picture": "photo foto bild portrait image",
        "Pronouns": "pronomen pronoms",
        "ID": "",
    },
    DOCUMENTS.title: {
        "Title": "titel titre titulo document dokument название 标题",
        "Symbol": "number nummer cote signatura symbole",
        "What": "kind type art typ",
        "Date": "datum fecha",
        "Address": "url link adresse file datei fichier",
        "Expected": "erwartet attendu",
        "ID": "",
    },
    DEADLINES.title: {
        "Title": "titel titre what was quoi action",
        "Deadline": "frist fristende echeance datelimite plazo duedate срок 截止日期",
        "Text": "description beschreibung",
        "Mail": "email emailadresse courriel",
        "Form": "url link formular formulaire",
        "ID": "",
    },
    ROOMS.title: {
        "Name": "room raum salle sala saal nom",
        "Floor": "stockwerk etage etagen piso",
        "Seats": "capacity platze places plazas kapazitat capacite",
        "Access": "zugang acces",
        "ID": "",
    },
}
REMARKS = {
    "remarques",
    "remarque",
    "bemerkungen",
    "bemerkung",
    "anmerkungen",
    "observaciones",
    "observacoes",
    "remarks",
    "примечания",
    "备注",
}
"""Headings of columns that may be for colleagues alone, as `bare` has them: not read, unless --columns names them: Remarques=Note."""
_SURE = {
    AGENDA.title: ({"Title"}, {"Day", "Starts", "Ends", TIME, *_PEOPLE_WORDS, "Room"}),
    PEOPLE.title: ({"Name"}, {"Honorific", "Role", "Organization", "Biography", "City, country", "ID", "Web page"}),
    DOCUMENTS.title: ({"Title"}, {"Symbol", "Address", "Expected"}),
    DEADLINES.title: ({"Title", "Deadline"}, {"Deadline"}),
    ROOMS.title: ({"Name"}, {"Floor", "Seats"}),
}
"""What a table must have to be such a sheet: all of the first, and one of the others."""
LOOK_AT = 40
"""Rows among which the headings are sought."""


@dataclass
class Recognized:
    """A table of others, as a sheet of ours."""

    layout: Layout
    row: int
    """That of the headings, from 0."""
    columns: dict[str, int]
    """Our headings, and those of others that are above, each with the column that it is in."""
    unread: dict[int, str]
    """The headings of the other columns."""


class Named(NamedTuple):
    """The columns that somebody named: --columns."""

    meant: dict[str, str]
    """Our heading, by the bare heading of theirs."""
    unknown: tuple[str, ...]
    """What is said that can't be understood."""


def named_columns(said: str) -> Named:
    """What `Beginn=start,Ort=room` says."""
    known: dict[str, str] = {bare(heading): heading for words in WORDS.values() for heading in words}
    for layout in LAYOUTS:
        known |= {bare(each): column.heading for column in layout.columns for each in (column.heading, column.key) if each != "people"}
    meant, unknown = {}, []
    for pair in filter(None, (pair.strip() for pair in said.split(","))):
        theirs, is_pair, ours = pair.rpartition("=")
        if is_pair and theirs.strip() and bare(ours) in known:
            meant[bare(theirs)] = known[bare(ours)]
        else:
            unknown.append(pair)
    return Named(meant, tuple(unknown))


def heading_names() -> list[str]:
    """What may stand behind the = of --columns."""
    return [*dict.fromkeys(heading for words in WORDS.values() for heading in words)]


def recognized(sheet: Sheet, meant: Mapping[str, str]) -> Recognized | None:
    """What a table is by its headings, which are in one of its first rows; None if they say too little."""
    best: tuple[int, Recognized] | None = None
    for number, row in enumerate(sheet.rows[:LOOK_AT]):
        texts = {at: text for at, value in enumerate(row) if isinstance(value, str) and (text := " ".join(as_text(value).split()))}
        for layout in LAYOUTS if texts else ():
            columns, unread = _columns(texts, layout, meant)
            has_name = {GIVEN, FAMILY} <= columns.keys()
            all_of, one_of = _SURE[layout.title]
            if all_of <= columns.keys() | ({"Name"} if has_name else set()) and one_of & columns.keys():
                score = len(columns) + 3 * (bare(sheet.title) == bare(layout.title))
                if not best or score > best[0]:
                    best = score, Recognized(layout, number, columns, unread)
    return best[1] if best else None


def _columns(texts: Mapping[int, str], layout: Layout, meant: Mapping[str, str]) -> tuple[dict[str, int], dict[int, str]]:
    known = known_headings(layout.title)
    columns: dict[str, int] = {}
    unread = {}
    for at, text in texts.items():
        ours = next((heading for form in _forms(text) if (heading := meant.get(form) or known.get(form))), None)
        if ours and ours not in columns and ours in known.values():
            columns[ours] = at
        else:
            unread[at] = text
    if GIVEN in columns and FAMILY not in columns and "Name" in columns:
        columns[FAMILY] = columns.pop("Name")
    return columns, unread


@functools.cache
def known_headings(title: str) -> dict[str, str]:
    """Our headings on a sheet, by bare words for them."""
    layout = next(layout for layout in LAYOUTS if layout.title == title)
    known = {bare(word): heading for heading, words in WORDS[title].items() for word in words.split()}
    known |= {bare(column.key): column.heading for column in layout.columns if column.key != "people" and bare(column.key) not in known}
    return known | {bare(heading): heading for heading in (*WORDS[title], *(column.heading for column in layout.columns))}


def _forms(text: str) -> Iterator[str]:
    """A heading, without what stands in brackets, behind a slash, and without endings for both sexes: Referent:innen, Referent/in."""
    yield bare(text)
    yield bare(text.split("(")[0])
    for sign in "/*:_":
        yield bare(text.split(sign)[0])


# ── a proposal ────────────────────────────────────────────────────────────────────────────────────────────────────


def proposal(sheet: Sheet, dates: tuple[dt.date, dt.date]) -> dict[str, str]:
    """What the columns of an agenda could be by what stands in them: our headings by theirs. Empty where it is no agenda."""

    def is_read(read: Callable[[Any], Any]) -> Callable[[Any], bool]:
        def check(value: Any) -> bool:
            try:
                return bool(read(value))
            except CannotTake:
                return False

        return check

    timed = is_read(lambda value: as_period(value) or as_clock(value))
    first = next((number for number, row in enumerate(sheet.rows) if any(value is not None and timed(value) for value in row)), 0)
    if not first:
        return {}
    heads = next(
        (number for number in range(first - 1, -1, -1) if sum(bool(as_text(value)) for value in sheet.rows[number]) > 1), first - 1
    )
    found: dict[str, str] = {}
    texts: dict[str, float] = {}
    for at, head in enumerate(map(as_text, sheet.rows[heads])):
        cells = [value for row in sheet.rows[first:] if at < len(row) and as_text(value := row[at])]
        if not head or not cells:
            continue
        most = len(cells) * 0.6
        ours = ""
        if sum(as_period(value) is not None for value in cells) > most:
            ours = TIME
        elif sum(map(timed, cells)) > most:
            ours = "Ends" if "Starts" in found.values() else "Starts"
        elif sum(map(is_read(lambda value: as_day(value, dates)), cells)) > most:
            ours = "Day"
        if ours and ours not in found.values():
            found[head] = ours
        else:
            texts[head] = sum(len(as_text(value)) for value in cells) / len(cells)
    if texts:
        found[max(texts, key=texts.__getitem__)] = "Title"
    return found if "Title" in found.values() and len(found) > 1 else {}


def is_day_heading(text: str, dates: tuple[dt.date, dt.date]) -> dt.date | None:
    """The day that a text alone on its row, or the title of a sheet, names: “Day 2: Practice” too."""
    text = " ".join(text.split())
    for piece in (text, *(text.split(sign)[0] for sign in (":", "–", " - ", "|", "("))):
        if found := day_in(piece.strip(), dates):
            return found
    return None


def honorific(name: str) -> tuple[str, str]:
    """A name apart from what is put before it: “Dr.”, “Ms.”; empty where nothing is."""
    found = re.match(HONORIFICS, name)
    rest = name[found.end() :].strip() if found else ""
    return (found[0].strip(), rest) if found and rest else ("", name)
