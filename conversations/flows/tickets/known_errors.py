"""Offer what helps with a message that an application showed: its answer, and the category it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from conversations.answers import Answer, PressAnswer
from conversations.context import ConversationContext
from conversations.conversation import END, Draft, Goto, Step
from conversations.flows.tickets.reading import page_that_is_read, turn
from conversations.rendering.screen import Button, Screen, Style
from conversations.screens.faq import OFFERED, may_be_cut, read_button
from core.errors import Refusal
from core.master_data.catalogue import Application, Category
from core.master_data.faq import Question
from core.master_data.known_errors import KnownError
from core.words import _

HELPED = Button(_("Sudah Terjawab"), says="helped", style=Style.SEND)
CHANGE = Button(_("Ganti kategori"), says="category", style=Style.MAIN)
CONTINUE = Button(_("Lanjut buat tiket"), says="on", style=Style.MAIN)


def answer_to_error(text: str, context: ConversationContext) -> Question | None:
    """Return the answer of the FAQ to the message in a text; None where there is none, or none any more."""
    error = context.known_errors.recognise(text)
    return context.faq.question(error.faq) if error and error.faq else None


def category_of_error(
    error: KnownError | None, context: ConversationContext
) -> tuple[Application, Category] | None:
    """Return the category that a message belongs to, with its application, if a ticket may be given it."""
    if error is None or not error.category:
        return None
    try:
        application, category = context.catalogue.with_category(error.category)
    except Refusal:
        return None
    return None if application.retired or category.retired else (application, category)


def error_in_title(draft: Draft, context: ConversationContext) -> KnownError | None:
    """Return the message that the title shows."""
    return context.known_errors.recognise(str(draft.get("title", "")))


def _later_error(draft: Draft, context: ConversationContext) -> KnownError | None:
    """Return the message that the error code or the description shows, unless the title shows it too."""
    for name in ("error_code", "description"):
        error = context.known_errors.recognise(str(draft.get(name, "")))
        if error and error != error_in_title(draft, context):
            return error
    return None


def _answer(draft: Draft, context: ConversationContext) -> Question | None:
    error = _later_error(draft, context)
    return context.faq.question(error.faq) if error and error.faq else None


def _other_category(draft: Draft, context: ConversationContext) -> Category | None:
    """Return the category of the message where the draft has another one of the same application."""
    found = category_of_error(_later_error(draft, context), context)
    if found is None or found[0].code != draft.get("application") or found[1].code == draft.get("category"):
        return None
    return found[1]


def _helps(draft: Draft, context: ConversationContext) -> bool:
    return _answer(draft, context) is not None or _other_category(draft, context) is not None


@dataclass(frozen=True, kw_only=True)
class KnownErrorStep(Step):
    """Show what is known of the message in error code or description; skipped where nothing is.

    The answer is `True` to continue, also with the category changed, or the code of the question that helped,
    which ends the conversation.
    """

    name: str = "known_error"
    title: str = _("Pesan error dikenal")
    when: Callable[[Draft, ConversationContext], bool] = _helps
    editable: bool = False

    def ask(self, draft: Draft, context: ConversationContext) -> Screen:
        answer, category = _answer(draft, context), _other_category(draft, context)
        reading = page_that_is_read(draft, (answer,) if answer else (), HELPED)
        if reading is not None:
            return reading
        buttons = [HELPED] if answer else []
        buttons += [CHANGE] if category else []
        data = {
            "error": _later_error(draft, context),
            "entry": answer,
            "category": category,
            "shown": OFFERED,
        }
        long = (read_button(answer),) if answer and may_be_cut(answer) else ()
        rows = (tuple(buttons), *((long,) if long else ()), (CONTINUE,))
        return Screen("new_ticket/known_error.html", data, rows)

    def handle(self, draft: Draft, answer: Answer, context: ConversationContext) -> Draft | Goto:
        if (turned := turn(self.name, draft, answer)) is not None:
            return turned
        helps, category = _answer(draft, context), _other_category(draft, context)
        match answer:
            case PressAnswer(says=CONTINUE.says):
                return self.with_answer(draft, value=True)
            case PressAnswer(says=HELPED.says) if helps:
                return Goto(END, self.with_answer(draft, helps.code))
            case PressAnswer(says=CHANGE.says) if category:
                changed = {**self.with_answer(draft, value=True), "category": category.code}
                return {name: value for name, value in changed.items() if name != "subcategory"}
            case _:
                raise Refusal("choice_expected")
