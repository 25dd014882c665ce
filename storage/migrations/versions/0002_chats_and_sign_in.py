"""Create the tables of chats, drafts, sign-in and staff groups."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Text

from storage.schema.columns import Document, Id, Instant

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "chats",
        Column("chat_id", Id, primary_key=True, autoincrement=False),
        Column("person_id", Id, ForeignKey("people.id"), unique=True),
        Column("language", Text, nullable=False),
        Column("revision", Integer, nullable=False),
        Column("talk", Document),
        Column("screen_id", BigInteger),
        Column("reachable", Boolean, nullable=False),
        Column("linked_at", Instant),
        Column("memo", Document, nullable=False),
    )
    op.create_table(
        "talks",
        Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
        Column("key", Text, primary_key=True),
        Column("state", Document, nullable=False),
        Column("updated_at", Instant, nullable=False),
    )
    op.create_table(
        "invitations",
        Column("digest", Text, primary_key=True),
        Column("person_id", Id, ForeignKey("people.id"), nullable=False),
        Column("expires_at", Instant, nullable=False),
        Column("used_at", Instant),
    )
    op.create_table(
        "sign_in_codes",
        Column("chat_id", Id, primary_key=True, autoincrement=False),
        Column("person_id", Id, ForeignKey("people.id")),
        Column("digest", Text, nullable=False),
        Column("expires_at", Instant, nullable=False),
        Column("tries", Integer, nullable=False),
    )
    op.create_table(
        "sign_in_trail",
        Column("id", Id, primary_key=True),
        Column("chat_id", BigInteger, nullable=False),
        Column("address_digest", Text, nullable=False),
        Column("what", Text, nullable=False),
        Column("at", Instant, nullable=False),
        Index("sign_in_trail_chat", "chat_id", "what", "at"),
        Index("sign_in_trail_address", "address_digest", "what", "at"),
    )
    op.create_table(
        "staff_groups",
        Column("chat_id", Id, primary_key=True, autoincrement=False),
        Column("desk_key", Text, nullable=False),
        Column("title", Text, nullable=False),
        Index("staff_groups_desk", "desk_key"),
    )
