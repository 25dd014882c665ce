"""Column types that behave alike on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

# The largest value of a column of four bytes. Ids stay far below it; a number from a forged button may exceed
# it, and PostgreSQL would raise an error.
LARGEST = 2**31 - 1
# Below every chat id: those of groups are negative.
LOWEST = -(2**63)

# SQLite numbers rows automatically only in a column of the type INTEGER.
Id = BigInteger().with_variant(Integer(), "sqlite")

# JSON and not JSONB: no query looks inside a document, JSONB costs more to write, and it refuses the
# character NUL, which a person may send. A missing document is SQL's NULL, so that `IS NULL` finds it.
Document = JSON(none_as_null=True)


class Instant(TypeDecorator[datetime]):
    """A moment in UTC, timezone-aware both ways; on SQLite a text that sorts by time.

    ValueError for a moment without a time zone.
    """

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[str] | TypeEngine[datetime]:
        return Text() if dialect.name == "sqlite" else DateTime(timezone=True)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an instant needs its time zone: {value}")
        instant = value.astimezone(UTC)
        return instant.isoformat(" ", "microseconds") if dialect.name == "sqlite" else instant

    def process_result_value(
        self,
        value: str | datetime | None,
        dialect: Dialect,
    ) -> datetime | None:
        return datetime.fromisoformat(value) if isinstance(value, str) else value
