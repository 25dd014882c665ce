"""Bot API: setWebhook, deleteWebhook and getWebhookInfo."""

import ipaddress
import re
from collections.abc import Callable
from urllib.parse import urlsplit

from .deliveries import Address, Answer, Deliveries
from .errors import Json, bad_request
from .keeping import Keeping
from .params import Params
from .polling import kinds_of
from .updates import Updates

CONNECTIONS = 40
CONNECTIONS_LIMIT = 100
SECRET_LIMIT = 256
SECRET = re.compile(r"[A-Za-z0-9_-]*")


class Webhook:
    """The bot's address, if it gave one."""

    def __init__(
        self, updates: Updates, keeping: Keeping, clock: Callable[[], float], unit: float = 1.0
    ) -> None:
        """Set up: `unit` is the seconds that a second lasts in waits after failures."""
        self._updates = updates
        self._keeping = keeping
        self._deliveries = Deliveries(updates, clock, unit, self._remove)
        self._state: Json = {"url": ""}
        for _, tree in keeping.every("webhook"):
            self._state = tree

    @property
    def is_set(self) -> bool:
        """Return True while updates go to an address."""
        return bool(self._state["url"])

    def start(self, answer: Answer) -> None:
        """Begin to deliver; `answer` carries out a method that the bot puts into its reply."""
        self._deliveries.start(answer)
        if self.is_set:
            self._begin()

    async def stop(self) -> None:
        """End all deliveries; updates that weren't confirmed stay pending."""
        await self._deliveries.stop()

    def set(self, params: Params) -> bool:
        """Take an address on this machine, for which http is enough (setWebhook)."""
        url = params.text("url").strip()
        if not url:
            return self.delete(params)
        if not _on_this_machine(url):
            raise bad_request("bad webhook: the sandbox delivers to this machine only")
        secret = params.text("secret_token")
        if len(secret) > SECRET_LIMIT:
            raise bad_request("secret token is too long")
        if not SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        self._updates.allow(kinds_of(params))
        if params.flag("drop_pending_updates"):
            self._updates.clear()
        connections = min(max(params.integer("max_connections", CONNECTIONS), 1), CONNECTIONS_LIMIT)
        self._keep({"url": url, "secret": secret, "max_connections": connections})
        self._begin()
        return True

    def delete(self, params: Params) -> bool:
        """Let updates wait for a poller again (deleteWebhook)."""
        self._remove()
        if params.flag("drop_pending_updates"):
            self._updates.clear()
        return True

    def info(self) -> Json:
        """Return the address, the number of pending updates, and the last failure (getWebhookInfo)."""
        info: Json = {
            "url": self._state["url"],
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates.pending),
        }
        if self.is_set:
            info |= {"max_connections": self._state["max_connections"], **self._deliveries.error}
        if self._updates.allowed is not None:
            info["allowed_updates"] = sorted(self._updates.allowed)
        return info

    def _begin(self) -> None:
        state = self._state
        self._deliveries.begin(Address(state["url"], state["secret"], state["max_connections"]))

    def _remove(self) -> None:
        self._keep({"url": ""})
        self._deliveries.end()

    def _keep(self, state: Json) -> None:
        self._state = state
        self._keeping.put("webhook", 0, state)


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
