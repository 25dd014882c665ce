"""Tell of refused files: each batch in one message, however many they are."""

from __future__ import annotations

from conversations.answers import FileAnswer
from conversations.rendering.excerpts import excerpt
from conversations.rendering.screen import Note
from core.errors import Refusal
from core.words import _
from handlers.context.request_context import RequestContext

# The key of the message while it waits, and of the refused files in a chat's memo.
KEY = "refused"
# Names that are told, and letters of each.
MOST_NAMES, LONGEST_NAME = 10, 40


def tell_refused(context: RequestContext, refusal: Refusal, sent: FileAnswer) -> None:
    """Say why a file was refused; of several that are not told yet, say which ones were."""
    waits = context.unit.outbox.waiting(context.chat.chat_id, KEY) is not None
    former = context.chat.memo.get(KEY, {}) if waits else {}
    names = [*former.get("names", ()), excerpt(sent.upload.original, LONGEST_NAME)][:MOST_NAMES]
    count = int(former.get("count", 0)) + 1
    context.chat.memo = {**context.chat.memo, KEY: {"names": names, "count": count}}
    if count == 1:
        context.send_summary(context.refusal_note(refusal), KEY, sent.source)
        return
    told = _("%(count)s berkas tidak dapat diterima: %(names)s. Periksa jenis, ukuran dan jumlah berkasnya.")
    if count > MOST_NAMES:
        told = _(
            "%(count)s berkas tidak dapat diterima, antara lain: %(names)s. "
            "Periksa jenis, ukuran dan jumlah berkasnya."
        )
    context.send_summary(Note(told, {"count": count, "names": ", ".join(names)}), KEY, None)
