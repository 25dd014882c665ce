"""Name drafts by their tickets and first words, as every screen does that offers one."""

from __future__ import annotations

from collections.abc import Sequence

from conversations.conversation import KEPT_WORDS, ConversationState, Draft
from conversations.screens.menu import DraftEntry
from conversations.steps.files import uploads_from
from core.errors import Refusal
from handlers.context.request_context import RequestContext

# Answers that tell best what a draft is about.
_WORDS = ("title", "text", "description", KEPT_WORDS, "message", "name", "question")


def first_words(draft: Draft) -> str:
    """Return what tells best what a draft is about: what was written, else the name of its first file."""
    words = next((str(draft[name]) for name in _WORDS if draft.get(name)), "")
    uploads = uploads_from(draft)
    return words or (f"📎 {uploads[0].original}" if uploads else "")


def newest_draft(context: RequestContext, keys: Sequence[str]) -> DraftEntry | None:
    """Return the first of these drafts; None where there is none."""
    return draft_entry(context, keys[0]) if keys else None


def named_draft(context: RequestContext, key: str) -> DraftEntry:
    """Return the draft of this key; without number and words where nothing is known of it."""
    return draft_entry(context, key) or DraftEntry(key)


def draft_entry(context: RequestContext, key: str) -> DraftEntry | None:
    """Return the person's draft of this key as screens name it; None for one that only an older bot knew."""
    state = ConversationState.from_dict(context.unit.parked_drafts.get(context.me.id, key) or {})
    try:
        step = context.helpdesk.runner.conversation(state.conversation).step(state.step)
    except Refusal:
        return None
    ticket = context.unit.tickets.get(state.subject) if state.subject is not None else None
    return DraftEntry(
        key, ticket.number if ticket else "", step.title if step else "", first_words(state.draft)
    )
