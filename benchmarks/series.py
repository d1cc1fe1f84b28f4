"""How a build grows with the sessions before it: none, 10 and 100 archived ones of 2 MB each, six languages."""

from __future__ import annotations

import datetime as dt
import os
import random
import statistics
import subprocess
import sys
from pathlib import Path

from benchmarks import projects
from benchmarks.measure import CACHE, Contender, megabytes, rounds, table
from microsite.source.archives import Archive, read_all, write
from tests.conftest import SESSION12

SIZE = 2_000_000
COUNTS = (0, 10, 100)
ADDRESS = "https://dialogue.test/"


def archived(folder: Path) -> Archive:
    """session12 as `microsite archive` keeps it."""
    projects.ours(folder, SESSION12)
    command = [sys.executable, "-c", "from microsite.cli.main import main; main()", "archive", "--url", ADDRESS]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, env=dict(os.environ))
    return read_all(folder / "archive")[0][0]


def copy(original: Archive, number: int, folder: Path) -> None:
    """The same as another session, of years before, filled up to `SIZE` with a document that can't be packed."""
    name, start = f"s{number}", dt.date(1920 + number, 5, 4)
    files = {path: content.replace(f"{ADDRESS}12/".encode(), f"{ADDRESS}{name}/".encode()) for path, content in original.files()}
    missing = max(1, SIZE - sum(map(len, files.values())))
    files[f"files/report-{number}.pdf"] = random.Random(number).randbytes(missing)
    for path, content in files.items():
        (folder / name / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / name / path).write_bytes(content)
    changes = {"name": name, "number": None, "start": start, "end": start, "count": len(files), "size": sum(map(len, files.values()))}
    documents = (*original.about.files, f"files/report-{number}.pdf")
    about = original.about.model_copy(update={**changes, "files": documents})
    write(folder / "archive" / f"{name}.tar.gz", about, {path: folder / name / path for path in files})


def main(number: int = 3) -> None:
    original, made = archived(CACHE / "series-archive"), CACHE / "series-made"
    for each in range(1, max(COUNTS) + 1):
        if not (made / "archive" / f"s{each}.tar.gz").exists():
            copy(original, each, made)
    built: dict[int, Contender] = {}
    for count in COUNTS:
        folder = CACHE / f"series-{count}"
        built[count] = projects.ours(folder, SESSION12)
        built[count].name = f"{count} archived sessions"
        (folder / "archive").mkdir()
        for each in range(1, count + 1):
            os.link(made / "archive" / f"s{each}.tar.gz", folder / "archive" / f"s{each}.tar.gz")
    rounds(list(built.values()), number)
    print(f"\n### Series: session12 after archived sessions of {SIZE / 1e6:.0f} MB, median of {number} interleaved rounds\n")
    rows = []
    for count, each in built.items():
        files = [path for path in each.site.rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in files)
        packed = sum(path.stat().st_size for path in (CACHE / f"series-{count}" / "archive").iterdir())
        more = f"{(each.median - built[0].median) / count * 1000:.0f}" if count else ""
        rows.append(
            (
                each.name,
                f"{each.median:.2f}",
                more,
                f"{statistics.median(each.processor):.1f}",
                megabytes(each.memory),
                f"{packed / 1e6:.0f}",
                f"{size / 1e6:.0f}",
                f"{len(files):,}",
            )
        )
    print(table(("before it", "s", "ms for each", "processor, s", "peak memory, MB", "archives, MB", "site, MB", "files"), rows))
