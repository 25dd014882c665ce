"""Measure time and memory to start the bot, against the bare import of aiogram."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from asyncio.subprocess import DEVNULL, PIPE

RUNS = 3

READY = """
import asyncio, sys
from bot.process.long_lived import long_lived
with long_lived():
    from bot.app import Process
    from bot.process.settings import Settings
    from bot.wiring import create_app
async def main():
    app = await create_app(Settings(database_url=sys.argv[1]), "123456:bench")
    process = Process(app)
    await process.start()
    await process.stop()
asyncio.run(main())
"""
# The peak that a parent is told of a child includes its own at the fork, so the child reports its peak.
REPORT = """
import resource, re
usage = resource.getrusage(resource.RUSAGE_SELF)
peak = int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
print(usage.ru_utime + usage.ru_stime, peak / 1024)
"""
PROGRAMS = {
    "import aiogram": "import aiogram",
    "command line, settings and database only": "import bot.imports.accounts_cli",
    "the bot, ready for updates": READY,
}


async def measure_start() -> str:
    """Run each program in processes of its own; report the fastest run's times and memory."""
    lines = ["| what | wall s | CPU s | peak MiB |", "|---|---|---|---|"]
    with tempfile.TemporaryDirectory() as folder:
        for name, code in PROGRAMS.items():
            runs = [await _run(code, f"sqlite:///{folder}/start.sqlite3") for _ in range(RUNS)]
            wall, cpu, memory = min(runs)
            lines.append(f"| {name} | {wall:.2f} | {cpu:.2f} | {memory:.0f} |")
    return "\n".join(lines) + "\n"


async def _run(code: str, argument: str) -> tuple[float, float, float]:
    """Return wall seconds, processor seconds and peak MiB of one child process."""
    start = time.perf_counter()
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-W", "ignore", "-c", code + REPORT, argument, stdout=PIPE, stderr=DEVNULL
    )
    output, _nothing = await child.communicate()
    wall = time.perf_counter() - start
    assert child.returncode == 0, f"the measured process failed: {child.returncode}"
    cpu, memory = output.split()[-2:]
    return wall, float(cpu), float(memory)
