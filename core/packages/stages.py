"""Names of a tender's stages: when two are the same, and which are known."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from core.errors import Refusal
from core.input.characters import plain

# Characters of a name; the longest known one has 109.
STAGE_NAME_MAX = 120

# How many known names are offered for one that is not known.
_OFFERED = 3


def stage_key(name: str) -> str:
    """Return the form in which names of stages are equal: letters and digits alone, in lower case.

    The warehouse doubles blanks, and people leave out brackets and commas.
    """
    folded = plain(name[: 2 * STAGE_NAME_MAX]).casefold()
    return "".join(c for c in folded if c.isalnum())


@dataclass(frozen=True)
class StageNames:
    """The stages that a tender may have, in the order of a schedule; other spellings stand beside each."""

    names: tuple[str, ...] = ()

    @cached_property
    def _by_key(self) -> dict[str, str]:
        return {stage_key(name): name for name in self.names}

    def named(self, text: str) -> str:
        """Return the known name that `text` means; refuse `stage_close` or `stage_unknown`."""
        key = stage_key(text)
        if key in self._by_key:
            return self._by_key[key]
        close = [self._by_key[one] for one in get_close_matches(key, self._by_key, _OFFERED)]
        if close:
            raise Refusal("stage_close", name=text, close="; ".join(close))
        raise Refusal("stage_unknown", name=text)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and stage_key(name) in self._by_key


NO_STAGES = StageNames()
