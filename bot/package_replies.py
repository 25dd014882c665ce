"""Reads what an INAPROC-style service replies: the facts of the code that was asked for, or what is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import tzinfo
from email.utils import parsedate_to_datetime
from enum import StrEnum
from http import HTTPStatus

from core.packages import PackageFacts, PackageKind, from_record, repository_number

# Seconds of rest when the quota is used up: where the service doesn't say, and at most where it does.
UNSAID_WAIT, LONGEST_WAIT = 30.0, 86_400.0
# Above any repository number there is; a larger one is a mistake that no database should see.
_REPOSITORIES = 100_000


class Trouble(StrEnum):
    """Why a look-up failed."""

    SLOW = "slow"
    UNREACHABLE = "unreachable"
    FAILING = "failing"
    UNAUTHORISED = "unauthorised"
    QUOTA = "quota"
    NONSENSE = "nonsense"
    REFUSED = "refused"
    OTHER_CODE = "other code"
    NO_ROUTE = "no route"
    RESTING = "resting"
    CLOSED = "closed"


class PackageServiceDown(Exception):
    """The service could not say; `wait` are the seconds of rest that it asked for."""

    def __init__(self, reason: Trouble, status: int | None = None, wait: float | None = None) -> None:
        super().__init__(reason.value if status is None else f"{reason.value} ({status})")
        self.reason = reason
        self.status = status
        self.wait = wait


def read_refusal(status: int, headers: Mapping[str, str]) -> PackageServiceDown:
    """What any status but 200 means; the text that comes with it is not read."""
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        wait = _wait(headers)
        return PackageServiceDown(Trouble.QUOTA, status, UNSAID_WAIT if wait is None else wait)
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        return PackageServiceDown(Trouble.FAILING, status, _wait(headers))
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        return PackageServiceDown(Trouble.UNAUTHORISED, status)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return PackageServiceDown(Trouble.FAILING, status)
    if status >= HTTPStatus.BAD_REQUEST:
        return PackageServiceDown(Trouble.REFUSED, status)
    return PackageServiceDown(Trouble.NONSENSE, status)


def read_facts(
    kind: PackageKind, code: str, body: bytes, zone_of: Callable[[int | None], tzinfo]
) -> PackageFacts | None:
    """The facts in `body`; None where it holds no records at all, PackageServiceDown where it is no reply.

    Of several records of the code, as when a tender was repeated, the last version counts.
    """
    records = _records(body)
    found = [
        (_version(record), facts)
        for record in records
        if (facts := _facts(kind, record, zone_of)) is not None and facts.code == code
    ]
    if records and not found:
        # The question was not understood, so this doesn't say that there is no such code.
        raise PackageServiceDown(Trouble.OTHER_CODE)
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _records(body: bytes) -> list[dict[str, object]]:
    try:
        parsed = json.loads(body)
    except (ValueError, RecursionError):
        parsed = None
    if isinstance(parsed, dict) and parsed.get("success") is True:
        records = parsed.get("data")
        if isinstance(records, list) and all(isinstance(record, dict) for record in records):
            return records
    # Out here, it does not drag along the error, which holds the whole text.
    raise PackageServiceDown(Trouble.NONSENSE)


def _facts(
    kind: PackageKind, record: dict[str, object], zone_of: Callable[[int | None], tzinfo]
) -> PackageFacts | None:
    number = record.get("kd_lpse")
    if type(number) is not int or not 0 < number < _REPOSITORIES:
        record = record | {"kd_lpse": None}
        number = repository_number(str(record.get("kd_tender"))) if kind is PackageKind.TENDER else None
    zone = zone_of(number)
    try:
        return from_record(kind, record, zone)
    except ValueError:
        return None


def _version(record: Mapping[str, object]) -> tuple[int, str]:
    """What grows from one version of a package to the next: its number, then the day it was announced."""
    number = str(record.get("versi_tender"))
    announced = record.get("tgl_pengumuman_tender") or record.get("tgl_pengumuman_paket") or ""
    return int(number) if re.fullmatch("[0-9]{1,9}", number) else 0, str(announced)


def _wait(headers: Mapping[str, str]) -> float | None:
    """The seconds in Retry-After, which may also be a moment on the clock of the service."""
    said = headers.get("Retry-After", "").strip()
    if re.fullmatch("[0-9]+", said):
        seconds = float(said[:20])
    else:
        try:
            moment = parsedate_to_datetime(said) - parsedate_to_datetime(headers.get("Date", ""))
        except (ValueError, TypeError, OverflowError):
            return None
        seconds = moment.total_seconds()
    return min(max(seconds, 1.0), LONGEST_WAIT)
