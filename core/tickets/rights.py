"""Rights of people on a ticket: the rules that buttons and guards both ask."""

from __future__ import annotations

from enum import Enum

from core.errors import Refusal
from core.people.people import Assignment, Person
from core.tickets.actors import Actor
from core.tickets.grants import granted
from core.tickets.lifecycle import (
    TERMINAL,
    Action,
    ActorKind,
    Transition,
    transition_for,
    transitions_from,
)
from core.tickets.ticket import Ticket


class Standing(Enum):
    """Reasons for which a person may see a ticket at present."""

    REPORTER = "reporter"
    STAFF = "staff"
    WATCHER = "watcher"


def standing(person: Person, ticket: Ticket) -> Standing | None:
    """Return why the person may see the ticket now, or None if they may not.

    Reporters see their own tickets, LPSE staff those of their LPSE, LKPP's people all, and watchers those
    they were invited to. What a person did with a ticket earlier gives no right without a present role.
    `core.tickets.search.scope_of` says the same as a condition for queries.
    """
    if person.id == ticket.reporter_id:
        return Standing.REPORTER
    if person.is_national or ticket.lpse_id in person.served_lpse_ids:
        return Standing.STAFF
    return Standing.WATCHER if person.id in ticket.watcher_ids else None


def may_file(person: Person) -> bool:
    """Return whether a role of the person may file tickets."""
    return any(granted(assignment.role, Action.FILE) for assignment in person.assignments)


def may_see(person: Person, ticket: Ticket) -> bool:
    """Return whether the person may see the ticket: read, print, search and list it, and be told of it."""
    return standing(person, ticket) is not None


def is_concerned(person: Person, ticket: Ticket) -> bool:
    """Return whether the ticket has to do with the person, so that nobody wonders why they look at it.

    It does with its parties and watchers, and with the desks at which it waits.
    """
    waits_for_them = any(desk in person.desks for desk in ticket.waits_at)
    return waits_for_them or person.id in ticket.party_ids or person.id in ticket.watcher_ids


def may_hold(person: Person | None, ticket: Ticket) -> bool:
    """Return whether the ticket can stay with this holder: a person whose role works at the ticket's desk.

    `person` is None for an account that is closed.
    """
    return person is not None and any(
        granted(a.role, Action.SOLVE) and a.desk == ticket.desk for a in person.assignments
    )


def may_invite(person: Person, ticket: Ticket) -> bool:
    """Return whether the person may let others watch: while it is open, those who vouch for watchers may."""
    return may_vouch(person, ticket) and ticket.status not in TERMINAL


def may_vouch(person: Person | None, ticket: Ticket) -> bool:
    """Return whether watchers whom the person invited may stay.

    Its reporter vouches for them, and so does a party with a present role. `person` is None for an account
    that is closed.
    """
    if person is None:
        return False
    match standing(person, ticket):
        case Standing.REPORTER:
            return True
        case Standing.STAFF:
            return person.id in ticket.party_ids
        case _:
            return False


def may_unwatch(person: Person, ticket: Ticket, watcher_id: int) -> bool:
    """Return whether the person may end this watching: watchers their own, the reporter any."""
    return person.id in (watcher_id, ticket.reporter_id)


def allowed_actions(person: Person, ticket: Ticket) -> tuple[Action, ...]:
    """Return what this person may do to this ticket now, in the order of the lifecycle table."""
    return tuple(
        transition.action
        for transition in transitions_from(ticket.status)
        if (transition.action is not Action.RATE or may_be_rated(ticket))
        and _assignment_for(person, ticket, transition) is not None
    )


def may_be_rated(ticket: Ticket) -> bool:
    """Return whether a rating is asked for: somebody worked on the ticket, and it has none yet."""
    return ticket.rating is None and _was_taken(ticket)


def _was_taken(ticket: Ticket) -> bool:
    """Return whether anybody but its reporter ever worked on it, so that there is something to rate."""
    return ticket.solver_id is not None or bool(ticket.path or ticket.party_ids - {ticket.reporter_id})


def require(person: Person, ticket: Ticket, action: Action) -> Actor:
    """Return the person as actor, in the role in which they do this action, or refuse.

    Refuse `not_found` for a ticket that the person may not see, `not_now` where the lifecycle has no such
    transition, `already_rated` and `nothing_to_rate`, and `not_yours` where only somebody else may do it;
    `not_now` and `not_yours` come with the ticket's holder.
    """
    if not may_see(person, ticket):
        raise Refusal("not_found")
    try:
        transition = transition_for(ticket.status, action)
    except Refusal as refusal:
        facts = {**refusal.facts, "holder_id": ticket.holder_id, "number": ticket.number}
        raise Refusal(refusal.code, **facts) from None
    if action is Action.RATE and ticket.rating is not None:
        raise Refusal("already_rated")
    if action is Action.RATE and not _was_taken(ticket):
        raise Refusal("nothing_to_rate", number=ticket.number)
    return _actor(person, ticket, transition)


def require_rater(person: Person, ticket: Ticket) -> Actor:
    """Return the person as the actor who adds to the rating.

    Refuse `not_found` if they may not see the ticket, `not_rated` before it has stars, `not_yours` if they
    are not its reporter.
    """
    if not may_see(person, ticket):
        raise Refusal("not_found")
    if ticket.rating is None:
        raise Refusal("not_rated")
    return _actor(person, ticket, transition_for(ticket.status, Action.RATE))


def _actor(person: Person, ticket: Ticket, transition: Transition) -> Actor:
    action = transition.action
    assignment = _assignment_for(person, ticket, transition)
    if assignment is None:
        raise Refusal("not_yours", action=action, holder_id=ticket.holder_id, number=ticket.number)
    return Actor(person.id, assignment.role, assignment.desk)


def _assignment_for(person: Person, ticket: Ticket, transition: Transition) -> Assignment | None:
    """Return the first role in which the person may make this transition, or None.

    A reporter's role of filing comes first.
    """
    for assignment in sorted(person.assignments, key=lambda a: a.role is not ticket.reporter_role):
        is_actor = _is_actor(person, assignment, ticket, transition.actor)
        if is_actor and granted(assignment.role, transition.action):
            return assignment
    return None


def _is_actor(person: Person, assignment: Assignment, ticket: Ticket, actor: ActorKind) -> bool:
    """Return whether the person in this role is the actor that a transition asks for."""
    match actor:
        case ActorKind.DESK:
            return assignment.desk in ticket.waits_at
        case ActorKind.HOLDER:
            return person.id == ticket.holder_id and assignment.desk == ticket.desk
        case ActorKind.ASKED if ticket.asked_desk is not None:
            return assignment.desk == ticket.asked_desk
        case ActorKind.ASKED | ActorKind.REPORTER:
            return person.id == ticket.reporter_id
        case ActorKind.CONTRIBUTOR:
            has_escalated = any(assignment.desk == step.desk for step in ticket.path)
            return person.id == ticket.reporter_id or has_escalated
        case ActorKind.CLOCK:
            return False
