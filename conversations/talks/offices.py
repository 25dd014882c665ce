"""“LPSE” for administrators: all of them on pages, or those that a part of a name finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from conversations.answers import Answer, Pressed, Typed
from conversations.screen import Screen
from conversations.screens import offices as screens
from conversations.talk import Draft, Finished, Step, Talk, administrators_only
from conversations.world import World
from core.audit import require_administrator
from core.errors import Refusal
from core.lpse import Lpse
from core.words import _

# Lines of one page, and what a search gives at most.
PAGE = 10
MOST_FOUND = 50
# What a search keeps of a text.
LONGEST = 100


@dataclass(frozen=True, kw_only=True)
class OfficesStep(Step):
    """Each LPSE is a button that leads to it; a typed name narrows them down, an id or an only one opens."""

    def ask(self, draft: Draft, world: World) -> Screen:
        searched = str(draft.get("?text", ""))
        found = _found(searched, world)
        last = max(0, (len(found) - 1) // PAGE)
        page = min(int(draft.get("?page", 0)), last)
        shown = found[page * PAGE : (page + 1) * PAGE]
        return screens.offices(shown, searched, page, last, len(found))

    def hear(self, draft: Draft, answer: Answer, world: World) -> Draft:
        match answer:
            case Pressed(says="all"):
                return {}
            case Pressed(says=says) if says.startswith("page:"):
                return {**draft, "?page": int(says.removeprefix("page:"))}
            case Typed(text=text):
                return self._search(draft, text, world)
            case _:
                raise Refusal("text_expected")

    def _search(self, draft: Draft, text: str, world: World) -> Draft:
        number = text.strip()
        if number.isascii() and number.isdecimal() and len(number) <= len("1234567"):
            found: Sequence[Lpse] = [lpse] if (lpse := world.offices.get(int(number))) else []
        else:
            found = _found(text[:LONGEST], world)
        if not found:
            raise Refusal("nothing_found", text=text[:LONGEST])
        return self.keep(draft, found[0].id) if len(found) == 1 else {"?text": text[:LONGEST]}


def _found(searched: str, world: World) -> Sequence[Lpse]:
    if not searched.strip():
        return world.offices.listed()
    return world.offices.find(searched, MOST_FOUND, retired=True)


def _finish(draft: Draft, world: World) -> Finished:
    require_administrator(world.me)
    lpse = world.offices.get(draft["lpse"])
    if lpse is None:
        raise Refusal("lpse_unknown")
    return Finished(screens.office(lpse, world.offices.serving(lpse.id)))


OFFICES = Talk(
    name="offices",
    title=_("LPSE"),
    opens=administrators_only,
    finish=_finish,
    parks=False,
    about_ticket=False,
    steps=(OfficesStep(name="lpse", title=_("LPSE")),),
)
