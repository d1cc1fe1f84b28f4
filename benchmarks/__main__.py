"""`python -m benchmarks [PART …]` (make bench): every figure of benchmarks/README.md, one Markdown table a part.

Parts: build, cost, profile, growth, series, load, save and lighthouse; without a name, all but the last, which takes a quarter of an hour, and
`cost`, which has two figures of others.
"""

from __future__ import annotations

import datetime as dt
import sys

from benchmarks import build_time, cost, growth, lighthouse, page_load, save, series, where

PARTS = {
    "build": build_time.main,
    "cost": cost.main,
    "growth": growth.main,
    "series": series.main,
    "load": page_load.main,
    "save": save.main,
    "profile": where.main,
    "lighthouse": lighthouse.main,
}
USUAL = ("build", "profile", "growth", "series", "load", "save")


def main(names: list[str]) -> None:
    print(f"{dt.date.today():%d %B %Y}, python -m benchmarks {' '.join(names)}".strip())
    for name in names or USUAL:
        if name not in PARTS:
            sys.exit(f"There is no part “{name}”; write one of {', '.join(PARTS)}")
        PARTS[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
