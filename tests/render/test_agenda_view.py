"""The agenda as the first page shows it."""

from __future__ import annotations

from microsite.model.session import Session
from microsite.render.agenda_view import AgendaView

SITTINGS = [
    {"id": "hall", "start": "14:00", "end": "17:00", "items": [{"id": "a", "start": "14:00"}, {"id": "b"}, {"id": "c", "start": "16:20"}]},
    {
        "id": "studio",
        "start": "14:00",
        "end": "17:00",
        "items": [{"id": "d", "start": "14:50"}, {"id": "e", "start": "15:30", "kind": "break"}],
    },
    {"id": "garden", "start": "15:00", "end": "17:00"},
    {"id": "night", "start": "20:00", "end": "2:00", "items": [{"id": "g", "start": "23:30"}, {"id": "f", "start": "0:30"}]},
]


def test_sittings_at_one_time_are_one_list_in_order_of_time() -> None:
    """Without the breaks; what has no time stays behind what it follows, and a sitting of which no item is known has its place too."""
    for sitting in SITTINGS:
        for item in sitting.get("items", []):
            item.setdefault("kind", "talk")
    session = Session.model_validate(
        {
            "number": "1",
            "title": "Voices",
            "organizer": {"name": "Institute"},
            "zone": "Asia/Tokyo",
            "dates": {"start": "2027-06-01", "end": "2027-06-01"},
            "agenda": {"days": [{"date": "2027-06-01", "sittings": SITTINGS}]},
        }
    )
    shown = AgendaView(session).in_order(session.agenda_days[0])
    assert [item.id if item else sitting.id for sitting, item in shown] == ["a", "b", "d", "garden", "c", "g", "f"]
