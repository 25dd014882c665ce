"""PostgreSQL's advisory locks, a number for each purpose, so that two purposes never share one."""

from __future__ import annotations

from enum import IntEnum

from sqlalchemy import Connection, bindparam, func, select


class Lock(IntEnum):
    """The purposes of locks; the number is the first half of the lock's key.

    3 was once the lead.
    """

    MIGRATION = 1
    LANE = 2
    ADDRESSES = 4
    ACCOUNTS = 5


_LOCK = select(func.pg_advisory_xact_lock(bindparam("lock"), func.hashtext(bindparam("name"))))


def hold_lock(connection: Connection, lock: Lock, name: str = "") -> None:
    """Wait for the lock and keep it until the transaction ends; on SQLite do nothing: it has one writer only.

    Names with the same hash share a lock: their transactions wait for each other without need, no more.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(_LOCK, {"lock": int(lock), "name": name})
