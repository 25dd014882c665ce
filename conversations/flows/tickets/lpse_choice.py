"""Find the LPSE that shall handle a ticket: one of the person's own, or by its name."""

from __future__ import annotations

from conversations.context import ConversationContext
from conversations.flows.tickets.lpse_options import lpse_options
from conversations.steps import Option
from core.errors import Refusal
from core.organisation.lpse_wordings import is_named

MOST_MATCHES = 8


def own_lpses(context: ConversationContext) -> list[Option]:
    """Return the LPSEs that the person belongs to, as far as tickets may be filed there."""
    own = (context.lpses.get(lpse_id) for lpse_id in context.me.lpse_ids[:MOST_MATCHES])
    return lpse_options((lpse for lpse in own if lpse and not lpse.retired), context)


def find_lpses(text: str, context: ConversationContext) -> list[Option]:
    """Return the LPSEs that a text fits best."""
    return lpse_options(context.lpses.find(text, MOST_MATCHES), context)


def check_offered(text: str, context: ConversationContext) -> None:
    """Raise Refusal("lpse_retired") for the name of a retired LPSE, which could only find another."""
    best = next(iter(context.lpses.find(text, 1, retired=True)), None)
    if best is None or not best.retired or not is_named(best.name, text):
        return
    if not any(is_named(lpse.name, text) for lpse in context.lpses.find(text, MOST_MATCHES)):
        raise Refusal("lpse_retired", name=best.name)


def lpse_name(value: str, context: ConversationContext) -> str:
    """Return the name of the LPSE of this option; "" for none."""
    lpse = context.lpses.get(int(value))
    return lpse.name if lpse else ""
