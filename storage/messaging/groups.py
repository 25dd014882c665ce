"""Staff groups: group chats in which new tickets of a desk are announced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, delete, false, select, update

from core.people.desks import Desk
from core.people.staff_groups import BackedGroup, StaffGroup
from storage.schema import tables as t
from storage.schema.columns import LOWEST
from storage.schema.upserts import insert_if_new

_GROUP = t.staff_groups.c


def _serves(*who: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return whether somebody of whom this is true serves at the group's desk."""
    return (
        select(t.assignments.c.id)
        .join_from(t.assignments, t.people, t.people.c.id == t.assignments.c.person_id)
        .where(t.assignments.c.desk_key == _GROUP.desk_key, t.people.c.disabled == false(), *who)
        .correlate(t.staff_groups)
        .exists()
    )


_BACKED = select(
    t.staff_groups,
    _serves(t.assignments.c.person_id == _GROUP.person_id).label("claimer_serves"),
    _serves().label("is_staffed"),
)
_GET = _BACKED.where(_GROUP.chat_id == bindparam("chat"))
_GET_FOR_CHANGE = _GET.with_for_update(of=t.staff_groups)
_PAGE = _BACKED.where(_GROUP.chat_id > bindparam("after")).order_by(_GROUP.chat_id).limit(bindparam("most"))
_OF_DESK = _PAGE.where(_GROUP.desk_key == bindparam("desk"))
_ADD = insert_if_new(t.staff_groups)
_SAVE = update(t.staff_groups).where(_GROUP.chat_id == bindparam("chat"))
_DROP = delete(t.staff_groups).where(_GROUP.chat_id == bindparam("chat"))


class SqlGroups:
    """Staff groups of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, chat_id: int) -> StaffGroup | None:
        row = self._connection.execute(_GET, {"chat": chat_id}).one_or_none()
        return _backed(row).group if row else None

    def get_for_change(self, chat_id: int) -> BackedGroup | None:
        row = self._connection.execute(_GET_FOR_CHANGE, {"chat": chat_id}).one_or_none()
        return _backed(row) if row else None

    def page(self, after: int | None = None, limit: int = 200) -> Sequence[BackedGroup]:
        """Return groups in the order of their chat ids: at most `limit`, all above `after`."""
        page = {"after": LOWEST if after is None else after, "most": limit}
        return [_backed(row) for row in self._connection.execute(_PAGE, page)]

    def of_desk(self, desk: Desk, after: int | None = None, limit: int = 200) -> Sequence[BackedGroup]:
        """Return this desk's groups in the order of their chat ids: at most `limit`, all above `after`."""
        page = {"desk": desk.key, "after": LOWEST if after is None else after, "most": limit}
        return [_backed(row) for row in self._connection.execute(_OF_DESK, page)]

    def add(self, group: StaffGroup) -> bool:
        """Store a new group; return False where this chat is one already."""
        return self._connection.execute(_ADD, {"chat_id": group.chat_id, **_row(group)}).rowcount > 0

    def save(self, group: StaffGroup) -> None:
        self._connection.execute(_SAVE, {"chat": group.chat_id, **_row(group)})

    def drop(self, chat_id: int) -> bool:
        """End the alerts of this group; return whether it had any."""
        return self._connection.execute(_DROP, {"chat": chat_id}).rowcount > 0

    def move_chat(self, old: int, new: int) -> None:
        """Replace the id of a group, as when it becomes a supergroup."""
        group = self.get(old)
        if group is not None:
            self.drop(old)
            self.add(replace(group, chat_id=new))


def _row(group: StaffGroup) -> dict[str, Any]:
    return {
        "desk_key": group.desk.key,
        "title": group.title,
        "person_id": group.person_id,
        "thread_id": group.thread_id,
        "confirm_by": group.confirm_by,
    }


def _backed(row: Row[Any]) -> BackedGroup:
    desk = Desk.from_key(row.desk_key)
    group = StaffGroup(row.chat_id, desk, row.title, row.person_id, row.thread_id, row.confirm_by)
    return BackedGroup(group, bool(row.claimer_serves), bool(row.is_staffed))
