"""What an administrator does with the FAQ: adding, changing, removing, putting in order, and its file."""

from __future__ import annotations

from conversations.screen import Note
from conversations.screens import faq as screens
from conversations.talks.question import draft_of, new_draft
from core.errors import Refusal
from core.faq import Question
from core.use_cases.look_after_faq import MoveQuestion
from core.words import _
from handlers import talking
from handlers.drafts import park
from handlers.faq import open_faq
from handlers.orders import order
from handlers.visit import Visit


def add(visit: Visit, code: str) -> None:
    """A new question, in the topic of the one of this code where there is one."""
    beside = visit.unit.master.faq.question(code)
    talking.begin(visit, "question", draft=new_draft(beside.topic if beside else ""))


def change(visit: Visit, code: str) -> None:
    if (one := _known(visit, code)) is not None:
        talking.begin(visit, "question", draft=draft_of(one))


def remove(visit: Visit, code: str) -> None:
    if (one := _known(visit, code)) is not None:
        talking.begin(visit, "drop_question", draft=draft_of(one))


def move_up(visit: Visit, code: str) -> None:
    _move(visit, code, up=True)


def move_down(visit: Visit, code: str) -> None:
    _move(visit, code, up=False)


def order_file(visit: Visit, _what: str) -> None:
    """All of it as a table that can be changed and imported again."""
    order(visit, "faq_csv", {})


def _move(visit: Visit, code: str, *, up: bool) -> None:
    try:
        place = MoveQuestion(visit.unit.master, visit.unit.audit)(visit.me, code, visit.now, up=up)
    except Refusal:
        open_faq(visit, code)
        return
    one = visit.unit.master.faq.question(code)
    assert one is not None, "it was moved just now"
    count = len(visit.unit.master.faq.about(one.topic))
    facts = {"place": place, "count": count}
    visit.say(Note(_("Sekarang nomor %(place)s dari %(count)s."), facts, is_wrong=False))
    open_faq(visit, code)


def _known(visit: Visit, code: str) -> Question | None:
    """The question; where it is gone, the topics are shown and say so."""
    one = visit.unit.master.faq.question(code)
    if one is None:
        park(visit)
        visit.show(screens.topics(visit.unit.master.faq, is_kept=True, note=screens.GONE))
    return one
