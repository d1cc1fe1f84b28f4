"""What must not be in docs/ (validation/free_pages.py), looked for in its files before a build, and in its pages once they are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path

from microsite.localize.localizer import Localizer
from microsite.plugin.mkdocs_pages import ReadPage
from microsite.render import blocks
from microsite.validation import free_pages

_CODE = re.compile(r"^( *)(`{3,}|~{3,}).*?^ *\2|(`+)[^`].*?\3", re.DOTALL | re.MULTILINE)
"""Code in Markdown, which is shown as it is written."""


def problems_of_files(media: Mapping[str, Path], trusted: Collection[str]) -> Iterator[str]:
    """What is wrong with the files of docs/ that are no pages, by their path in it, and with the option `trusted_files`."""
    for name in trusted:
        if name not in media:
            short = name.removeprefix("docs/")
            advice = f"write `{short}`" if short in media else "correct the name, or delete the line"
            yield f"mkdocs.yml: trusted_files names {name}, which is not in docs/; {advice}"
    for name, path in media.items():
        if problem := free_pages.in_file(name, path, trusted):
            yield problem
        if name.lower().endswith(".css"):
            yield from free_pages.in_style_sheet(name, path)


def problems_of_pages(
    pages: Iterable[ReadPage],
    policy: Mapping[str, Collection[str]],
    trusted: Collection[str],
    files: Collection[str],
    localizer: Callable[[str], Localizer],
) -> Iterator[str]:
    """What is wrong with the pages of docs/, once for each file: one that is not translated is read again for each language."""
    seen = set()
    for each in pages:
        name = each.page.file.src_uri
        if each.source.text.strip() and name not in seen:
            seen.add(name)
            html = blocks.fit(each.source.text, localizer(each.language))
            found = list(free_pages.in_html(html, each.source.path, policy, trusted, files))
            yield from dict.fromkeys(_with_lines(found, name, each.page.file.content_string) if found else ())


def _with_lines(problems: Iterable[free_pages.Problem], name: str, written: str) -> Iterator[str]:
    """Problems as sentences, each with the line of docs/ that has its sign: for the second of one kind the second such line, and so on."""
    lines = [line.lower() for line in _CODE.sub(lambda found: re.sub("[^\n]", " ", found[0]), written).split("\n")]
    asked: dict[str, int] = {}
    for problem in problems:
        sign = problem.sign.lower()
        rows = [row for row, line in enumerate(lines, 1) for _ in range(line.count(sign))] if sign else []
        row = rows[min(asked.get(sign, 0), len(rows) - 1)] if rows else 1
        asked[sign] = asked.get(sign, 0) + 1
        yield f"docs/{name}:{row}: error: {problem.words}"
