"""Check that a file which an administrator sends in chat can be a list of accounts."""

from __future__ import annotations

from core.errors import Refusal
from core.input.file_types import SPREADSHEETS, extension_of

# Bytes: what the public Bot API lets a bot download.
LARGEST = 20 * 1024 * 1024


def check_account_file(name: str, size: int) -> None:
    """Refuse a file of another type (`not_csv`), an empty one (`file_empty`) or one above LARGEST.

    The code of the last is `file_too_large`. `size` is in bytes.
    """
    if extension_of(name) not in SPREADSHEETS:
        raise Refusal("not_csv", name=name)
    if size <= 0:
        raise Refusal("file_empty")
    if size > LARGEST:
        raise Refusal("file_too_large", name=name, size=size, limit=LARGEST)
