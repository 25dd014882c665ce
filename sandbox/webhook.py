"""Delivery of updates to the bot's own address, in order for each chat, again until it says it has them."""

import asyncio
import ipaddress
import re
from collections import deque
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

import aiohttp

from .errors import Json, bad_request
from .keeping import Keeping
from .params import Params
from .polling import kinds_of
from .updates import Updates

CONNECTIONS = 40
IDLE = 60.0
LONGEST_DELAY = 60.0
LONGEST_ASKED_DELAY = 3600.0
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")

Answer = Callable[[str, bytes], Awaitable[None]]


class Webhook:
    """The bot's address, if it gave one, and what is on its way there."""

    def __init__(
        self, updates: Updates, keeping: Keeping, clock: Callable[[], float], first_delay: float = 1.0
    ) -> None:
        self._updates = updates
        self._clock = clock
        self._keeping = keeping
        self._first_delay = first_delay
        self._state: Json = {"url": ""}
        for _, tree in keeping.every("webhook"):
            self._state = tree
        self._lanes: dict[int, deque[Json]] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._slots = asyncio.Semaphore(CONNECTIONS)
        self._session: aiohttp.ClientSession | None = None
        self._error: Json = {}
        self._answer: Answer | None = None
        updates.on_arrival = self._arrived

    @property
    def is_set(self) -> bool:
        """True while updates go to an address."""
        return bool(self._state["url"])

    def start(self, answer: Answer) -> None:
        """Begins to deliver; `answer` carries out a method that the bot puts into its reply."""
        self._answer = answer
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=IDLE))
        self._deliver_pending()

    async def stop(self) -> None:
        """Ends all deliveries; what wasn't confirmed stays pending."""
        self._end_deliveries()
        if self._session:
            await self._session.close()
            self._session = None

    def set(self, params: Params) -> bool:
        """setWebhook; only an address on this machine is taken, and http is enough."""
        url = params.text("url").strip()
        if not url:
            return self.delete(params)
        if not _on_this_machine(url):
            raise bad_request("bad webhook: the sandbox delivers to this machine only")
        secret = params.text("secret_token")
        if secret and not SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        self._updates.allow(kinds_of(params))
        if params.flag("drop_pending_updates"):
            self._updates.clear()
        connections = min(max(params.integer("max_connections", CONNECTIONS), 1), 100)
        self._state = {"url": url, "secret": secret, "max_connections": connections}
        self._slots = asyncio.Semaphore(connections)
        self._error = {}
        self._keeping.put("webhook", 0, self._state)
        self._end_deliveries()
        self._deliver_pending()
        return True

    def delete(self, params: Params) -> bool:
        """deleteWebhook"""
        self._end_deliveries()
        self._state = {"url": ""}
        self._keeping.put("webhook", 0, self._state)
        if params.flag("drop_pending_updates"):
            self._updates.clear()
        return True

    def info(self) -> Json:
        """getWebhookInfo"""
        info: Json = {
            "url": self._state["url"],
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates.pending),
        }
        if self.is_set:
            info |= {"max_connections": self._state["max_connections"], **self._error}
        if self._updates.allowed is not None:
            info["allowed_updates"] = sorted(self._updates.allowed)
        return info

    def _deliver_pending(self) -> None:
        for update in list(self._updates.pending.values()):
            self._arrived(update)

    def _end_deliveries(self) -> None:
        for task in self._tasks.values():
            task.cancel()
        self._tasks.clear()
        self._lanes.clear()

    def _arrived(self, update: Json) -> None:
        if not self.is_set or self._session is None:
            return
        key = _chat_of(update)
        self._lanes.setdefault(key, deque()).append(update)
        if key not in self._tasks:
            self._tasks[key] = asyncio.get_running_loop().create_task(self._run(key))

    async def _run(self, key: int) -> None:
        lane = self._lanes[key]
        delay = self._first_delay
        while lane:
            update = lane[0]
            self._updates.expire()
            repeated = update in self._updates.again
            if update["update_id"] not in self._updates.pending and not repeated:
                lane.popleft()
                continue
            asked = await self._post(update)
            if asked is not None:
                await asyncio.sleep(asked or delay)
                delay = min(delay * 2, LONGEST_DELAY)
                continue
            delay = self._first_delay
            lane.popleft()
            if repeated:
                self._updates.again.remove(update)
                self._updates.on_progress()
            elif self._updates.done(update["update_id"]):
                lane.append(update)
        del self._tasks[key]
        del self._lanes[key]

    async def _post(self, update: Json) -> float | None:
        """None when the bot took it; else the seconds it asked to be left alone, 0 when it didn't say."""
        assert self._session
        headers = {}
        if self._state["secret"]:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self._state["secret"]
        try:
            async with (
                self._slots,
                self._session.post(self._state["url"], json=update, headers=headers) as reply,
            ):
                body = await reply.content.read(1024 * 1024)
                if not 200 <= reply.status < 300:
                    self._failed(f"Wrong response from the webhook: {reply.status} {reply.reason}")
                    asked = reply.headers.get("Retry-After", "")
                    return min(float(asked), LONGEST_ASKED_DELAY) if asked.isdigit() else 0.0
                kind = reply.content_type
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            self._failed(f"Connection failed: {error}" if str(error) else "Read timeout expired")
            return 0.0
        await self._take_answer(kind, body)
        return None

    async def _take_answer(self, kind: str, body: bytes) -> None:
        if not body.strip() or self._answer is None:
            return
        # What the method returns, or why it failed, the bot never learns.
        await self._answer(kind, body)

    def _failed(self, why: str) -> None:
        self._error = {"last_error_date": int(self._clock()), "last_error_message": why}
        self._updates.on_progress()


def _chat_of(update: Json) -> int:
    payload = next(value for key, value in update.items() if key != "update_id")
    message = payload.get("message", payload)
    chat = message.get("chat") if isinstance(message, dict) else None
    return int(chat["id"]) if chat else 0


def _on_this_machine(url: str) -> bool:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return False
    if parts.hostname == "localhost":
        return True
    try:
        return ipaddress.ip_address(parts.hostname).is_loopback
    except ValueError:
        return False
