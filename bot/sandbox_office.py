"""Answer the sandbox's page about accounts, roles and the first ticket, from the bot's own database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.imports.sandbox_people import CAST, HELPDESK_OF_TOUR, PACKAGE_OF_TOUR, PPK_OF_TOUR
from bot.process.system_clock import now
from core.administration.accounts import assignment_name, assignment_of
from core.errors import Refusal
from core.input.labels import slug
from core.input.names import read_name
from core.organisation.directorates import Directorate
from core.organisation.roles import Level, Role
from core.people.people import Assignment, Person
from core.tickets.lifecycle import Status
from core.tickets.ticket import Ticket
from core.use_cases.accounts.change_roles import MOST_ROLES
from core.use_cases.accounts.invite_account import InviteByCommand
from core.use_cases.own_account.invitation import InvitePerson
from sandbox import OfficeRefusal, Persona, PersonAccount, RoleWish
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork

# LPSEs that are offered at once, and tickets of the tour's reporter that are looked at.
MOST_LPSES, MOST_TICKETS = 12, 10
_EMAILS = {player.id: player.email for player in CAST}


class SandboxOffice:
    """Accounts of the sandbox's people, which its page may open and change without an administrator."""

    def __init__(self, units: UnitsOfWork, clock: Callable[[], datetime] = now) -> None:
        self._units = units
        self._now = clock

    async def forms(self) -> dict[str, Any]:
        """Return the roles with what each needs, and the directorates."""
        roles = [{"value": role.value, "label": role.label, "needs": _needs(role)} for role in Role]
        return {
            "roles": roles,
            "directorates": [{"value": one.value, "label": one.label} for one in Directorate],
        }

    async def lpses(self, text: str) -> list[dict[str, Any]]:
        """Return a few LPSEs that match the text, the best first."""
        found = await self._units.read(lambda unit: unit.lpses.find(text, MOST_LPSES))
        return [{"id": lpse.id, "name": lpse.name} for lpse in found]

    async def account(self, persona: Persona, known: int | None) -> PersonAccount | None:
        """Return the account signed in at the persona's chat, or else the known one, or else their own."""

        def work(unit: SqlUnitOfWork) -> PersonAccount | None:
            person = _person(unit, persona, known)
            return _seen(unit, person) if person else None

        return await self._units.read(work)

    async def account_of(self, address: str) -> PersonAccount | None:
        """Return the account of an e-mail address."""

        def work(unit: SqlUnitOfWork) -> PersonAccount | None:
            person = unit.people.by_email(address)
            return _seen(unit, person) if person else None

        return await self._units.read(work)

    async def give_role(self, persona: Persona, known: int | None, wish: RoleWish) -> PersonAccount:
        """Give the persona's account the role, a new one if there is none, and sign the persona in.

        Raise `OfficeRefusal` as the readers of the role and the name refuse.
        """

        def work(unit: SqlUnitOfWork) -> PersonAccount:
            role = _read_wish(unit, wish)
            unit.accounts.lock()
            person = _person(unit, persona, known)
            if person is None:
                person = self._new_person(unit, persona, role)
            elif role not in person.assignments:
                if len(person.assignments) >= MOST_ROLES:
                    raise OfficeRefusal("too_many_roles")
                unit.accounts.add_assignment(person.id, role)
            unit.links.link(persona.id, person.id, self._now())
            return _seen(unit, unit.people.get(person.id) or person)

        try:
            return await self._units.run(work)
        except Refusal as refusal:
            raise OfficeRefusal(refusal.code) from None

    async def invite(self, account_id: int) -> str:
        """Return the start parameter of a link that signs in, once; earlier ones become invalid."""

        def work(unit: SqlUnitOfWork) -> str:
            person = unit.people.get(account_id)
            if person is None:
                raise Refusal("account_unknown")
            make = InvitePerson(unit.invitations, unit.master.settings)
            return InviteByCommand(unit.accounts, unit.people, make, unit.audit)(person.email, self._now())

        try:
            return await self._units.run(work)
        except Refusal as refusal:
            raise OfficeRefusal(refusal.code) from None

    async def tour(self) -> dict[str, Any]:
        """Return the code of the tour's package, who plays, and its reporter's newest tickets about it."""

        def work(unit: SqlUnitOfWork) -> list[Ticket]:
            person = _person(unit, Persona(PPK_OF_TOUR, ""), None)
            newest = unit.lists.own(person.id, limit=MOST_TICKETS).items if person else ()
            tickets = [unit.tickets.get(summary.id) for summary in newest]
            return [ticket for ticket in tickets if ticket and ticket.package.code == PACKAGE_OF_TOUR]

        tickets = await self._units.read(work)
        return {
            "code": PACKAGE_OF_TOUR,
            "reporter": PPK_OF_TOUR,
            "helpdesk": HELPDESK_OF_TOUR,
            "tickets": [
                {"number": one.number, "at": int(one.created_at.timestamp()), "state": _state(one)}
                for one in tickets
            ],
        }

    def _new_person(self, unit: SqlUnitOfWork, persona: Persona, role: Assignment) -> Person:
        """Open the account under the person's own name, and an address that nobody else can have."""
        name = read_name(f"{persona.first_name} {persona.last_name}"[:100])
        office = ", ".join(assignment_name(role, unit.lpses)[1:]) or "LKPP"
        person = Person(0, name, _address(persona), office=office, assignments=(role,))
        opened = unit.accounts.create(person, self._now())
        if opened is None:
            raise Refusal("account_disabled")
        return opened


def _needs(role: Role) -> str:
    if role.needs_lpse:
        return "lpse"
    return "directorate" if role.level is Level.TIM_TEKNIS else ""


def _read_wish(unit: SqlUnitOfWork, wish: RoleWish) -> Assignment:
    try:
        role = Role(wish.role)
        directorate = Directorate(wish.directorate) if wish.directorate else None
    except ValueError:
        raise Refusal("role_unknown") from None
    return assignment_of(unit.lpses, role, wish.lpse_id, directorate)


def _address(persona: Persona) -> str:
    """Return the invented address of a persona's account: their name, and their id, which makes it theirs."""
    if persona.id in _EMAILS:
        return _EMAILS[persona.id]
    name = slug(f"{persona.first_name} {persona.last_name}")[:40].strip("-").replace("-", ".")
    return f"{name or 'orang'}.{persona.id}@contoh.go.id"


def _person(unit: SqlUnitOfWork, persona: Persona, known: int | None) -> Person | None:
    """Return whose account is signed in at the chat, or else was before, or else is the persona's own."""
    chat = unit.chats.get(persona.id)
    here = chat.person_id if chat else None
    for person_id in (here, known):
        if person_id is not None and (person := unit.people.get(person_id)) is not None:
            return person
    return unit.people.by_email(_address(persona))


def _seen(unit: SqlUnitOfWork, person: Person) -> PersonAccount:
    chat = unit.chats.of_person(person.id)
    label = "; ".join(_role_name(unit, one) for one in person.assignments)
    return PersonAccount(person.id, person.email, label, chat.chat_id if chat else None)


def _role_name(unit: SqlUnitOfWork, assignment: Assignment) -> str:
    """Return a role with its place, as short as the labels of the other people."""
    role, *places = assignment_name(assignment, unit.lpses)
    return ", ".join([role, *(place.removeprefix("LPSE ") for place in places)])


def _state(ticket: Ticket) -> str:
    """Return how far a ticket of the tour is: filed, taken, solved, confirmed or rated."""
    if ticket.rating is not None:
        return "rated"
    if ticket.status is Status.CLOSED:
        return "confirmed"
    if ticket.status is Status.CONFIRMATION:
        return "solved"
    return "filed" if ticket.status is Status.WAITING else "taken"
