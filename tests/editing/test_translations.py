"""`microsite translations`: what is missing, what is out of date, and the way to translators and back."""

from __future__ import annotations

import contextlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner

from microsite.cli.main import main
from microsite.editing import drafts
from microsite.editing.translations import all_texts
from microsite.localize.catalogues import read_words_pot
from microsite.source.loading import load
from microsite.source.reader import MAX_BYTES
from tests.cli.test_cli import microsite
from tests.conftest import DATA, SESSION12, SITE
from tests.editing.test_edit import changed_lines
from tests.rendering import rendered

TRANSLATED = ("ar", "es", "fr", "ru", "zh")

SESSION = """\
number: 4
title:
  en: Voices on loan
  ar: أصوات مُعارة
  fr: Voix en prêt
  ru: Голоса на время
  zh: 借来的声音
dates: {start: 2026-05-05, end: 2026-05-06}
zone: Asia/Kathmandu
organizer: {name: Harbour Institute}
about:
  en: |-
    Archives keep voices.

    Who may hear them?
  ar: |-
    الأرشيفات تحفظ الأصوات.

    من يحق له سماعها؟
agenda:
  planned:
    - id: panel
      kind: panel
      title: {en: Whose voice is it?, fr: À qui est la voix ?, zh: 这是谁的声音？}
      questions:
        - en: Who was asked?
          ru: Кого спросили?
          zh: 征求了谁的同意？
        - en: Who may lend?   # to be kept
          zh: 谁可以出借？
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a session of its own and catalogues laid over the general ones, but for Polish; no git, as little as in a shallow
    clone."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "session4.yml").write_text(SESSION, encoding="utf-8")
    (tmp_path / "overrides" / "locales").mkdir(parents=True)
    for language in ("ar", "ru", "zh"):
        (tmp_path / "overrides" / "locales" / f"{language}.po").write_text('msgid "Register"\nmsgstr "…"\n', encoding="utf-8")
    own = 'msgid "Sign up"\nmsgstr "S’inscrire"\n\n#, fuzzy\nmsgid "Live now"\nmsgstr "En direct"\n\nmsgid "Register"\nmsgstr ""\n'
    (tmp_path / "overrides" / "locales" / "fr.po").write_text(own, encoding="utf-8")
    (tmp_path / "overrides" / "locales" / "pl.po").write_text('msgid "Register"\nmsgstr ""\n', encoding="utf-8")
    return tmp_path


def run(project: Path, *arguments: str, code: int = 0) -> str:
    """What the command says, in that folder; of wrong usage, the last line."""
    with contextlib.chdir(project):
        ran = CliRunner().invoke(main, ["translations", *arguments])
    assert ran.exit_code == code and isinstance(ran.exception, SystemExit | None), (ran.output, ran.exception)
    return ran.stdout if code < 2 else ran.stderr.splitlines()[-1]


def edit(path: Path, *changes: tuple[str, str]) -> None:
    content = path.read_bytes().decode()
    for old, new in changes:
        assert content.count(old) == 1, old
        content = content.replace(old, new)
    path.write_bytes(content.encode())


def outdated(project: Path) -> list[str]:
    """What is out of date: `language line name`."""
    found, language = [], ""
    for line in run(project).splitlines():
        if line.endswith("changed since"):
            place, name, *_ = line.split(": ")[0], *line.split()[1:]
            found.append(f"{language} {place.split(':')[1]} {name}")
        elif line and not line.startswith(" "):
            language = line.split("(")[-1].split(")")[0]
    return found


def test_status_of_one_language_alone(project: Path) -> None:
    """Without `--language`, as people write it."""
    assert [line.partition(":")[0] for line in run(project, "status", "fr").splitlines() if "(" in line][1:] == ["French (fr)"]
    assert run(project, "fr") == run(project, "status", "fr")


def test_what_is_kept_for_translators_changes_only_where_a_text_does(project: Path) -> None:
    """No line of it says on which line of the data file a text is."""
    run(project, "sync", "po")
    before = {path.name: path.read_bytes() for path in (project / "po").iterdir()}
    edit(project / "data" / "session4.yml", ("number: 4", "# A line more\nnumber: 4"))
    run(project, "sync", "po")
    assert {path.name: path.read_bytes() for path in (project / "po").iterdir()} == before


def test_status_says_all_per_language(project: Path) -> None:
    """Each gap with its line; what is written once is no gap; Danish has nothing yet."""
    run(project, "record")
    edit(project / "data" / "session4.yml", ("en: Voices on loan", "en: Voices that are lent"))
    assert (
        run(project, "--language", "da", "--language", "en", "--language", "pl")
        == f"""\
data/session4.yml: 5 texts to translate from English (en); 1 name more, written once for all languages

Arabic (ar): 3 of 5 missing, 1 out of date
  data/session4.yml:4: title is out of date: the text in en changed since
  data/session4.yml:24: agenda.items[panel].title is missing
  data/session4.yml:26: agenda.items[panel].questions[] is missing
  data/session4.yml:29: agenda.items[panel].questions[] is missing

Danish (da): 5 of 5 missing, of the interface all missing
  data/session4.yml:3: title is missing
  data/session4.yml:12: about is missing
  data/session4.yml:24: agenda.items[panel].title is missing
  data/session4.yml:26: agenda.items[panel].questions[] is missing
  data/session4.yml:29: agenda.items[panel].questions[] is missing
  overrides/locales/da.po:1: is not there: all {len(read_words_pot())} words of the interface are missing; run `microsite words da`, which begins one

French (fr): 3 of 5 missing, 1 out of date, of the interface 2 words to check
  data/session4.yml:5: title is out of date: the text in en changed since
  data/session4.yml:12: about is missing
  data/session4.yml:26: agenda.items[panel].questions[] is missing
  data/session4.yml:29: agenda.items[panel].questions[] is missing
  overrides/locales/fr.po:1: “Sign up” is no longer a word of the interface: correct it, or delete it
  overrides/locales/fr.po:5: “Live now” is marked fuzzy, so that it is not shown: check it, and take the mark off

Polish (pl): 5 of 5 missing, of the interface 1 word to check
  data/session4.yml:3: title is missing
  data/session4.yml:12: about is missing
  data/session4.yml:24: agenda.items[panel].title is missing
  data/session4.yml:26: agenda.items[panel].questions[] is missing
  data/session4.yml:29: agenda.items[panel].questions[] is missing
  overrides/locales/pl.po:1: “Register” is missing

Russian (ru): 3 of 5 missing, 1 out of date
  data/session4.yml:6: title is out of date: the text in en changed since
  data/session4.yml:12: about is missing
  data/session4.yml:24: agenda.items[panel].title is missing
  data/session4.yml:29: agenda.items[panel].questions[] is missing

Chinese (zh): 1 of 5 missing, 1 out of date
  data/session4.yml:7: title is out of date: the text in en changed since
  data/session4.yml:12: about is missing
"""
    )


def test_status_as_markdown(project: Path) -> None:
    """A table and lists, for the summary of a pull request; what is in code marks stays as it is."""
    run(project, "record")
    edit(project / "overrides" / "locales" / "fr.po", ("Live now", "<b>`Live` now"))
    edit(
        project / "data" / "session4.yml",
        ("en: Voices on loan", "en: Voices that are lent"),
        ("Голоса на время", "Голоса, данные на время"),
    )
    text = run(project, "status", "--format", "markdown", "data/session4.yml")
    assert text.splitlines()[:10] == [
        "## Translations",
        "",
        "`data/session4.yml`: 5 texts to translate from English (en); 1 name more, written once for all languages",
        "",
        "| language | translated | missing | out of date | by a machine | interface |",
        "|---|---|---|---|---|---|",
        "| Arabic (ar) | 2 of 5 | 3 | 1 | 0 | all there |",
        "| French (fr) | 2 of 5 | 3 | 1 | 0 | 2 words to check |",
        "| Russian (ru) | 2 of 5 | 3 | 0 | 0 | all there |",
        "| Chinese (zh) | 4 of 5 | 1 | 1 | 0 | all there |",
    ]
    assert (
        "- `overrides/locales/fr.po:5` `“<b>’Live’ now”` is marked fuzzy, so that it is not shown: check it, and take the mark off"
        in text.splitlines()
    )
    assert text.splitlines()[-7:] == [
        "",
        "### Chinese (zh)",
        "",
        "- `data/session4.yml:7` `title` is out of date: the text in en changed since",
        "- `data/session4.yml:12` `about` is missing",
        "",
        "1 translation is new or changed: run `microsite translations record`, and commit data/session4.translations.txt",
    ]


def test_the_life_of_a_translation(project: Path) -> None:
    """Recorded, out of date, changed, accepted, out of date again; recording alone never makes one right."""
    data = project / "data" / "session4.yml"
    assert "\n10 translations are new or changed" in run(project)
    assert run(project, "record") == "data/session4.translations.txt: 10 recorded, 0 as they were, 0 dropped\n"
    assert "new or changed" not in run(project) and outdated(project) == []
    assert run(project, "record") == "data/session4.translations.txt: 0 recorded, 10 as they were, 0 dropped\n"

    edit(data, ("en: Voices on loan", "en: Voices that are lent"))
    everybody = ["ar 4 title", "fr 5 title", "ru 6 title", "zh 7 title"]
    assert outdated(project) == everybody
    run(project, "record")
    assert outdated(project) == everybody

    edit(data, ("fr: Voix en prêt", "fr: Voix prêtées"))
    assert outdated(project) == ["ar 4 title", "ru 6 title", "zh 7 title"]
    run(project, "accept", "ru", "title")
    assert outdated(project) == ["ar 4 title", "zh 7 title"]
    assert run(project, "accept", "ru", "title", code=2) == "Error: neither out of date in ru, nor a draft: title"
    run(project, "accept", "zh", "--all")
    assert outdated(project) == ["ar 4 title"]

    edit(data, ("en: Voices that are lent", "en: Voices on loan again"))
    assert outdated(project) == everybody
    edit(data, ("en: Voices on loan again", "en: Voices that are lent"))
    assert outdated(project) == ["ar 4 title"]

    edit(data, ("en: Whose voice is it?", "en: Whose voices?"), ("en: Voices that are lent", "en: Voices"))
    assert outdated(project) == [
        "ar 4 title",
        "fr 5 title",
        "fr 24 agenda.items[panel].title",
        "ru 6 title",
        "zh 7 title",
        "zh 24 agenda.items[panel].title",
    ]
    run(project, "accept", "fr", "agenda.items[panel].title")
    run(project, "accept", "zh", "--all")
    assert outdated(project) == ["ar 4 title", "fr 5 title", "ru 6 title"]
    edit(data, ("  ar: أصوات مُعارة\n", ""))
    assert outdated(project) == ["fr 4 title", "ru 5 title"]
    assert run(project, "record") == "data/session4.translations.txt: 0 recorded, 9 as they were, 1 dropped\n"


def test_how_a_text_is_written_does_not_matter(project: Path) -> None:
    """Quotes, line breaks of the file and comments are no change of the source."""
    run(project, "record")
    data = project / "data" / "session4.yml"
    edit(data, ("en: Voices on loan", 'en: "Voices on loan"   # the title'))
    data.write_bytes(data.read_bytes().replace(b"\n", b"\r\n"))
    assert outdated(project) == [] and "new or changed" not in run(project)


def test_entries_that_are_added_or_move_keep_their_records(project: Path) -> None:
    """An item gets its day, a question one above it: only what changed is out of date."""
    data = project / "data" / "session4.yml"
    run(project, "record")
    content = data.read_text(encoding="utf-8").replace(
        "  planned:\n",
        "  days:\n    - date: 2026-05-05\n      sittings:\n        - id: morning\n          start: 10:00\n "
        "         end: 12:00\n          items:\n",
    )
    head, item = content.split("    - id: panel")
    item = "    - id: panel" + item.replace(
        "        - en: Who was", "        - en: Why not?\n          zh: 为什么不？\n        - en: Who was"
    ).replace("may lend?", "may lend it?")
    data.write_text(head + "".join(f"        {line}" for line in item.splitlines(keepends=True)), encoding="utf-8")
    row = next(row for row, line in enumerate(data.read_text(encoding="utf-8").splitlines(), 1) if "谁可以出借" in line)
    assert outdated(project) == [f"zh {row} agenda.items[panel].questions[]"]
    assert "1 translation is new" in run(project)


def test_the_record_is_sorted_and_says_when_it_is_broken(project: Path) -> None:
    """A line per text and language; two versions of one, as a merge leaves them, are no harm, its marks are."""
    run(project, "record")
    path = project / "data" / "session4.translations.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line.split()[:2] for line in lines[2:]] == [
        ["ar", "about"],
        ["ar", "title"],
        ["fr", "agenda.items[panel].title"],
        ["fr", "title"],
        ["ru", "agenda.items[panel].questions[]"],
        ["ru", "title"],
        ["zh", "agenda.items[panel].questions[]"],
        ["zh", "agenda.items[panel].questions[]"],
        ["zh", "agenda.items[panel].title"],
        ["zh", "title"],
    ]
    path.write_text("\n".join([*lines, "fr title 0123456789ab ba9876543210"]), encoding="utf-8")
    assert outdated(project) == []
    path.write_text("\n".join(["<<<<<<< HEAD", *lines, "======="]), encoding="utf-8")
    assert run(project, code=1).splitlines() == [
        f"data/session4.translations.txt:{row}:1: error: is not a line of four words; delete it (of two versions of a line, both may stay)"
        for row in (1, 14)
    ]


def test_the_committed_record_can_be_read() -> None:
    """And knows the languages of the site; what is out of date is no error."""
    path = SITE / "data" / "session12.translations.txt"
    assert {line.split()[0] for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")} == set(TRANSLATED)
    ran = microsite("translations", cwd=SITE)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_wrong_usage(project: Path) -> None:
    """Exit 2 and a sentence; a data file that can't be read is exit 1, in the words of `check`."""
    assert run(project, "--language", "xx", code=2).endswith(
        "“xx” is not a language code; write one such as ar, fr, pt-BR, or ils for International Sign"
    )
    assert run(project, "export", "en", code=2) == "Error: en is the language that the texts are written in; name another"
    assert run(project, "accept", "fr", code=2) == "Error: which texts? Give their names, or --all"
    assert run(project, "export", "fr", "-o", "no/where.po", code=2) == "Error: can't write no/where.po (no such file or directory)"
    assert (
        run(project, "no.yml", code=1) == "no.yml:1:1: error: can't be read (no such file or directory); check the name and where it is\n"
    )
    assert (
        run(project, "import", "no.po", code=1)
        == "no.po:1:1: error: can't be read (no such file or directory); check the name and where it is\n"
    )
    (project / "data" / ".session4.translations.txt.new").mkdir()
    assert (
        run(project, "record", code=1)
        == "data/session4.translations.txt:1:1: error: can't be written (is a directory); check that files can be written there\n"
    )
    (project / "data" / "session4.translations.txt").write_bytes(b"\xff")
    assert (
        run(project, code=1)
        == "data/session4.translations.txt:1:1: error: can't be read; take it from the repository again, or delete it and record anew\n"
    )
    shutil.copy(project / "data" / "session4.yml", project / "data" / "session5.yml")
    assert run(project, "export", "fr", code=2) == "Error: which data file? Name it with --data"
    (project / "mkdocs.yml").write_text("plugins:\n  - microsite:\n      session: data/session5.yml  # the next one\n", encoding="utf-8")
    assert run(project, "export", "fr") == "fr.po: 6 texts, 3 of them missing. Back again with: microsite translations import fr.po\n"
    (project / "overrides" / "locales" / "fr.po").write_text('msgid "Register"\nmsgstr ""\nmsgsrt\n', encoding="utf-8")
    assert (
        run(project, "data/session5.yml", code=1)
        == "overrides/locales/fr.po:3:1: error: can't be read (“msgsrt”); compare it with the lines around it\n"
    )


# ── To translators and back ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("path", "language"),
    [
        *((DATA / "full.yml", language) for language in ("ar", "zh", "pt-BR")),
        *((SESSION12, "ru"), (DATA / "minimal.yml", "ar")),
        *(pytest.param(SESSION12, language, marks=pytest.mark.slow) for language in ("ar", "zh", "pt-BR")),
    ],
    ids=str,
)
def test_an_unchanged_export_changes_no_byte(tmp_path: Path, path: Path, language: str) -> None:
    """Each text stands in it letter by letter, and taking it back leaves the data file as it is."""
    data = Path(shutil.copy(path, tmp_path))
    run(tmp_path, "record", data.name)
    records = data.with_suffix(".translations.txt")
    recorded = records.read_bytes()
    run(tmp_path, "export", language, "--data", data.name)
    with (tmp_path / f"{language}.po").open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    source = load(data)
    expected = sorted((text.value.find("en", "en")[0], text.value.root.get(language, "")) for text in all_texts(source.session))
    assert sorted((message.id, message.string) for message in messages) == expected
    run(tmp_path, "import", f"{language}.po", "--data", data.name)
    assert (data.read_bytes(), records.read_bytes()) == (path.read_bytes(), recorded)
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []


def entry(project: Path, language: str, context: str) -> str:
    """One entry of an exported catalogue, as it is written there."""
    return next(each for each in (project / f"{language}.po").read_text(encoding="utf-8").split("\n\n") if f'msgctxt "{context}"\n' in each)


def test_the_export_is_in_the_order_of_the_file(project: Path) -> None:
    """And the same text twice in one list is two entries, each with its own translation."""
    data = project / "data" / "session4.yml"
    content = SESSION.replace("en: Who may lend?   # to be kept", "en: Who was asked?   # to be kept")
    data.write_text(f"summary: {{en: Short, ru: Коротко}}\n{content}", encoding="utf-8")
    run(project, "export", "zh")
    with (project / "zh.po").open("rb") as file:
        messages = [(message.context, message.string) for message in read_po(file) if message.id]
    assert messages == [
        ("summary", ""),
        ("title", "借来的声音"),
        ("organizer.name", ""),
        ("about", ""),
        ("agenda.items[panel].title", "这是谁的声音？"),
        ("agenda.items[panel].questions[]", "征求了谁的同意？"),
        ("agenda.items[panel].questions[] 2", "谁可以出借？"),
    ]
    edit(project / "zh.po", ("谁可以出借？", "谁可以借？"))
    run(project, "import", "zh.po")
    assert data.read_text(encoding="utf-8") == f"summary: {{en: Short, ru: Коротко}}\n{content}".replace("谁可以出借？", "谁可以借？")


def test_an_entry_says_what_it_is(project: Path) -> None:
    """Its place, its meaning, and what is out of date as fuzzy; what is written once may stay."""
    run(project, "record")
    edit(project / "data" / "session4.yml", ("en: Voices on loan", "en: 50 % d’accord {x} %s"))
    run(project, "export", "zh")
    assert (
        entry(project, "zh", "title")
        == """\
#. One session of a conference: the whole gathering, never a talk. What the session is about, as a title.
#. One line of plain text: a title, a label.
#. The source changed after this was translated: change it, or only take the mark off.
#: data/session4.yml:3
#, fuzzy
msgctxt "title"
msgid "50 % d’accord {x} %s"
msgstr "借来的声音\""""
    )
    assert entry(project, "zh", "organizer.name").splitlines()[2:] == [
        "#. Written once, for all languages: leave it empty if it can stay as it is.",
        "#: data/session4.yml:10",
        'msgctxt "organizer.name"',
        'msgid "Harbour Institute"',
        'msgstr ""',
    ]
    assert entry(project, "zh", "about").splitlines()[-5:] == [
        'msgid ""',
        '"Archives keep voices.\\n"',
        '"\\n"',
        '"Who may hear them?"',
        'msgstr ""',
    ]


def test_what_is_missing_is_filled_in(project: Path) -> None:
    """Just these lines are added, and recorded; the note in the list stays."""
    data = project / "data" / "session4.yml"
    run(project, "record")
    run(project, "export", "ru")
    edit(
        project / "ru.po",
        ('msgid "Whose voice is it?"\nmsgstr ""', 'msgid "Whose voice is it?"\nmsgstr "Чей это голос: мой?"'),
        ('"Who may hear them?"\nmsgstr ""', '"Who may hear them?"\nmsgstr "Архивы хранят голоса.\\n\\nКто вправе их слушать?"'),
        ('msgid "Who may lend?"\nmsgstr ""', 'msgid "Who may lend?"\nmsgstr "Кто вправе выдавать?"'),
        ('msgid "Harbour Institute"\nmsgstr ""', 'msgid "Harbour Institute"\nmsgstr "Институт «Харбор»"'),
    )
    assert run(project, "import", "ru.po") == (
        "data/session4.yml: 0 changed, 4 added, 2 as they were\ndata/session4.translations.txt: 4 recorded, 10 as they were, 0 dropped\n"
    )
    assert changed_lines(SESSION, data.read_text(encoding="utf-8")) == [
        "-organizer: {name: Harbour Institute}\n",
        "+organizer: {name: {en: Harbour Institute, ru: Институт «Харбор»}}\n",
        "+  ru: |-\n",
        "+    Архивы хранят голоса.\n",
        "+\n",
        "+    Кто вправе их слушать?\n",
        "-      title: {en: Whose voice is it?, fr: À qui est la voix ?, zh: 这是谁的声音？}\n",
        '+      title: {en: Whose voice is it?, fr: À qui est la voix ?, ru: "Чей это голос: мой?", zh: 这是谁的声音？}\n',
        "+          ru: Кто вправе выдавать?\n",
    ]
    assert "Russian (ru): all there\n" in run(project)
    assert "new or changed" not in run(project)


def test_a_translator_answers_what_is_out_of_date(project: Path) -> None:
    """A mark taken off says that the translation is right; one left says nothing, and stays out of date."""
    run(project, "record")
    edit(project / "data" / "session4.yml", ("en: Voices on loan", "en: Voices that are lent"))
    before = (project / "data" / "session4.yml").read_bytes()
    for language in ("ar", "zh"):
        run(project, "export", language)
    edit(project / "ar.po", ("#, fuzzy\n", ""))
    assert run(project, "import", "ar.po").splitlines()[0] == "data/session4.yml: 0 changed, 0 added, 2 as they were; left out: 4 empty"
    assert (
        run(project, "import", "zh.po").splitlines()[0]
        == "data/session4.yml: 0 changed, 0 added, 3 as they were; left out: 2 empty, 1 marked fuzzy"
    )
    assert outdated(project) == ["fr 5 title", "ru 6 title", "zh 7 title"]
    assert (project / "data" / "session4.yml").read_bytes() == before
    assert "new or changed" not in run(project)


def test_windows_line_ends_and_marks(project: Path) -> None:
    """A catalogue and a data file with CRLF and a byte order mark: only the text changes."""
    data = project / "data" / "session4.yml"
    data.write_bytes(b"\xef\xbb\xbf" + data.read_bytes().replace(b"\n", b"\r\n").rstrip())
    before = data.read_bytes()
    run(project, "export", "zh")
    po = project / "zh.po"
    edit(po, ("借来的声音", "借来的：声音"), ('"Who may hear them?"\nmsgstr ""', '"Who may hear them?"\nmsgstr "一\\r\\n\\r\\n二"'))
    po.write_bytes(b"\xef\xbb\xbf" + po.read_bytes().replace(b"\n", b"\r\n"))
    run(project, "import", "zh.po")
    after = before.replace("借来的声音".encode(), "借来的：声音".encode())
    after = after.replace("سماعها؟\r\n".encode(), "سماعها؟\r\n  zh: |-\r\n    一\r\n\r\n    二\r\n".encode())
    assert data.read_bytes() == after


def test_what_can_not_be_taken_is_said_and_the_rest_is_taken(project: Path) -> None:
    """Each with the catalogue's line: the source changed, the text is gone, the model or a check refuses it."""
    data = project / "data" / "session4.yml"
    edit(
        data,
        (
            "organizer: {name: Harbour Institute}",
            "organizer: {name: Harbour Institute, office: {en: Desk}, short_name: {en: HI}}\nregistration: "
            "{onsite: {access_code: {policy: invitation}}}",
        ),
    )
    run(project, "export", "fr")
    edit(
        project / "fr.po",
        ('msgid "Desk"\nmsgstr ""', 'msgid "Desk"\nmsgstr "Bureau"'),
        ('msgid "HI"\nmsgstr ""', 'msgid "HI"\nmsgstr "Code A1B2C3"'),
        ('msgid "Harbour Institute"\nmsgstr ""', 'msgid "Harbour Institute"\nmsgstr "Insti\u200btut"'),
        ('msgid "Who was asked?"\nmsgstr ""', 'msgid "Who was asked?"\nmsgstr "Qui ?"'),
        ('msgid "Whose voice is it?"', 'msgid "Whose voices?"'),
        ('"Voix en prêt"', '"Voix\\nprêtées"'),
    )
    (project / "fr.po").open("a", encoding="utf-8").write(
        '\nmsgctxt "venue.name"\nmsgid "Hall"\nmsgstr "Salle"\n\nmsgid "Loose"\nmsgstr "Libre"\n'
    )
    edit(data, ("en: Who was asked?", "en: Who was asked first?"))
    before = data.read_text(encoding="utf-8")
    numbers = {line: row for row, line in enumerate((project / "fr.po").read_text(encoding="utf-8").splitlines(), 1)}

    def at(words: str) -> int:
        return numbers[f'msgid "{words}"']

    assert run(project, "import", "fr.po", code=1).splitlines()[:-1] == [
        f"fr.po:{at('Voices on loan')}:1: error: title: goes over several lines; a title, name or label is one line",
        f"fr.po:{at('Harbour Institute')}:1: error: organizer.name: has an invisible character in it "
        "(U+200B, zero width space); delete it and type the text around it again",
        f"fr.po:{at('HI')}:1: error: organizer.short_name: holds what looks like an access code (A1···3), "
        "which came with the invitation; delete it, or, if it is a public name, list it whole under `not_codes`: `- A1···3`",
        f"fr.po:{at('Whose voices?')}:1: error: agenda.items[panel].title: has another text in en than when "
        "it was exported; export again, and translate that",
        f"fr.po:{at('Who was asked?')}:1: error: agenda.items[panel].questions[]: has another text in en "
        "than when it was exported; export again, and translate that",
        f"fr.po:{at('Hall')}:1: error: venue.name: is not a text of data/session4.yml; it was deleted or renamed since the export",
        f"fr.po:{at('Loose')}:1: error: is not a text of data/session4.yml; it was deleted or renamed since the export",
        "data/session4.yml: 0 changed, 1 added, 0 as they were; left out: 2 empty, 7 with errors",
    ]
    assert changed_lines(before, data.read_text(encoding="utf-8")) == [
        "-organizer: {name: Harbour Institute, office: {en: Desk}, short_name: {en: HI}}\n",
        "+organizer: {name: Harbour Institute, office: {en: Desk, fr: Bureau}, short_name: {en: HI}}\n",
    ]


@pytest.mark.slow
def test_a_file_that_would_be_too_long_is_not_written(project: Path) -> None:
    """What is wrong with the whole and not with one text is said of the data file, which stays as it was."""
    run(project, "export", "zh")
    edit(project / "zh.po", ('"Who may hear them?"\nmsgstr ""', f'"Who may hear them?"\nmsgstr "{"声" * (MAX_BYTES // 3)}"'))
    assert run(project, "import", "zh.po", code=1).startswith("data/session4.yml:1:1: error: has 20,000,")
    assert (project / "data" / "session4.yml").read_text(encoding="utf-8") == SESSION


def test_the_language_of_a_catalogue(project: Path) -> None:
    """Its head says it; a country that a tool added is asked about; German is new, and comes in."""
    run(project, "export", "zh")
    edit(project / "zh.po", ("Language: zh\\n", "Language: zh_CN\\n"), ("借来的声音", "借声"))
    assert run(project, "import", "zh.po", code=2) == "Error: zh.po says no language that the data has (zh_CN); name it with --language"
    run(project, "import", "zh.po", "--language", "zh")
    assert "  zh: 借声\n" in (project / "data" / "session4.yml").read_text(encoding="utf-8")
    run(project, "export", "de")
    edit(project / "de.po", ('msgid "Voices on loan"\nmsgstr ""', 'msgid "Voices on loan"\nmsgstr "Geliehene Stimmen"'))
    run(project, "import", "de.po")
    assert "  ar: أصوات مُعارة\n  de: Geliehene Stimmen\n  fr:" in (project / "data" / "session4.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'msgid "a"\nmsgstr "b"\nmsgnonsense\n', "x.po:3:1: error: can't be read (“msgnonsense”); compare it with the lines around it\n"),
        (
            b'msgid "a\xff"\nmsgstr "b"\n',
            "x.po:1:1: error: is not a catalogue of texts in UTF-8 (PO); export it again from the translator's tool\n",
        ),
    ],
)
def test_a_broken_catalogue_changes_nothing(project: Path, content: bytes, said: str) -> None:
    """It is said on its line."""
    (project / "x.po").write_bytes(content)
    assert run(project, "import", "x.po", "--language", "fr", code=1) == said
    assert (project / "data" / "session4.yml").read_text(encoding="utf-8") == SESSION


@pytest.mark.skipif(not shutil.which("msgcat"), reason="gettext is not installed")
def test_gettext_reads_and_writes_the_export(tmp_path: Path) -> None:
    """The programs that the format comes from find nothing wrong with it, and what they write anew changes no byte of the data."""
    data = Path(shutil.copy(DATA / "full.yml", tmp_path))
    run(tmp_path, "export", "ar", "--data", data.name)
    checked = subprocess.run(["msgfmt", "--check", "-o", "-", "ar.po"], cwd=tmp_path, capture_output=True, check=False)
    said = [
        line for line in checked.stderr.decode().splitlines() if "initial default value" not in line
    ]  # the translator's name is the tool's to write
    assert (checked.returncode, said) == (0, [])
    subprocess.run(["msgcat", "--width=30", "--sort-output", "-o", "ar2.po", "ar.po"], cwd=tmp_path, check=True)
    assert (tmp_path / "ar2.po").read_bytes() != (tmp_path / "ar.po").read_bytes()
    said = run(tmp_path, "import", "ar2.po", "--data", data.name)
    assert re.match(r"full\.yml: 0 changed, 0 added, \d+ as they were; left out: \d+ empty\n", said), said
    assert data.read_bytes() == (DATA / "full.yml").read_bytes()


def test_export_leaves_what_a_translator_has_begun(project: Path) -> None:
    """A catalogue that is there and differs is not written over."""
    run(project, "export", "fr")
    run(project, "export", "fr")  # the same again is no harm
    (project / "fr.po").write_text("mine", encoding="utf-8")
    assert (
        run(project, "export", "fr", code=2)
        == "Error: fr.po is there already, and stays as it is: take it back first with import, or name another with -o"
    )
    assert (project / "fr.po").read_text(encoding="utf-8") == "mine"


MACHINE = """import re, sys
asked = sys.stdin.buffer.read().decode()
answer = re.sub(r'msgid "([^"]+)"\\nmsgstr ""', lambda found: f'msgid "{found[1]}"\\nmsgstr "⟨{found[1]}⟩"', asked)
sys.stdout.buffer.write(answer.encode())
"""
"""A translator by machine: what is on one line, in brackets."""


def test_what_a_machine_translates_is_to_be_reviewed(project: Path) -> None:
    """Only what is missing is drafted; each is to be checked until somebody changes it, accepts it, or takes the mark off in a tool."""
    (project / "machine.py").write_text(MACHINE, encoding="utf-8")
    data = project / "data" / "session4.yml"
    before = data.read_text(encoding="utf-8")
    run(project, "draft", "fr", "--with", f"{sys.executable} machine.py")
    assert changed_lines(before, data.read_text(encoding="utf-8")) == [
        "+          fr: ⟨Who was asked?⟩\n",
        "+          fr: ⟨Who may lend?⟩\n",
    ]
    status = run(project)
    assert "French (fr): 1 of 5 missing, 2 by a machine to check" in status
    assert "agenda.items[panel].questions[] was translated by a machine: check it" in status

    run(project, "export", "fr")
    catalogue = (project / "fr.po").read_text(encoding="utf-8")
    assert catalogue.count("A machine has translated this") == 2 == catalogue.count("#, fuzzy\n")
    run(project, "import", "fr.po")
    assert "2 by a machine to check" in run(project), "still marked"
    (project / "fr.po").write_text(catalogue.replace("#, fuzzy\n", "", 1), encoding="utf-8")
    run(project, "import", "fr.po")
    assert "1 by a machine to check" in run(project), "somebody took the mark off"
    edit(data, ("⟨Who may lend?⟩", "Qui peut prêter ?"))
    run(project, "record")
    assert "by a machine" not in run(project), "somebody changed it"
    assert run(project, "draft", "fr", "--with", "false", code=2) == "Error: “false” ended with 1; nothing is changed"


def test_a_folder_of_catalogues_and_the_data_are_kept_alike(project: Path) -> None:
    """As Weblate and Crowdin work: what translators change there comes into the data, what changes in the data comes to them; what was
    changed in the data alone is not put back."""
    data, folder = project / "data" / "session4.yml", project / "translations"
    run(project, "record")
    run(project, "sync", "translations")
    assert sorted(path.name for path in folder.iterdir()) == ["ar.po", "fr.po", "ru.po", "texts.pot", "zh.po"]
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    text = data.read_bytes()
    run(project, "sync", "translations")
    assert data.read_bytes() == text and {path.name: path.read_bytes() for path in folder.iterdir()} == before

    edit(folder / "ru.po", ('msgstr "Кого спросили?"', 'msgstr "Кого об этом спросили?"'))
    edit(data, ("Voix en prêt", "Voix prêtées"), ("zh: 借来的声音", "zh: 出借的声音"))
    run(project, "sync", "translations")
    changed = data.read_text(encoding="utf-8")
    assert "ru: Кого об этом спросили?" in changed and "fr: Voix prêtées" in changed and "zh: 出借的声音" in changed
    assert 'msgstr "Voix prêtées"' in (folder / "fr.po").read_text(encoding="utf-8")


def test_a_file_that_is_named_by_no_language_is_told(project: Path) -> None:
    (project / "translations").mkdir()
    (project / "translations" / "my notes.po").write_text('msgid ""\nmsgstr ""\n', encoding="utf-8")
    said = run(project, "sync", "translations", code=2)
    assert said.startswith("Error: translations/my notes.po: “my notes” is not a language code; write one such as ar")


def test_pages_say_that_a_machine_has_translated(project: Path) -> None:
    """Those that show such a text, in its language alone."""
    (project / "machine.py").write_text(MACHINE, encoding="utf-8")
    data = project / "data" / "session4.yml"
    run(project, "draft", "fr", "--with", f"{sys.executable} machine.py")
    session = load(data).session
    found = drafts.texts_by_language(session, drafts.read(drafts.path_of(data)))
    assert found == {"fr": {"⟨Who was asked?⟩", "⟨Who may lend?⟩"}}
    pages = rendered(session, ["en", "fr", "zh"], drafts=found).pages
    notice = "traduite par une machine"
    assert notice in pages["fr/agenda/index.html"] and notice not in pages["fr/webcast/index.html"]
    assert not any("data-draft" in html for path, html in pages.items() if not path.startswith("fr/"))
