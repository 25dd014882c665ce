"""The master data that ships with the bot: applications and the FAQ from files, LPSEs into the database."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import tzinfo
from pathlib import Path

import structlog
from sqlalchemy import Connection

from core.catalogue import Catalogue, read_catalogue
from core.faq import Faq, read_faq
from core.lpse import Lpse, read_lpses
from storage.database import Database
from storage.imports import import_lpses
from storage.unit import Shelf, SqlUnit

log = structlog.get_logger()

DATA = Path(__file__).parent.parent / "data"


def load_catalogue() -> Catalogue:
    """The applications with their categories."""
    return read_catalogue(json.loads((DATA / "applications.json").read_text(encoding="utf-8")))


def load_faq() -> Faq:
    """The questions that are asked again and again."""
    return read_faq(json.loads((DATA / "faq.json").read_text(encoding="utf-8")))


def load_zones() -> Mapping[int | None, tzinfo]:
    """The time zone of each repository, by its number."""
    return {lpse.repository: lpse.timezone for lpse in _lpses() if lpse.repository is not None}


async def fill_in_lpses(database: Database, shelf: Shelf) -> None:
    """The list of LPSEs, where the database has none yet."""
    lpses = _lpses()

    def work(connection: Connection) -> int:
        unit = SqlUnit(connection, shelf)
        return 0 if unit.offices.get(lpses[0].id) else import_lpses(connection, lpses)

    if count := await database.run(work):
        log.info("lpses_filled_in", count=count)


def _lpses() -> list[Lpse]:
    return read_lpses((DATA / "lpse.csv").read_text(encoding="utf-8").splitlines())
