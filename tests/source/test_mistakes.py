"""Ordinary mistakes of somebody who knows Word and Excel: each gets one message for its cause, whose remedy is right to the letter.

Each remedy that says a definite thing is followed here as the message gives it; the file is then accepted, and means what was meant.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from microsite.model.agenda import Kind
from microsite.model.session import Session
from microsite.source.diagnostics import BadSource, Problem
from microsite.source.loading import load

HEAD = """\
number: 2
title: Tides
organizer: {name: Harbour Institute}
dates: {start: 2026-05-07, end: 2026-05-08}
zone: Asia/Tokyo
"""
PEOPLE = "people:\n  kim: {name: KIM Min-jun}\n  lee: {name: {en: Lee Ann, ko: 이안}}\n"
SITTING = """\
agenda:
  status: provisional
  days:
    - date: 2026-05-07
      sittings:
        - id: am
          start: 10:00
          end: 13:00
          items:
"""


class Mistake(NamedTuple):
    """What an editor writes below HEAD (or, with `title: `, in place of its title), what is said of it, and what was meant."""

    text: str
    said: tuple[str, ...]
    """Messages after `session.yml:`; the first is followed, where `meant` is given."""
    meant: tuple[Callable[[Session], Any], Any] | None = None
    """How to find in the session what was meant, and that."""


def call(deadline: str) -> str:
    return f"calls:\n  - {{id: a, title: A, deadline: {deadline}}}\n"


def due(session: Session) -> Any:
    return session.calls[0].deadline


def people(entry: str) -> str:
    return f"{PEOPLE}{SITTING}            - id: a\n              kind: panel\n              people:\n                {entry}\n"


def speakers(session: Session) -> Any:
    return [(each.person, str(each.part)) for each in session.agenda_days[0].sittings[0].items[0].people]


def items(session: Session) -> Any:
    return [item.id for item in session.agenda_days[0].sittings[0].items]


def summary(session: Session) -> Any:
    return session.summary.root if session.summary else None


def title(session: Session) -> Any:
    return session.title.root[""]


def venue(session: Session) -> Any:
    return session.venue and {key: value.root[""] for key, value in session.venue if value}


ROOM = {"name": "Hall", "city": "Kyoto"}

MISTAKES = {
    # ── times and dates ──
    "6:00 p.m.": Mistake(
        call("2026-04-10 6:00 p.m."),
        ("7:33: error: calls[0].deadline: “2026-04-10 6:00 p.m.” is not a date and a time; write `2026-04-10 18:00`",),
        (due, dt.datetime(2026, 4, 10, 18)),
    ),
    "23:59 UTC in another zone": Mistake(
        call("2026-04-01 23:59 UTC"),
        (
            "7:33: error: calls[0].deadline: “2026-04-01 23:59 UTC” says “UTC”, and all times are those of `zone` (Asia/Tokyo), where it is "
            "another time then; write `2026-04-02 08:59`",
        ),
        (due, dt.datetime(2026, 4, 2, 8, 59)),
    ),
    "anywhere on earth": Mistake(
        call("2026-04-01 23:59 AoE"),
        (
            "7:33: error: calls[0].deadline: “2026-04-01 23:59 AoE” says “AoE”, and all times are those of `zone` (Asia/Tokyo), where it is "
            "another time then; write `2026-04-02 20:59`",
        ),
        (due, dt.datetime(2026, 4, 2, 20, 59)),
    ),
    "the zone's own name": Mistake(
        call("2026-04-01T23:59+09:00"),
        (
            "7:33: error: calls[0].deadline: “2026-04-01T23:59+09:00” says “+09:00”, and all times are those of `zone` (Asia/Tokyo); "
            "write `2026-04-01 23:59`",
        ),
        (due, dt.datetime(2026, 4, 1, 23, 59)),
    ),
    "a zone that nobody knows": Mistake(
        call("2026-04-01 18:00 local time"),
        (
            "7:33: error: calls[0].deadline: “2026-04-01 18:00 local time” says “local time”, and all times are those of `zone` (Asia/Tokyo); "
            "write the time there: `2026-04-01 18:00` if it is that already",
        ),
        (due, dt.datetime(2026, 4, 1, 18)),
    ),
    "a deadline at the end of time": Mistake(
        call("9999-12-31 23:59 AoE"),
        (
            "7:33: error: calls[0].deadline: “9999-12-31 23:59 AoE” is not a date; write year-month-day, for instance 2025-10-28",
        ),
    ),
    "a day of the week and a month": Mistake(
        "calls:\n  - id: a\n    title: A\n    deadline: Friday, 10 April 2026\n",
        ("9:15: error: calls[0].deadline: “Friday, 10 April 2026” is not a date; write `2026-04-10`",),
        (due, dt.date(2026, 4, 10)),
    ),
    "the time before the date": Mistake(
        "calls:\n  - id: a\n    title: A\n    deadline: 6:00 p.m., 10 April 2026\n",
        ("9:15: error: calls[0].deadline: “6:00 p.m., 10 April 2026” is not a date and a time; write `2026-04-10 18:00`",),
        (due, dt.datetime(2026, 4, 10, 18)),
    ),
    "a date that could be two": Mistake(
        call("05/06/2026"),
        ("7:33: error: calls[0].deadline: “05/06/2026” is not a date; write year-month-day, for instance 2025-10-28",),
    ),
    "10h30": Mistake(
        "hours: {start: 10h30, end: 6 pm}\n",
        (
            "6:16: error: hours.start: “10h30” is not a time of day; write `10:30`",
            "6:28: error: hours.end: “6 pm” is not a time of day; write `18:00`",
        ),
        (lambda session: (session.hours.start, session.hours.end), (dt.time(10, 30), dt.time(18))),
    ),
    "an item without length": Mistake(
        f"{SITTING}            - id: a\n              kind: opening\n              start: 10:00\n              end: 10:00\n",
        (
            "18:20: error: agenda.days[0].sittings[0].items[0].end: is 10:00, the same as its start; delete `end` if it has no length, "
            "or correct one of the two",
        ),
        (items, ["a"]),
    ),
    # ── signs of YAML in a text ──
    "quotes from Word": Mistake(
        "title: “Voices: the sea”",
        ("2:8: error: the text is between “ and ”, which are no quotes for YAML; type straight ones (\") in their place",),
        (title, "Voices: the sea"),
    ),
    "a colon": Mistake(
        "title: Voices: the sea",
        ("2:8: error: the text has a colon and a space in it; put quotes around the text",),
        (title, "Voices: the sea"),
    ),
    "a colon and quotes": Mistake(
        'title: Voices: the "sea"',
        ("2:8: error: the text has a colon and a space in it; put single quotes (') around the text",),
        (title, 'Voices: the "sea"'),
    ),
    "a colon between braces": Mistake(
        "venue: {name: Hall: the big one, city: Kyoto}\n",
        ('6:15: error: “Hall: the big one” has a colon and a space inside; write `"Hall: the big one"`',),
        (venue, {"name": "Hall: the big one", "city": "Kyoto"}),
    ),
    "colons in two texts between braces": Mistake(
        "summary: {en: Day 2: the sea, fr: Jour 2 : la mer}\n",
        (
            "6:15: error: “Day 2: the sea” and “Jour 2 : la mer” have a colon and a space inside; "
            'write `"Day 2: the sea"` and `"Jour 2 : la mer"`',
        ),
        (summary, {"en": "Day 2: the sea", "fr": "Jour 2 : la mer"}),
    ),
    "quotes around braces": Mistake(
        "summary: '{en: Tides, fr: Marées}'\n",
        (
            "6:10: warning: summary: begins with { and ends with }, which are shown as they are typed; delete the quotes around them, if keys "
            "are meant",
        ),
    ),
    "a bracket between braces": Mistake(
        "venue: {name: Hall [north], city: Kyoto}\n",
        ("6:15: error: the text has a bracket ([) in it; put quotes around the text",),
        (venue, {"name": "Hall [north]", "city": "Kyoto"}),
    ),
    "an apostrophe": Mistake(
        "title: 'Today's tides'",
        ('2:8: error: the text has an apostrophe in it, which closes its single quotes; put double quotes (") around the text',),
        (title, "Today's tides"),
    ),
    "an at sign": Mistake(
        "title: @WIPO: tides",
        ("2:8: error: a text can't begin with @; put quotes around the text",),
        (title, "@WIPO: tides"),
    ),
    "asterisks around several words": Mistake(
        "title: *Tides and voices*",
        ("2:8: error: title: a text can't begin with *; delete the asterisks around it, or put quotes around the text if they belong there",),
        (title, "Tides and voices"),
    ),
    "asterisks": Mistake(
        "title: *Tides*",
        ("2:8: error: a text can't begin with *; delete the asterisks around it, or put quotes around the text if they belong there",),
        (title, "Tides"),
    ),
    "an ampersand": Mistake(
        "title: &Tides and voices",
        ("2:8: error: title: a text can't begin with &, and “&Tides” would be lost; put quotes around the text",),
        (title, "&Tides and voices"),
    ),
    "an exclamation mark": Mistake(
        "title: !Tides and voices",
        ("2:8: error: title: a text can't begin with !, and “!Tides” would be lost; put quotes around the text",),
        (title, "!Tides and voices"),
    ),
    "to be confirmed": Mistake(
        "summary: [To be confirmed]\n",
        (
            "6:10: error: summary: is between square brackets, which make a list; put quotes around it, or delete the line if nothing is "
            "known yet",
        ),
        (summary, {"": "[To be confirmed]"}),
    ),
    "a hash at the beginning": Mistake(
        "title: #Tides",
        ("2:1: error: title: is empty, since what follows a # is not read; put quotes around the text",),
        (title, "#Tides"),
    ),
    # ── what is pasted ──
    "spaces that do not break": Mistake(
        "venue:\n\u00a0\u00a0name: Hall\n  city: Kyoto\n",
        ("7:1: error: special spaces (U+00A0), pasted from elsewhere, stand in this line; type the spaces around each key again",),
        (venue, ROOM),
    ),
    "a space that does not break further down": Mistake(
        "venue:\n  name: Hall\n\u2003 city: Kyoto\n",
        ("8:1: error: special spaces (U+2003), pasted from elsewhere, stand in this line; type the spaces around each key again",),
        (venue, ROOM),
    ),
    "special spaces in a whole block": Mistake(
        f"{SITTING}            -\u00a0id:\u00a0a\n\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0kind: panel\n",
        (
            "15:14: error: special spaces (U+00A0), pasted from elsewhere, stand in this line and those up to line 16; type the spaces around "
            "each key again",
        ),
    ),
    "a change copied with its marks": Mistake(
        "venue:\n-  name: Old hall\n+  name: Hall\n   …\n   city: Kyoto\n",
        (
            "7:1: error: the line begins with a -, a mark of what a change takes away; delete the line",
            "8:1: error: the line begins with a +, a mark of changes that was copied too; delete the +",
            "9:4: error: the line marks what an example leaves out, and was copied with it; delete the line",
            "10:4: error: the line is indented by 3, and its neighbours by 2; delete 1 space before it",
        ),
        (venue, ROOM),
    ),
    "lines of a comparison": Mistake(
        "+venue:\n+  name: Hall\n+  city: Kyoto\n",
        ("6:1: error: this line and those up to line 8 begin with a +, a mark of changes that was copied too; delete the + of each",),
        (venue, ROOM),
    ),
    "a line of a comparison": Mistake(
        "venue:\n  name: Hall\n+  city: Kyoto\n",
        ("8:1: error: the line begins with a +, a mark of changes that was copied too; delete the +",),
        (venue, ROOM),
    ),
    "a row of a spreadsheet": Mistake(
        "agenda:\n  days:\n10:00\t11:00\tOpening\tKIM Min-jun\n",
        ("8:1: error: the line is a row of a table, with tabs between its cells; write each cell under its key, on a line of its own",),
    ),
    "a tab": Mistake(
        "venue:\n\tname: Hall\n\tcity: Kyoto\n",
        ("7:1: error: the line is indented with a tab; use spaces",),
        (venue, ROOM),
    ),
    "a full-width colon": Mistake(
        "venue:\n  name：Hall\n  city: Kyoto\n",
        ("7:7: error: “：” is no colon for YAML; write `: `",),
        (venue, ROOM),
    ),
    "a colon that is missing": Mistake(
        "contact:\n  email info@example.org\n  phone: +41 22 338 9111\n",
        ("7:3: error: “email” has no colon after it; write `email:`",),
        (lambda session: session.contact.email, "info@example.org"),
    ),
    "no space after a colon": Mistake(
        "venue:\n  name:Hall\n  city: Kyoto\n",
        ("7:3: error: “name:Hall” has no space after its colon; write `name: Hall`",),
        (venue, ROOM),
    ),
    # ── lists and indents ──
    **{
        f"an entry that begins with {sign}": Mistake(
            f"{SITTING}            {sign} id: a\n              kind: panel\n",
            (f"15:13: error: “{sign}” is no hyphen, with which each entry of a list begins; write `-`",),
            (items, ["a"]),
        )
        for sign in "•–—"
    },
    "a second entry that begins with a bullet": Mistake(
        f"{SITTING}            - id: a\n              kind: panel\n            • id: b\n              kind: panel\n",
        ("17:13: error: “•” is no hyphen, with which each entry of a list begins; write `-`",),
        (items, ["a", "b"]),
    ),
    "no space after a hyphen": Mistake(
        f"{SITTING}            -id: a\n             kind: panel\n",
        ("15:13: error: “-id” has no space after its hyphen; write `- id`",),
        (items, ["a"]),
    ),
    "a translation below a text of one line": Mistake(
        "summary: Tides and voices\n  fr: Marées et voix\n",
        (
            "6:10: error: the text stands beside its key, and its translation (`fr`) below it; move it to a line of its own there, with "
            "`en: ` before it",
        ),
        (summary, {"en": "Tides and voices", "fr": "Marées et voix"}),
    ),
    "a translation below a text in quotes": Mistake(
        'summary: "Tides: voices"\n  zh: 潮汐与声音\n',
        (
            "6:10: error: the text stands beside its key, and its translation (`zh`) below it; move it to a line of its own there, with "
            "`en: ` before it",
        ),
        (summary, {"en": "Tides: voices", "zh": "潮汐与声音"}),
    ),
    "one space too many": Mistake(
        "venue:\n  name: Hall\n   city: Kyoto\n",
        ("8:4: error: the line is indented by 3, and its neighbours by 2; delete 1 space before it",),
        (venue, ROOM),
    ),
    "one space too few": Mistake(
        "venue:\n  name: Hall\n city: Kyoto\n",
        ("8:2: error: the line is indented by 1, and its neighbours by 2; add 1 space before it",),
        (venue, ROOM),
    ),
    "a space before a key of the session": Mistake(
        "venue: {name: Hall}\n summary: Tides\n",
        ("7:2: error: the line is indented by 1, and its neighbours by 0; delete 1 space before it",),
        (summary, {"": "Tides"}),
    ),
    "an entry too far to the right": Mistake(
        f"{SITTING}            - id: a\n              kind: panel\n             - id: b\n               kind: panel\n",
        ("17:14: error: the line is indented by 13, and its neighbours by 12; delete 1 space before it, and before each line below that is part of it",),
    ),
    "the first line of a group one space too deep": Mistake(
        "contact:\n   name: Desk\n  email: a@example.org\n  phone: +41 22 338 9111\n",
        ("7:4: error: the line is indented by 3, and the lines below it do not fit that; delete 1 space before it",),
        (lambda session: session.contact.email, "a@example.org"),
    ),
    "the hyphen of an entry one space too deep": Mistake(
        SITTING.replace("        - id: am", "         - id: am") + "            - {id: a, kind: panel}\n",
        ("11:10: error: the line is indented by 9, and the lines below it do not fit that; delete 1 space before it",),
        (items, ["a"]),
    ),
    "an item one space too deep": Mistake(
        f"{SITTING}            - id: a\n              kind: panel\n             - id: b\n              kind: closing\n",
        ("17:14: error: the line is indented by 13, and its neighbours by 12; delete 1 space before it",),
        (items, ["a", "b"]),
    ),
    "a person one space too deep": Mistake(
        "people:\n  lee:\n    name: Lee Ann\n   kim:\n    name: KIM Min-jun\n",
        ("9:4: error: the line is indented by 3, and its neighbours by 2; delete 1 space before it",),
        (lambda session: [*session.people], ["lee", "kim"]),
    ),
    "a key below translations one space too far left": Mistake(
        f"{SITTING}            - id: a\n              kind: panel\n              title:\n                en: A\n               start: 10:00\n",
        ("19:16: error: the line is indented by 15, and its neighbours by 14; delete 1 space before it",),
        (items, ["a"]),
    ),
    "a colon, with a comment behind the key above": Mistake(
        "summary:   # for the list\n  en: Tides: voices\n  fr: Marées\n",
        ("7:7: error: the text has a colon and a space in it; put quotes around the text",),
        (summary, {"en": "Tides: voices", "fr": "Marées"}),
    ),
    "a translation that has lost its indent": Mistake(
        "summary:\n  en: Tides\nfr: Marées\n  ar: المد\n",
        ("8:1: error: the line is indented by 0, and the lines around it by 2; add 2 spaces before it",),
        (summary, {"en": "Tides", "fr": "Marées", "ar": "المد"}),
    ),
    "a key of the venue that has lost its indent": Mistake(
        "venue:\n  name: Hall\ncity: Kyoto\n  room: A\n",
        ("8:1: error: the line is indented by 0, and the lines around it by 2; add 2 spaces before it",),
        (venue, {**ROOM, "room": "A"}),
    ),
    "a person who has lost the indent": Mistake(
        "people:\n  lee:\n    name: Lee Ann\nkim:\n    name: KIM Min-jun\n  wu:\n    name: Wu Fei\n",
        ("9:1: error: the line is indented by 0, and the lines around it by 2; add 2 spaces before it",),
        (lambda session: [*session.people], ["lee", "kim", "wu"]),
    ),
    "an item of few keys below one of many": Mistake(
        f"{SITTING}            - id: a\n              kind: panel\n              title: A\n              start: 10:00\n              end: 10:30\n"
        "              text: B\n              note: D\n              questions: [E]\n              full: true\n"
        "              - id: b\n                kind: panel\n                title: F\n                start: 10:30\n                end: 11:00\n",
        ("24:15: error: the line is indented by 14, and its neighbours by 12; delete 2 spaces before it, and before each line below that is part of it",),
        (items, ["a", "b"]),
    ),
    "a key of an item two spaces too far left": Mistake(
        f"{SITTING}            - id: a\n            kind: panel\n              start: 10:00\n",
        ("16:13: error: the line is indented by 12, and its neighbours by 14; add 2 spaces before it",),
        (items, ["a"]),
    ),
    "a pasted paragraph without its indent": Mistake(
        "about:\n  en: |-\n    Tides.\n\nVoices: of the sea.\nAnd of the shore.\n\n    The end.\n  fr: Marées\n",
        (
            "10:1: error: the text that begins on line 8 goes on here, and the line is indented by 0; add 4 spaces before it, "
            "and before each line below that is as far left and part of the text",
        ),
        (lambda session: session.about.root["en"], "Tides.\n\nVoices: of the sea.\nAnd of the shore.\n\nThe end."),
    ),
    "pasted paragraphs without the sign of a text": Mistake(
        "about:\n  en:\n    Tides and what they: carry.\n\n    - One\n    - Two\n\n    The end.\n  fr: Marées\n",
        ("7:3: error: “en:” stands above a text of several lines; write `en: |-`",),
        (lambda session: session.about.root["en"], "Tides and what they: carry.\n\n- One\n- Two\n\nThe end."),
    ),
    "dashes and quotes of Word around dates and times": Mistake(
        "hours: {start: “10:00”, end: 17:00}\ncalls:\n  - id: a\n    title: A\n    deadline: 2026–04–01\n",
        (
            "6:16: error: hours.start: ““10:00”” is not a time of day; write `10:00`",
            "10:15: error: calls[0].deadline: “2026–04–01” is not a date; write `2026-04-01`",
        ),
    ),
    "an address between angle brackets": Mistake(
        "webcast:\n  url: <https://watch.example.org/bells>\n",
        ("7:8: error: webcast.url: “<https://watch.example.org/bells>” has more than the address; write `https://watch.example.org/bells`",),
    ),
    "a comma of Arabic": Mistake(
        "summary: {en: Tides، fr: Marées}\n",
        ("6:20: error: “،” stands between two entries, and a comma parts them; write `, `",),
        (summary, {"en": "Tides", "fr": "Marées"}),
    ),
    "a brace that is not opened": Mistake(
        people("- person: kim, part: chair}"),
        (
            "21:19: error: the } at the end of the line closes nothing; write `{` before the first key: `- {person: kim, part: chair}`",
        ),
    ),
    "a day that is none, and a statement on its item": Mistake(
        f"{SITTING.replace('2026-05-07', '7 May')}            - id: a\n              kind: panel\nstatements:\n  - {{id: s, by: Guild, item: a, text: Good}}\n",
        ("9:13: error: agenda.days[0].date: “7 May” is not a date; write year-month-day, for instance 2025-10-28",),
    ),
    "a statement on what is no item but a sitting": Mistake(
        f"{SITTING}            - id: a\n              kind: panel\nstatements:\n  - {{id: s, by: Guild, item: am, text: Good}}\n",
        ("18:30: error: statements[0].item: “am” is the id of no item of the agenda; correct it, or name the point instead",),
    ),
    "a person without indent, whom an item names": Mistake(
        people("- {person: wu}").replace("  lee:", "lee:", 1).replace("agenda:", "  wu: {name: Wu Fei}\nagenda:", 1),
        ("8:1: error: the line is indented by 0, and the lines around it by 2; add 2 spaces before it",),
        (speakers, [("wu", "speaker")]),
    ),
    "a bullet of Word": Mistake(
        f"{SITTING}            •\tid: a\n              kind: panel\n",
        ("15:13: error: “•” is no hyphen, with which each entry of a list begins; write `- ` in place of it and of the tab",),
    ),
    "a comma that is missing": Mistake(
        "venue: {name: Hall city: Kyoto}\n",
        ("6:20: error: “city:” stands behind a value without a comma; write `, city:`",),
        (venue, ROOM),
    ),
    "a comma of Chinese": Mistake(
        "summary: {en: Tides， fr: Marées}\n",
        ("6:20: error: “，” stands between two entries, and a comma parts them; write `, `",),
        (summary, {"en": "Tides", "fr": "Marées"}),
    ),
    "no space after the hyphen of braces": Mistake(
        people("-{person: kim}"),
        ("21:17: error: agenda.days[0].sittings[0].items[0].people: “-{” has no space after its hyphen; write `- {`",),
        (speakers, [("kim", "speaker")]),
    ),
    "marks of two versions": Mistake(
        "<<<<<<< main\nvenue: {name: Hall, city: Kyoto}\n>>>>>>> other\n",
        (
            "6:1: error: two versions stand here, which Git could not merge; keep one of them, and delete this line and the other version",
            "8:1: error: two versions stand here, which Git could not merge; keep one of them, and delete this line and the other version",
        ),
    ),
    "an item pasted without its indent": Mistake(
        f"{SITTING}            - id: a\n              kind: panel\n- id: b\n  kind: closing\n",
        ("17:1: error: the line is indented by 0, and its neighbours by 12; add 12 spaces before it, and before each line below that is part of it",),
        (items, ["a", "b"]),
    ),
    "an item right below the hours of its sitting": Mistake(
        f"{SITTING}            - id: a\n              kind: panel\n        - id: pm\n          start: 14:00\n          end: 15:00\n"
        "            - id: b\n              kind: panel\n",
        (
            "20:13: error: an item of the agenda stands here, and its sitting has no `items:`; write `items:` on a line above it, "
            "indented by 10",
        ),
    ),
    "an item right below a day": Mistake(
        "agenda:\n  days:\n    - date: 2026-05-07\n            - id: a\n              kind: panel\n",
        (
            "9:13: error: an item of the agenda stands here, below no sitting; write `sittings:` above it, and below that `- id`, `start`, "
            "`end` and `items:`",
        ),
    ),
    "a hyphen that was deleted": Mistake(
        f"{SITTING}            - id: a\n              kind: panel\n              id: b\n              kind: closing\n",
        (
            "17:15: error: agenda.days[0].sittings[0].items[0].id: is here twice, first on line 15: a new entry begins, without its hyphen; "
            "put one in the place of the two spaces before it: `- id`",
        ),
    ),
    "a hyphen that was deleted before braces": Mistake(
        people("- {person: kim}\n                {person: lee}"),
        ("22:17: error: “{” begins an entry of a list, and has no hyphen before it; write `- {`",),
        (speakers, [("kim", "speaker"), ("lee", "speaker")]),
    ),
    "a brace that is not closed": Mistake(
        people("- {person: kim, part: moderator\n              questions:\n                - Why?"),
        ("21:19: error: the { opened on line 21 is not closed; write } where it ends, or put a comma between its entries",),
    ),
    "a key without a name": Mistake(
        "venue:\n  name: Hall\n  '': Kyoto\n",
        ("7:3: error: venue: has a key without a name; write a word before its colon, or delete the line",),
    ),
    "a key without a name at the margin": Mistake(
        "'': Kyoto\n",
        ("1:1: error: has a key without a name; write a word before its colon, or delete the line",),
    ),
    "a bracket at the end of the file": Mistake(
        "interpretation:\n  [\n",
        ("7:3: error: the [ opened on line 7 is not closed; write ] where it ends, or put a comma between its entries",),
    ),
    "a semicolon between braces": Mistake(
        people("- {person: kim; part: moderator}"),
        ("21:31: error: “;” stands between two entries, and a comma parts them; write `, `",),
    ),
    "a comma after braces": Mistake(
        people("- {person: kim, part: moderator},"),
        ("21:49: error: a comma stands at the end of the line, where nothing follows; delete it",),
    ),
    # ── keys and values ──
    "hours in one line": Mistake(
        f"{SITTING}            - id: a\n              kind: panel\n              time: 10:00–12:00\n",
        (
            "17:15: error: agenda.days[0].sittings[0].items[0].time: is not a known key; write `start: 10:00` and `end: 12:00`, each on a "
            "line of its own",
        ),
    ),
    "two times for one": Mistake(
        "hours:\n  start: 10:00-18:00\n  end: 18:00\n",
        ("7:10: error: hours.start: “10:00-18:00” is two times; write `10:00`, and 18:00 after `end`",),
        (lambda session: (session.hours.start, session.hours.end), (dt.time(10), dt.time(18))),
    ),
    "a kind and another word": Mistake(
        f"{SITTING}            - id: a\n              kind: Panel discussion\n",
        (
            "16:21: error: agenda.days[0].sittings[0].items[0].kind: “Panel discussion” is not one of opening, keynote, panel, presentation, "
            "talk, lightning_talks, workshop, tutorial, sharing_session, open_floor, discussion, statements, informal_consultation, side_event, "
            "poster, bilateral, registration, ceremony, social_event, excursion, break, closing; did you mean panel?",
        ),
    ),
    "speakers for people": Mistake(
        "speakers:\n  kim: {name: KIM Min-jun}\n",
        ("6:1: error: speakers: is not a known key; did you mean `people`?",),
        (lambda session: [*session.people], ["kim"]),
    ),
    "a distance from Greenwich for a zone": Mistake(
        HEAD.replace("Asia/Tokyo", "GMT+9"),
        ("5:7: error: zone: “GMT+9” is not a time zone; write its place, for instance Europe/Zurich",),
    ),
    "a town for a zone": Mistake(
        HEAD.replace("Asia/Tokyo", "Nairobi"),
        ("5:7: error: zone: “Nairobi” is not a time zone; write `Africa/Nairobi`",),
        (lambda session: session.zone, "Africa/Nairobi"),
    ),
    "two mail addresses": Mistake(
        "contact: {email: a@example.org; b@example.org}\n",
        ("6:18: error: contact.email: “a@example.org; b@example.org” is more than one mail address; keep one",),
    ),
    "a telephone number without its country": Mistake(
        "contact: {phone: 00254 20 555 0142}\n",
        (
            "6:18: warning: contact.phone: “00254 20 555 0142” has no country's code, without which it can't be dialled from abroad; "
            "write `+254 20 555 0142`",
        ),
        (lambda session: session.contact.phone, "+254 20 555 0142"),
    ),
    # ── people ──
    "a name and a part": Mistake(
        people("- KIM Min-jun (moderator)"),
        (
            "21:19: error: agenda.days[0].sittings[0].items[0].people[0]: “KIM Min-jun (moderator)” stands without `person`; "
            "write `{person: kim, part: moderator}`",
        ),
        (speakers, [("kim", "moderator")]),
    ),
    "a name in another order": Mistake(
        people("- Min-jun Kim"),
        ("21:19: error: agenda.days[0].sittings[0].items[0].people[0]: “Min-jun Kim” stands without `person`; write `{person: kim}`",),
        (speakers, [("kim", "speaker")]),
    ),
    "a short name alone": Mistake(
        people("- kim"),
        ("21:19: error: agenda.days[0].sittings[0].items[0].people[0]: “kim” stands without `person`; write `{person: kim}`",),
        (speakers, [("kim", "speaker")]),
    ),
    "a name and a part in place of a short name": Mistake(
        people("- person: KIM Min-jun (moderator)"),
        (
            "21:27: error: agenda.days[0].sittings[0].items[0].people[0].person: “KIM Min-jun (moderator)” is a name and a part; write `kim`, "
            "and on a line of its own below it `part: moderator`",
        ),
    ),
    "a name in place of a short name": Mistake(
        people("- person: KIM Min-jun"),
        (
            "21:27: error: agenda.days[0].sittings[0].items[0].people[0].person: “KIM Min-jun” is a name, and a short name is written here; "
            "write `kim`",
        ),
        (speakers, [("kim", "speaker")]),
    ),
    "a name with an honorific": Mistake(
        people("- Ms. Min-jun Kim (moderator)"),
        (
            "21:19: error: agenda.days[0].sittings[0].items[0].people[0]: “Ms. Min-jun Kim (moderator)” stands without `person`; "
            "write `{person: kim, part: moderator}`",
        ),
        (speakers, [("kim", "moderator")]),
    ),
    "a name in another language": Mistake(
        people("- person: 이안"),
        (
            "21:27: error: agenda.days[0].sittings[0].items[0].people[0].person: “이안” is a name, and a short name is written here; "
            "write `lee`",
        ),
        (speakers, [("lee", "speaker")]),
    ),
    "two people in one line": Mistake(
        people("- KIM Min-jun, Lee Ann"),
        (
            "21:19: error: agenda.days[0].sittings[0].items[0].people[0]: “KIM Min-jun, Lee Ann” are several people; write each on a line of "
            "its own, `- {person: kim}` and `- {person: lee}`",
        ),
    ),
    "two people without hyphens, by key": Mistake(
        people("person: kim\n                person: lee"),
        (
            "21:17: error: agenda.days[0].sittings[0].items[0].people: has people without hyphens; begin each person with a hyphen and a "
            "space, as in `- person: kim`",
        ),
    ),
    "two people without hyphens": Mistake(
        people("kim\n                lee"),
        (
            "21:17: error: agenda.days[0].sittings[0].items[0].people: “kim lee” stands where a list is expected; begin each person with a "
            "hyphen, on a line of its own: - {person: …}",
        ),
    ),
    "a person who is not there": Mistake(
        people("- person: kimm"),
        ("21:27: error: agenda.days[0].sittings[0].items[0].people[0].person: “kimm” is not under `people`; did you mean `kim`?",),
        (speakers, [("kim", "speaker")]),
    ),
    "items in an item": Mistake(
        f"{SITTING}            - id: a\n              kind: panel\n              items: []\n",
        (
            "17:15: error: agenda.days[0].sittings[0].items[0].items: can't stand in an entry of `items`; write what is below it as entries "
            "beside this one, with their hyphens below its hyphen",
        ),
    ),
    # ── languages ──
    **{
        f"{wrong} for {right}": Mistake(
            f"summary: {{en: Tides, {wrong}: B}}\n",
            (f"6:22: error: summary.{wrong}: “{wrong}” is not a language code; write `{right}`",),
            (summary, {"en": "Tides", right: "B"}),
        )
        for wrong, right in {"cn": "zh", "ua": "uk", "jp": "ja", "cz": "cs", "FR": "fr", "French": "fr", "中文": "zh", "pt_BR": "pt-BR"}.items()
    },
    "EN for en": Mistake(
        "summary: {EN: Tides, fr: Marées}\n",
        ("6:11: error: summary.EN: “EN” is not a language code; write `en`",),
        (summary, {"en": "Tides", "fr": "Marées"}),
    ),
    "kr for ko": Mistake(
        "summary: {en: Tides, kr: 조수}\n",
        ("6:26: warning: summary.kr: “kr” is Kanuri; write `ko` if Korean is meant",),
    ),
    # ── texts of several lines ──
    "a heading and an address in a long text": Mistake(
        "about: |-\n  Voices of the sea.\n\n  # Tides\n\n  See https://example.org/tides for more.\nsummary: A\n",
        (
            "9:3: warning: about: has a heading (“# Tides”), which a text can't have; write its words in bold: `**Tides**`",
            "11:7: warning: about: has the address “https://example.org/tides”, which is no link as it stands; "
            "write `<https://example.org/tides>`, or `[words](https://example.org/tides)`",
        ),
        (lambda session: session.about.root[""], "Voices of the sea.\n\n**Tides**\n\nSee <https://example.org/tides> for more."),
    ),
    # ── addresses ──
    "mailto: before a mail address": Mistake(
        "contact: {email: mailto:info@example.org}\n",
        ("6:18: error: contact.email: “mailto:info@example.org” is more than a mail address; write `info@example.org`",),
        (lambda session: session.contact.email, "info@example.org"),
    ),
    "docs/ before a file": Mistake(
        "documents:\n  - {title: A, url: docs/files/a.pdf}\n",
        (
            "7:21: error: documents[0].url: “docs/files/a.pdf” begins with the folder, and files are sought in docs/ anyway; "
            "write `files/a.pdf`",
        ),
        (lambda session: session.documents[0].url.root, {"": "files/a.pdf"}),
    ),
    "the address of a video": Mistake(
        "webcast: {channels: [{language: floor, youtube: 'https://youtu.be/aqz-KE-bpKQ?t=3'}]}\n",
        (
            "6:49: error: webcast.channels[0].youtube: “https://youtu.be/aqz-KE-bpKQ?t=3” is the address of a video, and its id alone is "
            "written here; write `aqz-KE-bpKQ`",
        ),
        (lambda session: session.webcast.channels[0].youtube, "aqz-KE-bpKQ"),
    ),
    "an address without https": Mistake(
        "links:\n  - {id: a, title: A, url: www.example.org/page}\n",
        ("7:28: error: links[0].url: “www.example.org/page” is not a whole web address; write `https://www.example.org/page`",),
        (lambda session: session.links[0].url.root, {"": "https://www.example.org/page"}),
    ),
    "a password": Mistake(
        "registration: {online: {url: 'https://us02web.zoom.us/j/81234567890?pwd=QWx', access_code: {policy: invitation}, "
        "what_next: 'Passcode 123456.'}}\n",
        (
            "6:30: error: registration.online.url: has a password in it, which lets anybody in; write `https://us02web.zoom.us/j/81234567890`, and "
            "send the password to those who register",
            "6:125: error: registration.online.what_next: has “Passcode 123456.”, which lets anybody in; delete it, and send it to those who "
            "register",
        ),
    ),
}  # fmt: skip


VALID = {
    "a mail address in another script": "contact: {email: 用户@例子.公司}\n",
    "a mail address of a Spanish house": "contact: {email: prensa@españa.example}\n",
    "a server in another script": "links:\n  - {id: a, title: A, url: 'https://例え.テスト/パス'}\n",
    "Chinese in traditional letters": "summary: {en: Tides, zh-Hant: 潮汐}\n",
    "a language that CLDR does not name": "summary: {en: Tides, nan: Tiô-sek}\ninterpretation: [en, nan, yue, bfi]\n",
    "a sign at the beginning, in quotes": 'title: "@WIPO now # 5: yes"',
    "a text that begins with an apostrophe": "title: ’t Hooft on tides",
    "an exclamation mark further on": "title: Tides! & voices",
    "a plus in a text": "about: |-\n  Voices\n  + tides\n  •\tand more\n",
    "indents of Chinese paragraphs": "about: |-\n  　　潮汐之声。\n  　　Note: 第二段。\n",
}


ROOMS = "rooms: {hall-a: {name: Hall A}}\n"
SHORT = "a list stands where short names are expected; "
EACH = SHORT + "write each on a line of its own, without a hyphen, after a short name and a colon, as in "


def one_item(rest: str) -> str:
    return f"{SITTING}            - {{id: a, start: 10:00, end: 11:00, {rest}}}\n"


def first_item(session: Session) -> Any:
    return session.agenda_days[0].sittings[0].items[0]


SHORT_NAMES = {
    "a person who is only a name": Mistake(
        "people: {kim: KIM Min-jun, lee: {name: KIM Min-jun}}\n",
        ("6:15: error: people.kim: “KIM Min-jun” stands where keys are expected; write `{name: KIM Min-jun}`",),
    ),
    "a room that is only a name": Mistake(
        "rooms: {hall-a: Hall A}\n",
        ("6:17: error: rooms.hall-a: “Hall A” stands where keys are expected; write `{name: Hall A}`",),
        (lambda session: session.rooms["hall-a"].name.root, {"": "Hall A"}),
    ),
    "a list of rooms": Mistake("rooms: [Hall A, Hall B]\n", (f"6:8: error: rooms: {EACH}`hall-a: {{name: Hall A}}`",)),
    "a list of rooms in another script": Mistake("rooms: [会议厅]\n", (f"6:8: error: rooms: {EACH}`room-1: {{name: 会议厅}}`",)),
    "a list of tags": Mistake("tags: [ai, copyright]\n", (f"6:7: error: tags: {EACH}`ai: ai`",)),
    "a list of kinds": Mistake("kinds: [fishbowl]\n", (f"6:8: error: kinds: {EACH}`fishbowl: {{name: Fishbowl}}`",)),
    "a list of people": Mistake(
        "people:\n  - {name: KIM Min-jun, place: Kyoto}\n", (f"7:3: error: people: {EACH}`kim-min-jun: {{name: KIM Min-jun}}`",)
    ),
    "a list of people, each below a short name": Mistake(
        "people:\n  - kim: {name: KIM Min-jun}\n",
        (f"7:3: error: people: {SHORT}delete the hyphen before each of them, such as that before `kim:`",),
    ),
    "a list of people whose keys are no deeper": Mistake(
        "people:\n  - kim:\n    name: KIM Min-jun\n", (f"7:3: error: people: {EACH}`kim-min-jun: {{name: KIM Min-jun}}`",)
    ),
    **{
        f"a room in another spelling, {given}": Mistake(
            ROOMS + one_item(f"kind: talk, room: {given}"),
            (f"16:67: error: agenda.days[0].sittings[0].items[0].room: “{given}” is not under `rooms`; did you mean `hall-a`?",),
            (lambda session: session.room(first_item(session).room).name.root, {"": "Hall A"}),
        )
        for given in ("HALL-A", "hall_a", "hall a")
    },
    "a short name by language": Mistake(
        ROOMS + one_item("kind: talk, room: {en: hall-a}"),
        (
            "16:67: warning: agenda.days[0].sittings[0].items[0].room: gives “hall-a” by language, which is one of `rooms`; write `hall-a` "
            "alone, which has a name in each",
        ),
    ),
    "the beginning of a short name": Mistake(
        "tracks: {technology: {name: Technology}}\n" + one_item("kind: talk, track: tech"),
        ("16:68: error: agenda.days[0].sittings[0].items[0].track: “tech” is not under `tracks`; did you mean `technology`?",),
        (lambda session: session.track(first_item(session)).name.root, {"": "Technology"}),
    ),
    "a channel's room in another spelling": Mistake(
        ROOMS + "webcast: {channels: [{language: floor, room: HALL-A, youtube: dQw4w9WgXcQ}]}\n",
        ("7:46: error: webcast.channels[0].room: “HALL-A” is not under `rooms`; did you mean `hall-a`?",),
    ),
    "a kind that is only a name": Mistake(
        "kinds: {fishbowl: Fishbowl}\n" + one_item("kind: fishbowl"),
        ("6:19: error: kinds.fishbowl: “Fishbowl” stands where keys are expected; write `{name: Fishbowl}`",),
        (lambda session: session.kinds["fishbowl"].name.root, {"": "Fishbowl"}),
    ),
    "a kind with a capital": Mistake(
        "kinds: {Fishbowl: {name: Fishbowl}}\n" + one_item("kind: Fishbowl"),
        ("6:9: error: kinds.Fishbowl: “Fishbowl” can't be part of a web address; write `fishbowl`",),
    ),
    "a kind of the site with a capital": Mistake(
        "kinds: {Panel: {name: Panel}}\n", ("6:9: error: kinds.Panel: “Panel” is a kind of the site already; choose another short name",)
    ),
    "a kind that is not there": Mistake(
        one_item("kind: round table"),
        (
            "15:55: error: agenda.days[0].sittings[0].items[0].kind: “round table” is not one of "
            + ", ".join(Kind)
            + "; write one of them, or add it under "
            "`kinds`, as `round-table: {name: Round table}`, and write `round-table` here",
        ),
    ),
    "a tag with a capital": Mistake(
        "tags: {copyright: Copyright}\n" + one_item("kind: talk, tags: [Copyright]"),
        ("16:68: error: agenda.days[0].sittings[0].items[0].tags[0]: “Copyright” can't be part of a web address; write `copyright`",),
        (lambda session: first_item(session).tags, ("copyright",)),
    ),
    "a tag that is no list": Mistake(
        "tags: {ai: AI}\n" + one_item("kind: talk, tags: ai"),
        (
            "16:67: error: agenda.days[0].sittings[0].items[0].tags: “ai” stands where a list is expected; begin each entry with a hyphen "
            "and a space, on a line of its own",
        ),
    ),
    "a tag with `name`": Mistake(
        "tags: {copyright: {name: Copyright}}\n" + one_item("kind: talk, tags: [copyright]"),
        ("6:8: error: tags.copyright: has its text below `name`, which is no language; write `copyright: Copyright`",),
    ),
    "a tag with `name` and languages": Mistake(
        "tags: {copyright: {name: {en: Copyright}}}\n" + one_item("kind: talk, tags: [copyright]"),
        ("6:20: error: tags.copyright.name: is no language; delete it, and put what it has in its place",),
    ),
    "a question with `text`": Mistake(
        one_item("kind: talk, questions: [{text: Why}]"),
        ("15:73: error: agenda.days[0].sittings[0].items[0].questions[0]: has its text below `text`, which is no language; write `Why`",),
    ),
}
"""Rooms, tracks, tags, kinds and people, which are described once and given by a short name."""

FILES = {
    "a file with a blank": Mistake(
        "documents: [{title: T, url: files/my file.pdf}]\n",
        (
            "6:29: error: documents[0].url: “files/my file.pdf” has a space in it, which breaks an address; name the file "
            "`files/my-file.pdf`, and write that here",
        ),
    ),
    "a file with a #": Mistake(
        "documents: [{title: T, url: 'files/a#b.pdf'}]\n",
        (
            "6:29: error: documents[0].url: “files/a#b.pdf” has “#” in it, which breaks an address; name the file `files/a-b.pdf`, and "
            "write that here",
        ),
    ),
    "a file that begins with /": Mistake(
        "documents: [{title: T, url: /files/x.PDF}]\n",
        ("6:29: error: documents[0].url: “/files/x.PDF” is not the path of a file as seen from docs/; write `files/x.PDF`",),
        (lambda session: session.documents[0].url.root, {"": "files/x.PDF"}),
    ),
    **{
        f"a file under `{key}`": Mistake(
            f"documents: [{{title: T, {key}: files/x.PDF}}]\n",
            (f"6:24: error: documents[0].{key}: is not a known key; did you mean `url`?",),
            (lambda session: session.documents[0].url.root, {"": "files/x.PDF"}),
        )
        for key in ("file", "link", "pdf")
    },
}

SIGNS = {
    "a text that begins with ! and a blank": Mistake(
        "summary: ! important\n",
        ("6:10: error: summary: a text can't begin with !, and “!” would be lost; put quotes around the text",),
        (summary, {"": "! important"}),
    ),
    "an empty language between brackets": Mistake(
        "documents: [{title: T, url: {en: files/x.PDF, fr: }}]\n",
        ("6:47: error: documents[0].url.fr: is empty; fill it in, or delete the entry",),
    ),
    "a text on the line of its |": Mistake(
        "summary: | The session\n  is about tides.\n",
        ("6:10: error: the text begins on the line of its |; put the text on the line below, indented by two spaces more than the key",),
    ),
    "an empty entry": Mistake("not_codes:\n  - G20B20\n  -\n", ("8:3: error: not_codes[1]: is empty; fill it in, or delete the line",)),
}
MISTAKES |= SHORT_NAMES | FILES | SIGNS


@pytest.mark.parametrize("name", VALID)
def test_what_is_right_is_not_refused(name: str, tmp_path: Path) -> None:
    """Nor is anything said of it."""
    session, problems = problems_of(file_with(VALID[name]), tmp_path)
    assert session and not problems, "\n".join(map(str, problems))


def file_with(mistake: str) -> str:
    if mistake.startswith("number: "):
        return mistake
    if mistake.startswith("title: "):
        return HEAD.replace("title: Tides", mistake)
    return HEAD + mistake


def problems_of(text: str, folder: Path) -> tuple[Session | None, list[Problem]]:
    path = folder / "session.yml"
    path.write_text(text, encoding="utf-8")
    try:
        source = load(path, name="session.yml")
    except BadSource as bad:
        return None, bad.problems
    return source.session, list(source.warnings)


def follow(text: str, problem: Problem) -> str:
    """A file after the first remedy that a message gives, carried out at its place by somebody who knows nothing else."""
    lines = text.split("\n")
    row, column = problem.line - 1, problem.column - 1
    before, here, remedy = lines[row][:column], lines[row][column:], problem.words.split("; ")[-1]
    if found := re.match(r"(?:write|did you mean) (?:the time there: |its words in bold: )?`([^`]+)`", remedy):
        quoted = re.search(r"“([^”]+)”", problem.words)
        wrong = quoted[1] if quoted and quoted[1] in here else problem.field.rpartition(".")[2]
        here = here.replace(wrong, found[1], 1)
    elif found := re.match(r"(put|type) (single |double |straight )?(?:quotes|ones)", remedy):
        sign = "'" if found[2] == "single " else '"'
        if problem.words.startswith("is empty"):
            before, here = lines[row].split(": ", 1)
            before += ": "
        end = re.search(r", \w+: .*}|}$|$", here).start() if "{" in before else len(here)
        own = here[:end].strip("“”") if found[2] == "straight " else here[:end].strip("'") if found[2] == "double " else here[:end]
        here = sign + own + sign + here[end:]
    elif found := re.match(r"(delete|add) (\d+) spaces? before it", remedy):
        number = int(found[2])
        before = before[number:] if found[1] == "delete" else before + " " * number
        if remedy.endswith("part of the text"):
            for below in range(row + 1, len(lines)):
                if lines[below].strip() and len(lines[below]) - len(lines[below].lstrip()) > column:
                    break
                lines[below] = " " * number + lines[below]
        elif remedy.endswith("and before each line below that is part of it"):
            for below in range(row + 1, len(lines)):
                if len(lines[below]) - len(lines[below].lstrip()) <= column:
                    break
                lines[below] = lines[below][number:] if found[1] == "delete" else " " * number + lines[below]
    elif remedy.startswith("delete the +"):
        last = int(found[1]) if (found := re.search(r"up to line (\d+)", problem.words)) else row + 1
        return "\n".join(line[1:] if row <= number < last else line for number, line in enumerate(lines))
    elif remedy.startswith("delete the asterisks"):
        here = here.replace("*", "")
    elif remedy.startswith("delete `end`"):
        return "\n".join(lines[:row] + lines[row + 1 :])
    elif remedy.startswith(("delete the line", "delete these lines")):
        return "\n".join(lines[:row] + lines[row + 1 :])
    elif remedy.startswith("type the spaces around each key again"):
        return "\n".join([*lines[:row], "  " + lines[row].strip(), *lines[row + 1 :]])
    elif remedy.startswith("use spaces"):
        return text.replace("\t", "  ")
    elif found := re.match(r"move it to a line of its own there, with `(.+)` before it", remedy):
        return "\n".join([*lines[:row], before.rstrip(), f"  {found[1]}{here}", *lines[row + 1 :]])
    else:
        raise AssertionError(f"says nothing that could be followed: {remedy}")
    lines[row] = before + here
    return "\n".join(lines)


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_has_one_message_with_the_right_remedy(name: str, tmp_path: Path) -> None:
    """What is said, word for word; and where the remedy is definite, what comes of following it."""
    mistake = MISTAKES[name]
    text = file_with(mistake.text)
    _, problems = problems_of(text, tmp_path)
    assert tuple(map(str, problems)) == tuple(f"session.yml:{said}" for said in mistake.said)
    if not mistake.meant:
        return
    for _ in range(6):
        session, left = problems_of(text, tmp_path)
        text = follow(text, left[0]) if left else text
    assert session and not left, "\n".join(map(str, left))
    look, expected = mistake.meant
    assert look(session) == expected


LEFT_OUT = {
    "calls": (
        "calls:\n  - {id: %s, title: A, deadline: 2026-04-01}\n  - {id: b, title: B, deadline: 2031-01-01}\n",
        ("a", "A A"),
        ["8:33: calls[1].deadline"],
    ),
    "items": (
        SITTING + "            - {%s, kind: talk, start: 10:00}\n            - {id: b, kind: talk, start: 11:00}\n"
        "            - {id: b, kind: tak, start: 11:00}\n            - {id: c, kind: talk, start: 19:00}\n",
        ("id: a", "text: A"),
        [
            "17:20: agenda.days[0].sittings[0].items[2].id",
            "17:29: agenda.days[0].sittings[0].items[2].kind",
            "17:41: agenda.days[0].sittings[0].items[2].start",
            "18:42: agenda.days[0].sittings[0].items[3].start",
        ],
    ),
    "tags": (
        SITTING + "            - {id: a, kind: talk, tags: [%s, tide, moon]}\ntags: {tides: Tides, law: Law}\n",
        ("law", "LAW"),
        ["15:47: agenda.days[0].sittings[0].items[0].tags[1]", "15:53: agenda.days[0].sittings[0].items[0].tags[2]"],
    ),
    "interpretation": ("interpretation: [%s, en, fr, fr]\n", ("ja      ", "Japanese"), ["6:36: interpretation[3]"]),
    "prior sessions": (
        "prior_sessions:\n  - {number: %s}\n  - {number: 7}\n  - {number: 1}\n  - {number: 1}\n",
        ("0", "none"),
        ["8:14: prior_sessions[1].number", "10:14: prior_sessions[3].number"],
    ),
    "an empty entry": (
        "calls:\n  -%s\n  - {id: b, title: B, deadline: 2031-01-01}\n",
        (" {id: a, title: A, deadline: 2026-04-01}", ""),
        ["8:33: calls[1].deadline"],
    ),
    "a list in an entry of another": (
        "webcast:\n  recordings:\n    - {sitting: %s, channels: [{language: floor}]}\n    - sitting: pm\n      channels:\n"
        "        - {language: English, youtube: x}\n        - {language: floor, youtube: dQw4w9WgXcQ}\n"
        "        - {language: floor, youtube: dQw4w9WgXcQ}\n",
        ("am", "A-M"),
        ["13:22: webcast.recordings[1].channels[2].language"],
    ),
}


@pytest.mark.parametrize("name", LEFT_OUT)
def test_a_wrong_entry_moves_no_other_problem(name: str, tmp_path: Path) -> None:
    """What is wrong with the entries below it is told at their own lines and numbers, with the same words as if it were right."""
    text, (right, wrong), expected = LEFT_OUT[name]
    problems = problems_of(file_with(text % wrong.ljust(len(right))), tmp_path)[1]
    told = [f"{each.line}:{each.column}: {each.field}" for each in problems]
    assert [each for each in expected if each not in told] == []
    words = [{(each.line, each.words) for each in found} for found in (problems, problems_of(file_with(text % right), tmp_path)[1])]
    first = min(problems)
    assert not {each for each in words[0] - words[1] if each[0] != first.line}, "more is said of the others than if it were right"
