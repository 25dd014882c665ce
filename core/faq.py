"""Questions that are asked again and again with their answers, and which of them fit what is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache, partial

from core.faq_words import terms

# It travels in buttons, and helpful answers are counted by it.
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CODE_MAX = 24
# Units, as Telegram counts a text: three entries with their answers fit one message, and so do a page of
# questions and those that a search finds.
ENTRY_MAX = 1000
QUESTION_MAX = 300
TOPIC_MAX = 40
# Each topic is a button, of which a message takes a hundred; each question is weighed for every title.
MOST_TOPICS = 40
MOST_QUESTIONS = 500
MOST_OFFERED = 3
# Shared words with which a question fits in part; with fewer it has to be said whole.
ENOUGH = 3
FEWEST = 2
MOST_FOUND = 8
# Titles whose fitting answers are remembered: a talk asks for them at each of its steps.
REMEMBERED = 512


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `application` is the code of the one that it is about, or empty for none of them."""

    code: str
    topic: str
    application: str
    question: str
    answer: str


class Faq:
    """All questions, in the order in which they are shown."""

    def __init__(self, questions: Iterable[Question] = ()) -> None:
        self.questions = tuple(questions)
        self.fitting: Callable[[str], Sequence[Question]] = lru_cache(REMEMBERED)(
            partial(fitting, self.questions)
        )

    @property
    def topics(self) -> list[str]:
        return list(dict.fromkeys(one.topic for one in self.questions))

    def about(self, topic: str) -> list[Question]:
        return [one for one in self.questions if one.topic == topic]

    def question(self, code: str) -> Question | None:
        """None where the code is not, or no longer, that of a question."""
        return next((one for one in self.questions if one.code == code), None)


def read_faq(parsed_json: object) -> Faq:
    """The questions of `data/faq.json`; ValueError says what is broken, and where."""
    if not isinstance(parsed_json, list):
        raise ValueError("the FAQ: a list is needed")  # noqa: TRY004 - the data is wrong, not the call
    questions = [_question(entry, f"question {at}") for at, entry in enumerate(parsed_json, 1)]
    codes = [one.code for one in questions]
    if twice := sorted({code for code in codes if codes.count(code) > 1}):
        raise ValueError(f"code there twice: {', '.join(twice)}")
    return Faq(questions)


def to_document(questions: Iterable[Question]) -> list[dict[str, str]]:
    """What `read_faq` reads."""
    return [asdict(one) for one in questions]


def units(text: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def fitting(questions: Iterable[Question], text: str, limit: int = MOST_OFFERED) -> Sequence[Question]:
    """The questions that this text asks, best first; none where that is not plain.

    Three meaningful words or more are shared, at least three quarters of the text's and more than half of the
    question's; two are enough where the question has no others. Whoever writes a ticket is held up by these,
    so one too few is better than a wrong one. The application and the topic need not stand in the question,
    nor the role in the text.
    """
    said = terms(text)
    ranked: list[tuple[float, float, int, Question]] = []
    for one in questions:
        asked, place = terms(one.question), terms(f"{one.topic} {one.application}")
        counted = [term for term in said if term.in_(asked) or not term.in_(place)]
        shared = [term for term in counted if term.in_(asked)]
        needed = [term for term in asked if not term.is_role]
        met = [term for term in needed if term.in_(said)]
        most_of_question = 2 * len(met) > len(needed) if len(shared) >= ENOUGH else met == needed
        if len(shared) >= FEWEST and 4 * len(shared) >= 3 * len(counted) and most_of_question:
            ranked.append((-len(shared) / len(counted), -len(shared) / len(asked), len(ranked), one))
    return tuple(one for *_score, one in sorted(ranked)[:limit])


def found(questions: Iterable[Question], text: str, limit: int = MOST_FOUND) -> Sequence[Question]:
    """The questions in which at least half of the words looked for occur, best first."""
    wanted = terms(text)
    ranked: list[tuple[int, int, int, Question]] = []
    for one in questions:
        asked, more = terms(one.question), terms(f"{one.topic} {one.application} {one.answer}")
        here = [term for term in wanted if term.in_(asked)]
        anywhere = [term for term in wanted if term in here or term.in_(more)]
        if anywhere and 2 * len(anywhere) >= len(wanted):
            ranked.append((-len(anywhere), -len(here), len(ranked), one))
    return tuple(one for *_score, one in sorted(ranked)[:limit])


def _question(entry: object, place: str) -> Question:
    if not isinstance(entry, dict):
        raise ValueError(f"{place}: an object is needed")  # noqa: TRY004 - the data is wrong, not the call
    fields = {name: _text(entry, name, place) for name in ("code", "topic", "question", "answer")}
    if not CODE.fullmatch(fields["code"]) or len(fields["code"]) > CODE_MAX:
        raise ValueError(f"{place}: a code has at most {CODE_MAX} of a-z, 0-9 and -, not {fields['code']!r}")
    for name, most in (("topic", TOPIC_MAX), ("question", QUESTION_MAX)):
        if units(fields[name]) > most:
            raise ValueError(f"{place}: {name} has more than {most} characters")
    if units(fields["question"]) + units(fields["answer"]) > ENTRY_MAX:
        raise ValueError(f"{place}: question and answer have more than {ENTRY_MAX} characters")
    application = entry.get("application", "")
    if not isinstance(application, str):
        raise ValueError(f"{place}: application has to be a text")  # noqa: TRY004 - as above
    return Question(fields["code"], fields["topic"], application, fields["question"], fields["answer"])


def _text(entry: dict[object, object], name: str, place: str) -> str:
    value = entry.get(name)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{place}: {name} has to be a text")
    return value.strip()
