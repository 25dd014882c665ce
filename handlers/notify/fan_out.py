"""Find the fan-out of each kind of event that people are told of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from core.messaging.outgoing import TellEvent, TellKind
from handlers.context.transaction_context import TransactionContext
from handlers.notify.retired_lpse import tell_retired_lpse
from handlers.notify.ticket_fan_out import tell_ticket_event
from handlers.notify.unreached_desks import tell_unreached

# Puts messages to the next people, about as many as the number given, into the outbox; returns the event with
# its progress where more are to be told, else None.
TellPortion: TypeAlias = Callable[[TransactionContext, TellEvent, int], TellEvent | None]

FAN_OUTS: Mapping[TellKind, TellPortion] = {
    TellKind.TICKET_EVENT: tell_ticket_event,
    TellKind.LPSE_RETIRED: tell_retired_lpse,
    TellKind.DESK_UNREACHED: tell_unreached,
}
