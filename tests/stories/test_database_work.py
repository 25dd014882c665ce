"""Test how much the whole bot asks of its database for one update, everything included.

What is looked at now and then does not count: it costs the same however many updates come.
"""

from __future__ import annotations

import pytest

from bot.jobs import worker
from bot.sending import courier, fan_out, mail_courier
from tests.stories.actor import Actor
from tests.stories.acts import begins, describes
from tests.stories.database_work import counted
from tests.stories.stage import Stage

TIMES = 5


@pytest.fixture(autouse=True)
def no_looks_between(monkeypatch: pytest.MonkeyPatch) -> None:
    for part in (worker, courier, fan_out, mail_courier):
        monkeypatch.setattr(part, "IDLE", 3600.0)


async def test_an_ordinary_press_costs_nineteen_statements_in_five_transactions(
    stage: Stage, ppk: Actor
) -> None:
    """Test intake, handling, looking for the answer, sending it, and writing down that it was sent."""
    await begins(ppk)
    await stage.all_is_quiet()
    with counted() as work:
        for _ in range(TIMES):
            await ppk.taps("Kembali")
            await ppk.sees("Sub Kategori", "Jawaban saat ini")
            await ppk.taps("Unggah gagal / timeout")
            await ppk.sees("kode tender")
    assert work.statements.total() <= 2 * TIMES * 19, str(work)
    assert work.transactions <= 2 * TIMES * 5, str(work)


async def test_an_ordinary_text_costs_seventeen_statements_in_six_transactions(
    stage: Stage, ppk: Actor
) -> None:
    await ppk.types("/buat")
    await ppk.sees("Judul")
    await stage.all_is_quiet()
    with counted() as work:
        for _ in range(TIMES):
            await ppk.types("/bantuan")
            await ppk.sees("Bantuan")
            await stage.all_is_handled()
    assert work.statements.total() <= TIMES * 17, str(work)
    assert work.transactions <= TIMES * 6, str(work)


async def test_filing_a_ticket_and_telling_its_desk_costs_eighty_statements_in_twenty_transactions(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor
) -> None:
    await begins(ppk)
    await describes(ppk)
    await ppk.taps("Lanjut")
    await ppk.taps("Kirim Tiket")
    await ppk.sees("yakin")
    await stage.all_is_quiet()
    with counted() as work:
        await ppk.taps("Ya")
        for person in (helpdesk, verifikator):
            await person.was_told("Ambil Tiket")
        await stage.letter_to("rina.wulandari@contoh.go.id")
    assert work.statements.total() <= 80, str(work)
    assert work.transactions <= 20, str(work)
