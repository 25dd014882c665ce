"""Measure filing a ticket at a desk of 60 people against a desk of 2, and telling them after the commit."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from bench.stage import create_bench_app, last_texts, row, text_update
from bot.app import App
from bot.imports.sandbox_people import CAST
from bot.process.system_clock import now
from bot.process.threads import run_in_thread
from core.organisation.roles import Role
from core.people.people import Assignment, Person
from storage.unit import SqlUnitOfWork

ROUNDS, WARM_UP = 30, 5
DESKS = (2, 60)
# The LPSE whose first level has two people in the sandbox.
SURABAYA = 10
ANSWERS = (
    "/buat",
    "Tidak bisa unggah penawaran",
    "SPSE",
    "4.5",
    "Upload Dokumen Penawaran",
    "Unggah gagal / timeout",
    "Lewati",
    "Unggah berhenti di 80 persen lalu muncul pesan timeout.",
    "Lanjut",
    "Kirim Tiket",
)
LAST = "Ya"


async def measure_filing() -> str:
    """Measure the last answer of a filing, to its commit, at both desks in turn."""
    filed: dict[int, list[float]] = {desk: [] for desk in DESKS}
    told: dict[int, list[float]] = {desk: [] for desk in DESKS}
    with tempfile.TemporaryDirectory() as folder:
        apps = {desk: await _app_with_desk(Path(folder) / str(desk), desk) for desk in DESKS}
        for _ in range(WARM_UP + ROUNDS):
            for desk, app in apps.items():
                for answer in ANSWERS:
                    await _process(app, answer)
                    # As if the screen were there: what comes before it would continue the last answer.
                    await app.units.run(lambda unit: unit.outbox.drop_for(CAST[0].id))
                start = time.perf_counter()
                await _process(app, LAST)
                filed[desk].append(time.perf_counter() - start)
                start = time.perf_counter()
                while await app.leading.fan_out.tell_portions():
                    pass
                told[desk].append(time.perf_counter() - start)
        for desk, app in apps.items():
            alerts = [text for text in await last_texts(app) if "menunggu diambil" in text]
            assert alerts, f"nobody at the desk of {desk} was told"
            await app.units.close()
            await app.telegram.close()
    small, large = DESKS
    lines = ["| what | median ms | p95 ms | x desk of 2 |", "|---|---|---|---|"]
    lines += [
        row(f"{what} a desk of {desk}", times[desk][WARM_UP:], times[small][WARM_UP:])
        for what, times in (("filed at", filed), ("told to", told))
        for desk in (small, large)
    ]
    return "\n".join(lines) + "\n"


async def _app_with_desk(folder: Path, people: int) -> App:
    """Return a bot whose first desk in Surabaya has so many people."""
    await run_in_thread(folder.mkdir)
    app = await create_bench_app(str(folder))

    def hire(unit: SqlUnitOfWork) -> None:
        for n in range(people - DESKS[0]):
            roles = (Assignment(Role.HELPDESK_LPSE, SURABAYA),)
            colleague = unit.people.add(
                Person(0, f"Rekan {n}", f"rekan{n}@contoh.go.id", assignments=roles), now()
            )
            unit.links.link(50_000 + n, colleague.id, now())

    await app.units.run(hire)
    return app


async def _process(app: App, text: str) -> None:
    await app.intake.take([text_update(CAST[0].id, text)])
    await app.lanes.idle()
