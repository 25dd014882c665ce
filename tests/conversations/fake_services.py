"""Fakes of the services that conversations use: signing in, and counts of helpful answers."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from core.administration.audit import ChangeType
from core.errors import Refusal
from core.input.emails import read_email
from core.master_data.ports import FaqUsage
from core.people.people import Person
from tests.core.fakes import PPK


class FakeSignIn:
    """A fake `SignIn` with the code 123456, which records what was called."""

    def __init__(self, person: Person = PPK) -> None:
        self.person = person
        self.sent: list[str] = []
        self.expired = False
        self.left = False
        self.changed: tuple[str, str, str] | None = None
        self.mail_off = False
        self.moved_to = ""
        self.signed_out: list[tuple[int, ChangeType]] = []
        self.held = ""
        self.accepted = ""
        self.renewed = False
        self.drafts: tuple[str, ...] = ()
        self.orders = 0

    def request(self, address: str) -> str:
        self.sent.append(read_email(address))
        return self.sent[-1]

    def held_number(self, address: str) -> str:
        return self.held

    def enter(self, address: str, code: str) -> Person:
        if self.expired:
            raise Refusal("code_expired")
        if code != "123456":
            raise Refusal("code_wrong")
        return self.person

    def invited(self, digest: str) -> Person:
        return self.person

    def accept(self, digest: str) -> Person:
        self.accepted = digest
        return self.person

    def draft_keys(self) -> Sequence[str]:
        return self.drafts

    def count_documents(self) -> int:
        return self.orders

    def request_renewal(self) -> None:
        self.sent.append(self.person.email)

    def renew(self, code: str) -> None:
        self.enter(self.person.email, code)
        self.renewed = True

    def leave(self) -> None:
        self.left = True

    def change(self, name: str, phone: str, office: str) -> None:
        self.changed = (name, phone, office)

    def sign_out(self, person_id: int, because: ChangeType) -> None:
        self.signed_out.append((person_id, because))

    def check_mail(self) -> None:
        if self.mail_off:
            raise Refusal("mail_off_for_change")

    def request_change(self, address: str) -> None:
        self.sent.append(read_email(address))

    def enter_change(self, address: str, code: str) -> None:
        self.enter(address, code)
        self.moved_to = address


class FakeFaqCounts:
    """Fake `FaqCounts`, which record the codes of helpful answers in order."""

    def __init__(self) -> None:
        self.helpful: list[str] = []

    def count_helped(self, code: str, at: datetime) -> None:
        assert at.tzinfo is not None
        self.helpful.append(code)

    def usage(self, code: str, at: datetime) -> FaqUsage:
        return FaqUsage(self.helpful.count(code), self.helpful.count(code))

    def totals(self, first: date, last: date) -> Mapping[str, int]:
        return Counter(self.helpful)

    def codes(self) -> Collection[str]:
        return {*self.helpful}
