"""Writes LICENSES.md: under what terms each package of requirements.txt is given, as it says itself (`make licences`)."""

from __future__ import annotations

import re
from importlib.metadata import metadata

from tests.conftest import ROOT

INTRODUCTION = """\
# Licences of what the site is built with

The project's own licence is in [LICENSE](LICENSE). Of the packages below, which the build needs and requirements.txt locks, nothing is sent to readers but
hls.js, where a stream is played, and the stemmers of the search. This page is written from what the packages say of themselves (`make licences`).

| package | version | licence |
|---|---|---|
"""
VENDORED = (
    "| hls.js (in [microsite/theme/assets/vendor](microsite/theme/assets/vendor/README.md), with checksum) | 1.7.4 | Apache-2.0 |\n"
    "| @orama/stemmers (in the same place, with checksums) | 3.1.18 | Apache-2.0 |\n"
    "| yaml (in the same place, with checksums; on previews only) | 2.9.1 | ISC |\n"
)
NAMES = {
    "MIT License": "MIT",
    "MIT license": "MIT",
    "BSD License": "BSD",
    "Apache Software License": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "ISC License (ISCL)": "ISC",
}


def locked(name: str = "requirements.txt") -> dict[str, str]:
    """The packages of a lock file, with their versions."""
    return dict(re.findall(r"(?m)^([\w.-]+)==([^\s;\\]+)", (ROOT / name).read_text(encoding="utf-8")))


def licence(package: str) -> str:
    """What a package says its licence is, by its short name where there is one."""
    said = metadata(package)
    classified = [
        each.rpartition(" :: ")[2]
        for each in said.get_all("Classifier") or ()
        if each.startswith("License ::") and "OSI Approved ::" in each
    ]
    given = said.get("License-Expression") or ", ".join(classified) or (said.get("License") or "").strip().split("\n")[0]
    return ", ".join(NAMES.get(each, each) for each in given.split(", "))


def table() -> str:
    return INTRODUCTION + "".join(f"| {name} | {version} | {licence(name)} |\n" for name, version in sorted(locked().items())) + VENDORED


if __name__ == "__main__":
    (ROOT / "LICENSES.md").write_text(table(), encoding="utf-8")
