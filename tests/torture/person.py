"""Play one person of the office, who acts on what is seen in the chat and is neither patient nor exact."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from bot.imports.sandbox_people import Player
from sandbox import Sandbox
from tests.torture import intents
from tests.torture.duties import Duties
from tests.torture.eyes import Eyes, Sight
from tests.torture.intents import Intent, Reaction
from tests.torture.journal import Entry, Journal, Outcome

# Times that a person is left without an answer before giving an act up.
_SILENCES = 6
# Seconds without any answer after which somebody counts as stuck, several times over.
_LOOKS = 20.0


@dataclass(frozen=True, slots=True)
class Temper:
    """How people behave: seconds of patience and between acts, and how often in 1 they do what is unwise."""

    patience: float = 4.0
    pause: float = 0.3
    does_twice: float = 0.05
    types_start: float = 0.02
    most_open: int = 3


class Worker:
    """A person at work in their chat."""

    def __init__(
        self, box: Sandbox, player: Player, journal: Journal, random: Random, temper: Temper
    ) -> None:
        self.player = player
        self.eyes = Eyes(box, player.id, self._notes)
        self._user = box.user(player.id)
        self._journal = journal
        self._random = random
        self._temper = temper
        self._duties = Duties(player, journal, random, temper.most_open)

    async def live(self, is_over: Callable[[], bool]) -> None:
        """Do one thing after the other until it is over."""
        while not is_over():
            duty = self._duties.next(self.eyes)
            if duty is None:
                await self.eyes.watch(len(self.eyes.sights), 0.5)
                continue
            await self.pursue(*duty, is_over)
            await asyncio.sleep(self._random.uniform(0, self._temper.pause))

    async def finds_menu(self, tries: int = 4) -> bool:
        """Return whether "/start" leads to the menu, within so many tries."""
        return bool(await self._asks("/start", (intents.MENU,), tries))

    async def reads_card(self, number: str, tries: int = 4) -> str:
        """Return the text of a ticket's card as this person sees it; "" where none comes."""
        return await self._asks(number, (number, "Posisi tiket:"), tries)

    async def _asks(self, text: str, words: tuple[str, ...], tries: int) -> str:
        for _ in range(tries):
            seen = len(self.eyes.sights)
            await self._types(text)
            while await self.eyes.watch(seen, _LOOKS):
                sight = self.eyes.sights[seen]
                if sight.has(words):
                    return sight.text
                seen += 1
        return ""

    async def pursue(
        self,
        intent: Intent,
        entry: Entry,
        first: Sight | None = None,
        is_over: Callable[[], bool] = lambda: False,
    ) -> None:
        """Go on with an act until it is confirmed or refused, or until patience ends or the office closes.

        Whoever is asked again for words that they have sent does not know whether it is done. Sending them
        once more would be another act, so that this one ends there: each word is sent by one act alone.
        """
        began = seen = len(self.eyes.sights)
        last = intent.reaction([first]) if first else None
        if last is None:
            await self._types("/start")
        else:
            await self._reacts(entry, *last)
        for silences in range(_SILENCES):
            while found := await self._sees_what_to_do(intent, began, seen):
                if isinstance(found, Outcome):
                    self._ends(entry, intent, found, began)
                    return
                seen = len(self.eyes.sights)
                if entry.is_sent and entry.token and entry.token in found[1].text:
                    self._ends(entry, intent, Outcome.UNSURE, began)
                    return
                last = found
                if entry.token and entry.token in found[1].text:
                    intent = intent.resuming()
                await self._reacts(entry, *found)
            if is_over() and silences:
                break
            seen = len(self.eyes.sights)
            if last and last[1].press and silences in {0, 2}:
                self._journal.repeated_presses += 1
                await self._presses(*last)
            else:
                self._journal.starts_when_lost += 1
                await self._types("/start")
        self._ends(entry, intent, Outcome.UNSURE, began)

    async def _sees_what_to_do(
        self, intent: Intent, began: int, seen: int
    ) -> tuple[Sight, Reaction] | Outcome | None:
        """Return the next reaction, or the outcome; None where patience ends before either."""
        clock = asyncio.get_running_loop().time
        until = clock() + self._temper.patience * self._random.uniform(0.7, 1.3)
        while True:
            so_far = self.eyes.sights[began:]
            if intent.is_done(so_far):
                return Outcome.CONFIRMED
            if intent.is_over(so_far):
                return Outcome.REFUSED
            if found := intent.reaction(self.eyes.sights[seen:]):
                return found
            if not await self.eyes.watch(len(self.eyes.sights), until - clock()):
                return None

    async def _reacts(self, entry: Entry, sight: Sight, reaction: Reaction) -> None:
        """Do what a screen asks for; sometimes do it twice, or go back to the menu in the middle."""
        entry.is_sent = entry.is_sent or reaction.sends
        is_twice = self._random.random() < self._temper.does_twice
        if reaction.text:
            await self._types(reaction.text)
            if is_twice:
                await self._types(reaction.text)
            return
        await self._presses(sight, reaction)
        if is_twice:
            self._journal.repeated_presses += 1
            await self._presses(sight, reaction)
        if self._random.random() < self._temper.types_start and not reaction.sends:
            await self._types("/start")

    async def _types(self, text: str) -> None:
        self._journal.note(self.player.id, f"types {text!r}")
        await self._user.types(text)

    def _notes(self, sight: Sight) -> None:
        first = " | ".join(sight.text.split("\n")[:3])
        labels = [label for label, _ in sight.buttons]
        how = "gets" if sight.is_new else "sees changed"
        self._journal.note(self.player.id, f"{how} {sight.message_id}: {first!r} {labels}")

    async def _presses(self, sight: Sight, reaction: Reaction) -> None:
        data = sight.button(reaction.press)
        assert data is not None
        self._journal.presses += 1
        self._journal.note(self.player.id, f"presses {reaction.press!r} on {sight.message_id} ({data})")
        await self._user.presses(data=data, message_id=sight.message_id)

    def _ends(self, entry: Entry, intent: Intent, outcome: Outcome, began: int) -> None:
        sights = self.eyes.sights[began:]
        if outcome is Outcome.CONFIRMED and not entry.is_sent:
            # What is told late is about the act that was given up before this one.
            self._journal.confirm_earlier(entry)
            outcome = Outcome.UNSURE
        entry.outcome = outcome
        self._journal.note(self.player.id, f"ends {entry}")
        entry.apologies = sum(intents.APOLOGY in sight.text for sight in sights)
        if outcome is not Outcome.UNSURE:
            self._duties.learn(entry, intent.is_done(sights))
