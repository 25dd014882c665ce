"""What a deed has to know, and would take longer to find out than its transaction may last."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from handlers.scene import Scene


class ReadingWanted(Exception):
    """The transaction is undone; `read` runs beside all writers, and the deed is tried again knowing it.

    `question` names everything that the answer depends on, and so also what the person may know of: whoever
    may know less by the time of the second try asks another question.
    """

    def __init__(self, question: Hashable, read: Callable[[Scene], object]) -> None:
        super().__init__(question)
        self.question = question
        self.read = read
