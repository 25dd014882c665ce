"""Rate a closed ticket: stars, chips of praise or fault, and a message."""

from __future__ import annotations

from dataclasses import dataclass, replace

from conversations.addressing.addresses import Menu
from conversations.answers import Answer, PressAnswer
from conversations.context import ConversationContext
from conversations.conversation import Conversation, ConversationEnd, Draft, Step
from conversations.flows.tickets.ticket_actions import require_action, work_ticket_in
from conversations.rendering.screen import Button, Screen, Style
from conversations.steps import ChoiceStep, Option, TextStep
from core.errors import Refusal
from core.tickets.lifecycle import Action
from core.tickets.rating import CHIPS, STARS, Rating, check_rating, chips_question, is_praise
from core.use_cases.tickets.work_ticket import ActionRequest
from core.words import _


@dataclass(frozen=True, kw_only=True)
class ChipsStep(Step):
    """Choose any of six chips, worded as the stars require; a press toggles one."""

    def ask(self, draft: Draft, _context: ConversationContext) -> Screen:
        stars = int(draft["stars"])
        chosen = draft.get(self.name, [])
        rows = [
            (Button(chip.label(stars), says=f"chip:{chip.code}", icon="✅" if chip.code in chosen else ""),)
            for chip in CHIPS
        ]
        next_button = Button(_("Lanjut"), says="on", style=Style.MAIN)
        return Screen(
            "rate/chips.html", {"stars": stars, "question": chips_question(stars)}, (*rows, (next_button,))
        )

    def handle(self, draft: Draft, answer: Answer, _context: ConversationContext) -> Draft:
        chosen = list(draft.get(self.name, []))
        match answer:
            case PressAnswer(says="on"):
                return {**draft, self.name: chosen, "chips_done": True}
            case PressAnswer(says=token) if token.startswith("chip:"):
                code = token.removeprefix("chip:")
                kept = [c for c in chosen if c != code] if code in chosen else [*chosen, code]
                return {k: v for k, v in {**draft, self.name: kept}.items() if k != "chips_done"}
            case _:
                raise Refusal("choice_expected")

    def answered(self, draft: Draft) -> bool:
        return bool(draft.get("chips_done"))


@dataclass(frozen=True, kw_only=True)
class MessageStep(TextStep):
    """Ask for a message, in words that depend on the stars."""

    def ask(self, draft: Draft, context: ConversationContext) -> Screen:
        screen = super().ask(draft, context)
        return replace(screen, data={**screen.data, "praises": is_praise(int(draft["stars"]))})


def _read_message(text: str, _context: ConversationContext) -> str:
    message = text.strip()
    check_rating(max(STARS), (), message)
    return message


def _finish(draft: Draft, context: ConversationContext) -> ConversationEnd:
    rating = Rating(int(draft["stars"]), tuple(draft["chips"]), draft["message"])
    request = ActionRequest(Action.RATE, context.subject.id, rating=rating)
    ticket = work_ticket_in(context)(context.me, request, context.now)
    return ConversationEnd(
        Screen("rate/thanks.html", {"ticket": ticket}, ((Button(_("Menu"), to=Menu()),),)), ticket
    )


RATE_TICKET = Conversation(
    name=Action.RATE.value,
    title=_("Penilaian"),
    check_access=require_action(Action.RATE),
    finish=_finish,
    keeps_draft=False,
    steps=(
        ChoiceStep(
            name="stars",
            title=_("Bintang"),
            template="rate/stars.html",
            options=lambda _draft, _context: [Option(str(n), str(n)) for n in STARS],
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
            skippable=True,
            joins_messages=True,
        ),
    ),
)
