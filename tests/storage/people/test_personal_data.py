"""Test that one person's data is exported whole, and erased wherever it need not stay, table by table."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, event, select, text, update
from sqlalchemy.exc import DBAPIError

from core.administration.accounts import AccountFilters
from core.administration.audit import AuditChange, ChangeType
from core.administration.erasure import erased_name
from core.errors import Refusal
from core.messaging.outgoing import SendLetter
from core.messaging.sends import SendLine, SendOutcome
from core.organisation.roles import Role
from core.people.people import Assignment
from core.tickets.lifecycle import Action
from storage.privacy.data_inventory import HOLDINGS
from storage.privacy.erasure import PORTION
from storage.privacy.exporting import PAGE, PARTS
from storage.privacy.holding import Erasure
from storage.schema import tables as t
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import ADI, BUDI, NOW, SARI, Helpdesk, file, work
from tests.storage.personal_data import CHAT, LETTER, MARKS, NAMELESS, ask, erase, eraser, live, portion


def exported(unit: SqlUnitOfWork, person_id: int = BUDI.id) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for part in PARTS:
        records, after = unit.personal_data.page(person_id, part)
        while after is not None:
            more, after = unit.personal_data.page(person_id, part, after)
            records += more
        found[part.name] = records
    return found


def texts(unit: SqlUnitOfWork) -> dict[str, str]:
    """Return all rows of each table as one text."""
    rows = {
        table.name: str(unit.connection.execute(select(table)).all()) for table in t.metadata.sorted_tables
    }
    return rows | {"account_index": str(unit.account_search.page(_named("Budiman")).items)}


def _named(words: str) -> Any:
    return AccountFilters(words)


async def test_an_export_has_something_of_every_part(helpdesk: Helpdesk) -> None:
    await helpdesk.run(live)
    found = await helpdesk.read(exported)
    empty = {name for name, records in found.items() if not records}
    assert empty == {"ratings_received"}
    assert [file["original"] for file in found["files"]] == ["tangkapan layar.png"]
    assert {line["kind"] for line in found["written"]} == {"filed", "confirmed"}
    assert [line["number"] for line in found["written"]] == [found["tickets"][0]["number"]] * 2
    assert [name["name"] for name in found["former_names"]] == ["Budi"]
    assert len(found["changes"]) == 3
    assert len(found["received"]) == 1


async def test_an_export_has_nothing_that_opens_an_account(helpdesk: Helpdesk) -> None:
    await helpdesk.run(live)
    whole = str(await helpdesk.read(exported))
    assert "123456" not in whole
    assert "digest-of" not in whole


async def test_an_export_has_nothing_of_others(helpdesk: Helpdesk) -> None:
    await helpdesk.run(live)
    found = await helpdesk.read(exported, ADI.id)
    assert {tuple(line) for line in found["changes"]} == {("id", "at", "kind")}
    whole = str(found)
    assert not [mark for mark in MARKS if mark in whole]


async def test_pages_bring_every_row_once(helpdesk: Helpdesk) -> None:
    def fill(unit: SqlUnitOfWork) -> None:
        rows = [(number, str(CHAT), "{}") for number in range(1, 2 * PAGE + 4)]
        unit.links.link(CHAT, BUDI.id, NOW)
        unit.inbox.store(rows, NOW)

    await helpdesk.run(fill)
    found = await helpdesk.read(exported)
    assert [row["update_id"] for row in found["received"]] == list(range(1, 2 * PAGE + 4))


async def test_nothing_names_an_erased_person_where_it_need_not(helpdesk: Helpdesk) -> None:
    await helpdesk.run(live)
    before = await helpdesk.read(texts)
    assert await erase(helpdesk) == erased_name(BUDI.id) == f"Pengguna dihapus {BUDI.id}"
    after = await helpdesk.read(texts)
    for name, holding in HOLDINGS.items():
        if name in after and holding.erasure in {Erasure.DELETED, Erasure.EMPTIED}:
            assert any(mark in before[name] for mark in MARKS) or name in NAMELESS, name
            assert not [mark for mark in MARKS if mark in after[name]], name
    assert not [mark for mark in MARKS if mark in after["history"]]


async def test_a_letter_to_somebody_else_stays_in_the_trail_and_waits_for_nobody(helpdesk: Helpdesk) -> None:
    await helpdesk.run(live)
    await erase(helpdesk)
    lines = await helpdesk.read(lambda unit: unit.sends.of_person(None, SARI.email, 9))
    assert lines == [replace(LETTER, told_chat_id=None)]
    letters = await helpdesk.read(lambda unit: unit.letters.due(NOW, 9))
    assert [one.message.if_refused for one in letters if isinstance(one.message, SendLetter)] == [None]


async def test_the_letters_of_a_person_are_exported_and_the_addresses_of_others_are_not(
    helpdesk: Helpdesk,
) -> None:
    await helpdesk.run(live)
    found = (await helpdesk.read(exported))["letters"]
    assert [one.get("address") for one in found] == [BUDI.email, "rumah@contoh.go.id", None]
    assert [one["kind"] for one in found] == ["SendNotice", "ticket", "invitation"]
    assert SARI.email not in str(found)
    # Whoever invited them, or typed their address, is somebody else.
    assert not any("told_chat_id" in one for one in found)


async def test_letters_of_the_trail_are_read_by_their_index_a_portion_at_a_time(helpdesk: Helpdesk) -> None:
    def plan(unit: SqlUnitOfWork) -> list[str]:
        lines = [replace(LETTER, letter_id=f"{n}", address=f"{n}@b.id") for n in range(PORTION + 1)]
        lines += [SendLine(NOW, "SendNotice", SendOutcome.SENT, n) for n in range(3_000)]
        for line in lines:
            unit.sends.add(line)
        unit.links.link(CHAT, BUDI.id, NOW)
        unit.connection.exec_driver_sql("ANALYZE")
        executed: list[tuple[str, Any]] = []

        def note(_connection: object, _cursor: object, statement: str, values: Any, *_more: object) -> None:
            executed.append((statement, values))

        subject = unit.erasures.find(BUDI.email)
        assert subject is not None
        forget = unit.erasures.portions()[-1]
        event.listen(unit.connection, "before_cursor_execute", note)
        assert forget(subject, 0) == PORTION
        event.remove(unit.connection, "before_cursor_execute", note)
        assert forget(subject, PORTION) is None
        explain = "EXPLAIN QUERY PLAN" if unit.connection.dialect.name == "sqlite" else "EXPLAIN"
        steps = unit.connection.exec_driver_sql(f"{explain} {executed[0][0]}", executed[0][1])
        told = unit.connection.execute(select(t.sends.c.id).where(t.sends.c.told_chat_id == CHAT))
        assert not told.all()
        return [str(step[-1]) for step in steps]

    steps = "\n".join(await helpdesk.run(plan))
    assert "sends_chat" in steps
    assert "Sort" not in steps
    assert "TEMP B-TREE" not in steps


async def test_the_ticket_stays_and_names_nobody(helpdesk: Helpdesk) -> None:
    await helpdesk.run(live)
    await erase(helpdesk)

    def seen(unit: SqlUnitOfWork) -> None:
        [ticket] = [one for one in unit.lists.all(None, limit=10).items if one.reporter_id == BUDI.id]
        assert ticket.title == "Tidak bisa login"
        assert ticket.reporter_name == erased_name(BUDI.id)
        history = unit.discussion.history(ticket.id)
        assert {line.person_name for line in history} == {erased_name(BUDI.id), SARI.name}
        assert [one.upload.original for one in unit.discussion.files(ticket.id)] == ["tangkapan layar.png"]
        whole = unit.tickets.get(ticket.id)
        assert whole is not None
        assert whole.email == ""

    await helpdesk.read(seen)


async def test_the_trail_says_that_somebody_was_erased_and_not_who(helpdesk: Helpdesk) -> None:
    await helpdesk.run(live)
    await erase(helpdesk)
    lines = await helpdesk.read(lambda unit: unit.audit.newest(10))
    assert [line.change.kind for line in lines] == [
        ChangeType.ACCOUNT_ERASED,
        ChangeType.LPSE_CHANGED,
        ChangeType.ROLE_GIVEN,
        ChangeType.PROFILE_CHANGED,
        ChangeType.ACCOUNT_CHANGED,
    ]
    assert lines[1].change.subject == "LPSE Kota Surabaya"
    assert lines[2].change.after == {"role": ["Administrator"]}
    assert lines[3].by == erased_name(BUDI.id)


async def test_an_erasure_that_was_cut_off_is_done_by_the_next(helpdesk: Helpdesk) -> None:
    await helpdesk.run(live)
    subject = await helpdesk.run(lambda unit: eraser(unit).begin(BUDI.email))
    await helpdesk.run(portion, 1, subject, 0)
    await erase(helpdesk)
    with pytest.raises(Refusal, match="account_unknown"):
        await erase(helpdesk)
    after = await helpdesk.read(texts)
    assert not [mark for mark in MARKS if mark in after["people"] + after["tickets"] + after["audit"]]


async def test_whoever_is_erased_is_signed_in_and_enabled_by_nobody(helpdesk: Helpdesk) -> None:
    await helpdesk.run(live)
    await erase(helpdesk)

    def look(unit: SqlUnitOfWork) -> None:
        account = unit.accounts.get(BUDI.id)
        assert account is not None
        assert (account.is_erased, account.is_disabled, account.is_linked) == (True, True, False)
        assert unit.people.by_email(BUDI.email) is None
        assert not account.person.assignments

    await helpdesk.read(look)


async def test_the_tickets_of_an_erased_member_of_staff_are_due_for_release(helpdesk: Helpdesk) -> None:
    def take(unit: SqlUnitOfWork) -> None:
        work(unit, SARI, Action.TAKE, file(unit, BUDI).id, "")

    await helpdesk.run(take)
    await erase(helpdesk, SARI.email)
    assert await helpdesk.read(lambda unit: unit.releases.people_due(10)) == [SARI.id]


async def test_open_tickets_are_closed_before_their_reporter_is_erased(helpdesk: Helpdesk) -> None:
    filed = await helpdesk.run(file)
    with pytest.raises(Refusal, match="has_open_tickets") as refused:
        await erase(helpdesk)
    assert refused.value.facts["numbers"] == (filed.number,)
    assert await helpdesk.read(lambda unit: unit.people.get(BUDI.id)) == BUDI


async def test_the_last_administrator_is_not_erased(helpdesk: Helpdesk) -> None:
    def promote(unit: SqlUnitOfWork) -> None:
        unit.accounts.add_assignment(ADI.id, Assignment(Role.ADMINISTRATOR))

    await helpdesk.run(promote)
    with pytest.raises(Refusal, match="last_administrator"):
        await erase(helpdesk, ADI.email)


async def test_a_dry_run_counts_what_would_go(helpdesk: Helpdesk) -> None:
    await helpdesk.run(live)

    def count(unit: SqlUnitOfWork) -> None:
        subject = unit.erasures.find(" BUDI@surabaya.go.id ")
        assert subject is not None
        counts = unit.erasures.counts(subject)
        assert (counts["drafts"], counts["tickets"], counts["chats"], counts["former_names"]) == (1, 1, 1, 1)
        assert (counts["outbox"], counts["audit"], counts["sends"]) == (2, 3, 2)

    await helpdesk.read(count)


async def test_the_trail_changes_for_nobody_else(helpdesk: Helpdesk) -> None:
    await helpdesk.run(live)
    changes = (update(t.audit).values(subject="x"), update(t.audit).values(kind="x"), delete(t.audit))
    for change in changes:
        with pytest.raises(DBAPIError, match="append-only"):
            await helpdesk.run(ask, change)
    await helpdesk.run(lambda unit: eraser(unit).begin(BUDI.email))
    for change in changes[1:]:
        with pytest.raises(DBAPIError, match="append-only"):
            await helpdesk.run(ask, change)
    await erase(helpdesk)
    with pytest.raises(DBAPIError, match="append-only"):
        await helpdesk.run(ask, changes[0])


async def test_lines_of_the_trail_go_after_a_year_and_not_before(helpdesk: Helpdesk) -> None:
    def write(unit: SqlUnitOfWork, days: int) -> None:
        at = datetime.now(UTC) - timedelta(days=days)
        unit.audit.add(AuditChange(ChangeType.LPSE_CHANGED, f"{days}", at, None))

    for days in (400, 300):
        await helpdesk.run(write, days)
    await helpdesk.run(ask, delete(t.audit).where(t.audit.c.subject == "400"))
    with pytest.raises(DBAPIError, match="append-only"):
        await helpdesk.run(ask, delete(t.audit))


async def test_the_trail_is_not_emptied_at_once(postgres_helpdesk: Helpdesk) -> None:
    with pytest.raises(DBAPIError, match="append-only"):
        await postgres_helpdesk.run(ask, text("TRUNCATE audit"))
