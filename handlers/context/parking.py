"""End the running conversation of any chat, and keep as a draft of its person what was entered in it."""

from __future__ import annotations

from datetime import datetime

from conversations.conversation import ConversationState
from conversations.engine.runner import Runner
from core.errors import Refusal
from core.people.chats import Chat
from handlers.context.ports import UnitOfWork


def read_state(runner: Runner, chat: Chat) -> ConversationState | None:
    """Return the state of the chat's running conversation; None where none runs.

    One that this release can't continue, as an older release stored it, is ended.
    """
    if chat.conversation is None:
        return None
    try:
        state = ConversationState.from_dict(chat.conversation)
        runner.conversation(state.conversation)
    except (Refusal, TypeError):
        chat.conversation = None
        return None
    return state


def park_conversation(unit: UnitOfWork, runner: Runner, chat: Chat, at: datetime) -> None:
    """End the chat's running conversation; keep it as a draft if anything was entered that is worth it."""
    state = read_state(runner, chat)
    chat.conversation = None
    if state is None or chat.person_id is None:
        return
    conversation = runner.conversation(state.conversation)
    if conversation.keeps_draft and conversation.has_entries(state.draft):
        unit.parked_drafts.put(chat.person_id, state.key, state.to_dict(), at)
