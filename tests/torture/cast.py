"""Define the office of the campaigns: reporters and staff of every level, and their accounts."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.imports.database import opened_units
from bot.imports.sandbox_people import CAST, SURABAYA, Player, prepare_sandbox
from bot.process.settings import Settings
from core.organisation.roles import Role
from core.people.people import Assignment, Person
from storage.unit import SqlUnitOfWork

_MORE = (
    Player(1003, "Wati", "Susanti", "Dinas Pendidikan", Assignment(Role.PPK, SURABAYA), "PPK"),
    Player(1004, "Eko", "Nugroho", "Dinas Kesehatan", Assignment(Role.POKJA, SURABAYA), "Pokja"),
)

# Everybody by Telegram id; the administrator files and works no tickets.
OFFICE = {
    player.id: player
    for player in sorted((*CAST, *_MORE), key=lambda player: player.id)
    if player.assignment.role is not Role.ADMINISTRATOR
}
# Two reporters and the two lowest desks: enough for tickets that are taken, asked about and solved.
SMALL_OFFICE = {user_id: OFFICE[user_id] for user_id in (1001, 1002, 2001, 2002, 3001)}


async def open_accounts(url: str) -> None:
    """Create the tables, and an account linked with its chat for everybody of the office."""

    def add(unit: SqlUnitOfWork) -> None:
        at = datetime.now(UTC)
        for player in _MORE:
            name = f"{player.first_name} {player.last_name}"
            person = Person(0, name, player.email, office=player.office, assignments=(player.assignment,))
            unit.links.link(player.id, unit.people.add(person, at).id, at)

    async with opened_units(Settings(database_url=url, _env_file=None)) as units:
        await prepare_sandbox(units)
        await units.run(add)
