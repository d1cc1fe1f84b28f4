"""`microsite archive`, and the site of the next session, as an editor makes them with MkDocs."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests import series
from tests.cli.test_cli import microsite
from tests.conftest import STANDALONE, mkdocs, once
from tests.plugin.test_build import replace, said, tree

URL = "https://harbour.test/dialogue/"
CONFIG = """site_name: Harbours
site_url: !ENV [SITE_URL, "https://example.org/"]
theme:
  name: material
  font: false
  notices: !!python/name:microsite.plugin.notices.SHOWN
plugins:
  - i18n:
      docs_structure: suffix
      fallback_to_default: true
      reconfigure_material: false
      reconfigure_search: false
      languages:
        - {locale: en, name: English, build: true, default: true}
        - {locale: ar, name: العربية, build: true}
  - microsite: {session: data/session1.yml}
strict: true
validation: {links: {anchors: warn}}
"""
TODAY = {"SOURCE_DATE_EPOCH": "1758672000"}


def begin(folder: Path) -> None:
    """A site of the first session, with a free page."""
    (folder / "data").mkdir()
    (folder / "docs" / "files").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    (folder / "data/session1.yml").write_text(series.text(1), encoding="utf-8")
    (folder / "docs/files/cranes.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    (folder / "docs/visa.md").write_text("# Visa\n\n## Letters\n\nSee [the cranes](agenda.md#cranes).\n", encoding="utf-8")


def first_and_second(folder: Path) -> None:
    """The first session, published and archived; then the second, by the two commands."""
    begin(folder)
    ran = mkdocs(folder, SITE_URL=URL, PAGES_URL=URL)
    assert ran.returncode == 0, ran.stderr
    (folder / "site").rename(folder / "site-1")
    shutil.copytree(folder / "archive", folder / "archive-1")
    ran = microsite("archive", "--url", URL, cwd=folder)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    (folder / "said.txt").write_text(ran.stdout, encoding="utf-8")
    assert microsite("new", "2", "--dates", "2022-05-04..2022-05-05", cwd=folder).returncode == 0
    replace(folder / "mkdocs.yml", "session1.yml", "session2.yml")
    for name in ("docs/visa.md", "docs/files/cranes.pdf"):
        (folder / name).unlink()
    ran = mkdocs(folder, SITE_URL=URL)
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.fixture(scope="session")
def second(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return once(tmp_path_factory, "archived", first_and_second)


@pytest.fixture
def again(second: Path, tmp_path: Path) -> Path:
    """The site of the second session, to be spoilt."""
    return shutil.copytree(second, tmp_path / "again")


def test_what_was_published_is_there(second: Path) -> None:
    """Each file of the first session's site, but for what only the present session has (screens, pictures for chats, codes on paper): as it
    was, or leading to where it is."""
    was = {path.relative_to(second / "site-1").as_posix() for path in (second / "site-1").rglob("*") if path.is_file()}
    was = {
        name
        for name in was
        if not name.startswith("previews/") and not STANDALONE.search(name) and not re.search(r"(^|/)qr[^/]*\.svg$", name)
    }
    assert len(was) > 60 and {"visa/index.html", "ar/visa/index.html", "files/cranes.pdf", "people/index.html"} < was
    assert [name for name in was if not (second / "site" / name).is_file()] == []
    assert '<h2 id="letters">' in (second / "site/1/visa/index.html").read_text(encoding="utf-8")
    assert 'url=../1/visa/"' in (second / "site/visa/index.html").read_text(encoding="utf-8")
    assert 'href="../agenda/#cranes"' in (second / "site/1/visa/index.html").read_text(encoding="utf-8")
    menu = re.search('<nav id="_pages".*?</nav>', (second / "site/1/agenda/index.html").read_text(encoding="utf-8"), re.DOTALL)[0]
    assert 'href="../visa/"' in menu and "http" not in menu


def test_the_list_of_addresses(second: Path) -> None:
    """Written by the build for publication, and by the archive; the lines of the first session stay."""
    published, now = ((second / name / "addresses.txt").read_text(encoding="utf-8").splitlines() for name in ("archive-1", "archive"))
    assert {"/", "/ar/", "/visa/#letters", "/agenda/#cranes", "/files/cranes.pdf", "/calendar/by-x.ics"} - {*published} == {
        "/calendar/by-x.ics"
    }
    assert {*now} - {*published} == {"/1/"} and now[2:] == sorted(now[2:])


def test_the_next_session_lists_the_archived_one(second: Path) -> None:
    """With what its archive says beside what `microsite new` wrote."""
    page = (second / "site/prior-sessions/index.html").read_text(encoding="utf-8")
    assert 'href="../1/agenda/"' in page and "Mombasa" in page and "Paper on cranes" in page


def test_nothing_is_gone(second: Path) -> None:
    """By the build, which said nothing, and by `microsite check`."""
    ran = microsite("check", cwd=second)
    assert (ran.returncode, ran.stdout) == (0, "Nothing to fix in data/session1.yml, data/session2.yml\n")


def line_of(folder: Path, address: str) -> int:
    return (folder / "archive/addresses.txt").read_text(encoding="utf-8").splitlines().index(address) + 1


def test_an_address_that_is_gone_is_told(again: Path) -> None:
    """By the build and by `microsite check`, in the same words, once for all languages; the site is published all the same."""
    record = again / "archive/addresses.txt"
    lines = record.read_text(encoding="utf-8").splitlines() + [
        "/agenda/#whales",
        "/ar/agenda/#whales",
        "/hotel/",
        "/calendar/by-papers.ics",
        "agenda",
    ]
    record.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    rows = {address: line_of(again, address) for address in lines[-5:]}
    told = [
        f"archive/addresses.txt:{rows['/agenda/#whales']}:1: warning: /agenda/#whales was published, and is not there any more (nor 1 like it in other languages); put it back (an item that does not take place can stay, with `cancelled: true`), or delete these lines if nobody needs it",
        f"archive/addresses.txt:{rows['/hotel/']}:1: warning: /hotel/ was published, and is not there any more; put it back, or delete this line if nobody needs it",
        f"archive/addresses.txt:{rows['/calendar/by-papers.ics']}:1: warning: /calendar/by-papers.ics was published, and is not there any more; put it back, or delete this line if nobody needs it",
        f"archive/addresses.txt:{rows['agenda']}:1: warning: “agenda” is not an address, which begins with /; delete the line",
    ]
    ran = mkdocs(again, SITE_URL=URL)
    assert (ran.returncode, sorted(ran.stderr.strip().split("\n"))) == (0, sorted(told))
    assert (again / "site/index.html").exists()
    ran = microsite("check", cwd=again)
    assert (ran.returncode, sorted(ran.stdout.strip().split("\n"))) == (0, sorted(told))


def test_an_archive_that_is_deleted_is_missed(again: Path) -> None:
    """By the addresses that it had."""
    (again / "archive/1.tar.gz").unlink()
    ran = microsite("check", cwd=again)
    assert f"archive/addresses.txt:{line_of(again, '/1/')}:1: warning: /1/ was published, and is not there any more" in ran.stdout


def test_a_damaged_archive_is_one_message(again: Path) -> None:
    """At its beginning or at its end; the last site stays."""
    before, whole = tree(again / "site"), (again / "archive/1.tar.gz").read_bytes()
    for content in (whole[:-50], whole[:100]):
        (again / "archive/1.tar.gz").write_bytes(content)
        words = said(mkdocs(again, SITE_URL=URL))
        assert re.fullmatch(
            r"archive/1\.tar\.gz:1:1: error: is damaged \([^)]*\); put it back as it was committed, or archive the session again",
            words.split("\nERROR")[0],
        )
        assert tree(again / "site") == before
    assert "archive/1.tar.gz:1:1: error: is damaged" in microsite("check", cwd=again).stdout


REFUSED = {
    "a page": (["--as", "agenda"], "--as is “agenda”, and the site has agenda/index.html; choose another name"),
    "a language": (["--as", "ar"], "--as is “ar”, and the site has ar/; choose another name"),
    "no name": (["--as", "The Second"], "--as is “The Second”; write small letters, digits and hyphens, as they are to stand in addresses"),
    "one that is there": (
        ["--as", "1"],
        "archive/1.tar.gz is there already, and stays as it is; delete it first, if session 1 is to be archived anew, or choose another name with --as",
    ),
}


@pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.slow if name == "a language" else ()) for name in REFUSED])
def test_a_name_that_an_archive_cannot_have(second: Path, name: str) -> None:
    """Nothing is written."""
    arguments, words = REFUSED[name]
    before = tree(second / "archive")
    ran = microsite("archive", "--url", URL, *arguments, cwd=second)
    assert words in ran.stderr and ran.returncode == 1 and "Traceback" not in ran.stderr
    assert tree(second / "archive") == before


def test_an_example_is_not_archived(again: Path) -> None:
    """Its calendars would lead there for ever."""
    ran = microsite("archive", cwd=again)
    assert ran.returncode == 1 and (
        "mkdocs.yml: site_url is https://example.org/, an example, and the pages of the archive would lead there; run "
        "`microsite archive --url ADDRESS` with the address at which the site is published" in ran.stderr
    )


def test_a_page_that_would_stand_in_an_archive(again: Path) -> None:
    """It is told by its file, and nothing is published."""
    (again / "docs/1.md").write_text("# One\n", encoding="utf-8")
    words = said(mkdocs(again, SITE_URL=URL))
    assert words.split("\nERROR")[0] == "archive/1.tar.gz has the pages below /1/, and the site has 1/index.html; rename what makes that"


def test_archives_need_their_page(again: Path) -> None:
    """Of previous sessions."""
    replace(again / "mkdocs.yml", "{session: data/session2.yml}", "{session: data/session2.yml, without: [prior-sessions]}")
    replace(again / "data/session2.yml", "prior_sessions:", "not_codes: [G20B20]\n#prior_sessions:")
    text = (again / "data/session2.yml").read_text(encoding="utf-8")
    (again / "data/session2.yml").write_text(re.sub(r"(?m)^#prior_sessions:\n(?:  .*\n)+", "", text), encoding="utf-8")
    assert (
        said(mkdocs(again, SITE_URL=URL)).split("\nERROR")[0]
        == "mkdocs.yml: `without` leaves out prior-sessions, and archive/ has sessions that its page leads to; delete `prior-sessions` there"
    )


def test_a_private_text_is_not_archived(again: Path) -> None:
    """It is looked for as in any build."""
    with (again / "data/session2.yml").open("a", encoding="utf-8") as data:
        data.write("\nprivate: {interpreters: The booth behind the cranes}\n")
    (again / "docs/hotel.md").write_text("# Hotel\n\nThe booth behind the cranes.\n", encoding="utf-8")
    ran = microsite("archive", "--url", URL, cwd=again)
    assert ran.returncode == 1 and "is private" in ran.stderr and not (again / "archive/2.tar.gz").exists()
