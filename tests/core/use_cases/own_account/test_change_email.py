"""Check that a code sent to a new address changes it, and that nobody learns whose an address is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from core.errors import Refusal
from core.people.people import Person
from core.use_cases.own_account.change_email import ChangeEmail, RequestNewAddress
from core.use_cases.own_account.sign_in import CODE_LIFETIME, MOST_TRIES, EnterCode, RequestCode
from core.use_cases.own_account.sign_in_limits import CHANGES_TO_ADDRESS, CODES_OF_CHAT
from tests.core.fake_sign_in import FakeCodes, FakeLimits, FakeLinks, FakeMail, FakeNotices
from tests.core.fakes import HELPDESK, NOW, PPK, FakePeople

CHAT, ANOTHER_CHAT = 700, 800
NEW = "budi.santoso@surabaya.go.id"


class FakeAddressMail:
    """Records letters as (address, kind, what stands in them)."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, str, str]] = []

    def send_change_code(
        self, person: Person, address: str, chat_id: int, code: str, expires_at: datetime
    ) -> None:
        self.letters.append((address, "code", code))

    def send_taken(self, owner: Person) -> None:
        self.letters.append((owner.email, "taken", ""))

    def send_changed(self, person: Person, address: str) -> None:
        self.letters.append((person.email, "changed", address))


class FakeOpenTickets:
    """Records which letters about open tickets go elsewhere now."""

    def __init__(self) -> None:
        self.redirected: list[tuple[int, str, str]] = []

    def redirect(self, reporter_id: int, former: str, address: str) -> None:
        self.redirected.append((reporter_id, former, address))


class EmailChange:
    """Runs the use cases of changing an address; codes are 000001, 000002 and so on."""

    def __init__(self) -> None:
        self.now = NOW
        self.people, self.codes, self.mail = FakePeople(), FakeCodes(), FakeAddressMail()
        self.tickets, self.limits = FakeOpenTickets(), FakeLimits()
        self.made = 0

    def asks(self, address: str = NEW, person: Person = PPK, chat: int = CHAT) -> None:
        request = RequestNewAddress(self.codes, self.limits, self.people, self.mail, self.code)
        request(chat, person, address, self.now)

    def types(self, code: str, address: str = NEW, person: Person = PPK, chat: int = CHAT) -> Person | None:
        change = ChangeEmail(self.codes, self.limits, self.people, self.tickets, self.mail)
        return change(chat, person, address, code, self.now)

    def signing_in(self) -> RequestCode:
        return RequestCode(self.codes, self.limits, self.people, FakeMail(), FakeNotices(), self.code)

    def code(self) -> str:
        self.made += 1
        return f"{self.made:06d}"

    @property
    def happened(self) -> list[str]:
        return [what for _, _, what, _ in self.codes.trail]


@pytest.fixture
def change() -> EmailChange:
    return EmailChange()


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refused:
        act()
    return refused.value.code


def test_the_code_of_the_new_address_changes_it_and_the_old_one_is_told(change: EmailChange) -> None:
    change.asks("Budi.Santoso@Surabaya.GO.ID")
    assert change.types("000001") == replace(PPK, email=NEW)
    assert change.people.by_email(NEW) is not None
    assert change.people.by_email(PPK.email) is None
    assert change.mail.letters == [(NEW, "code", "000001"), (PPK.email, "changed", NEW)]
    assert change.tickets.redirected == [(PPK.id, PPK.email, NEW)]
    assert change.happened == ["sent", "changed"]


def test_a_code_works_once(change: EmailChange) -> None:
    change.asks()
    change.types("000001")
    assert refusal(lambda: change.types("000001")) == "code_expired"


def test_a_wrong_code_changes_nothing_and_five_are_too_many(change: EmailChange) -> None:
    change.asks()
    assert [change.types(f"99999{n}") for n in range(MOST_TRIES)] == [None] * MOST_TRIES
    assert refusal(lambda: change.types("000001")) == "code_expired"
    assert change.people.get(PPK.id) == PPK


def test_a_code_lives_ten_minutes(change: EmailChange) -> None:
    change.asks()
    change.now += CODE_LIFETIME
    assert refusal(lambda: change.types("000001")) == "code_expired"


def test_a_code_is_for_the_address_the_chat_and_the_person_it_was_made_for(change: EmailChange) -> None:
    change.asks()
    assert refusal(lambda: change.types("000001", address="lain@surabaya.go.id")) == "code_expired"
    assert change.types("000001", person=HELPDESK) is None
    assert refusal(lambda: change.types("000001", chat=ANOTHER_CHAT)) == "code_expired"
    assert change.types("000001") is not None


def test_a_code_to_sign_in_changes_no_address_and_the_other_way_round(change: EmailChange) -> None:
    notices, links = FakeNotices(), FakeLinks()
    change.signing_in()(CHAT, NEW, NOW)
    assert change.types("000001") is None
    change.asks()
    enter = EnterCode(change.codes, change.limits, change.people, links, notices)
    assert enter(CHAT, NEW, "000002", NOW) is None
    assert links.speaks_for == {}


def test_the_very_code_made_for_a_taken_address_changes_nothing(change: EmailChange) -> None:
    change.asks(HELPDESK.email)
    assert change.mail.letters == [(HELPDESK.email, "taken", "")]
    assert change.types("000001", address=HELPDESK.email) is None
    assert change.people.get(PPK.id) == PPK


def test_nobody_learns_whether_an_address_is_taken(change: EmailChange) -> None:
    other = EmailChange()
    for at, address in ((change, HELPDESK.email), (other, NEW)):
        at.asks(address)
        for _ in range(MOST_TRIES):
            assert at.types("999999", address) is None
        assert refusal(lambda at=at, address=address: at.types("999999", address)) == "code_expired"  # type: ignore[misc]
    assert change.happened == other.happened
    assert len(change.mail.letters) == len(other.mail.letters)


def test_an_address_that_was_taken_meanwhile_is_refused_kindly(change: EmailChange) -> None:
    change.asks()
    change.asks(person=HELPDESK, chat=ANOTHER_CHAT)
    assert change.types("000002", person=HELPDESK, chat=ANOTHER_CHAT) is not None
    assert refusal(lambda: change.types("000001")) == "email_taken"
    assert change.people.get(PPK.id) == PPK


def test_a_code_that_waits_at_the_former_address_signs_nobody_in(change: EmailChange) -> None:
    change.signing_in()(ANOTHER_CHAT, PPK.email, NOW)
    change.asks()
    change.types("000002")
    enter = EnterCode(change.codes, change.limits, change.people, FakeLinks(), FakeNotices())
    assert refusal(lambda: enter(ANOTHER_CHAT, PPK.email, "000001", NOW)) == "code_expired"


@pytest.mark.parametrize(("address", "code"), [("budi", "email"), (PPK.email.upper(), "same_email")])
def test_what_is_no_other_address_is_said_so(change: EmailChange, address: str, code: str) -> None:
    assert refusal(lambda: change.asks(address)) == code
    assert change.mail.letters == []


def test_codes_are_counted_together_with_those_of_signing_in(change: EmailChange) -> None:
    change.signing_in()(CHAT, "siapa@surabaya.go.id", NOW)
    for n in range(CODES_OF_CHAT.most - 1):
        change.asks(f"x{n}@surabaya.go.id")
    assert refusal(change.asks) == "too_many_codes"
    change.now += timedelta(hours=1, seconds=1)
    change.asks()


def test_nobody_is_flooded_with_letters_about_their_own_address(change: EmailChange) -> None:
    for chat in range(CHANGES_TO_ADDRESS.most):
        change.asks(HELPDESK.email, chat=chat)
    assert refusal(lambda: change.asks(HELPDESK.email, chat=99)) == "too_many_codes"
    assert len(change.mail.letters) == CHANGES_TO_ADDRESS.most
