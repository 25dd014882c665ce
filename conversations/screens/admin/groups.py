"""Staff groups, as administrators see them."""

from __future__ import annotations

from collections.abc import Sequence

from conversations.addressing.admin_addresses import AdminPlace, AdminScreen, GroupPlace, GroupScreen
from conversations.rendering.excerpts import excerpt
from conversations.rendering.screen import Button, Note, Screen, Style, columns
from conversations.screens.menu import to_menu
from core.master_data.ports import Lpses
from core.people.staff_groups import StaffGroup, desk_parts
from core.words import _

MOST_OF_A_TITLE = 40


def group_list(groups: Sequence[StaffGroup], *, more: bool, begun: bool) -> Screen:
    """Return a page of the staff groups; `more` says that others follow, `begun` that it is not the first."""
    buttons = [
        Button(
            _("💬 %(value)s"),
            to=GroupScreen(GroupPlace.CARD, -group.chat_id),
            facts={"value": excerpt(group.title, MOST_OF_A_TITLE) or "–"},
        )
        for group in groups
    ]
    turns = []
    if begun:
        turns.append(Button(_("Awal"), to=AdminScreen(AdminPlace.GROUPS), icon="⏮"))
    if more:
        turns.append(Button(_("Berikutnya"), to=GroupScreen(GroupPlace.AFTER, -groups[-1].chat_id), icon="▶️"))
    rows = (*columns(buttons, 1), *((tuple(turns),) if turns else ()), (to_menu(),))
    return Screen("admin/groups.html", {"count": len(groups)}, rows)


def group_card(group: StaffGroup, desk: Sequence[object], claimer: str) -> Screen:
    """Return what is known of a staff group; `desk` are the parts of its desk's name."""
    drop = Button(_("Lepas Grup"), to=GroupScreen(GroupPlace.DROP, -group.chat_id), style=Style.END, icon="✖️")
    back = Button(_("Daftar Grup"), to=AdminScreen(AdminPlace.GROUPS), icon="◀️")
    return Screen(
        "admin/group.html", {"group": group, "desk": desk, "claimer": claimer}, ((drop,), (back, to_menu()))
    )


def released_note(group: StaffGroup, lpses: Lpses) -> Note:
    """Return the sentence for a group that gets no tickets any more."""
    facts = {"desk": desk_parts(group.desk, lpses)}
    return Note(_("Grup ini tidak lagi menerima tiket untuk: %(desk)s."), facts, is_wrong=False)
