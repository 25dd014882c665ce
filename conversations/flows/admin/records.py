"""Building blocks of the forms in which administrators edit a record."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from conversations.answers import Answer, PressAnswer
from conversations.context import ConversationContext
from conversations.conversation import (
    Conversation,
    ConversationEnd,
    Draft,
    Step,
    administrators_only,
    unchanged,
)
from conversations.flows.admin.editions import CHANGED_MEANWHILE, FindEdition, guard_edition
from conversations.rendering.screen import Button, Screen
from conversations.steps import ConfirmStep, Option, ReviewStep, TextStep
from core.master_data.priority import Priority
from core.words import _

# The prompt of every step that chooses one of `priorities`.
PRIORITY_PROMPT = _("Seberapa mendesak masalah seperti ini pada umumnya?")


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A field on the review: its name in the draft, its label, and how its value is displayed."""

    name: str
    label: str
    read: Callable[[object], str] = lambda value: join_names(value) if isinstance(value, list) else str(value)


def _nobody(_draft: Draft, _context: ConversationContext) -> Sequence[str]:
    return ()


def summary(
    rows: Callable[[Draft, ConversationContext], Sequence[ReviewRow]],
    shared_with: Callable[[Draft, ConversationContext], Sequence[str]] = _nobody,
) -> Callable[[Draft, ConversationContext], Mapping[str, object]]:
    """Return a function for the review's data: each field, its value, and the former value if different.

    `shared_with` returns the names of records that have the same number as this one, of which people are
    warned.
    """

    def data(draft: Draft, context: ConversationContext) -> Mapping[str, object]:
        former = draft.get("was", {})
        fields = [
            (
                row.label,
                row.read(former[row.name])
                if row.name in former and former[row.name] != draft[row.name]
                else None,
                row.read(draft[row.name]),
            )
            for row in rows(draft, context)
            if row.name in draft
        ]
        return {"rows": fields, "shared": shared_with(draft, context)}

    return data


def record_conversation(
    name: str,
    title: str,
    steps: tuple[Step, ...],
    rows: Callable[[Draft, ConversationContext], Sequence[ReviewRow]],
    find: FindEdition,
    finish: Callable[[Draft, ConversationContext], ConversationEnd],
    refresh_draft: Callable[[Draft, ConversationContext], Draft] = unchanged,
    shared_with: Callable[[Draft, ConversationContext], Sequence[str]] = _nobody,
) -> Conversation:
    """Return an administrators' conversation about one record: its steps, a review, and saving.

    `find` returns the record as it is now; `refresh_draft` drops answers that are no longer valid;
    `shared_with` is as for `summary`.
    """
    data = summary(rows, shared_with)
    form = Conversation(
        name=name,
        title=title,
        check_access=administrators_only,
        finish=finish,
        about_ticket=False,
        needs_draft=True,
        refresh_draft=refresh_draft,
        outdated_message=CHANGED_MEANWHILE,
        steps=(
            *steps,
            ReviewStep(template="admin/record_review.html", send=_("Simpan"), summary=data),
            ConfirmStep(template="admin/record_confirm.html", summary=data, back_to="review"),
        ),
    )
    return guard_edition(form, find)


def priorities(_draft: Draft, _context: ConversationContext) -> list[Option]:
    """Return all four priorities as options."""
    return [Option(priority.value, priority.label) for priority in Priority]


def saved_screen(name: str, *buttons: Button) -> ConversationEnd:
    """Return the end of the conversation: the name of what was saved, and buttons that lead on."""
    return ConversationEnd(
        Screen("admin/record_saved.html", {"name": name}, tuple((button,) for button in buttons))
    )


def join_names(value: object) -> str:
    """Return a list of names in one line."""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


@dataclass(frozen=True, kw_only=True)
class NameStep(TextStep):
    """Ask for a unique name or number; `check` raises Refusal if another record has it."""

    check: Callable[[Draft, ConversationContext], None]

    def handle(self, draft: Draft, answer: Answer, context: ConversationContext) -> Draft:
        changed = super().handle(draft, answer, context)
        self.check(changed, context)
        return changed


@dataclass(frozen=True, kw_only=True)
class LinesStep(TextStep):
    """Ask for a list with one name a line; the present one can be copied, edited and sent again.

    `check` raises Refusal for a list that can't be saved.
    """

    template: str = "admin/lines.html"
    check: Callable[[Draft, ConversationContext], None] = lambda _draft, _context: None

    def ask(self, draft: Draft, context: ConversationContext) -> Screen:
        screen = super().ask({**draft, self.name: ""}, context)
        data = {**screen.data, "lines": "\n".join(draft.get(self.name, ()))}
        return replace(screen, data=data)

    def handle(self, draft: Draft, answer: Answer, context: ConversationContext) -> Draft:
        if isinstance(answer, PressAnswer) and answer.says == "skip" and self.skippable:
            changed = self.with_answer(draft, [])
        else:
            changed = super().handle(draft, answer, context)
            changed = {**changed, self.name: list(changed[self.name])}
        self.check(changed, context)
        return changed
