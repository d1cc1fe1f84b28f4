"""What has changed, as a text to paste into a mail or a post."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import NamedTuple

from microsite.exports import changes, published
from microsite.exports.addresses import Addresses
from microsite.exports.published import Record
from microsite.model.session import Session
from microsite.render.build_input import BuildOptions
from microsite.render.document_list import documents, key
from microsite.render.passes import localizer, record


class Newest(NamedTuple):
    """What is told."""

    record: Record
    """With no other changes than these."""
    published: dt.datetime | None
    """When they were published; None if they are not yet."""


def newest(session: Session, options: BuildOptions) -> Newest:
    """The changes that the data has and the last publication had not, or else those of the last publication that brought any."""
    found = record(session, options)
    pending = [each for each in found.changes if not options.record or each not in options.record.changes]
    last = None if pending else max((each.at for each in found.changes), default=None)
    told = tuple(pending or (each for each in found.changes if each.at == last))
    return Newest(found.model_copy(update={"changes": told}), last)


def text(told: Record, session: Session, language: str, options: BuildOptions) -> str:
    """The changes in one language, each with its address; empty where there are none."""
    t = localizer(session, language, options)
    titles = {key(each): each.title for each in documents(session) if each.title}
    found = changes.changes(told, session, t, _addresses(language, options), titles)
    if not found:
        return ""
    return "\n".join([t.plain(session.title), "", *(f"– {each.words}\n  {each.url}" for each in found)]) + "\n"


def _addresses(language: str, options: BuildOptions) -> Addresses:
    """The pages where they are if nobody has moved them: this runs without MkDocs, which knows."""
    home = options.url if language == options.default_language else f"{options.url}{language}/"
    return Addresses(
        home=home,
        agenda=f"{home}agenda/",
        take_part=f"{home}take-part/",
        webcast=f"{home}webcast/",
        news=f"{home}news/",
        documents=f"{home}documents/",
        practical=f"{home}practical/",
        uid_home=options.url,
    )


def published_before(folder: Path) -> Record | None:
    """The record in the folder of archives. Raises BadRecord."""
    return published.read(folder / published.FILE)
