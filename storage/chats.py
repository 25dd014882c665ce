"""The chats of people: what each is talking about, and whom it speaks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, false, select, update

from storage import tables as t
from storage.upserts import upsert


@dataclass(slots=True)
class ChatRow:
    """One chat. `talk` is the state of its conversation, `memo` what else is worth remembering."""

    chat_id: int
    person_id: int | None = None
    language: str = "id"
    revision: int = 0
    talk: dict[str, Any] | None = None
    screen_id: int | None = None
    reachable: bool = True
    memo: dict[str, Any] = field(default_factory=dict)


_COLUMNS = tuple(ChatRow.__dataclass_fields__)
_CHATS = select(*(t.chats.c[name] for name in _COLUMNS))
_GET = _CHATS.where(t.chats.c.chat_id == bindparam("chat"))
_OF_PERSON = _CHATS.where(t.chats.c.person_id == bindparam("person"))
# Nobody is told of tickets through an account that is disabled, even where it is still linked.
_OF_PEOPLE = _CHATS.join_from(t.chats, t.people, t.people.c.id == t.chats.c.person_id).where(
    t.chats.c.person_id.in_(bindparam("people", expanding=True)), t.people.c.disabled == false()
)
# Whom a chat speaks for is changed by linking alone: a row that was read before must not undo it.
_SAVE = upsert(t.chats, ("chat_id",), [name for name in _COLUMNS if name not in ("chat_id", "person_id")])
_SET_REACHABLE = update(t.chats).where(t.chats.c.chat_id == bindparam("chat"))

_PERSON_OF = select(t.chats.c.person_id).where(t.chats.c.chat_id == bindparam("chat"))
_CHATS_OF = select(t.chats.c.chat_id).where(t.chats.c.person_id == bindparam("person"))
_LANGUAGE_OF = select(t.people.c.language).where(t.people.c.id == bindparam("person"))
_LINK = upsert(t.chats, ("chat_id",), ("person_id", "linked_at"))
_UNLINK = update(t.chats).where(t.chats.c.chat_id == bindparam("chat")).values(person_id=None, talk=None)
_DROP_TALKS = delete(t.talks).where(t.talks.c.chat_id == bindparam("chat"))


class SqlChats:
    """Chats of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, chat_id: int) -> ChatRow | None:
        row = self._connection.execute(_GET, {"chat": chat_id}).one_or_none()
        return ChatRow(*row) if row else None

    def of_person(self, person_id: int) -> ChatRow | None:
        row = self._connection.execute(_OF_PERSON, {"person": person_id}).one_or_none()
        return ChatRow(*row) if row else None

    def of_people(self, ids: Iterable[int]) -> dict[int, ChatRow]:
        """The chats by person; people without one, or whose account is disabled, are left out."""
        rows = (ChatRow(*row) for row in self._connection.execute(_OF_PEOPLE, {"people": list(ids)}))
        return {row.person_id: row for row in rows if row.person_id is not None}

    def save(self, row: ChatRow) -> None:
        """Insert or update; `person_id` counts for a new chat only, later it is changed by linking."""
        self._connection.execute(_SAVE, asdict(row))

    def set_reachable(self, chat_id: int, reachable: bool) -> None:
        self._connection.execute(_SET_REACHABLE, {"chat": chat_id, "reachable": reachable})


class SqlLinks:
    """Which chat speaks for whom: one chat a person, one person a chat."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def link(self, chat_id: int, person_id: int, at: datetime) -> None:
        """What was begun in a chat belongs to who began it, and goes when the chat changes hands."""
        for other in self._connection.execute(_CHATS_OF, {"person": person_id}).scalars().all():
            if other != chat_id:
                self.unlink(other)
        before = self._connection.execute(_PERSON_OF, {"chat": chat_id}).scalar_one_or_none()
        if before not in (None, person_id):
            self.unlink(chat_id)
        fresh = asdict(ChatRow(chat_id, person_id, self._language(person_id)))
        self._connection.execute(_LINK, fresh | {"linked_at": at})

    def unlink(self, chat_id: int) -> None:
        self._connection.execute(_UNLINK, {"chat": chat_id})
        self._connection.execute(_DROP_TALKS, {"chat": chat_id})

    def _language(self, person_id: int) -> str:
        return str(self._connection.execute(_LANGUAGE_OF, {"person": person_id}).scalar_one())


_TALK = select(t.talks.c.state).where(
    t.talks.c.chat_id == bindparam("chat"), t.talks.c.key == bindparam("talk")
)
_KEYS = (
    select(t.talks.c.key)
    .where(t.talks.c.chat_id == bindparam("chat"))
    .order_by(t.talks.c.updated_at.desc(), t.talks.c.key)
)
_PUT_TALK = upsert(t.talks, ("chat_id", "key"), ("state", "updated_at"))
_DROP_TALK = delete(t.talks).where(t.talks.c.chat_id == bindparam("chat"), t.talks.c.key == bindparam("talk"))


class SqlTalks:
    """Drafts that were put aside while something else was talked about."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, chat_id: int, key: str) -> dict[str, Any] | None:
        return self._connection.execute(_TALK, {"chat": chat_id, "talk": key}).scalar_one_or_none()

    def put(self, chat_id: int, key: str, state: dict[str, Any], at: datetime) -> None:
        self._connection.execute(
            _PUT_TALK, {"chat_id": chat_id, "key": key, "state": state, "updated_at": at}
        )

    def drop(self, chat_id: int, key: str) -> None:
        self._connection.execute(_DROP_TALK, {"chat": chat_id, "talk": key})

    def keys(self, chat_id: int) -> list[str]:
        """Newest first."""
        return list(self._connection.execute(_KEYS, {"chat": chat_id}).scalars())
