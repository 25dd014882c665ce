"""Where a talk stands and where it goes: on to what is not answered, back, or out of a place that is gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from conversations.steps import ConfirmStep, ReviewStep
from conversations.talk import PICK, Draft, State, Step, Talk
from conversations.world import World
from core.errors import Refusal


def next_step(talk: Talk, draft: Draft, world: World, after: str = "") -> str:
    """The first step that is not answered; "" when all are. `after` a step that is kept, only later ones."""
    names = [step.name for step in talk.steps]
    start = names.index(after) + 1 if after else 0
    for step in talk.steps[start:]:
        if step.when(draft, world) and not step.answered(draft):
            return step.name
    return ""


def one_back(talk: Talk, state: State, world: World) -> State:
    """The step before this one; from picking what to change, where it was picked from."""
    if state.step == PICK or state.editing:
        last = next_step(talk, undone(talk, state.draft), world)
        return replace(moved_to(state, last), draft=undone(talk, state.draft), editing=False)
    before = list(names_before(talk, state, world))
    at = before[-1] if before else state.step
    return replace(state, step=at, draft=undone(talk, state.draft))


def names_before(talk: Talk, state: State, world: World) -> Iterator[str]:
    """The steps that are asked before this one."""
    for step in talk.steps if talk.in_order else talk.steps[:1]:
        if step.name == state.step:
            return
        if step.when(state.draft, world):
            yield step.name


def undone(talk: Talk, draft: Draft) -> Draft:
    """The draft without what was said on looking it over, so that it is looked over again."""
    last = {step.name for step in talk.steps if isinstance(step, ReviewStep | ConfirmStep)}
    return {k: v for k, v in draft.items() if k not in last and not k.startswith("?")}


def placed(talk: Talk, state: State, world: World) -> State:
    """The state, or where it can go on from: its step may be gone, or be asked no longer."""
    step = talk.step(state.step)
    if state.step == PICK or (step and step.when(state.draft, world)):
        return state
    return moved_to(state, next_step(talk, state.draft, world) or talk.steps[-1].name)


def renewed(talk: Talk, state: State, world: World) -> State:
    """The state; where something in it holds no longer, without that, and where it is asked again."""
    draft = talk.current(state.draft, world)
    if draft == state.draft:
        return state
    return moved_to(replace(state, draft=draft), next_step(talk, draft, world) or talk.steps[-1].name)


def earlier_of(talk: Talk, one: str, other: str) -> str:
    """Whichever of two places comes first; picking what to change comes last."""
    names = [step.name for step in talk.steps]
    return other if other in names and one in names and names.index(other) < names.index(one) else one


def step_of(talk: Talk, name: str) -> Step:
    """The step of this name; `talk_unknown` where an older version of the bot had it."""
    step = talk.step(name)
    if step is None:
        raise Refusal("talk_unknown")
    return step


def moved_to(state: State, step: str) -> State:
    """The same talk at another step, nothing being changed."""
    return replace(state, step=step, editing=False)
