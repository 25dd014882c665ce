"""Create the search index of tickets, and the triggers that keep it in step with them."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"

# The indexed columns of a ticket, beside its parties: when none of them changes, the index does not either.
_INDEXED = "number title description status rank lpse_id application version".split()

# ------------------------------------------------------------------------------------------------- SQLite

# The day is the one in the number: TPS200615…, or LC20190729….
_DOCUMENTS = """
    CREATE VIEW search_documents AS
    SELECT t.id AS id,
        t.title || ' ' || t.description AS words,
        t.number
            || ' ' || substr(t.number, 1, 4) || ' ' || substr(t.number, 2, 4) || ' ' || substr(t.number, 3, 4)
            || ' ' || substr(t.number, 4, 4) || ' ' || substr(t.number, 5, 4) || ' ' || substr(t.number, 6, 4)
            || ' ' || substr(t.number, 7, 4) || ' ' || substr(t.number, 8, 4) || ' ' || substr(t.number, 9, 4)
            || ' ' || substr(t.number, 10, 4) || ' ' || substr(t.number, 11, 4)
            || ' ' || substr(t.number, 12, 4) AS number,
        's' || t.status || ' r' || t.rank || ' l' || t.lpse_id
            || ' a' || hex(t.application) || ' v' || hex(t.version)
            || ' d' || t.day || ' m' || substr(t.day, 1, 6) || ' y' || substr(t.day, 1, 4)
            || coalesce((
                SELECT group_concat(mark, '')
                FROM (SELECT ' p' || person_id AS mark FROM parties WHERE ticket_id = t.id ORDER BY person_id)
            ), '') AS marks
    FROM (
        SELECT *, CASE
            WHEN number LIKE 'T%' THEN '20' || substr(number, 4, 6) ELSE substr(number, 3, 8)
        END AS day
        FROM tickets
    ) AS t
"""
_INDEX = """
    CREATE VIRTUAL TABLE search_index USING fts5(
        words, number, marks,
        content='search_documents', content_rowid='id', columnsize=0, prefix='3 4 5',
        tokenize='unicode61 remove_diacritics 2'
    )
"""
_TAKE_OUT = """
    INSERT INTO search_index (search_index, rowid, words, number, marks)
    SELECT 'delete', id, words, number, marks FROM search_documents WHERE id = {id};
"""
_PUT_IN = """
    INSERT INTO search_index (rowid, words, number, marks)
    SELECT id, words, number, marks FROM search_documents WHERE id = {id};
"""
_CHANGED = " OR ".join(f"old.{name} IS NOT new.{name}" for name in _INDEXED)
# An upsert fires BEFORE INSERT also for a row that exists, and then inserts none.
_NEW = "NOT EXISTS (SELECT 1 FROM parties WHERE person_id = new.person_id AND ticket_id = new.ticket_id)"


def _trigger(name: str, when: str, body: str, condition: str = "true") -> str:
    return f"CREATE TRIGGER search_{name} {when} FOR EACH ROW WHEN {condition} BEGIN {body} END"


SQLITE = (
    _DOCUMENTS,
    _INDEX,
    # A document is removed as it was before the change, and inserted as it is after it.
    _trigger("ticket_added", "AFTER INSERT ON tickets", _PUT_IN.format(id="new.id")),
    _trigger("ticket_changing", "BEFORE UPDATE ON tickets", _TAKE_OUT.format(id="old.id"), _CHANGED),
    _trigger("ticket_changed", "AFTER UPDATE ON tickets", _PUT_IN.format(id="new.id"), _CHANGED),
    _trigger("ticket_going", "BEFORE DELETE ON tickets", _TAKE_OUT.format(id="old.id")),
    _trigger("party_coming", "BEFORE INSERT ON parties", _TAKE_OUT.format(id="new.ticket_id"), _NEW),
    _trigger("party_came", "AFTER INSERT ON parties", _PUT_IN.format(id="new.ticket_id")),
    _trigger("party_going", "BEFORE DELETE ON parties", _TAKE_OUT.format(id="old.ticket_id")),
    _trigger("party_gone", "AFTER DELETE ON parties", _PUT_IN.format(id="old.ticket_id")),
    "INSERT INTO search_index (search_index) VALUES ('rebuild')",
)

# --------------------------------------------------------------------------------------------- PostgreSQL

# Words are separated by everything but ASCII letters and digits, and the blocks of Unicode that hold letters.
_DOCUMENT = r"""
    CREATE FUNCTION search_document(ticket tickets) RETURNS tsvector LANGUAGE sql STABLE AS $$
        WITH folded AS (
            SELECT lower(normalize(regexp_replace(
                normalize(ticket.title || ' ' || ticket.description, NFD), '[\u0300-\u036f]', '', 'g'
            ), NFC)) AS words, CASE
                WHEN ticket.number LIKE 'T%' THEN '20' || substr(ticket.number, 4, 6)
                ELSE substr(ticket.number, 3, 8)
            END AS day
        ), lexemes (lexeme) AS (
            SELECT left(word, 100) FROM folded, regexp_split_to_table(
                words,
                '[^0-9a-z\u00aa\u00b2\u00b3\u00b5\u00b9\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\u3040-\ud7ff]+'
            ) AS word WHERE word <> ''
            UNION SELECT '=p' || person_id FROM parties WHERE ticket_id = ticket.id
            UNION SELECT unnest(ARRAY[
                '#' || lower(ticket.number),
                '=s' || ticket.status, '=r' || ticket.rank, '=l' || ticket.lpse_id,
                '=a' || encode(convert_to(ticket.application, 'UTF8'), 'hex'),
                '=v' || encode(convert_to(ticket.version, 'UTF8'), 'hex'),
                '=d' || day, '=m' || substr(day, 1, 6), '=y' || substr(day, 1, 4)
            ]) FROM folded
        )
        SELECT (
            SELECT coalesce(string_agg('''#' || substr(lower(ticket.number), at, 4) || ''':' || at, ' '), '')
            FROM generate_series(1, length(ticket.number) - 3) AS at
        )::tsvector || (SELECT array_to_tsvector(array_agg(lexeme)) FROM lexemes)
    $$
"""
_PUT = """
    CREATE FUNCTION search_put(ticket_id bigint) RETURNS void LANGUAGE sql AS $$
        INSERT INTO search_documents
        SELECT t.id, search_document(t) FROM tickets AS t WHERE t.id = search_put.ticket_id
        ON CONFLICT ON CONSTRAINT search_documents_pk DO UPDATE SET document = excluded.document
    $$
"""


def _function(name: str, body: str) -> str:
    return f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN NULL; END $$"


_DIFFERS = " OR ".join(f"old.{name} IS DISTINCT FROM new.{name}" for name in _INDEXED)

POSTGRESQL = (
    """
    CREATE TABLE search_documents (
        ticket_id bigint NOT NULL CONSTRAINT search_documents_pk PRIMARY KEY, document tsvector NOT NULL
    )
    """,
    "CREATE INDEX search_documents_document ON search_documents USING gin (document)",
    _DOCUMENT,
    _PUT,
    _function("search_put_ticket", "PERFORM search_put(new.id);"),
    _function("search_drop_ticket", "DELETE FROM search_documents WHERE ticket_id = old.id;"),
    _function("search_drop_all", "TRUNCATE search_documents;"),
    _function("search_put_of_party", "PERFORM search_put(new.ticket_id);"),
    _function("search_put_without_party", "PERFORM search_put(old.ticket_id);"),
    """
    CREATE TRIGGER search_ticket_added AFTER INSERT ON tickets
    FOR EACH ROW EXECUTE FUNCTION search_put_ticket()
    """,
    f"""
    CREATE TRIGGER search_ticket_changed AFTER UPDATE ON tickets
    FOR EACH ROW WHEN ({_DIFFERS}) EXECUTE FUNCTION search_put_ticket()
    """,
    """
    CREATE TRIGGER search_ticket_gone AFTER DELETE ON tickets
    FOR EACH ROW EXECUTE FUNCTION search_drop_ticket()
    """,
    """
    CREATE TRIGGER search_tickets_gone AFTER TRUNCATE ON tickets
    FOR EACH STATEMENT EXECUTE FUNCTION search_drop_all()
    """,
    """
    CREATE TRIGGER search_party_came AFTER INSERT ON parties
    FOR EACH ROW EXECUTE FUNCTION search_put_of_party()
    """,
    """
    CREATE TRIGGER search_party_gone AFTER DELETE ON parties
    FOR EACH ROW EXECUTE FUNCTION search_put_without_party()
    """,
    "INSERT INTO search_documents SELECT t.id, search_document(t) FROM tickets AS t",
)


def upgrade() -> None:
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[op.get_context().dialect.name]
    for statement in statements:
        # Without SQLAlchemy's parsing, which would take a colon for the start of a parameter.
        op.get_bind().exec_driver_sql(statement)
