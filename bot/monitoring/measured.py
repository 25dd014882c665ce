"""Measure letters, package look-ups and jobs, each in front of what does them."""

from __future__ import annotations

from collections.abc import Mapping

from bot.jobs.job import Album, FinishedDocument, Job, JobHandler, UnsentParts
from bot.monitoring.metrics import Metrics
from bot.packages.service import PackageReply, PackageService, PackageServiceDown
from bot.sending.mail import Letters
from bot.sending.mail_errors import MailDeferred, MailRefused, MailServerAway
from core.errors import Refusal
from core.messaging.outgoing import JobKind, Letter
from core.packages import PackageKind
from core.packages.zones import LpseZones

LETTER_OUTCOMES: Mapping[type[BaseException], str] = {
    MailRefused: "refused",
    MailDeferred: "deferred",
    MailServerAway: "away",
}


class MeasuredLetters:
    """Letters that are sent as `letters` does, and measured."""

    def __init__(self, letters: Letters, metrics: Metrics) -> None:
        self._letters = letters
        self._metrics = metrics

    async def send(self, letter: Letter, name: str = "") -> None:
        with self._metrics.timed(self._metrics.letters, name=_name_of_letter_failure):
            await self._letters.send(letter, name)

    async def close_idle(self) -> None:
        await self._letters.close_idle()

    async def close(self) -> None:
        await self._letters.close()


class MeasuredPackageService(PackageService):
    """The package service, with the time of its answers measured."""

    def __init__(self, url: str, token: str | None, metrics: Metrics) -> None:
        super().__init__(url, token)
        self._metrics = metrics

    async def find(
        self, kind: PackageKind, code: str, zones: LpseZones, etag: str | None = None
    ) -> PackageReply:
        with self._metrics.timed(self._metrics.lookups, name=_name_of_lookup_failure):
            return await super().find(kind, code, zones, etag)


def measured_job(kind: JobKind, handler: JobHandler, metrics: Metrics) -> JobHandler:
    """Return the handler with its time measured under the kind of its jobs."""

    async def run(job: Job) -> FinishedDocument | Album | UnsentParts | None:
        with metrics.timed(metrics.jobs, kind.value, name=_name_of_job_failure):
            return await handler(job)

    return run


def _name_of_letter_failure(failure: BaseException) -> str:
    return LETTER_OUTCOMES.get(type(failure), "failed")


def _name_of_lookup_failure(failure: BaseException) -> str:
    return failure.reason.value if isinstance(failure, PackageServiceDown) else "failed"


def _name_of_job_failure(failure: BaseException) -> str:
    return "refused" if isinstance(failure, Refusal) else "failed"
