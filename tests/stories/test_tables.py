"""Test lists as tables: complete, only of what one may see, and with texts that stay texts."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import delete

from bot.imports.shipped_data import load_catalogue
from core.tickets.attachments import Remark
from core.tickets.lifecycle import Action
from core.use_cases.tickets.work_ticket import ActionRequest, WorkTicket
from storage.schema import tables
from storage.unit import SqlUnitOfWork
from tests.stories.actor import Actor
from tests.stories.acts import has_filed
from tests.stories.papers import gets, papers, slow
from tests.stories.reports import report
from tests.stories.stage import Stage

FORMULA = '=HYPERLINK("http://jahat.example";"klik")'


async def have_filed(stage: Stage, reporter: Actor, titles: Sequence[str]) -> dict[int, str]:
    """Store a ticket for each title, an hour apart, the newest last; return their numbers by id."""
    start = stage.clock() - timedelta(hours=len(titles))
    filed = [
        await has_filed(stage, reporter, report(title), start + timedelta(hours=n))
        for n, title in enumerate(titles)
    ]
    return {ticket.id: ticket.number for ticket in filed}


async def has_taken(stage: Stage, helper: Actor, ticket_ids: Sequence[int]) -> None:
    """Take all these tickets without telling anybody."""

    def take(unit: SqlUnitOfWork) -> None:
        chat = unit.chats.get(helper.id)
        assert chat is not None
        assert chat.person_id is not None
        person = unit.people.get(chat.person_id)
        assert person is not None
        for ticket_id in ticket_ids:
            order = ActionRequest(Action.TAKE, ticket_id, Remark(""))
            WorkTicket(unit.tickets, load_catalogue(), unit.people)(person, order, stage.clock())

    await stage.do(take)


async def exports(stage: Stage, person: Actor, label: str, name: str) -> list[str]:
    """Press “CSV” or “Excel” under a list; return the numbers in the file."""
    await person.taps(label)
    paper = await gets(stage, person, name)
    assert paper.name == name
    numbers = paper.column("Nomor Tiket")
    assert len(numbers) == len(set(numbers))
    return numbers


@pytest.mark.parametrize(("label", "kind"), [("CSV", "csv"), ("Excel", "xlsx")])
async def test_a_table_of_each_list_holds_all_of_it_beyond_its_page(
    stage: Stage, ppk: Actor, budi: Actor, helpdesk: Actor, lkpp: Actor, label: str, kind: str
) -> None:
    filed = await have_filed(stage, ppk, [f"Masalah ke-{n}" for n in range(75)])
    others = await have_filed(stage, budi, ["Milik Budi"])
    ids, numbers = list(filed), list(filed.values())
    await has_taken(stage, helpdesk, ids[:60])
    day = (stage.clock() + timedelta(hours=7)).strftime("%Y%m%d")
    newest_first, every = numbers[::-1], [*others.values(), *numbers[::-1]]
    wanted = {
        "Tiket Masuk": ("tiket-masuk", [*numbers[60:], *others.values()]),
        "Tiket Ditangani": ("tiket-ditangani", numbers[:60]),
        "Riwayat": ("riwayat", newest_first[15:]),
        "Semua Tiket": ("semua-tiket", every),
    }
    for title, (name, rows) in wanted.items():
        await helpdesk.types("/start")
        await helpdesk.taps(title)
        await helpdesk.sees(title, "tiket")
        assert await exports(stage, helpdesk, label, f"{name}-{day}.{kind}") == rows, title
    await ppk.types("/tiket")
    await ppk.sees("Tiket Saya", "tiket")
    assert await exports(stage, ppk, label, f"tiket-saya-{day}.{kind}") == newest_first
    await lkpp.types("/cari")
    await lkpp.types("masalah")
    await lkpp.sees("Hasil Pencarian", "tiket")
    assert await exports(stage, lkpp, label, f"hasil-pencarian-{day}.{kind}") == newest_first


async def test_a_table_of_a_narrowed_list_is_as_narrow(stage: Stage, ppk: Actor, helpdesk: Actor) -> None:
    filed = await have_filed(stage, ppk, [f"Masalah ke-{n}" for n in range(15)])
    await has_taken(stage, helpdesk, list(filed)[:12])
    await ppk.types("/tiket")
    await ppk.taps("Saring Status")
    await ppk.taps("Sedang Dikerjakan")
    await ppk.sees("Tiket Saya · Sedang Dikerjakan")
    await ppk.taps("Excel")
    table = await gets(stage, ppk, ".xlsx")
    assert table.column("Nomor Tiket") == list(filed.values())[:12][::-1]
    assert set(table.column("Status")) == {"Sedang Dikerjakan"}
    assert set(table.column("Ditangani Oleh")) == {"Sari Lestari"}


async def test_what_looks_like_a_formula_reaches_the_spreadsheet_as_text(stage: Stage, ppk: Actor) -> None:
    titles = [FORMULA, "+62 812 3456", "-1 tidak bisa", "@SUM(A1)", 'Judul; dengan, tanda "baca" ✅']
    await have_filed(stage, ppk, titles)
    await ppk.types("/tiket")
    await ppk.sees("Tiket Saya")
    await ppk.taps("CSV")
    cells = (await gets(stage, ppk, ".csv")).column("Judul")[::-1]
    assert cells == [f"'{title}" for title in titles[:4]] + titles[4:]
    await ppk.taps("Excel", on="Tiket Saya")
    assert (await gets(stage, ppk, ".xlsx")).column("Judul")[::-1] == titles


async def test_a_list_that_gets_shorter_while_it_is_read_repeats_nothing(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor
) -> None:
    filed = await have_filed(stage, ppk, [f"Masalah ke-{n}" for n in range(51)])
    making = slow(stage, "csv", is_half_done=True)
    await helpdesk.types("/start")
    await helpdesk.taps("Tiket Masuk")
    await helpdesk.taps("CSV")
    await making.begun.wait()
    await has_taken(stage, verifikator, list(filed)[-1:])
    making.goes_on.set()
    table = await gets(stage, helpdesk, ".csv")
    assert table.column("Nomor Tiket") == list(filed.values())[:50]


async def test_a_table_of_a_list_that_one_may_not_see_is_refused(stage: Stage, ppk: Actor) -> None:
    await has_filed(stage, ppk, report("Punya sendiri"))
    for address in (
        "csv:queue:",
        "csv:held:",
        "xlsx:past:",
        "xlsx:all:",
        "csv:taken:",
    ):
        await ppk.types("/start")
        await ppk.sees("Rina Wulandari")
        await ppk.forges(f"a:export:{address}")
        await ppk.sees("⚠️", "LPSE Support")
    # A filter that no button offers does not stand for all tickets.
    for filtered in ("found:open", "watched:closed", "past:being_worked"):
        await ppk.types("/start")
        await ppk.sees("Rina Wulandari")
        await ppk.forges(f"a:export:csv:{filtered}")
        await ppk.sees("⚠️", "LPSE Support")
    for nonsense in ("csv:nothing:", "csv:own:nothing", "csv::", "pdf:own:", ""):
        await ppk.types("/bantuan")
        await ppk.sees("/buat")
        await ppk.forges(f"a:export:{nonsense}")
        await ppk.sees("Rina Wulandari")
    await stage.all_is_quiet()
    assert not papers(stage, ppk)


@pytest.mark.parametrize("label", ["Tiket Masuk", "Tiket Ditangani", "Riwayat", "Semua Tiket"])
async def test_who_is_no_staff_any_more_when_it_is_made_gets_no_table_of_staff(
    stage: Stage, ppk: Actor, helpdesk: Actor, label: str
) -> None:
    await has_taken(stage, helpdesk, list(await have_filed(stage, ppk, ["Punya Rina"])))
    await have_filed(stage, ppk, ["Juga punya Rina"])
    making = slow(stage, "csv")
    await helpdesk.types("/start")
    await helpdesk.taps(label)
    await helpdesk.taps("CSV")
    await making.begun.wait()

    def dismiss(unit: SqlUnitOfWork) -> None:
        chat = unit.chats.get(helpdesk.id)
        assert chat is not None
        gone = tables.assignments.c.person_id == chat.person_id
        unit.connection.execute(delete(tables.assignments).where(gone))

    await stage.do(dismiss)
    making.goes_on.set()
    await helpdesk.was_told("tidak dapat dibuat")
    assert not papers(stage, helpdesk)


async def test_tables_of_staff_end_at_their_lpse(stage: Stage, ppk: Actor, elsewhere: Actor) -> None:
    await have_filed(stage, ppk, ["Rahasia perusahaan"])
    await elsewhere.types("/start")
    await elsewhere.sees("Tono Wijaya")
    views = ("all", "queue", "held", "past", "taken", "own", "found")
    for view in views:
        await elsewhere.forges(f"a:export:csv:{view}:")
        await stage.all_is_quiet()
    assert [paper.rows for paper in papers(stage, elsewhere)] == [[]] * len(views)
