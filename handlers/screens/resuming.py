"""Continue parked drafts where they were left, or begin their conversations anew."""

from __future__ import annotations

from conversations.conversation import ConversationState, parse_draft_key
from core.errors import Refusal
from handlers.context.request_context import RequestContext
from handlers.context.running_conversation import continue_conversation, park_draft, subject_ticket
from handlers.screens import drafts, navigation
from handlers.screens.conversation_flow import begin
from handlers.screens.refusals import kept_refusal, lacks_role, may_be_asked_again
from handlers.screens.unprompted_words import keep_words_of


def resume(context: RequestContext, key: str) -> None:
    """Continue a parked draft at the step where it was left."""
    park_draft(context)
    kept = context.unit.parked_drafts.get(context.me.id, key)
    if kept is None:
        navigation.open_menu(context, drafts.GONE)
        return
    state = ConversationState.from_dict(kept)
    runner = context.helpdesk.runner
    try:
        ticket = subject_ticket(context, state.subject)
        resumed = runner.resume(state, context.conversation_context(ticket))
    except Refusal as refusal:
        if not may_be_asked_again(state, refusal) and not lacks_role(refusal):
            context.unit.parked_drafts.drop(context.me.id, key)
            keep_words_of(context, state)
        navigation.show_refusal(context, kept_refusal(state, refusal), state.subject)
        return
    context.unit.parked_drafts.drop(context.me.id, key)
    continue_conversation(context, resumed, ticket, runner.outdated_note(state, resumed))


def begin_again(context: RequestContext, key: str) -> None:
    """Discard a parked draft, and begin its conversation anew."""
    parked = parse_draft_key(key)
    drafts.forget(context, key)
    begin(context, parked.conversation, parked.subject, can_undo=True)
