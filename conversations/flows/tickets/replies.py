"""Words and files that answer no running question: which ticket they are for, and what they are there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from conversations.answers import Words
from conversations.context import ConversationContext
from conversations.conversation import (
    Conversation,
    ConversationEnd,
    Draft,
    NextConversation,
)
from conversations.flows.tickets.confirm import CONFIRM_SOLUTION, REJECTED, SOLVED, VERDICTS
from conversations.rendering.screen import Button, Style
from conversations.steps import FilesStep, uploads_from
from conversations.steps.destination import DESTINATION, Destinations, DestinationStep
from core.errors import Refusal
from core.input.texts import TEXT_MAX, storable_text
from core.people.people import Person
from core.tickets.actions import ACTIONS
from core.tickets.lifecycle import Action
from core.tickets.rights import allowed_actions, may_file, may_see
from core.tickets.ticket import Ticket
from core.words import _

REPLY, LOOSE = "reply", "loose"
# The tickets that may be offered for loose words, in their draft.
ASKED = "asked"
# Tickets offered at most.
MOST_ASKED = 5
_NEW = "new"
_TO_TICKET = "ticket:"
# Actions that a reply can begin: their text is what was replied. Before taking, it is kept for later.
_REPLIES = (
    Action.GIVE_FEEDBACK,
    Action.ADD_REMARK,
    Action.ASK_FEEDBACK,
    Action.SOLVE,
    Action.ESCALATE,
    Action.HAND_BACK,
    Action.RECATEGORISE,
    Action.TAKE,
)


def next_for_reply(person: Person, ticket: Ticket, words: Words) -> NextConversation | None:
    """Return the conversation in which a reply about this ticket goes on; None where it can be for nothing.

    Feedback that is asked of the person is given; where a reply can be for several things, they are asked.
    """
    allowed = allowed_actions(person, ticket)
    if Action.GIVE_FEEDBACK in allowed:
        return NextConversation(Action.GIVE_FEEDBACK, ticket.id, words=words)
    buttons = _buttons_for(person, ticket)
    if not buttons:
        return None
    if len(buttons) == 1 and buttons[0].says in set(Action):
        return NextConversation(buttons[0].says, ticket.id, words=words)
    return replace(next_for_kept_words(ticket), words=words)


def next_for_kept_words(ticket: Ticket) -> NextConversation:
    """Return the conversation that asks what the words are for that are kept for this ticket."""
    return NextConversation(REPLY, ticket.id, {ASKED: [ticket.id]})


def next_for_loose_words(asked: Sequence[int], words: Words) -> NextConversation:
    """Return the conversation that asks which of these tickets, or a new one, the words are for."""
    return NextConversation(LOOSE, draft={ASKED: list(asked[:MOST_ASKED])}, words=words)


def _read_words(text: str, _context: ConversationContext) -> str:
    """Return any text that can be stored; refuse one that is too long for every purpose."""
    stored = storable_text(text)
    if len(stored) > TEXT_MAX:
        raise Refusal("text_too_long", limit=TEXT_MAX, length=len(stored))
    return stored


def _buttons_for(person: Person, ticket: Ticket) -> list[Button]:
    allowed = allowed_actions(person, ticket)
    buttons = []
    if Action.CONFIRM in allowed:
        solved, rejected = VERDICTS
        buttons += [
            Button(solved.label, says=SOLVED, style=Style.SEND),
            Button(rejected.label, says=REJECTED),
        ]
    for action in _REPLIES:
        button = ACTIONS[action].button
        if action in allowed and button is not None:
            buttons.append(Button(button.label, says=action.value, icon=button.icon))
    return buttons or _new_ticket(person)


def _new_ticket(person: Person) -> list[Button]:
    return [Button(_("Tiket Baru"), says=_NEW, icon="📝")] if may_file(person) else []


def _ticket_destinations(_draft: Draft, context: ConversationContext) -> Destinations:
    return Destinations(_buttons_for(context.me, context.subject))


def _loose_destinations(draft: Draft, context: ConversationContext) -> Destinations:
    tickets = _asked_tickets(draft, context)
    numbered = [
        Button(
            _("Jawaban untuk %(number)s"),
            says=f"{_TO_TICKET}{ticket.id}",
            icon="💬",
            style=Style.MAIN,
            facts={"number": ticket.number},
        )
        for ticket in tickets
    ]
    return Destinations([*numbered, *_new_ticket(context.me)], tickets)


def _asked_tickets(draft: Draft, context: ConversationContext) -> list[Ticket]:
    """Return the tickets of the draft that still wait for an answer of this person."""
    found = [context.tickets.get(ticket_id) for ticket_id in draft.get(ASKED, ())]
    return [ticket for ticket in found if ticket is not None and is_asked(context.me, ticket)]


def is_asked(person: Person, ticket: Ticket) -> bool:
    """Return whether the ticket waits for feedback or a confirmation that this person can give."""
    allowed = allowed_actions(person, ticket)
    return Action.GIVE_FEEDBACK in allowed or Action.CONFIRM in allowed


def _words_of(draft: Draft) -> Words:
    return Words(draft.get("text", ""), uploads_from(draft))


def _finish_reply(draft: Draft, context: ConversationContext) -> ConversationEnd:
    chosen, words = draft[DESTINATION], _words_of(draft)
    if chosen == _NEW:
        return ConversationEnd(None, next=NextConversation(_NEW, words=words))
    if chosen == SOLVED:
        # The choice is the confirmation: whoever makes it here is not asked a second time either.
        return CONFIRM_SOLUTION.finish({"verdict": chosen}, context)
    if chosen == REJECTED:
        following = NextConversation(Action.CONFIRM, context.subject.id, {"verdict": chosen}, words)
        return ConversationEnd(None, next=following)
    return ConversationEnd(None, next=NextConversation(chosen, context.subject.id, words=words))


def _finish_loose(draft: Draft, context: ConversationContext) -> ConversationEnd:
    chosen, words = draft[DESTINATION], _words_of(draft)
    if chosen == _NEW:
        return ConversationEnd(None, next=NextConversation(_NEW, words=words))
    ticket = context.tickets.get(int(chosen.removeprefix(_TO_TICKET)))
    if ticket is None or not may_see(context.me, ticket):
        raise Refusal("not_found")
    following = next_for_reply(context.me, ticket, words)
    if following is None:
        raise Refusal("not_found")
    return ConversationEnd(None, next=following)


def _check_reply(context: ConversationContext) -> None:
    if not may_see(context.me, context.subject):
        raise Refusal("not_found")


def _words_conversation(
    name: str,
    title: str,
    find_destinations: Callable[[Draft, ConversationContext], Destinations],
    finish: Callable[[Draft, ConversationContext], ConversationEnd],
    check_access: Callable[[ConversationContext], None] = lambda _context: None,
    *,
    about_ticket: bool,
) -> Conversation:
    return Conversation(
        name=name,
        title=title,
        check_access=check_access,
        finish=finish,
        about_ticket=about_ticket,
        in_order=False,
        needs_draft=True,
        steps=(
            DestinationStep(
                name="text",
                title=_("Pesan Anda"),
                template="destination.html",
                read=_read_words,
                find_destinations=find_destinations,
                keepable=False,
            ),
            # Never asked: files that are there make a draft worth keeping.
            FilesStep(template="files.html", when=lambda _draft, _context: False),
        ),
    )


REPLY_TO_TICKET = _words_conversation(
    REPLY, _("Pesan untuk Tiket"), _ticket_destinations, _finish_reply, _check_reply, about_ticket=True
)
LOOSE_WORDS = _words_conversation(
    LOOSE, _("Pesan Baru"), _loose_destinations, _finish_loose, about_ticket=False
)
