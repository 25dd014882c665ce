"""Screens about signing in elsewhere: the question to the owner, and the alert to administrators."""

from __future__ import annotations

from datetime import datetime

from conversations.addressing.addresses import SignInAnswer
from conversations.addressing.admin_addresses import AccountPlace, AccountScreen
from conversations.addressing.fields import YesNo
from conversations.rendering.screen import Button, Screen, Style
from core.people.people import Person
from core.words import _


def owner_question(chat_id: int, number: str, at: datetime) -> Screen:
    """Return the question whether the request with this number, by the chat `chat_id`, is the owner's."""
    rows = (
        (
            Button(_("Ya, ini saya"), to=SignInAnswer(YesNo.YES, chat_id), style=Style.SEND),
            Button(_("Bukan saya"), to=SignInAnswer(YesNo.NO, chat_id), style=Style.END),
        ),
    )
    return Screen("account/owner_question.html", {"number": number, "at": at}, rows)


def owner_answer(*, approved: bool) -> Screen:
    """Return what stands in place of the question once it is answered."""
    return Screen("account/owner_answer.html", {"approved": approved})


def guess_alert(person: Person) -> Screen:
    """Return the alert that somebody tries to get into this person's account."""
    rows = (
        (
            Button(_("Lihat Akun"), to=AccountScreen(AccountPlace.CARD, person.id), icon="👤"),
            Button(_("Jejak Masuk"), to=AccountScreen(AccountPlace.SIGN_INS, person.id), icon="👣"),
        ),
    )
    return Screen("admin/accounts/guessing.html", {"person": person}, rows)
