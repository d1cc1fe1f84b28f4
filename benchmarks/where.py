"""Where the time of our cold build goes: the parts of a build are stopped by watches, each without what another one stops within it.

`python -m benchmarks profile` runs it in processes of its own and prints medians.
"""

from __future__ import annotations

import functools
import importlib
import inspect
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from typing import Any

# What is stopped: a label, the module, and what of it is called.
PARTS = (
    ("configuration, and loading our plugin: pydantic, Babel, markdown-it and the model", "mkdocs.config", "load_config"),
    ("reading and checking the data", "microsite.plugin.plugin", "load"),
    ("catalogues, and words and dates of a language", "microsite.localize.localizer", "Localizer.__init__"),
    ("compiling templates", "jinja2", "Environment.compile"),
    ("rendering pages", "microsite.render.build", "_render"),
    ("loading icalendar, and making calendars", "microsite.render.site_files", "calendars"),
    ("writing all files", "microsite.render.built_site", "BuiltSite.write"),
    ("looking for private texts and codes in the built files", "microsite.render.leak_scan", "leaks"),
    ("putting the new site in the place of the last", "microsite.plugin.publish", "publish"),
)
START, REST = "starting Python and MkDocs", "the rest: passes, files of a language, navigation"
RUNS = 7


def watched() -> dict[str, float]:
    """Build here, once; seconds by label."""
    spent: dict[str, float] = {}
    running: list[list[Any]] = []

    def stop(label: str, function: Any) -> Any:
        @functools.wraps(function)
        def timed(*arguments: Any, **named: Any) -> Any:
            running.append([label, 0.0])
            begun = time.perf_counter()
            try:
                result = function(*arguments, **named)
                return list(result) if inspect.isgenerator(result) else result  # or what it does would be in another's time
            finally:
                took = time.perf_counter() - begun
                _, within = running.pop()
                spent[label] = spent.get(label, 0.0) + took - within
                if running:
                    running[-1][1] += took

        return timed

    importlib.import_module("mkdocs.commands.build")
    spent[START] = time.clock_gettime(time.CLOCK_BOOTTIME) - _born()

    def watch(parts: tuple[tuple[str, str, str], ...]) -> None:
        for label, module, path in parts:
            *owners, name = path.split(".")
            owner = functools.reduce(getattr, owners, importlib.import_module(module))
            setattr(owner, name, stop(label, getattr(owner, name)))

    watch(PARTS[:1])
    config = importlib.import_module("mkdocs.config").load_config("mkdocs.yml")
    watch(PARTS[1:])
    config.plugins.on_startup(command="build", dirty=False)
    stop(REST, importlib.import_module("mkdocs.commands.build").build)(config)
    return spent


def _born() -> float:
    """When this process began, in seconds since the machine did."""
    with open("/proc/self/stat") as file:
        return int(file.read().rpartition(")")[2].split()[19]) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    from benchmarks import projects  # here, since what is measured loads this file too
    from benchmarks.measure import CACHE, table
    from tests.conftest import ROOT, SESSION12

    project = projects.ours(CACHE / "ours", SESSION12)
    runs: list[dict[str, float]] = []
    for number in range(RUNS + 1):
        for folder in (project.site, project.kept):
            shutil.rmtree(folder, ignore_errors=True)
        command = [
            sys.executable,
            "-c",
            f"import sys; sys.path.insert(0, {str(ROOT)!r}); from benchmarks.where import watched; import "
            "json; print(json.dumps(watched()))",
        ]
        ran = subprocess.run(command, cwd=project.folder, capture_output=True, text=True, check=True)
        if number:  # the first one warms the disk
            runs.append(json.loads(ran.stdout.strip().split("\n")[-1]))
    labels = [START, *(label for label, _, _ in PARTS), REST]
    spent = {label: statistics.median(run.get(label, 0.0) for run in runs) for label in labels}
    whole = sum(spent.values())
    print(f"\n### Where a cold build of session12 spends its time, medians of {RUNS} runs\n")
    print(table(("part", "ms", "%"), [(label, f"{seconds * 1000:.0f}", f"{seconds / whole:.0%}") for label, seconds in spent.items()]))
