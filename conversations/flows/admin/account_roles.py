"""“Tambah Peran” and “Cabut Peran”: give a role to an account, or take one from it."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.context import ConversationContext
from conversations.conversation import LEAVE, Conversation, ConversationEnd, Draft, administrators_only
from conversations.flows.admin.account_edition import roles_edition
from conversations.flows.admin.editions import guard_edition
from conversations.flows.admin.role_assignment import assignment_from, assignment_label, assignment_steps
from conversations.screens.admin.accounts import account_changed
from conversations.steps import ChoiceStep, ConfirmStep, Option
from core.administration.accounts import find_account
from core.errors import Refusal
from core.people.people import Assignment, Person
from core.use_cases.accounts.change_roles import GiveRole, TakeRole, check_may_take, check_new_role
from core.words import _


def _person(draft: Draft, context: ConversationContext) -> Person:
    return find_account(context.accounts, draft["account"]).person


def _assignments(draft: Draft, context: ConversationContext) -> list[Option]:
    return [Option(a.key, assignment_label(a, context)) for a in _person(draft, context).assignments]


def _chosen_assignment(draft: Draft, context: ConversationContext) -> Assignment:
    """Return the assignment that was chosen; raise Refusal("role_gone") if it was taken meanwhile."""
    for assignment in _person(draft, context).assignments:
        if assignment.key == draft["seat"]:
            return assignment
    raise Refusal("role_gone")


def _summary(draft: Draft, context: ConversationContext, assignment: Assignment) -> Mapping[str, object]:
    gives = "seat" not in draft
    person = _person(draft, context)
    if gives:
        check_new_role(person, assignment)
    else:
        check_may_take(context.me, person, assignment)
    return {"person": person, "assignment": assignment_label(assignment, context), "gives": gives}


def _give(draft: Draft, context: ConversationContext) -> ConversationEnd:
    give = GiveRole(context.accounts, context.lpses, context.trail)
    person = give(context.me, draft["account"], assignment_from(draft, context), context.now)
    return ConversationEnd(account_changed(_("Peran berhasil ditambahkan."), person))


def _take(draft: Draft, context: ConversationContext) -> ConversationEnd:
    take = TakeRole(context.accounts, context.lpses, context.trail)
    person = take(context.me, draft["account"], draft["seat"], context.now)
    return ConversationEnd(account_changed(_("Peran berhasil dicabut."), person))


_GIVING = Conversation(
    name="role_give",
    title=_("Tambah Peran"),
    check_access=administrators_only,
    finish=_give,
    keeps_draft=False,
    about_ticket=False,
    needs_draft=True,
    steps=(
        *assignment_steps(),
        ConfirmStep(
            template="admin/accounts/role_confirm.html",
            summary=lambda draft, context: _summary(draft, context, assignment_from(draft, context)),
        ),
    ),
)
_TAKING = Conversation(
    name="role_take",
    title=_("Cabut Peran"),
    check_access=administrators_only,
    finish=_take,
    keeps_draft=False,
    about_ticket=False,
    needs_draft=True,
    steps=(
        ChoiceStep(name="seat", title=_("Peran"), prompt=_("Peran mana yang dicabut?"), options=_assignments),
        ConfirmStep(
            template="admin/accounts/role_confirm.html",
            summary=lambda draft, context: _summary(draft, context, _chosen_assignment(draft, context)),
            back_to=LEAVE,
        ),
    ),
)
GIVE_ROLE = guard_edition(_GIVING, roles_edition)
TAKE_ROLE = guard_edition(_TAKING, roles_edition)
