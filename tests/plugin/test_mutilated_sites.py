"""Mutilated pages, configurations, catalogues and overrides: each site is built, or refused in words with the file; no traceback, and the
last site untouched. What does so to data files is tests/source/test_mutilated_files.py."""

from __future__ import annotations

import collections
import gc
import itertools
import json
import os
import random
import re
import runpy
import shutil
import signal
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from microsite.plugin.plugin import Microsite
from tests import forked
from tests.conftest import ROOT, own_template
from tests.plugin.test_build import replace
from tests.plugin.test_own_files import put, small
from tests.source.test_mutilated_files import mutant
from tests.strategies import NASTY

PAGE = """---
title: Before you travel
description: Visas and badges
template: main.html
---

A visa takes **three weeks**.[^1] The desk :material-clock-outline: opens [before the session](agenda.md).

[^1]: At some embassies it takes longer.

## Documents

!!! warning "Bring your passport"

    Without it nobody is let in.

=== "By train"

    Tram 15, see [the plan](plan.txt) and [documents](#documents).

??? question

    ``` yaml title="session.yml" hl_lines="2"
    agenda:
      status: final
    ```

| From    | Minutes |
|---------|--------:|
| Station |      12 |

<figure markdown="span">
  ![Plan](plan.txt){ width="300" }
</figure>

- [x] Passport
"""
CATALOGUE = """# Ours
msgid ""
msgstr ""
"Language: fr\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"
"Content-Type: text/plain; charset=utf-8\\n"

#. Title of a page.
msgid "Agenda"
msgstr "Programme"

#, python-format
msgid "Only the text in %(languages)s is official."
msgstr "Seul le texte en %(languages)s fait foi."

#, fuzzy
msgid "Contact"
msgstr "Nous joindre"

msgid "in {n} days"
msgid_plural "in {n} days"
msgstr[0] "dans {n} jour"
msgstr[1] "dans {n} jours"
"""
MORE = """repo_url: https://github.com/example/site
nav:
  - index.md
  - More:
    - practical.md
    - visa.md
  - Harbour: https://harbour.example/
not_in_nav: accessibility.md
exclude_docs: drafts/
markdown_extensions:
  - toc: {permalink: true}
extra: {year: 2027}
validation:
  links:
    anchors: warn
watch: [data]
"""
NAMES = """fr.md .md .fr.md fr.fr.md index.fr.fr.md visa.fr.fr.md index.md README.md readme.md a.b.c.md a..md ..a.md -.md --help.md
a%20b.md %.md a%2Fb.md a#b.md a?b.md a&b.md a;b.md a:b.md a'b.md a"b.md a\\b.md a|b.md a*b.md <b>.md {{b}}.md {%b%}.md $b.md ~b.md
index index.html agenda agenda.html agenda/x.md fr/x.md fr/index.md fr/x.txt en.md en/x.md it/x.md calendar/x.md calendar.md assets/x.md
assets.md assets/microsite.css 404.md 404.html robots.txt robots.md sitemap.xml sitemap.xml.gz search-pages.json CNAME .nojekyll x.MD x.markdown
x.fr.MD VISA.md Visa.fr.md x.mkd x.html x.html.md x.js con.md nul.md x.pt-BR.md x.zh-Hant.md x.en_GB.md templates/x.md site/x.md docs/docs.md
x.yml x.css x.fr.txt fr/fr.md fr/fr.fr.md fr.txt fr x.en.md plan.fr.txt visa/index.md visa.md/x.md index.md/x plan.txt/x""".split()
NAMES += [
    "a b.md",
    " .md",
    "a .md",
    "\u00e9.md",
    "e\u0301.md",
    "\u4e2d\u6587.md",
    "\u0645.fr.md",
    "\U0001f680.md",
    "\u202e.md",
    "a\u200bb.md",
    "x" * 240 + ".md",
]
NAMES += ["a\nb.md", "a\tb.md", b"\xff.md".decode("utf-8", "surrogateescape"), "x" * 250 + ".txt", "/".join("abcdefgh") + "/x.md"]
ENCODINGS = ("latin-1", "cp1251", "utf-16", "utf-16-be", "utf-32", "utf-8-sig", "shift_jis", "utf-7", "cp037")
FIELDS = """title: 1|title: [a]|title: {a: b}|title: ~|title: 2027-01-01|part: [a]|part: {a: b}|part: agenda|part: Agenda|part: 1|part:
part: ../agenda|template: nothing.html|template: 1|template: [a]|template: ../x.html|template: pages/agenda.html|description: [a]
status: x|hide: [toc]|date: 2027-13-45|tags: x|<<: *a|title: a: b|- a|a|{}|...|!!python/object:os.system|&a title: *a""".replace(
    "\n", "|"
).split("|")


def page(source: random.Random, site: Path) -> str:
    """A page is changed, has other fields, another name or another encoding; returns what a message must name."""
    match source.randrange(5):
        case 0:
            return named(site / "docs", source.choice(NAMES), PAGE.replace("visa.md", "agenda.md").encode(), source)
        case 1:
            field = source.choice(FIELDS)
            text = re.sub(source.choice(["^title.*", "^template.*", "^description.*"]), lambda _: field, PAGE, count=1, flags=re.MULTILINE)
            return put_changed(site / "docs/visa.md", text.encode())
        case 2:
            text = f"{source.choice(NASTY)}\n{PAGE}" if source.random() < 0.5 else f"{PAGE}\n{source.choice(NASTY)}\n"
            return put_changed(site / "docs/visa.md", text.encode(source.choice(ENCODINGS), "replace"))
        case _:
            name = source.choice(("visa.md", "visa.md", "agenda.md", "index.fr.md"))
            return put_changed(site / "docs" / name, mutant((site / "docs" / name).read_bytes(), source.randrange(10**9)))


def named(docs: Path, name: str, content: bytes, source: random.Random) -> str:
    """Another file in docs/, in the place of one of its name. What a message names may be written otherwise."""
    path = docs / name
    try:
        if path.is_dir() or any(each.is_file() for each in path.parents):
            return ""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError:  # names that this disk does not take
        return ""
    return re.escape(name.partition("/")[0][:20]) if name.isprintable() else "docs/"


def put_changed(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    return re.escape(path.name) + "|docs/"


def configuration(source: random.Random, site: Path) -> str:
    """In most mutants values of another type, which are YAML still: what isn't is refused by MkDocs before it knows the plugin."""
    path = site / "mkdocs.yml"
    content = path.read_bytes()
    if source.random() < 0.7:
        for _ in range(source.choice((1, 1, 2))):
            values = list(re.finditer(rb"(?<=: )[^\s,{}\[\]#]+(?=[\n,}])", content))
            start, end = source.choice(values).span()
            content = content[:start] + source.choice(OTHER_VALUES).encode() + content[end:]
    elif source.random() < 0.3:
        content = content.decode().encode(source.choice(ENCODINGS), "replace")
    else:
        content = mutant(content, source.randrange(10**9))
    path.write_bytes(content)
    return r"mkdocs\.yml|Config value|docs/|data/|overrides/|i18n|'\S+\.md'|nav"


OTHER_VALUES = (
    """[] {} ~ '' 0 1 -1 1.5 true false [a] [[]] [1] [~] x ../x /x . docs docs/ data overrides site en fr FR fr-CA
en_US zz null 2027-01-01 12:30 https://example.org https://example.org/x?y#z http:// index.md agenda.md nothing.md *.md material mkdocs readthedocs
data/session.yml overrides/locales docs/visa.md "#0a5c8c" "#fff" agenda event [agenda] [nothing] suffix folder warn info""".split()
    + ["{a: b}", "{1: 2}", "'a b'", "[a, a]", "[agenda, event]", "{en: [a]}", "\u4e2d"]
)


def catalogue(source: random.Random, site: Path) -> str:
    path = site / "overrides/locales/fr.po"
    content = path.read_bytes()
    if source.random() < 0.1:
        content = content.decode().encode(source.choice(ENCODINGS), "replace")
    path.write_bytes(mutant(content, source.randrange(10**9)))
    return r"overrides/locales/fr\.po|fr has no catalogue"


def override(source: random.Random, site: Path) -> str:
    """A template, style or script of the site's own is changed."""
    path = source.choice(sorted(path for path in (site / "overrides").rglob("*") if path.suffix in (".html", ".css", ".js")))
    content = path.read_bytes()
    if source.random() < 0.1:
        content = content.decode().encode(source.choice(ENCODINGS), "replace")
    for _ in range(source.choice((1, 1, 2))):
        at = source.randrange(len(content) + 1)
        content = source.choice(
            (
                mutant(content, source.randrange(10**9)),
                content[:at] + source.choice(TEMPLATE_PARTS).encode() + content[at:],
                content[:at] + source.choice(NASTY).encode() + content[at:],
            )
        )
    path.write_bytes(content)
    return r"overrides/|docs/\S+\.md"


TEMPLATE_PARTS = """{{ nothing }}|{{ nothing.there }}|{{ page.nothing }}|{{ session.number / 0 }}|{{ t.nothing() }}|{{ t.line() }}|{{ t.line(1) }}
{% for x in 1 %}{% endfor %}|{% for x in session %}{{ x }}{% endfor %}|{% if %}|{% endif %}|{% include "nothing.html" %}|{% include "parts/footer.html" %}
{% extends "main.html" %}|{% import "parts/footer.html" as x %}{{ x.y() }}|{{ url("nothing") }}|{{ asset("nothing.css") }}|{{ "x" | nothing }}|{{ 1 + "a" }}
{% raw %}|{#|{{|}}|%}|{% macro x() %}|{% block content %}{% endblock %}|{{ super() }}|{{ _("%(a)s") }}|{{ _() }}|{{ caller() }}|{% set page = 1 %}
{{ session.title.nothing }}|{{ "a".encode("utf-16").decode() }}|{{ [][1] }}|{{ {}["a"] }}|{{ lipsum(1, min=0) }}|{{ x() }}|{{ range(3) | sum(1, 2) }}""".replace(
    "\n", "|"
).split("|")
OVERRIDES = ("parts/footer.html", "pages/practical.html", "main.html", "404.html", "assets/blocks.css", "assets/moments.js")
KINDS: dict[str, Callable[[random.Random, Path], str]] = {
    "pages": page,
    "configurations": configuration,
    "catalogues": catalogue,
    "overrides": override,
}
BEGAN = ".began"
"""A file that says that MkDocs has loaded the plugin."""
PATIENCE = 60
"""Seconds until a build that hangs is given up."""


def base(folder: Path, kinds: Iterable[str]) -> Path:
    """The site that the mutants of these kinds are made of, in English and French."""
    small(folder, **{"visa.md": PAGE, "plan.txt": "x", "agenda.md": "---\npart: agenda\n---\nBring a pencil.\n"})
    put(folder / "docs", **{"index.fr.md": "---\npart: event\ntitle: Overview\n---\n!!! info\n\n    Bonjour\n"})
    replace(folder / "mkdocs.yml", "strict: true\n", f"strict: true\n{MORE}")
    replace(folder / "mkdocs.yml", "theme: {", "theme: {notices: !!python/name:microsite.plugin.notices.SHOWN , ")
    put(folder, **{"overrides/locales/fr.po": CATALOGUE})
    for name in OVERRIDES if "overrides" in kinds else ():
        own_template(folder, name)
    return folder


def main() -> None:
    """In a process of its own: what becomes of some mutants, each built in a fork of it in which everything is loaded."""
    kinds, first, last = sys.argv[1].split(","), int(sys.argv[2]), int(sys.argv[3])
    signal.alarm(0)
    warm, site = Path("base").resolve(), Path("site").resolve()
    _load_everything(warm)
    log = Path("log").resolve()
    found: collections.Counter[str] = collections.Counter()
    faults = []
    for kind, seed in itertools.product(kinds, range(first, last)):
        shutil.rmtree(site, ignore_errors=True)
        shutil.copytree(warm, site)
        shutil.rmtree(site / "site")
        (site / BEGAN).unlink()
        put(site / "site", **{"index.html": "the last one"})
        names = KINDS[kind](random.Random(seed), site)
        code = _build(site, log)
        began = (site / BEGAN).exists()
        words = log.read_text(encoding="utf-8", errors="replace")
        traceback = "a traceback" if "Traceback" in words else "refused"
        found["built" if code == 0 else "refused" if began else f"{traceback} by MkDocs alone"] += 1
        if fault := _fault(site, code, words, names if began else "", began):
            faults.append((kind, seed, fault, words[-1500:]))
    print(json.dumps([found, faults]))


def _load_everything(site: Path) -> None:
    """Build a site in this process, so that its forks have read what each build reads."""
    os.chdir(site)
    begin = Microsite.on_startup

    def begin_and_note(self: Microsite, *, command: str, dirty: bool) -> None:
        begin(self, command=command, dirty=dirty)
        Path(BEGAN).touch()

    Microsite.on_startup = begin_and_note
    config = load_config(str(site / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    os.chdir(site.parent)
    gc.freeze()


def _build(site: Path, log: Path) -> int:
    """The exit code of `mkdocs build`; what it says is in `log`."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    signal.alarm(PATIENCE)
    gc.disable()  # it would copy all that the parent has, and there is memory enough for one build
    for number in (1, 2):
        os.dup2(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND), number)
    os.chdir(site)
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    sys.argv[:] = ["mkdocs", "--quiet", "build"]
    code = forked.ended(lambda: runpy.run_module("mkdocs", run_name="__main__", alter_sys=True))
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _fault(site: Path, code: int, words: str, names: str, began: bool) -> str:
    """What is wrong with how a build ended; empty where nothing is. What ends before MkDocs knows the plugin is no word of ours."""
    if began and "Traceback" in words or code not in (0, 1):
        return f"a traceback or code {code}"
    there = sorted(path.relative_to(site / "site").as_posix() for path in (site / "site").rglob("*") if path.is_file())
    if code and there != ["index.html"]:
        return f"the last site was touched: {there}"
    if began and not code and len(there) < 20:
        return f"the site is not whole: {there}"
    if list(site.glob(".site-*")):
        return "something is left beside the site"
    return "" if not code or re.search(names, words) else f"nothing names {names}"


def outcomes(tmp_path: Path, kinds: Iterable[str], seeds: range) -> dict[str, int]:
    """How many mutants are built and how many refused; AssertionError with the first that is neither, its kind and its seed."""
    (tmp_path / "base").mkdir()
    base(tmp_path / "base", kinds)
    program = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from tests.plugin.test_mutilated_sites import main; main()"
    ran = forked.python(tmp_path, ("-c", program, ",".join(kinds), str(seeds.start), str(seeds.stop)), {})
    assert ran.returncode == 0, ran.stderr
    found, faults = json.loads(ran.stdout.split("\n")[-2])
    assert not faults, f"{len(faults)} of {len(seeds)}: {[seed for _, seed, *_ in faults]}\n" + "\n".join(map(str, faults[0]))
    return found


def test_mutants_build_or_are_refused_by_name(tmp_path: Path) -> None:
    """Two of each kind in every run."""
    assert sum(outcomes(tmp_path, KINDS, range(2)).values()) == 2 * len(KINDS)


@pytest.mark.slow
@pytest.mark.parametrize("start", range(1000, 3000, 250))
@pytest.mark.parametrize("kind", KINDS)
def test_two_thousand_mutants(tmp_path: Path, kind: str, start: int) -> None:
    """Others than in every run; both things happen. What became of them is printed with `-s`."""
    found = outcomes(tmp_path, [kind], range(start, start + 250))
    print(f"{kind} {start}: {found}")
    assert found.get("built") and len(found) > 1
