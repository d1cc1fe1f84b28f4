"""How people take part: the invitation, registration, and what is asked of them by a deadline."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, model_validator

from microsite.model.base import (
    Model,
    format_moment,
    problem_at,
    to_datetime,
)
from microsite.model.fields import (
    Address,
    Amount,
    Currency,
    Date,
    Deadline,
    Email,
    Id,
    Line,
    Prose,
    Title,
    refuse,
)


class Policy(StrEnum):
    """Who may see an access code."""

    invitation = "invitation"
    public = "public"


class Invitation(Model):
    """The letter that announced the session."""

    symbol: Line | None = None
    """Its number."""
    date: Date | None = None
    """The day it was sent."""
    to: Title | None = None
    """Whom it was sent to."""
    url: Address | None = None
    """Where it can be read, if it is public."""


class AccessCode(Model):
    """A code that admits people, and who may see it."""

    policy: Policy
    """invitation: the page says where to find the code and the file must not hold it; public: the page prints it."""
    value: Line | None = None
    """The code itself; only with the policy public."""

    @model_validator(mode="after")
    def _value_only_where_public(self) -> AccessCode:
        if self.policy is Policy.invitation and self.value:
            raise problem_at(
                "value", "prints a code that came with the invitation on a public page; delete this line, or set the policy to public"
            )
        if self.policy is Policy.public and not self.value:
            raise problem_at("policy", "is public, but no code is given; add `value`, or set the policy to invitation")
        return self


class WayState(StrEnum):
    """Whether one can still register."""

    open = "open"
    full = "full"
    waiting_list = "waiting_list"


class Fee(Model):
    """What a way to register costs those of one category, until a day or without an end."""

    category: Title | None = None
    """Whom it is for, for instance Students; left out where it is the same for all."""
    amount: Amount
    """The amount alone, for instance 250 or 99.50; 0 if it costs nothing."""
    currency: Currency
    """The code of the currency, for instance CHF."""
    until: Date | None = None
    """The last day on which it is this amount."""


class Way(Model):
    """One way to register. `onsite`, `online`, `observers`, `press` and `accompanying` have a name in each language; others a title."""

    title: Title | None = None
    """What it is called; needed where the key is none of those that have a name."""
    state: WayState = WayState.open
    """open, full (nobody is invited to register any more) or waiting_list (the form is for those who wait for a place)."""
    url: Address | None = None
    """The registration form."""
    platform: Line | None = None
    """The service people join through, for instance Zoom."""
    who: Prose | None = None
    """Who should take this way."""
    have_ready: Prose | None = None
    """What to have at hand."""
    opens: Deadline | None = None
    """When registration opens."""
    closes: Deadline | None = None
    """The last day, or the last moment, to register."""
    was: Deadline | None = None
    """The last day, or the last moment, as it was announced before it was extended."""
    access_code: AccessCode | None = None
    """A code the form asks for."""
    fees: tuple[Fee, ...] = ()
    """What it costs, by category and day."""
    included: Prose | None = None
    """What the fee covers."""
    what_next: Prose | None = None
    """What happens after registering."""

    @model_validator(mode="after")
    def _in_order(self) -> Way:
        if self.opens and self.closes and to_datetime(self.closes, end_of_day=True) <= to_datetime(self.opens):
            words = f"is {format_moment(self.closes)}, before it opens {format_moment(self.opens)}; swap them or correct one"
            raise problem_at("closes", words)
        _validate_extension(self.was, self.closes, "closes")
        return self


NAMED_WAYS = ("onsite", "online", "observers", "press", "accompanying")
"""Keys of ways that the interface has a name for in every language."""


def _ways(value: Any) -> Any:
    """Refuses what stands beside the ways and belongs below one of them, such as the address of a form."""
    if not isinstance(value, dict):
        raise refuse("is not a map of ways to register; write `onsite`, `online` or another way, and what is known of it below that")
    for key, given in value.items():
        if key in Way.model_fields and not isinstance(given, dict):
            words = "is said of one way to register; move it, with what else is said of that way, below `onsite`, `online` or another"
            raise problem_at(key, words)
    return value


Registration = Annotated[dict[Id, Way], BeforeValidator(_ways)]
"""The ways to register, in the order in which they are shown. A key is an anchor of the page on how to take part."""


class Call(Model):
    """What readers are asked to do by a deadline."""

    id: Id
    """Its name in addresses; never change it once published."""
    title: Title
    """The action requested, in a few words."""
    text: Prose | None = None
    """The action requested, and how to take it."""
    note: Prose | None = None
    """A wish that goes with it."""
    deadline: Deadline
    """The last day, or the last moment."""
    was: Deadline | None = None
    """The deadline as it was announced before it was extended."""
    email: Email | None = None
    """Where to write."""
    subject: Title | None = None
    """The subject line the mail begins with."""
    message: Prose | None = None
    """The skeleton of the mail."""
    url: Address | None = None
    """A form, in place of or beside a mail."""

    @model_validator(mode="after")
    def _is_extended(self) -> Call:
        _validate_extension(self.was, self.deadline, "deadline")
        return self


def _validate_extension(was: dt.date | dt.datetime | None, now: dt.date | dt.datetime | None, key: str) -> None:
    """Refuses a deadline that was not before the one which `key` gives now."""
    if was and not now:
        raise problem_at("was", f"is given, and there is no `{key}` that it was extended to; add it, or delete this line")
    if was and now and to_datetime(was, end_of_day=True) >= to_datetime(now, end_of_day=True):
        words = f"is {format_moment(was)}, and the `{key}` it was extended to is {format_moment(now)}; swap them or correct one"
        raise problem_at("was", words)
