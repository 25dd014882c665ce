"""How long a process of the helpdesk may wait on PostgreSQL, and may keep others waiting."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LeaseTimes:
    """Seconds of the leader's lease.

    It lasts `length` by the database's clock, and is renewed `every` so often. A leader that can't renew it
    stops `margin` before it ends, so that the next one finds nothing of it under way. Others look `seek` so
    often, and no answer is waited for longer than `answer`.
    """

    length: float = 15.0
    every: float = 3.0
    margin: float = 4.0
    seek: float = 1.0
    answer: float = 4.0


@dataclass(frozen=True, slots=True)
class PostgresLimits:
    """Seconds after which PostgreSQL ends what hinders others, and the sizes of a process's pools.

    A transaction that waits `lock` for a lock is undone and tried again, for `patience` in all. One that
    stands still for `idle` is ended with its session: its process is frozen, or gone; one that does so in the
    middle of a statement is ended by any other process, after `idle` or `statement`. A connection is given
    up when it is not made within `connect`, or a statement not answered within `answer`. Reading keeps
    nobody waiting, and may take `reading` for a statement, and for what is done between two.

    `places` are connections of units of work, of which updates get `update_places`: what keeps new updates
    never waits behind those that wait for a lock. `readers` and `leader_places` have pools of their own.
    """

    lock: float = 3.0
    patience: float = 30.0
    statement: float = 20.0
    idle: float = 15.0
    connect: float = 5.0
    answer: float = 30.0
    reading: float = 60.0
    places: int = 10
    update_places: int = 7
    readers: int = 8
    leader_places: int = 6
    lease: LeaseTimes = LeaseTimes()

    @property
    def locking_sessions(self) -> tuple[list[str], float]:
        """Return the names of sessions that lock, and the seconds that one may stand in mid-statement.

        Sessions without limits are not among them, nor are those that read.
        """
        return ["lpse-support units", "lpse-support leader"], max(self.idle, self.statement)

    def session(self, name: str) -> dict[str, str]:
        """Return the settings of a session that shows up as `name` in pg_stat_activity.

        Its server notices within about 15 seconds that the machine at the other end is gone.
        """
        return {
            "application_name": f"lpse-support {name}",
            "lock_timeout": _milliseconds(self.lock),
            "statement_timeout": _milliseconds(self.statement),
            "idle_in_transaction_session_timeout": _milliseconds(self.idle),
            "tcp_keepalives_idle": "5",
            "tcp_keepalives_interval": "5",
            "tcp_keepalives_count": "2",
            "tcp_user_timeout": "15000",
        }

    def reading_session(self, name: str) -> dict[str, str]:
        """Return the settings of a session that reads on a snapshot and locks nothing."""
        longer = _milliseconds(self.reading)
        return self.session(name) | {
            "statement_timeout": longer,
            "idle_in_transaction_session_timeout": longer,
        }

    def long_session(self, name: str) -> dict[str, str]:
        """Return the settings of a session whose one transaction takes as long as it takes."""
        return self.session(name) | {
            "lock_timeout": "0",
            "statement_timeout": "0",
            "idle_in_transaction_session_timeout": "0",
        }


def _milliseconds(seconds: float) -> str:
    return str(int(seconds * 1000))
