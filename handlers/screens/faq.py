"""Open the FAQ: its topics, the questions of a topic, and an answer."""

from __future__ import annotations

from conversations.rendering.screen import Note
from conversations.screens import faq as screens
from conversations.screens.faq import QuestionUsage
from core.master_data.faq import Question
from core.tickets.rights import may_file
from handlers.context.request_context import RequestContext
from handlers.context.running_conversation import park_draft

# The key in a chat's memo for the revision of its screen that shows the FAQ.
MEMO = "faq"


def is_reading_faq(context: RequestContext) -> bool:
    """Return whether the chat's current screen is one of the FAQ."""
    return bool(context.chat.memo.get(MEMO) == context.chat.revision)


def mark_faq(context: RequestContext) -> None:
    """Note that the screen that has just been shown is one of the FAQ."""
    context.chat.memo = {**context.chat.memo, MEMO: context.chat.revision}


def open_topics(context: RequestContext, note: Note | None = None) -> None:
    """Show all topics."""
    park_draft(context)
    context.show(screens.topics(context.unit.master.faq, can_edit=context.me.is_administrator, note=note))
    mark_faq(context)


def open_topic(context: RequestContext, code: str) -> None:
    """Show the topic of the question with this code; all topics where the question has been removed."""
    faq = context.unit.master.faq
    question = faq.question(code)
    if question is None:
        open_topics(context, screens.GONE)
        return
    park_draft(context)
    context.show(screens.questions(question, faq.about(question.topic), can_edit=context.me.is_administrator))
    mark_faq(context)


def open_answer(context: RequestContext, code: str, page: int = 0) -> None:
    """Show a page of the answer to the question with this code; all topics where it has been removed."""
    question = context.unit.master.faq.question(code)
    if question is None:
        open_topics(context, screens.GONE)
        return
    park_draft(context)
    usage = _usage(context, question) if context.me.is_administrator else None
    context.show(screens.answer(question, may_file=may_file(context.me), usage=usage, page=page))
    mark_faq(context)


def _usage(context: RequestContext, question: Question) -> QuestionUsage:
    """Return a question's counts and its place within its topic, which administrators see."""
    about = context.unit.master.faq.about(question.topic)
    helped = context.unit.faq_counts.usage(question.code, context.now)
    return QuestionUsage(helped, about.index(question) + 1, len(about))
