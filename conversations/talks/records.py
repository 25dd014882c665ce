"""What the talks share in which administrators fill in a record: before and after, and others meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from conversations.answers import Answer, Pressed
from conversations.screen import Button, Screen
from conversations.steps import ConfirmStep, Option, ReviewStep, TextStep
from conversations.talk import Draft, Finished, Step, Talk, administrators_only
from conversations.world import World
from core.priority import Priority
from core.words import _

OVERTAKEN = _("Data ini baru saja diubah oleh orang lain. Periksa lagi sebelum menyimpan.")


@dataclass(frozen=True, slots=True)
class Row:
    """A field on the review: what it is called, and its value as the draft has it, made readable."""

    name: str
    label: str
    read: Callable[[object], str] = lambda value: listed(value) if isinstance(value, list) else str(value)


def begun(facts: Mapping[str, object], answers: Mapping[str, object]) -> dict[str, object]:
    """A draft of a change: what the trail keeps of the record, and its fields as answers."""
    return {"seen": dict(facts), "was": dict(answers), **answers}


def rebased(draft: Draft, facts: Mapping[str, object], answers: Mapping[str, object]) -> Draft:
    """The draft upon the record as it is now: what this person has not changed is as others changed it."""
    if draft["seen"] == facts:
        return draft
    mine = {name: draft[name] for name in answers if draft[name] != draft["was"][name]}
    kept = {k: v for k, v in draft.items() if k not in ("review", "confirm")}
    return {**kept, **begun(facts, answers), **mine}


def summary(rows: Callable[[Draft, World], Sequence[Row]]) -> Callable[[Draft, World], Mapping[str, object]]:
    """The data of the review: each field with its value, and how it was where that differs."""

    def data(draft: Draft, world: World) -> Mapping[str, object]:
        was = draft.get("was", {})
        shown = [
            (
                row.label,
                row.read(was[row.name]) if row.name in was and was[row.name] != draft[row.name] else None,
                row.read(draft[row.name]),
            )
            for row in rows(draft, world)
            if row.name in draft
        ]
        return {"rows": shown}

    return data


def record_talk(
    name: str,
    title: str,
    steps: tuple[Step, ...],
    rows: Callable[[Draft, World], Sequence[Row]],
    current: Callable[[Draft, World], Draft],
    finish: Callable[[Draft, World], Finished],
) -> Talk:
    """A talk of administrators about one record: its questions, a look over all of them, and the saving."""
    return Talk(
        name=name,
        title=title,
        opens=administrators_only,
        finish=finish,
        about_ticket=False,
        bare=False,
        current=current,
        overtaken=OVERTAKEN,
        steps=(
            *steps,
            ReviewStep(template="admin/record_review.html", send=_("Simpan"), summary=summary(rows)),
            ConfirmStep(template="admin/record_confirm.html", summary=summary(rows), back_to="review"),
        ),
    )


def priorities(_draft: Draft, _world: World) -> list[Option]:
    """All four, for a step that chooses one."""
    return [Option(priority.value, priority.label) for priority in Priority]


def saved(name: str, *ways: Button) -> Finished:
    """The end: what was saved, and the ways on."""
    return Finished(Screen("admin/record_saved.html", {"name": name}, tuple((way,) for way in ways)))


def listed(value: object) -> str:
    """The names of a list in one line."""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


@dataclass(frozen=True, kw_only=True)
class NameStep(TextStep):
    """A name or number that only one may have; `check` refuses a draft in which it is another's."""

    check: Callable[[Draft, World], None]

    def hear(self, draft: Draft, answer: Answer, world: World) -> Draft:
        heard = super().hear(draft, answer, world)
        self.check(heard, world)
        return heard


@dataclass(frozen=True, kw_only=True)
class LinesStep(TextStep):
    """A list, one name a line; what is there can be copied, changed and sent again."""

    def ask(self, draft: Draft, world: World) -> Screen:
        screen = super().ask({**draft, self.name: ""}, world)
        data = {**screen.data, "lines": "\n".join(draft.get(self.name, ()))}
        return Screen(screen.template, data, screen.rows)

    def hear(self, draft: Draft, answer: Answer, world: World) -> Draft:
        if isinstance(answer, Pressed) and answer.says == "skip" and self.skips:
            return self.keep(draft, [])
        heard = super().hear(draft, answer, world)
        return {**heard, self.name: list(heard[self.name])}
