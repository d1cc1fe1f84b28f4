"""`python -m benchmarks [PART …]` (make bench): every figure of benchmarks/README.md, one Markdown table a part.

Parts: build, growth, load, serve; lighthouse only when named. Without one, the four.
"""

from __future__ import annotations

import datetime as dt
import sys

from benchmarks import build_time

PARTS = {"build": build_time.main}


def main(names: list[str]) -> None:
    print(f"{dt.date.today():%d %B %Y}: python -m benchmarks {' '.join(names)}")
    for name in names or PARTS:
        if name not in PARTS:
            sys.exit(f"There is no part “{name}”; write one of {', '.join(PARTS)}")
        PARTS[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
