"""Test how many documents may wait for one person."""

import pytest

from core.errors import Refusal
from core.messaging.documents import IMPORTS, MOST_WAITING, check_document
from core.messaging.outgoing import JobKind, RequestJob


def job(kind: JobKind) -> RequestJob:
    return RequestJob(kind, 1, "id", {})


def test_the_fourth_document_has_to_wait_and_imports_do_not_count() -> None:
    waiting = [job(JobKind.TICKET_PDF)] * (MOST_WAITING - 1) + [job(kind) for kind in IMPORTS]
    check_document(JobKind.TICKETS_CSV, waiting)
    waiting.append(job(JobKind.TICKETS_CSV))
    with pytest.raises(Refusal, match="too_many_documents"):
        check_document(JobKind.REPORT_XLSX, waiting)
    for kind in IMPORTS:
        check_document(kind, waiting)
