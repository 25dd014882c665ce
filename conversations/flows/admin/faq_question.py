"""“Tambah Pertanyaan”, “Ubah Pertanyaan” and “Hapus Pertanyaan”: the forms of a question of the FAQ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from conversations.addressing.addresses import FaqAnswer, FaqTopic, FaqTopics
from conversations.answers import Answer, PressAnswer, TextAnswer
from conversations.context import ConversationContext
from conversations.conversation import (
    ASK_TEMPLATE,
    LEAVE,
    Conversation,
    ConversationEnd,
    Draft,
    Step,
    administrators_only,
)
from conversations.flows.admin.editions import Edition, guard_edition
from conversations.rendering.screen import Button, Screen, Style, columns
from conversations.screens.menu import to_menu
from conversations.steps import ChoiceStep, ConfirmStep, Option, ReviewStep, TextStep
from core.administration.audit import AuditedRecord
from core.errors import Refusal
from core.master_data.faq import MOST_TOPICS, Question
from core.master_data.faq_entries import read_answer, read_question, read_topic
from core.use_cases.master_data.manage_faq import (
    AddQuestion,
    ChangeQuestion,
    RemoveQuestion,
    question_fields,
    refuse_duplicate,
)
from core.words import _

FIELDS = ("topic", "application", "question", "answer")


def new_draft(topic: str = "") -> Draft:
    """Return the draft of a new question; a topic that is given is not asked for."""
    known = {"topic": topic} if topic else {}
    return {"code": "", "was": known, **known}


def change_draft(question: Question) -> Draft:
    """Return the draft for changing or removing a question, with its former values as `was`."""
    return {**asdict(question), "was": asdict(question)}


@dataclass(frozen=True, kw_only=True)
class TopicStep(Step):
    """Ask for a topic: an existing one as a button, or a new one typed."""

    def ask(self, draft: Draft, context: ConversationContext) -> Screen:
        buttons = [
            # Identified by one of its questions: a topic may be too long for the data of a button.
            Button(topic, says=f"in:{context.faq.about(topic)[0].code}", style=_style(topic, draft))
            for topic in context.faq.topics
        ]
        return Screen(ASK_TEMPLATE, {"current": draft.get(self.name, "")}, columns(buttons, 2))

    def handle(self, draft: Draft, answer: Answer, context: ConversationContext) -> Draft:
        match answer:
            case PressAnswer(says=token) if question := context.faq.question(token.removeprefix("in:")):
                return self.with_answer(draft, question.topic)
            case TextAnswer(text=text):
                return self.with_answer(draft, _topic(read_topic(text), context))
            case _:
                raise Refusal("choice_expected")


@dataclass(frozen=True, kw_only=True)
class QuestionStep(TextStep):
    """Ask for a question; refuse one that another entry asks in the same words."""

    def handle(self, draft: Draft, answer: Answer, context: ConversationContext) -> Draft:
        changed = super().handle(draft, answer, context)
        refuse_duplicate(context.faq, Question(str(draft["code"]), "", "", changed["question"], ""))
        return changed


def _style(topic: str, draft: Draft) -> Style:
    return Style.MAIN if topic == draft.get("topic") else Style.PLAIN


def _topic(typed: str, context: ConversationContext) -> str:
    """Return the existing topic that differs only in case, or the typed one.

    Raise Refusal("topics_full") for a new topic beyond the limit.
    """
    topics = context.faq.topics
    existing = next((topic for topic in topics if topic.casefold() == typed.casefold()), None)
    if existing is None and len(topics) >= MOST_TOPICS:
        raise Refusal("topics_full", limit=MOST_TOPICS)
    return existing or typed


def _applications(draft: Draft, context: ConversationContext) -> Sequence[Option]:
    applications = [Option(a.code, a.name) for a in context.catalogue.applications]
    return [Option("", _("Tidak khusus satu aplikasi")), *applications]


def _summary(draft: Draft, context: ConversationContext) -> Mapping[str, object]:
    names = {option.value: option.label for option in _applications(draft, context)}
    code = str(draft["application"])
    return {"entry": _question(draft), "application": names.get(code, code), "is_new": not draft["code"]}


def _question(draft: Draft) -> Question:
    return Question(draft["code"], *(str(draft[name]) for name in FIELDS))


def _finish(draft: Draft, context: ConversationContext) -> ConversationEnd:
    if draft["code"]:
        change = ChangeQuestion(context.master, context.trail)
        question = change(context.me, Question(**draft["was"]), _question(draft), context.now)
    else:
        add = AddQuestion(context.master, context.trail, context.faq_counts)
        question = add(context.me, _question(draft), context.now)
    rows = (
        (Button(_("Lihat Pertanyaan"), to=FaqAnswer(question.code), style=Style.MAIN),),
        (Button(_("FAQ"), to=FaqTopics(), icon="❓"), to_menu()),
    )
    data = {"message": _("Pertanyaan berhasil disimpan."), "entry": question}
    return ConversationEnd(Screen("faq/edit/done.html", data, rows))


def _edition(draft: Draft, context: ConversationContext) -> Edition | None:
    one = context.faq.question(draft["code"]) if draft.get("code") else None
    if one is None:
        return None
    record = AuditedRecord.QUESTION.key(one.code)
    return Edition(record, question_fields(one), FaqAnswer(one.code), asdict(one))


_FORM = Conversation(
    name="question",
    title=_("Pertanyaan FAQ"),
    check_access=administrators_only,
    finish=_finish,
    about_ticket=False,
    needs_draft=True,
    steps=(
        TopicStep(name="topic", title=_("Topik"), prompt=_("Pilih topiknya, atau tulis nama topik baru.")),
        ChoiceStep(
            name="application",
            title=_("Aplikasi"),
            prompt=_("Pertanyaan ini tentang aplikasi yang mana?"),
            options=_applications,
            width=2,
        ),
        QuestionStep(
            name="question",
            title=_("Pertanyaan"),
            prompt=_("Tulis pertanyaannya dalam satu kalimat, dengan kata-kata yang biasa dipakai pengguna."),
            read=lambda text, _context: read_question(text),
        ),
        TextStep(
            name="answer",
            title=_("Jawaban"),
            prompt=_("Tulis jawabannya. Maksimal 4000 karakter."),
            read=lambda text, _context: read_answer(text),
        ),
        ReviewStep(template="faq/edit/review.html", send=_("Simpan"), summary=_summary),
        ConfirmStep(template="faq/edit/confirm.html", summary=_summary, back_to="review"),
    ),
)


QUESTION_FORM = guard_edition(_FORM, _edition)


def _finish_removing(draft: Draft, context: ConversationContext) -> ConversationEnd:
    removed = RemoveQuestion(context.master, context.trail)(context.me, draft["code"], context.now)
    others = context.faq.about(removed.topic)
    back = (
        Button(removed.topic, to=FaqTopic(others[0].code))
        if others
        else Button(_("FAQ"), to=FaqTopics(), icon="❓")
    )
    data = {"message": _("Pertanyaan berhasil dihapus."), "entry": removed}
    return ConversationEnd(Screen("faq/edit/done.html", data, ((back, to_menu()),)))


_REMOVAL = Conversation(
    name="drop_question",
    title=_("Hapus Pertanyaan"),
    check_access=administrators_only,
    finish=_finish_removing,
    keeps_draft=False,
    about_ticket=False,
    needs_draft=True,
    steps=(ConfirmStep(template="faq/edit/remove.html", summary=_summary, back_to=LEAVE),),
)
REMOVE_QUESTION = guard_edition(_REMOVAL, _edition)
