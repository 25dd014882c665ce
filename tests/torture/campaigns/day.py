"""Let a day and a weekend pass within minutes, and look whether anything grows that is not a ticket."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

from sqlalchemy import func, select

from storage.retention import RETENTION
from storage.schema import tables
from storage.unit import SqlUnitOfWork
from storage.units import open_units
from tests.torture.campaigns.plan import Plan
from tests.torture.evidence import Allowed, quiet
from tests.torture.office import Office

_HOURS, _WEEKEND = 24, 3 * 24 * 3600.0
# Tables in which every ticket has its rows.
_OF_TICKETS = {
    "tickets",
    "history",
    "attachments",
    "copies",
    "parties",
    "watchers",
    "counters",
    "search_words",
}
# Those whose rows are all kept for longer than this takes: half a day brings them no more for each event of a
# ticket than the half before, but for this factor. All others stay as large as people and tickets make them.
_LONG_KEPT = {rule.moment.table.name for rule in RETENTION} - {
    rule.moment.table.name for rule in RETENTION if rule.kept_for <= timedelta(hours=_HOURS, seconds=_WEEKEND)
}
_MORE = 1.5
_FOR_EACH = 6
# Seconds in which a new process has cleared up, and bytes by which a process may grow in half a day.
_SWEPT_WITHIN, _MORE_MEMORY = 60.0, 24 * 1024 * 1024


async def day(office: Office, plan: Plan) -> Allowed:
    """Let 24 hours pass, then three days without work; note what has grown."""
    sizes = [await table_sizes(office)]
    memory = [_memory(office)]
    for hour in range(1, _HOURS + 1):
        await asyncio.sleep(max(3.0, plan.minutes * 60 / _HOURS))
        office.lets_pass(3600.0)
        await office.ensures_life()
        if hour in {_HOURS // 2, _HOURS}:
            sizes.append(await table_sizes(office))
            memory.append(_memory(office))
    await office.ends_work()
    await quiet(office, plan.patience)
    office.lets_pass(_WEEKEND)
    for process in office.living:
        await process.kill()
        office.kills += 1
    await office.ensures_life()
    office.findings += await _still_there(office, sizes[0])
    office.findings += faster_than_events(sizes, len(office.people))
    office.notes += [
        f"rows at the start, at noon and at the end: {_listed(sizes)}",
        f"memory of a process: {', '.join(f'{bytes_ / 1e6:.0f} MB' for bytes_ in memory)}",
    ]
    if memory[2] - memory[1] > _MORE_MEMORY:
        office.findings.append(f"a process grew by {(memory[2] - memory[1]) / 1e6:.0f} MB in half a day")
    return Allowed(repeats=office.kills)


async def table_sizes(office: Office) -> dict[str, int]:
    """Return the number of rows of each table."""

    def count(unit: SqlUnitOfWork) -> dict[str, int]:
        return {
            name: int(unit.connection.scalar(select(func.count()).select_from(table)) or 0)
            for name, table in tables.metadata.tables.items()
        }

    units = open_units(office.url)
    try:
        return await units.read(count)
    finally:
        await units.close()


async def _still_there(office: Office, start: Mapping[str, int]) -> list[str]:
    """Return the tables that have more rows than people and tickets explain, after all sweeps."""
    until = asyncio.get_running_loop().time() + _SWEPT_WITHIN
    while True:
        now = await table_sizes(office)
        most = _FOR_EACH * len(office.people) + now["tickets"]
        grown = {n: (start[n], now[n]) for n in now if now[n] - start[n] > most}
        grown = {name: sizes for name, sizes in grown.items() if name not in _OF_TICKETS | _LONG_KEPT}
        if not grown or asyncio.get_running_loop().time() > until:
            return [f"{name} grew from {was} to {is_} rows" for name, (was, is_) in grown.items()]
        await asyncio.sleep(2.0)


def faster_than_events(sizes: list[dict[str, int]], people: int) -> list[str]:
    """Return the tables that got more rows for each event of a ticket in the second half of the day."""
    start, noon, end = sizes
    first, second = (
        {name: later[name] - earlier[name] for name in later} for earlier, later in pairwise(sizes)
    )
    most = {name: first[name] / max(1, first["history"]) * second["history"] for name in sorted(_LONG_KEPT)}
    return [
        f"{name} grew from {start[name]} to {noon[name]} rows and then to {end[name]}"
        for name, expected in most.items()
        if second[name] > _MORE * expected + _FOR_EACH * people
    ]


def _listed(sizes: list[dict[str, int]]) -> str:
    changed = [name for name in sizes[0] if len({size[name] for size in sizes}) > 1]
    return "; ".join(f"{name} {', '.join(str(size[name]) for size in sizes)}" for name in sorted(changed))


def _memory(office: Office) -> int:
    """Return the largest resident memory of a process, in bytes; 0 where the system does not tell."""
    found = [0]
    for process in office.living:
        status = Path(f"/proc/{process.pid}/status")
        if status.exists():
            lines = status.read_text().splitlines()
            found += [int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS:")]
    return max(found)
