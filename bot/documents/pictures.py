"""Make small, plain copies of the pictures of a ticket for its print, whatever is in their files."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

import structlog

from core.input.file_types import extension_of
from core.tickets.attachments import Attachment

if TYPE_CHECKING:
    from PIL.Image import Image as OpenImage

log = structlog.get_logger()

# Pictures of one print; the others are named in its list of files, as every file is.
MOST_PICTURES = 12
# Bytes of a copy that is opened at all, and of all that stand in one print.
LARGEST_COPY = 20 * 1024 * 1024
MOST_BYTES = 6 * 1024 * 1024
# Pixels of a file by its header. A PNG is unpacked whole, a JPEG at a fraction of its size.
MOST_PIXELS: Final = {"JPEG": 50_000_000, "PNG": 16_000_000}
# Of a progressive JPEG all coefficients are kept while it is read.
MOST_PROGRESSIVE = 25_000_000
# Pixels of the longer side on paper: 140 mm at 250 dots an inch.
SIDE = 1400
QUALITY = 82
_ENDINGS = frozenset({".jpg", ".jpeg", ".png"})
# One picture is unpacked at a time, so that memory is bounded whatever is printed at once.
_UNPACKING = Lock()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a ticket as its print shows it: a JPEG of at most SIDE pixels a side."""

    jpeg: bytes
    width: int
    height: int


class UnusablePicture(Exception):
    """Raised for a file that is no picture, a broken one, or one too large to be unpacked."""


def is_picture(file: Attachment) -> bool:
    """Return whether a file may be shown in a print: by its ending, its size, and what was found in it."""
    is_small = file.upload.size <= LARGEST_COPY
    return extension_of(file.name) in _ENDINGS and is_small and not file.is_flagged


def print_pictures(copies: Iterable[tuple[Attachment, Path]]) -> dict[int, Picture]:
    """Return the pictures by the ordinals of their files, within MOST_PICTURES and MOST_BYTES.

    `copies` are files with the paths of their copies in the archive. A file that can't be shown is left out.
    This unpacks pictures, so it must not run in the event loop.
    """
    shown: dict[int, Picture] = {}
    room = MOST_BYTES
    for file, path in copies:
        if len(shown) == MOST_PICTURES:
            break
        try:
            picture = shrunk(path)
        except (UnusablePicture, OSError) as failure:
            log.info("picture_not_printed", error=type(failure).__name__)
            continue
        if len(picture.jpeg) <= room:
            shown[file.ordinal] = picture
            room -= len(picture.jpeg)
    return shown


def shrunk(path: Path) -> Picture:
    """Return a picture as a new JPEG without anything but its pixels, upright and on white.

    Raise UnusablePicture for whatever is not a JPEG or PNG within the bounds.
    """
    # Imported here, since most processes print no pictures.
    from PIL import Image, ImageOps

    if path.stat().st_size > LARGEST_COPY:
        raise UnusablePicture
    with _UNPACKING:
        try:
            with Image.open(path, formats=tuple(MOST_PIXELS)) as opened:
                most = MOST_PIXELS[opened.format or ""]
                if opened.info.get("progressive") or opened.info.get("progression"):
                    most = MOST_PROGRESSIVE
                if opened.width * opened.height > most or min(opened.size) < 1:
                    raise UnusablePicture
                opened.draft("RGB", (SIDE, SIDE))
                opened.thumbnail((SIDE, SIDE))
                upright = _on_white(ImageOps.exif_transpose(opened))
                out = io.BytesIO()
                upright.save(out, "JPEG", quality=QUALITY)
                return Picture(out.getvalue(), upright.width, upright.height)
        except UnusablePicture:
            raise
        except Exception as failure:  # a decoder raises anything for a file that was made to break it
            raise UnusablePicture from failure


def _on_white(picture: OpenImage) -> OpenImage:
    from PIL import Image

    if picture.mode in ("RGB", "L"):
        return picture
    with_alpha = picture.convert("RGBA")
    white = Image.new("RGB", with_alpha.size, "white")
    white.paste(with_alpha, mask=with_alpha.getchannel("A"))
    return white
