"""Find names in the environment and in `.env` that look like a setting, and are none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rapidfuzz.distance import OSA

# Letters that may be wrong, missing, added or swapped; in a short name a single one.
MOST_FAULTS, SHORT = 2, 8


def misspelt(names: Iterable[str], settings: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each name that is no setting but nearly one, in capitals, with the setting that is nearest."""
    known = {setting.upper() for setting in settings}
    for name in sorted({name.upper() for name in names} - known):
        distance, nearest = min((OSA.distance(name, setting), setting) for setting in known)
        if distance <= (1 if min(len(name), len(nearest)) <= SHORT else MOST_FAULTS):
            yield name, nearest
