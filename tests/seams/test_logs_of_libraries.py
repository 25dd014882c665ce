"""Test that nothing of an update reaches the log which no handler knows, can read, or gets through."""

import json
import socket
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import text

from bot.webhook import HEADER
from tests.seams.child import PATIENCE, Child, count_waiting

pytestmark = pytest.mark.timeout(240)

MARK = "kata-rahasia-77"
HOOK_SECRET = "a-secret-of-sixteen-signs"
RINA = {"id": 1001, "is_bot": False, "first_name": MARK, "language_code": "id"}
CHAT = {"id": 1001, "type": "private"}
BROKEN = "CREATE TRIGGER broken BEFORE UPDATE ON chats BEGIN SELECT RAISE(ABORT, 'kata-rahasia-77'); END"
UNKEPT = "CREATE TRIGGER unkept BEFORE INSERT ON inbox BEGIN SELECT RAISE(ABORT, 'kata-rahasia-77'); END"
# Kinds that nobody knows or handles, and parts of the wrong types.
ODD: list[tuple[str, Any]] = [
    ("gambar_ajaib", {"from": RINA, "text": MARK}),
    ("poll", {"id": MARK, "question": MARK}),
    ("message", MARK),
    ("message", {"from": RINA, "chat": CHAT, "message_id": 1, "date": 1, "text": [MARK]}),
    ("message", {"from": RINA, "chat": MARK, "message_id": MARK, "date": MARK, "text": MARK}),
    ("message", {"from": {"id": MARK}, "chat": CHAT, "message_id": 1, "date": 1, "text": MARK}),
    ("message", {"from": RINA, "chat": CHAT, "message_id": 1, "date": 1, "document": {"file_id": [MARK]}}),
    ("edited_message", {"from": RINA, "chat": CHAT, "message_id": MARK, "text": MARK}),
    ("callback_query", {"id": MARK, "from": RINA, "data": {"data": MARK}}),
    ("callback_query", {"id": "1", "from": RINA, "data": MARK}),
    ("my_chat_member", {"from": RINA, "chat": MARK, "new_chat_member": MARK}),
]


@pytest.fixture
def port() -> Iterator[int]:
    """Yield a port on which the bot may listen; it stays bound, so no other process is given it."""
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


@pytest.fixture(params=["run", "webhook"])
async def child(
    tmp_path: Path, furnished: Path, port: int, request: pytest.FixtureRequest
) -> AsyncIterator[Child]:
    """Yield a bot that receives in this way, in a process of the shell's."""
    child = Child(tmp_path, furnished, forked=False)
    child.command = request.param
    if child.command == "webhook":
        child.settings = {
            "WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram",
            "WEBHOOK_SECRET": HOOK_SECRET,
            "WEBHOOK_PORT": str(port),
        }
    try:
        await child.box.start()
        child.launches()
        begun = {"run": "getUpdates", "webhook": "setWebhook"}[child.command]
        await child.box.settled(lambda: any(call.method == begun for call in child.box.calls), PATIENCE)
        yield child
    finally:
        await child.close()


async def sends(child: Child, update_id: int, kind: str, part: Any) -> None:
    """Send an update in the bot's way of receiving, whichever kinds it has asked for."""
    if child.command == "webhook":
        assert await posts(child, json.dumps({"update_id": update_id, kind: part}).encode()) == 200
        return
    updates = child.box.world.updates
    asked, updates.allowed = updates.allowed, frozenset({kind})
    updates.add(kind, part)
    updates.allowed = asked


async def posts(child: Child, body: bytes) -> int:
    """Post something to the webhook as Telegram does; return the status."""
    async with aiohttp.ClientSession() as session:
        url = child.settings["WEBHOOK_URL"]
        headers = {HEADER: HOOK_SECRET, "Content-Type": "application/json"}
        async with session.post(url, data=body, headers=headers) as answer:
            return answer.status


async def test_nothing_of_odd_updates_and_failing_handlers_reaches_the_log(child: Child) -> None:
    for update_id, (kind, part) in enumerate(ODD, start=1000):
        await sends(child, update_id, kind, part)
    await child.taken()
    await child.until(lambda unit: not count_waiting(unit))
    await child.look(lambda unit: unit.connection.execute(text(BROKEN)))
    ppk = child.plays(1001)
    await ppk.types(f"/cari {MARK}")
    await child.taken()
    await child.until(lambda unit: not count_waiting(unit))
    if child.command == "webhook":
        assert await posts(child, f'{{"update_id": 1, "message": {MARK}'.encode()) == 400
        assert await posts(child, f'["{MARK}"]'.encode()) == 200
        for number in (10**30, 2**63, -1, MARK, [MARK]):
            odd = {"update_id": number, "message": {"from": RINA, "text": MARK}}
            assert await posts(child, json.dumps(odd).encode()) == 200
        await child.look(lambda unit: unit.connection.execute(text(UNKEPT)))
        unkept = {"update_id": 2000, "message": {"from": RINA, "text": MARK}}
        assert await posts(child, json.dumps(unkept).encode()) == 500
    await child.is_terminated()
    said = child.said.read_text()
    events = {json.loads(line)["event"] for line in said.splitlines()}
    assert {"running", "update_unreadable", "update_failed", "stopped"} <= events
    assert child.command == "run" or "library_logged" in events, "the server says that it failed"
    assert MARK not in said
