"""The days on which Indonesian government offices stay closed, as the holidays library knows them."""

from __future__ import annotations

from collections.abc import Container
from datetime import date

from holidays import GOVERNMENT, PUBLIC, country_holidays


def holidays_of_indonesia() -> Container[date]:
    """National holidays and the joint leave of the civil service; each year is worked out when first asked.

    Of a year that the government has not yet announced, the library knows the estimated dates only.
    """
    return country_holidays("ID", categories=(PUBLIC, GOVERNMENT))
