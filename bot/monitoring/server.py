"""Answer those who monitor the bot over HTTP, on a port of its own that nobody outside should reach."""

from __future__ import annotations

import os
from http import HTTPStatus

from aiohttp import web

from bot.monitoring.checks import Check, Severity
from bot.monitoring.metrics import Metrics
from bot.monitoring.watch import Watch
from bot.process.settings import WrongSettings

# Metrics in Prometheus' text format.
METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"
HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def create_monitoring(watch: Watch, metrics: Metrics) -> web.Application:
    """Return an application with `/health/live`, `/health/ready` and `/metrics`.

    `live` answers as long as the process does anything. `ready` says in JSON what each check has found, with
    503 where people are not served. The numbers of `/metrics` are from the same look.
    """

    async def tell_live(_request: web.Request) -> web.Response:
        return web.json_response({"status": Severity.OK.value})

    async def tell_ready(_request: web.Request) -> web.Response:
        found = await watch.findings()
        worst = _worst(found)
        checks = {check.name: {"status": check.severity.value, "reason": check.reason} for check in found}
        status = HTTPStatus.SERVICE_UNAVAILABLE if worst is Severity.FAILING else HTTPStatus.OK
        body = {"status": worst.value, "leads": watch.leads(), "checks": checks}
        return web.json_response(body, status=status)

    async def tell_metrics(_request: web.Request) -> web.Response:
        await watch.findings()
        return web.Response(body=metrics.text(), headers={"Content-Type": METRICS_TYPE})

    made = web.Application(client_max_size=1024)
    made.on_response_prepare.append(_harden)
    for path, handler in (
        ("/health/live", tell_live),
        ("/health/ready", tell_ready),
        ("/metrics", tell_metrics),
    ):
        made.router.add_get(path, handler)
    return made


class MonitoringServer:
    """The application on its port."""

    def __init__(self, application: web.Application, host: str, port: int) -> None:
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)
        self._host = host
        self._port = port

    async def start(self) -> None:
        """Listen; raise `WrongSettings` where the port is not free."""
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self._port).start()
        except OSError as failure:
            place = f"{self._host} {self._port}"
            line = f"HEALTH_HOST, HEALTH_PORT: can't listen on {place} ({os.strerror(failure.errno or 0)})"
            raise WrongSettings([line]) from None

    async def stop(self) -> None:
        """Listen no more."""
        await self._runner.cleanup()


def _worst(found: list[Check]) -> Severity:
    severities = {check.severity for check in found}
    return next((one for one in (Severity.FAILING, Severity.WARNING) if one in severities), Severity.OK)


async def _harden(_request: web.Request, response: web.StreamResponse) -> None:
    """Add the headers of every answer, and take away the one that names versions of what runs here."""
    response.headers.update(HEADERS)
    response.headers.popall("Server", None)
