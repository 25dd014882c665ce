"""Handle an administrator's buttons of the FAQ: add, change, remove, move questions, and export them."""

from __future__ import annotations

from conversations.flows.admin.faq_question import change_draft, new_draft
from conversations.screens import faq as screens
from conversations.screens.moves import moved_note
from core.errors import Refusal
from core.master_data.faq import Question
from core.master_data.faq_entries import check_room
from core.messaging.outgoing import JobKind
from core.use_cases.master_data.manage_faq import MoveQuestion
from handlers.context.request_context import RequestContext
from handlers.context.running_conversation import park_draft
from handlers.screens import conversation_flow
from handlers.screens.document_requests import request_document
from handlers.screens.faq import open_answer


def add(context: RequestContext, code: str = "") -> None:
    """Begin a new question, in the topic of the question with this code, if there is such.

    Raise Refusal("faq_full") where there are as many as allowed.
    """
    check_room(context.unit.master.faq.questions)
    beside = context.unit.master.faq.question(code)
    conversation_flow.begin(context, "question", draft=new_draft(beside.topic if beside else ""))


def change(context: RequestContext, code: str) -> None:
    if (question := _find_or_show_topics(context, code)) is not None:
        conversation_flow.begin(context, "question", draft=change_draft(question))


def remove(context: RequestContext, code: str) -> None:
    if (question := _find_or_show_topics(context, code)) is not None:
        conversation_flow.begin(context, "drop_question", draft=change_draft(question))


def move_up(context: RequestContext, code: str) -> None:
    _move(context, code, up=True)


def move_down(context: RequestContext, code: str) -> None:
    _move(context, code, up=False)


def request_faq_file(context: RequestContext) -> None:
    """Request the whole FAQ as a table that can be changed and imported again."""
    request_document(context, JobKind.FAQ_CSV, {})


def _move(context: RequestContext, code: str, *, up: bool) -> None:
    try:
        place = MoveQuestion(context.unit.master, context.unit.audit)(context.me, code, context.now, up=up)
    except Refusal:
        open_answer(context, code)
        return
    question = context.unit.master.faq.question(code)
    assert question is not None, "the question was moved just now"
    count = len(context.unit.master.faq.about(question.topic))
    context.answer_press(moved_note(place, count))
    open_answer(context, code)


def _find_or_show_topics(context: RequestContext, code: str) -> Question | None:
    """Return the question; where it has been removed, show the topics with a note and return None."""
    question = context.unit.master.faq.question(code)
    if question is None:
        park_draft(context)
        context.show(screens.topics(context.unit.master.faq, can_edit=True, note=screens.GONE))
    return question
