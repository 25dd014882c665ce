"""What signing in needs to remember: codes that were sent, the trail of attempts, and invitations."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from core.use_cases.sign_in import SentCode
from storage import tables as t
from storage.upserts import upsert

_PUT = upsert(t.sign_in_codes, ("chat_id",), ("person_id", "digest", "expires_at", "tries"))
_GET = select(
    t.sign_in_codes.c.chat_id,
    t.sign_in_codes.c.person_id,
    t.sign_in_codes.c.digest,
    t.sign_in_codes.c.expires_at,
    t.sign_in_codes.c.tries,
).where(t.sign_in_codes.c.chat_id == bindparam("chat"))
_DROP = delete(t.sign_in_codes).where(t.sign_in_codes.c.chat_id == bindparam("chat"))
_DROP_OF = delete(t.sign_in_codes).where(t.sign_in_codes.c.person_id == bindparam("person"))
_LOG = insert(t.sign_in_trail)
_SENT = (
    select(func.count())
    .select_from(t.sign_in_trail)
    .where(t.sign_in_trail.c.what == "sent", t.sign_in_trail.c.at >= bindparam("since"))
)
_SENT_TO_CHAT = _SENT.where(t.sign_in_trail.c.chat_id == bindparam("chat"))
_SENT_TO_ADDRESS = _SENT.where(t.sign_in_trail.c.address_digest == bindparam("address"))

_INVITE = insert(t.invitations)
_USE = (
    update(t.invitations)
    .where(
        t.invitations.c.digest == bindparam("code"),
        t.invitations.c.used_at.is_(None),
        t.invitations.c.expires_at > bindparam("now"),
    )
    .values(used_at=bindparam("now"))
    .returning(t.invitations.c.person_id)
)


class SqlSignInCodes:
    """Codes and the trail of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, code: SentCode) -> None:
        row = {
            "chat_id": code.chat_id,
            "person_id": code.person_id,
            "digest": code.digest,
            "expires_at": code.expires_at,
            "tries": code.tries,
        }
        self._connection.execute(_PUT, row)

    def get(self, chat_id: int) -> SentCode | None:
        row = self._connection.execute(_GET, {"chat": chat_id}).one_or_none()
        return SentCode(*row) if row else None

    def drop(self, chat_id: int) -> None:
        self._connection.execute(_DROP, {"chat": chat_id})

    def drop_of(self, person_id: int) -> None:
        self._connection.execute(_DROP_OF, {"person": person_id})

    def log(self, chat_id: int, address_digest: str, what: str, at: datetime) -> None:
        row = {"chat_id": chat_id, "address_digest": address_digest, "what": what, "at": at}
        self._connection.execute(_LOG, row)

    def count_sent(self, chat_id: int, address_digest: str, since: datetime) -> int:
        to_chat = self._connection.execute(_SENT_TO_CHAT, {"chat": chat_id, "since": since})
        to_address = self._connection.execute(_SENT_TO_ADDRESS, {"address": address_digest, "since": since})
        return max(to_chat.scalar_one(), to_address.scalar_one())


class SqlInvitations:
    """Invitations of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, digest: str, person_id: int, expires_at: datetime, at: datetime) -> None:
        row = {"digest": digest, "person_id": person_id, "expires_at": expires_at, "created_at": at}
        self._connection.execute(_INVITE, row)

    def use(self, digest: str, at: datetime) -> int | None:
        """One statement, so that of two who bring it at once only one gets in."""
        return self._connection.execute(_USE, {"code": digest, "now": at}).scalar_one_or_none()
