"""Pass tickets on that wait where nobody can be reached, and tell administrators of the desk."""

from __future__ import annotations

from conversations.screens.admin.service_faults import fault_begun
from core.administration.service_faults import Fault, FaultKey, StandingFault
from core.messaging.outgoing import TellEvent
from core.people.desks import Desk
from core.use_cases.tickets.pass_on_ticket import PassOnTicket
from handlers.context.transaction_context import TransactionContext
from handlers.notify.alert_names import alert_name
from handlers.notify.service_faults import fault_place, tell_administrators
from handlers.notify.ticket_events import notify_all

# Alerts that are taken back from the desk at once; their chats take no messages anyway.
MOST_ALERTS = 200


def tell_unreached(context: TransactionContext, tell: TellEvent, _most: int) -> None:
    """Pass a ticket on at whose desk nobody can be reached, and have everybody concerned told."""
    pass_on(context, tell.details["ticket_id"])


def pass_on(context: TransactionContext, ticket_id: int) -> None:
    """Pass this ticket on if it waits where nobody can be reached; tell administrators once of each desk."""
    unit = context.unit
    before = unit.tickets.get(ticket_id)
    ticket = PassOnTicket(unit.tickets, unit.discussion, unit.reachability, unit.master.catalogue)(
        ticket_id, context.now
    )
    if before is None or ticket is None:
        return
    unit.waiting_alerts.withdraw(alert_name(before), MOST_ALERTS)
    notify_all(context, ticket)
    _tell_of_desk(context, before.desk)


def _tell_of_desk(context: TransactionContext, desk: Desk) -> None:
    """Tell administrators that nobody can be reached at this desk, unless they know it."""
    faults, key = context.unit.service_faults, FaultKey(Fault.DESK, desk.key)
    if any(standing.key == key for standing in faults.standing()):
        return
    fault = StandingFault(key, "", context.now, is_told=True)
    faults.save(fault)
    tell_administrators(context, fault_begun(fault, fault_place(context, key)))
