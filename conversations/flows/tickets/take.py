"""“Ambil Tiket”: take a ticket, with one confirmation."""

from __future__ import annotations

from conversations.addressing.ticket_addresses import TicketActions, TicketCard
from conversations.context import ConversationContext
from conversations.conversation import LEAVE, Conversation, ConversationEnd, Draft
from conversations.flows.tickets.replies import next_for_kept_words
from conversations.flows.tickets.ticket_actions import require_action, work_ticket_in
from conversations.rendering.screen import Button, Screen
from conversations.screens import card
from conversations.steps import ConfirmStep
from core.tickets.actions import action_label
from core.tickets.lifecycle import Action
from core.use_cases.tickets.work_ticket import ActionRequest
from core.words import _

# The name of what somebody wrote before they take the ticket, in the draft.
WORDS = "words"


def _finish(draft: Draft, context: ConversationContext) -> ConversationEnd:
    request = ActionRequest(Action.TAKE, context.subject.id)
    ticket = work_ticket_in(context)(context.me, request, context.now)
    places = (
        Button(_("Kerjakan"), to=TicketActions(ticket.id), icon="🛠"),
        Button(_("Detail"), to=TicketCard(ticket.id)),
    )
    rows = (*card.work_rows(ticket, context.me), places)
    following = next_for_kept_words(ticket) if draft.get(WORDS) else None
    return ConversationEnd(Screen("ticket/taken.html", {"ticket": ticket}, rows), ticket, following)


TAKE_TICKET = Conversation(
    name=Action.TAKE.value,
    title=action_label(Action.TAKE),
    check_access=require_action(Action.TAKE),
    finish=_finish,
    keeps_draft=False,
    steps=(
        ConfirmStep(
            template="ticket/take.html",
            summary=lambda draft, context: {"ticket": context.subject, "words": draft.get(WORDS, "")},
            back_to=LEAVE,
        ),
    ),
)
