"""The context of one transaction: the helpdesk's services, the unit of work, and the time."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from conversations.engine.runner import Runner
from conversations.rendering.renderer import Renderer
from core.master_data.faq_wordings import NO_WORDINGS, FaqWordings
from core.master_data.known_errors import NO_ERRORS, KnownErrors
from core.packages.stages import NO_STAGES, StageNames
from handlers.context.ports import UnitOfWork

SESSION_DAYS = 30
# Files of an album come one by one within this time; their screen is shown once.
ALBUM = timedelta(milliseconds=700)


@dataclass(slots=True)
class BotLink:
    """The link that opens the bot; empty until Telegram has said who the bot is."""

    address: str = ""


@dataclass(frozen=True, slots=True)
class HelpdeskServices:
    """The services that all updates share.

    `can_mail` says whether e-mail can be sent, `bot_link` is learnt from Telegram, and on `holidays` offices
    are closed. `album` is how long after a file its screen is shown, so that several get one screen.
    `stages` are those that a tender may have. After `session_days` administrators are asked for a code again.
    """

    runner: Runner
    renderer: Renderer
    can_mail: bool
    bot_link: BotLink = field(default_factory=BotLink)
    holidays: Container[date] = frozenset()
    album: timedelta = ALBUM
    stages: StageNames = NO_STAGES
    session_days: int = SESSION_DAYS
    known_errors: KnownErrors = NO_ERRORS
    faq_wordings: FaqWordings = NO_WORDINGS

    @property
    def link(self) -> str:
        """Return the link that opens the bot; empty while it is unknown."""
        return self.bot_link.address


class TransactionContext:
    """One transaction, begun by an update or by the scheduler."""

    def __init__(self, helpdesk: HelpdeskServices, unit: UnitOfWork, now: datetime) -> None:
        self.helpdesk = helpdesk
        self.unit = unit
        self.now = now
