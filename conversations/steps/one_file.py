"""A step that is answered with one file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

from conversations.answers import Answer, FileAnswer
from conversations.context import ConversationContext
from conversations.conversation import Draft, Step
from conversations.rendering.screen import Screen
from core.errors import Refusal
from core.tickets.attachments import Upload


@dataclass(frozen=True, kw_only=True)
class OneFileStep(Step):
    """Ask for one file; of several, the first counts.

    `question` returns the template and its data; `check` raises Refusal for a file that can't be accepted.
    """

    takes_file: bool = True
    keepable: bool = False
    question: Callable[[Draft], tuple[str, Mapping[str, object]]]
    check: Callable[[Draft, Upload], None]

    def ask(self, draft: Draft, _context: ConversationContext) -> Screen:
        return Screen(*self.question(draft))

    def handle(self, draft: Draft, answer: Answer, _context: ConversationContext) -> Draft:
        if not isinstance(answer, FileAnswer):
            raise Refusal("one_file_expected")
        self.check(draft, answer.upload)
        return self.with_answer(draft, asdict(answer.upload))
