"""Let numbers go on behind a gap, so that none is given twice after an older copy was restored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, bindparam, func, select, text, update

from core.tickets.numbers import month_key
from storage.schema import tables as t
from storage.schema.ids import FLOORED, raise_floor
from storage.schema.ops import Op
from storage.schema.upserts import upsert

# More than what an office files, for one letter of a number, between a copy and the hour it is restored:
# numbers hold the day, so that those of one day alone could meet.
GAP = 1000

_PUT = upsert(t.counters, ("prefix", "month"), ("last",))
_PUT_BACK = (
    update(t.copies)
    .where(t.copies.c.unique_ref == bindparam("this"), t.copies.c.state == "kept")
    .values(state="wanted", attempts=0)
)
_LAST = text(
    "SELECT sequencename, coalesce(last_value, start_value) FROM pg_sequences "
    "WHERE schemaname = current_schema()"
)
_SET = text("SELECT setval(CAST(quote_ident(:name) AS regclass), :last)")


def leave_gaps(connection: Connection, prefixes: Iterable[str], made: date, today: date) -> None:
    """Raise every counter, the next id of every table, and the revision of every chat's screen by `GAP`.

    `prefixes` are all that a ticket number may begin with: what was filed after the copy may have the first
    number of a counter that the copy does not know.
    """
    months = set(_months(made, today))
    known = {(row.prefix, row.month): row.last for row in connection.execute(select(t.counters))}
    rows = {(prefix, month): 0 for prefix in prefixes for month in months} | {
        key: last for key, last in known.items() if key[1] in months
    }
    for (prefix, month), last in rows.items():
        connection.execute(_PUT, {"prefix": prefix, "month": month, "last": last + GAP})
    # A button of a screen that came later must not fit one that is still to come.
    connection.execute(update(t.chats).values(revision=t.chats.c.revision + GAP))
    if connection.dialect.name == "postgresql":
        for name, last in connection.execute(_LAST).all():
            connection.execute(_SET, {"name": name, "last": last + GAP})
        return
    for table in FLOORED:
        last = connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()
        raise_floor(connection, table, last + GAP)
    connection.execute(text("UPDATE sqlite_sequence SET seq = seq + :gap"), {"gap": GAP})


@dataclass(frozen=True, slots=True)
class OutboxCounts:
    """The content of an outbox: messages to chats and events to be told, and letters."""

    messages: int
    letters: int


def count_waiting(connection: Connection) -> OutboxCounts:
    """Return what a restored outbox will send."""
    counted = select(func.count()).select_from(t.outbox).where(t.outbox.c.failed_at.is_(None))
    letters = connection.execute(counted.where(t.outbox.c.op == Op.MAIL.value)).scalar_one()
    return OutboxCounts(connection.execute(counted).scalar_one() - letters, letters)


def kept_portion(connection: Connection, after: str) -> list[str]:
    """Return the next 1,000 references of files that the archive should have, in order."""
    found = select(t.copies.c.unique_ref).where(t.copies.c.state == "kept", t.copies.c.unique_ref > after)
    return list(connection.execute(found.order_by(t.copies.c.unique_ref).limit(1000)).scalars())


def want_again(connection: Connection, references: Iterable[str]) -> None:
    """Let files be fetched anew of which the copy is missing."""
    for reference in references:
        connection.execute(_PUT_BACK, {"this": reference})


def _months(since: date, until: date) -> Iterable[str]:
    """Yield the keys of all months that a counter may have run in between two days, a day more each way."""
    day = since.replace(day=1)
    while day <= until:
        yield month_key(day)
        day = day.replace(year=day.year + day.month // 12, month=day.month % 12 + 1)
