"""The LPSEs: by id, by repository, and by whatever part of a name people type."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock as Mutex

from sqlalchemy import Connection, bindparam, select

from core.lpse import Lpse
from storage import tables as t
from storage.columns import LARGEST
from storage.office_search import Directory

LPSES = "lpses"

_COLUMNS = tuple(Lpse.__dataclass_fields__)
_ALL = select(*(t.lpses.c[name] for name in _COLUMNS)).order_by(t.lpses.c.id)
_GET = _ALL.where(t.lpses.c.id == bindparam("lpse"))
_BY_REPOSITORY = _ALL.where(t.lpses.c.repository == bindparam("number"))
_EDITION = select(t.editions.c.number).where(t.editions.c.name == LPSES)


class Shelf:
    """What a process keeps of the database between units of work, and fetches again when it is old."""

    def __init__(self) -> None:
        self._mutex = Mutex()
        self._edition: int | None = None
        self._directory: Directory | None = None

    def directory(self, connection: Connection) -> Directory:
        """The list of LPSEs as it is now, whichever process changed it."""
        edition = connection.execute(_EDITION).scalar_one_or_none()
        with self._mutex:
            if self._directory is None or edition is None or edition != self._edition:
                self._directory = Directory([Lpse(*row) for row in connection.execute(_ALL)])
                self._edition = edition
            return self._directory


class SqlOffices:
    """LPSEs of one unit of work."""

    def __init__(self, connection: Connection, shelf: Shelf) -> None:
        self._connection = connection
        self._shelf = shelf

    def get(self, lpse_id: int) -> Lpse | None:
        if not 0 < lpse_id <= LARGEST:
            return None
        row = self._connection.execute(_GET, {"lpse": lpse_id}).one_or_none()
        return Lpse(*row) if row else None

    def by_repository(self, repository: int) -> Sequence[Lpse]:
        return [Lpse(*row) for row in self._connection.execute(_BY_REPOSITORY, {"number": repository})]

    def find(self, text: str, limit: int) -> Sequence[Lpse]:
        return self._shelf.directory(self._connection).find(text, limit)
