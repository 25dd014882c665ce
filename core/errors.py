"""The error that a rule raises when it says no."""

from __future__ import annotations


class Refusal(Exception):
    """Raised when a rule says no.

    `code` names the rule, `facts` are the values that a sentence about it needs. The sentence itself is made
    where the reader's language is known.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
