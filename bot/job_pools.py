"""Give every kind of job its handler, in pools that do not wait for each other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.archive.folder import Archive
from bot.jobs.account_import import AccountImportJobs
from bot.jobs.admin_documents import AdminDocuments
from bot.jobs.faq_import import FaqImportJobs
from bot.jobs.own_data import OwnDataJobs
from bot.jobs.report_documents import ReportDocuments
from bot.jobs.ticket_documents import TicketDocuments
from bot.jobs.worker import JobPool, JobWorker
from bot.process.settings import Settings
from bot.sending.bot_api import Telegram
from core.messaging.outgoing import JobKind
from handlers.context.transaction_context import HelpdeskServices
from storage.units import UnitsOfWork


def create_job_worker(
    settings: Settings,
    units: UnitsOfWork,
    telegram: Telegram,
    archive: Archive,
    helpdesk: HelpdeskServices,
    now: Callable[[], datetime],
) -> JobWorker:
    """Return the worker that makes documents and imports files, in pools that do not wait for each other.

    Documents read beside everybody's reads, so that the long ones leave the leader's connections free.
    """
    leader = units.for_leader()
    tickets = TicketDocuments(units, telegram, archive, helpdesk, settings.zone, now)
    admin = AdminDocuments(units, helpdesk, settings.zone, now)
    reports = ReportDocuments(leader, helpdesk, now)
    own = OwnDataJobs(units, telegram, helpdesk, settings.zone, now)
    accounts = AccountImportJobs(leader, telegram, helpdesk, now)
    faq = FaqImportJobs(leader, telegram, helpdesk, now)
    pools = (
        # One print at a time: a long one takes more than a hundred megabytes while it is set.
        JobPool(1, {JobKind.TICKET_PDF: tickets.ticket_pdf}),
        JobPool(
            1,
            {
                JobKind.FAQ_CSV: admin.faq,
                JobKind.OWN_DATA: own.own_data,
                JobKind.WRONG_ACCOUNT_LINES: accounts.wrong_lines,
                JobKind.WRONG_FAQ_ROWS: faq.wrong_rows,
            },
        ),
        # The job handlers that draw and that import are not made to run twice at once.
        JobPool(1, {JobKind.REPORT_PICTURES: reports.picture, JobKind.REPORT_XLSX: reports.xlsx}),
        JobPool(1, {JobKind.IMPORT_FILE: faq.load, JobKind.IMPORT_ACCOUNTS: accounts.load}),
        JobPool(
            2,
            {
                JobKind.TICKETS_CSV: tickets.table,
                JobKind.TICKETS_XLSX: tickets.table,
                JobKind.TICKET_FILES: tickets.bundle,
                JobKind.TRAIL_CSV: admin.trail,
                JobKind.TRAIL_XLSX: admin.trail,
            },
        ),
    )
    return JobWorker(leader, telegram, helpdesk, pools, now)
