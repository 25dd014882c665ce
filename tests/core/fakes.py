"""A helpdesk in memory: its people, its LPSEs, and fakes of the ports."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from core.master_data.helpdesk_settings import DEFAULT_SETTINGS, HelpdeskSettings
from core.master_data.ports import LpseUsage
from core.organisation.directorates import Directorate
from core.organisation.lpse import Lpse
from core.organisation.roles import Level, Role
from core.people.desks import Desk
from core.people.people import Assignment, Person
from core.tickets.attachments import Remark, Upload
from core.tickets.deadlines import Deadlines
from core.tickets.draft import TicketDraft
from core.tickets.events import Event
from core.tickets.lifecycle import Action, EventType
from core.tickets.rating import Rating
from core.tickets.ticket import Ticket
from core.use_cases.tickets.file_ticket import FileTicket
from core.use_cases.tickets.work_ticket import ActionRequest, WorkTicket
from tests.core.fake_accounts import FakeAccounts
from tests.core.fake_master import SHIPPED_CATALOGUE, FakeMaster, FakeTrail

CATALOGUE = SHIPPED_CATALOGUE

NOW = datetime(2020, 6, 15, 5, 21, tzinfo=UTC)  # 12:21 in Surabaya

SURABAYA = Lpse(10, 10, "LPSE Kota Surabaya", "Jawa Timur", "WIB", "", "https://lpse.surabaya.go.id", "")
BANDUNG = Lpse(20, 20, "LPSE Kota Bandung", "Jawa Barat", "WIB", "", "https://lpse.bandung.go.id", "")
JAYAPURA = Lpse(30, 30, "LPSE Kota Jayapura", "Papua", "WIT", "", "https://lpse.jayapura.go.id", "")

SCREENSHOT = Upload("pelapor.png", 2048, "image/png", "file-1", "unique-1", is_photo=True)
LETTER = Upload("PDF-Sample.pdf", 4096, "application/pdf", "file-2", "unique-2")
TEXT = "Mohon dicoba sekali lagi, terima kasih."
REPORT = TicketDraft(
    title="Tidak bisa login",
    lpse_id=SURABAYA.id,
    application="spse",
    version="4.3",
    category="spse-login",
    subcategory="Tidak bisa login",
    description="Sejak pagi tidak bisa masuk ke SPSE.",
    email="budi@ppk.com",
)
FIVE_STARS = Rating(5, ("speed", "kindness"), "Terima kasih banyak!")


def person(person_id: int, name: str, *roles: Assignment) -> Person:
    """Return a person with these roles."""
    return Person(person_id, name, f"{name.lower()}@lpse.go.id", "0812", "Dinas", "id", roles)


PPK = person(1, "Budi", Assignment(Role.PPK, 10))
SUPPLIER = person(2, "Wati", Assignment(Role.PELAKU_USAHA, 10))
HELPDESK = person(3, "Sari", Assignment(Role.HELPDESK_LPSE, 10))
VERIFIER = person(4, "Tono", Assignment(Role.VERIFIKATOR_LPSE, 10))
ADMIN_PPE = person(5, "Adi", Assignment(Role.ADMIN_PPE, 10))
LKPP = person(6, "Lina", Assignment(Role.HELPDESK_LKPP_NON_TEKNIS))
LKPP_TEKNIS = person(7, "Joko", Assignment(Role.HELPDESK_LKPP_TEKNIS))
TIM_SPSE = person(8, "Dewi", Assignment(Role.TIM_TEKNIS, directorate=Directorate.SPSE))
TIM_KATALOG = person(9, "Eko", Assignment(Role.TIM_TEKNIS, directorate=Directorate.KATALOG))
BANDUNGS_HELPDESK = person(10, "Yani", Assignment(Role.HELPDESK_LPSE, 20))
BANDUNGS_ADMIN_PPE = person(11, "Umar", Assignment(Role.ADMIN_PPE, 20))
ADMINISTRATOR = person(12, "Rudi", Assignment(Role.ADMINISTRATOR))
EVERYBODY = (
    PPK, SUPPLIER, HELPDESK, VERIFIER, ADMIN_PPE, LKPP, LKPP_TEKNIS, TIM_SPSE, TIM_KATALOG,
    BANDUNGS_HELPDESK, BANDUNGS_ADMIN_PPE, ADMINISTRATOR,
)  # fmt: skip

# People who take a ticket of Surabaya about SPSE, level by level.
LADDER = {
    Level.LPSE_1: HELPDESK,
    Level.LPSE_2: ADMIN_PPE,
    Level.LKPP_NON_TEKNIS: LKPP,
    Level.LKPP_TEKNIS: LKPP_TEKNIS,
    Level.TIM_TEKNIS: TIM_SPSE,
}


def copy_ticket(ticket: Ticket) -> Ticket:
    """Return a ticket that changes by itself: of what a ticket holds, only two containers can be changed."""
    copied = copy(ticket)
    copied.events, copied.invited_by = list(ticket.events), dict(ticket.invited_by)
    return copied


class FakeTickets:
    """Tickets in memory, kept as copies so that only what is saved is kept; history is kept apart."""

    def __init__(self) -> None:
        self.kept: dict[int, Ticket] = {}
        self.history: dict[int, list[Event]] = {}
        self.opened: Ticket | None = None

    def learn(self, texts: Iterable[str]) -> None:
        """Need no words: nothing is searched here."""

    def get(self, ticket_id: int) -> Ticket | None:
        kept = self.kept.get(ticket_id)
        return copy_ticket(kept) if kept else None

    def get_for_change(self, ticket_id: int) -> Ticket | None:
        self.opened = self.get(ticket_id)
        return self.opened

    def add(self, ticket: Ticket) -> None:
        assert ticket.id == 0, "a ticket is added once"
        ticket.mark_stored(len(self.kept) + 1, ticket.revision)
        self.history[ticket.id] = []
        self._keep(ticket)

    def save(self, ticket: Ticket) -> None:
        assert self.kept[ticket.id].revision == ticket.revision, "nobody changed it in between"
        ticket.mark_stored(ticket.id, ticket.revision + 1)
        self._keep(ticket)

    def _keep(self, ticket: Ticket) -> None:
        self.history[ticket.id] += ticket.events
        self.kept[ticket.id] = copy_ticket(ticket)
        self.kept[ticket.id].events = []


class FakeNumbers:
    """Counters that record how often each was drawn."""

    def __init__(self) -> None:
        self.drawn: Counter[tuple[str, str]] = Counter()

    def next(self, prefix: str, month: str) -> int:
        self.drawn[prefix, month] += 1
        return self.drawn[prefix, month]


class FakeLpses:
    """Three LPSEs, one of them in another time zone."""

    def __init__(self) -> None:
        self.known = {lpse.id: lpse for lpse in (SURABAYA, BANDUNG, JAYAPURA)}

    def get(self, lpse_id: int) -> Lpse | None:
        return self.known.get(lpse_id)

    def by_repository(self, repository: int) -> Sequence[Lpse]:
        return [lpse for lpse in self.known.values() if lpse.repository == repository]

    def find(self, text: str, limit: int, *, retired: bool = False) -> Sequence[Lpse]:
        offered = [lpse for lpse in self.known.values() if retired or not lpse.retired]
        return [lpse for lpse in offered if text.lower() in lpse.name.lower()][:limit]

    def get_for_change(self, lpse_id: int) -> Lpse | None:
        return self.known.get(lpse_id)

    def all_by_name(self) -> Sequence[Lpse]:
        return sorted(self.known.values(), key=lambda lpse: lpse.name)

    def usage(self, lpse_id: int) -> LpseUsage:
        return LpseUsage(staff=3, reporters=2) if lpse_id == SURABAYA.id else LpseUsage(0, 0)

    def add(self, lpse: Lpse) -> None:
        assert lpse.id not in self.known, "an id is given once"
        self.known[lpse.id] = lpse

    def save(self, lpse: Lpse) -> None:
        assert lpse.id in self.known, "it was added before"
        self.known[lpse.id] = lpse


class FakePeople:
    """Accounts by id; `gone` closes one."""

    def __init__(self, *people: Person) -> None:
        self.known = {person.id: person for person in people or EVERYBODY}

    def gone(self, person: Person) -> None:
        del self.known[person.id]

    def get(self, person_id: int) -> Person | None:
        return self.known.get(person_id)

    def of_ids(self, ids: Iterable[int]) -> Mapping[int, Person]:
        return {i: self.known[i] for i in ids if i in self.known}

    def by_email(self, address: str) -> Person | None:
        return next((p for p in self.known.values() if p.email == address.lower()), None)

    def change_email(self, person: Person, address: str, at: datetime) -> bool:
        if self.by_email(address):
            return False
        self.known[person.id] = replace(person, email=address)
        return True

    def at_desk(self, desk: Desk, after: int = 0, limit: int = 200) -> Sequence[int]:
        return sorted(p.id for p in self.known.values() if p.id > after and desk in p.desks)[:limit]

    def serving_at(self, desk: Desk, among: Iterable[int]) -> Collection[int]:
        return {i for i in among if i in self.known and desk in self.known[i].desks}


@dataclass
class FakeHelpdesk:
    """A helpdesk in memory, on which tests let people act."""

    tickets: FakeTickets = field(default_factory=FakeTickets)
    numbers: FakeNumbers = field(default_factory=FakeNumbers)
    people: FakePeople = field(default_factory=FakePeople)
    lpses: FakeLpses = field(default_factory=FakeLpses)
    accounts: FakeAccounts = field(default_factory=lambda: FakeAccounts(EVERYBODY, NOW))
    settings: HelpdeskSettings = DEFAULT_SETTINGS
    master: FakeMaster = field(init=False)
    trail: FakeTrail = field(default_factory=FakeTrail)
    now: datetime = NOW

    def __post_init__(self) -> None:
        self.master = FakeMaster(self.settings)

    def file(self, by: Person = PPK, draft: TicketDraft = REPORT) -> Ticket:
        """File a ticket."""
        use_case = FileTicket(self.tickets, self.numbers, self.lpses, self.master.catalogue, self.settings)
        return use_case(by, draft, self.now)

    def does(
        self,
        by: Person,
        action: Action,
        text: str = TEXT,
        *uploads: Upload,
        ticket_id: int = 1,
        below: bool = False,
        directorate: Directorate | None = None,
        category: str = "spse-paket",
        subcategory: str = "",
        rating: Rating | None = FIVE_STARS,
    ) -> Ticket:
        """Let a person do one action, on the first ticket unless another is named."""
        request = ActionRequest(
            action, ticket_id, Remark(text, uploads), below, directorate, category, subcategory, rating
        )
        deadlines = Deadlines(self.settings)
        work_ticket = WorkTicket(self.tickets, self.master.catalogue, self.people, self.settings, deadlines)
        return work_ticket(by, request, self.now)

    def last_words(self, ticket_id: int, kinds: Collection[EventType]) -> Event | None:
        """Return the newest event of these kinds with a text."""
        history = self.tickets.history.get(ticket_id, [])
        return next((event for event in reversed(history) if event.kind in kinds and event.text), None)

    def climbs_to(self, level: Level) -> Ticket:
        """Escalate the first ticket to this level: everybody below takes it and sends it on."""
        while (ticket := self.ticket).desk.level < level:
            self.does(LADDER[ticket.desk.level], Action.TAKE)
            self.does(LADDER[ticket.desk.level], Action.ESCALATE)
        return ticket

    @property
    def ticket(self) -> Ticket:
        """Return the first ticket, as it is stored."""
        ticket = self.tickets.get(1)
        assert ticket is not None, "a ticket was filed"
        return ticket

    @property
    def history(self) -> list[Event]:
        """Return the events of the first ticket."""
        return self.tickets.history[1]
