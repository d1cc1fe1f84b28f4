"""What `mkdocs serve` answers to the page with the form of the data file, and to whom."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from microsite.plugin.edit_requests import EditRequests
from tests.conftest import DATA

TEXT = (DATA / "bells.yml").read_text(encoding="utf-8")
HOST = "127.0.0.1:8000"


@pytest.fixture
def requests(tmp_path: Path) -> EditRequests:
    file = tmp_path / "bells.yml"
    file.write_bytes(TEXT.encode())
    return EditRequests(file, "data/bells.yml", tmp_path, token="secret")


def asked(requests: EditRequests, body: Any = None, **environ: str) -> tuple[str, dict[str, Any]]:
    """Status and content of the answer to what a page of the server asks, unless `environ` says otherwise."""
    sent = json.dumps(body).encode() if body is not None else b""
    given = {
        "REQUEST_METHOD": "GET" if body is None else "POST",
        "HTTP_HOST": HOST,
        "HTTP_ORIGIN": f"http://{HOST}",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(sent)),
        "wsgi.input": io.BytesIO(sent),
        **environ,
    }
    statuses: list[str] = []
    answer = requests.answer(given, lambda status, headers: statuses.append(status))
    return statuses[0][:3], json.loads(b"".join(answer))


def test_the_file_is_read_checked_and_saved(requests: EditRequests) -> None:
    """With the problems that `microsite check` finds, and every byte as it is typed."""
    status, found = asked(requests)
    assert (status, found["text"]) == ("200", TEXT)
    changed = TEXT.replace("\n", "\r\n").replace("number: 7", "number: seven")
    status, checked = asked(requests, {"token": "secret", "text": changed})
    assert status == "200" and requests.file.read_bytes() == TEXT.encode()
    [problem] = checked["problems"]
    assert problem["field"] == "number" and problem["words"].startswith("“seven” is not a whole number")
    status, saved = asked(requests, {"token": "secret", "text": changed, "version": found["version"]})
    assert status == "200" and requests.file.read_bytes() == changed.encode()
    assert asked(requests)[1] == {"text": changed, "version": saved["version"]}


REFUSED = [
    pytest.param({}, {"HTTP_ORIGIN": "https://example.org"}, "403", id="another site"),
    pytest.param({}, {"HTTP_HOST": "example.org", "HTTP_ORIGIN": "http://example.org"}, "403", id="a name that leads here"),
    pytest.param({}, {"CONTENT_TYPE": "text/plain"}, "415", id="a form of another site"),
    pytest.param({"token": "guessed"}, {}, "403", id="without the token"),
    pytest.param({}, {"REMOTE_ADDR": "192.0.2.7"}, "403", id="another machine"),
    pytest.param({"version": "0"}, {}, "409", id="changed meanwhile"),
    pytest.param({"text": 1}, {}, "400", id="no text"),
    pytest.param({}, {"REQUEST_METHOD": "PUT"}, "405", id="another method"),
    pytest.param({}, {"CONTENT_LENGTH": "99999999"}, "413", id="too long"),
]


@pytest.mark.parametrize(("body", "environ", "status"), REFUSED)
def test_whoever_may_not_save_changes_nothing(requests: EditRequests, body: dict[str, Any], environ: dict[str, str], status: str) -> None:
    """Another site, another machine, an old token, a file that is not the same any more: one sentence, and the file stays."""
    version = asked(requests)[1]["version"]
    answer = asked(requests, {"token": "secret", "text": "number: 8", "version": version, **body}, **environ)
    assert answer[0] == status and [*answer[1]] == ["error"]
    assert requests.file.read_bytes() == TEXT.encode()


def test_another_name_of_the_host_does_not_read(requests: EditRequests) -> None:
    assert asked(requests, HTTP_HOST="example.org")[0] == "403"


def test_a_file_that_can_not_be_read_is_one_sentence(requests: EditRequests) -> None:
    requests.file.write_bytes("é".encode("latin-1"))
    assert asked(requests) == ("409", {"error": "data/bells.yml is not in UTF-8; save it in UTF-8, and load the page again"})
    requests.file.unlink()
    assert asked(requests)[0] == "404"
