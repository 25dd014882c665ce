"""Read lists of accounts: one row for each role, checked on its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from core.errors import Refusal
from core.input.characters import plain
from core.input.emails import read_email
from core.input.names import read_name, read_office
from core.input.spreadsheet import BrokenRow, HeadingError, SheetRow, read_table, whole_number
from core.organisation.directorates import Directorate
from core.organisation.roles import Level, Role
from core.people.people import Assignment

# Characters. Telephone numbers are taken from elsewhere as they are written, extensions included.
LONGEST_PHONE = 50
COLUMNS = ("email", "name", "phone", "office", "role", "lpse_id", "directorate")


class KnownLpses(Protocol):
    """Lookup of LPSEs by id."""

    def get(self, lpse_id: int) -> object | None:
        """Return anything but None if there is an LPSE of this id."""


@dataclass(frozen=True, slots=True)
class LpseIdSet:
    """Ids of all LPSEs, for reading a list outside of a transaction."""

    ids: frozenset[int]

    def get(self, lpse_id: int) -> object | None:
        return lpse_id if lpse_id in self.ids else None


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One role of one person; a person with several roles has a row for each."""

    line: int
    email: str
    name: str
    phone: str
    office: str
    assignment: Assignment


@dataclass(frozen=True, slots=True)
class RowError:
    """Error in a line: a code, and the facts that a sentence about it needs."""

    line: int
    code: str
    facts: Mapping[str, object]


def read_accounts(rows: Iterable[SheetRow | BrokenRow], lpses: KnownLpses) -> Iterator[AccountRow | RowError]:
    """Yield an account or an error for each row of a sheet whose heading has COLUMNS in any order.

    Errors are `columns_missing` and `columns_twice`, after which nothing is read, and for a row `unreadable`,
    `undecodable`, `email`, `name`, `phone`, `office`, `role_unknown`, `lpse_missing`, `lpse_unknown` and
    `directorate_unknown`. An `unreadable` heading ends the reading too.
    """
    try:
        table = read_table(rows, COLUMNS)
    except HeadingError as error:
        if error.columns:
            yield RowError(error.line, error.code, {"columns": sorted(error.columns)})
        else:
            yield RowError(error.line, "unreadable", {"reason": str(error)})
        return
    is_known = cache(lambda lpse_id: lpses.get(lpse_id) is not None)
    for row in table.rows:
        if isinstance(row, BrokenRow):
            code = "undecodable" if row.code == "undecodable" else "unreadable"
            yield RowError(row.line, code, {"reason": row.reason})
            continue
        try:
            yield _account(row.line, row.cells, is_known)
        except Refusal as refusal:
            yield RowError(row.line, refusal.code, refusal.facts)


def _account(line: int, row: Mapping[str, str], is_known: Callable[[int], bool]) -> AccountRow:
    email = read_email(row["email"]).lower()
    name, phone = read_name(row["name"]), whole_number(_one_line(plain(row["phone"])))
    if len(phone) > LONGEST_PHONE:
        raise Refusal("phone")
    return AccountRow(line, email, name, phone, read_office(row["office"]), _assignment(row, is_known))


def _assignment(row: Mapping[str, str], is_known: Callable[[int], bool]) -> Assignment:
    """Return the role with its LPSE or directorate; columns that the role doesn't need are ignored."""
    try:
        role = Role(plain(row["role"]).strip().lower())
    except ValueError:
        raise Refusal("role_unknown", text=row["role"]) from None
    if role.needs_lpse:
        return Assignment(role, lpse_id=_lpse_id(whole_number(row["lpse_id"]), is_known))
    if role.level is Level.TIM_TEKNIS:
        return Assignment(role, directorate=_directorate(row["directorate"]))
    return Assignment(role)


def _lpse_id(text: str, is_known: Callable[[int], bool]) -> int:
    if not text:
        raise Refusal("lpse_missing")
    text = plain(text).strip()
    if not re.fullmatch("[0-9]{1,9}", text) or not is_known(int(text)):
        raise Refusal("lpse_unknown", text=text)
    return int(text)


def _directorate(text: str) -> Directorate:
    try:
        return Directorate(plain(text).strip().lower())
    except ValueError:
        raise Refusal("directorate_unknown", text=text) from None


def _one_line(text: str) -> str:
    """Return the text without line breaks, tabs and characters that can't be stored."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
