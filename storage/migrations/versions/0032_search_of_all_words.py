"""Search tickets by everything that is written in them, by people, and by other forms of words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alembic import op
from sqlalchemy import Column, Connection, Text, text

from core.input.word_forms import (
    SHORTEST_MISSPELT,
    hyphenated_words,
    is_of_a_language,
    plain_words,
    shortened,
    stems,
)

revision = "0032"
down_revision = "0031"

_WORKING = text("status = 'working'")
# The columns of a ticket that are indexed now and were not: the people, and the package with its code.
_ADDED = ("package", "reporter_id", "holder_id", "solver_id")

# ------------------------------------------------------------------------------------------------- SQLite

# The words that follow those of the ticket itself, and its marks: of a discussion the newest 300
# entries, and the first 2,000 letters of each.
_SQLITE_WORDS = """t.help_number
            || ' ' || coalesce(json_extract(t.package, '$.code'), '')
            || coalesce((
                SELECT group_concat(said, '') FROM (
                    SELECT ' ' || substr(text, 1, 2000) AS said FROM history
                    WHERE ticket_id = t.id AND text <> '' ORDER BY id DESC LIMIT 300
                )
            ), '')
            || coalesce((
                SELECT group_concat(called, '') FROM (
                    SELECT ' ' || name || ' ' || original AS called FROM attachments
                    WHERE ticket_id = t.id ORDER BY ordinal DESC LIMIT 300
                )
            ), '')"""
_SQLITE_MARKS = """' o' || t.reporter_id
            || coalesce(' h' || t.holder_id, '') || coalesce(' h' || t.solver_id, '')
            || ' d' || t.day"""
_SQLITE_TRIGGERS = (
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'search_ticket_chang%'"
)
_TAKE_OUT = """
    INSERT INTO search_index (search_index, rowid, words, number, marks)
    SELECT 'delete', id, words, number, marks FROM search_documents WHERE id = new.ticket_id;
"""
_PUT_IN = """
    INSERT INTO search_index (rowid, words, number, marks)
    SELECT id, words, number, marks FROM search_documents WHERE id = new.ticket_id;
"""


def _change_sqlite(connection: Connection) -> None:
    ask = connection.exec_driver_sql
    view = str(ask("SELECT sql FROM sqlite_master WHERE name = 'search_documents'").scalar_one())
    view = _replaced(view, "t.help_number", _SQLITE_WORDS)
    view = _replaced(view, "' d' || t.day", _SQLITE_MARKS)
    triggers = ask(_SQLITE_TRIGGERS).all()
    for name, _sql in triggers:
        ask(f"DROP TRIGGER {name}")
    ask("DROP VIEW search_documents")
    ask(view)
    changed = "".join(f" OR old.{name} IS NOT new.{name}" for name in _ADDED)
    for _name, sql in triggers:
        ask(re.sub(r"( BEGIN )", f"{changed}\\1", sql, count=1))
    for table, condition in (("history", "new.text <> ''"), ("attachments", "true")):
        for when, body in (("before", _TAKE_OUT), ("after", _PUT_IN)):
            ask(
                f"CREATE TRIGGER search_{table}_{when} {when} INSERT ON {table} "
                f"FOR EACH ROW WHEN {condition} BEGIN {body} END"
            )
    ask("INSERT INTO search_index (search_index) VALUES ('rebuild')")


# --------------------------------------------------------------------------------------------- PostgreSQL

# The code is cut out of the text: reading the document would fail for a NUL anywhere in it.
_POSTGRES_WORDS = r"""ticket.help_number
                    || ' ' || coalesce(substring(ticket.package::text from '"code": *"([^"\\]*)"'), '')
                    || coalesce((
                        SELECT string_agg(said, '') FROM (
                            SELECT ' ' || left(text, 2000) AS said FROM history
                            WHERE ticket_id = ticket.id AND text <> '' ORDER BY id DESC LIMIT 300
                        ) AS entries
                    ), '')
                    || coalesce((
                        SELECT string_agg(called, '') FROM (
                            SELECT ' ' || name || ' ' || original AS called FROM attachments
                            WHERE ticket_id = ticket.id ORDER BY ordinal DESC LIMIT 300
                        ) AS files
                    ), '')"""
_POSTGRES_MARKS = """UNION SELECT '=o' || ticket.reporter_id
            UNION SELECT '=h' || held FROM unnest(ARRAY[ticket.holder_id, ticket.solver_id]) AS held
            WHERE held IS NOT NULL
            UNION SELECT unnest(ARRAY["""


def _change_postgresql(connection: Connection) -> None:
    ask = connection.exec_driver_sql
    function = str(ask("SELECT pg_get_functiondef('search_document'::regproc)").scalar_one())
    function = _replaced(function, "ticket.help_number", _POSTGRES_WORDS)
    function = _replaced(function, "UNION SELECT unnest(ARRAY[", _POSTGRES_MARKS)
    ask(function.replace("%", "%%"))
    differs = " OR ".join(f"old.{name} IS DISTINCT FROM new.{name}" for name in _ADDED if name != "package")
    ask(
        f"""
        CREATE TRIGGER search_ticket_people AFTER UPDATE ON tickets
        FOR EACH ROW WHEN ({differs} OR old.package::text IS DISTINCT FROM new.package::text)
        EXECUTE FUNCTION search_put_ticket()
        """
    )
    for table, condition in (("history", "new.text <> ''"), ("attachments", "true")):
        ask(
            f"""
            CREATE TRIGGER search_{table}_added AFTER INSERT ON {table}
            FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION search_put_of_party()
            """
        )
    ask("UPDATE search_documents SET document = search_document(t) FROM tickets AS t WHERE t.id = ticket_id")
    ask("CREATE INDEX people_names ON people USING gin (account_words(name, '', ''))")


# ------------------------------------------------------------------------------------------------- words

_TEXTS = (
    "SELECT id, title || ' ' || description FROM tickets WHERE id > {after} ORDER BY id LIMIT 500",
    "SELECT id, text FROM history WHERE id > {after} AND text <> '' ORDER BY id LIMIT 500",
    "SELECT ticket_id * 1000 + ordinal, original FROM attachments",
)


def _replaced(definition: str, before: str, after: str) -> str:
    if definition.count(before) != 1:
        raise RuntimeError(f"the search index was expected to have {before} once:\n{definition}")
    return definition.replace(before, after)


def _texts(connection: Connection) -> Iterator[str]:
    for statement in _TEXTS[:2]:
        after = 0
        while rows := connection.exec_driver_sql(statement.format(after=after)).all():
            after = rows[-1][0]
            yield from (row[1] for row in rows)
    yield from (row[1] for row in connection.exec_driver_sql(_TEXTS[2]))


def _learn(connection: Connection) -> None:
    """Store the words of all tickets, as `storage.tickets.vocabulary` does from now on for new ones."""
    words: set[str] = set()
    for written in _texts(connection):
        start = written[:5_000]
        words.update(filter(is_of_a_language, plain_words(start)))
        for word in hyphenated_words(start):
            if is_of_a_language(word.replace("-", "")):
                words.add(word.replace("-", " "))
    insert = text("INSERT INTO search_words (key, word) VALUES (:key, :word)")
    rows = [{"key": key, "word": word} for word in sorted(words) for key in sorted(_keys_of(word))]
    for at in range(0, len(rows), 5_000):
        connection.execute(insert, rows[at : at + 5_000])


def _keys_of(word: str) -> set[str]:
    if " " in word:
        return {f"={word}", f"s{word.replace(' ', '')}"}
    keys = {f"={word}", *(f"s{stem}" for stem in stems(word))}
    return keys | {f"d{short}" for short in shortened(word)} if len(word) >= SHORTEST_MISSPELT else keys


def upgrade() -> None:
    op.create_index(
        "tickets_working",
        "tickets",
        ["holder_id", "rank", "id"],
        sqlite_where=_WORKING,
        postgresql_where=_WORKING,
    )
    op.create_table(
        "search_words",
        Column("key", Text, primary_key=True),
        Column("word", Text, primary_key=True),
    )
    change = {"sqlite": _change_sqlite, "postgresql": _change_postgresql}
    change[op.get_context().dialect.name](op.get_bind())
    _learn(op.get_bind())
