"""Lifecycle of a ticket as one table: status and action lead to a status and to the next holder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from core.errors import Refusal
from core.words import _


class Status(StrEnum):
    """Statuses of a ticket; the value is what storage and buttons keep."""

    WAITING = "waiting"
    WORKING = "working"
    FEEDBACK = "feedback"
    CONFIRMATION = "confirmation"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return STATUS_LABELS[self]


STATUS_LABELS = {
    Status.WAITING: _("Menunggu Dikerjakan"),
    Status.WORKING: _("Sedang Dikerjakan"),
    Status.FEEDBACK: _("Menunggu Feedback"),
    Status.CONFIRMATION: _("Menunggu Konfirmasi"),
    Status.CLOSED: _("Selesai"),
}


class Action(StrEnum):
    """Actions that people, or the clock, may do to a ticket."""

    FILE = "file"
    TAKE = "take"
    ASK_FEEDBACK = "ask"
    GIVE_FEEDBACK = "answer"
    ESCALATE = "escalate"
    SOLVE = "solve"
    RECATEGORISE = "recategorise"
    HAND_BACK = "hand_back"
    RELEASE = "release"
    PASS_ON = "pass_on"  # noqa: S105 - no password
    CONFIRM = "confirm"
    REJECT = "reject"
    CONFIRM_SILENTLY = "confirm_silently"
    CLOSE = "close"
    RATE = "rate"
    ADD_REMARK = "remark"


class EventType(StrEnum):
    """Kinds of events; the value is what the history stores."""

    FILED = "filed"
    TAKEN = "taken"
    FEEDBACK_ASKED = "feedback_asked"
    FEEDBACK_GIVEN = "feedback_given"
    ESCALATED = "escalated"
    SOLVED = "solved"
    RECATEGORISED = "recategorised"
    PRIORITY_CHANGED = "priority_changed"  # of earlier releases, which did not tell up from down
    PRIORITY_RAISED = "priority_raised"
    PRIORITY_LOWERED = "priority_lowered"
    SCHEDULE_CHANGED = "schedule_changed"
    HANDED_BACK = "handed_back"
    RELEASED = "released"
    PASSED_ON = "passed_on"
    UNREACHED = "unreached"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    CONFIRMED_SILENTLY = "confirmed_silently"
    CLOSED = "closed"
    RATED = "rated"
    RATING_ADDED = "rating_added"
    REMINDED = "reminded"
    WATCHED = "watched"
    UNWATCHED = "unwatched"
    REMARK_ADDED = "remark_added"


class ActorKind(StrEnum):
    """Kinds of actors, as seen from the ticket: who may make a transition."""

    DESK = "desk"  # anybody at the desk that has the ticket
    HOLDER = "holder"
    ASKED = "asked"  # the reporter, or anybody at the desk below, whichever feedback is asked of
    REPORTER = "reporter"
    CONTRIBUTOR = "contributor"  # the reporter, or anybody at a desk that escalated the ticket
    CLOCK = "clock"  # nobody: time ran out, the holder has left, or nobody can be reached


class NextHolder(StrEnum):
    """Ways in which a transition decides who holds the ticket afterwards."""

    ACTOR = "actor"  # the person who did the action
    SAME = "same"  # the holder before it
    SOLVER = "solver"  # the person who gave the latest solution
    NOBODY = "nobody"

    def choose(self, actor_id: int | None, holder_id: int | None, solver_id: int | None) -> int | None:
        """Return which of these people holds the ticket after the transition; None for nobody."""
        people = {NextHolder.ACTOR: actor_id, NextHolder.SAME: holder_id, NextHolder.SOLVER: solver_id}
        return people.get(self)


@dataclass(frozen=True, slots=True)
class Transition:
    """One row: in `status`, `actor` may do `action`, which leads to the status `to` and to `next_holder`."""

    status: Status
    action: Action
    actor: ActorKind
    to: Status
    next_holder: NextHolder


TRANSITIONS: tuple[Transition, ...] = (
    Transition(Status.WAITING, Action.TAKE, ActorKind.DESK, Status.WORKING, NextHolder.ACTOR),
    Transition(Status.WAITING, Action.PASS_ON, ActorKind.CLOCK, Status.WAITING, NextHolder.NOBODY),
    Transition(Status.WAITING, Action.ADD_REMARK, ActorKind.CONTRIBUTOR, Status.WAITING, NextHolder.SAME),
    Transition(Status.WAITING, Action.CLOSE, ActorKind.REPORTER, Status.CLOSED, NextHolder.NOBODY),
    Transition(Status.WORKING, Action.ASK_FEEDBACK, ActorKind.HOLDER, Status.FEEDBACK, NextHolder.SAME),
    Transition(Status.WORKING, Action.ESCALATE, ActorKind.HOLDER, Status.WAITING, NextHolder.NOBODY),
    Transition(Status.WORKING, Action.SOLVE, ActorKind.HOLDER, Status.CONFIRMATION, NextHolder.SAME),
    Transition(Status.WORKING, Action.RECATEGORISE, ActorKind.HOLDER, Status.WORKING, NextHolder.SAME),
    Transition(Status.WORKING, Action.HAND_BACK, ActorKind.HOLDER, Status.WAITING, NextHolder.NOBODY),
    Transition(Status.WORKING, Action.RELEASE, ActorKind.CLOCK, Status.WAITING, NextHolder.NOBODY),
    Transition(Status.WORKING, Action.ADD_REMARK, ActorKind.CONTRIBUTOR, Status.WORKING, NextHolder.SAME),
    Transition(Status.WORKING, Action.CLOSE, ActorKind.REPORTER, Status.CLOSED, NextHolder.NOBODY),
    Transition(Status.FEEDBACK, Action.GIVE_FEEDBACK, ActorKind.ASKED, Status.WORKING, NextHolder.SAME),
    Transition(Status.FEEDBACK, Action.RELEASE, ActorKind.CLOCK, Status.WAITING, NextHolder.NOBODY),
    Transition(Status.FEEDBACK, Action.ADD_REMARK, ActorKind.CONTRIBUTOR, Status.FEEDBACK, NextHolder.SAME),
    Transition(Status.FEEDBACK, Action.CLOSE, ActorKind.REPORTER, Status.CLOSED, NextHolder.NOBODY),
    Transition(Status.CONFIRMATION, Action.CONFIRM, ActorKind.REPORTER, Status.CLOSED, NextHolder.NOBODY),
    Transition(Status.CONFIRMATION, Action.REJECT, ActorKind.REPORTER, Status.WORKING, NextHolder.SOLVER),
    Transition(
        Status.CONFIRMATION, Action.CONFIRM_SILENTLY, ActorKind.CLOCK, Status.CLOSED, NextHolder.NOBODY
    ),
    Transition(
        Status.CONFIRMATION, Action.ADD_REMARK, ActorKind.CONTRIBUTOR, Status.CONFIRMATION, NextHolder.SAME
    ),
    Transition(Status.CONFIRMATION, Action.CLOSE, ActorKind.REPORTER, Status.CLOSED, NextHolder.NOBODY),
    Transition(Status.CLOSED, Action.RATE, ActorKind.REPORTER, Status.CLOSED, NextHolder.NOBODY),
)

INITIAL = Status.WAITING
# Statuses that a dashboard counts together (guide 4.1): asked of somebody, being worked, and open.
ASKED = (Status.FEEDBACK, Status.CONFIRMATION)
WORKED = (Status.WORKING, *ASKED)
OPEN = (INITIAL, *WORKED)
TERMINAL = frozenset({Status.CLOSED})

_TABLE = {(transition.status, transition.action): transition for transition in TRANSITIONS}


def transition_for(status: Status, action: Action) -> Transition:
    """Return the transition of this action in this status; raise Refusal("not_now") if there is none."""
    try:
        return _TABLE[status, action]
    except KeyError:
        raise Refusal("not_now", action=action, status=status) from None


def transitions_from(status: Status) -> Iterator[Transition]:
    """Return the transitions that this status has, in the order of the table."""
    return (transition for transition in TRANSITIONS if transition.status is status)


def state_diagram() -> str:
    """Return the table as a Mermaid state diagram, for the documentation."""
    lines = ["stateDiagram-v2", f"    [*] --> {INITIAL}: {Action.FILE}"]
    lines += [f"    {t.status} --> {t.to}: {t.action} ({t.actor})" for t in TRANSITIONS]
    lines += [f"    {status} --> [*]" for status in sorted(TERMINAL)]
    return "\n".join(lines) + "\n"
