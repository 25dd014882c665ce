"""Upgrade the offices that earlier releases stored: nothing is lost, and work goes on in them."""

from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from conversations.answers import PressAnswer
from conversations.conversation import ConversationState
from core.administration.account_rows import AccountRow, LpseIdSet, read_accounts
from core.errors import Refusal
from core.input.csv_rows import csv_rows
from core.messaging.outgoing import SendNotice
from core.tickets.lifecycle import Action, Status
from core.tickets.rating import Rating
from core.tickets.search import TicketFilters, TicketScope
from core.use_cases.own_account.invitation import AcceptInvitation, invitation_digest
from core.use_cases.tickets.watch_ticket import WatchTicket, link_digest
from storage.engine.database import open_database
from storage.messaging.inbox import Claim, ClaimStatus
from storage.unit import SqlUnitOfWork
from tests.storage.conftest import both
from tests.storage.helpdesk import ROOT, Helpdesk
from tests.storage.lending import FilledDatabases
from tests.storage.office.accounts import CODE, FILE, FORMER_ADDRESS, NEW_ADDRESS, enter_code
from tests.storage.office.conversations import RUNNER, context_of
from tests.storage.office.driver import NOW, REMARK, Driver, chat_of
from tests.storage.office.reading import EVERYTHING, read_office
from tests.storage.office.rows import dangling
from tests.storage.office.stored import lost, stored_document, stored_revisions, upgrade_office
from tests.storage.office.tickets import LETTER
from tests.storage.schema.test_migrations import catalogue

SCRIPTS = ROOT / "storage" / "migrations" / "versions"
LATER = NOW + timedelta(minutes=1)
# Hana was in the middle of a ticket when she lost the role, and sees her former tickets no more.
LOST_THE_ROLE = ("/counts/12/worked/1:", "/lists/12/held:", "/lists/12/past:")
REVISIONS = pytest.mark.parametrize("revision", stored_revisions())
IN_STEP = """
    SELECT count(*) FROM tickets FULL JOIN search_documents ON ticket_id = id
    WHERE document IS DISTINCT FROM search_document(tickets)
"""


@pytest.fixture(params=both)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def office(
    filled_databases: FilledDatabases, engine: str, revision: str, tmp_path: Path
) -> AsyncIterator[Helpdesk]:
    """Yield the stored office of the revision as it is after an upgrade to this release."""
    upgraded = partial(upgrade_office, revision)
    url = await filled_databases.lend(engine, f"office of {revision}", upgraded, tmp_path)
    helpdesk = Helpdesk(open_database(url))
    yield helpdesk
    await helpdesk.database.close()


# ---------------------------------------------------------------------------------------- nothing is lost


def test_an_office_of_the_newest_tables_is_stored() -> None:
    newest = max(path.stem[:4] for path in SCRIPTS.glob("[0-9]*.py"))
    assert "0017" in stored_revisions()
    assert stored_revisions()[-1] == newest, (
        "a release that changes the tables stores its office, from which later ones are upgraded in tests:"
        " python -m tests.storage.office"
    )


@REVISIONS
async def test_everything_is_read_back_as_it_was(office: Helpdesk, revision: str) -> None:
    stored = stored_document(revision)
    read = await office.read(lambda unit: read_office(unit, stored["asked"]))
    assert [one for one in lost(stored["found"], read) if not one.startswith(LOST_THE_ROLE)] == []


@REVISIONS
async def test_who_invited_each_watcher_is_known_and_looked_at(office: Helpdesk, revision: str) -> None:
    def inviters(unit: SqlUnitOfWork) -> tuple[list[int | None], set[int]]:
        found = unit.connection.exec_driver_sql("SELECT invited_by FROM watchers").scalars().all()
        return [*found], set(unit.releases.people_due(100))

    found, due = await office.read(inviters)
    assert found
    assert None not in found
    # The migration that asks whether they still serve there is 0025.
    assert due.issuperset(found) or revision >= "0025"


@REVISIONS
async def test_no_row_refers_to_one_that_is_missing(office: Helpdesk) -> None:
    assert await office.database.read(dangling) == {}


@REVISIONS
async def test_the_indexes_are_whole_and_in_step(office: Helpdesk) -> None:
    def is_whole(unit: SqlUnitOfWork) -> None:
        ask = unit.connection.exec_driver_sql
        if unit.connection.dialect.name == "postgresql":
            assert ask(IN_STEP).scalar_one() == 0
            assert ask("SELECT count(*) FROM pg_constraint WHERE NOT convalidated").scalar_one() == 0
            return
        assert ask("PRAGMA integrity_check").scalars().all() == ["ok"]
        assert ask("PRAGMA foreign_key_check").all() == []
        for index in ("search_index", "account_index"):
            # FTS5 compares every word with the rows, and raises where one differs.
            ask(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")

    await office.run(is_whole)


@pytest.fixture
def new_url(request: pytest.FixtureRequest, engine: str) -> str:
    """Return the URL of a second database of the same kind, with the tables of this release."""
    found = request.getfixturevalue(f"{engine}_url")
    assert isinstance(found, str)
    return found


@REVISIONS
async def test_an_upgraded_database_has_the_tables_of_a_new_one(office: Helpdesk, new_url: str) -> None:
    new = open_database(new_url)
    expected = await new.read(catalogue)
    await new.close()
    assert len(expected) > 40
    assert await office.database.read(catalogue) == expected


# ---------------------------------------------------------------------------------------------- it goes on


@REVISIONS
async def test_one_more_ticket_is_filed_and_worked_to_the_end(office: Helpdesk, revision: str) -> None:
    numbers = [ticket["number"] for ticket in stored_document(revision)["found"]["tickets"]]
    last = max(int(number[-4:]) for number in numbers if number.startswith("TPS2611"))

    def work_it(unit: SqlUnitOfWork) -> int:
        driver = Driver(unit)
        ticket_id = driver.file("budi", LATER, "Gagal setelah pembaruan", LETTER)
        driver.work("sari", Action.TAKE, ticket_id, LATER)
        driver.work("sari", Action.ASK_FEEDBACK, ticket_id, LATER)
        driver.work("budi", Action.GIVE_FEEDBACK, ticket_id, LATER, LETTER)
        driver.work("sari", Action.ESCALATE, ticket_id, LATER)
        driver.work("adi", Action.TAKE, ticket_id, LATER)
        driver.work("adi", Action.SOLVE, ticket_id, LATER)
        driver.work("budi", Action.CONFIRM, ticket_id, LATER)
        driver.work("budi", Action.RATE, ticket_id, LATER, rating=Rating(4, ("speed",), "Cepat sekali"))
        return ticket_id

    ticket_id = await office.run(work_it)

    def look(unit: SqlUnitOfWork) -> None:
        ticket = unit.tickets.get(ticket_id)
        assert ticket is not None
        assert ticket.status is Status.CLOSED
        assert ticket.number == f"TPS261121{last + 1:04d}"
        assert [line.id for line in unit.search.page(EVERYTHING, TicketFilters("pembaruan")).items] == [
            ticket_id
        ]
        assert unit.lists.past(TicketScope(ticket.reporter_id)).items[0].id == ticket_id
        assert len(unit.discussion.history(ticket_id)) == 9
        assert [file.ordinal for file in unit.discussion.files(ticket_id)] == [1, 2]

    await office.read(look)


@REVISIONS
async def test_every_counter_goes_on_with_the_next_number(office: Helpdesk, revision: str) -> None:
    stored = stored_document(revision)["found"]
    last: dict[tuple[str, str], int] = {}
    for ticket in stored["tickets"]:
        number = ticket["number"]
        key = (number[:3], number[3:7])
        last[key] = max(last.get(key, 0), int(number[9:]))
    sent = max(message["id"] for message in stored["outbox"]["later"])

    def draw(unit: SqlUnitOfWork) -> None:
        assert {key: unit.numbers.next(*key) for key in last} == {key: n + 1 for key, n in last.items()}
        made = unit.outbox.add(SendNotice({}), chat_id=1, priority=1, at=LATER)
        assert made > sent
        assert unit.send_queue.due(LATER, 1)[0].id == made

    await office.run(draw)


@REVISIONS
async def test_what_was_left_open_is_taken_up(office: Helpdesk) -> None:
    def sign_in(unit: SqlUnitOfWork) -> None:
        ida = Driver(unit).person("ida")
        chat_id = chat_of(ida.id)
        assert enter_code(unit)(chat_id, ida.email, CODE, LATER) == ida
        accept = AcceptInvitation(unit.invitations, unit.codes, unit.people, unit.links)
        with pytest.raises(Refusal, match="invitation_invalid"):
            accept(chat_id, invitation_digest("invitation-ida-1"), LATER)
        assert accept(chat_id, invitation_digest("invitation-ida-2"), LATER) == ida

    def watch(unit: SqlUnitOfWork) -> None:
        citra = Driver(unit).person("citra")
        [line] = unit.lists.all(None, [Status.CONFIRMATION]).items
        link = link_digest(f"watch-{line.id}")
        seen = WatchTicket(unit.tickets, unit.people, unit.watch_links)(citra, link, LATER)
        assert seen.watcher_ids == {citra.id}

    def import_a_former_address(unit: SqlUnitOfWork) -> None:
        lines = [FILE.splitlines()[0], f"{FORMER_ADDRESS},Hadi Baru,,Dinas,ppk,10,"]
        read = read_accounts(csv_rows(lines), LpseIdSet(frozenset({10})))
        rows = [row for row in read if isinstance(row, AccountRow)]
        assert unit.bulk.import_accounts(rows, LATER).new_people == 0
        hadi = unit.people.by_email(NEW_ADDRESS)
        assert hadi is not None
        assert hadi.name == "Hadi Baru"

    def handle_updates(unit: SqlUnitOfWork) -> None:
        first = unit.inbox.pending(10)[0]
        assert unit.inbox.claim(first.update_id, first.lane) == Claim(ClaimStatus.GRANTED)
        unit.inbox.mark_done(first.update_id, LATER)
        assert first not in unit.inbox.pending(10)

    for work in (sign_in, watch, import_a_former_address, handle_updates):
        await office.run(work)


@REVISIONS
async def test_every_conversation_goes_on_where_it_was_left(office: Helpdesk, revision: str) -> None:
    chats = stored_document(revision)["asked"]["chats"]

    def resume(unit: SqlUnitOfWork) -> int:
        resumed = 0
        for chat_id in chats:
            row = unit.chats.get(chat_id)
            writer = row.person_id if row and row.person_id else 0
            parked = [unit.parked_drafts.get(writer, key) for key in unit.parked_drafts.keys(writer)]
            for kept in filter(None, [row.conversation if row else None, *parked]):
                state = ConversationState.from_dict(kept)
                person = unit.people.get(row.person_id) if row and row.person_id else None
                context = context_of(unit, person, LATER, state.subject)
                again = RUNNER.resume(state, context)
                assert (again.step, again.draft) == (state.step, state.draft)
                assert RUNNER.screen(again, context).rows
                resumed += 1
        return resumed

    def finish_a_draft(unit: SqlUnitOfWork) -> None:
        sari = Driver(unit).person("sari")
        [key] = [key for key in unit.parked_drafts.keys(sari.id) if key.startswith("solve:")]
        kept = unit.parked_drafts.get(sari.id, key)
        assert kept is not None
        state = ConversationState.from_dict(kept)
        context = context_of(unit, sari, LATER, state.subject)
        result = RUNNER.handle(
            RUNNER.handle(state, PressAnswer("done"), context).state, PressAnswer("yes"), context
        )
        assert result.refusal is None
        assert result.finished is not None
        assert result.finished.ticket is not None
        assert result.finished.ticket.status is Status.CONFIRMATION
        assert result.finished.ticket.events[-1].text == REMARK

    assert await office.run(resume) == 5
    await office.run(finish_a_draft)


@REVISIONS
@pytest.mark.parametrize("table", ["history", "audit"])
async def test_what_happened_can_still_not_be_changed(office: Helpdesk, table: str) -> None:
    for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET kind = 'other'"):
        with pytest.raises(DBAPIError, match="append-only"):
            await office.run(lambda unit, sql=statement: unit.connection.exec_driver_sql(sql))  # type: ignore[misc]


@REVISIONS
async def test_a_person_without_an_account_stays_in_the_trail(office: Helpdesk) -> None:
    sari = await office.read(lambda unit: Driver(unit).person("sari"))
    await office.run(lambda unit: unit.people.set_disabled(sari.id, disabled=True))
    assert sari.id in await office.read(lambda unit: unit.releases.people_due(100))
