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

from storage.schema.columns import Document, Id, Instant
from storage.schema.ops import Op

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

# How often each body of master data was changed, so that processes see when their cached copy is outdated.
editions = Table(
    "editions",
    metadata,
    Column("name", Text, primary_key=True),
    Column("number", Integer, nullable=False),
    # Set for bodies that are one document. A `changed` one was edited in chat: what ships later is merged
    # into it, by comparison with the document that had `shipped`.
    Column("document", Document),
    Column("changed", Boolean, nullable=False, server_default=false()),
    Column("shipped", Document),
)

# Append-only, like the history of tickets: triggers refuse every change, but that a person who is being
# erased is named no more, and that lines older than a year are deleted.
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
    Column("record", Text),  # which record was changed, for forms that others edit too
    Index("audit_record", "record", "id"),
    Index("audit_old", "at"),
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
    # `begun` while what is known of the person is erased, then `done`; the row stays, as tickets name it.
    Column("erasure", Text),
    # For the first time; NULL where nobody ever has.
    Column("signed_in_at", Instant),
)
BEING_ERASED = text("erasure = 'begun'")
Index("people_being_erased", people.c.id, sqlite_where=BEING_ERASED, postgresql_where=BEING_ERASED)
DISABLED, NEVER_IN = text("disabled = true"), text("signed_in_at IS NULL")
Index("people_disabled", people.c.id, sqlite_where=DISABLED, postgresql_where=DISABLED)
Index("people_never_in", people.c.id, sqlite_where=NEVER_IN, postgresql_where=NEVER_IN)

# The last person of an e-mail address that nobody has now: files of accounts still name people by it.
former_addresses = Table(
    "former_addresses",
    metadata,
    Column("address", Text, primary_key=True),  # in lower case
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("changed_at", Instant, nullable=False),
    Index("former_addresses_person", "person_id"),
)

# Names that people had, and until when: what was done under a name keeps it. A trigger inserts the rows.
former_names = Table(
    "former_names",
    metadata,
    Column("person_id", Id, ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("until", Instant, primary_key=True),
    Column("name", Text, nullable=False),
)

assignments = Table(
    "assignments",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    # Role, LPSE and directorate in one text: never NULL, as two of them may be, so that it can be unique.
    Column("seat", Text, key="key", nullable=False),
    Column("role", Text, nullable=False),
    Column("lpse_id", Integer, ForeignKey("lpses.id")),
    Column("directorate", Text),
    Column("desk_key", Text),
    UniqueConstraint("person_id", "key"),
    Index("assignments_desk", "desk_key", "person_id"),
    Index("assignments_role", "role", "person_id"),
    Index("assignments_lpse", "lpse_id", "role", "person_id"),
)

# People who lost an account or a role, and whose tickets go back to the queue. Triggers insert the rows.
releases_due = Table(
    "releases_due",
    metadata,
    Column("person_id", Id, ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("looks", Integer, nullable=False),  # how often their tickets were checked since
)

# --------------------------------------------------------------------------------------- chats and sign-in

chats = Table(
    "chats",
    metadata,
    Column("chat_id", Id, primary_key=True, autoincrement=False),
    Column("person_id", Id, ForeignKey("people.id"), unique=True),
    Column("language", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("talk", Document, key="conversation"),
    Column("screen_id", BigInteger),  # unused; the next migration may drop it
    Column("reachable", Boolean, nullable=False),
    Column("linked_at", Instant),
    Column("memo", Document, nullable=False),
    Column("searched_at", Instant),  # when the words of a search were last put into the memo
)
_SEARCHED = text("searched_at IS NOT NULL")
Index("chats_searched", chats.c.searched_at, sqlite_where=_SEARCHED, postgresql_where=_SEARCHED)

# Drafts are their writer's, whichever chat they come back in.
parked_drafts = Table(
    "drafts",
    metadata,
    Column("person_id", Id, ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("key", Text, primary_key=True),
    Column("state", Document, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Index("drafts_old", "updated_at"),
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
    Index("invitations_old", "expires_at"),
)

sign_in_codes = Table(
    "sign_in_codes",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("address_digest", Text, primary_key=True),
    Column("person_id", Id, ForeignKey("people.id")),
    Column("digest", Text, nullable=False),  # empty while no code was sent
    Column("expires_at", Instant, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("number", Text, nullable=False),  # of a request that waits for the owner's answer; else empty
    Index("sign_in_codes_person", "person_id"),
    Index("sign_in_codes_old", "expires_at"),
)

# Uses of what is limited: one row for each limit and subject, locked while it is counted.
sign_in_limits = Table(
    "sign_in_limits",
    metadata,
    Column("name", Text, primary_key=True),
    Column("used", Integer, nullable=False),
    Column("began_at", Instant, nullable=False),  # when the window of these uses began
    Index("sign_in_limits_old", "began_at"),
)

sign_in_trail = Table(
    "sign_in_trail",
    metadata,
    Column("id", Id, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("address_digest", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("at", Instant, nullable=False),
    # The person whose account it was about. SQLite can't add a foreign key; people are never deleted.
    Column("person_id", Id),
    Index("sign_in_trail_person", "person_id", "id"),
    Index("sign_in_trail_chat", "chat_id", "what", "at"),
    Index("sign_in_trail_address", "address_digest", "what", "at"),
    Index("sign_in_trail_old", "at"),
)

staff_groups = Table(
    "staff_groups",
    metadata,
    Column("chat_id", Id, primary_key=True, autoincrement=False),
    Column("desk_key", Text, nullable=False),
    Column("title", Text, nullable=False),
    # Who registered it, where that is known. SQLite can't add a foreign key; people are never deleted.
    Column("person_id", Id),
    Column("thread_id", BigInteger),  # the topic of a forum that gets the alerts
    Column("confirm_by", Instant),  # when it ends unless somebody of the desk confirms it
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
    # Given by the Pusat Bantuan of INAPROC; "" for none. It is searched with the words of the title.
    Column("help_number", Text, nullable=False, server_default=""),
    # The rule that gave the priority, "" where an earlier release computed it; when the clock may change it.
    Column("priority_rule", Text, nullable=False, server_default=""),
    Column("priority_until", Instant),
    # Not "kind" in the database, which the history has: conditions of partial indexes name it alone.
    Column("ticket_kind", Text, key="kind", nullable=False, server_default="general"),
    # Above the desk, where nobody can be reached; only while the ticket waits.
    Column("alerted_desk_key", Text),
    # One index for each list, in the list's order.
    Index("tickets_reporter", "reporter_id", "id"),
    Index("tickets_reporter_status", "reporter_id", "status", "id"),
    Index("tickets_queue", "desk_key", "status", "rank", "id"),
    Index("tickets_status", "status", "id"),
    Index("tickets_lpse", "lpse_id", "id"),
    Index("tickets_lpse_status", "lpse_id", "status", "id"),
    Index("tickets_due", "due_at"),
    Index("tickets_priority_until", "priority_until", "id"),
    Index("tickets_asked", "asked_id", "id"),
)

HELD = text("status IN ('working', 'feedback')")
_UNTAKEN = text("status = 'waiting' AND rank = 1")
Index("tickets_untaken", tickets.c.id, sqlite_where=_UNTAKEN, postgresql_where=_UNTAKEN)
_ALERTED = text("alerted_desk_key IS NOT NULL")
# With the ticket's own desk, so that tickets of whoever serves at both are counted by the index alone.
Index(
    "tickets_alerted",
    tickets.c.alerted_desk_key,
    tickets.c.status,
    tickets.c.rank,
    tickets.c.id,
    tickets.c.desk_key,
    sqlite_where=_ALERTED,
    postgresql_where=_ALERTED,
)
STILL_OPEN = text("status <> 'closed'")
Index(
    "tickets_open_about",
    tickets.c.application,
    tickets.c.category,
    sqlite_where=STILL_OPEN,
    postgresql_where=STILL_OPEN,
)
Index("tickets_held", tickets.c.holder_id, tickets.c.id, sqlite_where=HELD, postgresql_where=HELD)
# Written into statements as it stands here, so that the index is found by it.
WORKING = text("status = 'working'")
Index(
    "tickets_working",
    tickets.c.holder_id,
    tickets.c.rank,
    tickets.c.id,
    sqlite_where=WORKING,
    postgresql_where=WORKING,
)

# Append-only: triggers refuse every update and deletion (see the migration).
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

# The state of the copy of each file: one row a file, however many tickets have it.
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
    Column("in_use_at", Instant, nullable=False),  # a ticket with this file was open then, and maybe later
    Column("sha256", Text),
    Column("agrees", Boolean),  # whether the content fits the extension; NULL until a copy was fetched
    Column("stored_at", Instant),
    Column("findings", Text),  # what else was found in the content, as values of `FileFinding`
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

# Watchers are parties too, so that lists and searches find their tickets; a row here says who only watches.
watchers = Table(
    "watchers",
    metadata,
    Column("person_id", Id, ForeignKey("people.id"), primary_key=True),
    Column("ticket_id", Id, ForeignKey("tickets.id"), primary_key=True),
    # SQLite can't add a foreign key; people are never deleted.
    Column("invited_by", Id),
    Index("watchers_invited", "invited_by", "ticket_id", "person_id"),
)

# How loudly people want to hear of a ticket, where they have chosen that.
ticket_volumes = Table(
    "ticket_volumes",
    metadata,
    # Of tickets and people, which are never deleted; a choice is no record, and goes by age.
    Column("ticket_id", Id, primary_key=True, autoincrement=False),
    Column("person_id", Id, primary_key=True, autoincrement=False),
    Column("volume", Text, nullable=False),
    Column("set_at", Instant, nullable=False),
    Index("ticket_volumes_old", "set_at"),
)

# Words of tickets under what may be typed for them (see `storage.tickets.vocabulary`).
search_words = Table(
    "search_words",
    metadata,
    Column("key", Text, primary_key=True),
    Column("word", Text, primary_key=True),
)

# Links by which a party of a ticket lets one more person watch it.
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
    # The version of the answer, until when the service wants it kept, and the edition of the LPSEs it was
    # read with, whose zones its times are in.
    Column("etag", Text),
    Column("good_until", Instant),
    Column("lpses", Integer),
    Index("package_answers_old", "asked_at"),
)

# Who opened, printed or exported whose tickets: a line for each person, kind, subject and day.
looks = Table(
    "looks",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("day", Text, nullable=False),  # where the person is
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),  # the number of the ticket, or the name of the list
    Column("times", Integer, nullable=False),
    Column("tickets", Integer, nullable=False),
    UniqueConstraint("person_id", "kind", "subject", "day", name="looks_once_a_day"),
    Index("looks_old", "at"),
    Index("looks_person", "person_id", "id"),
    Index("looks_subject", "subject", "id"),
)

faq_helped = Table(
    "faq_helped",
    metadata,
    Column("code", Text, primary_key=True),
    Column("day", Text, primary_key=True),
    Column("count", Integer, nullable=False),
)

# ------------------------------------------------------------------------------------ incoming and outgoing

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
    # How often it was taken up from here and begun, and how many processes had started when it last was.
    Column("begun_again", Integer),
    Column("begun_after_starts", Integer),
)
_NOT_DONE = text("done_at IS NULL")
Index("inbox_lane", inbox.c.lane, inbox.c.update_id, sqlite_where=_NOT_DONE, postgresql_where=_NOT_DONE)
_INBOX_DONE = text("done_at IS NOT NULL")
Index("inbox_done", inbox.c.lane, inbox.c.update_id, sqlite_where=_INBOX_DONE, postgresql_where=_INBOX_DONE)
_INBOX_REASON = text("reason IS NOT NULL")
Index("inbox_reasons", inbox.c.update_id, sqlite_where=_INBOX_REASON, postgresql_where=_INBOX_REASON)
Index("inbox_waiting", inbox.c.update_id, sqlite_where=_NOT_DONE, postgresql_where=_NOT_DONE)
# Updates that are done are deleted by age; those put aside have a reason, and are kept longer.
_OLD = text("done_at IS NOT NULL AND reason IS NULL")
_PUT_ASIDE = text("done_at IS NOT NULL AND reason IS NOT NULL")
Index("inbox_old", inbox.c.done_at, sqlite_where=_OLD, postgresql_where=_OLD)
Index("inbox_put_aside", inbox.c.done_at, sqlite_where=_PUT_ASIDE, postgresql_where=_PUT_ASIDE)

# Senders who send too much or guess, until that is over and administrators know.
alarms = Table(
    "alarms",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("count", Integer, nullable=False),
    Column("since", Instant, nullable=False),
    Column("last_at", Instant, nullable=False),
    Column("is_told", Boolean, nullable=False),
)

# Faults of the service, until they are over and administrators know.
service_faults = Table(
    "service_faults",
    metadata,
    Column("fault", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("detail", Text, nullable=False),
    Column("since", Instant, nullable=False),
    Column("well_since", Instant),
    Column("is_told", Boolean, nullable=False),
)

# One row: which process leads, until when by the database's clock, and the number of its term. On PostgreSQL
# alone; SQLite's processes share a machine, and so a lock on a file.
leadership = Table(
    "leadership",
    metadata,
    Column("name", Text, primary_key=True),
    # Unique, so that a change of it waits for `FOR KEY SHARE`, and a renewal does not.
    Column("number", BigInteger, nullable=False, unique=True),
    Column("owner", Text, nullable=False),
    Column("expires_at", Instant, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True),
    Column("chat_id", BigInteger),
    Column("op", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("payload", Document, nullable=False),
    Column("slot", Text, key="live_message", nullable=False),
    Column("key", Text),
    Column("priority", Integer, nullable=False),
    Column("not_before", Instant, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("failed_at", Instant),
    Column("error", Text),
    Column("ticket_id", Id, ForeignKey("tickets.id")),
    # Rows are deleted when they are sent. An id must not be used again, or a late answer about a deleted row
    # would change another one.
    sqlite_autoincrement=True,
)
_JOBS = text(f"op = '{Op.JOB.value}' AND failed_at IS NULL")
_TELLS = text(f"op = '{Op.TELL.value}' AND failed_at IS NULL")
_TO_CHATS = text(f"failed_at IS NULL AND chat_id IS NOT NULL AND op <> '{Op.JOB.value}'")
_UNSENT, _KEYED, _FAILED = text("failed_at IS NULL"), text("key IS NOT NULL"), text("failed_at IS NOT NULL")
Index(
    "outbox_turn",
    outbox.c.priority,
    outbox.c.chat_id,
    outbox.c.id,
    sqlite_where=_TO_CHATS,
    postgresql_where=_TO_CHATS,
)
Index(
    "outbox_chat",
    outbox.c.chat_id,
    outbox.c.priority,
    outbox.c.id,
    sqlite_where=_UNSENT,
    postgresql_where=_UNSENT,
)
_ABOUT_TICKETS = text("failed_at IS NULL AND ticket_id IS NOT NULL")
Index(
    "outbox_ticket",
    outbox.c.ticket_id,
    outbox.c.created_at,
    sqlite_where=_ABOUT_TICKETS,
    postgresql_where=_ABOUT_TICKETS,
)
Index("outbox_orders", outbox.c.priority, outbox.c.id, sqlite_where=_JOBS, postgresql_where=_JOBS)
Index("outbox_tells", outbox.c.priority, outbox.c.id, sqlite_where=_TELLS, postgresql_where=_TELLS)
Index("outbox_tells_ticket", outbox.c.ticket_id, outbox.c.id, sqlite_where=_TELLS, postgresql_where=_TELLS)
# Without the rows that need not wait, which have `NO_DELAY` there: no other query can use it then.
DELAYED = text("failed_at IS NULL AND not_before > '1970-01-02 00:00:00+00'")
Index("outbox_later", outbox.c.not_before, sqlite_where=DELAYED, postgresql_where=DELAYED)
Index("outbox_key", outbox.c.key, outbox.c.chat_id, sqlite_where=_KEYED, postgresql_where=_KEYED)
Index("outbox_failed", outbox.c.ticket_id, sqlite_where=_FAILED, postgresql_where=_FAILED)
Index("outbox_failed_old", outbox.c.failed_at, sqlite_where=_FAILED, postgresql_where=_FAILED)
# Letters are sent beside all other messages, and found without looking at those, or at letters that wait.
LETTERS = text(f"op = '{Op.MAIL.value}' AND failed_at IS NULL")
Index(
    "outbox_mail_due",
    outbox.c.priority,
    outbox.c.not_before,
    outbox.c.id,
    sqlite_where=LETTERS,
    postgresql_where=LETTERS,
)
Index("outbox_mail_old", outbox.c.created_at, sqlite_where=LETTERS, postgresql_where=LETTERS)

# The outcome of each message and letter that was sent, without its text.
sends = Table(
    "sends",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("kind", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("chat_id", BigInteger),
    Column("address", Text),  # in lower case
    Column("ticket_id", Id),  # of tickets, which are never deleted
    Column("answer", Text, nullable=False),  # what the mail server replied
    Column("letter_id", Text),  # of its Message-ID, as long as the line
    Column("told_chat_id", BigInteger),  # in which somebody waits for the letter
    Index("sends_ticket", "ticket_id", "id"),
    Index("sends_chat", "chat_id", "id"),
    Index("sends_address", "address", "id"),
    Index("sends_old", "at"),
)
_MAILED = sends.c.letter_id.is_not(None)
Index("sends_letter", sends.c.letter_id, unique=True, sqlite_where=_MAILED, postgresql_where=_MAILED)

# Messages of the bot that are about a ticket, so that a reply to one of them is taken for that ticket.
ticket_messages = Table(
    "ticket_messages",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("ticket_id", Id, ForeignKey("tickets.id"), nullable=False),
    Column("shown_at", Instant, nullable=False),
    Index("ticket_messages_old", "shown_at"),
)

live_messages = Table(
    "slots",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("slot", Text, key="name", primary_key=True),
    Column("message_id", BigInteger, nullable=False),
    Column("kept_at", Instant),  # when the message was last sent or changed, by the database's clock
    Index("slots_slot", "name", "chat_id"),
)
# A chat's screen is one row for ever; alerts and living cards of tickets are deleted by age.
_ALERTS = text("slot <> 'screen'")
Index("slots_old", live_messages.c.kept_at, sqlite_where=_ALERTS, postgresql_where=_ALERTS)
