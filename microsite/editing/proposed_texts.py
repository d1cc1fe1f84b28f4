"""The data and texts of a pull request, put into a checkout whose code stays as it is: so a preview runs no code that somebody proposes.

Templates, catalogues, mkdocs.yml (which names plugins), scripts and pages in HTML stay those of the checkout.
"""

from __future__ import annotations

import subprocess
from pathlib import Path, PurePosixPath

TEXTS = {
    "data": {".yml", ".txt", ".json"},
    "docs": {".md", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".pdf", ".docx", ".xlsx", ".pptx", ".csv", ".vtt", ".txt"},
}
"""By folder, the kinds of files that are taken: a browser runs nothing of them, and nor does the build."""


def take(commit: str, folder: Path) -> list[str]:
    """Make the data and texts of a checkout those of a commit; the paths of what else differs there, which stays as it is.

    Raises subprocess.CalledProcessError for what is no commit.
    """
    files = _files(commit, folder)
    own = {path: PurePosixPath(path) for path in _git(folder, "ls-files", "-z").decode().split("\0") if path}
    for path in own.keys() - files.keys():
        if _is_text(path):
            (folder / path).unlink(missing_ok=True)
    for path, (mode, blob) in files.items():
        if _is_text(path) and mode.startswith("100"):  # neither a symbolic link nor another repository
            target = folder / path
            if any(parent.is_symlink() for parent in (target, *target.parents) if parent != folder and folder in parent.parents):
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(_git(folder, "cat-file", "blob", blob))
    different = _git(folder, "diff", "--name-only", "-z", "--no-renames", "HEAD", commit).decode().split("\0")
    return sorted(path for path in different if path and not (_is_text(path) and files.get(path, ("100", ""))[0].startswith("100")))


def _is_text(path: str) -> bool:
    parts = PurePosixPath(path)
    return parts.suffix.lower() in TEXTS.get(parts.parts[0], ())


def _files(commit: str, folder: Path) -> dict[str, tuple[str, str]]:
    """By path, mode and hash of each file of a commit."""
    found = {}
    for line in _git(folder, "ls-tree", "-r", "-z", commit).decode().split("\0"):
        if line:
            about, _, path = line.partition("\t")
            mode, _, blob = about.split(" ")
            found[path] = mode, blob
    return found


def _git(folder: Path, *arguments: str) -> bytes:
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True).stdout
