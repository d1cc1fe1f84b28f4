"""`microsite archive`, when a session is over."""

from __future__ import annotations

import os
import subprocess
import sys

import click

from microsite.render.archiving import VARIABLE


@click.command()
@click.option("--as", "name", default="", metavar="NAME", help="The folder of its pages; its number, or else its year, without this.")
@click.option("--url", default="", metavar="ADDRESS", help="Where the site is published, if only the workflows know it (SITE_URL).")
def archive(name: str, url: str) -> None:
    """Keep the pages of the session as they are, under an address of their own, for the site of the next one.

    Builds the site as `mkdocs build --strict` does, and writes archive/NAME.tar.gz.
    """
    changes = {VARIABLE: name, "EDIT_URL": "", "PAGES_URL": ""} | ({"SITE_URL": url} if url else {})
    command = [sys.executable, "-m", "mkdocs", "--quiet", "build", "--strict"]
    raise SystemExit(subprocess.run(command, env={**os.environ, **changes}, check=False).returncode)
