"""Say of every table of tickets what it holds of people, for how long, and how it is exported and erased."""

from __future__ import annotations

from collections.abc import Mapping

from storage.privacy.holding import NOBODY, PARTIES, Erasure, Holding

_TICKET = "as long as the ticket"

TICKET_HOLDINGS: Mapping[str, Holding] = {
    "tickets": Holding(
        "what was reported, by whom, in which role, the address for letters, and the rating",
        "the office answers for how it was handled",
        PARTIES,
        Erasure.EMPTIED,
        _TICKET,
        "tickets",
        goes="the address for letters of tickets that the person reported",
        stays="what was reported and the rating, with a number for the name",
    ),
    "history": Holding(
        "what a person did and wrote in tickets",
        "the office answers for how it was handled",
        PARTIES,
        Erasure.RECORD,
        _TICKET,
        "written",
    ),
    "attachments": Holding(
        "files that a person sent into tickets: their names, and by which Telegram finds them",
        "they belong to what was reported",
        PARTIES,
        Erasure.RECORD,
        _TICKET,
        "files",
    ),
    "copies": Holding(
        "copies of these files, by what is in them and not by whom",
        "Telegram's own may go",
        PARTIES,
        Erasure.RECORD,
        "`ARCHIVE_DAYS` after the last ticket with the file was closed",
        unexported="the part `files` lists each file; the copy is what was sent",
    ),
    "search_documents": Holding(
        "words of tickets, by which they are found",
        "“Cari Tiket”",
        PARTIES,
        Erasure.RECORD,
        _TICKET,
        unexported="made of tickets; no name stands in it",
    ),
    "search_index": Holding(
        "words of tickets, by which they are found",
        "“Cari Tiket”",
        PARTIES,
        Erasure.RECORD,
        _TICKET,
        unexported="made of tickets; no name stands in it",
    ),
    "parties": Holding(
        "which tickets concern a person",
        "lists and notices",
        PARTIES,
        Erasure.RECORD,
        _TICKET,
        "concerned",
    ),
    "watchers": Holding(
        "which tickets a person watches, and by whose invitation",
        "they are told of it",
        PARTIES,
        Erasure.DELETED,
        _TICKET,
        "watched",
    ),
    "watch_links": Holding(
        "that a person handed out a link for watching",
        "the link lets one person in",
        NOBODY,
        Erasure.EXPIRES,
        unexported="the links open tickets, and are kept as digests",
    ),
    "ticket_volumes": Holding(
        "how loudly a person wants to hear of a ticket",
        "they are told as they wish",
        NOBODY,
        Erasure.EXPIRES,
        exported="volumes",
    ),
    "ticket_messages": Holding(
        "which message in a chat is about which ticket",
        "a reply finds its ticket",
        NOBODY,
        Erasure.DELETED,
        exported="messages",
    ),
}
