"""Runs every talk alike: next, back, cancel, keep, editing from the review, joined and edited messages."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from conversations.answers import Answer, Pressed, Sent, Typed
from conversations.batches import joined, may_continue, remembered
from conversations.course import (
    earlier_of,
    moved_to,
    names_before,
    next_step,
    one_back,
    placed,
    renewed,
    step_of,
)
from conversations.refusals import note_of
from conversations.screen import Button, Note, Rows, Screen, Style, columns
from conversations.steps import ConfirmStep, FilesStep, TextStep
from conversations.talk import LEAVE, PICK, Draft, Finished, Goto, State, Step, Talk
from conversations.typed_labels import as_press
from conversations.world import World
from core.errors import Refusal
from core.words import _

BACK = Button(_("Kembali"), says="back", icon="◀️")
CANCEL = Button(_("Batal"), says="cancel", style=Style.END)
KEEP = Button(_("Lanjut"), says="keep", style=Style.MAIN)

KEPT = Note(_("Berkas itu sudah kami simpan."), is_wrong=False)
ADDED = Note(_("Keterangan berkas itu kami tambahkan pada teks Anda."), is_wrong=False)
CORRECTED = Note(_("Jawaban diperbarui."), is_wrong=False)


@dataclass(frozen=True, slots=True)
class Turn:
    """What an answer led to: a new state with its screen, or the end of the talk.

    `wrong` is what was wrong with the answer; the state is as before then. `cancelled` says that the person
    left; the state is what may be parked. `anew` says that the screen is not the one that was answered: what
    stood on it is not there any more.
    """

    state: State
    screen: Screen | None = None
    wrong: Refusal | None = None
    finished: Finished | None = None
    cancelled: bool = False
    joined: bool = False
    anew: bool = False


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
        if talk.about_ticket != (world.ticket is not None):
            raise Refusal("talk_unknown")
        talk.opens(world)
        if not (talk.bare or draft):
            raise Refusal("talk_unknown")
        seeded = {**talk.seed(world), **(draft or {})}
        return State(name, next_step(talk, seeded, world), seeded, subject)

    def resume(self, state: State, world: World) -> State:
        """A parked talk where it was left, or where it can go on from."""
        talk = self.talk(state.talk)
        talk.opens(world)
        return placed(talk, renewed(talk, state, world), world)

    def said_of(self, kept: State, resumed: State) -> Note | None:
        """What is said of a draft that does not hold as it was kept."""
        return None if resumed.draft == kept.draft else Note(self.talk(kept.talk).overtaken)

    def screen(self, state: State, world: World, note: Note | None = None) -> Screen:
        """What the person sees now."""
        talk = self.talk(state.talk)
        state = placed(talk, state, world)
        if state.step == PICK:
            return _picker(talk, state, world, note)
        step = step_of(talk, state.step)
        screen = step.ask(state.draft, world)
        steps = [s for s in talk.steps if s.when(state.draft, world)]
        of = len(steps) if talk.in_order else 1
        heading = {"talk": talk.title, "title": step.title, "at": steps.index(step) + 1, "of": of}
        rows = (*screen.rows, *_ways_out(talk, step, state, world))
        return replace(screen, data={**heading, **screen.data}, rows=rows, note=note or screen.note)

    def hear(self, state: State, answer: Answer, world: World) -> Turn:
        """One answer, whatever it is."""
        talk = self.talk(state.talk)
        state = placed(talk, state, world)
        if isinstance(answer, Pressed) and not _shown(self.screen(state, world), answer.says):
            return replace(self._again(state, world, Refusal("choice_expected")), anew=True)
        try:
            if isinstance(answer, Sent):
                return self._received(talk, state, answer, world)
            return self._moved(talk, state, self._heard(talk, state, answer, world), world)
        except Refusal as wrong:
            return self._again(state, world, wrong)

    def take_in(self, state: State, answer: Typed | Sent, world: World) -> State:
        """A text or file that nobody asked for: a file is added, a text fills a description that is empty."""
        talk = self.talk(state.talk)
        if isinstance(answer, Sent):
            files = next(step for step in talk.steps if isinstance(step, FilesStep))
            kept = replace(state, draft=files.receive(state.draft, answer.upload, world))
            # Words under it are welcome too; where they are too short to stand alone, the file still is.
            with suppress(Refusal):
                return self.take_in(kept, _caption(answer), world) if answer.caption else kept
            return kept
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
        changed = replace(
            state, draft=draft, step=earlier_of(talk, state.step, next_step(talk, draft, world))
        )
        return Turn(changed, self.screen(changed, world, CORRECTED))

    def _again(self, state: State, world: World, wrong: Refusal) -> Turn:
        return Turn(state, self.screen(state, world, note_of(wrong)), wrong)

    def _moved(self, talk: Talk, before: State, heard: State, world: World) -> Turn:
        """Where an answer led: out, to a step, or to the end."""
        if heard.step == LEAVE:
            return Turn(before, cancelled=True)
        fresh = renewed(talk, heard, world)
        if fresh != heard:
            return Turn(fresh, self.screen(fresh, world, Note(talk.overtaken)))
        if heard.step:
            return Turn(heard, self.screen(heard, world), joined=may_continue(heard))
        try:
            return Turn(heard, finished=talk.finish(heard.draft, world))
        except Refusal as wrong:
            return self._unfinished(talk, before, world, wrong)

    def _unfinished(self, talk: Talk, state: State, world: World, wrong: Refusal) -> Turn:
        """What was answered can't be done: it can be mended where the talk is still open to this person."""
        try:
            talk.opens(world)
        except Refusal:
            return Turn(state, wrong=wrong)
        return self._again(state, world, wrong)

    def _heard(self, talk: Talk, state: State, answer: Pressed | Typed, world: World) -> State:
        if whole := joined(talk, state, answer, world):
            return whole
        said = as_press(self.screen(state, world), answer, world, CANCEL)
        if isinstance(said, Pressed):
            match said.says:
                case CANCEL.says:
                    return replace(state, step=LEAVE)
                case BACK.says:
                    return one_back(talk, state, world)
                case KEEP.says:
                    return moved_to(state, next_step(talk, state.draft, world, after=state.step))
                case token if state.step == PICK:
                    return replace(state, step=token.removeprefix("pick:"), editing=True)
        if state.step == PICK:
            raise Refusal("choice_expected")
        step = step_of(talk, state.step)
        return _led(talk, state, step, said, answer, world)

    def _received(self, talk: Talk, state: State, sent: Sent, world: World) -> Turn:
        """A file is kept wherever the talk is; words under it answer what was asked, or add to the text."""
        files = next((s for s in talk.steps if isinstance(s, FilesStep)), None)
        if state.step != PICK and (step := step_of(talk, state.step)).takes_file:
            return self._moved(talk, state, _led(talk, state, step, sent, sent, world), world)
        if files is None:
            if state.step != PICK:
                # Whatever is asked says what it would have instead of a file.
                step_of(talk, state.step).hear(state.draft, sent, world)
            raise Refusal("choice_expected")
        is_asked = state.step == files.name
        take = files.hear_file if is_asked else files.receive
        kept = replace(state, draft=take(state.draft, sent.upload, world))
        if not sent.caption:
            return Turn(kept, self.screen(kept, world, None if is_asked else KEPT))
        try:
            if is_asked:
                more = self.take_in(kept, _caption(sent), world)
                return Turn(more, self.screen(more, world, ADDED))
            return self._moved(talk, kept, self._heard(talk, kept, _caption(sent), world), world)
        except Refusal as wrong:
            return Turn(kept, self.screen(kept, world, note_of(wrong)))


def _led(talk: Talk, state: State, step: Step, said: Answer, answer: Answer, world: World) -> State:
    """Where an answer leads; `said` is what it was taken for."""
    outcome = step.hear(state.draft, said, world)
    if isinstance(outcome, Goto):
        return replace(state, step=outcome.step, draft=outcome.draft, editing=outcome.step == PICK)
    at = next_step(talk, outcome, world) if step.answered(outcome) else step.name
    moved = replace(state, step=at, draft=outcome, editing=state.editing and at == step.name, last={})
    return remembered(moved, step, answer) if isinstance(answer, Typed) else moved


def _ways_out(talk: Talk, step: Step, state: State, world: World) -> Rows:
    keeps = step.editable and step.keepable and step.answered(state.draft)
    if isinstance(step, ConfirmStep) and step.back_to == LEAVE:
        return ()
    back = (BACK,) if state.editing or next(names_before(talk, state, world), None) else ()
    return (*(((KEEP,),) if keeps else ()), (*back, CANCEL))


def _picker(talk: Talk, state: State, world: World, note: Note | None) -> Screen:
    """Every answer that can be changed, as a button."""
    steps = [s for s in talk.steps if s.editable and s.when(state.draft, world)]
    buttons = [Button(s.title, says=f"pick:{s.name}") for s in steps]
    return Screen("pick.html", {"talk": talk.title}, (*columns(buttons, 2), (BACK, CANCEL)), note)


def _shown(screen: Screen, token: str) -> bool:
    return any(button.says == token for row in screen.rows for button in row)


def _caption(sent: Sent) -> Typed:
    return Typed(sent.caption, sent.source, sent.sent_at, sent.forwarded)
