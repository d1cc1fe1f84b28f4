"""What looks like an access code is found wherever it stands; public names that look like one are known for what they are."""

from __future__ import annotations

import random
import re
import string
from collections.abc import Iterator

import pytest

from microsite.validation.codes import find_codes, masked

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
MARRAKESH5YEARS""".split()
"""Names of patents, standards, documents, chemistry, medicine, media, products, campaigns, bands and places."""
OTHERS = """\
MI6CIA007 R2D2C3PO H5N1V2 U2FOO2 NE555P P2P4B2C SW1A2AA K1A0B1 FIFA23EA MWC26BCN VP9AV1 UN2GETHER ASTMD638M GA75RES2 H3N2V1
CES27LV B787X9 EUROPA2STARS BLINK182LIVE MAROON5TOUR SUM41TOUR M25A40 NAFTA2USMCA PLT3BIS""".split()
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
    lost = [code for code in drawn(number) if found_in(f"Code: {code}.") != [code]]
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
        ("https://example.org/QX7KM4/x", "QX7KM4"),
        ("?code=QX7KM4&x", "QX7KM4"),
        ("_QX7KM4_", "QX7KM4"),
        ("QX7K-M4PL", "QX7K-M4PL"),
        ("QXKT-RM7P", "QXKT-RM7P"),
        ("ABC-123-DEF", "ABC-123-DEF"),
        ("WX4-7YZK", "WX4-7YZK"),
        ("S3CURE", "S3CURE"),
        ("Access code: QXKTRM47", "QXKTRM47"),
        ("访问码：QXKTRM47", "QXKTRM47"),
        ("Le code d’accès est QXKTRM47", "QXKTRM47"),
        ("код доступа 47QXKT", "47QXKT"),
    ],
)
def test_a_code_is_found_beside_anything(text: str, code: str) -> None:
    """Letters of any script, hyphens, slashes; and where it is said to be a code, even if it changes once."""
    assert found_in(text) == [code]


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
        "Postal code CH1211, and the code ISO27001",
        "qx7km4",
    ],
)
def test_random_signs_are_no_codes(text: str) -> None:
    """In addresses, checksums and drawings; what changes once, or is in small letters, is not known by its looks."""
    assert found_in(text) == []


def test_a_code_is_shown_by_its_ends() -> None:
    """Half of it or more is hidden."""
    assert [masked(code) for code in ("QX7KM4", "WX4-7YZ", "QX72MB41", "ABCD-EF12-3456")] == [
        "QX···4",
        "WX····Z",
        "QX····41",
        "AB··········56",
    ]
