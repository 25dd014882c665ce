"""Changing one's address: only by a code sent to the new one, and nobody learns whose an address is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import Refusal
from core.people import Person
from core.use_cases.change_email import ChangeEmail, RequestNewAddress
from core.use_cases.sign_in import CODE_LIFETIME, MOST_CODES, MOST_TRIES, EnterCode, RequestCode
from tests.core.fake_sign_in import FakeCodes, FakeLinks, FakeMail
from tests.core.fakes import HELPDESK, NOW, PPK, FakePeople

CHAT, ANOTHER_CHAT = 700, 800
NEW = "budi.santoso@surabaya.go.id"


class FakeAddressMail:
    """The letters of changes: to whom, of what kind, and what stands in them."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, str, str]] = []

    def send_change_code(self, person: Person, address: str, code: str) -> None:
        self.letters.append((address, "code", code))

    def send_taken(self, owner: Person) -> None:
        self.letters.append((owner.email, "taken", ""))

    def send_changed(self, person: Person, address: str) -> None:
        self.letters.append((person.email, "changed", address))


class FakeOpenTickets:
    """Which letters about open tickets go elsewhere now."""

    def __init__(self) -> None:
        self.redirected: list[tuple[int, str, str]] = []

    def redirect(self, reporter_id: int, former: str, address: str) -> None:
        self.redirected.append((reporter_id, former, address))


class Desk:
    """Where addresses are changed; codes are 000001, 000002 and so on."""

    def __init__(self) -> None:
        self.now = NOW
        self.people, self.codes, self.mail = FakePeople(), FakeCodes(), FakeAddressMail()
        self.tickets = FakeOpenTickets()
        self.made = 0

    def asks(self, address: str = NEW, person: Person = PPK, chat: int = CHAT) -> None:
        RequestNewAddress(self.codes, self.people, self.mail, self.code)(chat, person, address, self.now)

    def types(self, code: str, address: str = NEW, person: Person = PPK, chat: int = CHAT) -> Person | None:
        change = ChangeEmail(self.codes, self.people, self.tickets, self.mail)
        return change(chat, person, address, code, self.now)

    def code(self) -> str:
        self.made += 1
        return f"{self.made:06d}"

    @property
    def happened(self) -> list[str]:
        return [what for _, _, what, _ in self.codes.trail]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refused:
        act()
    return refused.value.code


def test_the_code_of_the_new_address_changes_it_and_the_old_one_is_told(desk: Desk) -> None:
    desk.asks("Budi.Santoso@Surabaya.GO.ID")
    assert desk.types("000001") == replace(PPK, email=NEW)
    assert desk.people.by_email(NEW) is not None
    assert desk.people.by_email(PPK.email) is None
    assert desk.mail.letters == [(NEW, "code", "000001"), (PPK.email, "changed", NEW)]
    assert desk.tickets.redirected == [(PPK.id, PPK.email, NEW)]
    assert desk.happened == ["sent", "changed"]


def test_a_code_works_once(desk: Desk) -> None:
    desk.asks()
    desk.types("000001")
    assert refusal(lambda: desk.types("000001")) == "code_expired"


def test_a_wrong_code_changes_nothing_and_five_are_too_many(desk: Desk) -> None:
    desk.asks()
    assert [desk.types(f"99999{n}") for n in range(MOST_TRIES)] == [None] * MOST_TRIES
    assert refusal(lambda: desk.types("000001")) == "code_expired"
    assert desk.people.get(PPK.id) == PPK


def test_a_code_lives_ten_minutes(desk: Desk) -> None:
    desk.asks()
    desk.now += CODE_LIFETIME
    assert refusal(lambda: desk.types("000001")) == "code_expired"


def test_a_code_is_for_the_address_the_chat_and_the_person_it_was_made_for(desk: Desk) -> None:
    desk.asks()
    assert desk.types("000001", address="lain@surabaya.go.id") is None
    assert desk.types("000001", person=HELPDESK) is None
    assert refusal(lambda: desk.types("000001", chat=ANOTHER_CHAT)) == "code_expired"
    assert desk.types("000001") is not None


def test_a_code_to_sign_in_changes_no_address_and_the_other_way_round(desk: Desk) -> None:
    RequestCode(desk.codes, desk.people, FakeMail(), desk.code)(CHAT, PPK.email, NOW)
    assert desk.types("000001") is None
    desk.asks()
    links = FakeLinks()
    assert EnterCode(desk.codes, desk.people, links)(CHAT, "000002", NOW) is None
    assert links.speaks_for == {}


def test_the_very_code_made_for_a_taken_address_changes_nothing(desk: Desk) -> None:
    desk.asks(HELPDESK.email)
    assert desk.mail.letters == [(HELPDESK.email, "taken", "")]
    assert desk.types("000001", address=HELPDESK.email) is None
    assert desk.people.get(PPK.id) == PPK


def test_nobody_learns_whether_an_address_is_taken(desk: Desk) -> None:
    other = Desk()
    for at, address in ((desk, HELPDESK.email), (other, NEW)):
        at.asks(address)
        for _ in range(MOST_TRIES):
            assert at.types("999999", address) is None
        assert refusal(lambda at=at, address=address: at.types("999999", address)) == "code_expired"  # type: ignore[misc]
    assert desk.happened == other.happened
    assert len(desk.mail.letters) == len(other.mail.letters)


def test_an_address_that_was_taken_meanwhile_is_refused_kindly(desk: Desk) -> None:
    desk.asks()
    desk.asks(person=HELPDESK, chat=ANOTHER_CHAT)
    assert desk.types("000002", person=HELPDESK, chat=ANOTHER_CHAT) is not None
    assert refusal(lambda: desk.types("000001")) == "email_taken"
    assert desk.people.get(PPK.id) == PPK


def test_a_code_that_waits_at_the_former_address_signs_nobody_in(desk: Desk) -> None:
    RequestCode(desk.codes, desk.people, FakeMail(), desk.code)(ANOTHER_CHAT, PPK.email, NOW)
    desk.asks()
    desk.types("000002")
    enter = EnterCode(desk.codes, desk.people, FakeLinks())
    assert refusal(lambda: enter(ANOTHER_CHAT, "000001", NOW)) == "code_expired"


@pytest.mark.parametrize(("address", "code"), [("budi", "email"), (PPK.email.upper(), "same_email")])
def test_what_is_no_other_address_is_said_so(desk: Desk, address: str, code: str) -> None:
    assert refusal(lambda: desk.asks(address)) == code
    assert desk.mail.letters == []


def test_codes_are_counted_together_with_those_of_signing_in(desk: Desk) -> None:
    RequestCode(desk.codes, desk.people, FakeMail(), desk.code)(CHAT, "siapa@surabaya.go.id", NOW)
    for n in range(MOST_CODES - 1):
        desk.asks(f"x{n}@surabaya.go.id")
    assert refusal(desk.asks) == "too_many_codes"
    desk.now += timedelta(hours=1, seconds=1)
    desk.asks()


def test_nobody_is_flooded_with_letters_about_their_own_address(desk: Desk) -> None:
    for chat in range(MOST_CODES):
        desk.asks(HELPDESK.email, chat=chat)
    assert refusal(lambda: desk.asks(HELPDESK.email, chat=99)) == "too_many_codes"
    assert len(desk.mail.letters) == MOST_CODES
