"""Stand-ins for what a talk is served by: signing in, and counts of the FAQ."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date, datetime

from core.audit import Changed
from core.emails import read_email
from core.errors import Refusal
from core.people import Person
from tests.core.fakes import PPK


class FakeSignIn:
    """Signing in with the code 123456, to whom it was sent, who left, and what an account was changed to."""

    def __init__(self, person: Person = PPK) -> None:
        self.person = person
        self.sent: list[str] = []
        self.expired = False
        self.left = False
        self.changed: tuple[str, str, str] | None = None
        self.mail_off = False
        self.moved_to = ""
        self.signed_out: list[tuple[int, Changed]] = []

    def request(self, address: str) -> str:
        self.sent.append(read_email(address))
        return self.sent[-1]

    def enter(self, code: str) -> Person:
        if self.expired:
            raise Refusal("code_expired")
        if code != "123456":
            raise Refusal("code_wrong")
        return self.person

    def leave(self) -> None:
        self.left = True

    def change(self, name: str, phone: str, office: str) -> None:
        self.changed = (name, phone, office)

    def sign_out(self, person_id: int, because: Changed) -> None:
        self.signed_out.append((person_id, because))

    def check_mail(self) -> None:
        if self.mail_off:
            raise Refusal("mail_off_for_change")

    def request_change(self, address: str) -> None:
        self.sent.append(read_email(address))

    def enter_change(self, address: str, code: str) -> None:
        self.enter(code)
        self.moved_to = address


class FakeFaqCounts:
    """The codes of the answers that helped, in order."""

    def __init__(self) -> None:
        self.helpful: list[str] = []

    def helped(self, code: str, at: datetime) -> None:
        assert at.tzinfo is not None
        self.helpful.append(code)

    def often(self, code: str, at: datetime) -> tuple[int, int]:
        return self.helpful.count(code), self.helpful.count(code)

    def between(self, first: date, last: date) -> Mapping[str, int]:
        return Counter(self.helpful)

    def codes(self) -> Collection[str]:
        return {*self.helpful}
