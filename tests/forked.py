"""Programs of Python without the second in which they are imported: a server that has imported what takes long forks itself for each.

Each is a process of its own, as it is without: what it changes (modules, caches, the folder, the environment) ends with it. What
Python reads as it starts cannot be changed by then, so a program with such a variable is started anew, and so is each on Windows.
"""

from __future__ import annotations

import atexit
import functools
import gc
import importlib
import json
import os
import runpy
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

AT_START = ("PYTHON", "LC_", "LANG")
"""With what the names of variables begin that Python reads as it starts."""
IMPORTED = (
    "mkdocs.commands.build",
    "mkdocs_static_i18n.plugin",
    "microsite.plugin.entry",
    "microsite.cli.main",
    "microsite.exports.calendar",
    "unicode_rbnf",
    "pygments",
)
"""What takes the time; a program imports the rest itself, and would these."""
PATIENCE = 300
"""Seconds until a program that hangs is killed."""


def python(folder: Path, command: tuple[str, ...], changes: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """What `python -m NAME …` or `python -c CODE …` says and leaves in `folder`, with some variables changed."""
    whole, variables = [sys.executable, *command], {**os.environ, **changes}
    if not hasattr(os, "fork") or any(name.startswith(AT_START) for name in changes):
        return subprocess.run(whole, cwd=folder, env=variables, capture_output=True, text=True, timeout=PATIENCE, check=False)
    with tempfile.TemporaryDirectory() as said:
        files = [f"{said}/stdout", f"{said}/stderr"]
        server = _server()
        server.stdin.write(json.dumps([str(folder), command, variables, files]) + "\n")
        server.stdin.flush()
        code = int(server.stdout.readline())
        return subprocess.CompletedProcess(whole, code, *(Path(file).read_text(encoding="utf-8") for file in files))


@functools.cache
def _server() -> subprocess.Popen[str]:
    """One for each process of tests; it ends with it, as nobody writes to it any more."""
    return subprocess.Popen([sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def ended(program: Callable[[], object]) -> int:
    """The exit code of a program that is called, with all that Python says at its end."""
    code: object = 0
    try:
        program()
    except SystemExit as leave:
        code = leave.code
    except BaseException:
        sys.excepthook(*sys.exc_info())
        code = 1
    if isinstance(code, str):
        print(code, file=sys.stderr)
    return code if isinstance(code, int) else int(code is not None)


def _serve() -> None:
    import site_guard  # from the folder of this file

    site_guard.start()
    sys.path.pop(0)  # that folder, in which nobody looks for modules
    for name in IMPORTED:
        importlib.import_module(name)
    _warm()
    gc.freeze()
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _become(*json.loads(line))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _warm() -> None:
    """Render a small site, so that what is read or made once in a process is there: models and their schema, CLDR's data, patterns."""
    from microsite.localize.labels import PART_TITLES
    from microsite.render.build import build
    from microsite.render.build_input import BuildOptions, Language, SourcePage
    from microsite.source.loading import load

    root = Path(__file__).parent.parent
    options = BuildOptions("https://example.org/", "en", compiled_templates=root / ".cache" / "tests" / "templates")
    languages = [
        Language(code, code, tuple(SourcePage(part, part, f"{code}/{part}/", frozenset(["en"])) for part in PART_TITLES), ())
        for code in ("ar", "en", "es", "fr", "ru", "zh")
    ]
    for _ in build(load(root / "tests" / "data" / "minimal.yml").session, languages, options).files():
        pass


def _become(folder: str, command: list[str], variables: dict[str, str], files: list[str]) -> None:
    """Be that program from here on."""
    signal.alarm(PATIENCE)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for number, file in enumerate(files, 1):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT), number)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(variables)
    time.tzset()
    way, program, *arguments = command
    sys.argv[:] = [way, *arguments]
    sys.path.insert(0, folder if way == "-m" else "")
    code = ended(
        lambda: runpy.run_module(program, run_name="__main__", alter_sys=True) if way == "-m" else exec(program, {"__name__": "__main__"})
    )
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    _serve()
