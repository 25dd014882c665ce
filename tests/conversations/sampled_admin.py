"""The screens of administrators: what they look after, and the trail of what they changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from conversations.screen import Screen
from conversations.screens import administration as screens
from conversations.screens.administration import FIELDS
from conversations.screens.trail import trail as trail_screen
from conversations.talk import State
from conversations.talks.rule import RULE
from conversations.world import World
from core.audit import Area, Change, Changed, Wanted
from core.house_rules import BOUNDS, SHIPPED
from tests.conversations.fakes import RUNNER, Chat
from tests.conversations.sampled_master import all_master_screens
from tests.conversations.sampled_questions import all_question_screens
from tests.conversations.samples import LARGEST, Words
from tests.core.fakes import ADMINISTRATOR, NOW, House


@dataclass(frozen=True)
class Line:
    """A line of the trail."""

    id: int
    change: Change
    by: str


def administrator(words: Words) -> World:
    """What an administrator of this name sees."""
    return Chat("sign_out", replace(ADMINISTRATOR, name=words.name), House()).world


def all_admin_screens(words: Words) -> Iterator[tuple[str, Screen]]:
    """By what they are called here."""
    yield from _rules(words)
    yield from _trail(words)
    yield from all_question_screens(words, administrator(words))
    yield from all_master_screens(words, administrator(words))


def _rules(words: Words) -> Iterator[tuple[str, Screen]]:
    world = administrator(words)
    yield "house rules", screens.house_rules(SHIPPED)
    for name, bounds in BOUNDS.items():
        draft: dict[str, Any] = {"rule": name, "number": bounds.highest}
        yield f"rule/number {name}", RUNNER.screen(State("rule", "number", {"rule": name}), world)
        yield f"rule/confirm {name}", RUNNER.screen(State("rule", "confirm", draft), world)
    changed = RULE.finish({"rule": "staff_file_mb", "number": 2000}, world).screen
    assert changed is not None
    yield "rule changed", changed


def _trail(words: Words) -> Iterator[tuple[str, Screen]]:
    lines = [
        Line(at, Change(kind, words.title, NOW, 1, {"name": words.name}, {"name": words.office}), words.name)
        for at, kind in enumerate(Changed, 1)
    ]
    lines.append(Line(99, Change(Changed.RULE_CHANGED, words.title, NOW, None, {}, {"roles": ["ppk"]}), ""))
    wanted = Wanted(Area.FAQ, words.title[:60])
    for start in range(0, len(lines), 10):
        page = lines[start : start + 10]
        yield f"trail from {start}", trail_screen(page, Wanted(), more=True, begun=start > 0)
        yield f"trail from {start}, filtered", trail_screen(page, wanted, more=True, begun=True)
    yield "trail, empty", trail_screen([], Wanted(), more=False, begun=False)
    yield "trail, nothing fits", trail_screen([], wanted, more=False, begun=False)
    full = dict.fromkeys(FIELDS, words.text) | {"disabled": True, "codes": [words.text, words.name]}
    crowd = [
        Line(LARGEST - n, Change(kind, words.text, NOW, 1, full, full), words.name)
        for n, kind in enumerate([max(Changed, key=lambda kind: len(kind.label))] * 10)
    ]
    yield "trail, full", trail_screen(crowd, wanted, more=True, begun=True)
    world = administrator(words)
    yield "trail/words", RUNNER.screen(State("trail", "words"), world)
