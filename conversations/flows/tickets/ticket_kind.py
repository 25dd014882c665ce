"""Ask what kind of ticket is filed, where an administrator has set that it is asked."""

from __future__ import annotations

from conversations.context import ConversationContext
from conversations.conversation import Draft
from conversations.steps.choice import ChoiceStep, Option
from core.tickets.kinds import CHOICES, TicketKind
from core.words import _

KIND_STEP = ChoiceStep(
    name="kind",
    title=_("Jenis Tiket"),
    prompt=_("Apa yang Anda sampaikan? Pilih jenisnya."),
    options=lambda _draft, _context: [Option(kind.value, kind.label) for kind in CHOICES],
    when=lambda _draft, context: context.settings.asks_kind,
)


def kind_from(draft: Draft, context: ConversationContext) -> TicketKind:
    """Return the kind that was chosen; a general ticket where that is not asked."""
    chosen = draft.get(KIND_STEP.name)
    return TicketKind(chosen) if chosen and context.settings.asks_kind else TicketKind.GENERAL
