"""Quote over a question about a ticket what it is an answer to."""

from __future__ import annotations

from collections.abc import Callable

from conversations.context import ConversationContext
from conversations.conversation import Quote
from core.tickets.actions import EVENTS
from core.tickets.lifecycle import EventType
from core.words import _

# Words of others that whoever holds the ticket works on.
SAID_TO_HOLDER = (
    EventType.FEEDBACK_GIVEN,
    EventType.REJECTED,
    EventType.REMARK_ADDED,
    EventType.ESCALATED,
    EventType.HANDED_BACK,
)


def last_words(*kinds: EventType) -> Callable[[ConversationContext], Quote | None]:
    """Return what quotes the newest words of these kinds; nothing where there are none."""

    def find(context: ConversationContext) -> Quote | None:
        event = context.last_words(context.subject.id, kinds) if kinds else None
        return Quote(EVENTS[event.kind].label, event.text) if event is not None else None

    return find


def words_to_holder(context: ConversationContext) -> Quote:
    """Return the newest words that the holder works on: in the beginning, the description."""
    said = last_words(*SAID_TO_HOLDER)(context)
    return said or Quote(_("Deskripsi"), context.subject.description)
