"""A sitting that goes on after midnight, and days off: what is on, and when it is for the reader."""

from __future__ import annotations

from collections.abc import Callable

from tests.conftest import plain

HEAD = """number: 2
title: Tides
organizer: {name: Harbour Institute}
dates: {start: 2026-05-07, end: 2026-05-11}
zone: Europe/Zurich
agenda:
  status: final
  days:
    - date: 2026-05-07
      all_day: [{id: show, kind: presentation, title: Exhibition}]
      sittings:
        - id: gala
          start: 20:00
          end: 01:00
          items:
            - {id: dinner, kind: discussion, title: Dinner, start: 20:00}
            - {id: dance, kind: discussion, title: Dance, start: 00:30}
    - date: 2026-05-11
      sittings: [{id: monday, start: 10:00, end: 12:00, items: [{id: talk, kind: keynote, title: Talk, start: 10:00}]}]
"""


def test_what_is_on_after_midnight(visit: Callable, small: Callable) -> None:
    """The session is live until the sitting ends, on the next date; an item of the whole day is not what is on now."""
    reader = visit(small(HEAD), now="2026-05-07T22:40:00Z")
    page = reader.open("agenda/")
    assert page.evaluate("document.documentElement.dataset.phase") == "live"
    assert page.locator(".item.on").evaluate_all("items => items.map(item => item.id)") == ["dance"]
    reader.at("2026-05-07T23:00:00Z")
    assert page.evaluate("document.documentElement.dataset.phase") == "break" and page.locator(".item.on").count() == 0
    reader.at("2026-05-07T10:00:00Z")  # the exhibition is open, and nothing else is
    assert page.locator(".item.on").count() == 0


def test_a_day_off_is_not_live(visit: Callable, small: Callable) -> None:
    """Nothing is, between the first day and the last; the session goes on in three days."""
    page = visit(small(HEAD), now="2026-05-08T08:30:00Z").open("")
    assert page.evaluate("document.documentElement.dataset.phase") == "break"
    assert plain(page.locator('[data-chip="session"]').inner_text()) == "Resumes in 3 days"
    assert page.locator("[data-now] p").all_inner_texts() == ["Next:\nTalk\nin 3\xa0days"]


def test_the_date_of_what_is_after_midnight(visit: Callable, small: Callable) -> None:
    """Said beside the hour, in the session's time and in the reader's own, wherever the date is not that of the heading."""
    site = small(HEAD)
    page = visit(site, zone="Africa/Nairobi", now="2026-05-01T08:00:00Z").open("agenda/")
    time = page.locator("#dance .time")
    assert time.inner_text().split() == ["00:30", "(8", "May)"]
    page.locator('input[value="mine"]').check()
    assert time.inner_text().split() == ["01:30", "(8", "May)"]
    page.locator('input[value="venue"]').check()
    assert time.inner_text().split() == ["00:30", "(8", "May)"]
    page = visit(site, zone="America/New_York", now="2026-05-01T08:00:00Z").open("agenda/")
    page.locator('input[value="mine"]').check()
    assert page.locator("#gala h3 .times").inner_text() == "14:00–19:00" and page.locator("#dance .time").inner_text() == "18:30"
