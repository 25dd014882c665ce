"""What the helpdesk answers when a rule says no: a code and facts, never a sentence."""

from __future__ import annotations


class Refusal(Exception):
    """A rule said no. `code` names the rule, `facts` are what a sentence about it needs."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
