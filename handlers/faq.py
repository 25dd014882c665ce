"""The FAQ for whoever is signed in: its topics, the questions of one, and the answer of one."""

from __future__ import annotations

from conversations.screens import faq as screens
from conversations.talks.faq import may_file
from handlers.drafts import park
from handlers.visit import Visit

IN = "in:"


def open_faq(visit: Visit, rest: str = "") -> None:
    """The answer of a question by its code, its topic after `in:`, or else all topics."""
    park(visit)
    faq = visit.helpdesk.faq
    one = faq.question(rest.removeprefix(IN))
    if one is None:
        visit.show(screens.topics(faq))
    elif rest.startswith(IN):
        visit.show(screens.questions(one.topic, faq.about(one.topic)))
    else:
        visit.show(screens.answer(one, may_file=may_file(visit.world())))
