"""Sample screens of administrators about questions of the FAQ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

from conversations.context import ConversationContext
from conversations.conversation import ConversationState
from conversations.flows.admin.faq_question import QUESTION_FORM, REMOVE_QUESTION, change_draft, new_draft
from conversations.flows.admin.import_file import FILE_IMPORT, IMPORTS
from conversations.rendering.excerpts import excerpt
from conversations.rendering.screen import Screen
from conversations.screens import faq
from conversations.screens.admin import faq_import
from conversations.screens.faq import QuestionUsage
from core.errors import Refusal
from core.master_data.faq import ANSWER_MAX, MOST_TOPICS, QUESTION_MAX, Faq, Question
from core.master_data.faq_entries import read_answer, read_question, read_topic
from core.master_data.ports import FaqUsage
from core.use_cases.master_data.import_faq import FaqImportResult, WrongRow
from tests.conversations.fakes import FAQ, RUNNER, upload
from tests.conversations.sample_screens import LARGEST, Words


def sample_question(words: Words) -> Question:
    """Return a question that is as long as possible, and so is its answer."""
    asked = read_question(words.title)
    answer = read_answer(excerpt(words.text, ANSWER_MAX))
    return Question("kode", read_topic(excerpt(words.title, 40)), "spse", asked, answer)


def all_question_screens(words: Words, context: ConversationContext) -> Iterator[tuple[str, Screen]]:
    """Yield the name and the screen of each sample."""
    yield from _faq_screens(words)
    yield from _conversation_screens(words, context)
    yield from _import_screens(words, context)


def _faq_screens(words: Words) -> Iterator[tuple[str, Screen]]:
    """Yield the FAQ with the buttons of administrators."""
    one = sample_question(words)
    yield "faq to keep", faq.topics(FAQ, can_edit=True, note=faq.GONE)
    yield "faq to keep, empty", faq.topics(Faq(), can_edit=True)
    many = [replace(one, code=f"q{n}", topic=f"{n} {one.topic}"[:40]) for n in range(MOST_TOPICS)]
    yield "faq to keep, full", faq.topics(Faq(many), can_edit=True)
    long = [replace(one, code=f"q{n}", question="😀" * (QUESTION_MAX // 2)) for n in range(25)]
    for at in (0, 12, 24):
        yield f"faq topic to keep, from {at}", faq.questions(long[at], long, can_edit=True)
    yield "faq found, long", faq.found(words.text[:200], long[:8], may_file=True)
    for place in (1, 2, 3):
        usage = QuestionUsage(FaqUsage(LARGEST, LARGEST), place, 3)
        for page in (0, 1):
            shown = faq.answer(one, may_file=True, usage=usage, page=page)
            yield f"faq answer to keep, {place}, page {page}", shown


def _conversation_screens(words: Words, context: ConversationContext) -> Iterator[tuple[str, Screen]]:
    """Yield the steps of adding, changing and removing a question."""
    one = sample_question(words)
    full = dict(change_draft(one))
    for name in ("topic", "application", "question", "answer"):
        yield f"question/{name}", RUNNER.screen(ConversationState("question", name, new_draft()), context)
        yield (
            f"question/{name} again",
            RUNNER.screen(ConversationState("question", name, full, editing=True), context),
        )
    for name in ("review", "confirm"):
        yield f"question/{name}", RUNNER.screen(ConversationState("question", name, full), context)
    retired = {**full, "code": "", "application": "lama"}
    yield "question/confirm new", RUNNER.screen(ConversationState("question", "confirm", retired), context)
    yield "drop_question/confirm", RUNNER.screen(ConversationState("drop_question", "confirm", full), context)
    added = QUESTION_FORM.finish({**full, "code": ""}, context).screen
    assert added is not None
    yield "question saved", added
    made = context.faq.questions[-1]
    for left in (made, FAQ.questions[0]):
        removed = REMOVE_QUESTION.finish(change_draft(left), context).screen
        assert removed is not None
        yield f"question removed of {left.code}", removed


def _import_screens(words: Words, context: ConversationContext) -> Iterator[tuple[str, Screen]]:
    """Yield the steps and the results of importing questions."""
    for what, kind in IMPORTS.items():
        file = asdict(upload(words.file))
        draft: dict[str, Any] = {"what": what, "file": file}
        yield (
            f"import/file {what}",
            RUNNER.screen(ConversationState("import", "file", {"what": what}), context),
        )
        yield f"import/confirm {what}", RUNNER.screen(ConversationState("import", "confirm", draft), context)
        begun = FILE_IMPORT.finish(draft, context).screen
        assert begun is not None
        yield f"import begun {what}", begun
        no = Refusal("import_columns", columns=("topic", "answer"))
        yield f"import refused {what}", faq_import.import_refused(what, kind.title, words.file, no)
    wrong = [WrongRow(n, Refusal("entry_too_long", limit=1000, length=LARGEST)) for n in range(500)]
    yield "faq imported", faq_import.import_result(words.file, FaqImportResult(1, 2, 3, 4))
    yield (
        "faq imported, wrong rows",
        faq_import.import_result(words.file, FaqImportResult(1, 2, 3, 4, wrong[:2])),
    )
    yield (
        "faq imported, many wrong rows",
        faq_import.import_result(words.file, FaqImportResult(1, 2, 3, 4, wrong), unused=[words.text] * 9),
    )
