"""Conversations as values: steps, start, end, and the state of a running one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from conversations.addressing.codec import read_number
from conversations.answers import NO_WORDS, Answer, Words
from conversations.context import ConversationContext
from conversations.rendering.screen import Note, Screen
from core.administration.audit import require_administrator
from core.messaging.outgoing import JobKind
from core.people.staff_groups import StaffGroup
from core.tickets.statistics import ChosenDays
from core.tickets.ticket import Ticket

# JSON-safe answers by the name of their step; a name that begins with "?" is temporary data of a step.
Draft: TypeAlias = Mapping[str, Any]


# The name in drafts of words that came before the question for the text.
KEPT_WORDS = "kept_words"
# Positions that are not steps: picking an answer to change, and leaving the conversation.
PICK = "?pick"
LEAVE = "?leave"
# The beginning of what a button says that leads to the question of the step named behind it.
ASKS = "ask:"
# Answers that a change made void, by the step and its former answer: choosing that again brings them back.
FORMER = "former"
# Former answers of a step whose dependent answers are kept, and characters that such an answer may have.
MOST_FORMER, LONGEST_FORMER = 4, 64
# The position after the last step; going there skips the steps that are not answered.
END = ""
# The template for a step's title, its prompt and the present answer.
ASK_TEMPLATE = "ask.html"


@dataclass(frozen=True, slots=True)
class Goto:
    """An answer that leads to the step of this name, or to `PICK`, `LEAVE` or `END`, instead of onwards."""

    step: str
    draft: Draft


def always(_draft: Draft, _context: ConversationContext) -> bool:
    """Return True: the default of `Step.when`."""
    return True


def administrators_only(context: ConversationContext) -> None:
    """Raise Refusal("not_administrator") unless the person is one; used as `check_access`."""
    require_administrator(context.me)


@dataclass(frozen=True, kw_only=True)
class Step:
    """One question of a conversation.

    `title` names the step in headings and in the list of answers to change. `prompt` is the question in a
    sentence or two; a longer one is a template of the step's own. `clears` names the answers that a different
    answer here makes void. `editable` steps can be picked for change, `keepable` steps offer a button that
    keeps the present answer, and a step that `takes_file` is answered with a file. An `optional` step is
    asked only where a button leads to it. `outdated_message` is said in place of the conversation's where
    this step is asked because somebody changed records.
    """

    name: str
    title: str
    prompt: str = ""
    when: Callable[[Draft, ConversationContext], bool] = always
    clears: tuple[str, ...] = ()
    editable: bool = True
    keepable: bool = True
    takes_file: bool = False
    optional: bool = False
    outdated_message: str = ""

    def ask(self, draft: Draft, context: ConversationContext) -> Screen:
        """Return the screen that asks; the runner adds the buttons back, cancel and keep."""
        raise NotImplementedError  # pragma: no cover - every kind of step overrides it

    def handle(self, draft: Draft, answer: Answer, context: ConversationContext) -> Draft | Goto:
        """Return the draft with this answer; raise Refusal if the answer can't be accepted."""
        raise NotImplementedError  # pragma: no cover - every kind of step overrides it

    def answered(self, draft: Draft) -> bool:
        """Return whether the draft has a complete answer to this step."""
        return self.name in draft

    def with_answer(self, draft: Draft, value: object) -> Draft:
        """Return the draft with a new answer, and with the answers that belong to it.

        Those that depended on a different answer are put aside, and stand again once that is given again.
        """
        kept = {k: v for k, v in draft.items() if not k.startswith("?")}
        before = draft.get(self.name)
        if before == value:
            return kept | {self.name: value}
        dependent = {k: kept.pop(k) for k in self.clears if k in kept}
        aside = dict(kept.get(FORMER, {}).get(self.name, {}))
        recalled = aside.pop(value, {}) if isinstance(value, str) else {}
        if dependent and isinstance(before, str) and len(before) <= LONGEST_FORMER:
            aside[before] = dependent
        if aside or recalled:
            newest = dict(list(aside.items())[-MOST_FORMER:])
            kept[FORMER] = {**kept.get(FORMER, {}), self.name: newest}
        return {**kept, **recalled, self.name: value}

    def answered_name(self, _draft: Draft) -> str:
        """Return the name of the answer that the last text went into, by which an edit of it finds it."""
        return self.name


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of somebody that a question is about, and the label that says what they are."""

    label: str
    text: str


def unchanged(draft: Draft, _context: ConversationContext) -> Draft:
    """Return the draft as it is: the default of `prepare_draft` and `refresh_draft` of a conversation."""
    return draft


@dataclass(frozen=True, slots=True)
class NextConversation:
    """The conversation that follows, with the id of the ticket that it is about.

    It begins with the answers of `draft`, and with `words` as its text and files.
    """

    conversation: str
    subject: int | None = None
    draft: Draft = field(default_factory=dict)
    words: Words = NO_WORDS


@dataclass(frozen=True, slots=True)
class ConversationEnd:
    """The outcome of a conversation: the last screen, and what the handlers do next.

    `ticket` is the one whose events are to be announced, `next` the conversation that follows.
    `search_filters` are a person's new filters for tickets; `audit_filters` and `account_filters` are those
    of an administrator. `job` is a background job to queue, as its kind and parameters. `group_note` is a
    staff group, and the sentence to say there. `retired_lpse` is the id of an LPSE whose people are told.
    `report_days` are the days of the statistics that are shown.
    """

    screen: Screen | None
    ticket: Ticket | None = None
    next: NextConversation | None = None
    signed_in: bool = False
    search_filters: Mapping[str, str] | None = None
    audit_filters: Mapping[str, str] | None = None
    account_filters: Mapping[str, str] | None = None
    job: tuple[JobKind, Mapping[str, object]] | None = None
    group_note: tuple[StaffGroup, Note] | None = None
    retired_lpse: int | None = None
    report_days: ChosenDays | None = None


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """A list of steps with the rules for beginning and ending.

    `check_access` raises Refusal if the person may not begin, and `finish` carries out what was asked for. A
    conversation that `needs_draft` can't be begun by a button with its name alone. One that `keeps_draft` is
    parked as a draft when it is left with entries. One that is not `in_order` begins with its first step and
    offers the others only for picking, so that progress is not counted.

    `find_quote` returns what is quoted over its questions, which are an answer to that.
    `prepare_draft` returns the draft to begin with. `refresh_draft` returns a draft without the answers that
    are no longer valid because somebody changed the records behind them; `outdated_message` says so.
    """

    name: str
    title: str
    steps: tuple[Step, ...]
    finish: Callable[[Draft, ConversationContext], ConversationEnd]
    check_access: Callable[[ConversationContext], None] = lambda _context: None
    initial_draft: Callable[[ConversationContext], Draft] = lambda _context: {}
    keeps_draft: bool = True
    about_ticket: bool = True
    in_order: bool = True
    needs_draft: bool = False
    find_quote: Callable[[ConversationContext], Quote | None] = lambda _context: None
    prepare_draft: Callable[[Draft, ConversationContext], Draft] = unchanged
    refresh_draft: Callable[[Draft, ConversationContext], Draft] = unchanged
    outdated_message: str = ""

    def has_entries(self, draft: Draft) -> bool:
        """Return whether anything was answered that differs from the draft's former values, `was`."""
        former = draft.get("was", {})
        names = [step.name for step in self.steps if step.editable]
        is_answered = any(name in draft and draft[name] != former.get(name) for name in names)
        return is_answered or bool(draft.get(KEPT_WORDS))

    def outdated_message_at(self, step_name: str) -> str:
        """Return what is said where a changed record leads to this step."""
        step = self.step(step_name)
        return (step.outdated_message if step else "") or self.outdated_message

    def step(self, name: str) -> Step | None:
        """Return the step of this name, or None."""
        return next((step for step in self.steps if step.name == name), None)


@dataclass(frozen=True, slots=True)
class ConversationState:
    """A running conversation, as it is stored between two answers.

    `sources` maps message ids to the steps that they answered. `last` describes the latest text (time,
    forwarded, cut), so that the rest of a forwarded batch or of a text that Telegram split is joined to it.
    `heard` keeps of each message that went into the draft what `message_fingerprint` returned, by which an
    edit of it is recognised.
    """

    conversation: str
    step: str
    draft: Draft = field(default_factory=dict)
    subject: int | None = None
    editing: bool = False
    sources: Mapping[str, str] = field(default_factory=dict)
    last: Mapping[str, Any] = field(default_factory=dict)
    heard: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Return the key of the draft; one of each conversation and ticket can be parked."""
        return f"{self.conversation}:{self.subject}" if self.subject is not None else self.conversation

    def to_dict(self) -> dict[str, Any]:
        """Return the state as a JSON-safe dictionary."""
        return {
            "talk": self.conversation,
            "step": self.step,
            "draft": dict(self.draft),
            "subject": self.subject,
            "editing": self.editing,
            "sources": dict(self.sources),
            "last": dict(self.last),
            "heard": dict(self.heard),
        }

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> ConversationState:
        """Return the state that `to_dict` wrote; ignore fields that only another version of the bot knows."""
        fields = {_FIELD_NAMES.get(name, name): value for name, value in stored.items()}
        return cls(**{name: value for name, value in fields.items() if name in cls.__dataclass_fields__})


def parse_draft_key(key: str) -> NextConversation:
    """Return the conversation and the ticket that a draft's key names (see `ConversationState.key`)."""
    name, _colon, subject = key.partition(":")
    return NextConversation(name, read_number(subject))


# Fields of `ConversationState` by the names under which databases store them, if those differ.
_FIELD_NAMES = {"talk": "conversation"}
