"""How long the bot waits for people, for Telegram and for its mail server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from handlers.context.transaction_context import ALBUM


@dataclass(frozen=True, slots=True)
class Waits:
    """Set what people and servers need; stories that are about something else wait less.

    `album`: for the next file, before the screen after it.
    `copies`: for more news of files, before copies are fetched.
    `mail_server`: before the second attempt while the mail server is away; doubled with each.
    """

    album: timedelta = ALBUM
    copies: timedelta = timedelta(seconds=1)
    mail_server: timedelta = timedelta(seconds=5)
