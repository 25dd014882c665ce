"""Read lists of accounts: one row for each role, checked on its own and against the rows above it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol

from core.errors import Refusal
from core.input.characters import plain
from core.input.emails import read_email
from core.input.labels import comparable
from core.input.names import read_name, read_office
from core.input.spreadsheet import BrokenRow, HeadingError, SheetRow, read_table, whole_number
from core.input.spreadsheet_phones import mended_phone
from core.organisation.directorates import Directorate, directorate_named
from core.organisation.roles import Level, role_named
from core.people.people import Assignment

# Characters. Telephone numbers are taken from elsewhere as they are written, extensions included.
LONGEST_PHONE = 50
COLUMNS = ("email", "name", "phone", "office", "role", "lpse_id", "directorate")
# Addresses of rows above, with which further rows are compared; those of one person stand together.
MOST_REMEMBERED = 100_000
# Faults of rows that a source names, for which there are sentences.
_TOLD = frozenset("quotes too_many_cells undecodable formula_failed no_result file_broken".split())


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
class RowError:
    """Error in a row: a code, and the facts that a sentence about it needs.

    `line` is the number of the row as a spreadsheet program shows it. `cells` are those of the row by column,
    for somebody who mends it; empty for an error of the whole file.
    """

    line: int
    code: str
    facts: Mapping[str, object]
    cells: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One role of one person; a person with several roles has a row for each.

    `notes` are doubts about a row that can be loaded all the same.
    """

    line: int
    email: str
    name: str
    phone: str
    office: str
    assignment: Assignment
    notes: Sequence[RowError] = ()


def read_accounts(rows: Iterable[SheetRow | BrokenRow], lpses: KnownLpses) -> Iterator[AccountRow | RowError]:
    """Yield an account or an error for each row of a sheet whose heading has COLUMNS in any order.

    Errors of the file are `columns_missing`, `columns_twice` and `unreadable` for its heading, after which
    nothing is read, and `rows_none`. Those of a row are `unreadable`, `quotes`, `too_many_cells`,
    `undecodable`, `formula_failed`, `no_result`, `file_broken`, `email`, `name`, `phone`, `office`,
    `role_unknown`, `lpse_missing`, `lpse_unknown`, `directorate_unknown` and `other_name`, where a row above
    gives the address to somebody else. Notes are `phone_ruined`, `phone_doubtful` and `other_details`.
    """
    try:
        table = read_table(rows, COLUMNS)
    except HeadingError as error:
        if error.columns:
            yield RowError(error.number, error.code, {"columns": sorted(error.columns)})
        else:
            yield RowError(error.number, "unreadable", {"reason": str(error)})
        return
    is_known = cache(lambda lpse_id: lpses.get(lpse_id) is not None)
    above, row = _RowsAbove(), None
    for row in table.rows:
        if isinstance(row, BrokenRow):
            yield _unreadable(row)
            continue
        try:
            yield above.checked(_account(row.number, row.cells, is_known), row.cells)
        except Refusal as refusal:
            yield RowError(row.number, refusal.code, refusal.facts, row.cells)
    if row is None:
        yield RowError(table.number, "rows_none", {})


def _unreadable(row: BrokenRow) -> RowError:
    code = row.code if row.code in _TOLD else "unreadable"
    if code == "quotes" and not row.lines:
        code = "unreadable"
    facts = {"reason": row.reason, "lines": row.lines, "at": row.line}
    return RowError(row.number, code, facts, row.values)


def _account(line: int, row: Mapping[str, str], is_known: Callable[[int], bool]) -> AccountRow:
    email = read_email(row["email"]).lower()
    name, phone = read_name(row["name"]), mended_phone(_one_line(plain(row["phone"])))
    if len(phone.number) > LONGEST_PHONE:
        raise Refusal("phone")
    notes = (RowError(line, phone.fault, {"text": row["phone"]}, row),) if phone.fault else ()
    assignment = _assignment(row, is_known)
    return AccountRow(line, email, name, phone.number, read_office(row["office"]), assignment, notes)


def _assignment(row: Mapping[str, str], is_known: Callable[[int], bool]) -> Assignment:
    """Return the role with its LPSE or directorate; columns that the role doesn't need are ignored."""
    role = role_named(row["role"])
    if role is None:
        raise Refusal("role_unknown", text=row["role"])
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
    directorate = directorate_named(text)
    if directorate is None:
        raise Refusal("directorate_unknown", text=text)
    return directorate


def _one_line(text: str) -> str:
    """Return the text without line breaks, tabs and characters that can't be stored."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


class _RowsAbove:
    """The rows that were read, by address, to find those that contradict each other."""

    def __init__(self) -> None:
        self._rows: dict[str, AccountRow] = {}

    def checked(self, row: AccountRow, cells: Mapping[str, str]) -> AccountRow:
        """Return the row with a note where it changes details of a row above; refuse `other_name`."""
        before = self._rows.get(row.email)
        if before is None:
            if len(self._rows) >= MOST_REMEMBERED:
                del self._rows[next(iter(self._rows))]
            self._rows[row.email] = row
            return row
        if not _is_same_person(before.name, row.name):
            raise Refusal("other_name", name=before.name, row=before.line)
        columns = [name for name in ("name", "phone", "office") if _differs(before, row, name)]
        self._rows[row.email] = row
        if not columns:
            return row
        note = RowError(row.line, "other_details", {"columns": columns, "row": before.line}, cells)
        return AccountRow(
            row.line, row.email, row.name, row.phone, row.office, row.assignment, (*row.notes, note)
        )


def _is_same_person(one: str, other: str) -> bool:
    """Return whether the words of one name are all in the other, as where only one has a title."""
    words, others = (set(re.findall(r"\w+", comparable(name))) for name in (one, other))
    return words <= others or others <= words


def _differs(before: AccountRow, row: AccountRow, column: str) -> bool:
    old, new = getattr(before, column), getattr(row, column)
    return bool(old and new and old != new)
