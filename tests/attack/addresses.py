"""Press every forged address as everybody, and answer every later step with what was not offered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from random import Random
from time import monotonic

import structlog
from sqlalchemy import delete, select, update
from structlog.testing import LogCapture

from conversations.flows import CONVERSATIONS
from storage.schema import tables as t
from storage.unit import SqlUnitOfWork
from tests.attack.forgeries import ANSWERS, Texts, addresses, commands
from tests.attack.held_database import held
from tests.attack.player import Findings, Moment, Player
from tests.storage.office.accounts import STRANGER

# Steps from the first press; no conversation is longer.
DEEPEST = 14
# Of all ways, each person presses these shares in a group and types them as text.
IN_GROUP = 0.03
GROUP = -1_001_234_567_890


class Campaign:
    """Goes every way that begins with an address or a command, and undoes it again."""

    def __init__(
        self,
        player: Player,
        random: Random,
        until: float,
        most_answers: int | None = None,
        until_found: str | None = None,
    ) -> None:
        """Give at each step no more than `most_answers`, where that is set; `until` is by `monotonic()`."""
        self._player = player
        self._most_answers = most_answers
        self._until_found = until_found
        self._random = random
        self._until = until
        self._office = Moment(0, {})
        # What the screens of each step offered to anybody, to be forged by everybody.
        self._offered: dict[tuple[str, str], set[str]] = defaultdict(set)
        # Steps that each person has answered, in conversations about each ticket or about none.
        self._seen: dict[tuple[int, str, int | None], set[str]] = defaultdict(set)

    @property
    def is_over(self) -> bool:
        words = self._until_found
        is_found = words is not None and any(words in fault for fault in self._player.findings.faults)
        return is_found or monotonic() >= self._until

    async def run(self, sample: int | None = None, begins: str = "") -> None:
        """Go all ways of all people, or so many of those that begin so; stop early when time is over."""
        self._office = Moment(0, await self._player.database.records())
        ways = [way for way in self._ways() if way[2].startswith(begins)]
        self._player.findings.of = len(ways)
        self._random.shuffle(ways)
        for chat_id, kind, said in ways[:sample]:
            if self.is_over:
                return
            self._player.findings.ways += 1
            await self._go(chat_id, kind, said)

    def _ways(self) -> Iterator[tuple[int, str, str]]:
        rows = self._office.rows
        pressed, said = list(addresses(rows)), list(commands(rows))
        for chat_id in sorted({STRANGER, *(key[0] for key in rows["chats"] if key[0] > 0)}):
            for data in pressed:
                yield chat_id, "press", data
                if self._random.random() < IN_GROUP:
                    yield chat_id, "group", data
            for text in said:
                yield chat_id, "say", text

    async def _go(self, chat_id: int, kind: str, said: str) -> None:
        start = Moment(chat_id, self._office.rows)
        async with self._player.database.undone():
            if kind == "say":
                opened = await self._player.say(start, said)
            else:
                opened = await self._player.press(start, said, GROUP if kind == "group" else None)
            if opened.step is not None and opened.step != start.step:
                await self._go_on_where_new(opened)
        await self._player.database.records(self._office.rows)

    async def _go_on_where_new(self, moment: Moment) -> None:
        """Answer the step that is reached, unless this person has answered it in the same conversation."""
        state = moment.chat.get("conversation")
        if state is None or len(moment.way) >= DEEPEST:
            return
        is_about_ticket = CONVERSATIONS[state["talk"]].about_ticket
        seen = self._seen[moment.chat_id, state["talk"], state["subject"] if is_about_ticket else None]
        if state["step"] not in seen:
            seen.add(state["step"])
            await self._go_on(moment)

    async def _go_on(self, moment: Moment) -> None:
        """Give every answer at this step; follow the first that leads to each step not yet seen."""
        await self._loses_rights(moment)
        for kind, said in self._answers(moment):
            if self.is_over:
                return
            async with self._player.database.undone():
                after = await self._answer(moment, kind, said)
                await self._go_on_where_new(after)
            await self._player.database.records(moment.rows)

    async def _loses_rights(self, moment: Moment) -> None:
        """Press what the screen offers after the roles are gone, or somebody else holds the ticket."""
        person_id = moment.chat.get("person_id")
        state = moment.chat["conversation"]
        if person_id is None or state["subject"] is None:
            return

        def demote(unit: SqlUnitOfWork) -> None:
            for table in (t.assignments, t.watchers):
                unit.connection.execute(delete(table).where(table.c.person_id == person_id))

        def move(unit: SqlUnitOfWork) -> None:
            holder = select(t.people.c.id).where(t.people.c.id != person_id).limit(1).scalar_subquery()
            ticket = update(t.tickets).where(t.tickets.c.id == state["subject"])
            unit.connection.execute(ticket.values(holder_id=holder, reporter_id=holder, desk_key="5:katalog"))

        for change in (demote, move):
            async with self._player.database.undone():
                await self._player.database.units.run(change)
                rows = await self._player.database.records(moment.rows)
                changed = Moment(moment.chat_id, rows, (*moment.way, f"[{change.__name__}]"))
                for kind, said in self._own_answers(changed):
                    async with self._player.database.undone():
                        await self._answer(changed, kind, said)
                    await self._player.database.records(rows)
            await self._player.database.records(moment.rows)

    def _own_answers(self, moment: Moment) -> Sequence[tuple[str, str]]:
        own = [("press", data) for data in moment.buttons() if data.startswith("t:")]
        return [*own, ("say", Texts(self._office.rows).all[0])]

    def _answers(self, moment: Moment) -> Sequence[tuple[str, str]]:
        """Return the buttons of the screen, what others were offered, what nobody was, texts and a file."""
        assert moment.step is not None
        revision = moment.chat["revision"]
        offered = self._own_answers(moment)[:-1]
        at_step = self._offered[moment.step]
        at_step |= {data.split(":", 2)[2] for _, data in offered}
        forged = [f"t:{revision}:{says}" for says in dict.fromkeys([*sorted(at_step), *ANSWERS])]
        pressed = dict.fromkeys([*offered, *(("press", data) for data in forged)])
        texts = [("say", text) for text in Texts(self._office.rows).all]
        answers = [*texts, *pressed, ("file", "bukti.pdf")]
        if self._most_answers is None or len(answers) <= self._most_answers:
            return answers
        return [*texts[:1], *offered[:3], *self._random.sample(answers, self._most_answers)]

    async def _answer(self, moment: Moment, kind: str, said: str) -> Moment:
        if kind == "file":
            return await self._player.attach(moment, said)
        return await (self._player.say if kind == "say" else self._player.press)(moment, said)


@asynccontextmanager
async def marked_player(url: str, findings: Findings) -> AsyncIterator[Player]:
    """Yield a player in the marked office, which this database has."""
    log = LogCapture()
    structlog.configure(processors=[log])
    try:
        async with held(url) as database:
            yield Player(database, findings, log)
    finally:
        structlog.reset_defaults()


async def attack_addresses(
    url: str,
    seed: int,
    seconds: float,
    sample: int | None = None,
    begins: str = "",
    most_answers: int | None = None,
    until_found: str | None = None,
) -> Findings:
    """Return what was found within so many seconds on the ways that begin so, or on a sample of them.

    With `until_found`, stop at the first fault that has these words.
    """
    findings = Findings()
    async with marked_player(url, findings) as player:
        campaign = Campaign(player, Random(seed), monotonic() + seconds, most_answers, until_found)
        await campaign.run(sample, begins)
    return findings
