"""All documents of a session in one list: its own, those of points and items, slides, and statements."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterator
from typing import NamedTuple

from microsite.localize.localizer import Localizer
from microsite.model.agenda import AgendaItem
from microsite.model.documents import Document, DocumentKind
from microsite.model.fields import FileAddress, Id, Language, Localized, Name
from microsite.model.points import AgendaPoint, Statement
from microsite.model.session import Session

MANY = 8
"""Documents from which on a list of all is worth a page."""


class Listed(NamedTuple):
    """A document, the slides of an item or a statement, with what it belongs to."""

    source: Document | Statement | AgendaItem
    """What of the data it is, or is in."""
    title: Localized | None
    """None for the slides of an item without a title."""
    id: Id | None = None
    symbol: str | None = None
    kind: DocumentKind | Name | None = None
    date: dt.date | None = None
    url: FileAddress | None = None
    expected: dt.date | None = None
    announced: tuple[Language, ...] = ()
    point: AgendaPoint | None = None
    item: AgendaItem | None = None
    is_outcome: bool = False
    """Whether there is none of it before the end of the session."""

    @property
    def statement(self) -> Statement | None:
        """The statement that it is."""
        return self.source if isinstance(self.source, Statement) else None


def documents(session: Session) -> tuple[Listed, ...]:
    """Every document: the session's, then those of points and items in their order, statements, and those of the outcome."""
    return tuple(_documents(session))


def keys(listed: tuple[Listed, ...]) -> tuple[str, ...]:
    """What tells those that can be read apart, whatever else of them changes: their symbol, or else their first address."""
    return tuple(dict.fromkeys(key(each) for each in listed if each.url))


def key(listed: Listed) -> str:
    """That of one document."""
    return listed.symbol or (next(iter(listed.url.root.values())) if listed.url else "")


def is_long(session: Session) -> bool:
    """Whether the list has a page of its own: where points of an agenda or statements ask for one, or many documents."""
    return bool(session.points or session.statements) or len(documents(session)) >= MANY


def _documents(session: Session) -> Iterator[Listed]:
    yield from map(_listed, session.documents)
    for point in session.all_points.values():
        yield from (_listed(document, point=point) for document in point.documents)
    for _, _, item in session.items():
        for document in (*item.documents, *(document for each in item.people for document in each.documents)):
            yield _listed(document, item=item)
        if item.slides:
            yield Listed(item, item.title, kind=DocumentKind.presentation, url=item.slides, item=item)
    items = {item.id: item for _, _, item in session.items()}
    for each in session.statements:
        yield Listed(
            each,
            each.by,
            each.id,
            kind=DocumentKind.statement,
            date=each.date,
            url=each.url,
            point=session.all_points.get(each.point or ""),
            item=items.get(each.item or ""),
        )
    yield from (_listed(document, is_outcome=True) for document in (session.outcome.documents if session.outcome else ()))


def _listed(document: Document, *, point: AgendaPoint | None = None, item: AgendaItem | None = None, is_outcome: bool = False) -> Listed:
    return Listed(
        document,
        document.title,
        document.id,
        document.symbol,
        document.known_kind or document.kind,
        document.date,
        document.url,
        document.expected,
        document.announced,
        point,
        item,
        is_outcome=is_outcome,
    )


def as_csv(listed: tuple[Listed, ...], t: Localizer, address: Callable[[str], str]) -> bytes:
    """The list for spreadsheets: a row for each document and language, with a mark of UTF-8 in front, as Excel needs it. `address` makes
    the path of a file an absolute address."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(["symbol", "title", "kind", "date", "point", "language", "address"])
    for each in listed:
        title = t.plain(each.title) or (t.item_title_text(each.item) if each.item else "")
        point = (each.point.number or each.point.id) if each.point else ""
        said = [each.symbol or "", title, t.document_kind_text(each.kind), each.date or "", point]
        for language, given in (each.url.root if each.url else {"": ""}).items():
            rows.writerow([*said, language, address(given) if given else ""])
    return text.getvalue().encode("utf-8-sig")
