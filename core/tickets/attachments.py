"""Files that people add to a ticket: as they arrive, and as the ticket keeps them."""

from __future__ import annotations

from dataclasses import dataclass

from core.files.examination import findings_of_name
from core.files.findings import FileFinding
from core.input.file_types import stored_name


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came from a person.

    `original` is its name, `size` its length in bytes. `reference` is the channel's own handle for sending
    the file again; `unique` identifies the file in the channel.
    """

    original: str
    size: int
    mime: str
    reference: str
    unique: str
    is_photo: bool = False


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a ticket under its stored name; `ordinal` counts from 1 within the ticket.

    `findings` are what was found in a copy of it, none until there is one.
    """

    ordinal: int
    name: str
    upload: Upload
    findings: tuple[FileFinding, ...] = ()

    @property
    def remarks(self) -> tuple[FileFinding, ...]:
        """Return what somebody who opens the file is told, the most serious first."""
        return (*self.findings, *findings_of_name(self.name))

    @property
    def is_flagged(self) -> bool:
        """Return whether opening the file may do harm."""
        return any(finding.is_warning for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Remark:
    """A text that a person writes into a ticket, with its files."""

    text: str
    uploads: tuple[Upload, ...] = ()


def numbered(uploads: tuple[Upload, ...], before: int) -> tuple[Attachment, ...]:
    """Return uploads as files of a ticket that had `before` files, under their numbers and names."""
    counted = enumerate(uploads, start=before + 1)
    return tuple(Attachment(n, stored_name(upload.original, n), upload) for n, upload in counted)
