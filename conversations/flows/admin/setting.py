"""“Pengaturan”: change one number of the helpdesk's settings, with a confirmation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from conversations.addressing.admin_addresses import AdminPlace, AdminScreen
from conversations.answers import Answer
from conversations.context import ConversationContext
from conversations.conversation import LEAVE, Conversation, ConversationEnd, Draft, administrators_only
from conversations.flows.admin.editions import Edition, guard_edition
from conversations.rendering.screen import Button, Screen
from conversations.screens.menu import to_menu
from conversations.steps import ConfirmStep, TextStep
from core.administration.audit import AuditedRecord
from core.errors import Refusal
from core.input.quantities import Quantity, in_unit, read_quantity
from core.master_data.helpdesk_settings import BOUNDS, to_document
from core.use_cases.master_data.change_setting import ChangeSetting
from core.words import _


def _summary(draft: Draft, context: ConversationContext) -> Mapping[str, object]:
    """Return the setting with its present and its new value; raise Refusal("rule_unknown")."""
    bounds = BOUNDS.get(draft.get("rule", ""))
    if bounds is None:
        raise Refusal("rule_unknown")
    return {
        "bounds": bounds,
        "was": to_document(context.settings)[draft["rule"]],
        "number": draft.get("number"),
    }


@dataclass(frozen=True, kw_only=True)
class NumberStep(TextStep):
    """Ask for a number within the bounds of the setting, in its own unit or one that can be converted."""

    def ask(self, draft: Draft, context: ConversationContext) -> Screen:
        screen = super().ask(draft, context)
        return replace(screen, data={**screen.data, **_summary(draft, context)})

    def handle(self, draft: Draft, answer: Answer, context: ConversationContext) -> Draft:
        changed = super().handle(draft, answer, context)
        if changed[self.name] == to_document(context.settings)[draft["rule"]]:
            raise Refusal("rule_same", number=changed[self.name])
        return changed

    def with_answer(self, draft: Draft, value: object) -> Draft:
        bounds = BOUNDS[draft["rule"]]
        assert isinstance(value, Quantity), "what was read is a quantity"
        number = in_unit(value, bounds.unit)
        if not bounds.lowest <= number <= bounds.highest:
            raise Refusal("rule_out_of_bounds", lowest=bounds.lowest, highest=bounds.highest)
        return super().with_answer(draft, number)


def _finish(draft: Draft, context: ConversationContext) -> ConversationEnd:
    data = _summary(draft, context)
    ChangeSetting(context.master, context.trail)(context.me, draft["rule"], draft["number"], context.now)
    rows = ((Button(_("Pengaturan"), to=AdminScreen(AdminPlace.SETTINGS)), to_menu()),)
    return ConversationEnd(Screen("admin/rule_changed.html", data, rows))


def _edition(draft: Draft, context: ConversationContext) -> Edition | None:
    name = draft.get("rule", "")
    if name not in BOUNDS:
        return None
    facts = {name: to_document(context.settings)[name]}
    return Edition(
        AuditedRecord.SETTING.key(name), facts, AdminScreen(AdminPlace.SETTINGS), replaced_by="number"
    )


_FORM = Conversation(
    name="rule",
    title=_("Pengaturan"),
    check_access=administrators_only,
    finish=_finish,
    keeps_draft=False,
    about_ticket=False,
    needs_draft=True,
    steps=(
        NumberStep(
            name="number",
            title=_("Nilai baru"),
            template="admin/rule.html",
            read=lambda text, _context: read_quantity(text),
        ),
        ConfirmStep(template="admin/rule_confirm.html", summary=_summary, back_to=LEAVE),
    ),
)
SETTING_FORM = guard_edition(_FORM, _edition)
