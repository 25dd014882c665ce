"""Run all checks and print what they found, one line each, for people or as JSON."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

import orjson
import typer

from bot.doctor.bounces import check_bounces
from bot.doctor.database import check_database
from bot.doctor.files import check_archive, check_disk, check_permissions
from bot.doctor.findings import Finding
from bot.doctor.mail import check_mail
from bot.doctor.packages import check_packages
from bot.doctor.settings import check_settings
from bot.doctor.telegram import check_telegram
from bot.process.settings import Settings

CHECKS: Sequence[Callable[[Settings], Awaitable[list[Finding]]]] = (
    check_settings,
    check_database,
    check_archive,
    check_disk,
    check_permissions,
    check_telegram,
    check_mail,
    check_bounces,
    check_packages,
)


async def examine(settings: Settings) -> list[Finding]:
    """Return what all checks found; they change and create nothing that the bot keeps."""
    return [finding for check in CHECKS for finding in await check(settings)]


def report(findings: Sequence[Finding], *, as_json: bool) -> int:
    """Print the findings; return 0 where nothing is wrong, else 1."""
    has_wrong = any(finding.is_wrong for finding in findings)
    if as_json:
        checks = [
            {"name": one.name, "ok": not one.is_wrong, "found": one.found, "advice": one.advice or None}
            for one in findings
        ]
        typer.echo(orjson.dumps({"ok": not has_wrong, "checks": checks}, option=orjson.OPT_INDENT_2).decode())
    else:
        for finding in findings:
            advice = f"; {finding.advice}" if finding.is_wrong else ""
            typer.echo(
                f"{'WRONG ' if finding.is_wrong else 'ok    '} {finding.name}: {finding.found}{advice}"
            )
    return int(has_wrong)
