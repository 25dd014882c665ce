"""Show administrators which desks and LPSEs nobody serves who can be reached."""

from __future__ import annotations

from conversations.screens.admin import readiness as screens
from core.organisation.directorates import Directorate
from core.organisation.roles import Level
from core.people.desks import Desk
from core.people.reachability import UnreachedDesk
from core.people.staff_groups import desk_parts
from handlers.context.request_context import RequestContext
from handlers.context.running_conversation import park_draft

# LPSEs on one page, each with two desks.
PAGE = 8
NATIONAL = (
    Desk(Level.LKPP_NON_TEKNIS),
    Desk(Level.LKPP_TEKNIS),
    *(Desk(Level.TIM_TEKNIS, directorate=directorate) for directorate in Directorate),
)


def open_readiness(context: RequestContext, after: int = 0) -> None:
    """Show a page of LPSEs with a desk that nobody serves; LKPP's such desks stand on the first page."""
    park_draft(context)
    reachability = context.unit.reachability
    found = reachability.unserved_lpses(after, PAGE + 1)
    desks = [] if after else list(reachability.unreached(NATIONAL))
    for lpse_id in found[:PAGE]:
        desks += reachability.unreached(Desk(level, lpse_id) for level in (Level.LPSE_1, Level.LPSE_2))
    rows = [_row(context, one) for one in desks]
    last = found[PAGE - 1] if len(found) > PAGE else None
    context.show(screens.readiness(rows, more_after=last, begun=bool(after)))


def _row(context: RequestContext, unreached: UnreachedDesk) -> screens.UnreachedRow:
    desk = unreached.desk
    lpse = context.unit.lpses.get(desk.lpse_id) if desk.lpse_id is not None else None
    return screens.UnreachedRow(desk_parts(desk, context.unit.lpses), unreached.waiting, lpse)
