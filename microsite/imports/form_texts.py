"""The form “Correct a text”: the text is found by how it reads on a page, and replaced."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from microsite.editing.translations import Text, all_texts
from microsite.imports.form_body import code
from microsite.imports.form_change import Change
from microsite.imports.typed import MOST_LISTED, words_of
from microsite.localize.names import scripts
from microsite.model.fields import ALL_LANGUAGES, dotted

LONGEST_QUOTED = 1000
"""Letters of a changed text in the answer."""


class Found(NamedTuple):
    """A text of the data in which the answer was found."""

    text: Text
    language: str
    """The key of the map of languages whose text it is; `ALL_LANGUAGES` where it is written once."""
    start: int
    end: int


def correct_text(change: Change) -> None:
    """The form “Correct a text”: one text of the data, or a part of it, is replaced; none where several could be meant."""
    old, new = change.answers["The text as it is"], change.answers["The text as it should be"]
    language = change.understood("Language", change.reader.language)
    within = change.understood("Where it stands", lambda text: _place(change, text))
    if change.problems:
        return
    texts = [each for each in all_texts(change.session) if within is None or within(each)]
    texts = [each for each in texts if not (each.where[-1] == "room" and each.value.root.get(ALL_LANGUAGES) in change.session.rooms)]
    found = _occurrences(old, texts, language, change.session.source_language)
    is_part = bool(found) and (found[0].start, found[0].end) != (0, len(found[0].text.value.root[found[0].language]))
    missing = not found and language and _untranslated(old, texts, language, change.session.source_language)
    if missing:
        found = missing
    if not found:
        advice = (
            "copy it from the page, from its first to its last letter, and give its language. A text of a page in docs/, or a word of the "
            "interface such as “Register”, can't be changed here: use the form “Report a mistake on the site”"
        )
        near = _near_texts(old, texts)
        if near:
            advice = f"is {' or '.join(map(code, near))} meant? Else {advice}"
        change.refuse("The text as it is", f"No text of the data file has this in it; {advice}")
    elif len(found) == 1 and is_part and within is None and change.reader.is_interface_word(old):
        name, whole = code(found[0].text.name), code(found[0].text.value.root[found[0].language])
        words = f"{code(old)} is a word of the interface, which can't be changed here, and a part of {whole}. If that text is meant, write"
        change.refuse("Where it stands", f"{words} {name} here; else use the form “Report a mistake on the site”")
    elif len(found) > 1:
        listed = "; ".join(f"{code(each.text.name)} ({each.language or 'all languages'})" for each in found[:MOST_LISTED])
        words = f"This is found {len(found)} times: {listed}. Give more of the text, its language, or where it stands, for instance"
        change.refuse("Where it stands", f"{words} {code(found[0].text.name)}")
    else:
        _replace(change, found[0], new, language)


def _place(change: Change, text: str) -> Callable[[Text], bool]:
    """Which texts belong to what an answer names: a text by its name in the data, an item or a person."""
    wanted = text.strip("` ")
    if any(each.name == wanted or dotted(each.where) == wanted for each in all_texts(change.session)):
        return lambda each: wanted in (each.name, dotted(each.where))
    if len(people := change.reader.people_called(wanted)) == 1:
        return lambda each: each.where[:2] == ("people", people[0])
    where = change.reader.item(text).where
    return lambda each: each.where[: len(where)] == where


def _occurrences(old: str, texts: Sequence[Text], language: str | None, source: str) -> list[Found]:
    """Where a text stands: those that are the whole of a text, if there are any, else those within one; else without Markdown."""
    for is_plain in (False, True):
        pattern = _as_typeset(_without_marks(old)[0] if is_plain else old)
        inside, whole = [], []
        for text in texts:
            for key, words in text.value.root.items():
                if key == language or language is None or key == ALL_LANGUAGES and (text.value.same_everywhere or language == source):
                    shown, places = _without_marks(words) if is_plain else (words, range(len(words)))
                    for each in pattern.finditer(shown):
                        if not each[0]:
                            continue
                        is_whole = each[0] == shown
                        start, end = (0, len(words)) if is_whole else (places[each.start()], places[each.end() - 1] + 1)
                        inside.append(Found(text, key, start, end))
                        whole += inside[-1:] if is_whole else []
        if inside:
            break
    return whole or inside


_MARKS = re.compile(
    r"\*+|(?<!\w)_+(?=\S)|(?<=\S)_+(?!\w)|`+|\[(?=[^\]]*\]\()|\]\([^)\n]*\)|\\(?=[^\w\s])|^ *(?:#+|[-+>]|\d+\.)[ \t]+", re.MULTILINE
)
"""What Markdown has in a text beside the words that a page shows."""


def _without_marks(text: str) -> tuple[str, list[int]]:
    """The letters of a text in Markdown that a page shows, and where each stands."""
    marked = {place for each in _MARKS.finditer(text) for place in range(*each.span())}
    places = [place for place in range(len(text)) if place not in marked]
    return "".join(text[place] for place in places), places


def _near_texts(old: str, texts: Sequence[Text]) -> list[str]:
    """Texts, or sentences of texts, that are nearly the same as one."""
    pieces = {
        words_of(piece): piece
        for text in texts
        for words in text.value.root.values()
        for piece in (_without_marks(words)[0], *re.split(r"(?<=[.!?؟])\s+|(?<=。)|\n+", _without_marks(words)[0]))
        if piece
    }
    return [pieces[each] for each in difflib.get_close_matches(words_of(old)[:300], pieces, 2, 0.75)] if words_of(old) else []


def _untranslated(old: str, texts: Sequence[Text], language: str, source: str) -> list[Found]:
    """Whole texts that are shown to readers of a language, which they are not translated into."""
    return [
        Found(text, language, 0, 0)
        for text in texts
        if not text.value.is_in(language, source) and _as_typeset(old).fullmatch(text.value.find(language, source)[0])
    ]


def _as_typeset(text: str) -> re.Pattern[str]:
    """Finds a text whatever its spaces and quotation marks are: a page may have others than the data file."""
    alike = ("'’‘", '"“”„«»')
    words = [
        "".join(next((f"[{marks}]" for marks in alike if letter in marks), re.escape(letter)) for letter in word) for word in text.split()
    ]
    return re.compile(r"\s+".join(words))


def _replace(change: Change, found: Found, new: str, language: str | None) -> None:
    """Write a text in the place of what was found; `language` is the one that is asked for."""
    reader, source = change.reader, change.session.source_language
    root, name = found.text.value.root, code(found.text.name)
    if found.language not in root:  # it is not translated yet
        _add_language(change, found, new)
        return
    words = root[found.language]
    was = words[found.start : found.end]
    replaced = _with_marks(words, found, new)
    if replaced is None:
        words = f"A part of {code(was)} is bold or a link; copy all of the text from the page, and write all of it as it should be"
        change.refuse("The text as it is", words)
        return
    if replaced == words:
        return
    other_letters = bool(scripts(new) and scripts(was)) and not scripts(new) & scripts(was)
    if language is None and other_letters:
        of_letters = reader.languages_by_letters(new)
        if len(of_letters) != 1 or of_letters[0] in root or (found.start, found.end) != (0, len(words)):
            advice = f"copy the text that stands there in the language of the answer, and give that language here. This one is {name}"
            change.refuse("Language", f"The text as it should be has other letters than the text as it is; {advice}")
            return
        language = of_letters[0]
    if language and (language != source if found.language == ALL_LANGUAGES else language != found.language):
        _add_language(change, Found(found.text, language, 0, 0), replaced)
        return
    if found.language == ALL_LANGUAGES and language and other_letters:
        _replace_in_source(change, found, words, replaced)
    else:
        _write(change, found, words, replaced)


def _replace_in_source(change: Change, found: Found, words: str, replaced: str) -> None:
    """Write a text of the source language, in other letters, in the place of a name that is written once for all languages: it stays in
    the language that its letters are of."""
    reader, source, name = change.reader, change.session.source_language, code(found.text.name)
    holder, key = change.at(found.text.where[:-1]), found.text.where[-1]
    of_letters = [each for each in reader.languages_by_letters(words) if each != source]
    if len(of_letters) != 1:
        advice = "somebody must write it for each language into the data file"
        change.refuse("Language", f"{code(words)} stands there for all languages; {advice}")
        return
    holder[key] = {source: replaced}
    change.write(holder[key], of_letters[0], words, "The text as it should be")
    kept = reader.english.language_name(of_letters[0])
    change.done.append(f"{name} is {code(replaced)} now, and in {kept} it stays {code(words)}")


def _write(change: Change, found: Found, words: str, replaced: str) -> None:
    """Write a text in the place of that in which the answer was found."""
    reader, label = change.reader, "The text as it should be"
    holder, key = change.at(found.text.where[:-1]), found.text.where[-1]
    if isinstance(holder[key], dict):
        change.write(holder[key], found.language, replaced, label)
    elif isinstance(holder, dict):
        change.write(holder, str(key), replaced, label)
    else:
        holder[key] = replaced
    if found.language:
        where = f"In {reader.english.language_name(found.language)}"
    elif found.text.value.same_everywhere:
        where = "For all languages"
    else:
        where = f"In {reader.english.language_name(change.session.source_language)}"
    had_marks, has_marks = (_without_marks(each)[0] != each for each in (words, replaced))
    marks = " (what was bold or a link in it is plain now)" if had_marks and not has_marks else ""
    change.done.append(f"{where}, {code(found.text.name)} is {_whole(replaced)} now, and was {_whole(words)}{marks}")


def _whole(text: str) -> str:
    """A text as code in Markdown, without cutting it short but for pages of it."""
    return f"`{' '.join(text.replace('`', '’').split())[:LONGEST_QUOTED]}`"


def _add_language(change: Change, found: Found, new: str) -> None:
    """Write a text in a language that it was not in; the other languages keep theirs."""
    holder, key = change.at(found.text.where[:-1]), found.text.where[-1]
    value = holder[key]
    holder[key] = {**value} if isinstance(value, dict) else {change.session.source_language: value}
    change.write(holder[key], found.language, new, "The text as it should be")
    name, shown = change.reader.english.language_name(found.language), found.text.source(change.session.source_language)
    change.done.append(f"In {name} there is {_whole(new)} now, in the place of {_whole(shown)}; other languages keep what they have")


def _with_marks(words: str, found: Found, new: str) -> str | None:
    """A text with another in the place of what was found. Marks of Markdown stay if what differs is between them; None if a part can't."""
    whole = words[: found.start] + new + words[found.end :]
    places = [place for place in _without_marks(words)[1] if found.start <= place < found.end]
    if len(places) == found.end - found.start:
        return whole
    was = "".join(words[place] for place in places)
    same_start = len(os.path.commonprefix([was, new]))
    same_end = min(len(os.path.commonprefix([was[::-1], new[::-1]])), len(was) - same_start, len(new) - same_start)
    first, last = same_start, len(was) - same_end
    start = places[first] if first < len(places) else places[-1] + 1
    end = start if first == last else places[last - 1] + 1
    between = words[:start] + new[same_start : len(new) - same_end] + words[end:]
    shown, every = _without_marks(words)
    at = every.index(places[0])
    if end - start == last - first and _without_marks(between)[0] == shown[:at] + new + shown[at + len(was) :]:
        return between
    return whole if (found.start, found.end) == (0, len(words)) else None
