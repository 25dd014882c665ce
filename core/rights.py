"""Who may do what to which ticket now: the one question that buttons and guards both ask."""

from __future__ import annotations

from core.errors import Refusal
from core.grants import granted
from core.lifecycle import TERMINAL, Action, Move, Mover, move_for, moves_from
from core.people import Assignment, Person
from core.ticket import Actor, Ticket


def may_see(person: Person, ticket: Ticket) -> bool:
    """Reporters, parties and watchers their own, LPSE staff those of their LPSE, LKPP's people all."""
    return (
        person.id in ticket.party_ids
        or person.id in ticket.watcher_ids
        or person.id == ticket.reporter_id
        or person.is_national
        or ticket.lpse_id in person.served_lpse_ids
    )


def may_hold(person: Person | None, ticket: Ticket) -> bool:
    """Whether a ticket gets on in this person's hands: an account, and a role that works at its desk."""
    return person is not None and any(
        granted(a.role, Action.SOLVE) and a.desk == ticket.desk for a in person.assignments
    )


def may_invite(person: Person, ticket: Ticket) -> bool:
    """Whether they may let others watch: the reporter and the parties, while the ticket is open."""
    is_party = person.id == ticket.reporter_id or person.id in ticket.party_ids
    return is_party and ticket.status not in TERMINAL


def may_unwatch(person: Person, ticket: Ticket, watcher_id: int) -> bool:
    """Everybody may stop watching; the reporter decides for all watchers."""
    return person.id in (watcher_id, ticket.reporter_id)


def actions(person: Person, ticket: Ticket) -> tuple[Action, ...]:
    """What this person may do to this ticket now, in the order of the lifecycle table."""
    return tuple(m.action for m in moves_from(ticket.status) if _role_for(person, ticket, m) is not None)


def require(person: Person, ticket: Ticket, action: Action) -> Actor:
    """The role in which the person does this, or a refusal.

    Refuses with `not_found` for a ticket the person may not see, `not_now` where the lifecycle has no such
    move (with who holds it), and `not_yours` where somebody else has to make it.
    """
    if not may_see(person, ticket):
        raise Refusal("not_found")
    try:
        move = move_for(ticket.status, action)
    except Refusal as no:
        raise Refusal(no.code, **no.facts, holder_id=ticket.holder_id, number=ticket.number) from None
    if action is Action.RATE and ticket.rating is not None:
        raise Refusal("already_rated")
    role = _role_for(person, ticket, move)
    if role is None:
        raise Refusal("not_yours", action=action, holder_id=ticket.holder_id, number=ticket.number)
    return Actor(person.id, role.role, role.desk)


def _role_for(person: Person, ticket: Ticket, move: Move) -> Assignment | None:
    """The first role of the person in which this move is theirs; for a reporter the one they filed in."""
    if move.action is Action.RATE and ticket.rating is not None:
        return None
    roles = sorted(person.assignments, key=lambda a: a.role is not ticket.reporter_role)
    fitting = (a for a in roles if granted(a.role, move.action) and _is_mover(person, a, ticket, move.mover))
    return next(fitting, None)


def _is_mover(person: Person, role: Assignment, ticket: Ticket, mover: Mover) -> bool:
    match mover:
        case Mover.DESK:
            return role.desk == ticket.desk
        case Mover.HOLDER:
            return person.id == ticket.holder_id and role.desk == ticket.desk
        case Mover.ASKED if ticket.asked_desk is not None:
            return role.desk == ticket.asked_desk
        case Mover.ASKED | Mover.REPORTER:
            return person.id == ticket.reporter_id
        case Mover.CLOCK:
            return False
