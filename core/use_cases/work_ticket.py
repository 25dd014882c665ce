"""Make one move on a ticket: take, ask, answer, escalate, solve, confirm, reject, close and the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from core.attachments import Remark
from core.catalogue import Catalogue, Directorate
from core.errors import Refusal
from core.files import MOST_FILES, check_file
from core.house_rules import SHIPPED, HouseRules
from core.lifecycle import Action, Status
from core.people import Person
from core.ports import People, Tickets
from core.priority import compute
from core.rating import Rating
from core.rights import may_hold, require
from core.texts import read_text
from core.ticket import Actor, Ticket
from core.use_cases.read_ticket import open_for_change

WITHOUT_REMARK = frozenset({Action.TAKE, Action.CONFIRM, Action.RATE})

PLAIN_MOVES: Mapping[Action, Callable[[Ticket, Actor, datetime, Remark], None]] = {
    Action.GIVE_FEEDBACK: Ticket.give_feedback,
    Action.HAND_BACK: Ticket.hand_back,
    Action.REJECT: Ticket.reject,
    Action.CLOSE: Ticket.close,
}


@dataclass(frozen=True, slots=True)
class Order:
    """What a person wants done. `below`, `directorate`, `category`, `rating` belong to single actions."""

    action: Action
    ticket_id: int
    remark: Remark | None = None
    below: bool = False
    directorate: Directorate | None = None
    category: str = ""
    subcategory: str = ""
    rating: Rating | None = None


@dataclass(frozen=True, slots=True)
class WorkTicket:
    """The guard and the move, in one place for all actions."""

    tickets: Tickets
    catalogue: Catalogue
    people: People
    rules: HouseRules = SHIPPED

    def __call__(self, person: Person, order: Order, at: datetime) -> Ticket:
        """The ticket after the move; its `events` say what happened.

        Refuses as `core.rights.require` does, and with the code of what is wrong in the order.
        """
        ticket = open_for_change(self.tickets, person, order.ticket_id)
        actor = require(person, ticket, order.action)
        self._move(ticket, actor, order, at)
        if self._comes_back_to_nobody(ticket, actor):
            ticket.release(at)
        self.tickets.save(ticket)
        return ticket

    def _comes_back_to_nobody(self, ticket: Ticket, actor: Actor) -> bool:
        """An answer or a rejected solution, for somebody who has left in the meantime."""
        if ticket.status is not Status.WORKING or ticket.holder_id is None:
            return False
        if ticket.holder_id == actor.person_id:
            return False
        return not may_hold(self.people.get(ticket.holder_id), ticket)

    def _move(self, ticket: Ticket, actor: Actor, order: Order, at: datetime) -> None:
        if order.action in WITHOUT_REMARK:
            _move_silently(ticket, actor, order, at)
            return
        remark = _checked(order.remark, self.rules.file_limit(actor.role))
        match order.action:
            case Action.ASK_FEEDBACK:
                ticket.ask_feedback(actor, at, remark, self.rules, below=order.below)
            case Action.SOLVE:
                ticket.solve(actor, at, remark, self.rules)
            case Action.ESCALATE:
                application = self.catalogue.application(ticket.application)
                ticket.escalate(actor, at, remark, application, order.directorate)
            case Action.RECATEGORISE:
                self._recategorise(ticket, actor, order, remark, at)
            case action if move := PLAIN_MOVES.get(action):
                move(ticket, actor, at, remark)
            case _:
                raise Refusal("not_now", action=order.action, status=ticket.status)

    def _recategorise(self, ticket: Ticket, actor: Actor, order: Order, remark: Remark, at: datetime) -> None:
        category = self.catalogue.category(ticket.application, order.category)
        if category.retired:
            raise Refusal("category_retired", name=category.name)
        if order.subcategory and order.subcategory not in category.subcategories:
            raise Refusal("subcategory_unknown")
        assessed = compute(category, order.subcategory or None, ticket.package.facts, at, self.rules)
        ticket.recategorise(actor, at, remark, (category.code, order.subcategory), assessed)


def _move_silently(ticket: Ticket, actor: Actor, order: Order, at: datetime) -> None:
    match order.action:
        case Action.TAKE:
            ticket.take(actor, at)
        case Action.CONFIRM:
            ticket.confirm(actor, at)
        case _:
            if order.rating is None:
                raise Refusal("stars")
            ticket.rate(actor, at, order.rating)


def _checked(remark: Remark | None, limit: int) -> Remark:
    if remark is None:
        remark = Remark("")
    if len(remark.uploads) > MOST_FILES:
        raise Refusal("too_many_files", limit=MOST_FILES)
    for upload in remark.uploads:
        check_file(upload.original, upload.size, limit=limit)
    return Remark(read_text(remark.text), remark.uploads)
