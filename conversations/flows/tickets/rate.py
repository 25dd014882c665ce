"""Rate a closed ticket: stars, which count from the first press, then chips, then a message."""

# Each is a conversation of its own, so that it is stored before the next one is asked for.

from __future__ import annotations

from dataclasses import dataclass

from conversations.addressing.addresses import Menu
from conversations.answers import Answer, PressAnswer
from conversations.context import ConversationContext
from conversations.conversation import Conversation, ConversationEnd, Draft, NextConversation, Step
from conversations.flows.tickets.ticket_actions import require_action, work_ticket_in
from conversations.rendering.screen import Button, Screen, Style
from conversations.steps import ChoiceStep, Option, TextStep
from core.errors import Refusal
from core.tickets.lifecycle import Action
from core.tickets.rating import CHIPS, STARS, Rating, check_rating, chips_question, is_praise
from core.tickets.rights import require_rater
from core.use_cases.tickets.add_to_rating import AddToRating
from core.use_cases.tickets.work_ticket import ActionRequest
from core.words import _

RATE_CHIPS, RATE_MESSAGE = "rate_chips", "rate_message"


def _rating(context: ConversationContext) -> Rating:
    rating = context.subject.rating
    assert rating is not None, "chips and message are asked for after the stars"
    return rating


@dataclass(frozen=True, kw_only=True)
class ChipsStep(Step):
    """Choose any of six chips, worded as the stars require; a press toggles one."""

    def ask(self, draft: Draft, context: ConversationContext) -> Screen:
        stars, chosen = _rating(context).stars, draft.get(self.name, [])
        rows = [
            (Button(chip.label(stars), says=f"chip:{chip.code}", icon="✅" if chip.code in chosen else ""),)
            for chip in CHIPS
        ]
        next_button = Button(_("Lanjut"), says="on", style=Style.MAIN)
        data = {"stars": stars, "question": chips_question(stars)}
        return Screen("rate/chips.html", data, (*rows, (next_button,)))

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
        data = {**screen.data, "praises": is_praise(_rating(context).stars)}
        return Screen(screen.template, data, screen.rows)


def _read_message(text: str, _context: ConversationContext) -> str:
    message = text.strip()
    check_rating(max(STARS), (), message)
    return message


def _require_stars(context: ConversationContext) -> None:
    require_rater(context.me, context.subject)


def _store_stars(draft: Draft, context: ConversationContext) -> ConversationEnd:
    request = ActionRequest(Action.RATE, context.subject.id, rating=Rating(int(draft["stars"])))
    ticket = work_ticket_in(context)(context.me, request, context.now)
    return ConversationEnd(None, ticket, NextConversation(RATE_CHIPS, ticket.id))


def _store_chips(draft: Draft, context: ConversationContext) -> ConversationEnd:
    ticket, chips = None, tuple(draft["chips"])
    if chips:
        ticket = AddToRating(context.tickets)(context.me, context.subject.id, context.now, chips)
    return ConversationEnd(None, ticket, NextConversation(RATE_MESSAGE, context.subject.id))


def _store_message(draft: Draft, context: ConversationContext) -> ConversationEnd:
    ticket, message = None, str(draft["message"])
    if message:
        ticket = AddToRating(context.tickets)(context.me, context.subject.id, context.now, message=message)
    thanks = Screen(
        "rate/thanks.html", {"ticket": ticket or context.subject}, ((Button(_("Menu"), to=Menu()),),)
    )
    return ConversationEnd(thanks, ticket)


RATE_TICKET = Conversation(
    name=Action.RATE.value,
    title=_("Penilaian"),
    check_access=require_action(Action.RATE),
    finish=_store_stars,
    keeps_draft=False,
    steps=(
        ChoiceStep(
            name="stars",
            title=_("Bintang"),
            template="rate/stars.html",
            options=lambda _draft, _context: [Option(str(n), str(n)) for n in STARS],
            icon="⭐",
            width=len(STARS),
        ),
    ),
)
CHOOSE_CHIPS = Conversation(
    name=RATE_CHIPS,
    title=_("Penilaian"),
    check_access=_require_stars,
    finish=_store_chips,
    keeps_draft=False,
    steps=(ChipsStep(name="chips", title=_("Penilaian"), keepable=False),),
)
WRITE_MESSAGE = Conversation(
    name=RATE_MESSAGE,
    title=_("Penilaian"),
    check_access=_require_stars,
    finish=_store_message,
    keeps_draft=False,
    steps=(
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
