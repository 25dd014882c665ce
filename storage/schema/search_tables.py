"""The tables of the search index, which differ on the two databases, as they stand after the last migration.

On SQLite the index is an FTS5 table whose content is a view of the tickets: no text is stored twice, and the
index can be checked against the tickets and rebuilt from them. On PostgreSQL it is a table with a tsvector
for each ticket, under a GIN index; a column in `tickets` would be read with every ticket.

FTS5 collects the positions of all words with a given beginning before it returns the first match: 15 ms for
a common beginning among 100,000 tickets. For beginnings of 3 to 5 characters it has an index (`prefix`).

Triggers keep the index in step with the tickets in the same transaction, also when rows are written by an
import or by hand. The migrations make these triggers, and those of the history.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, column, event, table
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.schema import DDL, ExecutableDDLElement

from storage.schema.tables import metadata

# Accounts are searched by an FTS5 table over `people`, and on PostgreSQL by an index on the result of the
# function `account_words`, which needs no trigger.
account_index = table("account_index", column("rowid", BigInteger))
search_index = table("search_index", column("rowid", BigInteger))
search_documents = table("search_documents", column("ticket_id", BigInteger), column("document", TSVECTOR))

_CREATE = {
    "sqlite": (
        """
        CREATE VIRTUAL TABLE search_index USING fts5(
            words, number, marks,
            content='search_documents', content_rowid='id', columnsize=0, prefix='3 4 5',
            tokenize='unicode61 remove_diacritics 2'
        )
        """,
        """
        CREATE VIRTUAL TABLE account_index USING fts5(
            name, email, office,
            content='people', content_rowid='id', columnsize=0,
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
        r"""
        CREATE FUNCTION account_words(name text, email text, office text) RETURNS tsvector
        LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 1000 AS $$
            BEGIN RETURN array_to_tsvector(array_remove(string_to_array(regexp_replace(
                lower(normalize(regexp_replace(
                    normalize(left(name, 300) || ' ' || left(email, 300) || ' ' || left(office, 300), NFD),
                    '[\u0300-\u036f]', '', 'g'
                ), NFC)),
                '[^0-9a-z\u00aa\u00b2\u00b3\u00b5\u00b9\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\u3040-\ud7ff]+',
                ' ', 'g'
            ), ' '), '')); END
        $$
        """,
        "CREATE INDEX account_index ON people USING gin (account_words(name, email, office))",
        "CREATE INDEX people_names ON people USING gin (account_words(name, '', ''))",
    ),
}
_DROP = {
    "sqlite": ("DROP TABLE IF EXISTS search_index", "DROP TABLE IF EXISTS account_index"),
    "postgresql": (
        "DROP TABLE IF EXISTS search_documents",
        "DROP INDEX IF EXISTS account_index",
        "DROP INDEX IF EXISTS people_names",
    ),
}


def _run_on(database: str, when: str, statement: str) -> None:
    ddl: ExecutableDDLElement = DDL(statement)  # type: ignore[no-untyped-call]  # SQLAlchemy left it so
    event.listen(metadata, when, ddl.execute_if(dialect=database))


for _database, _statements in _CREATE.items():
    for _statement in _statements:
        _run_on(_database, "after_create", _statement)
    for _statement in _DROP[_database]:
        _run_on(_database, "before_drop", _statement)
_run_on("postgresql", "after_drop", "DROP FUNCTION IF EXISTS account_words")
