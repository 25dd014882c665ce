"""Keep the ids of live messages: those that a chat knows by name, to be edited later instead of sent anew."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, delete, func, select, update

from storage.schema import tables as t
from storage.schema.columns import LOWEST
from storage.schema.upserts import upsert

_NAMED = (t.live_messages.c.chat_id == bindparam("chat"), t.live_messages.c.name == bindparam("place"))
_GET = select(t.live_messages.c.message_id).where(*_NAMED)
_FIND = select(t.live_messages.c.name, t.live_messages.c.message_id).where(
    t.live_messages.c.chat_id == bindparam("chat"),
    t.live_messages.c.name.in_(bindparam("places", expanding=True)),
)
_SET = upsert(t.live_messages, ("chat_id", "name"), ("message_id", "kept_at")).values(
    chat_id=bindparam("chat"),
    name=bindparam("place"),
    message_id=bindparam("message"),
    kept_at=func.current_timestamp(),
)
_DROP = delete(t.live_messages).where(*_NAMED)
_DROP_IF = _DROP.where(t.live_messages.c.message_id == bindparam("message"))
_DROP_ALL = delete(t.live_messages).where(t.live_messages.c.chat_id == bindparam("chat"))
_HOLDING = (
    select(t.live_messages.c.chat_id, t.live_messages.c.message_id)
    .where(t.live_messages.c.name == bindparam("place"), t.live_messages.c.chat_id > bindparam("after"))
    .order_by(t.live_messages.c.chat_id)
    .limit(bindparam("most"))
)
_MAKE_ROOM = delete(t.live_messages).where(
    t.live_messages.c.chat_id == bindparam("new"),
    t.live_messages.c.name.in_(
        select(t.live_messages.c.name).where(t.live_messages.c.chat_id == bindparam("old"))
    ),
)
_MOVE = update(t.live_messages).where(t.live_messages.c.chat_id == bindparam("old"))


class SqlLiveMessages:
    """Live messages within one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, chat_id: int, name: str) -> int | None:
        """Return the id of the chat's message of this name, if it has one."""
        return self._connection.execute(_GET, {"chat": chat_id, "place": name}).scalar_one_or_none()

    def find(self, chat_id: int, names: Collection[str]) -> dict[str, int]:
        """Return the ids of the chat's messages of these names, by name; those that it has."""
        found = self._connection.execute(_FIND, {"chat": chat_id, "places": list(names)})
        return {row.name: row.message_id for row in found}

    def set(self, chat_id: int, name: str, message_id: int) -> None:
        """Make this the chat's message of this name, kept from now on by the clock of the database."""
        self._connection.execute(_SET, {"chat": chat_id, "place": name, "message": message_id})

    def drop(self, chat_id: int, name: str, message_id: int | None = None) -> None:
        """Forget the chat's message of this name; it stays in the chat as it is.

        With `message_id` another message of this name is kept.
        """
        values = {"chat": chat_id, "place": name}
        if message_id is None:
            self._connection.execute(_DROP, values)
        else:
            self._connection.execute(_DROP_IF, values | {"message": message_id})

    def drop_all(self, chat_id: int) -> None:
        """Forget all messages of a chat that can't be written to any more."""
        self._connection.execute(_DROP_ALL, {"chat": chat_id})

    def holding(self, name: str, after: int | None = None, limit: int = 200) -> list[tuple[int, int]]:
        """Return (chat id, message id) of chats that have a message of this name, in order of chats.

        They are at most `limit`, all above the chat `after`.
        """
        page = {"place": name, "after": LOWEST if after is None else after, "most": limit}
        return [(row.chat_id, row.message_id) for row in self._connection.execute(_HOLDING, page)]

    def move_chat(self, old: int, new: int) -> None:
        """Give one chat's live messages to another, where they take the place of those of the same name."""
        self._connection.execute(_MAKE_ROOM, {"old": old, "new": new})
        self._connection.execute(_MOVE, {"old": old, "chat_id": new})
