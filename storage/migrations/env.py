"""Run the migrations on the connection that the caller passes in the configuration."""

from __future__ import annotations

from alembic import context

from storage.schema.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
