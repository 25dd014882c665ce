"""Searching as people do it: by number in any writing, by words, by days, a page at a time or all at once."""

from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from functools import partial

import pytest
from sqlalchemy import insert, update

from core.lifecycle import Action, Status
from core.lpse import Lpse
from core.search import Filters, Scope, Sort, scope_of
from core.use_cases.file_ticket import FileTicket
from storage import tables as t
from storage.database import Database, upgrade
from storage.imports import import_lpses
from storage.schema import migrate
from storage.search import SIZES
from storage.unit import Shelf, SqlUnit
from tests.core.fakes import FakeOffices
from tests.storage.house import BUDI, CATALOGUE, LINA, NOW, SARI, SURABAYA, House, file, report, work
from tests.storage.test_migrations import empty, empty_postgres_url, empty_sqlite_url, empty_url
from tests.storage.test_search_exactly import all_found, fill

__all__ = ["empty", "empty_postgres_url", "empty_sqlite_url", "empty_url"]

ALL = scope_of(LINA)
JAYAPURA = Lpse(30, 30, "LPSE Kota Jayapura", "Papua", "WIT", "", "https://lpse.jayapura.go.id", "")


async def found(house: House, filters: Filters | str, scope: Scope = ALL) -> list[int]:
    """Ids of all that is found, newest first."""
    wanted = Filters(filters) if isinstance(filters, str) else filters
    return await house.look(lambda unit: [line.id for line in all_found(unit, scope, wanted)])


def written(unit: SqlUnit, title: str, description: str = "Mohon bantuannya, terima kasih.") -> int:
    return file(unit, BUDI, replace(report(title), description=description)).id


def renumber(unit: SqlUnit, ticket_id: int, number: str) -> None:
    unit.connection.execute(update(t.tickets).where(t.tickets.c.id == ticket_id).values(number=number))


# ---------------------------------------------------------------------------------------------- by number


async def test_a_number_is_found_however_it_is_written(house: House) -> None:
    new, longer, old, other = [(await house.do(file)).id for _ in range(4)]
    await house.do(renumber, new, "TPS2006150019")
    await house.do(renumber, longer, "TPS20061500190")
    await house.do(renumber, old, "LC2019072900017")
    await house.do(renumber, other, "TAS2006290001")
    for text in ("TPS2006150019", "tps2006150019", " TPS 200615 0019 ", "Tiket TPS-2006150019 saya"):
        assert await found(house, text) == [new], text
    assert await found(house, "lc 20190729 00017") == [old]
    assert await found(house, "TPS2006150018") == []


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
async def test_a_part_of_a_number_is_enough(house: House, part: str, expected: list[str]) -> None:
    for number in ("TPS2006150019", "TPS2006160025", "LC2019072900017"):
        await house.do(renumber, (await house.do(file)).id, number)
    lines = await house.look(lambda unit: all_found(unit, ALL, Filters(part)))
    assert sorted(line.number for line in lines) == sorted(expected)


async def test_what_may_be_a_part_of_a_number_may_be_a_word_as_well(house: House) -> None:
    numbered, titled = await house.do(file), await house.do(written, "Anggaran 2027")
    await house.do(renumber, numbered.id, "TPS2027010001")
    assert await found(house, "2027") == [titled, numbered.id]


async def test_a_part_of_a_number_and_words_may_be_sought_together(house: House) -> None:
    june, july = [await house.do(written, "Gagal login") for _ in range(2)]
    other = await house.do(written, "Jadwal salah")
    for ticket_id, number in ((june, "TPS2006150019"), (july, "TPS2007010001"), (other, "TPS2006160020")):
        await house.do(renumber, ticket_id, number)
    for text in ("gagal tps2006", "TPS2006 login", "0615 gagal", "login 200615"):
        assert await found(house, text) == [june], text
    assert await found(house, "gagal 2008") == []


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
async def test_all_words_have_to_occur_in_any_order_case_and_accent(house: House, text: str) -> None:
    wanted = await house.do(written, "Gagal unggah dokumen", "Tombol kirim penawaran, or: tidak ada.")
    await house.do(written, "Gagal login")
    await house.do(written, "Unggah dokumen lambat", "Penawaran tidak terkirim.")
    assert (await found(house, text))[-1:] == [wanted]
    assert await found(house, f"unggah dokumen gagal {text}") == [wanted]


@pytest.mark.parametrize(
    "text", ["gag dokumen", "unggahan", "gagal login", "do", "!!!", '"', "' OR 1=1", "*"]
)
async def test_what_is_not_there_is_not_found(house: House, text: str) -> None:
    await house.do(written, "Gagal unggah dokumen")
    assert await found(house, text) == []


@pytest.mark.parametrize("title", ["Café São Tomé gagal", "CAFE\u0301 SA\u0303O TOME\u0301 gagal"])
async def test_accents_don_t_matter_where_they_stand(house: House, title: str) -> None:
    ticket_id = await house.do(written, title)
    for text in ("cafe sao tome", "CAFÉ são", "cafe\u0301", "tomé café"):
        assert await found(house, text) == [ticket_id]


async def test_a_text_without_an_end_is_kept_and_found(house: House) -> None:
    ticket_id = await house.do(written, "Kode aneh", "x" * 3_000)
    assert await found(house, "x" * 2_000) == [ticket_id]
    assert await found(house, "kode " * 200) == [ticket_id]


# ---------------------------------------------------------------------------------------------- by choices


async def test_the_days_are_those_of_the_lpse_both_included(house: House) -> None:
    await house.do(lambda unit: import_lpses(unit.connection, [JAYAPURA]))
    late = datetime(2026, 6, 15, 15, 30, tzinfo=UTC)  # on the 15th in Surabaya, after midnight in Jayapura
    surabaya = (await house.do(file, at=late)).id
    jayapura = (await house.do(file, filed=report(lpse_id=30), at=late)).id
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
        assert await found(house, Filters(since=since, until=until)) == expected, (since, until)


async def test_a_search_sees_what_was_done_to_a_ticket_and_not_what_was_undone(house: House) -> None:
    ticket_id = await house.do(written, "Gagal unggah")

    async def standing(status: Status) -> list[int]:
        return await found(house, Filters("gagal", frozenset({status})))

    assert await standing(Status.WAITING) == [ticket_id]
    await house.do(work, SARI, Action.TAKE, ticket_id)
    assert (await standing(Status.WAITING), await standing(Status.WORKING)) == ([], [ticket_id])

    def solve_and_fail(unit: SqlUnit) -> None:
        work(unit, SARI, Action.SOLVE, ticket_id)
        raise KeyError

    with pytest.raises(KeyError):
        await house.do(solve_and_fail)
    assert (await standing(Status.CONFIRMATION), await standing(Status.WORKING)) == ([], [ticket_id])


# ----------------------------------------------------------------------------------------------------- pages


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize(
    "cursor", ["", "x", "1.1.1", "-1", "9" * 10, "9" * 19, "9.5", "1.9999999999", "\u0661"]
)
async def test_with_a_cursor_that_is_none_of_ours_the_first_page_is_read(
    house: House, sort: Sort, cursor: str
) -> None:
    await house.do(file)
    first, other, returning = await house.look(
        lambda unit: [
            unit.search.page(ALL, Filters(), sort),
            unit.search.page(ALL, Filters(), sort, cursor),
            unit.search.page(ALL, Filters(), sort, cursor, back=True),
        ]
    )
    assert first == other == returning
    assert [line.title for line in first.lines] == ["Tidak bisa login"]


async def test_a_page_is_as_long_as_one_may_choose(house: House) -> None:
    def lines(unit: SqlUnit, limit: int) -> int:
        return len(unit.search.page(ALL, Filters(), limit=limit).lines)

    await house.do(fill)
    for limit in SIZES:
        assert await house.look(lines, limit) == limit
    for limit in (0, -1, 11, 1_000):
        with pytest.raises(ValueError, match="a page has"):
            await house.look(lines, limit)


async def test_tickets_from_before_there_was_a_search_are_found(empty: Database) -> None:
    def file_as_then(unit: SqlUnit) -> int:
        lpse = {name: value for name, value in asdict(SURABAYA).items() if name != "retired"}
        unit.connection.execute(insert(t.lpses).values(lpse))
        unit.people.add(BUDI, NOW)
        file_ticket = FileTicket(unit.tickets, unit.numbers, FakeOffices(), CATALOGUE)
        return file_ticket(BUDI, report("Dari dulu kala"), NOW).id

    house = House(empty, Shelf())
    await empty.run(partial(migrate, revision="0004"))
    ticket_id = await house.do(file_as_then)
    await upgrade(empty)
    assert await found(house, "dulu", scope_of(BUDI)) == [ticket_id]
