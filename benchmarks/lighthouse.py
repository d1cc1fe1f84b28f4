"""Lighthouse's four categories on every page in every language, as on a phone: `make lighthouse`.

The site is served with gzip and may be cached, as on GitHub Pages, but without encryption: Lighthouse lets localhost pass for secure.
The session is moved to the next year, so that scripts have to say how far away everything is. Every score below 100 is named with the
audits that cost it. Scripts' time is what Lighthouse counts as parsing and running them, on
its phone, whose processor is four times slower.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

from benchmarks.measure import CACHE, table
from benchmarks.page_weight import serve
from benchmarks.projects import installed_node, ours
from tests.conftest import LANGUAGES, SESSION12
from tests.render.test_site import PARTS, prefix
from tests.setup_tools import whole_chromium

LIGHTHOUSE = "lighthouse@12.8.2"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def audit(address: str) -> dict:
    """Lighthouse's report on a page."""
    program = CACHE / "node" / "node_modules" / "lighthouse" / "cli" / "index.js"
    flags = "--headless=new --no-sandbox --disable-background-networking --disable-component-update"
    command = [
        "node",
        str(program),
        address,
        "--quiet",
        "--output=json",
        f"--chrome-flags={flags}",
        f"--only-categories={','.join(CATEGORIES)}",
    ]
    ran = subprocess.run(command, env={**os.environ, "CHROME_PATH": whole_chromium() or ""}, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise SystemExit(f"Lighthouse failed at {address}:\n{ran.stderr}")
    return json.loads(ran.stdout)


def losses(report: dict, category: str) -> list[str]:
    """The audits that cost a category something."""
    audits = report["audits"]
    weighed = [reference["id"] for reference in report["categories"][category]["auditRefs"] if reference["weight"]]
    return [
        f"{name} ({audits[name].get('displayValue') or audits[name]['title']})"
        for name in weighed
        if audits[name]["score"] is not None and audits[name]["score"] < 1
    ]


def scripts(report: dict) -> float:
    """Milliseconds of the main thread that the page's scripts take; Lighthouse's own, which stand under no address, are left out."""
    addresses = report["audits"]["bootup-time"]["details"]["items"]
    return sum(each["scripting"] + each["scriptParseCompile"] for each in addresses if each["url"].startswith("http"))


def ahead() -> Path:
    """The site of session12 as if it were held next year."""
    data = CACHE / "ahead.yml"
    data.parent.mkdir(parents=True, exist_ok=True)
    data.write_text(SESSION12.read_text(encoding="utf-8").replace("2025-", f"{dt.date.today().year + 1}-"), encoding="utf-8")
    built = ours(CACHE / "ahead", data)
    built.run()
    return built.site


def main() -> None:
    if missing := installed_node(LIGHTHOUSE):
        print(f"\nLighthouse is missing: {missing}")
        return
    rows, lost = [], []
    with serve(ahead()) as base:
        for part in PARTS:
            name = part.strip("/") or "first page"
            scores: dict[str, list[int]] = {category: [] for category in CATEGORIES}
            times: list[tuple[float, float, float]] = []
            for language in LANGUAGES:
                report = audit(base + prefix(language) + part)
                times.append(
                    (
                        scripts(report),
                        *(report["audits"][name]["numericValue"] for name in ("largest-contentful-paint", "cumulative-layout-shift")),
                    )
                )
                for category in CATEGORIES:
                    score = round(report["categories"][category]["score"] * 100)
                    scores[category].append(score)
                    if score < 100:
                        lost.append((f"{language} {name}", f"{category} {score}", "; ".join(losses(report, category))))
            script, paint, moved = zip(*times, strict=True)
            taken = f"{statistics.median(script):.0f} ({min(script):.0f} – {max(script):.0f})"
            rows.append((name, *(str(min(scores[category])) for category in CATEGORIES), taken, f"{max(paint):.0f}", f"{max(moved):.3f}"))
            print(rows[-1], file=sys.stderr, flush=True)
    print(
        f"\n### {LIGHTHOUSE}, mobile: the lowest score of {len(LANGUAGES)} languages; of scripts' time the "
        "median and the range, of LCP and CLS the worst\n"
    )
    print(table(("page", *CATEGORIES, "scripts, ms", "LCP, ms", "CLS"), rows))
    if lost:
        print("\n" + table(("page", "score", "audits that cost it"), lost))
