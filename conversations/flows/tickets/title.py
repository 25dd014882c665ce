"""The title of a new ticket; a longer text becomes its description, and a title is proposed from it."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.answers import Answer, PressAnswer
from conversations.context import ConversationContext
from conversations.conversation import Draft
from conversations.steps import TextStep
from core.input.texts import TEXT_MIN, read_text
from core.input.titles import is_description, propose_title

DESCRIPTION = "description"
# The key of a draft for a title that waits for a yes.
PROPOSAL = "title_proposal"


def proposed_title(draft: Draft, _context: ConversationContext) -> str:
    """Return the title to propose: of the text that came instead of one, or of the description."""
    if PROPOSAL in draft or "title" in draft:
        return str(draft.get(PROPOSAL, ""))
    return propose_title(str(draft.get(DESCRIPTION, "")))


@dataclass(frozen=True, kw_only=True)
class TitleStep(TextStep):
    """Ask for a title in a line; what is longer goes into the description, and a title is proposed."""

    def handle(self, draft: Draft, answer: Answer, context: ConversationContext) -> Draft:
        answered = super().handle(draft, answer, context)
        return _without_proposal(answered) if isinstance(answer, PressAnswer) else answered

    def take_text(self, draft: Draft, text: str, context: ConversationContext) -> Draft:
        if is_description(text, TEXT_MIN):
            return _described(draft, text)
        return _without_proposal(super().take_text(draft, text, context))

    def answered(self, draft: Draft) -> bool:
        return self.name in draft and PROPOSAL not in draft

    def answered_name(self, draft: Draft) -> str:
        return DESCRIPTION if PROPOSAL in draft else self.name


def _without_proposal(draft: Draft) -> Draft:
    return {name: value for name, value in draft.items() if name != PROPOSAL}


def _described(draft: Draft, text: str) -> Draft:
    before = draft.get(DESCRIPTION, "")
    described = read_text(f"{before}\n{text}" if before else text)
    kept = {name: value for name, value in draft.items() if name != "known_error"}
    return {**kept, DESCRIPTION: described, PROPOSAL: propose_title(text)}
