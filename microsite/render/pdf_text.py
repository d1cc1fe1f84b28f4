"""A program that reads the texts of PDFs with PDFium, for pdf.py: a list of paths as JSON comes in, a line of JSON goes out for each.

A line is the text, or null where PDFium can't read the file. The program ends at the file that takes longer than `SECONDS`, or at which
PDFium breaks down.
"""

from __future__ import annotations

import json
import os
import sys
import threading

import pypdfium2

SECONDS = 60
MAX_CHARACTERS = 1 << 26


def text_of(path: str) -> str | None:
    """The text of all pages, one below the other, with the properties of the document; None if it can't be read."""
    try:
        document = pypdfium2.PdfDocument(path)
        found = list(document.get_metadata_dict(skip_empty=True).values())
        for page in document:
            found.append(page.get_textpage().get_text_range())
            if sum(map(len, found)) > MAX_CHARACTERS:
                break
        return "\n".join(found)
    except (pypdfium2.PdfiumError, OSError, ValueError):
        return None


def main() -> None:
    for path in json.load(sys.stdin):
        watch = threading.Timer(SECONDS, os._exit, (1,))
        watch.daemon = True
        watch.start()
        print(json.dumps(text_of(path)), flush=True)
        watch.cancel()


if __name__ == "__main__":
    main()
