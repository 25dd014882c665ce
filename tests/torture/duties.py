"""Decide what a person of the office does next, from what the chat has told them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from random import Random

from bot.imports.sandbox_people import Player
from core.organisation.directorates import Directorate
from core.organisation.roles import Level
from core.tickets.actions import ACTIONS, action_label
from core.tickets.lifecycle import Action, EventType
from tests.torture import intents
from tests.torture.eyes import Eyes, Sight
from tests.torture.intents import Intent
from tests.torture.journal import Entry, Journal

NUMBER = re.compile(r"T[A-Z]{2}\d{10}")
# How often staff do each of these to a ticket that they hold.
_WORK = {Action.SOLVE: 45, Action.ASK_FEEDBACK: 25, Action.ESCALATE: 22, Action.HAND_BACK: 8}
_REJECTS, _CLOSES = 0.3, 0.02
_TEAMS = (Directorate.SPSE, Directorate.KATALOG)


class Duties:
    """The work of one person: tickets in hand, tickets to rate, and notices with buttons to answer."""

    def __init__(self, player: Player, journal: Journal, random: Random, most_open: int) -> None:
        self._player = player
        self._journal = journal
        self._random = random
        self._most_open = most_open
        self._in_hand: set[str] = set()
        self._own_open: set[str] = set()
        self._to_rate: list[str] = []
        self._tried: Counter[tuple[str, str, int]] = Counter()
        self._read = 0
        self._level = player.assignment.role.level

    def next(self, eyes: Eyes) -> tuple[Intent, Entry, Sight | None] | None:
        """Return what to do next and the message to begin at; None while nothing waits."""
        self._read_notices(eyes)
        for label, begin in self._answers():
            for sight in eyes.current:
                number = NUMBER.search(sight.text)
                if number is None or sight.button(label) is None or "Posisi tiket:" in sight.text:
                    continue
                attempt = (label, number.group(), sight.message_id)
                if self._tried[attempt] < 2:
                    self._tried[attempt] += 1
                    return (*begin(number.group()), sight)
        if self._to_rate:
            return (*self._rate(self._to_rate.pop()), None)
        if self._in_hand:
            return (*self._work(self._random.choice(sorted(self._in_hand))), None)
        if self._level is Level.REPORTER and len(self._own_open) < self._most_open:
            return (*self._file(), None)
        if self._own_open and self._random.random() < _CLOSES:
            return (*self._remark(Action.CLOSE, self._random.choice(sorted(self._own_open))), None)
        return None

    def learn(self, entry: Entry, told: Sight | None) -> None:
        """Note the end of an act; `told` says that it is done, None that it can't be."""
        number = entry.number
        if entry.kind is EventType.FILED and told and (found := NUMBER.search(told.text)):
            entry.number = found.group()
            self._own_open.add(entry.number)
        self._in_hand.discard(number)
        if entry.kind is EventType.TAKEN and told:
            self._in_hand.add(number)
        if entry.kind in {EventType.CONFIRMED, EventType.CLOSED}:
            self._own_open.discard(number)
            self._to_rate += [number] if told else []

    def _read_notices(self, eyes: Eyes) -> None:
        for sight in eyes.sights[self._read :]:
            number = NUMBER.search(sight.text)
            if number and ("memberi feedback." in sight.text or "kembali kepada Anda" in sight.text):
                self._in_hand.add(number.group())
        self._read = len(eyes.sights)

    def _answers(self) -> list[tuple[str, Callable[[str], tuple[Intent, Entry]]]]:
        """Return the labels of buttons under notices that are answered at once, with what answers them."""
        found: list[tuple[str, Callable[[str], tuple[Intent, Entry]]]] = [
            (action_label(Action.GIVE_FEEDBACK), lambda number: self._remark(Action.GIVE_FEEDBACK, number))
        ]
        if self._level is Level.REPORTER:
            found.append((action_label(Action.CONFIRM), self._judge))
        elif not self._in_hand:
            found.append((action_label(Action.TAKE), self._take))
        return found

    def _file(self) -> tuple[Intent, Entry]:
        entry = self._begin(EventType.FILED)
        return intents.file_ticket(entry.token), entry

    def _take(self, number: str) -> tuple[Intent, Entry]:
        return intents.take(number), self._begin(EventType.TAKEN, number, has_token=False)

    def _work(self, number: str) -> tuple[Intent, Entry]:
        [action] = self._random.choices(list(_WORK), weights=list(_WORK.values()))
        return self._remark(action, number, *self._choices(action))

    def _choices(self, action: Action) -> tuple[str, ...]:
        """Return the answers to whom or where to, the preferred one first."""
        assert self._level is not None
        if action is Action.ESCALATE and self._level is Level.TIM_TEKNIS:
            return tuple(d.label for d in _TEAMS if d is not self._player.assignment.directorate)
        if action is Action.ASK_FEEDBACK and self._level > Level.LPSE_1:
            below = Level(self._level - 1).label
            return (below, "Pelapor") if self._random.random() < 0.5 else ("Pelapor",)
        return ()

    def _judge(self, number: str) -> tuple[Intent, Entry]:
        if self._random.random() < _REJECTS:
            entry = self._begin(EventType.REJECTED, number)
            return intents.reject(number, entry.token), entry
        return intents.confirm(number), self._begin(EventType.CONFIRMED, number, has_token=False)

    def _rate(self, number: str) -> tuple[Intent, Entry]:
        entry = self._begin(EventType.RATING_ADDED, number)
        return intents.rate(number, entry.token, self._random.randint(1, 5)), entry

    def _remark(self, action: Action, number: str, *choices: str) -> tuple[Intent, Entry]:
        entry = self._begin(ACTIONS[action].event.type, number)
        return intents.remark(action, number, entry.token, choices), entry

    def _begin(self, kind: EventType, number: str = "", *, has_token: bool = True) -> Entry:
        return self._journal.begin(self._player.id, kind, number, has_token=has_token)
