"""Tell administrators of senders who send too much or guess, and those who send too much to wait."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from conversations.rendering.screen import Note
from conversations.screens.admin.alarms import AlarmedSender, alarm
from core.administration.alarms import MOST_NAMED, OF_SENDERS, QUIET, Alarm, AlarmKind
from core.messaging.outgoing import AmendAlert, ChatMessage, SendAlert, SendNotice
from core.people.chats import Chat
from core.words import _
from handlers.context.message_body import message_body, note_body
from handlers.context.send_priority import SendPriority
from handlers.context.transaction_context import TransactionContext

TOO_MANY_KEY = "too_many"


def tell_too_many(context: TransactionContext, chat_id: int, language: str, pause: timedelta | None) -> None:
    """Tell a sender that they send too much: a stranger for how long they are not heard now.

    With None for `pause` it is somebody who is signed in, of whom nothing is dropped. `language` counts where
    the chat has none.
    """
    note = Note(_("Anda mengirim sangat banyak sekaligus. Semuanya tersimpan, dan diproses bertahap."))
    if pause is not None:
        minutes = {"minutes": round(pause / timedelta(minutes=1))}
        note = Note(_("Terlalu banyak pesan. Mohon coba lagi dalam %(minutes)s menit."), minutes)
    language = context.unit.chats.languages([chat_id]).get(chat_id, language)
    context.unit.outbox.add(
        SendNotice(note_body(str(context.helpdesk.renderer.note(note, language))), key=TOO_MANY_KEY),
        chat_id=chat_id,
        priority=SendPriority.ANSWER if pause is None else SendPriority.GUEST,
        at=context.now,
    )


def tell_alarms(context: TransactionContext) -> None:
    """Tell administrators of alarms that they do not know, and of the end of those that are over.

    All senders of one kind share one alert, which changes in place.
    """
    for kind in OF_SENDERS:
        standing = context.unit.alarms.standing(kind)
        if not standing:
            continue
        if context.now - max(one.last_at for one in standing) >= QUIET:
            if any(one.is_told for one in standing):
                _tell(context, kind, standing, is_over=True)
            context.unit.alarms.end(kind)
        elif not all(one.is_told for one in standing):
            _tell(context, kind, standing, is_over=False)
            context.unit.alarms.mark_told(kind)


def _tell(context: TransactionContext, kind: AlarmKind, standing: Sequence[Alarm], *, is_over: bool) -> None:
    unit = context.unit
    senders = [_sender(context, one) for one in standing[:MOST_NAMED]]
    screen = alarm(kind, senders, standing, is_over=is_over)
    is_known = any(one.is_told for one in standing)
    name = f"alarm:{kind}"
    for chat in unit.chats.of_people(unit.accounts.administrators()).values():
        if not chat.reachable:
            continue
        body = message_body(context.helpdesk.renderer.screen(screen, chat.language), 0)
        message: ChatMessage = AmendAlert(name, body) if is_known else SendAlert(name, body)
        if not is_over and isinstance(unit.outbox.waiting(chat.chat_id, name), SendAlert):
            # Amending would take back what was not sent yet.
            message = SendAlert(name, body)
        unit.outbox.add(message, chat_id=chat.chat_id, priority=SendPriority.ALERT, at=context.now)


def _sender(context: TransactionContext, found: Alarm) -> AlarmedSender:
    chat: Chat | None = context.unit.chats.get(found.chat_id)
    person_id = chat.person_id if chat is not None else None
    names = context.unit.people.names([person_id]) if person_id is not None else {}
    return AlarmedSender(found, next(iter(names.values()), found.name), is_signed_in=person_id is not None)
