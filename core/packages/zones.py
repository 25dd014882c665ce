"""Tell which LPSE runs a tender, and so in which time zone its schedule is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import tzinfo
from urllib.parse import urlsplit

from core.input.characters import plain
from core.organisation.lpse import Lpse
from core.packages.codes import repository_number

# Above any number of an LPSE there is; a larger one is a mistake that must not reach the database.
_NUMBERS = 100_000
# Many LPSEs share this host, and differ by the first part of the path.
_SHARED_HOST = "spse.inaproc.id"
_MINISTRY = "Kementerian"


def lpse_number(value: object) -> int | None:
    """Return the number in a field like `kd_lpse`, also written as a text or as 743.0; None for any other."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, str):
        digits = plain(value).strip().removesuffix(".0")
        value = (
            int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= len("100000") else None
        )
    return value if type(value) is int and 0 < value < _NUMBERS else None


class LpseZones:
    """The LPSEs of the tenders in records, and their time zones.

    An LPSE is found by the record's `kd_lpse`, which is its id or its repository; else by the repository
    that ends the code; for a code without one, by the name or the page of the LPSE.
    """

    def __init__(self, lpses: Iterable[Lpse], unknown: tzinfo) -> None:
        """Take the LPSEs as they are in the database; `unknown` is the zone of a tender of none of them."""
        self._unknown = unknown
        self._by_id: dict[int, Lpse] = {}
        self._by_repository: dict[int, list[Lpse]] = {}
        self._by_name: dict[str, Lpse] = {}
        self._by_page: dict[str, list[Lpse]] = {}
        for lpse in lpses:
            self._by_id[lpse.id] = lpse
            self._by_name.setdefault(_name_key(lpse.name), lpse)
            if lpse.repository is not None:
                self._by_repository.setdefault(lpse.repository, []).append(lpse)
            if page := _page_key(lpse.host):
                self._by_page.setdefault(page, []).append(lpse)

    def zone(self, record: Mapping[str, object]) -> tzinfo:
        """Return the zone in which the times of this record are written."""
        lpse = self.owner(record)
        return lpse.timezone if lpse else self._unknown

    def owner(self, record: Mapping[str, object]) -> Lpse | None:
        """Return the LPSE that runs the tender of this record; None where nothing tells."""
        number = lpse_number(record.get("kd_lpse"))
        if number is not None and (found := self._by_id.get(number) or self.of_repository(number)):
            return found
        repository = repository_number(str(record.get("kd_tender")).strip())
        named = self.named(str(record.get("nama_lpse") or ""))
        if repository is not None:
            is_one_of_them = named is not None and named.repository == repository
            return named if is_one_of_them else self.of_repository(repository)
        page = _page_key(str(record.get("url_lpse") or record.get("url") or ""))
        return named or _main(self._by_page.get(page, ()))

    def with_owner(self, record: Mapping[str, object]) -> Mapping[str, object]:
        """Return the record with the `kd_lpse` that it lacks, where its code has no repository either."""
        code = str(record.get("kd_tender")).strip()
        if lpse_number(record.get("kd_lpse")) is not None or repository_number(code) is not None:
            return record
        owner = self.owner(record)
        return {**record, "kd_lpse": owner.id} if owner else record

    def of_repository(self, repository: int) -> Lpse | None:
        """Return the LPSE whose repository this is; of several that share it, the one that maintains it."""
        return _main(self._by_repository.get(repository, ()))

    def named(self, name: str) -> Lpse | None:
        """Return the LPSE of exactly this name, with or without "LPSE" before it."""
        return self._by_name.get(_name_key(name)) if name else None


def _main(owners: Iterable[Lpse]) -> Lpse | None:
    """Return the LPSE that maintains a repository: its number is the LPSE's id, or it is the ministry's.

    Its server keeps the clock. Else it is the one with the lowest id, which was there first.
    """
    return min(
        owners,
        key=lambda lpse: (lpse.id != lpse.repository, lpse.category != _MINISTRY, lpse.id),
        default=None,
    )


def _name_key(name: str) -> str:
    return " ".join(plain(name[:200]).casefold().split()).removeprefix("lpse ")


def _page_key(address: str) -> str:
    """Return the part of an address that tells LPSEs apart; empty for none."""
    try:
        parts = urlsplit(address[:200].strip())
        host = parts.hostname or ""
    except ValueError:
        return ""
    if host == _SHARED_HOST:
        return f"{host}/{parts.path.strip('/').split('/')[0]}"
    return host.removeprefix("www.")
