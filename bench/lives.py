"""Tickets as a national helpdesk gets them: filed and worked by the rules of the bot itself, in memory."""

from __future__ import annotations

import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from bot.master_data import DATA, load_catalogue
from core.attachments import Remark, Upload
from core.catalogue import Directorate
from core.desks import Desk
from core.lifecycle import Action
from core.lpse import Lpse
from core.people import Assignment, Person
from core.roles import Role
from core.ticket import Ticket
from core.use_cases.file_ticket import FileTicket, Report
from core.use_cases.work_ticket import Order, WorkTicket
from storage.ticket_rows import parties_of

FIRST, LAST = datetime(2023, 1, 2, 1, tzinfo=UTC), datetime(2026, 11, 20, 9, tzinfo=UTC)
NATIONAL = (
    *[Assignment(Role.HELPDESK_LKPP_NON_TEKNIS)] * 12,
    *[Assignment(Role.HELPDESK_LKPP_TEKNIS)] * 6,
    *[Assignment(Role.TIM_TEKNIS, directorate=directorate) for directorate in Directorate] * 3,
)
# A few LPSEs have most of the work.
STEEPNESS = 0.9

TAKE, ASK, GIVE = Action.TAKE, Action.ASK_FEEDBACK, Action.GIVE_FEEDBACK
UP, SOLVE, CONFIRM = Action.ESCALATE, Action.SOLVE, Action.CONFIRM
# What becomes of tickets, and of how many in a hundred.
LIVES: Mapping[tuple[Action, ...], int] = {
    (TAKE, SOLVE, CONFIRM): 40,
    (TAKE, ASK, GIVE, SOLVE, CONFIRM): 18,
    (TAKE, ASK, GIVE, ASK, GIVE, SOLVE, Action.REJECT, SOLVE, CONFIRM): 8,
    (TAKE, UP, TAKE, SOLVE, CONFIRM): 10,
    (TAKE, UP, TAKE, UP, TAKE, ASK, GIVE, SOLVE, CONFIRM): 5,
    (TAKE, UP, TAKE, UP, TAKE, UP, TAKE, SOLVE, CONFIRM): 2,
    (Action.CLOSE,): 4,
    (): 3,
    (TAKE,): 2,
    (TAKE, ASK): 3,
    (TAKE, SOLVE): 3,
    (TAKE, UP): 1,
    (TAKE, UP, TAKE, UP): 1,
}
OF_REPORTER = frozenset({GIVE, CONFIRM, Action.REJECT, Action.CLOSE})
SCREENSHOT = Upload("tangkapan layar.png", 200_000, "image/png", "reference", "unique", is_photo=True)


class AtHand:
    """What filing and working ask of the database: the one ticket at hand, the counters, the LPSEs."""

    def __init__(self, lpses: Sequence[Lpse]) -> None:
        self._ticket: Ticket | None = None
        self._counters: Counter[tuple[str, str]] = Counter()
        self.offices = _Lpses(lpses)

    def get(self, ticket_id: int) -> Ticket | None:
        return self._ticket

    def get_for_change(self, ticket_id: int) -> Ticket | None:
        return self._ticket

    def add(self, ticket: Ticket) -> None:
        self._ticket = ticket

    def save(self, ticket: Ticket) -> None:
        ticket.party_ids = frozenset(parties_of(ticket))

    def next(self, prefix: str, month: str) -> int:
        self._counters[prefix, month] += 1
        return self._counters[prefix, month]


class _Staff(dict[int, Person]):
    """Everybody, none of whom ever leaves."""

    def __init__(self, people: Sequence[Person]) -> None:
        super().__init__((person.id, person) for person in people)

    def by_email(self, address: str) -> Person | None:
        return next((person for person in self.values() if person.email == address), None)

    def at_desk(self, desk: Desk) -> Sequence[Person]:
        return [person for person in self.values() if desk in person.desks]


class _Lpses(dict[int, Lpse]):
    def __init__(self, lpses: Sequence[Lpse]) -> None:
        super().__init__((lpse.id, lpse) for lpse in lpses)

    def by_repository(self, repository: int) -> Sequence[Lpse]:
        return [lpse for lpse in self.values() if lpse.repository == repository]

    def find(self, text: str, limit: int, *, retired: bool = False) -> Sequence[Lpse]:
        return [lpse for lpse in self.values() if text in lpse.name][:limit]


def seats(lpses: Sequence[Lpse], reporters: int, chance: random.Random) -> Iterator[Assignment]:
    """The roles of all people: two helpdesks and an Admin PPE at each LPSE, LKPP's people, and reporters."""
    for lpse in lpses:
        yield from (
            Assignment(Role.HELPDESK_LPSE, lpse.id),
            Assignment(Role.VERIFIKATOR_LPSE, lpse.id),
            Assignment(Role.ADMIN_PPE, lpse.id),
        )
    yield from NATIONAL
    roles = (Role.PPK, Role.POKJA, Role.PELAKU_USAHA, Role.PP)
    for lpse in [*lpses, *_busy_first(lpses, reporters, chance)]:
        yield Assignment(chance.choice(roles), lpse.id)


def _busy_first(lpses: Sequence[Lpse], number: int, chance: random.Random) -> list[Lpse]:
    weights = [1 / (at + 1) ** STEEPNESS for at in range(len(lpses))]
    return chance.choices(lpses, weights, k=number)


def tickets(
    lpses: Sequence[Lpse], people: Sequence[Person], number: int, chance: random.Random
) -> Iterator[Ticket]:
    """Tickets in the order in which they were filed, each with what became of it."""
    hand, catalogue = AtHand(lpses), load_catalogue()
    file, work = FileTicket(hand, hand, hand.offices, catalogue), WorkTicket(hand, catalogue, _Staff(people))
    reporters: dict[int, list[Person]] = defaultdict(list)
    staff: dict[Desk, list[Person]] = defaultdict(list)
    for person in people:
        for desk in person.desks:
            staff[desk].append(person)
        if not person.is_staff:
            reporters[person.lpse_ids[0]].append(person)
    words = Words(chance)
    applications = list(catalogue.applications)
    weights = [70 if one.code == "spse" else 5 for one in applications]
    lives, shares = list(LIVES), list(LIVES.values())
    for at, lpse in enumerate(_busy_first(lpses, number, chance)):
        now = FIRST + (LAST - FIRST) * at / number
        reporter = chance.choice(reporters[lpse.id])
        [application] = chance.choices(applications, weights)
        category = chance.choice(application.categories)
        report = Report(
            title=words.title(),
            lpse_id=lpse.id,
            application=application.code,
            version=chance.choice(application.versions) if application.versions else "",
            category=category.code,
            subcategory=chance.choice(category.subcategories) if category.subcategories else "",
            description=words.text(),
            email=reporter.email,
            uploads=(SCREENSHOT,) * chance.choice((0, 0, 1, 2)),
        )
        ticket = file(reporter, report, now)
        [life] = chance.choices(lives, shares)
        holder = reporter
        for action in life:
            now += timedelta(minutes=chance.randrange(5, 600))
            if action is TAKE:
                holder = chance.choice(staff[ticket.desk])
            remark = Remark(words.text(), (SCREENSHOT,) * chance.choice((0, 0, 0, 1)))
            work(reporter if action in OF_REPORTER else holder, Order(action, 0, remark), now)
        yield ticket


class Words:
    """Sentences out of what the applications and the FAQ say: common words often, rare ones seldom."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        errors = json.loads((DATA / "error_messages.json").read_text(encoding="utf-8"))
        faq = json.loads((DATA / "faq.json").read_text(encoding="utf-8"))
        packages = json.loads((DATA / "packages_sample.json").read_text(encoding="utf-8"))
        self._errors = [one["message"] for one in errors]
        self._sentences = [sentence for one in faq for sentence in one["answer"].split("\n")]
        self._packages = [one["nama_paket"] for one in packages["tender_list"]]

    def title(self) -> str:
        """An error, and what it was about."""
        name = self._chance.choice(self._packages).split()
        about = " ".join(self._chance.sample(name, min(3, len(name))))
        return f"{self._chance.choice(self._errors)[:60]} {about}"[:90] + f" {self._chance.randrange(1000)}"

    def text(self) -> str:
        """What a person writes: two to six sentences."""
        return " ".join(self._chance.choices(self._sentences, k=self._chance.randrange(2, 7)))[:1500]
