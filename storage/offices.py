"""The LPSEs: by id, by repository, and by whatever part of a name people type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import Connection, bindparam, false, func, select, update
from sqlalchemy.dialects.postgresql import insert

from core.lpse import Lpse
from core.ports import Serving
from core.roles import Role
from storage import tables as t
from storage.columns import LARGEST
from storage.office_search import Directory
from storage.shelf import Shelf

LPSES = "lpses"

_COLUMNS = tuple(Lpse.__dataclass_fields__)
_ALL = select(*(t.lpses.c[name] for name in _COLUMNS)).order_by(t.lpses.c.id)
_GET = _ALL.where(t.lpses.c.id == bindparam("lpse"))
_GET_FOR_CHANGE = _GET.with_for_update()
_BY_REPOSITORY = _ALL.where(t.lpses.c.repository == bindparam("number"))
_EDITION = select(t.editions.c.number).where(t.editions.c.name == LPSES)
_ADD = insert(t.lpses)
_SAVE = update(t.lpses).where(t.lpses.c.id == bindparam("lpse"))
_NEW_EDITION = insert(t.editions).on_conflict_do_update(
    index_elements=["name"], set_={"number": t.editions.c.number + 1}
)
_IS_STAFF = t.assignments.c.role.in_([role.value for role in Role if role.is_staff])
_SERVING = (
    select(_IS_STAFF, func.count(t.assignments.c.person_id.distinct()))
    .join(t.people, t.people.c.id == t.assignments.c.person_id)
    .where(t.assignments.c.lpse_id == bindparam("lpse"), t.people.c.disabled == false())
    .group_by(_IS_STAFF)
)


def raise_edition(connection: Connection) -> None:
    """Every process reads the LPSEs again before it next looks for one."""
    connection.execute(_NEW_EDITION, {"name": LPSES, "number": 1})


class SqlOffices:
    """LPSEs of one unit of work."""

    def __init__(self, connection: Connection, shelf: Shelf) -> None:
        self._connection = connection
        self._shelf = shelf
        self._changed = False

    def get(self, lpse_id: int) -> Lpse | None:
        if not 0 < lpse_id <= LARGEST:
            return None
        row = self._connection.execute(_GET, {"lpse": lpse_id}).one_or_none()
        return Lpse(*row) if row else None

    def get_for_change(self, lpse_id: int) -> Lpse | None:
        if not 0 < lpse_id <= LARGEST:
            return None
        row = self._connection.execute(_GET_FOR_CHANGE, {"lpse": lpse_id}).one_or_none()
        return Lpse(*row) if row else None

    def by_repository(self, repository: int) -> Sequence[Lpse]:
        return [Lpse(*row) for row in self._connection.execute(_BY_REPOSITORY, {"number": repository})]

    def find(self, text: str, limit: int, *, retired: bool = False) -> Sequence[Lpse]:
        return self._directory().find(text, limit, retired=retired)

    def listed(self) -> Sequence[Lpse]:
        return self._directory().by_name

    def serving(self, lpse_id: int) -> Serving:
        found = {bool(staff): count for staff, count in self._connection.execute(_SERVING, {"lpse": lpse_id})}
        return Serving(found.get(True, 0), found.get(False, 0))

    def add(self, lpse: Lpse) -> None:
        self._connection.execute(_ADD, asdict(lpse))
        self._has_changed()

    def save(self, lpse: Lpse) -> None:
        values = {name: value for name, value in asdict(lpse).items() if name != "id"}
        self._connection.execute(_SAVE.values(**values), {"lpse": lpse.id})
        self._has_changed()

    def _has_changed(self) -> None:
        raise_edition(self._connection)
        self._changed = True

    def _directory(self) -> Directory:
        """The list as it is now, whichever process changed it."""
        # What this unit of work has changed may still be undone: nobody else gets to see it.
        if self._changed:
            return self._read()
        edition = self._connection.execute(_EDITION).scalar_one_or_none()
        return self._shelf.kept(LPSES, edition, self._read)

    def _read(self) -> Directory:
        return Directory([Lpse(*row) for row in self._connection.execute(_ALL)])
