"""Keep answers that arrive after a later press of their sender from answering another question."""

from __future__ import annotations

from dataclasses import replace

from conversations.answers import FileAnswer, TextAnswer
from conversations.rendering.screen import Note
from core.words import _
from handlers.context.request_context import RequestContext
from handlers.context.running_conversation import running_state
from handlers.screens.conversation_flow import handle_answer, show_again


def refuse_late_answer(context: RequestContext, answer: TextAnswer | FileAnswer) -> bool:
    """Keep what came after a later press of its sender from answering another question than theirs.

    Telegram sends a person's messages and presses side by side, so that they may come in another order. Where
    a conversation runs, a text is refused, and a file is kept without its caption, since a conversation with
    files takes them at any step; the person is told what to send again. Return whether nothing is left to do.
    """
    state = running_state(context) if context.is_overtaken else None
    if state is None:
        return False
    is_kept = isinstance(answer, FileAnswer) and context.helpdesk.runner.takes_files_at_any_step(state)
    if isinstance(answer, FileAnswer) and is_kept:
        handle_answer(context, replace(answer, caption=""))
        if not answer.caption:
            return True
        late = _("Tulisan pada berkas ini baru sampai setelah langkah berikutnya. Ketik ulang bila perlu.")
        context.send_note(Note(late), answer.source)
        return True
    late = _("Pesan ini baru sampai setelah langkah berikutnya, jadi tidak dipakai. Kirim ulang bila perlu.")
    context.send_note(Note(late), answer.source)
    show_again(context)
    return True
