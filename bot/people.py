"""Export and erase what is kept about one person: the commands of `people`."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import typer

from bot.documents.person_archive import write_person_archive
from bot.imports.database import opened_units
from bot.process.settings import Settings
from bot.process.system_clock import now
from conversations.rendering.refusals import refusal_note
from conversations.rendering.renderer import Renderer
from core.administration.audit import AuditChange, ChangeType
from core.administration.erasure import DataSubject, EraseAccount, erased_name
from core.errors import Refusal
from core.languages import SOURCE
from handlers.telegram.message_format import TELEGRAM
from locales import load_translations
from storage.privacy.data_inventory import HOLDINGS
from storage.privacy.holding import Erasure
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork

# The language of the command line.
LANGUAGE = "en"
_OWNER_ALONE = 0o600


async def export_person(settings: Settings, email: str, file: Path | None) -> int:
    """Write what is kept about this person into a new zip, for its owner alone; return 1 where it fails."""
    renderer = Renderer(load_translations(), settings.zone, TELEGRAM)
    async with opened_units(settings) as units:
        subject = await units.read(lambda unit: unit.erasures.find(email))
        if subject is None or subject.is_erased:
            return _failed("no account has this address")
        at = now()
        file = file or Path(f"data-{subject.person_id}-{at.astimezone(settings.zone):%Y%m%d}.zip")
        if file.exists():
            return _failed(f"{file} exists already; choose another name")
        # Before the data leaves: an export of which nothing is known would be worse than a line too many.
        await units.run(partial(_record_export, subject))
        try:
            count = await _write(units, file, subject, settings, renderer)
        except OSError as failure:
            return _failed(f"{file} can't be written ({failure.strerror}); choose another place")
    typer.echo(f"{file}: {count} records about this person; give it to nobody else")
    return 0


async def _write(
    units: UnitsOfWork, file: Path, subject: DataSubject, settings: Settings, renderer: Renderer
) -> int:
    """Write the zip beside its place, and move it there once it is whole and stored."""
    unfinished = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ALONE)
    os.close(handle)
    try:
        translate = partial(renderer.translate, language=SOURCE.code)
        person_id, name = subject.person_id, subject.name
        count = await write_person_archive(
            units, unfinished, person_id, name, now(), settings.zone, translate
        )
        with unfinished.open("rb") as written:
            os.fsync(written.fileno())
        unfinished.rename(file)
    finally:
        unfinished.unlink(missing_ok=True)
    return count


async def erase_person(settings: Settings, email: str, *, is_sure: bool) -> int:
    """Say what erasing this person takes and leaves; do it where `is_sure`. Return 1 where it is refused."""
    renderer = Renderer(load_translations(), settings.zone, TELEGRAM)
    async with opened_units(settings) as units:
        try:
            subject, counts = await units.read(partial(_look, email))
            _print_plan(subject, counts)
            if not is_sure:
                typer.echo("Nothing was changed. To do it: the same command with --yes")
                return 0
            name = await _erase(units, email)
        except Refusal as no:
            return _failed(renderer.sentence(refusal_note(no), LANGUAGE))
    typer.echo(
        f"erased; the person is called {name} now. Backups that were made before still have the data: delete "
        "them, or wait until they are rotated."
    )
    return 0


async def _erase(units: UnitsOfWork, email: str) -> str:
    """Erase in portions, between which others write; one that is cut off is done by calling it again."""
    subject = await units.run(lambda unit: _use_case(unit).begin(email))
    for step in range(await units.read(lambda unit: len(unit.erasures.portions()))):
        after: int | None = 0
        while after is not None:
            after = await units.run(partial(_portion, step, subject, after))
            await units.give_way()
    return await units.run(lambda unit: _use_case(unit).finish(subject, now()))


def _portion(step: int, subject: DataSubject, after: int, unit: SqlUnitOfWork) -> int | None:
    return unit.erasures.portions()[step](subject, after)


def _look(email: str, unit: SqlUnitOfWork) -> tuple[DataSubject, Mapping[str, int]]:
    subject = _use_case(unit).check(email)
    return subject, unit.erasures.counts(subject)


def _use_case(unit: SqlUnitOfWork) -> EraseAccount:
    return EraseAccount(unit.erasures, unit.accounts, unit.audit)


def _record_export(subject: DataSubject, unit: SqlUnitOfWork) -> None:
    name = f"{subject.name} ({subject.email})"
    unit.audit.add(AuditChange(ChangeType.DATA_EXPORTED, name, now(), None))


def _print_plan(subject: DataSubject, counts: Mapping[str, int]) -> None:
    """Print what goes, with how many rows, and what stays, with the reason."""
    typer.echo(
        f"account {subject.person_id}: {subject.name}; called {erased_name(subject.person_id)} afterwards"
    )
    typer.echo("Goes:")
    for table, holding in HOLDINGS.items():
        if holding.erasure in {Erasure.DELETED, Erasure.EMPTIED}:
            rows = f"{counts[table]:>6}" if table in counts else "     -"
            typer.echo(f"{rows}  {holding.goes or holding.what}")
    typer.echo("Stays:")
    stays = [
        f"     -  {holding.stays or holding.what}: {holding.purpose} ({holding.erasure.value})"
        for holding in HOLDINGS.values()
        if holding.stays or holding.erasure in {Erasure.RECORD, Erasure.EXPIRES}
    ]
    for line in dict.fromkeys(stays):
        typer.echo(line)


def _failed(line: str) -> int:
    typer.echo(f"error: {line}", err=True)
    return 1
