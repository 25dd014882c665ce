"""Tell administrators of faults of the service, once each, and of their end."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.rendering.screen import Note, Screen
from conversations.screens.admin.service_faults import fault_begun, fault_over
from core.administration.service_faults import Fault, FaultKey, note_faults
from core.messaging.outgoing import SendNotice
from core.people.desks import Desk
from core.people.staff_groups import desk_parts
from handlers.context.message_body import message_body
from handlers.context.send_priority import SendPriority
from handlers.context.transaction_context import TransactionContext


def tell_faults(context: TransactionContext, found: Mapping[FaultKey, str]) -> None:
    """Note which faults there are now, and tell administrators what is new since the last time."""
    changes = note_faults(context.unit.service_faults, found, context.now)
    for fault in changes.begun:
        tell_administrators(context, fault_begun(fault, fault_place(context, fault.key)))
    for fault in changes.over:
        tell_administrators(context, fault_over(fault, fault_place(context, fault.key)))


def fault_place(context: TransactionContext, key: FaultKey) -> Note | None:
    """Return the name of the desk that a fault is about, to be put into words; None for other faults."""
    if key.fault is not Fault.DESK:
        return None
    return Note("%(desk)s", {"desk": desk_parts(Desk.from_key(key.subject), context.unit.lpses)})


def tell_administrators(context: TransactionContext, screen: Screen) -> None:
    """Send a screen to every administrator who can be reached."""
    unit = context.unit
    for chat in unit.chats.of_people(unit.accounts.administrators()).values():
        if chat.reachable:
            body = message_body(context.helpdesk.renderer.screen(screen, chat.language), 0)
            message = SendNotice(body)
            unit.outbox.add(message, chat_id=chat.chat_id, priority=SendPriority.ALERT, at=context.now)
