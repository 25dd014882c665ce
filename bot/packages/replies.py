"""Read the reply of an INAPROC-style service: the facts of the code that was asked for, or the failure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from enum import StrEnum
from http import HTTPStatus

from core.packages import PackageFacts, PackageKind, facts_from_record
from core.packages.zones import LpseZones

# Seconds to wait when the quota is used up: where the service names no time, and at most where it does.
DEFAULT_WAIT, LONGEST_WAIT = 30.0, 86_400.0


class LookupFailure(StrEnum):
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
    """Raised where the service could not answer; `wait` are the seconds for which it wants no requests."""

    def __init__(self, reason: LookupFailure, status: int | None = None, wait: float | None = None) -> None:
        super().__init__(reason.value if status is None else f"{reason.value} ({status})")
        self.reason = reason
        self.status = status
        self.wait = wait


def read_refusal(status: int, headers: Mapping[str, str]) -> PackageServiceDown:
    """Return the failure that a status other than 200 stands for, without reading the body."""
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        wait = _wait(headers)
        return PackageServiceDown(LookupFailure.QUOTA, status, DEFAULT_WAIT if wait is None else wait)
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        return PackageServiceDown(LookupFailure.FAILING, status, _wait(headers))
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        return PackageServiceDown(LookupFailure.UNAUTHORISED, status)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return PackageServiceDown(LookupFailure.FAILING, status)
    if status >= HTTPStatus.BAD_REQUEST:
        return PackageServiceDown(LookupFailure.REFUSED, status)
    return PackageServiceDown(LookupFailure.NONSENSE, status)


def read_term(headers: Mapping[str, str]) -> float | None:
    """Return for how many seconds a reply is good as the service says; None where it does not say."""
    control = headers.get("Cache-Control", "").lower()
    if "no-store" in control or "no-cache" in control:
        return 0.0
    term = re.search(r"max-age=([0-9]{1,9})", control)
    if term is None:
        return None
    age = headers.get("Age", "").strip()
    return max(float(term[1]) - (float(age[:9]) if re.fullmatch("[0-9]+", age) else 0.0), 0.0)


def read_etag(headers: Mapping[str, str]) -> str | None:
    """Return the name that the service gives to this version of its reply; None where it gives none."""
    etag = headers.get("ETag", "").strip()
    return etag if re.fullmatch('(?:W/)?"[!#-~]{1,200}"', etag) else None


def read_facts(kind: PackageKind, code: str, body: bytes, zones: LpseZones) -> PackageFacts | None:
    """Return the facts in `body`, None where it holds no records at all.

    Raise `PackageServiceDown` where `body` is no valid reply, or holds other codes only. Of several records
    of the code, as when a tender was repeated, the last version counts.
    """
    records = _records(body)
    found = [
        (_version(record), facts)
        for record in records
        if (facts := _facts(kind, record, zones)) is not None and facts.code == code
    ]
    if records and not found:
        # The service did not understand the question, so the code may exist all the same.
        raise PackageServiceDown(LookupFailure.OTHER_CODE)
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
    # Raised outside of the except block, so that it does not keep the error, which holds the whole body.
    raise PackageServiceDown(LookupFailure.NONSENSE)


def _facts(kind: PackageKind, record: dict[str, object], zones: LpseZones) -> PackageFacts | None:
    try:
        return facts_from_record(kind, zones.with_owner(record), zones.zone(record))
    except ValueError:
        return None


def _version(record: Mapping[str, object]) -> tuple[int, str]:
    """Return a key that grows from version to version of a package: its number, then its announcement."""
    number = str(record.get("versi_tender"))
    announced = record.get("tgl_pengumuman_tender") or record.get("tgl_pengumuman_paket") or ""
    return int(number) if re.fullmatch("[0-9]{1,9}", number) else 0, str(announced)


def _wait(headers: Mapping[str, str]) -> float | None:
    """Return the seconds in Retry-After, which may also be a time on the service's clock; None without it."""
    retry_after = headers.get("Retry-After", "").strip()
    if re.fullmatch("[0-9]+", retry_after):
        seconds = float(retry_after[:20])
    else:
        try:
            moment = parsedate_to_datetime(retry_after) - parsedate_to_datetime(headers.get("Date", ""))
        except (ValueError, TypeError, OverflowError):
            return None
        seconds = moment.total_seconds()
    return min(max(seconds, 1.0), LONGEST_WAIT)
