"""Find out what a file is and what it holds: another type, macros, programs, a password, a bomb."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import SEEK_END, BytesIO
from typing import BinaryIO

from core.files import compound_file, programs, rar_entries, zip_entries
from core.files.findings import FileFinding
from core.input.file_types import agrees_with_content, extension_of

# Archives within archives that are opened.
MOST_NESTED = 3
# Bytes that are unpacked of all entries together, and of one of them to look into it as an archive.
MOST_UNPACKED, LARGEST_NESTED = 64 * 1024 * 1024, 16 * 1024 * 1024
# Entries, of all archives together, whose content is looked at.
MOST_OPENED = 2000
# An archive becomes a bomb beyond so many bytes that are so many times its own length.
BOMB_SIZE, BOMB_RATIO = 200 * 1024 * 1024, 100

_ZIP = b"PK\x03\x04"
# Office files that are zips, and a compound file where a password encrypts them.
_OFFICE = (".docx", ".xlsx", ".pptx")
_ENCRYPTED_PACKAGE = "EncryptedPackage"
_MACRO_STORAGES = frozenset(("VBA", "_VBA_PROJECT", "_VBA_PROJECT_CUR", "Macros"))
# Parts of Office files that are macros, the latter of Excel 4.
_MACRO_PARTS = ("vbaproject.bin", "/macrosheets/")


def examine(extension: str, file: BinaryIO) -> frozenset[FileFinding]:
    """Return what was found in a file of this extension.

    The file is read where its format needs it, and unpacked up to `MOST_UNPACKED` bytes and `MOST_OPENED`
    entries, however large it is; what is beyond makes it `UNCHECKED`. It need not be sound. Raise OSError
    where the file does.
    """
    looking = _Examination()
    file.seek(0)
    head = file.read(programs.HEAD)
    looking.look_into(file, head, depth=0)
    if programs.is_program(head):
        looking.found.add(FileFinding.PROGRAM)
    is_encrypted_office = extension in _OFFICE and looking.is_encrypted_package
    if not (is_encrypted_office or agrees_with_content(extension, head)):
        looking.found.add(FileFinding.MISMATCH)
    return frozenset(looking.found)


@dataclass(slots=True)
class _Examination:
    """One look at a file with everything that is packed into it, and what is left of its bounds."""

    found: set[FileFinding] = field(default_factory=set)
    is_encrypted_package: bool = False
    left_to_unpack: int = MOST_UNPACKED
    left_to_open: int = MOST_OPENED

    def look_into(self, file: BinaryIO, head: bytes, depth: int) -> None:
        if head.startswith(_ZIP):
            self._look_into_zip(file, depth)
        elif head.startswith(compound_file.MARK):
            self._look_into_compound(file, depth)
        elif head.startswith(rar_entries.MARK_4[:-1]):
            self._look_into_rar(file)

    def _look_into_zip(self, file: BinaryIO, depth: int) -> None:
        listed = zip_entries.read_zip_list(file)
        if listed is None or not listed.is_whole:
            self.found.add(FileFinding.UNCHECKED)
        if listed is None:
            return
        length = file.seek(0, SEEK_END)
        if sum(entry.size for entry in listed.entries) > max(BOMB_SIZE, BOMB_RATIO * length):
            self.found.add(FileFinding.BOMB)
        for entry in listed.entries:
            self._look_at(file, entry, depth)

    def _look_at(self, file: BinaryIO, entry: zip_entries.ZipEntry, depth: int) -> None:
        if programs.is_program_name(entry.name):
            self.found.add(FileFinding.PROGRAM)
        if any(part in f"/{entry.name.lower()}" for part in _MACRO_PARTS):
            self.found.add(FileFinding.MACROS)
        if entry.is_encrypted:
            self.found.add(FileFinding.LOCKED)
            return
        if not entry.size:
            return
        if self.left_to_open <= 0 or self.left_to_unpack < programs.HEAD:
            self.found.add(FileFinding.UNCHECKED)
            return
        self.left_to_open -= 1
        head = zip_entries.read_beginning(file, entry, programs.HEAD)
        self.left_to_unpack -= len(head)
        if programs.is_program(head):
            self.found.add(FileFinding.PROGRAM)
        if head.startswith((_ZIP, compound_file.MARK, rar_entries.MARK_4[:-1])):
            self._look_into_entry(file, entry, head, depth)

    def _look_into_entry(self, file: BinaryIO, entry: zip_entries.ZipEntry, head: bytes, depth: int) -> None:
        most = min(LARGEST_NESTED, self.left_to_unpack)
        if depth >= MOST_NESTED:
            self.found.add(FileFinding.UNCHECKED)
            return
        content = zip_entries.read_beginning(file, entry, most)
        self.left_to_unpack -= len(content)
        if len(content) >= most:
            self.found.add(FileFinding.UNCHECKED)
        self.look_into(BytesIO(content), head, depth + 1)

    def _look_into_compound(self, file: BinaryIO, depth: int) -> None:
        names = compound_file.read_names(file)
        if _ENCRYPTED_PACKAGE in names:
            self.found.add(FileFinding.LOCKED)
            self.is_encrypted_package |= depth == 0
        if names & _MACRO_STORAGES:
            self.found.add(FileFinding.MACROS)

    def _look_into_rar(self, file: BinaryIO) -> None:
        try:
            for name in rar_entries.read_rar_names(file):
                if programs.is_program_name(name):
                    self.found.add(FileFinding.PROGRAM)
        except rar_entries.Locked:
            self.found.add(FileFinding.LOCKED)


def findings_of_name(name: str) -> tuple[FileFinding, ...]:
    """Return what the name alone tells: that not every device can show a file of its type."""
    return (FileFinding.NO_PREVIEW,) if extension_of(name) in (".heic", ".ogg") else ()
