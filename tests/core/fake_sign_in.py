"""Stand-ins for what signing in and watching remember: codes, links, and the letters that carry them."""

from datetime import datetime

from core.people import Person
from core.use_cases.sign_in import SentCode
from core.use_cases.watch_ticket import WatchLink


class FakeCodes:
    """Codes by chat, and the trail: chat, digest of the address, what happened, when."""

    def __init__(self) -> None:
        self.waiting: dict[int, SentCode] = {}
        self.trail: list[tuple[int, str, str, datetime]] = []

    def put(self, code: SentCode) -> None:
        self.waiting[code.chat_id] = code

    def get(self, chat_id: int) -> SentCode | None:
        return self.waiting.get(chat_id)

    def drop(self, chat_id: int) -> None:
        self.waiting.pop(chat_id, None)

    def drop_of(self, person_id: int) -> None:
        self.waiting = {chat: code for chat, code in self.waiting.items() if code.person_id != person_id}

    def log(self, chat_id: int, address_digest: str, what: str, at: datetime) -> None:
        self.trail.append((chat_id, address_digest, what, at))

    def count_sent(self, chat_id: int, address_digest: str, since: datetime) -> int:
        sent = [(chat, address) for chat, address, what, at in self.trail if what == "sent" and at >= since]
        return max(sum(c == chat_id for c, _ in sent), sum(a == address_digest for _, a in sent))


class FakeInvitations:
    """Invitations by digest, as long as they are unused."""

    def __init__(self) -> None:
        self.open: dict[str, tuple[int, datetime]] = {}

    def add(self, digest: str, person_id: int, expires_at: datetime, at: datetime) -> None:
        self.open[digest] = (person_id, expires_at)

    def use(self, digest: str, at: datetime) -> int | None:
        if digest not in self.open or self.open[digest][1] <= at:
            return None
        return self.open.pop(digest)[0]


class FakeWatchLinks:
    """Links by digest, as long as they are unused."""

    def __init__(self) -> None:
        self.open: dict[str, tuple[WatchLink, datetime]] = {}

    def add(self, digest: str, link: WatchLink, expires_at: datetime) -> None:
        self.open[digest] = (link, expires_at)

    def find(self, digest: str, at: datetime) -> WatchLink | None:
        link, expires_at = self.open.get(digest, (None, at))
        return link if expires_at > at else None

    def use(self, digest: str, at: datetime) -> bool:
        return self.find(digest, at) is not None and self.open.pop(digest) is not None

    def count_open(self, ticket_id: int, at: datetime) -> int:
        return sum(link.ticket_id == ticket_id and until > at for link, until in self.open.values())


class FakeLinks:
    """Which chat speaks for whom."""

    def __init__(self) -> None:
        self.speaks_for: dict[int, int] = {}

    def link(self, chat_id: int, person_id: int, at: datetime) -> None:
        self.speaks_for = {c: p for c, p in self.speaks_for.items() if p != person_id} | {chat_id: person_id}

    def unlink(self, chat_id: int) -> None:
        self.speaks_for.pop(chat_id, None)


class FakeMail:
    """Letters that were sent: to whom, and the code in them."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, str]] = []

    def send_code(self, person: Person, code: str) -> None:
        self.letters.append((person.email, code))
