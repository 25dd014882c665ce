"""Test that people who lost a role see, find, print and hear nothing more of the tickets they had in it."""

import pytest

from conversations.addressing.addresses import Address, StartConversation, TicketList
from conversations.addressing.codec import encode
from conversations.addressing.ticket_addresses import (
    NewWatchLink,
    TicketActions,
    TicketCard,
    TicketFile,
    TicketFiles,
    TicketPdf,
    Watchers,
)
from core.organisation.roles import Role
from core.people.people import Assignment, Person
from core.tickets.list_views import ListView
from storage.people.people import assignment_row
from storage.schema import tables
from storage.unit import SqlUnitOfWork
from tests.stories.actor import Actor
from tests.stories.acts import files, takes, works
from tests.stories.stage import Stage
from tests.stories.test_leaving import leaves, loses_roles
from tests.stories.test_watching import invites

# All that leads to the ticket which they solved.
THEIRS: tuple[Address, ...] = (
    TicketCard(1),
    TicketActions(1),
    TicketPdf(1),
    TicketFiles(1),
    TicketFile(1, 0),
    NewWatchLink(1),
    Watchers(1),
    StartConversation("solve", 1),
    StartConversation("escalate", 1),
    StartConversation("give_feedback", 1),
)


async def moves_to_sidoarjo(stage: Stage, one: Actor, elsewhere: Actor) -> None:
    """Give the person the role of `elsewhere` in place of all that they have, and run the sweep."""
    await loses_roles(stage, one)

    def give(unit: SqlUnitOfWork) -> None:
        here, there = person_of(unit, one), person_of(unit, elsewhere)
        rows = [assignment_row(here.id, assignment) for assignment in there.assignments]
        unit.connection.execute(tables.assignments.insert(), rows)

    await stage.do(give)
    await stage.app.scheduler.release_held()


def person_of(unit: SqlUnitOfWork, one: Actor) -> Person:
    chat = unit.chats.get(one.id)
    assert chat is not None
    person = unit.people.get(chat.person_id or 0)
    assert isinstance(person, Person)
    return person


async def test_who_moved_to_another_lpse_opens_prints_and_finds_the_old_tickets_no_more(
    stage: Stage, ppk: Actor, helpdesk: Actor, elsewhere: Actor
) -> None:
    solved = await files(ppk, "Yang sudah selesai")
    await takes(helpdesk, solved)
    await works(helpdesk, solved, "Selesaikan Masalah")
    escalated = await files(ppk, "Yang dieskalasi")
    await takes(helpdesk, escalated)
    await works(helpdesk, escalated, "Eskalasi Tiket")
    await moves_to_sidoarjo(stage, helpdesk, elsewhere)
    for number in (solved, escalated):
        await helpdesk.types(number)
        await helpdesk.sees("tidak ditemukan")
    for address in THEIRS:
        await helpdesk.types("/start")
        await helpdesk.sees("Sidoarjo")
        await helpdesk.forges(f"a:{encode(address)}")
        await helpdesk.sees("tidak ditemukan")
    for view in (ListView.PAST, ListView.HELD, ListView.FOUND):
        await helpdesk.types("/start")
        await helpdesk.sees("Sidoarjo")
        await helpdesk.forges(f"a:{encode(TicketList(view))}")
        await helpdesk.sees("Tidak ada")
        assert not any(number in text for number in (solved, escalated) for text in helpdesk.news)
    await helpdesk.types("/dashboard")
    assert solved not in await helpdesk.sees("0")
    await ppk.types(solved)
    await ppk.taps("Konfirmasi")
    await ppk.taps("Ya, Sudah Selesai")
    await ppk.sees("Tiket selesai")
    await stage.all_is_quiet()
    assert not any("selesai" in text.casefold() for text in helpdesk.news), "whoever moved is told nothing"


async def test_a_former_holder_is_not_told_what_happens_next(
    stage: Stage, ppk: Actor, helpdesk: Actor, admin_ppe: Actor
) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await works(helpdesk, number, "Eskalasi Tiket")
    await loses_roles(stage, helpdesk)
    async with stage.nothing_reaches(helpdesk):
        await takes(admin_ppe, number)
        await works(admin_ppe, number, "Selesaikan Masalah")
        await ppk.was_told("masalah Anda sudah selesai", number)


async def test_a_link_of_a_former_holder_lets_nobody_in(
    stage: Stage, ppk: Actor, helpdesk: Actor, elsewhere: Actor
) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    link = await invites(helpdesk, number)
    await loses_roles(stage, helpdesk)
    await elsewhere.types(link)
    await elsewhere.sees("tidak lagi berhak mengundang", "pelapor")
    await elsewhere.types(number)
    await elsewhere.sees("tidak ditemukan")


@pytest.mark.parametrize("how", ["moved", "disabled"])
async def test_watchers_of_somebody_who_left_watch_no_longer_and_are_told_whom_to_ask(
    stage: Stage, ppk: Actor, budi: Actor, helpdesk: Actor, elsewhere: Actor, how: str
) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await elsewhere.types(await invites(helpdesk, number))
    await elsewhere.sees("Anda sekarang memantau", number)
    await budi.types(await invites(ppk, number))
    await budi.sees("Anda sekarang memantau", number)
    if how == "moved":
        await moves_to_sidoarjo(stage, helpdesk, elsewhere)
    else:
        await leaves(stage, helpdesk)
    await elsewhere.was_told(f"Anda tidak lagi memantau tiket {number}", "pelapor")
    await elsewhere.types(number)
    await elsewhere.sees("tidak ditemukan")
    await budi.types(number)
    await budi.sees("Berhenti Memantau", number)
    assert not budi.saw("tidak lagi memantau")


async def test_a_colleague_who_serves_there_still_keeps_their_watchers(
    stage: Stage, ppk: Actor, helpdesk: Actor, elsewhere: Actor
) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await elsewhere.types(await invites(helpdesk, number))
    await elsewhere.sees("Anda sekarang memantau", number)
    await loses_roles(stage, helpdesk)

    def promote(unit: SqlUnitOfWork) -> None:
        row = assignment_row(person_of(unit, helpdesk).id, Assignment(Role.ADMIN_PPE, 10))
        unit.connection.execute(tables.assignments.insert(), row)

    await stage.do(promote)
    await stage.app.scheduler.release_held()
    await elsewhere.types(number)
    await elsewhere.sees("Berhenti Memantau", number)
