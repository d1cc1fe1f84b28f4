"""What has changed, as a text to paste into a mail or a post."""

from __future__ import annotations

from pathlib import Path

from microsite.exports import changes, published
from microsite.exports.addresses import Addresses
from microsite.exports.published import Record
from microsite.model.session import Session
from microsite.render.build import BuildOptions, localizer, record
from microsite.render.document_list import documents, key


def newest(session: Session, options: BuildOptions) -> Record:
    """The record with the changes that are told: those that the data has and the last publication had not, or else those of that."""
    found = record(session, options)
    pending = [each for each in found.changes if not options.record or each not in options.record.changes]
    last = max((each.at for each in found.changes), default=None)
    return found.model_copy(update={"changes": tuple(pending or (each for each in found.changes if each.at == last))})


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
