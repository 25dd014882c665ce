"""Name letters, tell which are worthless by now, and write the lines of the trail of sends about them."""

from __future__ import annotations

from datetime import datetime

from bot.sending.letter_format import letter_id
from core.messaging.outgoing import SendLetter
from core.messaging.sends import SendLine, SendOutcome
from storage.messaging.letters import LetterRow

# Characters of what the server answered that are kept.
MOST_OF_AN_ANSWER = 200


def letter_name(row: LetterRow) -> str:
    """Return a name for a letter that is the same at each attempt, and no other letter's."""
    if isinstance(row.message, SendLetter) and row.message.token:
        return letter_id(row.id, row.message.token)
    return f"{row.id}.{row.created_at:%Y%m%d%H%M%S%f}"


def is_worthless(row: LetterRow, now: datetime) -> bool:
    """Return whether nobody needs the letter any more, as a code that has expired."""
    match row.message:
        case SendLetter(worthless_after=moment) if moment is not None:
            return moment <= now
        case _:
            return False


def letter_line(
    row: LetterRow, message: SendLetter, outcome: SendOutcome, answer: str, now: datetime
) -> SendLine:
    """Return the line about how a letter ended; one that was sent is found by its Message-ID from then on."""
    may_return = outcome is SendOutcome.SENT and message.token
    told = message.if_refused.chat_id if may_return and message.if_refused is not None else None
    return SendLine(
        now,
        message.kind.value,
        outcome,
        address=message.letter.to,
        ticket_id=row.ticket_id,
        answer=answer[:MOST_OF_AN_ANSWER],
        letter_id=letter_id(row.id, message.token) if may_return else None,
        told_chat_id=told,
    )
