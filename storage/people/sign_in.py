"""Sign-in codes, counts of what is limited, and invitations."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from core.people.sign_in_trail import PROOFS, SignInEvent
from core.use_cases.own_account.sign_in_limits import SignInLimit
from core.use_cases.own_account.sign_in_ports import SentCode
from storage.schema import tables as t
from storage.schema.upserts import insert_if_new, upsert

_CODES = t.sign_in_codes.c
_PUT = upsert(
    t.sign_in_codes, ("chat_id", "address_digest"), ("person_id", "digest", "expires_at", "tries", "number")
)
_GET = select(
    _CODES.chat_id,
    _CODES.address_digest,
    _CODES.person_id,
    _CODES.digest,
    _CODES.expires_at,
    _CODES.tries,
    _CODES.number,
).where(_CODES.chat_id == bindparam("chat"), _CODES.address_digest == bindparam("address"))
_LOCK = _GET.with_for_update()
_DROP = delete(t.sign_in_codes).where(_CODES.chat_id == bindparam("chat"))
_DROP_OF = delete(t.sign_in_codes).where(_CODES.person_id == bindparam("person"))
_LOG = insert(t.sign_in_trail)
_PROOF = (
    select(t.sign_in_trail.c.id)
    .where(
        t.sign_in_trail.c.chat_id == bindparam("chat"),
        t.sign_in_trail.c.what.in_([event.value for event in PROOFS]),
        t.sign_in_trail.c.address_digest == bindparam("address"),
    )
    .limit(1)
)

_LIMITS = t.sign_in_limits.c
_BEGIN_COUNT = insert_if_new(t.sign_in_limits)
_COUNT = select(_LIMITS.used, _LIMITS.began_at).where(_LIMITS.name == bindparam("limit"))
_LOCKED_COUNT = _COUNT.with_for_update()
_SET_COUNT = update(t.sign_in_limits).where(_LIMITS.name == bindparam("limit"))

_INVITE = insert(t.invitations)
_USABLE = (
    t.invitations.c.digest == bindparam("code"),
    t.invitations.c.used_at.is_(None),
    t.invitations.c.expires_at > bindparam("now"),
)
_FIND = select(t.invitations.c.person_id).where(*_USABLE)
_USE = (
    update(t.invitations)
    .where(*_USABLE)
    .values(used_at=bindparam("now"))
    .returning(t.invitations.c.person_id)
)


class SqlSignInCodes:
    """Sign-in codes and the trail of attempts."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, code: SentCode) -> None:
        row = {
            "chat_id": code.chat_id,
            "address_digest": code.address,
            "person_id": code.person_id,
            "digest": code.digest,
            "expires_at": code.expires_at,
            "tries": code.tries,
            "number": code.number,
        }
        self._connection.execute(_PUT, row)

    def get(self, chat_id: int, address: str) -> SentCode | None:
        row = self._connection.execute(_GET, {"chat": chat_id, "address": address}).one_or_none()
        return SentCode(*row) if row else None

    def get_for_change(self, chat_id: int, address: str) -> SentCode | None:
        row = self._connection.execute(_LOCK, {"chat": chat_id, "address": address}).one_or_none()
        return SentCode(*row) if row else None

    def drop(self, chat_id: int) -> None:
        self._connection.execute(_DROP, {"chat": chat_id})

    def drop_of(self, person_id: int) -> None:
        self._connection.execute(_DROP_OF, {"person": person_id})

    def log(
        self, chat_id: int, address: str, event: SignInEvent, at: datetime, person_id: int | None = None
    ) -> None:
        row = {"chat_id": chat_id, "address_digest": address, "what": event.value, "at": at}
        self._connection.execute(_LOG, row | {"person_id": person_id})

    def has_proven(self, chat_id: int, address: str) -> bool:
        found = self._connection.execute(_PROOF, {"chat": chat_id, "address": address})
        return found.first() is not None


class SqlSignInLimits:
    """Counts of uses, one row for each limit and subject."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def use(self, limit: SignInLimit, subject: object, at: datetime) -> timedelta | None:
        """Count one use; of several at once each waits for the one before, and none passes the limit."""
        name = f"{limit.name}:{subject}"
        self._connection.execute(_BEGIN_COUNT, {"name": name, "used": 0, "began_at": at})
        row = self._connection.execute(_LOCKED_COUNT, {"limit": name}).one()
        began_at: datetime = row.began_at
        used = row.used
        if began_at + limit.window <= at:
            used, began_at = 0, at
        if used >= limit.most:
            return began_at + limit.window - at
        self._connection.execute(_SET_COUNT, {"limit": name, "used": used + 1, "began_at": began_at})
        return None

    def wait(self, limit: SignInLimit, subject: object, at: datetime) -> timedelta | None:
        row = self._connection.execute(_COUNT, {"limit": f"{limit.name}:{subject}"}).one_or_none()
        if row is None or row.used < limit.most or row.began_at + limit.window <= at:
            return None
        return cast("timedelta", row.began_at + limit.window - at)


class SqlInvitations:
    """Invitations of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, digest: str, person_id: int, expires_at: datetime, at: datetime) -> None:
        row = {"digest": digest, "person_id": person_id, "expires_at": expires_at, "created_at": at}
        self._connection.execute(_INVITE, row)

    def find(self, digest: str, at: datetime) -> int | None:
        """Return the person of an invitation that can be used; None where it is used, expired or unknown."""
        return self._connection.execute(_FIND, {"code": digest, "now": at}).scalar_one_or_none()

    def use(self, digest: str, at: datetime) -> int | None:
        """Mark the invitation as used and return its person; None where it is used, expired or unknown.

        It is one statement, so that only one of two chats that use it at once succeeds.
        """
        return self._connection.execute(_USE, {"code": digest, "now": at}).scalar_one_or_none()
