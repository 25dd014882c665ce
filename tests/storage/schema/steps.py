"""Take the migrations one by one, in the transaction of the caller and without Alembic's work around each."""

from __future__ import annotations

from functools import cache

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from sqlalchemy import Connection

from tests.storage.helpdesk import ROOT


@cache
def scripts() -> tuple[Script, ...]:
    """Return all migrations, the oldest first; reading them imports each once."""
    return tuple(ScriptDirectory(str(ROOT / "storage" / "migrations")).walk_revisions())[::-1]


def take(connection: Connection, script: Script) -> None:
    """Run one migration; the number of the revision is not written down."""
    with Operations.context(MigrationContext.configure(connection)):
        script.module.upgrade()
