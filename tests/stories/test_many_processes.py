"""Test that people notice nothing of two processes on one database, or of the end of one."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import orjson
import pytest
from sqlalchemy import func, select, text

from storage.schema import tables
from tests.storage.conftest import postgres, postgres_url
from tests.stories.actor import Actor, words_of
from tests.stories.acts import begins, describes, files, takes, works
from tests.stories.cluster import Cluster
from tests.stories.papers import papers
from tests.stories.stage import furnish

__all__ = ["postgres", "postgres_url"]

pytestmark = pytest.mark.postgres


@pytest.fixture
async def stage(tmp_path: Path, furnished: Path, postgres_url: str) -> AsyncIterator[Cluster]:
    await furnish(postgres_url)
    cluster = Cluster(tmp_path, furnished, postgres_url)
    await cluster.open()
    yield cluster
    await cluster.close()


def told(person: Actor, *words: str) -> int:
    """Return how many messages in this person's chat have all these words."""
    return len([m for m in person.received if all(word in words_of(m) for word in words)])


async def test_a_ticket_goes_its_way_through_both_and_everybody_is_told_once(
    stage: Cluster, ppk: Actor, helpdesk: Actor, verifikator: Actor
) -> None:
    numbers = [await files(ppk, title) for title in ("Satu", "Dua", "Tiga")]
    assert [number[-4:] for number in numbers] == ["0001", "0002", "0003"]
    await verifikator.was_told("menunggu diambil", numbers[0])
    await takes(helpdesk, numbers[0])
    await works(helpdesk, numbers[0], "Selesaikan Masalah")
    await ppk.was_told("Menurut Sari Lestari, masalah Anda sudah selesai")
    await stage.all_is_quiet()
    for number in numbers:
        assert told(ppk, "berhasil disimpan", number) == 1
    for person in (helpdesk, verifikator):
        assert told(person, "menunggu diambil") == 2
        assert told(person, "diambil Sari Lestari", numbers[0]) == 1
    assert told(ppk, "Menurut Sari Lestari, masalah Anda sudah selesai") == 1
    assert len(stage.postman.letters) == len(numbers) + 1, "one for each number, and one of the solution"


async def test_what_one_person_sends_is_done_in_its_order_by_whichever_process(
    stage: Cluster, ppk: Actor, budi: Actor
) -> None:
    lines = [f"baris ke-{number} dari kronologi saya" for number in range(1, 6)]
    for person in (ppk, budi):
        await person.types("/buat")
        await person.types(f"Judul dari {person.id}")
        for line in lines:
            await person.types(line)
    await stage.all_is_quiet()
    for person in (ppk, budi):
        for label in ("SIKaP", "Identitas", "Ubah email", "Lewati"):
            await person.taps(label)
        await person.sees("\n".join(lines))
        await person.taps("Pakai Tulisan Ini")
        await person.taps("Lanjut")
        await person.sees("Periksa tiket Anda", f"Judul dari {person.id}", "Ubah email", "\n".join(lines))


async def test_an_update_that_reaches_both_is_done_once(stage: Cluster, ppk: Actor, helpdesk: Actor) -> None:
    await begins(ppk)
    await describes(ppk)
    await ppk.taps("Lanjut")
    await ppk.taps("Kirim Tiket")
    await ppk.sees("yakin")
    stage.box.repeat_updates(3)
    await ppk.taps("Ya", times=3)
    await ppk.sees("berhasil disimpan")
    await stage.all_is_quiet()
    assert told(ppk, "berhasil disimpan") == 1
    assert told(helpdesk, "menunggu diambil") == 1
    count = select(func.count()).select_from(tables.tickets)
    assert await stage.do(lambda unit: unit.connection.execute(count).scalar_one()) == 1


async def test_of_two_who_take_it_at_once_through_different_processes_one_gets_it(
    stage: Cluster, ppk: Actor, helpdesk: Actor, verifikator: Actor
) -> None:
    number = await files(ppk)
    both = (helpdesk, verifikator)
    for one in both:
        await one.was_told("menunggu diambil", number)
        await one.taps("Ambil Tiket")
        await one.sees("Apakah Anda yakin")
    for one in both:
        await one.taps("Ya")
    for one in both:
        await one.was_told("diambil", number)
    await stage.all_is_quiet()
    assert sum(one.saw("sekarang menangani tiket ini", number) for one in both) == 1
    assert sum(one.saw("sudah diambil oleh") for one in both) == 1
    taken = select(func.count()).select_from(tables.history).where(tables.history.c.kind == "taken")
    assert await stage.do(lambda unit: unit.connection.execute(taken).scalar_one()) == 1


@pytest.mark.parametrize("killed", [False, True], ids=["stops", "is killed"])
async def test_when_the_leader_is_gone_the_other_sends_what_waits(
    stage: Cluster, ppk: Actor, helpdesk: Actor, killed: bool
) -> None:
    stage.box.misbehave("sendMessage", 502, times=-1, chat_id=helpdesk.id)
    number = await files(ppk)
    gone = stage.leader
    await stage.leaves(gone, killed=killed)
    stage.box.behave()
    await takes(helpdesk, number)
    assert stage.leader is not gone
    await stage.all_is_quiet()
    assert told(helpdesk, "menunggu diambil") == 0
    assert told(helpdesk, "diambil Sari Lestari") == 1


async def test_when_the_follower_is_gone_nobody_notices(stage: Cluster, ppk: Actor, helpdesk: Actor) -> None:
    leader = stage.leader
    await stage.leaves(stage.follower, killed=True)
    number = await files(ppk)
    await takes(helpdesk, number)
    assert stage.leader is leader


async def test_a_process_that_comes_back_shares_the_work_again(
    stage: Cluster, ppk: Actor, helpdesk: Actor
) -> None:
    await stage.leaves(stage.leader, killed=True)
    number = await files(ppk)
    await stage.joins()
    await takes(helpdesk, number)
    await stage.leaves(stage.leader)
    await works(helpdesk, number, "Selesaikan Masalah")
    await ppk.was_told("Menurut Sari Lestari, masalah Anda sudah selesai")
    await stage.all_is_quiet()
    assert told(ppk, "Menurut Sari Lestari, masalah Anda sudah selesai") == 1


async def test_what_a_killed_process_had_kept_and_not_done_is_done_by_the_other(
    stage: Cluster, ppk: Actor
) -> None:
    update = {
        "update_id": 7,
        "message": {
            "message_id": 1,
            "date": int(stage.clock().timestamp()),
            "text": "/profil",
            "from": ppk.user.persona.as_user(),
            "chat": {"id": ppk.id, "type": "private"},
        },
    }
    row = (7, str(ppk.id), orjson.dumps(update).decode())
    await stage.do(lambda unit: unit.inbox.store([row], stage.clock()))
    stage.clock.ahead += timedelta(seconds=11)
    await stage.leader.app.scheduler.requeue_abandoned()
    await ppk.was_told("Profil", "Rina Wulandari")


async def test_a_document_asked_of_one_is_made_by_the_other(stage: Cluster, ppk: Actor) -> None:
    number = await files(ppk)
    await ppk.types(number)
    await ppk.taps("Cetak PDF", on=number)
    await ppk.sees(f"{number}.pdf")
    await stage.all_is_quiet()
    assert [paper.name for paper in papers(stage, ppk)] == [f"{number}.pdf"]


async def test_a_leader_whose_connection_breaks_sends_no_more_beside_the_next_one(
    stage: Cluster, ppk: Actor, budi: Actor, helpdesk: Actor, verifikator: Actor
) -> None:
    first = stage.leader
    broken = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE application_name = 'lpse-support lead' AND datname = current_database()"
    )
    await stage.do(lambda unit: unit.connection.execute(broken).all())
    numbers = [await files(person, "Putus") for person in (ppk, budi)]
    await stage.all_is_quiet()
    for number in numbers:
        assert told(helpdesk, "menunggu diambil", number) == 1
        assert told(verifikator, "menunggu diambil", number) == 1
    assert first in stage.members


async def test_what_a_killed_process_had_kept_is_done_before_the_next_of_the_same_person(
    stage: Cluster, ppk: Actor
) -> None:
    """Test that nobody waits for a sweep: whoever gets the next update does both, in their order."""
    await ppk.types("/tiket")
    await ppk.sees("Tiket Saya")
    await stage.all_is_quiet()
    update = {
        "update_id": 7,
        "message": {
            "message_id": 1,
            "date": int(stage.clock().timestamp()),
            "text": "/profil",
            "from": ppk.user.persona.as_user(),
            "chat": {"id": ppk.id, "type": "private"},
        },
    }
    row = (7, str(ppk.id), orjson.dumps(update).decode())
    await stage.do(lambda unit: unit.inbox.store([row], stage.clock()))
    await ppk.types("/bantuan")
    await ppk.sees("Bantuan")
    await stage.all_is_quiet()
    # The screen of the first is replaced by that of the second where it has not gone out yet.
    ends = select(tables.inbox.c.update_id, tables.inbox.c.done_at)
    rows = await stage.do(lambda unit: unit.connection.execute(ends).all())
    done = {row.update_id: row.done_at for row in rows}
    assert done[7] is not None
    assert done[7] <= done[max(done)]
