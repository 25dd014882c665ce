"""Create the table of copies of files, with a row for each file that is attached already."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Boolean, Column, Integer, Text, text

from storage.schema.columns import Instant

revision = "0011"
down_revision = "0010"

_WANTED, _KEPT, _GOING = text("state = 'wanted'"), text("state = 'kept'"), text("state = 'going'")

# The files attached so far. The bot gave them their stored names: behind the last dot is the extension.
_FILL = """
    INSERT INTO copies (unique_ref, reference, extension, size, state, attempts, not_before, in_use_at)
    SELECT file.unique_ref, max(file.reference),
           max(substr(file.name, length(rtrim(file.name, replace(file.name, '.', ''))))),
           max(file.size), 'wanted', 0, max(event.at), max(event.at)
    FROM attachments AS file JOIN history AS event ON event.id = file.history_id
    GROUP BY file.unique_ref
"""


def upgrade() -> None:
    op.create_table(
        "copies",
        Column("unique_ref", Text, primary_key=True),
        Column("reference", Text, nullable=False),
        Column("extension", Text, nullable=False),
        Column("size", BigInteger, nullable=False),
        Column("state", Text, nullable=False),
        Column("attempts", Integer, nullable=False),
        Column("not_before", Instant, nullable=False),
        Column("in_use_at", Instant, nullable=False),
        Column("sha256", Text),
        Column("agrees", Boolean),
        Column("stored_at", Instant),
    )
    for name, column, state in (
        ("copies_wanted", "not_before", _WANTED),
        ("copies_kept", "in_use_at", _KEPT),
        ("copies_going", "in_use_at", _GOING),
    ):
        op.create_index(name, "copies", [column], sqlite_where=state, postgresql_where=state)
    op.create_index("attachments_file", "attachments", ["unique_ref"])
    op.execute(_FILL)
