"""The life of a ticket as one table: status and action lead to a status and to who holds it then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from core.errors import Refusal
from core.words import _


class Status(StrEnum):
    """Where a ticket stands."""

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
    """What somebody may do to a ticket."""

    FILE = "file"
    TAKE = "take"
    ASK_FEEDBACK = "ask"
    GIVE_FEEDBACK = "answer"
    ESCALATE = "escalate"
    SOLVE = "solve"
    RECATEGORISE = "recategorise"
    HAND_BACK = "hand_back"
    RELEASE = "release"
    CONFIRM = "confirm"
    REJECT = "reject"
    CONFIRM_SILENTLY = "confirm_silently"
    CLOSE = "close"
    RATE = "rate"


class Mover(StrEnum):
    """Who makes a move, as seen from the ticket."""

    DESK = "desk"
    HOLDER = "holder"
    ASKED = "asked"
    REPORTER = "reporter"
    CLOCK = "clock"


class Hands(StrEnum):
    """Who holds the ticket after a move."""

    MOVER = "mover"
    SAME = "same"
    SOLVER = "solver"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Move:
    """One row: in `status`, `mover` may do `action`; then the ticket is `to` and in `hands`."""

    status: Status
    action: Action
    mover: Mover
    to: Status
    hands: Hands


MOVES: tuple[Move, ...] = (
    Move(Status.WAITING, Action.TAKE, Mover.DESK, Status.WORKING, Hands.MOVER),
    Move(Status.WAITING, Action.CLOSE, Mover.REPORTER, Status.CLOSED, Hands.NOBODY),
    Move(Status.WORKING, Action.ASK_FEEDBACK, Mover.HOLDER, Status.FEEDBACK, Hands.SAME),
    Move(Status.WORKING, Action.ESCALATE, Mover.HOLDER, Status.WAITING, Hands.NOBODY),
    Move(Status.WORKING, Action.SOLVE, Mover.HOLDER, Status.CONFIRMATION, Hands.SAME),
    Move(Status.WORKING, Action.RECATEGORISE, Mover.HOLDER, Status.WORKING, Hands.SAME),
    Move(Status.WORKING, Action.HAND_BACK, Mover.HOLDER, Status.WAITING, Hands.NOBODY),
    Move(Status.WORKING, Action.RELEASE, Mover.CLOCK, Status.WAITING, Hands.NOBODY),
    Move(Status.WORKING, Action.CLOSE, Mover.REPORTER, Status.CLOSED, Hands.NOBODY),
    Move(Status.FEEDBACK, Action.GIVE_FEEDBACK, Mover.ASKED, Status.WORKING, Hands.SAME),
    Move(Status.FEEDBACK, Action.RELEASE, Mover.CLOCK, Status.WAITING, Hands.NOBODY),
    Move(Status.FEEDBACK, Action.CLOSE, Mover.REPORTER, Status.CLOSED, Hands.NOBODY),
    Move(Status.CONFIRMATION, Action.CONFIRM, Mover.REPORTER, Status.CLOSED, Hands.NOBODY),
    Move(Status.CONFIRMATION, Action.REJECT, Mover.REPORTER, Status.WORKING, Hands.SOLVER),
    Move(Status.CONFIRMATION, Action.CONFIRM_SILENTLY, Mover.CLOCK, Status.CLOSED, Hands.NOBODY),
    Move(Status.CONFIRMATION, Action.CLOSE, Mover.REPORTER, Status.CLOSED, Hands.NOBODY),
    Move(Status.CLOSED, Action.RATE, Mover.REPORTER, Status.CLOSED, Hands.NOBODY),
)

INITIAL = Status.WAITING
# What a reporter's dashboard counts together (guide 4.1): somebody is at it, and all that is not over.
WORKED = (Status.WORKING, Status.FEEDBACK, Status.CONFIRMATION)
OPEN = (INITIAL, *WORKED)
TERMINAL = frozenset({Status.CLOSED})

_TABLE = {(move.status, move.action): move for move in MOVES}


def move_for(status: Status, action: Action) -> Move:
    """The row of the table, or the refusal `not_now` where there is none."""
    try:
        return _TABLE[status, action]
    except KeyError:
        raise Refusal("not_now", action=action, status=status) from None


def moves_from(status: Status) -> Iterator[Move]:
    """Every move that a ticket of this status knows, in the order of the table."""
    return (move for move in MOVES if move.status is status)


def chart() -> str:
    """The table as a Mermaid state diagram, for the documentation."""
    lines = ["stateDiagram-v2", f"    [*] --> {INITIAL}: {Action.FILE}"]
    lines += [f"    {m.status} --> {m.to}: {m.action} ({m.mover})" for m in MOVES]
    lines += [f"    {status} --> [*]" for status in sorted(TERMINAL)]
    return "\n".join(lines) + "\n"
