"""Create the indexes by which the next message of each chat is found, and keep who registered a group."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, text

revision = "0018"
down_revision = "0017"

_UNSENT = text("failed_at IS NULL")
_TO_CHATS = text("failed_at IS NULL AND chat_id IS NOT NULL AND op <> 'make'")
_DELAYED = text("failed_at IS NULL AND not_before > '1970-01-02 00:00:00+00'")


def upgrade() -> None:
    op.create_index(
        "outbox_turn",
        "outbox",
        ["priority", "chat_id", "id"],
        sqlite_where=_TO_CHATS,
        postgresql_where=_TO_CHATS,
    )
    op.create_index(
        "outbox_chat", "outbox", ["chat_id", "priority", "id"], sqlite_where=_UNSENT, postgresql_where=_UNSENT
    )
    op.drop_index("outbox_due", "outbox")
    op.drop_index("outbox_later", "outbox")
    op.create_index(
        "outbox_later", "outbox", ["not_before"], sqlite_where=_DELAYED, postgresql_where=_DELAYED
    )
    # Unknown for groups that were registered before.
    op.add_column("staff_groups", Column("person_id", BigInteger().with_variant(Integer(), "sqlite")))
