"""Test the search as people use it: by number in any writing, by words, by days, page by page."""

from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from functools import partial

import pytest
from sqlalchemy import insert, update

from core.master_data.priority import Priority
from core.organisation.lpse import Lpse
from core.organisation.roles import Level, Role
from core.people.desks import Desk
from core.tickets.actors import Actor
from core.tickets.kinds import CHOICES, TicketKind
from core.tickets.lifecycle import Action, Status
from core.tickets.priority_rules import Assessment
from core.tickets.search import PAGE_SIZES, SortOrder, TicketFilters, TicketScope, scope_of
from core.tickets.ticket import Ticket
from storage.engine.database import Database, upgrade
from storage.engine.edition_cache import EditionCache
from storage.engine.migrate import migrate
from storage.schema import tables as t
from storage.tickets.ticket_rows import to_row
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import (
    BUDI,
    LINA,
    NOW,
    SARI,
    SURABAYA,
    Helpdesk,
    file,
    ticket_draft,
    work,
)
from tests.storage.queries.test_search_exactly import all_found, fill

ALL = scope_of(LINA)
JAYAPURA = Lpse(30, 30, "LPSE Kota Jayapura", "Papua", "WIT", "", "https://lpse.jayapura.go.id", "")


async def found(helpdesk: Helpdesk, filters: TicketFilters | str, scope: TicketScope = ALL) -> list[int]:
    """Return the ids of all tickets found, newest first."""
    asked = TicketFilters(filters) if isinstance(filters, str) else filters
    return await helpdesk.read(lambda unit: [line.id for line in all_found(unit, scope, asked)])


def written(unit: SqlUnitOfWork, title: str, description: str = "Mohon bantuannya, terima kasih.") -> int:
    return file(unit, BUDI, replace(ticket_draft(title), description=description)).id


def renumber(unit: SqlUnitOfWork, ticket_id: int, number: str) -> None:
    unit.connection.execute(update(t.tickets).where(t.tickets.c.id == ticket_id).values(number=number))


# ---------------------------------------------------------------------------------------------- by number


async def test_a_number_is_found_however_it_is_written(helpdesk: Helpdesk) -> None:
    new, longer, old, other = [(await helpdesk.run(file)).id for _ in range(4)]
    await helpdesk.run(renumber, new, "TPS2006150019")
    await helpdesk.run(renumber, longer, "TPS20061500190")
    await helpdesk.run(renumber, old, "LC2019072900017")
    await helpdesk.run(renumber, other, "TAS2006290001")
    for text in ("TPS2006150019", "tps2006150019", " TPS 200615 0019 ", "Tiket TPS-2006150019 saya"):
        assert await found(helpdesk, text) == [new], text
    assert await found(helpdesk, "lc 20190729 00017") == [old]
    assert await found(helpdesk, "TPS2006150018") == []


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("0019", ["TPS2006150019"]),
        ("tps2006", ["TPS2006150019", "TPS2006160025"]),
        ("TPS 2006", ["TPS2006150019", "TPS2006160025"]),
        ("200616", ["TPS2006160025"]),
        ("2006-16", ["TPS2006160025"]),
        ("90729", ["LC2019072900017"]),
        ("LC2019", ["LC2019072900017"]),
        ("06150", ["TPS2006150019"]),
        ("019", []),  # too short to be a part
        ("00192", []),
        ("9002 0615", []),
    ],
)
async def test_a_part_of_a_number_is_enough(helpdesk: Helpdesk, part: str, expected: list[str]) -> None:
    for number in ("TPS2006150019", "TPS2006160025", "LC2019072900017"):
        await helpdesk.run(renumber, (await helpdesk.run(file)).id, number)
    lines = await helpdesk.read(lambda unit: all_found(unit, ALL, TicketFilters(part)))
    assert sorted(line.number for line in lines) == sorted(expected)


async def test_what_may_be_a_part_of_a_number_may_be_a_word_as_well(helpdesk: Helpdesk) -> None:
    numbered, titled = await helpdesk.run(file), await helpdesk.run(written, "Anggaran 2027")
    await helpdesk.run(renumber, numbered.id, "TPS2027010001")
    assert await found(helpdesk, "2027") == [titled, numbered.id]


async def test_a_part_of_a_number_and_words_may_be_sought_together(helpdesk: Helpdesk) -> None:
    june, july = [await helpdesk.run(written, "Gagal login") for _ in range(2)]
    other = await helpdesk.run(written, "Jadwal salah")
    for ticket_id, number in ((june, "TPS2006150019"), (july, "TPS2007010001"), (other, "TPS2006160020")):
        await helpdesk.run(renumber, ticket_id, number)
    for text in ("gagal tps2006", "TPS2006 login", "0615 gagal", "login 200615"):
        assert await found(helpdesk, text) == [june], text
    assert await found(helpdesk, "gagal 2008") == []


# ------------------------------------------------------------------------------------------------ by words


@pytest.mark.parametrize(
    "text",
    [
        "gagal unggah dokumen",
        "DOKUMEN gagal",
        "gagal unggah dok",  # the last word may be a beginning
        "Gágàl",
        "penawaran gagal",  # one word of the title, one of the description
        "gagal-unggah",
        '"gagal" OR (unggah)*',
    ],
)
async def test_all_words_have_to_occur_in_any_order_case_and_accent(helpdesk: Helpdesk, text: str) -> None:
    expected = await helpdesk.run(written, "Gagal unggah dokumen", "Tombol kirim penawaran, or: tidak ada.")
    await helpdesk.run(written, "Gagal login")
    await helpdesk.run(written, "Unggah dokumen lambat", "Penawaran tidak terkirim.")
    assert (await found(helpdesk, text))[-1:] == [expected]
    assert await found(helpdesk, f"unggah dokumen gagal {text}") == [expected]


@pytest.mark.parametrize("text", ["gag dokumen", "unduhan", "gagal login", "do", "!!!", '"', "' OR 1=1", "*"])
async def test_what_is_not_there_is_not_found(helpdesk: Helpdesk, text: str) -> None:
    await helpdesk.run(written, "Gagal unggah dokumen")
    assert await found(helpdesk, text) == []


@pytest.mark.parametrize("title", ["Café São Tomé gagal", "CAFE\u0301 SA\u0303O TOME\u0301 gagal"])
async def test_accents_don_t_matter_where_they_stand(helpdesk: Helpdesk, title: str) -> None:
    ticket_id = await helpdesk.run(written, title)
    for text in ("cafe sao tome", "CAFÉ são", "cafe\u0301", "tomé café"):
        assert await found(helpdesk, text) == [ticket_id]


async def test_a_text_without_an_end_is_kept_and_found(helpdesk: Helpdesk) -> None:
    ticket_id = await helpdesk.run(written, "Kode aneh", "x" * 3_000)
    assert await found(helpdesk, "x" * 2_000) == [ticket_id]
    assert await found(helpdesk, "kode " * 200) == [ticket_id]


# ---------------------------------------------------------------------------------------------- by choices


async def test_the_days_are_those_of_the_lpse_both_included(helpdesk: Helpdesk) -> None:
    await helpdesk.run(lambda unit: unit.bulk.import_lpses([JAYAPURA]))
    late = datetime(2026, 6, 15, 15, 30, tzinfo=UTC)  # on the 15th in Surabaya, after midnight in Jayapura
    surabaya = (await helpdesk.run(file, at=late)).id
    jayapura = (await helpdesk.run(file, filed=ticket_draft(lpse_id=30), at=late)).id
    for since, until, expected in (
        (date(2026, 6, 15), date(2026, 6, 15), [surabaya]),
        (date(2026, 6, 16), date(2026, 6, 16), [jayapura]),
        (date(2026, 6, 16), None, [jayapura]),
        (None, date(2026, 6, 15), [surabaya]),
        (date(2026, 1, 1), date(2026, 12, 31), [jayapura, surabaya]),
        (date(2026, 6, 1), date(2026, 6, 30), [jayapura, surabaya]),
        (date(2025, 12, 31), date(2026, 6, 15), [surabaya]),
        (date.min, date.max, [jayapura, surabaya]),
        (date(2026, 6, 17), None, []),
        (date(2026, 6, 16), date(2026, 6, 15), []),
    ):
        assert await found(helpdesk, TicketFilters(since=since, until=until)) == expected, (since, until)


async def test_a_search_sees_what_was_done_to_a_ticket_and_not_what_was_undone(helpdesk: Helpdesk) -> None:
    ticket_id = await helpdesk.run(written, "Gagal unggah")

    async def standing(status: Status) -> list[int]:
        return await found(helpdesk, TicketFilters("gagal", frozenset({status})))

    assert await standing(Status.WAITING) == [ticket_id]
    await helpdesk.run(work, SARI, Action.TAKE, ticket_id)
    assert (await standing(Status.WAITING), await standing(Status.WORKING)) == ([], [ticket_id])

    def solve_and_fail(unit: SqlUnitOfWork) -> None:
        work(unit, SARI, Action.SOLVE, ticket_id)
        raise KeyError

    with pytest.raises(KeyError):
        await helpdesk.run(solve_and_fail)
    assert (await standing(Status.CONFIRMATION), await standing(Status.WORKING)) == ([], [ticket_id])


# ----------------------------------------------------------------------------------------------------- pages


@pytest.mark.parametrize("sort", SortOrder)
@pytest.mark.parametrize(
    "cursor", ["", "x", "1.1.1", "-1", "9" * 10, "9" * 19, "9.5", "1.9999999999", "\u0661"]
)
async def test_with_a_cursor_that_is_none_of_ours_the_first_page_is_read(
    helpdesk: Helpdesk, sort: SortOrder, cursor: str
) -> None:
    await helpdesk.run(file)
    first, other, returning = await helpdesk.read(
        lambda unit: [
            unit.search.page(ALL, TicketFilters(), sort),
            unit.search.page(ALL, TicketFilters(), sort, cursor),
            unit.search.page(ALL, TicketFilters(), sort, cursor, back=True),
        ]
    )
    assert first == other == returning
    assert [line.title for line in first.items] == ["Tidak bisa login"]


async def test_a_page_is_as_long_as_one_may_choose(helpdesk: Helpdesk) -> None:
    def lines(unit: SqlUnitOfWork, limit: int) -> int:
        return len(unit.search.page(ALL, TicketFilters(), limit=limit).items)

    await helpdesk.run(fill)
    for limit in PAGE_SIZES:
        assert await helpdesk.read(lines, limit) == limit
    for limit in (0, -1, 11, 1_000):
        with pytest.raises(ValueError, match="a page has"):
            await helpdesk.read(lines, limit)


# Columns of tickets that later revisions have added.
LATER = ("help_number", "kind", "priority_rule", "priority_until", "alerted_desk_key")


async def test_tickets_from_before_there_was_a_search_are_found(empty: Database) -> None:
    def file_as_then(unit: SqlUnitOfWork) -> int:
        lpse = {name: value for name, value in asdict(SURABAYA).items() if name != "retired"}
        unit.connection.execute(insert(t.lpses).values(lpse))
        unit.people.add(BUDI, NOW)
        by, desk = Actor(1, Role.PPK), Desk(Level.LPSE_1, SURABAYA.id)
        assessed = Assessment(Priority.MEDIUM, "category")
        row = to_row(Ticket.file("TPS2611210001", ticket_draft("Dari dulu kala"), by, desk, assessed, NOW))
        for later in (*LATER, "revision"):
            del row[later]
        added = insert(t.tickets).values(row | {"revision": 1}).returning(t.tickets.c.id)
        ticket_id: int = unit.connection.execute(added).scalar_one()
        party = {"ticket_id": ticket_id, "person_id": 1, "rank": 3, "in_hand": True}
        unit.connection.execute(insert(t.parties).values(party))
        return ticket_id

    helpdesk = Helpdesk(empty, EditionCache())
    await empty.run(partial(migrate, revision="0004"))
    ticket_id = await helpdesk.run(file_as_then)
    await upgrade(empty)
    assert await found(helpdesk, "dulu", scope_of(BUDI)) == [ticket_id]


async def test_a_number_of_the_help_centre_is_found(helpdesk: Helpdesk) -> None:
    def file_with(unit: SqlUnitOfWork) -> int:
        draft = replace(
            ticket_draft("RUP tidak tampil"), application="sirup", category="sirup-paket", version=""
        )
        return file(unit, BUDI, replace(draft, help_number="INC-778899")).id

    await helpdesk.run(file)
    ticket_id = await helpdesk.run(file_with)
    for text in ("778899", "inc-778899", "INC 778899", "7788"):
        assert await found(helpdesk, text) == [ticket_id], text
    [line] = await helpdesk.read(lambda unit: all_found(unit, ALL, TicketFilters("778899")))
    assert line.help_number == "INC-778899"


async def test_a_kind_is_found_and_a_general_ticket_is_none(helpdesk: Helpdesk) -> None:
    def filed_as(unit: SqlUnitOfWork, kind: TicketKind) -> int:
        return file(unit, BUDI, replace(ticket_draft("Tidak bisa unggah"), kind=kind)).id

    ids = {kind: await helpdesk.run(filed_as, kind) for kind in TicketKind}
    for kind in CHOICES:
        assert await found(helpdesk, TicketFilters(kind=kind)) == [ids[kind]]
    assert await found(helpdesk, TicketFilters("unggah", kind=TicketKind.SERVICE)) == [
        ids[TicketKind.SERVICE]
    ]
    assert len(await found(helpdesk, "unggah")) == len(ids)
    await helpdesk.run(work, SARI, Action.TAKE, ids[TicketKind.SERVICE])
    assert await found(helpdesk, TicketFilters(kind=TicketKind.SERVICE)) == [ids[TicketKind.SERVICE]]
