"""Define settings that say for how many days something is kept: never fewer than its purpose needs."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, Field

MOST = 36_500
# The trail of changes keeps a line for so long whatever is set: a trigger of the database refuses less.
LEAST_OF_TRAIL = 365


def _ever_or_a_year(days: int) -> int:
    if 0 < days < LEAST_OF_TRAIL:
        raise ValueError(f"must be 0, for ever, or at least {LEAST_OF_TRAIL}")
    return days


TrailDays = Annotated[int, AfterValidator(_ever_or_a_year)]


def kept_days(default: int, least: int, description: str) -> Any:
    """Return the field of such a setting."""
    return Field(default, ge=least, le=MOST, description=description)
