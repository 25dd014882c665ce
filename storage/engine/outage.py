"""Tell an outage of the database or the machine, which passes by itself, from a fault of the code."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

# Primary result codes of SQLite: busy, locked, out of memory, read-only, interrupted, input or output failed,
# corrupt, disk full, can't be opened, locking protocol, no database. Source: sqlite.org/rescode.html.
_SQLITE = frozenset({5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 26})
_PRIMARY = 0xFF
# Classes of PostgreSQL's codes: connection, rollback by the server (deadlock), resources (disk full, too many
# connections), intervention (shutdown, statement time-out), system. Source: the manual's appendix A.
_CLASSES = frozenset({"08", "40", "53", "57", "58"})
# Lock time-out, idle in a transaction for too long, read-only after a fail-over, data or index corrupted.
_CODES = frozenset({"55P03", "25P03", "25006", "XX001", "XX002"})


def is_outage(failure: BaseException) -> bool:
    """Return whether trying the same again later may succeed although nothing in the code is changed.

    So it is for a database that is away, full, locked or read-only, a network or disk that fails, and
    transactions that the server ended. Anything else is a fault of the code or of what it was given.
    """
    if isinstance(failure, PoolTimeout):
        return True
    if isinstance(failure, DBAPIError):
        return failure.connection_invalidated or _is_outage_of_driver(failure.orig)
    return _is_outage_of_driver(failure)


def _is_outage_of_driver(failure: BaseException | None) -> bool:
    if isinstance(failure, sqlite3.Error):
        return (getattr(failure, "sqlite_errorcode", 0) & _PRIMARY) in _SQLITE
    # A failure to connect comes from the driver as it is, with a code or as an error of the network.
    code = getattr(failure, "sqlstate", None)
    if isinstance(code, str):
        return code[:2] in _CLASSES or code in _CODES
    # A template that is missing is an OSError too, by its class.
    return isinstance(failure, OSError) and not isinstance(failure, LookupError)
