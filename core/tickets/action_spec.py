"""Columns of the action table: events, buttons, notices, and texts of conversations."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.button_style import Style
from core.tickets.lifecycle import Action, EventType


class Audience(StrEnum):
    """Capacity in which somebody is told of an event; `core.tickets.notices` finds its members."""

    ASKED = "asked"  # the people that the ticket waits for
    REPORTER = "reporter"
    HOLDER = "holder"
    ASKER = "asker"  # the holder who asked for feedback
    DESK = "desk"  # everybody at the desk that has the ticket now
    COLLEAGUES = "colleagues"  # the same people, where there is nothing that they have to do
    PARTY = "party"  # everybody who ever acted on it, and its watchers


class Loudness(StrEnum):
    """How much a notice disturbs its reader; where something is asked of a whole desk, nights are silent."""

    ACT = "act"  # something is asked of the reader: a new message that rings
    NEWS = "news"  # a new message without a sound
    QUIET = "quiet"  # no new message: the reader's living card of the ticket changes in place


class Place(StrEnum):
    """Screen on which an action has its button."""

    CARD = "card"  # the ticket's card
    WORK = "work"  # the holder's screen behind "Kerjakan"


@dataclass(frozen=True, slots=True)
class NoticeSpec:
    """How one audience is told of an event.

    `loudness` counts the first time that such an event happens to a ticket; `again` replaces it later, where
    it is set. `sentence` may hold %(who)s, the person who acted, %(desk)s, the desk that has the ticket now,
    %(asked)s, the level that is asked, and for a priority that changed %(from)s and %(to)s. The notice has a
    button for the first action of `offers` that the ticket's status allows, and the button "Kerjakan" with
    `offers_work`. With `quotes`, it repeats the text that came with the event, and its pictures come along.
    """

    audience: Audience
    loudness: Loudness
    sentence: str
    offers: tuple[Action, ...] = ()
    offers_work: bool = False
    quotes: bool = True
    again: Loudness | None = None


@dataclass(frozen=True, slots=True)
class EventSpec:
    """One kind of event: its label in the history, and the notices about it.

    `notices` is in order of precedence: somebody in several audiences is told as a member of the first. With
    `withdraws_alert`, the ticket no longer waits for the desk that was alerted. Letters are in
    `core.tickets.letters`.
    """

    type: EventType
    label: str
    notices: tuple[NoticeSpec, ...] = ()
    withdraws_alert: bool = False

    @property
    def alerts_desk(self) -> bool:
        """Return whether the desk that has the ticket now is asked to take it."""
        return any(spec.audience is Audience.DESK for spec in self.notices)

    @property
    def concerns_anybody(self) -> bool:
        """Return whether anything is told of the event."""
        return bool(self.notices) or self.withdraws_alert


@dataclass(frozen=True, slots=True)
class ActionButton:
    """Button of an action; `icon` may be empty, `place` is the screen that shows it."""

    label: str
    icon: str
    style: Style
    place: Place


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action: the event that it causes, its button if people press it, and texts of its conversation.

    With `takes_remark`, a text of the person belongs to it. `success` is shown when it is done, and may hold
    %(desk)s and %(asked)s as a notice does; `draft` is what a half-written one is called.
    """

    action: Action
    event: EventSpec
    button: ActionButton | None = None
    takes_remark: bool = True
    success: str = ""
    draft: str = ""
