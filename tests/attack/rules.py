"""Say who may see and do what, by roles and parties in the database alone, without asking the bot's code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.attack.held_database import Records

_LEVELS: Mapping[str, int] = {
    "helpdesk_lpse": 1,
    "verifikator_lpse": 1,
    "admin_agency": 1,
    "admin_ppe": 2,
    "helpdesk_lkpp_non_teknis": 3,
    "helpdesk_lkpp_teknis": 4,
    "tim_teknis": 5,
}
_NATIONAL = 3
_LIVE = ("waiting", "working", "feedback", "confirmation")
# What the person who holds a ticket may do while they work on it.
_HOLDERS = (
    "feedback_asked",
    "escalated",
    "solved",
    "recategorised",
    "priority_raised",
    "priority_lowered",
    "handed_back",
)
_REPORTERS: Mapping[str, tuple[str, ...]] = {
    "confirmed": ("confirmation",),
    "rejected": ("confirmation",),
    "closed": _LIVE,
    "rated": ("closed",),
    "rating_added": ("closed",),
}


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules, applied to the rows of one moment."""

    rows: Records

    def person_of(self, chat_id: int) -> int | None:
        """Return whose chat it is; None for a stranger, and for an account that is disabled."""
        chat = self.rows["chats"].get((chat_id,), {})
        person = self.rows["people"].get((chat.get("person_id"),))
        return None if person is None or person["disabled"] else person["id"]

    def is_administrator(self, person: int | None) -> bool:
        return any(role == "administrator" for role, _, _ in self._roles(person))

    def is_staff(self, person: int | None) -> bool:
        return any(role in _LEVELS for role, _, _ in self._roles(person))

    def may_file(self, person: int | None) -> bool:
        return any(role != "administrator" for role, _, _ in self._roles(person))

    def may_see(self, person: int | None, ticket_id: int) -> bool:
        """Return whether they reported, watch or may work it: at its LPSE, or at LKPP."""
        ticket = self.rows["tickets"].get((ticket_id,))
        if ticket is None or person is None or self.rows["people"][person,]["disabled"]:
            return False
        if ticket["reporter_id"] == person or (person, ticket_id) in self.rows["watchers"]:
            return True
        return any(
            _LEVELS[role] >= _NATIONAL or lpse == ticket["lpse_id"]
            for role, lpse, _ in self._roles(person)
            if role in _LEVELS
        )

    def may_invite(self, person: int | None, ticket_id: int) -> bool:
        """Return whether they may let others watch: the reporter, or staff who have worked on it."""
        ticket = self.rows["tickets"].get((ticket_id,))
        if ticket is None or person is None or ticket["status"] == "closed":
            return False
        if ticket["reporter_id"] == person:
            return True
        is_party = (person, ticket_id) in self.rows["parties"] and (person, ticket_id) not in self.rows[
            "watchers"
        ]
        return is_party and self.may_see(person, ticket_id)

    def may_do(self, person: int | None, ticket_id: int, event: str) -> bool:
        """Return whether they may add an event of this kind to the ticket's history."""
        ticket = self.rows["tickets"].get((ticket_id,))
        if event == "filed":
            return ticket is None and self.may_file(person)
        if ticket is None or person is None or not self.may_see(person, ticket_id):
            return False
        if not self.may_file(person):
            return False
        status, desks = ticket["status"], set(self._desks(person))
        is_reporter, is_at_desk = ticket["reporter_id"] == person, ticket["desk_key"] in desks
        if event == "taken":
            return status == "waiting" and (is_at_desk or ticket["alerted_desk_key"] in desks)
        if event in _HOLDERS:
            return status == "working" and ticket["holder_id"] == person and is_at_desk
        if event in _REPORTERS:
            is_rated = {"rated": False, "rating_added": True}.get(event, bool(ticket["rating"]))
            return is_reporter and status in _REPORTERS[event] and is_rated is bool(ticket["rating"])
        if event == "feedback_given":
            asked = ticket["asked_desk_key"]
            return status == "feedback" and (asked in desks if asked else is_reporter)
        if event == "remark_added":
            return status in _LIVE and (is_reporter or not desks.isdisjoint(_desks_in(ticket["path"])))
        return False

    def may_unwatch(self, person: int | None, ticket_id: int, watcher: int) -> bool:
        ticket = self.rows["tickets"][ticket_id,]
        return person is not None and person in (watcher, ticket["reporter_id"])

    def _roles(self, person: int | None) -> Iterator[tuple[str, int | None, str | None]]:
        account = self.rows["people"].get((person,))
        if account is None or account["disabled"]:
            return
        for row in self.rows["assignments"].values():
            if row["person_id"] == person:
                yield row["role"], row["lpse_id"], row["directorate"]

    def _desks(self, person: int) -> Iterator[str]:
        for role, lpse, directorate in self._roles(person):
            level = _LEVELS.get(role)
            if level is not None:
                place = lpse if level < _NATIONAL else directorate
                yield f"{level}:{place}" if place is not None else str(level)


def _desks_in(path: Any) -> set[str]:
    """Return the desks that the stored path of a ticket names, however deep."""
    if isinstance(path, str):
        return {path}
    parts = path.values() if isinstance(path, dict) else path if isinstance(path, list) else ()
    return set().union(*map(_desks_in, parts))
