"""Check the address of a database from `DATABASE_URL`."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError


def _checked(url: str) -> str:
    try:
        engine = make_url(url).get_backend_name()
    except (ArgumentError, ValueError):
        # A port that is no number is repeated there, and may be a part of the password.
        raise ValueError("is no database address") from None
    if engine not in {"sqlite", "postgresql"}:
        raise ValueError("must begin with sqlite:/// or postgresql+asyncpg://")
    return url


DatabaseUrl = Annotated[str, AfterValidator(_checked)]
