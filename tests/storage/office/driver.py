"""Run the use cases of the bot at given times, so that a database fills as it does in production."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

from core.packages.package import Package
from core.people.people import Person
from core.tickets.attachments import Remark, Upload
from core.tickets.draft import TicketDraft
from core.tickets.lifecycle import Action
from core.tickets.rating import Rating
from core.tickets.ticket import Ticket
from core.use_cases.tickets.file_ticket import FileTicket
from core.use_cases.tickets.work_ticket import ActionRequest, WorkTicket
from storage.unit import SqlUnitOfWork

START = datetime(2026, 10, 20, 2, 0, tzinfo=UTC)

DESCRIPTION = 'Sejak pagi tidak bisa masuk.\nPesannya: "Sesi habis" — it\'s <b>aneh</b> & 100% \\ 🙏 :nama'
REMARK = "Mohon dicoba sekali lagi ya, terima kasih."


def at(day: float, hour: float = 0) -> datetime:
    """Return the instant so many days and hours after the office began."""
    return START + timedelta(days=day, hours=hour)


NOW = at(32, 1)


def chat_of(person_id: int) -> int:
    """Return the private chat of this person; its id needs more than 32 bits, as many of Telegram's do."""
    return 7_000_000_000 + person_id


@contextmanager
def fixed_token(token: str) -> Iterator[None]:
    """Replace every secret token that is drawn inside the block by this one."""
    with patch("secrets.token_urlsafe", return_value=token):
        yield


class Driver:
    """Runs use cases in one unit of work; people are named by the first part of their address."""

    def __init__(self, unit: SqlUnitOfWork) -> None:
        self.unit = unit

    def person(self, name: str) -> Person:
        """Return the account as it is now."""
        found = self.unit.people.by_email(f"{name}@kantor.example")
        assert found is not None, f"{name} has no account"
        return found

    def file(
        self,
        name: str,
        when: datetime,
        title: str,
        *uploads: Upload,
        lpse_id: int = 10,
        application: str = "spse",
        category: str = "spse-login",
        subcategory: str = "",
        version: str = "",
        package: Package | None = None,
        error_code: str = "",
    ) -> int:
        """File a ticket and return its id."""
        person, unit = self.person(name), self.unit
        draft = TicketDraft(
            title=title,
            lpse_id=lpse_id,
            application=application,
            category=category,
            subcategory=subcategory,
            version=version,
            package=package or Package(),
            error_code=error_code,
            description=DESCRIPTION,
            email=person.email,
            uploads=uploads,
        )
        use_case = FileTicket(
            unit.tickets, unit.numbers, unit.lpses, unit.master.catalogue, unit.master.settings
        )
        return use_case(person, draft, when).id

    def work(
        self,
        name: str,
        action: Action,
        ticket_id: int,
        when: datetime,
        *uploads: Upload,
        text: str = REMARK,
        below: bool = False,
        category: str = "",
        subcategory: str = "",
        rating: Rating | None = None,
    ) -> Ticket:
        """Perform one action on a ticket and return it as changed."""
        unit, remark = self.unit, Remark(text, uploads)
        request = ActionRequest(
            action,
            ticket_id,
            remark,
            below=below,
            category=category,
            subcategory=subcategory,
            rating=rating,
        )
        use_case = WorkTicket(unit.tickets, unit.master.catalogue, unit.people, unit.master.settings)
        return use_case(self.person(name), request, when)
