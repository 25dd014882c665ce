"""Define how letters are sent: through an SMTP server, or into a folder where there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bot.process.private_folders import make_private_folder
from bot.process.smtp_url import read_smtp_url
from bot.sending.letter_format import compose
from bot.sending.smtp_letters import SmtpLetters
from core.messaging.outgoing import Letter


class Letters(Protocol):
    """A way to send letters."""

    async def send(self, letter: Letter, name: str = "") -> None:
        """Send one letter; `name` makes its Message-ID, so give the same one when it is sent again.

        Raise `MailRefused` if it can never be sent, `MailDeferred` if it can't be yet, and `MailServerAway`
        if none can be now.
        """

    async def close_idle(self) -> None:
        """Close connections that have not been used for a while."""

    async def close(self) -> None:
        """Close all connections."""


def open_letters(url: str, sender: str) -> Letters:
    """Return the way to send letters that `SMTP_URL` asks for, from the address in `MAIL_FROM`."""
    server = read_smtp_url(url)
    return (
        FolderLetters(Path(server.host), sender) if server.scheme == "file" else SmtpLetters(server, sender)
    )


@dataclass(frozen=True, slots=True)
class FolderLetters:
    """Letters as files in a folder, for trying things out on a machine without mail.

    `on_letter` is called with each letter as it was written.
    """

    folder: Path
    sender: str
    on_letter: Callable[[bytes], None] | None = None

    async def send(self, letter: Letter, name: str = "") -> None:
        """Write a letter into a file, the same one under the same name."""
        message = compose(self.sender, letter, name)
        make_private_folder(self.folder)
        name_of_file = "".join(c for c in str(message["Message-ID"]) if c.isalnum())
        path = self.folder / f"{name_of_file}.eml"
        # A letter may hold a code that opens an account.
        path.touch(0o600)
        path.write_bytes(bytes(message))
        if self.on_letter is not None:
            self.on_letter(bytes(message))

    async def close_idle(self) -> None:
        """Do nothing: a folder is not kept open."""

    async def close(self) -> None:
        """Do nothing: a folder is not kept open."""
