"""The FAQ as administrators see it: keeping questions, and what came of a file of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

from conversations.pages import excerpt, units
from conversations.screen import Screen
from conversations.screens import faq, faq_import
from conversations.screens.faq import Kept
from conversations.talk import State
from conversations.talks.import_file import IMPORT, IMPORTS
from conversations.talks.question import QUESTION, QUESTION_REMOVED, draft_of, new_draft
from conversations.world import World
from core.errors import Refusal
from core.faq import ENTRY_MAX, MOST_TOPICS, QUESTION_MAX, Faq, Question
from core.faq_entries import read_answer, read_question, read_topic
from core.use_cases.import_faq import Imported, WrongRow
from tests.conversations.fakes import FAQ, RUNNER, upload
from tests.conversations.samples import LARGEST, Words


def question(words: Words) -> Question:
    """As long as a question with its answer may be."""
    asked = read_question(words.title)
    answer = read_answer(excerpt(words.text, ENTRY_MAX - units(asked)), asked)
    return Question("kode", read_topic(excerpt(words.title, 40)), "spse", asked, answer)


def all_question_screens(words: Words, world: World) -> Iterator[tuple[str, Screen]]:
    """By what they are called here."""
    yield from _keeping(words)
    yield from _talks(words, world)
    yield from _imports(words, world)


def _keeping(words: Words) -> Iterator[tuple[str, Screen]]:
    one = question(words)
    yield "faq to keep", faq.topics(FAQ, is_kept=True, note=faq.GONE)
    yield "faq to keep, empty", faq.topics(Faq(), is_kept=True)
    many = [replace(one, code=f"q{n}", topic=f"{n} {one.topic}"[:40]) for n in range(MOST_TOPICS)]
    yield "faq to keep, full", faq.topics(Faq(many), is_kept=True)
    long = [replace(one, code=f"q{n}", question="😀" * (QUESTION_MAX // 2)) for n in range(25)]
    for at in (0, 12, 24):
        yield f"faq topic to keep, from {at}", faq.questions(long[at], long, is_kept=True)
    yield "faq found, long", faq.found(words.text[:200], long[:8], may_file=True)
    for place in (1, 2, 3):
        kept = Kept(LARGEST, LARGEST, place, 3)
        yield f"faq answer to keep, {place}", faq.answer(one, may_file=True, kept=kept)


def _talks(words: Words, world: World) -> Iterator[tuple[str, Screen]]:
    one = question(words)
    full = dict(draft_of(one))
    for name in ("topic", "application", "question", "answer"):
        yield f"question/{name}", RUNNER.screen(State("question", name, new_draft()), world)
        yield f"question/{name} again", RUNNER.screen(State("question", name, full, editing=True), world)
    for name in ("review", "confirm"):
        yield f"question/{name}", RUNNER.screen(State("question", name, full), world)
    retired = {**full, "code": "", "application": "lama"}
    yield "question/confirm new", RUNNER.screen(State("question", "confirm", retired), world)
    yield "drop_question/confirm", RUNNER.screen(State("drop_question", "confirm", full), world)
    added = QUESTION.finish({**full, "code": ""}, world).screen
    assert added is not None
    yield "question saved", added
    made = world.faq.questions[-1]
    for left in (made, FAQ.questions[0]):
        removed = QUESTION_REMOVED.finish(draft_of(left), world).screen
        assert removed is not None
        yield f"question removed of {left.code}", removed


def _imports(words: Words, world: World) -> Iterator[tuple[str, Screen]]:
    for what, kind in IMPORTS.items():
        file = asdict(upload(words.file))
        draft: dict[str, Any] = {"what": what, "file": file}
        yield f"import/file {what}", RUNNER.screen(State("import", "file", {"what": what}), world)
        yield f"import/confirm {what}", RUNNER.screen(State("import", "confirm", draft), world)
        begun = IMPORT.finish(draft, world).screen
        assert begun is not None
        yield f"import begun {what}", begun
        no = Refusal("import_columns", columns=("topic", "answer"))
        yield f"import refused {what}", faq_import.refused(what, kind.title, words.file, no)
    wrong = [WrongRow(n, Refusal("entry_too_long", limit=1000, length=LARGEST)) for n in range(500)]
    yield "faq imported", faq_import.imported(words.file, Imported(1, 2, 3, 4))
    yield "faq imported, wrong rows", faq_import.imported(words.file, Imported(1, 2, 3, 4, wrong[:2]))
    yield "faq imported, many wrong rows", faq_import.imported(words.file, Imported(1, 2, 3, 4, wrong))
