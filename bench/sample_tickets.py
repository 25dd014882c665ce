"""Generate tickets as a national helpdesk gets them, filed and worked in memory by the bot's use cases."""

from __future__ import annotations

import json
import random
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from bot.imports.shipped_data import DATA, load_catalogue
from core.organisation.directorates import Directorate
from core.organisation.lpse import Lpse
from core.organisation.roles import Role
from core.people.desks import Desk
from core.people.people import Assignment, Person
from core.tickets.attachments import Remark, Upload
from core.tickets.draft import TicketDraft
from core.tickets.lifecycle import Action
from core.tickets.ticket import Ticket
from core.use_cases.tickets.file_ticket import FileTicket
from core.use_cases.tickets.work_ticket import ActionRequest, WorkTicket

FIRST, LAST = datetime(2023, 1, 2, 1, tzinfo=UTC), datetime(2026, 11, 20, 9, tzinfo=UTC)
NATIONAL = (
    *[Assignment(Role.HELPDESK_LKPP_NON_TEKNIS)] * 12,
    *[Assignment(Role.HELPDESK_LKPP_TEKNIS)] * 6,
    *[Assignment(Role.TIM_TEKNIS, directorate=directorate) for directorate in Directorate] * 3,
)
# Exponent by which the LPSEs share the tickets: a few have most of them.
STEEPNESS = 0.9

TAKE, ASK, GIVE = Action.TAKE, Action.ASK_FEEDBACK, Action.GIVE_FEEDBACK
UP, SOLVE, CONFIRM = Action.ESCALATE, Action.SOLVE, Action.CONFIRM
# Actions on a ticket after it is filed, and how many tickets in a hundred go this way.
COURSES: Mapping[tuple[Action, ...], int] = {
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
BY_REPORTER = frozenset({GIVE, CONFIRM, Action.REJECT, Action.CLOSE})
SCREENSHOT = Upload("tangkapan layar.png", 200_000, "image/png", "reference", "unique", is_photo=True)


class InMemoryDatabase:
    """Stand in for the database of the use cases: one current ticket, the counters, the LPSEs."""

    def __init__(self, lpses: Sequence[Lpse]) -> None:
        self._ticket: Ticket | None = None
        self._counters: Counter[tuple[str, str]] = Counter()
        self.lpses = _Lpses(lpses)

    def learn(self, texts: Iterable[str]) -> None:
        pass

    def get(self, ticket_id: int) -> Ticket | None:
        return self._ticket

    def get_for_change(self, ticket_id: int) -> Ticket | None:
        return self._ticket

    def add(self, ticket: Ticket) -> None:
        self._ticket = ticket

    def save(self, ticket: Ticket) -> None:
        """Do nothing: the current ticket is the stored one."""

    def next(self, prefix: str, month: str) -> int:
        self._counters[prefix, month] += 1
        return self._counters[prefix, month]


class _People(dict[int, Person]):
    """All people, none of whom ever leaves."""

    def __init__(self, people: Sequence[Person]) -> None:
        super().__init__((person.id, person) for person in people)

    def of_ids(self, ids: Iterable[int]) -> Mapping[int, Person]:
        return {i: self[i] for i in ids if i in self}

    def by_email(self, address: str) -> Person | None:
        return next((person for person in self.values() if person.email == address), None)

    def at_desk(self, desk: Desk, after: int = 0, limit: int = 200) -> Sequence[int]:
        return [person.id for person in self.values() if person.id > after and desk in person.desks][:limit]

    def serving_at(self, desk: Desk, among: Iterable[int]) -> Collection[int]:
        return {person_id for person_id in among if desk in self[person_id].desks}


class _Lpses(dict[int, Lpse]):
    def __init__(self, lpses: Sequence[Lpse]) -> None:
        super().__init__((lpse.id, lpse) for lpse in lpses)

    def by_repository(self, repository: int) -> Sequence[Lpse]:
        return [lpse for lpse in self.values() if lpse.repository == repository]

    def find(self, text: str, limit: int, *, retired: bool = False) -> Sequence[Lpse]:
        return [lpse for lpse in self.values() if text in lpse.name][:limit]


def assignments(lpses: Sequence[Lpse], reporters: int, chance: random.Random) -> Iterator[Assignment]:
    """Yield the assignments of all people: three staff at each LPSE, LKPP's staff, and reporters."""
    for lpse in lpses:
        yield from (
            Assignment(Role.HELPDESK_LPSE, lpse.id),
            Assignment(Role.VERIFIKATOR_LPSE, lpse.id),
            Assignment(Role.ADMIN_PPE, lpse.id),
        )
    yield from NATIONAL
    roles = (Role.PPK, Role.POKJA, Role.PELAKU_USAHA, Role.PP)
    for lpse in [*lpses, *_choose_lpses(lpses, reporters, chance)]:
        yield Assignment(chance.choice(roles), lpse.id)


def _choose_lpses(lpses: Sequence[Lpse], number: int, chance: random.Random) -> list[Lpse]:
    weights = [1 / (at + 1) ** STEEPNESS for at in range(len(lpses))]
    return chance.choices(lpses, weights, k=number)


def tickets(
    lpses: Sequence[Lpse], people: Sequence[Person], number: int, chance: random.Random
) -> Iterator[Ticket]:
    """Yield tickets in the order in which they were filed, each with all actions done to it."""
    database, catalogue = InMemoryDatabase(lpses), load_catalogue()
    file = FileTicket(database, database, database.lpses, catalogue)
    work = WorkTicket(database, catalogue, _People(people))
    reporters: dict[int, list[Person]] = defaultdict(list)
    staff: dict[Desk, list[Person]] = defaultdict(list)
    for person in people:
        for desk in person.desks:
            staff[desk].append(person)
        if not person.is_staff:
            reporters[person.lpse_ids[0]].append(person)
    texts = RandomTexts(chance)
    applications = list(catalogue.applications)
    weights = [70 if one.code == "spse" else 5 for one in applications]
    courses, shares = list(COURSES), list(COURSES.values())
    for at, lpse in enumerate(_choose_lpses(lpses, number, chance)):
        now = FIRST + (LAST - FIRST) * at / number
        reporter = chance.choice(reporters[lpse.id])
        [application] = chance.choices(applications, weights)
        category = chance.choice(application.categories)
        report = TicketDraft(
            title=texts.title(),
            lpse_id=lpse.id,
            application=application.code,
            version=chance.choice(application.versions) if application.versions else "",
            category=category.code,
            subcategory=chance.choice(category.subcategories) if category.subcategories else "",
            description=texts.text(),
            email=reporter.email,
            uploads=(SCREENSHOT,) * chance.choice((0, 0, 1, 2)),
        )
        ticket = file(reporter, report, now)
        [course] = chance.choices(courses, shares)
        holder = reporter
        for action in course:
            now += timedelta(minutes=chance.randrange(5, 600))
            if action is TAKE:
                holder = chance.choice(staff[ticket.desk])
            remark = Remark(texts.text(), (SCREENSHOT,) * chance.choice((0, 0, 0, 1)))
            work(reporter if action in BY_REPORTER else holder, ActionRequest(action, 0, remark), now)
        yield ticket


class RandomTexts:
    """Generate texts from error messages and the FAQ, so that words are as common as in practice."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        errors = json.loads((DATA / "error_messages.json").read_text(encoding="utf-8"))
        faq = json.loads((DATA / "faq.json").read_text(encoding="utf-8"))
        packages = json.loads((DATA / "packages_sample.json").read_text(encoding="utf-8"))
        self._errors = [one["message"] for one in errors]
        self._sentences = [sentence for one in faq for sentence in one["answer"].split("\n")]
        self._packages = [one["nama_paket"] for one in packages["tender_list"]]

    def title(self) -> str:
        """Return an error message with some words of a package's name and a number."""
        name = self._chance.choice(self._packages).split()
        about = " ".join(self._chance.sample(name, min(3, len(name))))
        return f"{self._chance.choice(self._errors)[:60]} {about}"[:90] + f" {self._chance.randrange(1000)}"

    def text(self) -> str:
        """Return two to six sentences, up to 1500 characters."""
        return " ".join(self._chance.choices(self._sentences, k=self._chance.randrange(2, 7)))[:1500]
