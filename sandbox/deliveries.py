"""Delivers updates to the bot's own address, in many queues, again until it has them or they expire."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus

import aiohttp

from .errors import Json
from .updates import Updates
from .webhook_queues import Retries, queue_of

# Seconds for an answer to one update.
IDLE = 60.0
# Seconds of nothing but 410 Gone after which the bot counts as no longer there.
GONE_FOR = 23 * 3600

# Takes the Content-Type and the body of the bot's reply to an update.
Answer = Callable[[str, bytes], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Address:
    """A bot's address: its URL, the secret that every request carries, and how many come at once."""

    url: str
    secret: str = ""
    connections: int = 40


class Deliveries:
    """Updates on their way to an address."""

    def __init__(
        self, updates: Updates, clock: Callable[[], float], unit: float, on_gone: Callable[[], None]
    ) -> None:
        """Set up; a second of waits after failures lasts `unit` seconds; `on_gone`: the bot went away."""
        self._updates = updates
        self._clock = clock
        self._unit = unit
        self._on_gone = on_gone
        self._answer: Answer | None = None
        self._session: aiohttp.ClientSession | None = None
        self._address: Address | None = None
        self._slots = asyncio.Semaphore()
        self._queues: dict[int, deque[Json]] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._gone_since: float | None = None
        self.error: Json = {}
        updates.on_arrival = self._arrived

    def start(self, answer: Answer) -> None:
        """Open connections; `answer` carries out a method that the bot puts into its reply."""
        self._answer = answer
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=IDLE))

    async def stop(self) -> None:
        """End everything; updates that weren't confirmed stay pending."""
        self.end()
        if self._session:
            await self._session.close()
            self._session = None

    def begin(self, address: Address) -> None:
        """Deliver to this address from now on, first all that is pending."""
        self.end()
        self._address = address
        self._slots = asyncio.Semaphore(address.connections)
        self._gone_since = None
        self.error = {}
        for update in list(self._updates.pending.values()):
            self._arrived(update)

    def end(self) -> None:
        """Deliver nothing any more."""
        self._address = None
        for task in self._tasks.values():
            task.cancel()
        self._tasks.clear()
        self._queues.clear()

    def _arrived(self, update: Json) -> None:
        if self._address is None or self._session is None:
            return
        key = queue_of(update)
        self._queues.setdefault(key, deque()).append(update)
        if key not in self._tasks:
            run = self._run(key, self._address, self._session)
            self._tasks[key] = asyncio.get_running_loop().create_task(run)

    async def _run(self, key: int, address: Address, session: aiohttp.ClientSession) -> None:
        """Deliver one queue in order until it is empty."""
        queue = self._queues[key]
        while queue:
            update = queue.popleft()
            retries = Retries(self._unit)
            while self._is_wanted(update) and not await self._post(update, address, session, retries):
                pass
        del self._tasks[key]
        del self._queues[key]

    def _is_wanted(self, update: Json) -> bool:
        self._updates.expire()
        return update["update_id"] in self._updates.pending or update in self._updates.again

    async def _post(
        self, update: Json, address: Address, session: aiohttp.ClientSession, retries: Retries
    ) -> bool:
        """Return True when the bot took the update; else wait until the next try."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": address.secret} if address.secret else {}
        asked = 0.0
        try:
            async with (
                self._slots,
                session.post(address.url, json=update, headers=headers, allow_redirects=False) as reply,
            ):
                body = await reply.read()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            self._failed(f"Connection failed: {error}" if str(error) else "Read timeout expired")
        else:
            self._note_gone(gone=reply.status == HTTPStatus.GONE)
            if 200 <= reply.status < 300:
                await self._taken(update, reply.headers.get("Content-Type", ""), body)
                return True
            self._failed(f"Wrong response from the webhook: {reply.status} {reply.reason}")
            after = reply.headers.get("Retry-After", "")
            asked = float(after) if after.isascii() and after.isdigit() else 0.0
        await self._wait(update, retries.wait(asked))
        return False

    async def _taken(self, update: Json, kind: str, body: bytes) -> None:
        if body.strip() and self._answer:
            await self._answer(kind, body)
        if update in self._updates.again:
            self._updates.again.remove(update)
            self._updates.on_progress()
        elif self._updates.done(update["update_id"]):
            self._queues[queue_of(update)].append(update)

    async def _wait(self, update: Json, seconds: float) -> None:
        """Wait, unless the update expires before; then drop it at once."""
        if self._updates.expires_within(update["update_id"], seconds):
            self._updates.forget(update["update_id"])
        else:
            await asyncio.sleep(seconds)

    def _note_gone(self, *, gone: bool) -> None:
        if not gone:
            self._gone_since = None
        elif self._gone_since is None:
            self._gone_since = self._clock()
        elif self._clock() - self._gone_since > GONE_FOR:
            self._on_gone()

    def _failed(self, why: str) -> None:
        self.error = {"last_error_date": int(self._clock()), "last_error_message": why}
        self._updates.on_progress()
