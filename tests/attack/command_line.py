"""Attack the bot as the shell asks for it."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Sequence

from tests.attack.engines import Engine, is_there
from tests.attack.parts import FULL, PARTS, SHORT, attack


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the parts that are asked for; return 1 where anything was found, or an engine is not there."""
    asked = _read(arguments)
    size = SHORT if asked.short else FULL
    found = 0
    for engine in map(Engine, asked.engine or list(Engine)):
        if not asyncio.run(is_there(engine)):
            print(f"{engine}: no server can be used; see TEST_POSTGRES_URL in CONTRIBUTING.md", flush=True)
            found += engine in (asked.engine or ())
            continue
        for part in asked.part or list(PARTS):
            report = asyncio.run(attack(part, engine, asked.seed, size))
            print(report, flush=True)
            found += len(report.findings.faults)
    return int(found > 0)


def _read(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.attack", description=__doc__)
    parser.add_argument("--engine", action="append", choices=[e.value for e in Engine], help="default: both")
    parser.add_argument("--part", action="append", choices=list(PARTS), help="default: all")
    parser.add_argument("--seed", type=int, default=1, help="of all random choices (default: %(default)s)")
    parser.add_argument("--short", action="store_true", help="the few seconds of `make test`")
    return parser.parse_args(arguments)
