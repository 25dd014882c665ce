"""Check signing in by an invitation, and by a code that is sent to the address of the account."""

from datetime import timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Refusal
from core.master_data.helpdesk_settings import DEFAULT_SETTINGS
from core.use_cases.own_account.invitation import (
    ReadInvitation,
    invitation_digest,
)
from core.use_cases.own_account.sign_in import CODE_LIFETIME, MOST_TRIES, RequestCode
from core.use_cases.own_account.sign_in_limits import (
    CODES_OF_ADDRESS,
)
from core.use_cases.own_account.sign_in_secrets import address_digest
from tests.core.fake_sign_in import (
    FakeLimits,
)
from tests.core.fakes import (
    HELPDESK,
    NOW,
    PPK,
)
from tests.core.sign_in_desk import ANOTHER_CHAT, CHAT, MOMENT, STRANGER, SignIn, refusal

INVITATION_LIFETIME = DEFAULT_SETTINGS.invitation_lifetime


@pytest.fixture
def sign_in() -> SignIn:
    return SignIn()


def test_the_code_of_the_letter_signs_in(sign_in: SignIn) -> None:
    assert sign_in.asks(" Budi@LPSE.go.id ") == "Budi@lpse.go.id"
    assert sign_in.mail.letters == [("budi@lpse.go.id", "000001")]
    assert sign_in.types("000001") == "Budi"
    assert sign_in.links.speaks_for == {CHAT: PPK.id}
    assert sign_in.happened == ["sent", "signed_in"]


def test_a_code_works_once(sign_in: SignIn) -> None:
    sign_in.asks(PPK.email)
    sign_in.types("000001")
    assert refusal(lambda: sign_in.types("000001")) == ("code_expired", {})


def test_what_is_no_address_is_said_so(sign_in: SignIn) -> None:
    assert refusal(lambda: sign_in.asks("budi"))[0] == "email"
    assert sign_in.happened == []


def test_five_wrong_tries_and_even_the_right_code_is_worth_nothing(sign_in: SignIn) -> None:
    sign_in.asks(PPK.email)
    assert [sign_in.types(f"99999{n}") for n in range(MOST_TRIES)] == [None] * 5
    assert refusal(lambda: sign_in.types("000001")) == ("code_expired", {})
    assert sign_in.links.speaks_for == {}
    assert sign_in.happened == ["sent", *["wrong"] * 5]


def test_the_fifth_try_still_counts(sign_in: SignIn) -> None:
    sign_in.asks(PPK.email)
    for n in range(MOST_TRIES - 1):
        sign_in.types(f"99999{n}")
    assert sign_in.types("000001") == "Budi"


def test_a_new_code_takes_the_place_of_the_old_one(sign_in: SignIn) -> None:
    sign_in.asks(PPK.email)
    sign_in.types("999999")
    sign_in.asks(PPK.email)
    assert sign_in.types("000001") is None
    assert sign_in.types("000002") == "Budi"


def test_a_code_lives_ten_minutes(sign_in: SignIn) -> None:
    sign_in.asks(PPK.email)
    sign_in.now = NOW + CODE_LIFETIME - MOMENT
    assert sign_in.types("999999") is None
    sign_in.now = NOW + CODE_LIFETIME
    assert refusal(lambda: sign_in.types("000001")) == ("code_expired", {})
    assert timedelta(minutes=10) == CODE_LIFETIME


def test_a_code_is_for_the_chat_that_asked_for_it(sign_in: SignIn) -> None:
    sign_in.asks(PPK.email, CHAT)
    assert refusal(lambda: sign_in.types("000001", ANOTHER_CHAT))[0] == "code_expired"
    sign_in.asks(HELPDESK.email, ANOTHER_CHAT)
    assert sign_in.types("000001", ANOTHER_CHAT) is None
    assert sign_in.types("000001", CHAT) == "Budi"


def test_nobody_who_asked_for_no_code_can_guess_one(sign_in: SignIn) -> None:
    assert refusal(lambda: sign_in.types("000001")) == ("code_expired", {})


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
    """Compare all answers for somebody's address with those for nobody's, without the letters."""
    assert answers(PPK.email, steps) == answers(STRANGER, steps)


def answers(address: str, steps: list[tuple[str, str]]) -> list[object]:
    """Return everything that a stranger could observe after these steps, while others ask for codes too."""
    sign_in, results = SignIn(), list[object]()
    sign_in.asked_for[CHAT] = address
    for chat in range(CODES_OF_ADDRESS.most - 2):
        sign_in.asks(address, chat=chat)
    for step, what in steps:
        try:
            if step == "asks":
                results.append(sign_in.asks(address) == address)
                waiting = sign_in.codes.get(CHAT, address_digest(address))
                results.append(waiting.number if waiting else "")
            elif step == "types":
                results.append(sign_in.types(what))
            else:
                sign_in.now += timedelta(minutes=int(what))
        except Refusal as refused:
            results.append((refused.code, refused.facts))
    return [results, sign_in.happened, sign_in.links.speaks_for, sign_in.made]


def test_the_very_code_made_for_nobody_signs_nobody_in(sign_in: SignIn) -> None:
    sign_in.asks(STRANGER)
    assert sign_in.mail.letters == []
    assert sign_in.types("000001") is None
    assert sign_in.links.speaks_for == {}


def test_an_account_that_is_closed_meanwhile_is_not_signed_in(sign_in: SignIn) -> None:
    sign_in.asks(PPK.email)
    invitation = sign_in.invites()
    sign_in.people.gone(PPK)
    assert sign_in.types("000001") is None
    assert refusal(lambda: sign_in.follows(invitation)) == ("invitation_invalid", {})
    assert sign_in.links.speaks_for == {}


def test_an_invitation_signs_in_once(sign_in: SignIn) -> None:
    invitation = sign_in.invites()
    assert sign_in.follows(invitation) == "Budi"
    assert sign_in.happened == ["invited"]
    assert refusal(lambda: sign_in.follows(invitation, ANOTHER_CHAT)) == ("invitation_invalid", {})
    assert sign_in.links.speaks_for == {CHAT: PPK.id}


def test_an_invitation_that_is_only_read_stays_unused(sign_in: SignIn) -> None:
    invitation = sign_in.invites()
    read = ReadInvitation(sign_in.invitations, sign_in.people)
    assert read(invitation_digest(invitation), NOW) == PPK
    assert sign_in.follows(invitation) == "Budi"
    assert refusal(lambda: read(invitation_digest(invitation), NOW)) == ("invitation_invalid", {})


def test_an_invitation_lives_a_week(sign_in: SignIn) -> None:
    first, second = sign_in.invites(), sign_in.invites()
    sign_in.now = NOW + INVITATION_LIFETIME - MOMENT
    assert sign_in.follows(first) == "Budi"
    sign_in.now = NOW + INVITATION_LIFETIME
    assert refusal(lambda: sign_in.follows(second)) == ("invitation_invalid", {})
    assert timedelta(days=7) == INVITATION_LIFETIME


def test_an_invitation_can_not_be_made_up(sign_in: SignIn) -> None:
    sign_in.invites()
    for invitation in ("", "budi", *sign_in.invitations.open):
        assert refusal(partial(sign_in.follows, invitation))[0] == "invitation_invalid"


def test_an_invitation_fits_into_a_deep_link_and_is_never_the_same(sign_in: SignIn) -> None:
    made = {sign_in.invites() for _ in range(50)}
    assert len(made) == 50
    # Telegram's start parameter: 64 of these at most.
    assert all(len(code) <= 64 and code.replace("-", "").replace("_", "").isalnum() for code in made)


def test_secrets_are_kept_only_as_digests(sign_in: SignIn) -> None:
    sign_in.asks(PPK.email)
    invitation = sign_in.invites()
    kept = repr((sign_in.codes.waiting, sign_in.codes.trail, sign_in.invitations.open))
    assert not any(secret in kept for secret in ("'000001'", PPK.email, invitation))


def test_codes_have_six_digits_and_are_not_foreseen() -> None:
    sign_in = SignIn()
    for chat in range(20):
        limits = FakeLimits()
        request = RequestCode(sign_in.codes, limits, sign_in.people, sign_in.mail, sign_in.notices)
        request(chat, PPK.email, NOW)
    codes = [code for _, code in sign_in.mail.letters]
    assert all(len(code) == 6 and code.isdecimal() for code in codes)
    assert len(set(codes)) > 15
