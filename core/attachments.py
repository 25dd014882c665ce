"""Files that people put into a ticket: as they arrive, and as the ticket keeps them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came from a person. `reference` is the channel's own handle for sending it again."""

    original: str
    size: int
    mime: str
    reference: str
    unique: str
    is_photo: bool = False


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a ticket under its stored name; `ordinal` counts from 1 within the ticket.

    `is_flagged`: a copy of it was seen, and its content can't be what its extension says.
    """

    ordinal: int
    name: str
    upload: Upload
    is_flagged: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """A text that a person writes into a ticket, with its files."""

    text: str
    uploads: tuple[Upload, ...] = ()
