"""Leads people through talks: begins, hears, parks and resumes them, and tells what came of them."""

from __future__ import annotations

from dataclasses import replace

from conversations.addresses import number_in
from conversations.answers import Answer, Pressed, Sent, Typed
from conversations.runner import Turn
from conversations.screen import Note
from conversations.screens import menu as screens
from conversations.talk import Draft, State
from core.errors import Refusal
from core.lifecycle import Action, Status
from core.ticket import Ticket
from core.use_cases.read_ticket import read_ticket
from core.words import _
from handlers import audit, navigation, watching
from handlers.account_screens import open_account, open_accounts
from handlers.drafts import go_on, park, running
from handlers.orders import order
from handlers.telling import tell
from handlers.visit import Visit


def begin(visit: Visit, name: str, subject: int | None = None, draft: Draft | None = None) -> None:
    """A talk from its start; one that was parked half-way is offered first."""
    park(visit)
    try:
        ticket = _subject(visit, subject)
        state = visit.helpdesk.runner.begin(name, visit.world(ticket), subject, draft)
    except Refusal as no:
        navigation.refused(visit, no, subject)
        return
    talk = visit.helpdesk.runner.talk(name)
    if talk.parks and state.key in visit.unit.talks.keys(visit.chat.chat_id):
        visit.show(screens.draft_in_the_way(state.key, again=talk.bare))
        return
    go_on(visit, state, ticket)


def resume(visit: Visit, key: str) -> None:
    """A parked draft where it was left."""
    park(visit)
    kept = visit.unit.talks.get(visit.chat.chat_id, key)
    if kept is None:
        navigation.open_menu(visit, Note(_("Draf itu sudah tidak ada.")))
        return
    state = State.from_dict(kept)
    runner = visit.helpdesk.runner
    try:
        ticket = _subject(visit, state.subject)
        resumed = runner.resume(state, visit.world(ticket))
    except Refusal as no:
        if not _may_be_asked_again(state, no):
            visit.unit.talks.drop(visit.chat.chat_id, key)
        navigation.refused(visit, _kept(state, no), state.subject)
        return
    visit.unit.talks.drop(visit.chat.chat_id, key)
    go_on(visit, resumed, ticket, runner.said_of(state, resumed))


def begin_afresh(visit: Visit, key: str) -> None:
    """Throw a parked draft away, and begin the same talk anew."""
    name, _colon, subject = key.partition(":")
    visit.unit.talks.drop(visit.chat.chat_id, key)
    begin(visit, name, number_in(subject))


def discard(visit: Visit, key: str) -> None:
    """Throw a parked draft away."""
    park(visit)
    visit.unit.talks.drop(visit.chat.chat_id, key)
    navigation.open_menu(visit, Note(_("Draf dibuang."), is_wrong=False))


def hear(visit: Visit, answer: Answer) -> bool:
    """An answer to the running talk; False where none runs."""
    state = running(visit)
    if state is None:
        return False
    try:
        ticket = _subject(visit, state.subject)
        turn = visit.helpdesk.runner.hear(state, answer, visit.world(ticket))
    except Refusal as no:
        _end(visit, state, no)
        return True
    _apply(visit, turn, answer, ticket)
    return True


def press(visit: Visit, revision: int, says: str) -> None:
    """A button of a step; one of an outdated screen says so, and the current screen is shown."""
    if revision == visit.chat.revision and running(visit) is not None:
        hear(visit, Pressed(says))
        return
    visit.say(Note(_("Tampilan ini sudah tidak berlaku."), is_wrong=False))
    if running(visit) is not None and not visit.sees_live_screen:
        show_again(visit)


def show_again(visit: Visit) -> None:
    """The running talk's screen once more."""
    state = running(visit)
    if state is None:
        navigation.open_menu(visit)
        return
    try:
        ticket = _subject(visit, state.subject)
    except Refusal as no:
        _end(visit, state, no)
        return
    go_on(visit, state, ticket)


def correct(visit: Visit, source: int, text: str) -> None:
    """A message was edited: where it answered a step of the running talk, so is the answer."""
    state = running(visit)
    if state is None:
        return
    try:
        ticket = _subject(visit, state.subject)
        turn = visit.helpdesk.runner.correct(state, source, text, visit.world(ticket))
    except Refusal as no:
        _end(visit, state, no)
        return
    if turn is not None and turn.screen is not None:
        visit.chat.talk = turn.state.to_dict()
        visit.show(turn.screen)


def cancel(visit: Visit) -> None:
    """Leave the running talk; what was entered is kept as a draft."""
    state = running(visit)
    if state is None:
        navigation.open_menu(visit, Note(_("Tidak ada yang sedang diisi."), is_wrong=False))
        return
    _leave(visit, state)


def keep_for_new_ticket(visit: Visit, answer: Typed | Sent) -> None:
    """A text or file without a question goes into the draft of a new ticket, beside what is there."""
    kept = visit.unit.talks.get(visit.chat.chat_id, "new")
    runner, world = visit.helpdesk.runner, visit.world()
    state = State.from_dict(kept) if kept else runner.begin("new", world)
    turn = runner.take_in(state, answer, world)
    visit.unit.talks.put(visit.chat.chat_id, "new", turn.to_dict(), visit.now)
    what = "file" if isinstance(answer, Sent) else "text"
    visit.show(screens.kept_for_later(what), later=isinstance(answer, Sent))


def _subject(visit: Visit, subject: int | None) -> Ticket | None:
    return None if subject is None else read_ticket(visit.unit.tickets, visit.me, subject)


def _end(visit: Visit, state: State, no: Refusal) -> None:
    """The talk can't go on at all, as where its ticket is out of the person's sight by now."""
    visit.chat.talk = None
    navigation.refused(visit, no, state.subject)


def _apply(visit: Visit, turn: Turn, answer: Answer, ticket: Ticket | None) -> None:
    if turn.finished is not None:
        _finish(visit, turn)
    elif turn.cancelled:
        _leave(visit, turn.state)
    elif turn.screen is None:
        _fail(visit, turn)
    elif turn.wrong is not None and isinstance(answer, Pressed):
        visit.say(visit.refuse(turn.wrong))
        if turn.anew:
            visit.show(visit.helpdesk.runner.screen(turn.state, visit.world(ticket)))
    elif turn.wrong is not None and isinstance(answer, Sent):
        # Of an album each file has its own sentence; the screen below is shown once for all of them.
        visit.tell_here(visit.refuse(turn.wrong), answer.source)
        clean = visit.helpdesk.runner.screen(turn.state, visit.world(ticket))
        visit.show(clean, later=True)
    else:
        visit.chat.talk = turn.state.to_dict()
        visit.show(turn.screen, later=isinstance(answer, Sent) or turn.joined)


def _finish(visit: Visit, turn: Turn) -> None:
    finished = turn.finished
    assert finished is not None
    visit.chat.talk = None
    if finished.search is not None:
        visit.chat.memo = {**visit.chat.memo, "search": dict(finished.search)}
        navigation.open_search(visit)
    if finished.trail is not None:
        audit.look_for(visit, finished.trail)
    if finished.order is not None:
        kind, what = finished.order
        order(visit, kind, {**what}, aloud=False)
    if finished.accounts is not None:
        visit.chat.memo = {**visit.chat.memo, "accounts": dict(finished.accounts)}
        open_accounts(visit, straight=True)
    if finished.screen is not None:
        visit.settle(finished.screen)
    if finished.ticket is not None:
        tell(visit, finished.ticket)
    if finished.signed_in:
        visit.__dict__.pop("person", None)
        watching.come_in(visit)
    if finished.next is not None:
        begin(visit, finished.next.talk, finished.next.subject)


def _fail(visit: Visit, turn: Turn) -> None:
    """It could not be done any more: why, and the ticket as it is now. The text stays readable above."""
    assert turn.wrong is not None
    if _may_be_asked_again(turn.state, turn.wrong):
        park(visit)
    visit.chat.talk = None
    visit.pressed = None
    navigation.refused(visit, _kept(turn.state, turn.wrong), turn.state.subject)


def _may_be_asked_again(state: State, no: Refusal) -> bool:
    """An answer that nobody waits for now: whoever takes the ticket next may well ask the same."""
    over = no.code not in {"not_now", "not_yours"} or no.facts.get("status") is Status.CLOSED
    return state.talk == Action.GIVE_FEEDBACK and not over


def _kept(state: State, no: Refusal) -> Refusal:
    return Refusal("answer_kept", number=no.facts["number"]) if _may_be_asked_again(state, no) else no


def _leave(visit: Visit, state: State) -> None:
    visit.chat.talk = replace(state, editing=False).to_dict()
    park(visit)
    if visit.person is None:
        begin(visit, "sign_in")
    elif state.key in visit.unit.talks.keys(visit.chat.chat_id):
        visit.show(screens.parked(state.key))
    elif state.subject is not None:
        navigation.open_card(visit, state.subject)
    elif visit.me.is_administrator and state.draft.get("account"):
        open_account(visit, int(state.draft["account"]))
    else:
        navigation.open_menu(visit)
