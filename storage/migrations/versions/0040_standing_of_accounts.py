"""Keep when people signed in first, and index accounts by standing and open tickets by their category."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, text

from storage.schema.columns import Instant

revision = "0040"
down_revision = "0039"


def upgrade() -> None:
    op.add_column("people", Column("signed_in_at", Instant))
    # People who are signed in, have a line in the trail or filed a ticket have signed in before.
    op.execute(
        "UPDATE people SET signed_in_at = COALESCE("
        "(SELECT MIN(chats.linked_at) FROM chats WHERE chats.person_id = people.id), "
        "(SELECT MIN(sign_in_trail.at) FROM sign_in_trail WHERE sign_in_trail.person_id = people.id "
        "AND sign_in_trail.what IN ('signed_in', 'renewed', 'signed_out')), "
        "(SELECT MIN(tickets.created_at) FROM tickets WHERE tickets.reporter_id = people.id), "
        "(SELECT people.created_at FROM chats WHERE chats.person_id = people.id))"
    )
    disabled, never = text("disabled = true"), text("signed_in_at IS NULL")
    op.create_index("people_disabled", "people", ["id"], sqlite_where=disabled, postgresql_where=disabled)
    op.create_index("people_never_in", "people", ["id"], sqlite_where=never, postgresql_where=never)
    still_open = text("status <> 'closed'")
    op.create_index(
        "tickets_open_about",
        "tickets",
        ["application", "category"],
        sqlite_where=still_open,
        postgresql_where=still_open,
    )
