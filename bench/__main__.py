"""Runs the measurements and prints them as Markdown tables: `python -m bench [NAME …]`."""

from __future__ import annotations

import asyncio
import platform
import sys

from bench.lists import measure_lists
from bench.press import measure_press
from bench.start import measure_start
from bench.step import measure_step

MEASUREMENTS = {
    "step": measure_step,
    "press": measure_press,
    "start": measure_start,
    "lists": measure_lists,
}


async def main(names: list[str]) -> None:
    """The named measurements, or all."""
    print(f"Python {platform.python_version()}, {platform.machine()}\n")
    for name in names or list(MEASUREMENTS):
        print(f"## {name}\n")
        print(await MEASUREMENTS[name]())


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
