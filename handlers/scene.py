"""What everything in one transaction shares: the helpdesk, the unit of work, and the time."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime

from conversations.rendering import Renderer
from conversations.runner import Runner
from handlers.ports import Unit


@dataclass(frozen=True, slots=True)
class Helpdesk:
    """What is the same for every update.

    `can_mail`: letters can be sent, `link`: opens the bot, `holidays`: when offices stay closed.
    """

    runner: Runner
    renderer: Renderer
    can_mail: bool
    link: str = ""
    holidays: Container[date] = frozenset()


class Scene:
    """One transaction, whether a person caused it or the clock did."""

    def __init__(self, helpdesk: Helpdesk, unit: Unit, now: datetime) -> None:
        self.helpdesk = helpdesk
        self.unit = unit
        self.now = now
