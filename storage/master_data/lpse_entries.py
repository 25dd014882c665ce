"""Names and kinds of LPSEs, as the search index holds them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.organisation.lpse import Lpse

AREAS = frozenset(("kota", "kabupaten", "provinsi"))
# Without a kind in the query, governments come first, then central offices, then all others.
_RANKS = {**dict.fromkeys(AREAS, 0), "kementerian": 1, "badan": 1, "lembaga": 1, "universitas": 2}
_LOWEST_RANK = 3


@dataclass(frozen=True, slots=True)
class LpseName:
    """A name of the LPSE at the place `entry`, without its kind; `kinds` are those that an alias says."""

    entry: int
    words: tuple[str, ...]
    kinds: frozenset[str]
    is_alias: bool

    @property
    def glued(self) -> str:
        """Return the words without blanks."""
        return "".join(self.words)


@dataclass(frozen=True, slots=True)
class LpseEntry:
    """An LPSE with the kinds that its name says, and all its names, its own first."""

    lpse: Lpse
    kinds: frozenset[str]
    names: tuple[LpseName, ...]

    @property
    def rank(self) -> int:
        """Return how early it stands where no kind was named, from 0."""
        return min((_RANKS.get(kind, _LOWEST_RANK) for kind in self.kinds), default=1)


def initials(kinds: Iterable[str], words: Sequence[str]) -> list[str]:
    """Return the initials of the name alone and with its kind: "su" and "ksu"; [] of a single word."""
    own = "".join(word[0] for word in words)
    return [own, *(kind[0] + own for kind in kinds)] if len(own) > 1 else []
