"""Let Telegram be at its worst: refusals of every kind, silence, cut connections, and updates in disorder."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.imports.sandbox_people import SURABAYA
from core.organisation.roles import Level
from core.people.desks import Desk
from sandbox.player import buttons_of
from tests.torture.campaigns.plan import Plan
from tests.torture.evidence import Allowed
from tests.torture.eyes import Eyes
from tests.torture.office import Office

# Somebody whose chat refuses everything for a time: they blocked the bot, or are gone for good.
_UNREACHED = 2002
_SENDING = ("sendMessage", "editMessageText", "editMessageReplyMarkup", "answerCallbackQuery", "*")
_REFUSALS = (
    (403, "Forbidden: bot was blocked by the user"),
    (403, "Forbidden: user is deactivated"),
    (400, "Bad Request: chat not found"),
    (400, "Bad Request: have no rights to send a message"),
    (400, "Bad Request: PEER_ID_INVALID"),
)
# Refusals of an edit or of marks, after which the message can still be sent in another way.
_DETOURS = (
    ("editMessageText", "Bad Request: message to edit not found"),
    ("editMessageText", "Bad Request: message can't be edited"),
    ("editMessageText", "Bad Request: MESSAGE_ID_INVALID"),
    ("editMessageText", "Bad Request: MESSAGE_TOO_LONG"),
    ("editMessageText", "Bad Request: message is not modified: specified new message content is exactly"),
    ("sendMessage", "Bad Request: can't parse entities: Can't find end of the entity starting at byte 4"),
    ("answerCallbackQuery", "Bad Request: query is too old and response timeout expired"),
    ("editMessageReplyMarkup", "Bad Request: message is not modified"),
)
# How often in 1 an update is held up, and all trouble ends before the next begins.
_DISORDER, _ENDS = 0.3, 0.5
# Tries to claim a group, and the seconds in which each step of one comes.
_CLAIMS, _PATIENCE = 5, 10.0
_GROUP, _SUPERGROUP, _GROUP_MEMBERS = -4001, -1004001, (2001, 2002)
_DESK, _MOVED_WITHIN = Desk(Level.LPSE_1, SURABAYA), timedelta(seconds=10)


@dataclass
class BadTelegram:
    """The troubles of a Telegram, each begun by a method, and what they bring about."""

    office: Office
    repeats: int = 0
    unreadable: int = 0
    troubles: tuple[Callable[[], None], ...] = field(init=False)

    def __post_init__(self) -> None:
        self.troubles = (
            self.storms,
            self.fails,
            self.cuts_before,
            self.cuts_after,
            self.dawdles,
            self.refuses_one,
            self.refuses_edits,
            self.repeats_updates,
            self.sends_unreadable,
            self.is_away,
        )

    def storms(self) -> None:
        """Ask to wait, for many calls in a row."""
        random = self.office.random
        self._misbehave(random.choice(_SENDING), 429, times=random.randint(1, 12), wait=random.randint(1, 3))

    def fails(self) -> None:
        """Answer with a fault of the server."""
        random = self.office.random
        self._misbehave(random.choice(_SENDING), random.choice((500, 502, 504)), times=random.randint(1, 8))

    def cuts_before(self) -> None:
        """Cut connections before the call is carried out."""
        self.office.box.misbehave(self._any(), "drop", times=self.office.random.randint(1, 4), before=True)

    def cuts_after(self) -> None:
        """Cut connections after the call was carried out, so that the bot can't know of it."""
        times = self.office.random.randint(1, 2)
        self.office.box.misbehave("sendMessage", "drop", times=times)
        self.repeats += times

    def dawdles(self) -> None:
        """Answer late, once in a while later than the bot waits."""
        delay = self.office.random.choice((0.5, 2.0, 5.0, 25.0))
        self.repeats += delay > 20
        self.office.box.misbehave(self._any(), None, times=1 if delay > 20 else 4, delay=delay)

    def refuses_one(self) -> None:
        """Refuse everything to one person."""
        code, words = self.office.random.choice(_REFUSALS)
        self.office.box.misbehave("sendMessage", code, times=2, chat_id=_UNREACHED, description=words)

    def refuses_edits(self) -> None:
        """Refuse an edit, or marks in a text."""
        method, words = self.office.random.choice(_DETOURS)
        self.office.box.misbehave(method, 400, times=1, description=words)
        # An edit that is sent anew instead may be of a message that was sent.
        self.repeats += method == "editMessageText"

    def repeats_updates(self) -> None:
        """Deliver updates again that were confirmed."""
        self.office.box.repeat_updates(self.office.random.randint(1, 5))

    def sends_unreadable(self) -> None:
        """Send an update that nobody can read, between those of a person."""
        person = self.office.random.choice(list(self.office.players))
        message = {"from": {"id": person}, "chat": {"id": person}, "text": "?", "date": []}
        self.office.box.world.updates.add("message", message)
        self.unreadable += 1

    def is_away(self) -> None:
        """Answer nothing that sends, for some seconds."""
        self.office.box.misbehave("sendMessage", "drop", times=40, before=True)
        self.office.box.misbehave("editMessageText", "drop", times=40, before=True)

    def _misbehave(self, method: str, error: int, *, times: int, wait: int = 1) -> None:
        self.office.box.misbehave(method, error, retry_after=wait, times=times)

    def _any(self) -> str:
        return self.office.random.choice(_SENDING)


async def _opens_group(office: Office) -> None:
    """Let the first desk have a staff group, in which its tickets are offered too.

    The member who claims it is at work, and may do something else in between: they try again then.
    """
    members = [user_id for user_id in _GROUP_MEMBERS if user_id in office.players]
    group, eyes = office.box.group(_GROUP, "Helpdesk Surabaya", members), Eyes(office.box, _GROUP)
    there, own = group.member(members[0]), office.box.user(members[0])

    def question() -> int | None:
        asked = (m for m in reversed(own.messages) if "Lanjutkan?" in m.get("text", ""))
        return next((m["message_id"] for m in asked if buttons_of(m)), None)

    for _ in range(_CLAIMS):
        await there.types("/grup")
        with suppress(TimeoutError, LookupError):
            await office.box.settled(lambda: question() is not None, _PATIENCE)
            await own.presses("Ya", message_id=question())
            await office.box.settled(
                lambda: any("menerima tiket untuk" in sight.text for sight in eyes.sights), _PATIENCE
            )
            office.groups[_GROUP] = (_DESK, datetime.now(UTC), eyes)
            return
    office.findings.append("nobody could claim the staff group")


def _moves_group(office: Office) -> None:
    """Make the group a supergroup with another number; what was offered before stays in the old chat."""
    office.box.group(_SUPERGROUP, "Helpdesk Surabaya", _GROUP_MEMBERS)
    office.move_chat(_GROUP, _SUPERGROUP)
    office.groups.pop(_GROUP, None)
    # A ticket that is being filed in this moment may still be offered in the old chat.
    since = datetime.now(UTC) + _MOVED_WITHIN
    office.groups[_SUPERGROUP] = (_DESK, since, Eyes(office.box, _SUPERGROUP))


async def telegram(office: Office, plan: Plan) -> Allowed:
    """Begin one trouble after the other, and end all of them now and then."""
    bad = BadTelegram(office)
    await _opens_group(office)
    office.disorder = _DISORDER
    end, blows = time.monotonic() + plan.minutes * 60, 0
    while time.monotonic() < end or blows < len(bad.troubles):
        trouble = bad.troubles[blows % len(bad.troubles)] if blows < len(bad.troubles) else None
        (trouble or office.random.choice(bad.troubles))()
        blows += 1
        await asyncio.sleep(office.random.uniform(0, plan.pause))
        await office.ensures_life()
        if office.random.random() < _ENDS:
            office.behave()
        if blows == len(bad.troubles):
            _moves_group(office)
    office.disorder = 0.0
    return Allowed(repeats=bad.repeats, unreached=frozenset({_UNREACHED}), unreadable=bad.unreadable)
