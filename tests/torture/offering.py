"""Compare the alerts that can be pressed with the tickets that wait, for people and for staff groups."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from core.people.desks import Desk
from core.tickets.lifecycle import Status
from tests.torture.evidence import Evidence
from tests.torture.replay import Life
from tests.torture.telling import alerts
from tests.torture.violations import Fault, Violation


def offers_wrong(evidence: Evidence, lives: Sequence[Life]) -> Iterator[Violation]:
    """Yield alerts about tickets that do not wait there, and waiting tickets that somebody is not offered."""
    yield from _stale(evidence, lives)
    offered = {(offer.chat, offer.number) for offer in evidence.offers}
    yield from _missing(evidence, lives, offered)
    yield from _missing_in_groups(evidence, lives, offered)


def _stale(evidence: Evidence, lives: Sequence[Life]) -> Iterator[Violation]:
    by_number: Mapping[str, Life] = {life.ticket.number: life for life in lives}
    unknown = 0
    for offer in evidence.offers:
        chat, number = offer.chat, offer.number
        life = by_number.get(number)
        if chat in evidence.allowed.unreached:
            continue
        if life is None:
            yield Violation(Fault.INVENTED, f"{chat} is offered {number}, which does not exist")
        elif life.ticket.status is not Status.WAITING or life.ticket.desk not in _desks(evidence, chat):
            # Of a message whose answer was lost, nothing is known before its button is pressed.
            unknown += not offer.is_known
            if offer.is_known or unknown > evidence.allowed.repeats:
                yield Violation(Fault.DISAGREES, f"{chat} is offered {number}, which does not wait there")


def _missing(
    evidence: Evidence, lives: Sequence[Life], offered: Collection[tuple[int, str]]
) -> Iterator[Violation]:
    came, due = alerts(evidence, lives)
    for chat, person in evidence.people.items():
        if chat in evidence.allowed.unreached:
            continue
        for life in _waiting(lives, person.desks):
            key = (person.id, life.ticket.number)
            # Who pressed the button and went no further has the ticket's question instead of the alert.
            if came[key] < due[key] and (chat, life.ticket.number) not in offered:
                what = f"{chat} is not offered {life.ticket.number}, which waits there"
                yield Violation(Fault.UNTOLD, what)


def _missing_in_groups(
    evidence: Evidence, lives: Sequence[Life], offered: Collection[tuple[int, str]]
) -> Iterator[Violation]:
    for chat, group in evidence.groups.items():
        for life in _waiting(lives, (group.desk,)):
            is_new = life.ticket.created_at >= group.since
            if is_new and (chat, life.ticket.number) not in offered:
                yield Violation(Fault.UNTOLD, f"group {chat} is not offered {life.ticket.number}")


def _waiting(lives: Sequence[Life], desks: Sequence[Desk]) -> Iterator[Life]:
    """Yield the tickets that wait at one of these desks."""
    return (one for one in lives if one.ticket.status is Status.WAITING and one.ticket.desk in desks)


def _desks(evidence: Evidence, chat: int) -> Sequence[Desk]:
    """Return the desks whose tickets this chat is offered."""
    if chat in evidence.groups:
        return (evidence.groups[chat].desk,)
    return evidence.people[chat].desks
