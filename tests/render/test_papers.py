"""What is there as PDF: printed by a real Chromium, read by PDFium and qpdf."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from microsite.render import paper_text, papers, previews
from microsite.render.built_site import write
from microsite.render.papers import CannotPrint, Paper, printed
from microsite.source.loading import load
from tests.conftest import DATA
from tests.rendering import OPTIONS, build
from tests.six_rooms import text as six_rooms

FULL = load(DATA / "full.yml").session
PRINTED = (
    "agenda/programme.pdf",
    "ar/summary.pdf",
    "zh/agenda/order-2026-03-10/order-of-the-day-2026-03-10.pdf",
)
"""One of each kind, each in another script."""


class Made:
    """A site with some of its papers printed."""

    def __init__(self, folder: Path, kept_in: Path):
        self.folder = folder
        site = build(FULL, ("en", "ar", "zh"), papers=True)
        for _ in write(site.files(), folder):
            pass
        self.papers = {paper.path: paper for paper in site.papers}
        self.files = dict(printed([self.papers[path] for path in PRINTED], folder, OPTIONS.url, kept_in))

    def text(self, path: str) -> str:
        document = pypdfium2.PdfDocument(self.files[path])
        return " ".join("".join(page.get_textpage().get_text_range() for page in document).split())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("papers")
    return Made(folder / "site", folder / "kept")


def test_each_language_has_each_paper(made: Made) -> None:
    """A programme, a summary, and the order of each day."""
    days = [f"agenda/order-{day}/order-of-the-day-{day}.pdf" for day in ("2026-03-10", "2026-03-11", "2026-03-12")]
    expected = {prefix + path for prefix in ("", "ar/", "zh/") for path in ("summary.pdf", "agenda/programme.pdf", *days)}
    assert {*made.papers} == expected


def test_pages_lead_to_a_paper_only_where_it_is_made(made: Made) -> None:
    assert 'agenda/programme.pdf"' in (made.folder / "ar/agenda/index.html").read_text(encoding="utf-8")
    assert 'summary.pdf"' in (made.folder / "index.html").read_text(encoding="utf-8")
    site = build(FULL, ("en",))
    pages = [content.decode() for path, content in site.files() if isinstance(content, bytes) and path.endswith(".html")]
    assert not [page for page in pages if 'programme.pdf"' in page or 'summary.pdf"' in page]
    assert not [*site.papers]


@pytest.mark.parametrize("path", PRINTED)
def test_a_paper_is_tagged_light_and_in_its_language(made: Made, path: str) -> None:
    """With a title and bookmarks, for who hears it or jumps in it; and no font has each of its letters drawn (Type 3), which would take
    twice as much."""
    language = path.partition("/")[0] if path[2] == "/" else "en"
    with pikepdf.open(io.BytesIO(made.files[path])) as found:
        assert found.Root.Lang == language and found.Root.MarkInfo.Marked and "/StructTreeRoot" in found.Root
        with found.open_outline() as outline:
            assert outline.root
        assert found.docinfo.Title and "/CreationDate" not in found.docinfo
        assert len(found.pages) == 1 or "programme" in path
        fonts = [each for each in found.objects if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font"]
        assert len(fonts) > 3 and "/Type3" not in {each.Subtype for each in fonts}
    assert len(made.files[path]) < 200_000


LETTERS = b"""BT
/F4 10 Tf
1 0 0 -1 20 700 Tm
<0001> Tj
5 0 Td <0002> Tj
6.25 0 Td <00010001> Tj
/Span<</ActualText <FEFF0627> >> BDC
10 -2 Td <0002> Tj
EMC
6 2 Td <0002> Tj
ET
"""


def test_letters_that_follow_one_another_are_one_text() -> None:
    """With the gaps between them, and what stands higher or lower in its place."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        descendant = pikepdf.Dictionary(W=[1, [500, 600]])
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, DescendantFonts=[descendant])
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F4=font))
        page.obj.Contents = pdf.make_stream(LETTERS)
        lines = paper_text.in_lines(page).decode().splitlines()
    assert lines[3:] == [
        "[<00010002>-25<00010001>] TJ",
        "/Span<</ActualText <FEFF0627> >> BDC",
        "21.25 -2 Td <0002> Tj",
        "EMC",
        "6 2 Td <0002> Tj",
        "ET",
    ]


def test_its_links_lead_into_the_site(made: Made) -> None:
    """To files that are there, at their addresses once it is published."""
    with pikepdf.open(io.BytesIO(made.files[PRINTED[0]])) as found:
        links = [str(note.A.URI) for page in found.pages for note in page.get("/Annots", ()) if "/URI" in note.get("/A", {})]
    own = [link.removeprefix(OPTIONS.url).partition("#")[0] for link in links if link.startswith(OPTIONS.url)]
    assert len(own) > 10 and not [link for link in links if not link.startswith(("https://", "mailto:"))]
    for path in {path for path in own if not path.startswith(("media/", "files/"))}:
        assert (made.folder / path / "index.html").is_file() or (made.folder / path).is_file(), path


def test_the_programme_has_every_item_with_what_is_said_of_it(made: Made) -> None:
    text = made.text(PRINTED[0]).replace(" ", "").casefold()
    assert FULL.agenda
    for _, _, item in FULL.items():
        words = re.findall("[a-z]{3,}", item.title.root.get("en", "").casefold()) if item.title else []
        assert all(word in text for word in words), item.id
    for person in {each.person for _, _, item in FULL.items() for each in item.people}:
        assert FULL.people[person].name.find("en", "en")[0].split()[-1].casefold() in text


def test_the_programme_of_a_large_agenda_has_a_row_for_each_item(tmp_path: Path) -> None:
    """With its people, and the way to its page: all that is said of 240 items would be sixty pages, and a megabyte."""
    data = tmp_path / "six.yml"
    data.write_text(six_rooms(), encoding="utf-8")
    session = load(data).session
    (paper,) = (paper for paper in build(session, ("en", "ar"), papers=True).papers if paper.path == "ar/agenda/programme.pdf")
    assert all(f'id="{item.id}"' in paper.html for _, _, item in session.items())
    first = next(item for _, _, item in session.items() if item.text and item.people)
    assert f"/agenda/{first.id}/" in paper.html and "Abara" in paper.html and 'class="prose"' not in paper.html


def test_the_summary_names_what_is_dealt_with_where_there_is_room(made: Made) -> None:
    """Each item: in full.yml, the Latin word of an Arabic title can be told in the text of a PDF."""
    assert "webm" in made.text("ar/summary.pdf")


def test_pages_of_the_programme_have_numbers_but_for_the_first(made: Made) -> None:
    margin = {"bottom": 0, "top": 45}  # in points, from the foot of the page
    numbers = [page.get_textpage().get_text_bounded(**margin) for page in pypdfium2.PdfDocument(made.files[PRINTED[0]])]
    assert len(numbers) > 3 and numbers == ["", *(str(number) for number in range(2, len(numbers) + 1))]


def test_the_code_on_paper_leads_to_the_page(made: Made) -> None:
    page = pypdfium2.PdfDocument(made.files["ar/summary.pdf"])[0]
    assert [each.text for each in zxingcpp.read_barcodes(page.render(scale=3).to_pil())] == [f"{OPTIONS.url}ar/"]


def test_a_page_that_has_not_changed_is_not_printed_again(made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was printed before is taken, byte for byte."""
    monkeypatch.setattr(papers, "chromium", lambda: "/bin/false")
    again = dict(printed([made.papers[path] for path in PRINTED], made.folder, OPTIONS.url, made.folder.parent / "kept"))
    assert again == made.files
    with pytest.raises(CannotPrint, match="no Chromium can be started here; run `pip install"):
        [*printed([Paper("a.pdf", OPTIONS.url, "A", "en", "<html ></html>")], made.folder, OPTIONS.url, tmp_path)]


def test_a_language_without_a_font_is_told(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rather than printed as boxes."""
    monkeypatch.setattr(previews, "font_for", lambda text: None if "声" in text else "a font")
    with pytest.raises(CannotPrint, match="zh/summary.pdf can't be made: no font here has the letters of “.*声.*”; run `pip install"):
        [*printed([made.papers["zh/summary.pdf"]], made.folder, OPTIONS.url, None)]


def test_the_order_of_a_day_has_what_lasts_all_day(made: Made) -> None:
    page = (made.folder / "agenda/order-2026-03-12/index.html").read_text(encoding="utf-8")
    (item,) = next(day.all_day for day in FULL.agenda_days if day.all_day)
    assert item.title and item.title.root["en"] in page and page.count("All day") == 1
