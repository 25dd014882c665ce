"""Every table of the helpdesk, as it stands after the last migration."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from storage.columns import Document, Id, Instant

metadata = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pk",
        "fk": "%(table_name)s_%(column_0_name)s_fk",
        "uq": "%(table_name)s_%(column_0_name)s_key",
    }
)

# ------------------------------------------------------------------------------------- places and people

lpses = Table(
    "lpses",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("repository", Integer),
    Column("name", Text, nullable=False),
    Column("province", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("host", Text, nullable=False),
    Column("build", Text, nullable=False),
    Column("retired", Boolean, nullable=False, server_default=false()),
    Index("lpses_repository", "repository"),
)

# How often a body of master data was changed: processes that keep a copy see when it is old.
editions = Table(
    "editions",
    metadata,
    Column("name", Text, primary_key=True),
    Column("number", Integer, nullable=False),
    # Bodies that are one document have it here; one that was changed in chat is no longer brought up to date
    # with what ships.
    Column("document", Document),
    Column("changed", Boolean, nullable=False, server_default=false()),
)

# Append-only, like the history of tickets.
audit = Table(
    "audit",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("person_id", Id, ForeignKey("people.id")),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("before", Document, nullable=False),
    Column("after", Document, nullable=False),
)

people = Table(
    "people",
    metadata,
    Column("id", Id, primary_key=True),
    Column("email", Text, nullable=False, unique=True),  # in lower case
    Column("name", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("office", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("disabled", Boolean, nullable=False),
    Column("created_at", Instant, nullable=False),
)

# The latest holder of an address that nobody has now: files of accounts go on naming people by it.
former_addresses = Table(
    "former_addresses",
    metadata,
    Column("address", Text, primary_key=True),  # in lower case
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("changed_at", Instant, nullable=False),
)

assignments = Table(
    "assignments",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    # Role, LPSE and directorate in one text: unlike them it is never NULL, so it can be unique.
    Column("seat", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("lpse_id", Integer, ForeignKey("lpses.id")),
    Column("directorate", Text),
    Column("desk_key", Text),
    UniqueConstraint("person_id", "seat"),
    Index("assignments_desk", "desk_key"),
    Index("assignments_role", "role", "person_id"),
    Index("assignments_lpse", "lpse_id", "role", "person_id"),
)

# Who lost an account or a role, so that what they held goes back to its queue. Triggers write it down.
releases_due = Table(
    "releases_due",
    metadata,
    Column("person_id", Id, ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("looks", Integer, nullable=False),  # how often all that they hold was looked at since
)

# --------------------------------------------------------------------------------------- chats and sign-in

chats = Table(
    "chats",
    metadata,
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

talks = Table(
    "talks",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("key", Text, primary_key=True),
    Column("state", Document, nullable=False),
    Column("updated_at", Instant, nullable=False),
)

invitations = Table(
    "invitations",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant),
    Column("created_at", Instant),
    Index("invitations_person", "person_id", "created_at"),
)

sign_in_codes = Table(
    "sign_in_codes",
    metadata,
    Column("chat_id", Id, primary_key=True, autoincrement=False),
    Column("person_id", Id, ForeignKey("people.id")),
    Column("digest", Text, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("tries", Integer, nullable=False),
    Index("sign_in_codes_person", "person_id"),
)

sign_in_trail = Table(
    "sign_in_trail",
    metadata,
    Column("id", Id, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("address_digest", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Index("sign_in_trail_chat", "chat_id", "what", "at"),
    Index("sign_in_trail_address", "address_digest", "what", "at"),
)

staff_groups = Table(
    "staff_groups",
    metadata,
    Column("chat_id", Id, primary_key=True, autoincrement=False),
    Column("desk_key", Text, nullable=False),
    Column("title", Text, nullable=False),
    Index("staff_groups_desk", "desk_key"),
)

# ------------------------------------------------------------------------------------------------- tickets

tickets = Table(
    "tickets",
    metadata,
    Column("id", Id, primary_key=True),
    Column("number", Text, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("lpse_id", Integer, ForeignKey("lpses.id"), nullable=False),
    Column("application", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("subcategory", Text, nullable=False),
    Column("priority", Text, nullable=False),
    Column("rank", Integer, nullable=False),  # of the priority, 1 the most urgent
    Column("package", Document, nullable=False),
    Column("error_code", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("reporter_id", Id, ForeignKey("people.id"), nullable=False),
    Column("reporter_role", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("desk_key", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("holder_id", Id, ForeignKey("people.id")),
    Column("solver_id", Id, ForeignKey("people.id")),
    Column("asked_id", Id, ForeignKey("people.id")),
    Column("asked_desk_key", Text),
    Column("path", Document, nullable=False),
    Column("file_count", Integer, nullable=False),
    Column("closed_at", Instant),
    Column("due_at", Instant),
    Column("reminded", Boolean, nullable=False),
    Column("rating", Document),
    Column("revision", Integer, nullable=False),
    # One for each list, in the list's order.
    Index("tickets_reporter", "reporter_id", "id"),
    Index("tickets_reporter_status", "reporter_id", "status", "id"),
    Index("tickets_queue", "desk_key", "status", "rank", "id"),
    Index("tickets_status", "status", "id"),
    Index("tickets_lpse", "lpse_id", "id"),
    Index("tickets_lpse_status", "lpse_id", "status", "id"),
    Index("tickets_due", "due_at"),
)

HELD = text("status IN ('working', 'feedback')")
Index("tickets_held", tickets.c.holder_id, tickets.c.id, sqlite_where=HELD, postgresql_where=HELD)

# Append-only: triggers refuse every change of a row (see the migration).
history = Table(
    "history",
    metadata,
    Column("id", Id, primary_key=True),
    Column("ticket_id", Id, ForeignKey("tickets.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("person_id", Id, ForeignKey("people.id")),
    Column("role", Text),
    Column("facts", Document, nullable=False),
    Column("text", Text, nullable=False),
    Index("history_ticket", "ticket_id", "id"),
)

attachments = Table(
    "attachments",
    metadata,
    Column("ticket_id", Id, ForeignKey("tickets.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("history_id", Id, ForeignKey("history.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("original", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("mime", Text, nullable=False),
    Column("reference", Text, nullable=False),
    Column("unique_ref", Text, nullable=False),
    Column("is_photo", Boolean, nullable=False),
    Index("attachments_file", "unique_ref"),
)

# One row a file, however many tickets have it: what became of the copy that is kept of it.
copies = Table(
    "copies",
    metadata,
    Column("unique_ref", Text, primary_key=True),
    Column("reference", Text, nullable=False),
    Column("extension", Text, nullable=False),  # with its dot
    Column("size", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("not_before", Instant, nullable=False),
    Column("in_use_at", Instant, nullable=False),  # a ticket that has it was open then, and maybe later
    Column("sha256", Text),
    Column("agrees", Boolean),  # content with extension; NULL until a copy was seen
    Column("stored_at", Instant),
)
_WANTED, _KEPT, _GOING = text("state = 'wanted'"), text("state = 'kept'"), text("state = 'going'")
_TOO_LARGE = text("state = 'too_large'")
Index("copies_wanted", copies.c.not_before, sqlite_where=_WANTED, postgresql_where=_WANTED)
Index("copies_kept", copies.c.in_use_at, sqlite_where=_KEPT, postgresql_where=_KEPT)
Index("copies_going", copies.c.in_use_at, sqlite_where=_GOING, postgresql_where=_GOING)
Index("copies_too_large", copies.c.size, sqlite_where=_TOO_LARGE, postgresql_where=_TOO_LARGE)

parties = Table(
    "parties",
    metadata,
    Column("person_id", Id, ForeignKey("people.id"), primary_key=True),
    Column("ticket_id", Id, ForeignKey("tickets.id"), primary_key=True),
    Column("rank", Integer, nullable=False),
    Column("in_hand", Boolean, nullable=False),
    Index("parties_in_hand", "person_id", "in_hand", "rank", "ticket_id"),
    Index("parties_ticket", "ticket_id"),
)

# Of the parties those who only look on; they stand among the parties so that lists and searches find them.
watchers = Table(
    "watchers",
    metadata,
    Column("person_id", Id, ForeignKey("people.id"), primary_key=True),
    Column("ticket_id", Id, ForeignKey("tickets.id"), primary_key=True),
)

# Links with which somebody of a ticket's parties lets one more person watch it.
watch_links = Table(
    "watch_links",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("ticket_id", Id, ForeignKey("tickets.id"), nullable=False),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant),
    Index("watch_links_ticket", "ticket_id", "expires_at"),
    Index("watch_links_old", "expires_at"),
)

counters = Table(
    "counters",
    metadata,
    Column("prefix", Text, primary_key=True),
    Column("month", Text, primary_key=True),
    Column("last", Integer, nullable=False),
)

packages = Table(
    "packages",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    Column("facts", Document, nullable=False),
)

package_answers = Table(
    "package_answers",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    Column("facts", Document),
    Column("asked_at", Instant, nullable=False),
)

faq_helped = Table(
    "faq_helped",
    metadata,
    Column("code", Text, primary_key=True),
    Column("day", Text, primary_key=True),
    Column("count", Integer, nullable=False),
)

# ----------------------------------------------------------------------------------- what came, what goes

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", Id, primary_key=True, autoincrement=False),
    Column("lane", Text, nullable=False),
    Column("raw", Text, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("done_at", Instant),
    Column("reason", Text),
)
_UNDONE = text("done_at IS NULL")
Index("inbox_lane", inbox.c.lane, inbox.c.update_id, sqlite_where=_UNDONE, postgresql_where=_UNDONE)
Index("inbox_waiting", inbox.c.update_id, sqlite_where=_UNDONE, postgresql_where=_UNDONE)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True),
    Column("chat_id", BigInteger),
    Column("op", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("payload", Document, nullable=False),
    Column("slot", Text, nullable=False),
    Column("key", Text),
    Column("priority", Integer, nullable=False),
    Column("not_before", Instant, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("failed_at", Instant),
    Column("error", Text),
    Column("ticket_id", Id, ForeignKey("tickets.id")),
    # Rows go when they are sent; their ids must not come back, or a late answer would hit a stranger.
    sqlite_autoincrement=True,
)
_TO_MAKE = text("op = 'make' AND failed_at IS NULL")
_UNSENT, _KEYED, _FAILED = text("failed_at IS NULL"), text("key IS NOT NULL"), text("failed_at IS NOT NULL")
Index("outbox_due", outbox.c.priority, outbox.c.id, sqlite_where=_UNSENT, postgresql_where=_UNSENT)
Index("outbox_orders", outbox.c.priority, outbox.c.id, sqlite_where=_TO_MAKE, postgresql_where=_TO_MAKE)
Index("outbox_later", outbox.c.not_before, sqlite_where=_UNSENT, postgresql_where=_UNSENT)
Index("outbox_key", outbox.c.chat_id, outbox.c.key, sqlite_where=_KEYED, postgresql_where=_KEYED)
Index("outbox_failed", outbox.c.ticket_id, sqlite_where=_FAILED, postgresql_where=_FAILED)

slots = Table(
    "slots",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("slot", Text, primary_key=True),
    Column("message_id", BigInteger, nullable=False),
    Index("slots_slot", "slot"),
)
