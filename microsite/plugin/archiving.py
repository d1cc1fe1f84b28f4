"""`microsite archive`: a build that ends in an archive, and leaves the site as it is."""

from __future__ import annotations

import dataclasses
import functools
import os
import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from mkdocs.exceptions import PluginError

from microsite.editing import address_record
from microsite.exports import published
from microsite.model.series import ArchivedSession
from microsite.model.session import Session
from microsite.plugin.deployment import EXAMPLE
from microsite.render import addresses, archiving
from microsite.render.build_input import BuildOptions
from microsite.render.built_site import BuiltSite, write
from microsite.render.passes import localizer
from microsite.render.series import PLACES
from microsite.render.site_files import calendar_files
from microsite.source import archives
from microsite.source.archives import Archive

LARGEST_IN_GIT = 100_000_000
"""Bytes that GitHub takes in one file."""


def with_archives(options: BuildOptions, kept: tuple[Archive, ...], session: Session, folder: Path) -> BuildOptions:
    """The options of a build, with the archives and the record of what was published, and the name of the archive that it is to make, if
    any. PluginError if that or the record is not as it must be."""
    name = _requested_name(session, options.url, folder)
    try:
        record = published.read(folder / published.FILE)
    except published.BadRecord as bad:
        raise PluginError(str(bad)) from None
    return dataclasses.replace(options, archives=kept, archived_as=name, preview=options.preview and not name, record=record)


def _requested_name(session: Session, site_url: str, folder: Path) -> str:
    """The folder in which the site is to stand as an archive; empty where a site is built to be published.

    Raises PluginError if there can be no archive of that name, or of a site at that address.
    """
    wanted = os.environ.get(archiving.VARIABLE)
    if wanted is None:
        return ""
    name = wanted or archiving.usual_name(session)
    if not re.fullmatch("[a-z0-9][a-z0-9-]*", name):
        raise PluginError(f"--as is “{name}”; write small letters, digits and hyphens, as they are to stand in addresses")
    if (folder / f"{name}{archives.SUFFIX}").exists():
        raise PluginError(
            f"{archives.FOLDER}/{name}{archives.SUFFIX} is there already, and stays as it is; delete it first, if session {name} is to be "
            "archived anew, or choose another name with --as"
        )
    if EXAMPLE.match(site_url):
        raise PluginError(
            f"mkdocs.yml: site_url is {site_url}, an example, and the pages of the archive would lead there; run "
            "`microsite archive --url ADDRESS` with the address at which the site is published"
        )
    return name


def validate_names(options: BuildOptions, site_files: Collection[str], languages: Collection[str]) -> Iterator[str]:
    """Why archives can't stand beside the files of the site, as sentences."""
    first: dict[str, str] = {path.split("/")[0]: path for path in sorted(site_files, reverse=True)}
    first |= {name: f"{name}/" for name in (PLACES, *languages)}
    if (name := options.archived_as) in first:
        yield f"--as is “{name}”, and the site has {first[name]}; choose another name"
    for each in options.archives:
        if (name := each.about.name) in first:
            yield f"archive/{name}{archives.SUFFIX} has the pages below /{name}/, and the site has {first[name]}; rename what makes that"


def unpack(site: BuiltSite, folder: Path) -> list[str]:
    """Write the archived sessions into a folder; what is wrong with those that are damaged."""
    problems = []
    for files in site.archived.values():
        try:
            for _ in write(files, folder):
                pass
        except archives.BadArchive as bad:
            problems.append(str(bad))
    return problems


def hold_addresses(site: BuiltSite, session: Session, options: BuildOptions, languages: Sequence[str], folder: Path) -> list[str]:
    """Renew what the repository keeps of a site that is built for publication: the list of addresses that were published, and the record of
    what was. A sentence for each address of the list that leads nowhere."""
    path, is_published = folder / address_record.FILE, os.environ.get("PAGES_URL") and not options.preview
    if not (is_published or path.exists()):
        return []
    calendars = _calendars(site, session, options, languages)
    own = addresses.listed(addresses.by_page(site, session), addresses.files(options.media, calendars))
    if is_published:
        address_record.renew(path, own)
        published.write(folder / published.FILE, site.record)
    there = own | addresses.archived(each.about for each in options.archives)
    common = functools.partial(addresses.without_language, languages=languages)
    return [str(problem) for problem in address_record.gone(path, there.__contains__, common)]


def _calendars(site: BuiltSite, session: Session, options: BuildOptions, languages: Sequence[str]) -> list[str]:
    prefixes = ["" if code == options.default_language else f"{code}/" for code in languages]
    return [name for prefix in prefixes for name in calendar_files(session, site.record, prefix)]


def archive(built: Path, site: BuiltSite, session: Session, options: BuildOptions, languages: Sequence[str], folder: Path) -> list[str]:
    """Write the archive of a site that stands in `built`, and add its addresses to the list. Returns sentences for the editor."""
    localizers = {code: localizer(session, code, options) for code in languages}
    about, files = archiving.prepare(built, site, session, options, localizers, _calendars(site, session, options, languages))
    path = folder / f"{about.name}{archives.SUFFIX}"
    archives.write(path, about, files)
    packed = path.stat().st_size
    if packed > LARGEST_IN_GIT:
        path.unlink()
        raise PluginError(
            f"The archive has {_megabytes(packed)}, and GitHub takes no file above {_megabytes(LARGEST_IN_GIT)}; put the largest files of "
            "docs/ elsewhere, and their addresses into the data"
        )
    listed = {*addresses.listed({path: page.anchors for path, page in about.pages.items()}, about.files), f"/{about.name}/"}
    address_record.renew(folder / address_record.FILE, listed)
    return [
        f"{archives.FOLDER}/{path.name} is written: {len(files)} files of {_megabytes(about.size)}, packed into {_megabytes(packed)}; they "
        f"will stay at {about.root}{about.name}/",
        _room(about, options.archives),
        f"Commit it with {archives.FOLDER}/{address_record.FILE}; then `microsite new` begins the next session",
    ]


def _room(about: ArchivedSession, others: Sequence[Archive]) -> str:
    """How much a site can still hold, with a present session that is like the one which was archived."""
    used = sum(each.about.size for each in others) + 2 * about.size
    left = max(0, archives.LARGEST - used)
    return (
        f"With it and a next session of the same size, the site has {_megabytes(used)}; GitHub Pages takes {_megabytes(archives.LARGEST)}, "
        f"which leaves room for {left // about.size:,} more like it"
    )


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB" if size < 10_000_000 else f"{size / 1_000_000:,.0f} MB"
