"""The staff groups that hear what arrives at a desk."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, select

from core.desks import Desk
from storage import tables as t
from storage.upserts import upsert


@dataclass(frozen=True, slots=True)
class StaffGroup:
    """A group chat and the desk it belongs to."""

    chat_id: int
    desk: Desk
    title: str


_OF_DESK = (
    select(t.staff_groups.c.chat_id)
    .where(t.staff_groups.c.desk_key == bindparam("desk"))
    .order_by(t.staff_groups.c.chat_id)
)
_GET = select(t.staff_groups).where(t.staff_groups.c.chat_id == bindparam("chat"))
_SET = upsert(t.staff_groups, ("chat_id",), ("desk_key", "title"))
_DROP = delete(t.staff_groups).where(t.staff_groups.c.chat_id == bindparam("chat"))


class SqlGroups:
    """Staff groups of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, chat_id: int) -> StaffGroup | None:
        row = self._connection.execute(_GET, {"chat": chat_id}).one_or_none()
        return StaffGroup(row.chat_id, Desk.from_key(row.desk_key), row.title) if row else None

    def of_desk(self, desk: Desk) -> list[int]:
        """The chats of the groups at this desk."""
        return list(self._connection.execute(_OF_DESK, {"desk": desk.key}).scalars())

    def set(self, chat_id: int, desk: Desk, title: str) -> None:
        """Give the group this desk instead of any earlier one."""
        self._connection.execute(_SET, {"chat_id": chat_id, "desk_key": desk.key, "title": title})

    def drop(self, chat_id: int) -> None:
        self._connection.execute(_DROP, {"chat": chat_id})

    def move_chat(self, old: int, new: int) -> None:
        """The group has another id now."""
        group = self.get(old)
        if group is not None:
            self.drop(old)
            self.set(new, group.desk, group.title)
