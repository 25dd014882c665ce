"""Define jobs that run beside the chat, and what comes of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from core.messaging.outgoing import MessageBody, RequestJob, SendFile, SendNotice
from handlers.context.send_priority import SendPriority
from storage.unit import SqlUnitOfWork


@dataclass(frozen=True, slots=True)
class FinishedDocument:
    """A document to send under this name; the files `after` are sent behind it."""

    path: Path
    name: str
    after: tuple[SendFile, ...] = ()


@dataclass(frozen=True, slots=True)
class UnsentParts:
    """Files that are still to be sent of a job whose document an earlier attempt sent."""

    after: tuple[SendFile, ...]


@dataclass(frozen=True, slots=True)
class Album:
    """One to ten pictures to look at in the chat, with a caption under the first."""

    paths: tuple[Path, ...]
    caption: str


@dataclass(frozen=True, slots=True)
class Job:
    """A requested job at work: its row in the outbox, its chat, and an empty folder of its own.

    `show_progress` shows in the chat how many lines are done.
    """

    id: int
    chat_id: int | None
    request: RequestJob
    folder: Path
    show_progress: Callable[[int], Awaitable[None]]

    @property
    def person_id(self) -> int:
        """Return who has asked for it."""
        return self.request.person_id

    @property
    def language(self) -> str:
        """Return the language of the person's chat."""
        return self.request.language

    @property
    def unsent_parts(self) -> UnsentParts | None:
        """Return what is left to send; None where the document itself is not sent yet."""
        return UnsentParts(self.request.unsent) if self.request.unsent else None


# Runs one kind of job; raises the refusals of the use cases where the person may not have it. Returns None
# where the job makes no document, and its answer is in the outbox already.
JobHandler: TypeAlias = Callable[[Job], Awaitable[FinishedDocument | Album | UnsentParts | None]]


def answer_job(unit: SqlUnitOfWork, job: Job, body: MessageBody, at: datetime) -> None:
    """Say what came of a job and end it in the same transaction, so that it is said once.

    Nothing is said where the chat speaks for its person no more.
    """
    if speaks_for(unit, job.chat_id, job.person_id):
        unit.outbox.add(SendNotice(body), chat_id=job.chat_id, priority=SendPriority.ANSWER, at=at)
    unit.outbox.sent(job.id)


def speaks_for(unit: SqlUnitOfWork, chat_id: int | None, person_id: int) -> bool:
    """Return whether the chat is still the person's, to whom alone something may be sent there."""
    chat = unit.chats.get(chat_id) if chat_id is not None else None
    return chat is not None and chat.person_id == person_id
