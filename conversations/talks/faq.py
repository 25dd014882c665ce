"""“Cari FAQ”: a few words, and the questions that fit; and answers offered before a ticket is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from conversations.answers import Answer, Pressed, Typed
from conversations.screen import Button, Screen, Style
from conversations.screens import faq as screens
from conversations.steps import TextStep
from conversations.talk import END, Draft, Finished, Goto, Step, Talk
from conversations.world import World
from core.errors import Refusal
from core.faq import Question, found
from core.grants import granted
from core.lifecycle import Action
from core.words import _

LONGEST = 200
HELPED = Button(_("Ini menjawab"), style=Style.SEND)
GO_ON = Button(_("Lanjut buat tiket"), says="on", style=Style.MAIN)
# They tell the answers apart where there are several.
MARKS = ("🔵", "🟢", "🟠")


def may_file(world: World) -> bool:
    return any(granted(a.role, Action.FILE) for a in world.me.assignments)


def _words(text: str, _world: World) -> str:
    words = " ".join(text.split())
    if not words:
        raise Refusal("text_expected")
    return words[:LONGEST]


def _finish(draft: Draft, world: World) -> Finished:
    matches = found(world.faq.questions, draft["words"])
    return Finished(screens.found(draft["words"], matches, may_file=may_file(world)))


FAQ = Talk(
    name="faq",
    title=_("Cari FAQ"),
    parks=False,
    about_ticket=False,
    finish=_finish,
    steps=(TextStep(name="words", title=_("Pertanyaan"), template="faq/words.html", read=_words),),
)


def _offered(draft: Draft, world: World) -> Sequence[Question]:
    return world.faq.fitting(str(draft.get("title", "")))


def _fits(draft: Draft, world: World) -> bool:
    return bool(_offered(draft, world))


@dataclass(frozen=True, kw_only=True)
class AnswersStep(Step):
    """Answers that fit the title, which may spare somebody the rest; asked only where there are any.

    Kept is `True` for going on, or the code of the question that helped: with that, the talk is at its end.
    """

    name: str = "answers"
    title: str = _("Mungkin sudah terjawab")
    when: Callable[[Draft, World], bool] = _fits
    editable: bool = False

    def ask(self, draft: Draft, world: World) -> Screen:
        offered = _offered(draft, world)
        marks = MARKS[: len(offered)] if len(offered) > 1 else ("",)
        helped = [
            Button(HELPED.label, says=_token(one), style=HELPED.style, icon=mark)
            for mark, one in zip(marks, offered, strict=True)
        ]
        data = {"offered": list(zip(marks, offered, strict=True))}
        return Screen("new_ticket/answers.html", data, (tuple(helped), (GO_ON,)))

    def hear(self, draft: Draft, answer: Answer, world: World) -> Draft | Goto:
        match answer:
            case Pressed(says=GO_ON.says):
                return self.keep(draft, value=True)
            case Pressed(says=token):
                helped = [one.code for one in _offered(draft, world) if _token(one) == token]
            case Typed(text=text) if _reads(text, HELPED.label, world):
                # Without saying which: the one that fits best.
                helped = [_offered(draft, world)[0].code]
            case _:
                helped = []
        if not helped:
            raise Refusal("choice_expected")
        return Goto(END, self.keep(draft, helped[0]))


def helped_by(draft: Draft) -> str:
    """The code of the question whose answer was enough; empty where none was."""
    kept = draft.get("answers")
    return kept if isinstance(kept, str) else ""


def _reads(text: str, label: str, world: World) -> bool:
    wanted = " ".join(text.split()).casefold()
    return wanted in {said.casefold() for said in (label, *world.spoken(label))}


def _token(one: Question) -> str:
    """By its code, since an administrator may change what is offered while somebody reads."""
    return f"helped:{one.code}"
