"""Test the questions that screens and notices ask of a ticket's history."""

from datetime import timedelta

from core.tickets.lifecycle import Action, EventType
from tests.storage.helpdesk import BUDI, NOW, SARI, SCREENSHOT, Helpdesk, file, work

ASKED, ANSWERED = "Peramban apa yang Anda gunakan?", "Firefox 128, di Windows 11 yang baru."


async def test_the_last_words_are_the_newest_of_their_kinds(helpdesk: Helpdesk) -> None:
    ticket_id = (await helpdesk.run(file)).id
    other = (await helpdesk.run(file)).id
    await helpdesk.run(work, SARI, Action.TAKE, ticket_id)
    await helpdesk.run(work, SARI, Action.ASK_FEEDBACK, ticket_id, ASKED)
    later = NOW + timedelta(hours=1)
    await helpdesk.run(work, BUDI, Action.GIVE_FEEDBACK, ticket_id, ANSWERED, SCREENSHOT, at=later)
    words = {EventType.FEEDBACK_ASKED, EventType.FEEDBACK_GIVEN}
    newest = await helpdesk.read(lambda unit: unit.discussion.last_words(ticket_id, words))
    assert newest is not None
    assert (newest.kind, newest.text, newest.at, newest.person_id) == (
        EventType.FEEDBACK_GIVEN,
        ANSWERED,
        later,
        BUDI.id,
    )
    asked = await helpdesk.read(lambda u: u.discussion.last_words(ticket_id, {EventType.FEEDBACK_ASKED}))
    assert asked is not None
    assert asked.text == ASKED
    # Taking has no text, nothing was asked of the other, and no kind has no words.
    assert await helpdesk.read(lambda u: u.discussion.last_words(ticket_id, {EventType.TAKEN})) is None
    assert await helpdesk.read(lambda u: u.discussion.last_words(other, words)) is None
    assert await helpdesk.read(lambda u: u.discussion.last_words(ticket_id, ())) is None
    silent = await helpdesk.read(lambda u: u.discussion.last_event(ticket_id, {EventType.TAKEN}))
    assert silent is not None
    assert silent.kind is EventType.TAKEN
    assert await helpdesk.read(lambda u: u.discussion.last_event(other, {EventType.TAKEN})) is None


async def test_what_happened_before_counts_and_what_came_later_does_not(helpdesk: Helpdesk) -> None:
    ticket_id = (await helpdesk.run(file)).id
    await helpdesk.run(work, SARI, Action.TAKE, ticket_id)
    ids = [entry.id for entry in await helpdesk.read(lambda unit: unit.discussion.history(ticket_id))]

    async def happened(kind: EventType, before_id: int) -> bool:
        return await helpdesk.read(lambda unit: unit.discussion.has_happened(ticket_id, kind, before_id))

    assert await happened(EventType.FILED, ids[1])
    assert not await happened(EventType.TAKEN, ids[1])
    assert await happened(EventType.TAKEN, ids[1] + 1)
