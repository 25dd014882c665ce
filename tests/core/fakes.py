"""The helpdesk of the core's stories: its people, its offices, and stand-ins for the world around it."""

from collections import Counter
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from core.attachments import Remark, Upload
from core.catalogue import Directorate
from core.desks import Desk
from core.events import Event
from core.house_rules import SHIPPED, HouseRules
from core.lifecycle import Action
from core.lpse import Lpse
from core.people import Assignment, Person
from core.ports import Serving
from core.rating import Rating
from core.roles import Level, Role
from core.ticket import Ticket
from core.use_cases.file_ticket import FileTicket, Report
from core.use_cases.work_ticket import Order, WorkTicket
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
REPORT = Report(
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

# Who takes a ticket of Surabaya about SPSE, rung by rung.
LADDER = {
    Level.LPSE_1: HELPDESK,
    Level.LPSE_2: ADMIN_PPE,
    Level.LKPP_NON_TEKNIS: LKPP,
    Level.LKPP_TEKNIS: LKPP_TEKNIS,
    Level.TIM_TEKNIS: TIM_SPSE,
}


class FakeTickets:
    """Keeps copies, so that only what is saved is kept; tickets come back without their history."""

    def __init__(self) -> None:
        self.kept: dict[int, Ticket] = {}
        self.history: dict[int, list[Event]] = {}
        self.opened: Ticket | None = None

    def get(self, ticket_id: int) -> Ticket | None:
        return deepcopy(self.kept.get(ticket_id))

    def get_for_change(self, ticket_id: int) -> Ticket | None:
        self.opened = self.get(ticket_id)
        return self.opened

    def add(self, ticket: Ticket) -> None:
        assert ticket.id == 0, "a ticket is added once"
        ticket.id = len(self.kept) + 1
        self.history[ticket.id] = []
        self._keep(ticket)

    def save(self, ticket: Ticket) -> None:
        assert self.kept[ticket.id].revision == ticket.revision, "nobody changed it in between"
        ticket.revision += 1
        self._keep(ticket)

    def _keep(self, ticket: Ticket) -> None:
        self.history[ticket.id] += ticket.events
        self.kept[ticket.id] = deepcopy(ticket)
        self.kept[ticket.id].events = []


class FakeNumbers:
    """Counters that say which were drawn."""

    def __init__(self) -> None:
        self.drawn: Counter[tuple[str, str]] = Counter()

    def next(self, prefix: str, month: str) -> int:
        self.drawn[prefix, month] += 1
        return self.drawn[prefix, month]


class FakeOffices:
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

    def listed(self) -> Sequence[Lpse]:
        return sorted(self.known.values(), key=lambda lpse: lpse.name)

    def serving(self, lpse_id: int) -> Serving:
        return Serving(staff=3, reporters=2) if lpse_id == SURABAYA.id else Serving(0, 0)

    def add(self, lpse: Lpse) -> None:
        assert lpse.id not in self.known, "an id is given once"
        self.known[lpse.id] = lpse

    def save(self, lpse: Lpse) -> None:
        assert lpse.id in self.known, "it was added before"
        self.known[lpse.id] = lpse


class FakePeople:
    """The accounts; whoever is `gone` has none any more."""

    def __init__(self, *people: Person) -> None:
        self.known = {person.id: person for person in people or EVERYBODY}

    def gone(self, person: Person) -> None:
        del self.known[person.id]

    def get(self, person_id: int) -> Person | None:
        return self.known.get(person_id)

    def by_email(self, address: str) -> Person | None:
        return next((p for p in self.known.values() if p.email == address.lower()), None)

    def change_email(self, person: Person, address: str, at: datetime) -> bool:
        if self.by_email(address):
            return False
        self.known[person.id] = replace(person, email=address)
        return True

    def at_desk(self, desk: Desk) -> Sequence[Person]:
        return [p for p in self.known.values() if desk in p.desks]


@dataclass
class House:
    """The helpdesk in memory: who does what, in the words of the stories."""

    tickets: FakeTickets = field(default_factory=FakeTickets)
    numbers: FakeNumbers = field(default_factory=FakeNumbers)
    people: FakePeople = field(default_factory=FakePeople)
    offices: FakeOffices = field(default_factory=FakeOffices)
    accounts: FakeAccounts = field(default_factory=lambda: FakeAccounts(EVERYBODY, NOW))
    rules: HouseRules = SHIPPED
    master: FakeMaster = field(init=False)
    trail: FakeTrail = field(default_factory=FakeTrail)
    now: datetime = NOW

    def __post_init__(self) -> None:
        self.master = FakeMaster(self.rules)

    def file(self, by: Person = PPK, said: Report = REPORT) -> Ticket:
        use_case = FileTicket(self.tickets, self.numbers, self.offices, self.master.catalogue, self.rules)
        return use_case(by, said, self.now)

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
        """One move; most stories know one ticket only."""
        order = Order(
            action, ticket_id, Remark(text, uploads), below, directorate, category, subcategory, rating
        )
        return WorkTicket(self.tickets, self.master.catalogue, self.people, self.rules)(by, order, self.now)

    def climbs_to(self, level: Level) -> Ticket:
        """Everybody below that level takes the ticket and sends it on."""
        while (ticket := self.ticket).desk.level < level:
            self.does(LADDER[ticket.desk.level], Action.TAKE)
            self.does(LADDER[ticket.desk.level], Action.ESCALATE)
        return ticket

    @property
    def ticket(self) -> Ticket:
        """The first ticket, as it is kept."""
        ticket = self.tickets.get(1)
        assert ticket is not None, "a ticket was filed"
        return ticket

    @property
    def history(self) -> list[Event]:
        """What happened to the first ticket."""
        return self.tickets.history[1]
