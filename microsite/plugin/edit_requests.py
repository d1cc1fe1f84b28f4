"""What the page with the form asks of `mkdocs serve`: the data file as it is now, what is wrong with a changed text, and to save it.

Only a page of this server may ask: another site that is open in the same browser knows neither the token nor may it send JSON here, and
the name of the host keeps away one whose name was made to lead to this machine. Only this machine saves.
"""

from __future__ import annotations

import hashlib
import ipaddress
import json
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from microsite.source.diagnostics import BadSource, Problem
from microsite.source.loading import load_content
from microsite.source.reader import MAX_BYTES

PATH = "edit/file"
"""Below the site's own path."""
LONGEST_REQUEST = 2 * MAX_BYTES
"""In bytes: in JSON, a text is longer than in its file."""

StartResponse = Callable[[str, list[tuple[str, str]]], Any]


class Refused(Exception):
    """Raised with the status and the sentence of an answer."""

    def __init__(self, status: str, words: str):
        self.status, self.words = status, words


@dataclass
class EditRequests:
    """Answers for one data file; mkdocs.yml may name another at the next save."""

    file: Path
    name: str
    """What messages call the file."""
    docs: Path
    """The folder that linked files must be in."""
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    """Stands in each page of the server, and in each request."""

    def answer(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """The answer to one request, in JSON: `text` and `version` of the file, `problems`, or the `error` for which it was refused."""
        try:
            status, found = "200 OK", self._found(environ)
        except Refused as refused:
            status, found = refused.status, {"error": refused.words}
        start_response(status, [("Content-Type", "application/json"), ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")])
        return [json.dumps(found).encode()]

    def _found(self, environ: dict[str, Any]) -> dict[str, Any]:
        _validate_host(environ.get("HTTP_HOST", ""))
        if environ["REQUEST_METHOD"] == "GET":
            content = self._content()
            return {"text": content.decode(), "version": _version(content)}
        asked = self._asked(environ)
        content = asked["text"].encode()
        if "version" in asked:
            self._save(content, str(asked["version"]), environ.get("REMOTE_ADDR", ""))
        return {"problems": [each._asdict() for each in self.problems(content)], "version": _version(content)}

    def problems(self, content: bytes) -> list[Problem]:
        """All that is wrong with a changed text, and what there is to warn of."""
        try:
            return list(load_content(content, self.name, docs=self.docs).warnings)
        except BadSource as bad:
            return bad.problems

    def _asked(self, environ: dict[str, Any]) -> dict[str, Any]:
        """The content of a POST request. Refused, unless it comes from a page of this server."""
        if environ["REQUEST_METHOD"] != "POST":
            raise Refused("405 Method Not Allowed", "Only GET and POST are answered")
        if environ.get("HTTP_ORIGIN") != f"http://{environ.get('HTTP_HOST')}":
            raise Refused("403 Forbidden", "This came from another site; open the page at the address that `mkdocs serve` names")
        if environ.get("CONTENT_TYPE", "").partition(";")[0].strip() != "application/json":
            raise Refused("415 Unsupported Media Type", "The request is not JSON")
        length = environ.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > LONGEST_REQUEST:
            raise Refused("413 Content Too Large", f"The text is longer than {MAX_BYTES:,} bytes; keep pictures and documents in docs/")
        try:
            asked = json.loads(environ["wsgi.input"].read(int(length)))
            asked["text"].encode()
        except (ValueError, TypeError, KeyError, AttributeError):
            raise Refused("400 Bad Request", "The request has no text in JSON") from None
        if not secrets.compare_digest(str(asked.get("token")).encode(), self.token.encode()):
            raise Refused("403 Forbidden", "`mkdocs serve` was started anew; copy the text, load the page again, and paste it there")
        return dict(asked)

    def _content(self) -> bytes:
        try:
            content = self.file.read_bytes()
            content.decode()
        except OSError as error:
            raise Refused("404 Not Found", f"{self.name} can't be read ({error.strerror}); check where it is") from None
        except UnicodeDecodeError:
            raise Refused("409 Conflict", f"{self.name} is not in UTF-8; save it in UTF-8, and load the page again") from None
        return content

    def _save(self, content: bytes, version: str, address: str) -> None:
        """Write the file in its place; Refused, if it is not any more what the form began with."""
        if not ipaddress.ip_address(address).is_loopback:
            raise Refused("403 Forbidden", "Only the machine on which `mkdocs serve` runs saves; download the file instead")
        if _version(self._content()) != version:
            words = f"{self.name} was changed meanwhile; copy your text, load the page again, and bring in what is yours"
            raise Refused("409 Conflict", words)
        from microsite.editing.translations import write_atomically  # here, since a build does not need it

        try:
            write_atomically(self.file, content)
        except BadSource as bad:
            raise Refused("500 Internal Server Error", f"{self.name} {bad.problems[0].words}, or download it instead") from None


def _version(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _validate_host(host: str) -> None:
    """Refused, unless it is this machine's own name or an address in numbers."""
    name = urlsplit(f"//{host}").hostname or ""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        if name != "localhost":
            raise Refused("403 Forbidden", "Open the page at the address that `mkdocs serve` names") from None
