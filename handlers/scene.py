"""What everything in one transaction shares: the helpdesk, the unit of work, and the time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from conversations.rendering import Renderer
from conversations.runner import Runner
from core.catalogue import Catalogue
from handlers.ports import Unit


@dataclass(frozen=True, slots=True)
class Helpdesk:
    """What is the same for every update; `can_mail`: letters can be sent, `link`: opens the bot."""

    catalogue: Catalogue
    runner: Runner
    renderer: Renderer
    can_mail: bool
    link: str = ""


class Scene:
    """One transaction, whether a person caused it or the clock did."""

    def __init__(self, helpdesk: Helpdesk, unit: Unit, now: datetime) -> None:
        self.helpdesk = helpdesk
        self.unit = unit
        self.now = now
