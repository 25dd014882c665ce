"""Order and repetition of deliveries to a webhook: the queue of an update, and the waits after failures."""

import random

from .errors import Json

# Kinds of updates beside messages wait in queues of their own. Source: telegram-bot-api, Client.cpp.
OWN_QUEUES = {
    "callback_query": 3 << 33,
    "my_chat_member": 5 << 33,
    "chat_member": 6 << 33,
    "message_reaction": 8 << 33,
    "message_reaction_count": 9 << 33,
}
LONGEST_ASKED = 3600.0
LONGEST = (60.0, 120.0)


def queue_of(update: Json) -> int:
    """Return the number of an update's queue; one queue is delivered in order, all queues side by side.

    Messages of a chat share a queue, presses of a person another one. So a file and the press after it may
    arrive in either order, or at once.
    """
    kind, payload = next((kind, payload) for kind, payload in update.items() if kind != "update_id")
    match kind:
        case "callback_query":
            owner = payload["from"]["id"]
        case "chat_member":
            owner = payload["new_chat_member"]["user"]["id"]
        case _:
            owner = payload["chat"]["id"]
    return int(owner) + OWN_QUEUES.get(kind, 0)


class Retries:
    """Waits between the tries of one update. Source: telegram-bot-api, WebhookActor.cpp."""

    def __init__(self, unit: float) -> None:
        """Set up: `unit` stands for a second, so that tests need not wait."""
        self._unit = unit
        self._failures = 0
        self._delay = 1.0

    def wait(self, asked: float) -> float:
        """Return the seconds until the next try, after one more failure.

        As many as the bot asked for, an hour at most; else none, then 2, 4, 8 units, up to 60-120.
        """
        self._failures += 1
        if asked > 0:
            return min(asked, LONGEST_ASKED)
        if self._failures == 1:
            return 0.0
        self._delay = min(self._delay * 2, random.uniform(*LONGEST))  # noqa: S311 - only spreads tries
        return self._delay * self._unit
