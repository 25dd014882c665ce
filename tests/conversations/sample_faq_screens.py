"""Sample screens of the FAQ, and the answers that are offered for a ticket's title."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from conversations.conversation import ConversationState
from conversations.flows.tickets.faq import LONGEST
from conversations.flows.tickets.reading import KEPT
from conversations.rendering.screen import Screen
from conversations.screens import faq
from core.input.text_length import cut_to_utf16
from core.master_data.faq import ANSWER_MAX, search_questions, to_document
from core.master_data.ports import MasterDataKind
from tests.conversations.fakes import FAQ, RUNNER, Chat
from tests.conversations.sample_screens import Words, reporter
from tests.core.fakes import FakeHelpdesk

# A title for which the FAQ has a fitting answer; that of `Words` has none.
FORGOTTEN = "Lupa password"


def all_faq_screens(words: Words) -> Iterator[tuple[str, Screen]]:
    """Yield every topic and every answer, search results, and offered answers."""
    context = Chat("new", reporter(words)).context
    yield "faq", faq.topics(FAQ)
    for topic in FAQ.topics:
        yield f"faq of {topic}", faq.questions(FAQ.about(topic)[0], FAQ.about(topic))
    for one in FAQ.questions:
        yield f"faq on {one.code}", faq.answer(one, may_file=True)
    long = cut_to_utf16(words.text * 300, ANSWER_MAX)
    yield "faq on a long answer", faq.answer(replace(FAQ.questions[0], answer=long), may_file=True)
    yield from _long_answer_in_a_step(words, long)
    yield "faq without a ticket", faq.answer(FAQ.questions[0], may_file=False)
    looked_for = " ".join(words.text.split())[:LONGEST]
    yield "faq found", faq.found(looked_for, search_questions(FAQ.questions, "password"), may_file=True)
    yield "faq found nothing", faq.found(looked_for, [], may_file=False)
    yield "faq/words", RUNNER.screen(ConversationState("faq", "words"), context)
    yield "faq/words again", RUNNER.screen(ConversationState("faq", "words", {"words": looked_for}), context)
    yield "faq helped", faq.helped()
    for title in (FORGOTTEN, "Paket RUP tidak muncul"):
        yield (
            f"new/answers for {title}",
            RUNNER.screen(ConversationState("new", "answers", {"title": title}), context),
        )


def _long_answer_in_a_step(words: Words, answer: str) -> Iterator[tuple[str, Screen]]:
    """Yield the pages of a long answer that is offered and read while a ticket is filed."""
    house = FakeHelpdesk()
    long = [replace(question, answer=answer) for question in FAQ.questions]
    house.master.put(MasterDataKind.FAQ, to_document(long))
    asked = Chat("new", reporter(words), house).context
    code = asked.faq_wordings.fitting(FAQ, FORGOTTEN)[0].code
    for page in range(2):
        draft = {"title": FORGOTTEN, KEPT: f"{code}:{page}"}
        yield f"new/answers, page {page}", RUNNER.screen(ConversationState("new", "answers", draft), asked)
