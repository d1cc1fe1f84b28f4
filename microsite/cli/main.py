"""`microsite`: one module for each command. Commands read options and write messages; what they do is in the packages below."""

from __future__ import annotations

import click

from microsite.cli.announce import announce
from microsite.cli.apply import apply
from microsite.cli.archive import archive
from microsite.cli.check import check
from microsite.cli.diff import diff
from microsite.cli.groups import Group
from microsite.cli.imports import import_command
from microsite.cli.init import init
from microsite.cli.links import links
from microsite.cli.new import new
from microsite.cli.override import override
from microsite.cli.preview import preview
from microsite.cli.schema import schema
from microsite.cli.sheet import sheet
from microsite.cli.translations import translations
from microsite.cli.words import words


@click.group(cls=Group)
def main() -> None:
    """Work on the data files of a session's site."""


COMMANDS = (announce, apply, archive, check, diff, import_command, init, links, new, override, preview, schema, sheet, translations, words)
for command in COMMANDS:
    main.add_command(command)
