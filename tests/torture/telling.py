"""Compare what was to be told with the messages in chats and the letters that came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from core.tickets.actions import EVENTS
from core.tickets.letters import LETTERS
from tests.torture.duties import NUMBER
from tests.torture.evidence import Evidence, Told
from tests.torture.intents import fixed_words
from tests.torture.replay import ALERT, ALERTS, Due, Life

_SAVED = "berhasil disimpan!"
# Beginnings of the first lines of all notices, up to the name or desk in them.
_NOTICES = tuple(
    {
        part
        for sentence in (
            *(notice.sentence for event in EVENTS.values() for notice in event.notices),
            *(letter.sentence for letter in LETTERS.values()),
        )
        for part in fixed_words(sentence)
        if len(part) > 5
    }
)


# Signs before the words of a line.
_SIGNS = "🔔✅🔴🟠🟡🟢 \r\n"
AlertKey: TypeAlias = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Message:
    """A message about a ticket's event, as it can be told from its text."""

    person: int
    number: str
    sentence: str
    text: str

    def tells(self, due: Due) -> bool:
        """Return whether this tells what was due."""
        is_it = self.person == due.person and self.number == due.number and self.sentence in due.sentences
        return is_it and (not due.remark or due.remark in self.text)


@dataclass(frozen=True, slots=True)
class Repeat:
    """Name what came more often than it was due: the account of its reader, and its first line."""

    person: int
    sentence: str
    is_letter: bool = False

    def __str__(self) -> str:
        return f"{self.sentence!r} to {self.person}{' by letter' if self.is_letter else ''}"


def messages_missing(evidence: Evidence, lives: Sequence[Life]) -> Iterator[str]:
    """Yield what somebody was to be told in chat and was not."""
    found, unreached = _by_number(_messages(evidence, evidence.messages)), _unreached(evidence)
    for life in lives:
        # A ticket taken at once needs no alert; those of waiting ones are looked at by their buttons.
        due = [one for one in life.due if not one.is_alert and one.person not in unreached]
        yield from _missing(due, found.get(life.ticket.number, []), "")


def letters_missing(evidence: Evidence, lives: Sequence[Life]) -> Iterator[str]:
    """Yield letters that did not come."""
    found, unreached = _by_number(_messages(evidence, evidence.letters)), _unreached(evidence)
    for life in lives:
        letters = [one for one in life.letters if one.person not in unreached]
        yield from _missing(letters, found.get(life.ticket.number, []), " by letter")


def messages_repeated(evidence: Evidence, lives: Sequence[Life]) -> Counter[Repeat]:
    """Return how often messages and letters came more often than they were due."""
    repeated: Counter[Repeat] = Counter()
    for sent, is_letter in ((evidence.messages, False), (evidence.letters, True)):
        found = _by_number(_messages(evidence, sent))
        for life in lives:
            due = life.letters if is_letter else life.due
            for key, times in Counter(found.get(life.ticket.number, [])).items():
                extra = times - sum(key.tells(d) for d in due)
                if extra > 0:
                    repeated[Repeat(key.person, key.sentence, is_letter)] += extra
    saved = Counter(
        (evidence.people[told.person].id, told.text.split("\n")[0])
        for told in evidence.messages
        if _SAVED in told.text
    )
    for (person, line), times in saved.items():
        if times > 1:
            repeated[Repeat(person, line)] += times - 1
    return repeated


def alerts(evidence: Evidence, lives: Sequence[Life]) -> tuple[Counter[AlertKey], Counter[AlertKey]]:
    """Return how many alerts came and how many were due, by account and number."""
    sent = _messages(evidence, evidence.messages)
    came = Counter((message.person, message.number) for message in sent if message.sentence == ALERT)
    due = Counter((one.person, one.number) for life in lives for one in life.due if one.is_alert)
    return came, due


def messages_overtaken(evidence: Evidence, lives: Sequence[Life]) -> Iterator[str]:
    """Yield messages about a ticket that came to somebody after those about later events of it."""
    found = _by_number(_messages(evidence, evidence.messages))
    for life in lives:
        sent = found.get(life.ticket.number, [])
        last: dict[int, int] = {}
        # Only what repeats a remark can be told apart from what was said before.
        for due in (one for one in life.due if one.remark):
            came = next((place for place, message in enumerate(sent) if message.tells(due)), None)
            if came is not None and came < last.get(due.person, 0):
                yield f"{due.person} was told of {due.number} too late: {due.remark[-12:]}"
            last[due.person] = max(came or 0, last.get(due.person, 0))


def messages_unfounded(evidence: Evidence, lives: Sequence[Life]) -> Iterator[str]:
    """Yield messages about events that are not in the history of any ticket."""
    by_number = {life.ticket.number: life for life in lives}
    for message in {*_messages(evidence, evidence.messages), *_messages(evidence, evidence.letters)}:
        life = by_number.get(message.number)
        told = [*life.due, *life.letters] if life else []
        is_founded = any(
            message.sentence in due.sentences and (not due.remark or due.remark in message.text)
            for due in told
        )
        if not is_founded:
            yield f"{message.person} was told of {message.number}: {message.sentence!r}"


def _unreached(evidence: Evidence) -> set[int]:
    """Return the accounts of people who need not be told."""
    return {evidence.people[chat].id for chat in evidence.allowed.unreached}


def _missing(due: Iterable[Due], found: Sequence[Message], how: str) -> Iterator[str]:
    """Yield what is due more often than it was told."""
    for one, times in Counter(due).items():
        told = sum(message.tells(one) for message in found)
        if told < times:
            words = " or ".join(sorted(one.sentences))
            what = f"{one.number} {words} {one.remark[-12:]}"
            yield f"{one.person} was told {told} times of {times}{how}: {what}"


def _by_number(found: Iterable[Message]) -> dict[str, list[Message]]:
    grouped: dict[str, list[Message]] = {}
    for message in found:
        grouped.setdefault(message.number, []).append(message)
    return grouped


def _messages(evidence: Evidence, sent: Iterable[Told]) -> Iterator[Message]:
    """Yield the messages that are notices about events, with the account of their reader."""
    for told in sent:
        # A letter ends its lines as mail does, also those of a remark.
        text = told.text.replace("\r\n", "\n")
        # Above the sentence of an alert may stand how urgent it is.
        lines = [line.strip(_SIGNS) for line in text.strip().split("\n")[:3]]
        alert = ALERT if any(line.startswith(ALERTS) for line in lines) else ""
        sentence = alert or lines[0]
        number = NUMBER.search(text)
        if number and (alert or any(part in sentence for part in _NOTICES)):
            yield Message(evidence.people[told.person].id, number.group(), sentence, text)
