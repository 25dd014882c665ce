"""The helpdesk of the storage tests: two LPSEs, their people, and functions that file and work tickets."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import select

from core.master_data.catalogue import read_catalogue
from core.organisation.directorates import Directorate
from core.organisation.lpse import Lpse
from core.organisation.roles import Role
from core.people.people import Assignment, Person
from core.tickets.attachments import Remark, Upload
from core.tickets.draft import TicketDraft
from core.tickets.lifecycle import Action
from core.tickets.ticket import Ticket
from core.use_cases.tickets.file_ticket import FileTicket
from core.use_cases.tickets.work_ticket import ActionRequest, WorkTicket
from storage.engine.database import Database
from storage.engine.edition_cache import EditionCache
from storage.messaging.outbox import OutboxRow, outbox_row
from storage.schema import tables as t
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork

P = ParamSpec("P")
T = TypeVar("T")

ROOT = Path(__file__).parents[2]
CATALOGUE = read_catalogue(json.loads((ROOT / "data" / "applications.json").read_text()))
SPSE = CATALOGUE.application("spse")
NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)

SURABAYA = Lpse(10, 10, "LPSE Kota Surabaya", "Jawa Timur", "WIB", "", "https://lpse.surabaya.go.id", "")
BANDUNG = Lpse(20, 20, "LPSE Kota Bandung", "Jawa Barat", "WIB", "", "https://lpse.bandung.go.id", "")

SCREENSHOT = Upload("tangkapan layar.png", 2048, "image/png", "file-1", "unique-1", is_photo=True)
LETTER = Upload("surat.pdf", 4096, "application/pdf", "file-2", "unique-2")


@dataclass(frozen=True)
class Helpdesk:
    """A database with a helpdesk, and the units of work of one process on it."""

    database: Database
    editions: EditionCache = field(default_factory=EditionCache)

    @property
    def units(self) -> UnitsOfWork:
        return UnitsOfWork(self.database, self.editions)

    async def run(
        self, work: Callable[Concatenate[SqlUnitOfWork, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `work` with the arguments in one unit of work, and return its result."""
        return await self.units.run(lambda unit: work(unit, *args, **kwargs))

    async def read(
        self, work: Callable[Concatenate[SqlUnitOfWork, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `work` with the arguments in a unit of work that can't write, and return its result."""
        return await self.units.read(lambda unit: work(unit, *args, **kwargs))


def _person(person_id: int, name: str, *roles: Assignment) -> Person:
    return Person(person_id, name, f"{name.lower()}@surabaya.go.id", "0812", "Dinas", "id", roles)


# In the order in which they are added, so that these are their ids.
BUDI = _person(1, "Budi", Assignment(Role.PPK, 10))
SARI = _person(2, "Sari", Assignment(Role.HELPDESK_LPSE, 10))
TONO = _person(3, "Tono", Assignment(Role.HELPDESK_LPSE, 10), Assignment(Role.PPK, 20))
ADI = _person(4, "Adi", Assignment(Role.ADMIN_PPE, 10))
LINA = _person(5, "Lina", Assignment(Role.HELPDESK_LKPP_NON_TEKNIS))
DEWI = _person(6, "Dewi", Assignment(Role.TIM_TEKNIS, directorate=Directorate.SPSE))
EVERYBODY = (BUDI, SARI, TONO, ADI, LINA, DEWI)


def add_people(unit: SqlUnitOfWork) -> None:
    """Add the LPSEs and people."""
    unit.bulk.import_lpses([SURABAYA, BANDUNG])
    for person in EVERYBODY:
        assert unit.people.add(person, NOW) == person


def ticket_draft(title: str = "Tidak bisa login", *uploads: Upload, lpse_id: int = 10) -> TicketDraft:
    return TicketDraft(
        title=title,
        lpse_id=lpse_id,
        application="spse",
        category="spse-login",
        description="Sejak pagi tidak bisa masuk ke SPSE.",
        email="budi@surabaya.go.id",
        version="4.5",
        uploads=uploads,
    )


def file(
    unit: SqlUnitOfWork, by: Person = BUDI, filed: TicketDraft | None = None, at: datetime = NOW
) -> Ticket:
    """File a ticket as the bot does."""
    use_case = FileTicket(unit.tickets, unit.numbers, unit.lpses, CATALOGUE)
    return use_case(by, filed or ticket_draft(), at)


def work(
    unit: SqlUnitOfWork,
    by: Person,
    action: Action,
    ticket_id: int,
    text: str = "Mohon dicoba sekali lagi ya, terima kasih.",
    *uploads: Upload,
    at: datetime = NOW,
    below: bool = False,
) -> Ticket:
    """Perform an action on a ticket as the bot does."""
    request = ActionRequest(action, ticket_id, Remark(text, uploads), below=below)
    return WorkTicket(unit.tickets, CATALOGUE, unit.people)(by, request, at)


def waiting_rows(unit: SqlUnitOfWork, now: datetime, limit: int = 1000) -> list[OutboxRow]:
    """Return all messages and letters that are not sent and need not wait longer, by priority and id."""
    rows = (
        select(t.outbox)
        .where(t.outbox.c.failed_at.is_(None), t.outbox.c.op != "make", t.outbox.c.not_before <= now)
        .order_by(t.outbox.c.priority, t.outbox.c.id)
        .limit(limit)
    )
    return [outbox_row(row) for row in unit.connection.execute(rows)]
