"""Count what is limited in signing in, key codes by address too, keep drafts by person and former names.

Drafts of chats in which nobody is signed in are nobody's any more, and are left behind. A trigger keeps the
name that a person had, in the same transaction as the change, wherever that comes from.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Text

from storage.schema.columns import Document, Id, Instant

revision = "0026"
down_revision = "0025"

_KEPT_CODES = """
    CREATE TABLE kept_codes AS SELECT sign_in_codes.*, coalesce((
        SELECT address_digest FROM sign_in_trail
        WHERE sign_in_trail.chat_id = sign_in_codes.chat_id AND what = 'sent'
        ORDER BY sign_in_trail.id DESC LIMIT 1
    ), '') AS address_digest FROM sign_in_codes
"""
_CODES = """
    INSERT INTO sign_in_codes (chat_id, address_digest, person_id, digest, expires_at, tries, number)
    SELECT chat_id, address_digest, person_id, digest, expires_at, tries, '' FROM kept_codes
"""
_DRAFTS = """
    INSERT INTO drafts (person_id, key, state, updated_at)
    SELECT chats.person_id, talks.key, talks.state, talks.updated_at
    FROM talks JOIN chats ON chats.chat_id = talks.chat_id WHERE chats.person_id IS NOT NULL
"""
_SQLITE_NOW = "strftime('%Y-%m-%d %H:%M:%f', 'now') || '000+00:00'"
_FORMER_NAME = """
    INSERT INTO former_names (person_id, until, name) VALUES (old.id, {now}, old.name)
    ON CONFLICT (person_id, until) DO NOTHING;
"""
_RENAMED = "AFTER UPDATE OF name ON people FOR EACH ROW WHEN (old.name <> new.name)"
TRIGGERS = {
    "sqlite": (f"CREATE TRIGGER people_renamed {_RENAMED} BEGIN {_FORMER_NAME.format(now=_SQLITE_NOW)} END",),
    "postgresql": (
        "CREATE FUNCTION keep_former_name() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        + _FORMER_NAME.format(now="clock_timestamp()")
        + " RETURN NULL; END $$",
        f"CREATE TRIGGER people_renamed {_RENAMED} EXECUTE FUNCTION keep_former_name()",
    ),
}


def upgrade() -> None:
    ask = op.get_bind().exec_driver_sql
    ask(_KEPT_CODES)
    op.drop_table("sign_in_codes")
    op.create_table(
        "sign_in_codes",
        Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
        Column("address_digest", Text, primary_key=True),
        Column("person_id", Id, ForeignKey("people.id")),
        Column("digest", Text, nullable=False),
        Column("expires_at", Instant, nullable=False),
        Column("tries", Integer, nullable=False),
        Column("number", Text, nullable=False),
        Index("sign_in_codes_person", "person_id"),
        Index("sign_in_codes_old", "expires_at"),
    )
    ask(_CODES)
    op.drop_table("kept_codes")
    op.create_table(
        "sign_in_limits",
        Column("name", Text, primary_key=True),
        Column("used", Integer, nullable=False),
        Column("began_at", Instant, nullable=False),
        Index("sign_in_limits_old", "began_at"),
    )
    op.add_column("sign_in_trail", Column("person_id", Id))
    op.create_index("sign_in_trail_person", "sign_in_trail", ["person_id", "id"])
    op.create_table(
        "drafts",
        Column("person_id", Id, ForeignKey("people.id"), primary_key=True, autoincrement=False),
        Column("key", Text, primary_key=True),
        Column("state", Document, nullable=False),
        Column("updated_at", Instant, nullable=False),
        Index("drafts_old", "updated_at"),
    )
    ask(_DRAFTS)
    op.drop_table("talks")
    op.create_table(
        "former_names",
        Column("person_id", Id, ForeignKey("people.id"), primary_key=True, autoincrement=False),
        Column("until", Instant, primary_key=True),
        Column("name", Text, nullable=False),
    )
    for statement in TRIGGERS[op.get_context().dialect.name]:
        ask(statement)
