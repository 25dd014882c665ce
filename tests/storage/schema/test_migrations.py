"""Test that the migrations make the tables that the code defines, on both databases."""

import asyncio
from functools import partial

from sqlalchemy import Connection, text

from storage.engine.database import Database, open_database, upgrade
from storage.engine.migrate import migrate
from storage.schema.tables import metadata
from tests.storage.schema.steps import scripts

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


async def test_there_is_one_way_from_the_first_revision_and_it_can_be_gone_in_parts(empty: Database) -> None:
    steps = [script.revision for script in scripts()]
    assert steps == sorted(steps)
    assert [script.down_revision for script in scripts()] == [None, *steps[:-1]]
    for revision in (steps[0], steps[len(steps) // 2], steps[-1]):
        await empty.run(partial(migrate, revision=revision))
        reached = text("SELECT version_num FROM alembic_version")
        assert await empty.read(lambda connection: connection.execute(reached).scalar_one()) == revision  # noqa: B023
