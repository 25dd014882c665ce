"""A kept folder holds everything between runs, however the last one ended."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import aiohttp

from sandbox import Persona, Sandbox

from .conftest import PPK, TOKEN, RawBot

ROOT = Path(__file__).parents[2]
CHILD = """
import asyncio, sys
from pathlib import Path
from sandbox import Persona, Sandbox

async def main() -> None:
    box = Sandbox(personas=[Persona(1001, "Siti")], folder=Path(sys.argv[1]))
    await box.start()
    ppk = box.user(1001)
    n = 0
    while True:
        await ppk.types(f"pesan {n}")
        n += 1
        print(max(box.world.updates.pending), flush=True)

asyncio.run(main())
"""


async def test_everything_is_there_after_a_restart(tmp_path: Path, http: aiohttp.ClientSession) -> None:
    box = Sandbox(TOKEN, [PPK], folder=tmp_path)
    bot = RawBot(http, await box.start())
    ppk = box.user(PPK.id)
    await ppk.types("sudah diambil")
    [taken] = await bot.hears()
    [document] = await ppk.sends(("kak.pdf", b"isi"))
    markup = {"inline_keyboard": [[{"text": "Ya", "callback_data": "ya"}]]}
    await bot.does("sendMessage", chat_id=PPK.id, text="Yakin?", reply_markup=markup)
    await bot.does("setMyCommands", commands=[{"command": "start", "description": "Mulai"}])
    newcomer = box.user(2001)
    await newcomer.types("halo")
    newcomer.blocks_bot()
    seen = ppk.messages
    await box.stop()

    again = Sandbox(TOKEN, [PPK], folder=tmp_path)
    bot = RawBot(http, await again.start())
    ppk = again.user(PPK.id)
    assert ppk.messages == seen
    pending = await bot.hears()
    assert [update["message"]["message_id"] for update in pending[:1]] == [document["message_id"]]
    assert all(update["update_id"] > taken["update_id"] for update in pending)
    file = await bot.does("getFile", file_id=document["document"]["file_id"])
    async with http.get(f"{again.url}/file/bot{TOKEN}/{file['file_path']}") as reply:
        assert await reply.read() == b"isi"
    assert await bot.does("getMyCommands") == [{"command": "start", "description": "Mulai"}]
    assert (
        await bot.is_refused("sendMessage", chat_id=2001, text="x")
        == "Forbidden: bot was blocked by the user"
    )
    said = await ppk.types("lagi")
    assert said["message_id"] > seen[-1]["message_id"]
    [update] = await bot.hears()
    assert update["update_id"] > pending[-1]["update_id"]
    await again.stop()


async def test_a_killed_run_never_hands_out_a_number_again(tmp_path: Path) -> None:
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", CHILD, str(tmp_path), cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert child.stdout
    seen = 0
    for _ in range(200):
        seen = int(await child.stdout.readline())
    os.kill(child.pid, signal.SIGKILL)
    rest = (await child.stdout.read()).decode().split("\n")
    await child.wait()
    seen = max([seen, *(int(line) for line in rest[:-1] if line)])

    box = Sandbox(personas=[Persona(1001, "Siti")], folder=tmp_path)
    texts = [message["text"] for message in box.user(1001).messages]
    assert texts == [f"pesan {n}" for n in range(len(texts))]
    assert len(texts) >= 200
    before = set(box.world.updates.pending)
    await box.user(1001).types("baru")
    [new] = set(box.world.updates.pending) - before
    assert new > seen
    await box.stop()
