"""Texts that come in several messages: forwarded together, or cut in two by Telegram."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from conversations.answers import Answer, Typed
from conversations.pages import units
from conversations.steps import TextStep
from conversations.talk import State, Step, Talk
from conversations.world import World

# Telegram cuts what is longer than this in two; a forwarded batch arrives within the same second or next.
CUT_AT = 4000
TOGETHER = 2
MOST_SOURCES = 50


def joined(talk: Talk, state: State, answer: Answer, world: World) -> State | None:
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
    # An edit of one of the messages would put that one in the place of all.
    sources = {source: name for source, name in state.sources.items() if name != step.name}
    return replace(state, draft=draft, sources=sources, last={**state.last, **_looks(answer)})


def may_continue(state: State) -> bool:
    """More of the same may follow at once: its screen is better shown when all of it has come."""
    return bool(state.last) and (state.last["forwarded"] or state.last["cut"])


def remembered(state: State, step: Step, answer: Typed) -> State:
    """Which message answered which step, for when it is edited or continued."""
    sources = dict(list({**state.sources, str(answer.source): step.name}.items())[-MOST_SOURCES:])
    return replace(state, sources=sources, last={"step": step.name, **_looks(answer)})


def _looks(answer: Typed) -> Mapping[str, Any]:
    return {"at": answer.sent_at, "forwarded": answer.forwarded, "cut": units(answer.text) >= CUT_AT}
