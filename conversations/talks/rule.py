"""“Pengaturan”: another number for one of the house rules, confirmed before it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from conversations.addresses import administration, menu
from conversations.answers import Answer
from conversations.screen import Button, Screen
from conversations.steps import ConfirmStep, TextStep
from conversations.talk import LEAVE, Draft, Finished, Talk, administrators_only
from conversations.world import World
from core.errors import Refusal
from core.house_rules import BOUNDS, to_document
from core.use_cases.change_house_rule import ChangeHouseRule, read_number
from core.words import _


def _summary(draft: Draft, world: World) -> Mapping[str, object]:
    """The rule that is talked about, as it is and as it shall be."""
    bounds = BOUNDS.get(draft.get("rule", ""))
    if bounds is None:
        raise Refusal("rule_unknown")
    return {"bounds": bounds, "was": to_document(world.rules)[draft["rule"]], "number": draft.get("number")}


@dataclass(frozen=True, kw_only=True)
class NumberStep(TextStep):
    """A whole number within the bounds of its rule."""

    def ask(self, draft: Draft, world: World) -> Screen:
        screen = super().ask(draft, world)
        return replace(screen, data={**screen.data, **_summary(draft, world)})

    def hear(self, draft: Draft, answer: Answer, world: World) -> Draft:
        heard = super().hear(draft, answer, world)
        if heard[self.name] == to_document(world.rules)[draft["rule"]]:
            raise Refusal("rule_same", number=heard[self.name])
        return heard

    def keep(self, draft: Draft, value: object) -> Draft:
        bounds = BOUNDS[draft["rule"]]
        assert isinstance(value, int), "what was read is a number"
        if not bounds.lowest <= value <= bounds.highest:
            raise Refusal("rule_out_of_bounds", lowest=bounds.lowest, highest=bounds.highest)
        return super().keep(draft, value)


def _finish(draft: Draft, world: World) -> Finished:
    said = _summary(draft, world)
    ChangeHouseRule(world.master, world.trail)(world.me, draft["rule"], draft["number"], world.now)
    rows = ((Button(_("Pengaturan"), to=administration("rules")), Button(_("Menu"), to=menu())),)
    return Finished(Screen("admin/rule_changed.html", said, rows))


RULE = Talk(
    name="rule",
    title=_("Pengaturan"),
    opens=administrators_only,
    finish=_finish,
    parks=False,
    about_ticket=False,
    bare=False,
    steps=(
        NumberStep(
            name="number",
            title=_("Nilai baru"),
            template="admin/rule.html",
            read=lambda text, _world: read_number(text),
        ),
        ConfirmStep(template="admin/rule_confirm.html", summary=_summary, back_to=LEAVE),
    ),
)
