"""session.json: valid by the schema beside it, the same session as the data file's, and no field of it is ever dropped."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from microsite.exports.session_file import schema, session_files
from microsite.model.session import Session
from microsite.source.loading import load
from tests.conftest import DATA
from tests.exports.conftest import Maker
from tests.exports.test_calendar import AT, HEAD, NIGHT
from tests.exports.test_schedule_files import PLACES, TEXTS
from tests.rendering import rendered

FROZEN = DATA / "session-format-1.txt"
KEPT_BACK = """
status_note: Nobody knows yet.
not_codes: [G20B20]
interpretation: [fr]
agenda:
  status: provisional
  note: Always.
  notes: {provisional: For now., final: Not before it is final.}
  days: [{date: 2026-10-24, sittings: [{id: one, start: 10:00, end: 11:00, interpretation: []}]}]
"""


def written(session: Session) -> dict[str, Any]:
    return json.loads(
        session_files(session, ["en", "fr"], AT, "https://e.org/", lambda picture: f"https://e.org/{picture.file}")["session.json"]
    )


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    """That schema, which is one itself."""
    jsonschema.Draft202012Validator.check_schema(schema())
    return jsonschema.Draft202012Validator(schema(), format_checker=jsonschema.FormatChecker())


@pytest.mark.parametrize("name", [*TEXTS, "kept back"])
def test_the_file_is_valid_by_the_schema_beside_it(session_of: Maker, validator: jsonschema.Draft202012Validator, name: str) -> None:
    """Whatever is in the session."""
    given = written(session_of((TEXTS | {"kept back": HEAD + KEPT_BACK})[name]))
    assert [(list(error.absolute_path), error.message) for error in validator.iter_errors(given)] == []
    if name != "kept back":
        return
    wrong = given | {"format": 2}
    wrong["session"]["dates"]["start"] = "Tuesday"
    assert len([*validator.iter_errors(wrong)]) == 2


def test_read_as_a_data_file_it_is_the_same_session(session_of: Maker, tmp_path: Path) -> None:
    """But for files, whose addresses are whole, and what no page shows at present."""
    session = session_of(TEXTS["full"])
    given = json.dumps(without_moments(written(session)["session"]), ensure_ascii=False).replace("https://e.org/", "")
    (tmp_path / "again.yml").write_text(given, encoding="utf-8")
    again = load(tmp_path / "again.yml").session
    assert again
    found, wanted = (each.model_dump(warnings=False) for each in (again, session))
    assert wanted["agenda"]["notes"]["pending"] and session.agenda.status == "provisional"
    wanted["agenda"]["notes"]["pending"] = None
    assert found == wanted | {"not_codes": ()}


def without_moments(value: Any) -> Any:
    if isinstance(value, list):
        return [without_moments(each) for each in value]
    if not isinstance(value, dict):
        return value
    own = ("starts", "ends") + (("url",) if "kind" in value and "#" in str(value.get("url")) else ())
    return {key: without_moments(each) for key, each in value.items() if key not in own}


def test_moments_stand_beside_local_times(session_of: Maker) -> None:
    """With the offset that holds then, over midnight and a change of clocks."""
    session = session_of(HEAD + NIGHT)
    found = written(session)
    day, _ = found["session"]["agenda"]["days"]
    (gala,) = day["sittings"]
    assert (gala["start"], gala["starts"], gala["end"], gala["ends"]) == (
        "22:00",
        "2026-10-24T22:00:00+02:00",
        "04:00",
        "2026-10-25T04:00:00+01:00",
    )
    items = {item.id: session.times(day, sitting, item) for day, sitting, item in session.items() if day and sitting}
    for each in gala["items"]:
        assert tuple(map(dt.datetime.fromisoformat, (each["starts"], each["ends"]))) == items[each["id"]]
        assert each["url"] == f"https://e.org/agenda/#{each['id']}"
    assert "starts" not in day["all_day"][0]


def test_what_is_not_shown_is_not_in_it(session_of: Maker) -> None:
    """A note for another status, a name that is no code, a link that lets in whoever has it; that there is no interpretation is, and files
    are, with their whole address."""
    found = written(session_of(HEAD + KEPT_BACK))["session"]
    assert found["agenda"]["notes"] == {"provisional": "For now."} and not {"status_note", "not_codes"} & set(found)
    assert found["agenda"]["days"][0]["sittings"][0]["interpretation"] == []
    assert "status_note" in written(session_of(HEAD + KEPT_BACK + "status: postponed\n"))["session"]
    assert "pwd=" not in json.dumps(written(session_of(HEAD + PLACES)))
    assert "https://feedback.example.org/1" in json.dumps(written(session_of(HEAD + PLACES)))
    pictured = written(session_of(HEAD + PLACES.replace("KIM Min-jun}", "KIM Min-jun, picture: people/kim.jpg}")))["session"]["people"][
        "kim"
    ]
    assert pictured["picture"]["file"] == "https://e.org/people/kim.jpg"
    assert '"https://e.org/files/kim.pdf"' in json.dumps(written(session_of(HEAD + PLACES)))


def test_a_site_has_both_files_once(session_of: Maker) -> None:
    """With its languages, and the address of the schema."""
    site = rendered(session_of(HEAD + NIGHT), ("fr", "en"))
    found = json.loads(site.files["session.json"])
    assert (found["$schema"], found["format"], found["languages"]) == ("https://example.org/sub/session.schema.json", 1, ["en", "fr"])
    assert json.loads(site.files["session.schema.json"]) == schema(), "run `make schema`"
    assert "fr/session.json" not in site.files


# ── a contract ───────────────────────────────────────────────────────────────────────────────────────────────────────


def fields(definition: dict[str, Any], path: str = "", above: tuple[str, ...] = ()) -> Iterator[str]:
    """The path of each field that a schema names; what can hold itself is gone through once."""
    if name := definition.get("$ref", "").rpartition("/")[2]:
        if name not in above:
            yield from fields(schema()["$defs"][name], path, (*above, name))
        return
    for each in definition.get("anyOf", ()):
        yield from fields(each, path, above)
    if "items" in definition:
        yield from fields(definition["items"], f"{path}[]", above)
    by_name = [*definition.get("patternProperties", {}).values(), definition.get("additionalProperties")]
    for each in by_name:
        if isinstance(each, dict):
            yield from fields(each, f"{path}.NAME", above)
    for key, each in definition.get("properties", {}).items():
        yield f"{path}.{key}".lstrip(".")
        yield from fields(each, f"{path}.{key}".lstrip("."), above)


def test_no_field_of_the_format_is_dropped() -> None:
    """Each that was ever published is there; a new one is added to the list, and then is there for good."""
    frozen = FROZEN.read_text(encoding="utf-8").split()
    present = sorted(set(fields(schema())))
    assert [path for path in frozen if path not in present] == [], "dropped: programs read these"
    assert [path for path in present if path not in frozen] == [], f"new: add them to {FROZEN.name}"
    assert "session.agenda.days[].sittings[].items[].people[].documents[].url" in present and len(present) > 300
