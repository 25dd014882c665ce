"""Who plays in the sandbox: people with accounts, their chats linked, and a little to work with."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from sqlalchemy import Connection

from bot.clock_time import now
from bot.master_data import DATA
from bot.package_file import read_json
from bot.package_import import load_packages
from core.catalogue import Directorate
from core.packages import PackageFacts, PackageKind, Stage
from core.people import Assignment, Person
from core.roles import Role
from sandbox import Persona
from storage.database import Database
from storage.imports import import_packages
from storage.unit import Shelf, SqlUnit

SURABAYA = 10


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody of the cast; `id` is their Telegram id in the sandbox."""

    id: int
    first_name: str
    last_name: str
    office: str
    assignment: Assignment
    label: str

    @property
    def email(self) -> str:
        return f"{self.first_name}.{self.last_name}@contoh.go.id".lower().replace(" ", "")

    @property
    def persona(self) -> Persona:
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


async def prepare(database: Database, shelf: Shelf) -> None:
    """Open the accounts that are missing, link their chats, and load the sample packages."""
    at = now()

    def work(connection: Connection) -> None:
        unit = SqlUnit(connection, shelf)
        for player in CAST:
            if unit.people.by_email(player.email):
                continue
            name = f"{player.first_name} {player.last_name}"
            person = Person(0, name, player.email, office=player.office, assignments=(player.assignment,))
            unit.links.link(player.id, unit.people.add(person, at).id, at)
        import_packages(connection, [_tender_about_to_close()])

    await database.run(work)
    sample = json.loads((DATA / "packages_sample.json").read_bytes())
    await load_packages(database, shelf, read_json(sample))


def _tender_about_to_close() -> PackageFacts:
    """An invented tender of Surabaya whose offers close tonight, so that an Emergency can be seen."""
    at = now()
    stage = Stage("Upload Dokumen Penawaran", at - timedelta(days=2), at + timedelta(hours=6))
    return PackageFacts(
        PackageKind.TENDER,
        "9876010",
        name="Contoh sandbox: Rehabilitasi Gedung Pelayanan",
        budget_year=at.year,
        hps=Decimal(1_250_000_000),
        category="Pekerjaan Konstruksi",
        stages=(stage,),
        repository=SURABAYA,
    )
