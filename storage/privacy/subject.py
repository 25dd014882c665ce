"""The person whose data is exported or erased, with all by which their rows are found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, select

from core.administration.audit import ChangeType
from core.administration.erasure import DataSubject
from storage.schema import tables as t

# Changes of one's own account, which name it and no record.
OWN_CHANGES = frozenset(
    {
        ChangeType.PROFILE_CHANGED.value,
        ChangeType.ACCOUNT_SIGNED_OUT.value,
        ChangeType.DATA_EXPORTED.value,
    }
)
# In the payload of a letter that waits, the chat that is told where it is refused.
IF_REFUSED = "if_refused"

_SUBJECT = (
    select(t.people.c.id, t.people.c.name, t.people.c.email, t.people.c.erasure, t.chats.c.chat_id)
    .outerjoin_from(t.people, t.chats, t.chats.c.person_id == t.people.c.id)
    .where(t.people.c.id == bindparam("person"))
)
_FORMER_ADDRESSES = select(t.former_addresses.c.address).where(
    t.former_addresses.c.person_id == bindparam("person")
)


@dataclass(frozen=True, slots=True)
class Identifiers:
    """All by which rows about one person are found; `addresses` are the present one and the former ones."""

    subject: DataSubject
    addresses: frozenset[str]

    @property
    def values(self) -> Mapping[str, object]:
        """Return them as the parameters of statements."""
        chat_id = self.subject.chat_id
        return {
            "person": self.subject.person_id,
            "chat": chat_id,
            "lane": "" if chat_id is None else str(chat_id),
            "record": f"account:{self.subject.person_id}",
        }

    def is_sent_to(self, row: Any) -> bool:
        """Return whether a row of the outbox is a message, letter or document for the person."""
        if row.chat_id is not None:
            return bool(row.chat_id == self.subject.chat_id)
        return str(row.payload.get("to", "")).lower() in self.addresses

    def waits_for(self, row: Any) -> bool:
        """Return whether the person's chat is told where the letter of a row of the outbox is refused."""
        refused = row.payload.get(IF_REFUSED) or {}
        return self.subject.chat_id is not None and refused.get("chat_id") == self.subject.chat_id

    def has_letter(self, row: Any) -> bool:
        """Return whether a line of the trail of sends is about a letter to the person."""
        return row.address in self.addresses

    def is_told_of(self, row: Any) -> bool:
        """Return whether the person's chat is told where the letter of a line comes back."""
        return self.subject.chat_id is not None and row.told_chat_id == self.subject.chat_id

    def is_named_in(self, row: Any) -> bool:
        """Return whether a line of the audit trail names the person as the one whose account was changed."""
        return self.is_about(row.record, row.person_id, row.kind, row.subject)

    def is_about(self, record: str | None, person_id: int | None, kind: str, subject: str) -> bool:
        """Return whether a line with these values names the person as the one whose account was changed."""
        if record is not None:
            return record == self.values["record"]
        if person_id == self.subject.person_id and kind in OWN_CHANGES:
            return True
        return any(subject.lower().endswith(f"({address})") for address in self.addresses)


def find_identifiers(connection: Connection, person_id: int) -> Identifiers | None:
    """Return the identifiers of this person; None where there is none of this id."""
    of_person = {"person": person_id}
    row = connection.execute(_SUBJECT, of_person).one_or_none()
    if row is None:
        return None
    former = connection.execute(_FORMER_ADDRESSES, of_person).scalars()
    subject = DataSubject(row.id, row.name, row.email, row.chat_id, row.erasure == "done")
    return Identifiers(subject, frozenset({row.email.lower(), *former}))
