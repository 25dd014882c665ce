"""Read the master data that ships with the bot, and fill it into the database."""

from __future__ import annotations

import json
from functools import cache, partial
from pathlib import Path

import structlog

from bot.imports.shipped_corrections import correct_zones
from bot.process.system_clock import now
from core.input.csv_rows import csv_rows
from core.input.spreadsheet import TableRow, read_table
from core.master_data.catalogue import Catalogue, read_catalogue
from core.master_data.faq import Faq, read_faq
from core.master_data.faq_wordings import FaqWordings, read_wordings
from core.master_data.helpdesk_settings import DEFAULT_SETTINGS, to_document
from core.master_data.known_errors import KnownErrors, read_known_errors
from core.master_data.ports import MasterDataKind
from core.organisation.lpse import Lpse, read_lpses
from core.packages.stages import StageNames, stage_key
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork

log = structlog.get_logger()

DATA = Path(__file__).parents[2] / "data"


def load_catalogue() -> Catalogue:
    """Return the applications with their categories."""
    return read_catalogue(_parsed("applications.json"))


def load_faq() -> Faq:
    """Return the questions of the FAQ."""
    return read_faq(_parsed("faq.json"))


@cache
def load_faq_wordings() -> FaqWordings:
    """Return other ways in which people ask the questions of the FAQ."""
    return read_wordings(_parsed("faq_wordings.json"))


@cache
def load_known_errors() -> KnownErrors:
    """Return the messages that applications show when they fail."""
    return read_known_errors(_parsed("error_messages.json"))


@cache
def load_stages() -> StageNames:
    """Return the stages that a tender may have, each followed by its other names."""
    lines = (DATA / "tender_stages.csv").read_text(encoding="utf-8").splitlines()
    found: dict[str, str] = {}
    for row in read_table(csv_rows(lines), ("nama", "nama_lain")).rows:
        assert isinstance(row, TableRow), f"tender_stages.csv, line {row.line}: {row.reason}"
        for name in (row.cells["nama"], *row.cells["nama_lain"].split(";")):
            found.setdefault(stage_key(name), name.strip())
    return StageNames(tuple(name for key, name in found.items() if key))


async def fill_in_master_data(units: UnitsOfWork) -> None:
    """Fill in what ships where the database has none yet, or an older edition; merge it into a changed one.

    LPSEs are filled in only where there are none: they are changed one by one, so a newer list would undo
    changes made in chat; values that shipped wrong are corrected. To load a list anyway, run
    `python -m bot lpses import data/lpse.csv`.
    """
    lpses = _lpses()

    def work(unit: SqlUnitOfWork) -> list[str]:
        filled = [
            body.value
            for body in MasterDataKind
            if unit.master.fill_in(body, _shipped(body), partial(_former, body))
        ]
        if not unit.lpses.get(lpses[0].id):
            unit.bulk.import_lpses(lpses)
            filled.append("lpses")
        if correct_zones(unit, lpses, now()):
            filled.append("zones")
        return filled

    if filled := await units.run(work):
        log.info("master_data_filled_in", what=filled)


def _shipped(body: MasterDataKind) -> object:
    match body:
        case MasterDataKind.APPLICATIONS:
            return _parsed("applications.json")
        case MasterDataKind.FAQ:
            return _parsed("faq.json")
        case MasterDataKind.RULES:
            return to_document(DEFAULT_SETTINGS)


def _former(body: MasterDataKind) -> object:
    """Return what release 0.2.0 shipped, for databases that don't say what was filled into them."""
    match body:
        case MasterDataKind.APPLICATIONS:
            return _parsed("former_applications.json")
        case MasterDataKind.FAQ:
            return _parsed("former_faq.json")
        case MasterDataKind.RULES:
            return None


def _parsed(name: str) -> object:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


@cache
def _lpses() -> tuple[Lpse, ...]:
    return tuple(read_lpses(csv_rows((DATA / "lpse.csv").read_text(encoding="utf-8").splitlines())))
