"""What a text says is a code: “Access code: CONV2025”, “use CONV2025 as your password”. Whatever it is made of, it is taken for one."""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORDS = (
    *("code", "codigo", "código", "codice", "kode", "password", "passwort", "passphrase", "kennwort", "de passe", "contraseña", "senha"),
    *("palavra-passe", "wachtwoord", "код", "парол", "码", "口令", "コード", "パスワード", "코드", "비밀번호"),
    *("رمز", "كود", "كلمة المرور", "كلمة السر", "الرقم السري"),
)
"""Words for code and password, in small letters; other letters may stand before them (Zugangscode, passcode)."""
_OTHER_WORDS = ("key", "pin", "voucher", "token", "clé", "clave", "schlüssel", "chave", "chiave", "ключ", "密钥", "مفتاح")
"""Words that have other meanings too: behind them a code must stand at once, or behind a colon, and have a digit if words are between."""
_ENDING = re.compile(r"(?:[sSnN](?![A-Za-z0-9])|[а-яё]{1,2}|[\u0621-\u064a]{1,2})?(?![a-zß-ÿа-яё\u0621-\u064a])")
_NO_CODE_BEFORE = re.compile(
    r"(?:(?:post|bar|uni|geo|time|zip|\ben|\bde|[编号邮条源解数扫维]|штрих)"
    r"|(?:\b(?:postal|zip|country|area|dress|qr|source|colou?r|currency|language|airport|error|status|exit|morse|penal|civil|исходный"
    r"|почтовый))[ -])$",
    re.IGNORECASE,
)
_NO_CODE_AFTER = re.compile(
    r"[ -](?:of (?:conduct|practice|ethics)|postal|pays|qr|source|civil|p[ée]nal|vestimentaire|couleur|de condui?[ct]|à barres"
    r"|fuente|страны|поведения)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?](?=\s)|[。！？؟;；]")
_IS = "is|are|est|sont|es|son|ist|lautet|sind|é|è|são|sono|это|هو|هي"
_AT_ONCE = re.compile(
    r"(?:[ -]?(?:d[’']accès|de acceso|de acesso|di accesso|доступа|الدخول|الوصول))?"
    rf"[\W_]{{0,8}}(?:(?:{_IS}|[是为為は])[\W_]{{0,4}})?",
    re.IGNORECASE,
)
_BEHIND_A_SIGN = re.compile(rf"(?:[:=]|\b(?:{_IS})\b|[是为為は])[\W_]{{0,6}}$", re.IGNORECASE)
_TOKEN = re.compile(r"(?<![A-Za-z0-9@/.+])[A-Za-z0-9]++(?:[-_./][A-Za-z0-9]+)*+(?!@)")
_MAY_HAVE_A_CODE = re.compile("[0-9]|[A-Z]{4}")
_NO_TOKEN = re.compile(r"(?:19|20)\d\d|\d{1,4}([-./])\d{1,2}\1\d{1,4}|\d{8}T\d{4,6}Z?|(?:19|20)\d\d[-/](?:19|20)?\d\d")
"""Years and dates."""
_AS = re.compile(
    r"(?<![A-Za-z0-9@/.+-])([A-Z0-9][A-Z0-9_-]{3,19})[\"'”»)*]{0,3}"
    rf"(?: \((?:\w+[ -]){{0,2}}\w*| (?:as|comme|como|als|come|как|в качестве|{_IS})\b(?:[^\w.!?;:]{{1,3}}\w+){{0,3}}[^\w.!?;:]{{0,3}}"
    r"| ?(?:作为|作為|是|为|為)\w{0,6})$"
)
REACH, MAX_CODE, MAX_WORDS, MAX_WORDS_TO_A_SIGN = 80, 80, 4, 8
"""Within how many characters a code begins, how many it has at most, and how many words may stand between: at all, and before a colon."""


def find(text: str) -> Iterator[tuple[int, int]]:
    """The beginning and end of each part of a text that the text says is a code."""
    for start, ending, is_sure in _words_in(text):
        yield from _before(text, start)
        yield from _behind(text, start, ending, is_sure=is_sure)


def is_word_in(text: str) -> bool:
    """Whether a text has a word for code, without which it says of nothing that it is one."""
    return any(_words_in(text))


def _words_in(text: str) -> Iterator[tuple[int, int, bool]]:
    """The beginning and end of each word for code, and whether it has no other meaning."""
    lower = text.replace("İ", "I").lower()  # as long as the text
    for words, is_sure in ((_WORDS, True), (_OTHER_WORDS, False)):
        for word in words:
            start = lower.find(word) if word[0] in lower else -1  # a letter is looked for in a tenth of the time
            while start >= 0:
                if ending := _says_code(text, start, start + len(word), is_sure=is_sure):
                    yield start, ending, is_sure
                start = lower.find(word, start + len(word))


def _says_code(text: str, start: int, end: int, *, is_sure: bool) -> int:
    """Where a word for code from `start` to `end` ends with its ending; 0 if it is another word."""
    before, ending = text[max(0, start - 12) : start], _ENDING.match(text, end)
    if not ending or _NO_CODE_BEFORE.search(before) or _NO_CODE_AFTER.match(text, ending.end()):
        return 0
    if text[end - 1].isupper() and text[ending.end() : ending.end() + 1].isalnum():  # CODE4LIB
        return 0
    is_alone = not is_sure or text[start] in "кК"  # only as a word of its own, in Arabic with its article
    if is_alone and text[start].isalpha() and before[-1:].isalpha() and not before.endswith("ال"):
        return 0
    return ending.end()


def _before(text: str, start: int) -> Iterator[tuple[int, int]]:
    before = max(0, start - REACH)
    part = text[before:start]
    if _MAY_HAVE_A_CODE.search(part) and (found := _AS.search(part)) and not _NO_TOKEN.fullmatch(found[1]):
        yield before + found.start(1), before + found.end(1)


def _behind(text: str, word: int, start: int, *, is_sure: bool) -> Iterator[tuple[int, int]]:
    """What is said to be a code from `start` on, behind a word for code that begins at `word`."""
    part, end = text[start : start + REACH + MAX_CODE], 0
    for found in _TOKEN.finditer(part) if _MAY_HAVE_A_CODE.search(part) else ():
        gap = part[: found.start()]
        number_of_words = len(gap.split())
        if len(gap) > REACH or number_of_words > MAX_WORDS_TO_A_SIGN or _SENTENCE_END.search(gap):
            return
        if found.start() < end or not _MAY_HAVE_A_CODE.search(part, *found.span()):
            continue
        token = _with_groups(part, found)
        is_at_once = bool(_AT_ONCE.fullmatch(gap))
        has_sign = bool(_BEHIND_A_SIGN.search(gap)) and (is_at_once or "\n\n" not in gap)
        is_shouted = token.isalpha() and not has_sign and text[word:start].isupper()  # ACCESS CODE REQUIRED
        if has_sign or (is_at_once and not is_shouted):
            is_code = _may_be_a_code(token) and (is_sure or (is_at_once and has_sign) or not token.isalpha())
        else:
            is_code = is_sure and number_of_words <= MAX_WORDS and "\n\n" not in gap and _is_mixed(token)
        if is_code:
            end = found.start() + len(token)
            yield start + found.start(), start + end


def _with_groups(part: str, found: re.Match[str]) -> str:
    """A token with the groups of as many capitals and digits behind it: AB12 CD34."""
    size = len(found[0])
    if not 2 <= size <= 8 or not re.fullmatch("[A-Z0-9]+", found[0]):
        return found[0]
    groups = re.compile(rf"(?: [A-Z0-9]{{{size}}}(?![A-Za-z0-9]))*").match(part, found.end())
    whole = part[found.start() : groups.end() if groups else found.end()]
    return whole if re.search(r"\d", whole) else found[0]


def _may_be_a_code(token: str) -> bool:
    """Four signs or more with a digit, or in capitals; no year or date, and no address or file."""
    signs = re.sub(r"[\W_]", "", token)
    if len(signs) < 4 or _NO_TOKEN.fullmatch(token):
        return False
    return signs.isupper() or signs.isdigit() or (re.search(r"\d", signs) is not None and not re.search("[./]", token))


def _is_mixed(token: str) -> bool:
    """Capitals with digits, which no sentence has by chance as it has short names and numbers."""
    return bool(re.fullmatch(r"(?=.*[A-Z])(?=.*\d)[A-Z0-9 _-]{4,}", token))
