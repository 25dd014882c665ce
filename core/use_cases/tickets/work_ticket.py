"""Do one action on a ticket: take, ask, answer, escalate, solve, confirm, reject, close and the rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.errors import Refusal
from core.input.file_types import MOST_FILES, check_file
from core.input.texts import read_text
from core.master_data.catalogue import Catalogue
from core.master_data.helpdesk_settings import DEFAULT_SETTINGS, HelpdeskSettings
from core.organisation.directorates import Directorate
from core.people.people import Person
from core.people.ports import People
from core.tickets.actions import ACTIONS
from core.tickets.actors import Actor
from core.tickets.attachments import Remark
from core.tickets.deadlines import DEFAULT_DEADLINES, Deadlines
from core.tickets.lifecycle import Action, Status
from core.tickets.ports import Tickets
from core.tickets.priority_rules import compute_priority
from core.tickets.rating import Rating
from core.tickets.rights import may_hold, require
from core.tickets.ticket import Ticket
from core.use_cases.tickets.read_ticket import ticket_for_change


@dataclass(frozen=True, slots=True)
class ActionRequest:
    """An action that a person asks for, not yet checked.

    `below` belongs to asking feedback, `directorate` to escalating, `category` and `subcategory` to
    recategorising, `rating` to rating.
    """

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
    """Authorise one action of a person on a ticket, and do it."""

    tickets: Tickets
    catalogue: Catalogue
    people: People
    settings: HelpdeskSettings = DEFAULT_SETTINGS
    deadlines: Deadlines = DEFAULT_DEADLINES

    def __call__(self, person: Person, request: ActionRequest, at: datetime) -> Ticket:
        """Return the ticket after the action; its `events` say what happened.

        Refuses as `core.tickets.rights.require` does, and with the code of what is wrong in the request.
        """
        ticket = ticket_for_change(self.tickets, person, request.ticket_id)
        actor = require(person, ticket, request.action)
        remark = self._checked_remark(actor, request) if ACTIONS[request.action].takes_remark else Remark("")
        self._act(ticket, actor, request, remark, at)
        if self._comes_back_to_nobody(ticket, actor):
            ticket.release(at)
        self.tickets.save(ticket)
        return ticket

    def _act(
        self, ticket: Ticket, actor: Actor, request: ActionRequest, remark: Remark, at: datetime
    ) -> None:
        match request.action:
            case Action.ASK_FEEDBACK:
                ticket.ask_feedback(actor, at, remark, self.deadlines, below=request.below)
            case Action.GIVE_FEEDBACK:
                ticket.give_feedback(actor, at, remark)
            case Action.ESCALATE:
                application = self.catalogue.application(ticket.application)
                ticket.escalate(actor, at, remark, application, request.directorate)
            case Action.SOLVE:
                ticket.solve(actor, at, remark, self.deadlines)
            case Action.RECATEGORISE:
                self._recategorise(ticket, actor, request, remark, at)
            case Action.RATE:
                if request.rating is None:
                    raise Refusal("stars")
                ticket.rate(actor, at, request.rating)
            case action:
                ticket.act(action, actor, at, remark)

    def _recategorise(
        self, ticket: Ticket, actor: Actor, request: ActionRequest, remark: Remark, at: datetime
    ) -> None:
        category = self.catalogue.category(ticket.application, request.category)
        if category.retired:
            raise Refusal("category_retired", name=category.name)
        if request.subcategory and request.subcategory not in category.subcategories:
            raise Refusal("subcategory_unknown")
        assessed = compute_priority(
            category, request.subcategory or None, ticket.package.facts, at, self.settings
        )
        ticket.recategorise(actor, at, remark, (category.code, request.subcategory), assessed)

    def _checked_remark(self, actor: Actor, request: ActionRequest) -> Remark:
        remark = request.remark or Remark("")
        if len(remark.uploads) > MOST_FILES:
            raise Refusal("too_many_files", limit=MOST_FILES)
        for upload in remark.uploads:
            check_file(upload.original, upload.size, limit=self.settings.file_limit(actor.role))
        return Remark(read_text(remark.text), remark.uploads)

    def _comes_back_to_nobody(self, ticket: Ticket, actor: Actor) -> bool:
        """Return whether an answer or a rejection leads to a holder who has left in the meantime."""
        if ticket.status is not Status.WORKING or ticket.holder_id is None:
            return False
        if ticket.holder_id == actor.person_id:
            return False
        return not may_hold(self.people.get(ticket.holder_id), ticket)
