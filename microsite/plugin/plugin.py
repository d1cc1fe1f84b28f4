"""The only file that knows MkDocs: it hands a session's pages to MkDocs and static-i18n, and takes the site from them.

static-i18n builds once per language on the same configuration and plugins. The language of a pass is known from
`on_pre_build` on; the site is complete in `on_post_build` after static-i18n's own (priority -100), outside its passes.
"""

from __future__ import annotations

import functools
import logging
import os
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import jinja2
from markupsafe import Markup
from mkdocs import utils
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc
from mkdocs.utils import CountHandler, meta, templates
from mkdocs.utils.templates import TemplateContext

from microsite.editing import interface_words
from microsite.localize.catalogues import BadCatalogue
from microsite.localize.localizer import Localizer, fit_tables
from microsite.model.fields import dotted
from microsite.model.languages import direction
from microsite.plugin import deployment, part_pages, publish, source_links, template_cache
from microsite.plugin.build_errors import remedy
from microsite.plugin.deferred import Steps
from microsite.plugin.options import Options
from microsite.plugin.preview import Preview
from microsite.render import assets, day_pages, leak_scan, pages, site
from microsite.render.theme import THEME, Theme
from microsite.source.diagnostics import BadSource
from microsite.source.loading import Source, load
from microsite.validation import checks

log = get_plugin_logger("microsite")


CLEAN_DIRECTORY = utils.clean_directory


class Microsite(BasePlugin[Options]):
    """State is kept across the passes of one build; `_begin` makes it anew."""

    source: Source

    def load_config(self, *arguments: Any, **more: Any) -> Any:
        """Before MkDocs says what is wrong with its options: under --quiet no warning would be said or counted, and strict would be off."""
        logger = logging.getLogger("mkdocs")
        logger.setLevel(min(logger.level, logging.WARNING))
        return super().load_config(*arguments, **more)

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Being here keeps the instance alive while `mkdocs serve` builds again and again."""
        self.command = command
        self.site_dir: Path | None = None
        self.preview = Preview(remedy)
        self.config_of_menu: MkDocsConfig | None = None

    # ── once per build ───────────────────────────────────────────────────────────────────────────────────────────────

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        self.i18n = i18n = _i18n(config)
        if not i18n.building:
            self._begin(config)
        return config

    def _begin(self, config: MkDocsConfig) -> None:
        if self.site_dir:  # a build before this one failed halfway
            config.site_dir = str(self.site_dir)
            self.site_dir = None
        i18n = _i18n(config)
        i18n.current_language = None
        if problem := deployment.misconfigured(config, self.config, i18n) or site.astray(Path(config.docs_dir)):
            raise PluginError(problem)
        # static-i18n builds the default language first, and once more if it is not the first of the list.
        if config is not self.config_of_menu:  # a build of the same configuration again finds the languages sorted
            self.menu, self.config_of_menu = i18n.build_languages, config
        i18n.config.languages.sort(key=lambda language: not language.default)
        root = Path(config.config_file_path).parent
        self.data = root / self.config.session
        if self.preview.server:
            self.preview.follow(self.data)
        self.source = self._load(Path(config.docs_dir))
        if problem := part_pages.needed_after_all(self.config.without, self.source.session):
            raise PluginError(problem)
        for warning in self.source.warnings:
            click.echo(str(warning), err=True)  # no warning of MkDocs, which would stop a strict build
        self.overrides = Path(config.theme.custom_dir) if config.theme.custom_dir else None
        self.theme = Theme.below(self.overrides)
        if str(THEME) not in config.theme.dirs:
            config.theme.dirs.insert(len(self.theme.folders) - 1, str(THEME))
        self.environments = template_cache.environments(lambda: self._environment(config), root / ".cache" / "templates")
        config.theme.__dict__["get_env"] = lambda: self.env
        config.theme.static_templates.clear()  # 404.html and sitemap.xml are written once, when all languages are there
        self.assets = assets.Assets(self.theme, self.config.accent)
        assert config.site_url  # else deployment.py has stopped the build
        self.site = pages.Site(
            url=config.site_url if config.site_url.endswith("/") else config.site_url + "/",
            repository=config.repo_url.rstrip("/") if config.repo_url else None,
            default_language=_i18n(config).default_language,
            preview=self.command == "serve" or bool(self.config.edit_url),
        )
        edit = self.config.edit_url or (f"{self.site.repository}/edit/main" if self.site.repository else "")
        self.links = source_links.links(self.source, self.config.session, edit) if self.site.preview else None
        self.written: list[pages.Page] = []
        self.later: Steps = {}
        self.warnings = CountHandler()
        self.warnings.setLevel(logging.WARNING)
        logging.getLogger("mkdocs").addHandler(self.warnings)
        for language in i18n.build_languages:
            try:
                self._localizer(language)
            except BadCatalogue as bad:
                raise PluginError(str(bad)) from None
        for incomplete in interface_words.incomplete(root, i18n.build_languages, self.config.locales, self.overrides):
            click.echo(str(incomplete), err=True)
        for language, untranslated in checks.missing(self.source.session, i18n.build_languages).items():
            listed = ", ".join(map(dotted, untranslated[:3])) + (", …" if len(untranslated) > 3 else "")
            click.echo(
                f"{language}: {len(untranslated)} texts are not translated and fall back to "
                f"{self.source.session.source_language}: {listed}",
                err=True,
            )
        self.site_dir = Path(config.site_dir)
        try:
            config.site_dir = str(publish.workspace(self.site_dir))
        except OSError as error:
            raise PluginError(f"{self.site_dir.parent} can't be written to ({error.strerror}); the last site stays as it was") from None

    def _load(self, docs: Path) -> Source:
        """The session; `mkdocs serve` begins with a good one, and waits for it."""

        def state() -> tuple[float, ...]:
            return (self.data.stat().st_mtime_ns, self.data.stat().st_size) if self.data.exists() else ()

        while True:
            before = state()
            try:
                return load(self.data, name=self.config.session, docs=docs)
            except BadSource as bad:
                if self.command != "serve" or self.preview.server:
                    raise PluginError(_told(bad)) from None
                click.echo(
                    f"{_told(bad)}\nMend it and save; the site is shown then", err=True
                )  # an error in the log would end a strict build
            while state() == before:
                time.sleep(0.2)

    def _environment(self, config: MkDocsConfig) -> jinja2.Environment:
        ours = set(map(str, self.theme.folders))
        env = pages.environment(self.theme, [folder for folder in config.theme.dirs if folder not in ours])
        env.filters["url"] = templates.url_filter
        return env

    # ── once per language ────────────────────────────────────────────────────────────────────────────────────────────

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        self.language = _i18n(config).current_language
        self.env = self.environments()
        self.drawn: dict[str, pages.Page] = {}
        self.contexts: dict[str, dict[str, Any]] = {}

    def _ours(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Keep what is in docs/ only: our own assets are written once, and the theme's are not sent to readers."""
        kept = Files([file for file in files if file.src_dir == config.docs_dir])
        if problem := deployment.unasked(kept.documentation_pages(), _i18n(config).build_languages):
            raise PluginError(problem)
        self.generated = part_pages.to_add(kept, config, self.config.without)
        for file in self.generated:
            kept.append(file)
        self.media = [Path(file.src_uri) for file in kept if file.inclusion.is_included() and not file.is_documentation_page()]
        self.texts = pages.texts_by_language(kept.documentation_pages(), _i18n(config).build_languages, _i18n(config).default_language)
        return kept

    @event_priority(-200)
    def _of_the_language(self, files: Files, *, config: MkDocsConfig) -> Files:
        """After static-i18n has chosen: a page's address is that of the language only now."""
        part_pages.fill(files, self.generated)
        self.parts = self._find_parts(files)
        return files

    on_files = CombinedEvent(_ours, _of_the_language)

    def _find_parts(self, files: Files) -> dict[str, str]:
        """The address of each part in this language; every part that pages link to has just one page."""
        known = [Path(name).stem for name in self.theme.names("pages")]
        found: dict[str, File] = {}
        for file in files.documentation_pages():
            text, fields = meta.get_data(file.content_string)
            part = fields.get("part")
            if text.startswith("---\n"):
                raise PluginError(
                    f"docs/{file.src_uri}:1:1: error: the lines between --- and --- can't be read; put quotes around a title with a colon"
                )
            if part and part not in known:
                raise PluginError(f"docs/{file.src_uri}: part “{part}” has no template pages/{part}.html; write one of {', '.join(known)}")
            if part in found:
                raise PluginError(f"docs/{file.src_uri}: part “{part}” has a page already, docs/{found[part].src_uri}; keep one of the two")
            if part in self.config.without:
                raise PluginError(
                    f"docs/{file.src_uri} is the page of {part}, which `without` in mkdocs.yml leaves out; delete one of the two"
                )
            if part:
                found[part] = file
        for part in known:
            if part not in found and part not in self.config.without:
                raise PluginError(
                    f"docs/ has no page with `part: {part}` in {self.language}, and other pages link to it; "
                    f"add docs/{part}.md with that line"
                )
        return {part: file.url.removeprefix("./") for part, file in found.items()}

    @event_priority(-200)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Pages that mkdocs.yml does not name come after those it does; where it names none, the pages of parts come first, in their
        order."""
        for file in files.documentation_pages():
            if file.page is None:
                file.page = MkDocsPage(None, file, config)
            if file.page not in nav.pages and not file.inclusion.is_not_in_nav():
                nav.items.append(file.page)
                nav.pages.append(file.page)
        if config.nav is None:
            part_pages.sort(nav.items, self.parts)
        return nav

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        if page.meta.get("title"):
            page.meta["title"] = self._localizer(self.language).gettext(str(page.meta["title"]))
        return markdown

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """The page's content is made here, and not in its template, so that contents and search have it."""
        drawn = self._draw(page, html, config)
        self.drawn[page.file.src_uri] = drawn
        found = pages.headings(drawn.content)
        drawn.contents = [pages.Entry(text, f"#{anchor}", hidden_once_over=hidden) for anchor, text, hidden in found]
        page.toc = get_toc([{"level": 2, "id": anchor, "name": Markup(text).striptags(), "children": []} for anchor, text, _ in found])
        page.present_anchor_ids = (page.present_anchor_ids or set()) | pages.anchors(drawn.content)
        return drawn.content

    def _draw(self, page: MkDocsPage, html: str, config: MkDocsConfig) -> pages.Page:
        session, t = self.source.session, self._localizer(self.language)
        part = page.meta.get("part")
        path = page.url.removeprefix("./")
        file: Any = page.file  # to which static-i18n has added what it knows
        written_in = file.localization or self.site.default_language
        text_language = self.language if part else written_in
        drawn = pages.Page(
            part=part,
            title=t.plain(session.title) if part == "event" else str(page.title),
            description=str(page.meta.get("description") or t.description(session)),
            path=path,
            language=self.language,
            text_language=text_language,
            text_direction=direction(text_language),
            canonical=self.site.url + path,
        )
        bare = path.removeprefix(self.site.prefix(self.language))
        if drawn.text_language != drawn.language:  # the same text stands where it is at home
            drawn.canonical = self.site.url + bare
        i18n = _i18n(config)
        for language in self.menu:
            reachable = part or language in self.texts[file.norm_src_uri] or self.site.default_language in self.texts[file.norm_src_uri]
            target = self.site.prefix(language) + (bare if reachable else "")
            drawn.alternates.append(
                pages.Alternate(
                    language=language,
                    name=i18n.get_language_config(language).name,
                    direction=direction(language),
                    url=self.site.url + target,
                    relative=pages.relative(target, path),
                    exists=bool(part) or language in self.texts[file.norm_src_uri],
                    current=language == self.language,
                )
            )
        drawn.localizer = t
        # What templates receive (pages.py says it in words): made once, for the content and for the shell around it.
        received = site.context(drawn, self.site, session, t, self.parts, self.assets)
        self.contexts[page.file.src_uri] = received
        # The shell shows the title: a heading the text begins with would be a second one.
        drawn.content = Markup(fit_tables(re.sub(r"\A\s*<h1[^>]*>.*?</h1>", "", html, count=1, flags=re.DOTALL)))
        if part and drawn.content.strip() and written_in != self.language:  # a text beside the data, which this language has not
            drawn.content = Markup('<div lang="{}" dir="{}">{}</div>').format(written_in, direction(written_in), drawn.content)
            t.fallen += 1
        if part:
            drawn.content += Markup(self.env.get_template(f"pages/{part}.html").render(received))
        return drawn

    def on_page_context(self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation) -> TemplateContext:
        drawn = self.drawn[page.file.src_uri]
        drawn.navigation = list(_entries(nav.items, page, drawn.path))
        self.written.append(drawn)
        return context | self.contexts[page.file.src_uri]  # type: ignore[return-value]  # names of ours beside those of MkDocs

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """The pages of the days of a large agenda, which MkDocs does not know of."""
        agenda = self.drawn[page.file.src_uri]
        for day in (
            day_pages.day_pages(agenda, self.site, self.source.session, self._localizer(self.language)) if agenda.part == "agenda" else ()
        ):
            assert day.localizer and self.site_dir  # day_pages and _begin have set them
            received = functools.partial(site.context, day, self.site, self.source.session, day.localizer, self.parts, self.assets)
            if self.preview.server:
                self.later[day.path] = day_pages.write(self.site_dir, day, self.env, received)
            else:
                for _ in day_pages.write(Path(config.site_dir), day, self.env, received):
                    pass
            self.written.append(day)
        return output

    def _localizer(self, language: str) -> Localizer:
        t = Localizer(
            language,
            self.source.session.source_language,
            locale=self.config.locales.get(language),
            catalogues=self.overrides / "locales" if self.overrides else THEME / "locales",
            language_names=self.source.session.language_names,
        )
        if self.links:
            t.written = functools.partial(self.links, t)
        return t

    # ── when all languages are there ─────────────────────────────────────────────────────────────────────────────────

    @event_priority(-200)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        if _i18n(config).building:
            return
        built = Path(config.site_dir)
        localizers = {language: self._localizer(language) for language in _i18n(config).build_languages}
        live = self.preview.server is not None
        site.finish(
            built,
            Path(config.docs_dir),
            self.media,
            self.env,
            self.site,
            self.source.session,
            self.written,
            localizers,
            self.assets,
            calendars=not live,
        )
        if not live:  # what an editor sees of a save on their own machine is not published: it need not be whole
            self._stop_leaks(built)
        logging.getLogger("mkdocs").removeHandler(self.warnings)
        if self.site_dir:
            if config.strict and self.warnings.get_counts():
                shutil.rmtree(built, ignore_errors=True)  # MkDocs stops with the warnings; the last site stays
            else:
                self.preview.leave()
                publish.publish(built, self.site_dir, self.preview.remove if live else publish.remove)
                for language, t in localizers.items() if live else ():
                    calendars = site.write_calendars(self.site_dir, self.site, self.source.session, self.written, t)
                    self.later[f"{self.site.prefix(language)}calendar/"] = calendars
                if live:
                    self.preview.later.begin(self.later)
                log.info(f"The site is in {os.path.relpath(self.site_dir)}: {len(self.written)} pages")
            config.site_dir = str(self.site_dir)
            self.site_dir = None

    def _stop_leaks(self, built: Path) -> None:
        """Nothing that is private is in what is there."""
        if found := list(leak_scan.leaks(built, self.source.session, self.source.private)):
            raise PluginError(leak_scan.told(found, self.config.session, self.source.positions))

    def on_build_error(self, *, error: Exception) -> None:
        """A pass that failed must not leave the next build of `mkdocs serve` in the middle of this one."""
        if getattr(self, "i18n", None):
            self.i18n.building = False
            utils.clean_directory = CLEAN_DIRECTORY  # which static-i18n puts aside between its passes
        if getattr(self, "warnings", None):
            logging.getLogger("mkdocs").removeHandler(self.warnings)
        if self.site_dir:
            publish.clear(self.site_dir)
        told = remedy(error)
        self.preview.told = told or str(error)
        if told:
            logging.getLogger("mkdocs").error(told)
            raise Abort("Nothing was published")

    def on_serve(self, server: Any, *, config: MkDocsConfig, builder: Any) -> Any:
        self.preview.attach(server)
        self.preview.follow(self.data)
        for folder in self.theme.folders:
            server.watch(str(folder))
        return server

    def on_shutdown(self) -> None:
        """Nothing is at work in the folder that `mkdocs serve` removes when it ends."""
        self.preview.leave()


def _i18n(config: MkDocsConfig) -> Any:
    plugin = config.plugins.get("i18n")
    if plugin is None:
        raise PluginError("mkdocs.yml: the plugin i18n is missing; add it under plugins, with the languages of the site")
    return plugin


def _entries(items: list[StructureItem], page: MkDocsPage, path: str) -> Iterator[pages.Entry]:
    """Lines of the menu: pages and links of the navigation, and those of its sections, in a row."""
    for each in items:
        if isinstance(each, Link):
            yield pages.Entry(str(each.title), each.url)
        elif isinstance(each, MkDocsPage) and each.file.page is each:
            yield pages.Entry(str(each.title), pages.relative(each.url.removeprefix("./"), path), each is page)
        yield from _entries(each.children if isinstance(each, Section) else [], page, path)


def _told(bad: BadSource) -> str:
    errors = sum(problem.severity == "error" for problem in bad.problems)
    return f"{errors} thing{'s' if errors != 1 else ''} to mend, and nothing was published:\n" + "\n".join(map(str, bad.problems))
