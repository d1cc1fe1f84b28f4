"""What the parts of the model are made of: maps of keys, stretches of days and of hours."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from microsite.model.fields import (
    Clock,
    Date,
)


class Model(BaseModel):
    """What a map of the data file becomes. Its key `private` never comes here: source/loading.py takes it out (validation/secrets.py)."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def problem_at(key: str, words: str) -> PydanticCustomError:
    """An error about one key of the object that is being checked."""
    return PydanticCustomError("words", "{words}", {"words": words, "key": key})


MAX_DAYS = 60
"""Days that a session can last; more is a slip in a date."""


MAX_NIGHT = dt.timedelta(hours=12)
"""What ends at an earlier hour than it starts ends on the next day, if it is no longer than this: an end that is given as
on a clock of twelve hours is always longer."""


class Period(Model):
    """A stretch of days."""

    start: Date
    """The first day, for instance 2025-10-28."""
    end: Date
    """The last day; the same as the first for a session of one day."""

    @model_validator(mode="after")
    def _in_order(self) -> Period:
        if self.end < self.start:
            raise problem_at("end", f"is {self.end}, before the start {self.start}; swap them or correct one")
        if (self.end - self.start).days >= MAX_DAYS:
            raise problem_at(
                "end", f"is {self.end}, {(self.end - self.start).days} days after the start {self.start}; correct the year or the month"
            )
        return self

    def days(self) -> tuple[dt.date, ...]:
        return tuple(self.start + dt.timedelta(n) for n in range((self.end - self.start).days + 1))


class Hours(Model):
    """From when to when, in the session's zone."""

    start: Clock
    """When it begins, for instance 10:00."""
    end: Clock
    """When it ends, for instance 18:00; a time before the start is on the next day."""

    @model_validator(mode="after")
    def _in_order(self) -> Hours:
        validate_order(self.start, self.end)
        return self


def validate_order(start: dt.time | None, end: dt.time | None, *, needs_end: bool = True) -> None:
    """Refuses an end without a start, at the same time, or too long before it for the next day to be meant.

    With `needs_end` false, what has no length may go without an end.
    """
    if end is None:
        return
    if start is None:
        raise problem_at("end", "has no start before it; add `start`")
    if end == start:
        advice = "correct one of the two" if needs_end else "delete `end` if it has no length, or correct one of the two"
        raise problem_at("end", f"is {end:%H:%M}, the same as its start; {advice}")
    if past_midnight(end, start) and _since_midnight(end) + dt.timedelta(days=1) - _since_midnight(start) > MAX_NIGHT:
        raise problem_at("end", f"is {end:%H:%M}, before its start {start:%H:%M}; swap them or correct one")


def past_midnight(clock: dt.time, since: dt.time) -> bool:
    """Whether a time, in something that begins at `since`, is on the day after."""
    return clock < since


def _since_midnight(clock: dt.time) -> dt.timedelta:
    return dt.timedelta(hours=clock.hour, minutes=clock.minute)


def to_datetime(value: dt.date | dt.datetime, *, end_of_day: bool = False) -> dt.datetime:
    """A deadline as a local date and time, without a zone: for a date, its midnight, or with `end_of_day` the midnight after it."""
    if isinstance(value, dt.datetime):
        return value
    return dt.datetime.combine(value + dt.timedelta(days=end_of_day), dt.time())


def format_moment(value: dt.date | dt.datetime) -> str:
    """A deadline as editors write it."""
    return value.isoformat(" ", "minutes") if isinstance(value, dt.datetime) else value.isoformat()
