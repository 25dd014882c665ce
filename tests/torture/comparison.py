"""Compare what everybody did and was told with store, chats and letters, and name what disagrees."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.tickets.history import HistoryEntry
from core.tickets.lifecycle import EventType
from tests.torture.evidence import Evidence, StoredTicket
from tests.torture.journal import TOKEN, Entry, Outcome
from tests.torture.offering import offers_wrong
from tests.torture.replay import Life, Roster, live_again
from tests.torture.telling import (
    Repeat,
    letters_missing,
    messages_missing,
    messages_overtaken,
    messages_repeated,
    messages_unfounded,
)
from tests.torture.violations import Fault, Violation

# Events that nobody did: the clock, and what follows from another act.
_BY_ITSELF = {
    EventType.REMINDED,
    EventType.CONFIRMED_SILENTLY,
    EventType.RELEASED,
    EventType.PRIORITY_CHANGED,
    EventType.PRIORITY_RAISED,
    EventType.PRIORITY_LOWERED,
    EventType.SCHEDULE_CHANGED,
    # The word of the journal comes with the message, which is added to the stars.
    EventType.RATED,
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """The result: all violations, and how many messages came twice."""

    violations: tuple[Violation, ...]
    repeated: int

    def count(self, *faults: Fault) -> int:
        """Return how many violations are of these kinds."""
        return sum(violation.fault in faults for violation in self.violations)


def compare(evidence: Evidence) -> Comparison:
    """Return everything that disagrees in the evidence."""
    roster = Roster(evidence.people)
    lives = [live_again(stored, roster) for stored in evidence.tickets]
    repeated = messages_repeated(evidence, lives)
    violations = (
        *_filings(evidence),
        *_acts(evidence),
        *_inventions(evidence),
        *_lives(evidence.tickets, lives),
        *offers_wrong(evidence, lives),
        *_cards(evidence),
        *(Violation(Fault.UNTOLD, what) for what in messages_missing(evidence, lives)),
        *(Violation(Fault.UNTOLD, what) for what in letters_missing(evidence, lives)),
        *(Violation(Fault.MIXED_UP, what) for what in messages_overtaken(evidence, lives)),
        *(Violation(Fault.INVENTED, what) for what in messages_unfounded(evidence, lives)),
        *(Violation(Fault.GROWN, what) for what in evidence.findings),
        *_stuck(evidence),
    )
    return Comparison((*violations, *_repeated(evidence, repeated)), repeated.total())


def _repeated(evidence: Evidence, repeated: Counter[Repeat]) -> Iterator[Violation]:
    """Yield that messages came twice more often than may be, to all together or in one chat."""
    allowed = evidence.allowed
    if repeated.total() > allowed.repeats:
        most = ", ".join(f"{count} more of {key}" for key, count in repeated.most_common(3))
        yield Violation(Fault.REPEATED, f"{repeated.total()} repeated, {allowed.repeats} may be: {most}")
    in_chat: Counter[int] = Counter()
    for key, count in repeated.items():
        in_chat[key.person] += 0 if key.is_letter else count
    most_in_chat = allowed.repeats if allowed.repeats_in_chat is None else allowed.repeats_in_chat
    for person, count in in_chat.items():
        if count > most_in_chat:
            yield Violation(Fault.REPEATED, f"{count} repeated to {person}, {most_in_chat} may be")


def _filings(evidence: Evidence) -> Iterator[Violation]:
    """Yield filings that were confirmed and have no ticket, and filings with several tickets."""
    by_token = defaultdict(list)
    for stored in evidence.tickets:
        by_token[stored.ticket.title.split()[-1]].append(stored)
    for entry in _of(evidence, EventType.FILED):
        found = by_token.get(entry.token, [])
        numbers = [stored.ticket.number for stored in found]
        if not found and entry.outcome is Outcome.CONFIRMED:
            yield Violation(Fault.LOST, f"{entry.token} was confirmed as {entry.number} and is not stored")
        if len(found) > 1:
            yield Violation(Fault.DOUBLED, f"{entry.token} is stored as {', '.join(numbers)}")
        for stored in found[:1]:
            yield from _filing(evidence, entry, stored)
    doubled = [n for n, count in Counter(s.ticket.number for s in evidence.tickets).items() if count > 1]
    yield from (Violation(Fault.DOUBLED, f"two tickets have the number {number}") for number in doubled)


def _filing(evidence: Evidence, entry: Entry, stored: StoredTicket) -> Iterator[Violation]:
    ticket = stored.ticket
    if entry.number and entry.number != ticket.number:
        yield Violation(Fault.MIXED_UP, f"{entry.token}: told {entry.number}, stored as {ticket.number}")
    if ticket.reporter_id != evidence.people[entry.person].id:
        yield Violation(Fault.MIXED_UP, f"{ticket.number} has another reporter than {entry.person}")
    if not entry.is_sent:
        yield Violation(Fault.INVENTED, f"{ticket.number} is stored, and was never sent")
    filed = sum(row.kind is EventType.FILED for row in stored.history)
    if filed != 1:
        yield Violation(Fault.DOUBLED if filed else Fault.LOST, f"{ticket.number} was filed {filed} times")


def _of(evidence: Evidence, *kinds: EventType) -> Iterator[Entry]:
    return (entry for entry in evidence.journal if entry.kind in kinds)


def _acts(evidence: Evidence) -> Iterator[Violation]:
    """Yield acts on tickets that are stored more or less often than they were done."""
    rows = defaultdict(list)
    for stored in evidence.tickets:
        for row in stored.history:
            for token in tokens_of(row, stored):
                rows[token].append((stored.ticket.number, row))
    for entry in evidence.journal:
        if entry.kind is EventType.FILED or not entry.token:
            continue
        found = rows.get(entry.token, [])
        if not found and entry.outcome is Outcome.CONFIRMED:
            yield Violation(Fault.LOST, f"{entry.kind} by {entry.person} ({entry.token})")
        if len(found) > 1:
            yield Violation(Fault.DOUBLED, f"{entry.kind} by {entry.person} ({entry.token})")
        for number, row in found[:1]:
            is_same = row.person_id == evidence.people[entry.person].id and row.kind is entry.kind
            if not is_same or number != entry.number:
                what = f"{entry.kind} of {entry.number} by {entry.person} is {row.kind} of {number}"
                yield Violation(Fault.MIXED_UP, f"{what} by {row.person_name}")
    yield from _wordless_acts(evidence)


def _wordless_acts(evidence: Evidence) -> Iterator[Violation]:
    """Yield acts without a text that are stored less often than confirmed, or more often than tried."""
    confirmed: Counter[tuple[int, str, EventType]] = Counter()
    tried: Counter[tuple[int, str, EventType]] = Counter()
    for entry in evidence.journal:
        if not entry.token:
            key = (evidence.people[entry.person].id, entry.number, entry.kind)
            confirmed[key] += entry.outcome is Outcome.CONFIRMED
            tried[key] += entry.is_sent
    stored = Counter(
        (row.person_id, s.ticket.number, row.kind)
        for s in evidence.tickets
        for row in s.history
        if row.person_id is not None and (row.person_id, s.ticket.number, row.kind) in tried
    )
    for key, times in confirmed.items():
        _, number, kind = key
        if stored[key] < times:
            yield Violation(Fault.LOST, f"{kind} of {number}: confirmed {times} times, stored {stored[key]}")
        if stored[key] > tried[key]:
            yield Violation(Fault.DOUBLED, f"{kind} of {number}: done {tried[key]}, stored {stored[key]}")


def _inventions(evidence: Evidence) -> Iterator[Violation]:
    """Yield rows of the history that nobody in the journal did."""
    tokens = {entry.token for entry in evidence.journal if entry.token}
    wordless = {
        (evidence.people[entry.person].id, entry.number, entry.kind)
        for entry in evidence.journal
        if not entry.token
    }
    for stored in evidence.tickets:
        for row in stored.history:
            found = tokens_of(row, stored)
            is_known = (
                tokens.issuperset(found)
                if found
                else (row.person_id, stored.ticket.number, row.kind) in wordless
            )
            if row.kind not in _BY_ITSELF and not is_known:
                yield Violation(Fault.INVENTED, f"{row.kind} of {stored.ticket.number} by {row.person_name}")


def tokens_of(row: HistoryEntry, stored: StoredTicket) -> tuple[str, ...]:
    """Return the words of the journal that stand in an event: none, or its own, and what was added to it.

    What a person typed without being asked may have been added to what they had written before.
    """
    text = row.text
    if row.kind is EventType.FILED:
        text = stored.ticket.title
    elif row.kind is EventType.RATING_ADDED and stored.ticket.rating:
        text = stored.ticket.rating.message
    return tuple(dict.fromkeys(TOKEN.findall(text)))


def _lives(tickets: Iterable[StoredTicket], lives: Iterable[Life]) -> Iterator[Violation]:
    """Yield tickets that are not what their history leads to."""
    for stored, life in zip(tickets, lives, strict=True):
        now, then = stored.ticket, life.ticket
        if life.fault:
            yield Violation(Fault.DISAGREES, f"{now.number} has an impossible history: {life.fault}")
            continue
        ratings = [row for row in stored.history if row.kind is EventType.RATED]
        is_rated = bool(ratings)
        if len(ratings) > 1:
            yield Violation(Fault.DOUBLED, f"the stars of {now.number}")
        for name, is_, should in (
            ("status", now.status, then.status),
            ("holder", now.holder_id, then.holder_id),
            ("solver", now.solver_id, then.solver_id),
            ("desk", now.desk, then.desk),
            ("rating", now.rating is not None, is_rated),
        ):
            if is_ != should:
                yield Violation(Fault.DISAGREES, f"{now.number}: {name} is {is_}, by its history {should}")


def _cards(evidence: Evidence) -> Iterator[Violation]:
    """Yield tickets that their reporters see in another state than they are."""
    by_number = {stored.ticket.number: stored.ticket for stored in evidence.tickets}
    names = {person.id: person.name for person in evidence.people.values()}
    for card in evidence.cards:
        ticket = by_number.get(card.text[:13])
        if ticket is None:
            yield Violation(Fault.STUCK, f"{card.person} does not get a card: {card.text[:60]!r}")
            continue
        holder = names.get(ticket.holder_id or 0, "")
        stars = "⭐" * ticket.rating.stars if ticket.rating else ""
        if not all(words in card.text for words in (ticket.status.label, holder, stars)):
            yield Violation(
                Fault.DISAGREES, f"{card.person} sees {ticket.number} in another state than it is"
            )


def _stuck(evidence: Evidence) -> Iterator[Violation]:
    left = evidence.leftovers
    yield from (Violation(Fault.STUCK, f"{person} finds no menu") for person in evidence.stuck)
    if len(left.put_aside) > evidence.allowed.unreadable:
        yield Violation(Fault.STUCK, f"put aside: {', '.join(left.put_aside)}")
    for chat, why in left.failed:
        # An administrator, who is told of faults, is nobody of the office.
        if chat is not None and chat not in evidence.people and chat not in evidence.groups:
            continue
        if chat not in evidence.allowed.unreached and (chat is not None or not evidence.allowed.unreached):
            yield Violation(Fault.UNTOLD, f"given up in chat {chat or 'of a letter'}: {why}")
    if left.undone or left.unsent:
        yield Violation(Fault.STUCK, f"{left.undone} updates not done, {left.unsent} messages not sent")
