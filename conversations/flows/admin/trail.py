"""“Cari di Jejak”: filter the audit trail by part of a name or of what was changed."""

from __future__ import annotations

from conversations.context import ConversationContext
from conversations.conversation import Conversation, ConversationEnd, Draft, administrators_only
from conversations.steps import TextStep
from core.administration.audit import require_administrator
from core.errors import Refusal
from core.input.characters import plain
from core.input.texts import one_line
from core.words import _

LONGEST = 60


def _words(text: str, _context: ConversationContext) -> str:
    words = one_line(plain(text))
    if not 0 < len(words) <= LONGEST:
        raise Refusal("trail_words", limit=LONGEST)
    return words


def _finish(draft: Draft, context: ConversationContext) -> ConversationEnd:
    require_administrator(context.me)
    return ConversationEnd(None, audit_filters={"words": draft["words"]})


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
            prompt=_("Tulis sebagian nama orang, atau sebagian dari yang diubah."),
            read=_words,
        ),
    ),
)
