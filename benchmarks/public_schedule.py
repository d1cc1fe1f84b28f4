"""How a public schedule fares that nobody here wrote: `python -m benchmarks.public_schedule FILE [LANGUAGE …]`.

FILE is a schedule.json of frab or pretalx (schema of c3voc/schedule), as conferences publish theirs; none is kept here. Prints how long the
check and the site take, and how heavy its pages are.
"""

from __future__ import annotations

import collections
import datetime as dt
import gzip
import json
import re
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.measure import table
from microsite.source.loading import load
from tests.rendering import rendered

LONGEST = dt.timedelta(hours=10)
"""Of a sitting made here: what is in one room, up to so long."""


def session(schedule: dict[str, Any]) -> dict[str, Any]:
    """The data file's content for a schedule: each room's events of a day are sittings of it."""
    conference = schedule["schedule"]["conference"]
    rooms, people, days = {}, {}, []
    for day in conference["days"]:
        sittings = []
        for room, events in day["rooms"].items():
            name = _plain(room)
            key = next((key for key, known in rooms.items() if known["name"] == name), f"{_key(name)}-{len(rooms)}")
            rooms[key] = {"name": name}
            for event in events:
                people |= {f"p{person['id']}": {"name": _plain(person["public_name"])} for person in event["persons"] if person["id"]}
            sittings += _sittings(f"{day['date']}-{key}", key, events)
        days.append({"date": day["date"], "sittings": sorted(sittings, key=lambda sitting: (sitting["start"] < "06:00", sitting["start"]))})
    return {
        "number": 1,
        "title": conference["title"],
        "zone": "Europe/Berlin",
        "organizer": {"name": conference["acronym"]},
        "dates": {"start": conference["start"], "end": conference["end"]},
        "rooms": rooms,
        "people": people,
        "agenda": {"status": "final", "days": [{**day, "sittings": [s for s in day["sittings"] if s["start"] >= "06:00"]} for day in days]},
    }


def _sittings(name: str, room: str, events: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The events of one room on one day, in stretches that a sitting may have; what overlaps within a room is left out."""
    found: list[list[tuple[dt.datetime, dt.datetime, dict[str, Any]]]] = []
    for event in sorted(events, key=lambda event: event["date"]):
        start = dt.datetime.fromisoformat(event["date"]).replace(tzinfo=None)
        hours, minutes = map(int, event["duration"].split(":")[-2:])
        end = start + dt.timedelta(hours=min(hours, 8), minutes=minutes)
        if end <= start or found and start < found[-1][-1][1]:
            continue
        if not found or end - found[-1][0][0] > LONGEST:
            found.append([])
        found[-1].append((start, end, event))
    return [
        {
            "id": f"{name}-{number}",
            "start": f"{stretch[0][0]:%H:%M}",
            "end": f"{stretch[-1][1]:%H:%M}",
            "room": room,
            "items": [_item(f"event-{name}-{number}-{place}", *each) for place, each in enumerate(stretch)],
        }
        for number, stretch in enumerate(found)
    ]


def _item(identity: str, start: dt.datetime, end: dt.datetime, event: dict[str, Any]) -> dict[str, Any]:
    text = _plain(event["abstract"] or event["description"] or "")[:600].strip()
    return {
        "id": identity,
        "kind": "talk",
        "title": _plain(event["title"]) or "…",
        "start": f"{start:%H:%M}",
        "end": f"{end:%H:%M}",
        "people": [{"person": each} for each in dict.fromkeys(f"p{person['id']}" for person in event["persons"] if person["id"])],
        **({"track": _plain(event["track"])} if event["track"] else {}),
        **({"text": text} if text else {}),
    }


def _plain(text: str) -> str:
    """A text without Markdown, HTML, addresses and characters that nobody sees."""
    shown = re.sub(r"<[^>]*>|&\w+;|https?://\S+|[<>\[\]*_`#|\\{}]", " ", text)
    return " ".join("".join(letter if letter.isprintable() else " " for letter in shown).split())


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "room"


def main(path: Path, languages: tuple[str, ...]) -> None:
    data = session(json.loads(path.read_text(encoding="utf-8")))
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "session.yml").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        began = time.process_time()
        found = load(Path(folder) / "session.yml").session
        loaded = time.process_time()
        pages = rendered(found, languages).pages
        made = time.process_time()
    kinds = collections.defaultdict(list)
    for name, page in pages.items():
        kind = "days" if re.search(r"/\d{4}-\d\d-\d\d/", name) else "items" if "/event-" in name else name.rpartition("/")[0] or name
        kinds[kind].append(len(gzip.compress(page.encode(), 6, mtime=0)))
    print(f"{sum(1 for _ in found.items()):,} items, {len(found.rooms)} rooms, {len(found.people):,} people, {len(pages):,} pages\n")
    print(f"reading and checking {loaded - began:.1f} s, the site {made - loaded:.1f} s of processor time\n")
    print(
        table(
            ("page", "how many", "heaviest with gzip, kB"),
            [(kind, str(len(sizes)), f"{max(sizes) / 1000:.1f}") for kind, sizes in kinds.items()],
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), tuple(sys.argv[2:]) or ("en", "de"))
