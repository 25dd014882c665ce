"""Elect one process of several on PostgreSQL as the leader, by a lease that it renews."""

from __future__ import annotations

import asyncio
import os
import socket
from contextlib import suppress
from math import inf
from time import monotonic
from typing import Any

import structlog
from sqlalchemy import URL, NullPool, Row, TextClause, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.engine.lead_state import LeadState
from storage.engine.lead_term import Work, run_term
from storage.engine.limits import PostgresLimits
from storage.engine.news import CHANNEL, EVERYTHING, News, topics_of

log = structlog.get_logger()

# Announced by a leader that gives the lead back.
RELEASED = "leadership"
# Seconds between tries to reach the database again.
PAUSE = 0.2

# Taking the lead changes the number, and so waits for the transactions that hold `FENCE`; renewing does not.
_TAKE = text(
    "UPDATE leadership SET number = number + 1, owner = :owner, "
    "expires_at = clock_timestamp() + make_interval(secs => CAST(:length AS double precision)) "
    "WHERE name = 'lead' AND expires_at <= clock_timestamp() RETURNING number"
)
_LOOK = text("SELECT expires_at > clock_timestamp() AS is_led FROM leadership WHERE name = 'lead'")
_CREATE = text(
    "INSERT INTO leadership (name, number, owner, expires_at) VALUES ('lead', 0, '', clock_timestamp()) "
    "ON CONFLICT DO NOTHING"
)
_RENEW = text(
    "UPDATE leadership SET "
    "expires_at = clock_timestamp() + make_interval(secs => CAST(:length AS double precision)) "
    "WHERE name = 'lead' AND number = :number RETURNING number"
)
_RELEASE = text(
    "WITH released AS (UPDATE leadership SET expires_at = clock_timestamp(), owner = '' "
    "WHERE name = 'lead' AND number = :number RETURNING number) "
    "SELECT pg_notify(:channel, '') FROM released"
)
# Ends the sessions of this account that stand in the middle of a statement: their process is frozen, or gone.
# No limit of the server's own counts there, while it waits for the rest of a statement or to send its answer.
_END_STUCK = text(
    "SELECT count(pg_terminate_backend(pid)) AS ended FROM pg_stat_activity "
    "WHERE datname = current_database() AND usename = current_user "
    "AND application_name = ANY(CAST(:names AS text[])) AND state = 'active' "
    "AND wait_event IN ('ClientRead', 'ClientWrite') "
    "AND state_change < clock_timestamp() - make_interval(secs => CAST(:seconds AS double precision))"
)
# Held by every transaction of the leader until it ends: no other process takes the lead before that.
FENCE = text("SELECT 1 FROM leadership WHERE name = 'lead' AND number = :number FOR KEY SHARE")


class Unreachable(Exception):
    """Raised where the database did not answer a statement about the lease, or not in time."""


class LeaseConnection:
    """The one connection of a process that seeks or has the lead; it is made anew when it breaks.

    `news` is called with the topics of what processes other than `name` have put out, and with all of them
    after each new connection, since something may have been missed.
    """

    def __init__(self, url: URL, limits: PostgresLimits, news: News, name: str) -> None:
        self.times = limits.lease
        self._limits = limits
        self._looked_at = -inf
        self.released = asyncio.Event()
        self._news = news
        self._name = name
        self._connection: AsyncConnection | None = None
        self._driver: Any = None
        # Without a pool: what listens must not be given to others.
        self._engine: AsyncEngine = create_async_engine(
            url,
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
            connect_args={
                "server_settings": limits.session("lead"),
                "timeout": limits.connect,
            },
        )

    async def execute(
        self, statement: TextClause, *, within: float | None = None, **parameters: object
    ) -> Row[Any] | None:
        """Return the first row, or None; raise `Unreachable` where there is no answer `within` seconds."""
        seconds = min(within or self.times.answer, self.times.answer)
        loop = asyncio.get_running_loop()
        try:
            if self._connection is None:
                async with asyncio.timeout(seconds):
                    self._connection = await self._open()
            # Giving up by a cancellation would say good-bye first, to a server that may not listen any more.
            giving_up = loop.call_later(seconds, self._abort)
            try:
                result = await self._connection.execute(statement, parameters)
                return result.first() if result.returns_rows else None
            finally:
                giving_up.cancel()
        except Exception as failure:
            # Drivers raise errors of their own too. Whatever it was, the next try gets a new connection.
            self._abort()
            await self.close()
            raise Unreachable from failure
        except BaseException:
            # Nobody knows what a statement that was cut off has left on the connection.
            self._abort()
            await self.close()
            raise

    async def end_stuck_sessions(self) -> None:
        """End the sessions that hold locks while their process stands in the middle of a statement.

        Does nothing if it was called within the last `limits.idle` seconds; raises `Unreachable`.
        """
        if monotonic() < self._looked_at + self._limits.idle:
            return
        self._looked_at = monotonic()
        names, seconds = self._limits.locking_sessions
        found = await self.execute(_END_STUCK, names=names, seconds=seconds)
        if found is not None and found.ended:
            log.warning("stuck_sessions_ended", sessions=found.ended)

    async def close(self) -> None:
        """Close the connection, within two seconds."""
        connection, self._connection, self._driver = self._connection, None, None
        if connection is not None:
            with suppress(Exception):
                await connection.close()

    def _abort(self) -> None:
        if self._driver is not None:
            self._driver.terminate()

    async def _open(self) -> AsyncConnection:
        connection = await self._engine.connect()
        try:
            self._driver = (await connection.get_raw_connection()).driver_connection
            await self._driver.add_listener(CHANNEL, self._hear)
            await self._driver.add_listener(RELEASED, lambda *_: self.released.set())
        except BaseException:
            self._abort()
            with suppress(Exception):
                await connection.close()
            raise
        self._news(EVERYTHING)
        return connection

    def _hear(self, _connection: object, _process: int, _channel: str, payload: str) -> None:
        if topics := topics_of(payload, self._name):
            self._news(topics)


async def lead_by_lease(connection: LeaseConnection, work: Work, state: LeadState) -> None:
    """Run `work` once this process has the lease; return when `work` does, and raise what it raises.

    A leader that can't renew its lease in time, or finds that another process has it, cancels `work` and
    seeks the lead again. The lease is given back when `work` ends, so that the next process leads at once.
    """
    try:
        while not await _lead_once(connection, work, state):
            log.warning("lead_lost")
    finally:
        await connection.close()


async def _lead_once(connection: LeaseConnection, work: Work, state: LeadState) -> bool:
    number = await _acquire(connection, state)
    try:
        return await run_term(work, lambda: _keep(connection, number, state), state)
    finally:
        with suppress(Unreachable):
            await connection.execute(_RELEASE, number=number, channel=RELEASED)


async def _acquire(connection: LeaseConnection, state: LeadState) -> int:
    """Wait until this process has the lease, and return its fencing number."""
    times, owner = connection.times, f"{socket.gethostname()}:{os.getpid()}"
    is_reached = True
    while True:
        connection.released.clear()
        begun_at = monotonic()
        try:
            # A leader that was frozen may hold what taking the lead waits for.
            await connection.end_stuck_sessions()
            taken = await connection.execute(_TAKE, owner=owner, length=times.length)
            if taken is not None:
                state.begin(taken.number, begun_at + times.length - times.margin)
                return int(taken.number)
            found = await connection.execute(_LOOK)
            if found is None:
                await connection.execute(_CREATE)
                continue
            if found.is_led:
                state.see_other()
            is_reached = True
        except Unreachable as failure:
            if is_reached:
                log.warning("lead_not_sought", error=type(failure.__cause__).__name__)
            is_reached = False
        with suppress(TimeoutError):
            async with asyncio.timeout(times.seek):
                await connection.released.wait()


async def _keep(connection: LeaseConnection, number: int, state: LeadState) -> None:
    """Renew the lease until that is not possible any more, or not in time."""
    times = connection.times
    while left := state.seconds_left:
        begun_at = monotonic()
        try:
            renewed = await connection.execute(_RENEW, within=left, number=number, length=times.length)
        except Unreachable as failure:
            log.warning("lease_not_renewed", error=type(failure.__cause__).__name__)
            await asyncio.sleep(PAUSE)
            continue
        if renewed is None:
            return
        state.renew(begun_at + times.length - times.margin)
        with suppress(Unreachable):
            await connection.end_stuck_sessions()
        await asyncio.sleep(times.every)
