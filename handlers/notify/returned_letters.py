"""Note that a letter came back after the mail server had taken it, and tell whoever waits for it."""

from __future__ import annotations

from datetime import timedelta

from conversations.rendering.screen import Note
from core.messaging.outgoing import LetterKind, RefusalNotice, SendNotice
from core.messaging.sends import SendLine, SendOutcome
from handlers.context.message_body import note_body
from handlers.context.send_priority import SendPriority
from handlers.context.sign_in_letters import CODE_REFUSED, INVITATION_REFUSED
from handlers.context.transaction_context import TransactionContext
from handlers.notify.ticket_mail import refusal_notice

# A chat waits for a code for so long; later, somebody else may use it.
WAITS_FOR_CODE = timedelta(minutes=30)


def note_report(context: TransactionContext, letter_id: str, outcome: SendOutcome, status: str) -> bool:
    """Note that a letter is delayed or came back; return False where none was sent under this id.

    What came back for good is told as a refusal is, once.
    """
    line = context.unit.sends.letter(letter_id)
    if line is None:
        return False
    if line.outcome is SendOutcome.BOUNCED:
        return True
    context.unit.sends.change_letter(letter_id, outcome, status)
    told = _notice(context, line) if outcome is SendOutcome.BOUNCED else None
    if told is not None:
        context.unit.outbox.add(
            SendNotice(told.body), chat_id=told.chat_id, priority=SendPriority.ANSWER, at=context.now
        )
    return True


def _notice(context: TransactionContext, line: SendLine) -> RefusalNotice | None:
    """Return what is told to whoever waits for the letter, in the chat where they are now."""
    match line.kind:
        case LetterKind.TICKET if line.ticket_id is not None:
            ticket = context.unit.tickets.get(line.ticket_id)
            return refusal_notice(context, ticket, line.address or "") if ticket is not None else None
        case LetterKind.INVITATION:
            invited = context.unit.accounts.id_of(line.address or "")
            person = context.unit.people.get(invited) if invited is not None else None
            name = person.name if person is not None else line.address
            return _in_chat(context, line, Note(INVITATION_REFUSED, {"name": name}), administrators=True)
        case LetterKind.CODE if context.now - line.at <= WAITS_FOR_CODE:
            return _in_chat(context, line, Note(CODE_REFUSED))
        case _:
            return None


def _in_chat(
    context: TransactionContext, line: SendLine, note: Note, *, administrators: bool = False
) -> RefusalNotice | None:
    chat = context.unit.chats.get(line.told_chat_id) if line.told_chat_id is not None else None
    if chat is None or not chat.reachable:
        return None
    if administrators and chat.person_id not in context.unit.accounts.administrators():
        return None
    return RefusalNotice(chat.chat_id, note_body(context.helpdesk.renderer.note(note, chat.language)))
