"""Create a database file with many tickets, and keep it until the code that creates it changes."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import partial
from hashlib import sha256
from itertools import count, islice
from pathlib import Path
from typing import Any

from sqlalchemy import Table, insert

from bench import sample_tickets
from bot.imports.shipped_data import DATA, fill_in_master_data
from core.input.csv_rows import csv_rows
from core.organisation.lpse import read_lpses
from core.people.people import Person
from core.tickets.ticket import Ticket
from storage.engine.sqlite import Durability
from storage.schema import tables as t
from storage.tickets.history import event_row, file_row
from storage.tickets.ticket_rows import parties_of, to_row
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork, open_units

FOLDER = Path("var") / "bench"
LPSES, REPORTERS = 719, 5_000
A_TRANSACTION = 2_000
SEED = 2026


async def open_sample_database(tickets: int) -> UnitsOfWork:
    """Open a database with this many tickets, creating it where needed; 100,000 take some minutes."""
    file = FOLDER / f"{tickets}-{_code_digest()}.sqlite3"
    if not file.exists():
        await _create(file, tickets)
    return open_units(f"sqlite:///{file}")


def _code_digest() -> str:
    """Return a digest of the code that creates the file and of the migrations."""
    code = [Path(__file__), Path(sample_tickets.__file__), *sorted(Path("storage/migrations").rglob("*.py"))]
    return sha256(b"".join(file.read_bytes() for file in code)).hexdigest()[:12]


async def _create(file: Path, number: int) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob(f"{number}-*"):
        old.unlink()
    # It gets its name only when it is complete: a run that was cut off leaves nothing that looks like it.
    unfinished = file.with_suffix(".unfinished")
    units = open_units(f"sqlite:///{unfinished}", durability=Durability.NORMAL)
    await units.upgrade()
    await fill_in_master_data(units)
    chance = random.Random(SEED)
    lpses = read_lpses(csv_rows((DATA / "lpse.csv").read_text(encoding="utf-8").splitlines()))
    chance.shuffle(lpses)
    lpses = lpses[:LPSES]

    def add_people(unit: SqlUnitOfWork) -> list[Person]:
        return [
            unit.people.add(
                Person(
                    0, f"Orang {at}", f"orang{at}@contoh.go.id", office="Dinas", assignments=(assignment,)
                ),
                sample_tickets.FIRST,
            )
            for at, assignment in enumerate(sample_tickets.assignments(lpses, REPORTERS, chance))
        ]

    people = await units.run(add_people)
    filed = sample_tickets.tickets(lpses, people, number, chance)
    ids = Ids()
    while portion := list(islice(filed, A_TRANSACTION)):
        await units.run(partial(_insert, portion=portion, ids=ids))
    await units.close()
    unfinished.rename(file)


class Ids:
    """Count up the ids of tickets and of rows of their history."""

    def __init__(self) -> None:
        self.tickets, self.history = count(1), count(1)


def _insert(unit: SqlUnitOfWork, portion: Sequence[Ticket], ids: Ids) -> None:
    """Insert many tickets at once, with the same rows as `SqlTickets.add` inserts for one."""
    rows: dict[Table, list[dict[str, Any]]] = {
        table: [] for table in (t.tickets, t.parties, t.history, t.attachments)
    }
    for ticket in portion:
        ticket_id = next(ids.tickets)
        rows[t.tickets].append(to_row(ticket) | {"id": ticket_id})
        shared = {"ticket_id": ticket_id, "rank": ticket.priority.rank}
        rows[t.parties] += [shared | {"person_id": k, "in_hand": v} for k, v in parties_of(ticket).items()]
        for event in ticket.events:
            history_id = next(ids.history)
            rows[t.history].append(event_row(ticket_id, event) | {"id": history_id})
            rows[t.attachments] += [file_row(ticket_id, history_id, file) for file in event.files]
    for table, many in rows.items():
        if many:
            unit.connection.execute(insert(table), many)
