"""Test how loudly people want to hear of a ticket, and whether something happened to it before."""

from core.tickets.lifecycle import Action, EventType
from core.tickets.volumes import Volume
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import BUDI, NOW, SARI, TONO, Helpdesk, file, work


async def test_a_choice_counts_for_one_person_and_ticket_and_can_be_taken_back(helpdesk: Helpdesk) -> None:
    def chooses(unit: SqlUnitOfWork) -> None:
        first, second = file(unit), file(unit)
        people = [BUDI.id, SARI.id, TONO.id]
        unit.volumes.set(first.id, BUDI.id, Volume.SILENT, NOW)
        unit.volumes.set(first.id, SARI.id, Volume.SILENT, NOW)
        unit.volumes.set(first.id, SARI.id, Volume.ALL, NOW)
        assert unit.volumes.of(first.id, people) == {BUDI.id: Volume.SILENT, SARI.id: Volume.ALL}
        assert unit.volumes.of(first.id, [SARI.id]) == {SARI.id: Volume.ALL}
        assert unit.volumes.of(second.id, people) == {}
        unit.volumes.set(first.id, BUDI.id, Volume.USUAL, NOW)
        assert unit.volumes.of(first.id, people) == {SARI.id: Volume.ALL}

    await helpdesk.run(chooses)


async def test_an_event_is_known_to_have_happened_before(helpdesk: Helpdesk) -> None:
    def goes_on(unit: SqlUnitOfWork) -> None:
        ticket = file(unit)
        for action in (Action.TAKE, Action.HAND_BACK, Action.TAKE):
            work(unit, SARI, action, ticket.id)
        taken = [e.id for e in unit.discussion.history(ticket.id) if e.kind is EventType.TAKEN]
        happened = [unit.discussion.has_happened(ticket.id, EventType.TAKEN, i) for i in taken]
        assert happened == [False, True]

    await helpdesk.run(goes_on)
