"""An office whose events are told by the fan-out: its desk, and what waits in the outbox."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import event, select, update

from bot.imports.shipped_data import DATA
from bot.sending.fan_out import FanOut
from conversations.rendering.renderer import Rendered, Renderer
from conversations.rendering.screen import Screen
from core.master_data.ports import MasterDataKind
from core.messaging.outgoing import Outgoing
from core.organisation.roles import Role
from core.people.desks import Desk
from core.people.people import Assignment, Person
from core.tickets.lifecycle import Action
from core.tickets.ticket import Ticket
from handlers.context.transaction_context import HelpdeskServices, TransactionContext
from handlers.notify.ticket_events import notify_all
from storage.messaging.message_codec import StoredMessage, UnreadableMessage, decode
from storage.schema.tables import outbox
from storage.unit import SqlUnitOfWork
from tests.conversations.fakes import RENDERER, RUNNER
from tests.storage.helpdesk import BUDI, EVERYBODY, NOW, SARI, Helpdesk, file, work

T = TypeVar("T")

FIRST = Desk.from_key("1:10")
GROUP = -70
REMARK = "Mohon dicoba sekali lagi ya, terima kasih."


class CountingRenderer:
    """A renderer that keeps which template was rendered in which language."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer
        self.rendered: list[tuple[str, str]] = []

    def screen(self, screen: Screen, language: str) -> Rendered:
        self.rendered.append((screen.template, language))
        return self._renderer.screen(screen, language)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._renderer, name)


def furnish(unit: SqlUnitOfWork) -> None:
    """Give everybody a chat with their own id, and the helpdesk its applications."""
    unit.master.fill_in(MasterDataKind.APPLICATIONS, json.loads((DATA / "applications.json").read_text()))
    for person in EVERYBODY:
        unit.links.link(person.id, person.id, NOW)


def hire(unit: SqlUnitOfWork, number: int, language: str = "id") -> list[int]:
    """Add so many colleagues to the first desk, each with a chat; return their ids."""
    ids = []
    for n in range(number):
        roles = (Assignment(Role.HELPDESK_LPSE, 10),)
        address = f"rekan{n}.{language}@surabaya.go.id"
        colleague = Person(0, f"Rekan {n}", address, language=language, assignments=roles)
        added = unit.people.add(colleague, NOW)
        unit.links.link(added.id, added.id, NOW)
        ids.append(added.id)
    return ids


@dataclass
class Waiting:
    """A message that waits in the outbox."""

    chat_id: int | None
    message: Outgoing | UnreadableMessage

    @property
    def text(self) -> str:
        return str(getattr(self.message, "body", {}).get("text", ""))

    @property
    def name(self) -> str:
        """Return the name under which the chat keeps it; empty where it is not kept."""
        return str(getattr(self.message, "name", ""))

    @property
    def labels(self) -> list[str]:
        """Return the labels of its buttons."""
        markup: Mapping[str, Any] = getattr(self.message, "body", {}).get("reply_markup", {})
        return [button["text"] for row in markup.get("inline_keyboard", ()) for button in row]


@dataclass
class Office:
    """A helpdesk with a fan-out, on a clock that is set."""

    helpdesk: Helpdesk
    now: datetime = NOW
    renderer: CountingRenderer = field(default_factory=lambda: CountingRenderer(RENDERER))

    def __post_init__(self) -> None:
        self.services = HelpdeskServices(RUNNER, self.renderer, can_mail=True)  # type: ignore[arg-type]
        self.fan_out = self.new_fan_out()

    def new_fan_out(self) -> FanOut:
        """Return the fan-out of a process that has just started."""
        return FanOut(self.helpdesk.units, self.services, lambda: self.now)

    async def files(self, by: Person = BUDI) -> Ticket:
        """File a ticket, of which nobody is told yet."""
        return await self.helpdesk.run(self.file_and_notify, by)

    def file_and_notify(self, unit: SqlUnitOfWork, by: Person = BUDI) -> Ticket:
        ticket = file(unit, by)
        notify_all(TransactionContext(self.services, unit, self.now), ticket)
        return ticket

    async def works(self, ticket: Ticket, action: Action, by: Person = SARI, text: str = REMARK) -> Ticket:
        """Do an action, of which nobody is told yet."""
        return await self.helpdesk.run(self.work_and_notify, ticket.id, action, by, text)

    def work_and_notify(
        self, unit: SqlUnitOfWork, ticket_id: int, action: Action, by: Person = SARI, text: str = REMARK
    ) -> Ticket:
        ticket = work(unit, by, action, ticket_id, text)
        notify_all(TransactionContext(self.services, unit, self.now), ticket)
        return ticket

    async def tells(self) -> None:
        """Tell everything that can be told now."""
        while await self.fan_out.tell_portions():
            pass

    async def waiting(self) -> list[Waiting]:
        """Return what waits in the outbox, oldest first; events to be told are among it."""
        unsent = select(outbox).where(outbox.c.failed_at.is_(None)).order_by(outbox.c.id)
        rows = await self.helpdesk.read(lambda unit: unit.connection.execute(unsent).all())
        return [
            Waiting(r.chat_id, decode(StoredMessage(r.op, r.method, r.payload, r.live_message, r.key)))
            for r in rows
        ]

    async def messages(self) -> list[Waiting]:
        """Return what waits for chats, oldest first."""
        return [one for one in await self.waiting() if one.chat_id is not None]

    async def later(self, **amount: float) -> None:
        self.now += timedelta(**amount)

    async def breaks(self, ticket: Ticket) -> None:
        """Spoil the first event of the ticket that waits, so that telling it fails."""
        spoilt = {"details": {"ticket_id": ticket.id, "history_id": 0, "was": {}}, "progress": {}}
        first = (
            select(outbox.c.id)
            .where(outbox.c.ticket_id == ticket.id, outbox.c.op == "tell")
            .order_by(outbox.c.id)
            .limit(1)
        )
        change = update(outbox).where(outbox.c.id == first.scalar_subquery()).values(payload=spoilt)
        await self.helpdesk.run(lambda unit: unit.connection.execute(change))


def statements(unit: SqlUnitOfWork, act: Callable[[SqlUnitOfWork], T]) -> list[str]:
    """Return the statements that this makes the database execute."""
    executed: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        executed.append(statement)

    event.listen(unit.connection, "before_cursor_execute", note)
    act(unit)
    event.remove(unit.connection, "before_cursor_execute", note)
    return executed
