"""The FAQ: topics, their questions, and answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from conversations.addressing import addresses
from conversations.addressing.admin_addresses import (
    AdminPlace,
    AdminScreen,
    ImportFile,
    QuestionPlace,
    QuestionScreen,
)
from conversations.rendering.excerpts import chunks, excerpt
from conversations.rendering.screen import FIT, Button, LongText, Note, Rows, Screen, Style, columns
from conversations.screens.menu import to_menu
from conversations.screens.moves import move_buttons
from core.input.text_length import utf16_length
from core.master_data.faq import Faq, Question
from core.master_data.ports import FaqUsage
from core.words import _

# UTF-16 units of a question that its button has room for.
SHORT = 60
# UTF-16 units of a question and its answer that fit one message with topic and figures; of an answer where
# several are offered; and of a page of one that is read within a step.
WHOLE, OFFERED, STEP_PAGE = 3600, 900, 3000
# The prefix of presses that open an answer within a step; alone, it leads back to the choice.
READ = "read:"
# Questions on a page; as many of the longest ones fit into one message.
PAGE = 12

GONE = Note(_("Pertanyaan itu sudah tidak ada."))


@dataclass(frozen=True, slots=True)
class QuestionUsage:
    """The statistics that administrators see: how often a question helped, and its place in the topic."""

    helped: FaqUsage
    place: int
    count: int


def topics(faq: Faq, *, can_edit: bool = False, note: Note | None = None) -> Screen:
    """Return the topics; `can_edit` adds the buttons of administrators."""
    buttons = [Button(topic, to=addresses.FaqTopic(faq.about(topic)[0].code)) for topic in faq.topics]
    rows = (*columns(buttons, FIT), (_search(),), *(_edit_list_rows() if can_edit else ()), (to_menu(),))
    return Screen("faq/topics.html", {"is_empty": not buttons}, rows, note)


def questions(shown: Question, about: Sequence[Question], *, can_edit: bool = False) -> Screen:
    """Return the page of a topic's questions that contains `shown`."""
    start = list(about).index(shown) // PAGE * PAGE
    page = about[start : start + PAGE]
    turns = [
        Button(label, to=addresses.FaqTopic(about[to].code), icon=icon)
        for label, to, icon in (
            (_("Sebelumnya"), start - PAGE, "◀️"),
            (_("Berikutnya"), start + PAGE, "▶️"),
        )
        if 0 <= to < len(about)
    ]
    add = ((_add(shown.code),),) if can_edit else ()
    rows = (*_each(page), tuple(turns), *add, (_back(addresses.FaqTopics()), to_menu()))
    data = {"topic": shown.topic, "questions": page, "start": start}
    return Screen("faq/topic.html", data, tuple(row for row in rows if row))


def answer(
    question: Question, *, may_file: bool, usage: QuestionUsage | None = None, page: int = 0
) -> Screen:
    """Return a question with its answer, and a button for a ticket in case it does not help.

    A long answer has as many pages as it needs, and is never cut where it fits one alone.
    """
    edit_rows = _edit_rows(question, usage) if usage else ()
    rows = (*_new(may_file), *edit_rows, (_back(addresses.FaqTopic(question.code)), to_menu()))
    data = {"entry": question, "usage": usage}
    if utf16_length(question.question) + utf16_length(question.answer) <= WHOLE:
        return Screen("faq/answer.html", data, rows)
    text = LongText("faq/answer_text.html", {}, question.answer)
    address = addresses.FaqPage(question.code)
    return Screen("faq/long_answer.html", data, rows, texts=(text,), page=page, address=address)


def may_be_cut(question: Question) -> bool:
    """Return whether the answer is longer than what is shown of it where several are offered."""
    return utf16_length(question.answer) > OFFERED


def reading_rows(question: Question, page: int) -> Rows:
    """Return the buttons for the neighbouring pages of an answer, and the way back to the step's choice."""
    turns = [
        Button(label, says=f"{READ}{question.code}:{to}", icon=icon)
        for label, to, icon in ((_("Sebelumnya"), page - 1, "◀️"), (_("Berikutnya"), page + 1, "▶️"))
        if 0 <= to < len(answer_pages(question))
    ]
    back = (Button(_("Kembali ke pilihan"), says=READ),)
    return (tuple(turns), back) if turns else (back,)


def answer_pages(question: Question) -> list[str]:
    """Return the answer in parts that each fit the screen of a step."""
    return [part.strip() for part in chunks(question.answer, STEP_PAGE)]


def read_button(question: Question, mark: str = "") -> Button:
    """Return the button that opens an answer within a step."""
    return Button(_("Baca selengkapnya"), says=f"{READ}{question.code}:0", icon=mark or "📖")


def found(words: str, matches: Sequence[Question], *, may_file: bool) -> Screen:
    """Return the questions that match the words of a search."""
    rows = (*_each(matches), (_search(),), *_new(may_file), (_back(addresses.FaqTopics()), to_menu()))
    return Screen("faq/found.html", {"words": words, "questions": matches}, rows)


def helped() -> Screen:
    """Return the screen after an answer helped, so that no ticket was filed."""
    return Screen("faq/helped.html", {}, ((to_menu(),),))


def _edit_list_rows() -> Rows:
    files = (
        Button(_("Impor FAQ"), to=ImportFile("faq"), icon="📥"),
        Button(_("Ekspor FAQ"), to=AdminScreen(AdminPlace.EXPORT_FAQ), icon="📤"),
    )
    return (_add(),), files


def _edit_rows(question: Question, usage: QuestionUsage) -> Rows:
    def to(place: QuestionPlace) -> QuestionScreen:
        return QuestionScreen(place, question.code)

    change = Button(_("Ubah Pertanyaan"), to=to(QuestionPlace.CHANGE), icon="✏️")
    remove = Button(_("Hapus Pertanyaan"), to=to(QuestionPlace.REMOVE), style=Style.END, icon="🗑")
    moves = move_buttons(to(QuestionPlace.MOVE_UP), to(QuestionPlace.MOVE_DOWN), usage.place, usage.count)
    return ((change, remove), *moves)


def _add(code: str = "") -> Button:
    to = QuestionScreen(QuestionPlace.ADD, code) if code else AdminScreen(AdminPlace.ADD_QUESTION)
    return Button(_("Tambah Pertanyaan"), to=to, icon="🆕", style=Style.MAIN)


def _each(about: Sequence[Question]) -> Rows:
    return columns([Button(excerpt(q.question, SHORT), to=addresses.FaqAnswer(q.code)) for q in about], 1)


def _new(may_file: bool) -> Rows:
    new = Button(_("Buat Tiket"), to=addresses.StartConversation("new"), style=Style.MAIN, icon="📝")
    return ((new,),) if may_file else ()


def _search() -> Button:
    return Button(_("Cari FAQ"), to=addresses.StartConversation("faq"), icon="🔎")


def _back(to: addresses.Address) -> Button:
    return Button(_("Kembali"), to=to, icon="◀️")
