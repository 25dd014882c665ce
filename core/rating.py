"""How a reporter rates the help: one to five stars, what was good or bad, and a message."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from core.errors import Refusal
from core.words import _

STARS = range(1, 6)
MESSAGE_MAX = 1000
_PRAISE_FROM = 4


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing to praise or to find fault with."""

    code: str
    praise: str
    fault: str

    def label(self, stars: int) -> str:
        return self.praise if is_praise(stars) else self.fault


CHIPS = (
    Chip("speed", _("Kecepatan penanganan"), _("Penanganan lambat")),
    Chip("kindness", _("Keramahan helpdesk"), _("Helpdesk kurang ramah")),
    Chip("language", _("Tutur kata sopan"), _("Tutur kata kurang sopan")),
    Chip("solution", _("Ketepatan solusi"), _("Solusi kurang tepat")),
    Chip("ease", _("Kemudahan penggunaan aplikasi"), _("Aplikasi sulit digunakan")),
    Chip(
        "initiative",
        _("Helpdesk proaktif dan inisiatif"),
        _("Helpdesk kurang proaktif dan kurang berinisiatif"),
    ),
)


@dataclass(frozen=True, slots=True)
class Rating:
    """A rating within bounds; making one outside them raises what `check_rating` raises."""

    stars: int
    chips: tuple[str, ...] = ()
    message: str = ""

    def __post_init__(self) -> None:
        check_rating(self.stars, self.chips, self.message)

    @property
    def labels(self) -> tuple[str, ...]:
        """What was praised or found fault with, as it read when it was chosen."""
        return tuple(chip.label(self.stars) for chip in CHIPS if chip.code in self.chips)


def is_praise(stars: int) -> bool:
    return stars >= _PRAISE_FROM


def question(stars: int) -> str:
    """What is asked above the chips after so many stars."""
    return _("Apa yang menurutmu oke?") if is_praise(stars) else _("Apa yang perlu kami perbaiki?")


def check_rating(stars: int, chips: Collection[str], message: str | None) -> None:
    """Refuses stars outside 1 to 5, chips (codes) that are none of ours or twice, a message too long."""
    if stars not in STARS:
        raise Refusal("stars", stars=stars)
    known = {chip.code for chip in CHIPS}
    for code in chips:
        if code not in known:
            raise Refusal("chip", chip=code)
    if len(set(chips)) != len(chips):
        raise Refusal("chip", chip=None)
    if message is not None and len(message) > MESSAGE_MAX:
        raise Refusal("rating_message_too_long", limit=MESSAGE_MAX, length=len(message))
