"""Sample screens of the FAQ, and the answers that are offered for a ticket's title."""

from __future__ import annotations

from collections.abc import Iterator

from conversations.conversation import ConversationState
from conversations.flows.tickets.faq import LONGEST
from conversations.rendering.screen import Screen
from conversations.screens import faq
from core.master_data.faq import search_questions
from tests.conversations.fakes import FAQ, RUNNER, Chat
from tests.conversations.sample_screens import Words, reporter

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
