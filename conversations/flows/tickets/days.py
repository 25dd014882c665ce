"""Steps that ask for the first and the last day of a time, which is no longer than two years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from conversations.answers import Answer
from conversations.context import ConversationContext
from conversations.conversation import Conversation, ConversationEnd, Draft
from conversations.flows.tickets.search import DAY_PROMPT
from conversations.steps.date import DateStep
from core.errors import Refusal
from core.people.local_day import local_date
from core.tickets.statistics import ChosenDays
from core.words import _

SINCE, UNTIL = "since", "until"


def local_today(context: ConversationContext) -> date:
    """Return the date where the person is."""
    return local_date(context.me, context.lpses, context.now)


@dataclass(frozen=True, kw_only=True)
class LastDayStep(DateStep):
    """Ask for the last day; refuse one before the first day at once, and more than two years if bounded."""

    def handle(self, draft: Draft, answer: Answer, context: ConversationContext) -> Draft:
        changed = super().handle(draft, answer, context)
        if self.answered(changed) and changed[self.name] and changed.get(SINCE):
            first, last = (date.fromisoformat(changed[name]) for name in (SINCE, self.name))
            if last < first:
                raise Refusal("days_order")
            if not self.unbounded:
                ChosenDays.checked(first, last, self.today(context))
        return changed


def first_day(*, unbounded: bool) -> DateStep:
    """Return the step for the first day; `unbounded` allows none."""
    return DateStep(
        name=SINCE, title=_("Dari tanggal"), prompt=DAY_PROMPT, today=local_today, unbounded=unbounded
    )


def last_day(*, unbounded: bool) -> LastDayStep:
    """Return the step for the last day; `unbounded` allows none."""
    return LastDayStep(
        name=UNTIL, title=_("Sampai tanggal"), prompt=DAY_PROMPT, today=local_today, unbounded=unbounded
    )


def _staff_only(context: ConversationContext) -> None:
    if not context.me.is_staff:
        raise Refusal("not_found")


def _finish_report(draft: Draft, context: ConversationContext) -> ConversationEnd:
    _staff_only(context)
    first, last = (date.fromisoformat(draft[name]) for name in (SINCE, UNTIL))
    return ConversationEnd(None, report_days=ChosenDays.checked(first, last, local_today(context)))


REPORT_DAYS = Conversation(
    name="report_days",
    title=_("Laporan"),
    check_access=_staff_only,
    keeps_draft=False,
    about_ticket=False,
    finish=_finish_report,
    steps=(first_day(unbounded=False), last_day(unbounded=False)),
)
