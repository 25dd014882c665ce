"""What a person can answer a step with: a text, a press, or files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from core.attachments import Upload


@dataclass(frozen=True, slots=True)
class Typed:
    """A text. `sent_at` is in seconds since 1970, `source` names the message, so that an edit finds it."""

    text: str
    source: int = 0
    sent_at: int = 0
    forwarded: bool = False


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button of the current screen."""

    says: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A file, perhaps with words under it; `album` where it came as one of several."""

    upload: Upload
    caption: str = ""
    source: int = 0
    sent_at: int = 0
    album: str = ""
    forwarded: bool = False


Answer: TypeAlias = Typed | Pressed | Sent
