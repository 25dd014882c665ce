"""Sentences for staff groups that begin to get tickets."""

from __future__ import annotations

from conversations.rendering.screen import Note
from core.master_data.ports import Lpses
from core.people.staff_groups import StaffGroup, desk_parts
from core.words import _


def claimed_note(group: StaffGroup, lpses: Lpses) -> Note:
    """Return the sentence for a group that gets the tickets of its desk from now on."""
    facts = {"desk": desk_parts(group.desk, lpses)}
    return Note(_("Grup ini menerima tiket untuk: %(desk)s."), facts, is_wrong=False)
