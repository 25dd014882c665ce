"""Import questions of the FAQ from the rows of a file, each judged on its own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from core.audit import Change, Changed, Trail, require_administrator
from core.errors import Refusal
from core.faq import MOST_QUESTIONS, Question, to_document
from core.faq_entries import (
    asks,
    check_bounds,
    made_code,
    placed,
    read_answer,
    read_application,
    read_code,
    read_question,
    read_topic,
)
from core.people import Person
from core.ports import Body, FaqCounts, MasterData
from core.use_cases.look_after_faq import codes_taken, facts_of
from core.words import _

# What the trail calls it.
SUBJECT = _("FAQ")


@dataclass(frozen=True, slots=True)
class FaqRow:
    """A row as it stands in the file, under its number there; `code` may be empty."""

    number: int
    topic: str
    application: str
    question: str
    answer: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class WrongRow:
    """What is wrong with the row of this number."""

    number: int
    no: Refusal


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import: numbers of questions, and the rows that could not be taken."""

    added: int = 0
    changed: int = 0
    same: int = 0
    dropped: int = 0
    wrong: Sequence[WrongRow] = ()


@dataclass(slots=True)
class _Work:
    """The questions while rows are put among them."""

    questions: tuple[Question, ...]
    taken: set[str]
    # Codes that stand in the file: what asks the same as one of them may be about to be changed.
    coming: set[str]
    # Codes that a row of the file has claimed, with how each question was before: None for a new one.
    claimed: dict[str, Question | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImportFaq:
    """A row replaces the question of the same code, or else the one that asks the same; others are added."""

    master: MasterData
    trail: Trail
    counts: FaqCounts

    def __call__(
        self,
        by: Person | None,
        rows: Iterable[FaqRow | WrongRow],
        at: datetime,
        *,
        replace: bool = False,
    ) -> Imported:
        """What came of it; `by` is None on the command line.

        With `replace`, questions that are not in the file are dropped, and a file with a wrong row changes
        nothing. Refuses `not_administrator`, `faq_full`, `topics_full` and `faq_rows_none`.
        """
        if by is not None:
            require_administrator(by)
        faq = self.master.faq
        rows = list(rows)
        coming = {row.code.strip().lower() for row in rows if isinstance(row, FaqRow)}
        work = _Work(faq.questions, {*codes_taken(faq, self.counts)}, coming)
        wrong: list[WrongRow] = []
        for row in rows:
            try:
                if isinstance(row, WrongRow):
                    raise row.no
                self._take(row, work)
            except Refusal as no:
                wrong.append(WrongRow(row.number, no))
        if not work.claimed and not wrong:
            raise Refusal("faq_rows_none")
        if replace and wrong:
            return Imported(wrong=wrong)
        questions = [one for one in work.questions if not replace or one.code in work.claimed]
        if replace:
            order = {code: place for place, code in enumerate(work.claimed)}
            questions.sort(key=lambda one: order[one.code])
        check_bounds(questions)
        _check_told_apart(questions, work.claimed)
        return self._finish(by, questions, work, wrong, at)

    def _take(self, row: FaqRow, work: _Work) -> None:
        question = read_question(row.question)
        code = read_code(row.code)
        same = next((one for one in work.questions if asks(one.question) == asks(question)), None)
        was = next((one for one in work.questions if code and one.code == code), None) or same
        if was is not None and was.code in work.claimed:
            raise Refusal("row_twice")
        if same is not None and was is not same:
            if same.code in work.claimed:
                raise Refusal("row_twice")
            if same.code not in work.coming:
                raise Refusal("question_there")
        if was is None and len(work.claimed) >= MOST_QUESTIONS:
            raise Refusal("faq_full", limit=MOST_QUESTIONS)
        application = row.application
        if was is None or application.strip() != was.application:
            application = read_application(application, self.master.catalogue)
        one = Question(
            was.code if was else code or made_code(question, work.taken),
            read_topic(row.topic),
            application.strip(),
            question,
            read_answer(row.answer, question),
        )
        work.questions = placed(work.questions, one)
        work.taken.add(one.code)
        work.claimed[one.code] = was

    def _finish(
        self,
        by: Person | None,
        questions: Sequence[Question],
        work: _Work,
        wrong: Sequence[WrongRow],
        at: datetime,
    ) -> Imported:
        before = self.master.faq.questions
        stays = {one.code for one in questions}
        dropped = [one for one in before if one.code not in stays]
        added = [one for one in questions if work.claimed.get(one.code, one) is None]
        changed = [one for one in before if one.code in stays and one not in questions]
        if tuple(questions) != before:
            self.master.put(Body.FAQ, to_document(questions))
            lost = [facts_of(one) for one in (*changed, *dropped)]
            was: Mapping[str, object] = {"questions": lost} if lost else {}
            counts: Mapping[str, object] = {
                "added": len(added),
                "changed": len(changed),
                "dropped": len(dropped),
            }
            self.trail.add(Change(Changed.FAQ_IMPORTED, SUBJECT, at, by.id if by else None, was, counts))
        same = len(work.claimed) - len(added) - len(changed)
        return Imported(len(added), len(changed), same, len(dropped), wrong)


def _check_told_apart(questions: Sequence[Question], claimed: Collection[str]) -> None:
    """Refuses `row_twice` where a row asks what stands there still: it was to be changed, and was not."""
    by_words: dict[str, str] = {}
    for one in questions:
        other = by_words.setdefault(asks(one.question), one.code)
        if other != one.code and not {other, one.code}.isdisjoint(claimed):
            raise Refusal("row_twice")
