"""Accounts from a file that an administrator sent: loaded portion by portion, so that nobody waits for it."""

from __future__ import annotations

import asyncio
import csv
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection

from bot.orders import Made, Order, answer
from bot.telegram import Telegram
from conversations.pages import excerpt
from conversations.refusals import note_of
from conversations.screen import Note, Screen
from conversations.screens.account_import import fault_note, imported
from core.account_file import check_account_file, encoding_of
from core.accounts import entrusted, trace_administrators
from core.audit import Change, Changed, require_administrator
from core.errors import Refusal
from core.people import Person
from core.words import _
from handlers.messages import message
from handlers.priorities import Priority
from handlers.scene import Helpdesk
from storage.accounts import AccountRow, KnownLpses, RowError, read_accounts
from storage.database import Database
from storage.imports import import_accounts, lpse_ids
from storage.unit import Shelf, SqlUnit

WRONG = "accounts_wrong"
# Lines loaded in one transaction; other people's updates are done between two of them.
PORTION = 2_000
# Wrong lines shown in the chat; beyond the second number the file is not read on.
SHOWN, MOST_WRONG = 10, 10_000
# Units of a file's name that the trail keeps.
SHORT = 200

Line = AccountRow | RowError


@dataclass(frozen=True, slots=True)
class Tally:
    """How far an import is, as it is kept with its order: whoever takes it up goes on from here."""

    lines: int = 0
    rows: int = 0
    new_people: int = 0
    new_roles: int = 0
    wrong: int = 0


@dataclass(slots=True)
class Reading:
    """The lines of a file, read as they are wanted, and the first that are wrong."""

    lines: Iterator[Line]
    faults: list[RowError] = field(default_factory=list)

    def portion(self) -> list[Line]:
        """The next lines; none at the end."""
        found = list(islice(self.lines, PORTION))
        self.faults += [line for line in found if isinstance(line, RowError)][: SHOWN - len(self.faults)]
        return found


@dataclass(frozen=True, slots=True)
class AccountImports:
    """Makers of the workshop for files of accounts."""

    database: Database
    telegram: Telegram
    helpdesk: Helpdesk
    shelf: Shelf
    now: Callable[[], datetime]

    async def load(self, order: Order) -> None:
        """The accounts of the file; told, counted and written down together with the last of them.

        Refuses `not_administrator`, also between two portions; what was loaded by then stays and is traced.
        """
        tally = Tally(**order.row.payload.get("tally", {}))
        try:
            await self.database.read(partial(self._administrator, order))
            reading = await self._reading(order)
            skipped = 0
            while skipped < tally.lines and (known := await asyncio.to_thread(reading.portion)):
                skipped += len(known)
            while tally.wrong <= MOST_WRONG and (lines := await asyncio.to_thread(reading.portion)):
                tally = await self.database.run(partial(self._load, order, lines, tally))
                await order.tell(tally.lines)
        except Refusal as no:
            await self.database.run(lambda c: self._trace(SqlUnit(c, self.shelf), order, tally))
            if no.code == "not_administrator":
                raise
            await self.database.run(partial(self._refuse, order, no))
            return
        await self.database.run(partial(self._finish, order, tally, reading.faults))

    async def wrong_lines(self, order: Order) -> Made:
        """All lines that were wrong, as a table; refuses `not_administrator`."""
        await self.database.read(partial(self._administrator, order))
        reading = await self._reading(order)
        path = order.folder / "baris-salah.csv"
        await asyncio.to_thread(self._write, reading, path, order.language)
        return Made(path, path.name)

    async def _reading(self, order: Order) -> Reading:
        path, name = order.folder / "accounts.csv", str(order.row.payload["name"])
        await self.telegram.download(str(order.row.payload["reference"]), path)
        check_account_file(name, path.stat().st_size)
        encoding = await asyncio.to_thread(lambda: encoding_of(name, path.read_bytes()))
        known = KnownLpses(await self.database.read(lpse_ids))
        return Reading(_lines(path, encoding, known))

    def _write(self, reading: Reading, path: Path, language: str) -> None:
        say = partial(self.helpdesk.renderer.sentence, language=language)
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            table = csv.writer(file)
            table.writerow([say(Note(_("Baris"))), say(Note(_("Kesalahan")))])
            wrong = (line for line in reading.lines if isinstance(line, RowError))
            table.writerows([line.line, say(fault_note(line))] for line in islice(wrong, MOST_WRONG))

    def _load(self, order: Order, lines: list[Line], tally: Tally, connection: Connection) -> Tally:
        unit = SqlUnit(connection, self.shelf)
        entrusted(unit.accounts, self._administrator(order, connection))
        right = [line for line in lines if isinstance(line, AccountRow)]
        counts = import_accounts(connection, right, self.now())
        trace_administrators(unit.audit, counts.administrators, order.person_id, self.now())
        after = Tally(
            tally.lines + len(lines),
            tally.rows + counts.rows,
            tally.new_people + counts.new_people,
            tally.new_roles + counts.new_roles,
            tally.wrong + len(lines) - len(right),
        )
        unit.outbox.remember(order.row.id, {**order.row.payload, "tally": asdict(after)})
        return after

    def _finish(self, order: Order, tally: Tally, faults: list[RowError], connection: Connection) -> None:
        unit, name = SqlUnit(connection, self.shelf), str(order.row.payload["name"])
        self._trace(unit, order, tally)
        shown = imported(name, _counts(tally), faults, stopped=tally.wrong > MOST_WRONG)
        self._say(unit, order, shown)
        if tally.wrong > len(faults):
            payload = {key: value for key, value in order.row.payload.items() if key != "tally"}
            unit.outbox.put(
                chat_id=order.row.chat_id,
                op="make",
                method=WRONG,
                payload=payload,
                priority=Priority.DIGEST,
                at=self.now(),
            )

    def _trace(self, unit: SqlUnit, order: Order, tally: Tally) -> None:
        if tally.rows:
            called = excerpt("".join(filter(str.isprintable, str(order.row.payload["name"]))), SHORT)
            by, counts = order.person_id, _counts(tally)
            unit.audit.add(Change(Changed.ACCOUNTS_IMPORTED, called, self.now(), by, {}, counts))

    def _refuse(self, order: Order, no: Refusal, connection: Connection) -> None:
        screen = replace(imported(str(order.row.payload["name"]), {}, []), note=note_of(no))
        self._say(SqlUnit(connection, self.shelf), order, screen)

    def _say(self, unit: SqlUnit, order: Order, screen: Screen) -> None:
        answer(unit, order, message(self.helpdesk.renderer.screen(screen, order.language), 0), self.now())

    def _administrator(self, order: Order, connection: Connection) -> Person:
        """Whoever ordered it, if they still may; refuses `not_administrator`."""
        return require_administrator(SqlUnit(connection, self.shelf).people.get(order.person_id))


def _counts(tally: Tally) -> dict[str, int]:
    """What people are told of it."""
    return {key: value for key, value in asdict(tally).items() if key != "lines"}


def _lines(path: Path, encoding: str, known: KnownLpses) -> Iterator[Line]:
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        yield from read_accounts(file, known)
