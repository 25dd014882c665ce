"""Run the measurements and print them as Markdown tables: `python -m bench [NAME …]`."""

from __future__ import annotations

import asyncio
import platform
import sys

from bench.faq_offers import measure_offers
from bench.filing import measure_filing
from bench.flood import measure_flood
from bench.lists import measure_lists
from bench.lpses import measure_lpses
from bench.press import measure_press
from bench.start import measure_start
from bench.step import measure_step

MEASUREMENTS = {
    "step": measure_step,
    "press": measure_press,
    "filing": measure_filing,
    "flood": measure_flood,
    "start": measure_start,
    "lists": measure_lists,
    "lpses": measure_lpses,
    "offers": measure_offers,
}


async def main(names: list[str]) -> None:
    """Run the named measurements, or all; exit where one of the names is unknown."""
    if unknown := set(names) - set(MEASUREMENTS):
        raise SystemExit(f"unknown: {' '.join(sorted(unknown))}; there are {' '.join(MEASUREMENTS)}")
    print(f"Python {platform.python_version()}, {platform.machine()}\n")
    for name in names or list(MEASUREMENTS):
        print(f"## {name}\n")
        print(await MEASUREMENTS[name]())


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
