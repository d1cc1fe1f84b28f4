"""What comes from others: locked, listed with its licence, with checksums, and never fetched by a reader's browser."""

from __future__ import annotations

import hashlib
import re
import subprocess
import tomllib

import pytest
import yaml

from microsite.render.theme import THEME
from tests.conftest import ROOT, Built
from tests.licences import locked, table

VENDOR = THEME / "assets" / "vendor"
SITE_OF_EDITORS = ("data/", "docs/", "archive/", "overrides/", "mkdocs.yml")
SIGNING = {("attest", "id-token"), ("attest", "attestations")}
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def tracked() -> list[str]:
    """The files of the repository; without git (a download), those of the package and its surroundings."""
    ran = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if ran.returncode:
        pytest.skip("no repository to look through")
    return ran.stdout.splitlines()


def test_vendored_files_are_as_published() -> None:
    """Each has its checksum, its licence and its version beside it."""
    sums = dict(reversed(line.split()) for line in (VENDOR / "SHA256SUMS").read_text(encoding="utf-8").splitlines())
    files = {path.relative_to(VENDOR).as_posix() for path in VENDOR.rglob("*") if path.is_file()} - {"README.md", "SHA256SUMS"}
    assert {name for name in files if not name.endswith(".LICENSE.txt")} == set(sums)
    for name, mark in sums.items():
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == mark, name
        listed = re.sub("(?<=/).*", "", name)  # a folder has one line for all that is in it
        assert f"{re.split('[./]', name)[0]}.LICENSE.txt" in files
        assert f"| `{listed}` |" in (VENDOR / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name", ["requirements.txt", "requirements-test.txt", "requirements-publish.txt", "requirements-sheets.txt", ".github/requirements.txt"]
)
def test_each_locked_package_has_its_checksums(name: str) -> None:
    """And no address that it would be fetched from."""
    text = (ROOT / name).read_text(encoding="utf-8")
    parts = re.split(r"(?m)^(?=[\w.-]+==)", text)[1:]
    assert {part.partition("==")[0] for part in parts} == set(locked(name)) and len(parts) > 20
    assert [part.split()[0] for part in parts if not re.search(r"--hash=sha256:[0-9a-f]{64}", part)] == []
    assert "://" not in text and "--index" not in text and "--find-links" not in text


def test_what_publishes_has_locked_fonts() -> None:
    """Beside the very packages that build the site elsewhere; so that the same pictures are drawn whenever it is published."""
    beside = {name: version for name, version in locked("requirements-publish.txt").items() if name not in locked()}
    extra = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert {re.split("[<>=]", each)[0] for each in (*extra["previews"], *extra["pdf"])} <= set(beside)
    assert locked("requirements-publish.txt") == locked() | beside
    publish = (ROOT / ".github/workflows/publish.yml").read_text(encoding="utf-8")
    assert "make pdf" in publish and "apt-get" not in publish


def test_no_file_names_a_registry() -> None:
    """What a machine installs from is its own affair: the same files work behind any mirror."""
    hosts = (
        "py" + "pi.org",
        "python" + "hosted.org",
        "npm" + "js.com",
        "npm" + "js.org",
        "un" + "pkg.com",
        "js" + "delivr.net",
        "cdn" + "js.com",
    )
    found = []
    for name in tracked():
        path = ROOT / name
        if path.is_file() and not name.startswith(("microsite/theme/assets/vendor/", *SITE_OF_EDITORS)):
            content = path.read_bytes()
            found += [(name, host) for host in hosts if host.encode() in content]
    assert found == []


def test_licences_are_listed() -> None:
    """LICENSES.md is what the installed packages say, and leaves none out."""
    text = (ROOT / "LICENSES.md").read_text(encoding="utf-8")
    assert text == table()
    rows = {cells[1].strip(): cells[3].strip() for line in text.split("\n") if (cells := line.split("|"))[2:] and "==" not in line}
    assert [name for name in locked() if not re.match(r"[A-Z]", rows.get(name, ""))] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_and_have_no_more_rights_than_they_need(path) -> None:
    """By the whole mark of a commit; rights are given to each job, and none to all."""
    text = path.read_text(encoding="utf-8")
    assert [line for line in text.split("\n") if "uses:" in line and not re.search(r"uses: [\w./-]+@[0-9a-f]{40} # v\d", line)] == []
    flow = yaml.safe_load(text)
    assert flow["permissions"] == {} and all("permissions" in job and "timeout-minutes" in job for job in flow["jobs"].values())
    write = {(name, right) for name, job in flow["jobs"].items() for right, level in job["permissions"].items() if level == "write"}
    allowed = {
        "publish.yml": {("publish", "pages"), ("publish", "id-token"), ("record", "contents"), *SIGNING},
        "release.yml": {("publish", "id-token"), *SIGNING},
        "forms.yml": {("propose", right) for right in ("contents", "pull-requests", "issues", "actions")},
        "inbox.yml": {("propose", right) for right in ("contents", "pull-requests", "issues", "actions")},
        "links.yml": {("tell", "issues")},
        "preview.yml": {("publish", "actions"), ("comment", "pull-requests")},
        "translations.yml": {("record", "contents"), ("record", "pull-requests"), ("record", "actions")},
    }
    assert write == allowed.get(path.name, set())


def test_nothing_is_fetched_from_elsewhere(full: Built) -> None:
    """Every script, style, icon and preload of every page is a file of the site."""
    for name, page in full.pages.items():
        for element in page.tree.iter():
            if element.tag in ("script", "link", "img", "source", "video", "audio", "iframe") and element.get("rel") not in (
                "canonical",
                "alternate",
            ):
                address = element.get("src") or element.get("href") or ""
                assert "//" not in address, (name, address)
                if address:
                    base = full.folder if address.startswith("/") else (full.folder / name).parent
                    assert (base / address.removeprefix("/conference-microsite/").partition("?")[0]).resolve().is_file(), (name, address)


def test_a_site_of_its_own_gets_the_words_that_were_read() -> None:
    """`pip install microsite` takes the newest of each package that is allowed: of the one with CLDR's words, none but the version that the
    tests read, and its mends."""
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    major, minor = map(int, locked()["babel"].split(".")[:2])
    assert [each for each in packages if each.startswith("babel")] == [f"babel>={major}.{minor},<{major}.{minor + 1}"]
