"""A talk as a value: its steps, how it begins and what it ends in, and the state of one that runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from conversations.answers import Answer
from conversations.screen import Screen
from conversations.world import World
from core.audit import require_administrator
from core.ticket import Ticket

# JSON-safe answers by the name of their step; a name that begins with "?" is scratch of a step.
Draft: TypeAlias = Mapping[str, Any]


# Places that are no step: choosing which answer to change, and out of the talk.
PICK = "?pick"
LEAVE = "?leave"
# No step is left to ask, whatever has not been answered.
END = ""


@dataclass(frozen=True, slots=True)
class Goto:
    """A step's answer that leads to a step by name, to `PICK`, `LEAVE` or `END`, instead of on."""

    step: str
    draft: Draft


def always(_draft: Draft, _world: World) -> bool:
    """The default of `Step.when`."""
    return True


def administrators_only(world: World) -> None:
    """What `Talk.opens` is for talks of administrators; refuses `not_administrator`."""
    require_administrator(world.me)


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing that is asked. `title` names it in headings and where an answer is picked for change.

    `clears` are answers that another answer here makes void; `editable` steps can be picked for change, and
    `keepable` ones offer to keep what was answered; one that `takes_file` is answered with a file.
    """

    name: str
    title: str
    when: Callable[[Draft, World], bool] = always
    clears: tuple[str, ...] = ()
    editable: bool = True
    keepable: bool = True
    takes_file: bool = False

    def ask(self, draft: Draft, world: World) -> Screen:
        """The screen that asks; buttons back, cancel and keep are the runner's."""
        raise NotImplementedError  # pragma: no cover - every kind of step says it

    def hear(self, draft: Draft, answer: Answer, world: World) -> Draft | Goto:
        """The draft with this answer in it, or a refusal that says what is wrong with it."""
        raise NotImplementedError  # pragma: no cover - every kind of step says it

    def answered(self, draft: Draft) -> bool:
        return self.name in draft

    def keep(self, draft: Draft, value: object) -> Draft:
        """The draft with a new answer, without what depended on another one."""
        changed = draft.get(self.name) != value
        kept = {
            k: v for k, v in draft.items() if not (changed and k in self.clears) and not k.startswith("?")
        }
        return {**kept, self.name: value}


def as_it_is(draft: Draft, _world: World) -> Draft:
    """The default of `Talk.current`."""
    return draft


@dataclass(frozen=True, slots=True)
class Begin:
    """Another talk to go on with."""

    talk: str
    subject: int | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """How a talk ended: what is said, the ticket whose events are to be told, and what comes next.

    `search` is what a person looks for, where that was what they talked about, `trail` and `accounts` the
    same of an administrator; `order` is what the workshop shall do, its kind and what it has to know.
    """

    screen: Screen | None
    ticket: Ticket | None = None
    next: Begin | None = None
    signed_in: bool = False
    search: Mapping[str, str] | None = None
    trail: Mapping[str, str] | None = None
    accounts: Mapping[str, str] | None = None
    order: tuple[str, Mapping[str, object]] | None = None


@dataclass(frozen=True, kw_only=True)
class Talk:
    """A list of steps. `opens` refuses whoever may not begin; `finish` does what was talked about.

    One that is not `bare` needs a draft to begin with, so that no button with its name alone leads into it.
    One that `parks` is kept as a draft when it is left with something in it. One that is not `in_order`
    begins with its first step and has the others only to be picked, so that there is nothing to count.

    `current` gives a draft without what holds no longer since somebody changed what it is about; `overtaken`
    is the sentence that says so.
    """

    name: str
    title: str
    steps: tuple[Step, ...]
    finish: Callable[[Draft, World], Finished]
    opens: Callable[[World], None] = lambda _world: None
    seed: Callable[[World], Draft] = lambda _world: {}
    parks: bool = True
    about_ticket: bool = True
    in_order: bool = True
    bare: bool = True
    current: Callable[[Draft, World], Draft] = as_it_is
    overtaken: str = ""

    def has_entries(self, draft: Draft) -> bool:
        """Whether anything was answered, other than what the draft says that it `was` before."""
        was = draft.get("was", {})
        names = [step.name for step in self.steps if step.editable]
        return any(name in draft and draft[name] != was.get(name) for name in names)

    def step(self, name: str) -> Step | None:
        return next((step for step in self.steps if step.name == name), None)


@dataclass(frozen=True, slots=True)
class State:
    """A running talk, as it is kept between two answers.

    `sources` maps messages to the steps they answered; `last` is what the latest text looked like, so that
    the rest of a forwarded batch or of a text that Telegram cut in two finds its beginning.
    """

    talk: str
    step: str
    draft: Draft = field(default_factory=dict)
    subject: int | None = None
    editing: bool = False
    sources: Mapping[str, str] = field(default_factory=dict)
    last: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Names the draft: one of each talk and ticket can be parked."""
        return f"{self.talk}:{self.subject}" if self.subject is not None else self.talk

    def to_dict(self) -> dict[str, Any]:
        return {
            "talk": self.talk,
            "step": self.step,
            "draft": dict(self.draft),
            "subject": self.subject,
            "editing": self.editing,
            "sources": dict(self.sources),
            "last": dict(self.last),
        }

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> State:
        """What `to_dict` gave, also when another version of the bot kept more than this one knows."""
        return cls(**{name: value for name, value in kept.items() if name in cls.__dataclass_fields__})
