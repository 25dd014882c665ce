"""Ports of private chats and of drafts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from core.people.chats import Chat


class Chats(Protocol):
    """Private chats, by id and by person."""

    def get(self, chat_id: int) -> Chat | None:
        """Return the chat with this id of Telegram; None if nobody has written there."""

    def of_person(self, person_id: int) -> Chat | None:
        """Return the chat in which this person is signed in, or None."""

    def lock_of_person(self, person_id: int) -> Chat | None:
        """Return the chat in which this person is signed in, locked until the unit of work ends, or None."""

    def of_people(self, ids: Iterable[int]) -> Mapping[int, Chat]:
        """Return chats by person id; people without one, or with a disabled account, are left out."""

    def languages(self, chat_ids: Iterable[int]) -> Mapping[int, str]:
        """Return the languages of these chats by chat id; chats of nobody, such as groups, are left out."""


class ParkedDrafts(Protocol):
    """Parked drafts of a person, by the key of their conversation."""

    def get(self, person_id: int, key: str) -> dict[str, Any] | None:
        """Return the stored state of the conversation with this key, or None."""

    def put(self, person_id: int, key: str, state: dict[str, Any], at: datetime) -> None:
        """Store the state of a conversation, in place of an earlier one with the same key."""

    def drop(self, person_id: int, key: str) -> None:
        """Delete the draft with this key, if there is one."""

    def keys(self, person_id: int) -> Sequence[str]:
        """Return the keys of the person's drafts, newest first."""
