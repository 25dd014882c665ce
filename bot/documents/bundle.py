"""Packs a ticket's files into one zip, with a list that says what is inside and what comes separately."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from bot.documents.labels import Translate, named
from bot.documents.whole_file import whole_or_none
from conversations.screens.card import FLAG, FLAGGED
from conversations.sizes import size
from core.files import extension_of
from core.words import _

LIST_NAME = "DAFTAR.txt"

# The others are compressed already; trying again costs time and wins nothing.
_WORTH_DEFLATING = frozenset((".txt", ".doc", ".xls", ".ppt", ".pdf"))
_DEVICES_OF_WINDOWS = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))]
)
_UNSAFE = frozenset('/\\:*?"<>|')
_UNSAFE_KINDS = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
# Bytes, counted in UTF-8: what file systems take, less room for a number.
_LONGEST_NAME = 200
# Bytes beside name and content, in each of the two places where a zip enters a file; and of our list.
_ENTRY, _LIST = 128, 1024
_NAMELESS = "berkas"
# Letters that would break the list's lines, or turn them round.
_ONE_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")


@dataclass(frozen=True, slots=True)
class BundledFile:
    """A file of a ticket; `size` in bytes, `path` None without a copy, `original` its sender's name.

    `is_flagged`: its content is not what its name says.
    """

    name: str
    path: Path | None
    size: int
    original: str = ""
    is_flagged: bool = False


@dataclass(frozen=True, slots=True)
class Bundle:
    """A zip, and what has to be sent after it; both in the order in which the files came."""

    path: Path
    inside: tuple[BundledFile, ...]
    left_out: tuple[BundledFile, ...]


def make_bundle(
    files: Iterable[BundledFile], path: Path, limit: int, number: str, translate: Translate
) -> Bundle:
    """Write the zip to `path`: in turn each file that still fits, so that it has at most `limit` bytes.

    Contents are streamed, and count as if they could not be compressed. What can't be read is left out.
    """
    named_files = list(_with_names(files))
    # The list and the zip's own directory, as if everything got in.
    room = limit - sum(_overhead(name, file, translate) for name, file in named_files) - _LIST
    inside: list[tuple[str, BundledFile]] = []
    left_out: list[tuple[str, BundledFile]] = []
    with (
        whole_or_none(path),
        path.open("wb") as out,
        zipfile.ZipFile(out, "w", strict_timestamps=False) as archive,
    ):
        for name, file in named_files:
            got_in = _add(archive, name, file, room - out.tell())
            (inside if got_in else left_out).append((name, file))
        archive.writestr(LIST_NAME, _listed(number, inside, left_out, translate), zipfile.ZIP_DEFLATED)
    return Bundle(path, tuple(file for _name, file in inside), tuple(file for _name, file in left_out))


def _add(archive: zipfile.ZipFile, name: str, file: BundledFile, room: int) -> bool:
    """Whether it could be read, and fits."""
    try:
        if file.path is None or _at_most(file.path.stat().st_size) > room:
            return False
        deflate = extension_of(name) in _WORTH_DEFLATING
        archive.write(file.path, name, zipfile.ZIP_DEFLATED if deflate else zipfile.ZIP_STORED)
    except (FileNotFoundError, PermissionError):
        return False
    return True


def _at_most(content: int) -> int:
    """Deflating what can't be compressed adds five bytes to every block."""
    return content + content // 1000 + 16


def _overhead(name: str, file: BundledFile, translate: Translate) -> int:
    return 2 * (_ENTRY + len(name.encode())) + len(_line(name, file, translate).encode())


def _with_names(files: Iterable[BundledFile]) -> Iterator[tuple[str, BundledFile]]:
    """Each with a name that any system can unpack, and that no other has whatever the case of its letters."""
    taken = {LIST_NAME.casefold()}
    for file in files:
        stem, dot, extension = _safe(file.name).rpartition(".")
        stem, ending = (stem, dot + extension) if dot else (extension, "")
        names = (f"{stem} ({n}){ending}" if n > 1 else f"{stem}{ending}" for n in count(1))
        name = next(name for name in names if name.casefold() not in taken)
        taken.add(name.casefold())
        yield name, file


def _safe(name: str) -> str:
    shown = unicodedata.normalize("NFC", name)
    safe = "".join("_" if c in _UNSAFE or unicodedata.category(c) in _UNSAFE_KINDS else c for c in shown)
    safe = safe.strip(" .") or _NAMELESS
    stem, dot, extension = safe.rpartition(".")
    if len(safe.encode()) > _LONGEST_NAME:
        kept = (stem or extension).encode()[: _LONGEST_NAME - 20].decode(errors="ignore").strip()
        safe = f"{kept}{dot}{extension[:10]}" if stem else kept
    return f"_{safe}" if safe.partition(".")[0].strip().lower() in _DEVICES_OF_WINDOWS else safe


def _listed(
    number: str,
    inside: list[tuple[str, BundledFile]],
    left_out: list[tuple[str, BundledFile]],
    translate: Translate,
) -> bytes:
    """For Windows' editor too: it takes a text for UTF-8 where it begins with the mark."""
    lines = [translate(_("Berkas tiket %(number)s")) % {"number": number}]
    parts = ((_("Di dalam zip ini:"), inside), (_("Dikirim terpisah setelah zip ini:"), left_out))
    for title, files in parts:
        if files:
            lines += ["", translate(title), *(_line(name, file, translate) for name, file in files)]
    return "\r\n".join([*lines, ""]).encode("utf-8-sig")


def _line(name: str, file: BundledFile, translate: Translate) -> str:
    original = named(_ONE_LINE.sub(" ", file.original), _LONGEST_NAME)
    line = f"- {name} ({size(file.size)}){': ' if original else ''}{original}"
    return f"{line}\r\n  {FLAG} {translate(FLAGGED)}" if file.is_flagged else line
