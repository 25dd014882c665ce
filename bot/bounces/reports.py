"""Read what a mail server reports of a letter that it had taken: delayed, or returned for good."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from itertools import islice

from bot.sending.letter_format import LETTER_ID
from core.input.characters import plain

# Parts of a report, and recipients and letters in it, that are read. A letter goes to one address, which may
# be a list.
MOST_PARTS, MOST_RECIPIENTS = 10, 100
_STATUS = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")
_MESSAGE_ID = re.compile(r"<\s*([^<>@\s]{1,64})@[^<>\s]{1,255}>")
_MESSAGE_ID_LINE = re.compile(r"(?im)^[> \t]{0,4}message-id:[ \t]{0,4}(<[^<>\r\n]{1,320}>)")
_ENCODED_SIGN = re.compile(r"\+([0-9A-F]{2})")
# How qmail and its kin begin a returned letter (https://cr.yp.to/proto/qsbmf.txt).
_QMAIL = "Hi. This is the"
_QMAIL_STATUS = re.compile(r"\(#([245]\.\d{1,3}\.\d{1,3})\)")


@dataclass(frozen=True, slots=True)
class LetterReport:
    """Fate of a letter: which letter it may be, whether that is final, and the status (RFC 3463), or "".

    `letter_ids` are what the report claims; only one that was really sent proves it.
    """

    letter_ids: tuple[str, ...]
    is_final: bool
    status: str


def _report(claimed: Iterable[str], status: str, *, is_final: bool) -> LetterReport:
    """Return a report about no more letters than are looked up for a stranger."""
    return LetterReport(tuple(dict.fromkeys(claimed))[:MOST_RECIPIENTS], is_final, status)


def read_report(content: bytes) -> LetterReport | None:
    """Return what a message reports of one of our letters; None where it reports nothing of the kind.

    The message may have been cut off behind its beginning. What a stranger wrote into it never raises.
    """
    try:
        message = BytesParser().parsebytes(content)
        parts = _parts(message)
        if any(part.get_content_type() == "message/delivery-status" for part in parts):
            return _standard_report(message, parts)
        return _older_report(message, parts)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        # The standard library's parser takes most of what is no mail, and stumbles over some.
        return None


def _parts(message: Message) -> list[Message]:
    payload = message.get_payload()
    if not isinstance(payload, list):
        return []
    return [part for part in islice(payload, MOST_PARTS) if isinstance(part, Message)]


def _standard_report(message: Message, parts: Iterable[Message]) -> LetterReport | None:
    """Return what a delivery status notification (RFC 3464) says."""
    if message.get_content_type() != "multipart/report":
        # Somebody may have forwarded a notification; a mail server has not.
        return None
    found: list[str] = []
    failed, delayed = list[str](), list[str]()
    for part in parts:
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            for block in _blocks(part):
                found += _envelope_ids(block)
                action, status = plain(str(block.get("Action", ""))).strip().lower(), _status(block)
                if action == "failed" or (not action and status.startswith("5")):
                    failed.append(status)
                elif action == "delayed" or (not action and status.startswith("4")):
                    delayed.append(status)
        elif kind in {"message/rfc822", "message/global"}:
            found += _message_ids(str(block.get("Message-ID", "")) for block in _blocks(part))
        elif kind in {"text/rfc822-headers", "message/rfc822-headers", "message/global-headers"}:
            found += _message_ids(_headers_of(part))
    if not found or not (failed or delayed):
        return None
    return _report(found, (failed or delayed)[0], is_final=bool(failed))


def _older_report(message: Message, parts: Iterable[Message]) -> LetterReport | None:
    """Return what a returned letter in one of two older formats says: Exim's, and that of qmail.

    Both are written for returned letters alone. Anything else is left to people.
    """
    readable = [part for part in (message, *parts) if part.get_content_type() == "text/plain"]
    text = "\n".join(_text(part) for part in readable)
    found = _message_ids(_MESSAGE_ID_LINE.findall(text))
    if not found:
        return None
    if text.lstrip().startswith(_QMAIL) and re.search(r"(?m)^--- ", text):
        status = _QMAIL_STATUS.search(text)
        return _report(found, status[1] if status else "", is_final=True)
    if (
        message.get("X-Failed-Recipients")
        and plain(str(message.get("Auto-Submitted", ""))).lower() == "auto-replied"
    ):
        return _report(found, "", is_final=True)
    return None


def _blocks(part: Message) -> list[Message]:
    payload = part.get_payload()
    found = payload if isinstance(payload, list) else []
    return [block for block in islice(found, MOST_RECIPIENTS) if isinstance(block, Message)]


def _headers_of(part: Message) -> Iterator[str]:
    payload = part.get_payload(decode=True)
    if isinstance(payload, bytes):
        yield str(BytesHeaderParser().parsebytes(payload).get("Message-ID", ""))
    for block in _blocks(part):
        yield str(block.get("Message-ID", ""))


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    return payload.decode("latin-1").replace("\r\n", "\n") if isinstance(payload, bytes) else ""


def _status(block: Message) -> str:
    found = _STATUS.search(str(block.get("Status", "")))
    return found[0] if found else ""


def _envelope_ids(block: Message) -> list[str]:
    given = str(block.get("Original-Envelope-Id", "")).strip()
    read = _ENCODED_SIGN.sub(lambda sign: chr(int(sign[1], 16)), given)
    return [read] if LETTER_ID.fullmatch(read) else []


def _message_ids(given: Iterable[str]) -> list[str]:
    found = (_MESSAGE_ID.search(one) for one in given)
    return [one[1] for one in found if one is not None and LETTER_ID.fullmatch(one[1])]
