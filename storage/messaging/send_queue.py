"""Choose what the courier sends next, and put off what it could not send."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
    update,
)

from storage.messaging.outbox import NO_DELAY, OutboxRow, outbox_row
from storage.schema import tables as t
from storage.schema.ops import Op

# The priorities of answers to a person, the smallest number, and to a chat in which nobody is signed in.
ANSWER, GUEST = 0, 1
# Before every chat: where the search for due chats begins.
BEGINNING = (-1, 0)
# A row that failed so often alone goes behind all others of its chat, about a minute after its first attempt.
SET_BACK_AFTER, SET_BACK_BY = 6, 100

# Written into the statements, as in the conditions of the indexes `outbox_turn` and `outbox_letters`.
_JOB: ColumnElement[str] = literal_column(f"'{Op.JOB.value}'")


def _waits(row: Any) -> ColumnElement[bool]:
    """Return the condition that a row is to be sent to a chat."""
    return and_(row.c.failed_at.is_(None), row.c.chat_id.is_not(None), row.c.op != _JOB)


_head, _earlier, _newest, _last = (t.outbox.alias(name) for name in ("head", "earlier", "newest", "last"))


def _first_behind(priority: Any, chat_id: Any, last: Any = None) -> Any:
    """Return a scalar subquery for the first row of the next (priority, chat id) in this order.

    SQLite seeks in the index `outbox_turn` only where each part has a comparison of its own.
    """
    same, less = t.outbox.alias(), t.outbox.alias()
    of_priority = select(same.c.id).where(_waits(same), same.c.priority == priority, same.c.chat_id > chat_id)
    of_others = select(less.c.id).where(_waits(less), less.c.priority > priority)
    found = (
        of_priority.order_by(same.c.chat_id, same.c.id).limit(1),
        of_others.order_by(less.c.priority, less.c.chat_id, less.c.id).limit(1),
    )
    if last is not None:
        found = (found[0].correlate(last), found[1].correlate(last))
    return func.coalesce(*(part.scalar_subquery() for part in found))


# Jump from one (priority, chat) to the next, so that rows behind the first of a chat cost nothing, however
# many there are.
_turns = select(_first_behind(bindparam("priority"), bindparam("chat")).label("id")).cte(
    "turns", recursive=True
)
_turns = _turns.union_all(
    select(_first_behind(_last.c.priority, _last.c.chat_id, _last)).select_from(
        _turns.join(_last, _last.c.id == _turns.c.id)
    )
)
# An update of the person since the last failure has put a newer answer into their chat: that ends its waits.
_answered_anew = (
    select(_newest.c.not_before)
    .where(_waits(_newest), _newest.c.chat_id == _head.c.chat_id, _newest.c.priority == ANSWER)
    .order_by(_newest.c.id.desc())
    .limit(1)
    .correlate(_head)
    .scalar_subquery()
) <= bindparam("now")
_is_due = or_(_head.c.not_before <= bindparam("now"), _answered_anew)
_may_go = (
    exists()
    .where(
        _head.c.id == _turns.c.id,
        _head.c.chat_id.not_in(bindparam("skipped", expanding=True)),
        or_(_head.c.priority == ANSWER, _head.c.chat_id.not_in(bindparam("resting", expanding=True))),
        _is_due,
        ~exists()
        .where(_waits(_earlier), _earlier.c.chat_id == _head.c.chat_id)
        .where(_earlier.c.priority < _head.c.priority)
        .correlate(_head),
    )
    .correlate(_turns)
)
_NEXT_DUE = select(func.min(t.outbox.c.not_before)).where(t.DELAYED, t.outbox.c.not_before > bindparam("now"))
# SQLite goes through the chats no further than the limit only where nothing is joined to them.
_DUE = select(t.outbox).where(t.outbox.c.id.in_(select(_turns.c.id).where(_may_go).limit(bindparam("most"))))
_DUE_AND_NEXT = _DUE.add_columns(_NEXT_DUE.scalar_subquery().label("next_due"))
_HEAD = (
    select(_head)
    .where(_waits(_head), _head.c.chat_id == bindparam("chat"))
    .order_by(_head.c.priority, _head.c.id)
    .limit(1)
)
_CLOCK = select(func.clock_timestamp(type_=t.outbox.c.not_before.type))
_RETRY = (
    update(t.outbox)
    .where(t.outbox.c.id == bindparam("row"))
    .values(
        attempts=bindparam("tried"),
        not_before=bindparam("later"),
        error=bindparam("why"),
        priority=t.outbox.c.priority + bindparam("back"),
    )
)
_PUT_OFF = (
    update(t.outbox)
    .where(
        _waits(t.outbox),
        t.outbox.c.chat_id == bindparam("chat"),
        t.outbox.c.priority == ANSWER,
        t.outbox.c.not_before <= bindparam("now"),
    )
    .values(not_before=bindparam("later"))
)
_LET_GO = (
    update(t.outbox)
    .where(_waits(t.outbox), t.outbox.c.chat_id == bindparam("chat"), t.outbox.c.priority == ANSWER)
    .values(not_before=NO_DELAY)
)


class SqlSendQueue:
    """The outbox as the courier reads it: of each chat only the row whose turn it is.

    A chat's turn goes by priority and then by id. While that row waits, nothing else of the chat goes.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def clock(self, at: datetime) -> datetime:
        """Return the time with which waits are compared: on PostgreSQL its own, else `at`."""
        if self._connection.dialect.name != "postgresql":
            return at
        now: datetime = self._connection.execute(_CLOCK).scalar_one()
        return now

    def due(
        self,
        now: datetime,
        limit: int,
        skip_chats: Collection[int] = (),
        resting_chats: Collection[int] = (),
        after: tuple[int, int] = BEGINNING,
    ) -> list[OutboxRow]:
        """Return the rows whose turn it is in their chats and that are due, one a chat, by priority.

        Of `resting_chats` only answers are returned. The search begins behind the (priority, chat id)
        `after`, and ends with `limit` rows, of which the last has gone through most priorities and chats.
        """
        values = _search(now, limit, skip_chats, resting_chats, after)
        return _in_turn(self._connection.execute(_DUE, values))

    def due_and_next(
        self, now: datetime, limit: int, skip_chats: Collection[int], resting_chats: Collection[int]
    ) -> tuple[list[OutboxRow], datetime | None]:
        """Return what `due` finds from the beginning, and `next_due`; one statement where anything is due."""
        values = _search(now, limit, skip_chats, resting_chats, BEGINNING)
        found = self._connection.execute(_DUE_AND_NEXT, values).all()
        return _in_turn(found), found[0].next_due if found else self.next_due(now)

    def next_in_chat(self, chat_id: int) -> OutboxRow | None:
        """Return the row whose turn it is in a chat, due or not; None where nothing waits there."""
        found = self._connection.execute(_HEAD, {"chat": chat_id}).first()
        return outbox_row(found) if found is not None else None

    def next_due(self, now: datetime) -> datetime | None:
        """Return when the next row that has to wait still is due; None where none has to."""
        earliest: datetime | None = self._connection.execute(_NEXT_DUE, {"now": now}).scalar_one()
        return earliest

    def retry(self, row: OutboxRow, now: datetime, pause: timedelta, error: str) -> None:
        """Count a failed attempt, and let the row and its chat wait for `pause` from `now` on.

        The answers behind it wait as long, so that only a newer one ends the wait. A row that failed
        `SET_BACK_AFTER` times goes behind all others of its chat, and holds them up no longer.
        """
        tried, later = row.attempts + 1, now + pause
        is_set_back = row.chat_id is not None and tried == SET_BACK_AFTER
        if is_set_back:
            self._connection.execute(_LET_GO, {"chat": row.chat_id})
        elif row.chat_id is not None and row.priority == ANSWER:
            self._connection.execute(_PUT_OFF, {"chat": row.chat_id, "now": now, "later": later})
        self._connection.execute(
            _RETRY,
            {
                "row": row.id,
                "tried": tried,
                "later": later,
                "why": error,
                "back": SET_BACK_BY if is_set_back else 0,
            },
        )


def _search(
    now: datetime,
    limit: int,
    skip_chats: Collection[int],
    resting_chats: Collection[int],
    after: tuple[int, int],
) -> dict[str, Any]:
    priority, chat_id = after
    return {
        "now": now,
        "most": limit,
        "skipped": list(skip_chats),
        "resting": list(resting_chats),
        "priority": priority,
        "chat": chat_id,
    }


def _in_turn(found: Iterable[Row[Any]]) -> list[OutboxRow]:
    return sorted(map(outbox_row, found), key=lambda row: (row.priority, row.chat_id))


def follows_at_once(row: OutboxRow) -> bool:
    """Return whether a row may be sent right after another of its chat.

    What waited because an attempt failed need not wait any longer once the chat has taken a message.
    """
    return bool(row.attempts) or row.not_before == NO_DELAY
