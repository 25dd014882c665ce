"""The screens of the FAQ, and the answers that are offered to whoever begins a ticket."""

from __future__ import annotations

from collections.abc import Iterator

from conversations.screen import Screen
from conversations.screens import faq
from conversations.talk import State
from conversations.talks.faq import LONGEST
from core.faq import found
from tests.conversations.fakes import FAQ, RUNNER, Chat
from tests.conversations.samples import Words, reporter

# The one title of the samples that an answer fits.
FORGOTTEN = "Lupa password"


def all_faq_screens(words: Words) -> Iterator[tuple[str, Screen]]:
    """Every topic and every answer there is, what a search finds, and what a title brings up."""
    world = Chat("new", reporter(words)).world
    yield "faq", faq.topics(FAQ)
    for topic in FAQ.topics:
        yield f"faq of {topic}", faq.questions(FAQ.about(topic)[0], FAQ.about(topic))
    for one in FAQ.questions:
        yield f"faq on {one.code}", faq.answer(one, may_file=True)
    yield "faq without a ticket", faq.answer(FAQ.questions[0], may_file=False)
    looked_for = " ".join(words.text.split())[:LONGEST]
    yield "faq found", faq.found(looked_for, found(FAQ.questions, "password"), may_file=True)
    yield "faq found nothing", faq.found(looked_for, [], may_file=False)
    yield "faq/words", RUNNER.screen(State("faq", "words"), world)
    yield "faq/words again", RUNNER.screen(State("faq", "words", {"words": looked_for}), world)
    yield "faq helped", faq.helped()
    for title in (FORGOTTEN, "Paket RUP tidak muncul"):
        yield f"new/answers for {title}", RUNNER.screen(State("new", "answers", {"title": title}), world)
