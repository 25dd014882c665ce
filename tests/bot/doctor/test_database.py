"""Test that the doctor says what is wrong with a database, and changes nothing in it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.doctor.clocks import compare_clocks
from bot.doctor.database import check_database
from bot.imports.database import create_units
from bot.process.settings import Settings, WrongSettings
from tests.bot.doctor.servers import wrong
from tests.storage.conftest import migrated, postgres, postgres_url, sqlite_url
from tests.storage.server import KeptConnection

__all__ = ["migrated", "postgres", "postgres_url", "sqlite_url"]


async def looked_at(url: str) -> str:
    return wrong(await check_database(Settings(database_url=url, _env_file=None)))


async def test_a_file_that_does_not_exist_is_not_created(tmp_path: Path) -> None:
    assert "the file nowhere/bot.sqlite3 does not exist" in await looked_at("sqlite:///nowhere/bot.sqlite3")
    assert not (tmp_path / "nowhere").exists()


async def test_a_file_that_is_no_database_is_found(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("no database at all, but some words of text")
    assert "list.txt can't be read (file is not a database)" in await looked_at("sqlite:///list.txt")


async def test_a_database_that_fits_is_fine(sqlite_url: str) -> None:
    assert await looked_at(sqlite_url) == ""


async def test_a_schema_of_a_newer_version_is_found_and_refused(sqlite_url: str) -> None:
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    said = await looked_at(sqlite_url)
    assert "its schema (9999) is newer than this version of the bot; install" in said
    with pytest.raises(WrongSettings, match=r"made by a newer version of the bot \(revision 9999\)"):
        await create_units(Settings(database_url=sqlite_url, _env_file=None))


@pytest.mark.postgres
async def test_postgresql_is_fine(postgres_url: str) -> None:
    assert await looked_at(postgres_url) == ""


@pytest.mark.postgres
async def test_a_database_that_does_not_exist_is_called_so(postgres: KeptConnection) -> None:
    url = postgres.url.set(database="nowhere")
    said = await looked_at(url.render_as_string(hide_password=False))
    assert f"the database nowhere does not exist on {url.host}; create it (createdb nowhere)" in said


@pytest.mark.postgres
async def test_an_account_that_does_not_exist_is_called_so(postgres: KeptConnection) -> None:
    url = postgres.url.set(username="nobody_here", password="very-secret")
    said = await looked_at(url.render_as_string(hide_password=False))
    assert "refuses the user nobody_here" in said
    assert "very-secret" not in said


async def test_a_server_that_does_not_answer_is_found() -> None:
    said = await looked_at("postgresql+asyncpg://bot:very-secret@127.0.0.1:1/helpdesk")
    assert "127.0.0.1:1 is not reached: nothing listens there; check DATABASE_URL" in said
    assert "very-secret" not in said


@pytest.mark.parametrize(("seconds", "words"), [(95, "95 seconds ahead of"), (-95, "95 seconds behind")])
def test_a_clock_that_is_wrong_is_found(seconds: int, words: str) -> None:
    said = wrong(compare_clocks("the database", datetime.now(UTC) - timedelta(seconds=seconds)))
    assert words in said
    assert "time synchronisation" in said
    assert wrong(compare_clocks("the database", datetime.now(UTC))) == ""
