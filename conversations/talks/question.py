"""“Tambah Pertanyaan” and “Ubah Pertanyaan”: a question of the FAQ, looked over before it is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from conversations.addresses import faq, faq_answer, faq_topic, menu
from conversations.answers import Answer, Pressed, Typed
from conversations.screen import Button, Screen, Style, columns
from conversations.steps import ChoiceStep, ConfirmStep, Option, ReviewStep, TextStep
from conversations.talk import LEAVE, Draft, Finished, Step, Talk, administrators_only
from conversations.world import World
from core.errors import Refusal
from core.faq import MOST_TOPICS, Question
from core.faq_entries import read_answer, read_question, read_topic
from core.use_cases.look_after_faq import AddQuestion, ChangeQuestion, RemoveQuestion, refuse_twice
from core.words import _

FIELDS = ("topic", "application", "question", "answer")


def new_draft(topic: str = "") -> Draft:
    """What adding a question begins with; a topic that is known is asked no more."""
    known = {"topic": topic} if topic else {}
    return {"code": "", "was": known, **known}


def draft_of(one: Question) -> Draft:
    """What changing or removing a question begins with: all of it, and how it was."""
    return {**asdict(one), "was": asdict(one)}


@dataclass(frozen=True, kw_only=True)
class TopicStep(Step):
    """The topics that there are as buttons, or a new one typed."""

    def ask(self, draft: Draft, world: World) -> Screen:
        buttons = [
            # By a question of it, since a topic may be longer than a button can say.
            Button(topic, says=f"in:{world.faq.about(topic)[0].code}", style=_style(topic, draft))
            for topic in world.faq.topics
        ]
        return Screen("faq/edit/topic.html", {"current": draft.get(self.name, "")}, columns(buttons, 2))

    def hear(self, draft: Draft, answer: Answer, world: World) -> Draft:
        match answer:
            case Pressed(says=token) if one := world.faq.question(token.removeprefix("in:")):
                return self.keep(draft, one.topic)
            case Typed(text=text):
                return self.keep(draft, _topic(read_topic(text), world))
            case _:
                raise Refusal("choice_expected")


@dataclass(frozen=True, kw_only=True)
class QuestionStep(TextStep):
    """A question that no other one asks in the same words."""

    def hear(self, draft: Draft, answer: Answer, world: World) -> Draft:
        heard = super().hear(draft, answer, world)
        refuse_twice(world.faq, Question(str(draft["code"]), "", "", heard["question"], ""))
        if "answer" in heard:
            read_answer(heard["answer"], heard["question"])
        return heard


@dataclass(frozen=True, kw_only=True)
class AnswerStep(TextStep):
    """An answer that fits one message together with its question."""

    def hear(self, draft: Draft, answer: Answer, world: World) -> Draft:
        heard = super().hear(draft, answer, world)
        return self.keep(draft, read_answer(heard["answer"], draft["question"]))


def _style(topic: str, draft: Draft) -> Style:
    return Style.MAIN if topic == draft.get("topic") else Style.PLAIN


def _topic(typed: str, world: World) -> str:
    """As it is written already, where it is only written a little differently."""
    topics = world.faq.topics
    there = next((topic for topic in topics if topic.casefold() == typed.casefold()), None)
    if there is None and len(topics) >= MOST_TOPICS:
        raise Refusal("topics_full", limit=MOST_TOPICS)
    return there or typed


def _applications(draft: Draft, world: World) -> Sequence[Option]:
    applications = [Option(one.code, one.name) for one in world.catalogue.applications]
    return [Option("", _("Tidak khusus satu aplikasi")), *applications]


def _summary(draft: Draft, world: World) -> Mapping[str, object]:
    names = {one.value: one.label for one in _applications(draft, world)}
    code = str(draft["application"])
    return {"one": _question(draft), "application": names.get(code, code), "is_new": not draft["code"]}


def _question(draft: Draft) -> Question:
    return Question(draft["code"], *(str(draft[name]) for name in FIELDS))


def _finish(draft: Draft, world: World) -> Finished:
    if draft["code"]:
        change = ChangeQuestion(world.master, world.trail)
        one = change(world.me, Question(**draft["was"]), _question(draft), world.now)
    else:
        add = AddQuestion(world.master, world.trail, world.faq_counts)
        one = add(world.me, _question(draft), world.now)
    rows = (
        (Button(_("Lihat Pertanyaan"), to=faq_answer(one.code), style=Style.MAIN),),
        (Button(_("FAQ"), to=faq(), icon="❓"), Button(_("Menu"), to=menu())),
    )
    return Finished(Screen("faq/edit/saved.html", {"one": one}, rows))


QUESTION = Talk(
    name="question",
    title=_("Pertanyaan FAQ"),
    opens=administrators_only,
    finish=_finish,
    about_ticket=False,
    bare=False,
    steps=(
        TopicStep(name="topic", title=_("Topik")),
        ChoiceStep(
            name="application",
            title=_("Aplikasi"),
            template="faq/edit/application.html",
            options=_applications,
            width=2,
        ),
        QuestionStep(
            name="question",
            title=_("Pertanyaan"),
            template="faq/edit/question.html",
            read=lambda text, _world: read_question(text),
        ),
        AnswerStep(
            name="answer",
            title=_("Jawaban"),
            template="faq/edit/answer.html",
            # Measured together with its question, by the step.
            read=lambda text, _world: text,
        ),
        ReviewStep(template="faq/edit/review.html", send=_("Simpan"), summary=_summary),
        ConfirmStep(template="faq/edit/confirm.html", summary=_summary, back_to="review"),
    ),
)


def _finish_removing(draft: Draft, world: World) -> Finished:
    gone = RemoveQuestion(world.master, world.trail)(world.me, draft["code"], world.now)
    left = world.faq.about(gone.topic)
    back = Button(gone.topic, to=faq_topic(left[0].code)) if left else Button(_("FAQ"), to=faq(), icon="❓")
    return Finished(Screen("faq/edit/removed.html", {"one": gone}, ((back, Button(_("Menu"), to=menu())),)))


QUESTION_REMOVED = Talk(
    name="drop_question",
    title=_("Hapus Pertanyaan"),
    opens=administrators_only,
    finish=_finish_removing,
    parks=False,
    about_ticket=False,
    bare=False,
    steps=(ConfirmStep(template="faq/edit/remove.html", summary=_summary, back_to=LEAVE),),
)
