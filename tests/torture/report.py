"""Sum up a campaign in a few lines, and say whether the promise was kept."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from core.tickets.lifecycle import Status
from tests.torture.comparison import Comparison, compare
from tests.torture.evidence import Evidence
from tests.torture.journal import Outcome
from tests.torture.office import Office
from tests.torture.violations import Fault

# Violations that are printed in full.
_MOST = 20


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one campaign."""

    campaign: str
    engine: str
    seed: int
    seconds: float
    office: Office
    evidence: Evidence
    comparison: Comparison

    @property
    def is_kept(self) -> bool:
        """Return whether nothing was lost, doubled or left undone."""
        return not self.comparison.violations

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        journal, found = self.office.journal, self.comparison
        statuses = Counter(stored.ticket.status for stored in self.evidence.tickets)
        rows = sum(len(stored.history) for stored in self.evidence.tickets)
        kept = "kept" if self.is_kept else "BROKEN"
        yield f"{self.campaign} on {self.engine}, seed {self.seed}: {kept} ({self.seconds:.0f} s)"
        yield (
            f"  {self.office.kills} kills, {len(self.evidence.tickets)} tickets"
            f" ({statuses[Status.CLOSED]} closed), {rows} events, {journal.presses} presses"
            f" ({journal.repeated_presses} again), {journal.starts_when_lost} times lost"
        )
        yield (
            f"  {len(journal.entries)} acts: {journal.count(Outcome.CONFIRMED)} confirmed,"
            f" {journal.count(Outcome.REFUSED)} refused, {journal.count(Outcome.UNSURE)} unsure,"
            f" {sum(entry.apologies for entry in journal.entries)} apologies"
        )
        repeats = f"{found.repeated} messages twice"
        if self.office.kills:
            repeats += f" ({found.repeated / self.office.kills:.2f} a kill)"
        yield (
            f"  lost {found.count(Fault.LOST)}, doubled {found.count(Fault.DOUBLED)},"
            f" mixed up {found.count(Fault.MIXED_UP, Fault.INVENTED, Fault.DISAGREES)},"
            f" untold {found.count(Fault.UNTOLD)}, stuck {len(self.evidence.stuck)}, {repeats}"
        )
        if self.office.ended:
            codes = ", ".join(map(str, self.office.ended))
            yield f"  {len(self.office.ended)} processes ended by themselves: {codes}"
        yield from (f"  {note}" for note in self.office.notes)
        yield from (f"  - {violation}" for violation in found.violations[:_MOST])
        if len(found.violations) > _MOST:
            yield f"  - and {len(found.violations) - _MOST} more"


def judge(campaign: str, seed: int, began: float, office: Office, evidence: Evidence) -> Report:
    """Compare the evidence, and return the report; `began` is when, by `time.monotonic()`."""
    seconds = time.monotonic() - began
    return Report(campaign, office.engine.value, seed, seconds, office, evidence, compare(evidence))
