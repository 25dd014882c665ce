"""Write a letter as the bytes that a mail server takes."""

from __future__ import annotations

import re
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formataddr, formatdate, make_msgid

from bot.sending.encoded_words import collapse_blanks, encode_words, header_text, is_plain
from core.messaging.outgoing import Letter

# Every server takes seven bits. Headers are folded here already, and Python must not fold them again.
_POLICY = SMTP.clone(cte_type="7bit", refold_source="none")
# The Message-ID of a letter before the domain. Its second half can't be guessed, so a report that names one
# comes from a server that had the letter.
LETTER_ID = re.compile(r"\d{1,18}\.[0-9a-f]{32}")


def letter_id(row_id: int, token: str) -> str:
    """Return the part of a Message-ID before its domain: the same at each attempt, and no other letter's."""
    return f"{row_id}.{token}"


def read_sender(sender: str) -> tuple[str, str]:
    """Return the name and the address of `MAIL_FROM`: `NAME <ADDRESS>`, or an address alone."""
    name, bracket, address = collapse_blanks(sender).rpartition("<")
    if not bracket or not address.endswith(">"):
        return "", collapse_blanks(sender)
    name = name.strip()
    is_quoted = len(name) > 1 and name[0] == name[-1] == '"'
    return name[1:-1] if is_quoted else name, address.removesuffix(">").strip()


def compose(sender: str, letter: Letter, name: str = "") -> EmailMessage:
    """Return the letter as it is sent: plain text, with HTML beside it where there is some.

    A letter that is sent again under the same `name` has the same Message-ID, by which mail servers and
    programs recognise a copy.
    """
    message = EmailMessage(policy=_POLICY)
    sender_name, address = read_sender(sender)
    domain = address.rpartition("@")[2] or "localhost"
    message.set_raw("From", _mailbox(sender_name, address, len("From: ")))
    message["To"] = letter.to
    message.set_raw("Subject", header_text(letter.subject, len("Subject: ")))
    message["Date"] = formatdate()
    message["Message-ID"] = f"<{name}@{domain}>" if name else make_msgid(domain=domain)
    # Asks mail programs not to answer with a holiday notice (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    # Exchange and Outlook do not know RFC 3834; this stops their automatic replies.
    message["X-Auto-Response-Suppress"] = "All"
    if letter.thread:
        message["References"] = message["In-Reply-To"] = f"<{letter.thread}@{domain}>"
    message.set_content(letter.text)
    if letter.html:
        message.add_alternative(letter.html, subtype="html")
    return message


def _mailbox(name: str, address: str, used: int) -> str:
    """Return a name and its address as the value of a header, folded at newlines."""
    plain = formataddr((name, address)) if name.isascii() else name
    return plain if is_plain(plain, used) else f"{encode_words(name, used)}\n <{address}>"
