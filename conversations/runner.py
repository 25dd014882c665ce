"""Runs every talk alike: next, back, cancel, keep, editing from the review, joined and edited messages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from conversations.answers import Answer, Pressed, Sent, Typed
from conversations.batches import joined, may_continue, remembered
from conversations.refusals import note_of
from conversations.screen import Button, Note, Rows, Screen, Style, columns
from conversations.steps import ConfirmStep, FilesStep, ReviewStep, TextStep
from conversations.talk import LEAVE, PICK, Draft, Finished, Goto, State, Step, Talk
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
        if talk.about_ticket != (world.ticket is not None):
            raise Refusal("talk_unknown")
        talk.opens(world)
        seeded = {**talk.seed(world), **(draft or {})}
        return State(name, _onward(talk, seeded, world), seeded, subject)

    def resume(self, state: State, world: World) -> State:
        """A parked talk where it was left, or where it can go on from."""
        talk = self.talk(state.talk)
        talk.opens(world)
        return _placed(talk, state, world)

    def screen(self, state: State, world: World, note: Note | None = None) -> Screen:
        """What the person sees now."""
        talk = self.talk(state.talk)
        state = _placed(talk, state, world)
        if state.step == PICK:
            return _picker(talk, state, world, note)
        step = _step(talk, state.step)
        screen = step.ask(state.draft, world)
        steps = [s for s in talk.steps if s.when(state.draft, world)]
        of = len(steps) if talk.in_order else 1
        heading = {"talk": talk.title, "title": step.title, "at": steps.index(step) + 1, "of": of}
        rows = (*screen.rows, *_ways_out(talk, step, state, world))
        return replace(screen, data={**heading, **screen.data}, rows=rows, note=note or screen.note)

    def hear(self, state: State, answer: Answer, world: World) -> Turn:
        """One answer, whatever it is."""
        talk = self.talk(state.talk)
        state = _placed(talk, state, world)
        if isinstance(answer, Pressed) and not _shown(self.screen(state, world), answer.says):
            return self._again(state, world, Refusal("choice_expected"))
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
        changed = replace(state, draft=draft, step=_earlier(talk, state.step, _onward(talk, draft, world)))
        return Turn(changed, self.screen(changed, world, CORRECTED))

    def _again(self, state: State, world: World, wrong: Refusal) -> Turn:
        return Turn(state, self.screen(state, world, note_of(wrong)), wrong)

    def _moved(self, talk: Talk, before: State, heard: State, world: World) -> Turn:
        """Where an answer led: out, to a step, or to the end."""
        if heard.step == LEAVE:
            return Turn(before, cancelled=True)
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
        said = _as_press(self.screen(state, world), answer, world)
        if isinstance(said, Pressed):
            match said.says:
                case CANCEL.says:
                    return replace(state, step=LEAVE)
                case BACK.says:
                    return _back(talk, state, world)
                case KEEP.says:
                    return _at(state, _onward(talk, state.draft, world, after=state.step))
                case token if state.step == PICK:
                    return replace(state, step=token.removeprefix("pick:"), editing=True)
        if state.step == PICK:
            raise Refusal("choice_expected")
        step = _step(talk, state.step)
        outcome = step.hear(state.draft, said, world)
        if isinstance(outcome, Goto):
            return replace(state, step=outcome.step, draft=outcome.draft, editing=outcome.step == PICK)
        at = _onward(talk, outcome, world) if step.answered(outcome) else step.name
        moved = replace(state, step=at, draft=outcome, editing=state.editing and at == step.name, last={})
        return remembered(moved, step, answer) if isinstance(answer, Typed) else moved

    def _received(self, talk: Talk, state: State, sent: Sent, world: World) -> Turn:
        """A file is kept wherever the talk is; words under it answer what was asked, or add to the text."""
        files = next((s for s in talk.steps if isinstance(s, FilesStep)), None)
        if files is None:
            # Whatever is asked says what it would have instead of a file.
            if state.step != PICK:
                _step(talk, state.step).hear(state.draft, sent, world)
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
    return replace(state, step=at, draft=_undone(talk, state.draft))


def _before(talk: Talk, state: State, world: World) -> Iterator[str]:
    for step in talk.steps if talk.in_order else talk.steps[:1]:
        if step.name == state.step:
            return
        if step.when(state.draft, world):
            yield step.name


def _undone(talk: Talk, draft: Draft) -> Draft:
    """The draft without what was said on looking it over, so that it is looked over again."""
    last = {step.name for step in talk.steps if isinstance(step, ReviewStep | ConfirmStep)}
    return {k: v for k, v in draft.items() if k not in last and not k.startswith("?")}


def _ways_out(talk: Talk, step: Step, state: State, world: World) -> Rows:
    keeps = step.editable and step.keepable and step.answered(state.draft)
    if isinstance(step, ConfirmStep) and step.back_to == LEAVE:
        return ()
    back = (BACK,) if state.editing or next(_before(talk, state, world), None) else ()
    return (*(((KEEP,),) if keeps else ()), (*back, CANCEL))


def _picker(talk: Talk, state: State, world: World, note: Note | None) -> Screen:
    """Every answer that can be changed, as a button."""
    steps = [s for s in talk.steps if s.editable and s.when(state.draft, world)]
    buttons = [Button(s.title, says=f"pick:{s.name}") for s in steps]
    return Screen("pick.html", {"talk": talk.title}, (*columns(buttons, 2), (BACK, CANCEL)), note)


def _shown(screen: Screen, token: str) -> bool:
    return any(button.says == token for row in screen.rows for button in row)


def _as_press(screen: Screen, answer: Pressed | Typed, world: World) -> Pressed | Typed:
    """A label that is typed is as good as its button; a forwarded one is somebody else's words."""
    if isinstance(answer, Pressed) or answer.forwarded:
        return answer
    wanted = " ".join(answer.text.split()).casefold()
    # Out is always a way, also where another button already says so.
    buttons = [*(b for row in screen.rows for b in row if b.says), CANCEL]
    found = {b.says for b in buttons if wanted in _labels(b, world)}
    return Pressed(found.pop()) if len(found) == 1 else answer


def _labels(button: Button, world: World) -> Iterator[str]:
    """As it reads in Indonesian and in the person's language, with its icon and without."""
    for label in {button.label, world.translate(button.label)}:
        whole = (label % button.facts if button.facts else label).casefold()
        yield from (whole, f"{button.icon.casefold()} {whole}")


def _caption(sent: Sent) -> Typed:
    return Typed(sent.caption, sent.source, sent.sent_at, sent.forwarded)


def _placed(talk: Talk, state: State, world: World) -> State:
    """The state, or where it can go on from: its step may be gone, or be asked no longer."""
    step = talk.step(state.step)
    if state.step == PICK or (step and step.when(state.draft, world)):
        return state
    return _at(state, _onward(talk, state.draft, world) or talk.steps[-1].name)


def _earlier(talk: Talk, one: str, other: str) -> str:
    """Whichever of two places comes first; picking what to change comes last."""
    names = [step.name for step in talk.steps]
    return other if other in names and one in names and names.index(other) < names.index(one) else one


def _step(talk: Talk, name: str) -> Step:
    step = talk.step(name)
    if step is None:
        raise Refusal("talk_unknown")
    return step


def _at(state: State, step: str) -> State:
    return replace(state, step=step, editing=False)
