"""Handle an administrator's buttons of staff groups."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conversations.addressing.admin_addresses import GroupPlace
from conversations.screens.admin import groups as screens
from core.errors import Refusal
from core.people.staff_groups import desk_parts
from handlers.context.request_context import RequestContext
from handlers.context.running_conversation import park_draft
from handlers.screens import conversation_flow

# Groups on one page.
PAGE = 10


def open_groups(context: RequestContext, after: int | None = None) -> None:
    """Show the staff groups behind this one, in the order of their chat ids."""
    park_draft(context)
    found = [backed.group for backed in context.unit.groups.page(after, PAGE + 1)]
    context.show(screens.group_list(found[:PAGE], more=len(found) > PAGE, begun=after is not None))


def _open_group(context: RequestContext, chat_id: int) -> None:
    park_draft(context)
    group = context.unit.groups.get(chat_id)
    if group is None:
        raise Refusal("group_unknown")
    names = context.unit.people.names([group.person_id]) if group.person_id is not None else {}
    desk = desk_parts(group.desk, context.unit.lpses)
    context.show(screens.group_card(group, desk, next(iter(names.values()), "")))


def _drop_group(context: RequestContext, chat_id: int) -> None:
    conversation_flow.begin(context, "group_drop", draft={"group": chat_id})


PLACES: Mapping[GroupPlace, Callable[[RequestContext, int], None]] = {
    GroupPlace.CARD: _open_group,
    GroupPlace.DROP: _drop_group,
    GroupPlace.AFTER: open_groups,
}
