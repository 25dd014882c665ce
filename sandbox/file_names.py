"""File names and media types of uploads, as Telegram's server makes them out of what a client sent."""

import mimetypes
import re
import unicodedata
from urllib.parse import unquote_to_bytes

STEM_LIMIT = 64
ENDING_LIMIT = 16
NAMELESS = "file"
FORBIDDEN = frozenset("<>:\"/\\|?*&`'")
# Letters, decimal digits and other numbers: all that a name keeps beyond ASCII.
KEPT_CATEGORIES = ("L", "N")
# Marks on letters and invisible signs disappear, other characters become blanks.
DROPPED_CATEGORIES = ("M", "Cf")
SEPARATORS = re.compile(r"[/\\]")
# Telegram knows these; Python's table differs between versions and machines.
TYPES = {
    ".7z": "application/x-7z-compressed",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".gz": "application/gzip",
    ".mp4": "video/mp4",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".rar": "application/vnd.rar",
    ".tgs": "application/x-tgsticker",
    ".webm": "video/webm",
    ".webp": "image/webp",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
UNKNOWN_TYPE = "application/octet-stream"


def received_name(sent: str) -> str:
    """Return the name under which the server keeps an upload; never empty.

    The name is URL-decoded, its folders are cut off, and characters that a file system may refuse become
    blanks. 64 characters of the stem and 16 of the ending stay. Source: td, HttpReader and clean_filename.
    """
    try:
        name = unquote_to_bytes(sent.encode("utf-8", "surrogateescape")).decode()
    except UnicodeDecodeError:
        return NAMELESS
    name = SEPARATORS.split(name)[-1]
    # A dot at the very beginning does not begin an ending.
    dot = name.rfind(".", 1)
    stem, ending = (name[:dot], name[dot + 1 :]) if dot > 0 else (name, "")
    parts = [_cleaned(stem, STEM_LIMIT), _cleaned(ending, ENDING_LIMIT)]
    return ".".join(part for part in parts if part) or NAMELESS


def media_type(name: str) -> str:
    """Return the media type that goes with the ending of a file name; what the client said does not count."""
    _, dot, ending = name.rpartition(".")
    key = f".{ending.lower()}" if dot else ""
    return TYPES.get(key) or mimetypes.types_map.get(key, UNKNOWN_TYPE)


def _cleaned(part: str, limit: int) -> str:
    kept: list[str] = []
    for character in part:
        if len(kept) >= limit:
            break
        if not _is_allowed(character):
            if unicodedata.category(character).startswith(DROPPED_CATEGORIES):
                continue
            character = " "  # noqa: PLW2901 - the loop goes on with what stands in its place
        if kept or character not in " .":
            kept.append(character)
    return "".join(kept).rstrip(" .")


def _is_allowed(character: str) -> bool:
    if " " <= character <= "~":
        return character not in FORBIDDEN
    return unicodedata.category(character).startswith(KEPT_CATEGORIES)
