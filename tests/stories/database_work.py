"""Count what the whole bot asks of its database: statements, and the transactions that hold them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Engine, event

# What begins, ends or divides a transaction, and is no statement of its own here.
FRAME = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "COMMIT", "PRAGMA")


@dataclass
class DatabaseWork:
    """Count what all engines of this process were asked; units of work that share a commit count once."""

    statements: Counter[str] = field(default_factory=Counter)
    transactions: int = 0

    def __str__(self) -> str:
        """List the statements, the most frequent first."""
        asked = "\n".join(f"{count:5} {words[:300]}" for words, count in self.statements.most_common())
        return f"{self.statements.total()} statements in {self.transactions} transactions:\n{asked}"


@contextmanager
def counted() -> Iterator[DatabaseWork]:
    """Count what is asked within the block."""
    work = DatabaseWork()

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if not statement.startswith(FRAME):
            work.statements[" ".join(statement.split())] += 1

    def begin(_connection: object) -> None:
        work.transactions += 1

    event.listen(Engine, "before_cursor_execute", note)
    event.listen(Engine, "begin", begin)
    try:
        yield work
    finally:
        event.remove(Engine, "before_cursor_execute", note)
        event.remove(Engine, "begin", begin)
