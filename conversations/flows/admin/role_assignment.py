"""Steps shared by conversations about roles: the role, and the place where it is held."""

from __future__ import annotations

from collections.abc import Callable

from conversations.context import ConversationContext
from conversations.conversation import Draft, Step, always
from conversations.flows.tickets.lpse_choice import MOST_MATCHES, check_offered
from conversations.steps import ChoiceStep, Option, SearchStep
from core.administration.accounts import assignment_of
from core.organisation.directorates import Directorate
from core.organisation.roles import Level, Role
from core.people.people import Assignment
from core.words import _


def assignment_steps(when: Callable[[Draft, ConversationContext], bool] = always) -> tuple[Step, ...]:
    """Return the steps for a role and the LPSE or directorate that it needs."""
    return (
        ChoiceStep(
            name="role",
            title=_("Peran"),
            prompt=_("Peran apa yang diberikan?"),
            options=lambda _draft, _context: [Option(role.value, role.label) for role in Role],
            width=2,
            when=when,
        ),
        SearchStep(
            name="lpse",
            title=_("LPSE"),
            prompt=_("Di LPSE mana? Ketik sebagian namanya."),
            suggest=lambda _context: [],
            find=find_lpses,
            label=lpse_name,
            check=check_offered,
            when=lambda draft, context: when(draft, context) and "role" in draft and _role(draft).needs_lpse,
        ),
        ChoiceStep(
            name="directorate",
            title=_("Direktorat"),
            prompt=_("Tim teknis direktorat mana?"),
            options=lambda _draft, _context: [Option(d.value, d.label) for d in Directorate],
            when=lambda draft, context: (
                when(draft, context) and "role" in draft and _role(draft).level is Level.TIM_TEKNIS
            ),
        ),
    )


def assignment_from(draft: Draft, context: ConversationContext) -> Assignment:
    """Return the chosen assignment; ignore an answer that only another role needs."""
    lpse_id = int(draft["lpse"]) if draft.get("lpse") else None
    directorate = Directorate(draft["directorate"]) if draft.get("directorate") else None
    return assignment_of(context.lpses, _role(draft), lpse_id, directorate)


def assignment_label(assignment: Assignment, context: ConversationContext) -> str:
    """Return a role with its place, in the language of this person."""
    lpse = context.lpses.get(assignment.lpse_id) if assignment.lpse_id is not None else None
    place = lpse.name if lpse else assignment.directorate.label if assignment.directorate else ""
    return ", ".join(filter(None, (context.translate(assignment.role.label), place)))


def find_lpses(text: str, context: ConversationContext) -> list[Option]:
    return [Option(str(lpse.id), lpse.name) for lpse in context.lpses.find(text, MOST_MATCHES)]


def lpse_name(value: str, context: ConversationContext) -> str:
    """Return the name of the LPSE of this id; "" for none."""
    lpse = context.lpses.get(int(value)) if value else None
    return lpse.name if lpse else ""


def _role(draft: Draft) -> Role:
    return Role(draft["role"])
