"""The LPSEs, by id, by repository, and by any part of a name."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict

from sqlalchemy import Connection, bindparam, false, func, select, update
from sqlalchemy.dialects.postgresql import insert

from core.master_data.ports import LpseUsage
from core.organisation.lpse import Lpse
from core.organisation.roles import Role
from storage.engine.edition_cache import EditionCache
from storage.master_data.lpse_search import LpseIndex
from storage.schema import tables as t
from storage.schema.columns import LARGEST

LPSES = "lpses"

_COLUMNS = tuple(Lpse.__dataclass_fields__)
_ALL = select(*(t.lpses.c[name] for name in _COLUMNS)).order_by(t.lpses.c.id)
_IDS = select(t.lpses.c.id)
_GET = _ALL.where(t.lpses.c.id == bindparam("lpse"))
_OF = _ALL.where(t.lpses.c.id.in_(bindparam("ids", expanding=True)))
_GET_FOR_CHANGE = _GET.with_for_update()
_BY_REPOSITORY = _ALL.where(t.lpses.c.repository == bindparam("number"))
_EDITION = select(t.editions.c.number).where(t.editions.c.name == LPSES)
_ADD = insert(t.lpses)
_SAVE = update(t.lpses).where(t.lpses.c.id == bindparam("lpse"))
_NEW_EDITION = insert(t.editions).on_conflict_do_update(
    index_elements=["name"], set_={"number": t.editions.c.number + 1}
)
_IS_STAFF = t.assignments.c.role.in_([role.value for role in Role if role.is_staff])
_USAGE = (
    select(_IS_STAFF, func.count(t.assignments.c.person_id.distinct()))
    .join(t.people, t.people.c.id == t.assignments.c.person_id)
    .where(t.assignments.c.lpse_id == bindparam("lpse"), t.people.c.disabled == false())
    .group_by(_IS_STAFF)
)


def bump_edition(connection: Connection) -> None:
    """Raise the edition of the LPSEs, so that every process reads them again before its next search."""
    connection.execute(_NEW_EDITION, {"name": LPSES, "number": 1})


class SqlLpses:
    """LPSEs of one unit of work."""

    def __init__(self, connection: Connection, editions: EditionCache) -> None:
        self._connection = connection
        self._editions = editions
        self._changed = False

    def get(self, lpse_id: int) -> Lpse | None:
        if not 0 < lpse_id <= LARGEST:
            return None
        row = self._connection.execute(_GET, {"lpse": lpse_id}).one_or_none()
        return Lpse(*row) if row else None

    def of(self, ids: Collection[int]) -> Sequence[Lpse]:
        """Return the LPSEs with these ids, those that there are, in order of ids."""
        return [Lpse(*row) for row in self._connection.execute(_OF, {"ids": list(ids)})]

    def get_for_change(self, lpse_id: int) -> Lpse | None:
        if not 0 < lpse_id <= LARGEST:
            return None
        row = self._connection.execute(_GET_FOR_CHANGE, {"lpse": lpse_id}).one_or_none()
        return Lpse(*row) if row else None

    def ids(self) -> frozenset[int]:
        """Return the id of every LPSE, retired ones included."""
        return frozenset(self._connection.execute(_IDS).scalars())

    def by_repository(self, repository: int) -> Sequence[Lpse]:
        return [Lpse(*row) for row in self._connection.execute(_BY_REPOSITORY, {"number": repository})]

    def find(self, text: str, limit: int, *, retired: bool = False) -> Sequence[Lpse]:
        return self._index().find(text, limit, retired=retired)

    def all_by_name(self) -> Sequence[Lpse]:
        return self._index().by_name

    def edition(self) -> int | None:
        """Return the number of the present edition of the LPSEs; None where there are none yet."""
        return self._connection.execute(_EDITION).scalar_one_or_none()

    def usage(self, lpse_id: int) -> LpseUsage:
        found = {bool(staff): count for staff, count in self._connection.execute(_USAGE, {"lpse": lpse_id})}
        return LpseUsage(found.get(True, 0), found.get(False, 0))

    def add(self, lpse: Lpse) -> None:
        self._connection.execute(_ADD, asdict(lpse))
        self._mark_changed()

    def save(self, lpse: Lpse) -> None:
        values = {name: value for name, value in asdict(lpse).items() if name != "id"}
        self._connection.execute(_SAVE.values(**values), {"lpse": lpse.id})
        self._mark_changed()

    def _mark_changed(self) -> None:
        bump_edition(self._connection)
        self._changed = True

    def _index(self) -> LpseIndex:
        """Return the search index over the present LPSEs, also where another process changed them."""
        # A change of this unit of work may still be rolled back: it must not enter the shared cache.
        if self._changed:
            return self._read()
        return self._editions.get_or_make(LPSES, self.edition(), self._read)

    def _read(self) -> LpseIndex:
        return LpseIndex([Lpse(*row) for row in self._connection.execute(_ALL)])
