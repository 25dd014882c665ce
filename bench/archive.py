"""A database file with many tickets: made once for the code that makes it, and kept for the next run."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import partial
from hashlib import sha256
from itertools import count, islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, insert

from bench import lives
from bot.master_data import DATA, fill_in_master_data
from core.lpse import read_lpses
from core.people import Person
from core.ticket import Ticket
from storage import tables as t
from storage.database import Database, open_database, upgrade
from storage.history import event_row, file_row
from storage.sqlite import Durability
from storage.ticket_rows import parties_of, to_row
from storage.unit import Shelf, SqlUnit

FOLDER = Path("var") / "bench"
LPSES, REPORTERS = 719, 5_000
A_TRANSACTION = 2_000
SEED = 2026


async def open_archive(tickets: int) -> Database:
    """With this many tickets; 100,000 take some minutes, the first time and after a change of the code."""
    file = FOLDER / f"{tickets}-{_edition()}.sqlite3"
    if not file.exists():
        await _make(file, tickets)
    return open_database(f"sqlite:///{file}")


def _edition() -> str:
    """Another one whenever what the file is made of has changed."""
    code = [Path(__file__), Path(lives.__file__), *sorted(Path("storage/migrations").rglob("*.py"))]
    return sha256(b"".join(file.read_bytes() for file in code)).hexdigest()[:12]


async def _make(file: Path, number: int) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob(f"{number}-*"):
        old.unlink()
    # Under its name only once it is whole: a run that was cut off leaves nothing that looks like it.
    unfinished = file.with_suffix(".unfinished")
    database = open_database(f"sqlite:///{unfinished}", durability=Durability.NORMAL)
    await upgrade(database)
    await fill_in_master_data(database, Shelf())
    chance = random.Random(SEED)
    lpses = read_lpses((DATA / "lpse.csv").read_text(encoding="utf-8").splitlines())
    chance.shuffle(lpses)
    lpses = lpses[:LPSES]

    def hire(unit: SqlUnit) -> list[Person]:
        return [
            unit.people.add(
                Person(0, f"Orang {at}", f"orang{at}@contoh.go.id", office="Dinas", assignments=(seat,)),
                lives.FIRST,
            )
            for at, seat in enumerate(lives.seats(lpses, REPORTERS, chance))
        ]

    people = await database.run(lambda c: hire(SqlUnit(c, Shelf())))
    filed = lives.tickets(lpses, people, number, chance)
    ids = Ids()
    while portion := list(islice(filed, A_TRANSACTION)):
        await database.run(partial(_put, portion=portion, ids=ids))
    await database.close()
    unfinished.rename(file)


class Ids:
    """The next ids of tickets and of rows of their history."""

    def __init__(self) -> None:
        self.tickets, self.history = count(1), count(1)


def _put(connection: Connection, portion: Sequence[Ticket], ids: Ids) -> None:
    """What `SqlTickets.add` does for one ticket, for many at once."""
    rows: dict[Table, list[dict[str, Any]]] = {
        table: [] for table in (t.tickets, t.parties, t.history, t.attachments)
    }
    for ticket in portion:
        ticket_id = next(ids.tickets)
        rows[t.tickets].append(to_row(ticket) | {"id": ticket_id})
        same = {"ticket_id": ticket_id, "rank": ticket.priority.rank}
        rows[t.parties] += [same | {"person_id": k, "in_hand": v} for k, v in parties_of(ticket).items()]
        for event in ticket.events:
            history_id = next(ids.history)
            rows[t.history].append(event_row(ticket_id, event) | {"id": history_id})
            rows[t.attachments] += [file_row(ticket_id, history_id, file) for file in event.files]
    for table, many in rows.items():
        if many:
            connection.execute(insert(table), many)
