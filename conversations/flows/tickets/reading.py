"""Read a whole answer of the FAQ within a step that offers it."""

from __future__ import annotations

from collections.abc import Iterable

from conversations.answers import Answer, PressAnswer
from conversations.conversation import Draft, Goto
from conversations.rendering.screen import Button, Screen
from conversations.screens import faq as screens
from core.master_data.faq import Question

# The key in a draft for which page of which answer is read.
KEPT = "?reading"


def page_that_is_read(draft: Draft, offered: Iterable[Question], helped: Button) -> Screen | None:
    """Return the page of the answer that is read, with a button that says it helped; None if none is."""
    code, _, number = str(draft.get(KEPT, "")).partition(":")
    question = next((one for one in offered if one.code == code), None)
    if question is None:
        return None
    pages = screens.answer_pages(question)
    page = min(int(number) if number.isascii() and number.isdigit() else 0, len(pages) - 1)
    rows = ((helped,), *screens.reading_rows(question, page))
    return Screen("new_ticket/read_answer.html", {"entry": question, "text": pages[page]}, rows)


def turn(step: str, draft: Draft, answer: Answer) -> Goto | None:
    """Return where a press leads that opens an answer, turns its page or leaves it; None for others."""
    match answer:
        case PressAnswer(says=token) if token.startswith(screens.READ):
            return Goto(step, {**draft, KEPT: token.removeprefix(screens.READ)})
        case _:
            return None
