"""“Cari di Jejak”: part of a name or of what was changed, and the trail shows only what fits."""

from __future__ import annotations

from conversations.steps import TextStep
from conversations.talk import Draft, Finished, Talk, administrators_only
from conversations.world import World
from core.audit import require_administrator
from core.errors import Refusal
from core.texts import one_line
from core.words import _

LONGEST = 60


def _words(text: str, _world: World) -> str:
    words = one_line(text)
    if not 0 < len(words) <= LONGEST:
        raise Refusal("trail_words", limit=LONGEST)
    return words


def _finish(draft: Draft, world: World) -> Finished:
    require_administrator(world.me)
    return Finished(None, trail={"words": draft["words"]})


TRAIL = Talk(
    name="trail",
    title=_("Jejak Audit"),
    opens=administrators_only,
    parks=False,
    about_ticket=False,
    finish=_finish,
    steps=(TextStep(name="words", title=_("Cari"), template="admin/trail_words.html", read=_words),),
)
