"""Say what is kept for how long, in one table, and delete what is older.

Tickets with their history and discussion, and accounts, are records, which nothing deletes by age.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Delete,
    Select,
    bindparam,
    delete,
    literal_column,
    select,
    update,
)

from core.messaging.outgoing import LIVE_SCREEN
from core.people.chats import SEARCHES
from storage.schema import tables as t

# Rows deleted in one transaction, which others wait for.
PORTION = 1000


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """One kind of rows, deleted once the moment in one of their columns is `kept_for` ago.

    `rows` and `since` say in words which rows, and from when they are counted; `reason` why so long.
    """

    rows: str
    since: str
    kept_for: timedelta
    reason: str
    moment: Column[datetime]
    # The setting that says another period, where there is one.
    setting: str = ""
    # Written as in the condition of the index over `moment`, where that is an index of some rows only.
    condition: ColumnElement[bool] | None = None

    @property
    def name(self) -> str:
        """Return the name of the table, and of the column that counts."""
        return f"{self.moment.table.name}.{self.moment.name}"

    def oldest(self) -> Select[Any]:
        """Return the statement that reads the keys of the oldest rows from before `before`, a portion."""
        found = select(*self._key).where(self.moment < bindparam("before"))
        if self.condition is not None:
            found = found.where(self.condition)
        return found.order_by(self.moment).limit(PORTION)

    def deletion(self) -> Delete:
        """Return the statement that deletes the row of one key, if it is still from before `before`.

        The key's columns are `key_0` and so on. SQLite looks through the whole table for a list of keys of
        two columns.
        """
        named = (column == bindparam(f"key_{at}") for at, column in enumerate(self._key))
        return delete(self.moment.table).where(*named, self.moment < bindparam("before"))

    @property
    def _key(self) -> list[Column[Any]]:
        return [*self.moment.table.primary_key.columns]


_DONE, _REASON = t.inbox.c.done_at, t.inbox.c.reason
RETENTION: tuple[RetentionRule, ...] = (
    RetentionRule(
        "Updates from Telegram as they came, done",
        "they were done",
        timedelta(days=2),
        "Telegram repeats no update after a day, and one that is known is not done again",
        _DONE,
        condition=_DONE.is_not(None) & _REASON.is_(None),
    ),
    RetentionRule(
        "Updates that could not be handled",
        "they were put aside",
        timedelta(days=30),
        "so that the fault can be found, and the update handled after all",
        _DONE,
        "failed_updates_days",
        _DONE.is_not(None) & _REASON.is_not(None),
    ),
    RetentionRule(
        "Messages and letters that could not be sent",
        "they were given up",
        timedelta(days=90),
        "their tickets show staff that they did not arrive",
        t.outbox.c.failed_at,
        "failed_sends_days",
        t.outbox.c.failed_at.is_not(None),
    ),
    RetentionRule(
        "What became of each message and letter: when, to which chat or address, what kind, which ticket",
        "it was sent or given up",
        timedelta(days=90),
        "somebody asks within a season why they were not told",
        t.sends.c.at,
    ),
    RetentionRule(
        "Which message in a chat is the alert or the living card of a ticket",
        "the message was sent or changed",
        timedelta(days=30),
        "an older one stays as it is when the ticket moves on; its button still says where the ticket is",
        t.live_messages.c.kept_at,
        condition=t.live_messages.c.name != literal_column(f"'{LIVE_SCREEN}'"),
    ),
    RetentionRule(
        "Which message in a chat is about which ticket",
        "the message was sent or changed",
        timedelta(days=60),
        "an answer to an older message is taken for a new one",
        t.ticket_messages.c.shown_at,
    ),
    RetentionRule(
        "How loudly somebody wants to hear of a ticket",
        "the choice",
        timedelta(days=365),
        "a ticket is open for weeks or months",
        t.ticket_volumes.c.set_at,
    ),
    RetentionRule(
        "Attempts to sign in: chat, a digest of the address, how it went",
        "the attempt",
        timedelta(days=90),
        "codes are limited by the hour; misuse is looked into for a season",
        t.sign_in_trail.c.at,
        "sign_in_days",
    ),
    RetentionRule(
        "Counts of what is limited: codes, wrong codes, questions to the owner, copies of one's own data",
        "their window began",
        timedelta(days=2),
        "the longest window is a day",
        t.sign_in_limits.c.began_at,
    ),
    RetentionRule(
        "Codes for signing in that nobody used, as digests",
        "they expired",
        timedelta(days=1),
        "a code is good for ten minutes",
        t.sign_in_codes.c.expires_at,
    ),
    RetentionRule(
        "Invitations, used or not, as digests",
        "they expired",
        timedelta(days=30),
        "the audit trail keeps who invited whom",
        t.invitations.c.expires_at,
    ),
    RetentionRule(
        "Links for watching a ticket, used or not, as digests",
        "they expired",
        timedelta(days=2),
        "an expired link opens nothing",
        t.watch_links.c.expires_at,
    ),
    RetentionRule(
        "Who opened, printed or exported tickets of others, and fetched their files",
        "the last time that day",
        timedelta(days=365),
        "misuse is looked into for a year",
        t.looks.c.at,
    ),
    RetentionRule(
        "Drafts that were put aside",
        "their last change",
        timedelta(days=180),
        "a draft waits for its writer through any leave, and not for ever",
        t.parked_drafts.c.updated_at,
    ),
    RetentionRule(
        "Answers of the service for package codes",
        "the answer",
        timedelta(days=2),
        "an answer is good for a day",
        t.package_answers.c.asked_at,
    ),
)
# Kept for ever, or until it is replaced, unless the setting says for how long.
ON_REQUEST: tuple[RetentionRule, ...] = (
    RetentionRule(
        "The audit trail: who changed which account or setting",
        "the change",
        timedelta(days=365),
        "administrators answer for what they do; a year at least",
        t.audit.c.at,
        "audit_days",
    ),
    RetentionRule(
        "What a chat last searched for: words and filters",
        "the search",
        timedelta(days=1),
        "pages and exports of what was found need it",
        t.chats.c.searched_at,
        "search_days",
        t.chats.c.searched_at.is_not(None),
    ),
)
_STATEMENTS = {rule.rows: (rule.oldest(), rule.deletion()) for rule in (*RETENTION, *ON_REQUEST)}
_SEARCHED = (
    select(t.chats.c.chat_id, t.chats.c.memo)
    .where(t.chats.c.searched_at < bindparam("before"))
    .order_by(t.chats.c.searched_at)
    .limit(PORTION)
    .with_for_update()
)
_FORGET_SEARCH = update(t.chats).where(t.chats.c.chat_id == bindparam("chat")).values(searched_at=None)


def chosen_rules(days: Mapping[str, int]) -> tuple[RetentionRule, ...]:
    """Return the rules with the periods of the settings, by their names; 0 is for ever."""
    usual = (_chosen(rule, days) for rule in RETENTION)
    requested = (_chosen(rule, days) for rule in ON_REQUEST if days.get(rule.setting))
    return (*usual, *requested)


def _chosen(rule: RetentionRule, days: Mapping[str, int]) -> RetentionRule:
    return replace(rule, kept_for=timedelta(days=days[rule.setting])) if days.get(rule.setting) else rule


class SqlRetention:
    """Delete old rows within one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def has_old(self, rule: RetentionRule, now: datetime) -> bool:
        """Return whether there are rows that the rule keeps no longer."""
        oldest, _deletion = _STATEMENTS[rule.rows]
        return self._connection.execute(oldest, {"before": now - rule.kept_for}).first() is not None

    def delete_portion(self, rule: RetentionRule, now: datetime) -> int:
        """Delete the oldest rows that the rule keeps no longer, `PORTION` at most; return how many."""
        oldest, deletion = _STATEMENTS[rule.rows]
        before = {"before": now - rule.kept_for}
        if rule.moment.table is t.chats:
            return self._forget_searches(before)
        keys = self._connection.execute(oldest, before).all()
        if keys:
            rows = [before | {f"key_{at}": value for at, value in enumerate(key)} for key in keys]
            self._connection.execute(deletion, rows)
        return len(keys)

    def _forget_searches(self, before: Mapping[str, datetime]) -> int:
        """Leave chats as they are but for what was searched for there."""
        rows = self._connection.execute(_SEARCHED, before).all()
        for row in rows:
            memo = {name: kept for name, kept in row.memo.items() if name not in SEARCHES}
            self._connection.execute(_FORGET_SEARCH, {"chat": row.chat_id, "memo": memo})
        return len(rows)
