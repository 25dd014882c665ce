"""Count how many titles of tickets get their answer of the FAQ offered, and how many get one that is none."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.imports.shipped_data import load_faq, load_faq_wordings, load_known_errors

ROOT = Path(__file__).parents[1]
# Titles that the wordings were made with, and others that they were not.
TUNED, HELD_OUT = "faq_titles_tuned.csv", "faq_titles_held_out.csv"

FAQ, WORDINGS, ERRORS = load_faq(), load_faq_wordings(), load_known_errors()


@dataclass(frozen=True, slots=True)
class Title:
    """Title of a ticket, with the codes of the questions that answer it; none where nothing does."""

    text: str
    answers: frozenset[str]

    @property
    def offered(self) -> frozenset[str]:
        """Return the codes of what is offered while this title is filed."""
        error = ERRORS.recognise(self.text)
        known = [error.faq] if error and error.faq else []
        return frozenset([*known, *(one.code for one in WORDINGS.fitting(FAQ, self.text))])


@dataclass(frozen=True, slots=True)
class Offers:
    """Tell what a set of titles is offered: those that miss their answer, and those that get a false one."""

    answered: Sequence[Title]
    unanswered: Sequence[Title]

    @property
    def missed(self) -> list[str]:
        """Return the titles that have an answer and do not get it."""
        return [one.text for one in self.answered if not one.answers & one.offered]

    @property
    def false(self) -> list[str]:
        """Return the titles that have no answer and are offered one."""
        return [one.text for one in self.unanswered if one.offered]


def read_titles(name: str) -> Offers:
    """Return the titles of a file of `tests/data`."""
    text = (ROOT / "tests" / "data" / name).read_text(encoding="utf-8")
    titles = [
        Title(line["title"], frozenset(filter(None, line["answers"].split("|"))))
        for line in csv.DictReader(text.splitlines())
    ]
    return Offers([one for one in titles if one.answers], [one for one in titles if not one.answers])


async def measure_offers() -> str:
    """Count offers for the titles that the wordings were made with, and for those that they were not."""
    lines = ["| titles | get their answer | without an answer | get a false one |", "|---|---|---|---|"]
    for name in (TUNED, HELD_OUT):
        offers = read_titles(name)
        found = len(offers.answered) - len(offers.missed)
        lines.append(
            f"| {name} | {found} of {len(offers.answered)} ({found / len(offers.answered):.0%})"
            f" | {len(offers.unanswered)} | {len(offers.false)} |"
        )
    return "\n".join(lines) + "\n"
