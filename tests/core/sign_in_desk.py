"""Run the use cases of signing in, with fakes around them."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from core.errors import Refusal
from core.use_cases.own_account.answer_sign_in import ApproveSignIn, DenySignIn
from core.use_cases.own_account.invitation import AcceptInvitation, InvitePerson, invitation_digest
from core.use_cases.own_account.sign_in import EnterCode, RequestCode
from core.use_cases.own_account.sign_in_limits import CODES_OF_ADDRESS
from tests.core.fake_sign_in import (
    FakeCodes,
    FakeInvitations,
    FakeLimits,
    FakeLinks,
    FakeMail,
    FakeNotices,
)
from tests.core.fakes import NOW, PPK, FakePeople

CHAT, ANOTHER_CHAT = 700, 800
STRANGER = "siapa@lpse.go.id"
MOMENT = timedelta(seconds=1)


class SignIn:
    """Runs the use cases of signing in; codes are 000001, 000002 and so on."""

    def __init__(self) -> None:
        self.now = NOW
        self.people, self.codes, self.mail = FakePeople(), FakeCodes(), FakeMail()
        self.links, self.invitations = FakeLinks(), FakeInvitations()
        self.limits, self.notices = FakeLimits(), FakeNotices()
        self.made = 0
        self.asked_for = {CHAT: PPK.email, ANOTHER_CHAT: PPK.email}

    def asks(self, address: str, chat: int = CHAT) -> str:
        request = RequestCode(
            self.codes, self.limits, self.people, self.mail, self.notices, self._code, lambda: "42"
        )
        self.asked_for[chat] = request(chat, address, self.now)
        return self.asked_for[chat]

    def types(self, code: str, chat: int = CHAT, address: str = "") -> str | None:
        """Return the name of the person who is signed in by the code, if any."""
        enter = EnterCode(self.codes, self.limits, self.people, self.links, self.notices)
        person = enter(chat, address or self.asked_for[chat], code, self.now)
        return person.name if person else None

    def use_up_address(self, address: str = PPK.email) -> None:
        """Ask from other chats until the address has no code left for chats that never were its owner's."""
        for chat in range(CODES_OF_ADDRESS.most):
            self.asks(address, chat=chat)

    def approves(self, chat: int = CHAT) -> None:
        ApproveSignIn(self.codes, self.mail, self._code)(PPK, chat, self.now)

    def denies(self, chat: int = CHAT) -> None:
        DenySignIn(self.codes, self.limits, self.notices)(PPK, chat, self.now)

    def invites(self) -> str:
        return InvitePerson(self.invitations)(PPK, self.now)

    def follows(self, invitation: str, chat: int = CHAT) -> str:
        accept = AcceptInvitation(self.invitations, self.codes, self.people, self.links)
        return accept(chat, invitation_digest(invitation), self.now).name

    @property
    def happened(self) -> list[str]:
        return [what for _, _, what, _ in self.codes.trail]

    def _code(self) -> str:
        self.made += 1
        return f"{self.made:06d}"


def refusal(act: Callable[[], object]) -> tuple[str, dict[str, object]]:
    with pytest.raises(Refusal) as refused:
        act()
    return refused.value.code, refused.value.facts
