"""Define everything that may go out after a commit: a closed set of messages, letters, jobs and events."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeAlias

# A rendered message as the channel takes it, without its chat: for Telegram the parameters of sendMessage.
MessageBody: TypeAlias = Mapping[str, Any]

# Name of the live message of a chat that shows its screen.
LIVE_SCREEN = "screen"


@dataclass(frozen=True, slots=True)
class ShowScreen:
    """The one live screen of a chat; replaces an earlier one that still waits.

    With `edits` the message `message_id` changes in place, if it is still the live screen then. Otherwise a
    new message is sent below, and the one before loses its buttons.
    """

    body: MessageBody
    edits: bool
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class ShowResult:
    """A screen that stays in the chat: shown like `ShowScreen`, and the next one comes below it.

    With `edits` it takes the place of the message `message_id`, whatever the live screen is by then. One
    that is about a ticket becomes the chat's living `card` of this name, as a `SendCard` does.
    """

    body: MessageBody
    edits: bool
    message_id: int | None = None
    card: str | None = None


@dataclass(frozen=True, slots=True)
class SendNotice:
    """A message that is sent once and not changed later.

    With a `key` it replaces one of the same key that still waits for the same chat.
    """

    body: MessageBody
    key: str | None = None


@dataclass(frozen=True, slots=True)
class SendAlert:
    """A message that can be amended later, by the `name` under which each chat keeps its copy.

    It replaces one of the same name that still waits for the same chat. A former one that was sent loses its
    buttons.
    """

    name: str
    body: MessageBody


@dataclass(frozen=True, slots=True)
class SendCard:
    """A new message about a ticket, which becomes the chat's living card of this `name`.

    The former living card loses its buttons. All that wait for a chat are sent: each asks or tells something
    of its own. `is_mailed` says that the reader gets a letter about the same, and needs none where the chat
    is closed.
    """

    name: str
    body: MessageBody
    is_mailed: bool = False


@dataclass(frozen=True, slots=True)
class AmendAlert:
    """Another text for the alert or living card of this `name`: edited in chats that have it.

    Others get nothing. It replaces an alert, or another amendment, of the same name that still waits for the
    same chat.
    """

    name: str
    body: MessageBody


class FileKind(StrEnum):
    """How a file is shown in a chat."""

    PHOTO = "photo"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class SendFile:
    """A file that the channel keeps already, sent again by the channel's own `reference` to it."""

    kind: FileKind
    reference: str
    caption: str


@dataclass(frozen=True, slots=True)
class SendAlbum:
    """Files of one kind that come along with a notice, without a sound: an album, or one file alone.

    The channel shows 10 at most. `thread_id` is the topic of a forum. With a `key` it replaces one of the
    same key that still waits for the same chat.
    """

    files: tuple[SendFile, ...]
    thread_id: int | None = None
    key: str | None = None


class LetterKind(StrEnum):
    """Subjects of letters."""

    CODE = "code"
    INVITATION = "invitation"
    TICKET = "ticket"
    # A notice to somebody whom no message reaches.
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail. Mail programs show letters of one `thread` together; `html` may stand beside the text."""

    to: str
    subject: str
    text: str
    html: str = ""
    thread: str = ""


@dataclass(frozen=True, slots=True)
class RefusalNotice:
    """A message for the chat that waits for a letter, in case its address refuses it."""

    chat_id: int
    body: MessageBody


@dataclass(frozen=True, slots=True)
class SendLetter:
    """A letter to be sent by e-mail; with a `key` it replaces one of the same key that still waits.

    From `worthless_after` on it is not sent any more. `if_refused` goes to the chat in which somebody waits
    for this letter. `token` makes its Message-ID one that nobody can guess: 32 hexadecimal digits, or "" of a
    letter that an earlier release wrote.
    """

    kind: LetterKind
    letter: Letter
    key: str | None = None
    worthless_after: datetime | None = None
    if_refused: RefusalNotice | None = None
    token: str = field(default_factory=lambda: secrets.token_hex(16), compare=False)


class JobKind(StrEnum):
    """Documents that are made, and files that are imported, beside the chat."""

    TICKET_PDF = "ticket_pdf"
    TICKET_FILES = "bundle"
    TICKETS_CSV = "csv"
    TICKETS_XLSX = "xlsx"
    REPORT_PICTURES = "report_pictures"
    REPORT_XLSX = "report_xlsx"
    TRAIL_CSV = "trail_csv"
    TRAIL_XLSX = "trail_xlsx"
    FAQ_CSV = "faq_csv"
    IMPORT_FILE = "import"
    IMPORT_ACCOUNTS = "accounts"
    WRONG_ACCOUNT_LINES = "accounts_wrong"
    WRONG_FAQ_ROWS = "faq_wrong"
    OWN_DATA = "own_data"


@dataclass(frozen=True, slots=True)
class RequestJob:
    """A document to make or a file to import for a person, who is answered in `language`.

    `details` are what this kind of job has to know. What an earlier try got done is kept too: `progress` are
    counts of what was imported, `unsent` are files still to be sent after a document that was sent.
    """

    kind: JobKind
    person_id: int
    language: str
    details: Mapping[str, Any]
    key: str | None = None
    progress: Mapping[str, int] = field(default_factory=dict)
    unsent: tuple[SendFile, ...] = ()


class TellKind(StrEnum):
    """Kinds of events that people are told of; `handlers/notify` has a fan-out for each."""

    TICKET_EVENT = "ticket_event"
    LPSE_RETIRED = "lpse_retired"
    DESK_UNREACHED = "desk_unreached"


@dataclass(frozen=True, slots=True)
class TellEvent:
    """Something that happened, of which everybody concerned is told after the commit, however many they are.

    `details` are what this kind has to know to tell it as it was then. `progress` says how far the fan-out
    is: it is done in portions, and goes on after a kill where it was.
    """

    kind: TellKind
    details: Mapping[str, Any]
    progress: Mapping[str, Any] = field(default_factory=dict)


ChatMessage: TypeAlias = (
    ShowScreen | ShowResult | SendNotice | SendAlert | SendCard | AmendAlert | SendFile | SendAlbum
)
Outgoing: TypeAlias = ChatMessage | SendLetter | RequestJob | TellEvent


def live_message_name(message: Outgoing) -> str | None:
    """Return the name under which the chat keeps the message to edit it later; None where it is not kept."""
    match message:
        case ShowScreen() | ShowResult():
            return LIVE_SCREEN
        case SendAlert(name=name) | SendCard(name=name) | AmendAlert(name=name):
            return name
        case _:
            return None


def card_name(ticket_id: int) -> str:
    """Return the name of the living cards of this ticket."""
    return f"card:{ticket_id}"


def replacement_key(message: Outgoing) -> str | None:
    """Return the key by which the message replaces one that still waits; None where it replaces none."""
    match message:
        case ShowScreen():
            return LIVE_SCREEN
        case SendAlert(name=name) | AmendAlert(name=name):
            return name
        case SendNotice(key=key) | SendAlbum(key=key) | SendLetter(key=key) | RequestJob(key=key):
            return key
        case _:
            return None
