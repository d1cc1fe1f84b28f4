"""The sheets of a workbook: which table of the data each shows, in which columns."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from microsite.imports.columns import (
    Choice,
    Column,
    Day,
    Entry,
    Hour,
    Id,
    KindOfItem,
    Moment,
    Name,
    People,
    PictureFile,
    Prose,
    PublicAddress,
    Several,
    Tags,
    Text,
    YesNo,
)
from microsite.localize.labels import DOCUMENT_KINDS
from microsite.model import docstrings
from microsite.model.agenda import AgendaItem, Level
from microsite.model.base import Model
from microsite.model.documents import Document
from microsite.model.participation import Call
from microsite.model.people import Part, Person
from microsite.model.session import Room

PART_HEADINGS = {
    Part.chair: "Chair",
    Part.co_chair: "Co-chair",
    Part.moderator: "Moderator",
    Part.online_moderator: "Online moderator",
    Part.facilitator: "Facilitator",
    Part.keynote: "Keynote speaker",
    Part.speaker: "Speakers",
    Part.presenter: "Presenters",
    Part.panellist: "Panellists",
    Part.discussant: "Discussants",
    Part.rapporteur: "Rapporteur",
}
ALWAYS_THERE = (Part.chair, Part.moderator, Part.speaker)
"""Parts that each agenda has a column for, even if nobody has one."""


@dataclass(frozen=True)
class Layout:
    """One sheet: a table, and what it shows of it."""

    title: str
    table: str
    model: type[Model]
    columns: tuple[Column, ...]
    needed: tuple[str, ...]
    """Keys without which a row says too little: cells in colour."""

    def note(self, column: Column) -> str:
        """What to know of a column."""
        sentence = column.note or docstrings.of_fields(self.model).get(column.key, "")
        return sentence.replace("`", "")


def _labels(words: type[StrEnum]) -> tuple[tuple[str, str], ...]:
    return tuple((str(word), str(word).replace("_", " ")) for word in words)


ONE_A_LINE = (
    "One person a line (Alt+Enter), or between semicolons. Somebody new comes to be under People; an organization stands in brackets."
)
ID = "What the row is known by, in addresses too. Leave it as it is. A new row gets one when the sheet is taken back."

AGENDA = Layout(
    "Agenda",
    "items",
    AgendaItem,
    (
        Day("Day", "date", 17, "The day on which the item begins. Empty while it is planned and has no day yet."),
        Hour("Starts", "start", 9, "When it begins; what belongs to the evening before counts on past midnight: 24:30."),
        Hour("Ends", "end", 9, "When it ends; past midnight it counts on: 24:30. Empty if it lasts until the next one."),
        KindOfItem("What", "kind", 18, "What it is: choose one. Kinds of the session's own are in the list, too."),
        Text("Title", "title", 44),
        Entry("Room", "room", 18, "The room, if not the sitting's: choose one, or write its name."),
        *(
            People(
                heading,
                "people",
                24,
                f"Who is {str(part).replace('_', ' ')}. {ONE_A_LINE} Other parts can have columns: {', '.join(PART_HEADINGS.values())}.",
                part,
            )
            for part, heading in PART_HEADINGS.items()
        ),
        Entry("Track", "track", 16, "The track, where several run side by side: choose one, or write its name."),
        Tags("Subjects", "tags", 16, "What it is about in a word each: tags of the data file, a line each."),
        Choice("Level", "level", 14, "For whom it is.", _labels(Level)),
        Column("Language", "language", 11, "The language spoken in it, by its code: en, fr, ar."),
        Prose("Text", "text", 50),
        Several("Questions", "questions", 40, "Questions that guide it, a line each."),
        PublicAddress(
            "Slides", "slides", 24, "Its slides: an address, or a file in docs/. One for each language: “en: https://…”, a line each."
        ),
        PublicAddress("Recording", "recording", 24, "Where its recording is. One for each language: “en: https://…”, a line each."),
        YesNo("Open end", "open_end", 10, "yes if it ends when it ends, as a reception may."),
        YesNo("If needed", "if_needed", 10, "yes if it is held only if there is a need."),
        YesNo("Members only", "members_only", 10, "yes if only Members attend."),
        YesNo("Full", "full", 8, "yes if there are no places left."),
        YesNo("On the webcast", "webcast", 10, "no if it is not on the webcast.", True),
        YesNo("Cancelled", "cancelled", 10, "yes if it will not take place. The row stays, so that links to it still work."),
        Prose("Note", "note", 30),
        Id("ID", "id", 22, ID),
    ),
    ("kind", "title", "start"),
)
PEOPLE = Layout(
    "People",
    "people",
    Person,
    (
        Name("Name", "name", 28),
        Name("Honorific", "honorific", 12),
        Text("Role", "role", 30),
        Name("Organization", "organization", 30),
        Text("City, country", "place", 24),
        PublicAddress("Web page", "url", 30),
        Prose("Biography", "biography", 50),
        PictureFile("Picture", "picture", 24, "A portrait: a file in docs/, for instance files/kim.jpg."),
        Text("Pronouns", "pronouns", 12),
        YesNo("Group", "group", 8, "yes if it is an organization or a group."),
        Id("ID", "id", 22, ID),
    ),
    ("name", "organization"),
)
DOCUMENTS = Layout(
    "Documents",
    "documents",
    Document,
    (
        Text("Title", "title", 44),
        Column("Symbol", "symbol", 20),
        Choice(
            "What",
            "kind",
            22,
            "What it is: choose one, or write a name of your own.",
            tuple((str(k), v) for k, v in DOCUMENT_KINDS.items()),
            True,
        ),
        Day("Date", "date", 17),
        PublicAddress(
            "Address", "url", 40, "Where it is: an address, or a file in docs/. One for each language: “en: https://…”, a line each."
        ),
        Day("Expected", "expected", 17),
        Id("ID", "id", 22, ID),
    ),
    ("title", "url"),
)
DEADLINES = Layout(
    "Deadlines",
    "calls",
    Call,
    (
        Text("Title", "title", 40),
        Moment("Deadline", "deadline", 20),
        Moment("Was", "was", 20),
        Prose("Text", "text", 50),
        Prose("Note", "note", 30),
        Column("Mail", "email", 28),
        PublicAddress("Form", "url", 30),
        Id("ID", "id", 22, ID),
    ),
    ("title", "deadline"),
)
ROOMS = Layout(
    "Rooms",
    "rooms",
    Room,
    (
        Name("Name", "name", 28),
        Text("Floor", "floor", 20),
        Column("Seats", "seats", 9),
        Prose("Access", "access", 50),
        Id("ID", "id", 22, ID),
    ),
    ("name",),
)
LAYOUTS = (AGENDA, PEOPLE, DOCUMENTS, DEADLINES, ROOMS)
