"""The search as readers use it: words as they type them, in their language, and where each result leads."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from microsite.render.theme import THEME
from tests.browser.axe import violations_by_kind, violations_of_contrast
from tests.browser.conftest import BEFORE
from tests.conftest import DATA, PREFIX, Built, in_languages, mkdocs, texts
from tests.render.test_site import parts, prefix

LOAD = """async (path) => {
    const { words, key, stems, loadStemmer } = await import(path);
    await Promise.all(["de", "en", "es", "fr", "ru"].map(loadStemmer));
    const forms = (word, language) => [key(word, language), ...stems(word, language)];
    window.forms = (text, language) => words(text).filter(each => !each.elided).map(({ word }) => forms(word, language));
}"""
CUT = """async ([module, path]) => {
    const { cut } = await import(module);
    const said = pieces => pieces.map(piece => piece.text ?? piece.gap).join("");
    const results = cut(await (await fetch(path)).text(), path, "xx", ": ");
    return results.map(({ url, title, day, time, text }) => [url, [title, day, time, text].map(said).join(" ")]);
}"""
FOUND = """items => items.map(item => [
    item.querySelector("a").textContent, item.querySelector("a").href,
    item.querySelector(".where")?.textContent ?? "", item.querySelector("p:not(.where)")?.textContent ?? "",
    [...item.querySelectorAll("mark")].map(mark => mark.textContent),
])"""


@dataclass(frozen=True)
class Found:
    """A result as a reader sees it."""

    title: str
    address: str
    """Relative to the site."""
    where: str
    text: str
    marks: tuple[str, ...]


def search(page: Page, query: str) -> list[Found]:
    """Types a query into the open search, and returns what is found."""
    page.locator("#_query").fill(query)
    page.locator(".results li").first.wait_for()
    found = page.locator(".results li").evaluate_all(FOUND)
    return [Found(title, unquote(address.partition(PREFIX)[2]), where, text, tuple(marks)) for title, address, where, text, marks in found]


@pytest.fixture
def opened(visit: Callable) -> Callable[..., Page]:
    """The first page of a language, with the search open."""

    def start(site: Built, language: str) -> Page:
        page = visit(site).open(prefix(language))
        page.locator("[data-search]").click()
        return page

    return start


@pytest.fixture(scope="module")
def asked(browser: Browser, serve: Callable) -> Iterator[Callable[..., Page]]:
    """The same, for tests that do no more than ask: they share a page, in which what is searched is read once."""
    pages: dict[str, Page] = {}
    context = browser.new_context(locale="en-GB", reduced_motion="reduce", service_workers="block")

    def start(site: Built, language: str) -> Page:
        address = serve(site.folder) + prefix(language)
        if address not in pages:
            page = pages[address] = context.new_page()
            page.clock.set_fixed_time(BEFORE)
            page.goto(address)
            page.locator("[data-search]").click()
        return pages[address]

    yield start
    context.close()


# ── words ────────────────────────────────────────────────────────────────────────────────────────────────────────────

# By language: what is on a page, and what a reader types.
SAME = {
    "fr": [
        ("l’œuvre", "oeuvre"),
        ("d'œuvres", "œuvre"),
        ("L’intelligence", "intelligence"),
        ("l’usurpation", "USURPATION"),
        ("générée", "generer"),
        ("hypertrucages", "hypertrucage"),
        ("nationaux", "national"),
        ("été", "ete"),
    ],
    "en": [
        ("Łódź", "lodz"),
        ("Iğdır", "igdir"),
        ("Þórr", "thorr"),
        ("deepfakes", "deepfake"),
        ("parties", "party"),
        ("women’s", "women"),
        ("naïve", "naive"),
        ("e-mail", "email"),
        ("co\u00adoperate".replace("\u00ad", ""), "cooperating"),
        ("ﬁlms", "film"),
    ],
    "de": [("Straße", "strasse"), ("Häuser", "haus")],
    "es": [("inscripciones", "inscripción"), ("jurisdicción", "jurisdicciones"), ("niños", "nino")],
    "ru": [("сессии", "сессия"), ("учёт", "учета"), ("цифровой", "цифровые"), ("новый", "новые"), ("Регистра́ция", "регистрацию")],
    "ar": [
        ("والذكاء", "ذكاء"),
        ("الذكاء", "والذكاء"),
        ("بالتسجيلات", "تسجيل"),
        ("للمؤلفين", "مولف"),
        ("كالصوت", "الصوت"),
        ("فالحق", "حق"),
        ("وللقرية", "القريه"),
        ("إعارة", "اعاره"),
        ("مُعارة", "معارة"),
        ("على", "علي"),
        ("٢٠٢٦", "2026"),
    ],
    "fa": [("کتاب", "كتاب")],
    "pl": [("złoty", "zloty")],
    "tr": [("IŞIK", "isik")],
}
APART = {
    "fr": [("les", "Léa"), ("droit", "drone")],
    "ru": [("война", "воина")],
    "ar": [("ذكاء", "دعاء")],
    "en": [("page", "cage")],
    "hi": [("की", "को")],
    "ja": [("が", "か")],
}


@pytest.fixture
def forms(visit: Callable, full: Built) -> Callable[[str, str], list[set[str]]]:
    """What each word of a text can be found under."""
    page = visit(full).open("")
    page.evaluate(LOAD, f"{PREFIX}assets/search-words.js")

    def of(text: str, language: str) -> list[set[str]]:
        return [set(each) for each in page.evaluate("([text, language]) => window.forms(text, language)", [text, language])]

    return of


def test_words_find_their_other_forms(forms: Callable) -> None:
    """Inflected, elided, with an article or a prefix written on, with or without accents, in plain letters; and no others."""
    for language, pairs in SAME.items():
        for written, typed in pairs:
            assert any(one & other for one in forms(written, language) for other in forms(typed, language)), (language, written, typed)
    for language, pairs in APART.items():
        for written, typed in pairs:
            assert not any(one & other for one in forms(written, language) for other in forms(typed, language)), (language, written, typed)


def test_stemmers_that_are_named_are_there() -> None:
    """Each in vendor/, and none beside them that nobody loads."""
    table = re.search(r"const STEMMERS = \{(.*?)\};", (THEME / "assets/search-words.js").read_text(encoding="utf-8"), re.DOTALL)
    there = {path.name for path in (THEME / "assets/vendor").glob("stem.*.js")}
    assert {f"stem.{code}.js" for code in re.findall(r'"(\w+)"', table[1])} == there


# ── queries ──────────────────────────────────────────────────────────────────────────────────────────────────────────

# Of session12: a word as nobody wrote it there, where it leads, and what is marked.
REAL = {
    "ar": [("ذكاء اصطناعي", "ar/", "الذكاء"), ("الممثل", "ar/take-part/#representatives", "ممثليكم"), ("وسائط", "ar/#about", "الوسائط")],
    "zh": [("合成媒体", "zh/#about", "合成媒体"), ("分享会", "zh/take-part/#sharing-session", "分享会")],
    "en": [("deepfake", "#about", "deepfakes"), ("representative", "take-part/#representatives", "representatives")],
    "fr": [
        ("hypertrucages", "fr/#about", "hypertrucages"),
        ("usurpation", "fr/#about", "usurpation"),
        ("l'identité", "fr/#about", "identité"),
        ("representant", "fr/take-part/#representatives", "représentants"),
    ],
    "ru": [("дипфейк", "ru/#about", "дипфейки"), ("представителя", "ru/take-part/#representatives", "представителей")],
    "es": [("ultrafalso", "es/#about", "ultrafalsos"), ("representante", "es/take-part/#representatives", "representantes")],
}
# Of the invented session with everything in it.
FULL = {
    "ar": [
        ("تسجيل", "ar/take-part/#recordings", "تسجيلاً"),
        ("مؤرخة", "ar/people/#haddad", "ومؤرخة"),
        ("منصور", "ar/people/#mansour", "منصور"),
    ],
    "zh": [
        ("声音档案", "zh/#about", "声音档案"),
        ("陈", "zh/people/#chen", "陈"),
        ("录音保管员", "zh/people/#orlova", "录音保管员"),
    ],
    "en": [
        ("lend", "agenda/#lending", "lending"),
        ("consent tapes", "agenda/#orlova-paper", "Consent"),
        ("contract", "agenda/#contracts", "Contracts"),
        ("Jitsi", "take-part/#online", "Jitsi"),
    ],
    "fr": [
        ("preter", "fr/agenda/#sharing-session", "prêts"),
        ("enregistrements", "fr/take-part/#recordings", "enregistrement"),
        ("Lea", "fr/people/#fontaine", "Léa"),
    ],
    "ru": [
        ("архиву", "ru/agenda/#returns", "архивы"),
        ("постеры", "ru/take-part/#poster", "постер"),
        ("плёнку", "ru/agenda/#tape-repair", "пленку"),
    ],
    "es": [
        ("grabación", "es/agenda/#returns", "grabaciones"),
        ("licencias", "es/agenda/#lending", "licencia"),
        ("maquina", "es/agenda/#panel-machines", "Máquinas"),
    ],
}


@pytest.mark.parametrize(
    "language", ["ar", *(pytest.param(language, marks=pytest.mark.slow) for language in ("zh", "en", "es", "fr", "ru"))]
)
def test_words_in_any_form_lead_to_their_place(asked: Callable, twelfth: Built, full: Built, language: str) -> None:
    """As readers of each language type them, marked as the page has them; each result is at a place that there is. (`make fuzz` has
    English, which most tests below search in, and Spanish.)"""
    for site, queries in ((twelfth, REAL), (full, FULL)):
        page = asked(site, language)
        for query, address, mark in queries[language]:
            found = {each.address: each for each in search(page, query)}
            assert address in found and mark in found[address].marks, (query, found)
            for each in found:
                assert each.startswith(prefix(language)) and each.partition("#")[2] in ("", *_anchors(site, each.partition("#")[0])), each


def _anchors(site: Built, path: str) -> list[str]:
    return site.pages[f"{path}index.html"].attributes("id")


def test_nothing_is_asked_for_before_the_search_is_opened(visit: Callable, full: Built) -> None:
    """Then the pages of the language, and no stemmer of a language that is only named."""
    reader = visit(full)
    page = reader.open("ru/", idle=True)
    assert not [url for url in reader.requests if "search" in url]
    before = len(reader.requests)
    page.locator("[data-search]").click()
    search(page, "записи")
    asked = [urlsplit(url).path.removeprefix(PREFIX) for url in reader.requests[before:] if not url.endswith("icon.svg")]
    assert {path for path in asked if path.endswith("/")} == {f"{prefix('ru')}{part}" for part in parts(full) if "/order-" not in part}
    stemmers = {path for path in asked if "/stem." in path}
    assert stemmers == {"assets/vendor/stem.ru.js", "assets/vendor/stem.en.js"}  # English, where Russian is missing
    assert len(asked) == 15 and reader.wrong == []


def test_a_text_that_is_not_translated_is_found_by_its_own_language(asked: Callable, full: Built) -> None:
    """On the Arabic site, an English paragraph by another form of an English word."""
    found = search(asked(full, "ar"), "sitting circles")
    assert found[0].address == "ar/agenda/#round-table" and found[0].marks == ("sits", "circle")


def test_a_chinese_word_is_found_whole(asked: Callable, full: Built) -> None:
    """Not where its letters stand apart; where it is nowhere, the words that it is made of are looked for, and its letters last."""
    page = asked(full, "zh")
    assert all("声音档案" in each.marks for each in search(page, "声音档案"))
    apart = search(page, "档案馆听众")  # two words that stand apart
    assert {"档案", "听众"} <= set(apart[0].marks) and all(len(mark) > 1 for each in apart for mark in each.marks)
    letters = search(page, "喜花")
    assert letters and all({"喜", "花"} <= set(each.marks) for each in letters)
    page.locator("#_query").fill("甲骨文")
    assert page.locator(".results li").count() == 0


def test_all_words_of_a_query_before_some(asked: Callable, full: Built) -> None:
    """Where a result has all of them, none is shown that has not; where none has, those with most."""
    page = asked(full, "en")
    assert [each.address for each in search(page, "keynote 1931")] == ["agenda/#keynote"]
    assert search(page, "listening 1931 xqzt")[0].address == "agenda/#keynote"


@pytest.mark.parametrize(
    ("language", "queries"),
    [
        ("ar", ["السعر", "تكلفة"]),
        ("zh", ["价格"]),
        pytest.param("en", ["price", "costs", "pay"], marks=pytest.mark.slow),
        pytest.param("fr", ["prix", "tarifs"], marks=pytest.mark.slow),
        pytest.param("ru", ["стоимость"], marks=pytest.mark.slow),
        pytest.param("es", ["precios"], marks=pytest.mark.slow),
    ],
)
def test_fees_are_found_by_other_words(asked: Callable, full: Built, language: str, queries: list[str]) -> None:
    """Those that readers have for them; the excerpt has none of these, as the page shows none."""
    page = asked(full, language)
    for query in queries:
        found = [each.marks for each in search(page, query) if each.address.endswith("take-part/#onsite")]
        assert found == [()], query


def test_a_title_comes_before_a_text(asked: Callable, full: Built) -> None:
    """The page, block or section that is about a word, then those that have it somewhere."""
    assert search(asked(full, "en"), "webcast")[0].address == "webcast/"
    found = search(asked(full, "fr"), "archives")
    titled = ["archives" in each.title.lower() for each in found]
    assert titled[0] and titled == sorted(titled, reverse=True)


# ── results ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_result_says_where_and_when_it_is(opened: Callable, full: Built, week: Built) -> None:
    """Its page; of an item the day and the hours; of a deadline when it is. A large agenda's items are on the pages of their days."""
    page = opened(full, "en")
    by_address = {each.address: each for query in ("repairing", "recording", "silence", "Okafor") for each in search(page, query)}
    t = full.localizer("en")
    day = full.session.agenda_days[1].date
    assert by_address["agenda/#tape-repair"].where == f"Agenda · {t.date(day, 'full')} · 14:00–15:30"
    assert t.date(full.session.calls[0].deadline) in by_address["take-part/#recordings"].where
    assert "2024" in by_address["prior-sessions/#session-3"].where
    person = by_address["people/#okafor"]
    assert "Okafor" in person.title and "Radio producer" in person.text and "Whose voice is it?" in person.text
    found = search(page, "Okafor")
    assert [each.address for each in found if "Okafor" in each.title] == ["people/#okafor"]
    items = {"agenda/#panel-voices", "agenda/#panel-rights", "agenda/#returns"}  # in which the person takes part
    assert items <= {each.address for each in found}
    page = opened(week, "zh")
    found = search(page, "演讲17")[0]
    assert (found.title, found.address) == ("演讲17", "zh/agenda/i-1-17/")
    assert found.where.split(" · ")[1:] == ["2027年6月1日星期二", "16:15"]
    page.locator(".results a").first.click()
    page.wait_for_url("**/zh/agenda/i-1-17/")


def test_labels_and_values_are_apart(asked: Callable, twelfth: Built) -> None:
    """Each label of a list of terms, with the language's colon, before its value."""
    for language in ("fr", "zh"):
        page = asked(twelfth, language)
        tree = twelfth.pages[f"{language}/take-part/index.html"].tree
        terms = zip(tree.iter("dt"), tree.iter("dd"), strict=True)
        colon = twelfth.localizer(language).gettext(": ")
        ((label, value),) = [(_text(term), _text(value)) for term, value in terms if _text(value) == "C. 9284"]
        found = search(page, "9284")
        text = next(each.text for each in found if each.address == f"{language}/take-part/#the-invitation")
        assert f"{label}{colon}{value}" in text, text
        assert [each.text for each in found if each.text.startswith("…9284")] == []  # no sentence begins after “C.”


def _text(element) -> str:
    return " ".join("".join(texts(element)).split(" ")).strip()


@pytest.mark.parametrize("language", ["ar", "zh", pytest.param("fr", marks=pytest.mark.slow)])
def test_what_a_page_says_is_in_its_results(visit: Callable, full: Built, language: str) -> None:
    """Every word of every page; and every item, person, deadline, way to register, earlier session and section is a result."""
    page = visit(full).open(prefix(language))
    for site_page in full.of(language):
        path = PREFIX + site_page.path.parent.relative_to(full.folder).as_posix() + "/"
        results = page.evaluate(CUT, [f"{PREFIX}assets/search-index.js", path])
        sheet = next(element for element in site_page.tree.iter("div") if element.get("class") == "sheet")
        said = " ".join(text for _, text in results)
        shown = re.findall(r"\w+", " ".join(_shown(sheet)))
        assert [word for word in shown if not re.search(rf"(?<!\w){word}(?!\w)" if language != "zh" else word, said)] == []
        not_out = {each for element in sheet.iter() if _is_not_out(element) for each in element.iter()}
        blocks = {
            element.get("id")
            for element in sheet.iter()
            if _block(element) and element not in not_out and "only-over" not in (element.get("class") or "")
        }
        assert {unquote(url.partition("#")[2]) for url, _ in results} >= blocks - {None}


def _block(element) -> bool:
    return element.tag in ("article", "h2", "h3") or element.get("class") in ("way", "sitting") or "data-result-same" in element.attrib


def _is_not_out(element) -> bool:
    """Whether it is shown from a moment that is to come."""
    return element.get("data-shown-from", "") > BEFORE


def _shown(element) -> list[str]:
    """The words of a page that are no buttons, menus and tools, and belong to the time before and during the session."""
    if _is_not_out(element):
        return [element.tail or ""]
    classes = set((element.get("class") or "").split())
    tool = element.tag in ("nav", "fieldset", "form") or (element.tag == "button" and "chapter" not in classes)
    if tool or element.get("hidden") is not None or classes & {"tools", "notice", "visually-hidden", "only-over", "finder", "seat"}:
        return [element.tail or ""]
    return [element.text or "", *(text for child in element if isinstance(child.tag, str) for text in _shown(child)), element.tail or ""]


LETTERS = """number: 2
title: Tides
organizer: {name: Harbour Institute}
dates: {start: 2026-05-07, end: 2026-05-07}
about:
  en: "Łódź. Hauptstraße. Iğdır. Þórr."
  fr: "Protection de l’œuvre. L’intelligence artificielle, au cœur."
"""
PAGES = {
    "visa.md": "# Visas\n\nAsk the consulate.\n\n## Fees\n\nNothing is paid.\n\n### Students\n\nNeither.\n",
    "visa.fr.md": "# Visas\n\nAdressez-vous au consulat.\n\n## Droits d’entrée\n\nRien n’est dû.\n",
}
PLAIN = {
    "en": [
        ("lodz", "Łódź"),
        ("strasse", "Hauptstraße"),
        ("Straße", "Hauptstraße"),
        ("igdir", "Iğdır"),
        ("thorr", "Þórr"),
        ("Þórr", "Þórr"),
    ],
    "fr": [
        ("oeuvre", "œuvre"),
        ("œuvres", "œuvre"),
        ("d’œuvre", "œuvre"),
        ("coeur", "cœur"),
        ("intelligences", "intelligence"),
        ("l'intelligence", "intelligence"),
    ],
}


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A session of a few letters, with pages of its own in docs/."""
    from microsite.source.loading import load
    from tests.conftest import project

    folder = in_languages(project(tmp_path_factory.mktemp("letters") / "project", DATA / "minimal.yml"), "en", "fr", "ru")
    (folder / "data" / "session12.yml").write_text(LETTERS, encoding="utf-8")
    for name, text in PAGES.items():
        (folder / "docs" / name).write_text(text, encoding="utf-8")
    ran = mkdocs(folder)
    assert ran.returncode == 0, ran.stderr
    return Built(folder, load(folder / "data" / "session12.yml").session)


def test_letters_are_found_by_their_plain_spelling(asked: Callable, letters: Built) -> None:
    """And by themselves; a word of four letters or more also within a longer one, as German joins them."""
    for language, queries in PLAIN.items():
        page = asked(letters, language)
        for query, mark in queries:
            assert [(each.address, each.marks) for each in search(page, query)] == [(f"{prefix(language)}#about", (mark,))], query


def test_pages_in_docs_are_found_by_their_sections(asked: Callable, letters: Built) -> None:
    """By heading, or as a page; in each language its own text."""
    page = asked(letters, "en")
    assert [each.address for each in search(page, "consulates")] == ["visa/"]
    assert [(each.address, each.where, each.text) for each in search(page, "fee")] == [("visa/#fees", "Visas", "Nothing is paid.")]
    assert [(each.title, each.address) for each in search(page, "student")] == [("Students", "visa/#students")]
    assert [each.title for each in search(asked(letters, "fr"), "entree")] == ["Droits d’entrée"]
    assert [each.address for each in search(asked(letters, "ru"), "consulate")] == ["ru/visa/"]  # in English, where there is no Russian


@pytest.mark.parametrize("language", ["ar", pytest.param("en", marks=pytest.mark.slow)])
def test_results_are_accessible(opened: Callable, full: Built, language: str) -> None:
    """No violation of axe's rules while results are shown, in light and dark; `make fuzz` looks at English too."""
    page = opened(full, language)
    search(page, {"ar": "تسجيل", "en": "recording"}[language])
    for scheme, violations in (("light", violations_by_kind), ("dark", violations_of_contrast)):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == []


# ── what goes wrong ──────────────────────────────────────────────────────────────────────────────────────────────────


def _words(page: Page) -> dict:
    """The words of the interface that scripts use."""
    return json.loads(page.locator("#_words").text_content())


def test_nothing_found_is_said(asked: Callable, twelfth: Built) -> None:
    """And the query is shown as text."""
    page = asked(twelfth, "en")
    page.locator("#_query").fill("<b>xqzt</b>")
    page.get_by_text(_words(page)["noResults"].replace("{query}", "<b>xqzt</b>")).wait_for()


def test_without_a_network_the_button_says_so(visit: Callable, twelfth: Built) -> None:
    """Where its script never comes: once, however often it is pressed."""
    page = visit(twelfth).open("")
    page.route("**/search.js*", lambda route: route.abort())
    for _ in range(2):
        page.locator("[data-search]").click()
    page.locator("[role=status]", has_text=_words(page)["searchFailed"]).wait_for()


def test_a_page_that_does_not_come_is_asked_for_again(visit: Callable, twelfth: Built) -> None:
    """The reader is told, and the next letter tries anew."""
    reader = visit(twelfth)
    page = reader.open("")
    page.route("**/take-part/", lambda route: route.abort())
    page.locator("[data-search]").click()
    page.locator("#_query").fill("deepfake")
    page.get_by_text(_words(page)["searchFailed"]).wait_for()
    page.unroute("**/take-part/")
    assert search(page, "deepfakes")[0].address == "#about"
