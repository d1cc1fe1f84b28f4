"""Changes the code in many small ways, one at a time, and looks whether a test fails (`make mutants`); mutmut does the work.

Tests run in the process that has all modules loaded, forked for each change, and only those that reach the changed function:
which modules and which tests, pyproject.toml says. `python tests/mutation.py microsite/model/session.py` changes one module only.
"""

from __future__ import annotations

import collections
import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

import libcst as cst
from mutmut.__main__ import cli, status_by_exit_code
from mutmut.configuration import config
from mutmut.mutation.data import SourceFileMutationData
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.mutation.mutators import mutation_operators
from mutmut.utils.file_utils import walk_mutatable_files

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / ".cache" / "mutants"
"""A copy of the project, in which mutmut works."""
COPIED = ("microsite", "tests", "data", "pyproject.toml")
SWAPPED = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list"}


class Bared(cst.CSTTransformer):
    """`@f def g` becomes `def g`, and `g = f(g)` below it, which is the same; mutmut leaves out functions with decorators."""

    def leave_FunctionDef(self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef) -> cst.BaseStatement | cst.FlattenSentinel:
        value = name = updated_node.name
        for decorator in reversed(updated_node.decorators):
            value = cst.Call(decorator.decorator, [cst.Arg(value)])
        if value is name:
            return updated_node
        assigned = cst.SimpleStatementLine([cst.Assign([cst.AssignTarget(name)], value)])
        return cst.FlattenSentinel([updated_node.with_changes(decorators=[]), assigned])


def turned(node: cst.If | cst.CompIf) -> Iterable[cst.CSTNode]:
    """`if a` becomes `if not (a)`."""
    inner = node.test.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
    space = cst.SimpleWhitespace(" ")
    yield node.with_changes(test=cst.UnaryOperation(cst.Not(space), inner), whitespace_before_test=space)


def swapped(node: cst.Call) -> Iterable[cst.Call]:
    """`min` becomes `max`, `any` becomes `all`, what is sorted is left as it comes."""
    if isinstance(node.func, cst.Name) and node.func.value in SWAPPED:
        other = SWAPPED[node.func.value]
        yield node.with_changes(func=cst.Name(other), args=node.args[:1] if other == "list" else node.args)


def copy() -> None:
    """The project as it is now, in a new folder."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    for name in COPIED:
        if (ROOT / name).is_file():
            shutil.copyfile(ROOT / name, FOLDER / name)
        else:
            shutil.copytree(ROOT / name, FOLDER / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path in (FOLDER / "microsite").rglob("*.py"):
        path.write_text(cst.parse_module(path.read_text(encoding="utf-8")).visit(Bared()).code, encoding="utf-8")


def report() -> None:
    """How many changes of each module there were and how many no test noticed; those are in survivors.txt, each as a diff."""
    survivors = []
    for path in sorted(walk_mutatable_files()):
        data = SourceFileMutationData(path=path)
        data.load()
        states = collections.Counter(status_by_exit_code[code] for code in data.exit_code_by_key.values())
        print(f"{path}: {states.total()} changes, " + ", ".join(f"{number} {state}" for state, number in states.most_common()))
        unnoticed = [name for name, code in data.exit_code_by_key.items() if status_by_exit_code[code] in ("survived", "no tests")]
        survivors += [get_diff_for_mutant(name, path=path) for name in unnoticed]
    Path("survivors.txt").write_text("\n\n".join(survivors), encoding="utf-8")
    print(f"The {len(survivors)} that no test noticed: {FOLDER / 'survivors.txt'}")


def main(modules: list[str]) -> None:
    copy()
    os.chdir(FOLDER)
    sys.path[:] = [path for path in sys.path if Path(path) not in (ROOT, ROOT / "tests")]  # the copy's modules, not the project's
    mutation_operators.extend([(cst.If, turned), (cst.CompIf, turned), (cst.Call, swapped)])
    config().only_mutate = modules or config().only_mutate
    cli(["run"], standalone_mode=False)
    report()


if __name__ == "__main__":
    main(sys.argv[1:])
