"""Make up the evidence of a day on which nothing went wrong, for trying the comparison on planted faults."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from bot.imports.shipped_data import load_catalogue
from core.master_data.priority import Priority
from core.people.desks import first_desk
from core.people.people import Person
from core.tickets.actors import Actor
from core.tickets.attachments import Remark
from core.tickets.draft import TicketDraft
from core.tickets.history import HistoryEntry
from core.tickets.lifecycle import Action, EventType
from core.tickets.priority_rules import Assessment
from core.tickets.rating import Rating
from core.tickets.ticket import Ticket
from tests.torture.cast import OFFICE
from tests.torture.evidence import Evidence, Offer, StoredTicket, Told
from tests.torture.journal import Entry, Journal, Outcome
from tests.torture.replay import ALERTS, Due, Roster, live_again

RINA, BUDI, SARI, AGUS, DEWI = 1001, 1002, 2001, 2002, 3001
_START = datetime(2026, 11, 30, 8, tzinfo=UTC)


class Scene:
    """Two tickets, of which everybody is told: one is solved twice and rated, the other escalated."""

    def __init__(self) -> None:
        self.people: Mapping[int, Person] = {
            player.id: Person(
                place,
                f"{player.first_name} {player.last_name}",
                player.email,
                assignments=(player.assignment,),
            )
            for place, player in enumerate(OFFICE.values(), start=1)
        }
        self._journal = Journal()
        self._catalogue = load_catalogue()
        self._minutes = 0

    def evidence(self) -> Evidence:
        """Return everything that is compared, in which nothing disagrees."""
        first, second = self._filed(RINA, "TPS2611300001"), self._filed(BUDI, "TPS2611300002")
        self._acted(first, SARI, Action.TAKE)
        self._acted(second, AGUS, Action.TAKE)
        self._acted(first, SARI, Action.ASK_FEEDBACK)
        self._acted(first, RINA, Action.GIVE_FEEDBACK)
        self._acted(first, SARI, Action.SOLVE)
        self._acted(first, RINA, Action.REJECT)
        self._acted(second, AGUS, Action.ESCALATE)
        self._acted(first, SARI, Action.SOLVE)
        self._acted(first, RINA, Action.CONFIRM)
        self._rated(first)
        stored = tuple(StoredTicket(t, self._history(t, place)) for place, t in enumerate((first, second)))
        roster = Roster(self.people)
        lives = [live_again(one, roster) for one in stored]
        return Evidence(
            tuple(self._journal.entries),
            stored,
            self.people,
            tuple(self._told(due, life.ticket) for life in lives for due in life.due),
            tuple(self._told(due, life.ticket) for life in lives for due in life.letters),
            offers=(Offer(DEWI, second.number),),
            cards=(self._card(first, RINA), self._card(second, BUDI)),
        )

    def _now(self) -> datetime:
        self._minutes += 1
        return _START + timedelta(minutes=self._minutes)

    def _actor(self, chat: int) -> Actor:
        person = self.people[chat]
        [assignment] = person.assignments
        return Actor(person.id, assignment.role, assignment.desk)

    def _entry(self, chat: int, kind: EventType, number: str, *, has_token: bool = True) -> Entry:
        entry = self._journal.begin(chat, kind, number, has_token=has_token)
        entry.outcome, entry.is_sent = Outcome.CONFIRMED, True
        return entry

    def _filed(self, chat: int, number: str) -> Ticket:
        entry = self._entry(chat, EventType.FILED, number)
        draft = TicketDraft(
            title=f"Tidak bisa unggah {entry.token}",
            lpse_id=10,
            application="spse",
            version="4.5",
            category="spse-login",
            description="Kronologi, lengkap.",
            email=self.people[chat].email,
        )
        by = self._actor(chat)
        assert by.role.level is not None
        desk = first_desk(by.role.level, 10, self._catalogue.application("spse"))
        return Ticket.file(number, draft, by, desk, Assessment(Priority.MAJOR, "base"), self._now())

    def _acted(self, ticket: Ticket, chat: int, action: Action) -> None:
        kinds = {
            Action.TAKE: EventType.TAKEN,
            Action.ASK_FEEDBACK: EventType.FEEDBACK_ASKED,
            Action.GIVE_FEEDBACK: EventType.FEEDBACK_GIVEN,
            Action.SOLVE: EventType.SOLVED,
            Action.REJECT: EventType.REJECTED,
            Action.ESCALATE: EventType.ESCALATED,
            Action.CONFIRM: EventType.CONFIRMED,
        }
        has_token = action not in {Action.TAKE, Action.CONFIRM}
        entry = self._entry(chat, kinds[action], ticket.number, has_token=has_token)
        by, remark = self._actor(chat), Remark(f"Sudah kami periksa. {entry.token}")
        deeds: Mapping[Action, Callable[[], None]] = {
            Action.ASK_FEEDBACK: lambda: ticket.ask_feedback(by, self._now(), remark),
            Action.GIVE_FEEDBACK: lambda: ticket.give_feedback(by, self._now(), remark),
            Action.SOLVE: lambda: ticket.solve(by, self._now(), remark),
            Action.ESCALATE: lambda: ticket.escalate(
                by, self._now(), remark, self._catalogue.application("spse")
            ),
        }
        plain = remark if has_token else None
        deeds.get(action, lambda: ticket.act(action, by, self._now(), plain))()

    def _rated(self, ticket: Ticket) -> None:
        ticket.rate(self._actor(RINA), self._now(), Rating(4))
        entry = self._entry(RINA, EventType.RATING_ADDED, ticket.number)
        ticket.add_to_rating(self._actor(RINA), self._now(), (), f"Terima kasih. {entry.token}")

    def _history(self, ticket: Ticket, place: int) -> tuple[HistoryEntry, ...]:
        names = {person.id: person.name for person in self.people.values()}
        ticket.id = place + 1
        return tuple(
            HistoryEntry(
                100 * place + number,
                event.kind,
                event.at,
                event.person_id,
                names.get(event.person_id or 0),
                event.role,
                event.text,
                (),
                event.facts,
            )
            for number, event in enumerate(ticket.events)
        )

    def _told(self, due: Due, ticket: Ticket) -> Told:
        [chat] = [chat for chat, person in self.people.items() if person.id == due.person]
        sentence = f"🔔 {ALERTS[0]}" if due.is_alert else min(due.sentences)
        return Told(chat, f"{sentence}\n\n{ticket.number} · {ticket.title}\n{due.remark}")

    def _card(self, ticket: Ticket, chat: int) -> Told:
        names = {person.id: person.name for person in self.people.values()}
        holder = names.get(ticket.holder_id or 0, "")
        stars = "⭐" * ticket.rating.stars if ticket.rating else ""
        return Told(chat, f"{ticket.number} · {ticket.status.label}\n{holder}\n{stars}")
