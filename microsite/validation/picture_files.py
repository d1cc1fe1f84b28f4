"""Whether a file can be shown as a picture: it is looked into once, and again when it has changed."""

from __future__ import annotations

import functools
import warnings
from pathlib import Path

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
"""Those that are read, by Pillow's names."""
MAX_PIXELS = 50_000_000
"""Of a picture; no camera's are larger, and one that unpacks to more takes the memory of who builds the site."""
MAX_BYTES = 30_000_000
"""Of a file."""
SMALLER = "save it smaller: 1,600 pixels are wide enough"


def problem(path: Path) -> str | None:
    """What is wrong with a file that is there, as the rest of a sentence that begins with its name; None if it is a picture."""
    try:
        state = path.stat()
    except OSError as error:
        return f"can't be read ({(error.strerror or str(error)).lower()}); check who may read it"
    return _problem(path, state.st_mtime_ns, state.st_size)


@functools.lru_cache(maxsize=4096)
def _problem(path: Path, changed: int, size: int) -> str | None:
    """The same for one state of a file, since it takes some milliseconds to unpack a picture."""
    from PIL import Image, UnidentifiedImageError  # here, since a session without pictures need not wait for it

    if not size:
        return "is empty; upload it again"
    if size > MAX_BYTES:
        return f"has {size // 1_000_000} MB; {SMALLER}"
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(path, formats=FORMATS) as image:
            width, height = image.size
            if width * height <= MAX_PIXELS:
                image.draft(None, (96, 96))  # of a JPEG, an eighth of its width, which is as good to find what is damaged
                image.load()
    except Image.DecompressionBombError:
        width, height = 0, 0
    except UnidentifiedImageError:
        return "is none of JPEG, PNG, WebP and AVIF, whatever its name ends with; open it, and save it as JPEG or PNG"
    except PermissionError:
        return "can't be read (permission denied); check who may read it"
    except Exception:  # noqa: BLE001 - what the readers of four formats raise at damaged files is not to be foreseen
        return "is damaged; upload it again, or save it anew as JPEG or PNG"
    if not width or width * height > MAX_PIXELS:
        measured = f"{width:,} × {height:,} pixels" if width else "far more pixels than any screen"
        return f"has {measured}; {SMALLER}"
    return None
