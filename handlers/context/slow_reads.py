"""Answer questions that take too long for a transaction: undo it, find the answer, and run it again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable
from typing import Protocol, TypeAlias, TypeVar, cast

from handlers.context.transaction_context import TransactionContext

T = TypeVar("T")


class SnapshotReader(Protocol):
    """Reads the database on a snapshot, outside of the transaction that needs the answer."""

    async def read(self, question: Hashable, read: Callable[[TransactionContext], T]) -> T:
        """Return what `read` finds; it may be shared with others who ask the same question."""


# Finds an answer while no transaction is open; it ignores the reader if the answer is not in the database.
FindAnswer: TypeAlias = Callable[[SnapshotReader], Awaitable[T]]


class SlowReadNeeded(Exception):
    """Undo this transaction: it has to be run again once `find` has answered `question`.

    `question` names everything that the answer depends on, and so also what the person may see: someone
    who may see less by the time of the second run asks another question.
    """

    def __init__(self, question: Hashable, find: FindAnswer[object]) -> None:
        super().__init__(question)
        self.question = question
        self.find = find


class PrefetchedAnswers:
    """Answers found for one update between the runs of its transaction."""

    def __init__(self) -> None:
        self._answers: dict[Hashable, object] = {}

    def get(self, question: Hashable, find: FindAnswer[T]) -> T:
        """Return the answer; raise `SlowReadNeeded` where it has not been found yet."""
        if question not in self._answers:
            raise SlowReadNeeded(question, find)
        return cast("T", self._answers[question])

    async def fetch(self, needed: SlowReadNeeded, reader: SnapshotReader) -> None:
        """Find the answer and keep it for the next run; raise what finding it raises."""
        self._answers[needed.question] = await needed.find(reader)
