"""What a pull request proposes, to look at: the site that main's code makes of its data and texts."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from microsite.editing.proposed_texts import take
from tests import forked
from tests.conftest import in_two_languages

ADDRESS = "https://o.example/site/preview/7/"
EVIL = "raise SystemExit('proposed code has run')\n"


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org")
    return subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


def commit(folder: Path, message: str) -> str:
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", message)
    return git(folder, "rev-parse", "HEAD")


def repository(folder: Path) -> Path:
    (folder / ".gitignore").write_text(".cache\npreview\nsite\n.site*\n", encoding="utf-8")
    git(folder, "init", "-q", "-b", "main")
    commit(folder, "The site")
    return folder


def propose(folder: Path, change: Callable[[Path], None]) -> tuple[str, str]:
    """The head of a pull request with a change, and the commit that merges it into main; main is checked out again."""
    git(folder, "checkout", "-qb", "proposal")
    change(folder)
    head = commit(folder, "A proposal")
    git(folder, "checkout", "-q", "--detach", "main")
    git(folder, "merge", "-q", "--no-ff", "-m", "Merge", "proposal")
    merge = git(folder, "rev-parse", "HEAD")
    git(folder, "checkout", "-q", "main")
    return head, merge


def build_preview(folder: Path, merge: str, head: str, **environment: str) -> subprocess.CompletedProcess[str]:
    run = "from microsite.cli.main import main; main()"
    arguments = ("preview", "build", merge, "--head", head, "--address", ADDRESS, "--output", "preview")
    return forked.python(folder, ("-c", run, *arguments), {"NO_MKDOCS_2_WARNING": "1", **environment})


def test_only_data_and_texts_are_taken(tmp_path: Path) -> None:
    """Nothing that runs, and nothing that lies elsewhere."""
    for name, text in {"data/session.yml": "a", "docs/gone.md": "b", "docs/kept.js": "c", "mkdocs.yml": "d", "microsite/x.py": "e"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    secret = tmp_path / "secret"
    secret.write_text("of this machine", encoding="utf-8")
    repository(tmp_path)

    def change(folder: Path) -> None:
        (folder / "data/session.yml").write_text("new", encoding="utf-8")
        (folder / "docs/صفحة 1.md").write_text("new", encoding="utf-8")
        (folder / "docs/gone.md").unlink()
        (folder / "docs/kept.js").write_text("evil()", encoding="utf-8")
        (folder / "docs/page.html").write_text("<script>evil()</script>", encoding="utf-8")
        (folder / "docs/picture.svg").write_text("<svg onload='evil()'/>", encoding="utf-8")
        (folder / "docs/leak.md").symlink_to(secret)
        (folder / "data/hooks.py").write_text(EVIL, encoding="utf-8")
        (folder / "mkdocs.yml").write_text("hooks: [data/hooks.py]", encoding="utf-8")
        (folder / "microsite/x.py").write_text(EVIL, encoding="utf-8")

    _, merge = propose(tmp_path, change)
    assert take(merge, tmp_path) == [
        "data/hooks.py",
        "docs/kept.js",
        "docs/leak.md",
        "docs/page.html",
        "docs/picture.svg",
        "microsite/x.py",
        "mkdocs.yml",
    ]
    assert git(tmp_path, "-c", "core.quotePath=false", "status", "--porcelain").splitlines() == [
        "M data/session.yml",
        " D docs/gone.md",
        '?? "docs/صفحة 1.md"',
    ]


def test_a_proposal_is_shown_with_pictures(new_project: Callable[..., Path], browser: Browser, tmp_path: Path) -> None:
    """Marked as what it is, in each language, and opened without a server."""
    folder = repository(in_two_languages(new_project()))

    def change(folder: Path) -> None:
        data = folder / "data/session12.yml"
        text = data.read_text(encoding="utf-8")
        assert "fast-expanding" in text
        data.write_text(text.replace("fast-expanding", "growing", 1), encoding="utf-8")
        (folder / "docs/`hook`@everyone.py").write_text(EVIL, encoding="utf-8")

    head, merge = propose(folder, change)
    environment = {"SITE_URL": ADDRESS, "PULL_REQUEST_URL": "https://github.com/o/r/pull/7", "EDIT_URL": "https://github.com/o/r/edit/x"}
    made = build_preview(folder, merge, head, **environment)
    assert made.returncode == 0, made.stderr
    assert git(folder, "status", "--porcelain", "--branch") == "## main", "the checkout stays as it is"
    site = folder / "preview/site"
    comment = (folder / "preview/comment.md").read_text(encoding="utf-8")
    assert f"[What this proposes, to look at]({ADDRESS})" in comment and "Overview" in comment and "- `docs/hook@everyone.py`" in comment
    for size, width in {"phone": 360, "tablet": 768, "laptop": 1280}.items():
        before, after = (Image.open(site / f"pictures/first-{size}-{when}.webp") for when in ("before", "after"))
        assert before.width == after.width == width and before.tobytes() != after.tobytes()
        assert f"{ADDRESS}pictures/first-{size}-after.webp" in comment
    assert (site / "commit.txt").read_text(encoding="utf-8").strip() == head
    assert 'content="noindex"' in (site / "agenda/index.html").read_text(encoding="utf-8")

    page = browser.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto((site / "es/index.html").as_uri())
    assert "no es el sitio publicado" in page.inner_text(".proposal")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.click("nav.pages a >> nth=1")
    page.wait_for_selector("html[data-phase]")
    assert page.url.endswith("/index.html") and page.title() and page.locator("h1").is_visible()
    page.click('nav.languages a[lang="en"]')
    assert page.get_attribute("html", "lang") == "en" and "not the published site" in page.inner_text(".proposal")
    assert not faults
    page.close()


def test_a_newer_commit_has_a_preview_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/session.yml").write_text("a", encoding="utf-8")
    repository(tmp_path)
    _, merge = propose(tmp_path, lambda folder: (folder / "data/session.yml").write_text("b", encoding="utf-8"))
    said = build_preview(tmp_path, merge, "0" * 40)
    assert said.returncode == 1 and "a newer commit is there" in said.stderr
    assert not (tmp_path / "preview").exists()
