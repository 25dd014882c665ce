"""Private chats: their state, the person signed in there, and parked drafts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, false, select, update

from core.people.chats import Chat
from storage.schema import tables as t
from storage.schema.upserts import upsert, upsert_where_same

_COLUMNS = tuple(Chat.__dataclass_fields__)
_CHATS = select(*(t.chats.c[name] for name in _COLUMNS))
_GET = _CHATS.where(t.chats.c.chat_id == bindparam("chat"))
_OF_PERSON = _CHATS.where(t.chats.c.person_id == bindparam("person"))
# Disabled accounts get no notices, even where a chat is still linked.
_OF_PEOPLE = _CHATS.join_from(t.chats, t.people, t.people.c.id == t.chats.c.person_id).where(
    t.chats.c.person_id.in_(bindparam("people", expanding=True)), t.people.c.disabled == false()
)
# The person of a chat is changed by linking alone: saving a chat that was read before must not undo it.
_SAVED = tuple(name for name in _COLUMNS if name not in ("chat_id", "person_id"))
_INSERT = upsert_where_same(t.chats, ("chat_id",), _SAVED, "person_id").returning(t.chats.c.chat_id)
_UPDATE = update(t.chats).where(
    t.chats.c.chat_id == bindparam("chat"),
    t.chats.c.person_id.is_not_distinct_from(bindparam("person", type_=t.chats.c.person_id.type)),
)
_LANGUAGES = select(t.chats.c.chat_id, t.chats.c.language).where(
    t.chats.c.chat_id.in_(bindparam("chats", expanding=True))
)
_SET_REACHABLE = update(t.chats).where(t.chats.c.chat_id == bindparam("chat"))

_PERSON_OF = select(t.chats.c.person_id).where(t.chats.c.chat_id == bindparam("chat"))
_CHATS_OF = select(t.chats.c.chat_id).where(t.chats.c.person_id == bindparam("person"))
_LANGUAGE_OF = select(t.people.c.language).where(t.people.c.id == bindparam("person"))
_LINK = upsert(t.chats, ("chat_id",), ("person_id", "linked_at"))
_FIRST_SIGN_IN = (
    update(t.people)
    .where(t.people.c.id == bindparam("person"), t.people.c.signed_in_at.is_(None))
    .values(signed_in_at=bindparam("now"))
)
# Words of a search go too, so that they are not shown to a person who signs in here later.
_UNLINK = (
    update(t.chats)
    .where(t.chats.c.chat_id == bindparam("chat"))
    .values(person_id=None, conversation=None, linked_at=None, memo={}, searched_at=None)
)
_LOCK_OF_PERSON = _OF_PERSON.with_for_update()


class ChatUnlinked(Exception):
    """Raised where another transaction has signed somebody in or out in a chat since it was read."""


class SqlChats:
    """Chats of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, chat_id: int) -> Chat | None:
        row = self._connection.execute(_GET, {"chat": chat_id}).one_or_none()
        return Chat(*row) if row else None

    def of_person(self, person_id: int) -> Chat | None:
        row = self._connection.execute(_OF_PERSON, {"person": person_id}).one_or_none()
        return Chat(*row) if row else None

    def lock_of_person(self, person_id: int) -> Chat | None:
        """Return the person's chat, which nobody else changes before this unit of work ends."""
        row = self._connection.execute(_LOCK_OF_PERSON, {"person": person_id}).one_or_none()
        return Chat(*row) if row else None

    def of_people(self, ids: Iterable[int]) -> dict[int, Chat]:
        """Return the chats by person; people without a chat, or with a disabled account, are left out."""
        rows = (Chat(*row) for row in self._connection.execute(_OF_PEOPLE, {"people": list(ids)}))
        return {row.person_id: row for row in rows if row.person_id is not None}

    def languages(self, chat_ids: Iterable[int]) -> dict[int, str]:
        """Return the languages by chat; chats that are nobody's, as groups are, are left out."""
        found = self._connection.execute(_LANGUAGES, {"chats": list(chat_ids)})
        return {row.chat_id: row.language for row in found}

    def save(self, chat: Chat, before: Chat | None = None) -> None:
        """Insert a new chat, or write what has changed in one that was read as `before`.

        What other transactions have changed since then stays as they left it. `person_id` is stored for a new
        chat only, later by linking alone. Raise ChatUnlinked where another person is signed in there, or
        nobody any more: what was decided on reading the chat does not hold then.
        """
        if before is None:
            if self._connection.execute(_INSERT, asdict(chat)).first() is None:
                raise ChatUnlinked
            return
        changed = {name: value for name in _SAVED if (value := getattr(chat, name)) != getattr(before, name)}
        if changed:
            where = {"chat": chat.chat_id, "person": chat.person_id}
            if not self._connection.execute(_UPDATE, where | changed).rowcount:
                raise ChatUnlinked

    def set_reachable(self, chat_id: int, reachable: bool) -> None:
        self._connection.execute(_SET_REACHABLE, {"chat": chat_id, "reachable": reachable})


class SqlChatLinks:
    """Links between chats and people: one chat a person, one person a chat."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def link(self, chat_id: int, person_id: int, at: datetime) -> None:
        """Link the chat to the person, whose other chats are unlinked.

        Where the chat was another person's, their conversation is deleted.
        """
        for other in self._connection.execute(_CHATS_OF, {"person": person_id}).scalars().all():
            if other != chat_id:
                self.unlink(other)
        before = self._connection.execute(_PERSON_OF, {"chat": chat_id}).scalar_one_or_none()
        if before not in (None, person_id):
            self.unlink(chat_id)
        fresh = Chat(chat_id, person_id, self._language(person_id), linked_at=at)
        self._connection.execute(_LINK, asdict(fresh))
        self._connection.execute(_FIRST_SIGN_IN, {"person": person_id, "now": at})

    def unlink(self, chat_id: int) -> None:
        """Sign the person of this chat out, and delete its running conversation and what was searched for."""
        self._connection.execute(_UNLINK, {"chat": chat_id})

    def _language(self, person_id: int) -> str:
        return str(self._connection.execute(_LANGUAGE_OF, {"person": person_id}).scalar_one())


_OF_DRAFT = t.parked_drafts.c.person_id == bindparam("person"), t.parked_drafts.c.key == bindparam("draft")
_DRAFT = select(t.parked_drafts.c.state).where(*_OF_DRAFT)
_KEYS = (
    select(t.parked_drafts.c.key)
    .where(t.parked_drafts.c.person_id == bindparam("person"))
    .order_by(t.parked_drafts.c.updated_at.desc(), t.parked_drafts.c.key)
)
_PUT_DRAFT = upsert(t.parked_drafts, ("person_id", "key"), ("state", "updated_at"))
_DROP_DRAFT = delete(t.parked_drafts).where(*_OF_DRAFT)


class SqlParkedDrafts:
    """Drafts of conversations that a person has put aside, whichever chat they come back in."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, person_id: int, key: str) -> dict[str, Any] | None:
        return self._connection.execute(_DRAFT, {"person": person_id, "draft": key}).scalar_one_or_none()

    def put(self, person_id: int, key: str, state: dict[str, Any], at: datetime) -> None:
        row = {"person_id": person_id, "key": key, "state": state, "updated_at": at}
        self._connection.execute(_PUT_DRAFT, row)

    def drop(self, person_id: int, key: str) -> None:
        self._connection.execute(_DROP_DRAFT, {"person": person_id, "draft": key})

    def keys(self, person_id: int) -> list[str]:
        """Return the keys of the person's drafts, newest first."""
        return list(self._connection.execute(_KEYS, {"person": person_id}).scalars())
