"""Clients that others wrote, each in its own process, talk to the sandbox as they talk to Telegram."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox import Sandbox, User

from .conftest import PPK, TOKEN
from .node_packages import node_environment

HERE = Path(__file__).parent
# Seconds for a process to start and for an answer to come, on a machine with much else to do.
PATIENCE = 30.0
# What each file is called by the bot, and under which name it arrives through every client.
NAMES = {
    "surat.pdf": "surat.pdf",
    "dua kata.pdf": "dua kata.pdf",
    "kak ü.pdf": "kak ü.pdf",
    "x" * 70 + ".pdf": "x" * 64 + ".pdf",
    "a&b's.pdf": "a b s.pdf",
    "mulai;akhir.pdf": "mulai",
}
CLIENTS = ["telebot", "grammy", "telegraf"]

pytestmark = pytest.mark.timeout(240)


@pytest.fixture(params=CLIENTS)
def command(request: pytest.FixtureRequest) -> tuple[list[str], dict[str, str]]:
    """Return the command and environment of a client's bot."""
    if request.param == "telebot":
        return [sys.executable, str(HERE / "telebot_bot.py")], dict(os.environ)
    return ["node", str(HERE / "node" / f"{request.param}_bot.cjs")], node_environment()


@pytest.fixture(params=["polling", "webhook"])
async def ppk(
    request: pytest.FixtureRequest, box: Sandbox, command: tuple[list[str], dict[str, str]], tmp_path: Path
) -> AsyncIterator[User]:
    """Yield a person whose bot runs, by polling and by webhook."""
    words, env = command
    with (tmp_path / "said").open("w") as said:
        bot = await asyncio.create_subprocess_exec(
            *words, box.url, TOKEN, request.param, json.dumps(list(NAMES)), env=env, stdout=said, stderr=said
        )
    receives = "getUpdates" if request.param == "polling" else "setWebhook"
    try:
        await box.settled(lambda: any(call.method == receives for call in box.calls), PATIENCE)
        yield box.user(PPK.id)
    except TimeoutError:
        pytest.fail((tmp_path / "said").read_text())
    finally:
        if bot.returncode is None:
            bot.kill()
        await bot.wait()
        # Only shown beside a failure.
        sys.stdout.write((tmp_path / "said").read_text())


async def hears(box: Sandbox, ppk: User, words: str) -> None:
    """Wait until the newest message says this."""
    await box.settled(lambda: bool(ppk.messages) and words in (ppk.messages[-1].get("text") or ""), PATIENCE)


async def test_a_bot_answers_presses_files_albums_and_mistakes(box: Sandbox, ppk: User) -> None:
    await ppk.types("/start")
    await hears(box, ppk, "Saya lpse_support_bot")
    await ppk.presses("Buat Tiket")
    await hears(box, ppk, "Tulis keluhan Anda")
    await box.settled(lambda: ppk.toasts == [{"text": "Baik", "show_alert": False}], PATIENCE)

    await ppk.types("/berkas")
    await hears(box, ppk, f"{len(NAMES)} utuh")
    sent = [message["document"] for message in ppk.messages if "document" in message]
    assert [document["file_name"] for document in sent] == list(NAMES.values())
    assert {document["mime_type"] for document in sent[:5]} == {"application/pdf"}

    await ppk.types("/album")
    await box.settled(lambda: ppk.messages[-1].get("caption") == "Berkas 2", PATIENCE)
    assert len({message["media_group_id"] for message in ppk.messages[-2:]}) == 1

    await ppk.types("/salah")
    await hears(box, ppk, "Bad Request: chat not found")
    [theirs] = await ppk.sends(("laporan akhir.pdf", b"isi"))
    await hears(box, ppk, "Diterima: laporan akhir.pdf")
    assert ppk.messages[-1]["reply_to_message"]["message_id"] == theirs["message_id"]
    await box.settled(lambda: not box.world.updates.pending, PATIENCE)
