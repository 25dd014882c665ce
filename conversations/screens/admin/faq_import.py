"""The result of an imported file of questions."""

from __future__ import annotations

from collections.abc import Sequence

from conversations.addressing.addresses import FaqTopics
from conversations.addressing.admin_addresses import ImportFile
from conversations.rendering.refusals import refusal_note
from conversations.rendering.screen import Button, Screen
from conversations.screens.menu import to_menu
from core.errors import Refusal
from core.use_cases.master_data.import_faq import FaqImportResult
from core.words import _

# Wrong rows that one message names.
MOST_NAMED = 15


def import_result(
    name: str, done: FaqImportResult, *, unused: Sequence[str] = (), other_sheets: Sequence[str] = ()
) -> Screen:
    """Return how many questions were imported, and which rows of the file are wrong.

    `unused` columns and `other_sheets` were not read.
    """
    wrong = [(row.number, refusal_note(row.refusal)) for row in done.wrong[:MOST_NAMED]]
    more = max(0, len(done.wrong) - MOST_NAMED)
    data = {
        "name": name,
        "done": done,
        "wrong": wrong,
        "more": more,
        "unused": ", ".join(unused),
        "other_sheets": ", ".join(other_sheets),
    }
    rows = ((Button(_("FAQ"), to=FaqTopics(), icon="❓"), to_menu()),)
    return Screen("faq/edit/imported.html", data, rows)


def import_refused(what: str, title: str, name: str, no: Refusal) -> Screen:
    """Return the reason why a file of any kind was not imported, with a button to try again."""
    data = {"what": title, "name": name, "note": refusal_note(no)}
    again = Button(title, to=ImportFile(what), icon="📥")
    return Screen("import/refused.html", data, ((again, to_menu()),))
