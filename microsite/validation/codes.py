"""What looks like an access code, and public names that look like one and are known for what they are.

What a text says is a code is found by said_codes.py, whatever it looks like.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator

from microsite.validation import said_codes

# A code: 6 to 16 capitals and digits that change at least twice from one to the other (not names such as ISO27001, COVID19).
_RUN = re.compile(r"(?=[A-Z]+\d+[A-Z]|\d+[A-Z]+\d)[A-Z0-9]{6,16}")
# Or groups of 3 to 8 between hyphens: each with both letters and digits (WX4-7YZK), or all as long as each other (QXKT-7M4P).
_MIXED_GROUP = re.compile(r"(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z0-9]{3,8}")
_CHANGES_TWICE = re.compile(r"[A-Z]+\d+[A-Z]|\d+[A-Z]+\d")
_CANDIDATE = re.compile("[A-Z0-9-][A-Z0-9-]{5,}")
_MIXED = re.compile(r"(?=[A-Z-]*\d)(?=[\d-]*[A-Z])(?!\d{8}T\d{6}Z?$)")
"""Every code lies in a match of the first that the second matches too: with letters and digits, and no moment in a calendar."""
_GROUPS = re.compile(r"(?<![A-Za-z0-9_./-])[A-Z0-9]{4,8}(?:[_./][A-Z0-9]{4,8})+(?![A-Za-z0-9_/-])")
"""Groups with other signs between them than hyphens."""
_KINDS = bytes.maketrans(b"0123456789BCDEFGHIJKLMNOPQRSTUVWXYZ_/", b"A" * 35 + b"..")
"""Capitals and digits as A, signs between groups as points: a text without AAAA.AAAA has no such groups, which is seen at once."""
_DRESSED = re.compile("[\u00a0\u00ad\u200b-\u200d\u2009-\u2013\u202f\u2060\u2212\uff01-\uff5e]")
_BEFORE, _AFTER = re.compile(r"[A-Za-z0-9]+\Z"), re.compile("[A-Za-z0-9]+")
_YEAR = re.compile("(?:19|20)[0-9]{2}")

# What is no text that a reader sees, and where random signs would look like codes: bytes in base64, checksums of scripts, drawings in SVG,
# a film's id at YouTube, a colour in CSS, and the path of a web address (shops, forms, short links), but for what is behind a word such
# as “join” in it.
NO_TEXT = re.compile(
    r"data:[\w/+.-]+;base64,[A-Za-z0-9+/=]+|\bsha(?:256|384|512)-[A-Za-z0-9+/=]+|\s(?:d|points|transform|viewBox)=\"[^\"]*\""
    r"|(?:youtu\.be/|/embed/|[?&]v=)[\w-]{11}(?![\w-])|\#[0-9A-F]{6}(?:[0-9A-F]{2})?\b"
    r"|(?:https?://[^\s<>\"'/?#]+|(?<![\w@.-])[\w-]+(?:\.[\w-]+)*\.[a-z]{2,})"
    r"(?:/(?!(?:join|invit\w*|regist\w*|inscri\w*|code|access|enter|login|key|token|rsvp)/)[^\s<>\"'/?#]*)+",
)

KNOWN_NAMES = (
    # In front, since each site has some: a pattern is compiled when it is first come to.
    # Moments, durations and weeks (ISO 8601): 20271028T100000Z, PT1H30M, P1DT12H, 2027W213.
    r"\d{8}T\d{4,6}Z?|P(?:\d+[YMWD])*(?:T(?:\d+[HMS])+)?|(?:19|20)\d\dW\d{2,3}|\d{1,2}H\d\dM(?:\d\dS)?",
    # Checksums, ciphers and encodings (NIST FIPS 180, 197, 202; RFC 1321, 4648; Unicode): SHA256SUMS, AES256GCM, UTF16LE, BASE64URL.
    r"(?:SHA|MD|CRC|AES|RSA|DES|BLAKE|UTF|UCS|BASE|ED|X)\d{1,5}(?:SUMS?|HASH|LE|BE|BOM|MB\d|GCM|CBC|CTR|URL|HEX|RSA|V\d|B|C|S)\d{0,3}",
    r"(?:HMAC)?SHA\d{1,4}(?:RSA|AES)\d{0,4}|(?:RSA|AES)\d{3,4}(?:SHA|MD)\d{1,4}",
    # Patents and designs: office by WIPO Standard ST.3, number, kind of document by ST.16: EP1234567A1, WO2019123456A1.
    r"[A-Z]{2}\d{6,13}[A-Z]\d?|\d{7}[AB]\d|USD\d{5,7}S\d?",
    # International applications under the PCT, Administrative Instructions, section 307: PCTIB2019050123.
    r"PCT[A-Z]{2}\d{6,10}[A-Z]?",
    # Patent classification (IPC, Strasbourg Agreement; CPC has section Y besides): section, class, subclass, group: G06F17.
    r"[A-HY](?!00)\d\d[A-Z]\d{1,4}",
    # Standards by their body and number, with part, amendment or year: ISO9001A, IEC60601A1, EN50126A1, IEEE80211AX.
    r"(?:ISO|IEC|ISOIEC|IEEE|ITU|ITUT|ITUR|ETSI|ANSI|ASTM|RFC|NIST|FIPS|DIN|GOST|JIS|CEN|BSI|EN|BS|ENISO|DINEN|ENIEC)\d{2,}[A-Z]{1,5}\d{0,4}",
    # Sound and moving pictures (ISO/IEC MPEG, ITU-T H series, SMPTE): MPEG4AVC, H264AVC, 1920X1080, 4K60FPS, 1080P60.
    r"(?:MPEG|H|MP|VP|AV)\d{1,3}(?:|AVC|HEVC|VVC|AAC|SVC|MP\d|V\d)|\d{2,5}X\d{2,5}(?:[PIX]\d{0,4})?|\d{3,4}[PI]\d{2,3}(?:FPS|HZ)?|\dK\d{2,3}[A-Z]{1,3}",
    # Several of one kind: roads, versions, quarters, sizes of paper: Q1Q2Q3, A4A5A6, T34T55.
    r"([A-Z])\d{1,2}(?:\1\d{1,2})+",
    # Film and series: season and episode.
    r"(?:S\d\dE\d\d){1,2}",
    # Chemical formulae by Hill's system (J. Am. Chem. Soc. 22, 1900) of carbon compounds, and written by their groups: C6H12O6, CH3COOH.
    r"C\d{0,2}H\d{1,3}(?:BR\d?)?(?:CL\d?)?(?:F\d{0,2})?(?:I\d?)?(?:N\d{0,2})?(?:NA\d?)?(?:O\d{0,2})?(?:P\d?)?(?:S\d?)?",
    r"(?:CH[23]?|C[2-9]H\d{1,2}|COOH|COO|CO|OH|NH2|H2O)*(?:CH[23]|C[2-9]H\d{1,2})(?:CH[23]?|C[2-9]H\d{1,2}|COOH|COO|CO|OH|NH2|NO2|H2O|CL\d?)*",
    # Acids, bases and salts of the main group elements (IUPAC, Nomenclature of Inorganic Chemistry): K2CR2O7, NA2SO4, CA3PO42.
    r"(?:H|LI|NA|K|MG|CA|BA|AL|FE|CU|ZN|AG|PB|NH4)\d?(?:CR|MN|CO|NO|SO|PO|CL|SI|S|P|B|HCO|HPO|HSO)\d?O?\d{1,2}",
    # Regulations and directives of the European Union by CELEX number: 32016R0679.
    r"[1-9](?:19|20)\d\d[A-Z]{1,2}\d{4}",
    # Symbols of United Nations documents (Dag Hammarskjöld Library): their last parts, run together: INF5REV2, L3ADD1, CRP2REV1.
    r"(?:(?:INF|REV|ADD|CORR|AMEND|CRP|PROV|WP|DOC|ANNEX|CONF|RES|DEC|MISC|L|PV|SR|NGO|AC|GE|CN|SC|JTC|TC|SG|WG|FG)\d{1,4}){1,3}(?:REV|ADD|CORR|PROV)?",
    # Bodies of a convention meeting together (UNFCCC): COP29CMP19.
    r"(?:(?:COP|CMP|CMA|SBI|SBSTA|MOP)\d{1,2}){2,3}",
    # Amounts: a currency (ISO 4217) and a number, in thousands and millions: USD100K, CHF20MIO, 100USD90EUR.
    r"(?:(?:USD|EUR|CHF|GBP|JPY|CNY|RUB|INR|CAD|AUD)\d+(?:K|M|MN|MIO|BN)?){1,2}|(?:\d+(?:USD|EUR|CHF|GBP|JPY|CNY|RUB|INR)){2}",
    # Measures: numbers with units of the SI Brochure (BIPM) or of computing (IEC 80000-13): 220V50HZ, 5KM10KM.
    r"(?:\d+(?:[KMG]?HZ|[KMG]?WH?|K?V|M?A|[KCM]?M|M?L|K?G|[KMGT]B|MIN|DPI|FPS|PX|DB)){2,3}",
    # Places by latitude and longitude (ISO 6709, written short): 46N06E, N46E006.
    r"\d{2,6}[NS]\d{2,7}[EW]|[NS]\d{2,6}[EW]\d{2,7}",
    # Influenza viruses by their proteins (WHO), and the names of Covid's virus (ICTV): H1N1PDM09, SARSCOV2B1, H5N1H7N9.
    r"(?:H\d{1,2}N\d{1,2}){1,2}(?:PDM\d\d|V)?|(?:SARS|MERS)COV\d[A-Z]*\d*|COVID19[A-Z]+\d*",
    # Genes of large families (HGNC): CYP2D6, SLC6A4, COL1A1, TP53BP1.
    r"(?:CYP|SLC|SLCO|COL|UGT|ABC|KRT|ADAM|TP|IL|TNF|HLA|NR|GSTM)\d{1,2}[A-Z]{1,3}\d{1,2}[A-Z]?\d?",
    # Medicines by the WHO's Anatomical Therapeutic Chemical classification: J07BX03.
    r"[ABCDGHJLMNPRSV]\d\d[A-Z]{2}\d\d",
    # Files of cameras and scanners (JEITA DCF, CP-3461, and makers' own): IMG20260505A, DSC01234A.
    r"(?:IMG|DSC[NF]?|PXL|VID|MVI|SCAN)\d{4,}[A-Z]+\d*",
    # Networks by generation (3GPP) and the World Wide Web Consortium's and others' names with a number for a repeated letter: 3G4G5G.
    r"(?:[1-9]G){2,}\d{0,4}|3GPPR?\d*[A-Z]*\d*",
    # Business words in which 2 is read “to”: B2B2C2B, B2C2C.
    r"(?:[A-Z]2){2,}[A-Z]|(?:[ABCGMPV]2[ABCGMPV]){2,}",
    # Committees' standards of data and security: ST96V8 (WIPO), SP800-53R5 (NIST), RS232C (TIA), LTI1P3 (1EdTech); memory (JEDEC).
    r"ST\d{1,3}V\d|SP\d{3,5}[A-Z]?(?:R\d)?|RS\d{3}[A-Z]|LTI\d[PV]\d|LPDDR\d[A-Z]",
    # Quarters and halves of a financial year: Q3FY26, FY2025Q4; ordinals: 3RD4TH; laws of the United States: 17USC107, 37CFR1.
    r"(?:[QH]\d)?FY(?:20)?\d\d(?:[QH]\d)?|(?:\d{1,2}(?:ST|ND|RD|TH)){2}|\d{1,2}(?:USC|CFR)\d{1,4}[A-Z]?",
    # What is for something, with 4 read “for”, and models and processors by their makers: AI4EOSC, QWEN2-72B, WAV2VEC2, A100-80GB.
    r"(?:AI|IP|IT|ML)4[A-Z]{2,}|[A-Z]{2,}4(?:AI|IP)|(?:QWEN|LLAMA|GEMMA|PHI|YI)\d{1,5}B|WAV2VEC\d?|[ABHL]\d{4,6}GB",
    # Banks by their identifier (ISO 9362) with a branch, in the countries of most conferences: UBSWCHZH80A.
    r"[A-Z]{4}(?:CH|FR|DE|AT|IT|GB|US|NL|BE|ES)[A-Z0-9]{5}",
    # Meetings with their year and what follows it, by custom: IGF2027BERLIN, WIPO2027AI.
    r"[A-Z]{3,}(?:19|20)\d\d[A-Z]+",
    # Names with a number in the place of letters (“numeronyms”, W3C Internationalization), bodies that have one, and what is between
    # businesses, persons and machines; two together, or with a year or word: I18NL10N, C2PA2027.
    r"(?:I18N|L10N|A11Y|G11N|P13N|C14N|K8S|E2E|P2P|B2B|B2C|M2M|V2X|C2PA|W3C|3D|[2-9]G|[248]K|12K){1,3}(?:(?:19|20)?\d\d|[A-Z]{3,})?",
    # Particles in air (WHO guidelines), vaccines and drugs by their makers' numbers: PM25PM10, BNT162B2.
    r"(?:PM\d{1,2}){2}|(?:BNT|AZD|MRNA|CHADOX|TAK|GSK)\d{1,4}[A-Z]{1,4}\d{0,2}",
    # Curves and ciphers of cryptography (SEC 2, RFC 8439): SECP256R1, CHACHA20POLY1305.
    r"(?:SECP?|SECT|PRIME|P|X)\d{3}[KRV]\d|X?CHACHA\d{1,2}POLY\d{4}",
    # Cars and aircraft by their makers' series (ICAO Doc 8643): BMW320D, B737MAX8, BOEING737MAX.
    r"(?:BMW|AUDI|VW|FIAT|SAAB|VOLVO|MAZDA|LEXUS|TESLA)[A-Z]?\d{1,4}[A-Z]{1,3}\d?|(?:BOEING|AIRBUS|A|B)?\d{3}(?:NEO|MAX|XLR|ER|LR)\d{0,2}",
)
"""Patterns of public names, each with what says that such names are written so. A find that matches one as a whole is no code."""
_RANGE = re.compile(r"(\d{1,3})[A-Z]-\1[A-Z]|([A-Z]{1,3})\d{1,3}-\2\d{1,3}")
"""From one to another of a kind: 12A-12B, PL1-PL2."""

WORDS = frozenset(
    # By which parts, days, places and people are numbered.
    "PART ANNEX ART ARTICLE SEC SECTION CHAPTER PARA RULE ITEM LINE PAGE FIG FIGURE TABLE BOX MAP STEP PHASE LEVEL CLASS TYPE GRADE "
    "GROUP TEAM HALL ROOM FLOOR GATE DOOR SEAT ROW DESK STAND BOOTH ZONE AREA BLOCK PLOT UNIT DAY WEEK MONTH YEAR HOUR MIN SESSION "
    "PANEL TRACK TALK POSTER BIS TER QUATER ALPHA BETA GAMMA DELTA FINAL DRAFT COPY VERSION EDITION ISSUE VOL SERIES TOP TEST DEMO "
    # By which documents and bodies of the United Nations and of WIPO are numbered (their lists of symbols).
    "INF REV ADD CORR AMEND CRP PROV DOC CONF RES DEC MISC NGO OBS PRST WRC WIPO SCCR SCP SCT IGC CDIP ACE PBC WGIP GRTKF IPC PCT SDWG "
    "CWS GRULAC UNGA ECOSOC UNESCO UNCTAD UNEP UNDP UNICEF UNHCR WHO WTO ITU ILO IMO FAO WMO UPU IGF WSIS COP CMP CMA CEDAW UPR SDG "
    "SDGS AGENDA HLPF WEF IPCC "
    # By which standards and checksums are known.
    "ISO IEC IEEE ITUT ETSI ANSI ASTM RFC DIN GOST JIS UTF SHA AES RSA "
    # What programs, networks, screens and machines are called (their standards and makers).
    "HTML CSS JSON YAML XML SQL PHP JAVA PYTHON RUST LINUX UBUNTU WINDOWS WIN MACOS IOS ANDROID OFFICE EXCEL WORD WEB DAO NFT API SDK "
    "URL HTTP TLS WIFI LTE DVB GSM UMTS IPV DNS NET APP GPT RTX GTX ESP STM ATMEGA USB HDMI HDR VVC AVC CRC IOT NFC VGA CAT IPHONE "
    "IPAD XBOX GALAXY PIXEL KINDLE SIGMA PRO MAX PLUS MINI ULTRA TURBO LITE AIR NEO GEN SIL HIGH ONLY FULL BASIC SMART CLOUD DATA "
    "CODE TECH HACK CHAT BOT "
    # What campaigns, programmes and meetings are for or about, and where they are.
    "ALL GOOD DEV LIFE LIVE HEALTH PEACE IMPACT BUSINESS GROWTH WORLD EARTH OCEAN WATER FOOD CLIMATE GREEN ENERGY PEOPLE WOMEN GIRLS "
    "YOUTH KIDS BOYS MEN STARS YEARS BUS TRAM YOU FUN RUN PLAY SING MUSIC SOUND VOICE FILM BOOK READ LIB OPEN FREE FAIR JUST LAW "
    "TRADE WORK JOBS SKILLS EDU SCHOOL SCIENCE SPACE CULTURE ARTS SPORT FUTURE ACTION SUMMIT FORUM EXPO FEST ROCKS HORIZON ERASMUS "
    "EUROPE AFRICA ASIA MENA COVID VAX SARS BRCA GENEVA BERN PARIS ROME MILAN BAKU DUBAI DOHA CAIRO LIMA RIO BRASIL BRAZIL ITALY "
    "INDIA CHINA JAPAN KOREA TOKYO SEOUL DAVOS OSLO BELEM BONN BCN NYC MARRAKESH TOUR TRIPS NAFTA".split()
)
"""Words and short names of three letters or more that names with numbers are made of. Each of three letters costs one random code in fifty
thousand, longer ones cost less."""
SHORT_WORDS = frozenset("AI IP IT ML UN EU UK US GO BE TV ID PC VR AR XR UX HD TO DO IN ON BY VS PS TI SE".split())
_PRONOUNCEABLE = re.compile(r"(?=[A-Z]{8,})(?:(?:[B-DF-HJ-NP-TV-Z]{0,2}|QU)[AEIOU]{1,2}){2,}[B-DF-HJ-NPR-TV-Z]{0,2}")
"""Eight letters or more that can be spoken: PAVILION."""


def find_codes(text: str, harmless: Collection[str] = ()) -> Iterator[str]:
    """Everything in a text that looks like an access code or is said to be one, but known names and those of which `harmless` has the
    letters and digits (`names_in`)."""
    text = _plain(text)
    if any(_codes(text)):  # seldom: only then is it worth the time to leave out what is no text
        yield from (code for code in _codes(NO_TEXT.sub(" ", text)) if _letters(code) not in harmless)


def may_have_codes(text: str) -> bool:
    """Whether `find_codes` may find anything in a text; False is sure.

    It is False for lines in any order and number if it is False for all of them with an empty line between each two: nothing in a line
    alone is a code, and no word in it says so of what stands in another.
    """
    text = _plain(text)
    return said_codes.is_word_in(text) or any(_codes_by_looks(text, _spans_of_groups(text)))


def names_in(text: str) -> set[str]:
    """The letters and digits of everything in a text that says what is no code that `find_codes` could take for one."""
    text = _plain(text)
    return {_letters(name) for name in (text, *text.split(), *_CANDIDATE.findall(text), *_codes(text))}


def _letters(code: str) -> str:
    return re.sub(r"[\W_]+", "", code).upper()


def _plain(text: str) -> str:
    """A text without what nobody sees, with hyphens and blanks of one kind, and without wide letters."""
    return text if text.isascii() else _DRESSED.sub(_undressed, text)


def _undressed(found: re.Match[str]) -> str:
    sign = found[0]
    if sign >= "\uff01":
        return chr(ord(sign) - 0xFEE0)
    return " " if sign.isspace() else "-" if unicodedata.category(sign) in ("Pd", "Sm") else ""


def _codes(text: str) -> Iterator[str]:
    return _codes_by_looks(text, {*said_codes.find(text), *_spans_of_groups(text)})


def _spans_of_groups(text: str) -> set[tuple[int, int]]:
    """The beginning and end of each code in groups without hyphens."""
    if b"AAAA.AAAA" not in text.encode("utf-8", "replace").translate(_KINDS):
        return set()
    return {each.span() for each in _GROUPS.finditer(text) if _are_mixed_groups(re.split("[_./]", each[0]))}


def _codes_by_looks(text: str, found: set[tuple[int, int]]) -> Iterator[str]:
    """The codes that were found already, by their beginning and end, and those that look like one."""
    yield from (text[start:end] for start, end in sorted(found))
    for candidate in _CANDIDATE.finditer(_without(text, found) if found else text):
        if _MIXED.match(candidate[0]):
            yield from _codes_in(_without_words(text, *candidate.span()).strip("-"))


def _without(text: str, found: Collection[tuple[int, int]]) -> str:
    """A text with blanks in the place of what was found."""
    pieces, before = [], 0
    for start, end in sorted(found):
        pieces += [text[before:start], " " * (end - max(start, before))]
        before = max(before, end)
    return "".join([*pieces, text[before:]])


def _without_words(text: str, start: int, end: int) -> str:
    """The part of a text from `start` to `end`, without a capital that begins a word behind it (`QX7KM4Code`); empty where letters and
    digits stand beside it that are no word, as in a random address."""
    before, after = _BEFORE.search(text[max(0, start - 20) : start]), _AFTER.match(text[end : end + 20])
    if before and text[start] != "-" and not re.fullmatch("[A-Za-z][a-z]{2,}", before[0]):
        return ""
    if after and text[end - 1] != "-" and after[0] != "s":
        end -= text[end - 1].isalpha()
        if not re.fullmatch("[a-z]{2,}", after[0]):
            return ""
    return text[start:end]


def _codes_in(run: str) -> Iterator[str]:
    """The codes in capitals, digits and hyphens: all groups together, or else each group that is one by itself."""
    groups = [group for group in run.split("-") if group]
    joined = "-".join(groups)
    if _are_a_code(groups):
        yield joined
    else:
        yield from (group for group in groups if _RUN.fullmatch(group) and not _is_name(group))


def _is_known(text: str) -> bool:
    """Whether a text matches one of KNOWN_NAMES as a whole."""
    return any(re.fullmatch(pattern, text) for pattern in KNOWN_NAMES)


def _are_a_code(groups: list[str]) -> bool:
    """Whether groups between hyphens look like one code together."""
    joined = "".join(groups)
    if len(groups) < 2 or not all(3 <= len(group) <= 8 for group in groups) or not _CHANGES_TWICE.search(joined):
        return False
    if _is_known(joined) or _RANGE.fullmatch("-".join(groups)):
        return False
    if all(re.fullmatch(r"[A-Z]\d+", group) for group in groups):  # G20-B20, F16-F35
        return False
    plain = [group.isalpha() or group.isdigit() or _is_name(group) for group in groups]
    if all(plain) and any(_YEAR.fullmatch(group) or not (group.isalpha() or group.isdigit()) for group in groups):
        return False  # names and a year between hyphens: WIPO-2027-GENEVA, MP4-AVC
    return len({len(group) for group in groups}) == 1 or all(_MIXED_GROUP.fullmatch(group) for group in groups)


def _are_mixed_groups(groups: list[str]) -> bool:
    """Whether groups without hyphens look like one code: each with letters and digits, and as long as the others."""
    return _are_a_code(groups) and len({len(group) for group in groups}) == 1 and all(map(_MIXED_GROUP.fullmatch, groups))


def _is_name(text: str) -> bool:
    """Whether capitals and digits are a known name, by a rule or since its letters are words: beside one, single letters may stand, and
    short words; beside one of four letters, any two."""
    if _is_known(text):
        return True
    runs = re.findall("[A-Z]+", text)
    words = [run for run in runs if run in WORDS or _PRONOUNCEABLE.fullmatch(run)]
    beside = SHORT_WORDS if max(map(len, words), default=0) < 4 else {run for run in runs if len(run) == 2}
    return 0 < len(words) and len(runs) <= 3 and all(len(run) == 1 or run in words or run in beside for run in runs)


def masked(code: str) -> str:
    """A code as messages show it: who has it before them knows it, and who has not learns no more than its ends."""
    start, end = (2, 2) if len(code) > 7 else (2, 1) if len(code) > 5 else (1, 0)
    return code[:start] + "·" * (len(code) - start - end) + code[len(code) - end :]
