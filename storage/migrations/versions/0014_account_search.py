"""Create the search index of accounts and indexes of their roles, and add the time of each invitation."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column

from storage.schema.columns import Instant

revision = "0014"
down_revision = "0013"

_DIFFERS = " OR ".join(f"old.{name} IS NOT new.{name}" for name in ("name", "email", "office"))
_TAKE_OUT = """
    INSERT INTO account_index (account_index, rowid, name, email, office)
    VALUES ('delete', old.id, old.name, old.email, old.office);
"""
_PUT_IN = """
    INSERT INTO account_index (rowid, name, email, office) VALUES (new.id, new.name, new.email, new.office);
"""

SQLITE = (
    """
    CREATE VIRTUAL TABLE account_index USING fts5(
        name, email, office,
        content='people', content_rowid='id', columnsize=0,
        tokenize='unicode61 remove_diacritics 2'
    )
    """,
    f"CREATE TRIGGER account_index_added AFTER INSERT ON people BEGIN {_PUT_IN} END",
    f"""
    CREATE TRIGGER account_index_changed AFTER UPDATE ON people WHEN {_DIFFERS}
    BEGIN {_TAKE_OUT} {_PUT_IN} END
    """,
    f"CREATE TRIGGER account_index_gone AFTER DELETE ON people BEGIN {_TAKE_OUT} END",
    "INSERT INTO account_index (account_index) VALUES ('rebuild')",
)
# An index on the result of a function needs no trigger to stay in step with the row. Words are separated as
# in the index of tickets, and the texts are cut off, since a very long word can't be indexed. The language
# is plpgsql, since the planner would inline a function in SQL, and then believe that it costs nothing.
POSTGRESQL = (
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
)


def upgrade() -> None:
    op.add_column("invitations", Column("created_at", Instant))
    op.create_index("invitations_person", "invitations", ["person_id", "created_at"])
    op.create_index("sign_in_codes_person", "sign_in_codes", ["person_id"])
    op.create_index("assignments_role", "assignments", ["role", "person_id"])
    op.create_index("assignments_lpse", "assignments", ["lpse_id", "role", "person_id"])
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[op.get_context().dialect.name]:
        # Without SQLAlchemy's parsing, which would take a colon for the start of a parameter.
        op.get_bind().exec_driver_sql(statement)
