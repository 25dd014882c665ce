"""Add, change, remove and move questions of the FAQ, as an administrator."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from core.administration.audit import (
    AuditChange,
    AuditedRecord,
    AuditTrail,
    ChangeType,
    changed_fields,
    require_administrator,
)
from core.errors import Refusal
from core.master_data.faq import Faq, Question, to_document
from core.master_data.faq_entries import (
    check_bounds,
    code_for,
    normalised_question,
    read_answer,
    read_application,
    read_question,
    read_topic,
    with_question,
)
from core.master_data.ports import FaqCounts, MasterData, MasterDataKind
from core.people.people import Person


@dataclass(frozen=True, slots=True)
class AddQuestion:
    """Add a question; its code is made of its words, and is new to the counts of helpful answers."""

    master: MasterData
    trail: AuditTrail
    counts: FaqCounts

    def __call__(self, by: Person, one: Question, at: datetime) -> Question:
        """Return the question as it is stored.

        Refuse `not_administrator`, `question_there`, and as the readers of its fields do.
        """
        require_administrator(by)
        questions = self.master.faq.questions
        read = replace(_read(one, self.master), code="")
        refuse_duplicate(self.master.faq, read)
        added = replace(read, code=code_for(read.question, codes_taken(self.master.faq, self.counts)))
        _put(self.master, with_question(questions, added))
        self.trail.add(
            AuditChange(
                ChangeType.QUESTION_ADDED,
                added.question,
                at,
                by.id,
                {},
                question_fields(added),
                AuditedRecord.QUESTION.key(added.code),
            )
        )
        return added


@dataclass(frozen=True, slots=True)
class ChangeQuestion:
    """Change fields of a question; other fields stay as somebody else may have set them meanwhile."""

    master: MasterData
    trail: AuditTrail

    def __call__(self, by: Person, old: Question, new: Question, at: datetime) -> Question:
        """Return the question as it is stored; `old` and `new` are the question as shown and as wanted.

        Refuse `question_gone`, and as `AddQuestion` does.
        """
        require_administrator(by)
        now = find_question(self.master.faq, old.code)
        _before, changes = changed_fields(asdict(old), asdict(new))
        merged = replace(now, **{name: str(value) for name, value in changes.items() if name != "code"})
        if "application" not in changes:
            # Its application may be gone since, which must not keep other fields from being changed.
            read = replace(_read(replace(merged, application=""), self.master), application=now.application)
        else:
            read = _read(merged, self.master)
        refuse_duplicate(self.master.faq, read)
        if read != now:
            _put(self.master, with_question(self.master.faq.questions, read))
            before, after = changed_fields(question_fields(now), question_fields(read))
            self.trail.add(
                AuditChange(
                    ChangeType.QUESTION_CHANGED,
                    now.question,
                    at,
                    by.id,
                    before,
                    after,
                    AuditedRecord.QUESTION.key(now.code),
                )
            )
        return read


@dataclass(frozen=True, slots=True)
class RemoveQuestion:
    """Remove a question, with its topic if it is the last; the counts of how often it helped stay."""

    master: MasterData
    trail: AuditTrail

    def __call__(self, by: Person, code: str, at: datetime) -> Question:
        """Return the removed question; refuse `not_administrator` and `question_gone`."""
        require_administrator(by)
        removed = find_question(self.master.faq, code)
        _put(self.master, [one for one in self.master.faq.questions if one.code != code])
        fields = question_fields(removed)
        self.trail.add(
            AuditChange(
                ChangeType.QUESTION_REMOVED,
                removed.question,
                at,
                by.id,
                fields,
                {},
                AuditedRecord.QUESTION.key(code),
            )
        )
        return removed


@dataclass(frozen=True, slots=True)
class MoveQuestion:
    """Let a question change places with the one before or behind it in its topic."""

    master: MasterData
    trail: AuditTrail

    def __call__(self, by: Person, code: str, at: datetime, *, up: bool) -> int:
        """Return its place in its topic now, from 1; refuse `not_administrator` and `question_gone`."""
        require_administrator(by)
        one = find_question(self.master.faq, code)
        about = self.master.faq.about(one.topic)
        old = about.index(one)
        new = old - 1 if up else old + 1
        if not 0 <= new < len(about):
            return old + 1
        questions = list(self.master.faq.questions)
        a, b = questions.index(one), questions.index(about[new])
        questions[a], questions[b] = questions[b], questions[a]
        _put(self.master, questions)
        places = {"place": old + 1}, {"place": new + 1}
        self.trail.add(
            AuditChange(
                ChangeType.QUESTION_CHANGED,
                one.question,
                at,
                by.id,
                *places,
                AuditedRecord.QUESTION.key(code),
            )
        )
        return new + 1


def find_question(faq: Faq, code: str) -> Question:
    """Return the question of this code; refuse `question_gone`."""
    one = faq.question(code)
    if one is None:
        raise Refusal("question_gone")
    return one


def refuse_duplicate(faq: Faq, one: Question) -> None:
    """Refuse `question_there` if another question asks the same in the same words."""
    if any(
        other.code != one.code and normalised_question(other.question) == normalised_question(one.question)
        for other in faq.questions
    ):
        raise Refusal("question_there")


def codes_taken(faq: Faq, counts: FaqCounts) -> Collection[str]:
    """Return the codes of questions, and those under which the help of former ones was counted."""
    return {*(one.code for one in faq.questions), *counts.codes()}


def question_fields(one: Question) -> Mapping[str, object]:
    """Return the fields that the trail keeps of a question."""
    return {name: value for name, value in asdict(one).items() if name != "code"}


def _read(one: Question, master: MasterData) -> Question:
    return Question(
        one.code,
        read_topic(one.topic),
        read_application(one.application, master.catalogue),
        read_question(one.question),
        read_answer(one.answer),
    )


def _put(master: MasterData, questions: Sequence[Question]) -> None:
    # Fewer questions are always accepted, also if there were too many before.
    if len(questions) >= len(master.faq.questions):
        check_bounds(questions)
    master.put(MasterDataKind.FAQ, to_document(questions))
