"""Import a file in chat: ask for it, confirm it, and leave the reading to a background job."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from conversations.context import ConversationContext
from conversations.conversation import LEAVE, Conversation, ConversationEnd, Draft, administrators_only
from conversations.rendering.screen import Screen
from conversations.screens.menu import to_menu
from conversations.steps import ConfirmStep
from conversations.steps.one_file import OneFileStep
from core.administration.audit import require_administrator
from core.errors import Refusal
from core.input.file_types import SPREADSHEETS, check_file
from core.messaging.outgoing import JobKind
from core.tickets.attachments import Upload
from core.words import _

# Bytes; the largest possible FAQ fits.
LARGEST_IMPORT = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ImportKind:
    """A kind of import: its title, the template that asks for the file, and the accepted extensions."""

    title: str
    template: str
    extensions: tuple[str, ...]


IMPORTS: Mapping[str, ImportKind] = {
    "faq": ImportKind(_("Impor FAQ"), "faq/edit/import.html", (*SPREADSHEETS, ".json")),
}


def import_kind(name: object) -> ImportKind:
    """Return the kind of import of this name; raise Refusal("import_unknown") if there is none."""
    kind = IMPORTS.get(str(name))
    if kind is None:
        raise Refusal("import_unknown")
    return kind


def _question(draft: Draft) -> tuple[str, Mapping[str, object]]:
    kind = import_kind(draft.get("what"))
    return kind.template, {"heading": kind.title}


def _check(draft: Draft, upload: Upload) -> None:
    allowed = import_kind(draft.get("what")).extensions
    check_file(upload.original, upload.size, limit=LARGEST_IMPORT, allowed=allowed)


def _summary(draft: Draft, _context: ConversationContext) -> Mapping[str, object]:
    title, upload = import_kind(draft.get("what")).title, draft["file"]
    return {"what": title, "name": upload["original"], "bytes": upload["size"]}


def _finish(draft: Draft, context: ConversationContext) -> ConversationEnd:
    require_administrator(context.me)
    upload = draft["file"]
    parameters = {"what": draft["what"], "file": upload["reference"], "name": upload["original"]}
    screen = Screen("import/begun.html", _summary(draft, context), ((to_menu(),),))
    return ConversationEnd(screen, job=(JobKind.IMPORT_FILE, parameters))


FILE_IMPORT = Conversation(
    name="import",
    title=_("Impor"),
    check_access=administrators_only,
    finish=_finish,
    keeps_draft=False,
    about_ticket=False,
    needs_draft=True,
    steps=(
        OneFileStep(name="file", title=_("Berkas"), question=_question, check=_check),
        ConfirmStep(template="import/confirm.html", summary=_summary, back_to=LEAVE),
    ),
)
