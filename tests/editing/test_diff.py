"""`microsite diff` says what readers will see change, in words; test_diff_pages.py is about where."""

from __future__ import annotations

import functools
import shutil
from pathlib import Path

import pytest

from microsite.editing import diff
from microsite.editing.diff import PAGE_TITLES
from microsite.model.session import Session
from microsite.render.visible import View
from microsite.source.loading import load
from tests.cli.test_cli import microsite
from tests.conftest import DATA, SITE, TEMPLATES, own_template


def site_in(folder: Path, *languages: str) -> None:
    """What the command reads of a site in these languages, and the templates that an earlier build has compiled."""
    places = ", ".join(f"{{locale: {language}}}" for language in languages)
    (folder / "mkdocs.yml").write_text(f"plugins:\n- i18n: {{languages: [{places}]}}\n", encoding="utf-8")
    shutil.copytree(TEMPLATES, folder / ".cache" / "templates")


def edited(folder: Path, *edits: tuple[str, str]) -> tuple[str, str]:
    """full.yml and full.yml with other texts in it, by name."""
    text = (DATA / "full.yml").read_text(encoding="utf-8")
    (folder / "old.yml").write_text(text, encoding="utf-8")
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    (folder / "new.yml").write_text(text, encoding="utf-8")
    return "old.yml", "new.yml"


EDITS = {
    "a time, and a title that French has not": (
        [
            ("              start: 11:15\n              end: 12:30", "              start: 11:30\n              end: 12:30"),
            ("                fr: Ouverture de la session\n", ""),
            ("                zh: 会议开幕\n", "                zh: 开幕式\n"),
        ],
        """\
Agenda
  All languages
    “Panel 1: Whose voice is it?” moves from 11:15–12:30 to 11:30–12:30 on 10 March 2026 (see also: Overview, Agenda points, Speakers)
  French
    “Opening of the session”: title is missing in French; English is shown (see also: Overview, Speakers, Webcast)
  Chinese
    “Opening of the session”: title is now “开幕式” (was “会议开幕”) (see also: Overview, Speakers, Webcast)
""",
    ),
    "an item cancelled, one gone, one new, one on another day": (
        [
            ("            - id: break-1\n              kind: break\n", "            - id: film\n              kind: presentation\n"),
            (
                "              start: 10:45\n              end: 11:15\n",
                "              start: 10:45\n              end: 11:15\n              cancelled: true\n",
            ),
            ("              start: 16:30\n              end: 17:30\n", "              start: 16:30\n"),
        ],
        """\
Agenda
  All languages
    “Tea” is gone from the agenda (was 10 March 2026, 10:45–11:15)
    “Tea” is new on the agenda: 10 March 2026, 10:45–11:15 (see also: Overview)
    “Round table on the first day” has no end now (was 17:30) (see also: Speakers)
""",
    ),
    "who takes part": (
        [
            ("{person: fontaine, part: speaker}", "{person: wang, part: speaker}"),
            ("{person: tamang, part: chair}", "{person: tamang, part: moderator}"),
        ],
        """\
Agenda
  All languages
    “Opening of the session”: Fontaine Léa is gone (see also: Speakers)
    “Opening of the session”: Tamang Sunita: part is now moderator (was chair) (see also: Speakers)
    “Opening of the session”: Wang Haoran is new (see also: Speakers)
""",
    ),
    "days, deadlines, a form, a channel": (
        [
            ("dates: {start: 2026-03-10, end: 2026-03-12}", "dates: {start: 2026-03-10, end: 2026-03-13}"),
            ("    deadline: 2026-02-15 17:00\n", "    deadline: 2026-02-16 12:00\n"),
            ("    closes: 2026-03-12\n", ""),
            ("      fr: https://register.example.org/online/fr\n", "      fr: https://register.example.org/enligne\n"),
            ("  short_name: HI\n", ""),
        ],
        """\
Overview
  All languages
    The session moves from 10–12 March 2026 to 10–13 March 2026 (see also: Agenda, Webcast, Previous sessions, Practical information)

Take part
  All languages
    Registration online: last day to register is gone (was 12 March 2026) (see also: Overview)
    “Send a recording”: deadline moves from 15 February 2026, 17:00 to 16 February 2026, 12:00 (see also: Overview)
  French
    Registration online: address is now “https://register.example.org/enligne” (was “https://register.example.org/online/fr”)

Practical information
  All languages
    Organizer: short name is gone (was “HI”)
""",
    ),
    "a picture, what it shows, and who is shown": (
        [
            ("      en: The main hall, seen from the door\n", "      en: The main hall\n"),
            ("    picture: media/portrait.jpg\n", "    picture: media/sunita.jpg\n"),
            ("      - title: ORCID\n", "      - title: ORCID iD\n"),
            ("  tembo:                                   # in no item\n    name: Tembo Amina\n", ""),
        ],
        """\
Speakers
  All languages
    People: Tembo Amina is gone
    People: Tamang Sunita: “ORCID iD”: title is now “ORCID iD” (was “ORCID”)
    People: Tamang Sunita: picture: file is now media/sunita.jpg (was media/portrait.jpg) (see also: Agenda)

Practical information
  English
    Venue: picture: text for those who do not see it is now “The main hall” (was “The main hall, seen from the door”)
""",
    ),
    "a long text": (
        [("village and the archive each have a claim.", "village, the archive and the listener each have a claim.")],
        """\
Agenda
  English
    “Panel 1: Whose voice is it?”: text is now “…microphone, the village, the archive and the listener each have a…” (was “…microphone, the village and the archive each have a…”)
""",
    ),
}


VIEW = View(compiled_templates=TEMPLATES)
OLD = load(DATA / "full.yml").session
OLD_PAGES = functools.cache(functools.partial(VIEW.visible, OLD))
"""By the language, what readers see of it: for all edits once."""


def look(session: Session, language: str) -> dict[str, tuple[str, str]]:
    return OLD_PAGES(language) if session is OLD else VIEW.visible(session, language)


IN_MAKE_FUZZ = ("who takes part", "a picture, what it shows, and who is shown", "a long text")
"""The last is said by the command below in every run."""


@pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.slow if name in IN_MAKE_FUZZ else ()) for name in EDITS])
def test_the_words(tmp_path: Path, name: str) -> None:
    """The whole of what is said, page by page and language by language."""
    edits, expected = EDITS[name]
    _, new = edited(tmp_path, *edits)
    languages = ["en", "fr", *(["zh"] if "  Chinese\n" in expected else [])]
    found = diff.changes(OLD, load(tmp_path / new).session, look, languages)
    assert diff.format_changes(found, markdown=False) == expected


def test_the_words_of_the_command(tmp_path: Path) -> None:
    """In the languages of the site in which it runs."""
    edits, expected = EDITS["a long text"]
    site_in(tmp_path, "en", "fr")
    ran = microsite("diff", *edited(tmp_path, *edits), cwd=tmp_path)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, expected, "")


def test_markdown_for_a_pull_request(tmp_path: Path) -> None:
    """Under headings, and what is data stays text: nobody's link or image gets into the summary."""
    site_in(tmp_path, "en", "fr")
    names = edited(tmp_path, ("                en: Tea\n", '                en: "![x](https://evil.example/x.png) <b>Tea</b> @all"\n'))
    ran = microsite("diff", "--format", "markdown", *names, cwd=tmp_path)
    assert ran.stdout == (
        "### Agenda\n\n**English**\n\n"
        "- “Tea”: title is now “\\!\\[x\\](https://evil.example/x.png) \\<b\\>Tea\\</b\\> \\@all” (was "
        "“Tea”)\n"
    )


def test_no_change(tmp_path: Path) -> None:
    """Comments and order are nothing that readers see."""
    ran = microsite("diff", *edited(tmp_path, ("# An invented session", "# A session")), cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (0, "Readers will see no change.\n")


def test_what_no_page_shows_is_not_told(tmp_path: Path) -> None:
    """The daily hours, where the agenda gives those of every day."""
    site_in(tmp_path, "en", "fr")
    ran = microsite("diff", *edited(tmp_path, ("hours: {start: 09:30,", "hours: {start: 09:00,")), cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (0, "Readers will see no change.\n")


def test_a_page_that_the_site_leaves_out_is_not_named(tmp_path: Path) -> None:
    """With `without` in mkdocs.yml."""
    (tmp_path / "old.yml").write_text((DATA / "minimal.yml").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "new.yml").write_text((tmp_path / "old.yml").read_text(encoding="utf-8").replace("05-07", "05-08"), encoding="utf-8")
    site_in(tmp_path, "en", "fr")
    languages = (tmp_path / "mkdocs.yml").read_text(encoding="utf-8")
    named = []
    for without in ("[]", "[agenda]"):
        (tmp_path / "mkdocs.yml").write_text(f"{languages}- microsite: {{without: {without}}}\n", encoding="utf-8")
        named.append(microsite("diff", "old.yml", "new.yml", cwd=tmp_path).stdout)
    assert "Agenda, " in named[0] and named[1] == named[0].replace("Agenda, ", "")


def test_a_bad_template_is_told(tmp_path: Path) -> None:
    """The pages are those of the site's own templates."""
    site_in(tmp_path, "en", "fr")
    footer = own_template(tmp_path, "parts/footer.html")
    names = edited(tmp_path, ("  short_name: HI\n", "  short_name: HX\n"))
    footer.write_text("{{ session.organizer.short_name.root.values() | first }}", encoding="utf-8")
    assert microsite("diff", *names, cwd=tmp_path).stdout.startswith("Every page\n")
    footer.write_text("{% if %}", encoding="utf-8")
    ran = microsite("diff", *names, cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (1, "") and ran.stderr.startswith("Error: A template in overrides/ can't be used: ")


def test_a_bad_file_is_told(tmp_path: Path) -> None:
    """Its problems, and exit 1."""
    ran = microsite("diff", *edited(tmp_path, ("number: 4\n", "number: four\n")), cwd=tmp_path)
    assert ran.returncode == 1
    assert ran.stdout.splitlines()[0] == "new.yml:14:9: error: number: “four” is not a whole number; write digits, for instance 12"


def test_the_pages_are_those_of_the_site() -> None:
    """Every page of the navigation, by the title it has there; that of people is made without one in docs/."""
    titles = {path.stem.replace("index", "event"): path.read_text(encoding="utf-8") for path in (SITE / "docs").glob("*.md")}
    for part, title in PAGE_TITLES.items():
        assert part in ("every", "people", "points", "documents", "news") or f"title: {title}\n" in titles[part]


# ── what is easily overlooked ────────────────────────────────────────────────────────────────────────────────────────


def everything(session: Session, _language: str) -> dict[str, tuple[str, str]]:
    """A look at a session that sees all there is, for tests of what is said and not of where."""
    return {"event": (repr(session), "")}


def said(tmp_path: Path, *edits: tuple[str, str]) -> list[str]:
    """The changes alone, without headings."""
    new = load(tmp_path / edited(tmp_path, *edits)[1]).session
    return [change.words for change in diff.changes(OLD, new, everything, diff.languages_of(OLD, new))]


def test_another_order_is_a_change(tmp_path: Path) -> None:
    """Of channels, people and prior sessions, which readers see in the order of the file."""
    floor, arabic = "    - {language: floor, youtube: aaaaaaaaaaa}\n", "    - {language: ar, peertube:"
    text = (DATA / "full.yml").read_text(encoding="utf-8")
    line = next(each for each in text.split("\n") if each.startswith(arabic.rstrip())) + "\n"
    assert said(tmp_path, (floor + line, line + floor)) == [
        "Webcast: channels are in another order: Channel Arabic, Channel Floor (original audio), Channel "
        "Chinese, Channel English, Channel French, …"
    ]
    chair, speaker = "                - {person: tamang, part: chair}\n", "                - {person: fontaine, part: speaker}\n"
    assert said(tmp_path, (chair + speaker, speaker + chair)) == [
        "“Opening of the session”: people are in another order: Fontaine Léa, Tamang Sunita"
    ]


def test_another_id_is_another_address_and_nothing_else(tmp_path: Path) -> None:
    """Links to it break; a person's short name is seen by nobody."""
    assert said(tmp_path, ("            - id: break-2 ", "            - id: pause ")) == [
        "Break (pause) has a new address, #pause: links to the old one, #break-2, lead nowhere"
    ]
    text = (DATA / "full.yml").read_text(encoding="utf-8")
    edits = [("{person: sato,", "{person: sato-y,")] * text.count("{person: sato,") + [("  sato: ", "  sato-y: ")]
    assert said(tmp_path, *edits) == []


def test_blanks_are_no_change_and_paragraphs_are(tmp_path: Path) -> None:
    """What is seen is told, in words that differ."""
    assert said(tmp_path, ("  en: Fourth session\n", "  en: Fourth  session\n")) == []
    text = (DATA / "full.yml").read_text(encoding="utf-8")
    about = text.split("about:\n")[1].split("\n\n")[0]
    assert said(tmp_path, (about + "\n\n", about + "\n")) == ["Account of the theme: its paragraphs are divided otherwise"]


def test_what_comes_or_goes_is_told_for_all_pages_it_was_on(tmp_path: Path) -> None:
    """A part that goes as a whole may be on pages that only one of its lines is on."""
    text = (DATA / "full.yml").read_text(encoding="utf-8")
    contact = "\ncontact:" + text.split("\ncontact:")[1]
    new = load(tmp_path / edited(tmp_path, (contact, "\n"))[1]).session
    (change,) = diff.changes(OLD, new, look, ["en"])
    assert (change.words, change.pages) == ("Contact is gone", ("every", "practical", "accessibility"))


def test_a_new_kind_comes_with_its_items(tmp_path: Path) -> None:
    """One without the other cannot be shown, and is not tried."""
    edits = (
        ("\nkinds:\n", "\nkinds:\n  fishbowl: {name: Fishbowl}\n"),
        ("              kind: open_floor\n", "              kind: fishbowl\n"),
    )
    new = load(tmp_path / edited(tmp_path, *edits)[1]).session
    found = diff.changes(OLD, new, look, ["en"])
    assert [(change.words, change.pages) for change in found] == [("“Open floor”: kind is now fishbowl (was open_floor)", ("agenda",))]


def test_another_player_and_a_move_are_said_in_a_sentence(tmp_path: Path) -> None:
    """And not key by key."""
    assert said(tmp_path, ("{language: floor, youtube: aaaaaaaaaaa}", "{language: floor, hls: https://media.example.org/floor.m3u8}")) == [
        "Webcast: Channel Floor (original audio) is now played by hls (was youtube)"
    ]
    assert said(tmp_path, ("              start: 10:45\n", "              start: 10:45\n              moved: {start: 10:30}\n")) == [
        "“Tea”: readers are told where it was"
    ]


ITEMS_AND_VENUES = {
    ("              open_end: true\n", ""): ["“Open floor”: open end is now no (was yes)"],
    ("                - {kind: sign_up, url: https://register.example.org/voices, shown_until: 2026-03-09 18:00}\n", ""): [
        "“Panel 1: Whose voice is it?”: link to reserve a place is gone"
    ],
    ("shown_until: 2026-03-31", "shown_until: 2026-04-30"): [
        "“Panel 1: Whose voice is it?”: link to give feedback: last day on which it is shown moves from 31 March 2026 to 30 April 2026"
    ],
    ("              interpretation: [en, fr, ils]", "              interpretation: []"): [
        "“What a voice owes to its listeners”: list of interpretation languages is now none (was en, fr, ils)"
    ],
    ("confirmed: false", "confirmed: true"): [
        "“Panel 1: Whose voice is it?”: Rivera Núñez, María José: whether it is confirmed is now yes (was no)"
    ],
    ("    point: {latitude: 25.6207, longitude: 85.1720}", "    point: {latitude: 25.7, longitude: 85.1720}"): [
        "Venue Ganges Annex: place on the map is now 25.7, 85.172 (was 25.6207, 85.172)"
    ],
    ("venues:  ", "venues:\n  tent: {name: Tent}\n  #"): ["Venue Tent is new"],
}


@pytest.mark.parametrize("edit", ITEMS_AND_VENUES, ids=lambda edit: edit[0].strip()[:30])
def test_what_changes_about_items_and_venues_is_said_in_words(tmp_path: Path, edit: tuple[str, str]) -> None:
    """Links by what they are for, so that one that goes makes no other a new one."""
    assert said(tmp_path, edit) == ITEMS_AND_VENUES[edit]


def test_channels_of_two_rooms_are_two(tmp_path: Path) -> None:
    """Each is called by its language and its room."""
    studio = "    - {language: floor, room: Studio, youtube: eeeeeeeeeee}\n"
    floor = "    - {language: floor, youtube: aaaaaaaaaaa}\n"
    assert said(tmp_path, (floor, floor + studio)) == ["Webcast: Channel Floor (original audio) (Studio) is new"]
    assert said(tmp_path, ("youtube: ddddddddddd", "youtube: fffffffffff")) == [
        "Webcast: Recording of Sitting “Tuesday afternoon”: Channel Floor (original audio) (Studio): youtube is now fffffffffff (was ddddddddddd)"
    ]


def test_parts_of_one_session_are_told_apart(tmp_path: Path) -> None:
    """One that comes is new, and the others stay what they were; each is called by its title."""
    other = "  - {number: 2, title: Songs without words, start: 2023-02-02}\n"
    first = "  - number: 2                              # a first part"
    assert said(tmp_path, (first, other + first)) == ["Session 2 (“Songs without words”) is new"]
    assert said(tmp_path, ("start: 2022-11-08", "start: 2022-11-08\n    symbol: HI/2")) == [
        "Session 2 (“Songs without singers, first part”): symbol is now HI/2"
    ]


def test_ways_to_register_are_called_by_their_names(tmp_path: Path) -> None:
    """Those of the interface, or their titles; one that is full is told, and another order."""
    press = "  press:\n    url: https://register.example.org/press\n    state: waiting_list\n"
    walk = "  night-walk:\n    title:\n"
    assert said(tmp_path, (press, "")) == ["Registration of the press is gone"]
    assert said(tmp_path, (press, press.replace("waiting_list", "full"))) == [
        "Registration of the press: state is now full (was waiting_list)"
    ]
    text = (DATA / "full.yml").read_text(encoding="utf-8")
    whole = walk + text.split(walk)[1].split("\ncalls:")[0]
    assert said(tmp_path, (press + whole, whole.rstrip() + "\n" + press)) == [
        "Ways to register are in another order: Registration at the venue, Registration online, Registration “Night walk with "
        "microphones”, Registration of the press"
    ]


def test_names_of_languages_are_not_people(tmp_path: Path) -> None:
    """A name that comes and one that changes are said as such; their order in the file is seen on no page."""

    def session(names: str) -> Session:
        path = tmp_path / "session.yml"
        text = (DATA / "minimal.yml").read_text(encoding="utf-8")
        path.write_text(f"{text}interpretation: [bfi, rmy]\nlanguage_names: {names}\n", encoding="utf-8")
        return load(path).session

    old, new = session("{bfi: {en: BSL}}"), session("{rmy: {en: Romani}, bfi: {en: British Sign}}")
    assert [change.words for change in diff.changes(old, new, everything, ["en"])] == [
        "Names of languages: name of a language “Romani” is new",
        "Names of languages: name of a language is now “British Sign” (was “BSL”)",
    ]
    assert diff.changes(new, session("{bfi: {en: British Sign}, rmy: {en: Romani}}"), everything, ["en"]) == []
