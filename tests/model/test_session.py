"""What the model of a session works out: its days, hours, edges and addresses. Data files are written as editors write them."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from pathlib import Path

import pytest

from microsite.model.base import Period
from microsite.model.pictures import Picture
from microsite.model.session import MAX_ITEMS_ON_A_PAGE
from microsite.model.traverse import walk
from microsite.model.webcast import Channel
from microsite.source.loading import load
from tests.conftest import DATA, large
from tests.exports.test_schedule import NAIROBI, read

ZONE = zoneinfo.ZoneInfo("Africa/Nairobi")
HOURS = "hours: {start: 10:00, end: 18:00}\n"


def at(day: int, hour: int = 0, minute: int = 0) -> dt.datetime:
    """A moment in June 2027 by the clock in Nairobi."""
    return dt.datetime(2027, 6, day, hour, minute, tzinfo=ZONE)


def agenda(*days: str, more: str = "") -> str:
    return f"agenda: {{days: [{', '.join(days)}]{more}}}\n"


FIRST = "{date: 2027-06-01, sittings: [{id: a, room: A, start: 09:00, end: 12:30}, {id: b, room: B, start: 09:30, end: 11:00}]}"
LAST = "{date: 2027-06-02, sittings: [{id: c, start: 14:00, end: 16:00}]}"
WHOLE = "{date: 2027-06-01, all_day: [{id: x, kind: discussion}]}"
SPANS = {
    "nothing": ("", None, None, at(1), at(3)),
    "hours": (HOURS, (at(1, 10), at(1, 18)), (at(2, 10), at(2, 18)), at(1, 10), at(2, 18)),
    "hours past midnight": ("hours: {start: 20:00, end: 01:00}\n", (at(1, 20), at(2, 1)), (at(2, 20), at(3, 1)), at(1, 20), at(3, 1)),
    "sittings": (agenda(FIRST, LAST), (at(1, 9), at(1, 12, 30)), (at(2, 14), at(2, 16)), at(1, 9), at(2, 16)),
    "sittings on one day": (HOURS + agenda(LAST), (at(1, 10), at(1, 18)), (at(2, 14), at(2, 16)), at(1, 10), at(2, 16)),
    "a day without sittings": (agenda("{date: 2027-06-01}"), None, None, at(1), at(3)),
    "a final agenda": (HOURS + agenda(WHOLE, LAST, more=", status: final"), None, (at(2, 14), at(2, 16)), at(1), at(2, 16)),
    "a final agenda without a day": (HOURS + agenda(LAST, more=", status: final"), None, (at(2, 14), at(2, 16)), at(2, 14), at(2, 16)),
    "a final agenda without days": (
        HOURS + "agenda: {status: final}\n",
        (at(1, 10), at(1, 18)),
        (at(2, 10), at(2, 18)),
        at(1, 10),
        at(2, 18),
    ),
}


@pytest.mark.parametrize("name", SPANS)
def test_a_day_lasts_from_its_first_sitting_to_its_last(tmp_path: Path, name: str) -> None:
    """Wherever they are; else by the daily hours; else nobody knows, and the session's days are whole ones."""
    more, *wanted = SPANS[name]
    session = read(tmp_path, NAIROBI + more)
    assert [session.day_hours(dt.date(2027, 6, 1)), session.day_hours(dt.date(2027, 6, 2)), session.starts, session.ends] == wanted


DAILY = {
    HOURS: [(1, 2, "10:00–18:00")],
    HOURS + agenda(FIRST): [(1, 1, "09:00–18:00"), (2, 2, "10:00–18:00")],
    HOURS + agenda(FIRST, LAST): [(1, 1, "09:00–12:30"), (2, 2, "14:00–16:00")],
    agenda(LAST): [(2, 2, "14:00–16:00")],
}


@pytest.mark.parametrize("more", DAILY, ids=map(str, range(len(DAILY))))
def test_the_first_page_says_the_hours_that_the_agenda_has(tmp_path: Path, more: str) -> None:
    """Of a day that the agenda has not, or of which it may have a part so far, the daily hours too."""
    rows = read(tmp_path, NAIROBI + more).hours_by_period
    assert [(first.day, last.day, f"{start:%H:%M}–{end:%H:%M}") for first, last, start, end in rows] == DAILY[more]


def test_every_day_is_in_the_programme_and_every_item_in_order(tmp_path: Path) -> None:
    """Days that the agenda does not have are there without sittings; items without an hour come last."""
    morning = "{id: a, start: 09:00, end: 12:00, items: [{id: x, kind: panel, start: 09:00}, {id: y, kind: panel, start: 10:00}]}"
    afternoon = "{id: b, start: 14:00, end: 16:00, items: [{id: z, kind: panel, start: 14:00}]}"
    day = f"{{date: 2027-06-02, sittings: [{morning}, {afternoon}]}}"
    session = read(tmp_path, NAIROBI + agenda(day, more=", planned: [{id: p, kind: panel}]"))
    assert [(each.date.day, len(each.sittings)) for each in session.meeting_days] == [(1, 0), (2, 2)]
    items = [(day and day.date.day, sitting and sitting.id, each.id) for day, sitting, each in session.items()]
    assert items == [(2, "a", "x"), (2, "a", "y"), (2, "b", "z"), (None, None, "p")]


ITEM = agenda("{date: 2027-06-01, sittings: [{id: a, start: 09:00, end: 12:00, items: [{id: x, kind: panel}]}]}", more="{}")
STATUSES = {
    "": None,
    "agenda: {}\n": "pending",
    agenda(FIRST): "pending",
    ITEM.replace("{}", ""): None,
    ITEM.replace("{}", ", status: provisional"): "provisional",
    "agenda: {status: final}\n": "final",
}


@pytest.mark.parametrize("more", STATUSES)
def test_an_agenda_with_items_is_not_called_pending(tmp_path: Path, more: str) -> None:
    """Where its status is not given; sittings alone are no items."""
    assert read(tmp_path, NAIROBI + more).agenda_status == STATUSES[more]


TIMES = {"": (False, False), HOURS: (True, True), agenda(LAST): (True, True), agenda("{date: 2027-06-01}"): (False, False)}
CALL = "calls: [{{id: x, title: X, deadline: {}}}]\n"
TIMES |= {CALL.format("2027-05-01"): (False, False), CALL.format("2027-05-01 12:00"): (True, False)}


@pytest.mark.parametrize("more", TIMES)
def test_whether_there_is_a_time_of_day(tmp_path: Path, more: str) -> None:
    """Any at all, for the switch to the reader's own; and hours of the session, without which it has whole days."""
    session = read(tmp_path, NAIROBI + more)
    assert (session.shows_times_of_day, session.has_known_hours) == TIMES[more]


def test_a_date_lasts_until_midnight_and_begins_at_it(tmp_path: Path) -> None:
    """A moment is itself; a date ends where the next begins, and opens where it begins."""
    session = read(tmp_path, NAIROBI)
    date, moment = dt.date(2027, 5, 31), dt.datetime(2027, 5, 31, 17, 30)
    assert (session.deadline_moment(date), session.deadline_moment(moment)) == (at(1), at(1) - dt.timedelta(hours=6, minutes=30))
    assert (session.opening(date), session.opening(moment)) == (at(1) - dt.timedelta(days=1), at(1) - dt.timedelta(hours=6, minutes=30))


def test_a_large_agenda_has_each_anchor_on_its_day(tmp_path: Path) -> None:
    """Days, sittings and items, those of whole days too; an agenda of one page has none, nor has one day alone, however large.
    Items without a day make no page longer."""

    def days(text: str) -> dict[str, dt.date]:
        path = tmp_path / "session.yml"
        path.write_text(text, encoding="utf-8")
        return load(path).session.day_of

    wanted = {f"day-2027-06-0{day}": dt.date(2027, 6, day) for day in (1, 2, 3)}
    for day in (1, 2):
        wanted |= dict.fromkeys(
            [f"all-{day}", *(f"i-{day}-{number}" for number in range(MAX_ITEMS_ON_A_PAGE // 2 + 1))], dt.date(2027, 6, day)
        )
    assert days(large(MAX_ITEMS_ON_A_PAGE + 2)) == wanted
    assert days(large(MAX_ITEMS_ON_A_PAGE + 2) + "      all_day: [{id: fair, kind: discussion}]\n") == {
        **wanted,
        "fair": dt.date(2027, 6, 3),
    }
    del wanted["day-2027-06-03"]
    assert days(large(MAX_ITEMS_ON_A_PAGE + 2).removesuffix("    - date: 2027-06-03\n")) == wanted
    assert days(large(MAX_ITEMS_ON_A_PAGE) + "  planned: [{id: p, kind: panel}]\n") == {}
    assert days(large(2 * MAX_ITEMS_ON_A_PAGE + 2).partition("    - date: 2027-06-02")[0]) == {}


def test_start_and_end_are_moments_where_hours_are_known(tmp_path: Path) -> None:
    """Else they are each reader's own days."""
    assert read(tmp_path, NAIROBI + HOURS).iso_bounds == ("2027-06-01T10:00:00+03:00", "2027-06-02T18:00:00+03:00")
    assert read(tmp_path, NAIROBI).iso_bounds == ("2027-06-01T00:00:00", "2027-06-03T00:00:00")


def test_a_channel_has_one_player() -> None:
    """Named by its key; what is signed is in the picture."""
    assert [Channel.model_validate({"language": language}).signed for language in ("bfi", "en", "floor")] == [True, False, False]
    assert Channel.model_validate({"language": "en"}).player is None
    assert Channel.model_validate({"language": "en", "video": "media/a.webm"}).player == "video"


def test_the_days_of_a_session_are_counted_with_both_ends(tmp_path: Path) -> None:
    """One day is one day; sixty are the most."""
    assert [day.day for day in read(tmp_path, "").dates.days()] == [1, 2]
    longest = Period.model_validate({"start": "2027-01-01", "end": "2027-03-01"})
    assert len(longest.days()) == 60
    with pytest.raises(ValueError, match="is 2027-03-02, 60 days after the start 2027-01-01; correct the year or the month"):
        Period.model_validate({"start": "2027-01-01", "end": "2027-03-02"})


def daily(folder: Path, dates: str, more: str) -> list[str]:
    """First and last day, start and end of each row of the daily hours."""
    path = folder / "session.yml"
    path.write_text(f"number: 1\ntitle: A\norganizer: {{name: B}}\ndates: {{{dates}}}\nzone: Europe/Zurich\n{more}", encoding="utf-8")
    return [f"{first.day}-{last.day} {start:%H:%M}-{end:%H:%M}" for first, last, start, end in load(path).session.hours_by_period]


def sitting(day: int, start: str, end: str) -> str:
    return f"{{date: 2027-06-0{day}, sittings: [{{id: d{day}, start: {start}, end: {end}}}]}}"


def test_days_in_a_row_that_have_the_same_hours_are_one(tmp_path: Path) -> None:
    """Not where a day between them is off or has no hours known, nor where clocks change: these are other hours for readers elsewhere."""
    june = "start: 2027-06-01, end: 2027-06-05"
    assert daily(tmp_path, june, "") == []
    assert daily(tmp_path, june, HOURS) == ["1-5 10:00-18:00"]
    assert daily(tmp_path, june, HOURS + agenda("{date: 2027-06-03, off: true}")) == ["1-2 10:00-18:00", "4-5 10:00-18:00"]
    apart = agenda(sitting(1, "09:00", "12:00"), sitting(2, "09:00", "13:00"), sitting(3, "09:00", "13:00"), sitting(5, "09:00", "13:00"))
    assert daily(tmp_path, june, apart) == ["1-1 09:00-12:00", "2-3 09:00-13:00", "5-5 09:00-13:00"]
    assert daily(tmp_path, june, HOURS + apart) == ["1-3 09:00-18:00", "4-4 10:00-18:00", "5-5 09:00-18:00"]
    assert daily(tmp_path, june, "hours: {start: 20:00, end: 01:00}\n") == ["1-5 20:00-01:00"]
    assert daily(tmp_path, "start: 2027-10-29, end: 2027-11-01", HOURS) == ["29-30 10:00-18:00", "31-1 10:00-18:00"]


NOTES = {
    "": [],
    "agenda: {}\n": [],
    "agenda: {note: N}\n": ["N"],
    "agenda: {notes: {pending: P, final: F}}\n": ["P"],
    "agenda: {status: final, note: N, notes: {pending: P, final: F}}\n": ["N", "F"],
    "agenda: {status: provisional, note: N, notes: {pending: P, final: F}}\n": ["N"],
}


@pytest.mark.parametrize("more", NOTES)
def test_notes_on_the_agenda(tmp_path: Path, more: str) -> None:
    """The one for any status, and the one for the present status."""
    assert [note.root[""] for note in read(tmp_path, more).agenda_notes] == NOTES[more]


def test_calls_after_the_session(tmp_path: Path) -> None:
    """Those that are due later than on its last day, and of that day none."""
    dates = {"a": "2027-05-01", "b": "2027-06-02", "c": "2027-06-02 23:59", "d": "2027-06-03 00:30", "e": "2027-06-03"}
    calls = ", ".join(f"{{id: {name}, title: X, deadline: {date}}}" for name, date in dates.items())
    assert [call.id for call in read(tmp_path, f"{NAIROBI}calls: [{calls}]\n").calls_after] == ["d", "e"]


def test_the_last_moment_of_a_day_is_on_that_day(tmp_path: Path) -> None:
    """A minute before midnight; what has an hour has its own. Without a zone, a moment is written without an offset."""
    session, vague = read(tmp_path, NAIROBI), read(tmp_path, "")
    date, moment = dt.date(2027, 5, 31), dt.datetime(2027, 5, 31, 17, 30)
    assert session.last_moment(date) == at(1) - dt.timedelta(minutes=1)
    assert session.last_moment(moment) == session.deadline_moment(moment)
    assert [each.to_iso(each.deadline_moment(date)) for each in (session, vague)] == ["2027-06-01T00:00:00+03:00", "2027-06-01T00:00:00"]


def test_all_pictures_are_known() -> None:
    """Those that a walk through everything finds, each once for what it is of."""
    session = load(DATA / "full.yml").session
    found = [part for _, part in walk(session) if isinstance(part, Picture)]
    assert len(found) == 6 and sorted(map(id, found)) == sorted(id(picture) for _, picture in session.pictures())
