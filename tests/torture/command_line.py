"""Let people work while everything breaks, as the shell asks for it."""

from __future__ import annotations

import argparse
import asyncio
import logging
import shutil
import signal
import tempfile
from collections.abc import Sequence
from pathlib import Path

import structlog

from tests.torture.campaigns.absence import day_away, three_days_away
from tests.torture.campaigns.day import day
from tests.torture.campaigns.kills import kills
from tests.torture.campaigns.machine import machine
from tests.torture.campaigns.mail import mail
from tests.torture.campaigns.plan import Plan, Trouble, calm, carry_out
from tests.torture.campaigns.telegram import telegram
from tests.torture.engines import Engine, is_there

TROUBLES: dict[str, Trouble] = {
    "calm": calm,
    "kills": kills,
    "telegram": telegram,
    "day-away": day_away,
    "three-days-away": three_days_away,
    "mail": mail,
    "machine": machine,
    "day": day,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the campaigns that are asked for; return 1 where a promise was broken."""
    asked = _read(arguments)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    # Asked to end, everything is cleared away first, as at Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    broken = 0
    for engine in asked.engine or list(Engine):
        if not asyncio.run(is_there(Engine(engine))):
            print(f"{engine}: no server can be used; see TEST_POSTGRES_URL in CONTRIBUTING.md", flush=True)
            broken += engine in (asked.engine or ())
            continue
        for name in asked.campaign or list(TROUBLES):
            folder = Path(tempfile.mkdtemp(prefix="torture-"))
            plan = Plan(Engine(engine), folder, asked.seed, asked.kills, asked.minutes)
            try:
                report = asyncio.run(carry_out(name, plan, TROUBLES[name]))
                is_kept, said = report.is_kept, str(report)
                (folder / "diary").write_text("\n".join(report.office.journal.diary), "utf-8")
            except TimeoutError as failure:
                is_kept, said = False, f"{name} on {engine}, seed {asked.seed}: BROKEN, {failure}"
            print(said, flush=True)
            broken += not is_kept
            if asked.keep or not is_kept:
                print(f"  log and diary: {folder}", flush=True)
            else:
                shutil.rmtree(folder)
    return int(broken > 0)


def _read(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--engine", action="append", choices=[e.value for e in Engine], help="default: both")
    parser.add_argument("--campaign", action="append", choices=list(TROUBLES), help="default: all")
    parser.add_argument("--seed", type=int, default=1, help="of all random choices (default: %(default)s)")
    parser.add_argument("--kills", type=int, default=500, help="kills at least (default: %(default)s)")
    parser.add_argument("--minutes", type=float, default=5.0, help="minutes at least (default: %(default)s)")
    parser.add_argument("--keep", action="store_true", help="keep logs and databases in any case")
    return parser.parse_args(arguments)
