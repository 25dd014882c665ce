"""A cache of the answers of the service for package codes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, or_, select

from core.packages import PackageFacts, PackageKind
from core.packages.freshness import is_fresh
from storage.master_data.lpses import LPSES
from storage.schema import tables as t
from storage.schema.upserts import upsert

_ANSWERS = t.package_answers
# Times of an answer are in the zones that the LPSEs had; once one was changed, it has to be asked for anew.
_EDITION = select(t.editions.c.number).where(t.editions.c.name == LPSES).scalar_subquery()
_GET = select(_ANSWERS.c.facts, _ANSWERS.c.asked_at, _ANSWERS.c.etag, _ANSWERS.c.good_until).where(
    _ANSWERS.c.kind == bindparam("kind"),
    _ANSWERS.c.code == bindparam("code"),
    _ANSWERS.c.asked_at >= bindparam("since"),
    or_(_ANSWERS.c.lpses.is_(None), _ANSWERS.c.lpses == _EDITION),
)
_PUT = upsert(_ANSWERS, ("kind", "code"), ("facts", "asked_at", "etag", "good_until", "lpses"))


@dataclass(frozen=True, slots=True)
class CachedAnswer:
    """An answer of the service; `facts` are None for a code that it does not know.

    `etag` names its version, as the service did; until `good_until` it need not be asked again.
    """

    facts: PackageFacts | None
    asked_at: datetime
    etag: str | None = None
    good_until: datetime | None = None

    def is_fresh(self, now: datetime, *, urgent: bool) -> bool:
        """Return whether the service need not be asked again; `urgent` where a priority hangs on it."""
        return is_fresh(self.facts, self.asked_at, now, urgent=urgent, good_until=self.good_until)


class SqlPackageAnswers:
    """Cached answers of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, kind: PackageKind, code: str, since: datetime) -> CachedAnswer | None:
        """Return the cached answer; None where there is none, one older than `since` or than the zones."""
        found = self._connection.execute(_GET, {"kind": kind.value, "code": code, "since": since}).first()
        if found is None:
            return None
        facts = None if found.facts is None else PackageFacts.from_dict(found.facts)
        return CachedAnswer(facts, found.asked_at, found.etag, found.good_until)

    def put(self, kind: PackageKind, code: str, answer: CachedAnswer, lpses: int | None) -> None:
        """Keep an answer in place of the former one; `lpses` is the edition whose zones it was read with."""
        row = {
            "kind": kind.value,
            "code": code,
            "facts": answer.facts.to_dict() if answer.facts else None,
            "asked_at": answer.asked_at,
            "etag": answer.etag,
            "good_until": answer.good_until,
            "lpses": lpses,
        }
        self._connection.execute(_PUT, row)
