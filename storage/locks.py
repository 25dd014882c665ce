"""PostgreSQL's advisory locks by name, so that two purposes never share one."""

from __future__ import annotations

from enum import IntEnum

from sqlalchemy import Connection, bindparam, func, select


class Lock(IntEnum):
    """What is locked; the number is the first half of the lock's key."""

    MIGRATION = 1
    LANE = 2
    LEAD = 3
    ADDRESSES = 4
    ACCOUNTS = 5


_LOCK = select(func.pg_advisory_xact_lock(bindparam("lock"), func.hashtext(bindparam("name"))))


def hold(connection: Connection, lock: Lock, name: str = "") -> None:
    """Wait for the lock and keep it until the transaction ends; nothing to do where there is one writer only.

    Names that share a hash share a lock: they wait for each other without need, and nothing else.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(_LOCK, {"lock": int(lock), "name": name})
