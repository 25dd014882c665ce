"""“/grup”: choose and confirm, in one's own chat, the desk whose alerts a group shall get."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from conversations.context import ConversationContext
from conversations.conversation import LEAVE, Conversation, ConversationEnd, Draft
from conversations.rendering.screen import Screen
from conversations.screens.menu import to_menu
from conversations.screens.staff_groups import claimed_note
from conversations.steps import ChoiceStep, ConfirmStep, Option
from core.errors import Refusal
from core.organisation.directorates import Directorate
from core.organisation.roles import Level
from core.people.desks import Desk
from core.people.staff_groups import TITLE_MOST, desk_parts
from core.use_cases.staff_groups.claim_group import ClaimGroup, GroupRequest
from core.words import _


def claim_draft(request: GroupRequest) -> Draft:
    """Return the draft for claiming this group."""
    return {
        "group": request.chat_id,
        "group_title": request.title[:TITLE_MOST],
        "thread": request.thread_id,
    }


def claim_group_of(context: ConversationContext) -> ClaimGroup:
    """Return the use case over the registers of this context."""
    return ClaimGroup(context.groups, context.people, context.lpses, context.trail)


def _desks(_draft: Draft, context: ConversationContext) -> Sequence[Option]:
    """Return all desks of the person; the LPSE's name goes first, which tells them apart."""
    return [Option(desk.key, _label(desk, context)) for desk in context.me.desks]


def _label(desk: Desk, context: ConversationContext) -> str:
    parts = desk_parts(desk, context.lpses)
    return " · ".join(
        part if not isinstance(part, (Level, Directorate)) else context.translate(part.label)
        for part in parts
    )


def _chosen(draft: Draft, context: ConversationContext) -> Desk | None:
    """Return the desk that was chosen, or else the only one; None where it is no longer theirs."""
    desks = {desk.key: desk for desk in context.me.desks}
    only = next(iter(desks)) if len(desks) == 1 else ""
    return desks.get(draft.get("desk", only))


def _summary(draft: Draft, context: ConversationContext) -> Mapping[str, object]:
    desk = _chosen(draft, context)
    if desk is not None:
        claim_group_of(context).check(context.me, draft["group"], desk)
    return {"title": draft["group_title"], "desk": _label(desk, context) if desk else "–"}


def _has_several(_draft: Draft, context: ConversationContext) -> bool:
    return len(context.me.desks) > 1


def _check_access(context: ConversationContext) -> None:
    if not context.me.desks:
        raise Refusal("group_desk")


def _finish(draft: Draft, context: ConversationContext) -> ConversationEnd:
    request = GroupRequest(draft["group"], draft["group_title"], draft["thread"])
    desk = _chosen(draft, context)
    if desk is None:
        raise Refusal("group_desk")
    group = claim_group_of(context)(context.me, request, desk, context.now)
    screen = Screen("groups/claimed.html", _summary(draft, context), ((to_menu(),),))
    return ConversationEnd(screen, group_note=(group, claimed_note(group, context.lpses)))


CLAIM_GROUP = Conversation(
    name="group",
    title=_("Grup Petugas"),
    check_access=_check_access,
    finish=_finish,
    keeps_draft=False,
    about_ticket=False,
    needs_draft=True,
    steps=(
        ChoiceStep(
            name="desk",
            title=_("Meja"),
            prompt=_("Tiket dari meja mana yang diumumkan di grup itu?"),
            options=_desks,
            when=_has_several,
        ),
        ConfirmStep(template="groups/confirm.html", summary=_summary, back_to=LEAVE),
    ),
)
