"""Define why a letter was not sent: what its address says, and what the mail server as a whole says."""

from __future__ import annotations


class MailRefused(Exception):
    """Raised for a letter that will never be taken: the server answered 5xx about its address or content."""


class MailDeferred(Exception):
    """Raised for a letter that can't be taken yet: greylisting, a full mailbox, a transfer that broke off."""


class MailServerAway(Exception):
    """Raised where the mail server takes no letters at all, whoever they are for.

    It can't be reached, refuses the connection, the password or the sender, or breaks off before it was told
    for whom a letter is.
    """
