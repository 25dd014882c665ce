"""Names of documents that people wait for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conversations.screens.list_titles import TITLES
from core.messaging.outgoing import JobKind, RequestJob
from core.tickets.list_views import ListView
from core.words import _

NAMES: Mapping[JobKind, str] = {
    JobKind.TICKET_PDF: _("PDF"),
    JobKind.TICKET_FILES: _("Unduh Semua"),
    JobKind.TICKETS_CSV: _("CSV"),
    JobKind.TICKETS_XLSX: _("Excel"),
    JobKind.REPORT_PICTURES: _("Laporan"),
    JobKind.REPORT_XLSX: _("Laporan"),
    JobKind.TRAIL_CSV: _("Jejak Audit"),
    JobKind.TRAIL_XLSX: _("Jejak Audit"),
    JobKind.FAQ_CSV: _("FAQ"),
    JobKind.WRONG_ACCOUNT_LINES: _("Akun"),
    JobKind.WRONG_FAQ_ROWS: _("FAQ"),
    JobKind.OWN_DATA: _("Data Saya"),
}


def document_name(job: RequestJob, number: str, translate: Callable[[str], str]) -> str:
    """Return what a document is called: its kind, with the number of its ticket or the title of its list."""
    name, view = translate(NAMES[job.kind]), job.details.get("view")
    if view in set(ListView):
        return f"{name} {translate(TITLES[ListView(view)])}"
    return f"{name} {number}".rstrip()
