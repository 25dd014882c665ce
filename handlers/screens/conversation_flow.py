"""Lead people through conversations: begin, answer, park and resume them, and apply their results."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from conversations.answers import NO_WORDS, Answer, FileAnswer, PressAnswer, TextAnswer
from conversations.conversation import (
    ConversationState,
    Draft,
    NextConversation,
)
from conversations.engine.step_result import StepResult
from conversations.flows.tickets.faq import FAQ_SEARCH
from conversations.rendering.screen import Note
from conversations.screens import menu as screens
from core.errors import Refusal
from core.tickets.ticket import Ticket
from core.words import _
from handlers.context.presses import is_before_screen, is_screen_arriving
from handlers.context.request_context import RequestContext
from handlers.context.running_conversation import (
    continue_conversation,
    park_draft,
    running_state,
    subject_ticket,
)
from handlers.notify.group_notes import tell_group
from handlers.notify.retired_lpse import announce_retired_lpse
from handlers.notify.ticket_events import notify_all
from handlers.screens import drafts, edits, navigation, watching
from handlers.screens.accounts import open_account
from handlers.screens.document_requests import request_document
from handlers.screens.draft_entries import named_draft
from handlers.screens.faq import mark_faq
from handlers.screens.found import show_found
from handlers.screens.onward_buttons import with_onward_buttons
from handlers.screens.refusals import kept_refusal, lacks_role, may_be_asked_again
from handlers.screens.refused_files import tell_refused
from handlers.screens.unprompted_words import begin_with_words, keep_stray, keep_words_of, kept_for


def begin(
    context: RequestContext,
    name: str,
    subject: int | None = None,
    draft: Draft | None = None,
    *,
    can_undo: bool = False,
) -> None:
    """Begin a conversation; where a draft of it is parked, offer that first.

    With `can_undo`, a button above the first question brings back the draft that was discarded for it.
    """
    park_draft(context)
    try:
        ticket = subject_ticket(context, subject)
        state = context.helpdesk.runner.begin(name, context.conversation_context(ticket), subject, draft)
    except Refusal as refusal:
        navigation.show_refusal(context, refusal, subject)
        return
    conversation = context.helpdesk.runner.conversation(name)
    if conversation.keeps_draft and state.key in context.unit.parked_drafts.keys(context.me.id):
        named = named_draft(context, state.key)
        context.show(screens.draft_in_the_way(named, again=not conversation.needs_draft))
        return
    continue_conversation(context, state, ticket, drafts.DISCARDED if can_undo else None, can_undo=can_undo)


def handle_answer(
    context: RequestContext, answer: Answer, leads_elsewhere: Callable[[], bool] = lambda: False
) -> bool:
    """Give an answer to the running conversation and show the result; return False where none runs.

    `leads_elsewhere` is asked where the answer is refused; it returns True where it did something else.
    """
    state = running_state(context)
    if state is None:
        return False
    if not isinstance(answer, PressAnswer):
        answer = replace(answer, unseen=is_before_screen(context, answer.source))
    try:
        ticket = subject_ticket(context, state.subject)
        result = context.helpdesk.runner.handle(state, answer, context.conversation_context(ticket))
    except Refusal as refusal:
        _end(context, state, refusal)
        return True
    if result.refusal is None or result.screen is None or not leads_elsewhere():
        _apply(context, result, answer, ticket, state)
    return True


def handle_press(context: RequestContext, revision: int, says: str) -> None:
    """Handle a pressed answer; on an outdated screen say so, and show the current screen at the bottom."""
    if context.is_current(revision) and running_state(context) is not None:
        handle_answer(context, PressAnswer(says))
        return
    context.answer_press(Note(_("Tombol ini sudah lama. Pakai pesan terbaru di bawah."), is_wrong=False))
    if not is_screen_arriving(context):
        # Not in place of the pressed message: what it shows may be there because it could not be edited.
        context.pressed = None
        show_again(context)


def show_again(context: RequestContext) -> None:
    """Show the screen of the running conversation again; the menu where none runs."""
    state = running_state(context)
    if state is None:
        navigation.open_menu(context)
        return
    try:
        ticket = subject_ticket(context, state.subject)
    except Refusal as refusal:
        _end(context, state, refusal)
        return
    continue_conversation(context, state, ticket)


def take_edit(context: RequestContext, answer: TextAnswer | FileAnswer) -> None:
    """Change what the edited message went into, or say that it changes nothing any more.

    A draft takes the new text or file, also where it is parked; what has been sent into a ticket stays.
    """
    state = running_state(context)
    if state is not None and _correct_running(context, state, answer):
        return
    if not edits.correct_parked(context, answer):
        edits.tell_if_sent(context, answer)


def _correct_running(
    context: RequestContext, state: ConversationState, answer: TextAnswer | FileAnswer
) -> bool:
    """Let the running conversation take the edit; return whether the message went into it."""
    try:
        ticket = subject_ticket(context, state.subject)
        result = context.helpdesk.runner.correct(state, answer, context.conversation_context(ticket))
    except Refusal as refusal:
        _end(context, state, refusal)
        return True
    if result is None or result.screen is None:
        return False
    context.chat.conversation = result.state.to_dict()
    context.show(result.screen)
    return True


def cancel(context: RequestContext) -> None:
    """Leave the running conversation, and keep as a draft what was entered."""
    state = running_state(context)
    if state is None:
        navigation.open_menu(context, Note(_("Tidak ada isian yang dapat dibatalkan."), is_wrong=False))
        return
    _leave(context, state)


def _end(context: RequestContext, state: ConversationState, refusal: Refusal) -> None:
    """End a conversation that can't go on, as when the person may not see its ticket any more.

    For somebody without a role it is kept as a draft: the role may come back.
    """
    if lacks_role(refusal):
        park_draft(context)
    else:
        keep_words_of(context, state)
    context.chat.conversation = None
    navigation.show_refusal(context, refusal, state.subject)


def _apply(
    context: RequestContext,
    result: StepResult,
    answer: Answer,
    ticket: Ticket | None,
    before: ConversationState,
) -> None:
    if result.file_refusal is not None and isinstance(answer, FileAnswer):
        tell_refused(context, result.file_refusal, answer)
    if result.finished is not None:
        _finish(context, result)
    elif result.cancelled:
        _leave(context, result.state)
    elif result.screen is None:
        _fail(context, result)
    elif result.refusal is not None and isinstance(answer, PressAnswer):
        context.answer_press(context.refusal_note(result.refusal))
        if result.screen_changed:
            context.show(context.helpdesk.runner.screen(result.state, context.conversation_context(ticket)))
    elif (
        result.refusal is not None
        and not isinstance(answer, PressAnswer)
        and keep_stray(context, result.state, answer, ticket)
    ):
        return
    elif result.refusal is not None and isinstance(answer, FileAnswer):
        # The screen below is shown once for all files of an album.
        tell_refused(context, result.refusal, answer)
        clean = context.helpdesk.runner.screen(result.state, context.conversation_context(ticket))
        context.show(clean, later=True, keeps_buttons=True)
    else:
        context.chat.conversation = result.state.to_dict()
        later = isinstance(answer, FileAnswer) or result.awaits_more
        keeps_buttons = later and _keeps_buttons(context, before, result, ticket)
        context.show(result.screen, later=later, keeps_buttons=keeps_buttons)


def _keeps_buttons(
    context: RequestContext, before: ConversationState, result: StepResult, ticket: Ticket | None
) -> bool:
    """Return whether every button of the screen before means the same on this one.

    The screen before stays visible while this one waits for more files, and somebody may just press it.
    """
    if result.screen is None or result.state.step != before.step:
        return False
    former = context.helpdesk.runner.screen(before, context.conversation_context(ticket))
    kept = [button for row in result.screen.rows for button in row]
    return all(button in kept for row in former.rows for button in row)


def _finish(context: RequestContext, result: StepResult) -> None:
    finished = result.finished
    assert finished is not None
    context.chat.conversation = None
    if finished.ticket is not None:
        edits.remember_sent(context, result.state, finished.ticket)
    show_found(context, finished)
    if finished.job is not None:
        request_document(context, *finished.job, announce=False)
    if finished.screen is not None:
        context.show_result(with_onward_buttons(context, finished, finished.screen))
    if result.state.conversation == FAQ_SEARCH.name:
        mark_faq(context)
    if finished.group_note is not None:
        tell_group(context, *finished.group_note)
    if finished.retired_lpse is not None:
        announce_retired_lpse(context, finished.retired_lpse)
    if finished.ticket is not None:
        notify_all(context, finished.ticket)
    if finished.signed_in:
        context.__dict__.pop("person", None)
        watching.open_after_sign_in(context)
    if finished.next is not None:
        _begin_next(context, finished.next)


def _begin_next(context: RequestContext, following: NextConversation) -> None:
    if following.words != NO_WORDS or following.draft:
        begin_with_words(context, following)
    else:
        begin(context, following.conversation, following.subject)


def _fail(context: RequestContext, result: StepResult) -> None:
    """Show why the result was refused, with the ticket's present card; the old screen stays above it."""
    assert result.refusal is not None
    if may_be_asked_again(result.state, result.refusal) or lacks_role(result.refusal):
        park_draft(context)
    else:
        keep_words_of(context, result.state)
    context.chat.conversation = None
    context.pressed = None
    navigation.show_refusal(context, kept_refusal(result.state, result.refusal), result.state.subject)


def _leave(context: RequestContext, state: ConversationState) -> None:
    context.chat.conversation = replace(state, editing=False).to_dict()
    park_draft(context)
    if context.person is None:
        begin(context, "sign_in")
    elif state.key in context.unit.parked_drafts.keys(context.me.id):
        context.show(screens.parked(named_draft(context, state.key)))
    elif state.subject is not None and (kept := kept_for(context, state.subject)):
        context.show(screens.parked(named_draft(context, kept)))
    elif state.subject is not None:
        navigation.open_card(context, state.subject)
    elif context.me.is_administrator and state.draft.get("account"):
        open_account(context, int(state.draft["account"]))
    else:
        navigation.open_menu(context)
