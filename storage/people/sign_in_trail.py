"""The trail of signing in, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select

from core.people.sign_in_trail import SignInEvent, SignInLine
from storage.schema import tables as t
from storage.schema.columns import LARGEST

_TRAIL = t.sign_in_trail.c
_PAGE = (
    select(_TRAIL.id, _TRAIL.at, _TRAIL.what, _TRAIL.chat_id, _TRAIL.person_id, t.people.c.name)
    .outerjoin_from(t.sign_in_trail, t.people, t.people.c.id == _TRAIL.person_id)
    .where(_TRAIL.id < bindparam("before_id"), _TRAIL.what.in_([event.value for event in SignInEvent]))
    .order_by(_TRAIL.id.desc())
    .limit(bindparam("most"))
)
_OF_PERSON = _PAGE.where(_TRAIL.person_id == bindparam("person"))


class SqlSignInTrail:
    """The trail of signing in, of everybody or of one account."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def newest(
        self, limit: int, before_id: int | None = None, person_id: int | None = None
    ) -> Sequence[SignInLine]:
        """Return up to `limit` lines before `before_id`; those about this person's account, if one is given.

        Lines that were written before accounts were recorded are of no account.
        """
        values = {"before_id": min(before_id or LARGEST, LARGEST), "most": limit}
        statement = _PAGE if person_id is None else _OF_PERSON
        if person_id is not None:
            values["person"] = min(person_id, LARGEST)
        return [
            SignInLine(row.id, row.at, SignInEvent(row.what), row.chat_id, row.person_id, row.name or "")
            for row in self._connection.execute(statement, values)
        ]
