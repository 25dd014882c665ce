"""Limit the documents that wait for one person, so that nobody's requests hold up everybody else's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from core.errors import Refusal
from core.messaging.outgoing import JobKind, RequestJob

MOST_WAITING = 3
IMPORTS = frozenset({JobKind.IMPORT_FILE, JobKind.IMPORT_ACCOUNTS})


class JobQueue(Protocol):
    """Jobs that wait or run."""

    def of_chat(self, chat_id: int) -> Sequence[RequestJob]:
        """Return those of this chat, in order of arrival."""


def waiting_documents(jobs: Sequence[RequestJob]) -> list[RequestJob]:
    """Return those of a person's jobs that make a document."""
    return [job for job in jobs if job.kind not in IMPORTS]


def check_document(kind: JobKind, jobs: Sequence[RequestJob]) -> None:
    """Refuse `too_many_documents` to somebody for whom these jobs wait or run, where one more is too many.

    The refusal brings the `limit`; the `names` of those that wait are left to whoever can read them.
    """
    if kind not in IMPORTS and len(waiting_documents(jobs)) >= MOST_WAITING:
        raise Refusal("too_many_documents", limit=MOST_WAITING, names=())
