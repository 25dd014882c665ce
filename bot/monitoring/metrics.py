"""Count and time what the bot does, for Prometheus; nothing here names a person or what they wrote."""

from __future__ import annotations

import re
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

from prometheus_client import (
    CollectorRegistry,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)

from handlers.router import UPDATE_KINDS
from storage.messaging.inbox import PendingUpdate

# Seconds. A person notices a tenth; Telegram's and the package service's time-outs are 20 and 2.
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 60.0)
_KIND = re.compile(r'\{"update_id":\d{1,18},"(\w{1,40})"')


class Metrics:
    """The bot's metrics, in a registry of their own, so that two bots in one process don't mix."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.updates = self._timer("lpse_update_seconds", "Handling of updates, from lane to commit.", "kind")
        self.calls = self._timer("lpse_telegram_call_seconds", "Calls of the Bot API.", "method", "outcome")
        self.letters = self._timer("lpse_letter_seconds", "Letters handed to the mail server.", "outcome")
        self.lookups = self._timer(
            "lpse_package_lookup_seconds", "Questions to the package service.", "outcome"
        )
        self.jobs = self._timer("lpse_job_seconds", "Documents and imports.", "kind", "outcome")
        self.waiting = self._gauge("lpse_waiting", "What waits and could go now.", "what")
        self.oldest = self._gauge("lpse_oldest_waiting_seconds", "Age of the oldest that waits.", "what")
        self.tickets = self._gauge("lpse_open_tickets", "Open tickets.", "desk", "status", "priority")
        self.untaken = self._gauge("lpse_untaken_emergencies", "Emergency tickets that nobody has taken.")
        self.untaken_age = self._gauge(
            "lpse_oldest_untaken_emergency_seconds", "Since the last move of the oldest of them."
        )
        self.leads = self._gauge("lpse_leads", "1 where this process sends for all others.")
        self.checks = self._gauge("lpse_check", "1 where a check finds all right, 0 where not.", "check")
        self.clock = self._gauge("lpse_clock_ahead_seconds", "This clock against that of the database.")
        self.disk = self._gauge("lpse_disk_free_bytes", "Room that is left.", "place")

    def text(self) -> bytes:
        """Return all metrics in Prometheus' text format."""
        return generate_latest(self.registry)

    @contextmanager
    def timed(
        self, histogram: Histogram, *labels: str, name: Callable[[BaseException], str]
    ) -> Iterator[None]:
        """Time the block under these labels and, as the last, "ok" or what `name` calls its failure."""
        began, outcome = time.perf_counter(), "ok"
        try:
            yield
        except BaseException as failure:
            outcome = name(failure)
            raise
        finally:
            histogram.labels(*labels, outcome).observe(time.perf_counter() - began)

    def timed_updates(
        self, handle: Callable[[PendingUpdate], Awaitable[None]]
    ) -> Callable[[PendingUpdate], Awaitable[None]]:
        """Return `handle` with its time measured by kind of update."""

        async def timed(pending: PendingUpdate) -> None:
            began = time.perf_counter()
            try:
                await handle(pending)
            finally:
                self.updates.labels(_kind(pending.raw)).observe(time.perf_counter() - began)

        return timed

    def _timer(self, name: str, text: str, *labels: str) -> Histogram:
        return Histogram(name, text, labels, registry=self.registry, buckets=BUCKETS)

    def _gauge(self, name: str, text: str, *labels: str) -> Gauge:
        return Gauge(name, text, labels, registry=self.registry)


def _kind(raw: str) -> str:
    # Labels are taken from what Telegram sends, so they are bounded here.
    found = _KIND.match(raw)
    return found[1] if found and found[1] in UPDATE_KINDS else "other"
