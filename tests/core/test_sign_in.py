"""Signing in: by invitation, or by a code that is sent to the address of the account."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Refusal
from core.house_rules import SHIPPED
from core.use_cases.sign_in import (
    CODE_LIFETIME,
    CODES_WINDOW,
    MOST_CODES,
    MOST_TRIES,
    AcceptInvitation,
    EnterCode,
    InvitePerson,
    RequestCode,
)
from tests.core.fake_sign_in import FakeCodes, FakeInvitations, FakeLinks, FakeMail
from tests.core.fakes import (
    HELPDESK,
    NOW,
    PPK,
    FakePeople,
)

CHAT, ANOTHER_CHAT = 700, 800
STRANGER = "siapa@lpse.go.id"
MOMENT = timedelta(seconds=1)
INVITATION_LIFETIME = SHIPPED.invitation_lifetime


class Door:
    """The way in, for anybody who writes to the bot; codes are 000001, 000002 and so on."""

    def __init__(self) -> None:
        self.now = NOW
        self.people, self.codes, self.mail = FakePeople(), FakeCodes(), FakeMail()
        self.links, self.invitations = FakeLinks(), FakeInvitations()
        self.made = 0

    def asks(self, address: str, chat: int = CHAT) -> str:
        return RequestCode(self.codes, self.people, self.mail, self._code)(chat, address, self.now)

    def types(self, code: str, chat: int = CHAT) -> str | None:
        """The name of whoever is signed in by it."""
        person = EnterCode(self.codes, self.people, self.links)(chat, code, self.now)
        return person.name if person else None

    def invites(self) -> str:
        return InvitePerson(self.invitations)(PPK, self.now)

    def follows(self, invitation: str, chat: int = CHAT) -> str:
        accept = AcceptInvitation(self.invitations, self.codes, self.people, self.links)
        return accept(chat, invitation, self.now).name

    @property
    def happened(self) -> list[str]:
        return [what for _, _, what, _ in self.codes.trail]

    def _code(self) -> str:
        self.made += 1
        return f"{self.made:06d}"


@pytest.fixture
def door() -> Door:
    return Door()


def refusal(act: Callable[[], object]) -> tuple[str, dict[str, object]]:
    with pytest.raises(Refusal) as refused:
        act()
    return refused.value.code, refused.value.facts


def test_the_code_of_the_letter_signs_in(door: Door) -> None:
    assert door.asks(" Budi@LPSE.go.id ") == "Budi@lpse.go.id"
    assert door.mail.letters == [("budi@lpse.go.id", "000001")]
    assert door.types("000001") == "Budi"
    assert door.links.speaks_for == {CHAT: PPK.id}
    assert door.happened == ["sent", "signed_in"]


def test_a_code_works_once(door: Door) -> None:
    door.asks(PPK.email)
    door.types("000001")
    assert refusal(lambda: door.types("000001")) == ("code_expired", {})


def test_what_is_no_address_is_said_so(door: Door) -> None:
    assert refusal(lambda: door.asks("budi"))[0] == "email"
    assert door.happened == []


def test_five_wrong_tries_and_even_the_right_code_is_worth_nothing(door: Door) -> None:
    door.asks(PPK.email)
    assert [door.types(f"99999{n}") for n in range(MOST_TRIES)] == [None] * 5
    assert refusal(lambda: door.types("000001")) == ("code_expired", {})
    assert door.links.speaks_for == {}
    assert door.happened == ["sent", *["wrong"] * 5]


def test_the_fifth_try_still_counts(door: Door) -> None:
    door.asks(PPK.email)
    for n in range(MOST_TRIES - 1):
        door.types(f"99999{n}")
    assert door.types("000001") == "Budi"


def test_a_new_code_takes_the_place_of_the_old_one(door: Door) -> None:
    door.asks(PPK.email)
    door.types("999999")
    door.asks(PPK.email)
    assert door.types("000001") is None
    assert door.types("000002") == "Budi"


def test_a_code_lives_ten_minutes(door: Door) -> None:
    door.asks(PPK.email)
    door.now = NOW + CODE_LIFETIME - MOMENT
    assert door.types("999999") is None
    door.now = NOW + CODE_LIFETIME
    assert refusal(lambda: door.types("000001")) == ("code_expired", {})
    assert timedelta(minutes=10) == CODE_LIFETIME


def test_a_code_is_for_the_chat_that_asked_for_it(door: Door) -> None:
    door.asks(PPK.email, CHAT)
    assert refusal(lambda: door.types("000001", ANOTHER_CHAT))[0] == "code_expired"
    door.asks(HELPDESK.email, ANOTHER_CHAT)
    assert door.types("000001", ANOTHER_CHAT) is None
    assert door.types("000001", CHAT) == "Budi"


def test_nobody_who_asked_for_no_code_can_guess_one(door: Door) -> None:
    assert refusal(lambda: door.types("000001")) == ("code_expired", {})


def asks_until_refused(door: Door, asks: Callable[[int], object]) -> int:
    for n in range(100):
        try:
            asks(n)
        except Refusal as no:
            if (no.code, no.facts) == ("too_many_codes", {"minutes": 60}):
                return n
            raise
    raise AssertionError("nobody is ever refused")


@pytest.mark.parametrize("address", [PPK.email, STRANGER])
def test_five_codes_an_hour_for_a_chat(door: Door, address: str) -> None:
    assert asks_until_refused(door, lambda n: door.asks(f"x{n}.{address}")) == MOST_CODES == 5
    door.now = NOW + CODES_WINDOW
    assert refusal(lambda: door.asks(address))[0] == "too_many_codes"
    door.now += MOMENT
    assert door.asks(address) == address


@pytest.mark.parametrize("address", [PPK.email, STRANGER])
def test_five_codes_an_hour_for_an_address(door: Door, address: str) -> None:
    assert asks_until_refused(door, lambda n: door.asks(address, chat=n)) == MOST_CODES
    assert door.asks(HELPDESK.email) == HELPDESK.email


def test_writing_the_address_in_other_cases_brings_no_more_codes(door: Door) -> None:
    def asks(n: int) -> str:
        return door.asks(PPK.email[:n].upper() + PPK.email[n:], chat=n)

    assert asks_until_refused(door, asks) == MOST_CODES
    assert len(door.mail.letters) == MOST_CODES


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("asks"), st.just("")),
        st.tuples(st.just("types"), st.sampled_from(["999999", "", "0", "kode"])),
        st.tuples(st.just("waits"), st.sampled_from(["1", "9", "10", "59"])),
    ),
    max_size=30,
)


@given(STEPS)
def test_nobody_learns_whether_an_address_exists(steps: list[tuple[str, str]]) -> None:
    """Whoever can't read the letters is answered the same for an address of somebody and of nobody."""
    assert answers(PPK.email, steps) == answers(STRANGER, steps)


def answers(address: str, steps: list[tuple[str, str]]) -> list[object]:
    door, said = Door(), list[object]()
    for step, what in steps:
        try:
            if step == "asks":
                said.append(door.asks(address) == address)
            elif step == "types":
                said.append(door.types(what))
            else:
                door.now += timedelta(minutes=int(what))
        except Refusal as no:
            said.append((no.code, no.facts))
    return [said, door.happened, door.links.speaks_for, door.made]


def test_the_very_code_made_for_nobody_signs_nobody_in(door: Door) -> None:
    door.asks(STRANGER)
    assert door.mail.letters == []
    assert door.types("000001") is None
    assert door.links.speaks_for == {}


def test_an_account_that_is_closed_meanwhile_is_not_signed_in(door: Door) -> None:
    door.asks(PPK.email)
    invitation = door.invites()
    door.people.gone(PPK)
    assert door.types("000001") is None
    assert refusal(lambda: door.follows(invitation)) == ("invitation_invalid", {})
    assert door.links.speaks_for == {}


def test_an_invitation_opens_the_door_once(door: Door) -> None:
    invitation = door.invites()
    assert door.follows(invitation) == "Budi"
    assert door.happened == ["invited"]
    assert refusal(lambda: door.follows(invitation, ANOTHER_CHAT)) == ("invitation_invalid", {})
    assert door.links.speaks_for == {CHAT: PPK.id}


def test_an_invitation_lives_a_week(door: Door) -> None:
    first, second = door.invites(), door.invites()
    door.now = NOW + INVITATION_LIFETIME - MOMENT
    assert door.follows(first) == "Budi"
    door.now = NOW + INVITATION_LIFETIME
    assert refusal(lambda: door.follows(second)) == ("invitation_invalid", {})
    assert timedelta(days=7) == INVITATION_LIFETIME


def test_an_invitation_can_not_be_made_up(door: Door) -> None:
    door.invites()
    for invitation in ("", "budi", *door.invitations.open):
        assert refusal(partial(door.follows, invitation))[0] == "invitation_invalid"


def test_an_invitation_fits_into_a_deep_link_and_is_never_the_same(door: Door) -> None:
    made = {door.invites() for _ in range(50)}
    assert len(made) == 50
    # Telegram's start parameter: 64 of these at most.
    assert all(len(code) <= 64 and code.replace("-", "").replace("_", "").isalnum() for code in made)


def test_secrets_are_kept_only_as_digests(door: Door) -> None:
    door.asks(PPK.email)
    invitation = door.invites()
    kept = repr((door.codes.waiting, door.codes.trail, door.invitations.open))
    assert not any(secret in kept for secret in ("'000001'", PPK.email, invitation))


def test_codes_have_six_digits_and_are_not_foreseen() -> None:
    door = Door()
    for chat in range(20):
        door.codes.trail.clear()
        RequestCode(door.codes, door.people, door.mail)(chat, PPK.email, NOW)
    codes = [code for _, code in door.mail.letters]
    assert all(len(code) == 6 and code.isdecimal() for code in codes)
    assert len(set(codes)) > 15
