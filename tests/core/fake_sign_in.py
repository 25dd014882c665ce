"""Fakes of codes, links and mail, for signing in and watching."""

from datetime import datetime, timedelta

from core.people.people import Person
from core.people.sign_in_trail import PROOFS, SignInEvent
from core.use_cases.own_account.sign_in_limits import SignInLimit
from core.use_cases.own_account.sign_in_ports import SentCode
from core.use_cases.tickets.watch_ticket import WatchLink


class FakeCodes:
    """Codes by chat and address, and a log of (chat, digest of the address, what happened, when)."""

    def __init__(self) -> None:
        self.waiting: dict[tuple[int, str], SentCode] = {}
        self.trail: list[tuple[int, str, str, datetime]] = []

    def put(self, code: SentCode) -> None:
        self.waiting[code.chat_id, code.address] = code

    def get(self, chat_id: int, address: str) -> SentCode | None:
        return self.waiting.get((chat_id, address))

    def get_for_change(self, chat_id: int, address: str) -> SentCode | None:
        return self.get(chat_id, address)

    def drop(self, chat_id: int) -> None:
        self.waiting = {key: code for key, code in self.waiting.items() if code.chat_id != chat_id}

    def drop_of(self, person_id: int) -> None:
        self.waiting = {key: code for key, code in self.waiting.items() if code.person_id != person_id}

    def log(
        self, chat_id: int, address: str, event: SignInEvent, at: datetime, person_id: int | None = None
    ) -> None:
        self.trail.append((chat_id, address, event.value, at))

    def has_proven(self, chat_id: int, address: str) -> bool:
        return any((chat, to) == (chat_id, address) and what in PROOFS for chat, to, what, _ in self.trail)


class FakeLimits:
    """Counts of uses by limit and subject: how many, and since when."""

    def __init__(self) -> None:
        self.counts: dict[tuple[str, str], tuple[int, datetime]] = {}

    def use(self, limit: SignInLimit, subject: object, at: datetime) -> timedelta | None:
        wait = self.wait(limit, subject, at)
        if wait is None:
            used, began_at = self.counts.get((limit.name, str(subject)), (0, at))
            if began_at + limit.window <= at:
                used, began_at = 0, at
            self.counts[limit.name, str(subject)] = used + 1, began_at
        return wait

    def wait(self, limit: SignInLimit, subject: object, at: datetime) -> timedelta | None:
        used, began_at = self.counts.get((limit.name, str(subject)), (0, at))
        ends_at = began_at + limit.window
        return ends_at - at if used >= limit.most and ends_at > at else None


class FakeNotices:
    """Records questions to owners as (person, chat, number), and people whose accounts are guessed at."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, int, str]] = []
        self.guessed: list[int] = []

    def ask_owner(self, person: Person, chat_id: int, number: str) -> None:
        self.asked.append((person.id, chat_id, number))

    def alert_guessing(self, person: Person) -> None:
        self.guessed.append(person.id)


class FakeInvitations:
    """Unused invitations by digest."""

    def __init__(self) -> None:
        self.open: dict[str, tuple[int, datetime]] = {}

    def add(self, digest: str, person_id: int, expires_at: datetime, at: datetime) -> None:
        self.open[digest] = (person_id, expires_at)

    def find(self, digest: str, at: datetime) -> int | None:
        person_id, expires_at = self.open.get(digest, (None, at))
        return person_id if expires_at > at else None

    def use(self, digest: str, at: datetime) -> int | None:
        person_id = self.find(digest, at)
        if person_id is not None:
            del self.open[digest]
        return person_id


class FakeWatchLinks:
    """Links by digest, and those of them that are unused."""

    def __init__(self) -> None:
        self.all: dict[str, WatchLink] = {}
        self.open: dict[str, tuple[WatchLink, datetime]] = {}

    def add(self, digest: str, link: WatchLink, expires_at: datetime) -> None:
        self.all[digest] = link
        self.open[digest] = (link, expires_at)

    def find_any(self, digest: str) -> WatchLink | None:
        return self.all.get(digest)

    def find(self, digest: str, at: datetime) -> WatchLink | None:
        link, expires_at = self.open.get(digest, (None, at))
        return link if expires_at > at else None

    def use(self, digest: str, at: datetime) -> bool:
        return self.find(digest, at) is not None and self.open.pop(digest) is not None

    def count_open(self, ticket_id: int, at: datetime) -> int:
        return sum(link.ticket_id == ticket_id and until > at for link, until in self.open.values())


class FakeLinks:
    """Records which chat speaks for which person."""

    def __init__(self) -> None:
        self.speaks_for: dict[int, int] = {}

    def link(self, chat_id: int, person_id: int, at: datetime) -> None:
        self.speaks_for = {c: p for c, p in self.speaks_for.items() if p != person_id} | {chat_id: person_id}

    def unlink(self, chat_id: int) -> None:
        self.speaks_for.pop(chat_id, None)


class FakeMail:
    """Records letters as (address, code)."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, str]] = []

    def send_code(self, person: Person, chat_id: int, code: str, expires_at: datetime) -> None:
        self.letters.append((person.email, code))
