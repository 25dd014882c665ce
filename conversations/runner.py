"""Runs every talk alike: next, back, cancel, keep, editing from the review, joined and edited messages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from conversations.answers import Answer, Pressed, Sent, Typed
from conversations.refusals import note_of
from conversations.screen import Button, Note, Rows, Screen, Style, columns
from conversations.steps import FilesStep, TextStep
from conversations.talk import LEAVE, PICK, Draft, Finished, Goto, State, Step, Talk
from conversations.world import World
from core.errors import Refusal
from core.words import _

BACK = Button(_("Kembali"), says="back", icon="◀️")
CANCEL = Button(_("Batal"), says="cancel", style=Style.END)
KEEP = Button(_("Lanjut"), says="keep", style=Style.MAIN)

# Telegram cuts what is longer than this in two; a forwarded batch arrives within the same second or next.
CUT_AT = 4000
TOGETHER = 2
MOST_SOURCES = 50


@dataclass(frozen=True, slots=True)
class Turn:
    """What an answer led to: a new state with its screen, or the end of the talk.

    `wrong` is what was wrong with the answer; the state is as before then. `cancelled` says that the person
    left; the state is what may be parked.
    """

    state: State
    screen: Screen | None = None
    wrong: Refusal | None = None
    finished: Finished | None = None
    cancelled: bool = False
    joined: bool = False


class Runner:
    """Knows all talks by name."""

    def __init__(self, talks: Mapping[str, Talk]) -> None:
        self._talks = talks

    def talk(self, name: str) -> Talk:
        """The talk of this name; `talk_unknown` for a state that an older version of the bot kept."""
        try:
            return self._talks[name]
        except KeyError:
            raise Refusal("talk_unknown") from None

    def begin(self, name: str, world: World, subject: int | None = None, draft: Draft | None = None) -> State:
        """A talk at its first step; refuses as the talk's `opens` does."""
        talk = self.talk(name)
        talk.opens(world)
        seeded = {**talk.seed(world), **(draft or {})}
        return State(name, _onward(talk, seeded, world), seeded, subject)

    def resume(self, state: State, world: World) -> State:
        """A parked talk where it was left, or where it can go on from."""
        talk = self.talk(state.talk)
        talk.opens(world)
        step = talk.step(state.step)
        return (
            state if step and step.when(state.draft, world) else _at(state, _onward(talk, state.draft, world))
        )

    def screen(self, state: State, world: World, note: Note | None = None) -> Screen:
        """What the person sees now."""
        talk = self.talk(state.talk)
        if state.step == PICK:
            return _picker(talk, state, world, note)
        step = _step(talk, state.step)
        screen = step.ask(state.draft, world)
        steps = [s for s in talk.steps if s.when(state.draft, world)]
        heading = {"talk": talk.title, "title": step.title, "at": steps.index(step) + 1, "of": len(steps)}
        rows = (*screen.rows, *_ways_out(talk, step, state, world))
        return replace(screen, data={**heading, **screen.data}, rows=rows, note=note or screen.note)

    def hear(self, state: State, answer: Answer, world: World) -> Turn:
        """One answer, whatever it is."""
        talk = self.talk(state.talk)
        if isinstance(answer, Pressed) and not _shown(self.screen(state, world), answer.says):
            return self._again(state, world, Refusal("choice_expected"))
        try:
            if isinstance(answer, Pressed) and answer.says == CANCEL.says:
                return Turn(state, cancelled=True)
            heard = self._heard(talk, state, answer, world)
        except Refusal as wrong:
            return self._again(state, world, wrong)
        if heard.step == LEAVE:
            return Turn(state, cancelled=True)
        if heard.step:
            return Turn(heard, self.screen(heard, world), joined=_may_continue(heard))
        try:
            return Turn(heard, finished=talk.finish(heard.draft, world))
        except Refusal as wrong:
            return Turn(state, wrong=wrong)

    def take_in(self, state: State, answer: Typed | Sent, world: World) -> State:
        """A text or file that nobody asked for: a file is added, a text fills a description that is empty."""
        talk = self.talk(state.talk)
        if isinstance(answer, Sent):
            files = next(step for step in talk.steps if isinstance(step, FilesStep))
            return replace(state, draft=files.receive(state.draft, answer.upload, world))
        step = next(step for step in talk.steps if isinstance(step, TextStep) and step.joins)
        if step.answered(state.draft):
            return replace(state, draft=step.extend(state.draft, answer.text, world))
        return replace(state, draft=step.hear(state.draft, answer, world))

    def correct(self, state: State, source: int, text: str, world: World) -> Turn | None:
        """A message that answered a step was edited; None where it answered none."""
        talk = self.talk(state.talk)
        step = talk.step(state.sources.get(str(source), ""))
        if not isinstance(step, TextStep):
            return None
        try:
            draft = step.hear(state.draft, Typed(text, source), world)
        except Refusal as wrong:
            return self._again(state, world, wrong)
        at = (
            state.step
            if state.step in draft or state.step == PICK
            else _onward(talk, draft, world, state.step)
        )
        changed = replace(state, draft=draft, step=at)
        return Turn(changed, self.screen(changed, world, Note(_("Jawaban diperbarui."), is_wrong=False)))

    def _again(self, state: State, world: World, wrong: Refusal) -> Turn:
        return Turn(state, self.screen(state, world, note_of(wrong)), wrong)

    def _heard(self, talk: Talk, state: State, answer: Answer, world: World) -> State:
        if isinstance(answer, Pressed):
            match answer.says:
                case BACK.says:
                    return _back(talk, state, world)
                case KEEP.says:
                    return _at(state, _onward(talk, state.draft, world, after=state.step))
                case token if state.step == PICK:
                    return replace(state, step=token.removeprefix("pick:"), editing=True)
        if joined := _joined(talk, state, answer, world):
            return joined
        if state.step == PICK:
            raise Refusal("choice_expected")
        step = _step(talk, state.step)
        if isinstance(answer, Sent) and not isinstance(step, FilesStep):
            return self._heard_file(talk, state, answer, world)
        outcome = step.hear(state.draft, answer, world)
        if isinstance(outcome, Goto):
            return replace(state, step=outcome.step, draft=outcome.draft, editing=outcome.step == PICK)
        at = _onward(talk, outcome, world) if step.answered(outcome) else step.name
        moved = replace(state, step=at, draft=outcome, editing=state.editing and at == step.name, last={})
        return _remembered(moved, step, answer) if isinstance(answer, Typed) else moved

    def _heard_file(self, talk: Talk, state: State, answer: Sent, world: World) -> State:
        """A file where something else was asked: kept for the step that asks for files."""
        files = next((s for s in talk.steps if isinstance(s, FilesStep)), None)
        if files is None:
            raise Refusal("text_expected")
        draft = files.receive(state.draft, answer.upload, world)
        kept = replace(state, draft=draft)
        if not answer.caption:
            return kept
        typed = Typed(answer.caption, answer.source, answer.sent_at, answer.forwarded)
        return self._heard(talk, kept, typed, world)


def _onward(talk: Talk, draft: Draft, world: World, after: str = "") -> str:
    """The first step that is not answered; "" when all are. `after` a step that is kept, only later ones."""
    names = [step.name for step in talk.steps]
    start = names.index(after) + 1 if after else 0
    for step in talk.steps[start:]:
        if step.when(draft, world) and not step.answered(draft):
            return step.name
    return ""


def _back(talk: Talk, state: State, world: World) -> State:
    if state.step == PICK or state.editing:
        last = _onward(talk, _undone(talk, state.draft), world)
        return replace(_at(state, last), draft=_undone(talk, state.draft), editing=False)
    before = list(_before(talk, state, world))
    at = before[-1] if before else state.step
    return replace(state, step=at, draft={k: v for k, v in state.draft.items() if not k.startswith("?")})


def _before(talk: Talk, state: State, world: World) -> Iterator[str]:
    for step in talk.steps:
        if step.name == state.step:
            return
        if step.when(state.draft, world):
            yield step.name


def _undone(talk: Talk, draft: Draft) -> Draft:
    """The draft without what was said on looking it over, so that it is looked over again."""
    last = {step.name for step in talk.steps if not step.editable}
    return {k: v for k, v in draft.items() if k not in last and not k.startswith("?")}


def _joined(talk: Talk, state: State, answer: Answer, world: World) -> State | None:
    """The rest of a forwarded batch, or of a text cut in two, belongs to the answer just given."""
    if not isinstance(answer, Typed) or not state.last:
        return None
    step = talk.step(str(state.last["step"]))
    together = answer.sent_at - int(state.last["at"]) <= TOGETHER
    belongs = (state.last["forwarded"] and answer.forwarded) or state.last["cut"]
    if not (
        isinstance(step, TextStep) and step.joins and together and belongs and step.answered(state.draft)
    ):
        return None
    draft = step.extend(state.draft, answer.text, world)
    return replace(state, draft=draft, last={**state.last, **_looks(answer)})


def _may_continue(state: State) -> bool:
    """More of the same may follow at once: its screen is better shown when all of it has come."""
    return bool(state.last) and (state.last["forwarded"] or state.last["cut"])


def _remembered(state: State, step: Step, answer: Typed) -> State:
    """Which message answered which step, for when it is edited or continued."""
    sources = dict(list({**state.sources, str(answer.source): step.name}.items())[-MOST_SOURCES:])
    return replace(state, sources=sources, last={"step": step.name, **_looks(answer)})


def _looks(answer: Typed) -> dict[str, Any]:
    return {"at": answer.sent_at, "forwarded": answer.forwarded, "cut": len(answer.text) >= CUT_AT}


def _ways_out(talk: Talk, step: Step, state: State, world: World) -> Rows:
    keeps = step.editable and step.keepable and step.answered(state.draft)
    back = (BACK,) if state.editing or next(_before(talk, state, world), None) else ()
    return (*(((KEEP,),) if keeps else ()), (*back, CANCEL))


def _picker(talk: Talk, state: State, world: World, note: Note | None) -> Screen:
    """Every answer that can be changed, as a button."""
    steps = [s for s in talk.steps if s.editable and s.when(state.draft, world)]
    buttons = [Button(s.title, says=f"pick:{s.name}") for s in steps]
    return Screen("pick.html", {"talk": talk.title}, (*columns(buttons, 2), (BACK, CANCEL)), note)


def _shown(screen: Screen, token: str) -> bool:
    return any(button.says == token for row in screen.rows for button in row)


def _step(talk: Talk, name: str) -> Step:
    step = talk.step(name)
    if step is None:
        raise Refusal("talk_unknown")
    return step


def _at(state: State, step: str) -> State:
    return replace(state, step=step, editing=False)
