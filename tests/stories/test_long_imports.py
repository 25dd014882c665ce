"""Test that a long import of accounts tells how far it is, and ends well whatever comes between."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.jobs import account_import as account_imports
from bot.jobs import shown_progress
from storage.master_data.bulk_import import SqlBulkImport
from storage.schema import tables
from storage.unit import SqlUnitOfWork
from tests.stories.actor import Actor
from tests.stories.administering import depose
from tests.stories.importing import HEADING, Gives, imports
from tests.stories.papers import SlowWork, slow
from tests.stories.stage import Stage


@pytest.fixture
async def half_done(
    stage: Stage, administrator: Actor, holds: Gives, monkeypatch: pytest.MonkeyPatch
) -> SlowWork:
    """Return an import of 35 accounts that halts after its first portion of ten."""
    monkeypatch.setattr(account_imports, "PORTION", 10)
    lines = [f"p{n}@surabaya.go.id,Orang {n},,,ppk,10," for n in range(35)]
    holds("banyak.csv", "\n".join((HEADING, *lines)))
    halted = slow(stage, "accounts", is_half_done=True)
    await imports(administrator, "banyak.csv")
    return halted


async def test_a_long_import_says_how_far_it_is(
    stage: Stage, administrator: Actor, holds: Gives, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(account_imports, "PORTION", 10)
    monkeypatch.setattr(shown_progress, "SHOWN_EVERY", 10)
    holds("banyak.csv", "\n".join((HEADING, *(f"p{n}@x.go.id,Orang,,,ppk,10," for n in range(25)))))
    await imports(administrator, "banyak.csv")
    await administrator.was_told("Baris yang diimpor: 25")
    assert administrator.saw("Mengimpor akun: 10 baris…")
    assert administrator.saw("Mengimpor akun: 20 baris…")


async def test_an_order_of_somebody_who_is_administrator_no_longer_is_not_obeyed(
    stage: Stage, administrator: Actor, holds: Gives
) -> None:
    holds("akun.csv", f"{HEADING}\nnina@surabaya.go.id,Nina,,,administrator,,")
    waiting = slow(stage, "accounts")
    await imports(administrator, "akun.csv")
    await waiting.begun.wait()
    await stage.do(depose)
    waiting.goes_on.set()
    await administrator.was_told("Akun tidak dapat diimpor.")
    assert await stage.do(lambda unit: unit.people.by_email("nina@surabaya.go.id")) is None


async def test_who_loses_the_role_in_the_middle_of_an_import_loads_no_more_of_it(
    stage: Stage, administrator: Actor, half_done: SlowWork
) -> None:
    await half_done.begun.wait()
    await stage.do(depose)
    half_done.goes_on.set()
    await administrator.was_told("Akun tidak dapat diimpor.")
    assert await stage.do(lambda unit: unit.people.by_email("p9@surabaya.go.id")) is not None
    assert await stage.do(lambda unit: unit.people.by_email("p10@surabaya.go.id")) is None
    lines_of_trail = await stage.do(lambda unit: unit.audit.newest(10))
    assert [line.change.after["rows"] for line in lines_of_trail] == [10]


async def test_an_import_that_was_cut_off_goes_on_where_it_was_and_counts_all_of_it_once(
    stage: Stage, administrator: Actor, half_done: SlowWork
) -> None:
    await half_done.begun.wait()
    await stage.bot_restarts()
    await administrator.was_told("Baris yang diimpor: 35", "Akun baru: 35", "Peran baru: 35")
    await stage.all_is_quiet()
    assert len([s for s in administrator.sights if "Akun baru: 35" in s.words]) == 1
    lines_of_trail = await stage.do(lambda unit: unit.audit.newest(10))
    assert [line.change.after["rows"] for line in lines_of_trail] == [35]


def open_files(name: str) -> Iterator[Path]:
    """Yield the files of this name that this process has open, where the system lists them."""
    for handle in Path("/proc/self/fd").glob("*"):
        with suppress(OSError):
            # One that is removed has a word behind its name.
            if (path := handle.readlink()).name.split(" ")[0] == name:
                yield path


def has_failed(unit: SqlUnitOfWork) -> bool:
    failed = select(tables.outbox.c.id).where(tables.outbox.c.attempts == 1)
    return unit.connection.execute(failed).first() is not None


async def test_an_import_that_fails_leaves_no_file_open(
    stage: Stage, administrator: Actor, holds: Gives, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = list[LookupError]()

    def fail(*_arguments: object) -> None:
        # Kept, it keeps everything that it went through.
        failures.append(LookupError())
        raise failures[-1]

    stage.accepts("document_not_made")
    monkeypatch.setattr(account_imports, "PORTION", 1)
    monkeypatch.setattr(SqlBulkImport, "import_accounts", fail)
    lines = [f"p{n}@surabaya.go.id,Orang {n},,,ppk,10," for n in range(3)]
    holds("akun.csv", "\n".join((HEADING, *lines)))
    await imports(administrator, "akun.csv")
    await stage.until(has_failed)
    assert failures
    assert list(open_files("accounts")) == []
