"""Pictures of the data in the sizes that pages show, as WebP, without what their files say of camera and place.

At equal quality, AVIF was a tenth smaller at 960 pixels, twice as large at 96, and took ten times as long (four photographs).
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import io
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from microsite.kept_files import kept_or_made
from microsite.model.people import Person
from microsite.model.pictures import Picture
from microsite.model.session import Session

if TYPE_CHECKING:
    from PIL.Image import Image

PORTRAITS = (96, 192)
"""Widths of a portrait, which is a square."""
WIDTHS = (480, 960, 1440)
"""Widths of other pictures, up to that of the file."""
QUALITY = 75
"""Of WebP."""
FACE = (0.5, 0.3)
"""Where the square of a portrait lies in a picture that is higher or wider: in its middle, and nearer to its top."""
ROTATED = (5, 6, 7, 8)
"""Values of EXIF's orientation that make width of height."""
FOLDER = "pictures"
"""Of the site."""


class Size(NamedTuple):
    """A picture in one size."""

    path: str
    """In the site."""
    width: int
    height: int


class Pictures(NamedTuple):
    """The pictures of a session."""

    sizes: Mapping[tuple[str, bool], tuple[Size, ...]]
    """By the file of each in docs/, and whether it is a portrait: its sizes, the smallest first."""
    files: Mapping[str, bytes]
    """By their paths in the site."""

    def of(self, picture: Picture, *, portrait: bool = False) -> tuple[Size, ...]:
        """The sizes of a picture; none where the site was made without its file."""
        return self.sizes.get((picture.file, portrait), ())


def make(session: Session, docs: Path | None, kept_in: Path | None) -> Pictures:
    """All pictures of a session. `docs` is the folder that their files are in: without it none are made; they were looked through by
    validation/picture_files.py. In `kept_in`, what was made is kept for the next build."""
    sizes: dict[tuple[str, bool], tuple[Size, ...]] = {}
    files: dict[str, bytes] = {}
    if not docs:
        return Pictures(sizes, files)
    for picture, portrait in dict.fromkeys((picture.file, isinstance(part, Person)) for part, picture in session.pictures()):
        found = []
        for width, height, content in _sizes((docs / picture).read_bytes(), portrait, kept_in):
            path = f"{FOLDER}/{hashlib.sha256(content).hexdigest()[:10]}.webp"
            files[path] = content
            found.append(Size(path, width, height))
        sizes[picture, portrait] = tuple(found)
    return Pictures(sizes, files)


def _sizes(original: bytes, portrait: bool, kept_in: Path | None) -> Iterator[tuple[int, int, bytes]]:
    """Width, height and content of each size of a picture. It is unpacked for those only that are not kept."""
    from PIL import Image, features  # here, since a site without pictures need not wait for it

    with Image.open(io.BytesIO(original)) as image:
        width, height = image.size[::-1] if image.getexif().get(0x0112) in ROTATED else image.size
    unpacked = functools.cache(lambda: _unpacked(original, boxes[-1]))
    boxes = [(each, each) for each in PORTRAITS] if portrait else [(each, round(height * each / width) or 1) for each in _widths(width)]
    for box in boxes:
        recipe = f"{Image.__version__} {features.version('webp')} {QUALITY} {FACE} {portrait} {box}".encode()  # type: ignore[attr-defined]
        name = hashlib.sha256(recipe + b"\n" + original).hexdigest()[:32] + ".webp"
        yield (*box, kept_or_made(kept_in, name, functools.partial(_encoded, unpacked, box, portrait)))


def _widths(width: int) -> list[int]:
    """Those that a picture can have without being made larger; its own where it has fewer than the smallest."""
    return sorted({min(each, width) for each in WIDTHS})


def _unpacked(original: bytes, box: tuple[int, int]) -> Image:
    """A picture as it is to be seen, at least as large as a box: turned by its orientation, in the colours of the web, on white."""
    from PIL import Image, ImageOps

    image: Any = Image.open(io.BytesIO(original))
    image.draft(None, (max(box), max(box)))
    image = ImageOps.exif_transpose(image)
    if image.mode.startswith("I"):  # 16 bits of grey
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    return _in_srgb(image)


def _in_srgb(image: Image) -> Image:
    """A picture in the colours that browsers take for granted: cameras have wider ones, printers four."""
    from PIL import ImageCms

    if profile := image.info.get("icc_profile"):
        with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError):  # a damaged profile is none
            given = image if image.mode in ("RGB", "CMYK", "L") else image.convert("RGB")
            converted = ImageCms.profileToProfile(given, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode="RGB")
            if converted:
                return converted
    return image.convert("RGB")


def _encoded(unpacked: Callable[[], Image], box: tuple[int, int], portrait: bool) -> bytes:
    from PIL import ImageOps
    from PIL.Image import Resampling

    image = unpacked()
    made = ImageOps.fit(image, box, Resampling.LANCZOS, centering=FACE) if portrait else image.resize(box, Resampling.LANCZOS)
    content = io.BytesIO()
    made.save(content, "WEBP", quality=QUALITY, method=4)  # place, camera and profile are only written where they are handed on
    return content.getvalue()
