"""The helpdesk of the storage stories: two LPSEs, the people around them, and what they do there."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from core.attachments import Remark, Upload
from core.catalogue import Directorate, read_catalogue
from core.lifecycle import Action
from core.lpse import Lpse
from core.people import Assignment, Person
from core.roles import Role
from core.ticket import Ticket
from core.use_cases.file_ticket import FileTicket, Report
from core.use_cases.work_ticket import Order, WorkTicket
from storage.database import Database
from storage.imports import import_lpses
from storage.unit import Shelf, SqlUnit

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
class House:
    """A database, and the one way in."""

    database: Database
    shelf: Shelf

    async def do(self, work: Callable[Concatenate[SqlUnit, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """One unit of work."""
        return await self.database.run(lambda c: work(SqlUnit(c, self.shelf), *args, **kwargs))

    async def look(self, work: Callable[Concatenate[SqlUnit, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The same, only to read."""
        return await self.database.read(lambda c: work(SqlUnit(c, self.shelf), *args, **kwargs))


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


def furnish(unit: SqlUnit) -> None:
    import_lpses(unit.connection, [SURABAYA, BANDUNG])
    for person in EVERYBODY:
        assert unit.people.add(person, NOW) == person


def report(title: str = "Tidak bisa login", *uploads: Upload, lpse_id: int = 10) -> Report:
    return Report(
        title=title,
        lpse_id=lpse_id,
        application="spse",
        category="spse-login",
        description="Sejak pagi tidak bisa masuk ke SPSE.",
        email="budi@surabaya.go.id",
        version="4.5",
        uploads=uploads,
    )


def file(unit: SqlUnit, by: Person = BUDI, filed: Report | None = None, at: datetime = NOW) -> Ticket:
    """File a ticket as the bot does."""
    use_case = FileTicket(unit.tickets, unit.numbers, unit.offices, CATALOGUE)
    return use_case(by, filed or report(), at)


def work(
    unit: SqlUnit,
    by: Person,
    action: Action,
    ticket_id: int,
    text: str = "Mohon dicoba sekali lagi ya, terima kasih.",
    *uploads: Upload,
    at: datetime = NOW,
    below: bool = False,
) -> Ticket:
    """Make a move as the bot does."""
    order = Order(action, ticket_id, Remark(text, uploads), below=below)
    return WorkTicket(unit.tickets, CATALOGUE, unit.people)(by, order, at)
