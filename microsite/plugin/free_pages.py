"""What must not be in docs/ (validation/free_pages.py), looked for in its files before a build, and in its pages once they are read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path

from microsite.localize.localizer import Localizer
from microsite.plugin.mkdocs_pages import ReadPage
from microsite.render import blocks
from microsite.validation import free_pages


def problems_of_files(media: Mapping[str, Path], trusted: Collection[str]) -> Iterator[str]:
    """What is wrong with the files of docs/ that are no pages, by their path in it, and with the option `trusted_files`."""
    for name in trusted:
        if name not in media:
            yield f"mkdocs.yml: trusted_files names {name}, which is not in docs/; correct the name, or delete the line"
    for name, path in media.items():
        if problem := free_pages.in_file(name, path, trusted):
            yield problem


def problems_of_pages(
    pages: Iterable[ReadPage], policy: Mapping[str, Collection[str]], trusted: Collection[str], localizer: Callable[[str], Localizer]
) -> Iterator[str]:
    """What is wrong with the pages of docs/, once for each file: one that is not translated is read again for each language."""
    seen = set()
    for each in pages:
        name = each.page.file.src_uri
        if each.source.text.strip() and name not in seen:
            seen.add(name)
            html = blocks.fit(each.source.text, localizer(each.language))
            written = each.page.file.content_string.splitlines()
            for problem in dict.fromkeys(free_pages.in_html(html, each.source.path, policy, trusted)):
                line = next((number for number, text in enumerate(written, 1) if problem.sign.lower() in text.lower()), 1)
                yield f"docs/{name}:{line}: error: {problem.words}"
