"""Check the limits on codes: what others do takes nothing from the owner, and nobody guesses for long."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from core.errors import Refusal
from core.use_cases.own_account.sign_in import CODE_LIFETIME, MOST_TRIES
from core.use_cases.own_account.sign_in_limits import (
    CODES_OF_ADDRESS,
    CODES_OF_CHAT,
    DENIALS,
    QUESTIONS_TO_OWNER,
    WRONG_CODES_OF_CHAT,
)
from core.use_cases.own_account.sign_in_secrets import address_digest
from tests.core.fakes import HELPDESK, NOW, PPK
from tests.core.sign_in_desk import ANOTHER_CHAT, CHAT, MOMENT, STRANGER, SignIn, refusal


@pytest.fixture
def sign_in() -> SignIn:
    return SignIn()


def asks_until_refused(asks: Callable[[int], object]) -> int:
    """Return how many codes were sent before `too_many_codes`."""
    for n in range(100):
        try:
            asks(n)
        except Refusal as refused:
            if (refused.code, refused.facts) == ("too_many_codes", {"minutes": 60}):
                return n
            raise
    raise AssertionError("nobody is ever refused")


@pytest.mark.parametrize("address", [PPK.email, STRANGER])
def test_five_codes_an_hour_for_a_chat(sign_in: SignIn, address: str) -> None:
    assert asks_until_refused(lambda n: sign_in.asks(f"x{n}.{address}")) == CODES_OF_CHAT.most == 5
    sign_in.now = NOW + CODES_OF_CHAT.window - MOMENT
    assert refusal(lambda: sign_in.asks(address)) == ("too_many_codes", {"minutes": 1})
    sign_in.now += MOMENT
    assert sign_in.asks(address) == address


def test_what_others_ask_for_takes_nothing_from_the_owner(sign_in: SignIn) -> None:
    sign_in.follows(sign_in.invites())
    sign_in.use_up_address()
    sent = len(sign_in.mail.letters)
    sign_in.asks(PPK.email)
    assert len(sign_in.mail.letters) == sent + 1
    assert sign_in.notices.asked == []


def test_one_chat_alone_does_not_use_up_an_address(sign_in: SignIn) -> None:
    asks_until_refused(lambda _: sign_in.asks(PPK.email))
    sign_in.asks(PPK.email, chat=ANOTHER_CHAT)
    assert sign_in.types(f"{sign_in.made:06d}", ANOTHER_CHAT) == "Budi"


def test_beyond_the_limit_of_an_address_its_owner_is_asked_instead(sign_in: SignIn) -> None:
    sign_in.use_up_address()
    sent = len(sign_in.mail.letters)
    assert sent == CODES_OF_ADDRESS.most
    sign_in.asks(PPK.email)
    assert len(sign_in.mail.letters) == sent
    assert sign_in.notices.asked == [(PPK.id, CHAT, "42")]
    assert refusal(lambda: sign_in.types("000001")) == ("code_held", {})
    sign_in.approves()
    assert sign_in.types(sign_in.mail.letters[-1][1]) == "Budi"
    assert sign_in.happened[-4:] == ["held", "approved", "sent", "signed_in"]


def test_writing_the_address_in_other_cases_brings_no_more_codes(sign_in: SignIn) -> None:
    for n in range(CODES_OF_ADDRESS.most + 2):
        sign_in.asks(PPK.email[:n].upper() + PPK.email[n:], chat=n)
    assert len(sign_in.mail.letters) == CODES_OF_ADDRESS.most


def test_the_owner_is_asked_once_about_a_request_and_not_without_end(sign_in: SignIn) -> None:
    sign_in.use_up_address()
    for _ in range(2):
        sign_in.asks(PPK.email)
    assert len(sign_in.notices.asked) == 1
    for chat in range(900, 920):
        sign_in.asks(PPK.email, chat=chat)
    assert len(sign_in.notices.asked) == QUESTIONS_TO_OWNER.most


def test_a_chat_that_the_owner_turns_away_gets_nothing_for_a_day(sign_in: SignIn) -> None:
    sign_in.asks(PPK.email)
    sign_in.use_up_address()
    sign_in.asks(PPK.email)
    sign_in.denies()
    assert sign_in.types("000001") is None, "an earlier code of this chat is void too"
    assert refusal(sign_in.approves) == ("sign_in_request_gone", {})
    assert sign_in.notices.guessed == [PPK.id]
    sent, asked = len(sign_in.mail.letters), list(sign_in.notices.asked)
    sign_in.now += DENIALS.window - MOMENT
    sign_in.asks(PPK.email)
    assert (len(sign_in.mail.letters), sign_in.notices.asked) == (sent, asked)
    sign_in.now += MOMENT
    sign_in.asks(PPK.email)
    assert len(sign_in.mail.letters) == sent + 1


def test_who_is_turned_away_sees_what_is_seen_of_an_address_that_nobody_has() -> None:
    def seen(address: str) -> list[object]:
        sign_in, results = SignIn(), list[object]()
        sign_in.asks(address)
        sign_in.use_up_address(address)
        sign_in.asks(address)
        if address == PPK.email:
            sign_in.denies()
        for minutes in (0, 11, 60, 61):
            sign_in.now = NOW + timedelta(minutes=minutes)
            if minutes:
                sign_in.asks(address)
            waiting = sign_in.codes.get(CHAT, address_digest(address))
            results.append((waiting.number, bool(waiting.digest)) if waiting else None)
            try:
                results.append(sign_in.types("999999"))
            except Refusal as refused:
                results.append(refused.code)
        return results

    assert seen(PPK.email) == seen(STRANGER)


def test_nobody_answers_for_somebody_else_or_too_late(sign_in: SignIn) -> None:
    sign_in.use_up_address(HELPDESK.email)
    sign_in.asks(HELPDESK.email)
    assert refusal(sign_in.approves) == ("sign_in_request_gone", {})
    sign_in.use_up_address()
    sign_in.asks(PPK.email, ANOTHER_CHAT)
    sign_in.now += CODE_LIFETIME
    assert refusal(lambda: sign_in.approves(ANOTHER_CHAT)) == ("sign_in_request_gone", {})


def test_a_request_that_is_held_leaves_the_earlier_code_as_it_was(sign_in: SignIn) -> None:
    sign_in.asks(PPK.email)
    assert sign_in.types("999999") is None
    sign_in.use_up_address()
    sign_in.asks(PPK.email)
    assert sign_in.types("000001") == "Budi"


def test_a_code_is_for_the_address_it_was_asked_for(sign_in: SignIn) -> None:
    sign_in.asks(PPK.email)
    sign_in.asks(HELPDESK.email)
    assert sign_in.types("000001", address=HELPDESK.email) is None
    assert sign_in.types("000001", address=PPK.email) == "Budi"


def test_a_chat_that_types_wrong_codes_is_heard_no_more_that_day(sign_in: SignIn) -> None:
    for _ in range(2):
        sign_in.asks(PPK.email)
        for n in range(MOST_TRIES):
            assert sign_in.types(f"99999{n}") is None
    sign_in.asks(PPK.email)
    assert refusal(lambda: sign_in.types("000003")) == ("too_many_wrong_codes", {"hours": 24})
    sign_in.now += WRONG_CODES_OF_CHAT.window
    sign_in.asks(PPK.email)
    assert sign_in.types("000004") == "Budi"


def test_administrators_are_told_once_of_somebody_who_guesses(sign_in: SignIn) -> None:
    for chat in (CHAT, ANOTHER_CHAT):
        sign_in.asks(PPK.email, chat)
        for n in range(MOST_TRIES):
            assert sign_in.notices.guessed == ([PPK.id] if chat == ANOTHER_CHAT else [])
            sign_in.types(f"99999{n}", chat)
    assert sign_in.notices.guessed == [PPK.id]


def test_an_owner_who_mistypes_is_nobody_who_guesses(sign_in: SignIn) -> None:
    sign_in.follows(sign_in.invites())
    sign_in.asks(PPK.email)
    for n in range(MOST_TRIES):
        sign_in.types(f"99999{n}")
    assert sign_in.notices.guessed == []


def test_who_signs_in_leaves_no_code_of_the_account_to_anybody(sign_in: SignIn) -> None:
    sign_in.asks(PPK.email, ANOTHER_CHAT)
    sign_in.asks(PPK.email)
    sign_in.types("000002")
    assert refusal(lambda: sign_in.types("000001", ANOTHER_CHAT))[0] == "code_expired"
