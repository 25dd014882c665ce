"""Choose the pictures of an event that come along with its notices."""

from __future__ import annotations

from core.input.file_types import extension_of
from core.messaging.outgoing import FileKind, SendAlbum, SendFile
from core.tickets.attachments import Attachment
from core.tickets.events import Event

# Pictures of one event at most; all files can be opened from the ticket.
MOST_PICTURES = 4
_PICTURES = (".jpg", ".jpeg", ".png")


def album_of(number: str, event: Event, key: str | None = None) -> SendAlbum | None:
    """Return the pictures of the event of the ticket with this number; None where it has none.

    An album holds files of one kind only: where there are photos, pictures sent as documents stay out.
    """
    photos = [file for file in event.files if file.upload.is_photo]
    pictures = photos or [file for file in event.files if extension_of(file.name) in _PICTURES]
    shown = [_picture(number, file) for file in pictures if not file.is_flagged][:MOST_PICTURES]
    return SendAlbum(tuple(shown), key=key) if shown else None


def _picture(number: str, file: Attachment) -> SendFile:
    kind = FileKind.PHOTO if file.upload.is_photo else FileKind.DOCUMENT
    return SendFile(kind, file.upload.reference, f"{number} · {file.name}")
