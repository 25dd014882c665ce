"""Test the query plans: rows are found by an index, in its order, and no table is scanned."""

import re
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from sqlalchemy import event

from core.administration.accounts import AccountFilters, AccountStanding
from core.administration.alarms import AlarmKind
from core.messaging.outgoing import (
    JobKind,
    Letter,
    LetterKind,
    SendAlert,
    SendLetter,
    SendNotice,
    TellEvent,
    TellKind,
)
from core.organisation.roles import Level, Role
from core.people.desks import Desk
from core.people.people import Person
from core.use_cases.own_account.sign_in_limits import CODES_OF_CHAT
from storage.engine.database import open_database, upgrade
from storage.engine.edition_cache import EditionCache
from storage.queries.lists import DueTicket
from storage.tickets.due_priorities import DuePriority
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import BUDI, NOW, SARI, Helpdesk, add_people, file
from tests.storage.queries.test_lists import LISTS, fill

FIRST = Desk(Level.LPSE_1, lpse_id=10)
TELL = TellEvent(TellKind.TICKET_EVENT, {})


@pytest.fixture
async def helpdesk_with_tickets(sqlite_url: str) -> AsyncIterator[Helpdesk]:
    """Yield a helpdesk with tickets on SQLite, whose plans are the easiest to check."""
    helpdesk = Helpdesk(open_database(sqlite_url), EditionCache())
    await upgrade(helpdesk.database)
    await helpdesk.run(add_people)
    await helpdesk.run(fill)
    yield helpdesk
    await helpdesk.database.close()


YEARS_OF_TAKING = """
    INSERT INTO history (ticket_id, kind, at, person_id, role, facts, text)
    SELECT ticket_id, kind, at - n * interval '1 hour', person_id, role, facts, text
    FROM history, generate_series(1, 1000) n WHERE kind = 'taken'
"""

# A plan must be good both with and without the planner's statistics.
WITHOUT_STATISTICS, WITH_STATISTICS = "SELECT 1", "ANALYZE"


def plans(
    unit: SqlUnitOfWork, reading: Callable[[SqlUnitOfWork], object], *states: str
) -> dict[str, set[str]]:
    """Return every statement of `reading` with the steps of its plans, after each of the `states` was run."""
    executed: dict[str, Any] = {}

    def note(_connection: object, _cursor: object, statement: str, values: Any, *_more: object) -> None:
        executed[statement] = values

    event.listen(unit.connection, "before_cursor_execute", note)
    reading(unit)
    event.remove(unit.connection, "before_cursor_execute", note)
    found: dict[str, set[str]] = {statement: set() for statement in executed}
    for state in states:
        unit.connection.exec_driver_sql(state)
        for statement, values in executed.items():
            steps = unit.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
            found[statement] |= {step.detail for step in steps}
    return found


async def test_every_list_is_read_by_an_index_in_its_order(helpdesk_with_tickets: Helpdesk) -> None:
    def turn_pages(unit: SqlUnitOfWork) -> None:
        for read, _, _ in LISTS.values():
            page = read(unit.lists, None, False)
            read(unit.lists, page.next, False)
            read(unit.lists, page.next, True)
        unit.lists.due(NOW, 10)
        unit.lists.due(NOW, 10, DueTicket(NOW, 3))
        unit.due_priorities.due(NOW, 10)
        unit.due_priorities.due(NOW, 10, DuePriority(NOW, 3, {}))

    found = await helpdesk_with_tickets.run(plans, turn_pages, WITHOUT_STATISTICS, WITH_STATISTICS)
    assert len(found) == 4 * 14 + 4, "fourteen views forward, back, in all and before, and what is due"
    slow = {step for steps in found.values() for step in steps if "SCAN" in step or "TEMP B-TREE" in step}
    # What is counted at the end; and the first thousand tickets of all, whichever they are.
    assert slow == {"SCAN first_ones", "SCAN tickets USING COVERING INDEX tickets_asked"}


@pytest.mark.postgres
async def test_what_was_taken_today_is_found_by_its_index_on_postgresql_too(
    postgres_helpdesk: Helpdesk,
) -> None:
    def plan(unit: SqlUnitOfWork) -> str:
        fill(unit)
        unit.connection.exec_driver_sql(YEARS_OF_TAKING)
        unit.connection.exec_driver_sql("ANALYZE")
        executed: list[tuple[str, Any]] = []

        def note(_connection: object, _cursor: object, statement: str, values: Any, *_more: object) -> None:
            executed.append((statement, values))

        event.listen(unit.connection, "before_cursor_execute", note)
        unit.lists.taken([FIRST], NOW)
        event.remove(unit.connection, "before_cursor_execute", note)
        return "\n".join(
            step
            for statement, values in executed
            for step in unit.connection.exec_driver_sql(f"EXPLAIN {statement}", values).scalars()
        )

    steps = await postgres_helpdesk.run(plan)
    assert "history_taken" in steps
    assert "Seq Scan on history" not in steps


async def test_nothing_that_an_update_needs_looks_through_a_whole_table(
    helpdesk_with_tickets: Helpdesk,
) -> None:
    def handle(unit: SqlUnitOfWork) -> None:
        unit.inbox.store([(1, "budi", "")], NOW)
        unit.inbox.claim(1, "budi")
        unit.inbox.signed_in_lanes(["70", "71"])
        unit.alarms.standing(AlarmKind.FLOOD)
        unit.links.link(70, BUDI.id, NOW)
        unit.chats.of_people([BUDI.id, SARI.id])
        sari = unit.people.get(SARI.id)
        assert isinstance(sari, Person)
        unit.people.by_email(sari.email)
        unit.people.at_desk(FIRST, SARI.id, 2)
        unit.people.serving_at(FIRST, [BUDI.id, SARI.id])
        unit.chats.languages([70, 71])
        unit.groups.of_desk(FIRST)
        unit.codes.has_proven(70, "")
        unit.codes.get_for_change(70, "")
        unit.sign_in_limits.use(CODES_OF_CHAT, 70, NOW)
        unit.sign_in_trail.newest(10, 7)
        unit.sign_in_trail.newest(10, 7, BUDI.id)
        unit.lpses.by_repository(10)
        ticket = file(unit)
        unit.tickets.by_number(ticket.number)
        unit.tickets.get_for_change(ticket.id)
        unit.tickets.save(ticket)
        unit.watch_links.find("", NOW)
        unit.watch_links.use("", NOW)
        unit.watch_links.count_open(ticket.id, NOW)
        unit.discussion.entries(ticket.id)
        unit.discussion.files(ticket.id, of_description=True)
        for message in (SendAlert("card", {}), SendNotice({})):
            unit.outbox.add(message, chat_id=70, priority=0, at=NOW, ticket_id=ticket.id)
        tell = unit.outbox.add(TELL, chat_id=None, priority=0, at=NOW, ticket_id=ticket.id)
        unit.tells.locked(tell)
        unit.discussion.event(ticket.id, unit.tickets.history_ids(ticket)[0])
        unit.outbox.add_all([(70, SendAlert("card", {})), (71, SendAlert("card", {}))], priority=0, at=NOW)
        unit.waiting_alerts.withdraw("card", 10)
        unit.outbox.chats_waiting_for("card")
        unit.send_queue.next_due(NOW)
        unit.outbox.failed_for_ticket(ticket.id)
        unit.outbox.waiting(70, "card")
        unit.outbox.move_chat(70, 71)
        unit.outbox.drop_for(71)
        unit.live_messages.holding("card", 70, 2)
        unit.parked_drafts.keys(BUDI.id)
        unit.inbox.mark_done(1, NOW)

    found = await helpdesk_with_tickets.run(plans, handle, WITHOUT_STATISTICS)
    # The plan of an INSERT includes a scan that is run only after a violated foreign key.
    reading_plans = {
        statement: steps for statement, steps in found.items() if not statement.startswith("INSERT")
    }
    assert len(reading_plans) > 20
    assert {
        statement for statement, steps in reading_plans.items() if any("SCAN" in step for step in steps)
    } == set()


async def test_accounts_are_found_without_looking_at_all_of_them(helpdesk_with_tickets: Helpdesk) -> None:
    def search(unit: SqlUnitOfWork) -> None:
        for filters in (
            AccountFilters("sar sur"),
            AccountFilters("sar", Role.HELPDESK_LPSE, 10),
            AccountFilters("", Role.HELPDESK_LPSE),
            AccountFilters("", None, 10),
            *(AccountFilters("", standing=standing) for standing in AccountStanding),
            *(AccountFilters("sar", standing=standing) for standing in AccountStanding),
            AccountFilters(),
        ):
            for back in (False, True):
                unit.account_search.page(filters, "3", back=back)
        unit.accounts.get(SARI.id)
        unit.accounts.id_of(SARI.email)
        unit.accounts.administrators()
        unit.accounts.count_invited(SARI.id, NOW)
        unit.accounts.void_invitations(SARI.id, NOW)
        unit.accounts.void_codes(SARI.id)

    # With statistics, the planner scans a table of six people, so only the plan without them is checked.
    found = await helpdesk_with_tickets.run(plans, search, WITHOUT_STATISTICS)
    assert len(found) > 10
    # The plan calls every use of FTS5 a scan; M stands for a search in the index of words.
    scans = {step for steps in found.values() for step in steps if "SCAN" in step}
    assert scans
    # An index of some people only, all of whom are wanted, is read in its order.
    scans -= {f"SCAN people USING INDEX people_{few}" for few in ("disabled", "never_in")}
    assert all(re.search(r"account_index VIRTUAL TABLE INDEX \d+:.*M", step) for step in scans), scans


@pytest.mark.postgres
async def test_words_of_accounts_are_indexed_on_postgresql_too(postgres_helpdesk: Helpdesk) -> None:
    def plan(unit: SqlUnitOfWork) -> str:
        # Otherwise the planner scans a table of six people.
        unit.connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        plan_lines = unit.connection.exec_driver_sql(
            "EXPLAIN SELECT id FROM people WHERE account_words(name, email, office) @@ $1::tsquery",
            ("'sar':*",),
        )
        return "\n".join(plan_lines.scalars())

    assert "Bitmap Index Scan on account_index" in await postgres_helpdesk.run(plan)


async def test_what_waits_is_found_without_looking_at_what_is_done(helpdesk_with_tickets: Helpdesk) -> None:
    def sweep(unit: SqlUnitOfWork) -> None:
        # As after an hour without Telegram.
        notices = [(chat, SendNotice({"text": "x"})) for chat in range(100, 1100)]
        unit.outbox.add_all([*notices, *notices], priority=1, at=NOW)
        unit.releases.people_due(10)
        unit.releases.held_by(SARI.id, 0, 10)
        unit.inbox.pending(10)
        unit.send_queue.due(NOW, 10, [70], [71])
        unit.send_queue.next_in_chat(70)
        unit.outbox.drop_for(70)
        unit.outbox.move_chat(70, 71)
        unit.jobs.due(NOW, 1, [JobKind.TICKETS_CSV], [70])
        unit.tells.due(NOW, 10)
        for priority in (0, 2):
            letter = SendLetter(LetterKind.TICKET, Letter("budi@surabaya.go.id", "Halo", "Isi"))
            unit.outbox.add(letter, chat_id=None, priority=priority, at=NOW)
        unit.letters.due(NOW, 10)
        unit.letters.older_than(NOW, 10)

    found = await helpdesk_with_tickets.run(plans, sweep, WITHOUT_STATISTICS, WITH_STATISTICS)
    reading = (steps for statement, steps in found.items() if not statement.startswith("INSERT"))
    steps = {step for steps in reading for step in steps if step.startswith(("SCAN", "SEARCH"))}
    assert {re.sub(r"outbox_\d", "outbox", step) for step in steps} <= {
        "SEARCH releases_due USING INTEGER PRIMARY KEY (rowid>?)",
        "SEARCH tickets USING INDEX tickets_held (holder_id=? AND id>?)",
        "SCAN inbox USING INDEX inbox_waiting",  # only rows that are not done
        "SCAN outbox USING INDEX outbox_orders",
        "SCAN outbox USING INDEX outbox_tells",
        "SEARCH earlier USING INDEX outbox_tells_ticket (ticket_id=? AND id<?)",
        "SEARCH outbox USING INDEX outbox_mail_due (priority=? AND not_before<?)",
        "SEARCH outbox USING INDEX outbox_mail_due (priority>?)",
        "SEARCH outbox USING INDEX outbox_mail_old (created_at<?)",
        # The turns of the chats, from one to the next.
        "SCAN CONSTANT ROW",
        "SCAN turns",
        "SEARCH outbox USING INDEX outbox_turn (priority=? AND chat_id>?)",
        "SEARCH outbox USING INDEX outbox_turn (priority>?)",
        *(f"SEARCH {name} USING INTEGER PRIMARY KEY (rowid=?)" for name in ("outbox", "last", "head")),
        # Rows of one chat.
        *(
            f"SEARCH {name} USING INDEX outbox_chat ({part})"
            for name, part in (
                ("outbox", "chat_id=?"),
                ("head", "chat_id=?"),
                ("newest", "chat_id=? AND priority=?"),
                ("earlier", "chat_id=? AND priority<?"),
            )
        ),
    }
