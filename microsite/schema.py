"""data/session.schema.json, written from the model: editors complete and explain keys by it.

`python -m microsite.schema` writes it anew; a test holds that it is current.
"""

from __future__ import annotations

import json
from pathlib import Path

from microsite.session import Session


def schema() -> str:
    """The JSON Schema (draft 2020-12) of a data file."""
    found = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Session.model_json_schema(), "title": "A session of a conference"}
    return json.dumps(found, indent=1, ensure_ascii=False, sort_keys=False) + "\n"


if __name__ == "__main__":
    Path("data/session.schema.json").write_text(schema(), encoding="utf-8")
