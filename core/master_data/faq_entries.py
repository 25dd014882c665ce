"""Read questions that administrators write for the FAQ, and give them a code and a place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from functools import lru_cache

from core.errors import Refusal
from core.input.characters import plain
from core.input.text_length import utf16_length
from core.input.texts import one_line, storable_text
from core.master_data.catalogue import Catalogue
from core.master_data.codes import CODE_MAX, is_code
from core.master_data.faq import (
    ANSWER_MAX,
    MOST_QUESTIONS,
    MOST_TOPICS,
    QUESTION_MAX,
    TOPIC_MAX,
    Question,
)
from core.master_data.faq_words import STOP_WORDS

_WORD = re.compile("[a-z0-9]+")
# Code of a question without a letter or digit that codes may have.
_NAMELESS = "pertanyaan"


def read_topic(text: str) -> str:
    """Return a topic in one line; raise Refusal("topic") if it is empty or longer than TOPIC_MAX."""
    topic = one_line(text)
    if not topic or utf16_length(topic) > TOPIC_MAX:
        raise Refusal("topic", limit=TOPIC_MAX)
    return topic


def read_application(text: str, catalogue: Catalogue) -> str:
    """Return the code of the application of this code or name, "" for none; refuse `application_unknown`."""
    name = one_line(plain(text))
    return catalogue.application(name).code if name else ""


def read_question(text: str) -> str:
    """Return a question in one line; raise Refusal("question") if it is empty or longer than QUESTION_MAX."""
    question = one_line(text)
    if not question or utf16_length(question) > QUESTION_MAX:
        raise Refusal("question", limit=QUESTION_MAX)
    return question


def read_answer(text: str) -> str:
    """Return an answer; refuse an empty one (`answer_empty`) and one above ANSWER_MAX (`entry_too_long`)."""
    answer = storable_text(text)
    if not answer:
        raise Refusal("answer_empty")
    if (length := utf16_length(answer)) > ANSWER_MAX:
        raise Refusal("entry_too_long", limit=ANSWER_MAX, length=length)
    return answer


def read_code(text: str) -> str:
    """Return a code in lower case, "" where there is none; raise Refusal("faq_code") if it can't be one."""
    code = one_line(plain(text)).lower()
    if code and not is_code(code):
        raise Refusal("faq_code", limit=CODE_MAX)
    return code


def code_for(question: str, taken: Collection[str]) -> str:
    """Return a code of the telling words of the question that is none of those `taken`."""
    parts = unicodedata.normalize("NFKD", plain(question).casefold())
    words = _WORD.findall("".join(c for c in parts if not unicodedata.combining(c)))
    telling = [word for word in words if word not in STOP_WORDS] or words or [_NAMELESS]
    code = _shortened("-".join(telling), CODE_MAX)
    number = 1
    while code in taken:
        number += 1
        end = f"-{number}"
        code = f"{_shortened('-'.join(telling), CODE_MAX - len(end))}{end}"
    return code


# An import compares each of its rows with every question.
@lru_cache(2 * MOST_QUESTIONS)
def normalised_question(question: str) -> str:
    """Return the form in which two questions are equal that ask in the same words."""
    return " ".join(plain(question).casefold().split())


def with_question(questions: Sequence[Question], one: Question) -> tuple[Question, ...]:
    """Return the questions with `one` in place of the one of its code, or behind the last of its topic.

    A question whose topic changed moves behind the others of its new topic.
    """
    at = next((n for n, other in enumerate(questions) if other.code == one.code), None)
    if at is not None and questions[at].topic == one.topic:
        return (*questions[:at], one, *questions[at + 1 :])
    others = [other for other in questions if other.code != one.code]
    last = max((n for n, other in enumerate(others) if other.topic == one.topic), default=len(others) - 1)
    return (*others[: last + 1], one, *others[last + 1 :])


def check_room(questions: Sequence[Question]) -> None:
    """Refuse `faq_full` where no question can be added."""
    if len(questions) >= MOST_QUESTIONS:
        raise Refusal("faq_full", limit=MOST_QUESTIONS)


def check_bounds(questions: Sequence[Question]) -> None:
    """Refuse more than MOST_QUESTIONS questions (`faq_full`) or MOST_TOPICS topics (`topics_full`)."""
    if len(questions) > MOST_QUESTIONS:
        raise Refusal("faq_full", limit=MOST_QUESTIONS)
    if len({one.topic for one in questions}) > MOST_TOPICS:
        raise Refusal("topics_full", limit=MOST_TOPICS)


def _shortened(code: str, most: int) -> str:
    """Return the code cut to `most` characters, at a dash if that leaves more than half."""
    if len(code) <= most:
        return code
    cut = code[: most + 1].rfind("-")
    return code[: cut if cut > most // 2 else most].strip("-")
