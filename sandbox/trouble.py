"""Misbehaviour on request: refusals, silence, cut connections and slowness, as the real Telegram has them."""

from dataclasses import dataclass
from typing import Literal

from .errors import Json, Refusal, too_many_requests
from .params import Params

Kind = int | Literal["timeout", "drop"] | None
WORDS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    409: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    500: "Internal Server Error",
    502: "Bad Gateway",
}
FOREVER = -1


@dataclass(slots=True)
class Trouble:
    """A fault for so many calls of a method ("*" is any), of one chat or of all."""

    method: str = "*"
    error: Kind = None
    retry_after: int = 1
    times: int = 1
    chat_id: int | None = None
    description: str = ""
    delay: float = 0.0
    before: bool = False
    migrate_to_chat_id: int | None = None

    def meets(self, method: str, params: Params) -> bool:
        """Return True when this call is to be troubled."""
        named = self.method in {"*", ""} or self.method.lower() == method
        return named and (self.chat_id is None or params.text("chat_id") == str(self.chat_id))

    def refusal(self) -> Refusal | None:
        """Return the refusal of the call, None when it isn't refused."""
        if self.migrate_to_chat_id is not None:
            words = "Bad Request: group chat was upgraded to a supergroup chat"
            return Refusal(400, words, migrate_to_chat_id=self.migrate_to_chat_id)
        if not isinstance(self.error, int):
            return None
        if self.error == 429 and not self.description:
            return too_many_requests(self.retry_after)
        parameters = {"retry_after": self.retry_after} if self.error == 429 else {}
        return Refusal(self.error, self.description or WORDS.get(self.error, "Error"), **parameters)


class Troubles:
    """Faults still to come, in the order in which they were asked for."""

    def __init__(self) -> None:
        self._waiting: list[Trouble] = []

    def __bool__(self) -> bool:
        """Return whether any fault is still to come."""
        return bool(self._waiting)

    def add(self, trouble: Trouble) -> None:
        """Ask for trouble; `times` of -1 lasts until cleared."""
        self._waiting.append(trouble)

    def clear(self) -> None:
        """End all trouble."""
        self._waiting.clear()

    def take(self, method: str, params: Params) -> Trouble | None:
        """Return the trouble for this call, counted down."""
        for trouble in self._waiting:
            if trouble.meets(method, params):
                if trouble.times != FOREVER:
                    trouble.times -= 1
                    if trouble.times <= 0:
                        self._waiting.remove(trouble)
                return trouble
        return None


def read_trouble(tree: Json) -> Trouble:
    """Return trouble as the page asks for it; ValueError when it can't be read."""
    error = tree.get("error")
    if isinstance(error, str) and error.lstrip("-").isdigit():
        error = int(error)
    if not (error is None or error in ("timeout", "drop") or (isinstance(error, int) and 400 <= error < 600)):
        raise ValueError("error must be 400-599, timeout or drop")
    whole = {name: int(tree[name]) for name in ("retry_after", "times", "chat_id", "migrate_to_chat_id")
             if tree.get(name) is not None}  # fmt: skip
    return Trouble(
        method=str(tree.get("method") or "*"),
        error=error,
        description=str(tree.get("description") or ""),
        delay=min(float(tree.get("delay") or 0), 600.0),
        before=bool(tree.get("before")),
        **whole,
    )
