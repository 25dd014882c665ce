"""Fill an empty place from a backup, bring it up to date, and let numbers go on behind a gap."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection

from storage.engine.migrate import migrate
from storage.engine.sqlite import sqlite_engine
from storage.transfer.addresses import sqlite_file
from storage.transfer.gaps import OutboxCounts, count_waiting, kept_portion, leave_gaps, want_again
from storage.transfer.postgres_load import filling, load_blocks
from storage.transfer.running import StillRunning, holding_leader_lock, is_running
from storage.transfer.sqlite_side import check_file_unoccupied, replacing
from storage.transfer.sums import TableSum, compare


@dataclass(frozen=True, slots=True)
class AfterRestore:
    """Facts by which a restored database goes on.

    `prefixes` are all that a ticket number may begin with, `made` and `today` the first and the last day on
    which numbers may have been given since, and `has_copy` says whether the archive has a file.
    """

    prefixes: Collection[str]
    made: date
    today: date
    has_copy: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class RestoredBacklog:
    """A restored outbox, and the number of files that are to be fetched anew."""

    waiting: OutboxCounts
    missing: int


async def check_place(url: str) -> None:
    """Raise `StillRunning` where a bot uses the database, and `DatabaseNotEmpty` where it holds an office."""
    if await is_running(url):
        raise StillRunning
    file = sqlite_file(url)
    if file is not None:
        check_file_unoccupied(file)
        return
    async with filling(url, keeps=True):
        """Opening it looks."""


def refill_file(file: Path, write: Callable[[Path], None], after: AfterRestore) -> RestoredBacklog:
    """Let `write` make the database beside its place, upgrade it, and put it there.

    Raise `DatabaseNotEmpty` or `StillRunning` where the place is not free.
    """
    with holding_leader_lock(file):
        check_file_unoccupied(file)
        with replacing(file) as new:
            write(new)
            engine = sqlite_engine(str(new), "PRAGMA synchronous=FULL", "BEGIN IMMEDIATE")
            try:
                with engine.begin() as connection:
                    migrate(connection)
                    return _go_on(connection, after)
            finally:
                engine.dispose()


async def refill_rows(
    url: str,
    revision: str,
    script: BinaryIO,
    sequences: Mapping[str, int],
    expected: Mapping[str, TableSum],
    after: AfterRestore,
) -> RestoredBacklog:
    """Load a script of rows into PostgreSQL, and upgrade what it made, in one transaction.

    Raise `DatabaseNotEmpty` where the database is not free, and `RowsDiffer` where other rows are there
    afterwards.
    """
    async with filling(url) as connection:
        compare(expected, await load_blocks(connection, revision, script, sequences))
        await connection.run_sync(migrate)
        return await connection.run_sync(_go_on, after)


def _go_on(connection: Connection, after: AfterRestore) -> RestoredBacklog:
    leave_gaps(connection, after.prefixes, after.made, after.today)
    missing, last = 0, ""
    while references := kept_portion(connection, last):
        gone = [reference for reference in references if not after.has_copy(reference)]
        want_again(connection, gone)
        missing, last = missing + len(gone), references[-1]
    return RestoredBacklog(count_waiting(connection), missing)
