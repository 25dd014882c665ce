"""Time and memory to start: the bot, ready for updates, against the bare import of aiogram."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from asyncio.subprocess import DEVNULL, PIPE

RUNS = 3

READY = """
import asyncio, sys
from bot.settings import Settings
from bot.wiring import create_app, Process
async def main():
    app = await create_app(Settings(database_url=sys.argv[1]), "123456:bench")
    process = Process(app)
    await process.start()
    await process.stop()
asyncio.run(main())
"""
# A child's peak as its parent sees it includes what the parent was before; so the child says it itself.
REPORT = """
import resource, re
usage = resource.getrusage(resource.RUSAGE_SELF)
peak = int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
print(usage.ru_utime + usage.ru_stime, peak / 1024)
"""
RIVALS = {
    "import aiogram": "import aiogram",
    "command line, settings and database only": "import bot.accounts",
    "the bot, ready for updates": READY,
}


async def measure_start() -> str:
    """Each in processes of its own; the fastest wall time, with the memory that it left behind."""
    lines = ["| what | wall s | CPU s | peak MiB |", "|---|---|---|---|"]
    with tempfile.TemporaryDirectory() as folder:
        for name, code in RIVALS.items():
            runs = [await _run(code, f"sqlite:///{folder}/start.sqlite3") for _ in range(RUNS)]
            wall, cpu, memory = min(runs)
            lines.append(f"| {name} | {wall:.2f} | {cpu:.2f} | {memory:.0f} |")
    return "\n".join(lines) + "\n"


async def _run(code: str, argument: str) -> tuple[float, float, float]:
    """Wall seconds, processor seconds and peak MiB of one child."""
    start = time.perf_counter()
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-W", "ignore", "-c", code + REPORT, argument, stdout=PIPE, stderr=DEVNULL
    )
    said, _nothing = await child.communicate()
    wall = time.perf_counter() - start
    assert child.returncode == 0, f"the measured process failed: {child.returncode}"
    cpu, memory = said.split()[-2:]
    return wall, float(cpu), float(memory)
