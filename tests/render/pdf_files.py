"""PDFs as programs write them, for the tests of the search for private texts."""

from __future__ import annotations

import zlib


def packed(*streams: bytes, filters: bytes = b"/FlateDecode", head: bytes = b"%PDF-1.7\n") -> bytes:
    """Some streams in a file, without pages: each as it is given, or packed where the filter is the usual one."""
    packing = zlib.compress if filters == b"/FlateDecode" else bytes
    objects = (
        b"%d 0 obj <</Filter [%b]>>\nstream\r\n%b\nendstream endobj\n" % (number, filters, packing(each))
        for number, each in enumerate(streams, 1)
    )
    return head + b"".join(objects)


def drawn_by_number(text: str) -> bytes:
    """A whole file whose one page shows a text by the numbers of its letters in a font, as word processors write it: their letters are
    only in the font's own list."""
    numbers = {letter: number for number, letter in enumerate(sorted(set(text)), 3)}
    mapping = "\n".join(f"<{number:04X}> <{letter.encode('utf-16-be').hex()}>" for letter, number in numbers.items())
    unicode = f"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange {len(numbers)} beginbfchar\n{mapping}\nendbfchar endcmap"
    content = f"BT /F 12 Tf 20 700 Td <{''.join(f'{numbers[letter]:04X}' for letter in text)}> Tj ET"
    return whole(
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 900 800] /Resources <</Font <</F 5 0 R>>>> /Contents 4 0 R>>",
        stream(content.encode()),
        b"<</Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 7 0 R>>",
        b"<</Type /Font /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> "
        b"/FontDescriptor 8 0 R /DW 500>>",
        stream(unicode.encode()),
        b"<</Type /FontDescriptor /FontName /A /Flags 4 /Ascent 800 /Descent -200 /CapHeight 700 /ItalicAngle 0 /StemV 80 "
        b"/FontBBox [0 0 900 900]>>",
    )


def stream(content: bytes) -> bytes:
    packed = zlib.compress(content)
    return b"<</Length %d /Filter /FlateDecode>>\nstream\n%b\nendstream" % (len(packed), packed)


def whole(*objects: bytes) -> bytes:
    """A file with its table of objects; the first that is given is the one page (number 3)."""
    content, places = b"%PDF-1.7\n", []
    for number, each in enumerate((b"<</Type /Catalog /Pages 2 0 R>>", b"<</Type /Pages /Kids [3 0 R] /Count 1>>", *objects), 1):
        places.append(len(content))
        content += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(places) + 1
    trailer = b"trailer <</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(content))
    return content + b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table) + trailer
