"""Run any conversation: next, back, cancel, keep, editing from the review, split and edited messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from conversations.answers import Answer, FileAnswer, PressAnswer, TextAnswer, Words
from conversations.context import ConversationContext
from conversations.conversation import (
    ASKS,
    LEAVE,
    PICK,
    Conversation,
    ConversationState,
    Draft,
)
from conversations.engine.buttons import BACK, CANCEL, KEEP
from conversations.engine.edits import take_edit, with_fingerprint
from conversations.engine.navigation import answer_picker, navigation_rows
from conversations.engine.progress import progress
from conversations.engine.split_messages import (
    is_confirming,
    join_split_message,
    kept_from_refusal,
    kept_note,
    may_continue,
)
from conversations.engine.step_order import (
    at_step,
    find_step,
    next_step,
    previous_step,
    refresh_state,
    state_after_answer,
    valid_position,
)
from conversations.engine.step_result import StepResult
from conversations.engine.typed_labels import press_for_label
from conversations.engine.unprompted import add_to_draft, add_words, caption_answer, with_file
from conversations.rendering.refusals import refusal_note
from conversations.rendering.screen import Note, Screen
from conversations.steps import FilesStep
from core.errors import Refusal
from core.words import _

FILE_KEPT = Note(_("Berkas itu sudah kami simpan."), is_wrong=False)
CAPTION_ADDED = Note(_("Tulisan pada berkas itu kami tambahkan pada teks Anda."), is_wrong=False)


class Runner:
    """Run conversations by name."""

    def __init__(self, conversations: Mapping[str, Conversation]) -> None:
        self._conversations = conversations

    def conversation(self, name: str) -> Conversation:
        """Return the conversation of this name; raise Refusal("talk_unknown") as for one of an older bot."""
        try:
            return self._conversations[name]
        except KeyError:
            raise Refusal("talk_unknown") from None

    def begin(
        self, name: str, context: ConversationContext, subject: int | None = None, draft: Draft | None = None
    ) -> ConversationState:
        """Return a conversation at its first step; raise Refusal as its `check_access` does.

        Raise Refusal("talk_unknown") if it lacks the ticket or the draft that it needs.
        """
        conversation = self.conversation(name)
        if conversation.about_ticket != (context.ticket is not None):
            raise Refusal("talk_unknown")
        conversation.check_access(context)
        if conversation.needs_draft and not draft:
            raise Refusal("talk_unknown")
        seeded = conversation.prepare_draft({**conversation.initial_draft(context), **(draft or {})}, context)
        return ConversationState(name, next_step(conversation, seeded, context), seeded, subject)

    def resume(self, state: ConversationState, context: ConversationContext) -> ConversationState:
        """Return a parked conversation where it was left, or where it can continue from."""
        conversation = self.conversation(state.conversation)
        conversation.check_access(context)
        return valid_position(conversation, refresh_state(conversation, state, context), context)

    def outdated_note(self, kept: ConversationState, resumed: ConversationState) -> Note | None:
        """Return the note for a draft that changed since it was parked; None if it did not."""
        if resumed.draft == kept.draft:
            return None
        return Note(self.conversation(kept.conversation).outdated_message_at(resumed.step))

    def screen(
        self, state: ConversationState, context: ConversationContext, note: Note | None = None
    ) -> Screen:
        """Return the current screen, with heading, progress and navigation buttons."""
        conversation = self.conversation(state.conversation)
        state = valid_position(conversation, state, context)
        if state.step == PICK:
            return answer_picker(conversation, state, context, note)
        step = find_step(conversation, state.step)
        screen = step.ask(state.draft, context)
        defaults = {
            "heading": conversation.title,
            "title": step.title,
            "prompt": step.prompt,
            "progress": progress(conversation, state, context),
            "ticket": context.ticket,
            "quote": conversation.find_quote(context),
        }
        rows = (*screen.rows, *navigation_rows(conversation, step, state, context))
        return replace(screen, data={**defaults, **screen.data}, rows=rows, note=note or screen.note)

    def handle(self, state: ConversationState, answer: Answer, context: ConversationContext) -> StepResult:
        """Handle any answer to the current step."""
        conversation = self.conversation(state.conversation)
        state = valid_position(conversation, state, context)
        if isinstance(answer, PressAnswer) and not _is_on_screen(self.screen(state, context), answer.says):
            return replace(self._refused(state, context, Refusal("choice_expected")), screen_changed=True)
        try:
            if isinstance(answer, FileAnswer):
                result = self._receive_file(conversation, state, answer, context)
            else:
                after = self._answer_step(conversation, state, answer, context)
                result = self._result(conversation, state, after, context)
        except Refusal as refusal:
            return self._refused(state, context, refusal)
        if isinstance(answer, PressAnswer) or result.cancelled or result.refusal is not None:
            return result
        return replace(result, state=with_fingerprint(result.state, answer))

    def add_unprompted(
        self, state: ConversationState, answer: TextAnswer | FileAnswer, context: ConversationContext
    ) -> ConversationState:
        """Return the state with a text or file that was sent without a question (see `add_to_draft`)."""
        conversation = self.conversation(state.conversation)
        return with_fingerprint(add_to_draft(conversation, state, answer, context), answer)

    def add_words(
        self, state: ConversationState, words: Words, context: ConversationContext
    ) -> tuple[ConversationState, Refusal | None]:
        """Return the state with words, and why a part of them was left out, as `add_words`."""
        return add_words(self.conversation(state.conversation), state, words, context)

    def takes_files_at_any_step(self, state: ConversationState) -> bool:
        """Return whether a file that comes now is added to the draft's files, and answers nothing else."""
        conversation = self.conversation(state.conversation)
        if state.step != PICK and find_step(conversation, state.step).takes_file:
            return False
        return any(isinstance(step, FilesStep) for step in conversation.steps)

    def correct(
        self, state: ConversationState, answer: TextAnswer | FileAnswer, context: ConversationContext
    ) -> StepResult | None:
        """Handle the edit of a message; return None if it did not go into this draft, or is as it was."""
        conversation = self.conversation(state.conversation)
        try:
            taken = take_edit(conversation, state, answer, context)
        except Refusal as refusal:
            return self._refused(state, context, refusal)
        if taken is None:
            return None
        changed, note = taken
        return StepResult(changed, self.screen(changed, context, note))

    def _refused(
        self, state: ConversationState, context: ConversationContext, refusal: Refusal
    ) -> StepResult:
        """Return a result that asks the current step again, with a refusal above it."""
        # Who answered this question wrongly has seen it: what comes next is no part of the answer before.
        asked = replace(state, last={}) if state.last else state
        return StepResult(asked, self.screen(asked, context, refusal_note(refusal)), refusal)

    def _result(
        self,
        conversation: Conversation,
        before: ConversationState,
        after: ConversationState,
        context: ConversationContext,
    ) -> StepResult:
        """Return the result of a state after an answer: left, outdated, at a step, or finished."""
        if after.step == LEAVE:
            return StepResult(before, cancelled=True)
        refreshed = refresh_state(conversation, after, context)
        if refreshed != after:
            note = Note(conversation.outdated_message_at(refreshed.step))
            return StepResult(refreshed, self.screen(refreshed, context, note))
        if after.step:
            screen = self.screen(after, context, kept_note(conversation, before, after))
            return StepResult(after, screen, awaits_more=may_continue(after))
        try:
            return StepResult(after, finished=conversation.finish(after.draft, context))
        except Refusal as refusal:
            return self._refused_finish(conversation, before, context, refusal)

    def _refused_finish(
        self,
        conversation: Conversation,
        state: ConversationState,
        context: ConversationContext,
        refusal: Refusal,
    ) -> StepResult:
        """Return the result of a refused finish: the review again if the person may still begin.

        Where somebody changed the records at the same moment, the draft is based on them now.
        """
        try:
            conversation.check_access(context)
        except Refusal:
            return StepResult(state, refusal=refusal)
        refreshed = refresh_state(conversation, state, context)
        if refreshed != state:
            note = Note(conversation.outdated_message_at(refreshed.step))
            return StepResult(refreshed, self.screen(refreshed, context, note))
        return self._refused(state, context, refusal)

    def _answer_step(
        self,
        conversation: Conversation,
        state: ConversationState,
        answer: PressAnswer | TextAnswer,
        context: ConversationContext,
    ) -> ConversationState:
        """Return the state after a press or text, which may be a navigation label or the rest of a text."""
        if joined := join_split_message(conversation, state, answer, context):
            return joined
        read_as = press_for_label(self.screen(state, context), answer, context, CANCEL)
        if isinstance(read_as, PressAnswer):
            # A press shows that the question was seen: no later text belongs to the answer before.
            state = replace(state, last={})
            match read_as.says:
                case CANCEL.says:
                    return replace(state, step=LEAVE)
                case BACK.says:
                    return previous_step(conversation, state, context)
                case KEEP.says:
                    return at_step(state, next_step(conversation, state.draft, context, after=state.step))
                case token if token.startswith(ASKS):
                    return at_step(state, token.removeprefix(ASKS))
                case token if state.step == PICK:
                    return replace(state, step=token.removeprefix("pick:"), editing=True)
        try:
            if state.step == PICK:
                raise Refusal("choice_expected")
            step = find_step(conversation, state.step)
            return state_after_answer(conversation, state, step, read_as, answer, context)
        except Refusal as refusal:
            return kept_from_refusal(conversation, state, read_as, context, refusal)

    def _receive_file(
        self,
        conversation: Conversation,
        state: ConversationState,
        sent: FileAnswer,
        context: ConversationContext,
    ) -> StepResult:
        """Keep a file at any step; a caption answers the current question, or adds to the text.

        The caption of a file that is refused is read all the same.
        """
        if state.step != PICK and (step := find_step(conversation, state.step)).takes_file:
            after = state_after_answer(conversation, state, step, sent, sent, context)
            return self._result(conversation, state, after, context)
        files = next((s for s in conversation.steps if isinstance(s, FilesStep)), None)
        is_asked = files is not None and state.step == files.name
        try:
            kept = with_file(conversation, files, state, sent, context)
        except Refusal as refusal:
            if not sent.caption or (files is None and is_confirming(conversation, state)):
                raise
            read = self._receive_caption(conversation, state, sent, context, adds=is_asked)
            return replace(read, file_refusal=refusal)
        if sent.caption:
            return self._receive_caption(conversation, kept, sent, context, adds=is_asked)
        return StepResult(kept, self.screen(kept, context, None if is_asked else FILE_KEPT))

    def _receive_caption(
        self,
        conversation: Conversation,
        state: ConversationState,
        sent: FileAnswer,
        context: ConversationContext,
        *,
        adds: bool,
    ) -> StepResult:
        """Add a file's caption to the text, or take it for the answer to the current question."""
        caption = caption_answer(sent)
        try:
            if adds:
                extended = add_to_draft(conversation, state, caption, context)
                return StepResult(extended, self.screen(extended, context, CAPTION_ADDED))
            after = self._answer_step(conversation, state, caption, context)
            return self._result(conversation, state, after, context)
        except Refusal as refusal:
            return StepResult(state, self.screen(state, context, refusal_note(refusal)))


def _is_on_screen(screen: Screen, token: str) -> bool:
    """Return whether a button of the screen carries this token."""
    return any(button.says == token for row in screen.rows for button in row)
