"""The FAQ: its topics, their questions, and the answer of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from conversations import addresses
from conversations.pages import excerpt
from conversations.screen import Button, Note, Rows, Screen, Style, columns
from conversations.screens.menu import to_menu
from core.faq import Faq, Question
from core.words import _

# Units of a question that its button has room for.
SHORT = 60
# Questions of a page: with the longest ones, as many as one message has room for.
PAGE = 12

GONE = Note(_("Pertanyaan itu sudah tidak ada."))


@dataclass(frozen=True, slots=True)
class Kept:
    """What an administrator sees of a question: how often it helped, and its place among so many."""

    recent: int
    ever: int
    place: int
    count: int


def topics(faq: Faq, *, is_kept: bool = False, note: Note | None = None) -> Screen:
    """What there are answers about; whoever keeps them has the buttons for that."""
    buttons = [Button(topic, to=addresses.faq_topic(faq.about(topic)[0].code)) for topic in faq.topics]
    rows = (*columns(buttons, 2), (_search(),), *(_lists_keeping() if is_kept else ()), (to_menu(),))
    return Screen("faq/topics.html", {"is_empty": not buttons}, rows, note)


def questions(one: Question, about: Sequence[Question], *, is_kept: bool = False) -> Screen:
    """The questions of a topic, the page with this one."""
    start = list(about).index(one) // PAGE * PAGE
    page = about[start : start + PAGE]
    turns = [
        Button(label, to=addresses.faq_topic(about[to].code), icon=icon)
        for label, to, icon in (
            (_("Sebelumnya"), start - PAGE, "◀️"),
            (_("Berikutnya"), start + PAGE, "▶️"),
        )
        if 0 <= to < len(about)
    ]
    keeping = ((_add(one.code),),) if is_kept else ()
    rows = (*_each(page), tuple(turns), *keeping, (_back(addresses.faq()), to_menu()))
    data = {"topic": one.topic, "questions": page, "start": start}
    return Screen("faq/topic.html", data, tuple(row for row in rows if row))


def answer(one: Question, *, may_file: bool, kept: Kept | None = None) -> Screen:
    """One question with its answer, and a ticket for whom it does not help."""
    keeping = _keeping(one, kept) if kept else ()
    rows = (*_new(may_file), *keeping, (_back(addresses.faq_topic(one.code)), to_menu()))
    return Screen("faq/answer.html", {"one": one, "kept": kept}, rows)


def found(words: str, matches: Sequence[Question], *, may_file: bool) -> Screen:
    """The questions that fit what somebody looks for."""
    rows = (*_each(matches), (_search(),), *_new(may_file), (_back(addresses.faq()), to_menu()))
    return Screen("faq/found.html", {"words": words, "questions": matches}, rows)


def helped() -> Screen:
    """An answer was enough; the ticket that was begun is not needed."""
    return Screen("faq/helped.html", {}, ((to_menu(),),))


def _lists_keeping() -> Rows:
    files = (
        Button(_("Impor FAQ"), to=addresses.administration("import", "faq"), icon="📥"),
        Button(_("Ekspor FAQ"), to=addresses.administration("faq_file"), icon="📤"),
    )
    return (_add(),), files


def _keeping(one: Question, kept: Kept) -> Rows:
    def to(place: str) -> str:
        return addresses.administration(place, one.code)

    moves = [Button(_("Naikkan"), to=to("faq_up"), icon="🔼")] if kept.place > 1 else []
    if kept.place < kept.count:
        moves.append(Button(_("Turunkan"), to=to("faq_down"), icon="🔽"))
    change = Button(_("Ubah Pertanyaan"), to=to("faq_change"), icon="✏️")
    remove = Button(_("Hapus Pertanyaan"), to=to("faq_drop"), style=Style.END, icon="🗑")
    return ((change, remove), *((tuple(moves),) if moves else ()))


def _add(code: str = "") -> Button:
    return Button(
        _("Tambah Pertanyaan"), to=addresses.administration("faq_add", code), icon="🆕", style=Style.MAIN
    )


def _each(about: Sequence[Question]) -> Rows:
    return columns([Button(excerpt(q.question, SHORT), to=addresses.faq_answer(q.code)) for q in about], 1)


def _new(may_file: bool) -> Rows:
    new = Button(_("Buat Tiket"), to=addresses.talk("new"), style=Style.MAIN, icon="📝")
    return ((new,),) if may_file else ()


def _search() -> Button:
    return Button(_("Cari FAQ"), to=addresses.talk("faq"), icon="🔎")


def _back(to: str) -> Button:
    return Button(_("Kembali"), to=to, icon="◀️")
