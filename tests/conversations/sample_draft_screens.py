"""Sample screens of drafts, and of edits that come after sending."""

from __future__ import annotations

from collections.abc import Iterator

from conversations.rendering.screen import Screen
from conversations.screens.correction import correction
from conversations.screens.drafts import DraftEntry, draft_list
from tests.conversations.sample_screens import LARGEST, Words


def all_draft_screens(words: Words) -> Iterator[tuple[str, Screen]]:
    """Yield the list of drafts, and the answers to edits."""
    entries = [
        DraftEntry(f"solve:{LARGEST}", "TPS2006150001", "Pesan", words.text),
        DraftEntry("new", "", "", ""),
    ]
    yield "drafts", draft_list(entries, can_undo=True)
    yield "drafts, none", draft_list([])
    yield "correction", correction("TPS2006150001", is_file=True, can_add=True)
    yield "correction, too late", correction("TPS2006150001", is_file=False, can_add=False)
