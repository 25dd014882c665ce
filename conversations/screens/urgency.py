"""How urgent a ticket is, in words: its priority and why, and when the stage that counts ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from conversations.rendering.screen import Note
from core.master_data.catalogue import Category
from core.master_data.helpdesk_settings import HelpdeskSettings
from core.master_data.priority import Priority
from core.packages import PackageFacts
from core.tickets.lifecycle import TERMINAL
from core.tickets.priority_rules import Assessment, compute_priority, words_of_rule
from core.tickets.stage_deadlines import StageDeadline, stage_deadline
from core.tickets.summaries import TicketSummary
from core.tickets.ticket import Ticket
from core.words import _

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
# From this time on, days are counted in place of hours.
_HOURS_UP_TO = 2 * _DAY


@dataclass(frozen=True, slots=True)
class Urgency:
    """A priority with the deadline that its ticket has, both as they were at the instant `seen_at`.

    `reason` says in a sentence why the priority is what it is, where that is known.
    """

    priority: Priority
    deadline: StageDeadline | None
    reason: Note | None
    seen_at: datetime

    @property
    def is_pressing(self) -> bool:
        """Return whether an alert begins with it: for a deadline, and for every Emergency."""
        return self.deadline is not None or self.priority is Priority.EMERGENCY

    @property
    def is_today(self) -> bool:
        """Return whether the stage ends on the day on which it is looked at, by its own clocks."""
        return self._days_ahead == 0

    @property
    def is_tomorrow(self) -> bool:
        """Return whether the stage ends on the day after."""
        return self._days_ahead == 1

    @property
    def left(self) -> Note:
        """Return the time that is left, cut to whole hours, so that nobody counts on more than there is."""
        assert self.deadline is not None
        left = self.deadline.ends - self.seen_at
        if left < _MINUTE:
            return Note(_("kurang dari 1 menit lagi"), is_wrong=False)
        if left < _HOUR:
            return Note(_("%(minutes)s menit lagi"), {"minutes": left // _MINUTE}, is_wrong=False)
        if left < _HOURS_UP_TO:
            return Note(_("%(hours)s jam lagi"), {"hours": left // _HOUR}, is_wrong=False)
        return Note(_("%(days)s hari lagi"), {"days": left // _DAY}, is_wrong=False)

    @property
    def _days_ahead(self) -> int:
        assert self.deadline is not None
        ends = self.deadline.ends
        return (ends.date() - self.seen_at.astimezone(ends.tzinfo).date()).days


def urgency_of_draft(
    assessed: Assessment,
    category: Category,
    facts: PackageFacts | None,
    zone: tzinfo,
    now: datetime,
    settings: HelpdeskSettings,
) -> Urgency:
    """Return how urgent a ticket with this category and package would be; `zone` is that of its LPSE."""
    deadline = stage_deadline(facts, category.stages, now, zone)
    reason = _reason(assessed.rule_name, assessed.priority, settings)
    return Urgency(assessed.priority, deadline, reason, now)


def urgency_of(
    ticket: Ticket, category: Category, zone: tzinfo, now: datetime, settings: HelpdeskSettings
) -> Urgency:
    """Return how urgent the ticket is at `now`; a closed one has its priority alone."""
    if ticket.status in TERMINAL:
        return Urgency(ticket.priority, None, None, now)
    facts = ticket.package.facts
    rule = ticket.priority_rule
    if not rule:
        found = compute_priority(category, ticket.subcategory or None, facts, now, settings)
        rule = found.rule_name if found.priority is ticket.priority else ""
    deadline = stage_deadline(facts, category.stages, now, zone)
    return Urgency(ticket.priority, deadline, _reason(rule, ticket.priority, settings), now)


def urgency_in_list(summary: TicketSummary, category: Category, zone: tzinfo, now: datetime) -> Urgency:
    """Return how urgent a ticket of a list is, without the reason; a closed one has its priority alone."""
    facts = None if summary.status in TERMINAL else summary.package.facts
    deadline = stage_deadline(facts, category.stages, now, zone)
    return Urgency(summary.priority, deadline, None, now)


def change_of_priority(old: Priority, new: Priority) -> dict[str, str]:
    """Return the facts %(from)s and %(to)s of a sentence about a priority that changes."""
    return {"from": f"{old.icon} {old.label}", "to": f"{new.icon} {new.label}"}


def _reason(rule_name: str, priority: Priority, settings: HelpdeskSettings) -> Note | None:
    words = words_of_rule(rule_name)
    facts = {
        "priority": priority.label,
        "soon": settings.stage_ends_hours,
        "short": settings.short_stage_hours,
    }
    return Note(words, facts, is_wrong=False) if words else None
