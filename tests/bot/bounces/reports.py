"""Messages as mail servers write them about letters that did not get through."""

from __future__ import annotations

BOUNDARY = "=_report"
LETTER = "7." + "0123456789abcdef" * 2


def notification(
    letter_id: str = LETTER,
    *,
    action: str = "failed",
    status: str = "5.1.1",
    headers: str = "message/rfc822",
    envelope: str = "",
) -> bytes:
    """Return a delivery status notification in the form of RFC 3464, as Postfix writes it."""
    action_line = f"Action: {action}\n" if action else ""
    envelope_line = f"Original-Envelope-Id: {envelope}\n" if envelope else ""
    returned = (
        f"--{BOUNDARY}\nContent-Type: {headers}\n\nFrom: LPSE <a@b>\nMessage-ID: <{letter_id}@contoh.go.id>\n"
    )
    text = f"""From: MAILER-DAEMON@mx.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="{BOUNDARY}"

--{BOUNDARY}
Content-Type: text/plain

I'm sorry to have to inform you.

--{BOUNDARY}
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
{envelope_line}
Final-Recipient: rfc822; rina@contoh.go.id
{action_line}Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 no such user

{returned if headers else ""}
--{BOUNDARY}--
"""
    return text.replace("\n", "\r\n").encode()


def from_exim(letter_id: str = LETTER, *, failed: bool = True) -> bytes:
    """Return what older releases of Exim write."""
    marks = "X-Failed-Recipients: rina@contoh.go.id\n" if failed else ""
    return f"""From: Mail Delivery System <Mailer-Daemon@mx.example>
Subject: Mail delivery failed: returning message to sender
Auto-Submitted: auto-replied
{marks}
A message that you sent could not be delivered.

------ This is a copy of the message, including all the headers. ------

From: LPSE <a@b>
Message-Id: <{letter_id}@contoh.go.id>

Isi
""".encode()


def from_qmail(letter_id: str = LETTER) -> bytes:
    """Return what qmail writes."""
    return f"""From: MAILER-DAEMON@mx.example
Subject: failure notice

Hi. This is the qmail-send program at mx.example.
I'm afraid I wasn't able to deliver your message.

<rina@contoh.go.id>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

Message-ID: <{letter_id}@contoh.go.id>
""".encode()
