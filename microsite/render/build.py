"""From a session and its languages to every file of a site: the one way in which a site is put together.

The plugin calls `build` with what MkDocs made of docs/; tests and fuzzing call it with pages of their own.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import jinja2
from markupsafe import Markup

from microsite.exports import changes, schedule_files, session_file
from microsite.exports.addresses import feed_path
from microsite.exports.published import Record
from microsite.localize.catalogues import files as catalogue_files
from microsite.localize.catalogues import is_english
from microsite.localize.localizer import FALLBACK, Localizer
from microsite.model.languages import direction
from microsite.model.pictures import Picture
from microsite.model.series import with_archived
from microsite.model.session import Session
from microsite.render import blocks, content_security, document_list, icons, llms, offline, pictures, site_files, standalone
from microsite.render.agenda_pages import pages_below
from microsite.render.agenda_view import AgendaView
from microsite.render.assets import Assets
from microsite.render.build_input import BuildOptions, Language, SourcePage
from microsite.render.built_site import BuiltSite, File, PageResult
from microsite.render.compiled_templates import CompiledTemplates
from microsite.render.edit_page import edit_files
from microsite.render.pages import SCREENS, VERSION, Alternate, Page, Site, environment, headings, page_menu, relative, render
from microsite.render.papers import OF_PARTS, Paper, paper_path
from microsite.render.passes import Build, LanguagePass, localizer, record
from microsite.render.previews import Previews
from microsite.render.qr_codes import QrCodes
from microsite.render.series import PLACES, Series
from microsite.render.template_values import TemplateValues, values
from microsite.render.unpacking import Unpacking


def templates(options: BuildOptions) -> jinja2.Environment:
    """The templates of a site, loaded as they are asked for. Several builds can share them, as long as no template changes."""
    cache = CompiledTemplates.of(options.compiled_templates) if options.compiled_templates else None
    return environment(options.theme, options.more_templates, cache)


def build(
    session: Session,
    languages: Sequence[Language],
    options: BuildOptions,
    env: jinja2.Environment | None = None,
    new_record: Record | None = None,
) -> BuiltSite:
    """The whole site of a session. `languages` are in the order of the menu; `env` has the `templates` of these options, and
    `new_record` is the `record` of both, if these were made before. Raises BadCatalogue if a catalogue can't be read."""
    common = _common(session, languages, options, env, new_record)
    all_pages: list[Page] = []
    sources: dict[str, tuple[Page, SourcePage, LanguagePass]] = {}
    below: dict[str, dict[str, Iterator[File]]] = {}
    passes = [LanguagePass(common, each) for each in sorted(languages, key=lambda each: each.code != options.default_language)]
    for each in passes:
        files = below[each.language.code] = {}
        for source in each.language.pages:
            page = _page(source, each)
            all_pages.append(page)
            sources[page.path] = page, source, each
            if page.part == "agenda":
                found = list(pages_below(page, each.language.menu, common.site, common.session, each.t))
                all_pages += found
                files |= _files_below(page, found, source, each)
                files |= {} if options.archived_as else _standalone_files(page, each)
    for page in all_pages:
        common.previews.of(page, common.localizers[page.language])
        common.qr_codes.of(page)
    return _as_built(common, passes, all_pages, lambda path: _render(*sources[path]), below)


def _common(
    session: Session, languages: Sequence[Language], options: BuildOptions, env: jinja2.Environment | None, new_record: Record | None
) -> Build:
    """What all pages share, with the archived sessions among those before; as given to `build`."""
    archived = [each.about for each in options.archives if each.about.is_before(session)]
    session = with_archived(session, archived)
    site = _site(session, options, has_archives=bool(archived))
    codes = sorted((each.code for each in languages), key=lambda code: code != options.default_language)
    view = AgendaView(session)
    return Build(
        session=session,
        languages=tuple(languages),
        options=options,
        site=site,
        assets=Assets(options.theme, options.accent),
        pictures=pictures.make(session, options.docs, options.kept_pictures),
        env=env or templates(options),
        policy=content_security.policy(session),
        localizers={code: localizer(session, code, options) for code in codes},
        view=view,
        library=document_list.documents(session),
        series=Series(site, session, archived),
        record=new_record or record(session, options),
        previews=Previews(view, options.accent, options.kept_pictures, wanted=options.previews and not options.archived_as),
        qr_codes=QrCodes(wanted=options.previews or options.papers),
    )


def _as_built(
    build: Build,
    passes: list[LanguagePass],
    all_pages: list[Page],
    render: Callable[[str], PageResult],
    below: Mapping[str, Mapping[str, Iterator[File]]],
) -> BuiltSite:
    """The site of the pages, which `render` makes, with all else that is there once."""
    site = build.site
    of_languages: list[Mapping[str, Iterator[File]]] = []
    of_all: dict[str, Iterator[File]] = {}
    built = BuiltSite(
        pages=tuple(all_pages),
        render=render,
        rendered={},
        first_files=_first_files(build, passes, all_pages),
        of_languages=of_languages,
        of_all=of_all,
        known=build.record,
        now=build.options.now,
        previews=build.previews,
        qr_codes=build.qr_codes,
        papers=_papers(build, passes, all_pages),
        archived=_unpacked(build, passes, all_pages) if build.options.archives and not site.archived_as else {},
    )
    for code in below:
        of_languages.append({page.file: _page_file(page, built) for page in all_pages if page.language == code and not page.is_below})
    of_languages += below.values()
    for name, make in (("calendar/", site_files.calendars), ("schedule.", site_files.schedules)):
        for each in passes:
            files = make(build.series, each.t, each.addresses, build.record)
            of_languages.append({site.prefix(each.language.code) + name: files})
    of_all |= {"sitemap": _sitemaps(build, built), llms.FILE: _llms(build, built), "session.": _session_files(build, passes[0])}
    return built


def _page_file(page: Page, built: BuiltSite) -> Iterator[File]:
    yield page.file, built.result(page.path).html.encode()


def _papers(build: Build, passes: Sequence[LanguagePass], all_pages: Sequence[Page]) -> Iterator[Paper]:
    """What is to be printed; nothing, unless the options say so."""
    by_language = {each.language.code: each for each in passes}
    for page in all_pages if build.options.papers else ():
        if path := paper_path(page, build.session):
            template = None if page.is_order else f"papers/{OF_PARTS[page.part or '']}.html"
            html = render(build.env, template, values(page, by_language[page.language])._asdict()) if template else ""
            yield Paper(path, page.canonical, page.title, page.language, html, is_one_page=page.part == "event")


def _session_files(build: Build, default: LanguagePass) -> Iterator[File]:
    """The session for other programs; `default` is the default language."""
    site = build.site

    def address(picture: Picture) -> str:
        sizes = build.pictures.of(picture) or build.pictures.of(picture, portrait=True)
        return site.absolute(sizes[-1].path if sizes else picture.file)

    yield from session_file.session_files(build.session, build.localizers, default.addresses, site.url, address).items()


def _site(session: Session, options: BuildOptions, *, has_archives: bool) -> Site:
    return Site(
        url=options.address,
        repository=options.repository,
        default_language=options.default_language,
        preview=options.preview,
        has_edit_page=options.preview and options.data_file is not None,
        proposal=options.proposal,
        archived_as=options.archived_as,
        has_archives=has_archives and not options.archived_as,
        offline=options.offline and not options.preview and not options.archived_as,
        version=hashlib.sha256(session.model_dump_json(exclude_defaults=True, warnings=False).encode()).hexdigest()[:12],
    )


def _unpacked(build: Build, passes: Sequence[LanguagePass], all_pages: Sequence[Page]) -> Mapping[str, Iterator[File]]:
    """The archived sessions, by their folders."""
    first_files = {name for name, _ in _first_files(build, passes, all_pages)}
    site, session, options = build.site, build.session, build.options
    calendars = {name for code in build.localizers for name in site_files.calendar_files(session, build.record, site.prefix(code))}
    schedules = {f"{site.prefix(code)}{name}" for code in build.localizers for name in schedule_files.NAMES}
    for_machines = {llms.FILE, *site_files.SITEMAPS, *session_file.NAMES}
    searched = {site_files.searched_items_path(page) for page in all_pages if page.part == "agenda" and not page.is_below}

    @functools.cache
    def other_localizer(language: str) -> Localizer:
        has_words = is_english(language) or catalogue_files(language, options.theme.folders[0] / "locales")
        return localizer(session, language, options) if has_words else build.localizers[site.default_language]

    unpacking = Unpacking(
        series=build.series,
        env=build.env,
        assets=build.assets,
        localizers=build.localizers,
        make_localizer=other_localizer,
        parts={(page.part, page.language): page for page in all_pages if page.part and not page.is_below},
        taken=frozenset(
            first_files | calendars | schedules | for_machines | searched | {page.file for page in all_pages} | set(options.media)
        ),
    )
    return unpacking.folders(options.archives)


def _page(source: SourcePage, language_pass: LanguagePass) -> Page:
    """A page as its templates see it, still without content."""
    build, language, t = language_pass.build, language_pass.language.code, language_pass.t
    text_language = language if source.part else source.text_language or language
    bare = source.path.removeprefix(build.site.prefix(language))
    return Page(
        part=source.part,
        title=t.plain(build.session.title) if source.part == "event" else source.title,
        description=source.description or t.description(build.session),
        path=source.path,
        language=language,
        text_language=text_language,
        text_direction=direction(text_language),
        # The same text stands where it is at home, if it is in another language than the page.
        canonical=build.site.url + (source.path if text_language == language else bare),
        alternates=tuple(_alternate(each, source, bare, language, build.site) for each in build.languages),
        menu=page_menu(language_pass.language.menu, source.path, build.site, current=source.path),
    )


def _alternate(other: Language, source: SourcePage, bare: str, current: str, site: Site) -> Alternate:
    """A page in another language; `bare` is its path without the language. Without a text to fall back to, the language's first page."""
    exists = bool(source.part) or other.code in source.written_in
    target = site.prefix(other.code) + (bare if exists or site.default_language in source.written_in else "")
    return Alternate(
        language=other.code,
        name=other.name,
        direction=direction(other.code),
        url=site.url + target,
        relative=relative(target, source.path),
        exists=exists,
        current=other.code == current,
    )


def _render(page: Page, source: SourcePage, language_pass: LanguagePass) -> PageResult:
    text = _text(source, page, language_pass)
    template = f"pages/{page.part}.html" if page.part else None
    return _with_shell(text, template, source.template, values(page, language_pass), language_pass.build.env)


def _standalone_files(agenda: Page, language_pass: LanguagePass) -> dict[str, Iterator[File]]:
    """By folder: the agenda for other sites, and the screens of the house, each made when it is asked for."""
    build, prefix = language_pass.build, language_pass.build.site.prefix(language_pass.language.code)

    embedded = standalone.embedded(agenda, prefix)
    made: dict[str, Iterator[File]] = {embedded.path: standalone.embedded_files(values(embedded, language_pass), build.env)}
    if not any(build.session.items()):
        return made
    screens = standalone.screen_files(agenda, build.site, build.session, language_pass.t, build.assets, build.view, build.policy, build.env)
    return made | {f"{prefix}{SCREENS}": screens}


def _files_below(agenda: Page, below: Sequence[Page], source: SourcePage, language_pass: LanguagePass) -> dict[str, Iterator[File]]:
    """By folder: the files of the pages of days and items, and of what the search reads of the items, each made when it is asked for."""
    build, contents = language_pass.build, dict[str, Markup]()

    def page_file(page: Page) -> Iterator[File]:
        template = f"parts/{'agenda-item' if page.item else 'order-of-the-day' if page.is_order else 'agenda-day'}.html"
        result = _with_shell(Markup(""), template, source.template, values(page, language_pass), build.env)
        if page.item:
            contents[page.item] = result.content
        yield page.file, result.html.encode()

    def searched_file(path: str) -> Iterator[File]:
        items = [page for page in below if page.item]
        for page in items:
            if page.item not in contents:
                contents[page.item] = Markup(render(build.env, "parts/agenda-item.html", values(page, language_pass)._asdict()))
        yield path, site_files.searched_items(agenda, items, contents).encode()
        contents.clear()

    files = {page.path: page_file(page) for page in below}
    if any(page.item for page in below):
        path = site_files.searched_items_path(agenda)
        files[f"{path}/"] = searched_file(path)
    return files


def _text(source: SourcePage, page: Page, language_pass: LanguagePass) -> Markup:
    """The text of a page. The shell shows the title: a heading that the text begins with would be a second one."""
    html = re.sub(r"\A\s*<h1[^>]*>.*?</h1>", "", source.text, count=1, flags=re.DOTALL)
    if not html.strip():
        return Markup("")
    written_in = source.text_language or page.language
    text = Markup(blocks.fit(html, language_pass.build.localizers[written_in]))
    if written_in == page.language or not page.part:  # a free page's shell says in which language it is
        return text
    return Markup('<div lang="{}" dir="{}"{}>{}</div>').format(written_in, direction(written_in), FALLBACK, text)


def _with_shell(text: Markup, template: str | None, shell: str, template_values: TemplateValues, env: jinja2.Environment) -> PageResult:
    """Render a page: its content from `text` and a template, and the shell around it, which knows the content."""
    names = template_values._asdict()
    content = text + Markup(render(env, template, names)) if template else text
    page = template_values.page._replace(
        content=content,
        contents=headings(content),
        fallback_count=content.count(FALLBACK),
        has_blocks=blocks.used(content),
    )
    html = render(env, shell, names | {"page": page})
    return PageResult(template_values.page, html, content, html.count(FALLBACK))


def _first_files(build: Build, passes: Iterable[LanguagePass], all_pages: Sequence[Page]) -> Iterator[File]:
    """The files that are no pages, but for calendars."""
    site = build.site
    media = build.options.media
    if "404.html" not in media:
        yield "404.html", site_files.not_found(build.env, site, build.session, all_pages, build.localizers, build.assets).encode()
    yield from build.assets.files(preview=site.preview)
    if site.has_edit_page and (given := build.options.data_file):
        yield from edit_files(given, site, build.session, build.localizers, build.assets, build.policy, build.env)
    yield from build.pictures.files.items()
    if not site.archived_as:
        yield offline.FILE, offline.service_worker(build.options.theme, site, all_pages)
    yield VERSION, f"{site.version}\n".encode()
    yield ".nojekyll", b""  # GitHub Pages would leave out what begins with an underscore
    for page in all_pages if build.library else ():
        if page.part == "documents":
            yield page.beside("documents.csv"), document_list.as_csv(build.library, build.localizers[page.language], site.absolute)
    yield site_files.SEARCHED, site_files.search_pages(all_pages, build.localizers, build.series).encode()
    for each in passes:
        path = feed_path(site.prefix(each.language.code))
        yield path, changes.feed(each.changes, build.record, build.session, each.t, each.addresses, site.url + path)
        if not site.archived_as:
            assets = build.assets
            content = icons.manifest(site, build.session, each.t, assets.accent, assets.icons, assets.address)
            yield icons.manifest_path(site.prefix(each.language.code)), content
    if "robots.txt" not in media:
        yield "robots.txt", site_files.robots(site).encode()
    for language, places in site_files.archived_places(all_pages, build.series).items():
        yield f"{PLACES}/{language}.json", places.encode()


def _sitemaps(build: Build, built: BuiltSite) -> Iterator[File]:
    modified = site_files.last_changes(built.record, build.session, built.pages)
    yield from site_files.sitemaps(build.site, built.pages, build.series, modified)


def _llms(build: Build, built: BuiltSite) -> Iterator[File]:
    """The contents of the site for language models; nothing where a site brings its own, and in an archive."""
    site, language = build.site, build.site.default_language
    if llms.FILE not in build.options.media and not site.archived_as:
        t = build.localizers[language]
        made = (built.result(page.path) for page in built.pages if page.language == language and not page.is_below)
        own = [each.page._replace(content=each.content) for each in made]
        files = {feed_path(site.prefix(language)): t.gettext("News and changes")}
        if build.library and (beside := [page.beside("documents.csv") for page in own if page.part == "documents"]):
            files[beside[0]] = t.gettext("All documents")
        files |= dict.fromkeys((site.prefix(language) + name for name in schedule_files.NAMES), t.gettext("Schedule for apps"))
        files["session.json"] = t.plain(build.session.title)
        names = {each.code: each.name for each in build.languages if each.code != language}
        yield llms.FILE, llms.llms(site, build.session, t, own, files, names).encode()
