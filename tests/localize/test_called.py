"""A conference, a congress or an assembly is called so wherever the interface speaks of the session, in every language."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from microsite.localize import po
from microsite.localize.catalogues import CALLED, GENERAL, WORDS_POT, placeholders
from microsite.model.session import Session, SessionNoun
from microsite.source.loading import load
from tests.rendering import localizer, rendered

NOUNS = [noun for noun in SessionNoun if noun is not SessionNoun.session]
LANGUAGES = ["ar", "de", "en", "es", "fr", "pt", "ru", "zh"]
SAME_AS_SESSION = {("zh", "conference"), ("zh", "meeting")}
"""会议 in Chinese, as a session is."""
HEAD = "title: Voices\ndates: {start: 2026-05-05, end: 2026-05-06}\norganizer: {name: Harbour Institute}\n"
SERIES = "number: 22\nformat: online\nprior_sessions: [{number: 21, year: 2025}, {number: 20, year: 2024, bearing: It began there.}]\n"


@pytest.fixture
def made(tmp_path: Path) -> Callable[[str], Session]:
    def make(more: str) -> Session:
        path = tmp_path / "session.yml"
        path.write_text(HEAD + more, encoding="utf-8")
        return load(path).session

    return make


def test_each_noun_has_all_words_that_name_the_session() -> None:
    """In every language of the package but where its word is that of a session; with the placeholders of the English."""
    words = {message.id for message in po.read((GENERAL / WORDS_POT).read_bytes()) if isinstance(message.id, str)}
    wanted = {word for word in words if re.search(r"\bsessions?\b", re.sub(r"%\(\w+\)s", "", word), re.IGNORECASE)} - {"Sharing session"}
    for noun in NOUNS:
        for language in LANGUAGES:
            path = GENERAL / CALLED / noun / f"{language}.po"
            assert path.is_file() != ((language, noun) in SAME_AS_SESSION), path
            found = {each.id: each.string for each in po.read(path.read_bytes()) if each.id} if path.is_file() else {}
            assert set(found) == (wanted if found else set()), path
            assert [word for word, text in found.items() if not text or placeholders(word) != placeholders(text)] == [], path


STEMS = {
    "ar": "دورة|دورات",
    "de": "tagung(?!sort)",
    "en": "sessions?",
    "es": "sesi[oó]n",
    "fr": "sessions?",
    "pt": "sess(ão|ões)",
    "ru": "сесси",
    "zh": "届次",
}
"""What a page says of a session."""


@pytest.mark.parametrize("status", ["scheduled", "postponed", "cancelled", "moved_online", "resumed"])
def test_no_page_of_a_congress_speaks_of_a_session(made: Callable, status: str) -> None:
    """In no language; neither before nor after, nor where it is postponed or has moved online."""
    site = rendered(made(SERIES + f"called: congress\nstatus: {status}\n"), LANGUAGES)
    for path, html in site.pages.items():
        language = path.partition("/")[0] if path.startswith(tuple(f"{code}/" for code in LANGUAGES)) else "en"
        if path != "404.html":
            shown = re.sub(
                r"\\u([0-9a-f]{4})",
                lambda found: chr(int(found[1], 16)),
                re.sub(r"<title>.*?</title>|<(?!script)[^>]*>|(?i:prior-sessions)", " ", html),
            )
            assert re.findall(rf"(?i)(?<!\w)(?:{STEMS[language]})", shown) == [], path


def test_names_of_sessions_follow_the_noun(made: Callable) -> None:
    """With the gender of the noun; a word of the data's own stands before the number."""
    names = {
        "congress": "Twenty-second congress, المؤتمر الثاني والعشرون, Vingt-deuxième congrès, Vigésimo segundo congreso, "
        "Двадцать второй конгресс, 第二十二届大会, Zweiundzwanzigster Kongress, Vigésimo segundo congresso",
        "assembly": "Twenty-second assembly, الجمعية الثانية والعشرون, Vingt-deuxième assemblée, Vigésima segunda asamblea, "
        "Двадцать вторая ассамблея, 第二十二届大会, Zweiundzwanzigste Versammlung, Vigésima segunda assembleia",
        "event": "Twenty-second event, الفعالية الثانية والعشرون, Vingt-deuxième événement, Vigésimo segundo evento, "
        "Двадцать второе мероприятие, 第二十二届活动, Zweiundzwanzigste Veranstaltung, Vigésimo segundo evento",
    }
    for noun, wanted in names.items():
        session = made(SERIES + f"called: {noun}\n")
        found = [localizer(session, language).session_name(22) for language in ("en", "ar", "fr", "es", "ru", "zh", "de", "pt")]
        assert ", ".join(found) == wanted
    own = made(SERIES + "called: {en: Hackathon, fr: Marathon de code}\n")
    assert [localizer(own, language).session_name(22) for language in ("en", "fr")] == ["Hackathon 22", "Marathon de code 22"]
    page = rendered(own, ["en", "fr"]).pages["practical/index.html"]
    assert "<dt>Hackathon</dt>" in page and "Event details" in page


def test_a_session_may_have_no_number(made: Callable) -> None:
    """Nothing stands where it would be, and earlier ones are told by their year."""
    site = rendered(made("called: conference\nprior_sessions: [{title: Older voices, year: 2024, url: 'https://e.org/a'}]\n"), ["en"])
    assert "kicker" not in site.pages["index.html"] and "None" not in "".join(site.pages.values())
    assert '<article class="prior" data-result id="session-2024">' in site.pages["prior-sessions/index.html"]
    assert '<a href="https://e.org/a" rel="noopener">Older voices: web page</a>' in site.pages["prior-sessions/index.html"]


def test_own_words_of_a_site_win(made: Callable, tmp_path: Path) -> None:
    """What overrides/locales says stands over the words for a conference."""
    from microsite.localize.localizer import Localizer

    (tmp_path / "fr.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Session"\nmsgstr "Forum"\n', encoding="utf-8"
    )
    t = Localizer("fr", "en", catalogues=tmp_path, noun="conference")
    assert (t.gettext("Session"), t.gettext("Previous sessions"), t.gettext("Agenda")) == (
        "Forum",
        "Conférences précédentes",
        "Ordre du jour",
    )
