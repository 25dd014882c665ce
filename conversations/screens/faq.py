"""The FAQ: its topics, their questions, and the answer of each."""

from __future__ import annotations

from collections.abc import Sequence

from conversations import addresses
from conversations.pages import excerpt
from conversations.screen import Button, Rows, Screen, Style, columns
from conversations.screens.menu import to_menu
from core.faq import Faq, Question
from core.words import _

# Units of a question that its button has room for.
SHORT = 60


def topics(faq: Faq) -> Screen:
    """What there are answers about."""
    buttons = [Button(topic, to=addresses.faq_topic(faq.about(topic)[0].code)) for topic in faq.topics]
    return Screen("faq/topics.html", {}, (*columns(buttons, 2), (_search(), to_menu())))


def questions(topic: str, about: Sequence[Question]) -> Screen:
    """All questions of a topic."""
    data = {"topic": topic, "questions": about}
    return Screen("faq/topic.html", data, (*_each(about), (_back(addresses.faq()), to_menu())))


def answer(one: Question, *, may_file: bool) -> Screen:
    """One question with its answer, and a ticket for whom it does not help."""
    rows = (*_new(may_file), (_back(addresses.faq_topic(one.code)), to_menu()))
    return Screen("faq/answer.html", {"one": one}, rows)


def found(words: str, matches: Sequence[Question], *, may_file: bool) -> Screen:
    """The questions that fit what somebody looks for."""
    rows = (*_each(matches), (_search(),), *_new(may_file), (_back(addresses.faq()), to_menu()))
    return Screen("faq/found.html", {"words": words, "questions": matches}, rows)


def helped() -> Screen:
    """An answer was enough; the ticket that was begun is not needed."""
    return Screen("faq/helped.html", {}, ((to_menu(),),))


def _each(about: Sequence[Question]) -> Rows:
    return columns([Button(excerpt(q.question, SHORT), to=addresses.faq_answer(q.code)) for q in about], 1)


def _new(may_file: bool) -> Rows:
    new = Button(_("Buat Tiket"), to=addresses.talk("new"), style=Style.MAIN, icon="📝")
    return ((new,),) if may_file else ()


def _search() -> Button:
    return Button(_("Cari FAQ"), to=addresses.talk("faq"), icon="🔎")


def _back(to: str) -> Button:
    return Button(_("Kembali"), to=to, icon="◀️")
