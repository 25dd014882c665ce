"""The trail of signing in, for administrators."""

from __future__ import annotations

from collections.abc import Sequence

from conversations.addressing.admin_addresses import (
    AccountPlace,
    AccountScreen,
    AdminPlace,
    AdminScreen,
    SignInsBefore,
)
from conversations.rendering.screen import Button, Screen
from conversations.screens.admin.accounts import to_account
from conversations.screens.menu import to_menu
from core.people.people import Person
from core.people.sign_in_trail import SignInLine
from core.words import _


def sign_ins(lines: Sequence[SignInLine], person: Person | None, *, more: bool, begun: bool) -> Screen:
    """Return a page of the trail, newest line first, of one person's account or of all.

    `more` says that older lines follow, `begun` that this is not the first page.
    """
    person_id = person.id if person else 0
    turns = []
    if begun:
        newest = (
            AccountScreen(AccountPlace.SIGN_INS, person_id) if person else AdminScreen(AdminPlace.SIGN_INS)
        )
        turns.append(Button(_("Terbaru"), to=newest, icon="⏮"))
    if more:
        turns.append(Button(_("Lebih lama"), to=SignInsBefore(lines[-1].id, person_id), icon="▶️"))
    back = (
        to_account(person_id) if person else Button(_("Jejak Audit"), to=AdminScreen(AdminPlace.AUDIT_TRAIL))
    )
    rows = (*((tuple(turns),) if turns else ()), (back, to_menu()))
    return Screen("admin/sign_ins.html", {"lines": lines, "person": person}, rows)
