"""Keep administrators who edit one record at the same time from overwriting each other unknowingly.

Every form of a record is made by `guard_edition`: it remembers the record as it was when the form began, and
where somebody has changed it since, asks what to do before anything is saved.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from conversations.addressing.addresses import Address
from conversations.answers import Answer, PressAnswer
from conversations.context import ConversationContext
from conversations.conversation import LEAVE, Conversation, Draft, Goto, Step
from conversations.rendering.screen import Button, Screen, Style
from conversations.screens.admin.trail import differing_fields
from core.administration.audit import AuditLine, changed_fields
from core.errors import Refusal
from core.master_data.helpdesk_settings import BOUNDS
from core.words import _

CHANGED_MEANWHILE = _("Data ini baru saja diubah oleh orang lain. Periksa lagi sebelum menyimpan.")
# Entries of the trail that are searched for who made a change.
MOST_LINES = 30
# UTF-16 units of all values of one kind, former or present, and of each at most and at least.
ROOM, WIDEST, NARROWEST = 900, 200, 20
# Keys of a draft: the record's facts and answers as they were last seen, the newest entry of the trail then,
# and, until the person has decided, those from before somebody changed it.
SEEN, WAS, LINE, CONFLICT = "seen", "was", "line", "conflict"


@dataclass(frozen=True, slots=True)
class Edition:
    """A record as it is now.

    `record` is its key in the trail, `facts` are its fields as the trail names them, `answers` those that
    the form begins with, and `card` shows it. `replaced_by` names the one answer that takes the place of the
    record's value in a form that begins without answers.
    """

    record: str
    facts: Mapping[str, object]
    card: Address
    answers: Mapping[str, object] = field(default_factory=dict)
    replaced_by: str = ""


# Returns the record that a draft is about, as it is now; None for a new one, or one that is gone.
FindEdition: TypeAlias = Callable[[Draft, ConversationContext], Edition | None]


def guard_edition(conversation: Conversation, find: FindEdition) -> Conversation:
    """Return the form with a check, after each answer, that nobody has changed its record since."""

    def prepare(draft: Draft, context: ConversationContext) -> Draft:
        now = find(draft, context)
        if now is None:
            return draft
        newest = context.trail.latest(now.record, 1)
        seen = {SEEN: dict(now.facts), LINE: newest[0].id if newest else 0}
        return {**now.answers, WAS: dict(now.answers), **seen, **draft} if now.answers else {**seen, **draft}

    def refresh(draft: Draft, context: ConversationContext) -> Draft:
        refreshed = conversation.refresh_draft(draft, context)
        now = find(refreshed, context)
        return refreshed if now is None else _rebased(refreshed, now)

    return replace(
        conversation,
        steps=(ConflictStep(find=find), *conversation.steps),
        prepare_draft=prepare,
        refresh_draft=refresh,
    )


def record_draft(facts: Mapping[str, object], answers: Mapping[str, object]) -> dict[str, object]:
    """Return a draft for changing a record, from its audited fields and its fields as answers."""
    return {SEEN: dict(facts), WAS: dict(answers), **answers}


def _rebased(draft: Draft, now: Edition) -> Draft:
    """Return the draft based on the record as it is now, with the conflict that the person has to decide.

    Fields that this person has changed keep their value; all others are as they are in the record now. A
    draft that an earlier release began may lack any of these keys.
    """
    if SEEN not in draft or draft[SEEN] == now.facts:
        return draft
    was = draft.get(WAS, {})
    own = {name: draft[name] for name in now.answers if name in draft and draft[name] != was.get(name)}
    before = draft.get(CONFLICT, {SEEN: draft[SEEN], WAS: was})
    kept = {k: v for k, v in draft.items() if k not in ("review", "confirm", CONFLICT)}
    rebased = {**kept, **now.answers, **own, SEEN: dict(now.facts)}
    if now.answers:
        rebased[WAS] = dict(now.answers)
    return rebased if before[SEEN] == now.facts else {**rebased, CONFLICT: before}


@dataclass(frozen=True, kw_only=True)
class ConflictStep(Step):
    """Tell who has changed what meanwhile; offer to look, to overwrite it, or to leave it as it is now."""

    find: FindEdition
    name: str = "conflict"
    title: str = _("Berubah")
    when: Callable[[Draft, ConversationContext], bool] = lambda draft, _context: CONFLICT in draft
    editable: bool = False
    keepable: bool = False
    outdated_message: str = CHANGED_MEANWHILE

    def ask(self, draft: Draft, context: ConversationContext) -> Screen:
        now = self.find(draft, context)
        if now is None:
            raise Refusal("talk_unknown")
        overlaps = bool(_overlapping(draft, now))
        mine = Button(_("Timpa") if overlaps else _("Lanjutkan"), says="mine", style=Style.SEND)
        theirs = ((Button(_("Pakai yang Sekarang"), says="theirs"),),) if overlaps else ()
        look = Button(_("Lihat yang Sekarang"), to=now.card, icon="👁")
        changes = self._changes(draft, now, context)
        room = max(NARROWEST, min(WIDEST, ROOM // max(len(changes), 1)))
        data = {"changes": changes, "overlaps": overlaps, "room": room}
        return Screen("admin/conflict.html", data, ((mine,), *theirs, (look,)))

    def handle(self, draft: Draft, answer: Answer, context: ConversationContext) -> Draft | Goto:
        now = self.find(draft, context)
        newest = context.trail.latest(now.record, 1) if now else ()
        decided = {k: v for k, v in draft.items() if k != CONFLICT}
        if newest:
            decided[LINE] = newest[0].id
        match answer:
            case PressAnswer(says="mine"):
                return decided
            case PressAnswer(says="theirs") if now and now.replaced_by:
                return Goto(LEAVE, decided)
            case PressAnswer(says="theirs") if now:
                given_up = _overlapping(draft, now)
                return {**decided, **{name: now.answers[name] for name in given_up}}
            case _:
                raise Refusal("choice_expected")

    def answered(self, draft: Draft) -> bool:
        return CONFLICT not in draft

    def _changes(
        self, draft: Draft, now: Edition, context: ConversationContext
    ) -> Sequence[tuple[object, ...]]:
        """Return for each changed field its label, former and present value, and the entry of the trail."""
        before, after = changed_fields(draft[CONFLICT][SEEN], now.facts)
        lines = context.trail.latest(now.record, MOST_LINES) if LINE in draft else ()
        # Entries that were there when the form began tell of earlier changes.
        newer = [line for line in lines if line.id > draft[LINE]]
        was, present = differing_fields(before, after, _application_names(context))
        return [
            (label or _setting_label(name), former, value, is_label, _line_about(name, newer))
            for name, (label, former, is_label), (_label, value, _is_label) in zip(
                before, was, present, strict=True
            )
        ]


def _application_names(context: ConversationContext) -> Mapping[str, str]:
    return {one.code: one.name for one in context.catalogue.applications}


def _setting_label(name: str) -> str:
    """Return the label of a setting, which the trail has as the subject of its change; "" for none."""
    bounds = BOUNDS.get(name)
    return bounds.label if bounds else ""


def _line_about(name: str, lines: Sequence[AuditLine]) -> AuditLine | None:
    """Return the newest of the entries that changed this field; None where none did."""
    return next((one for one in lines if name in one.change.after or name in one.change.before), None)


def _overlapping(draft: Draft, now: Edition) -> list[str]:
    """Return the names of answers that this person and somebody else have changed both."""
    if now.replaced_by:
        return [now.replaced_by] if now.replaced_by in draft else []
    before = draft[CONFLICT][WAS]
    return [
        name for name, value in now.answers.items() if before.get(name) != value and draft.get(name) != value
    ]
