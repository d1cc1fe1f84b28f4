"""The files that a site is made of: those of the theme, each of which a file of the same name in the site's own overrides/ takes the
place of."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

THEME = Path(__file__).parent.parent / "theme"
"""Templates, stylesheets, scripts and catalogues, as an installation of the package brings them."""


class Theme(NamedTuple):
    """The folders of templates and of what they need; a file of the first folder hides the file of that name in those after it."""

    folders: tuple[Path, ...]

    @classmethod
    def below(cls, overrides: Path | None) -> Theme:
        """The theme of the package, below a site's own overrides where it has any."""
        return cls((overrides, THEME) if overrides else (THEME,))

    def find(self, name: str) -> Path:
        """The file that is used for a name such as `parts/footer.html`; FileNotFoundError where there is none."""
        for folder in self.folders:
            if (folder / name).is_file():
                return folder / name
        raise FileNotFoundError(f"there is no file {name}")

    def has(self, name: str) -> bool:
        """Whether there is a file of that name."""
        return any((folder / name).is_file() for folder in self.folders)

    def names(self, under: str) -> Iterable[str]:
        """The names of all files in a folder such as `assets`, in their order."""
        found = {path.relative_to(folder).as_posix() for folder in self.folders for path in (folder / under).rglob("*") if path.is_file()}
        return sorted(found)
