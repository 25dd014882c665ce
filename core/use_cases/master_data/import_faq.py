"""Import questions of the FAQ from the rows of a file, each checked on its own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as dataclass_replace
from datetime import datetime

from core.administration.audit import AuditChange, AuditTrail, ChangeType, require_administrator
from core.errors import Refusal
from core.input.characters import plain
from core.master_data.faq import MOST_QUESTIONS, Question, to_document
from core.master_data.faq_entries import (
    check_bounds,
    code_for,
    normalised_question,
    read_answer,
    read_application,
    read_code,
    read_question,
    read_topic,
    with_question,
)
from core.master_data.ports import FaqCounts, MasterData, MasterDataKind
from core.people.people import Person
from core.use_cases.master_data.manage_faq import codes_taken, question_fields
from core.words import _

# Subject of an import in the audit trail.
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
    """A row that could not be taken, and why; `cells` are those of a row that could not even be read."""

    number: int
    refusal: Refusal
    cells: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class FaqImportResult:
    """Result of an import: numbers of questions, and the rows that could not be taken."""

    added: int = 0
    changed: int = 0
    same: int = 0
    dropped: int = 0
    wrong: Sequence[WrongRow] = ()


@dataclass(slots=True)
class _Work:
    """The questions while rows of the file are put among them."""

    questions: tuple[Question, ...]
    taken_codes: set[str]
    # A row further down may yet change a question of one of these codes.
    codes_in_file: set[str]
    # Codes that a row of the file has claimed, with each question as it was before: None for a new one.
    claimed: dict[str, Question | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImportFaq:
    """Import rows: each replaces the question of its code, or that of its words, or is added."""

    master: MasterData
    trail: AuditTrail
    counts: FaqCounts

    def __call__(
        self,
        by: Person | None,
        rows: Iterable[FaqRow | WrongRow],
        at: datetime,
        *,
        replace: bool = False,
    ) -> FaqImportResult:
        """Return the result; `by` is None on the command line.

        What a row leaves empty stays as it is. With `replace` it is erased, questions that are not in the
        file are dropped, and a file with a wrong row changes nothing. Refuse `not_administrator`, `faq_full`,
        `topics_full` and `faq_rows_none`.
        """
        if by is not None:
            require_administrator(by)
        faq = self.master.faq
        rows = list(rows)
        codes_in_file = {plain(row.code).strip().lower() for row in rows if isinstance(row, FaqRow)}
        work = _Work(faq.questions, {*codes_taken(faq, self.counts)}, codes_in_file)
        wrong: list[WrongRow] = []
        for row in rows:
            try:
                if isinstance(row, WrongRow):
                    raise row.refusal
                self._apply(row if replace else _filled(row, work), work)
            except Refusal as refusal:
                wrong.append(WrongRow(row.number, refusal))
        if not work.claimed and not wrong:
            raise Refusal("faq_rows_none")
        if replace and wrong:
            return FaqImportResult(wrong=wrong)
        questions = [one for one in work.questions if not replace or one.code in work.claimed]
        if replace:
            order = {code: place for place, code in enumerate(work.claimed)}
            questions.sort(key=lambda one: order[one.code])
        check_bounds(questions)
        _check_distinct(questions, work.claimed)
        return self._store(by, questions, work, wrong, at)

    def _apply(self, row: FaqRow, work: _Work) -> None:
        """Put one row among the questions, or refuse it."""
        question = read_question(row.question)
        code = read_code(row.code)
        same = next(
            (
                one
                for one in work.questions
                if normalised_question(one.question) == normalised_question(question)
            ),
            None,
        )
        replaced = next((one for one in work.questions if code and one.code == code), None) or same
        if replaced is not None and replaced.code in work.claimed:
            raise Refusal("row_twice")
        if same is not None and replaced is not same:
            if same.code in work.claimed:
                raise Refusal("row_twice")
            if same.code not in work.codes_in_file:
                raise Refusal("question_there")
        if replaced is None and len(work.claimed) >= MOST_QUESTIONS:
            raise Refusal("faq_full", limit=MOST_QUESTIONS)
        application = row.application
        if replaced is None or application.strip() != replaced.application:
            application = read_application(application, self.master.catalogue)
        one = Question(
            replaced.code if replaced else code or code_for(question, work.taken_codes),
            read_topic(row.topic),
            application.strip(),
            question,
            read_answer(row.answer),
        )
        work.questions = with_question(work.questions, one)
        work.taken_codes.add(one.code)
        work.claimed[one.code] = replaced

    def _store(
        self,
        by: Person | None,
        questions: Sequence[Question],
        work: _Work,
        wrong: Sequence[WrongRow],
        at: datetime,
    ) -> FaqImportResult:
        """Store the questions if they changed, record the import, and return its result."""
        before = self.master.faq.questions
        stays = {one.code for one in questions}
        dropped = [one for one in before if one.code not in stays]
        added = [one for one in questions if work.claimed.get(one.code, one) is None]
        changed = [one for one in before if one.code in stays and one not in questions]
        if tuple(questions) != before:
            self.master.put(MasterDataKind.FAQ, to_document(questions))
            lost = [question_fields(one) for one in (*changed, *dropped)]
            old_values: Mapping[str, object] = {"questions": lost} if lost else {}
            counts: Mapping[str, object] = {
                "added": len(added),
                "changed": len(changed),
                "dropped": len(dropped),
            }
            self.trail.add(
                AuditChange(ChangeType.FAQ_IMPORTED, SUBJECT, at, by.id if by else None, old_values, counts)
            )
        same = len(work.claimed) - len(added) - len(changed)
        return FaqImportResult(len(added), len(changed), same, len(dropped), wrong)


def _filled(row: FaqRow, work: _Work) -> FaqRow:
    """Return the row, its empty cells filled from the question that it is about, if there is one."""
    code, asked = plain(row.code).strip().lower(), normalised_question(row.question)
    there = next((one for one in work.questions if code and one.code == code), None) or next(
        (one for one in work.questions if asked and normalised_question(one.question) == asked), None
    )
    if there is None:
        return row
    names = ("topic", "application", "question", "answer")
    kept = {name: getattr(there, name) for name in names if not plain(getattr(row, name)).strip()}
    return dataclass_replace(row, **kept)


def _check_distinct(questions: Sequence[Question], claimed: Collection[str]) -> None:
    """Refuse `row_twice` where a row asks the same as a question whose own change in the file failed."""
    by_words: dict[str, str] = {}
    for one in questions:
        other = by_words.setdefault(normalised_question(one.question), one.code)
        if other != one.code and not {other, one.code}.isdisjoint(claimed):
            raise Refusal("row_twice")
