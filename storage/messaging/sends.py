"""The trail of sends: one line for each message and letter, without its text."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Row, bindparam, func, select, update

from core.messaging.sends import FAILED, SendLine, SendOutcome
from storage.schema import tables as t
from storage.schema.upserts import insert_if_new

_SENDS = t.sends.c
_LINES = (
    select(t.sends, t.people.c.name)
    .outerjoin_from(t.sends, t.chats, t.chats.c.chat_id == _SENDS.chat_id)
    .outerjoin(t.people, t.people.c.id == t.chats.c.person_id)
    .order_by(_SENDS.id.desc())
    .limit(bindparam("most"))
)
_OF_TICKET = _LINES.where(_SENDS.ticket_id == bindparam("ticket"))
_OF_CHAT = _LINES.where(_SENDS.chat_id == bindparam("chat"))
_OF_ADDRESS = _LINES.where(_SENDS.address == bindparam("to"))
_FAILED = _OF_TICKET.where(_SENDS.outcome.in_([outcome.value for outcome in FAILED]))
_LETTER = _SENDS.letter_id == bindparam("letter")
_OF_LETTER = _LINES.where(_LETTER)
_CHANGE_LETTER = update(t.sends).where(_LETTER)
_BOUNCED = select(func.count()).where(
    _SENDS.ticket_id == bindparam("ticket"), _SENDS.outcome == SendOutcome.BOUNCED.value
)
# A letter that was sent has one line, however often that is written down.
_ADD = insert_if_new(t.sends)


class SqlSends:
    """Sends of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, line: SendLine) -> None:
        """Store a line; do nothing where the letter that it is about has one already."""
        self._connection.execute(
            _ADD,
            {
                "at": line.at,
                "kind": line.kind,
                "outcome": line.outcome.value,
                "chat_id": line.chat_id,
                "address": line.address.lower() if line.address is not None else None,
                "ticket_id": line.ticket_id,
                "answer": line.answer,
                "letter_id": line.letter_id,
                "told_chat_id": line.told_chat_id,
            },
        )

    def of_ticket(self, ticket_id: int, limit: int) -> Sequence[SendLine]:
        """Return the newest lines about a ticket, newest first."""
        found = self._connection.execute(_OF_TICKET, {"ticket": ticket_id, "most": limit})
        return [_line(row) for row in found]

    def of_person(self, chat_id: int | None, address: str, limit: int) -> Sequence[SendLine]:
        """Return the newest lines to a chat and to an address, newest first."""
        found = [*self._connection.execute(_OF_ADDRESS, {"to": address.lower(), "most": limit})]
        if chat_id is not None:
            found += self._connection.execute(_OF_CHAT, {"chat": chat_id, "most": limit})
        return [_line(row) for row in sorted(found, key=lambda row: -int(row.id))[:limit]]

    def letter(self, letter_id: str) -> SendLine | None:
        """Return the line of the letter with this id, if one was sent under it."""
        found = self._connection.execute(_OF_LETTER, {"letter": letter_id, "most": 1}).first()
        return _line(found) if found is not None else None

    def change_letter(self, letter_id: str, outcome: SendOutcome, answer: str) -> None:
        """Replace how the send of this letter ended."""
        changed = {"letter": letter_id, "outcome": outcome.value, "answer": answer}
        self._connection.execute(_CHANGE_LETTER, changed)

    def count_bounced(self, ticket_id: int) -> int:
        """Return how many letters about a ticket came back after the mail server had taken them."""
        return int(self._connection.execute(_BOUNCED, {"ticket": ticket_id}).scalar_one())

    def failed_of_ticket(self, ticket_id: int, limit: int) -> Sequence[SendLine]:
        """Return the newest lines about a ticket of which nobody was told, newest first."""
        found = self._connection.execute(_FAILED, {"ticket": ticket_id, "most": limit})
        return [_line(row) for row in found]


def _line(row: Row[tuple[object, ...]]) -> SendLine:
    return SendLine(
        row.at,
        row.kind,
        SendOutcome(row.outcome),
        row.chat_id,
        row.address,
        row.ticket_id,
        row.answer,
        row.name or "",
        row.letter_id,
        row.told_chat_id,
    )
