"""Create the indexes by which events are told: tell rows, alerts by name, and members of a desk in pages."""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

revision = "0021"
down_revision = "0020"

_KEYED, _TELLS = text("key IS NOT NULL"), text("op = 'tell' AND failed_at IS NULL")


def upgrade() -> None:
    op.create_index(
        "outbox_tells", "outbox", ["priority", "id"], sqlite_where=_TELLS, postgresql_where=_TELLS
    )
    op.create_index(
        "outbox_tells_ticket", "outbox", ["ticket_id", "id"], sqlite_where=_TELLS, postgresql_where=_TELLS
    )
    # The key before the chat: an alert is looked for in all chats.
    op.drop_index("outbox_key", "outbox")
    op.create_index("outbox_key", "outbox", ["key", "chat_id"], sqlite_where=_KEYED, postgresql_where=_KEYED)
    op.drop_index("slots_slot", "slots")
    op.create_index("slots_slot", "slots", ["slot", "chat_id"])
    op.drop_index("assignments_desk", "assignments")
    op.create_index("assignments_desk", "assignments", ["desk_key", "person_id"])
