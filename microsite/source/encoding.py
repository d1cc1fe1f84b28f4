"""What is said of a file that is not in UTF-8, the one encoding that files of a site may have."""

from __future__ import annotations

import codecs

REMEDY = "save it again with the encoding UTF-8"


def explain(raw: bytes) -> tuple[int, int, str] | None:
    """Line and column of the first byte that is not UTF-8, and what to do; None where there is none. A mark (BOM) at the beginning is
    allowed. In UTF-16, every second byte of a Western text is zero."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in (raw[:1], raw[1:2]):
        return 1, 1, f"is not in UTF-8 but, it seems, in UTF-16; {REMEDY}"
    try:
        raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        content = error.object  # without the mark at the beginning
        line_start = content.rfind(b"\n", 0, error.start) + 1
        line = content.count(b"\n", 0, error.start) + 1
        return line, len(content[line_start : error.start].decode()) + 1, f"is not in UTF-8; {REMEDY}"
    return None
