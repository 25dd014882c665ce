"""“Cari FAQ”: search the FAQ; and offer fitting answers before a ticket is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from conversations.answers import Answer, PressAnswer, TextAnswer
from conversations.context import ConversationContext
from conversations.conversation import END, Conversation, ConversationEnd, Draft, Goto, Step
from conversations.flows.tickets.known_errors import answer_to_error
from conversations.flows.tickets.reading import page_that_is_read, turn
from conversations.rendering.screen import Button, Screen, Style, columns
from conversations.screens import faq as screens
from conversations.steps import TextStep
from core.errors import Refusal
from core.input.characters import plain
from core.master_data.faq import MOST_OFFERED, Question, search_questions
from core.tickets.rights import may_file
from core.words import _

LONGEST = 200
HELPED = Button(_("Sudah Terjawab"), style=Style.SEND)
CONTINUE = Button(_("Lanjut buat tiket"), says="on", style=Style.MAIN)
# Icons that match several answers to their buttons.
MARKS = ("🔵", "🟢", "🟠")


def _words(text: str, _context: ConversationContext) -> str:
    words = " ".join(text.split())
    if not words:
        raise Refusal("text_expected")
    return words[:LONGEST]


def _finish(draft: Draft, context: ConversationContext) -> ConversationEnd:
    matches = _with_first(
        answer_to_error(draft["words"], context), search_questions(context.faq.questions, draft["words"])
    )
    return ConversationEnd(screens.found(draft["words"], matches, may_file=may_file(context.me)))


FAQ_SEARCH = Conversation(
    name="faq",
    title=_("Cari FAQ"),
    keeps_draft=False,
    about_ticket=False,
    finish=_finish,
    steps=(
        TextStep(
            name="words",
            title=_("Pertanyaan"),
            prompt=_("Tulis pertanyaan Anda dengan beberapa kata, misalnya: lupa kata sandi."),
            read=_words,
        ),
    ),
)


def _offered(draft: Draft, context: ConversationContext) -> Sequence[Question]:
    title = str(draft.get("title", ""))
    return _with_first(answer_to_error(title, context), context.faq_wordings.fitting(context.faq, title))[
        :MOST_OFFERED
    ]


def _with_first(first: Question | None, others: Sequence[Question]) -> Sequence[Question]:
    return (first, *(one for one in others if one.code != first.code)) if first else others


def _fits(draft: Draft, context: ConversationContext) -> bool:
    return bool(_offered(draft, context))


@dataclass(frozen=True, kw_only=True)
class AnswersStep(Step):
    """Offer answers that fit the title, to spare the rest of the questions; skipped if there are none.

    The answer is `True` to continue, or the code of the question that helped, which ends the conversation.
    """

    name: str = "answers"
    title: str = _("Mungkin sudah terjawab")
    when: Callable[[Draft, ConversationContext], bool] = _fits
    editable: bool = False

    def ask(self, draft: Draft, context: ConversationContext) -> Screen:
        offered = _offered(draft, context)
        for one in offered:
            done = Button(HELPED.label, says=_token(one), style=HELPED.style)
            if (reading := page_that_is_read(draft, (one,), done)) is not None:
                return reading
        marks = MARKS[: len(offered)] if len(offered) > 1 else ("",)
        helped = [
            Button(HELPED.label, says=_token(question), style=HELPED.style, icon=mark)
            for mark, question in zip(marks, offered, strict=True)
        ]
        data = {"offered": list(zip(marks, offered, strict=True)), "shown": screens.OFFERED}
        long = [
            screens.read_button(question, mark)
            for mark, question in zip(marks, offered, strict=True)
            if screens.may_be_cut(question)
        ]
        rows = (tuple(helped), *columns(long, 1), (CONTINUE,))
        return Screen("new_ticket/answers.html", data, rows)

    def handle(self, draft: Draft, answer: Answer, context: ConversationContext) -> Draft | Goto:
        if (turned := turn(self.name, draft, answer)) is not None:
            return turned
        match answer:
            case PressAnswer(says=CONTINUE.says):
                return self.with_answer(draft, value=True)
            case PressAnswer(says=token):
                helped = [q.code for q in _offered(draft, context) if _token(q) == token]
            case TextAnswer(text=text) if _is_label(text, HELPED.label, context):
                # The typed label does not say which answer helped; take the best match.
                helped = [_offered(draft, context)[0].code]
            case _:
                helped = []
        if not helped:
            raise Refusal("choice_expected")
        return Goto(END, self.with_answer(draft, helped[0]))


def helpful_answer(draft: Draft) -> str:
    """Return the code of the question whose answer helped; "" if none did."""
    answers = (draft.get(name) for name in ("answers", "known_error"))
    return next((code for code in answers if isinstance(code, str)), "")


def _is_label(text: str, label: str, context: ConversationContext) -> bool:
    typed = " ".join(plain(text).split()).casefold()
    return typed in {name.casefold() for name in (label, *context.translations(label))}


def _token(question: Question) -> str:
    """Return a token by code, since an administrator may change the offered questions meanwhile."""
    return f"helped:{question.code}"
