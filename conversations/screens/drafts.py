"""All drafts of a person, each with what it is about, and the way back for one that was thrown away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from conversations.addressing import addresses
from conversations.rendering.screen import Button, Note, Screen, Style
from conversations.screens.menu import draft_name, to_menu
from core.words import _

UNDO = Button(_("Urungkan"), to=addresses.RestoreDraft(), icon="↩️")
# Drafts that are listed at most, the newest.
MOST_LISTED = 10


@dataclass(frozen=True, slots=True)
class DraftEntry:
    """A draft in the list: its key, the number of its ticket, the step it waits at, and its first words."""

    key: str
    number: str
    step: str
    words: str

    @property
    def name(self) -> str:
        return draft_name([self.key])


def draft_list(entries: Sequence[DraftEntry], note: Note | None = None, *, can_undo: bool = False) -> Screen:
    """Return the list of drafts, with buttons to resume and discard each."""
    rows = tuple(
        (
            Button(
                _("Lanjutkan %(at)s"), to=addresses.ResumeDraft(e.key), style=Style.MAIN, facts={"at": at}
            ),
            Button(_("Buang %(at)s"), to=addresses.DiscardDraft(e.key), style=Style.END, facts={"at": at}),
        )
        for at, e in enumerate(entries, 1)
    )
    undo = ((UNDO,),) if can_undo else ()
    return Screen("drafts.html", {"drafts": entries}, (*undo, *rows, (to_menu(),)), note)


def with_undo(screen: Screen) -> Screen:
    """Return the screen with a button that brings the discarded draft back."""
    return replace(screen, rows=((UNDO,), *screen.rows))
