"""The ticket, which changes only through its methods and records what happened as events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from core.errors import Refusal
from core.master_data.catalogue import Application
from core.master_data.priority import Priority
from core.organisation.directorates import Directorate
from core.organisation.roles import Role
from core.packages import PackageFacts
from core.packages.package import Package
from core.people.desks import Desk, next_desk
from core.tickets.actions import ACTIONS
from core.tickets.actors import Actor, EscalationStep
from core.tickets.attachments import Attachment, Remark, Upload, numbered
from core.tickets.deadlines import DEFAULT_DEADLINES, Deadlines
from core.tickets.draft import TicketDraft
from core.tickets.events import Event
from core.tickets.kinds import TicketKind
from core.tickets.lifecycle import Action, EventType, Status, Transition, transition_for
from core.tickets.priority_rules import Assessment
from core.tickets.rating import Rating, with_more


@dataclass(slots=True)
class Ticket:
    """One reported problem.

    `id` is 0 until it is stored; `revision` grows with each stored change. `party_ids` are its reporter and
    everybody who ever acted on it, held it or was asked, which gives no right by itself; `watcher_ids` are
    others who look on, `invited_by` says by whom they were invited. While feedback is waited for, `asked_id`
    is asked, and `asked_desk` if that is at the level below. While it waits where nobody can be reached,
    `alerted_desk` is the desk above that may take it too. `path` are the escalations so far. `due_at` is when
    the clock reminds or confirms, `priority_until` when it may change the priority that `priority_rule` gave.
    """

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
    alerted_desk: Desk | None = None
    path: tuple[EscalationStep, ...] = ()
    party_ids: frozenset[int] = frozenset()
    watcher_ids: frozenset[int] = frozenset()
    invited_by: Mapping[int, int] = field(default_factory=dict)
    file_count: int = 0
    closed_at: datetime | None = None
    due_at: datetime | None = None
    priority_rule: str = ""
    priority_until: datetime | None = None
    reminded: bool = False
    rating: Rating | None = None
    help_number: str = ""
    kind: TicketKind = TicketKind.GENERAL
    revision: int = 0
    events: list[Event] = field(default_factory=list)

    @property
    def waits_at(self) -> tuple[Desk, ...]:
        """Return the desks at which it waits: its own, and an alerted one above; none if it is taken."""
        desks = (self.desk, self.alerted_desk) if self.status is Status.WAITING else ()
        return tuple(desk for desk in desks if desk is not None)

    @classmethod
    def file(
        cls, number: str, draft: TicketDraft, by: Actor, desk: Desk, assessed: Assessment, at: datetime
    ) -> Ticket:
        """Return a new ticket that waits at `desk`, made of a draft that has been checked."""
        ticket = cls(
            number=number,
            title=draft.title,
            lpse_id=draft.lpse_id,
            application=draft.application,
            version=draft.version,
            category=draft.category,
            subcategory=draft.subcategory,
            priority=assessed.priority,
            package=draft.package,
            error_code=draft.error_code,
            help_number=draft.help_number,
            kind=draft.kind,
            description=draft.description,
            email=draft.email,
            reporter_id=by.person_id,
            reporter_role=by.role,
            created_at=at,
            desk=desk,
            party_ids=frozenset({by.person_id}),
            priority_rule=assessed.rule_name,
            priority_until=assessed.until,
        )
        facts = {"priority": assessed.priority.value, "rule": assessed.rule_name, "to": desk.key}
        ticket._append(EventType.FILED, by, at, facts, files=ticket.receive(draft.uploads))
        return ticket

    def mark_stored(self, ticket_id: int, revision: int) -> None:
        """Set the id and the revision under which the ticket is stored; storage sets nothing else of it."""
        self.id, self.revision = ticket_id, revision

    def act(
        self, action: Action, by: Actor | None, at: datetime, remark: Remark | None = None,
        facts: Mapping[str, object] | None = None,
    ) -> None:  # fmt: skip
        """Do an action whose whole effect stands in the lifecycle table; `by` is None for the clock.

        Refuse `not_now` if the table has no row for it.
        """
        self._record(transition_for(self.status, action), by, at, remark, facts)

    def ask_feedback(
        self, by: Actor, at: datetime, remark: Remark, deadlines: Deadlines = DEFAULT_DEADLINES, *,
        below: bool = False,
    ) -> None:  # fmt: skip
        """Ask the reporter for feedback, or with `below` the person who escalated the ticket to this level.

        Refuse `not_now`, and `nobody_below` if nobody escalated it.
        """
        transition = transition_for(self.status, Action.ASK_FEEDBACK)
        if below and not self.path:
            raise Refusal("nobody_below")
        step = self.path[-1] if below else None
        asked_id, asked_desk = (step.person_id, step.desk) if step else (self.reporter_id, None)
        self._record(transition, by, at, remark, {"below": below, "asked_id": asked_id})
        self.asked_id, self.asked_desk = asked_id, asked_desk
        self.due_at, self.reminded = deadlines.reminder(self.lpse_id, at), False

    def give_feedback(self, by: Actor, at: datetime, remark: Remark) -> None:
        """Answer what was asked; the ticket is with its holder again."""
        self.act(Action.GIVE_FEEDBACK, by, at, remark)

    def escalate(
        self, by: Actor, at: datetime, remark: Remark, application: Application, to: Directorate | None = None
    ) -> None:
        """Send the ticket one level up, or from the top of the ladder to another directorate's team.

        Refuse `not_now`, and `directorate_needed` as `next_desk` does.
        """
        old, new = self.desk, next_desk(self.desk, self.lpse_id, application, to)
        self.act(Action.ESCALATE, by, at, remark, {"from": old.key, "to": new.key})
        self.path = (*self.path, EscalationStep(old, by.person_id))
        self.desk = new

    def solve(
        self, by: Actor, at: datetime, remark: Remark, deadlines: Deadlines = DEFAULT_DEADLINES
    ) -> None:
        """Say that the problem is solved; the reporter has to confirm."""
        self.act(Action.SOLVE, by, at, remark)
        self.solver_id = by.person_id
        self.due_at, self.reminded = deadlines.reminder(self.lpse_id, at), False

    def recategorise(
        self, by: Actor, at: datetime, remark: Remark, place: tuple[str, str], assessed: Assessment
    ) -> None:
        """Change category and sub-category; a priority that changes with them is an event of its own.

        `place` is the new category and sub-category. Refuse `not_now`, and `same_category` if both stay.
        """
        category, subcategory = place
        if (category, subcategory) == (self.category, self.subcategory):
            raise Refusal("same_category")
        old = {"category": self.category, "subcategory": self.subcategory}
        new = {"category": category, "subcategory": subcategory}
        self.act(Action.RECATEGORISE, by, at, remark, {"from": old, "to": new})
        self.category, self.subcategory = category, subcategory
        self.reassess(assessed, at, by)

    def reassess(self, assessed: Assessment, at: datetime, by: Actor | None = None) -> None:
        """Set the priority, with an event where it changes; `by` is None for the clock."""
        old, new = self.priority, assessed.priority
        self.priority, self.priority_rule, self.priority_until = new, assessed.rule_name, assessed.until
        if new is not old:
            kind = EventType.PRIORITY_RAISED if new < old else EventType.PRIORITY_LOWERED
            facts = {"from": old.value, "to": new.value, "rule": assessed.rule_name}
            self._append(kind, by, at, facts)

    def update_schedule(self, facts: PackageFacts, at: datetime) -> None:
        """Take newer facts of the validated package; an event says that its status or schedule changed."""
        known = self.package.facts
        self.package = replace(self.package, facts=facts)
        if known is None or (known.status, known.stages) != (facts.status, facts.stages):
            self._append(EventType.SCHEDULE_CHANGED, None, at)

    def release(self, at: datetime) -> None:
        """Take the ticket from a holder who can't work it any more; what they asked is asked no longer."""
        self.act(Action.RELEASE, None, at, facts={"holder_id": self.holder_id})

    def pass_on(self, desk: Desk, at: datetime) -> None:
        """Let a desk above be alerted too, which may take the waiting ticket; it stays in its own queue."""
        self.act(Action.PASS_ON, None, at, facts={"from": self.desk.key, "to": desk.key})
        self.alerted_desk = desk

    def mark_unreached(self, at: datetime) -> None:
        """Record that nobody can be reached, neither at its desk nor above."""
        self._append(EventType.UNREACHED, None, at, {"desk": self.desk.key})

    def rate(self, by: Actor, at: datetime, rating: Rating) -> None:
        """Set the reporter's rating, which belongs to the solver; refuse `already_rated`."""
        if self.rating is not None:
            raise Refusal("already_rated")
        facts = {"stars": rating.stars, "chips": list(rating.chips), "solver_id": self.solver_id}
        self._record(transition_for(self.status, Action.RATE), by, at, None, facts)
        self.rating = rating

    def add_to_rating(self, by: Actor, at: datetime, chips: tuple[str, ...], message: str) -> None:
        """Add chips or a message to the stars; refuse `not_rated`, and `already_rated` where it has them."""
        self.rating = with_more(self.rating, chips, message)
        self._append(EventType.RATING_ADDED, by, at, {"chips": list(chips)})

    def remind(self, at: datetime, deadlines: Deadlines = DEFAULT_DEADLINES) -> None:
        """Record the one reminder of what is waited for; refuse `not_now` if nothing is, or a second time.

        Later, a solution counts as confirmed when time runs out; feedback is waited for without an end.
        """
        if self.due_at is None or self.reminded:
            raise Refusal("not_now", status=self.status, number=self.number)
        self._append(EventType.REMINDED, None, at)
        confirms = self.status is Status.CONFIRMATION
        self.due_at, self.reminded = deadlines.confirmation(self.lpse_id, at) if confirms else None, True

    def put_off(self, until: datetime) -> None:
        """Let the clock wait with what is due until the office is open."""
        self.due_at = until

    def watch(self, person_id: int, invited_by: int, at: datetime) -> None:
        """Make a watcher of a person, invited by a party; a former party is only a watcher from now on."""
        assert person_id != self.reporter_id, "the reporter has the ticket already"
        self.party_ids -= {person_id}
        self.watcher_ids |= {person_id}
        self.invited_by = {**self.invited_by, person_id: invited_by}
        self.events.append(Event(EventType.WATCHED, at, person_id, None, {"invited_by": invited_by}))

    def unwatch(self, person_id: int, by: int | None, at: datetime) -> None:
        """Remove a watcher; `by` is the watcher or the reporter, or None if nobody vouches for them now."""
        self.watcher_ids -= {person_id}
        self.events.append(Event(EventType.UNWATCHED, at, by, None, {"watcher_id": person_id}))

    def receive(self, uploads: tuple[Upload, ...]) -> tuple[Attachment, ...]:
        """Number and name uploads as files of this ticket."""
        files = numbered(uploads, self.file_count)
        self.file_count += len(files)
        return files

    def _record(
        self, transition: Transition, by: Actor | None, at: datetime, remark: Remark | None = None,
        facts: Mapping[str, object] | None = None,
    ) -> None:  # fmt: skip
        """Apply a transition, and append its event."""
        files = self.receive(remark.uploads) if remark else ()
        actor_id = by.person_id if by else None
        self.holder_id = transition.next_holder.choose(actor_id, self.holder_id, self.solver_id)
        if transition.to is not transition.status:
            self.due_at, self.reminded = None, False
            self.asked_id = self.asked_desk = None
            facts = {**(facts or {}), **self._leave_alerted_desk(by)}
        if transition.to is Status.CLOSED and transition.status is not Status.CLOSED:
            self.closed_at, self.priority_until = at, None
        self.status = transition.to
        if by:
            self.party_ids |= {by.person_id}
            self.watcher_ids -= {by.person_id}
        kind, text = ACTIONS[transition.action].event.type, remark.text if remark else ""
        self._append(kind, by, at, facts, text, files)

    def _leave_alerted_desk(self, by: Actor | None) -> Mapping[str, object]:
        """Move to an alerted desk that takes the ticket; return where it waited, which alerts name."""
        if self.alerted_desk is None:
            return {}
        waited_at, alerted, self.alerted_desk = self.desk, self.alerted_desk, None
        self.desk = alerted if by is not None and by.desk == alerted else waited_at
        return {"waited_at": waited_at.key}

    def _append(
        self, kind: EventType, by: Actor | None, at: datetime, facts: Mapping[str, object] | None = None,
        text: str = "", files: tuple[Attachment, ...] = (),
    ) -> None:  # fmt: skip
        who, role = (by.person_id, by.role) if by else (None, None)
        self.events.append(Event(kind, at, who, role, facts or {}, text, files))
