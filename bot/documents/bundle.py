"""Pack a ticket's files into one zip, with a list that says what is inside and what comes separately."""

from __future__ import annotations

import re
import shutil
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path

from bot.documents.incomplete_files import remove_if_incomplete
from bot.documents.labels import Translate, short_name
from conversations.rendering.file_remarks import remark_lines
from conversations.rendering.numbers import format_size
from core.files.findings import FileFinding
from core.input.file_types import extension_of, safe_character
from core.languages import SOURCE
from core.words import _

LIST_NAME = "DAFTAR.txt"

# The other types are compressed already; compressing them again costs time and saves nothing.
_WORTH_DEFLATING = frozenset((".txt", ".doc", ".xls", ".ppt", ".pdf"))
_DEVICES_OF_WINDOWS = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))]
)
# Bytes in UTF-8: what file systems take, less room for a number.
_LONGEST_NAME = 200
# Bytes beside name and content, in each of the two places where a zip records a file; and of our own list.
_ENTRY, _LIST = 128, 1024
# Rights of an unpacked file on systems that have them: rw-r--r--.
_READABLE = 0o644 << 16
_NAMELESS = "berkas"
# The first time that a zip can hold.
EARLIEST = datetime(1980, 1, 1)  # noqa: DTZ001 - a zip has no time zones
# Characters that would break the list's lines, or reverse their direction.
_ONE_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")


@dataclass(frozen=True, slots=True)
class BundledFile:
    """A file of a ticket: `size` in bytes, `path` of its copy or None, `original` its sender's name for it.

    `remarks` are what somebody who opens it is told. `sent` is when it was sent, on the clock of its readers:
    a zip has no time zones.
    """

    name: str
    path: Path | None
    size: int
    original: str = ""
    remarks: tuple[FileFinding, ...] = ()
    sent: datetime = EARLIEST


@dataclass(frozen=True, slots=True)
class Bundle:
    """A finished zip, the files inside, and those to be sent after it, both in their given order."""

    path: Path
    inside: tuple[BundledFile, ...]
    left_out: tuple[BundledFile, ...]


@dataclass(frozen=True, slots=True)
class BundleWords:
    """How the list in a zip speaks: its ticket's number, its language, and the time on its readers' clock."""

    number: str
    translate: Translate
    language: str = SOURCE.code
    made: datetime = EARLIEST


def make_bundle(files: Iterable[BundledFile], path: Path, limit: int, words: BundleWords) -> Bundle:
    """Write the zip to `path`, adding in turn each file that still fits into `limit` bytes.

    Contents are streamed, and count as if they could not be compressed. Unreadable files are left out.
    """
    named_files = list(_with_names(files))
    # Room for the list and the zip's own directory, as if every file were added.
    room = limit - sum(_overhead(name, file, words) for name, file in named_files) - _LIST
    inside: list[tuple[str, BundledFile]] = []
    left_out: list[tuple[str, BundledFile]] = []
    with (
        remove_if_incomplete(path),
        path.open("wb") as out,
        zipfile.ZipFile(out, "w", strict_timestamps=False) as archive,
    ):
        for name, file in named_files:
            is_added = _add(archive, name, file, room - out.tell())
            (inside if is_added else left_out).append((name, file))
        archive.writestr(
            _entry(LIST_NAME, words.made), _list_content(inside, left_out, words), zipfile.ZIP_DEFLATED
        )
    return Bundle(path, tuple(file for _name, file in inside), tuple(file for _name, file in left_out))


def _add(archive: zipfile.ZipFile, name: str, file: BundledFile, room: int) -> bool:
    """Add the file where it can be read and fits; return whether it was added."""
    try:
        if file.path is None or _most_bytes(file.path.stat().st_size) > room:
            return False
        with file.path.open("rb") as source:
            entry = _entry(name, file.sent)
            entry.file_size = file.path.stat().st_size
            if extension_of(name) in _WORTH_DEFLATING:
                entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w") as out:
                shutil.copyfileobj(source, out)
    except (FileNotFoundError, PermissionError):
        return False
    return True


def _entry(name: str, at: datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, max(at, EARLIEST).timetuple()[:6])
    entry.external_attr = _READABLE
    return entry


def _most_bytes(content: int) -> int:
    """Return the most bytes that a content of this size takes: deflating may add five to every block."""
    return content + content // 1000 + 16


def _overhead(name: str, file: BundledFile, words: BundleWords) -> int:
    return 2 * (_ENTRY + len(name.encode())) + len(_line(name, file, words).encode())


def _with_names(files: Iterable[BundledFile]) -> Iterator[tuple[str, BundledFile]]:
    """Yield each file with a name that any system can unpack and that is unique, ignoring case."""
    taken = {LIST_NAME.casefold()}
    for file in files:
        stem, dot, extension = _safe_name(file.name).rpartition(".")
        stem, ending = (stem, dot + extension) if dot else (extension, "")
        names = (f"{stem} ({n}){ending}" if n > 1 else f"{stem}{ending}" for n in count(1))
        name = next(name for name in names if name.casefold() not in taken)
        taken.add(name.casefold())
        yield name, file


def _safe_name(name: str) -> str:
    shown = unicodedata.normalize("NFC", name)
    safe = "".join(map(safe_character, shown))
    safe = safe.strip(" .") or _NAMELESS
    stem, dot, extension = safe.rpartition(".")
    if len(safe.encode()) > _LONGEST_NAME:
        kept = (stem or extension).encode()[: _LONGEST_NAME - 20].decode(errors="ignore").strip()
        safe = f"{kept}{dot}{extension[:10]}" if stem else kept
    return f"_{safe}" if safe.partition(".")[0].strip().lower() in _DEVICES_OF_WINDOWS else safe


def _list_content(
    inside: list[tuple[str, BundledFile]],
    left_out: list[tuple[str, BundledFile]],
    words: BundleWords,
) -> bytes:
    """Return the text of the list, with the byte order mark by which Windows' editor knows UTF-8."""
    translate = words.translate
    lines = [translate(_("Berkas tiket %(number)s")) % {"number": words.number}]
    parts = ((_("Di dalam zip ini:"), inside), (_("Dikirim terpisah setelah zip ini:"), left_out))
    for title, files in parts:
        if files:
            lines += ["", translate(title), *(_line(name, file, words) for name, file in files)]
    return "\r\n".join([*lines, ""]).encode("utf-8-sig")


def _line(name: str, file: BundledFile, words: BundleWords) -> str:
    original = short_name(_ONE_LINE.sub(" ", file.original), _LONGEST_NAME)
    line = f"- {name} ({format_size(file.size, words.language)}){': ' if original else ''}{original}"
    return "\r\n  ".join((line, *remark_lines(file.remarks, words.translate)))
