"""Provide the days on which Indonesian government offices are closed, from the holidays library."""

from __future__ import annotations

from collections.abc import Container
from datetime import date

from holidays import GOVERNMENT, PUBLIC, country_holidays


def holidays_of_indonesia() -> Container[date]:
    """Return national holidays and joint leave of the civil service; a year is computed when first asked for.

    Of a year that the government has not yet announced, the library knows estimated dates only.
    """
    return country_holidays("ID", categories=(PUBLIC, GOVERNMENT))
