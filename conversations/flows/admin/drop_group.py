"""“Lepas Grup”: end the alerts of a staff group, as an administrator."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.addressing.admin_addresses import AdminPlace, AdminScreen
from conversations.context import ConversationContext
from conversations.conversation import LEAVE, Conversation, ConversationEnd, Draft, administrators_only
from conversations.rendering.screen import Button, Screen
from conversations.screens.admin.groups import released_note
from conversations.screens.menu import to_menu
from conversations.steps import ConfirmStep
from core.administration.audit import require_administrator
from core.errors import Refusal
from core.use_cases.staff_groups.release_group import ReleaseGroup
from core.words import _


def _summary(draft: Draft, context: ConversationContext) -> Mapping[str, object]:
    group = context.groups.get(draft["group"])
    if group is None:
        raise Refusal("group_unknown")
    return {"title": group.title}


def _finish(draft: Draft, context: ConversationContext) -> ConversationEnd:
    release = ReleaseGroup(context.groups, context.people, context.lpses, context.trail)
    group = release(require_administrator(context.me), draft["group"], context.now)
    back = Button(_("Daftar Grup"), to=AdminScreen(AdminPlace.GROUPS), icon="◀️")
    screen = Screen("done.html", {"message": _("Grup dilepas.")}, ((back, to_menu()),))
    return ConversationEnd(screen, group_note=(group, released_note(group, context.lpses)))


DROP_GROUP = Conversation(
    name="group_drop",
    title=_("Lepas Grup"),
    check_access=administrators_only,
    finish=_finish,
    keeps_draft=False,
    about_ticket=False,
    needs_draft=True,
    steps=(ConfirmStep(template="admin/group_drop.html", summary=_summary, back_to=LEAVE),),
)
