"""The FAQ for whoever is signed in: its topics, the questions of one, and the answer of one."""

from __future__ import annotations

from conversations.screens import faq as screens
from conversations.screens.faq import Kept
from conversations.talks.faq import may_file
from core.faq import Question
from handlers.drafts import park
from handlers.visit import Visit

IN = "in:"


def open_faq(visit: Visit, rest: str = "") -> None:
    """The answer of a question by its code, its topic after `in:`, or else all topics."""
    park(visit)
    faq, is_kept = visit.unit.master.faq, visit.me.is_administrator
    code = rest.removeprefix(IN)
    one = faq.question(code)
    if one is None:
        visit.show(screens.topics(faq, is_kept=is_kept, note=screens.GONE if code else None))
    elif rest.startswith(IN):
        visit.show(screens.questions(one, faq.about(one.topic), is_kept=is_kept))
    else:
        kept = _kept(visit, one) if is_kept else None
        visit.show(screens.answer(one, may_file=may_file(visit.world()), kept=kept))


def _kept(visit: Visit, one: Question) -> Kept:
    """What an administrator sees of a question besides."""
    about = visit.unit.master.faq.about(one.topic)
    recent, ever = visit.unit.faq_counts.often(one.code, visit.now)
    return Kept(recent, ever, about.index(one) + 1, len(about))
