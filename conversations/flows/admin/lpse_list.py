"""“LPSE” for administrators: the paged list of all LPSEs, or of those that a search finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from conversations.answers import Answer, PressAnswer, TextAnswer
from conversations.context import ConversationContext
from conversations.conversation import Conversation, ConversationEnd, Draft, Step, administrators_only
from conversations.rendering.screen import Screen
from conversations.screens.admin import lpses as screens
from core.administration.audit import require_administrator
from core.errors import Refusal
from core.input.characters import plain
from core.organisation.lpse import Lpse
from core.words import _

# LPSEs on one page, and at most in the result of a search.
PAGE = 10
MOST_FOUND = 50
# Characters of a typed text that are searched for.
LONGEST = 100


@dataclass(frozen=True, kw_only=True)
class LpsesStep(Step):
    """List LPSEs as buttons; a typed name filters them, and an id or a single match opens one."""

    def ask(self, draft: Draft, context: ConversationContext) -> Screen:
        searched = str(draft.get("?text", ""))
        found = _matches(searched, context)
        last = max(0, (len(found) - 1) // PAGE)
        page = min(int(draft.get("?page", 0)), last)
        on_page = found[page * PAGE : (page + 1) * PAGE]
        return screens.lpse_list(on_page, searched, page, last, len(found))

    def handle(self, draft: Draft, answer: Answer, context: ConversationContext) -> Draft:
        match answer:
            case PressAnswer(says="all"):
                return {}
            case PressAnswer(says=says) if says.startswith("page:"):
                return {**draft, "?page": int(says.removeprefix("page:"))}
            case TextAnswer(text=text):
                return self._search(draft, text, context)
            case _:
                raise Refusal("text_expected")

    def _search(self, draft: Draft, text: str, context: ConversationContext) -> Draft:
        number = plain(text[:LONGEST]).strip()
        if number.isascii() and number.isdecimal() and len(number) <= len("1234567"):
            found: Sequence[Lpse] = [lpse] if (lpse := context.lpses.get(int(number))) else []
        else:
            found = _matches(text[:LONGEST], context)
        if not found:
            raise Refusal("nothing_found", text=text[:LONGEST])
        return self.with_answer(draft, found[0].id) if len(found) == 1 else {"?text": text[:LONGEST]}


def _matches(searched: str, context: ConversationContext) -> Sequence[Lpse]:
    if not searched.strip():
        return context.lpses.all_by_name()
    return context.lpses.find(searched, MOST_FOUND, retired=True)


def _finish(draft: Draft, context: ConversationContext) -> ConversationEnd:
    require_administrator(context.me)
    lpse = context.lpses.get(draft["lpse"])
    if lpse is None:
        raise Refusal("lpse_unknown")
    return ConversationEnd(screens.lpse_card(lpse, context.lpses.usage(lpse.id)))


LPSE_LIST = Conversation(
    name="offices",
    title=_("LPSE"),
    check_access=administrators_only,
    finish=_finish,
    keeps_draft=False,
    about_ticket=False,
    steps=(LpsesStep(name="lpse", title=_("LPSE")),),
)
