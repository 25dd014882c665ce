"""A step that asks what a text and files are for that were sent without a question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from conversations.answers import Answer, FileAnswer, PressAnswer, TextAnswer
from conversations.context import ConversationContext
from conversations.conversation import Draft
from conversations.rendering.screen import Button, Screen, columns
from conversations.steps.files import FilesStep, uploads_from
from conversations.steps.text import TextStep
from core.errors import Refusal
from core.tickets.ticket import Ticket

DESTINATION = "destination"


@dataclass(frozen=True, slots=True)
class Destinations:
    """The buttons for what words may be for, and the tickets that are named above them."""

    buttons: Sequence[Button]
    tickets: Sequence[Ticket] = ()


@dataclass(frozen=True, kw_only=True)
class DestinationStep(TextStep):
    """Show the words and files, with a button for each thing that they may be for.

    The draft keeps what the pressed button says under `DESTINATION`. A text or file that comes instead of a
    press is added to the others. The text itself is kept under the step's own name, by which texts are added
    that belong to no question.
    """

    find_destinations: Callable[[Draft, ConversationContext], Destinations]
    files: FilesStep = field(default_factory=lambda: FilesStep(template="files.html"))
    takes_file: bool = True
    joins_messages: bool = True

    def ask(self, draft: Draft, context: ConversationContext) -> Screen:
        found = self.find_destinations(draft, context)
        data = {
            "text": draft.get(self.name, ""),
            "uploads": uploads_from(draft),
            "tickets": found.tickets,
        }
        return Screen(self.template, data, columns([*found.buttons], 1))

    def handle(self, draft: Draft, answer: Answer, context: ConversationContext) -> Draft:
        match answer:
            case PressAnswer(says=chosen):
                if chosen not in {button.says for button in self.find_destinations(draft, context).buttons}:
                    raise Refusal("choice_expected")
                return {**draft, DESTINATION: chosen}
            case TextAnswer(text=text):
                return self.take_text(draft, text, context)
            case FileAnswer(upload=upload, caption=caption):
                kept = self.files.add_file(draft, upload, context)
                return self.take_text(kept, caption, context) if caption else kept

    def answered(self, draft: Draft) -> bool:
        return DESTINATION in draft

    def extend(self, draft: Draft, text: str, context: ConversationContext) -> Draft:
        return self.take_text(draft, text, context)

    def take_text(self, draft: Draft, text: str, context: ConversationContext) -> Draft:
        """Return the draft with a text added to the others."""
        before = draft.get(self.name, "")
        return {**draft, self.name: self.read(f"{before}\n{text}" if before else text, context)}
