"""“Tambah Peran” and “Cabut Peran”: one more role for somebody, or one less."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.screens.accounts import done
from conversations.steps import ChoiceStep, ConfirmStep, Option
from conversations.talk import LEAVE, Draft, Finished, Talk, administrators_only
from conversations.talks.seats import seat_in, seat_label, seat_steps
from conversations.world import World
from core.accounts import found
from core.errors import Refusal
from core.people import Assignment, Person
from core.use_cases.change_roles import GiveRole, TakeRole
from core.words import _


def _person(draft: Draft, world: World) -> Person:
    return found(world.accounts, draft["account"]).person


def _held(draft: Draft, world: World) -> list[Option]:
    return [Option(a.seat, seat_label(a, world)) for a in _person(draft, world).assignments]


def _taken(draft: Draft, world: World) -> Assignment:
    for assignment in _person(draft, world).assignments:
        if assignment.seat == draft["seat"]:
            return assignment
    raise Refusal("role_gone")


def _summary(draft: Draft, world: World, assignment: Assignment) -> Mapping[str, object]:
    gives = "seat" not in draft
    person = _person(draft, world)
    return {"person": person, "seat": seat_label(assignment, world), "gives": gives}


def _give(draft: Draft, world: World) -> Finished:
    give = GiveRole(world.accounts, world.offices, world.trail)
    person = give(world.me, draft["account"], seat_in(draft, world), world.now)
    return Finished(done(_("Peran berhasil ditambahkan."), person))


def _take(draft: Draft, world: World) -> Finished:
    take = TakeRole(world.accounts, world.offices, world.trail)
    person = take(world.me, draft["account"], draft["seat"], world.now)
    return Finished(done(_("Peran berhasil dicabut."), person))


ROLE_GIVE = Talk(
    name="role_give",
    title=_("Tambah Peran"),
    opens=administrators_only,
    finish=_give,
    parks=False,
    about_ticket=False,
    bare=False,
    steps=(
        *seat_steps(),
        ConfirmStep(
            template="admin/accounts/role_confirm.html",
            summary=lambda draft, world: _summary(draft, world, seat_in(draft, world)),
        ),
    ),
)
ROLE_TAKE = Talk(
    name="role_take",
    title=_("Cabut Peran"),
    opens=administrators_only,
    finish=_take,
    parks=False,
    about_ticket=False,
    bare=False,
    steps=(
        ChoiceStep(name="seat", title=_("Peran"), template="admin/accounts/role_take.html", options=_held),
        ConfirmStep(
            template="admin/accounts/role_confirm.html",
            summary=lambda draft, world: _summary(draft, world, _taken(draft, world)),
            back_to=LEAVE,
        ),
    ),
)
