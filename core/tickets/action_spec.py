"""Columns of the action table: events, buttons, notices, letters, and texts of conversations."""

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
    """How much a notice disturbs its reader: by a sound, or not."""

    ACT = "act"  # the reader has to do something; with a sound
    NEWS = "news"  # worth reading soon; without a sound
    QUIET = "quiet"  # for completeness; without a sound


class Place(StrEnum):
    """Screen on which an action has its button."""

    CARD = "card"  # the ticket's card
    WORK = "work"  # the holder's screen behind "Kerjakan"


@dataclass(frozen=True, slots=True)
class NoticeSpec:
    """How one audience is told of an event.

    `sentence` may hold %(who)s, the person who acted, %(desk)s, the desk that has the ticket now, and for a
    priority that changed %(from)s and %(to)s. The
    notice has a button for the first action of `offers` that the ticket's status allows, and the button
    "Kerjakan" with `offers_work`. With `quotes`, it repeats the text that came with the event.
    """

    audience: Audience
    loudness: Loudness
    sentence: str
    offers: tuple[Action, ...] = ()
    offers_work: bool = False
    quotes: bool = True


@dataclass(frozen=True, slots=True)
class EventSpec:
    """One kind of event: its label in the history, the notices about it, and whether a letter is sent.

    `notices` is in order of precedence: somebody in several audiences is told as a member of the first. With
    `withdraws_alert`, the ticket no longer waits for the desk that was alerted.
    """

    type: EventType
    label: str
    notices: tuple[NoticeSpec, ...] = ()
    sends_letter: bool = False
    withdraws_alert: bool = False

    @property
    def alerts_desk(self) -> bool:
        """Return whether the desk that has the ticket now is asked to take it."""
        return any(spec.audience is Audience.DESK for spec in self.notices)

    @property
    def concerns_anybody(self) -> bool:
        """Return whether anything is told of the event."""
        return bool(self.notices) or self.sends_letter or self.withdraws_alert

    def notice_for(self, audience: Audience) -> NoticeSpec:
        """Return how this audience is told: by its own entry, or by the last one."""
        return next((spec for spec in self.notices if spec.audience is audience), self.notices[-1])


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

    With `takes_remark`, a text of the person belongs to it. `success` is shown when it is done; `draft` is
    what a half-written one is called.
    """

    action: Action
    event: EventSpec
    button: ActionButton | None = None
    takes_remark: bool = True
    success: str = ""
    draft: str = ""
