"""Bot API: getUpdates, one poller at a time."""

import asyncio

from .errors import Json, bad_request, conflict
from .params import Params
from .updates import Updates

LIMIT = 100
LONGEST = 50
WEBHOOK_IS_SET = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
WEBHOOK_CAME = "terminated by setWebhook request"
OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"


class Polling:
    """Long polling; a newer poller sends the older one away, as Telegram does."""

    def __init__(self, updates: Updates) -> None:
        self._updates = updates
        self._newest: object = None
        self._ending = False

    async def get_updates(self, params: Params, *, webhook_set: bool) -> list[Json]:
        """Return pending updates, waiting `timeout` seconds (50 at most) for the first (getUpdates)."""
        if webhook_set:
            raise conflict(WEBHOOK_IS_SET)
        updates = self._updates
        updates.allow(kinds_of(params))
        limit = min(max(params.integer("limit", LIMIT), 1), LIMIT)
        offset = params.integer("offset")
        if offset < 0:
            updates.keep_last(-offset)
        else:
            updates.confirm(offset)
        ticket = self._newest = object()
        updates.arrived.set()
        deadline = asyncio.get_running_loop().time() + min(max(params.integer("timeout"), 0), LONGEST)
        while True:
            if self._newest is not ticket:
                if self._ending:
                    return []
                raise conflict(WEBHOOK_CAME if self._newest is None else OTHER_POLLER)
            taken = updates.take(limit)
            left = deadline - asyncio.get_running_loop().time()
            if taken or left <= 0:
                return taken
            updates.arrived.clear()
            try:
                async with asyncio.timeout(left):
                    await updates.arrived.wait()
            except TimeoutError:
                return []

    def give_way(self) -> None:
        """Refuse the poller that waits, because a webhook is set."""
        self._newest = None
        self._updates.arrived.set()

    def end(self) -> None:
        """Let the poller that waits go with nothing, because the server stops."""
        self._ending = True
        self.give_way()


def kinds_of(params: Params) -> list[str] | None:
    """Return allowed_updates; None when not given, which leaves things as they are."""
    kinds = params.tree("allowed_updates", "allowed_updates")
    if kinds is None:
        return None
    if not isinstance(kinds, list):
        raise bad_request("can't parse allowed_updates JSON object")
    return [str(kind) for kind in kinds]
