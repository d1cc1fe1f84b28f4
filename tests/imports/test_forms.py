"""The forms on GitHub: what each changes in a data file, and what it says where it is not understood.

The bodies are made of the forms' own files, as GitHub makes them, so that these and the program can't drift apart.
"""

from __future__ import annotations

import difflib
import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from microsite.cli.main import main
from microsite.editing.diff import Change
from microsite.editing.rewrite import read
from microsite.imports.form_body import NotUnderstood
from microsite.imports.form_entries import MODES, part_names
from microsite.imports.forms import FORMS, Applied, apply_form
from microsite.model.people import Part
from tests.conftest import DATA, ROOT

FOLDER = ROOT / ".github" / "ISSUE_TEMPLATE"
FILES = {(form := yaml.safe_load(path.read_text(encoding="utf-8"))).get("name"): form for path in FOLDER.glob("*.yml")}
FULL = (DATA / "full.yml").read_text(encoding="utf-8")

SMALL = """\
number: 7
title: {en: Bells, fr: Cloches}
dates: {start: 2027-06-01, end: 2027-06-02}
zone: Africa/Nairobi
organizer: {name: Foundry}

people:
  wanjiru: {name: Wanjiru Njeri}   # founder

agenda:
  status: provisional
  planned:
    - {id: film, kind: social_event, title: A film}
  days:
    - date: 2027-06-01
      sittings:
        - id: morning
          title: Morning
          start: 09:00
          end: 12:00
          items:
            - id: opening
              kind: opening
              start: 09:00
            - id: casting
              kind: panel          # was a talk
              title: {en: How a bell is cast, fr: Comment on coule une cloche, ar: كيف تُصبّ الأجراس, zh: 钟是怎样铸成的}
              start: 10:00
              end: 11:00
            - {id: question-time-1, kind: discussion, title: Question time, start: 11:00}
    - date: 2027-06-02
      sittings:
        - id: second
          start: 09:00
          end: 12:00
          items:
            - {id: question-time-2, kind: discussion, title: Question time, start: 11:00}
"""


def labels(form: str) -> list[str]:
    """Of the answers, in the form's file."""
    return [field["attributes"]["label"] for field in FILES[form]["body"] if field["type"] != "markdown"]


def body(form: str, **answers: str) -> str:
    """What GitHub makes of answers: `the_item` is that of the label “The item”."""
    fields = [field for field in FILES[form]["body"] if field["type"] != "markdown"]
    written, given = "", {re.sub(r"\W+", "_", label.replace("’", "")).lower(): label for label in labels(form)}
    assert {*answers} <= {*given}, "a form's label was renamed"
    for name, field in zip(given, fields, strict=True):
        default = field["attributes"].get("options", [])[field["attributes"].get("default", 0)] if "default" in field["attributes"] else ""
        written += f"### {field['attributes']['label']}\n\n{answers.get(name, default) or '_No response_'}\n\n"
    return written.strip()


def applied(tmp_path: Path, text: str, form: str, **answers: str) -> tuple[Applied, list[str]]:
    """What a form does, and the lines of the file that go and come."""
    data = tmp_path / "session.yml"
    data.write_text(text, encoding="utf-8", newline="")
    result = apply_form(body(form, **answers), data, docs=DATA, languages=["en", "fr"], catalogues=tmp_path)
    differences = difflib.unified_diff(text.splitlines(), (result.content or text).splitlines(), lineterm="", n=0)
    return result, [line for line in differences if line[:1] in "+-" and line[:3] not in ("+++", "---")]


def refused(tmp_path: Path, text: str, form: str, **answers: str) -> list[tuple[str, str]]:
    """The problems of a form."""
    with pytest.raises(NotUnderstood) as caught:
        applied(tmp_path, text, form, **answers)
    return [*caught.value.problems]


def test_forms_and_program_are_one() -> None:
    """The same forms with the same labels, what must be answered, and what there is to choose; for sites of other organizers too."""
    ours = {name for name, form in FILES.items() if "form" in form.get("labels", ())}
    assert ours == {*FORMS}
    for name, form in FORMS.items():
        fields = [field for field in FILES[name]["body"] if field["type"] != "markdown"]
        must = [field["attributes"]["label"] for field in fields if field.get("validations", {}).get("required")]
        assert labels(name) == [*form.labels] and {*must} == {*form.required}, name
    choices = {field["attributes"].get("label"): field["attributes"].get("options") for field in FILES["Add a speaker"]["body"]}
    assert choices["Part"] == part_names() and len(part_names()) == len(Part) and choices["How"] == [*MODES]
    site = ROOT / "microsite/editing/site_template/github/ISSUE_TEMPLATE"
    files = {path.name for path in FOLDER.glob("*.yml") if "labels: [form]" in path.read_text(encoding="utf-8")}
    assert len(files) == len(FORMS) and all((site / name).read_bytes() == (FOLDER / name).read_bytes() for name in files)


@pytest.mark.parametrize(
    "item",
    [
        "casting",
        "How a bell is cast",
        "  how a bell is CAST. ",
        "“How a bell is cast”",
        "Comment on coule une cloche",
        "كيف تُصبّ الأجراس",
        "كيف تصب الأجراس",
        "钟是怎样铸成的",
        "https://bells.example.org/fr/agenda/#casting",
        "https://bells.example.org/agenda/casting/",
        "agenda.md#casting",
        "How a bell is cast, 10:00",
        "1 June, 10 a.m.: How a bell is cast",
        "Comment on coule une cloche (mardi 1 juin, 10h00)",
    ],
)
def test_an_item_as_people_call_it(tmp_path: Path, item: str) -> None:
    """By its id, its address or its title in any language, with day and hour or without."""
    _, lines = applied(tmp_path, SMALL, "Change a time", the_item=item, new_end="10h30")
    assert lines == ["-              end: 11:00", "+              end: 10:30"]


@pytest.mark.parametrize("hour", ["10:15", "10h15", "10.15", "10:15 a.m.", "10:15 am", "10：15", "１０:１５", "١٠:١٥"])
def test_an_hour_as_people_write_it(tmp_path: Path, hour: str) -> None:
    """What was before is noted, and nothing else changes: an end that is not given keeps the length."""
    _, lines = applied(tmp_path, SMALL, "Change a time", the_item="casting", new_start=hour, new_end="11:00")
    assert lines == ["-              start: 10:00", "+              start: 10:15", "+              moved: {start: 10:00}"]


def test_a_time_is_changed_where_it_stands(tmp_path: Path) -> None:
    """Without a new end the item lasts as long as before; the reason is its note; in an agenda that is not published nothing is noted."""
    result, lines = applied(
        tmp_path, FULL, "Change a time", the_item="panel-voices", new_start="11:30", new_end="12:30", why="The tea was cold."
    )
    assert lines == [
        "-              start: 11:15",
        "+              start: 11:30",
        "+              moved: {start: 11:15}",
        "+              note: The tea was cold.",
    ]
    assert result.done[0] == "`Panel 1: Whose voice is it?` is now at 11:30–12:30 (was 11:15–12:30)"
    _, lines = applied(tmp_path, SMALL.replace("provisional", "pending"), "Change a time", the_item="casting", new_start="9:30")
    assert "+              start: 09:30" in lines and not any("moved" in line for line in lines)
    result, lines = applied(tmp_path, SMALL, "Change a time", the_item="casting", new_start="10:00", new_end="11:00")
    assert (result.content, lines, result.done) == (None, [], ())


def test_an_item_that_moves_back_is_not_moved(tmp_path: Path) -> None:
    """What was before is what was published first."""
    result, _ = applied(tmp_path, SMALL, "Change a time", the_item="casting", new_start="09:30")
    result, _ = applied(tmp_path, result.content, "Change a time", the_item="casting", new_start="09:45")
    assert "moved: {start: 10:00}" in result.content
    result, _ = applied(tmp_path, result.content, "Change a time", the_item="casting", new_start="10:00")
    assert result.content == SMALL


def test_an_item_moves_into_the_sitting_of_its_new_hour(tmp_path: Path) -> None:
    """In the order of time, with its comments; a planned one gets its first hour, and was nowhere before."""
    move = {"what_happens_to_it": "It moves to another day, hour or room"}
    result, lines = applied(tmp_path, SMALL, "Cancel or move an item", the_item="casting", new_day="2/6/2027", new_start="9.30", **move)
    second = result.content.split("id: second")[1]
    assert second.index("kind: panel          # was a talk") < second.index("question-time-2")
    assert "moved: {date: 2027-06-01, start: 10:00}" in second and "end: 10:30" in second and len(lines) == 11
    _, lines = applied(tmp_path, SMALL, "Cancel or move an item", the_item="A film", new_day="Wednesday 2 June", new_start="10:00", **move)
    assert lines == [
        "-  planned:",
        "-    - {id: film, kind: social_event, title: A film}",
        "+            - {id: film, kind: social_event, title: A film, start: 10:00}",
    ]
    _, lines = applied(tmp_path, SMALL, "Cancel or move an item", the_item="casting", new_room="Great hall", **move)
    assert lines == ["+              room: Great hall"]


def test_an_item_is_cancelled_and_takes_place_after_all(tmp_path: Path) -> None:
    """It stays where it is; the note goes with the reason."""
    cancel = {"the_item": "casting", "what_happens_to_it": "It is cancelled"}
    result, lines = applied(tmp_path, SMALL, "Cancel or move an item", why="The mould broke: no panel.", **cancel)
    assert lines == ["+              cancelled: true", '+              note: "The mould broke: no panel."']
    again, _ = applied(tmp_path, result.content, "Cancel or move an item", **cancel)
    assert again.content is None
    back, _ = applied(tmp_path, result.content, "Cancel or move an item", the_item="casting", what_happens_to_it="It takes place after all")
    assert back.content == SMALL


def test_a_speaker_is_added(tmp_path: Path) -> None:
    """Under a short name made of the name, and in the item; of somebody who is there already, what is missing."""
    _, lines = applied(
        tmp_path,
        SMALL,
        "Add a speaker",
        the_speakers_name="Léa O’Brien",
        role="Founder",
        biography="Casts bells.\n\nAnd tunes them.",
        picture="hall.jpg",
        item="How a bell is cast",
        part="Co-chair",
        how="Remotely",
    )
    assert lines == [
        "+  lea-obrien:",
        "+    name: Léa O’Brien",
        "+    role: Founder",
        "+    biography: |-",
        "+      Casts bells.",
        "+",
        "+      And tunes them.",
        "+    picture: media/hall.jpg",
        "+              people:",
        "+                - {person: lea-obrien, part: co_chair, mode: remote}",
    ]
    _, lines = applied(tmp_path, SMALL, "Add a speaker", the_speakers_name="NJERI Wanjiru", role="Founder", item="opening")
    assert lines == [
        "-  wanjiru: {name: Wanjiru Njeri}   # founder",
        "+  wanjiru: {name: Wanjiru Njeri, role: Founder}   # founder",
        "+              people:",
        "+                - {person: wanjiru}",
    ]
    _, lines = applied(tmp_path, SMALL, "Add a speaker", the_speakers_name="王芳")
    assert lines == ["+  person-1: {name: 王芳}"]


def test_a_document_is_added_or_comes_out(tmp_path: Path) -> None:
    """To the session or to an item, in one language or several; one that was announced gets its address."""
    title = {"the_documents_title": "Programme"}
    result, lines = applied(
        tmp_path, SMALL, "Add a document", title_in_other_languages="- French: Le programme", expected="1 May 2027", **title
    )
    assert lines == [
        "+",
        "+documents:",
        "+  - id: programme",
        "+    title: {en: Programme, fr: Le programme}",
        "+    expected: 2027-05-01",
    ]
    out, _ = applied(tmp_path, result.content, "Add a document", address_or_file="en: slides.pdf\nfr: https://example.org/p", **title)
    (document,) = read(out.content)["documents"]
    assert document["url"] == {"en": "files/slides.pdf", "fr": "https://example.org/p"} and "expected" not in document
    on_item, _ = applied(tmp_path, SMALL, "Add a document", address_or_file="https://example.org/a", belongs_to="casting", **title)
    item = read(on_item.content)["agenda"]["days"][0]["sittings"][0]["items"][1]
    assert item["documents"] == [{"title": "Programme", "url": "https://example.org/a"}]


def test_a_recording_is_added(tmp_path: Path) -> None:
    """To an item, or to a sitting."""
    url = {"address_of_the_recording": "https://watch.example.org/1"}
    _, lines = applied(tmp_path, SMALL, "Add a recording", the_item_or_sitting="钟是怎样铸成的", slides="slides.pdf", **url)
    assert lines == ["+              recording: https://watch.example.org/1", "+              slides: files/slides.pdf"]
    result, _ = applied(tmp_path, SMALL, "Add a recording", the_item_or_sitting="Morning", **url)
    assert read(result.content)["webcast"] == {"recordings": [{"sitting": "morning", "url": "https://watch.example.org/1"}]}


def test_news_are_published(tmp_path: Path) -> None:
    """With an id of their own; the same again changes nothing."""
    news = {"the_news": "The agenda is out", "the_news_in_other_languages": "fr: L’ordre du jour est là", "day": "12 May 2027"}
    result, _ = applied(tmp_path, SMALL, "Publish news", more="Read it.", address="https://example.org/news", **news)
    assert read(result.content)["news"] == [
        {
            "id": "the-agenda-is-out",
            "date": "2027-05-12",
            "title": {"en": "The agenda is out", "fr": "L’ordre du jour est là"},
            "text": "Read it.",
            "url": "https://example.org/news",
        }
    ]
    assert applied(tmp_path, result.content, "Publish news", **news)[0].content is None
    result, _ = applied(tmp_path, SMALL, "Publish news", the_news="null", day="12 May 2027")
    assert '- {id: "null", date: 2027-05-12, title: "null"}' in result.content, "a text, and not nothing"


def test_a_text_is_corrected(tmp_path: Path) -> None:
    """A part of one, a name for all languages, a translation that is wrong and one that is missing."""
    for old, new, more, lines in (
        ("bell is cast", "bell is made", {}, ("title: {en: How a bell is cast,", "title: {en: How a bell is made,")),
        ("Wanjiru Njeri", "Wanjirũ Njeri", {}, ("{name: Wanjiru Njeri}", "{name: Wanjirũ Njeri}")),
        (  # of a name that all languages share, one gets its own
            "Wanjiru Njeri",
            "Wanjirũ Njeri",
            {"language": "français"},
            ("{name: Wanjiru Njeri}", "{name: {en: Wanjiru Njeri, fr: Wanjirũ Njeri}}"),
        ),
        ("Wanjiru Njeri", "万吉鲁", {}, ("{name: Wanjiru Njeri}", "{name: {en: Wanjiru Njeri, zh: 万吉鲁}}")),
        ("Comment on\u00a0coule une cloche", "La coulée", {"language": "fr"}, ("fr: Comment on coule une cloche", "fr: La coulée")),
        ("A film", "Un film", {"language": "French"}, ("title: A film", "title: {en: A film, fr: Un film}")),
        ("Question time", "Questions", {"where_it_stands": "question-time-2"}, ("title: Question time", "title: Questions")),
    ):
        result, found = applied(tmp_path, SMALL, "Correct a text", the_text_as_it_is=old, the_text_as_it_should_be=new, **more)
        assert len(found) == 2 and lines[0] in found[0] and found[1] == "+" + found[0][1:].replace(*lines), old


MOVE = {"what_happens_to_it": "It moves to another day, hour or room"}
WRONG = {
    "an item that is none": (
        "Change a time",
        {"the_item": "Casting of bels", "new_start": "9:00"},
        "The item",
        "There is no item `Casting of bels`",
    ),
    "a person who may be there already": (
        "Add a speaker",
        {"the_speakers_name": "Ms. Njeri"},
        "The speaker’s name",
        "There is `Wanjiru Njeri` already; write that name, if this is meant",
    ),
    "a file with a name that no disk can hold": (
        "Add a document",
        {"the_documents_title": "Paper", "address_or_file": "paper" * 99},
        "Address or file",
        "is not in docs/; add the file, or correct the name",
    ),
    "two items": (
        "Change a time",
        {"the_item": "Question time", "new_start": "11:30"},
        "The item",
        "`Question time` may be several: `question-time-1` `Question time` (1 June 2027, 11:00); `question-time-2`",
    ),
    "no hour": ("Change a time", {"the_item": "casting"}, "New start", "There is neither a new start nor a new end"),
    "an hour that is none": ("Change a time", {"the_item": "casting", "new_start": "soon"}, "New start", "“soon” is not a time of day"),
    "an hour that no sitting holds": (
        "Change a time",
        {"the_item": "casting", "new_start": "13:00"},
        "New start",
        "No sitting of 1 June 2027 holds 13:00: `morning` `Morning` (1 June 2027, 09:00–12:00)",
    ),
    "an end after the sitting": (
        "Change a time",
        {"the_item": "casting", "new_end": "12:30"},
        "New end",
        "The item would end at 12:30, and its sitting is over at 12:00; give for instance `12:00` as new end",
    ),
    "an end before the start": (
        "Change a time",
        {"the_item": "casting", "new_start": "10:30", "new_end": "10:15"},
        "New end",
        "The item would end at 10:15, which is not after its start at 10:30; give a later end",
    ),
    "two items where one is asked for": (
        "Change a time",
        {"the_item": "How a bell and opening", "new_start": "9:30"},
        "The item",
        "These are several items: `casting` `How a bell is cast` (1 June 2027, 10:00); `opening`",
    ),
    "an item that is not cancelled": (
        "Cancel or move an item",
        {"the_item": "casting", "what_happens_to_it": "It takes place after all"},
        "What happens to it",
        "`How a bell is cast` is not cancelled",
    ),
    "a reason in another language": (
        "Cancel or move an item",
        {"the_item": "casting", "what_happens_to_it": "It is cancelled", "why": "铸模坏了。"},
        "Why",
        "By its letters, this is in Chinese, and English is needed; write `en:` and the text in English, and below it this text after `zh:`",
    ),
    "an address without its beginning": (
        "Add a document",
        {"the_documents_title": "Paper", "address_or_file": "www.example.org/p.pdf"},
        "Address or file",
        "An address on the web begins with https://; write `https://www.example.org/p.pdf`",
    ),
    "an address that is none yet": (
        "Add a recording",
        {"the_item_or_sitting": "casting", "address_of_the_recording": "Link follows"},
        "Address of the recording",
        "`Link follows` is no address, which begins with https://",
    ),
    "a day where a sitting is asked for": (
        "Add a recording",
        {"the_item_or_sitting": "Tuesday", "address_of_the_recording": "https://watch.example.org/1"},
        "The item or sitting",
        "`Tuesday` has several parts: `morning` `Morning`",
    ),
    "a text that is nearly there": (
        "Correct a text",
        {"the_text_as_it_is": "Comment on cuole une cloche", "the_text_as_it_should_be": "La coulée"},
        "The text as it is",
        "is `Comment on coule une cloche` meant?",
    ),
    "an end that is not given, after the next item began": (
        "Change a time",
        {"the_item": "casting", "new_start": "10:30"},
        "New end",
        "is 11:00, while `How a bell is cast` is still on in the same room (until 11:30); correct a time, or give a room. Without an answer here",
    ),
    "an item without an hour": ("Change a time", {"the_item": "film", "new_start": "10:00"}, "The item", "has no hour yet; use the form"),
    "a day without sittings": (
        "Cancel or move an item",
        {"the_item": "casting", "new_day": "3 June", **MOVE},
        "New day",
        "The agenda has no sitting on 3 June 2027; days that have one: 1 June 2027, 2 June 2027",
    ),
    "a wrong weekday": (
        "Cancel or move an item",
        {"the_item": "casting", "new_day": "Monday 2 June", **MOVE},
        "New day",
        "names the wrong weekday: 2 June 2027 is a Wednesday",
    ),
    "a day that could be two": (
        "Publish news",
        {"the_news": "News", "day": "03/04/2027"},
        "Day",
        "`03/04/2027` is not a day; write for instance `2027-06-01`",
    ),
    "a move to nowhere": ("Cancel or move an item", {"the_item": "casting", **MOVE}, "New day", "There is no new day, hour or room"),
    "a picture that is attached": (
        "Add a speaker",
        {"the_speakers_name": "Kim", "picture": "![kim](https://github.com/user-attachments/assets/1)"},
        "Picture",
        "A file that is attached here can't be published; upload it into docs/files",
    ),
    "a file that is not there": (
        "Add a document",
        {"the_documents_title": "Paper", "address_or_file": "paper.pdf"},
        "Address or file",
        "paper.pdf",
    ),
    "a language that is none": (
        "Add a document",
        {"the_documents_title": "Paper", "title_in_other_languages": "xx: Papier", "expected": "1 May 2027"},
        "Title in other languages",
        "`xx` is no language of this site; write one of English (en), French (fr)",
    ),
    "an address that is none": (
        "Add a recording",
        {"the_item_or_sitting": "casting", "address_of_the_recording": "watch.example.org"},
        "Address of the recording",
        "write `https://watch.example.org`",
    ),
    "a text that is in several places": (
        "Correct a text",
        {"the_text_as_it_is": "Question time", "the_text_as_it_should_be": "Questions"},
        "Where it stands",
        "This is found 2 times: `agenda.items[question-time-1].title`",
    ),
    "a text that is nowhere": (
        "Correct a text",
        {"the_text_as_it_is": "Register", "the_text_as_it_should_be": "Sign up"},
        "The text as it is",
        "No text of the data file has this in it",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_not_understood_is_told_at_its_answer(tmp_path: Path, name: str) -> None:
    """With what there is, and nothing is changed."""
    form, answers, label, words = WRONG[name]
    problems = refused(tmp_path, SMALL, form, **answers)
    assert [each[0] for each in problems] == [label] and words in problems[0][1], problems


def test_what_is_doubtful_is_asked(tmp_path: Path) -> None:
    """Where a form could do what nobody meant."""
    chinese = SMALL.replace("{name: Wanjiru Njeri}", "{name: 万吉鲁}")
    for text, form, answers, label, words in (
        (SMALL, "Add a speaker", {"the_speakers_name": "Dr. Kim Li and Ms. Ann Wu"}, "The speaker’s name", "These are several people"),
        (
            chinese,
            "Add a speaker",
            {"the_speakers_name": "Njeri Wanjiru"},
            "The speaker’s name",
            "`万吉鲁` (`wanjiru`) already; write that name",
        ),
        (FULL, "Change a time", {"the_item": "Panel 2", "new_start": "2:15"}, "New start", "is `14:15` meant?"),
        (
            FULL,
            "Correct a text",
            {"the_text_as_it_is": "Register", "the_text_as_it_should_be": "Sign up"},
            "Where it stands",
            "a part of `Register of sound archives`. If that text is meant, write `links",
        ),
        (
            FULL,
            "Correct a text",
            {"the_text_as_it_is": "Volkov Pyotr", "the_text_as_it_should_be": "Волков Пётр"},
            "Language",
            "The text as it should be has other letters than the text as it is",
        ),
        (
            FULL,
            "Publish news",
            {"the_news": "The programme is out", "day": "5 March"},
            "The news",
            "There is `The programme is out` already, of",
        ),
    ):
        (problem,) = refused(tmp_path, text, form, **answers)
        assert problem[0] == label and words in problem[1], problem
    added, _ = applied(tmp_path, chinese, "Add a speaker", the_speakers_name="Njeri Wanjiru (new)")
    assert read(added.content)["people"]["njeri-wanjiru"] == {"name": "Njeri Wanjiru"}


def test_what_a_change_takes_away_is_told(tmp_path: Path) -> None:
    """The room that was, in all its languages; translations of a note; a part that stays; Markdown, which is kept where it can be."""
    result, lines = applied(tmp_path, FULL, "Cancel or move an item", the_item="Panel 3", new_room="Garden hall", **MOVE)
    assert "moved:" in lines[1] and all(f"{each}: " in " ".join(lines[2:]) for each in ("en", "ar", "es", "fr", "ru", "zh")), lines
    back = {"the_item": "contracts", "what_happens_to_it": "It takes place after all"}
    result, _ = applied(tmp_path, FULL, "Cancel or move an item", **back)
    assert result.done[1] == "The note that it had and its translations are deleted"
    result, _ = applied(tmp_path, FULL, "Cancel or move an item", why="The speaker is well again.", **back)
    assert result.done[1] == "Its note says why, in the place of the note that it had and of its translations"
    speaker = {"the_speakers_name": "Satō Yui", "item": "panel-machines"}
    result, lines = applied(tmp_path, FULL, "Add a speaker", part="Panellist", **speaker)
    assert [re.sub(r".*part: (\w+).*", r"\1", line) for line in lines] == ["moderator", "panellist"]
    result, lines = applied(tmp_path, FULL, "Add a speaker", **speaker)
    assert (
        lines == []
        and "takes part in `Panel 3: Machines that learn to sing` already, and that stays so (Part: moderator)" in result.done[0]
    )
    text = {"the_text_as_it_is": "The lift stands beside the cloakroom; the stairs have 44 steps."}
    result, lines = applied(
        tmp_path, FULL, "Correct a text", the_text_as_it_should_be=text["the_text_as_it_is"].replace("cloakroom", "door"), **text
    )
    assert [line.split("**")[1] for line in lines] == ["beside the cloakroom", "beside the door"]
    assert "`The lift stands **beside the door**; the stairs have 44 steps.` now, and was `The lift" in result.done[0]
    problems = refused(tmp_path, FULL, "Correct a text", the_text_as_it_is="stands beside the", the_text_as_it_should_be="is at a")
    assert "copy all of the text from the page" in problems[0][1]


@pytest.mark.parametrize("day", ["Thursday", "jueves", "11 mars 2027", "1er mars 2026", "1 de marzo de 2026", "1 March"])
def test_a_day_as_people_write_it(tmp_path: Path, day: str) -> None:
    """A weekday that the session has once, and days outside the session in the languages of the site."""
    result, _ = applied(tmp_path, FULL, "Publish news", the_news="Doors are open", day=day)
    wanted = {"Thursday": "2026-03-12", "jueves": "2026-03-12", "11 mars 2027": "2027-03-11"}.get(day, "2026-03-01")
    assert read(result.content)["news"][-1]["date"] == wanted


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    """Not one after the other."""
    problems = refused(tmp_path, SMALL, "Cancel or move an item", the_item="Nothing", new_day="some day", new_start="noonish", **MOVE)
    assert [label for label, _ in problems] == ["The item", "New day", "New start"]
    problems = refused(tmp_path, SMALL, "Cancel or move an item", the_item="Nothing", new_day="3 June", **MOVE)
    assert [label for label, _ in problems] == ["The item", "New day"], "that the agenda has no such day, whatever the item is"


HOSTILE = {
    "YAML": "a: [b, {c: &d *e}] # f\n- !!python/object:os.system\n---\n...\n\"'%@|>",
    "an expression of a workflow": "${{ github.token }} $(id) `id` ; rm -rf / %0A::set-output name=x::y",
    "somebody’s name and another issue": "@octocat @org/team #1 GH-2 https://example.org/x [a](javascript:b) ![c](https://d.example/e.png)",
    "HTML": "<!-- form --> <script>alert(1)</script> <img src=x onerror=alert(2)> &lt;",
    "a heading of no form": "### Label of another form\n\n# Title\n```\n### Nothing\n```",
    "right to left": "الأجراس والتماثيل: «نص» ١٢٣",
    "Chinese": "钟：“铸造”#1 - 二",
    "a long text": "bell " * 4000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_any_text_is_a_text(tmp_path: Path, name: str) -> None:
    """It comes into the file as it was typed, or is refused; it changes nothing else, and calls nobody in the answer."""
    text = HOSTILE[name]
    result, lines = applied(tmp_path, SMALL, "Add a speaker", the_speakers_name="Kim", biography=f"en: {text}")
    assert read(result.content)["people"]["kim"] == {"name": "Kim", "biography": text.strip()}
    assert not [line for line in lines if line[0] == "-"]
    line = " ".join(text.split())
    problems = refused(tmp_path, SMALL, "Change a time", the_item=line, new_start=line)
    assert len(problems) == 2
    for form, label in (("Add a speaker", "the_speakers_name"), ("Publish news", "the_news")):
        more = {label: f"en: {line}", "day": "2027-05-12"} if label == "the_news" else {label: line}
        one, _ = applied(tmp_path, SMALL, form, **more)
        (said,) = one.done[:1]
        assert len(said) < 300 and not re.search("[@#<$]", re.sub("`[^`]*`", "", said))
        kept = read(one.content)
        assert line in (*(person["name"] for person in kept["people"].values()), *(each["title"] for each in kept.get("news", ())))


@pytest.mark.parametrize("hidden", ["\0", "\x1b[2J", "\u202e", "\u200b"])
def test_what_can_not_be_seen_is_refused(tmp_path: Path, hidden: str) -> None:
    """Also where it would only be looked for."""
    problems = refused(tmp_path, SMALL, "Publish news", the_news=f"The{hidden} news", day="2027-05-12")
    assert problems[0][0] == "The news" and problems[0][1].startswith("There is an invisible character in the answer (U+")


def test_a_heading_in_an_answer_is_not_another_answer(tmp_path: Path) -> None:
    """Nobody can know which of the two is meant; nor what a body is that has no heading of a form, or that lost one."""
    problems = refused(tmp_path, SMALL, "Publish news", the_news="News", more="### Day\n\n2027-01-01", day="2027-05-12")
    assert problems == [("Day", "There are two lines `### Day`; keep the form's own, and delete the other")]
    data = tmp_path / "session.yml"
    whole = body("Cancel or move an item", the_item="casting", what_happens_to_it="It is cancelled")
    for text, words in (
        ("", "This is none of the forms"),
        ("### Which page?\n\nall", "This is none of the forms"),
        (whole.replace("### What happens to it\n", ""), "The heading `### What happens to it` is missing"),
        (whole * 500, "more than 70,000 characters"),
    ):
        with pytest.raises(NotUnderstood, match=re.escape(words)):
            apply_form(text, data, docs=DATA, languages=[], catalogues=tmp_path)


def test_lines_end_as_they_ended(tmp_path: Path) -> None:
    """In the file, with a byte order mark and line ends of Windows; and in the body, whatever the browser sent."""
    data = tmp_path / "session.yml"
    text = "\ufeff" + SMALL.replace("\n", "\r\n")
    data.write_text(text, encoding="utf-8", newline="")
    sent = body("Cancel or move an item", the_item="casting", new_day="2 June", **MOVE).replace("\n", "\r\n")
    result = apply_form(sent, data, docs=DATA, languages=[], catalogues=tmp_path)
    assert result.content.count("\n") == result.content.count("\r\n") and result.content.startswith("\ufeffnumber: 7\r\n")


def test_the_command_writes_and_says_what_was_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file in place, exit 0, and what readers see (which tests/editing/test_diff.py is about); or nothing, exit 1, and how to answer
    otherwise. Nobody is called by either."""
    seen = [Change(("agenda", "event"), "", "“How @bells are cast” moves, see #3")]
    monkeypatch.setattr("microsite.cli.apply.changes_of_site", lambda old, new: seen)
    monkeypatch.chdir(tmp_path)
    data = tmp_path / "session.yml"
    data.write_text(SMALL.replace("How a bell is cast", "How @bells are cast"), encoding="utf-8")

    def run(**answers: str) -> tuple[int, str]:
        ran = CliRunner().invoke(main, ["apply", "--data", str(data), "--docs", str(DATA)], input=body("Change a time", **answers))
        return ran.exit_code, ran.output

    assert run(the_item="casting", new_start="10:30", new_end="11:00") == (
        0,
        "### Change a time\n\n- `How @bells are cast` is now at 10:30–11:00 (was 10:00–11:00).\n\n### What readers will see change\n\n"
        "#### Agenda\n\n**All languages**\n\n- “How @&#8203;bells are cast” moves, see #&#8203;3 (see also: Overview)\n\n",
    )
    written = data.read_text(encoding="utf-8")
    assert "start: 10:30" in written
    code, said = run(the_item="casting", new_start="@later")
    assert code == 1 and data.read_text(encoding="utf-8") == written
    assert "- **New start**: “@&#8203;later” is not a time of day" in said and "choose *Edit*" in said
    code, said = run(the_item="casting", new_start="10:30", new_end="11:00")
    assert code == 0 and "Nothing is changed: it is there already" in said


def test_a_file_with_errors_is_told(tmp_path: Path) -> None:
    """No form can change it until they are corrected; what a change would make wrong is told at the answer."""
    problems = refused(tmp_path, SMALL.replace("number: 7", "number: seven"), "Change a time", the_item="casting", new_start="9:30")
    assert len(problems) == 1 and "must be corrected before" in problems[0][1] and "number" in problems[0][1]
    problems = refused(tmp_path, SMALL, "Publish news", the_news="Two\nlines", day="2027-05-12")
    assert problems == [("The news", "The answer goes over several lines; a title, name or label is one line")]
