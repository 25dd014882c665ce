"""What is ordered of the workshop, and what comes of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from handlers.priorities import Priority
from storage.outbox import Outgoing
from storage.unit import SqlUnit

# In an order's payload: the calls that are still to be made of one whose document was sent.
REST = "rest"


# A method of the Bot API and its parameters, without the chat.
Call: TypeAlias = tuple[str, dict[str, object]]


@dataclass(frozen=True, slots=True)
class Made:
    """A finished document and the name under which it is sent; `after` are calls to make behind it."""

    path: Path
    name: str
    after: tuple[Call, ...] = ()


@dataclass(frozen=True, slots=True)
class Remainder:
    """What is still to be sent of an order whose document was sent before."""

    after: tuple[Call, ...]


@dataclass(frozen=True, slots=True)
class Album:
    """Finished pictures, one to ten, to be looked at in the chat, with a caption under the first."""

    paths: tuple[Path, ...]
    caption: str


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for, and the folder in which to make it; `tell` shows how many tickets are written."""

    row: Outgoing
    folder: Path
    tell: Callable[[int], Awaitable[None]]

    @property
    def person_id(self) -> int:
        return int(self.row.payload["person_id"])

    @property
    def language(self) -> str:
        return str(self.row.payload["language"])

    @property
    def remainder(self) -> Remainder | None:
        """Where an earlier try has sent the document."""
        rest = self.row.payload.get(REST)
        return Remainder(tuple((method, parameters) for method, parameters in rest)) if rest else None


# Makes one kind of document; refuses as the use cases do where the person may not have it. None: what came of
# the order is no document, and has been said.
Maker: TypeAlias = Callable[[Order], Awaitable[Made | Album | Remainder | None]]


def answer(unit: SqlUnit, order: Order, body: dict[str, object], at: datetime) -> None:
    """What came of the order is said with its end: once, whatever happens to this process."""
    unit.outbox.put(
        chat_id=order.row.chat_id,
        op="notice",
        method="sendMessage",
        payload=body,
        priority=Priority.ANSWER,
        at=at,
    )
    unit.outbox.sent(order.row.id)
