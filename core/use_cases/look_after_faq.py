"""Look after the FAQ as an administrator: add, change, remove and put in order its questions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from core.audit import Change, Changed, Trail, differences, require_administrator
from core.errors import Refusal
from core.faq import Faq, Question, to_document
from core.faq_entries import (
    asks,
    check_bounds,
    made_code,
    placed,
    read_answer,
    read_application,
    read_question,
    read_topic,
)
from core.people import Person
from core.ports import Body, FaqCounts, MasterData


@dataclass(frozen=True, slots=True)
class AddQuestion:
    """The code is made from the question, and is none under which another's help was ever counted."""

    master: MasterData
    trail: Trail
    counts: FaqCounts

    def __call__(self, by: Person, one: Question, at: datetime) -> Question:
        """The question as it is now; refuses `not_administrator`, `question_there`, and as it is read."""
        require_administrator(by)
        questions = self.master.faq.questions
        read = replace(_read(one, self.master), code="")
        refuse_twice(self.master.faq, read)
        made = replace(read, code=made_code(read.question, codes_taken(self.master.faq, self.counts)))
        _put(self.master, placed(questions, made))
        self.trail.add(Change(Changed.QUESTION_ADDED, made.question, at, by.id, {}, facts_of(made)))
        return made


@dataclass(frozen=True, slots=True)
class ChangeQuestion:
    """What somebody else changed meanwhile stays, where it is not what is changed here."""

    master: MasterData
    trail: Trail

    def __call__(self, by: Person, was: Question, wanted: Question, at: datetime) -> Question:
        """The question as it is now; refuses `question_gone` and as `AddQuestion` does."""
        require_administrator(by)
        now = known(self.master.faq, was.code)
        _same, mine = differences(asdict(was), asdict(wanted))
        merged = replace(now, **{name: str(value) for name, value in mine.items() if name != "code"})
        if "application" not in mine:
            # Its application may be gone since, which is no reason not to mend the answer.
            read = replace(_read(replace(merged, application=""), self.master), application=now.application)
        else:
            read = _read(merged, self.master)
        refuse_twice(self.master.faq, read)
        if read != now:
            _put(self.master, placed(self.master.faq.questions, read))
            before, after = differences(facts_of(now), facts_of(read))
            self.trail.add(Change(Changed.QUESTION_CHANGED, now.question, at, by.id, before, after))
        return read


@dataclass(frozen=True, slots=True)
class RemoveQuestion:
    """How often it helped stays counted; its topic goes with its last question."""

    master: MasterData
    trail: Trail

    def __call__(self, by: Person, code: str, at: datetime) -> Question:
        """The question that was; refuses `not_administrator` and `question_gone`."""
        require_administrator(by)
        gone = known(self.master.faq, code)
        _put(self.master, [one for one in self.master.faq.questions if one.code != code])
        self.trail.add(Change(Changed.QUESTION_REMOVED, gone.question, at, by.id, facts_of(gone), {}))
        return gone


@dataclass(frozen=True, slots=True)
class MoveQuestion:
    """A question changes places with the one before or behind it in its topic."""

    master: MasterData
    trail: Trail

    def __call__(self, by: Person, code: str, at: datetime, *, up: bool) -> int:
        """Its place in its topic now, from 1; refuses `not_administrator` and `question_gone`."""
        require_administrator(by)
        one = known(self.master.faq, code)
        about = self.master.faq.about(one.topic)
        here = about.index(one)
        there = here - 1 if up else here + 1
        if not 0 <= there < len(about):
            return here + 1
        questions = list(self.master.faq.questions)
        a, b = questions.index(one), questions.index(about[there])
        questions[a], questions[b] = questions[b], questions[a]
        _put(self.master, questions)
        places = {"place": here + 1}, {"place": there + 1}
        self.trail.add(Change(Changed.QUESTION_CHANGED, one.question, at, by.id, *places))
        return there + 1


def known(faq: Faq, code: str) -> Question:
    """The question of this code; refuses `question_gone`."""
    one = faq.question(code)
    if one is None:
        raise Refusal("question_gone")
    return one


def refuse_twice(faq: Faq, one: Question) -> None:
    """Refuses `question_there` where another question asks the same in the same words."""
    if any(other.code != one.code and asks(other.question) == asks(one.question) for other in faq.questions):
        raise Refusal("question_there")


def codes_taken(faq: Faq, counts: FaqCounts) -> Collection[str]:
    """Those of questions, and those under which the help of former ones was counted."""
    return {*(one.code for one in faq.questions), *counts.codes()}


def facts_of(one: Question) -> Mapping[str, object]:
    """What the trail keeps of a question."""
    return {name: value for name, value in asdict(one).items() if name != "code"}


def _read(one: Question, master: MasterData) -> Question:
    question = read_question(one.question)
    return Question(
        one.code,
        read_topic(one.topic),
        read_application(one.application, master.catalogue),
        question,
        read_answer(one.answer, question),
    )


def _put(master: MasterData, questions: Sequence[Question]) -> None:
    # Fewer are always welcome, also where an older edition had too many.
    if len(questions) >= len(master.faq.questions):
        check_bounds(questions)
    master.put(Body.FAQ, to_document(questions))
