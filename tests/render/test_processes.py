"""Work that is divided among processes comes to the same as work that is not. Processes are copied by a program without threads, so each
case runs in one of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import large

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems do not divide")

PROGRAM = """
import os
import time
from microsite.render import processes
from microsite.render.processes import divided

processes._cores = lambda: 3
here = os.getpid()
"""


def run(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", PROGRAM + program], capture_output=True, text=True, timeout=60, check=False)


def test_each_part_is_done_once_and_in_its_place() -> None:
    ran = run("""
parts = [iter([number, number * 10]) for number in range(8)]
print([sum(part) for part in parts[:0]], divided(list, parts))
print(len(set(divided(lambda part: time.sleep(0.1) or os.getpid(), range(8)))), divided(str, []), divided(str, [5]))
""")
    assert ran.stdout.splitlines() == ["[] [[0, 0], [1, 10], [2, 20], [3, 30], [4, 40], [5, 50], [6, 60], [7, 70]]", "3 [] ['5']"]


def test_what_another_process_fails_at_is_told_by_this_one() -> None:
    ran = run("""
def work(part):
    if part == 4:
        raise ValueError(f"no room for {part}")
    return part

try:
    divided(work, range(6))
except ValueError as error:
    print(error, os.getpid() == here)
try:
    os.waitpid(-1, 0)
except ChildProcessError:
    print("all have ended")
""")
    assert ran.stdout.splitlines() == ["no room for 4 True", "all have ended"]


@pytest.mark.parametrize("loss", ["os._exit(3)", "os.kill(os.getpid(), 9)"])
def test_the_share_of_a_process_that_dies_is_done_here(loss: str) -> None:
    ran = run(f"""
def work(part):
    if os.getpid() != here:
        {loss}
    time.sleep(0.2)  # so that others begin
    return part * 2

print(divided(work, range(4)))
""")
    assert ran.stdout == "[0, 2, 4, 6]\n"


def test_a_failure_here_leaves_no_process_behind() -> None:
    ran = run("""
def work(part):
    if os.getpid() == here:
        raise KeyError("no room here")
    time.sleep(0.2)
    return part

try:
    divided(work, range(4))
except KeyError as error:
    print(error)
try:
    os.waitpid(-1, 0)
except ChildProcessError:
    print("all have ended")
""")
    assert ran.stdout.splitlines() == ["'no room here'", "all have ended"]


def test_a_program_with_threads_does_all_itself() -> None:
    ran = run("""
import importlib, threading
importlib.reload(processes)
held = threading.Event()
threading.Thread(target=held.wait, daemon=True).start()
print(processes.divided(lambda part: os.getpid() == here, range(4)))
held.set()
""")
    assert ran.stdout == "[True, True, True, True]\n"


def test_a_site_is_the_same_by_one_process_and_by_several(tmp_path: Path) -> None:
    """All files, and what is made of the pages of all languages: the sitemap, the record."""
    (tmp_path / "session.yml").write_text(large(30).replace("\nagenda:\n", "\nagenda:\n  pages: items\n"), encoding="utf-8")
    ran = run(f"""
import pathlib
from microsite.render import built_site
from microsite.source.loading import load
from tests.rendering import build

built_site.MANY_PAGES = 1
session, found = load(pathlib.Path({str(tmp_path)!r}, "session.yml")).session, []
for number in (1, 3):
    processes._cores = lambda: number
    site, folder = build(session, ["en", "ar", "zh"]), pathlib.Path({str(tmp_path)!r}, str(number))
    paths = site.write(folder)
    files = {{path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}}
    assert paths == set(files) and len(site.rendered) == sum(not page.is_below for page in site.pages)
    found.append((files, site.record))
print(found[0] == found[1], len(found[0][0]) > 150)
""")
    assert ran.stdout == "True True\n", ran.stderr
