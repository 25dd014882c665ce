"""Searching the accounts by the beginnings of words in names, addresses and offices, a page at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    Text,
    bindparam,
    cast,
    func,
    literal_column,
    select,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from core.accounts import Account, AccountFilters
from storage import tables as t
from storage.account_register import SqlAccounts
from storage.columns import LARGEST
from storage.search_question import LONGEST_WORD, plain_words
from storage.search_tables import account_index

PAGE = 10
# How many of the nearest people PostgreSQL looks through before it gathers all that match and sorts them.
_NEAR = 500
# Shorter ones begin too many words: they are looked for whole.
_BEGINNING_FROM = 2
_MOST_WORDS = 12
_LONGEST_TEXT = 300
_CURSOR = re.compile("[0-9]{1,10}")


@dataclass(frozen=True, slots=True)
class AccountPage:
    """Accounts, the newest first, and the cursors of the pages before and after."""

    lines: Sequence[Account]
    previous: str | None
    next: str | None


class SqlAccountSearch:
    """Forged cursors do no harm: one that is none of ours leads to the first page."""

    def __init__(self, connection: Connection, accounts: SqlAccounts) -> None:
        self._connection = connection
        self._accounts = accounts

    def page(self, filters: AccountFilters, cursor: str = "", *, back: bool = False) -> AccountPage:
        """The ten behind the cursor or, with `back`, the ten before it."""
        here = int(cursor) if _CURSOR.fullmatch(cursor) and int(cursor) <= LARGEST else None
        back = back and here is not None
        words = plain_words(filters.text[:_LONGEST_TEXT])[:_MOST_WORDS]
        if filters.text.strip() and not words:
            return AccountPage([], None, None)
        ids = self._ids(words, filters, here, upward=back)
        found, has_more = ids[:PAGE], len(ids) > PAGE
        if here is not None and (not found or (back and not has_more)):
            # What matches has changed, or begins here: its first page, whole.
            return self.page(filters)
        if back:
            found.reverse()
        has_previous = has_more if back else here is not None
        return AccountPage(
            self._accounts.get_all(found),
            str(found[0]) if found and has_previous else None,
            str(found[-1]) if found and (back or has_more) else None,
        )

    def _ids(
        self, words: Sequence[str], filters: AccountFilters, here: int | None, *, upward: bool
    ) -> list[int]:
        database = self._connection.dialect.name
        given: dict[str, object] = {"here": here or LARGEST, "most": PAGE + 1}
        if words:
            given["query"] = _LANGUAGES[database](words)
        if filters.role is not None:
            given["role"] = filters.role.value
        if filters.lpse_id is not None:
            given["lpse"] = filters.lpse_id
        found: list[int] = []
        for way in _WAYS[database if words else ""]:
            statement = _STATEMENTS[way, filters.role is not None, filters.lpse_id is not None, upward]
            found = list(self._connection.execute(statement, given).scalars())
            if len(found) > PAGE:
                break
        return found


def _fts5(words: Sequence[str]) -> str:
    """What came from a person stands there as quoted letters and digits."""
    return " AND ".join(f'"{word}" *' if len(word) >= _BEGINNING_FROM else f'"{word}"' for word in words)


def _tsquery(words: Sequence[str]) -> str:
    short = ((word[:LONGEST_WORD], len(word)) for word in words)
    return " & ".join(f"'{word}':*" if length >= _BEGINNING_FROM else f"'{word}'" for word, length in short)


_LANGUAGES: dict[str, Callable[[Sequence[str]], str]] = {"sqlite": _fts5, "postgresql": _tsquery}
_QUERY = bindparam("query", type_=Text)


# What is asked on each database, one after the other until a page is full. Common words are found among the
# nearest people, rare ones are quickly gathered.
_WAYS: dict[str, tuple[str, ...]] = {"": ("any",), "sqlite": ("fts5",), "postgresql": ("near", "gin")}


def _statement(way: str, *, role: bool, lpse: bool, upward: bool) -> Select[Any]:
    here, people = bindparam("here", type_=BigInteger), t.people.c
    key: ColumnElement[int] = account_index.c.rowid if way == "fts5" else people.id
    conditions: list[ColumnElement[bool]] = []
    if way == "near":
        beyond = people.id > here if upward else people.id < here
        nearest = select(people.id, people.name, people.email, people.office).where(beyond)
        near = nearest.order_by(people.id if upward else people.id.desc()).limit(_NEAR).subquery("near").c
        key, conditions = near.id, [_has_words(near.name, near.email, near.office)]
    elif way == "gin":
        conditions = [_has_words(people.name, people.email, people.office)]
    elif way == "fts5":
        conditions = [literal_column("account_index").op("MATCH", is_comparison=True)(_QUERY)]
    if role or lpse:
        # SQLite would look every holder of the role up among the words; it can't by a sum.
        conditions.append((key + 0 if way == "fts5" else key).in_(_held(role=role, lpse=lpse)))
    # PostgreSQL would walk all people in their order for a rare word; it can't by a sum.
    order = key + 0 if way == "gin" else key
    return (
        select(key)
        .where(key > here if upward else key < here, *conditions)
        .order_by(order if upward else order.desc())
        .limit(bindparam("most"))
    )


def _has_words(*texts: ColumnElement[str]) -> ColumnElement[bool]:
    return func.account_words(*texts).op("@@", is_comparison=True)(cast(_QUERY, TSQUERY))


def _held(*, role: bool, lpse: bool) -> Select[Any]:
    """Whoever has the role, at the LPSE; one of both may be left open."""
    held = select(t.assignments.c.person_id)
    if role:
        held = held.where(t.assignments.c.role == bindparam("role"))
    return held.where(t.assignments.c.lpse_id == bindparam("lpse")) if lpse else held


# Built once, for building costs more than running them.
_STATEMENTS = {
    (way, role, lpse, upward): _statement(way, role=role, lpse=lpse, upward=upward)
    for way in ("any", "fts5", "near", "gin")
    for role in (False, True)
    for lpse in (False, True)
    for upward in (False, True)
}
