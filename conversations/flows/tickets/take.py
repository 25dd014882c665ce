"""“Ambil Tiket”: take a ticket, with one confirmation."""

from __future__ import annotations

from conversations.addressing.addresses import TicketActions, TicketCard
from conversations.context import ConversationContext
from conversations.conversation import LEAVE, Conversation, ConversationEnd, Draft
from conversations.flows.tickets.ticket_actions import require_action, work_ticket_in
from conversations.rendering.screen import Button, Screen
from conversations.screens import card
from conversations.steps import ConfirmStep
from core.tickets.actions import action_label
from core.tickets.lifecycle import Action
from core.use_cases.tickets.work_ticket import ActionRequest
from core.words import _


def _finish(_draft: Draft, context: ConversationContext) -> ConversationEnd:
    request = ActionRequest(Action.TAKE, context.subject.id)
    ticket = work_ticket_in(context)(context.me, request, context.now)
    places = (
        Button(_("Kerjakan"), to=TicketActions(ticket.id), icon="🛠"),
        Button(_("Detail"), to=TicketCard(ticket.id)),
    )
    rows = (*card.work_rows(ticket, context.me), places)
    return ConversationEnd(Screen("ticket/taken.html", {"ticket": ticket}, rows), ticket)


TAKE_TICKET = Conversation(
    name=Action.TAKE.value,
    title=action_label(Action.TAKE),
    check_access=require_action(Action.TAKE),
    finish=_finish,
    keeps_draft=False,
    steps=(
        ConfirmStep(
            template="ticket/take.html",
            summary=lambda _draft, context: {"ticket": context.subject},
            back_to=LEAVE,
        ),
    ),
)
