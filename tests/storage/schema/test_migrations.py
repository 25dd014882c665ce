"""Test that the migrations make the tables that the code defines, on both databases."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection

from storage.engine.database import Database, open_database, upgrade
from storage.engine.migrate import migrate
from storage.schema.tables import metadata
from tests.storage.conftest import both, on_server
from tests.storage.helpdesk import ROOT

SQLITE_CATALOGUE = """
    SELECT type, name, tbl_name, sql FROM sqlite_master
    WHERE type IN ('table', 'index') AND tbl_name NOT IN ('alembic_version', 'sqlite_sequence')
"""
POSTGRES_CATALOGUE = """
    SELECT 'column', table_name || '.' || column_name, data_type,
           concat_ws(' ', is_nullable, column_default, is_identity, numeric_precision, ordinal_position)
    FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'alembic_version'
    UNION ALL
    SELECT 'index', indexname, tablename, indexdef
    FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'
    UNION ALL
    SELECT 'constraint', conname, conrelid::regclass::text, pg_get_constraintdef(oid)
    FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'alembic_version'
"""


def catalogue(connection: Connection) -> set[tuple[str, ...]]:
    """Return all tables, columns, indexes and constraints, as the database describes them."""
    is_sqlite = connection.dialect.name == "sqlite"
    rows = connection.exec_driver_sql(SQLITE_CATALOGUE if is_sqlite else POSTGRES_CATALOGUE)
    return {tuple(" ".join(str(value).split()) for value in row) for row in rows}


@pytest.fixture
def empty_sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'new.db'}"


@pytest.fixture
async def empty_postgres_url(postgres: URL) -> AsyncIterator[str]:
    name = f"{postgres.database}_new"
    await on_server(f"CREATE DATABASE {name}")
    yield postgres.set(database=name).render_as_string(hide_password=False)
    await on_server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=both)
def empty_url(request: pytest.FixtureRequest) -> str:
    """Return the URL of a database without tables."""
    found = request.getfixturevalue(f"empty_{request.param}_url")
    assert isinstance(found, str)
    return found


@pytest.fixture
async def empty(empty_url: str) -> AsyncIterator[Database]:
    database = open_database(empty_url)
    yield database
    await database.close()


async def test_the_migrations_make_the_tables_that_the_code_knows(empty: Database) -> None:
    await empty.run(metadata.create_all)
    by_the_code = await empty.read(catalogue)
    await empty.run(metadata.drop_all)
    await upgrade(empty)
    by_migrations = await empty.read(catalogue)
    assert len(by_the_code) > 40
    assert by_migrations - by_the_code == set(), "made by migrations, unknown to the code"
    assert by_the_code - by_migrations == set(), "known to the code, made by no migration"


async def test_migrating_again_changes_nothing(empty: Database) -> None:
    await upgrade(empty)
    before = await empty.read(catalogue)
    await upgrade(empty)
    assert await empty.read(catalogue) == before


async def test_two_that_start_together_migrate_one_after_the_other(empty_url: str, empty: Database) -> None:
    other = open_database(empty_url)
    await asyncio.gather(upgrade(empty), upgrade(other))
    await other.close()
    assert len(await empty.read(catalogue)) > 40


async def test_each_step_can_be_taken_by_itself(empty: Database) -> None:
    script = ScriptDirectory(str(ROOT / "storage" / "migrations"))
    steps = [step.revision for step in script.walk_revisions()][::-1]
    assert steps == sorted(steps)
    assert len(script.get_heads()) == 1
    for revision in steps:
        await empty.run(partial(migrate, revision=revision))
    reached = await empty.read(
        lambda connection: connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
    )
    assert reached == steps[-1]
