"""The file of accounts that an administrator sends in chat: which ones are taken, and how it is read."""

from __future__ import annotations

from core.errors import Refusal
from core.files import agrees_with_content

# Bytes: what the public Bot API lets a bot download.
LARGEST = 20 * 1024 * 1024
ENDINGS = (".csv", ".txt")


def check_account_file(name: str, size: int) -> None:
    """Refuses `not_csv`, `file_empty` and `file_too_large`."""
    if not name.lower().endswith(ENDINGS):
        raise Refusal("not_csv", name=name)
    if size <= 0:
        raise Refusal("file_empty")
    if size > LARGEST:
        raise Refusal("file_too_large", name=name, size=size, limit=LARGEST)


def encoding_of(name: str, content: bytes) -> str:
    """How the text of the file is written; refuses `not_csv` where it is no text at all."""
    if not agrees_with_content("txt", content[:1024]):
        raise Refusal("not_csv", name=name)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        # As spreadsheets save it where nobody asked for UTF-8.
        return "cp1252"
    return "utf-8-sig"
