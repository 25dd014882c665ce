"""Compare the alerts that can be pressed with the tickets that wait, for people and for staff groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from core.people.desks import Desk
from core.tickets.lifecycle import Status
from tests.torture.evidence import Evidence
from tests.torture.replay import Life
from tests.torture.telling import alerts
from tests.torture.violations import Fault, Violation


def offers_wrong(evidence: Evidence, lives: Sequence[Life]) -> Iterator[Violation]:
    """Yield alerts about tickets that do not wait there, and waiting tickets that somebody is not offered."""
    yield from _stale(evidence, lives)
    yield from _missing(evidence, lives)
    yield from _missing_in_groups(evidence, lives)


def _stale(evidence: Evidence, lives: Sequence[Life]) -> Iterator[Violation]:
    by_number: Mapping[str, Life] = {life.ticket.number: life for life in lives}
    came, due = alerts(evidence, lives)
    # Of an alert that came twice, only the second message is known and amended later.
    excused = came - due
    for chat, number in evidence.offers:
        life, person = by_number.get(number), evidence.people.get(chat)
        if chat in evidence.allowed.unreached:
            continue
        if person is not None and excused[person.id, number] > 0:
            excused[person.id, number] -= 1
            continue
        if life is None:
            yield Violation(Fault.INVENTED, f"{chat} is offered {number}, which does not exist")
        elif life.ticket.status is not Status.WAITING or life.ticket.desk not in _desks(evidence, chat):
            yield Violation(Fault.DISAGREES, f"{chat} is offered {number}, which does not wait there")


def _missing(evidence: Evidence, lives: Sequence[Life]) -> Iterator[Violation]:
    came, due = alerts(evidence, lives)
    for chat, person in evidence.people.items():
        if chat in evidence.allowed.unreached:
            continue
        for life in _waiting(lives, person.desks):
            key = (person.id, life.ticket.number)
            # Who pressed the button and went no further has the ticket's question instead of the alert.
            if came[key] < due[key] and (chat, life.ticket.number) not in evidence.offers:
                what = f"{chat} is not offered {life.ticket.number}, which waits there"
                yield Violation(Fault.UNTOLD, what)


def _missing_in_groups(evidence: Evidence, lives: Sequence[Life]) -> Iterator[Violation]:
    for chat, group in evidence.groups.items():
        for life in _waiting(lives, (group.desk,)):
            is_new = life.ticket.created_at >= group.since
            if is_new and (chat, life.ticket.number) not in evidence.offers:
                yield Violation(Fault.UNTOLD, f"group {chat} is not offered {life.ticket.number}")


def _waiting(lives: Sequence[Life], desks: Sequence[Desk]) -> Iterator[Life]:
    """Yield the tickets that wait at one of these desks."""
    return (one for one in lives if one.ticket.status is Status.WAITING and one.ticket.desk in desks)


def _desks(evidence: Evidence, chat: int) -> Sequence[Desk]:
    """Return the desks whose tickets this chat is offered."""
    if chat in evidence.groups:
        return (evidence.groups[chat].desk,)
    return evidence.people[chat].desks
