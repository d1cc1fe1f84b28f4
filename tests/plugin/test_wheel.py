"""The package as anyone installs it: a wheel, and a site without a copy of the code."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from microsite.source.loading import load
from tests.conftest import ROOT, Built, plain

FROM_THE_WHEEL = "import sys, microsite; assert microsite.__file__.startswith(sys.argv.pop(1)), microsite.__file__; "
PROGRAMS = {"microsite": "from microsite.cli.main import main; main()", "mkdocs": "from mkdocs.__main__ import cli; cli()"}
OF_THE_SITE = {
    ".github/ISSUE_TEMPLATE/add-document.yml",
    ".github/ISSUE_TEMPLATE/add-recording.yml",
    ".github/ISSUE_TEMPLATE/add-speaker.yml",
    ".github/ISSUE_TEMPLATE/cancel-or-move.yml",
    ".github/ISSUE_TEMPLATE/change-time.yml",
    ".github/ISSUE_TEMPLATE/correct-text.yml",
    ".github/ISSUE_TEMPLATE/mistake.yml",
    ".github/ISSUE_TEMPLATE/publish-news.yml",
    ".github/dependabot.yml",
    ".github/workflows/check.yml",
    ".github/workflows/inbox.yml",
    ".github/workflows/forms.yml",
    ".github/workflows/preview.yml",
    ".github/workflows/publish.yml",
    ".github/workflows/translations.yml",
    ".gitignore",
    "README.md",
    "data/README.md",
    "data/session.schema.json",
    "data/session1.yml",
    "docs/.gitkeep",
    "inbox/README.md",
    "mkdocs.yml",
    "overrides/README.md",
    "requirements.txt",
}


def run(package: Path, cwd: Path, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`microsite` or `mkdocs`, with the package that is installed in a folder and no other."""
    variables = os.environ | {"PYTHONPATH": str(package), "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-c", FROM_THE_WHEEL + PROGRAMS[program], str(package), *arguments]
    return subprocess.run(command, cwd=cwd, env=variables, capture_output=True, text=True, check=False, timeout=300)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from what a checkout has, in another place: setuptools leaves folders behind."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    shutil.copytree(ROOT / "microsite", source / "microsite", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "LICENSE"):
        shutil.copyfile(ROOT / name, source / name)
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "--no-index", "--no-deps", "--no-build-isolation", "--wheel-dir", target, source], check=True)
    (found,) = target.glob("*.whl")
    return found


@pytest.fixture(scope="session")
def package(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the wheel is installed."""
    folder = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--no-index", "--no-deps", "--target", folder, wheel], check=True)
    return folder


def begun(package: Path, folder: Path, languages: str) -> Path:
    """A new site, as `microsite init` writes it."""
    options = ["--name", "Bells: how & why", "--organizer", "Lakeside Foundry", "--start", "2027-06-01", "--end", "2027-06-02"]
    ran = run(package, folder, "microsite", "init", "bells", *options, "--zone", "Africa/Nairobi", "--languages", languages)
    assert ran.returncode == 0, ran.stderr
    return folder / "bells"


def build(package: Path, site: Path) -> Built:
    ran = run(package, site, "mkdocs", "--quiet", "build", "--strict")
    assert ran.returncode == 0, ran.stderr
    return Built(site, load(site / "data" / "session1.yml").session)


def test_the_wheel_has_all_files(wheel: Path) -> None:
    """Templates, styles, scripts, catalogues, what is kept of others, and what new sites are made of."""
    there = {path.relative_to(ROOT).as_posix() for path in (ROOT / "microsite").rglob("*") if path.is_file() and path.suffix != ".pyc"}
    names = set(zipfile.ZipFile(wheel).namelist())
    assert there - names == set()
    assert {name for name in names - there if ".dist-info/" not in name} == set()


def test_imports_are_declared() -> None:
    """Each package that the code imports is among the dependencies, and not only brought along by another."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    listed = [*project["dependencies"], *extras["links"], *extras["pdf"], *extras["sheets"]]
    declared = {re.match(r"[\w.-]+", line)[0].lower().replace("_", "-") for line in listed}
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "microsite").rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    modules = {node.module for node in nodes if isinstance(node, ast.ImportFrom)}
    modules |= {each.name for node in nodes if isinstance(node, ast.Import) for each in node.names}
    others = {name.partition(".")[0] for name in modules} - sys.stdlib_module_names - {"microsite"}
    distributions = packages_distributions()
    assert {name for name in others if not {each.lower().replace("_", "-") for each in distributions[name]} & declared} == set()


@pytest.mark.parametrize(
    ("languages", "dates"),
    [
        ("fr, ar", {"": "1er et 2 juin 2027", "ar/": "1 و2 يونيو 2027"}),
        pytest.param(
            "en,fr,de", {"": "1 and 2 June 2027", "fr/": "1er et 2 juin 2027", "de/": "1. und 2. Juni 2027"}, marks=pytest.mark.slow
        ),
    ],
)
def test_a_new_site_builds_at_once(package: Path, tmp_path: Path, languages: str, dates: dict[str, str]) -> None:
    """Nothing to fix, and each language shows the title and the dates; the first is the one without a folder. (`make fuzz` has a site
    that begins in English too.)"""
    site = begun(package, tmp_path, languages)
    assert {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()} == OF_THE_SITE
    assert run(package, site, "microsite", "check").stdout == "Nothing to fix in data/session1.yml\n"
    built = build(package, site)
    for prefix, words in dates.items():
        text = plain(built.pages[f"{prefix}index.html"].text)
        assert "Bells: how & why" in text and "Lakeside Foundry" in text and words in text, text
        assert f"{prefix}agenda/index.html" in built.pages


@pytest.mark.slow
def test_an_override_outlives_the_next_version(package: Path, tmp_path: Path) -> None:
    """The site's own file stays, what else is new shows, and `check` says that the file was made from something older."""
    site = begun(package, tmp_path, "en")
    assert run(package, site, "microsite", "override", "parts/footer.html").returncode == 0
    own = site / "overrides" / "parts" / "footer.html"
    own.write_text(own.read_text(encoding="utf-8") + "<p>Ring for help</p>\n", encoding="utf-8")
    assert "Ring for help" in build(package, site).pages["agenda/index.html"].text
    assert run(package, site, "microsite", "check").stdout.startswith("Nothing to fix")

    newer = tmp_path / "newer"
    shutil.copytree(package, newer)
    for name, words in (("footer", "A new foot"), ("masthead", "A new head")):
        template = newer / "microsite" / "theme" / "parts" / f"{name}.html"
        template.write_text(template.read_text(encoding="utf-8") + f"<p>{words}</p>\n", encoding="utf-8")
    text = build(newer, site).pages["agenda/index.html"].text
    assert "Ring for help" in text and "A new head" in text and "A new foot" not in text

    ran = run(newer, site, "microsite", "check")
    assert ran.returncode == 0
    made = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    place = "overrides/parts/footer.html:1:1: warning: "
    assert ran.stdout.startswith(f"{place}was made from the theme’s in version {made}, which has changed since; ")
    compared = run(newer, site, "microsite", "override", "--compare", "parts/footer.html").stdout
    assert "-<p>A new foot</p>\n+<p>Ring for help</p>" in compared
    assert run(newer, site, "microsite", "override", "parts/footer.html").stdout.startswith("overrides/parts/footer.html stays as it is")
    assert "Ring for help" in own.read_text(encoding="utf-8")
    assert run(newer, site, "microsite", "check").stdout.startswith("Nothing to fix")
