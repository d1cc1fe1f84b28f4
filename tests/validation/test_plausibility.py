"""Slips that no type can see: each with a case that trips the rule and near misses that must not."""

from __future__ import annotations

from pathlib import Path

import pytest

from microsite.source.loading import load

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
    "title: A\nstatus_note: Ice.": "status_note: is not shown, since the session takes place; write `status: postponed` or `status: cancelled`, or delete the note",
}

NEAR = [
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
    """Nor the full one."""
    root = Path(__file__).parent.parent
    assert load(root.parent / "data" / "session12.yml").warnings == ()
    assert load(root / "data" / "full.yml").warnings == ()
