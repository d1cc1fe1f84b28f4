"""The plugin: MkDocs and static-i18n read docs/ and turn its Markdown into HTML, `render.build` makes the site of that and of the data.

static-i18n builds once per language on the same configuration and the same plugins: it calls MkDocs' build again from its own
`on_post_build`. The hooks below are in the order in which MkDocs calls them. Of a build, the plugin keeps two values between hooks: the
`BuildPlan`, known from the start, and the pages that were read so far. Of the command, it keeps its name and the live server.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import click
import jinja2
from mkdocs import utils
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import Files, InclusionLevel, get_files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from microsite.editing import drafts, interface_words
from microsite.exports.published import Record
from microsite.localize.catalogues import BadCatalogue
from microsite.localize.localizer import Localizer
from microsite.model.fields import dotted
from microsite.plugin import archiving, deployment, free_pages, markdown_extensions, own_files, publish, standard_pages
from microsite.plugin.build_errors import explain_error
from microsite.plugin.build_warnings import BuildWarnings
from microsite.plugin.live_server import LiveServer
from microsite.plugin.mkdocs_pages import ReadPage, languages_by_page, read_page
from microsite.plugin.options import Options
from microsite.plugin.source_links import source_links
from microsite.render import build as render
from microsite.render import content_security, leak_scan, papers, previews
from microsite.render.build_input import BuildOptions, Language
from microsite.render.built_site import BuiltSite, write
from microsite.render.edit_page import DataFile
from microsite.render.passes import localizer, record
from microsite.render.theme import THEME, Theme
from microsite.render.without_server import opening_from_disk
from microsite.source.archives import FOLDER, Archive
from microsite.source.archives import read_all as read_archives
from microsite.source.diagnostics import BadSource
from microsite.source.loading import Source, load
from microsite.validation import checks

log = get_plugin_logger("microsite")

CLEAN_DIRECTORY = utils.clean_directory
NOTHING = jinja2.FunctionLoader(lambda name: "")
"""What MkDocs renders of each page, whatever its template, and so does not write: `render.build` makes the page."""


class BuildPlan(NamedTuple):
    """What is known when a build begins."""

    source: Source
    options: BuildOptions
    record: Record
    """What was published, with what this build brings that is new."""
    localizers: Mapping[str, Localizer]
    """By language, in the order of the menu."""
    languages_by_page: dict[str, frozenset[str]]
    """The languages that each page in docs/ is written in."""
    originals: frozenset[str]
    """Files of docs/ that are not published as they are: the build makes pictures of them."""
    site_dir: str
    """What mkdocs.yml says; MkDocs builds in the workspace meanwhile."""
    workspace: publish.Workspace
    warnings: BuildWarnings

    @property
    def languages(self) -> tuple[str, ...]:
        """In the order of the menu."""
        return tuple(self.localizers)


class Microsite(BasePlugin[Options]):
    """Its options are in options.py."""

    plan: BuildPlan | None = None
    """None while nothing is built."""
    pages: tuple[ReadPage, ...] = ()

    def load_config(self, *arguments: Any, **more: Any) -> Any:
        """Raise the log level to WARNING under --quiet, before MkDocs reports what is wrong with its options: else strict mode would not
        see its warnings."""
        logger = logging.getLogger("mkdocs")
        logger.setLevel(min(logger.level, logging.WARNING))
        return super().load_config(*arguments, **more)

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Called once per command. That it is here keeps this instance while `mkdocs serve` builds again and again."""
        self.command = command
        self.live_server = LiveServer(explain_error)

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Called first in the pass of each language, and for us before static-i18n: the first pass is where a build begins."""
        if not _i18n(config).building:
            self._begin(config)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Called with all files of docs/ and of the theme, before static-i18n chooses those of the language: pages that docs/ lacks are
        added. Our own assets are written once by `render.build`, and Material's are not sent to readers."""
        assert self.plan
        own = Files([file for file in files if file.src_dir == config.docs_dir and file.src_uri not in self.plan.originals])
        i18n = _i18n(config)
        left_out = {*self.config.without, *standard_pages.not_needed(self.plan.source.session, self.plan.record, config)}
        standard_pages.add_missing(own, config, left_out, {*i18n.build_languages} - {i18n.default_language})
        return own

    @event_priority(-200)
    def _fill_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """The same hook once more, after static-i18n has chosen: a page's address is that of the language only now."""
        standard_pages.fill(files, Path(config.docs_dir))
        self._part_addresses(files, config)  # raises what is wrong with them before any page is read
        return files

    on_files = CombinedEvent(on_files, _fill_files)  # type: ignore[assignment]

    @event_priority(-200)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Called with the navigation of a language: pages that mkdocs.yml does not name come after those it does; where it names none,
        the pages of parts come first."""
        for file in files.documentation_pages():
            if file.page is None:
                file.page = Page(None, file, config)
            if file.page not in nav.pages and not file.inclusion.is_not_in_nav():
                nav.items.append(file.page)
                nav.pages.append(file.page)
        if config.nav is None:
            standard_pages.sort(nav.items, self._part_addresses(files, config))
        return nav

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Called before a page's Markdown is turned into HTML: its title is one of the interface's words, where these have it, and the
        blocks that Material's documentation teaches are understood."""
        assert self.plan
        page.meta = {key: value for key, value in page.meta.items() if value is not None}  # a line without a value is none
        if page.meta.get("title"):
            page.meta["title"] = self.plan.localizers[_i18n(config).current_language].gettext(str(page.meta["title"]))
        markdown_extensions.add(config, markdown)
        return markdown

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Called when all pages of a language are read, before MkDocs renders them: it need not, since `render.build` does."""
        return jinja2.Environment(loader=NOTHING)

    def on_page_context(self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation) -> TemplateContext:
        """Called for each page with the finished navigation: the page is kept for `render.build`."""
        assert self.plan
        read = read_page(page, nav, _i18n(config).current_language, self.plan.languages_by_page, self.plan.options)
        self.pages += (read,)
        page.present_anchor_ids = None  # what templates add is not known yet: `_check_anchors` looks at links to places in pages
        return context

    @event_priority(-200)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Called at the end of each pass, and for us after static-i18n, which runs the passes of the other languages in its own: then all
        is read, and the site is made and published."""
        if _i18n(config).building:
            return
        plan, read = self.plan, self.pages
        assert plan
        policy = content_security.rules(plan.source.session)
        _stop(free_pages.problems_of_pages(read, policy, self.config.trusted_files, plan.options.media, plan.localizers.__getitem__))
        site = render.build(plan.source.session, _languages(plan, read, config), plan.options, new_record=plan.record)
        built = Path(config.site_dir)
        serving = self.live_server.server is not None
        made = self._write_own_files(site, plan, built)
        self._check_anchors(site, read, config)
        for line in previews.missing_fonts(site.previews):
            click.echo(line, err=True)
        if site.previews.known:
            log.info(f"Pictures for links in chats: {len(site.previews.known)}")
        media = plan.options.media
        for _ in write(media.items(), built):
            pass
        made.update(_print(site, plan, built))
        below = [page for page in site.pages if page.is_below]
        _stop(own_files.clashes(read, below, made, media, plan.options.overrides))
        _stop(archiving.validate_names(plan.options, {*made, *media}, plan.languages))
        if not serving:  # what an editor sees of a save on their own machine is not published: it need not be whole
            _stop_leaks(built, plan.source, self.config.session, config)
            _stop(archiving.unpack(site, built))
        if plan.warnings.end() and config.strict:
            plan.workspace.discard()  # MkDocs stops with the warnings; the last site stays
        elif plan.options.archived_as:
            for line in archiving.archive(built, site, plan.source.session, plan.options, plan.languages, _archive_folder(config)):
                click.echo(line)
            plan.workspace.discard()
        else:
            if not serving:
                for problem in archiving.hold_addresses(site, plan.source.session, plan.options, plan.languages, _archive_folder(config)):
                    click.echo(problem, err=True)
            self._publish(site, plan)
        config.site_dir = plan.site_dir
        self.plan, self.pages = None, ()

    def on_build_error(self, *, error: Exception) -> None:
        """Called when a hook or MkDocs fails: the pass that failed must not leave the next build of `mkdocs serve` in its middle."""
        utils.clean_directory = CLEAN_DIRECTORY  # which static-i18n puts aside between its passes
        folder_clash = None
        if self.plan:
            folder_clash = own_files.explain_folder_clash(error, self.plan.workspace.folder)
            self.plan.warnings.end()
            self.plan.workspace.discard()
            self.plan = None
        error_text = explain_error(error) or folder_clash
        if not isinstance(error, Abort):  # of warnings, which were said, or of a hook, for which this was called before
            self.live_server.error_text = error_text or str(error)
        if error_text:
            logging.getLogger("mkdocs").error(error_text)
            raise Abort("Nothing was published")

    def on_serve(self, server: Any, *, config: MkDocsConfig, builder: Any) -> Any:
        """Called once the live server is there, after the first build."""
        self.live_server.attach(server)
        self._follow(config)
        for folder in Theme.below(_overrides(config)).folders:
            server.watch(str(folder))
        return server

    def on_shutdown(self) -> None:
        """Called when the command ends. `mkdocs serve` removes its folder then: nothing must be at work in it. A build that Ctrl-C has
        stopped has told nobody."""
        self.live_server.stop()
        if self.plan:
            self.plan.workspace.discard()

    # ── parts of the hooks above ─────────────────────────────────────────────────────────────────────────────────────

    def _begin(self, config: MkDocsConfig) -> None:
        """Look at mkdocs.yml and at the data before anything is built. Raises PluginError for what would stop a build later."""
        i18n = _i18n(config)
        if problem := deployment.validate_config(config, self.config, i18n):
            raise PluginError(problem)
        languages = tuple(i18n.build_languages)
        files = get_files(config)
        names = [file.src_uri for file in files.documentation_pages(inclusion=InclusionLevel.is_in_serve)]
        site_languages = own_files.SiteLanguages(languages, i18n.default_language)
        _stop(own_files.validate(Path(config.docs_dir), names, _overrides(config), site_languages))
        # static-i18n builds the default language first, and once more if it is not the first of the list.
        i18n.config.languages.sort(key=lambda language: not language.default)
        i18n.current_language = None
        if self.live_server.server:
            self._follow(config)
        source = self._load_data(config)
        archives = _archives(config)
        _stop(standard_pages.validate_without(self.config.without, source.session, has_archives=bool(archives)))
        originals = own_files.unpublished_pictures(files, source.session)
        files = Files([file for file in files if file.src_uri not in originals])
        options = _build_options(config, self.config, source, files, is_local=self.command == "serve")
        options = archiving.with_archives(options, archives, source.session, _archive_folder(config))
        _stop(str(source.problem(*each)) for each in deployment.validate_hosts(options.url, source.session))
        _stop(standard_pages.validate_fields(files.documentation_pages(), Theme(options.theme.folders + options.more_templates)))
        _stop(free_pages.problems_of_files(options.media, self.config.trusted_files))
        localizers = _localizers(source, languages, options)
        _report(source, languages, options, Path(config.config_file_path).parent)
        config.theme.dirs.clear()  # MkDocs would list all that is in them once per language; `render.build` knows them
        config.theme.static_templates.clear()  # 404.html and the sitemap are written once, when all languages are there
        self.plan = BuildPlan(
            source=source,
            options=options,
            record=record(source.session, options),
            localizers=localizers,
            languages_by_page=languages_by_page(files, languages, i18n.default_language),
            originals=originals,
            site_dir=config.site_dir,
            workspace=_open_workspace(config, self.config, self.live_server.removals),
            warnings=BuildWarnings(Path(config.docs_dir)),
        )
        self.pages = ()
        config.site_dir = str(self.plan.workspace.folder)

    def _follow(self, config: MkDocsConfig) -> None:
        """Have the live server build on each save of the data file, and answer the page with its form."""
        self.live_server.follow(_data_file(config, self.config), self.config.session, Path(config.docs_dir))

    def _load_data(self, config: MkDocsConfig) -> Source:
        """The session; `mkdocs serve` begins with a good one, and waits for it."""
        data = _data_file(config, self.config)
        while True:
            before = _state(data)
            try:
                return load(data, name=self.config.session, docs=Path(config.docs_dir))
            except BadSource as bad:
                told = _format_problems(bad.problems, sum(problem.severity == "error" for problem in bad.problems))
                if self.command != "serve" or self.live_server.server:
                    raise PluginError(told) from None
                # an error in the log would end a strict build
                click.echo(f"{told}\nFix it and save; the site is shown then", err=True)
            while _state(data) == before:
                time.sleep(0.2)

    def _part_addresses(self, files: Files, config: MkDocsConfig) -> dict[str, str]:
        assert self.plan
        known = [Path(name).stem for name in self.plan.options.theme.names("pages")]
        unneeded = standard_pages.not_needed(self.plan.source.session, self.plan.record, config)
        return standard_pages.addresses(files, _i18n(config).current_language, known, self.config.without, unneeded)

    def _write_own_files(self, site: BuiltSite, plan: BuildPlan, built: Path) -> set[str]:
        """Write what must be there before the site is looked through, and return the paths: all of it, but under `mkdocs serve`."""
        if self.live_server.server is None:
            return {*write(opening_from_disk(site.own_files()), built)} if plan.options.preview else site.write(built)
        if any(page.path == self.live_server.looked_at and not page.is_below for page in site.pages):
            site.result(self.live_server.looked_at)  # if it can't be made, the last good site stays, and the page says why
        return {*write(site.first_files, built)}

    def _check_anchors(self, site: BuiltSite, read: tuple[ReadPage, ...], config: MkDocsConfig) -> None:
        """Warn of links from docs/ to a place that is not in its page, as MkDocs does, now that all pages are there."""
        led_to = {file for each in read for file in each.page.links_to_anchors or ()}
        for each in read:
            if each.page.file in led_to:
                each.page.present_anchor_ids = {*each.anchors, *site.result(each.source.path).anchors}
        for each in read:
            each.page.validate_anchor_links(files=Files([]), log_level=config.validation.links.anchors)

    def _publish(self, site: BuiltSite, plan: BuildPlan) -> None:
        """Put the site in the place of the last one; a preview makes the rest of it when it is asked for, or else afterwards."""
        serving = self.live_server.server is not None
        self.live_server.deferred.drop()
        publish.publish(plan.workspace, self.live_server.remove_in_background if serving else publish.remove)
        plan.workspace.release()
        if serving:
            target = plan.workspace.site
            later = {**site.deferrable, **site.archived}
            self.live_server.deferred.begin({folder: write(files, target) for folder, files in later.items()})
        log.info(f"The site is in {os.path.relpath(plan.site_dir)}: {len(site.pages)} pages")


def _print(site: BuiltSite, plan: BuildPlan, built: Path) -> Iterator[str]:
    """Print what is there as PDF, and tell the path of each. PluginError if nothing here prints."""
    options = plan.options
    kept_in = options.kept_pictures and options.kept_pictures.parent / "papers"
    try:
        yield from write(papers.printed(site.papers, built, options.address, kept_in), built)
    except papers.CannotPrint as error:
        raise PluginError(str(error)) from None


def _i18n(config: MkDocsConfig) -> Any:
    plugin = config.plugins.get("i18n")
    if plugin is None:
        raise PluginError("mkdocs.yml: the plugin i18n is missing; add it under plugins, with the languages of the site")
    return plugin


def _open_workspace(config: MkDocsConfig, own: Options, in_removal: Collection[Path]) -> publish.Workspace:
    """Where the site is built; `in_removal` as in `publish.open_workspace`. PluginError if it can't be."""
    site = Path(config.site_dir)
    try:
        sources = [Path(config.config_file_path), Path(config.docs_dir), _data_file(config, own), _overrides(config)]
        return publish.open_workspace(site, filter(None, sources), in_removal)
    except OSError as error:
        folder = Path(os.path.realpath(site)).parent
        raise PluginError(f"{folder} can't be written to ({error.strerror}); the last site stays as it was") from None


def _data_file(config: MkDocsConfig, own: Options) -> Path:
    return Path(config.config_file_path).parent / own.session


def _archive_folder(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent / FOLDER


def _archives(config: MkDocsConfig) -> tuple[Archive, ...]:
    """Those of the sessions before, the latest first. PluginError with all that is wrong with them."""
    archives, problems = read_archives(_archive_folder(config))
    _stop(map(str, problems))
    return tuple(archives)


def _state(file: Path) -> tuple[float, ...]:
    """By which a changed file is known; empty where there is none."""
    return (file.stat().st_mtime_ns, file.stat().st_size) if file.exists() else ()


def _build_options(config: MkDocsConfig, own: Options, source: Source, files: Files, *, is_local: bool) -> BuildOptions:
    """What `render.build` is told of mkdocs.yml; `files` are those of docs/ that are published. `is_local`: under `mkdocs serve`."""
    assert config.site_url  # else deployment.py has stopped the build
    repository = config.repo_url.rstrip("/") if config.repo_url else None
    edit_url = own.edit_url or (f"{repository}/edit/main" if repository else "")
    proposal = os.environ.get("PULL_REQUEST_URL", "")
    preview = is_local or bool(own.edit_url or proposal)
    return BuildOptions(
        url=config.site_url if config.site_url.endswith("/") else config.site_url + "/",
        default_language=_i18n(config).default_language,
        repository=repository,
        accent=own.accent,
        locales=own.locales,
        overrides=_overrides(config),
        more_templates=tuple(Path(folder) for folder in config.theme.dirs if folder not in (config.theme.custom_dir, str(THEME))),
        compiled_templates=Path(config.config_file_path).parent / ".cache" / "templates",
        docs=Path(config.docs_dir),
        kept_pictures=Path(config.config_file_path).parent / ".cache" / "pictures",
        preview=preview,
        proposal=proposal,
        drafts=_drafts(_data_file(config, own), source),
        offline=own.offline,
        papers=own.pdf and not preview,
        previews=bool(os.environ.get("PAGES_URL")) and not preview,
        source_link=source_links(source, own.session, edit_url) if preview else None,
        data_file=_editable(source, own.session, edit_url, _data_file(config, own)) if preview else None,
        media={
            file.src_uri: Path(file.abs_src_path)
            for file in files
            if file.abs_src_path and file.inclusion.is_included() and not file.is_documentation_page()
        },
    )


def _editable(source: Source, name: str, edit_url: str, data: Path) -> DataFile:
    """The data file, for the page on which it is changed: nothing private is in any file of a site. The live server hands it out itself."""
    address = f"{edit_url.rstrip('/')}/{quote(name)}" if edit_url else ""
    return DataFile(name, None if source.private else data.read_bytes(), address)


def _drafts(data: Path, source: Source) -> Mapping[str, frozenset[str]]:
    """By language, the texts that a machine has translated and nobody has reviewed. PluginError if the file that lists them is broken."""
    try:
        return drafts.texts_by_language(source.session, drafts.read(drafts.path_of(data)))
    except BadSource as bad:
        raise PluginError("\n".join(map(str, bad.problems))) from None


def _overrides(config: MkDocsConfig) -> Path | None:
    return Path(config.theme.custom_dir) if config.theme.custom_dir else None


def _languages(plan: BuildPlan, read: tuple[ReadPage, ...], config: MkDocsConfig) -> list[Language]:
    """What was read, by language in the order of the menu."""
    found = []
    for code in plan.languages:
        own = [each for each in read if each.language == code]
        name = _i18n(config).get_language_config(code).name
        found.append(Language(code, name, tuple(each.source for each in own), own[-1].menu))
    return found


def _localizers(source: Source, languages: tuple[str, ...], options: BuildOptions) -> dict[str, Localizer]:
    """By language: its words, dates and names. PluginError for a bad catalogue."""
    try:
        return {language: localizer(source.session, language, options) for language in languages}
    except BadCatalogue as bad:
        raise PluginError(str(bad)) from None


def _report(source: Source, languages: tuple[str, ...], options: BuildOptions, root: Path) -> None:
    """Say what does not stop a build; not as MkDocs' warnings, which would stop a strict one."""
    for warning in (
        *source.warnings,
        *(source.problem(*each) for each in checks.languages_not_shown(source.session, source.parts, languages)),
    ):
        click.echo(str(warning), err=True)
    for line in own_files.used_in_place(options.media):
        click.echo(line, err=True)
    for warning in interface_words.untranslated_warnings(root, languages, options.locales, options.overrides):
        click.echo(str(warning), err=True)
    for language, untranslated in checks.missing_translations(source.session, source.parts, languages).items():
        listed = ", ".join(map(dotted, untranslated[:3])) + (", …" if len(untranslated) > 3 else "")
        click.echo(
            f"{language}: {len(untranslated)} texts are not translated and fall back to {source.session.source_language}: {listed}",
            err=True,
        )
    for language, codes in checks.unnamed_languages(source.session, source.parts, languages).items():
        click.echo(f"{language}: has no name for {', '.join(codes)}, and shows the English one; add it under `language_names`", err=True)


def _stop_leaks(built: Path, source: Source, name: str, config: MkDocsConfig) -> None:
    """PluginError if anything that is private is in the built files."""
    overrides = _overrides(config)
    edited = [Path(config.docs_dir), *([overrides] if overrides else [])]
    if found := leak_scan.leaks(built, source.session, source.private, edited, lambda message: click.echo(message, err=True)):
        raise PluginError(leak_scan.format_leaks(found, name, source.positions))


def _stop(problems: Iterable[str]) -> None:
    """PluginError with all problems, each on its line; nothing where there are none."""
    if found := list(problems):
        raise PluginError(_format_problems(found, len(found)) if len(found) > 1 else found[0])


def _format_problems(problems: Iterable[object], errors: int) -> str:
    return f"{errors} error{'s' if errors != 1 else ''}; nothing was published:\n" + "\n".join(map(str, problems))
