"""Rating of the help by the reporter: one to five stars, chips for what was good or bad, and a message."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from core.errors import Refusal
from core.words import _

STARS = range(1, 6)
MESSAGE_MAX = 1000
_PRAISE_FROM = 4


@dataclass(frozen=True, slots=True)
class RatingChip:
    """One thing to praise or to criticise."""

    code: str
    praise: str
    fault: str

    def label(self, stars: int) -> str:
        """Return its label, which praises or criticises according to the stars."""
        return self.praise if is_praise(stars) else self.fault


CHIPS = (
    RatingChip("speed", _("Kecepatan penanganan"), _("Penanganan lambat")),
    RatingChip("kindness", _("Keramahan helpdesk"), _("Helpdesk kurang ramah")),
    RatingChip("language", _("Tutur kata sopan"), _("Tutur kata kurang sopan")),
    RatingChip("solution", _("Ketepatan solusi"), _("Solusi kurang tepat")),
    RatingChip("ease", _("Kemudahan penggunaan aplikasi"), _("Aplikasi sulit digunakan")),
    RatingChip(
        "initiative",
        _("Helpdesk proaktif dan inisiatif"),
        _("Helpdesk kurang proaktif dan kurang berinisiatif"),
    ),
)


@dataclass(frozen=True, slots=True)
class Rating:
    """A rating within bounds; making one outside of them refuses as `check_rating` does."""

    stars: int
    chips: tuple[str, ...] = ()
    message: str = ""

    def __post_init__(self) -> None:
        check_rating(self.stars, self.chips, self.message)

    @property
    def labels(self) -> tuple[str, ...]:
        """Return the labels of the chosen chips, as they read when they were chosen."""
        return tuple(chip.label(self.stars) for chip in CHIPS if chip.code in self.chips)


def with_more(rating: Rating | None, chips: tuple[str, ...], message: str) -> Rating:
    """Return the rating with chips or a message that it has not yet.

    Refuse `not_rated` where there are no stars, and `already_rated` where it has them, or nothing is added.
    """
    if rating is None:
        raise Refusal("not_rated")
    if not (chips or message) or (chips and rating.chips) or (message and rating.message):
        raise Refusal("already_rated")
    return Rating(rating.stars, chips or rating.chips, message or rating.message)


def is_praise(stars: int) -> bool:
    """Return whether so many stars praise."""
    return stars >= _PRAISE_FROM


def chips_question(stars: int) -> str:
    """Return the question that stands above the chips after so many stars."""
    return _("Apa yang menurutmu oke?") if is_praise(stars) else _("Apa yang perlu kami perbaiki?")


def check_rating(stars: int, chips: Collection[str], message: str | None) -> None:
    """Refuse a rating out of bounds.

    Stars are 1 to 5 (`stars`); chips are codes of ours, each once (`chip`); a message is not longer than
    MESSAGE_MAX characters (`rating_message_too_long`).
    """
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
