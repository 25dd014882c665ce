"""Answers that a person can give to a step: a text, a button press, or files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from core.tickets.attachments import Upload


@dataclass(frozen=True, slots=True)
class TextAnswer:
    """A text message.

    `sent_at` is in seconds since 1970; `source` is the id of the message, by which a later edit finds its
    answer. `reply_to` is the id of the message that it replies to, 0 where it replies to none. `album` is the
    id of the album whose caption it is; `is_caption` says that it stood below a file. `unseen` says that it
    was sent before the present question was shown.
    """

    text: str
    source: int = 0
    sent_at: int = 0
    forwarded: bool = False
    reply_to: int = 0
    album: str = ""
    unseen: bool = False
    is_caption: bool = False


@dataclass(frozen=True, slots=True)
class PressAnswer:
    """A press of a button of the current screen; `says` is the token that the button carries."""

    says: str


@dataclass(frozen=True, slots=True)
class FileAnswer:
    """A file with an optional caption; `album` is the id of the album that it was sent in, or empty.

    The other fields are as in `TextAnswer`.
    """

    upload: Upload
    caption: str = ""
    source: int = 0
    sent_at: int = 0
    album: str = ""
    forwarded: bool = False
    reply_to: int = 0
    unseen: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A text and files that somebody sent before it was known what they are for."""

    text: str = ""
    uploads: tuple[Upload, ...] = ()


NO_WORDS = Words()

Answer: TypeAlias = TextAnswer | PressAnswer | FileAnswer
