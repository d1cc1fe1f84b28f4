"""On a preview, each block of a page says where in the data file it is written; on the published site nothing does."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from markupsafe import Markup
from pydantic import BaseModel

from microsite.localize.localizer import Localizer
from microsite.model.fields import ALL_LANGUAGES, Localized
from microsite.source.loading import Source


def source_links(source: Source, file: str, edit: str) -> Callable[[Localizer, BaseModel | str | None], Markup]:
    """What `t.source_link` is on a preview, for each `t`: a link from a part of the session to its line of `file`.

    `edit` is the address that files are edited under, for instance https://github.com/OWNER/REPOSITORY/edit/BRANCH/;
    without it, the place is told and not linked. A text's line is that of the language it is shown in; a part that is no
    text and has no keys of its own is meant by its key: "interpretation".
    """
    places = {id(value): where for where, value in source.parts}

    def link(t: Localizer, value: BaseModel | str | None) -> Markup:
        where = (value,) if isinstance(value, str) else places.get(id(value))
        if where is None or isinstance(value, str) and where not in source.positions:
            return Markup("")
        if isinstance(value, Localized):
            shown = value.find(t.language, source.session.source_language)[1]
            where = (*where, shown) if shown in value.root and shown != ALL_LANGUAGES else where
        line = source.positions.nearest(where)[0]
        words = t.gettext("Written in %(file)s, line %(line)s") % {"file": file, "line": line}
        if not edit:
            return Markup('<span class="source-link" title="{}">{}</span>').format(words, line)
        address = f"{edit.rstrip('/')}/{quote(file)}#L{line}"
        return Markup('<a class="source-link" href="{}" rel="noopener" title="{}" aria-label="{}">{}</a>').format(
            address, words, words, line
        )

    return link
