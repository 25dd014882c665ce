"""Check a workbook's archive before anything of it is read, so that none can fill the memory or the disk."""

from __future__ import annotations

from typing import BinaryIO
from xml.parsers import expat
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from core.input.file_types import extension_of

# Bytes once unpacked: of all parts, and of one that is read whole, such as the texts that cells share. The
# largest workbook that Telegram lets a bot download has less.
MOST_UNPACKED = 512 * 1024 * 1024
LARGEST_PART = 64 * 1024 * 1024
# Parts; pictures and drawings have some of their own.
MOST_PARTS = 10_000
_BOOK = "xl/workbook.xml"
_SHEETS = "xl/worksheets/"
# Bytes of a part among which its first element stands.
_BEGINNING = 64 * 1024
_PIECE = 256 * 1024
_FORMULA = b"<f"


class WrongArchive(ValueError):
    """Raised for an archive that is no workbook, or one that is too large; the text says which."""


def check_archive(stream: BinaryIO) -> bool:
    """Check the archive, and return whether any cell of it holds a formula.

    Raise WrongArchive for one that is no workbook of Excel 2007 and later, that unpacks to more than may be
    read, or whose XML defines entities, which could grow without end.
    """
    try:
        with ZipFile(stream) as archive:
            parts = archive.infolist()
            _check_sizes(parts)
            for part in parts:
                if extension_of(part.filename) in {".xml", ".rels"}:
                    _check_beginning(archive, part)
            sheets = (part for part in parts if part.filename.startswith(_SHEETS))
            return any(_holds_formula(archive, part) for part in sheets)
    except (BadZipFile, LargeZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as broken:
        # Encrypted and unknown ways of packing come as the last two.
        raise WrongArchive("is damaged or has a password") from broken


def _check_sizes(parts: list[ZipInfo]) -> None:
    """Refuse too much; what unpacks to more than it says is cut off by `ZipFile` itself."""
    if not any(part.filename == _BOOK for part in parts):
        raise WrongArchive("is no workbook of Excel (.xlsx)")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise WrongArchive("is too large once unpacked")
    whole = (part for part in parts if not part.filename.startswith(_SHEETS))
    if any(part.file_size > LARGEST_PART for part in whole):
        raise WrongArchive("is too large once unpacked")


def _check_beginning(archive: ZipFile, part: ZipInfo) -> None:
    """Refuse a document type, in which entities are defined; it stands before the first element."""
    with archive.open(part) as stream:
        beginning = stream.read(_BEGINNING)
    parser = expat.ParserCreate()
    begun: list[str] = []

    def refuse(*_declared: object) -> None:
        raise WrongArchive("is no workbook: its parts define a document type")

    def begin(name: str, _attributes: object) -> None:
        begun.append(name)

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = begin
    try:
        parser.Parse(beginning, False)
    except expat.ExpatError as broken:
        if not begun:
            raise WrongArchive("is damaged: a part of it is no XML") from broken
    if beginning and not begun:
        raise WrongArchive("is damaged: a part of it has no content")


def _holds_formula(archive: ZipFile, part: ZipInfo) -> bool:
    before = b""
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            if any(before.endswith(_FORMULA[:1]) and piece.startswith(mark) for mark in (b"f>", b"f ")):
                return True
            if b"<f>" in piece or b"<f " in piece:
                return True
            before = piece[-1:]
    return False
