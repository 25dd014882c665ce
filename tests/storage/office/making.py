"""Make the whole office in an empty database of the present revision."""

from __future__ import annotations

from sqlalchemy import func, select

from core.tickets.lifecycle import Status
from storage.schema.tables import metadata
from storage.unit import SqlUnitOfWork
from tests.storage.office import accounts, conversations, tickets, traffic
from tests.storage.office.driver import Driver


def make_office(unit: SqlUnitOfWork) -> None:
    """Fill every table by the use cases and repositories of the bot, alike on every run."""
    driver = Driver(unit)
    accounts.open_office(driver)
    accounts.sign_people_in(driver)
    tickets.work_old_tickets(driver)
    tickets.lose_holders(driver)
    accounts.change_master_data(driver)
    tickets.work_tickets(driver)
    tickets.climb_the_ladder(driver)
    accounts.change_accounts(driver)
    accounts.change_address(driver)
    tickets.keep_copies(driver)
    tickets.load_packages(driver)
    conversations.hold_conversations(
        driver,
        asked=_ticket(unit, "Akun terkunci"),
        taken=_ticket(unit, "Lupa kata sandi"),
    )
    traffic.keep_groups(driver)
    traffic.receive_updates(driver)
    traffic.send_messages(driver, _ticket(unit, "Tidak bisa login"))
    traffic.look_around(driver, _ticket(unit, "Tidak bisa login"))
    traffic.count_help(driver)
    traffic.elect(driver)
    accounts.request_codes(driver)
    _check_that_nothing_is_missing(unit)


def _ticket(unit: SqlUnitOfWork, title: str) -> int:
    [found] = [line.id for line in unit.lists.all(None, limit=100).items if line.title == title]
    return found


def _check_that_nothing_is_missing(unit: SqlUnitOfWork) -> None:
    rows = {
        table.name: unit.connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in metadata.sorted_tables
    }
    assert all(rows.values()), (
        f"these tables are empty: {[name for name, count in rows.items() if not count]}"
    )
    assert all(unit.lists.all(None, [status]).items for status in Status)
