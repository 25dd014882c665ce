"""The kinds of columns that mean the same on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

# What a column of four bytes holds. No number of ours comes near; one from a forged button may be anything.
LARGEST = 2**31 - 1

# SQLite numbers rows by itself only in a column that is called INTEGER.
Id = BigInteger().with_variant(Integer(), "sqlite")

# Not JSONB: nothing here is searched by what is inside, JSONB is dearer to write, and it refuses the
# character NUL, which a person may send. An absent document is SQL's NULL, so that `IS NULL` finds it.
Document = JSON(none_as_null=True)


class Instant(TypeDecorator[datetime]):
    """A moment in UTC, timezone-aware both ways; on SQLite a text that sorts as time does."""

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
