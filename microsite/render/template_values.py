"""What templates receive: the names they may use, and how each value is made.

From Jinja they also have `_`, `gettext` and `ngettext`, for words of the interface.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections.abc import Callable, Mapping, Sequence
from types import ModuleType
from typing import Any, NamedTuple

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from microsite.exports import changes, schedule_files, structured_data
from microsite.exports.addresses import feed_path, order_page, place_in_agenda
from microsite.exports.changes import Told
from microsite.exports.published import Change, item_key
from microsite.exports.schedule import schedule
from microsite.exports.subscriptions import links, subscriptions
from microsite.localize.localizer import Localizer
from microsite.model import languages
from microsite.model.pictures import Picture
from microsite.model.session import PriorSession, Session
from microsite.model.webcast import Channel, Chapter, Recording
from microsite.render import icons, offline, pages, players
from microsite.render.agenda_view import AgendaView
from microsite.render.document_list import Listed
from microsite.render.papers import paper_path
from microsite.render.passes import LanguagePass
from microsite.render.pictures import Pictures, Size
from microsite.render.previews import Preview
from microsite.render.series import PLACES, ArchivedView


class Shown(NamedTuple):
    """A picture as a page shows it."""

    address: str
    """Of its smallest size."""
    srcset: str
    """The address and the width of each size, as HTML has it; empty where there is one file only, of unknown size."""
    width: int
    """Of its largest size, in pixels."""
    height: int


class TemplateValues(NamedTuple):
    """The names in every template but those of 404.html."""

    session: Session
    """The session, as the data file has it."""
    t: Localizer
    """Its texts, dates and names in the page's language."""
    page: pages.Page
    """The page; its content is there for the shell around it (main.html)."""
    site: pages.Site
    """The address of the site, its repository and its default language."""
    url: Callable[..., str]
    """`url(part, anchor="")`: the address of the page of a part, as seen from this page; if days or items have pages of their own, of
    the one of the anchor."""
    order_page: Callable[[dt.date], str]
    """`order_page(date)`: the address of the order of a day."""
    has_page: Callable[[str], bool]
    """`has_page(part)`: whether the site has a page of that part."""
    file: Callable[[str], str]
    """`file(address)`: the address of a file in docs/, as seen from this page; a web address stays as it is."""
    picture: Callable[..., Shown]
    """`picture(given, portrait=false)`: the addresses and the size of a picture of the data."""
    asset: Callable[[str], str]
    """`asset(name)`: the address of a file of assets/, with a hash of its content."""
    calendar: Callable[[str], str]
    """`calendar(name)`: the address of a calendar file."""
    players: ModuleType
    """render/players.py, for where a channel plays from."""
    library: tuple[Listed, ...]
    """All documents of the session, with what they belong to (document_list.py)."""
    library_file: str
    """The address of the list of documents for spreadsheets."""
    file_note: Callable[[str], str]
    """`file_note(address)`: what a file is, and its size where it is one of the site's: “PDF, 1.2 MB”; empty for a page."""
    policy: str
    """The page's Content Security Policy."""
    captions: Callable[[Channel], str]
    """`captions(channel)`: its captions as JSON, each as language, name and address."""
    transcripts: Callable[[Recording], list[tuple[str, str, str, str]]]
    """`transcripts(recording)`: each as language, name and direction of the language, and address."""
    chapters_of: Callable[[Recording], list[tuple[Chapter, Markup]]]
    """`chapters_of(recording)`: each of its chapters, by time, with the title of its item."""
    archive: Callable[[PriorSession], ArchivedView | None]
    """`archive(prior)`: the archived pages of a prior session (series.py); None if there are none."""
    latest_changes: list[Told]
    """What has changed since the session was published first, in words, the newest first (exports/changes.py)."""
    change_of: Callable[[str], Change | None]
    """`change_of(item id)`: when an item came or moved last, where the data itself does not say so."""
    moment_in_words: Callable[[str], str]
    """`moment_in_words(iso)`: a moment of the record, on the session's clock, in words."""
    feed: str
    """The address of the feed of news and changes."""
    session_file: str
    """The address of the session for other programs (exports/session_file.py)."""
    preview: Preview | None
    """The picture of the page for links to it in chats (previews.py)."""
    edit_page: str
    """The address of the page on which the data file is changed in a form; empty but on previews."""
    qr_code: str
    """The address of the QR code that leads to the page (qr_codes.py); empty where it has none."""
    paper: str
    """The address of the PDF that is printed of the page or for it (papers.py); empty where there is none."""
    manifest: str
    """The address of the manifest, by which devices take the site among their apps; empty in an archive."""
    touch_icon: str
    """The address of the icon for Apple's devices; empty where a site has an icon.svg of its own and none for them."""
    subscriptions: list[tuple[Markup, dict[str, str], str]]
    """The calendars to subscribe to: what each is of, the addresses at which programs subscribe to it, and that of its file."""
    schedule_files: list[tuple[str, str]]
    """The agenda for apps: the name of each format, and the address of its file."""
    structured_data: Markup
    """What the page is about, as JSON-LD for search engines (exports/structured_data.py); empty where there is nothing to say."""
    view: AgendaView
    """What the pages of the agenda show beside the items: `view.blocks[day.date]`, `view.choices`, … (agenda_view.py)."""
    script_data: Callable[[], Mapping[str, Any]]
    """`script_data()`: what scripts read: when what takes place (exports/schedule.py), where the button of the first page leads, dates in
    words."""
    venue_clock: list[tuple[int, int]]
    """The moments that have a time of day, in milliseconds since 1970, each with the minutes that the venue's clock is ahead of UTC:
    a reader whose clock says the same at all of them needs no times of their own."""
    fragments: dict[Any, Any]
    """What is made once for all pages of the language: what `{% cache %}` keeps (fragments.py), and macros (pages.py)."""


class NotFoundValues(NamedTuple):
    """The names in 404.html."""

    session: Session
    """The session, as the data file has it."""
    t: Localizer
    """Words in the default language."""
    site: pages.Site
    """The address of the site and its default language."""
    policy: str
    """The page's Content Security Policy."""
    sections: list[Markup]
    """The text of the page in each language, from parts/not-found.html."""
    agendas: list[str]
    """The path of the page of the agenda in each language."""
    root: str
    """The path of the site on its host: the page is shown at any depth, so that its addresses begin there."""
    asset: Callable[[str], str]
    """`asset(name)`: the address of a file of assets/, from the root of the host."""


def values(page: pages.Page, language_pass: LanguagePass) -> TemplateValues:
    """What the templates of a page receive, of a language with all that its pages share."""
    build, t, parts = language_pass.build, language_pass.t, language_pass.parts
    site, session, assets, pictures = build.site, build.session, build.assets, build.pictures
    view, library, series, record, media = build.view, build.library, build.series, build.record, build.options.media
    preview, qr_code = build.previews.of(page, t), build.qr_codes.of(page)
    paper = paper_path(page, session) if build.options.papers else ""

    def url(part: str, anchor: str = "") -> str:
        path = parts.get(part, "")
        if part == "agenda":
            path, anchor = place_in_agenda(session, path, anchor)
        return pages.relative(path, page.path) + (f"#{anchor}" if anchor else "")

    def file(address: str) -> str:
        return address if "://" in address else pages.relative(address, page.path)

    def captions(channel: Channel) -> str:
        return json.dumps(
            [(each.language, Markup(t.own_name(each.language)).striptags(), file(t.address(each.url))) for each in channel.captions]
        )

    def transcripts(recording: Recording) -> list[tuple[str, str, str, str]]:
        found = players.transcripts(recording, t.language, t.source_language)
        return [(code, Markup(t.own_name(code)).striptags(), languages.direction(code), file(address)) for code, address in found.items()]

    calendars = pages.relative(f"{site.prefix(page.language)}calendar/", page.path)

    @functools.cache
    def script_data() -> Mapping[str, Any]:
        found = _script_data(page, session, t, url, view, bool(library) and "documents" in parts)
        found |= {"version": {"address": pages.relative(pages.VERSION, page.path), "now": site.version}} if session.takes_place else {}
        found |= {"offline": pages.relative(offline.FILE, page.path)} if site.offline else {}
        if page.path in series.places:
            places = pages.relative(f"{PLACES}/{page.language}.json", page.path)
            found |= {"archived": {"places": places, "page": page.path}}
        if page.part == "agenda":
            found |= {"root": pages.relative("", page.path) + series.uid_suffix, "calendars": calendars}
            for item in found["items"]:
                del item["title"]  # which the page has
                _, sitting, of = view.items[item["id"]]
                if rooms := view.choices_of(of, sitting).get("room"):
                    item["room"] = rooms[0]
        return found

    return TemplateValues(
        session=session,
        t=t,
        page=page,
        site=site,
        url=url,
        order_page=lambda day: pages.relative(order_page(parts.get("agenda", ""), day), page.path),
        has_page=parts.__contains__,
        file=file,
        picture=lambda given, portrait=False: _shown(given, pictures.of(given, portrait=portrait), file),
        asset=lambda name: pages.relative(assets.address(name), page.path),
        calendar=lambda name: calendars + f"{name}.ics",
        players=players,
        library=library,
        library_file="documents.csv",
        file_note=lambda address: t.file_note(address, media[address].stat().st_size if address in media else None),
        policy=build.policy,
        captions=captions,
        transcripts=transcripts,
        chapters_of=lambda recording: _chapters(recording, session, t),
        archive=lambda prior: series.view(prior, page.path, t),
        latest_changes=language_pass.changes,
        change_of=lambda item_id: record.last_changes.get(item_key(item_id)),
        moment_in_words=lambda value: changes.moment(value, session, t),
        feed=pages.relative(feed_path(site.prefix(page.language)), page.path),
        session_file=pages.relative("session.json", page.path),
        preview=preview,
        edit_page=pages.relative(f"{site.prefix(page.language)}{pages.EDIT_PAGE}", page.path) if site.has_edit_page else "",
        qr_code=qr_code and pages.relative(qr_code, page.path),
        paper=paper and pages.relative(paper, page.path),
        manifest=pages.relative(icons.manifest_path(site.prefix(page.language)), page.path) if not site.archived_as else "",
        touch_icon=pages.relative(assets.address(assets.icons[icons.TOUCH]), page.path) if icons.TOUCH in assets.icons else "",
        subscriptions=_subscriptions(site, session, t, calendars) if page.part == "agenda" and not page.is_below else [],
        schedule_files=[
            (name, pages.relative(f"{site.prefix(page.language)}{file}", page.path)) for file, name in schedule_files.NAMES.items()
        ],
        structured_data=_structured_data(page, site, session, t, language_pass.about, pictures, view),
        view=view,
        script_data=script_data,
        venue_clock=view.venue_clock,
        fragments=language_pass.fragments,
    )


def _subscriptions(site: pages.Site, session: Session, t: Localizer, calendars: str) -> list[tuple[Markup, dict[str, str], str]]:
    """`calendars` is the address of the folder of the calendars of the language."""
    found = []
    for each in subscriptions(session):
        address = f"{site.url}{site.prefix(t.language)}calendar/{each.name}.ics"
        called = t.gettext("%(page)s – %(session)s") % {"page": each.label(t).striptags(), "session": t.plain(session.title)}
        found.append((each.label(t), links(address, called), f"{calendars}{each.name}.ics"))
    return found


def _structured_data(
    page: pages.Page,
    site: pages.Site,
    session: Session,
    t: Localizer,
    writer: structured_data.Writer,
    pictures: Pictures,
    view: AgendaView,
) -> Markup:
    def source(channel: Channel) -> tuple[str, str]:
        found = players.source(channel, t.language, t.source_language)
        return found.kind, found.address

    sizes = pictures.of(session.picture) if session.picture else ()
    about = structured_data.About(
        part=page.part,
        url=page.canonical,
        title=page.title,
        agenda_title=page.menu_title,
        day=page.day,
        item=view.items[page.item] if page.item else None,
        description=page.description,
        image=site.absolute(sizes[-1].path) if sizes else "",
        source=source,
    )
    found = writer.structured_data(about)
    return (
        htmlsafe_json_dumps(found, dumps=functools.partial(json.dumps, ensure_ascii=False, separators=(",", ":"))) if found else Markup("")
    )


def _shown(given: Picture, sizes: Sequence[Size], file: Callable[[str], str]) -> Shown:
    """A picture by its smallest size, with all of them to choose from; by its file where it has none."""
    if not sizes:
        return Shown(file(given.file), "", 0, 0)
    return Shown(file(sizes[0].path), ", ".join(f"{file(size.path)} {size.width}w" for size in sizes), sizes[-1].width, sizes[-1].height)


def _chapters(recording: Recording, session: Session, t: Localizer) -> list[tuple[Chapter, Markup]]:
    items = {item.id: item for _, _, item in session.items()}
    return [(chapter, t.item_title(items[chapter.item])) for chapter in sorted(recording.chapters, key=lambda chapter: chapter.at)]


def _script_data(
    page: pages.Page, session: Session, t: Localizer, url: Callable[..., str], view: AgendaView, has_documents: bool
) -> dict[str, Any]:
    """What scripts read; of a large agenda, the items of the page's day and the page of each day."""
    found = schedule(session, t, items=not page.item and (page.day or (page.part in ("event", "agenda") and not session.day_of)))
    for day, listed in zip(session.meeting_days, found["days"], strict=True):
        if f"day-{day.date}" in session.day_of:
            listed["page"] = url("agenda", f"day-{day.date}")
    if page.part == "event":
        found |= _next_steps(session, t, url, has_documents)
        _add_places(found["items"], session, t, view)
    return found | {"agenda": url("agenda"), "dates": _reader_dates(page, session, t)}


def _add_places(items: list[dict[str, Any]], session: Session, t: Localizer, view: AgendaView) -> None:
    """Add to the items for scripts in which room each is, and who speaks: the first two."""
    for each in items:
        _, sitting, item = view.items[each["id"]]
        if room := session.room_of(item, sitting):
            each["room"] = t.visible(room)
        if people := [t.person_in_text(session.people[one.person]) for one in item.people[:2]]:
            each["by"] = t.in_a_row(people).striptags() + (" …" if len(item.people) > 2 else "")


def _reader_dates(page: pages.Page, session: Session, t: Localizer) -> dict[str, dict[str, str]]:
    """Each date that a time of the page can have in a reader's zone, by its ISO form: with the year, without it, together with the
    next day, and on the webcast's page in full, with the weekday. They are made here, since browsers write dates otherwise than CLDR."""
    shown: set[dt.date] = set()
    if session.has_known_hours and page.part in ("event", "agenda", "people", "points", "webcast"):
        shown |= {page.day} if page.item and page.day else {day.date for day in session.meeting_days}
    if page.part in ("event", "take-part"):
        timed: list[dt.date | None] = [call.deadline for call in session.calls]
        timed += [value for way in session.registration.values() for value in (way.opens, way.closes)]
        shown |= {value.date() for value in timed if isinstance(value, dt.datetime)}
    days = {date + dt.timedelta(days=number) for date in shown for number in range(-2, 3)}  # no two zones are further apart
    return {
        str(date): {
            "withYear": t.date(date),
            "short": t.day_of_month(date),
            "withNext": t.day_of_month(date, date + dt.timedelta(days=1)),
            **({"full": t.date(date, "full")} if page.part == "webcast" else {}),
        }
        for date in sorted(days)
    }


def _next_steps(session: Session, t: Localizer, url: Callable[..., str], has_documents: bool) -> dict[str, Any]:
    """Where the button of the first page can lead: only what is there. `watch` is the live webcast, on our page or else on its host's;
    `recordings` are the latest three."""
    webcast = session.webcast
    pages = {
        "takePart": url("take-part") if session.registration or session.calls or session.admission else "",
        "agenda": url("agenda") if any(day for day, _, _ in session.items()) else "",
        "webcast": url("webcast") if webcast else "",
        "documents": url("documents") if has_documents else "",
        "outcome": "#outcome" if session.outcome or session.decided_points else "",
        "priorSessions": url("prior-sessions") if session.prior_sessions else "",
    }
    if webcast and webcast.live:
        pages["watch"] = url("webcast") if webcast.channels or webcast.url else t.address(webcast.host_url)
    named = {sitting.id: (day, sitting) for day, sitting in session.sittings()}
    recordings = [
        {
            "title": t.sitting_name(*named[recording.sitting], brief=True).striptags(),
            "href": url("webcast", f"recording-{recording.sitting}"),
        }
        for recording in (webcast.recordings[-3:] if webcast else ())
        if recording.sitting in named
    ]
    return {"pages": {step: address for step, address in pages.items() if address}, "recordings": recordings}
