"""Rating a closed ticket: stars, what was good or bad, and a message."""

from __future__ import annotations

from dataclasses import dataclass, replace

from conversations.addresses import menu
from conversations.answers import Answer, Pressed
from conversations.screen import Button, Screen, Style
from conversations.steps import ChoiceStep, Option, TextStep
from conversations.talk import Draft, Finished, Step, Talk
from conversations.talks.remarks import opens
from conversations.world import World
from core.errors import Refusal
from core.lifecycle import Action
from core.rating import CHIPS, STARS, Rating, check_rating, is_praise, question
from core.use_cases.work_ticket import Order, WorkTicket
from core.words import _


@dataclass(frozen=True, kw_only=True)
class ChipsStep(Step):
    """Several of six, as the stars have them put: a press chooses or unchooses."""

    def ask(self, draft: Draft, _world: World) -> Screen:
        stars = int(draft["stars"])
        chosen = draft.get(self.name, [])
        rows = [
            (Button(chip.label(stars), says=f"chip:{chip.code}", icon="✅" if chip.code in chosen else ""),)
            for chip in CHIPS
        ]
        on = Button(_("Lanjut"), says="on", style=Style.MAIN)
        return Screen("rate/chips.html", {"stars": stars, "question": question(stars)}, (*rows, (on,)))

    def hear(self, draft: Draft, answer: Answer, _world: World) -> Draft:
        chosen = list(draft.get(self.name, []))
        match answer:
            case Pressed(says="on"):
                return {**draft, self.name: chosen, "chips_done": True}
            case Pressed(says=token) if token.startswith("chip:"):
                code = token.removeprefix("chip:")
                kept = [c for c in chosen if c != code] if code in chosen else [*chosen, code]
                return {k: v for k, v in {**draft, self.name: kept}.items() if k != "chips_done"}
            case _:
                raise Refusal("choice_expected")

    def answered(self, draft: Draft) -> bool:
        return bool(draft.get("chips_done"))


@dataclass(frozen=True, kw_only=True)
class MessageStep(TextStep):
    """A few words of one's own; what is asked for them depends on the stars, as the chips do."""

    def ask(self, draft: Draft, world: World) -> Screen:
        asked = super().ask(draft, world)
        return replace(asked, data={**asked.data, "praises": is_praise(int(draft["stars"]))})


def _read_message(text: str, _world: World) -> str:
    message = text.strip()
    check_rating(max(STARS), (), message)
    return message


def _finish(draft: Draft, world: World) -> Finished:
    rating = Rating(int(draft["stars"]), tuple(draft["chips"]), draft["message"])
    order = Order(Action.RATE, world.subject.id, rating=rating)
    ticket = WorkTicket(world.tickets, world.catalogue, world.people, world.rules)(world.me, order, world.now)
    return Finished(
        Screen("rate/thanks.html", {"ticket": ticket}, ((Button(_("Menu"), to=menu()),),)), ticket
    )


RATE = Talk(
    name=Action.RATE.value,
    title=_("Penilaian"),
    opens=opens(Action.RATE),
    finish=_finish,
    parks=False,
    steps=(
        ChoiceStep(
            name="stars",
            title=_("Bintang"),
            template="rate/stars.html",
            options=lambda _draft, _world: [Option(str(n), str(n)) for n in STARS],
            icon="⭐",
            width=len(STARS),
            clears=("chips", "chips_done"),
        ),
        ChipsStep(name="chips", title=_("Penilaian"), keepable=False),
        MessageStep(
            name="message",
            title=_("Pesan"),
            template="rate/message.html",
            read=_read_message,
            skips=True,
            joins=True,
        ),
    ),
)
