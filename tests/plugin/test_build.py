"""`mkdocs build` as a whole: it builds everything or leaves the last site, and says why in words."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from microsite.localize.catalogues import read_words_pot
from microsite.plugin import deployment
from microsite.source.loading import load
from tests.cli.test_cli import microsite
from tests.conftest import DATA, LANGUAGES, ROOT, Built, in_languages, in_two_languages, mkdocs, own_template


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def said(ran: subprocess.CompletedProcess[str]) -> str:
    """What a failed build says, without the logger's mark."""
    assert ran.returncode == 1 and "Traceback" not in ran.stderr
    return ran.stderr.strip().removeprefix("ERROR   -  ")


def last(ran: subprocess.CompletedProcess[str]) -> str:
    """The last line of it, where MkDocs says first which page it was at."""
    return said(ran).split("\n")[-1].removeprefix("ERROR   -  ")


@pytest.fixture
def standing(new_project: Callable[..., Path], twelfth: Built) -> Path:
    """A project with a site that was built before."""
    folder = new_project()
    shutil.copytree(twelfth.folder, folder / "site")
    return folder


def test_a_bad_file_leaves_the_last_site(standing: Path) -> None:
    """Every problem at its line, exit 1, no traceback, and the site that stood still stands."""
    before = tree(standing / "site")
    data = standing / "data" / "session12.yml"
    replace(data, "end: 2025-10-29}", "end: 2025-10-27}")
    replace(data, "zone: Europe/Zurich", "zone: Europe/Geneva")
    ran = mkdocs(standing)
    lines = data.read_text(encoding="utf-8").split("\n")
    dates, zone = (next(number for number, line in enumerate(lines, 1) if line.startswith(key)) for key in ("dates:", "zone:"))
    assert said(ran).split("\n") == [
        "2 errors; nothing was published:",
        f"data/session12.yml:{dates}:33: error: dates.end: is 2025-10-27, before the start 2025-10-28; swap them or correct one",
        f"data/session12.yml:{zone}:7: error: zone: “Europe/Geneva” is not a time zone; write its place, for instance Europe/Zurich",
    ]
    assert tree(standing / "site") == before
    assert [path.name for path in standing.glob(".site-*")] == []


def test_a_warning_in_the_last_language_leaves_the_last_site(standing: Path) -> None:
    """A page for Spanish, the last pass, with a link to nowhere: strict stops the build, and nothing is published."""
    before = tree(standing / "site")
    (standing / "docs" / "visa.es.md").write_text("# Visado\n\n[nada](nothing.md)\n", encoding="utf-8")
    ran = mkdocs(standing, "build")
    assert ran.returncode == 1
    assert "nothing.md" in ran.stderr and "Traceback" not in ran.stderr
    assert tree(standing / "site") == before
    assert [path.name for path in standing.glob(".site-*")] == []


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs a signal that cannot be caught")
@pytest.mark.parametrize("seconds", [0.3, 0.9, 1.3, 1.7])
def test_a_killed_build_leaves_a_whole_site(standing: Path, seconds: float) -> None:
    """Killed at whatever moment, the site is the last one or the new one; the next build clears what is left. (`make test` has the same
    of two languages: `test_killed_at_many_moments`.)"""
    before = tree(standing / "site")
    replace(standing / "data" / "session12.yml", "symbol: C. 9284", "symbol: C. 9999")
    build = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "--quiet", "build"], cwd=standing, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(seconds)
    build.send_signal(signal.SIGKILL)
    build.wait()
    after = tree(standing / "site")
    assert after == before or (
        set(after) >= {"index.html", "404.html", "sitemap.xml", "search-pages.json", "es/practical/index.html"}
        and "C. 9999" in (standing / "site/take-part/index.html").read_text()
    )
    assert mkdocs(standing).returncode == 0
    assert [path.name for path in standing.glob(".site-*")] == []
    assert "C. 9999" in (standing / "site/ar/take-part/index.html").read_text(encoding="utf-8")


def test_same_input_same_bytes(new_project: Callable[..., Path], twelfth: Built) -> None:
    """With SOURCE_DATE_EPOCH, two builds in two folders, with other locale, zone and hash seed, are the same."""
    folder = in_two_languages(new_project())
    variables = {"SOURCE_DATE_EPOCH": "1758672000"}
    assert mkdocs(folder, PYTHONHASHSEED="1", TZ="Asia/Tokyo", LC_ALL="C", **variables).returncode == 0
    first = tree(folder / "site")
    other = folder.parent / "elsewhere"
    folder.rename(other)
    shutil.rmtree(other / "site")
    assert mkdocs(other, PYTHONHASHSEED="2", TZ="America/Lima", LC_ALL="C.UTF-8", **variables).returncode == 0
    assert tree(other / "site") == first


@pytest.mark.slow
def test_kept_templates_change_no_byte(new_project: Callable[..., Path]) -> None:
    """With the templates that the last build compiled, the site is the same."""
    folder = in_two_languages(new_project(ROOT / "tests" / "data" / "full.yml"))
    shutil.rmtree(folder / ".cache")
    own_template(folder, "parts/footer.html")  # which no installation has compiled
    trees = []
    for _ in range(2):
        assert bool(list(folder.glob(".cache/templates/*/*"))) == bool(trees)
        assert mkdocs(folder, SOURCE_DATE_EPOCH="1758672000").returncode == 0
        trees.append(tree(folder / "site"))
        shutil.rmtree(folder / "site")
    assert trees[0] == trees[1]


def test_a_changed_template_is_compiled_anew(new_project: Callable[..., Path]) -> None:
    """What was kept of it is not used; and a folder that nothing can be kept in stops no build."""
    folder = in_two_languages(new_project(DATA / "minimal.yml"))
    assert mkdocs(folder).returncode == 0
    replace(own_template(folder, "parts/footer.html"), '<footer class="footer">', '<footer class="footer changed">')
    assert mkdocs(folder).returncode == 0
    assert '<footer class="footer changed">' in (folder / "site" / "index.html").read_text(encoding="utf-8")
    shutil.rmtree(folder / ".cache")
    (folder / ".cache").write_text("", encoding="utf-8")
    assert mkdocs(folder).returncode == 0


def test_languages_in_another_order_give_the_same_pages(new_project: Callable[..., Path], twelfth: Built) -> None:
    """Nothing leaks from one language's pass into the next: each page is the same but for the order of its menu."""
    folder = new_project()
    text = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    lines = text.split("\n")
    languages = [line for line in lines if "{locale:" in line]
    for place, line in zip([number for number, line in enumerate(lines) if "{locale:" in line], reversed(languages), strict=True):
        lines[place] = line
    (folder / "mkdocs.yml").write_text("\n".join(lines), encoding="utf-8")
    assert mkdocs(folder).returncode == 0
    for language in LANGUAGES:
        for page in twelfth.of(language):
            other = folder / "site" / page.path.relative_to(twelfth.folder)
            assert sorted(other.read_text(encoding="utf-8").split("\n")) == sorted(page.source.split("\n"))


def test_free_pages_need_no_python(new_project: Callable[..., Path]) -> None:
    """A page for all, translated into French; and one for Spanish alone. Both are in the menu where they are written."""
    folder = in_languages(new_project(), "en", "fr", "zh", "es")
    docs = folder / "docs"
    (docs / "visa.md").write_text(
        "---\ntitle: Visas\n---\nAsk **early**.\n\n## Documents\n\nA passport. See the [agenda](agenda.md).\n", encoding="utf-8"
    )
    (docs / "visa.fr.md").write_text("---\ntitle: Visas (fr)\n---\nDemandez tôt.\n", encoding="utf-8")
    (docs / "hotel.es.md").write_text("# Hoteles\n\nCerca de la sede.\n", encoding="utf-8")
    assert mkdocs(folder).returncode == 0
    site = folder / "site"
    english, french, chinese = (
        (site / name).read_text(encoding="utf-8") for name in ("visa/index.html", "fr/visa/index.html", "zh/visa/index.html")
    )
    assert "<strong>early</strong>" in english and 'href="../agenda/"' in english and "<h1>Visas</h1>" in english
    assert "Demandez tôt." in french and 'lang="en"' not in french.split('<div class="text"')[1]
    assert '<div class="text" lang="en" dir="ltr">' in chinese and "英文" in chinese
    assert '<link rel="canonical" href="https://example.github.io/conference-microsite/visa/">' in chinese
    assert (
        'hreflang="zh" href="https' not in english
        and 'hreflang="fr" href="https://example.github.io/conference-microsite/fr/visa/"' in english
    )
    assert "Hoteles" in (site / "es/hotel/index.html").read_text(encoding="utf-8")
    assert "Hoteles" in (site / "es/index.html").read_text(encoding="utf-8")
    assert "Hoteles" not in (site / "index.html").read_text(encoding="utf-8") and not (site / "hotel").exists()


CONFIGURATIONS = {
    "no address": (
        'site_url: !ENV [SITE_URL, "https://example.github.io/conference-microsite/"]',
        "",
        "mkdocs.yml: site_url is missing; give the address the site will have, for instance https://OWNER.github.io/REPOSITORY/",
    ),
    "no accent": (
        'accent: "#0a5c8c"',
        "accent: blue",
        "mkdocs.yml: accent is “blue”; write a colour as # and six digits, for instance #0a5c8c",
    ),
    "a pale accent": (
        'accent: "#0a5c8c"',
        'accent: "#88bbee"',
        "mkdocs.yml: accent #88bbee has a contrast of 2.0 with white, and 4.5 is needed to read it; choose a darker one",
    ),
    "no such file": (
        "session: data/session12.yml",
        "session: data/session13.yml",
        "1 error; nothing was published:\ndata/session13.yml:1:1: error: can't be read (no "
        "such file or directory); check the name and where it is",
    ),
}


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_configuration_mistakes_are_one_sentence(new_project: Callable[..., Path], name: str) -> None:
    """What is wrong in mkdocs.yml is said at start."""
    folder = new_project()
    old, new, message = CONFIGURATIONS[name]
    replace(folder / "mkdocs.yml", old, new)
    ran = mkdocs(folder)
    assert said(ran) == message


def test_a_page_with_an_unknown_part(new_project: Callable[..., Path]) -> None:
    """A thin page that asks for a template that is not there."""
    folder = new_project()
    (folder / "docs" / "speakers.md").write_text("---\npart: speakers\ntitle: Speakers\n---\n", encoding="utf-8")
    ran = mkdocs(folder)
    known = "accessibility, agenda, documents, event, news, people, points, practical, prior-sessions, take-part, webcast"
    assert said(ran) == f"docs/speakers.md: part “speakers” has no template pages/speakers.html; write one of {known}"


def test_locks_name_no_host_and_have_hashes() -> None:
    """The lock files install the same everywhere, from whatever registry a machine has."""
    for name in ("requirements.txt", "requirements-test.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text and "--index" not in text
        assert text.count("==") <= text.count("--hash=sha256:")
        assert "mkdocs==1." in text


def test_a_quiet_build_is_strict_too(standing: Path) -> None:
    """`make site` builds with --quiet: a link to nowhere stops it all the same."""
    in_languages(standing, "en")
    before = tree(standing / "site")
    (standing / "docs" / "visa.md").write_text("# Visa\n\n[nothing](nothing.md)\n", encoding="utf-8")
    ran = mkdocs(standing, "--quiet", "build")
    assert ran.returncode == 1 and "nothing.md" in ran.stderr
    assert tree(standing / "site") == before


MISTAKES = {
    "a part twice": (
        lambda folder: (folder / "docs/programme.md").write_text("---\npart: agenda\n---\n"),
        "docs/programme.md: part “agenda” has a page already, docs/agenda.md; keep one of the two",
    ),
    "a part without a page": (
        lambda folder: (folder / "docs/agenda.fr.md").write_text("---\ntitle: Agenda\n---\n"),
        "docs/agenda.fr.md is the page of agenda in fr, and does not say so; add `part: agenda` to its head",
    ),
    "front matter": (
        lambda folder: (folder / "docs/news.md").write_text("---\ntitle: a: b\n---\nX\n"),
        'docs/news.md:2:1: error: has a colon in its text; put quotes around it: `title: "a: b"`',
    ),
    "a page in a language that is not built": (
        lambda folder: (folder / "docs/visa.de.md").write_text("# Visum\n"),
        "docs/visa.de.md is for the language “de”, which is not built; add it under i18n in mkdocs.yml, or take the dot out of the name",
    ),
    "a style sheet as MkDocs has it": (
        lambda folder: replace(folder / "mkdocs.yml", "strict: true", "extra_css: [own.css]\nstrict: true"),
        "mkdocs.yml: extra_css is for MkDocs' own pages, and these would not load it; delete it, and change a copy that "
        "`microsite override assets/microsite.css` makes",
    ),
    "an address of another kind": (
        lambda folder: (folder / "mkdocs.yml").write_text(
            re.sub("(?m)^site_url:.*", "site_url: ftp://x/", (folder / "mkdocs.yml").read_text(encoding="utf-8")), encoding="utf-8"
        ),
        "mkdocs.yml: site_url is ftp://x/; write an address that begins with https://",
    ),
    "a page whose name ends in capitals": (
        lambda folder: (folder / "docs/VISA.MD").write_text("# Visa\n"),
        "docs/VISA.MD would be published as it is written; rename it to docs/VISA.md, and it is a page",
    ),
    "a site in the place of the data": (
        lambda folder: replace(folder / "mkdocs.yml", "strict: true", "site_dir: data\nstrict: true"),
        "data is where the site is published, and holds data/session12.yml, which would be deleted; write another folder as site_dir in "
        "mkdocs.yml, or delete the link",
    ),
    "a link to the whole project": (
        lambda folder: (folder / "site").symlink_to("."),
        "site is where the site is published, and holds mkdocs.yml, which would be deleted; write another folder as site_dir in mkdocs.yml, "
        "or delete the link",
    ),
    "a player on the site's own server": (
        lambda folder: replace(folder / "data/session12.yml", "\nwebcast:", "\nwebcast:\n  hosts: [example.github.io]"),
        "data/session12.yml:485:11: error: webcast.hosts[0]: “example.github.io” is the site's own server; put its players on another, or "
        "give their files as `video`",
    ),
    "a locale": (
        lambda folder: replace(folder / "mkdocs.yml", "{en: en-GB}", "{en: en_GB}"),
        "mkdocs.yml: “en_GB” is not a language that is known; write one such as fr, en-GB or zh-TW, with a hyphen",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_mistakes_around_the_data_are_one_sentence(new_project: Callable[..., Path], name: str) -> None:
    """In pages, catalogues and mkdocs.yml."""
    folder = new_project()
    spoil, message = MISTAKES[name]
    spoil(folder)
    assert said(mkdocs(folder)) == message


def test_a_broken_catalogue_is_named_with_its_line(new_project: Callable[..., Path]) -> None:
    """A quote that is not closed, or a placeholder that was translated."""
    folder = new_project()
    path = folder / "overrides" / "locales" / "fr.po"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("l’invitation (%(symbol)s)", "l’invitation (%(symbole)s)"), encoding="utf-8")
    message = said(mkdocs(folder))
    assert message.startswith("overrides/locales/fr.po:") and "does not have the same placeholders as" in message


def test_missing_words_are_told_and_stop_nothing(new_project: Callable[..., Path]) -> None:
    """One line for the language, the same from `mkdocs build`, which is strict here, and from `microsite check`; Brazil's words are whole
    with those of Portuguese."""
    folder = new_project()
    replace(folder / "mkdocs.yml", "{locale: es, name: Español, build: true}", "{locale: nl, name: Nederlands, build: true}")
    replace(folder / "mkdocs.yml", "{locale: ru, name: Русский, build: true}", "{locale: pt-BR, name: Português, build: true}")
    in_languages(folder, "en", "nl", "pt-BR")
    own = 'msgid "Agenda"\nmsgstr "Programma"\n\n#, fuzzy\nmsgid "Search"\nmsgstr "Zoek"\n'
    (folder / "overrides" / "locales" / "nl.po").write_text(own, encoding="utf-8")
    (folder / "overrides" / "locales" / "pt-BR.po").write_text('msgid "Agenda"\nmsgstr "Agenda do Brasil"\n', encoding="utf-8")
    number = len(read_words_pot())
    told = (
        f"overrides/locales/nl.po:5:1: warning: nl: {number - 1} of {number} words of the interface are missing (1 of them marked fuzzy), "
        "and pages show them in English; run `microsite words nl`, and translate what this file lacks"
    )
    ran = mkdocs(folder, "build")
    assert ran.returncode == 0, ran.stderr
    assert [line for line in ran.stderr.splitlines() if "words of the interface" in line] == [told]
    checked = microsite("check", cwd=folder)
    assert checked.returncode == 0 and [line for line in checked.stdout.splitlines() if "which no page is in" not in line] == [told]
    dutch, brazilian = ((folder / "site" / name / "agenda" / "index.html").read_text(encoding="utf-8") for name in ("nl", "pt-BR"))
    assert "<h1>Programma</h1>" in dutch and ">Search</button>" in dutch
    assert "<h1>Agenda do Brasil</h1>" in brazilian and ">Pesquisar</button>" in brazilian


def test_files_with_a_language_in_their_name_stay_where_the_data_says(new_project: Callable[..., Path]) -> None:
    """static-i18n takes agenda.fr.pdf for a French agenda.pdf; the links of the data lead to the name that was written."""
    folder = in_languages(new_project(), "en", "fr")
    (folder / "docs" / "files" / "agenda.fr.pdf").write_bytes(b"%PDF-1.4")
    assert mkdocs(folder).returncode == 0
    assert (folder / "site" / "files" / "agenda.fr.pdf").read_bytes() == b"%PDF-1.4"


def test_what_mkdocs_leaves_out_is_not_published(new_project: Callable[..., Path]) -> None:
    """What `exclude_docs` and `draft_docs` name, and files whose name begins with a dot."""
    folder = in_two_languages(new_project())
    kept = {
        "drafts/plan.txt": False,
        "files/budget.draft.pdf": False,
        ".env": False,
        "files/.~lock.agenda.docx#": False,
        "files/plan.v2.pdf": True,
        "notes.txt": True,
    }
    for name in kept:
        (folder / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "docs" / name).write_text("x", encoding="utf-8")
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write('\nexclude_docs: drafts/\ndraft_docs: "*.draft.pdf"\n')
    assert mkdocs(folder).returncode == 0
    assert {name: (folder / "site" / name).exists() for name in kept} == kept


def test_names_of_free_pages_and_lines_of_the_menu(new_project: Callable[..., Path]) -> None:
    """A page may have any name and a template of its own; the menu has links elsewhere, and what is in sections; a text beside the data
    says its language."""
    folder = in_languages(new_project(), "en", "fr", "ar")
    (folder / "docs" / "hébergement.md").write_text("# Hébergement\n", encoding="utf-8")
    (folder / "docs" / "visa info.md").write_text("---\ntemplate: form.html\n---\n# Visa\n", encoding="utf-8")
    form = '{% extends "main.html" %}{% block content %}<p class="form">{{ page.title }}</p>{{ super() }}{% endblock %}'
    (folder / "overrides" / "form.html").write_text(form, encoding="utf-8")
    (folder / "docs" / "take-part.md").write_text(
        (folder / "docs" / "take-part.md").read_text(encoding="utf-8") + "\nBring a badge.\n", encoding="utf-8"
    )
    replace(
        folder / "mkdocs.yml",
        "  - practical.md\n",
        "  - More:\n    - practical.md\n    - visa info.md\n  - Harbour: https://harbour.example/\n",
    )
    ran = mkdocs(folder)
    assert ran.returncode == 0, ran.stderr
    built = Built(folder, load(folder / "data/session12.yml").session)
    menu = [
        (" ".join(link.itertext()), link.get("href"))
        for link in built.pages["fr/agenda/index.html"].tree.iterfind(".//nav[@id='_pages']//a")
    ]
    assert (
        ("Visa", "../../fr/visa%20info/") in menu
        and ("Harbour", "https://harbour.example/") in menu
        and ("Hébergement", "../../fr/h%C3%A9bergement/") in menu
    )
    assert any("Informations pratiques" in title for title, _ in menu)
    assert '<p class="form">Visa</p>' in built.pages["fr/visa info/index.html"].source
    assert '<div lang="en" dir="ltr" data-fallback><p>Bring a badge.</p></div>' in built.pages["ar/take-part/index.html"].source
    assert '<div lang="en"' not in built.pages["take-part/index.html"].source


def test_links_to_places_in_pages_of_the_data(new_project: Callable[..., Path]) -> None:
    """A place that a template makes is found from a free page; one that is not there is a warning, which stops a strict build."""
    folder = in_languages(new_project(DATA / "full.yml"), "en")
    (folder / "docs" / "visa.md").write_text("# Visa\n\n[Opening](agenda.md#opening), [Hall](agenda.md#the-hall)\n", encoding="utf-8")
    ran = mkdocs(folder)
    assert ran.returncode == 1
    missing = "'visa.md' contains a link 'agenda.md#the-hall', but the doc 'agenda.md' does not contain an anchor '#the-hall'"
    assert missing in ran.stderr and "#opening" not in ran.stderr
    assert not (folder / "site").exists()


def test_a_misspelt_option_is_named(new_project: Callable[..., Path]) -> None:
    """Though MkDocs looks at options before any plugin, and `make site` is quiet; so is one that YAML took for a note."""
    folder = new_project()
    replace(folder / "mkdocs.yml", "accent:", "acent:")
    assert "acent" in mkdocs(folder).stderr
    replace(folder / "mkdocs.yml", 'acent: "#0a5c8c"', "accent: #0a5c8c")
    assert "put quotes around one that begins with #" in mkdocs(folder).stderr


def test_builds_in_one_process_are_equal_and_recover(
    new_project: Callable[..., Path], twelfth: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As under `mkdocs serve`: a pass that fails in the middle of the languages leaves nothing for the next build to trip over."""
    folder = in_languages(new_project(DATA / "minimal.yml"), "en", "fr", "es")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1758672000")  # several files say when they were made
    monkeypatch.chdir(folder)
    for name in [name for name in sys.modules if name.startswith("mkdocs.plugins.")]:
        monkeypatch.delitem(sys.modules, name)
    template = own_template(folder, "pages/webcast.html")
    good = template.read_text(encoding="utf-8")
    trees = []
    for broken in (False, True, False):
        template.write_text("{% if page.language == 'fr' %}{{ nothing.there }}{% endif %}" + good if broken else good, encoding="utf-8")
        config = load_config(str(folder / "mkdocs.yml"))  # MkDocs keeps our plugin, and makes all others anew
        if not trees:
            config.plugins.on_startup(command="build", dirty=False)
        if broken:
            with pytest.raises(Abort):
                build(config)
        else:
            build(config)
        trees.append(tree(folder / "site"))
    assert trees[0] == trees[1] == trees[2]
    assert [path.name for path in folder.glob(".site-*")] == []


def test_a_mistake_in_a_template_is_named_with_its_line(new_project: Callable[..., Path]) -> None:
    """One line for whoever changes the pages, and no traceback."""
    folder = in_two_languages(new_project())
    template = own_template(folder, "pages/webcast.html")
    template.write_text("<p>\n{{ nothing.there }}</p>\n", encoding="utf-8")
    assert last(mkdocs(folder)) == "overrides/pages/webcast.html:2: error: 'nothing' is undefined; correct the template"
    template.write_text("{% if %}\n", encoding="utf-8")
    assert (
        last(mkdocs(folder))
        == "overrides/pages/webcast.html:1: error: Expected an expression, got 'end of statement block'; correct the template"
    )


DEPLOYMENTS = {
    "the address of another site": (
        {"PAGES_URL": "https://owner.github.io/conference/"},
        {},
        "mkdocs.yml: site_url is https://example.github.io/conference-microsite/, but the site is "
        "published at https://owner.github.io/conference/; write that address, or `!ENV [SITE_URL, …]` as it was",
    ),
    "an address that is an example": (
        {"PAGES_URL": "https://example.github.io/conference-microsite"},
        {},
        "mkdocs.yml: site_url is https://example.github.io/conference-microsite/, an example, and calendars and reports of mistakes "
        "would lead there; write your own address, or `!ENV [SITE_URL, …]` as it was",
    ),
    "a repository that is an example": (
        {"PAGES_URL": "https://bells.github.io/conference/", "SITE_URL": "https://bells.github.io/conference/"},
        {},
        "mkdocs.yml: repo_url is https://github.com/example/conference-microsite, an example, and calendars and reports of mistakes "
        "would lead there; write your own address, or `!ENV [REPOSITORY_URL, …]` as it was",
    ),
    "an address with a query": (
        {"SITE_URL": "https://example.org/?x=1"},
        {},
        "mkdocs.yml: site_url is https://example.org/?x=1; leave out what begins with ? or #",
    ),
    "pages by folders": (
        {},
        {"docs_structure: suffix ": "docs_structure: folder "},
        "mkdocs.yml: docs_structure of i18n is folder, but pages are named by a suffix (visa.fr.md); write suffix",
    ),
    "another theme": (
        {},
        {"name: material": "name: mkdocs", "  font: false": "  locale: en"},
        "mkdocs.yml: theme is mkdocs, and this site is made over material; write `name: material` under theme",
    ),
    "MkDocs' own search": (
        {},
        {"  - microsite:\n": "  - search\n  - microsite:\n"},
        "mkdocs.yml: the plugin search is Material's, and this site has a search of its own; delete that line",
    ),
    "no texts for all languages": (
        {},
        {"fallback_to_default: true": "fallback_to_default: false"},
        "mkdocs.yml: fallback_to_default of i18n is false, but pages are written once for all languages; write true",
    ),
    "a locale without a value": (
        {},
        {"{en: en-GB}": "{en: }"},
        "mkdocs.yml: “” is not a language that is known; write one such as fr, en-GB or zh-TW, with a hyphen",
    ),
    "a language that has no catalogue": (
        {},
        {"{locale: es, name: Español, build: true}": "{locale: nl, name: Nederlands, build: true}"},
        f"nl has no catalogue: all {len(read_words_pot())} words of the interface are missing; run `microsite words nl`, which begins one",
    ),
}


@pytest.mark.parametrize("name", DEPLOYMENTS)
def test_a_wrong_deployment_is_one_sentence_at_start(new_project: Callable[..., Path], name: str) -> None:
    """Nothing is built before it is said."""
    folder = new_project()
    environment, changes, message = DEPLOYMENTS[name]
    for old, new in changes.items():
        replace(folder / "mkdocs.yml", old, new)
    assert last(mkdocs(folder, **environment)) == message
    assert not (folder / "site").exists() and list(folder.glob(".site-*")) == []


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("https://example.github.io/conference-microsite/", True),
        ("https://example.org/", True),
        ("https://www.example.com/conference/", True),
        ("https://conference.example", True),
        ("http://example.net:8000/", True),
        ("https://OWNER.github.io/REPOSITORY/", True),
        ("https://github.com/example/conference-microsite", True),
        ("https://github.com/example", True),
        ("https://owner.github.io/conference/", False),
        ("https://example-foundry.github.io/", False),
        ("https://examples.org/", False),
        ("https://github.com/examples/example", False),
        ("https://foundry.org/example/", False),
    ],
)
def test_examples_are_told_from_addresses(address: str, is_one: bool) -> None:
    """Of files that nobody has changed yet."""
    assert bool(deployment.EXAMPLE.match(address)) == is_one


def test_owners_that_are_an_example_are_not_published(tmp_path: Path) -> None:
    """The line is told; with teams of one's own, or without the file, nothing is wrong."""
    address, repository = "https://bells.github.io/site/", "https://github.com/bells/site"
    config = SimpleNamespace(site_url=address, repo_url=repository, config_file_path=str(tmp_path / "mkdocs.yml"))
    (tmp_path / ".github").mkdir()
    owners = tmp_path / ".github" / "CODEOWNERS"
    assert deployment.validate_publishing(config, address) is None
    owners.write_text("# @example/team is none of ours\n* @bells/founders\n/data/ @bells/desk @example/secretariat\n", encoding="utf-8")
    assert deployment.validate_publishing(config, address) == (
        ".github/CODEOWNERS:3: @example/secretariat is an example; write who is asked to review these files, or delete the line"
    )
    owners.write_text("* @bells/founders\n", encoding="utf-8")
    assert deployment.validate_publishing(config, address) is None


def test_without_i18n_there_are_no_languages(new_project: Callable[..., Path]) -> None:
    """The plugin that makes them is asked for."""
    folder = new_project()
    text = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    start, end = text.index("  - i18n:"), text.index("  - microsite:")
    (folder / "mkdocs.yml").write_text(text[:start] + text[end:], encoding="utf-8")
    assert said(mkdocs(folder)) == "mkdocs.yml: the plugin i18n is missing; add it under plugins, with the languages of the site"


def test_plugins_in_the_wrong_order(new_project: Callable[..., Path]) -> None:
    """Ours needs the languages that i18n makes."""
    folder = new_project()
    text = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    start, own, end = text.index("  - i18n:"), text.index("  - microsite:"), text.index("\nstrict:")
    (folder / "mkdocs.yml").write_text(text[:start] + text[own:end] + text[start:own] + text[end:], encoding="utf-8")
    assert (
        said(mkdocs(folder))
        == "mkdocs.yml: the plugin i18n stands after microsite, which needs the languages that it makes; put i18n first"
    )


@pytest.mark.parametrize("version", ["1.5.3", "2.0.1"])
def test_another_mkdocs_is_one_sentence(new_project: Callable[..., Path], tmp_path: Path, version: str) -> None:
    """An older one lacks what the plugin imports, and MkDocs 2 has no plugins: the one that is installed says its number."""
    (tmp_path / "older" / f"mkdocs-{version}.dist-info").mkdir(parents=True)
    (tmp_path / "older" / f"mkdocs-{version}.dist-info" / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: mkdocs\nVersion: {version}\n", encoding="utf-8"
    )
    ran = mkdocs(new_project(), PYTHONPATH=os.pathsep.join([str(tmp_path / "older"), str(ROOT)]))
    assert (
        last(ran)  # static-i18n has a warning of its own
        == f"Error: MkDocs is {version}, and 1.6 or a later 1.x is needed; run `pip install -r requirements.txt`, which installs it"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="needs links of files")
def test_links_in_docs_stay_in_docs(standing: Path) -> None:
    """A link to a file elsewhere, to nothing, or to the folder it is in: none of it is published, and none of it is followed forever."""
    before = tree(standing / "site")
    link = standing / "docs" / "files" / "a.txt"
    leads = {
        "/etc/hostname": "that leads out of docs/; put the file in its place",
        "nothing": "that leads nowhere; delete it, or put the file in its place",
        "..": "to a folder; put the folder in its place",
    }
    for target, words in leads.items():
        link.symlink_to(target)
        assert said(mkdocs(standing)) == f"docs/files/a.txt is a link {words}"
        link.unlink()
    assert tree(standing / "site") == before
