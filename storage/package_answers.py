"""What the service for package codes has answered, so that it is not asked the same again and again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select

from core.packages import PackageFacts, PackageKind
from storage import tables as t
from storage.upserts import upsert

_ANSWERS = t.package_answers
_GET = select(_ANSWERS.c.facts).where(
    _ANSWERS.c.kind == bindparam("kind"),
    _ANSWERS.c.code == bindparam("code"),
    _ANSWERS.c.asked_at >= bindparam("since"),
)
_PUT = upsert(_ANSWERS, ("kind", "code"), ("facts", "asked_at"))
_FORGET = delete(_ANSWERS).where(_ANSWERS.c.asked_at < bindparam("before"))


@dataclass(frozen=True, slots=True)
class Answer:
    """The service's word; `facts` are None for a code that it does not know."""

    facts: PackageFacts | None


class SqlPackageAnswers:
    """Answers of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, kind: PackageKind, code: str, since: datetime) -> Answer | None:
        """The answer, unless it is older than `since` or there is none."""
        found = self._connection.execute(_GET, {"kind": kind.value, "code": code, "since": since}).first()
        if found is None:
            return None
        return Answer(None if found.facts is None else PackageFacts.from_dict(found.facts))

    def put(self, kind: PackageKind, code: str, facts: PackageFacts | None, at: datetime) -> None:
        row = {"kind": kind.value, "code": code, "facts": facts.to_dict() if facts else None, "asked_at": at}
        self._connection.execute(_PUT, row)

    def forget(self, before: datetime) -> None:
        """Delete what was answered before."""
        self._connection.execute(_FORGET, {"before": before})
