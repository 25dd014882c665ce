"""Say of every table what it holds of people, for how long, and how exporting and erasing treat it."""

from __future__ import annotations

from collections.abc import Mapping

from storage.privacy.holding import ADMINISTRATORS, NOBODY, PARTIES, Erasure, Holding
from storage.privacy.ticket_data_inventory import TICKET_HOLDINGS

_ACCOUNT = "as long as the account"
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
    "account_index": Holding(
        "words of names, addresses and offices, by which accounts are found",
        "“Akun”",
        ADMINISTRATORS,
        Erasure.DELETED,
        _ACCOUNT,
        unexported="made of accounts",
    ),
    "assignments": Holding(
        "roles, and the LPSE or directorate they are held at",
        "they decide who may do what",
        ADMINISTRATORS,
        Erasure.DELETED,
        _ACCOUNT,
        "roles",
    ),
    "former_names": Holding(
        "names that a person had",
        "what was done under a name keeps it",
        PARTIES,
        Erasure.DELETED,
        _ACCOUNT,
        "former_names",
    ),
    "former_addresses": Holding(
        "e-mail addresses that a person had",
        "files of accounts still name people by them",
        NOBODY,
        Erasure.DELETED,
        _ACCOUNT,
        "former_addresses",
    ),
    "chats": Holding(
        "the Telegram chat of a person, what is being filled in there, and what was last searched for",
        "answers go there, and a conversation outlives a restart",
        NOBODY,
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
        ADMINISTRATORS,
        Erasure.DELETED,
        exported="invitations",
    ),
    "sign_in_codes": Holding(
        "that a code was sent, as a digest",
        "a code signs in for ten minutes",
        NOBODY,
        Erasure.DELETED,
        unexported=_OPENS,
    ),
    "sign_in_limits": Holding(
        "how often a chat, an address (as a digest) or an account did what is limited",
        "nobody guesses codes, or floods a mailbox",
        NOBODY,
        Erasure.EXPIRES,
        unexported="counts of two days at most, found by no person",
    ),
    "sign_in_trail": Holding(
        "attempts to sign in: chat, a digest of the address, how it went",
        "misuse is found by it",
        ADMINISTRATORS,
        Erasure.EXPIRES,
        exported="sign_ins",
    ),
    "audit": Holding(
        "who changed which account or setting, and the values before and after",
        "administrators answer for what they do",
        ADMINISTRATORS,
        Erasure.EMPTIED,
        "for ever, or as long as `AUDIT_DAYS` says",
        "changes",
        goes="name and values in lines of the audit trail about the account",
        stays="that the account was changed, when, and by whom",
    ),
    "looks": Holding(
        "who opened, printed or exported tickets of others",
        "misuse is found by it",
        ADMINISTRATORS,
        Erasure.EXPIRES,
        exported="looks",
    ),
    **TICKET_HOLDINGS,
    "slots": Holding(
        "which message in a chat is the menu, an alert or the card of a ticket",
        "it is changed in place",
        NOBODY,
        Erasure.DELETED,
        exported="living_messages",
    ),
    "staff_groups": Holding(
        "who registered a staff group",
        "somebody backs it",
        ADMINISTRATORS,
        Erasure.RECORD,
        "as long as the group gets alerts",
        "groups",
    ),
    "releases_due": Holding(
        "that a person lost an account or a role",
        "their tickets go back to the queue",
        NOBODY,
        Erasure.EXPIRES,
        "seconds",
        unexported="gone within seconds",
    ),
    "inbox": Holding(
        "what a person sent to the bot, as it came",
        "nothing is lost when a process dies",
        NOBODY,
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
        "when a message or letter of which kind went to a chat or address, how it ended, and which chat is "
        "told where a letter, such as an invitation, comes back",
        "somebody asks why they were not told",
        "administrators; staff, on the ticket: what did not arrive",
        Erasure.EMPTIED,
        exported="sends",
        goes="lines about messages and letters to the person, and the person's chat in lines about letters "
        "to others",
        stays="what became of letters to others",
    ),
    "search_words": _NONE,
    "alarms": Holding(
        "who floods the bot or guesses: chat, and the name given to Telegram",
        "administrators are warned",
        ADMINISTRATORS,
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
