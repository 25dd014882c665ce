"""Rate a closed ticket: stars, which count from the first press, then chips, then a message."""

# Each is a conversation of its own, so that it is stored before the next one is asked for.

from __future__ import annotations

from dataclasses import dataclass

from conversations.answers import Answer, PressAnswer, TextAnswer
from conversations.context import ConversationContext
from conversations.conversation import Conversation, ConversationEnd, Draft, NextConversation, Step
from conversations.flows.tickets.ticket_actions import require_action, work_ticket_in
from conversations.rendering.screen import Button, Screen, Style
from conversations.screens.menu import to_menu
from conversations.steps import ChoiceStep, Option, TextStep
from core.errors import Refusal
from core.tickets.lifecycle import Action
from core.tickets.rating import CHIPS, STARS, Rating, check_rating, chips_question, is_praise
from core.tickets.rights import require_rater
from core.tickets.ticket import Ticket
from core.use_cases.tickets.add_to_rating import AddToRating
from core.use_cases.tickets.work_ticket import ActionRequest
from core.words import _

RATE_CHIPS, RATE_MESSAGE = "rate_chips", "rate_message"
# The name of the message in drafts, also where it is written before it is asked for.
MESSAGE = "message"


def _rating(context: ConversationContext) -> Rating:
    rating = context.subject.rating
    assert rating is not None, "chips and message are asked for after the stars"
    return rating


@dataclass(frozen=True, kw_only=True)
class StarsStep(ChoiceStep):
    """Choose the stars; a text that names none is kept as the message of the rating."""

    def ask(self, draft: Draft, context: ConversationContext) -> Screen:
        screen = super().ask(draft, context)
        return Screen(screen.template, {**screen.data, MESSAGE: draft.get(MESSAGE, "")}, screen.rows)

    def handle(self, draft: Draft, answer: Answer, context: ConversationContext) -> Draft:
        try:
            return super().handle(draft, answer, context)
        except Refusal:
            if not isinstance(answer, TextAnswer):
                raise
            before = draft.get(MESSAGE, "")
            text = f"{before}\n{answer.text}" if before else answer.text
            return {**draft, MESSAGE: _read_message(text, context)}


@dataclass(frozen=True, kw_only=True)
class ChipsStep(Step):
    """Choose any of six chips, worded as the stars require; a press toggles one, a text is the message."""

    def ask(self, draft: Draft, context: ConversationContext) -> Screen:
        stars, chosen = _rating(context).stars, draft.get(self.name, [])
        rows = [
            (Button(chip.label(stars), says=f"chip:{chip.code}", icon="✅" if chip.code in chosen else ""),)
            for chip in CHIPS
        ]
        next_button = Button(_("Lanjut"), says="on", style=Style.MAIN)
        data = {"stars": stars, "question": chips_question(stars)}
        return Screen("rate/chips.html", data, (*rows, (next_button,)))

    def handle(self, draft: Draft, answer: Answer, context: ConversationContext) -> Draft:
        chosen = list(draft.get(self.name, []))
        match answer:
            case PressAnswer(says="on"):
                return {**draft, self.name: chosen, "chips_done": True}
            case PressAnswer(says=token) if token.startswith("chip:"):
                code = token.removeprefix("chip:")
                kept = [c for c in chosen if c != code] if code in chosen else [*chosen, code]
                return {k: v for k, v in {**draft, self.name: kept}.items() if k != "chips_done"}
            case TextAnswer(text=text) if not _rating(context).message:
                return {**draft, self.name: chosen, "chips_done": True, MESSAGE: _read_message(text, context)}
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
    rating = Rating(int(draft["stars"]), message=draft.get(MESSAGE, ""))
    request = ActionRequest(Action.RATE, context.subject.id, rating=rating)
    ticket = work_ticket_in(context)(context.me, request, context.now)
    return ConversationEnd(None, ticket, NextConversation(RATE_CHIPS, ticket.id))


def _store_chips(draft: Draft, context: ConversationContext) -> ConversationEnd:
    chips, message = tuple(draft["chips"]), draft.get(MESSAGE, "")
    ticket = _add(context, chips, message)
    if message or _rating(context).message:
        return _thanks(context, ticket)
    return ConversationEnd(None, ticket, NextConversation(RATE_MESSAGE, context.subject.id))


def _store_message(draft: Draft, context: ConversationContext) -> ConversationEnd:
    return _thanks(context, _add(context, (), str(draft[MESSAGE])))


def _add(context: ConversationContext, chips: tuple[str, ...], message: str) -> Ticket | None:
    """Add to the rating, and return the ticket; None where there is nothing to add."""
    if not (chips or message):
        return None
    return AddToRating(context.tickets)(context.me, context.subject.id, context.now, chips, message)


def _thanks(context: ConversationContext, ticket: Ticket | None) -> ConversationEnd:
    thanks = Screen("rate/thanks.html", {"ticket": ticket or context.subject}, ((to_menu(),),))
    return ConversationEnd(thanks, ticket)


RATE_TICKET = Conversation(
    name=Action.RATE.value,
    title=_("Penilaian"),
    check_access=require_action(Action.RATE),
    finish=_store_stars,
    steps=(
        StarsStep(
            name="stars",
            title=_("Bintang"),
            template="rate/stars.html",
            options=lambda _draft, _context: [Option(str(n), str(n)) for n in STARS],
            icon="⭐",
            width=len(STARS),
        ),
        # Never asked here: words that came before the stars make a draft worth keeping.
        TextStep(
            name=MESSAGE,
            title=_("Pesan"),
            prompt=_("Ada pesan untuk kami?"),
            read=_read_message,
            optional=True,
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
            name=MESSAGE,
            title=_("Pesan"),
            template="rate/message.html",
            read=_read_message,
            skippable=True,
            joins_messages=True,
        ),
    ),
)
