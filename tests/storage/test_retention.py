"""Old rows are deleted, newer ones and all others stay, and no table is looked through for them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, func, insert, select, update

from core.administration.audit import AuditChange, ChangeType
from core.people.chats import Chat
from storage.retention import ON_REQUEST, PORTION, RETENTION, RetentionRule, chosen_rules
from storage.schema import tables as t
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import BUDI, NOW, Helpdesk, file

RULES = pytest.mark.parametrize("rule", RETENTION, ids=lambda rule: rule.rows)
SECOND = timedelta(seconds=1)
# Values of the columns that must have one, for the tables that have rules.
OTHERS: dict[str, dict[str, Any]] = {
    "sends": {"kind": "SendCard", "outcome": "sent", "answer": ""},
    "inbox": {"lane": "budi", "raw": "{}", "received_at": NOW, "attempts": 0},
    "outbox": {
        "op": "notice",
        "method": "sendMessage",
        "payload": {},
        "live_message": "",
        "priority": 1,
        "not_before": NOW,
        "attempts": 0,
        "created_at": NOW,
    },
    "slots": {"chat_id": 1, "message_id": 7},
    "ticket_messages": {"chat_id": 1},
    "ticket_volumes": {"person_id": BUDI.id, "volume": "silent"},
    "sign_in_trail": {"chat_id": 1, "address_digest": "", "what": "sent"},
    "sign_in_codes": {"address_digest": "", "digest": "", "tries": 0, "number": ""},
    "sign_in_limits": {"used": 1},
    "invitations": {"person_id": BUDI.id},
    "watch_links": {"person_id": BUDI.id},
    "drafts": {"person_id": BUDI.id, "state": {}},
    "looks": {"day": "", "person_id": BUDI.id, "kind": "ticket_opened", "times": 1, "tickets": 1},
    "package_answers": {"kind": "tender"},
    "chats": {"language": "id", "revision": 0, "reachable": True, "memo": {}},
}
# The column whose value tells the rows of a test apart, and its values from a number.
NAMES = {
    "sends": "id",
    "inbox": "update_id",
    "outbox": "id",
    "slots": "name",
    "ticket_messages": "message_id",
    "ticket_volumes": "ticket_id",
    "sign_in_trail": "id",
    "sign_in_codes": "chat_id",
    "sign_in_limits": "name",
    "invitations": "digest",
    "watch_links": "digest",
    "drafts": "key",
    "looks": "subject",
    "package_answers": "code",
    "chats": "chat_id",
}


def add(unit: SqlUnitOfWork, rule: RetentionRule, at: datetime, number: int) -> None:
    """Add a row to which the rule applies, with this moment."""
    table = rule.moment.table
    name = NAMES[table.name]
    row = {**OTHERS[table.name], name: number, rule.moment.key: at}
    if not isinstance(table.c[name].type.python_type(), int):
        row[name] = f"alert:{number}"
    if table is t.inbox and "put aside" in rule.since:
        row["reason"] = "KeyError"
    if table in (t.watch_links, t.ticket_messages):
        row["ticket_id"] = file(unit).id
    unit.connection.execute(insert(table), row)


def delete(unit: SqlUnitOfWork, rule: RetentionRule, now: datetime) -> int:
    return unit.retention.delete_portion(rule, now)


def has_old(unit: SqlUnitOfWork, rule: RetentionRule, now: datetime) -> bool:
    return unit.retention.has_old(rule, now)


def count(unit: SqlUnitOfWork, rule: RetentionRule) -> int:
    return int(unit.connection.execute(select(func.count()).select_from(rule.moment.table)).scalar_one())


@RULES
async def test_what_is_old_goes_and_what_is_newer_stays(helpdesk: Helpdesk, rule: RetentionRule) -> None:
    for number, at in enumerate((NOW - rule.kept_for - SECOND, NOW - rule.kept_for + SECOND, NOW), 1):
        await helpdesk.run(add, rule, at, number)
    assert await helpdesk.read(has_old, rule, NOW)
    assert await helpdesk.run(delete, rule, NOW) == 1
    assert not await helpdesk.read(has_old, rule, NOW)
    assert await helpdesk.run(delete, rule, NOW) == 0
    assert await helpdesk.read(count, rule) == 2


async def test_what_is_not_done_or_waits_to_be_sent_stays_whatever_its_age(helpdesk: Helpdesk) -> None:
    def fill(unit: SqlUnitOfWork) -> None:
        unit.inbox.store([(1, "budi", "{}")], NOW)
        unit.connection.execute(insert(t.outbox), OTHERS["outbox"])
        unit.chats.save(Chat(1, BUDI.id))
        unit.live_messages.set(1, "screen", 7)
        unit.connection.execute(update(t.live_messages).values(kept_at=NOW))

    await helpdesk.run(fill)
    for rule in RETENTION:
        assert not await helpdesk.read(has_old, rule, NOW + timedelta(days=9999))
        assert await helpdesk.run(delete, rule, NOW + timedelta(days=9999)) == 0


async def test_where_nothing_is_old_every_rule_can_be_asked_beside_the_writers(helpdesk: Helpdesk) -> None:
    for rule in (*RETENTION, *ON_REQUEST):
        assert not await helpdesk.read(has_old, rule, NOW)


async def test_a_live_message_is_dated_when_it_is_sent_or_changed(helpdesk: Helpdesk) -> None:
    def dates(unit: SqlUnitOfWork) -> list[datetime]:
        return list(unit.connection.execute(select(t.live_messages.c.kept_at)).scalars())

    def sent_again(unit: SqlUnitOfWork) -> None:
        unit.live_messages.set(1, "alert:5", 7)
        unit.connection.execute(update(t.live_messages).values(kept_at=NOW - timedelta(days=999)))
        unit.live_messages.set(1, "alert:5", 7)

    await helpdesk.run(sent_again)
    [at] = await helpdesk.read(dates)
    assert at.replace(tzinfo=NOW.tzinfo) > NOW - timedelta(days=999)


@RULES
async def test_old_rows_are_found_by_an_index(helpdesk: Helpdesk, rule: RetentionRule) -> None:
    found, table = "\n".join(await helpdesk.run(plans, rule)), rule.moment.table.name
    assert (
        len(re.findall(r"(?:SEARCH \w+ USING|Index (?:Only )?Scan using|Bitmap Index Scan)", found)) == 2
    ), found
    assert not re.search(rf"SCAN {table}|Seq Scan on {table}", found), found


def plans(unit: SqlUnitOfWork, rule: RetentionRule) -> list[str]:
    """Return the steps by which the one old row is deleted from a table of thousands."""
    connection, executed = unit.connection, []
    table = rule.moment.table
    add(unit, rule, NOW - rule.kept_for - SECOND, 0)
    name = NAMES[table.name]
    stored = dict(zip(table.c.keys(), connection.execute(select(table)).one(), strict=True))
    row = {column: value for column, value in stored.items() if column == name or column != "id"}
    fresh = [
        {**row, name: n if isinstance(row[name], int) else f"alert:{n}", rule.moment.key: NOW}
        for n in range(1, 3 * PORTION)
    ]
    connection.execute(insert(table), fresh)
    connection.exec_driver_sql("ANALYZE")

    def note(_connection: object, _cursor: object, statement: str, values: Any, *_more: object) -> None:
        executed.append((statement, values[0] if isinstance(values, list) else values))

    event.listen(connection, "before_cursor_execute", note)
    assert delete(unit, rule, NOW) == 1
    event.remove(connection, "before_cursor_execute", note)
    explain = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
    return [
        str(step[-1])
        for statement, values in executed
        for step in connection.exec_driver_sql(f"{explain} {statement}", values)
    ]


TRAIL, SEARCHES = ON_REQUEST


async def test_the_trail_goes_by_age_where_a_setting_says_so(helpdesk: Helpdesk) -> None:
    [rule] = [rule for rule in chosen_rules({"audit_days": 400}) if rule.rows == TRAIL.rows]
    present = datetime.now(UTC)

    def write(unit: SqlUnitOfWork) -> None:
        for days in (401, 399):
            at = present - timedelta(days=days)
            unit.audit.add(AuditChange(ChangeType.LPSE_CHANGED, str(days), at, None))

    await helpdesk.run(write)
    assert await helpdesk.run(delete, rule, present) == 1
    assert [line.change.subject for line in await helpdesk.read(lambda unit: unit.audit.newest(9))] == ["399"]


async def test_what_was_searched_for_is_forgotten_and_the_chat_stays(helpdesk: Helpdesk) -> None:
    memo = {"search": {"text": "rahasia"}, "accounts": {}, "trail": {}, "edits": {"7": 1}}

    def searches(unit: SqlUnitOfWork) -> None:
        unit.chats.save(Chat(1, BUDI.id, memo=memo, searched_at=NOW))
        unit.chats.save(Chat(2, memo=memo, searched_at=NOW + SECOND))

    await helpdesk.run(searches)
    assert await helpdesk.run(delete, SEARCHES, NOW + SEARCHES.kept_for + SECOND / 2) == 1
    assert await helpdesk.run(delete, SEARCHES, NOW + SEARCHES.kept_for + SECOND / 2) == 0
    first, second = await helpdesk.read(lambda unit: (unit.chats.get(1), unit.chats.get(2)))
    assert first is not None
    assert second is not None
    assert (first.memo, first.person_id, first.searched_at) == ({"edits": {"7": 1}}, BUDI.id, None)
    assert second.memo == memo


def test_settings_say_the_periods_and_nothing_goes_that_they_do_not_name() -> None:
    assert chosen_rules({}) == RETENTION
    chosen = chosen_rules({"sign_in_days": 30, "search_days": 7, "audit_days": 0})
    assert {
        rule.rows: rule.kept_for.days for rule in chosen if rule.setting in {"sign_in_days", "search_days"}
    } == {
        "Attempts to sign in: chat, a digest of the address, how it went": 30,
        SEARCHES.rows: 7,
    }
    assert TRAIL.rows not in {rule.rows for rule in chosen}


async def test_words_that_were_searched_for_are_found_by_an_index(helpdesk: Helpdesk) -> None:
    found = "\n".join(await helpdesk.run(plans, SEARCHES))
    assert not re.search(r"SCAN chats\b|Seq Scan on chats", found), found
