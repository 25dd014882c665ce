"""A process that files tickets until it is killed, or kills itself at a step of its work."""

import asyncio
import os
import signal
import sys
from functools import partial
from itertools import count

from sqlalchemy import Connection

from storage.database import Database, open_database
from storage.inbox import Claim
from storage.unit import Shelf, SqlUnit
from tests.storage.house import BUDI, NOW, file

STEPS = ("claimed", "numbered", "filed", "told", "done")
SHELF = Shelf()


def handle(connection: Connection, update_id: int, die_after: str | None = None) -> str:
    """One update as the bot handles it; at the step named the process dies on the spot."""
    unit = SqlUnit(connection, SHELF)

    def passed(step: str) -> None:
        if step == die_after:
            os.kill(os.getpid(), signal.SIGKILL)

    unit.inbox.keep([(update_id, f"lane {update_id}", "")], NOW)
    assert unit.inbox.claim(update_id, f"lane {update_id}") is Claim.YOURS
    passed("claimed")
    unit.numbers.next("TPS", "0000")
    passed("numbered")
    ticket = file(unit)
    passed("filed")
    unit.outbox.put(
        chat_id=BUDI.id,
        op="send",
        method="sendMessage",
        payload={"text": ticket.number},
        priority=0,
        at=NOW,
        ticket_id=ticket.id,
    )
    passed("told")
    unit.inbox.done(update_id, NOW)
    passed("done")
    return ticket.number


async def file_for_ever(database: Database, first: int, step: int) -> None:
    """Tell the number of each ticket when it is safe."""
    for update_id in count(first, step):
        number = await database.run(partial(handle, update_id=update_id))
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


async def main(url: str, first: int, die_after: str | None) -> None:
    database = open_database(url)
    if die_after:
        await database.run(partial(handle, update_id=first, die_after=die_after))
    await asyncio.gather(*(file_for_ever(database, first + n, 8) for n in range(8)))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else None))
