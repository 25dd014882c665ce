"""The changing part of a ticket as it was after an event, to be told later as it was then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from core.master_data.priority import Priority
from core.people.desks import Desk
from core.tickets.lifecycle import Status
from core.tickets.ticket import Ticket


def snapshot(ticket: Ticket) -> dict[str, Any]:
    """Return what notices about an event need and later events change; JSON-safe."""
    return {
        "status": ticket.status.value,
        "desk": ticket.desk.key,
        "holder_id": ticket.holder_id,
        "asked_id": ticket.asked_id,
        "asked_desk": ticket.asked_desk.key if ticket.asked_desk else None,
        "alerted_desk": ticket.alerted_desk.key if ticket.alerted_desk else None,
        "priority": ticket.priority.value,
        "priority_rule": ticket.priority_rule,
        "category": ticket.category,
        "subcategory": ticket.subcategory,
        "party_ids": sorted(ticket.party_ids),
        "watcher_ids": sorted(ticket.watcher_ids),
    }


def as_it_was(ticket: Ticket, was: Mapping[str, Any]) -> Ticket:
    """Return the ticket as it was when the snapshot `was` was made.

    People who stopped watching since then are left out. Whose address the ticket has now is not undone.
    """
    concerned = ticket.party_ids | ticket.watcher_ids
    return replace(
        ticket,
        status=Status(was["status"]),
        desk=Desk.from_key(was["desk"]),
        holder_id=was["holder_id"],
        asked_id=was["asked_id"],
        asked_desk=Desk.from_key(was["asked_desk"]) if was["asked_desk"] else None,
        # Rows of earlier releases do not say.
        alerted_desk=Desk.from_key(was["alerted_desk"]) if was.get("alerted_desk") else None,
        priority=Priority(was["priority"]),
        priority_rule=was.get("priority_rule", ""),
        category=was["category"],
        subcategory=was["subcategory"],
        party_ids=frozenset(was["party_ids"]) & concerned,
        watcher_ids=frozenset(was["watcher_ids"]) & concerned,
        events=[],
    )
