"""Letters that the bot sent, as everybody's mail programs would show them, newest last."""

import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from .errors import Json
from .keeping import Keeping

LETTERS_KEPT = 300
# Characters of a part of a letter that are kept; those of a subject or an address.
LONGEST_PART, LONGEST_HEADER = 200_000, 1000

# Six digits that stand alone in their line, as a code that is to be typed does.
_CODE = re.compile(r"^[ \t]*([0-9]{6})[ \t\r]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it arrived; `at` is Unix time in seconds, and `code` a code to be typed, "" for none."""

    id: int
    at: int
    message_id: str
    sender: str
    to: str
    subject: str
    text: str
    html: str
    code: str
    read: bool = False

    def summary(self) -> Json:
        """Return what a list of letters shows."""
        names = ("id", "at", "sender", "to", "subject", "code", "read")
        return {name: getattr(self, name) for name in names} | {"preview": " ".join(self.text.split())[:160]}


class Mailbox:
    """The newest letters, for whomever they are; kept with everything else."""

    def __init__(self, keeping: Keeping, now: Callable[[], int], emit: Callable[..., None]) -> None:
        self._keeping = keeping
        self._now = now
        self._emit = emit
        self._letters: dict[int, Letter] = {}
        for key, tree in keeping.every("letter"):
            self._letters[key] = Letter(**tree)
        self._next = max(self._letters, default=0) + 1

    @property
    def letters(self) -> list[Letter]:
        """Return all letters, oldest first."""
        return list(self._letters.values())

    def get(self, letter_id: int) -> Letter | None:
        """Return the letter; None for one that is unknown or no longer kept."""
        return self._letters.get(letter_id)

    def deliver(self, raw: bytes) -> None:
        """Take a letter in the format of mail, once: one of the same Message-ID and words is sent again."""
        message = message_from_bytes(raw, policy=policy.default)
        message_id, to = _header(message, "Message-ID"), _header(message, "To")
        text, html = _part(message, "plain"), _part(message, "html")
        if any(
            (one.message_id, one.to, one.text) == (message_id, to, text) for one in self._letters.values()
        ):
            return
        code = _CODE.search(text)
        letter = Letter(
            id=self._next,
            at=self._now(),
            message_id=message_id,
            sender=_header(message, "From"),
            to=to,
            subject=_header(message, "Subject"),
            text=text,
            html=html,
            code=code[1] if code else "",
        )
        self._next += 1
        self._put(letter)
        self._emit(type="letter", letter=letter.summary())
        while len(self._letters) > LETTERS_KEPT:
            oldest = next(iter(self._letters))
            del self._letters[oldest]
            self._keeping.drop("letter", oldest)

    def mark_read(self, letter_id: int) -> None:
        """Mark the letter as read."""
        letter = self._letters.get(letter_id)
        if letter is not None and not letter.read:
            self._put(replace(letter, read=True))
            self._emit(type="letter", letter=self._letters[letter_id].summary())

    def mark_all_read(self) -> None:
        """Mark every letter as read."""
        for letter in self.letters:
            if not letter.read:
                self._put(replace(letter, read=True))
        self._emit(type="letters_read")

    def _put(self, letter: Letter) -> None:
        self._letters[letter.id] = letter
        self._keeping.put("letter", letter.id, asdict(letter))


def _header(message: EmailMessage, name: str) -> str:
    return str(message.get(name, ""))[:LONGEST_HEADER]


def _part(message: EmailMessage, kind: str) -> str:
    part: Any = message.get_body((kind,))
    return str(part.get_content())[:LONGEST_PART] if part is not None else ""
