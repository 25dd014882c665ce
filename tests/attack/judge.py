"""Compare the rows before and after an update with the rules: who changed and who was told too much."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from tests.attack.held_database import Records, Row
from tests.attack.marked_office import marker
from tests.attack.rules import Rules

Key: TypeAlias = tuple[Any, ...]
Change: TypeAlias = tuple[Key, Row | None, Row | None]

# Changed by administrators alone.
_ADMINISTRATORS = set(
    """
    lpses editions assignments invitations staff_groups packages people audit chats slots drafts former_names
    former_addresses
    """.split()
)
_OWN_FIELDS = {"name", "phone", "office", "language", "email"}
# Lines of the audit trail that anybody causes, about their own account.
_OWN_CHANGES = {"profile_changed", "account_signed_out"}
_ADMIN_JOBS = {"trail_csv", "trail_xlsx", "faq_csv", "import", "accounts", "accounts_wrong", "faq_wrong"}
_STAFF_JOBS = {"report_pictures", "report_xlsx"}
# Counts, limits and cached answers that belong to nobody.
_COMMON = {
    "counters",
    "sign_in_limits",
    "faq_helped",
    "package_answers",
    "copies",
    "releases_due",
    "search_words",
}
# Columns by which rows belong to the chat, or to the person.
_OF_CHAT = {"chats", "slots", "alarms", "ticket_messages", "sign_in_codes", "sign_in_trail"}
_OF_PERSON = {"drafts", "looks", "former_names", "former_addresses"}
_WITH_TICKET = {"tickets", "attachments", "parties", "watchers"}


@dataclass(frozen=True, slots=True)
class Update:
    """An update of one person, with all rows before and after it.

    `said` is all that was typed or pressed, `toasts` are words over the screen. The chat is a private one.
    """

    chat_id: int
    said: str
    toasts: tuple[str, ...]
    before: Records
    after: Records


class Judgement:
    """Find what is wrong with one update."""

    def __init__(self, update: Update) -> None:
        self._update = update
        self._was, self._is = Rules(update.before), Rules(update.after)
        self._person = self._was.person_of(update.chat_id)
        self._worked: set[int] = set()

    def faults(self) -> Iterator[str]:
        """Yield a line for each change that nobody was allowed, and each word for the wrong reader."""
        yield from self._events()
        for table in self._update.after:
            if table in ("history", "outbox"):
                continue
            for change in self._changes(table):
                if not self._is_allowed(table, change):
                    yield f"{table} {change[0]} changed: {_difference(change)}"
        yield from self._messages()

    def _changes(self, table: str) -> Iterator[Change]:
        before, after = self._update.before[table], self._update.after[table]
        if before is after:
            return
        for key in sorted({*before, *after}, key=str):
            if before.get(key) != after.get(key):
                yield key, before.get(key), after.get(key)

    def _events(self) -> Iterator[str]:
        """Judge additions to the history, and note whose tickets they change."""
        for key, was, row in self._changes("history"):
            if was is not None or row is None:
                yield f"history {key} rewritten"
                continue
            ticket_id, kind = row["ticket_id"], row["kind"]
            if kind == "released" and row["person_id"] is None and ticket_id in self._worked:
                # It came back to a holder who has left meanwhile.
                continue
            self._worked.add(ticket_id)
            if row["person_id"] != self._person:
                yield f"ticket {ticket_id} {kind} in the name of {row['person_id']}"
            elif kind == "watched":
                if not self._has_used_link(ticket_id):
                    yield f"ticket {ticket_id} watched without a link"
            elif kind == "unwatched":
                if not self._was.may_unwatch(self._person, ticket_id, row["facts"]["watcher_id"]):
                    yield f"ticket {ticket_id} unwatched for {row['facts']['watcher_id']}"
            elif not self._was.may_do(self._person, ticket_id, kind):
                yield f"ticket {ticket_id} {kind}"

    def _has_used_link(self, ticket_id: int) -> bool:
        return any(
            row["ticket_id"] == ticket_id and self._was.may_invite(row["person_id"], ticket_id)
            for _, was, row in self._changes("watch_links")
            if was is not None and row is not None and was["used_at"] is None and row["used_at"] is not None
        )

    def _is_allowed(self, table: str, change: Change) -> bool:
        key, was, row = change
        content = row or was or {}
        if table in _COMMON:
            return True
        if table in _WITH_TICKET:
            return (key[0] if table == "tickets" else content["ticket_id"]) in self._worked
        if table == "watch_links":
            return self._may_change_link(was, row)
        return self._is_own(table, change) or (
            table in _ADMINISTRATORS and self._was.is_administrator(self._person)
        )

    def _is_own(self, table: str, change: Change) -> bool:
        """Return whether the row is of this chat or person, who may change it so."""
        key, was, row = change
        content = row or was or {}
        if table == "people":
            changed = {name for name in row if row[name] != was[name]} if was and row else {"all"}
            return key == (self._person,) and changed <= _OWN_FIELDS
        if table == "audit":
            is_own = was is None and content["person_id"] == self._person
            return is_own and content["kind"] in _OWN_CHANGES
        if table == "ticket_volumes":
            is_own = bool(content["person_id"] == self._person)
            return is_own and self._was.may_see(self._person, content["ticket_id"])
        if table in _OF_CHAT:
            return bool(content["chat_id"] == self._update.chat_id)
        return table in _OF_PERSON and bool(content["person_id"] == self._person)

    def _may_change_link(self, was: Row | None, row: Row | None) -> bool:
        """Return whether the person made a link, or used one, or it went with a change of its ticket."""
        content: Row = row or was or {}
        if content["ticket_id"] in self._worked:
            return True
        if row is None or was is not None:
            return row is not None and was is not None and was["used_at"] != row["used_at"]
        is_own = bool(content["person_id"] == self._person)
        return is_own and self._was.may_invite(self._person, content["ticket_id"])

    def _messages(self) -> Iterator[str]:
        """Judge what waits to be sent to anybody, and the words over the screen."""
        for key, was, row in self._changes("outbox"):
            if row is None or row["op"] == "tell":
                continue
            if row["op"] == "make":
                if not self._may_order(row):
                    yield f"document {row['method']} ordered: {row['payload']}"
                continue
            text = json.dumps([row["payload"], was and was["payload"]], ensure_ascii=False)
            yield from (f"outbox {key}: {leak}" for leak in self._leaks(text, self._reader(row)))
        for toast in self._update.toasts:
            yield from (f"toast: {leak}" for leak in self._leaks(toast, self._own_reader()))

    def _may_order(self, row: Row) -> bool:
        """Return whether the person may have this document, made for nobody else."""
        payload = row["payload"]
        if row["chat_id"] != self._update.chat_id or payload.get("person_id", self._person) != self._person:
            return False
        if row["method"] in _ADMIN_JOBS:
            return self._was.is_administrator(self._person)
        if row["method"] in _STAFF_JOBS:
            return self._was.is_staff(self._person)
        tickets = list(_found(payload, "ticket_id"))
        return self._person is not None and all(
            self._was.may_see(self._person, ticket_id) for ticket_id in tickets
        )

    def _leaks(self, text: str, may_read: Callable[[int], bool]) -> Iterator[str]:
        tickets = {**self._update.before["tickets"], **self._update.after["tickets"]}
        for (ticket_id,), ticket in tickets.items():
            words = (marker(ticket_id), ticket["number"])
            shown = [word for word in words if word in text and word not in self._update.said]
            if shown and not may_read(ticket_id):
                yield f"{shown[0]} of ticket {ticket_id} shown"

    def _own_reader(self) -> Callable[[int], bool]:
        return lambda ticket_id: any(
            rules.may_see(rules.person_of(self._update.chat_id), ticket_id) for rules in (self._was, self._is)
        )

    def _reader(self, row: Row) -> Callable[[int], bool]:
        """Return which tickets the recipient of a message may see: a person, a group, or an address."""
        if row["chat_id"] == self._update.chat_id:
            return self._own_reader()
        if row["chat_id"] is not None and row["chat_id"] < 0:
            return lambda ticket_id: self._is_at_desk(row["chat_id"], ticket_id)
        person = (
            self._is.person_of(row["chat_id"])
            if row["chat_id"] is not None
            else next(iter(_people_at(self._update.after, set(_found(row["payload"], "to")))), None)
        )
        return lambda ticket_id: any(rules.may_see(person, ticket_id) for rules in (self._was, self._is))

    def _is_at_desk(self, group: int, ticket_id: int) -> bool:
        """Return whether the ticket is, or just was, at the desk of this group."""
        desk = self._is.rows["staff_groups"].get((group,), {}).get("desk_key")
        moments = [rules.rows["tickets"].get((ticket_id,)) for rules in (self._was, self._is)]
        return any(
            ticket is not None and desk in (ticket["desk_key"], ticket["alerted_desk_key"])
            for ticket in moments
        )


def _people_at(rows: Records, addresses: set[Any]) -> Iterator[int]:
    for person in rows["people"].values():
        if person["email"] in addresses:
            yield person["id"]


def _found(payload: Any, name: str) -> Iterator[Any]:
    """Yield the values of this name, however deep they stand."""
    if isinstance(payload, Mapping):
        if name in payload:
            yield payload[name]
        payload = list(payload.values())
    if isinstance(payload, list):
        for part in payload:
            yield from _found(part, name)


def _difference(change: Change) -> str:
    _key, was, row = change
    if was is None or row is None:
        return "added" if was is None else "deleted"
    return ", ".join(f"{name} {was[name]!r} -> {row[name]!r}" for name in row if was[name] != row[name])[:200]
