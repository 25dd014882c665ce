"""Ask an administrator whose session is old for a code, and go on afterwards with what they did.

Until then, what they send answers that question, or whether they want to sign out, and does nothing else: a
typed number, a label or a reply leads to no ticket and no place.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conversations.addressing import addresses
from conversations.answers import PressAnswer, TextAnswer
from conversations.conversation import ConversationState, Draft
from conversations.rendering.screen import Note
from conversations.steps.mailed_code import find_code
from core.errors import Refusal
from core.input.emails import mask
from core.words import _
from handlers.acts import EDITS, GROUP_FILE, GROUP_TEXT, Act, UpdateHandler
from handlers.context.callback_data import PressedAnswer, read_callback_data
from handlers.context.chat_sign_in import ChatSignIn
from handlers.context.request_context import RequestContext
from handlers.context.running_conversation import continue_conversation, park_draft, running_state
from handlers.group_replies import answered_ticket
from handlers.screens import conversation_flow
from handlers.screens.late_answers import refuse_late_answer
from handlers.screens.ticket_links import linked_number
from handlers.screens.watching import is_link

SESSION, SIGN_OUT = "session", "sign_out"
# The key in a chat's memo for what was going on when the session had ended.
MEMO = "interrupted"
NOTHING: Mapping[str, Any] = {"conversation": None, "acts": ()}
CANCELLED = _("Dibatalkan. Yang tadi ditekan atau ditulis tidak dilanjutkan.")
# Messages of one act, as an album has, come within so many seconds; of them so many are kept.
ONE_ACT_SECONDS = 5
MOST_KEPT = 12
MESSAGES = frozenset({"text", "file"})


def guarded(act: Act) -> UpdateHandler:
    """Return the handler of an act: it asks an administrator for a code first, if their session is old."""

    def handle(context: RequestContext) -> None:
        if not context.is_session_over or _needs_no_session(context, act):
            act.handle(context)
        elif _running(context) == SIGN_OUT and _is_answer(act):
            _answer_alone(context, act)
            if context.chat.person_id is not None and not _running(context):
                # Nobody has signed out: there is no menu before the code.
                context.chat.memo = {MEMO: NOTHING, **context.chat.memo}
                _ask(context)
        elif _running(context) == SESSION and MEMO in context.chat.memo:
            _answer(context, act)
        else:
            _interrupt(context, act)
            _ask(context)

    return handle


def _needs_no_session(context: RequestContext, act: Act) -> bool:
    """Return whether it is about leaving, the language, an invitation (a proof), or nothing of the bot's."""
    if act.kind == "start":
        code = act.data["code"]
        return bool(code) and not is_link(code) and linked_number(code) is None
    if act.kind in {GROUP_TEXT, GROUP_FILE}:
        replied = act.data["answer"]["reply_to"]
        return answered_ticket(context, act.data["place"]["chat_id"], replied) is None
    if act.kind in EDITS and not _running(context):
        return True
    pressed = _pressed(act)
    return pressed == addresses.StartConversation(SIGN_OUT) or isinstance(pressed, addresses.LanguageChoice)


def _interrupt(context: RequestContext, act: Act) -> None:
    """Keep the act and what it is an answer to, to go on with them once the session is renewed."""
    pressed = _pressed(act)
    is_good = not isinstance(pressed, PressedAnswer) or context.is_current(pressed.revision)
    interrupted = {"conversation": context.chat.conversation, "acts": [_stored(act)] if is_good else []}
    context.chat.memo = {**context.chat.memo, MEMO: interrupted}


def _ask(context: RequestContext) -> None:
    """Send a code, and ask for it.

    A draft is parked besides, so that it outlives signing out instead.
    """
    park_draft(context)
    note = None
    try:
        ChatSignIn(context.unit, context.chat, context.now, context.helpdesk).request_renewal()
    except Refusal as refusal:
        note = context.refusal_note(refusal)
    _show_question(context, note)


def _show_question(context: RequestContext, note: Note | None) -> None:
    """Ask for the code that was sent last."""
    draft: Draft = {"email": mask(context.me.email), "days": context.helpdesk.session_days}
    if not context.chat.memo[MEMO]["acts"]:
        draft = {**draft, "nothing_kept": True}
    asking = context.helpdesk.runner.begin(SESSION, context.conversation_context(), draft=draft)
    continue_conversation(context, asking, None, note)


def _answer(context: RequestContext, act: Act) -> None:
    """Take the act as an answer to the question for the code, or keep it as a part of the first."""
    interrupted = context.chat.memo[MEMO]
    if _continues(act, interrupted["acts"]):
        acts = [*interrupted["acts"], _stored(act)]
        context.chat.memo = {**context.chat.memo, MEMO: {**interrupted, "acts": acts}}
    elif _is_answer(act):
        _answer_alone(context, act)
        if not context.is_session_over:
            _go_on(context)
        elif not _running(context):
            context.chat.memo = {**context.chat.memo, MEMO: NOTHING}
            _show_question(context, Note(CANCELLED, is_wrong=False))
    else:
        conversation_flow.show_again(context)


def _is_answer(act: Act) -> bool:
    """Return whether it can answer a question: a text, or a button of the question's own."""
    return act.kind == "text" or isinstance(_pressed(act), PressedAnswer)


def _answer_alone(context: RequestContext, act: Act) -> None:
    """Give an answer to the running conversation alone, whatever else its words could mean."""
    if act.kind != "text":
        act.handle(context)
    elif not refuse_late_answer(context, typed := TextAnswer(**act.data["answer"])):
        conversation_flow.handle_answer(context, typed)


def _continues(act: Act, kept: list[Mapping[str, Any]]) -> bool:
    """Return whether it is a further part of what was sent first, as the next file of an album is."""
    if not kept or not {act.kind, kept[0]["kind"]} <= MESSAGES or len(kept) >= MOST_KEPT:
        return False
    if act.kind == "text" and find_code(act.data["answer"]["text"]):
        return False
    apart = int(act.data["answer"]["sent_at"]) - int(kept[0]["data"]["answer"]["sent_at"])
    return 0 <= apart <= ONE_ACT_SECONDS


def _go_on(context: RequestContext) -> None:
    """Put back the conversation that was interrupted, and handle what was kept, in its order."""
    interrupted = context.chat.memo.get(MEMO, {})
    context.chat.memo = {name: value for name, value in context.chat.memo.items() if name != MEMO}
    conversation, acts = interrupted.get("conversation"), interrupted.get("acts", ())
    if conversation is not None:
        context.chat.conversation = conversation
        context.unit.parked_drafts.drop(context.me.id, ConversationState.from_dict(conversation).key)
    if not acts:
        conversation_flow.show_again(context)
    for kept in acts:
        act = Act(kept["kind"], kept["data"])
        pressed = _pressed(act)
        if not isinstance(pressed, PressedAnswer):
            act.handle(context)
        elif not conversation_flow.handle_answer(context, PressAnswer(pressed.says)):
            conversation_flow.show_again(context)


def _running(context: RequestContext) -> str:
    state = running_state(context)
    return state.conversation if state is not None else ""


def _pressed(act: Act) -> PressedAnswer | addresses.Address | None:
    return read_callback_data(act.data["data"]) if act.kind == "press" else None


def _stored(act: Act) -> dict[str, Any]:
    return {"kind": act.kind, "data": dict(act.data)}
