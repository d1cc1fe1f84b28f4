"""What is wrong with mkdocs.yml and with where the site is to be, said before anything is built. It knows MkDocs' configuration by its
keys alone."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import babel

from microsite.model.fields import Where, in_ascii
from microsite.model.session import Session
from microsite.render import assets

EXAMPLE = re.compile(
    r"https?://([^/]+\.)?(example(\.com|\.net|\.org|\.edu|\.github\.io)?|OWNER\.github\.io|github\.com/(example|OWNER))(?![^/:])"
)
"""An address as the files of a new site, or of this repository, have it until its host writes their own."""
EXAMPLE_OWNER = re.compile(r"@(?:example|OWNER)/[\w-]+")
"""A team of an organization that is an example too."""


def validate_config(config: Any, own: Any, i18n: Any) -> str | None:
    """What is wrong, as one sentence; None where nothing is. `own` and `i18n` are our options and the plugin for languages."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is not None and (problem := validate_source_date(epoch)):
        return problem
    address = urlsplit(config.site_url or "")
    if config.site_url and (address.scheme not in ("http", "https") or not address.netloc):
        return f"mkdocs.yml: site_url is {config.site_url}; write an address that begins with https://"
    if not config.site_url:
        return "mkdocs.yml: site_url is missing; give the address the site will have, for instance https://OWNER.github.io/REPOSITORY/"
    if address.query or address.fragment:
        return f"mkdocs.yml: site_url is {config.site_url}; leave out what begins with ? or #"
    published = os.environ.get("PAGES_URL")  # publish.yml asks GitHub Pages for it
    if published and (problem := validate_publishing(config, published)):
        return problem
    if problem := _misplaced(config, i18n):
        return problem
    if config.extra_css or config.extra_javascript:
        key = "extra_css" if config.extra_css else "extra_javascript"
        return (
            f"mkdocs.yml: {key} is for MkDocs' own pages, and these would not load it; delete it, and change a copy that "
            f"`microsite override assets/microsite.{'css' if config.extra_css else 'js'}` makes"
        )
    if config.theme.name != "material":
        return f"mkdocs.yml: theme is {config.theme.name}, and this site is made over material; write `name: material` under theme"
    for code in (*i18n.build_languages, *own.locales.values()):
        if not is_language(code):
            return (
                f"mkdocs.yml: “{'' if code is None else code}” is not a language that is known; write one such as "
                "fr, en-GB or zh-TW, with a hyphen"
            )
    return assets.validate_accent(own.accent)


def validate_hosts(site_url: str, session: Session) -> Iterator[tuple[str, Where, str]]:
    """Hosts of players that are the site's own, as findings: the sandbox would hold nothing, since a page of one host may do all that
    another of it may."""
    own = in_ascii(urlsplit(site_url).netloc.lower())
    for index, host in enumerate(session.webcast.hosts if session.webcast else ()):
        if in_ascii(host) == own:
            words = f"“{host}” is the site's own server; put its players on another, or give their files as `video`"
            yield "error", ("webcast", "hosts", index), words


def validate_source_date(epoch: str) -> str | None:
    """Why SOURCE_DATE_EPOCH (reproducible-builds.org) can't be the time of the build, as a sentence; None where it can."""
    try:
        if re.fullmatch("-?[0-9]+", epoch):
            dt.datetime.fromtimestamp(int(epoch), dt.UTC)
            return None
    except (ValueError, OverflowError, OSError):
        pass
    return (
        f"SOURCE_DATE_EPOCH is “{epoch}”; set it to whole seconds since 1970, such as `git log -1 --format=%ct` prints, or unset it for "
        "the time of the build"
    )


def validate_publishing(config: Any, published: str) -> str | None:
    """What must not go out to the address `published`: another address of the site, or an example that nobody has replaced."""
    if published.rstrip("/") != config.site_url.rstrip("/"):
        return (
            f"mkdocs.yml: site_url is {config.site_url}, but the site is published at {published}; write that "
            "address, or `!ENV [SITE_URL, …]` as it was"
        )
    for key, address, variable in (("site_url", config.site_url, "SITE_URL"), ("repo_url", config.repo_url, "REPOSITORY_URL")):
        if address and EXAMPLE.match(address):
            return (
                f"mkdocs.yml: {key} is {address}, an example, and calendars and reports of mistakes would lead there; write your own "
                f"address, or `!ENV [{variable}, …]` as it was"
            )
    owners = Path(config.config_file_path).parent / ".github" / "CODEOWNERS"
    for number, line in enumerate(owners.read_text(encoding="utf-8").splitlines() if owners.is_file() else (), 1):
        if owner := EXAMPLE_OWNER.search(line.partition("#")[0]):
            return f".github/CODEOWNERS:{number}: {owner[0]} is an example; write who is asked to review these files, or delete the line"
    return None


def is_language(code: Any) -> bool:
    """Whether a value of mkdocs.yml, or a part of a name, is the code of a language."""
    try:
        return bool(babel.Locale.parse(code, sep="-")) if isinstance(code, str) else False
    except (ValueError, babel.UnknownLocaleError):
        return False


def _misplaced(config: Any, i18n: Any) -> str | None:
    """What is wrong with the plugins that must work together."""
    names = [name.rpartition("/")[2] for name in config.plugins]
    if names.index("i18n") > names.index("microsite"):
        return "mkdocs.yml: the plugin i18n stands after microsite, which needs the languages that it makes; put i18n first"
    if "search" in names:
        return "mkdocs.yml: the plugin search is Material's, and this site has a search of its own; delete that line"
    if not i18n.config.fallback_to_default:
        return "mkdocs.yml: fallback_to_default of i18n is false, but pages are written once for all languages; write true"
    if i18n.config.docs_structure != "suffix":
        return (
            f"mkdocs.yml: docs_structure of i18n is {i18n.config.docs_structure}, but pages are named by a "
            "suffix (visa.fr.md); write suffix"
        )
    return None
