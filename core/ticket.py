"""The ticket: it changes only through its methods, and remembers what happened as events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from core.attachments import Attachment, Remark, Upload
from core.catalogue import Application, Directorate
from core.desks import Desk, next_desk
from core.errors import Refusal
from core.events import OF_ACTION, Event, Happening
from core.files import stored_name
from core.house_rules import SHIPPED, HouseRules
from core.lifecycle import Action, Hands, Move, Status, move_for
from core.package import Package
from core.priority import Assessment, Priority
from core.rating import Rating
from core.roles import Role

# Ours; enough for an office, and few enough to be told of everything at once.
MOST_WATCHERS = 10


@dataclass(frozen=True, slots=True)
class Actor:
    """A person in the one role in which they act."""

    person_id: int
    role: Role
    desk: Desk | None = None


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of a ticket's way up: the desk it left, and who sent it on."""

    desk: Desk
    person_id: int


@dataclass(slots=True)
class Ticket:
    """One reported problem. `id` is 0 until it is stored; `revision` grows with each stored change."""

    number: str
    title: str
    lpse_id: int
    application: str
    version: str
    category: str
    subcategory: str
    priority: Priority
    package: Package
    error_code: str
    description: str
    email: str
    reporter_id: int
    reporter_role: Role
    created_at: datetime
    desk: Desk
    id: int = 0
    status: Status = Status.WAITING
    holder_id: int | None = None
    solver_id: int | None = None
    asked_id: int | None = None
    asked_desk: Desk | None = None
    path: tuple[Rung, ...] = ()
    party_ids: frozenset[int] = frozenset()
    watcher_ids: frozenset[int] = frozenset()
    file_count: int = 0
    closed_at: datetime | None = None
    due_at: datetime | None = None
    reminded: bool = False
    rating: Rating | None = None
    revision: int = 0
    events: list[Event] = field(default_factory=list)

    def take(self, by: Actor, at: datetime) -> None:
        """Out of the queue into somebody's hands."""
        self._move(Action.TAKE, by, at)

    def ask_feedback(
        self, by: Actor, at: datetime, remark: Remark, rules: HouseRules = SHIPPED, *, below: bool = False
    ) -> None:
        """Ask the reporter, or the level below that escalated it (`nobody_below` where none did)."""
        move = move_for(self.status, Action.ASK_FEEDBACK)
        if below and not self.path:
            raise Refusal("nobody_below")
        asked = self.path[-1] if below else None
        self.asked_id = asked.person_id if asked else self.reporter_id
        self.asked_desk = asked.desk if asked else None
        self._record(move, by, at, remark, {"below": below, "asked_id": self.asked_id})
        self._due(at + rules.remind_after)

    def give_feedback(self, by: Actor, at: datetime, remark: Remark) -> None:
        """Answer what was asked; the ticket is with its holder again."""
        self._move(Action.GIVE_FEEDBACK, by, at, remark)
        self.asked_id = self.asked_desk = None

    def escalate(
        self, by: Actor, at: datetime, remark: Remark, application: Application, to: Directorate | None = None
    ) -> None:
        """One rung up the ladder, or to another directorate's team from the top of it."""
        left, up = self.desk, next_desk(self.desk, self.lpse_id, application, to)
        self._move(Action.ESCALATE, by, at, remark, {"from": left.key, "to": up.key})
        self.path = (*self.path, Rung(left, by.person_id))
        self.desk = up

    def solve(self, by: Actor, at: datetime, remark: Remark, rules: HouseRules = SHIPPED) -> None:
        """Say that it is solved; the reporter has to confirm."""
        self._move(Action.SOLVE, by, at, remark)
        self.solver_id = by.person_id
        self._due(at + rules.remind_after)

    def recategorise(
        self, by: Actor, at: datetime, remark: Remark, place: tuple[str, str], assessed: Assessment
    ) -> None:
        """Another category and sub-category; a priority that changes with them is an event of its own."""
        category, subcategory = place
        if (category, subcategory) == (self.category, self.subcategory):
            raise Refusal("same_category")
        was = {"category": self.category, "subcategory": self.subcategory}
        now = {"category": category, "subcategory": subcategory}
        self._move(Action.RECATEGORISE, by, at, remark, {"from": was, "to": now})
        self.category, self.subcategory = category, subcategory
        if assessed.priority is not self.priority:
            facts = {"from": self.priority.value, "to": assessed.priority.value, "rule": assessed.rule_name}
            self.events.append(Event(Happening.PRIORITY_CHANGED, at, by.person_id, by.role, facts))
            self.priority = assessed.priority

    def hand_back(self, by: Actor, at: datetime, remark: Remark) -> None:
        """Back to the queue of the same desk."""
        self._move(Action.HAND_BACK, by, at, remark)

    def release(self, at: datetime) -> None:
        """Out of the hands of somebody who can't work it any more; what they asked is asked no longer."""
        self._move(Action.RELEASE, None, at, facts={"holder_id": self.holder_id})
        self.asked_id = self.asked_desk = None

    def confirm(self, by: Actor, at: datetime) -> None:
        """The reporter agrees that it is solved."""
        self._move(Action.CONFIRM, by, at)

    def reject(self, by: Actor, at: datetime, remark: Remark) -> None:
        """The reporter does not agree: back to whoever solved it."""
        self._move(Action.REJECT, by, at, remark)

    def close(self, by: Actor, at: datetime, remark: Remark) -> None:
        """The reporter ends it at any time before, with a reason."""
        self._move(Action.CLOSE, by, at, remark)

    def rate(self, by: Actor, at: datetime, rating: Rating) -> None:
        """The reporter's stars; once, and they belong to whoever solved it."""
        if self.rating is not None:
            raise Refusal("already_rated")
        facts = {"stars": rating.stars, "chips": list(rating.chips), "solver_id": self.solver_id}
        self._record(move_for(self.status, Action.RATE), by, at, None, facts)
        self.rating = rating

    def remind(self, at: datetime, rules: HouseRules = SHIPPED) -> None:
        """One reminder of what is waited for; `not_now` where nothing is, or where it was reminded before.

        A solution is then confirmed by itself when time runs out; feedback is waited for without an end.
        """
        if self.due_at is None or self.reminded:
            raise Refusal("not_now", status=self.status, number=self.number)
        solved = self.status is Status.CONFIRMATION
        self.events.append(Event(Happening.REMINDED, at, None, None))
        self.due_at = at + rules.confirm_after if solved else None
        self.reminded = True

    def watch(self, person_id: int, invited_by: int, at: datetime) -> None:
        """Somebody looks on from now on, invited by a party."""
        self.watcher_ids |= {person_id}
        self.events.append(Event(Happening.WATCHED, at, person_id, None, {"invited_by": invited_by}))

    def unwatch(self, person_id: int, by: int, at: datetime) -> None:
        """They don't any more, of their own will or by the reporter's."""
        self.watcher_ids -= {person_id}
        self.events.append(Event(Happening.UNWATCHED, at, by, None, {"watcher_id": person_id}))

    def confirm_silently(self, at: datetime) -> None:
        """Nobody confirmed or rejected in time: it counts as confirmed."""
        self._move(Action.CONFIRM_SILENTLY, None, at)

    def receive(self, uploads: tuple[Upload, ...]) -> tuple[Attachment, ...]:
        """Give arriving files their numbers and names within this ticket."""
        files = tuple(
            Attachment(n, stored_name(upload.original, n), upload)
            for n, upload in enumerate(uploads, start=self.file_count + 1)
        )
        self.file_count += len(files)
        return files

    def _move(
        self,
        action: Action,
        by: Actor | None,
        at: datetime,
        remark: Remark | None = None,
        facts: Mapping[str, object] | None = None,
    ) -> None:
        self._record(move_for(self.status, action), by, at, remark, facts)

    def _record(
        self,
        move: Move,
        by: Actor | None,
        at: datetime,
        remark: Remark | None = None,
        facts: Mapping[str, object] | None = None,
    ) -> None:
        files = self.receive(remark.uploads) if remark else ()
        self.holder_id = {
            Hands.MOVER: by.person_id if by else None,
            Hands.SAME: self.holder_id,
            Hands.SOLVER: self.solver_id,
            Hands.NOBODY: None,
        }[move.hands]
        if move.to is not move.status:
            self.due_at, self.reminded = None, False
        if move.to is Status.CLOSED and move.status is not Status.CLOSED:
            self.closed_at = at
            self.asked_id = self.asked_desk = None
        self.status = move.to
        if by:
            self.party_ids |= {by.person_id}
            self.watcher_ids -= {by.person_id}
        self.events.append(
            Event(
                OF_ACTION[move.action],
                at,
                by.person_id if by else None,
                by.role if by else None,
                facts or {},
                remark.text if remark else "",
                files,
            )
        )

    def _due(self, at: datetime) -> None:
        self.due_at, self.reminded = at, False
