"""Calls of the Bot API: results as plain data, and a fitting error for each thing that can go wrong."""

import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiohttp import web

from bot.sending.bot_api import FileTooBig, Telegram
from sandbox import Persona, Sandbox
from sandbox.files import StoredFile

TOKEN = "123456:sandbox"
RINA = 1001


@pytest.fixture
async def box() -> AsyncIterator[Sandbox]:
    box = Sandbox(TOKEN, [Persona(RINA, "Rina")])
    await box.start()
    yield box
    await box.stop()


@pytest.fixture
async def telegram(box: Sandbox) -> AsyncIterator[Telegram]:
    telegram = Telegram(TOKEN, box.url)
    yield telegram
    await telegram.close()


async def test_a_result_is_plain_data(telegram: Telegram) -> None:
    sent = await telegram.call("sendMessage", {"chat_id": RINA, "text": "<b>Halo</b>", "parse_mode": "HTML"})
    assert sent["text"] == "Halo"
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 4}]


@pytest.mark.parametrize(
    ("code", "failure"),
    [
        (400, TelegramBadRequest),
        (401, TelegramUnauthorizedError),
        (403, TelegramForbiddenError),
        (409, TelegramConflictError),
        (500, TelegramServerError),
        (502, TelegramServerError),
        ("drop", TelegramNetworkError),
    ],
)
async def test_each_refusal_has_its_error(
    box: Sandbox, telegram: Telegram, code: int, failure: type[Exception]
) -> None:
    box.misbehave("sendMessage", code)
    with pytest.raises(failure):
        await telegram.call("sendMessage", {"chat_id": RINA, "text": "Halo"})


async def test_how_long_to_wait_and_where_a_group_has_gone_are_told(box: Sandbox, telegram: Telegram) -> None:
    box.misbehave("sendMessage", 429, retry_after=7)
    with pytest.raises(TelegramRetryAfter) as later:
        await telegram.call("sendMessage", {"chat_id": RINA, "text": "Halo"})
    assert later.value.retry_after == 7
    box.misbehave("sendMessage", 400, migrate_to_chat_id=-1009)
    with pytest.raises(TelegramMigrateToChat) as moved:
        await telegram.call("sendMessage", {"chat_id": RINA, "text": "Halo"})
    assert moved.value.migrate_to_chat_id == -1009


async def test_silence_and_refused_connections_are_failures_of_the_network(
    box: Sandbox, telegram: Telegram
) -> None:
    box.misbehave("getMe", "timeout")
    with pytest.raises(TelegramNetworkError, match="timed out"):
        await telegram.call("getMe", {}, timeout=0.1)
    await box.stop()
    with pytest.raises(TelegramNetworkError):
        await telegram.call("getMe", {})


@pytest.mark.parametrize(
    "body", ["<html>Bad gateway</html>", "", "[]", "null", '{"ok": tru', '{"ok": true}', "\\xff"]
)
async def test_a_gateway_that_answers_in_its_own_words_is_a_failure_of_the_network(body: str) -> None:
    async def gateway(_request: web.Request) -> web.Response:
        return web.Response(status=502, text=body)

    made = web.Application()
    made.router.add_route("*", "/{path:.*}", gateway)
    runner = web.AppRunner(made)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    telegram = Telegram(TOKEN, f"http://127.0.0.1:{runner.addresses[0][1]}/")
    with pytest.raises((TelegramNetworkError, TelegramServerError)) as failure:
        await telegram.call("getMe", {})
    assert TOKEN not in str(failure.value)
    await telegram.close()
    await runner.cleanup()


# ----------------------------------------------------------------------------------------------- files


@pytest.fixture
async def local_box(tmp_path: Path) -> AsyncIterator[Sandbox]:
    """Start a Bot API server on this machine, with --local."""
    box = Sandbox(TOKEN, [Persona(RINA, "Rina")], folder=tmp_path / "server", local=True)
    await box.start()
    yield box
    await box.stop()


@pytest.fixture
async def local_telegram(local_box: Sandbox) -> AsyncIterator[Telegram]:
    telegram = Telegram(TOKEN, local_box.url, local=True)
    yield telegram
    await telegram.close()


def stored(box: Sandbox, content: bytes) -> StoredFile:
    """Return a file that the server keeps."""
    document = box.world.files.document(content, "surat.pdf", "application/pdf")
    found = box.world.files.find(document["file_id"])
    assert found is not None
    return found


async def test_a_file_is_downloaded_as_it_is(box: Sandbox, telegram: Telegram, tmp_path: Path) -> None:
    content = bytes(range(256)) * 40_000
    await telegram.download(stored(box, content).file_id, tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == content


async def test_a_file_that_no_bot_may_have_is_told_from_one_that_cannot_be_had_now(
    box: Sandbox, telegram: Telegram, tmp_path: Path
) -> None:
    with pytest.raises(FileTooBig):
        await telegram.download(stored(box, bytes(20 * 1024 * 1024 + 1)).file_id, tmp_path / "copy")
    with pytest.raises(TelegramBadRequest) as unknown:
        await telegram.download("unknown", tmp_path / "copy")
    assert not isinstance(unknown.value, FileTooBig)


async def test_with_a_server_on_this_machine_a_file_of_any_size_is_copied_from_its_disk(
    local_box: Sandbox, local_telegram: Telegram, tmp_path: Path
) -> None:
    content = b"%PDF" + bytes(21 * 1024 * 1024)
    await local_telegram.download(stored(local_box, content).file_id, tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == content


async def test_what_lies_on_the_servers_disk_in_place_of_the_file_is_not_copied(
    local_box: Sandbox, local_telegram: Telegram, tmp_path: Path
) -> None:
    file = stored(local_box, b"%PDF-1.4 surat")
    path = local_box.world.files.on_disk(file)
    assert path is not None
    secret = tmp_path / "secret"
    secret.write_bytes(b"%PDF-1.4 rahas")
    tricks: tuple[Callable[[], object], ...] = (
        lambda: path.symlink_to(secret),
        lambda: os.mkfifo(path),
        path.mkdir,
    )
    for trick in tricks:
        path.unlink()
        trick()
        with pytest.raises(TelegramNetworkError):
            await local_telegram.download(file.file_id, tmp_path / "copy")
    path.rmdir()
    with pytest.raises(TelegramNetworkError, match="no path"):
        await local_telegram.download(file.file_id, tmp_path / "copy")
    path.write_bytes(b"%PDF-1.4 half")
    with pytest.raises(TelegramNetworkError, match="another size"):
        await local_telegram.download(file.file_id, tmp_path / "copy")
