"""Tell what a refusal means for the answer that was refused: whether it is kept, and how that is said."""

from __future__ import annotations

from conversations.conversation import ConversationState
from core.errors import Refusal
from core.tickets.lifecycle import Action, Status


def may_be_asked_again(state: ConversationState, refusal: Refusal) -> bool:
    """Return whether to keep refused feedback as a draft, since the next holder may ask for it again."""
    is_over = refusal.code not in {"not_now", "not_yours"} or refusal.facts.get("status") is Status.CLOSED
    return state.conversation == Action.GIVE_FEEDBACK and not is_over


def lacks_role(refusal: Refusal) -> bool:
    """Return whether the person lacks a role for it at this moment, which may come back."""
    return refusal.code in {"may_not_file", "not_found", "not_yours"}


def kept_refusal(state: ConversationState, refusal: Refusal) -> Refusal:
    """Return the refusal that says that the answer is kept, where it is; else the refusal itself."""
    return (
        Refusal("answer_kept", number=refusal.facts["number"])
        if may_be_asked_again(state, refusal)
        else refusal
    )
