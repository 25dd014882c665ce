"""Tell administrators of faults of the service, once each, and of their end."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.rendering.screen import Screen
from conversations.screens.admin.service_faults import fault_begun, fault_over
from core.administration.service_faults import FaultKey, note_faults
from core.messaging.outgoing import SendNotice
from handlers.context.message_body import message_body
from handlers.context.send_priority import SendPriority
from handlers.context.transaction_context import TransactionContext


def tell_faults(context: TransactionContext, found: Mapping[FaultKey, str]) -> None:
    """Note which faults there are now, and tell administrators what is new since the last time."""
    changes = note_faults(context.unit.service_faults, found, context.now)
    for screen in (*map(fault_begun, changes.begun), *map(fault_over, changes.over)):
        _tell_administrators(context, screen)


def _tell_administrators(context: TransactionContext, screen: Screen) -> None:
    unit = context.unit
    for chat in unit.chats.of_people(unit.accounts.administrators()).values():
        if chat.reachable:
            body = message_body(context.helpdesk.renderer.screen(screen, chat.language), 0)
            message = SendNotice(body)
            unit.outbox.add(message, chat_id=chat.chat_id, priority=SendPriority.ALERT, at=context.now)
