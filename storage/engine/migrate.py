"""Run the migrations, through Alembic and within the caller's transaction."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage.engine.locks import Lock, hold_lock

_MIGRATIONS = Path(__file__).parents[1] / "migrations"


# The oldest revision whose code still works on the present tables, as a test holds: processes of it may go on
# while the tables are upgraded. A migration that takes anything away, or asks for more, raises it to its own.
WORKS_SINCE = "0026"


class SchemaTooNew(Exception):
    """Raised where the database was made by a newer version, whose tables this one does not know."""


class SchemaState(StrEnum):
    """How the tables of a database stand to this version of the code."""

    EMPTY = "empty"
    OLDER = "older"
    CURRENT = "current"
    NEWER = "newer"


def migrate(connection: Connection, revision: str = "head") -> None:
    """Run the missing migrations up to `revision`, one process at a time; raise `SchemaTooNew`."""
    hold_lock(connection, Lock.MIGRATION)
    present = MigrationContext.configure(connection).get_current_revision()
    state = compare_revision(present)
    if state is SchemaState.NEWER:
        raise SchemaTooNew(f"the database was made by a newer version of the bot (revision {present})")
    if state is SchemaState.CURRENT and revision == "head":
        return
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def compare_revision(revision: str | None) -> SchemaState:
    """Return how a schema of this revision stands to the code; None: there are no tables yet."""
    if revision is None:
        return SchemaState.EMPTY
    newest, *earlier = _revisions()
    if revision == newest:
        return SchemaState.CURRENT
    return SchemaState.OLDER if revision in earlier else SchemaState.NEWER


@cache
def _revisions() -> tuple[str, ...]:
    """Return the revisions that this version knows, newest first; reading them imports every migration."""
    return tuple(script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
