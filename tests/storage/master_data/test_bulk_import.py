"""Test imports of accounts, from files with right and wrong lines, of package records and of LPSEs."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from core.administration.account_rows import AccountRow, RowError, read_accounts
from core.input.csv_rows import csv_rows
from core.organisation.directorates import Directorate
from core.organisation.roles import Role
from core.packages import PackageFacts, PackageKind, Stage
from core.people.people import Assignment
from storage.master_data.bulk_import import AccountCounts
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import BUDI, NOW, SURABAYA, Helpdesk

HEADING = "email,name,phone,office,role,lpse_id,directorate"


class OnlySurabaya:
    """A register with a single LPSE."""

    def get(self, lpse_id: int) -> object | None:
        return SURABAYA if lpse_id == SURABAYA.id else None


def read(*lines: str, heading: str = HEADING) -> list[AccountRow | RowError]:
    return list(read_accounts(csv_rows(f"{line}\n" for line in (heading, *lines)), OnlySurabaya()))


def test_each_line_is_one_role_of_one_person() -> None:
    nina = ("nina@surabaya.go.id", "Nina Sari", "0812", "Dinas")
    dewi = Assignment(Role.TIM_TEKNIS, directorate=Directorate.SPSE)
    assert read(
        " Nina@Surabaya.go.id , Nina  Sari ,0812,Dinas,PPK,10,",
        "nina@surabaya.go.id,Nina Sari,0812,Dinas,helpdesk_lpse,10,",
        "dewi@lkpp.go.id,Dewi,,,tim_teknis,,spse",
        "admin@lkpp.go.id,Admin,,,administrator,10,spse",
    ) == [
        AccountRow(2, *nina, Assignment(Role.PPK, 10)),
        AccountRow(3, *nina, Assignment(Role.HELPDESK_LPSE, 10)),
        AccountRow(4, "dewi@lkpp.go.id", "Dewi", "", "", dewi),
        AccountRow(5, "admin@lkpp.go.id", "Admin", "", "", Assignment(Role.ADMINISTRATOR)),
    ]


@pytest.mark.parametrize(
    ("line", "code", "facts"),
    [
        ("nina,Nina,,,ppk,10,", "email", {"text": "nina"}),
        (",Nina,,,ppk,10,", "email", {"text": ""}),
        ("nina@x.go.id,  ,,,ppk,10,", "name", {"limit": 100}),
        (f"nina@x.go.id,{'N' * 101},,,ppk,10,", "name", {"limit": 100}),
        (f"nina@x.go.id,Nina,{'0' * 51},,ppk,10,", "phone", {}),
        (f"nina@x.go.id,Nina,,{'D' * 151},ppk,10,", "office", {"limit": 150}),
        ("nina@x.go.id,Nina,,,bos,10,", "role_unknown", {"text": "bos"}),
        ("nina@x.go.id,Nina,,,,10,", "role_unknown", {"text": ""}),
        ("nina@x.go.id,Nina,,,ppk,,", "lpse_missing", {}),
        ("nina@x.go.id,Nina,,,ppk,99,", "lpse_unknown", {"text": "99"}),
        ("nina@x.go.id,Nina,,,ppk,sepuluh,", "lpse_unknown", {"text": "sepuluh"}),
        ("nina@x.go.id,Nina,,,tim_teknis,,", "directorate_unknown", {"text": ""}),
        ("nina@x.go.id,Nina,,,tim_teknis,,sipd", "directorate_unknown", {"text": "sipd"}),
        ("nina@x.go.id", "name", {"limit": 100}),
    ],
)
def test_a_wrong_line_says_what_is_wrong_and_the_next_is_read(
    line: str, code: str, facts: dict[str, object]
) -> None:
    wrong, right = read(line, "nina@surabaya.go.id,Nina,,,ppk,10,")
    assert wrong == RowError(2, code, facts)
    assert isinstance(right, AccountRow)
    assert right.line == 3


def test_a_line_that_is_no_csv_at_all_does_not_end_the_reading() -> None:
    wrong, right = read('"nina"x,Nina,,,ppk,10,', "nina@surabaya.go.id,Nina,,,ppk,10,")
    assert isinstance(wrong, RowError)
    assert wrong.code == "unreadable"
    assert isinstance(right, AccountRow)


def test_a_file_without_its_columns_is_not_read() -> None:
    assert read("nina@surabaya.go.id,Nina", heading="email,name") == [
        RowError(1, "columns_missing", {"columns": ["directorate", "lpse_id", "office", "phone", "role"]})
    ]
    assert [row.code for row in read(heading="") if isinstance(row, RowError)] == ["columns_missing"]


def test_a_file_as_a_spreadsheet_saves_it_is_read() -> None:
    [row] = read(
        "10;ppk;Nina;nina@surabaya.go.id;;;",
        heading="\ufeffLPSE_ID;Role;Name;Email;Phone;Office;Directorate",
    )
    assert isinstance(row, AccountRow)
    assert (row.email, row.assignment) == ("nina@surabaya.go.id", Assignment(Role.PPK, 10))


def rows(*lines: str) -> list[AccountRow]:
    return [row for row in read(*lines) if isinstance(row, AccountRow)]


async def test_accounts_are_added_and_brought_up_to_date_and_nothing_is_taken_away(
    helpdesk: Helpdesk,
) -> None:
    new = rows(
        "nina@surabaya.go.id,Nina,0812,Dinas,ppk,10,",
        "nina@surabaya.go.id,Nina,0812,Dinas,helpdesk_lpse,10,",
        "budi@surabaya.go.id,Budi Santoso,0899,Dinas PU,ppk,10,",
    )
    counted = await helpdesk.run(lambda unit: unit.bulk.import_accounts(new, NOW))
    assert counted == AccountCounts(rows=3, new_people=1, new_roles=2)
    nina = await helpdesk.read(lambda unit: unit.people.by_email("nina@surabaya.go.id"))
    assert nina is not None
    assert nina.assignments == (Assignment(Role.PPK, 10), Assignment(Role.HELPDESK_LPSE, 10))
    budi = await helpdesk.read(lambda unit: unit.people.get(BUDI.id))
    assert budi is not None
    assert (budi.name, budi.phone, budi.office) == ("Budi Santoso", "0899", "Dinas PU")
    assert budi.assignments == BUDI.assignments

    later = NOW + timedelta(days=1)
    again = await helpdesk.run(lambda unit: unit.bulk.import_accounts(new, later))
    assert again == AccountCounts(rows=3, new_people=0, new_roles=0)


async def test_an_administrator_added_by_a_file_is_named(helpdesk: Helpdesk) -> None:
    file = rows(
        "nina@surabaya.go.id,Nina,,,administrator,,",
        "nina@surabaya.go.id,Nina,,,ppk,10,",
        "nina@surabaya.go.id,Nina,,,administrator,,",
    )
    first = await helpdesk.run(lambda unit: unit.bulk.import_accounts(file, NOW))
    assert first.administrators == ("Nina (nina@surabaya.go.id)",)
    again = await helpdesk.run(lambda unit: unit.bulk.import_accounts(file, NOW))
    assert again.administrators == ()


async def test_many_accounts_are_loaded_in_portions(helpdesk: Helpdesk) -> None:
    many = rows(*(f"p{n}@surabaya.go.id,Orang {n},,,ppk,10," for n in range(2500)))
    counted = await helpdesk.run(lambda unit: unit.bulk.import_accounts(many, NOW))
    assert counted == AccountCounts(rows=2500, new_people=2500, new_roles=2500)
    last = await helpdesk.read(lambda unit: unit.people.by_email("p2499@surabaya.go.id"))
    assert last is not None
    assert last.name == "Orang 2499"


async def test_package_records_are_found_by_kind_and_code_and_replaced_by_newer_ones(
    helpdesk: Helpdesk,
) -> None:
    stage = Stage("Pengumuman", NOW, NOW + timedelta(days=3))
    tender = PackageFacts(PackageKind.TENDER, "21150010", "Jembatan", 2026, Decimal("1.50"), stages=(stage,))
    rup = PackageFacts(PackageKind.RUP, "21150010", "Rencana")

    def load(unit: SqlUnitOfWork) -> int:
        return unit.bulk.import_packages(
            [PackageFacts(PackageKind.TENDER, "21150010")]
        ) + unit.bulk.import_packages(facts for facts in (tender, rup))

    assert await helpdesk.run(load) == 3
    assert await helpdesk.read(lambda unit: unit.packages.find(PackageKind.TENDER, "21150010")) == tender
    assert await helpdesk.read(lambda unit: unit.packages.find(PackageKind.RUP, "21150010")) == rup
    assert await helpdesk.read(lambda unit: unit.packages.find(PackageKind.CATALOGUE, "21150010")) is None


async def test_an_lpse_that_is_loaded_again_is_brought_up_to_date(helpdesk: Helpdesk) -> None:
    renamed = replace(SURABAYA, name="LPSE Surabaya", repository=None)
    assert await helpdesk.run(lambda unit: unit.bulk.import_lpses([renamed])) == 1
    assert await helpdesk.read(lambda unit: unit.lpses.get(10)) == renamed
