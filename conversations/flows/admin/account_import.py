"""“Impor Akun”: a file of accounts, checked briefly before a background job imports it."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.addressing.admin_addresses import AdminPlace, AdminScreen
from conversations.context import ConversationContext
from conversations.conversation import Conversation, ConversationEnd, Draft, administrators_only
from conversations.rendering.screen import Button, Screen
from conversations.screens.menu import to_menu
from conversations.steps import ConfirmStep
from conversations.steps.one_file import OneFileStep
from core.administration.account_file import check_account_file
from core.administration.audit import require_administrator
from core.messaging.outgoing import JobKind
from core.tickets.attachments import Upload
from core.words import _


def _question(_draft: Draft) -> tuple[str, Mapping[str, object]]:
    return "admin/accounts/import.html", {}


def _check(_draft: Draft, upload: Upload) -> None:
    check_account_file(upload.original, upload.size)


def _summary(draft: Draft, _context: ConversationContext) -> Mapping[str, object]:
    return {"file": draft["file"]}


def _finish(draft: Draft, context: ConversationContext) -> ConversationEnd:
    require_administrator(context.me)
    rows = ((Button(_("Akun"), to=AdminScreen(AdminPlace.ACCOUNT_SEARCH)), to_menu()),)
    screen = Screen("admin/accounts/importing.html", _summary(draft, context), rows)
    details = {"reference": draft["file"]["reference"], "name": draft["file"]["original"]}
    return ConversationEnd(screen, job=(JobKind.IMPORT_ACCOUNTS, details))


ACCOUNT_IMPORT = Conversation(
    name="account_import",
    title=_("Impor Akun"),
    check_access=administrators_only,
    finish=_finish,
    keeps_draft=False,
    about_ticket=False,
    steps=(
        OneFileStep(name="file", title=_("Berkas Excel atau CSV"), question=_question, check=_check),
        ConfirmStep(template="admin/accounts/import_confirm.html", summary=_summary, back_to="file"),
    ),
)
