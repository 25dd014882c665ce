"""What an administrator writes for the FAQ: read and bounded, given a code, and put in its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence

from core.catalogue import Catalogue
from core.errors import Refusal
from core.faq import (
    CODE,
    CODE_MAX,
    ENTRY_MAX,
    MOST_QUESTIONS,
    MOST_TOPICS,
    QUESTION_MAX,
    TOPIC_MAX,
    Question,
    units,
)
from core.faq_words import STOP_WORDS
from core.texts import kept, one_line

_WORD = re.compile("[a-z0-9]+")
# Where a question has no letter that a code could be made of.
_NAMELESS = "pertanyaan"


def read_topic(text: str) -> str:
    """A topic in one line; Refusal("topic"), with its limit."""
    topic = one_line(text)
    if not topic or units(topic) > TOPIC_MAX:
        raise Refusal("topic", limit=TOPIC_MAX)
    return topic


def read_application(text: str, catalogue: Catalogue) -> str:
    """The code of an application by its code or name, empty for none; Refusal("application_unknown")."""
    name = one_line(text)
    return catalogue.application(name).code if name else ""


def read_question(text: str) -> str:
    """A question in one line; Refusal("question"), with its limit."""
    question = one_line(text)
    if not question or units(question) > QUESTION_MAX:
        raise Refusal("question", limit=QUESTION_MAX)
    return question


def read_answer(text: str, question: str) -> str:
    """The answer to this question; Refusal("answer_empty"), Refusal("entry_too_long")."""
    answer = kept(text)
    if not answer:
        raise Refusal("answer_empty")
    if (length := units(question) + units(answer)) > ENTRY_MAX:
        raise Refusal("entry_too_long", limit=ENTRY_MAX, length=length)
    return answer


def read_code(text: str) -> str:
    """A code, empty where there is none; Refusal("faq_code")."""
    code = one_line(text).lower()
    if code and not (CODE.fullmatch(code) and len(code) <= CODE_MAX):
        raise Refusal("faq_code", limit=CODE_MAX)
    return code


def made_code(question: str, taken: Collection[str]) -> str:
    """A code that can be told from the question, and is none of those that are taken."""
    plain = unicodedata.normalize("NFKD", question.casefold())
    words = _WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))
    telling = [word for word in words if word not in STOP_WORDS] or words or [_NAMELESS]
    code = _shortened("-".join(telling), CODE_MAX)
    number = 1
    while code in taken:
        number += 1
        end = f"-{number}"
        code = f"{_shortened('-'.join(telling), CODE_MAX - len(end))}{end}"
    return code


def asks(question: str) -> str:
    """The question as far as two that ask the same are written alike."""
    return " ".join(question.casefold().split())


def placed(questions: Sequence[Question], one: Question) -> tuple[Question, ...]:
    """With this question instead of the one of its code, or behind the others of its topic."""
    at = next((n for n, other in enumerate(questions) if other.code == one.code), None)
    if at is not None and questions[at].topic == one.topic:
        return (*questions[:at], one, *questions[at + 1 :])
    others = [other for other in questions if other.code != one.code]
    last = max((n for n, other in enumerate(others) if other.topic == one.topic), default=len(others) - 1)
    return (*others[: last + 1], one, *others[last + 1 :])


def check_bounds(questions: Sequence[Question]) -> None:
    """Refuses `faq_full` and `topics_full`."""
    if len(questions) > MOST_QUESTIONS:
        raise Refusal("faq_full", limit=MOST_QUESTIONS)
    if len({one.topic for one in questions}) > MOST_TOPICS:
        raise Refusal("topics_full", limit=MOST_TOPICS)


def _shortened(code: str, most: int) -> str:
    """Cut behind a word where that leaves more than half."""
    if len(code) <= most:
        return code
    cut = code[: most + 1].rfind("-")
    return code[: cut if cut > most // 2 else most].strip("-")
