"""Questions of the FAQ with their answers, and which of them fit a text that somebody writes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from core.input.text_length import utf16_length
from core.master_data.codes import check_code
from core.master_data.faq_words import tells_failure, terms

# UTF-16 units, in which Telegram counts a text: an answer alone fits one message, and so do a page of
# questions and those that a search finds.
ANSWER_MAX = 4000
QUESTION_MAX = 300
TOPIC_MAX = 40
# Each topic is a button, of which a message takes a hundred; each question is compared with every title.
MOST_TOPICS = 40
MOST_QUESTIONS = 500
MOST_OFFERED = 3
# Shared words with which a question may fit in part; with fewer, all of its words have to be shared.
ENOUGH_SHARED = 3
FEWEST_SHARED = 2
MOST_FOUND = 8


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answer.

    `application` is the code of the application that it is about, empty for none.
    """

    code: str
    topic: str
    application: str
    question: str
    answer: str


class Faq:
    """All questions in the order in which they are shown."""

    def __init__(self, questions: Iterable[Question] = ()) -> None:
        self.questions = tuple(questions)

    @property
    def topics(self) -> list[str]:
        """Return the topics in the order of their first questions."""
        return list(dict.fromkeys(one.topic for one in self.questions))

    def about(self, topic: str) -> list[Question]:
        """Return the questions of a topic."""
        return [one for one in self.questions if one.topic == topic]

    def question(self, code: str) -> Question | None:
        """Return the question of this code; None if there is none, or none any more."""
        return next((one for one in self.questions if one.code == code), None)


def read_faq(parsed_json: object) -> Faq:
    """Return the FAQ that a document like `data/faq.json` holds.

    Raise ValueError that says what is wrong, and where.
    """
    if not isinstance(parsed_json, list):
        raise ValueError("the FAQ: a list is needed")  # noqa: TRY004 - the data is wrong, not the call
    questions = [_question(entry, f"question {at}") for at, entry in enumerate(parsed_json, 1)]
    codes = [one.code for one in questions]
    if twice := sorted({code for code in codes if codes.count(code) > 1}):
        raise ValueError(f"code there twice: {', '.join(twice)}")
    return Faq(questions)


def to_document(questions: Iterable[Question]) -> list[dict[str, str]]:
    """Return the questions as the document that `read_faq` reads."""
    return [asdict(one) for one in questions]


def matching_questions(
    questions: Iterable[Question], text: str, limit: int = MOST_OFFERED
) -> Sequence[Question]:
    """Return the questions that this text asks, best first; none unless that is plain.

    At least three meaningful words have to be shared, which are three quarters of the text's and more than
    half of the question's; two are enough if the question has no others. Words of the topic and application
    need not stand in the question, nor names of roles in the text. Who tells of a failure is not told how
    something is done, nor the other way round. A person who writes a ticket is held up by these questions, so
    one too few is better than a wrong one.
    """
    written, fails = terms(text), tells_failure(text)
    ranked: list[tuple[float, float, int, Question]] = []
    for one in questions:
        if tells_failure(one.question) != fails:
            continue
        asked, about = terms(one.question), terms(f"{one.topic} {one.application}")
        counted = [term for term in written if term.is_among(asked) or not term.is_among(about)]
        shared = [term for term in counted if term.is_among(asked)]
        needed = [term for term in asked if not term.is_role]
        met = [term for term in needed if term.is_among(written)]
        most_of_question = 2 * len(met) > len(needed) if len(shared) >= ENOUGH_SHARED else met == needed
        if len(shared) >= FEWEST_SHARED and 4 * len(shared) >= 3 * len(counted) and most_of_question:
            ranked.append((-len(shared) / len(counted), -len(shared) / len(asked), len(ranked), one))
    return tuple(one for *_score, one in sorted(ranked)[:limit])


def search_questions(questions: Iterable[Question], text: str, limit: int = MOST_FOUND) -> Sequence[Question]:
    """Return the questions that hold at least half of the words searched for, best first."""
    searched = terms(text)
    ranked: list[tuple[int, int, int, Question]] = []
    for one in questions:
        asked, elsewhere = terms(one.question), terms(f"{one.topic} {one.application} {one.answer}")
        in_question = [term for term in searched if term.is_among(asked)]
        found = [term for term in searched if term in in_question or term.is_among(elsewhere)]
        if found and 2 * len(found) >= len(searched):
            ranked.append((-len(found), -len(in_question), len(ranked), one))
    return tuple(one for *_score, one in sorted(ranked)[:limit])


def _question(entry: object, place: str) -> Question:
    if not isinstance(entry, dict):
        raise ValueError(f"{place}: an object is needed")  # noqa: TRY004 - the data is wrong, not the call
    fields = {name: _text(entry, name, place) for name in ("code", "topic", "question", "answer")}
    check_code(fields["code"], place)
    for name, most in (("topic", TOPIC_MAX), ("question", QUESTION_MAX), ("answer", ANSWER_MAX)):
        if utf16_length(fields[name]) > most:
            raise ValueError(f"{place}: {name} has more than {most} characters")
    application = entry.get("application", "")
    if not isinstance(application, str):
        raise ValueError(f"{place}: application has to be a text")  # noqa: TRY004 - as above
    return Question(fields["code"], fields["topic"], application, fields["question"], fields["answer"])


def _text(entry: dict[object, object], name: str, place: str) -> str:
    value = entry.get(name)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{place}: {name} has to be a text")
    return value.strip()
