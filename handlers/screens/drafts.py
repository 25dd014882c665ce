"""List a person's drafts, discard one, and bring it back."""

from __future__ import annotations

from conversations.rendering.screen import Note
from conversations.screens import drafts as screens
from core.words import _
from handlers.context.request_context import RequestContext
from handlers.context.running_conversation import park_draft
from handlers.screens import navigation
from handlers.screens.draft_entries import draft_entry

# The key in a chat's memo for the draft that was discarded last.
MEMO = "discarded"
GONE = Note(_("Draf itu sudah tidak ada."))
DISCARDED = Note(_("Draf dibuang."), is_wrong=False)


def open_drafts(context: RequestContext, note: Note | None = None) -> None:
    """Show all drafts."""
    park_draft(context)
    keys = context.unit.parked_drafts.keys(context.me.id)[: screens.MOST_LISTED]
    entries = [entry for key in keys if (entry := draft_entry(context, key)) is not None]
    context.show(screens.draft_list(entries, note, can_undo=MEMO in context.chat.memo))


def discard(context: RequestContext, key: str) -> None:
    """Discard a draft, with a button that brings it back; show the others, or the menu where none is left."""
    park_draft(context)
    forget(context, key)
    if context.unit.parked_drafts.keys(context.me.id):
        open_drafts(context, DISCARDED)
    else:
        context.show(screens.with_undo(navigation.menu_screen(context, DISCARDED)))


def forget(context: RequestContext, key: str) -> None:
    """Discard a draft, and remember it so that it can be brought back."""
    kept = context.unit.parked_drafts.get(context.me.id, key)
    if kept is not None:
        discarded = {"person": context.me.id, "key": key, "state": kept}
        context.chat.memo = {**context.chat.memo, MEMO: discarded}
    context.unit.parked_drafts.drop(context.me.id, key)


def restore(context: RequestContext) -> None:
    """Bring back the draft that was discarded last, unless another of its kind was begun meanwhile."""
    park_draft(context)
    discarded = context.chat.memo.get(MEMO)
    drafts = context.unit.parked_drafts
    context.chat.memo = {name: value for name, value in context.chat.memo.items() if name != MEMO}
    if not discarded or discarded["person"] != context.me.id:
        open_drafts(context, GONE)
    elif drafts.get(context.me.id, discarded["key"]) is not None:
        context.chat.memo = {**context.chat.memo, MEMO: discarded}
        open_drafts(context, Note(_("Ada draf lain yang sama. Kirim atau buang dulu, lalu tekan Urungkan.")))
    else:
        drafts.put(context.me.id, discarded["key"], discarded["state"], context.now)
        open_drafts(context, Note(_("Draf dikembalikan."), is_wrong=False))
