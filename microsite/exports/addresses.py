"""Addresses that pages and exports share."""

from __future__ import annotations

import datetime as dt


def day_page(agenda: str, day: dt.date) -> str:
    """The address or path of a day's page, below that of a large agenda."""
    return f"{agenda.removesuffix('.html').rstrip('/')}/{day}/"
