"""Request everything that is kept about the reader, as a document for their own chat."""

from __future__ import annotations

from core.errors import Refusal
from core.messaging.outgoing import JobKind
from core.use_cases.own_account.own_data import RequestOwnData
from handlers.context.request_context import RequestContext
from handlers.screens.document_requests import request_document


def request_own_data(context: RequestContext) -> None:
    """Request it, or say when it may be asked for again; one that can't be taken now is not counted."""
    request = RequestOwnData(context.unit.sign_in_limits, context.unit.audit)
    try:
        request.check(context.me, context.now)
    except Refusal as no:
        context.answer_press(context.refusal_note(no))
        return
    request_document(context, JobKind.OWN_DATA, {})
    if any(job.kind is JobKind.OWN_DATA for job in context.unit.jobs.of_chat(context.chat.chat_id)):
        request.count(context.me, context.now)
