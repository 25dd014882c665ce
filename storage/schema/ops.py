"""List what a row of the outbox is to do; conditions of indexes are written with these values."""

from __future__ import annotations

from enum import StrEnum


class Op(StrEnum):
    """Values of the column `op`; none may change, since rows of earlier releases wait in offices."""

    SCREEN = "screen"
    RESULT = "result"
    NOTICE = "notice"
    AMEND = "amend"
    MAIL = "mail"
    JOB = "make"
    TELL = "tell"
