"""A step that is answered with one file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

from conversations.answers import Answer, Sent
from conversations.screen import Screen
from conversations.talk import Draft, Step
from conversations.world import World
from core.attachments import Upload
from core.errors import Refusal


@dataclass(frozen=True, kw_only=True)
class OneFileStep(Step):
    """`shown` gives the template and the data that ask for it, `check` refuses what can't be taken.

    Of several files that are sent, the first counts.
    """

    takes_file: bool = True
    keepable: bool = False
    shown: Callable[[Draft], tuple[str, Mapping[str, object]]]
    check: Callable[[Draft, Upload], None]

    def ask(self, draft: Draft, _world: World) -> Screen:
        return Screen(*self.shown(draft))

    def hear(self, draft: Draft, answer: Answer, _world: World) -> Draft:
        if not isinstance(answer, Sent):
            raise Refusal("one_file_expected")
        self.check(draft, answer.upload)
        return self.keep(draft, asdict(answer.upload))
