"""Say of every table what it holds of people, for how long, and how exporting and erasing treat it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Erasure(StrEnum):
    """Say what becomes of a person's rows when they are erased; the value is how documentation says it."""

    NOTHING = "nothing to erase"
    DELETED = "deleted"
    EMPTIED = "emptied in part"
    RECORD = "stays; it names the person by number alone"
    EXPIRES = "stays until its time is over"


@dataclass(frozen=True, slots=True)
class Holding:
    """Describe what one table holds of people.

    `what` is empty where that is nothing. `purpose` says why it is kept, `seen_by` who reads it, `kept` for
    how long where no rule of retention says it, and `exported` the part of an export it stands in; where it
    is empty, `unexported` says why. `goes` and `stays` part what is emptied from what is not.
    """

    what: str
    purpose: str = ""
    seen_by: str = ""
    erasure: Erasure = Erasure.NOTHING
    kept: str = ""
    exported: str = ""
    unexported: str = ""
    goes: str = ""
    stays: str = ""


_ADMINISTRATORS, _PARTIES, _NOBODY = (
    "administrators",
    "the reporter, the staff concerned, and whoever they let watch",
    "nobody; the bot alone",
)
_ACCOUNT, _TICKET = "as long as the account", "as long as the ticket"
_OPENS = "it opens the account, and is kept as a digest"
_NONE = Holding("")

HOLDINGS: Mapping[str, Holding] = {
    "people": Holding(
        "name, e-mail address, telephone, office and language of each account",
        "to sign in, to be reached, and to be known to those who work the ticket",
        "administrators; name and role: the parties of one's tickets",
        Erasure.EMPTIED,
        _ACCOUNT,
        "account",
        goes="name, e-mail address, telephone and office of the account",
        stays="the number of the account, and since when it was there",
    ),
    "assignments": Holding(
        "roles, and the LPSE or directorate they are held at",
        "they decide who may do what",
        _ADMINISTRATORS,
        Erasure.DELETED,
        _ACCOUNT,
        "roles",
    ),
    "former_names": Holding(
        "names that a person had",
        "what was done under a name keeps it",
        _PARTIES,
        Erasure.DELETED,
        _ACCOUNT,
        "former_names",
    ),
    "former_addresses": Holding(
        "e-mail addresses that a person had",
        "files of accounts still name people by them",
        _NOBODY,
        Erasure.DELETED,
        _ACCOUNT,
        "former_addresses",
    ),
    "chats": Holding(
        "the Telegram chat of a person, what is being filled in there, and what was last searched for",
        "answers go there, and a conversation outlives a restart",
        _NOBODY,
        Erasure.DELETED,
        "as long as the account is linked; what was being done goes with signing out",
        "chats",
    ),
    "drafts": Holding(
        "what a person wrote and has not sent",
        "it waits for its writer",
        "its writer",
        Erasure.DELETED,
        exported="drafts",
    ),
    "invitations": Holding(
        "that a person was invited, and when",
        "a link signs in once",
        _ADMINISTRATORS,
        Erasure.DELETED,
        exported="invitations",
    ),
    "sign_in_codes": Holding(
        "that a code was sent, as a digest",
        "a code signs in for ten minutes",
        _NOBODY,
        Erasure.DELETED,
        unexported=_OPENS,
    ),
    "sign_in_limits": Holding(
        "how often a chat, an address (as a digest) or an account did what is limited",
        "nobody guesses codes, or floods a mailbox",
        _NOBODY,
        Erasure.EXPIRES,
        unexported="counts of two days at most, found by no person",
    ),
    "sign_in_trail": Holding(
        "attempts to sign in: chat, a digest of the address, how it went",
        "misuse is found by it",
        _ADMINISTRATORS,
        Erasure.EXPIRES,
        exported="sign_ins",
    ),
    "audit": Holding(
        "who changed which account or setting, and the values before and after",
        "administrators answer for what they do",
        _ADMINISTRATORS,
        Erasure.EMPTIED,
        "for ever, or as long as `AUDIT_DAYS` says",
        "changes",
        goes="name and values in lines of the audit trail about the account",
        stays="that the account was changed, when, and by whom",
    ),
    "looks": Holding(
        "who opened, printed or exported tickets of others",
        "misuse is found by it",
        _ADMINISTRATORS,
        Erasure.EXPIRES,
        exported="looks",
    ),
    "tickets": Holding(
        "what was reported, by whom, in which role, the address for letters, and the rating",
        "the office answers for how it was handled",
        _PARTIES,
        Erasure.EMPTIED,
        _TICKET,
        "tickets",
        goes="the address for letters of tickets that the person reported",
        stays="what was reported and the rating, with a number for the name",
    ),
    "history": Holding(
        "what a person did and wrote in tickets",
        "the office answers for how it was handled",
        _PARTIES,
        Erasure.RECORD,
        _TICKET,
        "written",
    ),
    "attachments": Holding(
        "files that a person sent into tickets: their names, and by which Telegram finds them",
        "they belong to what was reported",
        _PARTIES,
        Erasure.RECORD,
        _TICKET,
        "files",
    ),
    "copies": Holding(
        "copies of these files, by what is in them and not by whom",
        "Telegram's own may go",
        _PARTIES,
        Erasure.RECORD,
        "`ARCHIVE_DAYS` after the last ticket with the file was closed",
        unexported="the part `files` lists each file; the copy is what was sent",
    ),
    "search_documents": Holding(
        "words of tickets, by which they are found",
        "“Cari Tiket”",
        _PARTIES,
        Erasure.RECORD,
        _TICKET,
        unexported="made of tickets; no name stands in it",
    ),
    "search_index": Holding(
        "words of tickets, by which they are found",
        "“Cari Tiket”",
        _PARTIES,
        Erasure.RECORD,
        _TICKET,
        unexported="made of tickets; no name stands in it",
    ),
    "account_index": Holding(
        "words of names, addresses and offices, by which accounts are found",
        "“Akun”",
        _ADMINISTRATORS,
        Erasure.DELETED,
        _ACCOUNT,
        unexported="made of accounts",
    ),
    "parties": Holding(
        "which tickets concern a person",
        "lists and notices",
        _PARTIES,
        Erasure.RECORD,
        _TICKET,
        "concerned",
    ),
    "watchers": Holding(
        "which tickets a person watches, and by whose invitation",
        "they are told of it",
        _PARTIES,
        Erasure.DELETED,
        _TICKET,
        "watched",
    ),
    "watch_links": Holding(
        "that a person handed out a link for watching",
        "the link lets one person in",
        _NOBODY,
        Erasure.EXPIRES,
        unexported="the links open tickets, and are kept as digests",
    ),
    "ticket_volumes": Holding(
        "how loudly a person wants to hear of a ticket",
        "they are told as they wish",
        _NOBODY,
        Erasure.EXPIRES,
        exported="volumes",
    ),
    "ticket_messages": Holding(
        "which message in a chat is about which ticket",
        "a reply finds its ticket",
        _NOBODY,
        Erasure.DELETED,
        exported="messages",
    ),
    "slots": Holding(
        "which message in a chat is the menu, an alert or the card of a ticket",
        "it is changed in place",
        _NOBODY,
        Erasure.DELETED,
        exported="living_messages",
    ),
    "staff_groups": Holding(
        "who registered a staff group",
        "somebody backs it",
        _ADMINISTRATORS,
        Erasure.RECORD,
        "as long as the group gets alerts",
        "groups",
    ),
    "releases_due": Holding(
        "that a person lost an account or a role",
        "their tickets go back to the queue",
        _NOBODY,
        Erasure.EXPIRES,
        "seconds",
        unexported="gone within seconds",
    ),
    "inbox": Holding(
        "what a person sent to the bot, as it came",
        "nothing is lost when a process dies",
        _NOBODY,
        Erasure.DELETED,
        exported="received",
    ),
    "outbox": Holding(
        "messages and letters that wait, or could not be sent",
        "nothing is lost when Telegram or the mail server is away",
        "staff, on the ticket: that it did not arrive",
        Erasure.DELETED,
        "until they are sent",
        "notices",
    ),
    "sends": Holding(
        "when a message or letter of which kind went to a chat or address, and how it ended",
        "somebody asks why they were not told",
        "administrators; staff, on the ticket: what did not arrive",
        Erasure.DELETED,
        exported="sends",
    ),
    "search_words": _NONE,
    "alarms": Holding(
        "who floods the bot or guesses: chat, and the name given to Telegram",
        "administrators are warned",
        _ADMINISTRATORS,
        Erasure.DELETED,
        "until it is over",
        "alarms",
    ),
    "lpses": _NONE,
    "editions": _NONE,
    "counters": _NONE,
    "packages": _NONE,
    "package_answers": _NONE,
    "faq_helped": _NONE,
    "service_faults": _NONE,
    "leadership": _NONE,
}
