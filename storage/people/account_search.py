"""Search accounts by the beginnings of words in names, addresses and offices, a page at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    Text,
    bindparam,
    cast,
    false,
    func,
    literal_column,
    select,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from core.administration.accounts import Account, AccountFilters, AccountStanding
from core.input.characters import plain
from core.input.word_forms import plain_words
from core.organisation.roles import Role
from core.pages import Page
from storage.people.accounts import SqlAccounts
from storage.queries.index_query import LONGEST_WORD
from storage.schema import tables as t
from storage.schema.columns import LARGEST
from storage.schema.search_tables import account_index

PAGE = 10
# How many of the nearest people PostgreSQL reads before it collects all matches and sorts them.
_NEAR = 500
# Shorter words are the beginning of too many: they are searched as whole words.
_BEGINNING_FROM = 2
_MOST_WORDS = 12
_LONGEST_TEXT = 300
_CURSOR = re.compile("[0-9]{1,10}")


class SqlAccountSearch:
    """Pages of accounts, newest first; a cursor that can't be read gives the first page."""

    def __init__(self, connection: Connection, accounts: SqlAccounts) -> None:
        self._connection = connection
        self._accounts = accounts

    def page(self, filters: AccountFilters, cursor: str = "", *, back: bool = False) -> Page[Account]:
        """Return the ten accounts behind the cursor or, with `back`, the ten before it."""
        here = int(cursor) if _CURSOR.fullmatch(cursor) and int(cursor) <= LARGEST else None
        back = back and here is not None
        words = plain_words(plain(filters.text[:_LONGEST_TEXT]))[:_MOST_WORDS]
        if filters.text.strip() and not words:
            return Page([])
        ids = self._ids(words, filters, here, upward=back)
        found, has_more = ids[:PAGE], len(ids) > PAGE
        if here is not None and (not found or (back and not has_more)):
            # The matches have changed, or begin here: return the first page, complete.
            return self.page(filters)
        if back:
            found.reverse()
        has_previous = has_more if back else here is not None
        return Page(
            self._accounts.get_all(found),
            str(found[0]) if found and has_previous else None,
            str(found[-1]) if found and (back or has_more) else None,
        )

    def _ids(
        self, words: Sequence[str], filters: AccountFilters, here: int | None, *, upward: bool
    ) -> list[int]:
        database = self._connection.dialect.name
        values: dict[str, object] = {"here": here or LARGEST, "most": PAGE + 1}
        if words:
            values["query"] = _LANGUAGES[database](words)
        if filters.role is not None:
            values["role"] = filters.role.value
        if filters.lpse_id is not None:
            values["lpse"] = filters.lpse_id
        found: list[int] = []
        for way in _WAYS[database if words else ""]:
            assigned = filters.role is not None, filters.lpse_id is not None
            statement = _STATEMENTS[way, *assigned, filters.standing, upward]
            found = list(self._connection.execute(statement, values).scalars())
            if len(found) > PAGE:
                break
        return found


def _fts5(words: Sequence[str]) -> str:
    """Return the words as a query of FTS5, as letters and digits in quotes, so that they add no syntax."""
    return " AND ".join(f'"{word}" *' if len(word) >= _BEGINNING_FROM else f'"{word}"' for word in words)


def _tsquery(words: Sequence[str]) -> str:
    short = ((word[:LONGEST_WORD], len(word)) for word in words)
    return " & ".join(f"'{word}':*" if length >= _BEGINNING_FROM else f"'{word}'" for word, length in short)


_LANGUAGES: dict[str, Callable[[Sequence[str]], str]] = {"sqlite": _fts5, "postgresql": _tsquery}
_QUERY = bindparam("query", type_=Text)


# The statements of each database, tried one after the other until a page is full. Common words are found
# among the nearest people, rare ones are collected quickly.
_WAYS: dict[str, tuple[str, ...]] = {"": ("any",), "sqlite": ("fts5",), "postgresql": ("near", "gin")}


def _statement(
    way: str, *, role: bool, lpse: bool, standing: AccountStanding | None, upward: bool
) -> Select[Any]:
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
        # Otherwise SQLite looks up each person with the role in the index of words; a sum prevents that plan.
        conditions.append((key + 0 if way == "fts5" else key).in_(_assigned(role=role, lpse=lpse)))
    if standing is not None:
        conditions.append((key + 0 if way == "fts5" else key).in_(_of_standing(standing)))
    # Otherwise PostgreSQL reads all people in their order for a rare word; a sum prevents that plan.
    order = key + 0 if way == "gin" else key
    return (
        select(key)
        .where(key > here if upward else key < here, *conditions)
        .order_by(order if upward else order.desc())
        .limit(bindparam("most"))
    )


def _has_words(*texts: ColumnElement[str]) -> ColumnElement[bool]:
    return func.account_words(*texts).op("@@", is_comparison=True)(cast(_QUERY, TSQUERY))


def _assigned(*, role: bool, lpse: bool) -> Select[Any]:
    """Select the ids of people with the role `role`, at the LPSE `lpse`, or both."""
    people = select(t.assignments.c.person_id)
    if role:
        people = people.where(t.assignments.c.role == bindparam("role"))
    return people.where(t.assignments.c.lpse_id == bindparam("lpse")) if lpse else people


def _of_standing(standing: AccountStanding) -> Select[Any]:
    """Select the ids of people of this standing; a never used or disabled account is found by an index."""
    match standing:
        case AccountStanding.LINKED:
            return select(t.chats.c.person_id).where(t.chats.c.person_id.is_not(None))
        case AccountStanding.NEVER_SIGNED_IN:
            return select(t.people.c.id).where(t.NEVER_IN, t.people.c.disabled == false()).correlate(None)
        case AccountStanding.DISABLED:
            return select(t.people.c.id).where(t.DISABLED).correlate(None)
        case AccountStanding.ADMINISTRATOR:
            return select(t.assignments.c.person_id).where(t.assignments.c.role == Role.ADMINISTRATOR.value)


# Built once, since building a statement costs more than running it.
_STATEMENTS = {
    (way, role, lpse, standing, upward): _statement(
        way, role=role, lpse=lpse, standing=standing, upward=upward
    )
    for way in ("any", "fts5", "near", "gin")
    for role in (False, True)
    for lpse in (False, True)
    for standing in (None, *AccountStanding)
    for upward in (False, True)
}
