"""List the parts of an attack, in their full and short forms, and say what came of one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from time import monotonic
from typing import TypeAlias

from tests.attack.addresses import attack_addresses
from tests.attack.codes import attack_codes
from tests.attack.engines import Engine, office_database
from tests.attack.floods import attack_floods
from tests.attack.kinds import attack_kinds
from tests.attack.player import Findings

# Faults that are printed in full.
_MOST = 40


@dataclass(frozen=True, slots=True)
class Size:
    """How much is tried: seconds and ways of forged addresses, answers at a step, examples, chats."""

    seconds: float
    ways: int | None = None
    answers: int | None = None
    examples: int = 3000
    guessers: int = 40
    rounds: int = 3
    strangers: int = 60


FULL = Size(seconds=540)
SHORT = Size(seconds=20, ways=160, answers=3, examples=60, guessers=17, rounds=1, strangers=8)

Part: TypeAlias = Callable[[str, int, Size], Awaitable[Findings]]


async def _addresses(url: str, seed: int, size: Size) -> Findings:
    return await attack_addresses(url, seed, size.seconds, size.ways, most_answers=size.answers)


async def _kinds(url: str, seed: int, size: Size) -> Findings:
    # Hypothesis runs what it draws without a loop, so this part has one of its own.
    return await asyncio.to_thread(attack_kinds, url, seed, size.examples)


async def _codes(url: str, seed: int, size: Size) -> Findings:
    return await attack_codes(url, seed, size.guessers, size.rounds)


async def _floods(url: str, _seed: int, size: Size) -> Findings:
    return await attack_floods(url, size.strangers)


PARTS: Mapping[str, Part] = {
    "addresses": _addresses,
    "kinds": _kinds,
    "codes": _codes,
    "floods": _floods,
}


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one part on one engine."""

    part: str
    engine: Engine
    seed: int
    seconds: float
    findings: Findings

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        found = self.findings
        outcome = f"{len(found.faults)} FOUND" if found.faults else "nothing found"
        yield f"{self.part} on {self.engine}, seed {self.seed}: {outcome} ({self.seconds:.0f} s)"
        yield f"  {found.ways} ways{f' of {found.of}' if found.of else ''}, {found.updates} updates"
        if found.events:
            yield "  " + ", ".join(f"{number} {kind}" for kind, number in sorted(found.events.items()))
        for fault, way in list(found.faults.items())[:_MOST]:
            yield f"  - {fault}"
            yield f"      {way}"
        if len(found.faults) > _MOST:
            yield f"  - and {len(found.faults) - _MOST} more"


async def attack(part: str, engine: Engine, seed: int, size: Size = FULL) -> Report:
    """Run a part on a new database; OSError where no server answers."""
    began = monotonic()
    async with office_database(engine) as url:
        findings = await PARTS[part](url, seed, size)
    return Report(part, engine, seed, monotonic() - began, findings)
