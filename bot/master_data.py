"""The master data that ships with the bot, and how it gets into the database."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import tzinfo
from pathlib import Path

import structlog
from sqlalchemy import Connection

from core.catalogue import Catalogue, read_catalogue
from core.faq import Faq, read_faq
from core.house_rules import SHIPPED, to_document
from core.lpse import Lpse, read_lpses
from core.ports import Body
from storage.database import Database
from storage.imports import import_lpses
from storage.unit import Shelf, SqlUnit

log = structlog.get_logger()

DATA = Path(__file__).parent.parent / "data"


def load_catalogue() -> Catalogue:
    """The applications with their categories."""
    return read_catalogue(_parsed("applications.json"))


def load_faq() -> Faq:
    """The questions that are asked again and again."""
    return read_faq(_parsed("faq.json"))


def load_zones() -> Mapping[int | None, tzinfo]:
    """The time zone of each repository, by its number."""
    return {lpse.repository: lpse.timezone for lpse in _lpses() if lpse.repository is not None}


async def fill_in_master_data(database: Database, shelf: Shelf) -> None:
    """What ships, where the database has none yet, or has an older edition that nobody changed in chat.

    LPSEs come in only where there are none: they are changed one by one, so a newer list would undo what was
    said of some of them in chat. Whoever wants one asks for it: `python -m bot lpses import data/lpse.csv`.
    """
    lpses = _lpses()

    def work(connection: Connection) -> list[str]:
        unit = SqlUnit(connection, shelf)
        filled = [body.value for body in Body if unit.master.fill_in(body, _shipped(body))]
        if not unit.offices.get(lpses[0].id):
            import_lpses(connection, lpses)
            filled.append("lpses")
        return filled

    if filled := await database.run(work):
        log.info("master_data_filled_in", what=filled)


def _shipped(body: Body) -> object:
    match body:
        case Body.APPLICATIONS:
            return _parsed("applications.json")
        case Body.FAQ:
            return _parsed("faq.json")
        case Body.RULES:
            return to_document(SHIPPED)


def _parsed(name: str) -> object:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def _lpses() -> list[Lpse]:
    return read_lpses((DATA / "lpse.csv").read_text(encoding="utf-8").splitlines())
