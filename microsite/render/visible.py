"""What readers see of each page of a session, for comparing two versions: `microsite diff` does."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import jinja2

from microsite.localize.catalogues import BadCatalogue
from microsite.localize.labels import PART_TITLES
from microsite.model.session import Session
from microsite.render.build import build, templates
from microsite.render.build_input import BuildOptions, Language, SourcePage
from microsite.render.passes import localizer

UNSEEN = re.compile(r'<(script|template)\b.*?</\1>|\s(?:data-(?!src|captions)[\w-]+|datetime)="[^"]*"', re.DOTALL)
"""What only scripts and other programs read."""


@dataclass(frozen=True)
class View:
    """How `visible` looks at a session: with what a site sets in mkdocs.yml, as far as it changes what is on which page."""

    overrides: Path | None = None
    """The site's own templates and catalogues."""
    locales: Mapping[str, str] | None = None
    """As in `BuildOptions`."""
    without: Collection[str] = ()
    """The parts that the site leaves out."""
    compiled_templates: Path | None = None
    """As in `BuildOptions`."""

    def options(self, language: str) -> BuildOptions:
        return BuildOptions(
            "https://example.org/",
            language,
            locales=self.locales or {},
            overrides=self.overrides,
            compiled_templates=self.compiled_templates,
        )

    @functools.cached_property
    def env(self) -> jinja2.Environment:
        """The site's templates, loaded once for all that is looked at."""
        return templates(self.options(""))

    def can_show(self, session: Session, language: str) -> bool:
        """Whether a site can have pages in a language: those whose words nobody has translated it can't."""
        try:
            localizer(session, language, self.options(language))
        except BadCatalogue:
            return False
        return True

    def visible(self, session: Session, language: str) -> dict[str, tuple[str, str]]:
        """What readers of a language see of the page of each part: what it alone has, and what stands around that on every page.

        It is the HTML of the body without what only programs read. The pages of single days and items belong to the agenda's. What docs/
        holds is left out: no data file changes it.
        """
        pages = tuple(
            SourcePage(part, part, "" if part == "event" else f"{part}/", frozenset([language]))
            for part in PART_TITLES
            if part not in self.without
        )
        site = build(session, [Language(language, language, pages, ())], self.options(language), self.env)
        html = {result.page.path: result.html for result in site.results}
        below = [page.path for page in site.pages if page.is_below]
        html |= {path: content.decode() for path in below for _, content in site.deferrable[path] if isinstance(content, bytes)}
        seen: dict[str, tuple[str, str]] = {}
        for page in site.pages:
            own, around = _divided(html[page.path])
            before = seen.get(str(page.part), ("", ""))
            seen[str(page.part)] = before[0] + own, before[1] + around
        return seen


def _divided(html: str) -> tuple[str, str]:
    """What a page shows of its own, and what stands around it."""
    body = UNSEEN.sub("", html[html.index("<body") :])
    before, mark, content = body.partition('<div class="sheet"')
    content, end, after = content.partition("</main>")
    return mark + content, before + end + after
