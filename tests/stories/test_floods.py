"""Test that people who flood the bot keep nobody else waiting, are told so, and lose nothing that counts."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.sending.places import GUESTS_AT_ONCE
from bot.updates.lanes import LATER_AT_ONCE
from sandbox import Persona
from storage.schema import tables as t
from storage.unit import SqlUnitOfWork
from tests.stories.actor import Actor
from tests.stories.stage import Stage

STRANGERS, STICKERS = 60, 40
STICKER = {"sticker": {"file_id": "s", "file_unique_id": "s"}}
TOO_MANY = "Terlalu banyak pesan"
_ids = count(500_000_000)


class FloodedStage(Stage):
    """A stage with the usual budgets, and many strangers."""

    person_budget, stranger_budget = 120, 20
    crowd = tuple(Persona(9100 + n, f"Orang{n}", "Asing") for n in range(STRANGERS))


@pytest.fixture
async def stage(tmp_path: Path, furnished: Path) -> AsyncIterator[FloodedStage]:
    stage = FloodedStage(tmp_path, furnished)
    await stage.open()
    yield stage
    await stage.close()


def message_of(sender: int, **content: object) -> dict[str, Any]:
    """Return the update of a message in the sender's private chat."""
    number = next(_ids)
    user = {"id": sender, "is_bot": False, "first_name": f"Orang{sender}", "language_code": "id"}
    chat = {"id": sender, "type": "private"}
    return {
        "update_id": number,
        "message": {"message_id": number, "date": 1, "from": user, "chat": chat, **content},
    }


def handled(unit: SqlUnitOfWork) -> list[str]:
    """Return the lanes of all updates in the order in which they were done."""
    order = select(t.inbox.c.lane).where(t.inbox.c.done_at.is_not(None)).order_by(t.inbox.c.done_at)
    return list(unit.connection.execute(order).scalars())


def texts_to(stage: Stage, chat_id: int) -> list[str]:
    """Return the texts that were sent to a chat, edits included."""
    calls = [call for call in stage.box.calls if call.params.get("chat_id") == chat_id]
    return [str(call.params["text"]) for call in calls if "text" in call.params]


async def test_sixty_strangers_with_forty_stickers_each_keep_nobody_waiting(
    stage: FloodedStage, ppk: Actor
) -> None:
    await ppk.types("/start")
    await ppk.sees("Rina Wulandari")
    await stage.all_is_quiet()
    done, answered = len(await stage.do(handled)), list[object]()
    stage.box.on_event(lambda event: answered.append(event.get("chat")))
    flood = [message_of(9100 + n, **STICKER) for _ in range(STICKERS) for n in range(STRANGERS)]
    await stage.app.intake.take([*flood, message_of(ppk.id, text="/profil")])
    await ppk.sees("rina.wulandari@contoh.go.id")
    # Some go while the update is handled, and some are under way when its answer is there.
    assert answered.index(ppk.id) <= 3 * GUESTS_AT_ONCE < STRANGERS
    order = (await stage.do(handled))[done:]
    assert order.index(str(ppk.id)) <= LATER_AT_ONCE
    kept = await stage.do(lambda unit: len(list(unit.connection.execute(select(t.inbox.c.update_id)))))
    assert kept <= 1 + STRANGERS * stage.stranger_budget + done + 1, "the rest is dropped"


async def test_a_stranger_who_floods_is_told_once_and_is_heard_again_later(
    stage: FloodedStage, stranger: Actor
) -> None:
    await stage.app.intake.take([message_of(stranger.id, **STICKER) for _ in range(STICKERS)])
    await stranger.was_told(TOO_MANY, "5 menit")
    for _ in range(9):
        await stage.app.intake.take([message_of(stranger.id, text="halo")])
    await stage.all_is_quiet()
    told = texts_to(stage, stranger.id)
    assert sum(TOO_MANY in text for text in told) == 1
    stage.clock.ahead += timedelta(minutes=5)
    await stranger.types("/start")
    await stranger.sees("Ketik alamat e-mail akun")


async def test_forty_stickers_are_refused_by_what_waits_and_not_by_forty_messages(
    stage: FloodedStage, ppk: Actor
) -> None:
    await ppk.types("/start")
    await ppk.sees("Rina Wulandari")
    await stage.all_is_quiet()
    stage.box.misbehave("sendMessage", "drop", chat_id=ppk.id)
    await stage.app.intake.take([message_of(ppk.id, **STICKER) for _ in range(STICKERS)])
    await stage.all_is_handled()
    waiting = select(t.outbox.c.id).where(t.outbox.c.chat_id == ppk.id, t.outbox.c.failed_at.is_(None))
    rows = await stage.do(lambda unit: len(list(unit.connection.execute(waiting))))
    assert rows <= 3, "a refusal, a screen, and one on its way"


async def test_of_somebody_signed_in_nothing_is_lost_however_much_they_send(
    stage: FloodedStage, budi: Actor
) -> None:
    await budi.types("/buat")
    await budi.sees("Judul")
    await stage.all_is_quiet()
    done = len(await stage.do(handled))
    await stage.app.intake.take([message_of(budi.id, text=f"Judul {n}") for n in range(200)])
    await budi.was_told("Semuanya tersimpan")
    await stage.all_is_quiet()
    assert len(await stage.do(handled)) == done + 200
    assert sum("Semuanya tersimpan" in text for text in texts_to(stage, budi.id)) == 1


async def test_administrators_are_told_of_a_lasting_flood_in_one_message_and_of_its_end(
    stage: FloodedStage, administrator: Actor, stranger: Actor
) -> None:
    for minute in range(8):
        stage.clock.ahead += timedelta(minutes=1)
        for sender in (stranger.id, 9100, 9101):
            await stage.app.intake.take([message_of(sender, **STICKER) for _ in range(STICKERS)])
        await stage.app.scheduler.tell_alarms()
        if minute == 1:
            assert not administrator.saw("Kiriman berlebihan"), "a burst is no flood"
    told = await administrator.was_told("🚨", "Kiriman berlebihan", f"{stranger.id}", "9100", "9101")
    assert "belum masuk" in told
    stage.clock.ahead += timedelta(minutes=10)
    await stage.app.scheduler.tell_alarms()
    await administrator.sees("Kiriman berlebihan", "sudah berakhir")
    await stage.all_is_quiet()
    assert len([m for m in administrator.received if "Kiriman berlebihan" in str(m.get("text"))]) == 1
    await stage.app.scheduler.tell_alarms()
    assert await stage.do(_alarms) == []


async def test_whoever_presses_many_buttons_that_nobody_offered_is_reported_by_name(
    stage: FloodedStage, administrator: Actor, budi: Actor, stranger: Actor
) -> None:
    await budi.types("/start")
    await budi.sees("Budi Santoso")
    for ticket_id in range(1000, 1025):
        await budi.forges(f"a:card:{ticket_id}:0")
    for n in range(19):
        await stranger.types(f"/start w_{n:032}" if n % 2 else f"/start tebakan{n}")
    await stage.all_is_quiet()
    await stage.app.scheduler.tell_alarms()
    told = await administrator.was_told("🚨", "Percobaan membuka data orang lain", "Budi Santoso")
    assert f"{budi.id}" in told
    assert f"{stranger.id}" not in told, "nineteen are too few"
    await stage.app.scheduler.tell_alarms()
    await stage.all_is_quiet()
    assert len([m for m in administrator.received if "Percobaan" in str(m.get("text"))]) == 1


async def test_the_name_of_whoever_is_reported_is_text_and_nothing_else(
    stage: FloodedStage, administrator: Actor
) -> None:
    for n in range(25):
        update = message_of(9100, text=f"/start tebakan{n}")
        update["message"]["from"]["first_name"] = "<b>Jahat</b> & {{ nama }}\u202e"
        stage.clock.ahead += timedelta(seconds=5)
        await stage.app.intake.take([update])
    await stage.all_is_quiet()
    await stage.app.scheduler.tell_alarms()
    await administrator.was_told("Percobaan", "<b>Jahat</b> & {{ nama }} ·", "9100")


def _alarms(unit: SqlUnitOfWork) -> list[datetime]:
    return list(unit.connection.execute(select(t.alarms.c.since)).scalars())
