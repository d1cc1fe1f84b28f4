"""What looks like an access code is found wherever it stands; public names that look like one are known for what they are."""

from __future__ import annotations

import random
import re
import string
import time
from collections.abc import Iterator

import pytest

from microsite.validation import said_codes
from microsite.validation.codes import find_codes, masked, may_have_codes, names_in

NAMES = """\
EP1234567A1 US11234567B2 WO2019123456A1 JP2004123456A DE102004012345B4 CN101234567A KR20190012345A PCTIB2019050123A G06F17 A61K31
H04L9123 G10L15 ISO9001A IEC60601A1 EN50126A1 IEEE80211AX EN301549V3 ISO15489P1 SHA256SUMS MD5SUMS AES256GCM UTF16LE BASE64URL
UTF8MB4 RSA2048SHA256 MPEG4AVC H264AVC 1920X1080 4K60FPS 1080P60 S01E05 C6H12O6 CH3COOH C2H5OH C8H10N4O2 K2CR2O7 NA2SO4 32016R0679
32001L0029 INF5REV2 L3ADD1 CRP2REV1 WP3CORR1 COP29CMP19 PT1H30M P1DT12H 2027W21 20271028T100000Z USD100K CHF20MIO 220V50HZ 5KM10KM
46N06E H1N1PDM09 SARSCOV2B1 COVID19VAX CYP2D6 CYP3A4 SLC6A4 TP53BP1 J07BX03 N02BE01 IMG20260505A DSC01234A 3G4G5G B2B2C2B AI4ALL
AI4GOOD CODE4LIB IP4GROWTH TECH4DEV GIRLS4AI2027 IGF2027BERLIN WIPO2027AI B737MAX8 RTX4090TI ESP32S3 GPT4TURBO MP4-AVC G20-B20
A320-B737 ISO27001 COVID-19 ISO-8859-1 UTF-8 HI4-SOUND-26 WIPO/IP/CONV/GE/2/25 A/RES/70/1 2026-05-05 WIPO-2027-GENEVA
CVE-2021-44228 BRCA1P53 W3C4ALL GB2345678A FR2901234A1 EP3456789B1 G06Q50 ISO8601B IEEE80211AC SHA3512 H265HEVC S02E11 C10H15N
C2H4O2 EUR15M COL1A1 DATA4GOOD PS5PRO A320NEO2 F16-F35 H5N1-H7N9 WINDOWS11PRO ATMEGA328P SCCR45INF3 IPV6TO4 E10V85 US20190123456A1
USD912345S1 CN1234567U WO2020101010A2 EP0000001B9 G06N20 H04W72 C07D213 ISO27001B ISO3166ALPHA2 RFC2119BIS EN71A2 IEC61508SIL2
CRC32C SECP256R1 CHACHA20POLY1305 X509V3 IGC47DOC5 WGIP12REV1 CEDAW2027WP1 C9H8O4 C20H25N3O CH3CH2OH BNT162B2 PM25PM10 IPHONE15PRO
WIN11PRO BOEING737MAX XBOX360S BMW320D HACK4GOOD RUN4FUN MUSIC4ALL C2PA2027 I18NL10N G20RIO G7ITALY COP29BAKU WSIS20HIGH SDG16PLUS
WEB3DAO IPV6ONLY HTML5CSS3 DVB2T2 LTE4G5G WIFI6E7 4K8K12K Q1Q2Q3 U2ROCKS ERASMUS2PLUS HORIZON2020EU AGENDA2030SDG LAW2GO MI6007
PART2A1 ANNEX1B2 ART10BIS2 SEC3A2 DAY1DAY2 HALL7B2 A4A5A6 TYPE2B1 CLASS9A1 PHASE2B3 LEVEL3A WORLD4ALL EP2345678B1 DE202015001234U1
A01B12 H01L21 B60K35 C12N15 ISO14001B IEC62443A EN1990A2 SHA512SUMS CRC16X AES128CBC VVC4K60 HDR10PLUS S03E07 C7H16O C3H8O3 NH4NO3
32019L0790 INF3CORR1 CRP5ADD2 CONF3DOC7 PT45M30S EUR5MIO 110V60HZ 10KM21KM CYP1A2 A10BA02 L01XC07 DSC0001X IOT4ALL AI4PEACE
ART4GOOD YOUTH4CLIMATE SDG4YOUTH EXPO2030RIYADH OLYMPICS2028LA T34T55 RTX3060TI M1M2M3 GPT5MINI WINDOWS10X PHOTOSHOP25AI
MATLAB2027B UB40LIVE U2LIVE BOYS2MEN ROOM101A GATE5B6 TERMINAL2E PAVILION7C BUS42B TRAM12B LINE14S E10E20 TRIPS27BIS
MARRAKESH5YEARS JTC1SC42 JTC1-SC42 TC46SC9 SG16WP3 SP800-63B SP800-53R5 ST96V8 Q3FY26 FY2025Q4 H1FY26 12A-12B PL1-PL2 3RD4TH
US2024/0123456A1 JP2023-123456A 17USC107 37CFR1 AI4EOSC SME4IP WRC27AI QWEN2-72B WAV2VEC2 A100-80GB RS232C LPDDR5X MPEG7V2 LTI1P3
UBSWCHZH80A https://bit.ly/3XQ7KZ2 https://forms.office.com/e/7Q2KX9ABCD amazon.com/dp/B0CX23V2ZK""".split()
"""Names of patents, standards, documents, chemistry, medicine, media, products, campaigns, bands and places."""
OTHERS = """\
MI6CIA007 R2D2C3PO H5N1V2 U2FOO2 NE555P P2P4B2C SW1A2AA K1A0B1 FIFA23EA MWC26BCN VP9AV1 UN2GETHER ASTMD638M GA75RES2 H3N2V1
CES27LV B787X9 EUROPA2STARS BLINK182LIVE BA728A UNHQ2B MAROON5TOUR SUM41TOUR M25A40 NAFTA2USMCA PLT3BIS""".split()
"""Names that follow no rule but their own: an editor lists them under `not_codes`."""
SHAPES = ((6,), (7,), (8,), (9,), (10,), (12,), (3, 3), (4, 4), (5, 5), (3, 3, 3), (4, 4, 4), (4, 4, 4, 4))
"""Lengths of the groups of a code, as registration systems give them."""


def drawn(number: int) -> Iterator[str]:
    """Random codes of each shape in turn, with letters and digits that change at least twice."""
    draw = random.Random(20271028)
    while number:
        code = "-".join("".join(draw.choices(string.ascii_uppercase + string.digits, k=size)) for size in SHAPES[number % len(SHAPES)])
        if re.search(r"[A-Z]\d+[A-Z]|\d[A-Z]+\d", code.replace("-", "")):
            number -= 1
            yield code


def found_in(text: str) -> list[str]:
    return list(find_codes(text))


def test_names_are_no_codes() -> None:
    """All but those that follow no rule, which are fewer than one in ten."""
    assert [name for name in (*NAMES, *OTHERS) if found_in(f"see {name}, here")] == OTHERS
    assert len(OTHERS) < len(NAMES + OTHERS) / 10


def test_random_codes_are_found(number: int = 2400) -> None:
    """Of each shape at least 98 of a hundred, and 99 of all: the rules for names swallow no more."""
    lost = [code for code in drawn(number) if found_in(f"It is {code}.") != [code]]
    assert found_in("x") == [] and len(lost) <= number / 100, lost
    for shape in SHAPES:
        of_shape = [code for code in lost if tuple(map(len, code.split("-"))) == shape]
        assert len(of_shape) <= number / len(SHAPES) / 50, of_shape


@pytest.mark.slow
def test_twenty_four_thousand_random_codes_are_found() -> None:
    """The same with ten times as many."""
    test_random_codes_are_found(24_000)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("WIPO-QX7KM4", "QX7KM4"),
        ("访问码QX7KM4。", "QX7KM4"),
        ("رمز الدخولQX7KM4", "QX7KM4"),
        ("кодQX7KM4и", "QX7KM4"),
        ("codeQX7KM4", "QX7KM4"),
        ("QX7KM4is the code", "QX7KM4"),
        ("QX7KM4Code", "QX7KM4"),
        ("https://example.org/join/QX7KM4/x", "QX7KM4"),
        ("?code=QX7KM4&x", "QX7KM4"),
        ("_QX7KM4_", "QX7KM4"),
        ("QX7K-M4PL", "QX7K-M4PL"),
        ("QXKT-RM7P", "QXKT-RM7P"),
        ("ABC-123-DEF", "ABC-123-DEF"),
        ("WX4-7YZK", "WX4-7YZK"),
        ("S3CURE", "S3CURE"),
        ("QX7K–M4PL", "QX7K-M4PL"),
        ("QX7K\u2011M4PL", "QX7K-M4PL"),
        ("QX7K_M4PL", "QX7K_M4PL"),
        ("QX7K.M4PL", "QX7K.M4PL"),
        ("QX7K/M4PL", "QX7K/M4PL"),
        ("ＱＸ７ＫＭ４", "QX7KM4"),
        ("QX7\u00adKM4", "QX7KM4"),
        ("QX7\u200bKM4", "QX7KM4"),
        ("of 2025\nQX7KM4", "QX7KM4"),
    ],
)
def test_a_code_is_found_beside_anything(text: str, code: str) -> None:
    """Letters of any script, hyphens, slashes; in other hyphens, in wide letters, and with what nobody sees."""
    assert found_in(text) == [code]


MEMORABLE = """\
WIPO2025 2025WIPO GENEVA25 WIPO12 SESSION12 WIPOCONV25 GE2025 DELEGATE25 OBSERVER25 OBS2025 WIPO2025GE WIPO12AI WIPO4AI SESSION12A
FRONTIERTECH AI2025 ISO27001 QXKTRM47 47QXKT B2B2 EP1234567A1 WIPO-2025 482913 4829 Conv2025 conv2025""".split()
"""Codes that people make up, out of names, words and years."""


@pytest.mark.parametrize("code", MEMORABLE)
@pytest.mark.parametrize(
    "text",
    [
        "Access code: {}",
        "**Access code:** {}.",
        "访问码：{}",
        "Le code d’accès est {}",
        "код доступа {}",
        "Code d’inscription : {}",
        "Your code for online registration: {}",
        "code (case-sensitive): {}",
        "Registration code “{}”",
        "код для регистрации: {}",
        "رمز التسجيل: {}",
        "Contraseña para la reunión: {}",
        "Zugangscode lautet: {}",
        "Access code\n\n\n{}\n",
        "https://example.org/?code={}&x",
    ],
)
def test_what_is_said_to_be_a_code_is_found(text: str, code: str) -> None:
    """Whatever it is made of, behind a word for code or password, at once or behind a colon."""
    assert found_in(text.format(code)) == [code]


@pytest.mark.parametrize("code", [code for code in MEMORABLE if re.search("[A-Z]", code) and re.search("[0-9]", code) and code.isupper()])
@pytest.mark.parametrize(
    "text",
    [
        "Use {} as the access code",
        "{} is your password.",
        "Saisissez {} comme code d’accès",
        "{} (access code)",
        "使用{}作为访问码",
        "Enter the code of the session, {}, at the desk",
        "Registration key: {}",
        "PIN {}",
    ],
)
def test_what_is_said_to_be_a_code_in_a_sentence_is_found(text: str, code: str) -> None:
    """With a few words between, if it has capitals and digits."""
    assert found_in(text.format(code)) == [code]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Access code: AB12 CD34", ["AB12 CD34"]),
        ("Access code: QX7K M4PL.", ["QX7K M4PL"]),
        ("Passcode: 482 913", ["482 913"]),
        ("Access code: AB12\u00a0CD34", ["AB12 CD34"]),
        ("Zugangscode lautet: K9X-22B-77", ["K9X-22B-77"]),
        ("Codes: CONV2025, OBS2025 and DEL2025", ["CONV2025", "OBS2025", "DEL2025"]),
        ("Access code: FRONTIER", ["FRONTIER"]),
        ("Registration key: FRONTIER", ["FRONTIER"]),
        ("Access code (password): CONV2025", ["CONV2025"]),
        ("Use FRONTIER as the access code", ["FRONTIER"]),
    ],
)
def test_a_said_code_is_found_whole(text: str, found: list[str]) -> None:
    """With groups as long as the first behind blanks, and each of several."""
    assert found_in(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Your access code is in the invitation of 12 October 2025.",
        "The access code was sent to delegations by WIPO.",
        "The code came with letter C. N 4285.",
        "The code expires: 2025-10-12, 20:25",
        "ACCESS CODE REQUIRED FOR ENTRY",
        "Postal code CH1211, country code 4141, code postal 1211, QR code AB12, code of conduct: WIPO2025",
        "Key dates: 2025. Pinned: AB12, turnkey AB12",
        "Bring the code. WIPO2025 is the host.",
        "Code: https://example.org/2025/wipo2025, code: desk2025@example.org, code: a1/b2.html",
        "CODE4LIB and CODE2025",
        "включить 4285, кодекс 4285, 编码4285, 电话号码4285",
        '<code>\n</code>\n<a href="/wipo2025/">\n<h2 class="code">\n<h2 id="x">',
    ],
)
def test_what_is_near_a_word_for_code_is_none(text: str) -> None:
    """Dates, names without digits in a sentence, other kinds of code, the next sentence, addresses and tags."""
    assert found_in(text) == []


def test_a_line_that_may_have_a_code_is_not_taken_for_one_without() -> None:
    """Whatever lines it is looked at with; and names in it, but for those in addresses, are no reason to look at the whole page."""
    lines = ["QX7K_M4PL", "ＱＸ７ＫＭ４", "QX7K‑M4PL", *(f"see {code}." for code in (*drawn(200), *OTHERS))]
    lines += [f"use {code} as {word}" for code in ("FRONTIER", "WIPO2025") for word in (*said_codes._WORDS, *said_codes._OTHER_WORDS)]
    lines += [f"{word.upper()}: {code}" for word in ("code", "пароль", "clé") for code in MEMORABLE]
    around = ("2025", "Geo", "zip", "QX7", "1-", "")
    assert [line for line in lines for other in around if found_in(line) and not may_have_codes(f"{other}\n\n{line}\n\n{other}")] == []
    assert [name for name in (*NAMES, *around) if may_have_codes(name)] == [name for name in NAMES if ".com/" in name or "bit.ly/" in name]


@pytest.mark.parametrize("text", ["code " * 8_000, "code: A1 " * 4_500, "A1-" * 130_000, "a." * 200_000, "AB12_" * 80_000, "a/" * 200_000])
def test_codes_are_looked_for_in_time_that_grows_with_the_text(text: str) -> None:
    """400,000 letters in a second, and 40,000 where every second word is one for code."""
    start = time.process_time()
    found_in(text)
    found_in(text + " QX7KM4")
    assert time.process_time() - start < 6


@pytest.mark.parametrize("listed", ["G20B20", "WIPO2025", "AB12 CD34", "QX7K–M4PL", "FRONTIERTECH", "conv2025", "482913"])
def test_what_is_listed_is_no_code(listed: str) -> None:
    """Nor where it is said to be one; what is longer still is."""
    assert list(find_codes(f"Access code: {listed}, see {listed}", names_in(listed))) == []
    assert list(find_codes(f"Access code: {listed}XY9", names_in(listed))) != []


@pytest.mark.parametrize(
    "text",
    [
        "dQw4w9WgXcQ7AB12CDx1",
        "https://youtu.be/AB12CD34EF5",
        "script-src 'sha256-AB12CD+/QX7KM4/aGVsbG8gd29ybGQgaGVsbG8gd29ybGQ='",
        'src="data:image/png;base64,iVBORw0KGgo/AB12CD/QX7KM4="',
        '<path d="M3 6H21V8H3V6Z M3 11H21V13"/>',
        "color: #AB12CD",
        "QXKTRM47",
        "Postal code CH1211, and ISO27001",
        "https://example.org/QX7KM4/x",
        "www.example.org/e/QX7K-M4PL?x=1",
        "qx7km4",
    ],
)
def test_random_signs_are_no_codes(text: str) -> None:
    """In addresses, checksums and drawings; what changes once, or is in small letters, is not known by its looks."""
    assert found_in(text) == []


def test_a_code_is_shown_by_its_ends() -> None:
    """Half of it or more is hidden, and of a short one all but its first sign."""
    assert [masked(code) for code in ("AB12", "AB12C", "QX7KM4", "WX4-7YZ", "QX72MB41", "ABCD-EF12-3456")] == [
        "A···",
        "A····",
        "QX···4",
        "WX····Z",
        "QX····41",
        "AB··········56",
    ]
