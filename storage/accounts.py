"""Reads a file of accounts: one line a role, each checked on its own, with what is wrong with it."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Protocol

from core.catalogue import Directorate
from core.emails import read_email
from core.errors import Refusal
from core.people import Assignment
from core.roles import Level, Role
from core.use_cases.change_profile import read_name, read_office

# Characters; telephones are taken as they are written elsewhere, with extensions and all.
LONGEST_PHONE = 50
COLUMNS = ("email", "name", "phone", "office", "role", "lpse_id", "directorate")


class KnownOffices(Protocol):
    """Whether there is such an LPSE."""

    def get(self, lpse_id: int) -> object | None: ...


@dataclass(frozen=True, slots=True)
class KnownLpses:
    """The LPSEs that there are, for reading a file outside of a transaction."""

    ids: frozenset[int]

    def get(self, lpse_id: int) -> object | None:
        return lpse_id if lpse_id in self.ids else None


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One role of one person; whoever has several has a row for each."""

    line: int
    email: str
    name: str
    phone: str
    office: str
    assignment: Assignment


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong with a line: a code, and the facts that a sentence about it needs."""

    line: int
    code: str
    facts: Mapping[str, object]


def read_accounts(lines: Iterable[str], offices: KnownOffices) -> Iterator[AccountRow | RowError]:
    """The rows of a CSV file with a heading of `COLUMNS` in any order, parted by commas or semicolons.

    Errors: `columns_missing` (and nothing more is read), `unreadable`, `email`, `name`, `phone`, `office`,
    `role_unknown`, `lpse_missing`, `lpse_unknown`, `directorate_unknown`.
    """
    lines = iter(lines)
    heading = next(lines, "").removeprefix("\ufeff").lower()
    # Where the comma parts decimals, as in Indonesia, spreadsheets part columns by semicolons.
    delimiter = ";" if heading.count(";") > heading.count(",") else ","
    rows = csv.DictReader(chain([heading], lines), delimiter=delimiter, restval="", strict=True)
    if missing := set(COLUMNS) - {name.strip() for name in rows.fieldnames or ()}:
        yield RowError(1, "columns_missing", {"columns": sorted(missing)})
        return
    rows.fieldnames = [name.strip() for name in rows.fieldnames or ()]
    is_known = cache(lambda lpse_id: offices.get(lpse_id) is not None)
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as broken:
            yield RowError(rows.line_num, "unreadable", {"reason": str(broken)})
            continue
        try:
            yield _account(rows.line_num, row, is_known)
        except Refusal as no:
            yield RowError(rows.line_num, no.code, no.facts)


def _account(line: int, row: Mapping[str, str], is_known: Callable[[int], bool]) -> AccountRow:
    email = read_email(row["email"]).lower()
    name, phone = read_name(row["name"]), _one_line(row["phone"])
    if len(phone) > LONGEST_PHONE:
        raise Refusal("phone")
    return AccountRow(line, email, name, phone, read_office(row["office"]), _assignment(row, is_known))


def _assignment(row: Mapping[str, str], is_known: Callable[[int], bool]) -> Assignment:
    """The role, with its LPSE or directorate where it has one; what a role has no use for is passed over."""
    try:
        role = Role(row["role"].strip().lower())
    except ValueError:
        raise Refusal("role_unknown", text=row["role"]) from None
    if role.needs_lpse:
        return Assignment(role, lpse_id=_lpse_id(row["lpse_id"].strip(), is_known))
    if role.level is Level.TIM_TEKNIS:
        return Assignment(role, directorate=_directorate(row["directorate"].strip()))
    return Assignment(role)


def _lpse_id(text: str, is_known: Callable[[int], bool]) -> int:
    if not text:
        raise Refusal("lpse_missing")
    if not re.fullmatch("[0-9]{1,9}", text) or not is_known(int(text)):
        raise Refusal("lpse_unknown", text=text)
    return int(text)


def _directorate(text: str) -> Directorate:
    try:
        return Directorate(text.lower())
    except ValueError:
        raise Refusal("directorate_unknown", text=text) from None


def _one_line(text: str) -> str:
    """Without what no name has in it: line breaks, tabs and characters that can't be stored."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
