"""YAML that others wrote, as texts, lists and maps: a programme of another system, for instance. Data files have a reader of their own."""

from __future__ import annotations

from typing import Any

import yaml

MAX_NESTING = 20
"""Lists within lists of such a file."""


def read_plain(content: str) -> Any:
    """The data of a file; ValueError that says what is wrong with it and what to do, where it is broken or would take no end."""
    content = content.expandtabs(4)  # which other readers take, and PyYAML does not
    try:
        nesting = 0
        for event in yaml.parse(content, Loader=yaml.BaseLoader):
            line = event.start_mark.line + 1 if event.start_mark else 1
            nesting += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.AliasEvent):
                raise ValueError(f"has a reference (*) in line {line}; write there what is meant")
            if nesting > MAX_NESTING:
                raise ValueError(f"has lists within lists without end in line {line}; download it again")
        return yaml.load(content, Loader=yaml.BaseLoader)  # noqa: S506 - texts, lists and maps alone
    except yaml.YAMLError as wrong:
        mark = getattr(wrong, "problem_mark", None)
        raise ValueError(f"is cut off or broken{f' in line {mark.line + 1}' if mark else ''}; download it again") from None
