"""Which role, and where it is held: steps that every talk about an account's roles shares."""

from __future__ import annotations

from collections.abc import Callable

from conversations.steps import ChoiceStep, Option, SearchStep
from conversations.talk import Draft, Step, always
from conversations.talks.new_ticket import MOST_MATCHES
from conversations.world import World
from core.accounts import assignment_of
from core.catalogue import Directorate
from core.people import Assignment
from core.roles import Level, Role
from core.words import _


def seat_steps(when: Callable[[Draft, World], bool] = always) -> tuple[Step, ...]:
    """Role, and the LPSE or directorate that it needs."""
    return (
        ChoiceStep(
            name="role",
            title=_("Peran"),
            template="admin/accounts/role.html",
            options=lambda _draft, _world: [Option(role.value, role.label) for role in Role],
            width=2,
            when=when,
        ),
        SearchStep(
            name="lpse",
            title=_("LPSE"),
            template="admin/accounts/lpse.html",
            own=lambda _world: [],
            find=find_lpses,
            label=lpse_name,
            when=lambda draft, world: when(draft, world) and "role" in draft and _role(draft).needs_lpse,
        ),
        ChoiceStep(
            name="directorate",
            title=_("Direktorat"),
            template="admin/accounts/directorate.html",
            options=lambda _draft, _world: [Option(d.value, d.label) for d in Directorate],
            when=lambda draft, world: (
                when(draft, world) and "role" in draft and _role(draft).level is Level.TIM_TEKNIS
            ),
        ),
    )


def seat_in(draft: Draft, world: World) -> Assignment:
    """What was chosen; an answer that another role needed is passed over."""
    lpse_id = int(draft["lpse"]) if draft.get("lpse") else None
    directorate = Directorate(draft["directorate"]) if draft.get("directorate") else None
    return assignment_of(world.offices, _role(draft), lpse_id, directorate)


def seat_label(assignment: Assignment, world: World) -> str:
    """A role with its place, as this person reads it."""
    lpse = world.offices.get(assignment.lpse_id) if assignment.lpse_id is not None else None
    place = lpse.name if lpse else assignment.directorate.label if assignment.directorate else ""
    return ", ".join(filter(None, (world.translate(assignment.role.label), place)))


def find_lpses(text: str, world: World) -> list[Option]:
    return [Option(str(lpse.id), lpse.name) for lpse in world.offices.find(text, MOST_MATCHES)]


def lpse_name(value: str, world: World) -> str:
    """What the LPSE of this number is called; "" for none."""
    lpse = world.offices.get(int(value)) if value else None
    return lpse.name if lpse else ""


def _role(draft: Draft) -> Role:
    return Role(draft["role"])
