"""“Konfirmasi”: the reporter confirms that a ticket is solved, or rejects it with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from conversations.answers import Answer, TextAnswer
from conversations.context import ConversationContext
from conversations.conversation import Conversation, ConversationEnd, Draft
from conversations.flows.tickets.quotes import last_words
from conversations.flows.tickets.ticket_actions import (
    remark_from,
    require_action,
    success,
    summary,
    text_step,
    work_ticket_in,
)
from conversations.steps import ChoiceStep, ConfirmStep, FilesStep, Option
from core.errors import Refusal
from core.tickets.actions import ACTIONS, action_label
from core.tickets.lifecycle import Action, EventType
from core.use_cases.tickets.work_ticket import ActionRequest
from core.words import _

SOLVED = "solved"
REJECTED = "again"
VERDICTS = (Option(SOLVED, _("Ya, Sudah Selesai")), Option(REJECTED, _("Belum, Ajukan Lagi")))


def _is_rejected(draft: Draft, _context: ConversationContext) -> bool:
    return draft.get("verdict") == REJECTED


def _summary(draft: Draft, context: ConversationContext) -> Mapping[str, object]:
    verdict = next(o.label for o in VERDICTS if o.value == draft["verdict"])
    # A person who first rejected has a reason and files in the draft, which must not be shown.
    shown = draft if _is_rejected(draft, context) else {}
    return {**summary(shown, context), "decision": verdict}


def _finish(draft: Draft, context: ConversationContext) -> ConversationEnd:
    rejected = draft["verdict"] == REJECTED
    action = Action.REJECT if rejected else Action.CONFIRM
    request = ActionRequest(action, context.subject.id, remark_from(draft) if rejected else None)
    ticket = work_ticket_in(context)(context.me, request, context.now)
    return success(context, ticket, ACTIONS[action].success)


REASON = text_step(_("Apa yang belum selesai? Minimal 15 karakter."), when=_is_rejected)


@dataclass(frozen=True, kw_only=True)
class VerdictStep(ChoiceStep):
    """Choose the verdict; a text that names none is kept for the reason of a rejection."""

    def handle(self, draft: Draft, answer: Answer, context: ConversationContext) -> Draft:
        try:
            return super().handle(draft, answer, context)
        except Refusal:
            if not isinstance(answer, TextAnswer):
                raise
            return REASON.with_kept(draft, answer.text)


CONFIRM_SOLUTION = Conversation(
    name=Action.CONFIRM.value,
    title=action_label(Action.CONFIRM),
    check_access=require_action(Action.CONFIRM),
    finish=_finish,
    find_quote=last_words(EventType.SOLVED),
    steps=(
        VerdictStep(
            name="verdict",
            title=_("Konfirmasi"),
            prompt=_("Apakah masalah Anda sudah selesai?"),
            options=lambda _draft, _context: VERDICTS,
        ),
        REASON,
        FilesStep(template="files.html", when=_is_rejected, optional=True),
        # The choice is the question itself: whoever says that it is solved is not asked a second time.
        ConfirmStep(
            template="ticket/confirm.html", summary=_summary, when=_is_rejected, takes_files=_is_rejected
        ),
    ),
)
