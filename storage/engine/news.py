"""Say what a transaction put out: in this process by its topics, to others by a notice of PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Collection
from enum import StrEnum

from sqlalchemy import Connection, bindparam, func, select

# The channel on which each transaction announces what it put out.
CHANNEL = "outbox"


class Topic(StrEnum):
    """Name what a transaction put out, by who has to do with it; values are sent between processes.

    MESSAGES: to chats. EVENTS: to be told to everybody concerned. FILES: copies to be fetched.
    """

    MESSAGES = "messages"
    LETTERS = "letters"
    JOBS = "jobs"
    EVENTS = "events"
    FILES = "files"


EVERYTHING = frozenset(Topic)
# Called with the topics of something that was committed.
News = Callable[[Collection[Topic]], None]

_NOTIFY = select(func.pg_notify(bindparam("channel"), bindparam("payload")))


def announce(connection: Connection, topics: Collection[Topic], sender: str) -> None:
    """Tell all processes on PostgreSQL what was put out, once the transaction is committed."""
    payload = f"{sender} {','.join(sorted(topics))}"
    connection.execute(_NOTIFY, {"channel": CHANNEL, "payload": payload})


def topics_of(payload: str, receiver: str) -> Collection[Topic]:
    """Return the topics of a notice that another process sent; none where `receiver` itself is its sender.

    A notice that says nothing, as releases before topics send it, or something unknown, is about everything.
    """
    sender, _, topics = payload.partition(" ")
    if sender == receiver:
        return ()
    try:
        return {Topic(topic) for topic in topics.split(",")}
    except ValueError:
        return EVERYTHING
