"""Rules for attached files: allowed types and sizes, stored names, and whether the content fits the type."""

from __future__ import annotations

import re
import unicodedata

from core.errors import Refusal
from core.input.characters import plain

ALLOWED = (
    ".txt", ".jpg", ".jpeg", ".png", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx",
    ".pdf", ".zip", ".rar", ".rhs",
)  # fmt: skip

# Accepted too, as telephones make them: screen recordings, pictures and voice notes. The guides' list stands
# first wherever types are named.
ALSO_ALLOWED = (".mp4", ".heic", ".ogg")
ACCEPTED = (*ALLOWED, *ALSO_ALLOWED)

# Files that lists are imported from: workbooks of Excel, and the text that any program writes of a sheet.
SPREADSHEETS = (".xlsx", ".xlsm", ".csv", ".txt")

# Endings by the type that a channel names, for files that came without a name.
_ENDING_OF = {
    "text/plain": ".txt", "image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf",
    "application/msword": ".doc", "application/vnd.ms-excel": ".xls", "application/vnd.ms-powerpoint": ".ppt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/zip": ".zip", "application/x-zip-compressed": ".zip", "application/vnd.rar": ".rar",
    "application/x-rar-compressed": ".rar", "application/x-rar": ".rar", "video/mp4": ".mp4",
    "image/heic": ".heic", "audio/ogg": ".ogg",
}  # fmt: skip

# Files with one text; our own bound, as the guides name none.
MOST_FILES = 20

# Characters of a name's end in which its ending is looked for.
_LONGEST_READ = 300
# Characters of the original name that a stored name keeps.
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
    ".doc": _OLE2, ".xls": _OLE2, ".ppt": _OLE2, ".ogg": (b"OggS",),
}  # fmt: skip
# Files of boxes, the first of which says whether they are pictures or a video.
_BOXED = (".mp4", ".heic")
_PICTURE_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
# Bytes. PDF readers accept a file whose mark comes a little late, so we do too.
_PDF_MARK_WITHIN = 1024


def named_by_type(name: str, mime: str) -> str:
    """Return the name with the ending of its MIME type where it has none; unchanged for an unknown type."""
    if extension_of(name):
        return name
    return name.rstrip(". ") + _ENDING_OF.get(mime.partition(";")[0].strip().lower(), "")


def extension_of(name: str) -> str:
    """Return the extension with its dot in lower case, "" where there is none: "Foto.JPG" has ".jpg"."""
    _, dot, extension = plain(name[-_LONGEST_READ:]).rpartition(".")
    return f".{extension.strip().lower()}" if dot and extension.strip() else ""


def check_file(name: str, size: int | None, *, limit: int, allowed: tuple[str, ...] = ACCEPTED) -> None:
    """Refuse a file of a type not allowed (`file_type`), an empty (`file_empty`) and a too large one.

    A file above `limit` bytes is too large (`file_too_large`). `size` is None where Telegram leaves it out;
    then only the name can be judged.
    """
    if extension_of(name) not in allowed:
        raise Refusal("file_type", name=name, allowed=allowed)
    if size is not None and size <= 0:
        raise Refusal("file_empty", name=name)
    if size is not None and size > limit:
        raise Refusal("file_too_large", name=name, size=size, limit=limit)


def stored_name(original: str, ordinal: int) -> str:
    """Return the name under which a ticket stores its file number `ordinal`: pelapor.png, 1 is pelapo001.png.

    `ordinal` counts from 1. The rule is the guides': six characters, three digits, the extension; the
    thousandth file gets four digits. The name is safe on any file system, whatever `original` is.
    """
    stem, dot, _ending = original.rpartition(".")
    if not dot:
        stem = original
    safe = "".join(safe_character(character) for character in stem.strip())
    dots = len(safe) - len(safe.lstrip("."))
    start = ("_" * dots + safe[dots:])[:_STEM].strip() or "berkas"
    ending = re.sub("[^a-z0-9]", "", extension_of(original))[:10]
    return f"{start}{ordinal:03d}{'.' if ending else ''}{ending}"


def safe_character(character: str) -> str:
    """Return the character, or "_" for one that some system refuses in names of files, or does not show."""
    unsafe = character in _UNSAFE or unicodedata.category(character) in _UNSAFE_KINDS
    return "_" if unsafe else character


def agrees_with_content(extension: str, head: bytes) -> bool:
    """Return whether a file that begins with `head` can be of the type that `extension` says.

    A kilobyte of `head` is enough. Nothing agrees with an unknown extension, anything with .rhs: offers are
    encrypted by SPSE and may begin with anything.
    """
    extension = f".{extension.lower().lstrip('.')}"
    if extension == ".rhs":
        return True
    if extension == ".pdf":
        return _PDF in head[:_PDF_MARK_WITHIN]
    if extension == ".txt":
        return _is_text(head)
    if extension in _BOXED:
        return head[4:8] == b"ftyp" and (head[8:12] in _PICTURE_BRANDS) is (extension == ".heic")
    return head.startswith(_BEGINNINGS.get(extension, ()))


def _is_text(head: bytes) -> bool:
    if head.startswith(_UTF16):
        return True
    others = {beginning for beginnings in _BEGINNINGS.values() for beginning in beginnings}
    return b"\0" not in head and not head.startswith((_PDF, *others))
