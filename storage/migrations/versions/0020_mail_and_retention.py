"""Create the indexes by which letters are found and old rows are deleted, and date live messages."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, text

from storage.schema.columns import Instant

revision = "0020"
down_revision = "0019"

_KEYED = text("key IS NOT NULL")
_LETTERS = text("op = 'mail' AND failed_at IS NULL")
_FAILED = text("failed_at IS NOT NULL")
_DONE = text("done_at IS NOT NULL AND reason IS NULL")
_PUT_ASIDE = text("done_at IS NOT NULL AND reason IS NOT NULL")
_ALERTS = text("slot <> 'screen'")


def upgrade() -> None:
    op.add_column("slots", Column("kept_at", Instant))
    # Nobody knows how old those are that are there: they count from now on.
    op.execute("UPDATE slots SET kept_at = CURRENT_TIMESTAMP")
    op.drop_index("outbox_key", "outbox")
    for name, table, columns, rows in (
        ("outbox_key", "outbox", ["key", "chat_id"], _KEYED),
        ("outbox_mail_due", "outbox", ["priority", "not_before", "id"], _LETTERS),
        ("outbox_mail_old", "outbox", ["created_at"], _LETTERS),
        ("outbox_failed_old", "outbox", ["failed_at"], _FAILED),
        ("inbox_old", "inbox", ["done_at"], _DONE),
        ("inbox_put_aside", "inbox", ["done_at"], _PUT_ASIDE),
        ("slots_old", "slots", ["kept_at"], _ALERTS),
        ("invitations_old", "invitations", ["expires_at"], None),
        ("sign_in_codes_old", "sign_in_codes", ["expires_at"], None),
        ("sign_in_trail_old", "sign_in_trail", ["at"], None),
        ("talks_old", "talks", ["updated_at"], None),
        ("package_answers_old", "package_answers", ["asked_at"], None),
    ):
        op.create_index(name, table, columns, sqlite_where=rows, postgresql_where=rows)
