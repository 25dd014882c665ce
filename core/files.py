"""Files that people attach: what may be sent, what a file is stored as, whether it is what it says."""

from __future__ import annotations

import re
import unicodedata

from core.errors import Refusal

ALLOWED = (
    ".txt", ".jpg", ".jpeg", ".png", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx",
    ".pdf", ".zip", ".rar", ".rhs",
)  # fmt: skip

# Files with one text; our own bound, the guides name none.
MOST_FILES = 20

_STEM = 6
_UNSAFE = frozenset('/\\:*?"<>|')
# Control, format (bidi, zero width), lone surrogate, private, unassigned, line and paragraph separators.
_UNSAFE_KINDS = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE2 = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)
_JPEG = (b"\xff\xd8\xff",)
_PNG = (b"\x89PNG\r\n\x1a\n",)
_RAR = (b"Rar!\x1a\x07",)
_PDF = b"%PDF-"
_BEGINNINGS = {
    ".jpg": _JPEG, ".jpeg": _JPEG, ".png": _PNG, ".rar": _RAR,
    ".zip": _ZIP, ".docx": _ZIP, ".xlsx": _ZIP, ".pptx": _ZIP,
    ".doc": _OLE2, ".xls": _OLE2, ".ppt": _OLE2,
}  # fmt: skip
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
# Readers take a PDF whose mark comes a little late, so we do too.
_PDF_MARK_WITHIN = 1024


def extension_of(name: str) -> str:
    """The extension with its dot in lower case, "" where there is none: "Foto.JPG" has ".jpg"."""
    _, dot, extension = name.rpartition(".")
    return f".{extension.strip().lower()}" if dot and extension.strip() else ""


def check_file(name: str, size: int | None, *, limit: int, allowed: tuple[str, ...] = ALLOWED) -> None:
    """Refuses a file of another type, without content, or above `limit` bytes.

    Telegram may leave the size out (`None`); then only the name can be judged.
    """
    if extension_of(name) not in allowed:
        raise Refusal("file_type", name=name, allowed=allowed)
    if size is not None and size <= 0:
        raise Refusal("file_empty", name=name)
    if size is not None and size > limit:
        raise Refusal("file_too_large", name=name, size=size, limit=limit)


def stored_name(original: str, ordinal: int) -> str:
    """The name a ticket's file number `ordinal` (from 1) is stored under: pelapor.png, 1 is pelapo001.png.

    The rule is the guides': six characters, three digits, the extension. Safe on any file system,
    whatever `original` is; the thousandth file gets four digits.
    """
    stem, dot, extension = original.rpartition(".")
    if not dot:
        stem, extension = original, ""
    safe = "".join(_safe(character) for character in stem.strip())
    dots = len(safe) - len(safe.lstrip("."))
    start = ("_" * dots + safe[dots:])[:_STEM].strip() or "berkas"
    ending = re.sub("[^a-z0-9]", "", extension.lower())[:10]
    return f"{start}{ordinal:03d}{'.' if ending else ''}{ending}"


def _safe(character: str) -> str:
    unsafe = character in _UNSAFE or unicodedata.category(character) in _UNSAFE_KINDS
    return "_" if unsafe else character


def agrees_with_content(extension: str, head: bytes) -> bool:
    """Whether a file that begins with `head` (a kilobyte will do) can be what its extension says.

    Offers in .rhs are encrypted by SPSE and may begin with anything.
    """
    extension = f".{extension.lower().lstrip('.')}"
    if extension == ".rhs":
        return True
    if extension == ".pdf":
        return _PDF in head[:_PDF_MARK_WITHIN]
    if extension == ".txt":
        return _is_text(head)
    return head.startswith(_BEGINNINGS.get(extension, ()))


def _is_text(head: bytes) -> bool:
    if head.startswith(_UTF16):
        return True
    others = {beginning for beginnings in _BEGINNINGS.values() for beginning in beginnings}
    return b"\0" not in head and not head.startswith((_PDF, *others))
