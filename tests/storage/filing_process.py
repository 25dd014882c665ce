"""A process that files tickets until it is killed, or kills or freezes itself at a step of its work."""

import asyncio
import os
import signal
import sys
from functools import partial
from itertools import count
from multiprocessing.process import BaseProcess
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from core.messaging.outgoing import SendNotice
from storage.engine.database import Database, open_database
from storage.engine.edition_cache import EditionCache
from storage.engine.limits import PostgresLimits
from storage.messaging.inbox import ClaimStatus
from storage.unit import SqlUnitOfWork
from tests.forks import FORKS
from tests.storage.helpdesk import BUDI, NOW, file

STEPS = ("claimed", "numbered", "filed", "told", "done")
EDITIONS = EditionCache()
# Long enough for a busy machine, and short enough to wait for.
IMPATIENT = PostgresLimits(lock=1.0, idle=4.0)


def handle(
    connection: Connection,
    update_id: int,
    last_step: str | None = None,
    end: signal.Signals = signal.SIGKILL,
) -> str:
    """Handle one update as the bot does and return its ticket's number; empty where it was done before.

    After the step `last_step` this process gets the signal `end`.
    """
    unit = SqlUnitOfWork(connection, EDITIONS)

    def passed(step: str) -> None:
        if step == last_step:
            os.kill(os.getpid(), end)

    unit.inbox.store([(update_id, f"lane {update_id}", "")], NOW)
    if unit.inbox.claim(update_id, f"lane {update_id}").status is ClaimStatus.DONE:
        return ""
    passed("claimed")
    unit.numbers.next("TPS", "0000")
    passed("numbered")
    ticket = file(unit)
    passed("filed")
    unit.outbox.add(
        SendNotice({"text": ticket.number}), chat_id=BUDI.id, priority=0, at=NOW, ticket_id=ticket.id
    )
    passed("told")
    unit.inbox.mark_done(update_id, NOW)
    passed("done")
    return ticket.number


async def file_for_ever(database: Database, first: int, step: int) -> None:
    """Print the number of each ticket once it is committed."""
    for update_id in count(first, step):
        number = await database.run(partial(handle, update_id=update_id))
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


async def freeze(url: str, update_id: int, step: str) -> None:
    """Freeze after this step of an update; once woken, try as the bot does, and print what came of it."""
    database = open_database(url, limits=IMPATIENT)
    try:
        await database.run(partial(handle, update_id=update_id, last_step=step, end=signal.SIGSTOP))
    except DBAPIError:
        sys.stdout.write("undone\n")
    number = await database.run(partial(handle, update_id=update_id))
    sys.stdout.write(f"{number or 'done by another'}\n")
    await database.close()


async def main(url: str, first: int, last_step: str | None) -> None:
    database = open_database(url)
    if last_step:
        await database.run(partial(handle, update_id=first, last_step=last_step))
    await asyncio.gather(*(file_for_ever(database, first + n, 8) for n in range(8)))


def fork(url: str, first: int, said: Path, last_step: str | None = None) -> BaseProcess:
    """Start to file tickets in a process of its own; what it prints goes into `said`, which may be a pipe."""
    process = FORKS.Process(target=_run, args=(url, first, said, last_step), daemon=True)
    process.start()
    return process


def _run(url: str, first: int, said: Path, last_step: str | None) -> None:
    with said.open("wb") as output:
        os.dup2(output.fileno(), 1)
    # The output of a process that was forked belongs to the one that it comes from.
    sys.stdout = os.fdopen(1, "w", encoding="utf-8")
    asyncio.run(main(url, first, last_step))


if __name__ == "__main__":
    address, number, step = sys.argv[1:]
    asyncio.run(freeze(address, int(number), step))
