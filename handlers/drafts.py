"""The running talk of a chat: reading it, putting it aside, going on with it."""

from __future__ import annotations

from conversations.screen import Note
from conversations.talk import State
from core.errors import Refusal
from core.ticket import Ticket
from handlers.visit import Visit


def running(visit: Visit) -> State | None:
    """The state of the talk that runs in this chat."""
    if visit.chat.talk is None:
        return None
    try:
        state = State.from_dict(visit.chat.talk)
        visit.helpdesk.runner.talk(state.talk)
    except (Refusal, TypeError):
        # An older version of the bot kept it; there is nothing left that could go on with it.
        visit.chat.talk = None
        return None
    # Whoever is not signed in, any more or yet, has but one thing to talk about.
    return state if visit.person is not None or state.talk == "sign_in" else None


def park(visit: Visit) -> None:
    """Put the running talk aside, if anything was entered in it."""
    state = running(visit)
    visit.chat.talk = None
    if state is None:
        return
    talk = visit.helpdesk.runner.talk(state.talk)
    if talk.parks and talk.has_entries(state.draft):
        visit.unit.talks.put(visit.chat.chat_id, state.key, state.to_dict(), visit.now)


def go_on(visit: Visit, state: State, ticket: Ticket | None, note: Note | None = None) -> None:
    """Keep the talk as it stands, and show its screen."""
    visit.chat.talk = state.to_dict()
    visit.show(visit.helpdesk.runner.screen(state, visit.world(ticket), note))


def welcome(visit: Visit, note: Note | None = None) -> None:
    """The way in for somebody without an account here."""
    go_on(visit, visit.helpdesk.runner.begin("sign_in", visit.world()), None, note)
