"""LPSEs to choose from in “Buat Tiket”, with a mark where nobody of them hears of a ticket."""

from __future__ import annotations

from collections.abc import Iterable

from conversations.context import ConversationContext
from conversations.steps import Option
from core.organisation.lpse import Lpse

# Before the name of an LPSE at whose first desk nobody can be reached.
UNSERVED = "💤"


def lpse_options(lpses: Iterable[Lpse], context: ConversationContext) -> list[Option]:
    """Return these few LPSEs as options; those at which nobody can be reached are marked."""
    found = list(lpses)
    unserved = context.unserved_lpses([lpse.id for lpse in found])
    return [Option(str(lpse.id), lpse.name, UNSERVED if lpse.id in unserved else "") for lpse in found]
