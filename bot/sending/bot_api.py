"""Call the Bot API with plain data: JSON both ways, and aiogram's own errors where a call fails."""

from __future__ import annotations

import mimetypes
import os
import stat
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import ExitStack, aclosing
from http import HTTPStatus
from io import BufferedReader
from pathlib import Path
from time import perf_counter
from typing import Any

import orjson
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import GetMe
from aiohttp import ClientError, ClientTimeout, FormData

from bot.process.threads import run_in_thread

# Seconds; a call that takes longer counts as a failure of the network.
TIMEOUT = 20.0
UPLOAD_TIMEOUT = 120.0
# Bytes a second; a large file gets the time that it takes at this rate on top of the timeout.
SLOWEST = 1024 * 1024
MB = 1024 * 1024
CHUNK = 4 * MB
JSON = {"Content-Type": "application/json"}
# The outcome of a call by its error; every other error of aiogram is "refused".
OUTCOMES: tuple[tuple[type[Exception], str], ...] = (
    (TelegramRetryAfter, "too_many"),
    (TelegramForbiddenError, "forbidden"),
    (TelegramNetworkError, "away"),
    (TelegramServerError, "away"),
)

# Called with the method of each call, what became of it, and its seconds.
ObserveCall = Callable[[str, str, float], None]


class FileTooBig(TelegramBadRequest):
    """Raised for a file that Telegram never gives to a bot, because it is too big."""


class Telegram:
    """A client of the Bot API for one bot; results stay plain JSON, as most of them are never read.

    With `local` the server at `api_url` runs with --local, on the same disk as this process.
    """

    def __init__(
        self, token: str, api_url: str, *, local: bool = False, observe: ObserveCall | None = None
    ) -> None:
        self._local = local
        self._observe = observe or _observe_nothing
        # Seconds: a local server answers once it has the whole file.
        self._get_file_timeout = 600.0 if local else TIMEOUT
        # Bytes; a file as large as allowed would leave no room for the rest of the call.
        self.largest_download = 2000 * MB if local else 20 * MB
        self.largest_upload = 1999 * MB if local else 49 * MB
        self._session = AiohttpSession(api=TelegramAPIServer.from_base(api_url.rstrip("/")))
        self.bot = Bot(token, session=self._session)

    async def call(self, method: str, parameters: dict[str, Any], *, timeout: float = TIMEOUT) -> Any:
        """Return the result of a method; raise a subclass of `aiogram.exceptions.TelegramAPIError`.

        `timeout` is in seconds.
        """
        return await self._post(method, orjson.dumps(parameters), JSON, timeout)

    async def upload(self, parameters: dict[str, str], path: Path, name: str) -> Any:
        """Send a file from this disk with sendDocument under this name; raise as `call` does."""
        return await self._upload("sendDocument", parameters, {"document": (path, name)})

    async def upload_photos(self, parameters: dict[str, str], paths: Sequence[Path]) -> Any:
        """Send pictures from this disk: one with sendPhoto, two to ten as an album; raise as `call` does.

        A caption is shown under the first of them.
        """
        if len(paths) == 1:
            return await self._upload("sendPhoto", parameters, {"photo": (paths[0], paths[0].name)})
        common = {key: value for key, value in parameters.items() if key != "caption"}
        media = [{"type": "photo", "media": f"attach://{path.name}"} for path in paths]
        media[0]["caption"] = parameters.get("caption", "")
        common["media"] = orjson.dumps(media).decode()
        return await self._upload("sendMediaGroup", common, {p.name: (p, p.name) for p in paths})

    async def _upload(
        self, method: str, parameters: dict[str, str], files: Mapping[str, tuple[Path, str]]
    ) -> Any:
        form = FormData(quote_fields=False)
        for key, value in parameters.items():
            form.add_field(key, value)
        with ExitStack() as opened:
            size = 0
            for field, (path, name) in files.items():
                kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
                content = opened.enter_context(path.open("rb"))
                size += os.fstat(content.fileno()).st_size
                form.add_field(field, content, filename=name, content_type=kind)
            return await self._post(method, form, {}, UPLOAD_TIMEOUT + size / SLOWEST)

    async def download(self, reference: str, path: Path) -> None:
        """Copy a file that Telegram keeps to `path`, which may be left half written; raise as `call` does.

        Raise `FileTooBig` where Telegram never gives it to a bot, and OSError where this disk can't take it.
        """
        try:
            found = await self.call("getFile", {"file_id": reference}, timeout=self._get_file_timeout)
        except TelegramBadRequest as no:
            if "file is too big" in no.message.casefold():
                raise FileTooBig(method=GetMe(), message=no.message) from no
            raise
        file_path = str(found.get("file_path") or "")
        if not file_path:
            raise _failed("file: no path")
        is_on_this_disk = self._local and Path(file_path).is_absolute()
        chunks = _read_chunks(Path(file_path)) if is_on_this_disk else self._download_chunks(file_path)
        size = 0
        with path.open("wb") as copy:
            async with aclosing(chunks):
                async for chunk in chunks:
                    size += len(chunk)
                    if size > self.largest_download:
                        raise FileTooBig(method=GetMe(), message="file is too big")
                    await run_in_thread(copy.write, chunk)
        if size != found.get("file_size", size):
            raise _failed("file: another size")

    async def _download_chunks(self, file_path: str) -> AsyncGenerator[bytes, None]:
        session = await self._session.create_session()
        url = self._session.api.file_url(self.bot.token, file_path)
        try:
            async with session.get(url, timeout=ClientTimeout(total=UPLOAD_TIMEOUT)) as response:
                if response.status != HTTPStatus.OK:
                    raise _failed(f"file: status {response.status}")
                async for chunk in response.content.iter_chunked(CHUNK):
                    yield chunk
        except TimeoutError as late:
            raise _failed("file timed out") from late
        except ClientError as broken:
            raise _failed(f"file: {type(broken).__name__}") from broken

    async def _post(
        self, method: str, data: bytes | FormData, headers: Mapping[str, str], timeout: float
    ) -> Any:
        began, outcome = perf_counter(), "ok"
        try:
            status, content = await self._exchange(method, data, headers, timeout)
            return self._result(method, status, content)
        except Exception as failure:
            outcome = next((name for kind, name in OUTCOMES if isinstance(failure, kind)), "refused")
            raise
        finally:
            self._observe(method, outcome, perf_counter() - began)

    async def _exchange(
        self, method: str, data: bytes | FormData, headers: Mapping[str, str], timeout: float
    ) -> tuple[int, bytes]:
        """Return the status and the content of the server's answer."""
        session = await self._session.create_session()
        url = self._session.api.api_url(token=self.bot.token, method=method)
        try:
            async with session.post(
                url, data=data, headers=headers, timeout=ClientTimeout(total=timeout)
            ) as response:
                return response.status, await response.read()
        except TimeoutError as late:
            raise _failed(f"{method} timed out") from late
        except ClientError as broken:
            raise _failed(f"{method}: {type(broken).__name__}") from broken

    def _result(self, method: str, status: int, content: bytes) -> Any:
        """Return the result; raise aiogram's error for a refusal, a network error for any other answer."""
        try:
            answer = orjson.loads(content)
        except orjson.JSONDecodeError as garbled:
            raise _failed(f"{method}: status {status}") from garbled
        if isinstance(answer, dict) and answer.get("ok") and "result" in answer:
            return answer["result"]
        if isinstance(answer, dict) and isinstance(answer.get("description"), str):
            try:
                self._session.check_response(self.bot, GetMe(), status, content.decode())
            except ClientDecodeError as foreign:
                raise _failed(f"{method}: status {status}") from foreign
        raise _failed(f"{method}: status {status}")

    async def close(self) -> None:
        """Close the connections, without the quarter of a second that aiogram's own `close` waits."""
        session = await self._session.create_session()
        await session.close()


def _observe_nothing(_method: str, _outcome: str, _seconds: float) -> None:
    """Measure nothing."""


def _failed(message: str) -> TelegramNetworkError:
    return TelegramNetworkError(method=GetMe(), message=message)


async def _read_chunks(path: Path) -> AsyncGenerator[bytes, None]:
    """Yield a file that a local server has put on this disk, in parts, so that reading can be cancelled."""
    try:
        # A symbolic link is not followed, and opening a pipe does not block.
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as gone:
        raise _failed(f"file: {type(gone).__name__}") from gone
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise _failed("file: no regular file")
    with os.fdopen(handle, "rb") as file:
        while chunk := await run_in_thread(_read, file):
            yield chunk


def _read(file: BufferedReader) -> bytes:
    try:
        return file.read(CHUNK)
    except OSError as broken:
        raise _failed(f"file: {type(broken).__name__}") from broken
