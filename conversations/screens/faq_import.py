"""What came of a file of questions that was imported."""

from __future__ import annotations

from conversations.addresses import administration, faq, menu
from conversations.refusals import note_of
from conversations.screen import Button, Screen
from core.errors import Refusal
from core.use_cases.import_faq import Imported
from core.words import _

# Wrong rows that one message names.
MOST_NAMED = 15


def imported(name: str, done: Imported) -> Screen:
    """How many questions, and which rows of the file of this name are wrong."""
    wrong = [(row.number, note_of(row.no)) for row in done.wrong[:MOST_NAMED]]
    data = {"name": name, "done": done, "wrong": wrong, "more": max(0, len(done.wrong) - MOST_NAMED)}
    rows = ((Button(_("FAQ"), to=faq(), icon="❓"), Button(_("Menu"), to=menu())),)
    return Screen("faq/edit/imported.html", data, rows)


def refused(what: str, title: str, name: str, no: Refusal) -> Screen:
    """Why nothing of a file could be imported, and the way to send a mended one; for every kind of import."""
    data = {"what": title, "name": name, "note": note_of(no)}
    again = Button(title, to=administration("import", what), icon="📥")
    return Screen("import/refused.html", data, ((again, Button(_("Menu"), to=menu())),))
