"""A build that is killed, or finds no room, or another build beside it: there always is a whole site, and it is of one build."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from microsite.plugin import publish
from tests.conftest import DATA, ROOT, Built, in_two_languages, mkdocs, once, project
from tests.plugin.test_build import last, replace, said, tree

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs signals that cannot be caught, small disks and limits")
BUILD = [sys.executable, "-m", "mkdocs", "--quiet", "build"]
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
OLD = "Small harbours"
"""The title begins so in the site that stands."""


@pytest.fixture
def standing(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Path:
    """A small project in two languages, with a site that was built before."""

    def make(folder: Path) -> None:
        built = in_two_languages(project(folder / "project", DATA / "minimal.yml"))
        assert mkdocs(built, SOURCE_DATE_EPOCH="1758672000").returncode == 0

    return shutil.copytree(once(tmp_path_factory, "standing", make) / "project", tmp_path / "project")


@pytest.mark.parametrize("moments", [2, pytest.param(24, marks=pytest.mark.slow)])
def test_killed_at_many_moments(standing: Path, moments: int) -> None:
    """At moments all over a build (`make fuzz`: at many more): the site is the last one or the new one, and whole."""
    data = standing / "data" / "session12.yml"
    wholes = {OLD: tree(standing / "site")}
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1758672000"}
    new = "Large harbours"
    replace(data, OLD, new)
    began = time.monotonic()  # says how long a build takes
    assert subprocess.run(BUILD, cwd=standing, env=environment, check=False, **QUIET).returncode == 0
    took = time.monotonic() - began
    wholes[new] = tree(standing / "site")
    landed = set()
    now = new
    for moment in range(moments):
        following = {OLD: new, new: OLD}[now]
        replace(data, now, following)
        build = subprocess.Popen(BUILD, cwd=standing, env=environment, **QUIET)
        time.sleep(took * (moment + 0.5) / moments)
        build.send_signal(signal.SIGKILL)
        build.wait()
        after = tree(standing / "site")
        landed.add("new" if after == wholes[following] else "last")
        assert after in wholes.values()
        now = following
    assert mkdocs(standing, SOURCE_DATE_EPOCH="1758672000").returncode == 0
    assert tree(standing / "site") == wholes[now] and list(standing.glob(".site-*")) == []
    assert "last" in landed


@pytest.mark.parametrize("delays", [(0, 0.01), pytest.param((0, 0.001, 0.003, 0.01, 0.03), marks=pytest.mark.slow)], ids=len)
def test_killed_while_it_is_published(standing: Path, delays: tuple[float, ...]) -> None:
    """As soon as the new site is complete, in the step that puts it in place and in those after it (`make fuzz`: at more of them)."""
    replace(standing / "data" / "session12.yml", OLD, "Large harbours")
    before = tree(standing / "site")
    found = set()
    for delay in delays:
        build = subprocess.Popen(BUILD, cwd=standing, env={**os.environ, "SOURCE_DATE_EPOCH": "1758672000"}, **QUIET)
        inode = (standing / "site").stat().st_ino
        while build.poll() is None and not list(standing.glob(".site-*/search-pages.json")) and (standing / "site").stat().st_ino == inode:
            time.sleep(0.0005)
        time.sleep(delay)
        build.kill()
        build.wait()
        found.add(tuple(sorted(tree(standing / "site").items())))
        assert {"index.html", "404.html", "sitemap.xml", "search-pages.json", "es/practical/index.html"} <= {
            name for name, _ in max(found, key=len)
        }
    assert mkdocs(standing, SOURCE_DATE_EPOCH="1758672000").returncode == 0
    whole = tree(standing / "site")
    assert found <= {tuple(sorted(before.items())), tuple(sorted(whole.items()))}
    assert list(standing.glob(".site-*")) == []


BUSY = "site: another build of this site is at work; wait until it has ended, and build again"


@pytest.mark.slow
@pytest.mark.parametrize("times", [1, 4])
@pytest.mark.parametrize("containers", [True, pytest.param(False, marks=pytest.mark.slow)])
def test_two_builds_at_once_do_not_mix(new_project: Callable[..., Path], containers: bool, times: int) -> None:
    """Two processes, one folder, different data: one site is published as a whole, the other build says that it came second, and nothing
    else is left. So it is where a site stands, and where theirs is the first; and where each is in a container, which knows no process of
    the other. (`make fuzz` tries four times.)"""
    apart = ["unshare", "--user", "--map-root-user", "--pid", "--fork", "--mount-proc"] if containers else []
    if apart and subprocess.run([*apart, "true"], capture_output=True, check=False).returncode:
        pytest.skip("no namespaces can be made here")
    folder = in_two_languages(new_project())
    other = folder / "mkdocs-other.yml"
    shutil.copyfile(folder / "mkdocs.yml", other)
    replace(other, "session: data/session12.yml", "session: data/other.yml")
    shutil.copyfile(folder / "data" / "session12.yml", folder / "data" / "other.yml")
    replace(folder / "data" / "other.yml", "symbol: C. 9284", "symbol: C. 1111")
    wholes = []
    for name in ("mkdocs.yml", "mkdocs-other.yml"):
        assert mkdocs(folder, "--quiet", "build", "-f", name, SOURCE_DATE_EPOCH="1758672000").returncode == 0
        wholes.append(tree(folder / "site"))
    assert wholes[0] != wholes[1]
    for first in (False, True) * times:
        if first:
            shutil.rmtree(folder / "site")
        builds = [
            subprocess.Popen(
                [*apart, *BUILD, "-f", name],
                cwd=folder,
                env={**os.environ, "SOURCE_DATE_EPOCH": "1758672000"},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
            )
            for name in ("mkdocs.yml", "mkdocs-other.yml")
        ]
        told = [build.communicate()[1] for build in builds]
        codes = [build.returncode for build in builds]
        assert 0 in codes
        assert [BUSY in words for words in told] == [code == 1 for code in codes]
        assert tree(folder / "site") in (wholes if codes == [0, 0] else [wholes[codes.index(0)]])
        assert list(folder.glob(".site-*")) == []


def test_who_comes_second_says_so_and_touches_nothing(standing: Path) -> None:
    """As long as the first build is at work, and no longer; what killed builds have left goes once nobody is."""
    before = tree(standing / "site")
    first = publish.open_workspace(standing / "site")
    (first.folder / "index.html").write_text("half a page", encoding="utf-8")
    assert last(mkdocs(standing)) == BUSY
    assert tree(standing / "site") == before and first.folder.exists()
    os.close(first.lock)  # as when it is killed
    others = {".site-b-building-abcdefgh", ".site-previous", ".site-2026"}  # of another site, which may be at work, and of people
    for name in others:
        (standing / name).mkdir()
    assert mkdocs(standing).returncode == 0
    assert {path.name for path in standing.glob(".site-*")} == others


def test_what_begins_with_a_dot_stays(standing: Path) -> None:
    """The site may be a checkout of Git, or have files of its server: they are no part of what is built."""
    (standing / "site" / ".git").write_text("gitdir: ../elsewhere", encoding="utf-8")
    (standing / "site" / ".well-known").mkdir()
    (standing / "site" / ".well-known" / "security.txt").write_text("Contact: x", encoding="utf-8")
    (standing / "site" / "old.html").write_text("x", encoding="utf-8")
    assert mkdocs(standing).returncode == 0
    there = tree(standing / "site")
    assert {".git", ".well-known/security.txt", ".nojekyll", "index.html"} <= set(there) and "old.html" not in there


def test_a_lock_whose_file_was_removed_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the opening of the file and the lock, its last holder can have removed it, and the next have made another."""
    really_open, opened = os.open, []

    def slow_open(path: Path, *arguments: int) -> int:
        opened.append(really_open(path, *arguments))
        if len(opened) == 1:
            path.unlink()
        return opened[-1]

    monkeypatch.setattr(os, "open", slow_open)
    lock = publish._lock(tmp_path / ".site-lock")
    assert lock == opened[1] and (tmp_path / ".site-lock").exists()
    os.close(lock)


def test_an_interrupted_build_leaves_nothing(standing: Path) -> None:
    """Ctrl-C while pages are made: the last site stays, and there is no folder and no lock beside it."""
    before = tree(standing / "site")
    build = subprocess.Popen(BUILD, cwd=standing, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler), **QUIET)
    while build.poll() is None and not list(standing.glob(".site-*/index.html")):
        time.sleep(0.0005)
    build.send_signal(signal.SIGINT)
    assert build.wait() != 0
    assert tree(standing / "site") == before and list(standing.glob(".site-*")) == []


def test_a_site_that_is_a_link_stays_one(standing: Path) -> None:
    """As hosts have it: what it leads to is replaced as a whole, beside where that stands. A link to nothing is one sentence."""
    host = standing.parent / "host"
    (host / "www").mkdir(parents=True)
    (host / "www" / "old.html").write_text("old", encoding="utf-8")
    (standing / "site").rename(standing / "before")
    (standing / "site").symlink_to("../host/www")
    assert mkdocs(standing).returncode == 0
    assert os.readlink(standing / "site") == "../host/www" and [path.name for path in host.iterdir()] == ["www"]
    assert (host / "www" / "es" / "index.html").exists() and not (host / "www" / "old.html").exists()
    shutil.rmtree(host)
    assert last(mkdocs(standing)) == "site is a link to ../host/www, which is not there; make that folder, or delete the link"
    assert os.readlink(standing / "site") == "../host/www" and list(standing.glob(".site-*")) == []


def test_a_site_that_is_a_file_is_one_message(new_project: Callable[..., Path]) -> None:
    """Somebody has put it there, and it stays."""
    folder = new_project()
    (folder / "site").write_text("notes", encoding="utf-8")
    words = "site is a file, and the site is published as a folder of that name; delete the file, or move it elsewhere"
    assert last(mkdocs(folder)) == words and (folder / "site").read_text(encoding="utf-8") == "notes"


def test_without_an_exchange_there_are_two_renames(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on macOS and Windows."""
    monkeypatch.setattr(publish, "_exchange", lambda one, other: False)
    site = tmp_path / "site"
    for content in ("first", "second"):
        workspace = publish.open_workspace(site)
        (workspace.folder / "index.html").write_text(content, encoding="utf-8")
        publish.publish(workspace)
        workspace.release()
        assert (site / "index.html").read_text(encoding="utf-8") == content
        assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Mounts a small disk; as root only."""
    place = tmp_path / "disk"
    place.mkdir()

    def mount(options: str) -> Path:
        ran = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)], capture_output=True, text=True, check=False)
        if ran.returncode:
            pytest.skip(f"no disk can be mounted here: {ran.stderr.strip()}")
        return place

    yield mount
    subprocess.run(["umount", "-l", str(place)], capture_output=True, check=False)


def on(disk: Path, folder: Path, site: Path | None = None) -> Path:
    """The project with its site on a disk, where one stands."""
    replace(folder / "mkdocs.yml", "strict: true", f"site_dir: {disk}/site\nstrict: true")
    if site:
        shutil.copytree(site, disk / "site")
    return disk / "site"


@pytest.mark.parametrize("room", [50, 1300, *(pytest.param(room, marks=pytest.mark.slow) for room in (300, 700, 1000))])
def test_a_full_disk_is_one_message(new_project: Callable[..., Path], disk: Callable[[str], Path], twelfth: Built, room: int) -> None:
    """Whatever it is that finds no room (pages, calendars, search; `make fuzz`: more of them): the last site stays, and nothing is left
    beside it."""
    size = 0
    for path in twelfth.folder.rglob("*"):
        size += -(-path.stat().st_size // 4096) * 4 if path.is_file() else 4
    place = disk(f"size={size + room}k")
    site = on(place, new_project(), twelfth.folder)
    before = tree(site)
    message = said(mkdocs(site.parent.parent / "project")).split("\n")
    assert len([line for line in message if line]) <= 2, message
    assert "no space left on device" in message[0].lower()
    assert tree(site) == before and [path.name for path in place.iterdir()] == ["site"]


def test_a_limit_of_files_is_one_message(standing: Path) -> None:
    """As where a host limits the size of files: pages of the site are larger than four thousand bytes."""
    before = tree(standing / "site")
    ran = subprocess.run(
        BUILD,
        cwd=standing,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000)),
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "NO_MKDOCS_2_WARNING": "1"},
    )
    message = [line for line in said(ran).split("\n") if "not translated" not in line]
    assert message[0].endswith("can't be written (file too large); the last site stays as it was")
    assert tree(standing / "site") == before and list(standing.glob(".site-*")) == []


def test_a_mount_point_is_one_message(new_project: Callable[..., Path], disk: Callable[[str], Path]) -> None:
    """As in a container whose site is a volume: nothing can take its place at once, so that is said, and what stands there stays."""
    place = disk("size=20m")
    (place / "index.html").write_text("old", encoding="utf-8")
    folder = in_two_languages(new_project(DATA / "minimal.yml"))
    replace(folder / "mkdocs.yml", "strict: true", f"site_dir: {place}\nstrict: true")
    words = f"{place} is a mount point, which can't be replaced in one step; make a folder in it, and write that as site_dir in mkdocs.yml"
    assert last(mkdocs(folder)) == words
    assert tree(place).keys() == {"index.html"} and list(place.parent.glob(".disk-*")) == []
    (place / "www").mkdir()
    replace(folder / "mkdocs.yml", f"site_dir: {place}", f"site_dir: {place}/www")
    assert mkdocs(folder).returncode == 0 and (place / "www" / "es" / "index.html").exists()


def test_a_folder_that_is_read_only_is_one_message(new_project: Callable[..., Path], disk: Callable[[str], Path], twelfth: Built) -> None:
    """The site that stands there stays."""
    place = disk("size=20m")
    site = on(place, new_project(), twelfth.folder)
    subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
    before = tree(site)
    assert (
        said(mkdocs(site.parent.parent / "project"))
        == f"{place} can't be written to (Read-only file system); the last site stays as it was"
    )
    assert tree(site) == before


def modes(folder: Path) -> dict[str, int]:
    return {path.relative_to(folder).as_posix(): stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.rglob("*"))}


@pytest.mark.slow
def test_who_builds_is_not_to_be_seen(new_project: Callable[..., Path]) -> None:
    """Another umask, another home and, where one can be had, another user: the same bytes, and the same rights to read them."""
    folder = in_two_languages(new_project())
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1758672000"}
    assert subprocess.run(BUILD, cwd=folder, env=environment, umask=0o022, check=False).returncode == 0
    first, rights = tree(folder / "site"), modes(folder / "site")
    shutil.rmtree(folder / "site")
    other = ["unshare", "--user", "--map-user=4711", "--map-group=4711"]
    if subprocess.run([*other, "true"], capture_output=True, check=False).returncode:
        other = []
    ran = subprocess.run(
        [*other, *BUILD],
        cwd=folder,
        env=environment | {"HOME": str(folder), "USER": "nobody", "LOGNAME": "nobody"},
        umask=0o077,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert (tree(folder / "site"), modes(folder / "site")) == (first, rights)
    assert set(rights.values()) == {0o755, 0o644}


def newest() -> str | None:
    """The newest other Python of this machine; None where there is none."""
    for minor in range(sys.version_info.minor + 9, sys.version_info.minor, -1):
        for found in (shutil.which(f"python3.{minor}"), *sorted(Path.home().glob(f".pyenv/versions/3.{minor}.*/bin/python"))):
            if found and subprocess.run([found, "-c", ""], capture_output=True, check=False).returncode == 0:
                return str(found)
    return None


@pytest.mark.slow
@pytest.mark.skipif(not newest(), reason="no newer Python is here; the workflow reproduce.yml has one")
def test_the_newest_python_writes_the_same_bytes(new_project: Callable[..., Path], tmp_path: Path) -> None:
    """Everything installed anew for it, from the lock file."""
    venv = tmp_path / "venv"
    subprocess.run(["make", f"VENV={venv}", f"PYTHON={newest()}", "setup"], cwd=ROOT, check=True, **QUIET)
    folder = new_project(DATA / "full.yml")
    found = []
    for python in (sys.executable, venv / "bin" / "python"):
        subprocess.run([python, *BUILD[1:]], cwd=folder, env={**os.environ, "SOURCE_DATE_EPOCH": "1758672000"}, check=True, **QUIET)
        found.append(tree(folder / "site"))
        shutil.rmtree(folder / "site")
    assert found[0] == found[1] and len(found[0]) > 200
