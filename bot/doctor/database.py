"""Examine the database without changing or creating anything in it."""

from __future__ import annotations

import sqlite3

from sqlalchemy import make_url

from bot.doctor.clocks import compare_clocks
from bot.doctor.findings import PATIENCE, Finding, causes, unreachable
from bot.process.settings import Settings
from storage.inspection import DatabaseState, SchemaState, inspect_database

# PostgreSQL's codes: the database does not exist; the password is wrong, or the user or host has no access.
NO_DATABASE, NO_ACCESS = "3D000", ("28P01", "28000")


async def check_database(settings: Settings) -> list[Finding]:
    """Return whether the database answers, whether its schema fits, and how its clock goes."""
    url = make_url(settings.database_url)
    try:
        state = await inspect_database(settings.database_url, PATIENCE)
    except FileNotFoundError:
        advice = (
            "the first start makes it; if it should be there, correct DATABASE_URL, or call from its folder"
        )
        return [Finding("database", f"the file {url.database} does not exist", advice)]
    except Exception as failure:  # noqa: BLE001 - whatever a driver raises is the finding
        return [_failed(settings, failure)]
    return [_schema(state, url.get_backend_name()), *compare_clocks("the database", state.clock)]


def _failed(settings: Settings, failure: Exception) -> Finding:
    url = make_url(settings.database_url)
    for cause in causes(failure):
        code = getattr(cause, "sqlstate", None)
        if code == NO_DATABASE:
            advice = f"create it (createdb {url.database}), or correct DATABASE_URL"
            return Finding("database", f"the database {url.database} does not exist on {url.host}", advice)
        if code in NO_ACCESS:
            found = f"{url.host} refuses the user {url.username}, or the password"
            return Finding("database", found, "correct DATABASE_URL, or the server's pg_hba.conf")
        if isinstance(cause, sqlite3.Error):
            found = f"{url.database} can't be read ({cause})"
            return Finding("database", found, "check its rights, and whether it is a database of the bot")
    return unreachable("database", f"{url.host}:{url.port or 5432}", failure, "DATABASE_URL")


def _schema(state: DatabaseState, backend: str) -> Finding:
    match state.schema:
        case SchemaState.NEWER:
            found = f"its schema ({state.revision}) is newer than this version of the bot"
            return Finding("database", found, "install the version that made it; this one refuses to start")
        case SchemaState.OLDER:
            return Finding("database", f"{backend}, an older schema, which the next start brings up to date")
        case SchemaState.EMPTY:
            return Finding("database", f"{backend}, still empty; the first start makes its tables")
        case SchemaState.CURRENT:
            return Finding("database", backend)
