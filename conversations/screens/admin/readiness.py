"""“Kesiapan”: the desks at which nobody can be reached, for administrators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from conversations.addressing.admin_addresses import AdminPlace, AdminScreen, LpsePlace, LpseScreen
from conversations.rendering.excerpts import excerpt
from conversations.rendering.screen import Button, Note, Screen, columns
from conversations.screens.menu import to_menu
from core.organisation.lpse import Lpse
from core.people.reachability import MOST_COUNTED
from core.words import _

MOST_OF_A_NAME = 100


@dataclass(frozen=True, slots=True)
class UnreachedRow:
    """A desk at which nobody can be reached: the parts of its name, how many tickets wait, and its LPSE."""

    desk: Sequence[object]
    waiting: int
    lpse: Lpse | None = None

    @property
    def name(self) -> Note:
        """Return the name of the desk, to be put into words."""
        return Note("%(desk)s", {"desk": tuple(_short(part) for part in self.desk)})

    @property
    def is_more(self) -> bool:
        """Return whether more tickets may wait than were counted."""
        return self.waiting >= MOST_COUNTED


def _short(part: object) -> object:
    """Return a part of a desk's name; that of an LPSE is cut where it is very long."""
    return excerpt(part, MOST_OF_A_NAME) if type(part) is str else part


def readiness(rows: Sequence[UnreachedRow], *, more_after: int | None, begun: bool) -> Screen:
    """Return a page of desks; others follow behind the LPSE `more_after`, `begun` is not the first page."""
    lpses = {row.lpse.id: row.lpse for row in rows if row.lpse is not None}
    buttons = [Button(lpse.name, to=LpseScreen(LpsePlace.CARD, lpse.id), icon="🏛") for lpse in lpses.values()]
    turns = []
    if begun:
        turns.append(Button(_("Awal"), to=AdminScreen(AdminPlace.READINESS), icon="⏮"))
    if more_after is not None:
        turns.append(Button(_("Berikutnya"), to=LpseScreen(LpsePlace.UNSERVED_AFTER, more_after), icon="▶️"))
    accounts = Button(_("Akun"), to=AdminScreen(AdminPlace.ACCOUNT_SEARCH), icon="👥")
    controls = (*((tuple(turns),) if turns else ()), (accounts, to_menu()))
    return Screen("admin/readiness.html", {"rows": rows, "begun": begun}, (*columns(buttons, 1), *controls))
