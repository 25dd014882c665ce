"""How loudly people want to hear of single tickets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select

from core.tickets.volumes import Volume
from storage.schema import tables as t
from storage.schema.upserts import upsert

_OF = select(t.ticket_volumes.c.person_id, t.ticket_volumes.c.volume).where(
    t.ticket_volumes.c.ticket_id == bindparam("ticket"),
    t.ticket_volumes.c.person_id.in_(bindparam("people", expanding=True)),
)
_SET = upsert(t.ticket_volumes, ("ticket_id", "person_id"), ("volume", "set_at"))
_FORGET = delete(t.ticket_volumes).where(
    t.ticket_volumes.c.ticket_id == bindparam("ticket"), t.ticket_volumes.c.person_id == bindparam("person")
)


class SqlVolumes:
    """Volumes within one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, ticket_id: int, person_ids: Iterable[int]) -> dict[int, Volume]:
        """Return the volumes of this ticket by person; those who chose none are left out."""
        found = self._connection.execute(_OF, {"ticket": ticket_id, "people": list(person_ids)})
        return {row.person_id: Volume(row.volume) for row in found}

    def set(self, ticket_id: int, person_id: int, volume: Volume, at: datetime) -> None:
        """Store a choice; `USUAL` forgets an earlier one."""
        if volume is Volume.USUAL:
            self._connection.execute(_FORGET, {"ticket": ticket_id, "person": person_id})
            return
        row = {"ticket_id": ticket_id, "person_id": person_id, "volume": volume.value, "set_at": at}
        self._connection.execute(_SET, row)
