"""How long the bot waits for more of the same before it answers once for all of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from handlers.context.transaction_context import ALBUM


@dataclass(frozen=True, slots=True)
class Waits:
    """Set what people and Telegram need; stories that are about something else wait less.

    `album`: for the next file, before the screen after it.
    `copies`: for more news of files, before copies are fetched.
    """

    album: timedelta = ALBUM
    copies: timedelta = timedelta(seconds=1)
