"""The tables of the search index, which differ on the two databases, as they stand after the last migration.

On SQLite it is an FTS5 table whose content is a view of the tickets: no text is stored twice, and the index
can be checked against the tickets and built again from them. On PostgreSQL a tsvector lies beside each
ticket, under a GIN index; a column of the ticket itself would be read with it each time.

FTS5 gathers the places of all words that begin alike before it shows the first, 15 ms for a common beginning
among 100,000 tickets; for beginnings of three to five characters it has an index of its own (`prefix`).

Triggers keep both in step: whoever writes a ticket, be it an import or a hand in the database, can't forget
to, and it is committed or undone with the ticket. The migration makes them, as it does those of the history.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, column, event, table
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.schema import DDL, ExecutableDDLElement

from storage.tables import metadata

search_index = table("search_index", column("rowid", BigInteger))
search_documents = table("search_documents", column("ticket_id", BigInteger), column("document", TSVECTOR))

_MADE = {
    "sqlite": (
        """
        CREATE VIRTUAL TABLE search_index USING fts5(
            words, number, marks,
            content='search_documents', content_rowid='id', columnsize=0, prefix='3 4 5',
            tokenize='unicode61 remove_diacritics 2'
        )
        """,
    ),
    "postgresql": (
        """
        CREATE TABLE search_documents (
            ticket_id bigint NOT NULL CONSTRAINT search_documents_pk PRIMARY KEY, document tsvector NOT NULL
        )
        """,
        "CREATE INDEX search_documents_document ON search_documents USING gin (document)",
    ),
}
_DROPPED = {
    "sqlite": "DROP TABLE IF EXISTS search_index",
    "postgresql": "DROP TABLE IF EXISTS search_documents",
}


def _ask(database: str, when: str, statement: str) -> None:
    ddl: ExecutableDDLElement = DDL(statement)  # type: ignore[no-untyped-call]  # SQLAlchemy left it so
    event.listen(metadata, when, ddl.execute_if(dialect=database))


for _database, _statements in _MADE.items():
    for _statement in _statements:
        _ask(_database, "after_create", _statement)
    _ask(_database, "before_drop", _DROPPED[_database])
