"""“Jejak Audit”: what administrators changed, page by page, filtered, and as a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conversations.addresses import number_in
from conversations.screens import trail as screens
from core.audit import Area, Wanted, require_administrator
from core.errors import Refusal
from handlers.drafts import park
from handlers.orders import TABLES, order
from handlers.visit import Visit

PAGE = 10
# What is shown is kept in the chat, so that a button needs to say only where to go on.
MEMO = "trail"


def open_trail(visit: Visit, what: str = "") -> None:
    """All of it; with `new` or the number of a line what is wanted, or with an area's name only that area."""
    require_administrator(visit.me)
    park(visit)
    kept: Mapping[str, str] = visit.chat.memo.get(MEMO, {})
    if what in set(Area):
        kept = {**kept, "area": what}
    elif not what:
        kept = {}
    visit.chat.memo = {**visit.chat.memo, MEMO: dict(kept)}
    _show(visit, wanted_in(kept), what)


def look_for(visit: Visit, words: Mapping[str, str]) -> None:
    """The trail with only what these words fit, within the area that was chosen."""
    visit.chat.memo = {**visit.chat.memo, MEMO: {**visit.chat.memo.get(MEMO, {}), **words}}
    open_trail(visit, screens.NEWEST)


def order_trail(visit: Visit, kind: str) -> None:
    """What is wanted of the trail as a table; refuses `not_found`."""
    require_administrator(visit.me)
    if kind not in TABLES:
        raise Refusal("not_found")
    order(visit, f"trail_{kind}", {"wanted": dict(visit.chat.memo.get(MEMO, {}))})


def wanted_in(kept: Mapping[str, Any]) -> Wanted:
    """What is wanted, as a chat or an order keeps it."""
    area, words = kept.get("area"), kept.get("words", "")
    return Wanted(Area(area) if area in set(Area) else None, str(words))


def _show(visit: Visit, wanted: Wanted, what: str) -> None:
    before_id = number_in(what)
    lines = visit.unit.audit.newest(PAGE + 1, before_id, wanted)
    more = len(lines) > PAGE
    visit.show(screens.trail(lines[:PAGE], wanted, more=more, begun=before_id is not None))
