"""What the classes of a model say of their fields, in the sentence below each.

Pydantic can read them too (`use_attribute_docstrings`), but does so as each class is made: that takes longer than all else
of loading the model, and a build needs none of them.
"""

from __future__ import annotations

import ast
import functools
import inspect
import itertools
import sys
from types import ModuleType


def of_fields(model: type) -> dict[str, str]:
    """Field and sentence of each that has one."""
    return _by_class(sys.modules[model.__module__]).get(model.__name__, {})


@functools.cache
def _by_class(module: ModuleType) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for node in ast.parse(inspect.getsource(module)).body:
        if not isinstance(node, ast.ClassDef):
            continue
        for field, below in itertools.pairwise(node.body):
            match field, below:
                case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(sentence))):
                    found.setdefault(node.name, {})[name] = inspect.cleandoc(sentence)
    return found
