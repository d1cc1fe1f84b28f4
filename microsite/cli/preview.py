"""`microsite preview`, for the workflow that shows what a pull request proposes (.github/workflows/preview.yml)."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

from microsite.cli.data_files import all_data_files
from microsite.cli.diff import changes_of_site
from microsite.cli.groups import Group
from microsite.editing import proposed_texts
from microsite.editing.diff import format_changes
from microsite.render import change_pictures
from microsite.render.papers import CannotPrint
from microsite.source.loading import load, load_content

MAX_PICTURED = 6
"""Pages of which there are pictures."""
FENCE = "~" * 8
"""Around what is shown as it is."""
MAX_LISTED = 30
"""Others that are listed, and files."""


@click.group(cls=Group)
def preview() -> None:
    """Show what a pull request proposes."""


@preview.command()
@click.argument("merge")
@click.option("--head", required=True, help="The newest commit of the pull request.")
@click.option("--address", required=True, help="Where the preview will stand, with a slash at the end.")
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), required=True, help="The folder to write into.")
def build(merge: str, head: str, address: str, output: Path) -> None:
    """Build the site that a pull request proposes, with the code that is here, beside the checkout, which stays as it is.

    MERGE is the commit that merges the pull request into main. OUTPUT gets site/, and comment.md, which says what readers see change.
    """
    output = output.resolve()
    try:
        parents = _git("rev-parse", f"{merge}^1", f"{merge}^2").split()
        proposal = _git("rev-parse", merge).strip()
        if parents[1] != head:
            raise click.ClickException(f"{merge} merges {parents[1]}, not {head}: a newer commit is there, and has its own preview")
        with tempfile.TemporaryDirectory() as folder:
            before, checkout = Path(folder, "site"), Path(folder, "checkout")
            _git("worktree", "add", "--quiet", "--detach", str(checkout), parents[0])
            try:
                with contextlib.chdir(checkout):
                    _build(before, address)
                    old = {path: path.read_bytes() for path in all_data_files()}
                    others = proposed_texts.take(proposal, Path())
                    _build(output / "site", address)
                    comment = "\n".join(_comment(before, output / "site", address, head, _in_words(old), others))
            finally:
                _git("worktree", "remove", "--force", str(checkout))
    except subprocess.CalledProcessError as error:
        raise click.ClickException(f"`{' '.join(map(str, error.cmd))}` failed: {(error.stderr or error.stdout or '').strip()}") from None
    except CannotPrint as error:
        raise click.ClickException(str(error)) from None
    (output / "site" / "commit.txt").write_text(f"{head}\n", encoding="utf-8")
    (output / "comment.md").write_text(comment, encoding="utf-8")


def _git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], check=True, capture_output=True, text=True).stdout


def _build(site: Path, address: str) -> None:
    """Build the site of this folder, as a preview that stands at an address."""
    command = [sys.executable, "-m", "mkdocs", "--quiet", "build", "--site-dir", str(site)]
    variables = {"PULL_REQUEST_URL": address, **os.environ}  # without it, it would be no preview
    subprocess.run(command, check=True, capture_output=True, text=True, env=variables)


def _in_words(old: dict[Path, bytes]) -> str:
    """What readers see change in the data files of this folder, as `microsite diff` says it."""
    told = []
    for path in all_data_files():
        if path in old and old[path] != path.read_bytes():
            before = load_content(old[path], path.as_posix()).session
            told.append(format_changes(changes_of_site(before, load(path).session)))
    return "\n".join(told)


def _comment(before: Path, site: Path, address: str, head: str, in_words: str, others: list[str]) -> Iterator[str]:
    """The lines of the comment, in Markdown. What a pull request has written is in code, where it can mean nothing else."""
    yield f"**[What this proposes, to look at]({address})** (as of {head})\n"
    if in_words:
        yield f"{FENCE}\n{in_words.replace('~', '∼').rstrip()}\n{FENCE}\n"
    pages = change_pictures.changed_pages(before, site)
    if pages:
        yield from _with_pictures(before, site, address, pages)
    else:
        yield "Readers see no page change."
    if others:
        yield "\nThe preview shows data and texts, with the code and settings of main. Not in it, since these are no data or texts:\n"
        yield from (f"- `{''.join(letter for letter in path if letter.isprintable() and letter != '`')}`" for path in others[:MAX_LISTED])
        yield "\nTo see them too, download the artifact *site* of the checks, unpack it, and open its index.html."
    yield ""


def _with_pictures(before: Path, site: Path, address: str, pages: list[str]) -> Iterator[str]:
    """Pictures of the first pages, as tables; links to the others."""
    folder = site / "pictures"
    folder.mkdir()
    names, shown = set(), set()
    for path, size, when, content in change_pictures.pictures(before, site, pages[:MAX_PICTURED]):
        name = change_pictures.file_name(path, size, when)
        (folder / name).write_bytes(content)
        names.add(name)
        shown.add(path)
    for path in [path for path in pages if path in shown]:
        yield f"{_link(path, site, address)}\n\n| | before | after |\n|---|---|---|"
        for size, width in change_pictures.SIZES.items():
            found = [change_pictures.file_name(path, size, when) for when in ("before", "after")]
            cells = [
                f'<img src="{address}pictures/{name}" width="{min(width, 420)}" alt="{name}">' if name in names else "" for name in found
            ]
            yield f"| {size} | {cells[0]} | {cells[1]} |"
        yield ""
    others = [path for path in pages if path not in shown]
    if others:
        yield f"Changed too: {', '.join(_link(path, site, address) for path in others[:MAX_LISTED])}"
    if len(others) > MAX_LISTED:
        yield f"\nAnd {len(others) - MAX_LISTED} more pages."


def _link(path: str, site: Path, address: str) -> str:
    """To a page by the name of its folder; only the name, if the page goes."""
    name = path.removesuffix("index.html").strip("/") or "first page"
    return f"[{name}]({address}{path.removesuffix('index.html')})" if (site / path).exists() else f"{name} (goes)"
