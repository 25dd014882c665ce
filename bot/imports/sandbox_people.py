"""Define the people of the sandbox, and open their accounts, link their chats and load example packages."""

from __future__ import annotations

from dataclasses import dataclass

from bot.imports.example_packages import example_packages
from bot.imports.package_json import read_json
from bot.imports.packages import load_packages
from bot.process.system_clock import now
from core.organisation.directorates import Directorate
from core.organisation.roles import Role
from core.people.people import Assignment, Person
from sandbox import Persona
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork

SURABAYA = 10
# Who plays the first ticket of a newcomer, about this package: a tender of Surabaya that closes tonight.
PPK_OF_TOUR, HELPDESK_OF_TOUR = 1001, 2001
PACKAGE_OF_TOUR = "9876010"


@dataclass(frozen=True, slots=True)
class Player:
    """A person of the sandbox; `id` is their Telegram id there."""

    id: int
    first_name: str
    last_name: str
    office: str
    assignment: Assignment
    label: str

    @property
    def email(self) -> str:
        """Return the invented address of their account."""
        return f"{self.first_name}.{self.last_name}@contoh.go.id".lower().replace(" ", "")

    @property
    def persona(self) -> Persona:
        """Return the person as the sandbox knows them."""
        return Persona(self.id, self.first_name, self.last_name, label=self.label)


CAST = (
    Player(
        1001,
        "Rina",
        "Wulandari",
        "Dinas PU Kota Surabaya",
        Assignment(Role.PPK, SURABAYA),
        "PPK, Kota Surabaya",
    ),
    Player(1002, "Budi", "Santoso", "CV Maju Jaya", Assignment(Role.PELAKU_USAHA, SURABAYA), "Pelaku Usaha"),
    Player(
        2001,
        "Sari",
        "Lestari",
        "LPSE Kota Surabaya",
        Assignment(Role.HELPDESK_LPSE, SURABAYA),
        "Helpdesk LPSE, Kota Surabaya",
    ),
    Player(
        2002,
        "Agus",
        "Pratama",
        "LPSE Kota Surabaya",
        Assignment(Role.VERIFIKATOR_LPSE, SURABAYA),
        "Verifikator LPSE, Kota Surabaya",
    ),
    Player(
        3001, "Dewi", "Anggraini", "LPSE Kota Surabaya", Assignment(Role.ADMIN_PPE, SURABAYA), "Admin PPE"
    ),
    Player(4001, "Hendra", "Gunawan", "LKPP", Assignment(Role.HELPDESK_LKPP_NON_TEKNIS), "Helpdesk LKPP"),
    Player(4002, "Maya", "Putri", "LKPP", Assignment(Role.HELPDESK_LKPP_TEKNIS), "Helpdesk LKPP Teknis"),
    Player(
        5001,
        "Yusuf",
        "Hidayat",
        "LKPP",
        Assignment(Role.TIM_TEKNIS, directorate=Directorate.SPSE),
        "Tim Teknis, SPSE",
    ),
    Player(
        5002,
        "Nur",
        "Aini",
        "LKPP",
        Assignment(Role.TIM_TEKNIS, directorate=Directorate.KATALOG),
        "Tim Teknis, Katalog",
    ),
    Player(6001, "Ratna", "Dewanti", "LKPP", Assignment(Role.ADMINISTRATOR), "Administrator"),
)


async def prepare_sandbox(units: UnitsOfWork) -> None:
    """Open the accounts that are missing, link their chats, and load packages whose stages run now."""
    at = now()

    def work(unit: SqlUnitOfWork) -> None:
        for player in CAST:
            if unit.people.by_email(player.email):
                continue
            name = f"{player.first_name} {player.last_name}"
            person = Person(0, name, player.email, office=player.office, assignments=(player.assignment,))
            unit.links.link(player.id, unit.people.add(person, at).id, at)

    await units.run(work)
    await load_packages(units, read_json(example_packages(at)))
