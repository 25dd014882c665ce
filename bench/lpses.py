"""Measure how well and how fast an LPSE is found by what people type, against plain fuzzy search."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process

from bench.stage import row
from core.input.csv_rows import csv_rows
from core.organisation.lpse import read_lpses
from storage.master_data.lpse_search import LpseIndex

ROOT = Path(__file__).parents[1]
# Wordings that the tables were made with, and others that they were not.
TUNED, HELD_OUT = "lpse_wordings_tuned.csv", "lpse_wordings_held_out.csv"
ROUNDS, WARM_UP = 5, 1
BUTTONS = 8

Find = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Wording:
    """Text that somebody typed, with the names of the LPSEs that may be meant."""

    typed: str
    right: tuple[str, ...]


def read_wordings_file(name: str) -> list[Wording]:
    """Return the wordings of a file of `tests/data`, where names stand without "LPSE" before them."""
    text = (ROOT / "tests" / "data" / name).read_text(encoding="utf-8")
    return [
        Wording(line["typed"], tuple(f"LPSE {right}" for right in line["right"].split("|")))
        for line in csv.DictReader(text.splitlines())
    ]


async def measure_lpses() -> str:
    """Measure our search and the rival in turn on each wording, in one run."""
    lpses = read_lpses(csv_rows((ROOT / "data" / "lpse.csv").read_text(encoding="utf-8").splitlines()))
    index, names = LpseIndex(lpses), [lpse.name for lpse in lpses]

    def ours(typed: str) -> Sequence[str]:
        return [lpse.name for lpse in index.find(typed, BUTTONS)]

    def rival(typed: str) -> Sequence[str]:
        return [name for name, *_ in process.extract(typed, names, scorer=fuzz.WRatio, limit=BUTTONS)]

    lines = ["| wordings | search | first | within three | nothing |", "|---|---|---|---|---|"]
    for file in (TUNED, HELD_OUT):
        wordings = read_wordings_file(file)
        lines += [_shares(f"{file} ({len(wordings)})", "ours", wordings, ours)]
        lines += [_shares(f"{file} ({len(wordings)})", "rapidfuzz, WRatio", wordings, rival)]
    lines += ["", "| search | median ms | p95 ms | x rapidfuzz |", "|---|---|---|---|"]
    times: dict[str, list[float]] = {"ours": [], "rival": []}
    for _ in range(WARM_UP + ROUNDS):
        for wording in read_wordings_file(HELD_OUT):
            times["rival"].append(_timed(rival, wording.typed))
            times["ours"].append(_timed(ours, wording.typed))
    skipped = WARM_UP * len(times["ours"]) // (WARM_UP + ROUNDS)
    baseline = times["rival"][skipped:]
    lines.append(row("rapidfuzz, WRatio over all names", baseline))
    lines.append(row("ours", times["ours"][skipped:], baseline))
    return "\n".join(lines) + "\n"


def _shares(name: str, search: str, wordings: Sequence[Wording], find: Find) -> str:
    found = [(set(w.right), find(w.typed)) for w in wordings]
    first = sum(bool(names) and names[0] in right for right, names in found)
    within = sum(bool(right & set(names[:3])) for right, names in found)
    nothing = sum(not names for _right, names in found)
    count = len(wordings)
    return f"| {name} | {search} | {first / count:.1%} | {within / count:.1%} | {nothing} |"


def _timed(find: Find, typed: str) -> float:
    start = time.perf_counter()
    find(typed)
    return time.perf_counter() - start
