"""The outcome of one answer to a conversation."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.conversation import ConversationEnd, ConversationState
from conversations.rendering.screen import Screen
from core.errors import Refusal


@dataclass(frozen=True, slots=True)
class StepResult:
    """The outcome of an answer: a new state with its screen, or the end of the conversation.

    `refusal` says why the answer was not accepted; the state is then as before. `file_refusal` says why a
    file was not, while its caption was read. `cancelled` says that the person left; the state may be parked.
    `awaits_more` says that the rest of the same text may follow at once. `screen_changed` says that the
    button that was pressed is not on the current screen.
    """

    state: ConversationState
    screen: Screen | None = None
    refusal: Refusal | None = None
    file_refusal: Refusal | None = None
    finished: ConversationEnd | None = None
    cancelled: bool = False
    awaits_more: bool = False
    screen_changed: bool = False
