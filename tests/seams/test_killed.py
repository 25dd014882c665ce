"""Test that a SIGKILL between Telegram and the database loses nothing and does nothing twice."""

import asyncio
import json
import os
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from bot.updates.transaction import UpdateTransaction
from storage.messaging.inbox import PendingUpdate
from storage.tickets.copies import CopyState
from tests.seams.child import PATIENCE, Child, count_unsent, count_waiting
from tests.stories.actor import Actor
from tests.stories.acts import begins, describes, files, submits

# Processes start one after the other, each of which may take PATIENCE on a busy machine.
pytestmark = pytest.mark.timeout(240)

PPK, HELPDESK = 1001, 2001
SAVED = "berhasil disimpan"


async def is_one_yes_away(reporter: Actor) -> None:
    await begins(reporter)
    await describes(reporter)
    await reporter.taps("Lanjut")
    await reporter.taps("Kirim Tiket")
    await reporter.sees("yakin")


async def told_of(person: Actor, words: str, times: int = 1) -> None:
    """Wait for a message, as long as a process may take to start."""

    def count() -> int:
        return sum(words in message.get("text", "") for message in person.received)

    await person.box.settled(lambda: count() >= times, PATIENCE)
    assert count() == times


def handling_until(held: Path) -> None:
    """Make the process handle no update any more once this file is there; it keeps them still."""
    handle = UpdateTransaction.run

    async def run(self: UpdateTransaction, pending: PendingUpdate) -> PendingUpdate | None:
        if os.path.exists(held):  # noqa: ASYNC240, PTH110 - done at once
            await asyncio.Event().wait()
        return await handle(self, pending)

    UpdateTransaction.run = run  # type: ignore[method-assign]


async def test_killed_before_an_update_is_handled(child: Child, tmp_path: Path) -> None:
    held = tmp_path / "held"
    await child.is_killed()
    child.prepare = partial(handling_until, held)
    await child.starts()
    ppk, helpdesk = child.plays(PPK), child.plays(HELPDESK)
    await is_one_yes_away(ppk)
    held.touch()
    await ppk.taps("Ya")
    await child.taken()
    await child.is_killed()
    assert await child.numbers() == []
    assert await child.look(count_waiting) == 1
    held.unlink()

    await child.starts()
    await told_of(ppk, SAVED)
    await told_of(helpdesk, "menunggu diambil")
    assert [number[-4:] for number in await child.numbers()] == ["0001"]


async def test_killed_after_an_update_is_handled_and_before_anything_is_sent(child: Child) -> None:
    ppk, helpdesk = child.plays(PPK), child.plays(HELPDESK)
    await is_one_yes_away(ppk)
    # The result comes below where the press comes before the screen that it was on is marked as sent.
    for method, chat_id in (("editMessageText", PPK), ("sendMessage", PPK), ("sendMessage", HELPDESK)):
        child.box.misbehave(method, 429, retry_after=1, chat_id=chat_id)
    refused = {PPK, HELPDESK}

    def all_are_refused() -> bool:
        return refused <= {c.params.get("chat_id") for c in child.box.calls if c.error}

    await ppk.taps("Ya")
    await child.box.settled(all_are_refused)
    await child.is_killed()
    (number,) = await child.numbers()
    assert await child.look(count_unsent) >= 2
    assert not ppk.saw(SAVED)

    await child.starts()
    await told_of(ppk, SAVED)
    await told_of(helpdesk, "menunggu diambil")
    assert await child.numbers() == [number]
    assert int((await files(ppk))[-4:]) == int(number[-4:]) + 1


async def test_killed_while_sending(child: Child) -> None:
    """Test that a message whose sending was cut off is sent again, since twice is better than never."""
    ppk, helpdesk, verifikator = child.plays(PPK), child.plays(HELPDESK), child.plays(2002)
    await is_one_yes_away(ppk)
    child.box.misbehave("sendMessage", "timeout", chat_id=helpdesk.id, before=True)
    child.box.misbehave("sendMessage", "timeout", chat_id=verifikator.id)
    await ppk.taps("Ya")
    await child.box.settled(lambda: any(c.error for c in child.box.calls))
    await told_of(verifikator, "menunggu diambil")
    await told_of(ppk, SAVED)
    await child.is_killed()
    assert not helpdesk.received

    await child.starts()
    await told_of(helpdesk, "menunggu diambil")
    await told_of(verifikator, "menunggu diambil", times=2)
    await told_of(ppk, SAVED)
    assert len(await child.numbers()) == 1


async def test_killed_while_a_copy_of_a_file_is_fetched(child: Child) -> None:
    ppk = child.plays(PPK)
    await begins(ppk)
    await describes(ppk)
    await ppk.sends("surat.pdf")
    await ppk.sees("surat.pdf")
    child.box.misbehave("getFile", "timeout", before=True)
    await submits(ppk)
    await child.box.settled(lambda: any(c.method == "getFile" for c in child.box.calls), PATIENCE)
    await child.is_killed()
    # Only the database has the file's reference.
    [wanted] = await child.look(lambda unit: unit.copies.due(datetime.now(UTC), 10))
    assert child.archive.find(wanted.unique_ref) is None

    await child.starts()
    await child.until(lambda unit: unit.copies.state(wanted.unique_ref) is CopyState.KEPT)
    copy = child.archive.find(wanted.unique_ref)
    assert copy is not None
    assert copy.read_bytes().startswith(b"%PDF-")


async def test_asked_to_end_in_the_middle_it_ends_at_once_and_nothing_is_lost(child: Child) -> None:
    people = [child.plays(user_id) for user_id in (PPK, 1002)]
    for person in people:
        await is_one_yes_away(person)
    child.box.misbehave("sendMessage", None, chat_id=HELPDESK, delay=1.0)
    for person in people:
        await person.taps("Ya")
    assert await child.is_terminated() == 0
    await child.starts()
    for person in people:
        await told_of(person, SAVED)
    assert sorted(number[-4:] for number in await child.numbers()) == ["0001", "0002"]
    helpdesk = child.plays(HELPDESK)
    await told_of(helpdesk, "menunggu diambil", times=2)

    assert await child.is_terminated() == 0
    said = child.said.read_text()
    assert said.count('"event": "stopped"') == 2
    assert "Traceback" not in said


async def test_a_process_that_can_never_send_again_ends_and_says_so(child: Child) -> None:
    """Test with the file of the lead replaced by something that nobody can lock."""
    lead = child.file.with_name(f"{child.file.name}-lead")
    lead.unlink()
    lead.mkdir()
    assert await child.ends() == 1
    said = [json.loads(line) for line in child.said.read_text().splitlines()]
    [ended] = [line for line in said if line["event"] == "lead_ended"]
    assert (ended["level"], ended["error"]) == ("critical", "IsADirectoryError")
    assert said[-1]["event"] == "stopped"
