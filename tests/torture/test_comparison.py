"""Test that the comparison finds every planted loss, double, swap and silence, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from core.tickets.history import HistoryEntry
from core.tickets.lifecycle import EventType, Status
from tests.torture.comparison import compare, tokens_of
from tests.torture.evidence import Allowed, Evidence, Group, Leftovers, Offer, Told
from tests.torture.scene import AGUS, BUDI, DEWI, RINA, SARI, Scene
from tests.torture.violations import Fault

Plant = Callable[[Evidence], Evidence]


@pytest.fixture
def evidence() -> Evidence:
    return Scene().evidence()


def faults(evidence: Evidence) -> set[Fault]:
    return {violation.fault for violation in compare(evidence).violations}


def rewritten(place: int, change: Callable[[tuple[HistoryEntry, ...]], tuple[HistoryEntry, ...]]) -> Plant:
    """Plant a change of a ticket's stored history."""

    def plant(evidence: Evidence) -> Evidence:
        tickets = list(evidence.tickets)
        tickets[place] = replace(tickets[place], history=change(tickets[place].history))
        return replace(evidence, tickets=tuple(tickets))

    return plant


def altered(place: int, **fields: object) -> Plant:
    """Plant other values in a stored ticket."""

    def plant(evidence: Evidence) -> Evidence:
        tickets = list(evidence.tickets)
        tickets[place] = replace(tickets[place], ticket=replace(tickets[place].ticket, **fields))  # type: ignore[arg-type]
        return replace(evidence, tickets=tuple(tickets))

    return plant


def journalled(kind: EventType, **fields: object) -> Plant:
    """Plant other values in the first entry of this kind in the journal."""

    def plant(evidence: Evidence) -> Evidence:
        found = next(entry for entry in evidence.journal if entry.kind is kind)
        changed = replace(found, **fields)  # type: ignore[arg-type]
        return replace(evidence, journal=tuple(changed if e is found else e for e in evidence.journal))

    return plant


def without(kind: EventType) -> Callable[[tuple[HistoryEntry, ...]], tuple[HistoryEntry, ...]]:
    return lambda rows: tuple(row for row in rows if row.kind is not kind)


def twice(kind: EventType) -> Callable[[tuple[HistoryEntry, ...]], tuple[HistoryEntry, ...]]:
    return lambda rows: tuple(row for one in rows for row in ([one, one] if one.kind is kind else [one]))


def swapped(rows: tuple[HistoryEntry, ...]) -> tuple[HistoryEntry, ...]:
    """Exchange the places of the question and its answer."""
    return (*rows[:2], rows[3], rows[2], *rows[4:])


def by_somebody_else(rows: tuple[HistoryEntry, ...]) -> tuple[HistoryEntry, ...]:
    return tuple(replace(row, person_id=1) if row.kind is EventType.SOLVED else row for row in rows)


def with_remarks_exchanged(evidence: Evidence) -> Evidence:
    first, second = evidence.tickets
    solved, escalated = first.history[4], second.history[2]
    taken = {solved.id: escalated.text, escalated.id: solved.text}
    tickets = tuple(
        replace(one, history=tuple(replace(row, text=taken.get(row.id, row.text)) for row in one.history))
        for one in (first, second)
    )
    return replace(evidence, tickets=tickets)


def with_reporters_exchanged(evidence: Evidence) -> Evidence:
    first, second = (stored.ticket for stored in evidence.tickets)
    one = altered(0, reporter_id=second.reporter_id)
    return altered(1, reporter_id=first.reporter_id)(one(evidence))


def with_a_ticket_twice(evidence: Evidence) -> Evidence:
    stored = evidence.tickets[1]
    copy = replace(stored, ticket=replace(stored.ticket, number="TPS2611300003", id=3))
    return replace(evidence, tickets=(*evidence.tickets, copy))


def with_a_stranger_row(rows: tuple[HistoryEntry, ...]) -> tuple[HistoryEntry, ...]:
    asked, answered = rows[2], rows[3]
    return (*rows[:4], replace(asked, text="Apa lagi?"), replace(answered, text="Tidak ada."), *rows[4:])


def told_of_what_never_was(evidence: Evidence) -> Evidence:
    number = evidence.tickets[1].ticket.number
    told = Told(
        BUDI,
        "Menurut Dewi Anggraini, masalah Anda sudah selesai. Silakan periksa, lalu konfirmasi."
        f"\n\n{number} · x",
    )
    return replace(evidence, messages=(*evidence.messages, told))


def with_a_group_that_gets_nothing(evidence: Evidence) -> Evidence:
    ticket = evidence.tickets[1].ticket
    return replace(evidence, groups={-1: Group(ticket.desk, ticket.created_at)})


def told_in_another_order(evidence: Evidence) -> Evidence:
    return replace(evidence, messages=tuple(reversed(evidence.messages)))


def told_in_another_state(evidence: Evidence) -> Evidence:
    first, second = evidence.cards
    return replace(evidence, cards=(replace(first, text=second.text.replace("0002", "0001")), second))


PLANTED: dict[str, tuple[Plant, Fault]] = {
    "a filing that is not stored": (lambda e: replace(e, tickets=e.tickets[:1]), Fault.LOST),
    "a remark that is not stored": (rewritten(0, without(EventType.FEEDBACK_GIVEN)), Fault.LOST),
    "a taking that is not stored": (rewritten(1, without(EventType.TAKEN)), Fault.LOST),
    "a rating that is not stored": (rewritten(0, without(EventType.RATING_ADDED)), Fault.LOST),
    "a filing without its event": (rewritten(0, without(EventType.FILED)), Fault.LOST),
    "a filing with two tickets": (with_a_ticket_twice, Fault.DOUBLED),
    "two tickets with one number": (altered(1, number="TPS2611300001"), Fault.DOUBLED),
    "a remark stored twice": (rewritten(0, twice(EventType.FEEDBACK_GIVEN)), Fault.DOUBLED),
    "a taking stored twice": (rewritten(1, twice(EventType.TAKEN)), Fault.DOUBLED),
    "two events in each other's place": (rewritten(0, swapped), Fault.DISAGREES),
    "the remarks of two tickets exchanged": (with_remarks_exchanged, Fault.MIXED_UP),
    "the reporters of two tickets exchanged": (with_reporters_exchanged, Fault.MIXED_UP),
    "an act of somebody else": (rewritten(0, by_somebody_else), Fault.MIXED_UP),
    "a number told to the wrong person": (
        journalled(EventType.FILED, number="TPS2611300002"),
        Fault.MIXED_UP,
    ),
    "an answer to another ticket": (
        journalled(EventType.FEEDBACK_GIVEN, number="TPS2611300002"),
        Fault.MIXED_UP,
    ),
    "a ticket that was never sent": (journalled(EventType.FILED, is_sent=False), Fault.INVENTED),
    "an act that nobody did": (rewritten(0, with_a_stranger_row), Fault.INVENTED),
    "news of what never was": (told_of_what_never_was, Fault.INVENTED),
    "news in another order": (told_in_another_order, Fault.MIXED_UP),
    "another status": (altered(0, status=Status.WORKING), Fault.DISAGREES),
    "another holder": (altered(1, holder_id=3), Fault.DISAGREES),
    "another solver": (altered(0, solver_id=None), Fault.DISAGREES),
    "a rating that is gone": (altered(0, rating=None), Fault.DISAGREES),
    "a card in another state": (told_in_another_state, Fault.DISAGREES),
    "an alert for a closed ticket": (
        lambda e: replace(e, offers=(*e.offers, Offer(SARI, "TPS2611300001"))),
        Fault.DISAGREES,
    ),
    "an alert at another desk": (
        lambda e: replace(e, offers=(*e.offers, Offer(AGUS, "TPS2611300002"))),
        Fault.DISAGREES,
    ),
    "a group that gets no alert": (with_a_group_that_gets_nothing, Fault.UNTOLD),
    "no card": (lambda e: replace(e, cards=(Told(RINA, ""),)), Fault.STUCK),
    "a person without a menu": (lambda e: replace(e, stuck=(BUDI,)), Fault.STUCK),
    "an update not done": (lambda e: replace(e, leftovers=Leftovers(undone=1)), Fault.STUCK),
    "an update put aside": (lambda e: replace(e, leftovers=Leftovers(put_aside=("bug",))), Fault.STUCK),
    "a message not sent": (lambda e: replace(e, leftovers=Leftovers(unsent=1)), Fault.STUCK),
    "a message given up": (
        lambda e: replace(e, leftovers=Leftovers(failed=((BUDI, "no"),))),
        Fault.UNTOLD,
    ),
}


def test_nothing_is_found_where_nothing_went_wrong(evidence: Evidence) -> None:
    assert compare(evidence).violations == ()


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_found(evidence: Evidence, name: str) -> None:
    plant, fault = PLANTED[name]
    assert fault in faults(plant(evidence))


def test_no_row_of_any_history_can_go_or_come_twice_unnoticed(evidence: Evidence) -> None:
    for place, stored in enumerate(evidence.tickets):
        for at, row in enumerate(stored.history):
            before, after = stored.history[:at], stored.history[at + 1 :]
            gone = rewritten(place, lambda _, kept=(*before, *after): kept)  # type: ignore[misc]
            assert faults(gone(evidence)) & {Fault.LOST, Fault.DISAGREES}, row.kind
            doubled = rewritten(place, lambda _, rows=(*before, row, row, *after): rows)  # type: ignore[misc]
            assert Fault.DOUBLED in faults(doubled(evidence)), row.kind


def test_no_message_can_go_unnoticed(evidence: Evidence) -> None:
    for told in evidence.messages:
        found = replace(evidence, messages=tuple(m for m in evidence.messages if m is not told))
        if "🔔" not in told.text:
            assert faults(found) == {Fault.UNTOLD}, told


def test_an_alert_for_a_waiting_ticket_can_not_go_unnoticed(evidence: Evidence) -> None:
    messages = tuple(m for m in evidence.messages if m.person != DEWI)
    assert faults(replace(evidence, messages=messages, offers=())) == {Fault.UNTOLD}


def test_an_alert_that_the_bot_does_not_know_of_may_keep_its_button_for_each_lost_answer(
    evidence: Evidence,
) -> None:
    unknown = Offer(SARI, evidence.tickets[0].ticket.number, is_known=False)
    found = replace(evidence, offers=(*evidence.offers, unknown))
    assert faults(found) == {Fault.DISAGREES}
    assert faults(replace(found, allowed=Allowed(repeats=1))) == set()
    twice = replace(found, offers=(*found.offers, unknown), allowed=Allowed(repeats=1))
    assert faults(twice) == {Fault.DISAGREES}


def test_a_remark_to_which_more_was_added_is_known_by_its_word(evidence: Evidence) -> None:
    for stored in evidence.tickets:
        for row in (row for row in stored.history if row.text):
            [word] = tokens_of(row, stored)
            assert tokens_of(replace(row, text=f"{row.text}\n{stored.ticket.number}"), stored) == (word,)
            assert tokens_of(replace(row, text=f"{row.text}\nPESAN999999"), stored) == (word, "PESAN999999")


def test_no_letter_can_go_unnoticed(evidence: Evidence) -> None:
    for letter in evidence.letters:
        found = replace(evidence, letters=tuple(one for one in evidence.letters if one is not letter))
        assert faults(found) == {Fault.UNTOLD}, letter


def test_every_message_and_letter_that_comes_twice_is_counted(evidence: Evidence) -> None:
    for told in evidence.messages:
        found = replace(evidence, messages=(*evidence.messages, told))
        assert compare(found).repeated == 1, told
        assert faults(found) == {Fault.REPEATED}
        assert faults(replace(found, allowed=Allowed(repeats=1))) == set()
    for letter in evidence.letters:
        assert compare(replace(evidence, letters=(*evidence.letters, letter))).repeated == 1


def test_what_one_kill_may_repeat_to_everybody_it_may_not_repeat_to_one(evidence: Evidence) -> None:
    one_kill = Allowed(repeats=10, repeats_in_chat=1)
    first = {told.person: told for told in reversed(evidence.messages)}
    to_all = replace(evidence, messages=(*evidence.messages, *first.values()), allowed=one_kill)
    assert compare(to_all).repeated == len(first)
    assert faults(to_all) == set()
    to_one = tuple(told for told in evidence.messages if told.person == RINA)
    twice_to_one = replace(evidence, messages=(*evidence.messages, *to_one[:2]), allowed=one_kill)
    assert faults(twice_to_one) == {Fault.REPEATED}


def test_what_nobody_was_told_may_be_done_or_not(evidence: Evidence) -> None:
    unsure = journalled(EventType.SOLVED, outcome="unsure")(evidence)
    assert faults(unsure) == set()
