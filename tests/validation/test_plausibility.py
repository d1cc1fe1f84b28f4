"""Slips that no type can see: each with a case that trips the rule and near misses that must not."""

from __future__ import annotations

from pathlib import Path

import pytest

from microsite.source.loading import load
from tests.conftest import DATA, SESSION12

BASE = "number: 4\ndates: {start: 2026-05-05, end: 2026-05-06}\norganizer: {name: Harbour Institute}\n"
LONG = "A long enough text about voices"

TRIPPED = {
    "title: Al and IP": "title: has “Al and IP”, with a small L as a scanner reads it; write AI if that is meant",
    "title: A\nabout: |-\n  On Al and IP\n  in two lines.": (
        "about: has “Al and IP”, with a small L as a scanner reads it; write AI if that is meant"
    ),
    "title: Whether Al-generated works": "title: has “Al-generat”, with a small L as a scanner reads it; write AI if that is meant",
    "title: Vоices": "title: has the word “Vоices”, which mixes Cyrillic and Latin letters that look alike; type it again",
    f"title: {{en: {LONG}, fr: {LONG}}}": "title.fr: is the same as in en; translate it, or delete the line, and it falls back marked",
    "title: A\nseries: {name: B, url: {en: 'https://example.org/en/x', fr: 'https://example.org/en/x'}}": "series.url.fr: leads to a page in en; give the address of the page in fr, if there is one",
    "title: A\nwebcast: {url: 'https://example.org/', expected: 2026-05-01}": "webcast.expected: is 2026-05-01, but the address is here already; delete the line",
    "title: A\nagenda: {planned: [{id: a, kind: panel, documents: [{title: B, url: 'https://example.org/', expected: 2026-05-01}]}]}": (
        "agenda.planned[0].documents[0].expected: is 2026-05-01, but the address is here already; delete the line"
    ),
    "title: Resolution #5 and what follows": "title: the text after # is a comment and is not published; put quotes around the text if it belongs to it",
    "title: A\nabout: One paragraph.\n\n  Another one.": "about: its blank lines are lost; write |- after the colon, and the paragraphs on the lines below",
    "title: AI and lP": "title: has “lP”, with a small L as a scanner reads it; write IP if that is meant",
    "title: A\nzone: Africa/Nairobi\nhours: {start: 10:00, end: 18:00}\n"
    + "agenda: {days: [{date: 2026-05-05, sittings: [{id: s, start: 09:30, end: 12:00}]}]}": (
        "agenda.days[0].sittings[0].start: is 09:30, outside the daily hours (10:00 to 18:00); is that meant?"
    ),
    "title: A\nzone: Africa/Nairobi\nhours: {start: 10:00, end: 18:00}\n"
    + "agenda: {days: [{date: 2026-05-05, sittings: [{id: s, start: 14:00, end: 18:30}]}]}": (
        "agenda.days[0].sittings[0].end: is 18:30, outside the daily hours (10:00 to 18:00); is that meant?"
    ),
    "title: A\nagenda: {status: provisional, note: In due course.}": (
        "agenda.note: is shown with every status, and the agenda is provisional now; if it is about a pending agenda, move it to `notes: {pending: …}`, else to `notes: {provisional: …}`"
    ),
    "title: A\nagenda: {status: final, days: [{date: 2026-05-05, all_day: [{id: x, kind: discussion}]}, {date: 2026-05-06, title: Excursion}]}": (
        "agenda.days[1].date: is 2026-05-06, a day without sittings and items, which a final agenda does not show; add them, or write `off: true`"
    ),
    "title: A\nstatus_note: Ice.": "status_note: is not shown, since the session takes place as announced; write one of `moved_online`, `resumed`, `postponed`, `cancelled` as `status`, or delete the note",
    # ── damaged letters, marks, links of filters, passwords ──
    "title: JoÃ£o": "title: has “JoÃ£o”, whose letters were damaged on the way; write `João`",
    "title: Ð”Ð¾Ð¼": "title: has “Ð”Ð¾Ð¼”, whose letters were damaged on the way; write `Дом`",
    "title: ä¼šè®®": "title: has “ä¼šè®®”, whose letters were damaged on the way; write `会议`",
    "title: Jo\ufffdo": "title: has “Jo\ufffdo”, in which a letter was lost (\ufffd); type it again",
    "title: The **sea**": "title: has “**sea**”, which is shown as it is typed; delete its marks: a title has no Markdown",
    "title: 'A [page](https://example.org/)'": (
        "title: has “[page](https://example.org/)”, which is shown as it is typed; delete its marks: a title has no Markdown"
    ),
    "title: The <i>sea</i>": "title: has “<i>”, which is shown as it is typed; delete it: a title has no HTML",
    "title: Sea &amp; sky": "title: has “&amp;”, which is shown as it is typed; write `&`: a title has no HTML",
    "title: A\nabout: |-\n  One<br>\n  two": (
        "about: has “<br>”, which is shown as it is typed; write it in Markdown, or delete it: a text has no HTML"
    ),
    "title: A\nabout: |-\n  # Voices\n  of the sea": (
        "about: has a heading (“# Voices”), which a text can't have; write its words in bold: `**Voices**`"
    ),
    "title: A\nabout: 'A ![map](https://example.org/map.png)'": (
        "about: has a picture (“![map](https://example.org/map.png)”), which a text can't show; put it into a page in docs/, and delete it here"
    ),
    "title: A\nabout: See https://example.org/page.": (
        "about: has the address “https://example.org/page”, which is no link as it stands; "
        "write `<https://example.org/page>`, or `[words](https://example.org/page)`"
    ),
    "title: A\nabout: 'See https://[::1 for more'": (
        "about: has the address “https://[::1”, which is no link as it stands; write `<https://[::1>`, or `[words](https://[::1)`"
    ),
    "title: A\nabout: See www.example.org": (
        "about: has the address “www.example.org”, which is no link as it stands; "
        "write `<https://www.example.org>`, or `[words](https://www.example.org)`"
    ),
    "title: A\nabout: |-\n  Voices\n  fr: Voix": (
        "about: has a line that begins with “fr:”, as a translation does; move it out of the text, below the key of the text"
    ),
    "title: Room # 3": "title: the text after # is a comment and is not published; put quotes around the text if it belongs to it",
    "title: A\nregistration: {online: {what_next: 'The password is: tide2026'}}": (
        "registration.online.what_next: has “password is: tide2026”, which lets anybody in; delete it, and send it to those who register"
    ),
    "title: A\nsymbol: B\nsummary: {en: B, se: C}": "summary.se: “se” is Northern Sami; write `sv` if Swedish is meant",
    **{
        f"title: A\nlinks: [{{id: x, title: X, url: '{address}'}}]": (
            "links[0].url: leads through a mail filter, and may hold the mail address of whom it was sent to; " + advice
        )
        for address, advice in {
            "https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fform&data=05%7C02%7Cann%40example.org%7C": (
                "write `https://example.org/form`"
            ),
            "https://urldefense.com/v3/__https://example.org/form?a=1__;!!abc$": "write `https://example.org/form?a=1`",
            "https://urldefense.proofpoint.com/v2/url?u=https-3A__example.org_form&d=DwMF": "write `https://example.org/form`",
            "https://www.google.com/url?q=https://example.org/form&sa=D": "write `https://example.org/form`",
            "https://protect-eu.mimecast.com/s/aBcD": "open it, and copy the address of the page that it leads to",
        }.items()
    },
    "title: A\nlinks: [{id: x, title: X, url: 'https://zoom.us/j/81?pwd=QWxh'}]": (
        "links[0].url: has a password in it, which lets anybody in; write `https://zoom.us/j/81`, and send the password to those who register"
    ),
    # ── people and notes ──
    "title: A\npeople: {a: {name: Ann Lee}, b: {name: Ann Lee}}": (
        "people.b.name: is that of `a` too; keep one of the two, if it is the same person"
    ),
    "title: A\nagenda: {status: final, notes: {final: The agenda will be published in May.}, days: [{date: 2026-05-05, all_day: [{id: x, kind: discussion}]}]}": (
        "agenda.notes.final: says “will be published”, and the agenda is final; is that still to come?"
    ),
    "title: A\npeople: {a: {name: Ann}}\nagenda: {days: [{date: 2026-05-05, all_day: [{id: x, kind: discussion, people: [{person: a}, {person: a}]}]}]}": (
        "agenda.days[0].all_day[0].people[1].person: “a” is in this item already; keep one of the two"
    ),
    "title: A\nzone: Africa/Nairobi\npeople: {a: {name: Ann}}\nagenda: {days: [{date: 2026-05-05, sittings: [{id: s, start: 10:00, end: 13:00, items: ["
    "{id: x, kind: panel, start: 10:00, end: 12:00, room: North, people: [{person: a}]}, "
    "{id: y, kind: panel, start: 11:00, end: 12:00, room: South, people: [{person: a}]}]}]}]}": (
        "agenda.days[0].sittings[0].items[1].people[0].person: “a” is in another room at that time, for x; correct a time or the person, or "
        "write `group: true` in people.a if that is an organization or a group"
    ),
}

NEAR = [
    "title: A\nzone: Africa/Nairobi\npeople: {a: {name: Anns, group: true}}\nagenda: {days: [{date: 2026-05-05, sittings: [{id: s, start: 10:00, end: 13:00, items: ["
    "{id: x, kind: panel, start: 10:00, end: 12:00, room: North, people: [{person: a}]}, "
    "{id: y, kind: panel, start: 11:00, end: 12:00, room: South, people: [{person: a}]}]}]}]}",
    "title: 'A * B, 2*3*4 and snake_case_name'",
    "title: R&D, AT&T, <3 and a < b",
    "title: Ärger, Ñandú, Âge d’or, Ålesund, ÉLÉVATION, Ã and ½",
    "title: A\nabout: 'See <https://example.org/>, [the page](https://www.example.org/a) and `www.example.org`.'",
    "title: A\nabout: |-\n  Voices\n  - one\n  - two\n\n  #5 is not a heading\n\n  1. **One**\n  Q: what?",
    "title: A\nabout: The password comes by mail. Passcode and password are sent in May 2026.",
    "title: A\nlinks: [{id: x, title: X, url: 'https://docs.google.com/forms/d/e/1/viewform?pin=no'}]",
    "title: A\npeople: {a: {name: Ann}, b: {name: {en: Ann}}}\nagenda: {notes: {pending: The agenda will be published.}}",
    "title: Al Gore and Al-Hassan on IP",
    "title: A # a note\nsymbol: B  #or-this",
    "title: Resolution#5",
    "title: A\nabout: |-\n  One paragraph.\n\n  Another one.",
    "title: A\nabout: One paragraph,\n  on two lines.",
    "title: AI and IP",
    "title: HelP us",
    "title: A\nagenda: {status: provisional, notes: {pending: In due course., provisional: Hours may change.}}",
    "title: A\nagenda: {status: pending, note: In due course.}",
    "title: A\nstatus: postponed\nstatus_note: Ice.",
    "title: Ω-3 und Голос, WIPO ВОИС",
    "title: {en: WIPO, fr: WIPO}",
    "title: Голос 𗀀",  # a letter that Unicode has, and Python no name for
    "title: A\nseries: {name: B, url: {en: 'https://example.org/en/x', fr: 'https://example.org/fr/x'}}",
    "title: A\nseries: {name: B, url: 'https://example.org/en/x'}",
    "title: A\nwebcast: {host_url: 'https://example.org/', expected: 2026-05-01}",
    "title: A\ndocuments: [{title: B}, {title: C, expected: 2026-06-01}]",
    "title: A\ncalls:\n  - {id: x, title: X, deadline: 2026-05-05}",
    "title: ISO27001, COVID19 and WIPO/IP/CONV/GE/2/25\nregistration: {onsite: {access_code: {policy: invitation}}}",
]


SITTING = "title: A\nzone: {zone}\nagenda: {{days: [{{date: 2026-05-05, sittings: [{{id: s, start: 10:00, end: 13:00, room: R, items: [{items}]}}{more}]}}]}}"


def sitting(items: str = "", more: str = "") -> str:
    return SITTING.format(zone="Africa/Nairobi", items=items, more=more)


def way(address: str) -> str:
    return f"title: A\nregistration: {{onsite: {{url: '{address}'}}}}"


# What stands beside a rule of tests/cases/ that stops a build, by the name of its case.
BESIDE = {
    "items-in-one-room-at-one-time": [
        sitting("{id: a, kind: panel, start: 10:00, end: 11:00}, {id: b, kind: panel, start: 11:00, end: 12:00}"),
        sitting("{id: a, kind: panel, start: 10:00, end: 11:00}, {id: b, kind: panel, start: 10:30, end: 12:00, room: S}"),
        sitting("{id: a, kind: panel, start: 10:00, end: 11:00, track: X}, {id: b, kind: panel, start: 10:30, end: 12:00, track: Y}"),
        sitting("{id: a, kind: panel, start: 10:00, end: 11:00, cancelled: true}, {id: b, kind: panel, start: 10:30, end: 12:00}"),
        sitting("{id: a, kind: poster, start: 10:00}, {id: b, kind: poster, start: 10:00}, {id: c, kind: bilateral, start: 10:00}"),
        sitting("{id: a, kind: poster, start: 10:00, room: Foyer}, {id: b, kind: poster, start: 10:00, room: Foyer}"),
        sitting("{id: a, kind: break, start: 10:00, end: 10:30}, {id: b, kind: bilateral, start: 10:15}"),
    ],
    "item-outside-its-sitting": [sitting("{id: a, kind: panel, start: 10:00, end: 13:00}")],
    "sittings-overlap": [
        sitting(more=", {id: t, start: 13:00, end: 14:00, room: R}"),
        sitting(more=", {id: t, start: 12:00, end: 14:00, room: S}"),
        "title: A\nzone: Africa/Nairobi\nagenda: {days: [{date: 2026-05-05, sittings: ["  # what the messages ask for
        "{id: c, start: 09:30, end: 10:30, room: R}, {id: a, start: 10:00, end: 12:00, room: S}, {id: b, start: 10:00, end: 12:00, room: T}]}]}",
    ],
    "call-after-the-session": [
        "title: A\ncalls: [{id: x, title: X, deadline: 2026-05-06}, {id: y, title: Y, deadline: 2026-05-20}, {id: z, title: Z, deadline: 2027-06-10}]",
        "title: A\nregistration: {online: {closes: 2026-05-06}}",
        "title: A\nzone: Africa/Nairobi\nregistration: {online: {closes: 2026-05-07 00:30}}\nagenda: {days: [{date: 2026-05-06, sittings: [{id: s, start: 20:00, end: 01:00}]}]}",
    ],
    "end-on-the-next-day-too-late": [
        "title: A\nzone: Africa/Nairobi\nhours: {start: 18:00, end: 06:00}\nagenda: {days: [{date: 2026-05-05, sittings: [{id: s, start: 18:00, end: 00:00}, {id: t, start: 21:00, end: 06:00, room: R}]}]}",
    ],
    "after-midnight": [
        sitting(
            more=", {id: t, start: 20:00, end: 01:00, items: [{id: a, kind: panel, start: 20:00, end: 00:30}, {id: b, kind: panel, start: 00:30, end: 01:00}]}]}, {date: 2026-05-06, sittings: [{id: u, start: 01:00, end: 02:00, items: [{id: c, kind: panel, start: 01:00}]}"
        ),
        sitting(
            "{id: a, kind: panel, start: 10:00}, {id: b, kind: panel, start: 10:00, room: S}, {id: c, kind: panel}, {id: d, kind: panel, start: 12:30, end: 13:00}"
        ),
    ],
    "item-of-a-whole-day-with-a-time": [
        "title: A\nagenda: {status: final, days: [{date: 2026-05-05, title: Excursion, all_day: [{id: x, kind: discussion}]}]}"
    ],
    "day-off-that-is-not-free": ["title: A\nagenda: {days: [{date: 2026-05-05, off: true}, {date: 2026-05-06, title: Excursion}]}"],
    "days-all-off": [
        "title: A\nagenda: {days: [{date: 2026-05-05, off: true}]}",
        "title: A\nagenda: {status: final, days: [{date: 2026-05-05, all_day: [{id: x, kind: discussion}]}, {date: 2026-05-06, off: true}]}",
    ],
    "weekday-wrong": ["title: A\nagenda: {days: [{date: Tuesday 2026-05-05}, {date: 'Wed, 2026-05-06'}]}"],
    "deadline-that-clocks-skip": [
        "title: A\nzone: Europe/Zurich\ncalls: [{id: x, title: X, deadline: 2026-03-29 03:00}, {id: y, title: Y, deadline: 2026-03-28 02:30}]"
    ],
    "clocks-go-back": ["title: A\nzone: Europe/Zurich\ncalls: [{id: x, title: X, deadline: 2025-10-26 03:00}]"],
    "dates-after-the-session": [
        "title: A\nzone: Africa/Nairobi\nhours: {start: 10:00, end: 18:00}\n"
        "registration: {onsite: {opens: 2026-05-06}, online: {closes: 2026-05-06 20:00}}\ninvitation: {date: 2026-05-06}",
    ],
    "registration-closes-before-it-opens": ["title: A\nregistration: {online: {opens: 2026-05-01, closes: 2026-05-01}}"],
    "end-without-a-start": ["title: A\nprior_sessions: [{number: 3, start: 2025-05-05, end: 2025-05-05}, {number: 2, start: 2024-05-05}]"],
    "moved-from-nowhere": [
        "title: A\nagenda: {planned: [{id: a, kind: panel, moved: {date: 2026-05-05}}, "
        "{id: b, kind: panel, moved: {start: 10:00}}, {id: c, kind: panel, moved: {room: R}}]}",
    ],
    "id-of-the-page-itself": [
        "title: A\ncalls: [{id: venue, title: X, deadline: 2026-05-05}]\n"
        "agenda: {planned: [{id: venue, kind: panel}, {id: onsite, kind: panel}]}\n"
        "links: [{id: onsite, title: X, url: 'https://example.org/'}]\nnewsletter: {id: contact, title: X, url: 'https://example.org/'}",
    ],
    "frame-from-another-host": [
        "title: A\nwebcast: {hosts: [player.example.org], channels: [{language: en, iframe: 'https://Player.example.org/x'}]}",
    ],
    "channel-twice": [
        "title: A\nzone: Africa/Nairobi\nwebcast: {channels: [{language: fr, youtube: aaaaaaaaaaa}], "
        "recordings: [{sitting: s, channels: [{language: fr, youtube: aaaaaaaaaaa}]}]}\n"
        "agenda: {days: [{date: 2026-05-05, sittings: [{id: s, start: 10:00, end: 13:00}]}]}",
        "title: A\nwebcast: {channels: [{language: floor, room: Hall A, youtube: aaaaaaaaaaa}, {language: fr, room: Hall A, youtube: bbbbbbbbbbb}, "
        "{language: floor, room: Hall B, youtube: ccccccccccc}, {language: floor, youtube: ddddddddddd}]}",
    ],
    "prior-session-not-before": [
        "title: A\nprior_sessions: [{number: 4, title: 'Fourth session, first part', start: 2026-05-03, end: 2026-05-04}]",
        "title: A\nprior_sessions: [{number: 4, title: B, year: 2026}, {number: 4, title: C, year: 2025}, {number: 3}, {number: 2}]",
        "title: A\nprior_sessions: [{number: 3, title: B, start: 2025-11-04}, {number: 3, title: C, start: 2025-05-04}]",
    ],
    "address-with-a-space": [way("https://example.org/a%20b_c")],
    "address-with-registered-sign": [way("https://example.org/?a=1&registration_id=2"), way("https://example.org/%C2%AE")],
    "address-with-isp": [way("https://example.org/form.jsp"), way("https://isp.example.org/display?isp=1")],
    "address-is-a-mail-address": [way("https://example.org/@channel")],
    "access-code-in-a-text": ["title: A4 paper, MP3 files, B2B and COP30\nregistration: {online: {access_code: {policy: invitation}}}"],
}


@pytest.mark.parametrize(("case", "content"), [(case, content) for case, contents in BESIDE.items() for content in contents])
def test_what_stands_beside_an_error_is_none(tmp_path: Path, case: str, content: str) -> None:
    """Each rule that stops a build lets its nearest neighbour pass, without a warning."""
    assert (Path(__file__).parent.parent / "cases" / case / "expected.txt").is_file()
    assert warnings(tmp_path, content) == []


def warnings(tmp_path: Path, content: str) -> list[str]:
    path = tmp_path / "session.yml"
    path.write_text(BASE + content + "\n", encoding="utf-8")
    found = load(path, name="session.yml").warnings
    assert {problem.severity for problem in found} <= {"warning"}
    return [f"{problem.field}: {problem.words}" for problem in found]


@pytest.mark.parametrize("content", TRIPPED)
def test_a_slip_is_told(tmp_path: Path, content: str) -> None:
    """As a warning, which stops nothing."""
    assert warnings(tmp_path, content) == [TRIPPED[content]]


@pytest.mark.parametrize("content", NEAR)
def test_a_near_miss_is_not(tmp_path: Path, content: str) -> None:
    """Names, acronyms and scripts side by side are no slips."""
    assert warnings(tmp_path, content) == []


def test_each_copy_of_a_text_is_told(tmp_path: Path) -> None:
    """Whatever is between it and the first one; from 25 letters on, below which a name can be the same."""
    same = "Harbour voices in the sea"
    words = "is the same as in en; translate it, or delete the line, and it falls back marked"
    assert warnings(tmp_path, f"title: {{en: {same}, fr: {same}, ru: Голоса, es: {same}}}") == [f"title.fr: {words}", f"title.es: {words}"]
    assert warnings(tmp_path, "title: {en: Harbour voices in my sea, fr: Harbour voices in my sea}") == []


def test_the_real_file_has_no_slip() -> None:
    """Nor the full one, but for the item whose title is meant to be shown letter by letter."""
    assert load(SESSION12).warnings == ()
    assert {problem.field.rpartition("].")[0] for problem in load(DATA / "full.yml").warnings} == {"agenda.days[2].sittings[0].items[0"}
