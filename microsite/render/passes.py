"""What all pages of a site share, and what all pages of one language share: worked out once, and handed on as one value."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import jinja2

from microsite.exports import changes, published, structured_data
from microsite.exports.addresses import Addresses
from microsite.exports.published import Record
from microsite.localize.localizer import Localizer
from microsite.model.session import Session
from microsite.render import document_list
from microsite.render.agenda_view import AgendaView
from microsite.render.assets import Assets
from microsite.render.build_input import BuildOptions, Language
from microsite.render.document_list import Listed
from microsite.render.pages import Site
from microsite.render.pictures import Pictures
from microsite.render.previews import Previews
from microsite.render.qr_codes import QrCodes
from microsite.render.series import Series, uid_suffix


class Build(NamedTuple):
    """What is the same on every page of a site."""

    session: Session
    languages: tuple[Language, ...]
    """In the order of the menu."""
    options: BuildOptions
    site: Site
    assets: Assets
    pictures: Pictures
    env: jinja2.Environment
    policy: str
    localizers: Mapping[str, Localizer]
    """By language, the default one first."""
    view: AgendaView
    library: tuple[Listed, ...]
    """All documents of the session."""
    series: Series
    record: Record
    previews: Previews
    qr_codes: QrCodes


@dataclass(frozen=True)
class LanguagePass:
    """What is the same on every page of a language."""

    build: Build
    language: Language

    @property
    def t(self) -> Localizer:
        """Texts, dates and names in the language."""
        return self.build.localizers[self.language.code]

    @functools.cached_property
    def parts(self) -> dict[str, str]:
        """The path of the page of each part."""
        return {page.part: page.path for page in self.language.pages if page.part}

    @functools.cached_property
    def addresses(self) -> Addresses:
        """Of its pages, absolute, for calendars and feeds."""
        site = self.build.series.site
        own = {part: site.url + path for part, path in self.parts.items()}
        return Addresses(
            home=own.get("event", site.url),
            agenda=own.get("agenda", site.url),
            take_part=own.get("take-part", site.url),
            webcast=own.get("webcast", ""),
            news=own.get("news", ""),
            documents=own.get("documents", ""),
            practical=own.get("practical", ""),
            uid_home=site.root + self.build.series.uid_suffix,
            files=site.absolute,
        )

    @functools.cached_property
    def about(self) -> structured_data.Writer:
        """Says what its pages are about, for search engines."""
        return structured_data.Writer(self.build.session, self.t, self.addresses, self.build.record)

    @functools.cached_property
    def fragments(self) -> dict[Any, Any]:
        """What is the same on many of its pages, as it is made (fragments.py, `Macros` in pages.py)."""
        return {}

    @functools.cached_property
    def changes(self) -> list[changes.Told]:
        """What has changed since the session was published first, in words, the newest first."""
        titles = {document_list.key(each): each.title for each in self.build.library if each.title}
        return changes.changes(self.build.record, self.build.session, self.t, self.addresses, titles)


def localizer(session: Session, language: str, options: BuildOptions) -> Localizer:
    """The texts, dates and names of a session in one of its site's languages. Raises BadCatalogue if its catalogue can't be read."""
    t = Localizer(
        language,
        session.source_language,
        locale=options.locales.get(language),
        catalogues=options.theme.folders[0] / "locales",
        language_names=session.language_names,
        own_kinds=session.kinds,
        noun=session.noun,
        own_noun=session.own_noun,
        points=session.all_points,
        drafts=options.drafts.get(language, ()),
    )
    if options.source_link:
        t.source_link = functools.partial(options.source_link, t)
    return t


def record(session: Session, options: BuildOptions) -> Record:
    """What was published, with what a session brings that is new."""
    before = [each.about for each in options.archives if each.about.is_before(session)]
    name = uid_suffix(before)
    return published.renewed(options.record, session, name, document_list.keys(document_list.documents(session)), options.now)
