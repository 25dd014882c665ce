"""Dump a PostgreSQL database as it is in one moment, by pg_dump or by COPY, while it is used."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from sqlalchemy import URL, Connection, NullPool, inspect, make_url, text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from storage.engine.limits import PostgresLimits
from storage.transfer.copy_blocks import END, RowSplitter, head
from storage.transfer.sums import TableSum

# Values are written alike whatever the settings of the server, or of pg_dump's session, are.
_SESSION = {"timezone": "UTC", "datestyle": "ISO", "extra_float_digits": "1"}
_COLUMNS = text(
    "SELECT attname FROM pg_attribute WHERE attrelid = CAST(CAST(:name AS text) AS regclass) AND attnum > 0 "
    "AND NOT attisdropped AND attgenerated = '' ORDER BY attnum"
)
_SEQUENCES = text(
    "SELECT sequencename, last_value FROM pg_sequences "
    "WHERE schemaname = current_schema() AND last_value IS NOT NULL"
)
_KEPT = text(
    "SELECT unique_ref FROM copies WHERE state = 'kept' AND unique_ref > :after "
    "ORDER BY unique_ref LIMIT 1000"
)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A database as it was in one moment, for as long as its connection is open."""

    connection: AsyncConnection
    url: URL

    async def revision(self) -> str:
        """Return the revision of the schema; raise LookupError where the database has no tables of ours."""
        if await self.connection.scalar(text("SELECT to_regclass('alembic_version')")) is None:
            raise LookupError
        return str(await self.connection.scalar(text("SELECT version_num FROM alembic_version")))

    async def sequences(self) -> dict[str, int]:
        """Return the last number that each sequence has given."""
        return {row.sequencename: row.last_value for row in await self.connection.execute(_SEQUENCES)}

    async def sums(self) -> dict[str, TableSum]:
        """Return the count and digest of every table, of its rows as COPY writes them."""
        return {name: await self._copy(name) for name in await self._tables()}

    async def write_blocks(self, target: BinaryIO) -> dict[str, TableSum]:
        """Write every table as a block of COPY; return their counts and digests."""
        sums = {}
        for name in await self._tables():
            target.write(head(name, await self._columns(name)))
            sums[name] = await self._copy(name, target)
            target.write(END)
        return sums

    async def kept_files(self) -> AsyncGenerator[str]:
        """Yield the references of the files that this database says the archive has."""
        if await self.connection.scalar(text("SELECT to_regclass('copies')")) is None:
            return
        after = ""
        while rows := (await self.connection.execute(_KEPT, {"after": after})).scalars().all():
            for reference in rows:
                yield reference
            after = rows[-1]

    async def run_pg_dump(self, target: Path) -> bool:
        """Let pg_dump write this snapshot; return False where there is none that fits, or it fails."""
        program = shutil.which("pg_dump")
        if program is None or self.url.query or not await self._fits(program):
            return False
        snapshot = await self.connection.scalar(text("SELECT pg_export_snapshot()"))
        plain = self.url.set(drivername="postgresql", password=None).render_as_string()
        options = ("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}")
        process = await asyncio.create_subprocess_exec(
            program,
            *options,
            f"--file={target}",
            f"--dbname={plain}",
            env=_environment({"PGPASSWORD": str(self.url.password)} if self.url.password else {}),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            return await process.wait() == 0
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()

    async def _fits(self, program: str) -> bool:
        """Return whether this pg_dump is at least as new as the server."""
        said = await asyncio.to_thread(  # noqa: TID251 - it ends by itself
            subprocess.run, [program, "--version"], capture_output=True, text=True, check=False
        )
        number = next((word for word in said.stdout.split() if word[:1].isdigit()), "0")
        server = int(str(await self.connection.scalar(text("SHOW server_version_num")))) // 10_000
        return int(number.split(".")[0]) >= server

    async def _tables(self) -> list[str]:
        return await self.connection.run_sync(our_tables)

    async def _columns(self, table: str) -> tuple[str, ...]:
        found = await self.connection.execute(_COLUMNS, {"name": f'"{table}"'})
        return tuple(f'"{name}"' for name in found.scalars())

    async def _copy(self, table: str, target: BinaryIO | None = None) -> TableSum:
        rows = RowSplitter()

        async def take(piece: bytes) -> None:
            rows.take(piece)
            if target is not None:
                target.write(piece)

        columns = ", ".join(await self._columns(table))
        driver = await driver_of(self.connection)
        await driver.copy_from_query(f'SELECT {columns} FROM "{table}"', output=take)  # noqa: S608
        return rows.result()


@asynccontextmanager
async def snapshot_of(url: str) -> AsyncIterator[Snapshot]:
    """Open a snapshot of the database, which may take as long as it takes, and close it at the end."""
    parsed = make_url(url).set(drivername="postgresql+asyncpg")
    engine = create_async_engine(
        parsed,
        poolclass=NullPool,
        connect_args={"server_settings": PostgresLimits().long_session("backup") | _SESSION},
    ).execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    async with engine.connect() as connection:
        # The first statement is what begins the snapshot.
        await connection.execute(text("SELECT 1"))
        yield Snapshot(connection, parsed)


@contextmanager
def rows_of_pg_dump(file: Path) -> Iterator[BinaryIO]:
    """Open the rows in a file of pg_dump as a script; raise FileNotFoundError where pg_restore is missing."""
    program = shutil.which("pg_restore")
    if program is None:
        raise FileNotFoundError("pg_restore")
    with subprocess.Popen(  # noqa: S603 - the file is a path, and no shell reads it
        [program, "--data-only", "--file=-", str(file)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment({}),
    ) as process:
        try:
            assert process.stdout is not None
            yield cast("BinaryIO", process.stdout)
        finally:
            process.kill()


def our_tables(connection: Connection) -> list[str]:
    """Return all tables with rows of ours; not the one of the revision."""
    return sorted(name for name in inspect(connection).get_table_names() if name != "alembic_version")


async def driver_of(connection: AsyncConnection) -> Any:
    """Return asyncpg's connection, on which COPY runs within the transaction."""
    return (await connection.get_raw_connection()).driver_connection


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    return {**os.environ, "PGTZ": "UTC", "PGDATESTYLE": "ISO", **more}
