"""“Cari di Jejak” and “Tanggal”: filter the audit trail by words of a name or a change, or by days."""

from __future__ import annotations

from conversations.context import ConversationContext
from conversations.conversation import Conversation, ConversationEnd, Draft, administrators_only
from conversations.flows.tickets.days import SINCE, UNTIL, first_day, last_day
from conversations.steps import TextStep
from core.administration.audit import require_administrator
from core.input.texts import read_trail_words
from core.words import _

LONGEST = 60


def _finish(draft: Draft, context: ConversationContext) -> ConversationEnd:
    require_administrator(context.me)
    return ConversationEnd(None, audit_filters={"words": draft["words"]})


def _finish_days(draft: Draft, context: ConversationContext) -> ConversationEnd:
    require_administrator(context.me)
    return ConversationEnd(None, audit_filters={name: draft[name] for name in (SINCE, UNTIL)})


AUDIT_DAYS = Conversation(
    name="trail_days",
    title=_("Jejak Audit"),
    check_access=administrators_only,
    keeps_draft=False,
    about_ticket=False,
    finish=_finish_days,
    steps=(first_day(unbounded=True), last_day(unbounded=True)),
)
AUDIT_SEARCH = Conversation(
    name="trail",
    title=_("Jejak Audit"),
    check_access=administrators_only,
    keeps_draft=False,
    about_ticket=False,
    finish=_finish,
    steps=(
        TextStep(
            name="words",
            title=_("Cari"),
            prompt=_("Tulis sebagian nama orang, hal yang diubah, atau kata di dalam perubahannya."),
            read=lambda text, _context: read_trail_words(text, LONGEST),
        ),
    ),
)
