"""Which message in a chat is which: the places whose message is edited later instead of sent anew."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, delete, select, update

from storage import tables as t
from storage.upserts import upsert

_SLOT = (t.slots.c.chat_id == bindparam("chat"), t.slots.c.slot == bindparam("place"))
_GET = select(t.slots.c.message_id).where(*_SLOT)
_SET = upsert(t.slots, ("chat_id", "slot"), ("message_id",))
_DROP = delete(t.slots).where(*_SLOT)
_HOLDING = (
    select(t.slots.c.chat_id, t.slots.c.message_id)
    .where(t.slots.c.slot == bindparam("place"))
    .order_by(t.slots.c.chat_id)
)
_MAKE_ROOM = delete(t.slots).where(
    t.slots.c.chat_id == bindparam("new"),
    t.slots.c.slot.in_(select(t.slots.c.slot).where(t.slots.c.chat_id == bindparam("old"))),
)
_MOVE = update(t.slots).where(t.slots.c.chat_id == bindparam("old"))


class SqlSlots:
    """Slots of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, chat_id: int, slot: str) -> int | None:
        return self._connection.execute(_GET, {"chat": chat_id, "place": slot}).scalar_one_or_none()

    def set(self, chat_id: int, slot: str, message_id: int) -> None:
        self._connection.execute(_SET, {"chat_id": chat_id, "slot": slot, "message_id": message_id})

    def drop(self, chat_id: int, slot: str) -> None:
        self._connection.execute(_DROP, {"chat": chat_id, "place": slot})

    def holding(self, slot: str) -> list[tuple[int, int]]:
        """(chat id, message id) of every chat that has this slot."""
        return [(row.chat_id, row.message_id) for row in self._connection.execute(_HOLDING, {"place": slot})]

    def move_chat(self, old: int, new: int) -> None:
        self._connection.execute(_MAKE_ROOM, {"old": old, "new": new})
        self._connection.execute(_MOVE, {"old": old, "chat_id": new})
