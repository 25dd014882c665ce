"""“Jejak Kiriman”: what was sent about a ticket or to an account, and how it ended."""

from __future__ import annotations

from conversations.context import ConversationContext
from conversations.conversation import Conversation, ConversationEnd, Draft, administrators_only
from conversations.screens.admin.sends import sends_trail
from conversations.steps import TextStep
from core.administration.audit import require_administrator
from core.input.texts import read_trail_words
from core.tickets.numbers import find_number
from core.words import _

LONGEST = 254


def _read_subject(text: str, _context: ConversationContext) -> str:
    """Return the number of the ticket that a text names, or else the text."""
    words = read_trail_words(text, LONGEST)
    return words if "@" in words else find_number(words) or words


def _finish(draft: Draft, context: ConversationContext) -> ConversationEnd:
    require_administrator(context.me)
    return ConversationEnd(sends_trail(draft["subject"], context.trace_sends(draft["subject"])))


SENDS_TRAIL = Conversation(
    name="sends",
    title=_("Jejak Kiriman"),
    check_access=administrators_only,
    keeps_draft=False,
    about_ticket=False,
    finish=_finish,
    steps=(
        TextStep(
            name="subject",
            title=_("Jejak Kiriman"),
            prompt=_("Tulis nomor tiket, atau alamat e-mail sebuah akun."),
            read=_read_subject,
        ),
    ),
)
