"""Test that administrators, staff and operators find out why somebody did or did not get a message."""

from __future__ import annotations

import pytest

from bot.trace import trace
from storage.unit import SqlUnitOfWork
from tests.stories.actor import PATIENCE, Actor
from tests.stories.acts import files, takes
from tests.stories.stage import Stage

RINA = "rina.wulandari@contoh.go.id"


async def looks_up(administrator: Actor, subject: str, *words: str) -> str:
    await administrator.types("/start")
    await administrator.taps("Jejak Audit")
    await administrator.taps("Jejak Kiriman")
    await administrator.sees("nomor tiket")
    await administrator.types(subject)
    return await administrator.sees("Jejak Kiriman", *words)


async def test_administrators_see_what_was_sent_about_a_ticket_and_to_an_account(
    stage: Stage, ppk: Actor, helpdesk: Actor, administrator: Actor
) -> None:
    number = await files(ppk, "Rahasia dapur")
    await takes(helpdesk, number)
    await stage.all_is_quiet()
    typed = f"tiket {number[:3].lower()} {number[3:]}"
    seen = await looks_up(administrator, typed, number, "Sari Lestari: terkirim", f"{RINA}: terkirim")
    assert "Rahasia" not in seen
    await looks_up(administrator, RINA, "kabar tiket · Rina Wulandari: terkirim", "e-mail tiket")
    await looks_up(administrator, "TPS9912310001", "Tidak ada kiriman")


async def test_a_reporter_hears_in_chat_that_their_address_refuses_letters_and_staff_see_why(
    stage: Stage, ppk: Actor, helpdesk: Actor, capsys: pytest.CaptureFixture[str]
) -> None:
    stage.postman.refused.add(RINA)
    number = await files(ppk)
    await ppk.was_told(f"E-mail tentang tiket {number} ditolak oleh alamat {RINA}")
    await takes(helpdesk, number)
    await stage.all_is_quiet()
    await helpdesk.types(number)
    await helpdesk.sees("1 pemberitahuan", RINA, "ditolak oleh alamat e-mail (550)")
    assert await trace(stage.settings, number) == 0
    printed = capsys.readouterr().out
    assert f"letter  ticket  to {RINA}  refused  answer 550" in printed
    assert "message  SendAlert  to Sari Lestari chat 2001  sent" in printed
    assert printed.index("event  filed") < printed.index("letter  ticket") < printed.index("event  taken")
    assert await trace(stage.settings, RINA.upper()) == 0
    assert "done" in capsys.readouterr().out
    assert await trace(stage.settings, "0badcafe") == 1


async def test_what_waits_is_seen_with_why_and_when_it_is_tried_again(
    stage: Stage, ppk: Actor, administrator: Actor, capsys: pytest.CaptureFixture[str]
) -> None:
    stage.postman.replies["RCPT"] = ["450 4.2.0 greylisted"] * 9
    number = await files(ppk)
    await stage.box.settled(lambda: stage.postman.tries == 1, PATIENCE)
    await stage.app.leading.mail_courier.idle()
    waits = "Belum terkirim", f"{RINA}: belum berhasil · dicoba 1 kali (450) · lagi"
    await looks_up(administrator, number, *waits)
    await looks_up(administrator, RINA, *waits)
    assert await trace(stage.settings, number) == 0
    assert f"waiting  ticket  to {RINA}  failed so far  1 tries  450  next try" in capsys.readouterr().out


async def test_what_was_put_aside_of_a_reporter_is_seen_on_the_ticket(
    stage: Stage, ppk: Actor, administrator: Actor, capsys: pytest.CaptureFixture[str]
) -> None:
    number = await files(ppk)
    await stage.all_is_quiet()

    def put_aside(unit: SqlUnitOfWork) -> None:
        lane, at = str(ppk.id), stage.clock()
        unit.inbox.store([(900_000_001, lane, "{}"), (900_000_002, lane, "{}")], at)
        for update_id in (900_000_001, 900_000_002):
            unit.inbox.put_aside(update_id, lane, "KeyError 0badcafe", at)

    await stage.do(put_aside)
    await looks_up(administrator, number, "Belum diproses", "Rina Wulandari: disisihkan karena gagal")
    assert await trace(stage.settings, number) == 0
    assert "update  900000001  from Rina Wulandari  put aside  KeyError 0badcafe" in capsys.readouterr().out


async def test_a_colleague_whose_chat_is_closed_is_seen_to_have_got_a_letter(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor, administrator: Actor
) -> None:
    verifikator.user.blocks_bot()
    number = await files(ppk)
    await helpdesk.was_told(number)
    await stage.all_is_quiet()
    await looks_up(administrator, number, "Agus Pratama: chat tertutup bagi bot, dikirim lewat e-mail")
