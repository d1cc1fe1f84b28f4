"""Takes sheets of translations back into the data."""

from __future__ import annotations

import re
from typing import Any

from microsite.imports.cells import as_text, means_the_same
from microsite.imports.imported import Imported
from microsite.imports.sheet_lines import place
from microsite.imports.spreadsheets import Sheet
from microsite.imports.workbook import TEXT_ID, TRANSLATION, Exported, texts_by_key
from microsite.model.fields import Prose, Where, dotted
from microsite.model.session import Session


def take_translations(sheet: Sheet, exported: Exported, session: Session, result: Imported) -> None:
    """Take a sheet of translations into the data of `result`; `exported` is what it held when it was written, and `session` the one
    that the data was before."""
    language = re.sub(r".*\((.+)\)$", r"\1", sheet.title)
    at = {as_text(value): number for number, value in enumerate(sheet.rows[0])} if sheet.rows else {}
    if not {TRANSLATION, TEXT_ID} <= at.keys():
        words = f"the first row has no columns “{TRANSLATION}” and “{TEXT_ID}” any more, and the sheet is not read"
        result.refuse(sheet.title, words)
        return
    texts = texts_by_key(session)
    for number, row in enumerate(sheet.rows[1:], 1):
        key, new = as_text(sheet.value(number, at[TEXT_ID])), as_text(sheet.value(number, at[TRANSLATION]))
        cell = place(sheet, number, at[TRANSLATION])
        base = exported.rows.get(key)
        if not base or means_the_same(new, base[TRANSLATION]):
            if any(map(as_text, row)) and not base:
                result.refuse(cell, f"“{key}” is no text of the sheet as it was written; it is left out")
            continue
        text = texts.get(key)
        if not text:
            result.refuse(cell, "its text is not in the data file any more; it is left out")
            continue
        new = new if isinstance(text.value, Prose) else " ".join(new.split())
        now = text.value.root.get(language, "")
        if means_the_same(now, new):
            continue
        if not means_the_same(text.source(session.source_language), base["Text"]):
            result.refuse(cell, "its text was changed in the data file since the sheet was written; write a new sheet, and translate that")
        elif not means_the_same(now, base[TRANSLATION]):
            result.refuse(cell, f"was changed in the data file, too, since the sheet was written; it stays “{now}”")
        else:
            _translate(result.data, text.where, language, new, session.source_language)
            result.translations[dotted((*text.where, language))] = cell, new


def _translate(data: dict[str, Any], where: Where, language: str, words: str, source_language: str) -> None:
    """Put a translation of a text at a path; an empty one takes it out."""
    parent: Any = data
    for part in where[:-1]:
        parent = parent[part]
    value = parent[where[-1]]
    texts = {**value} if isinstance(value, dict) else {source_language: value}
    if words:
        texts[language] = words
    else:
        texts.pop(language, None)
    parent[where[-1]] = texts
