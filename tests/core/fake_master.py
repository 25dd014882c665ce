"""Fakes of master data, as it ships, and of the audit trail."""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

from core.administration.audit import AuditChange, AuditLine
from core.master_data.catalogue import Catalogue, read_catalogue
from core.master_data.faq import Faq, read_faq
from core.master_data.helpdesk_settings import (
    DEFAULT_SETTINGS,
    HelpdeskSettings,
    read_helpdesk_settings,
    to_document,
)
from core.master_data.ports import MasterDataKind

DATA = Path(__file__).parents[2] / "data"
SHIPPED_DOCUMENTS: dict[MasterDataKind, object] = {
    MasterDataKind.APPLICATIONS: json.loads((DATA / "applications.json").read_text(encoding="utf-8")),
    MasterDataKind.FAQ: json.loads((DATA / "faq.json").read_text(encoding="utf-8")),
}
SHIPPED_CATALOGUE = read_catalogue(SHIPPED_DOCUMENTS[MasterDataKind.APPLICATIONS])
SHIPPED_FAQ = read_faq(SHIPPED_DOCUMENTS[MasterDataKind.FAQ])


class FakeMaster:
    """Master data as it ships, until somebody changes it."""

    def __init__(self, settings: HelpdeskSettings = DEFAULT_SETTINGS) -> None:
        self.documents = {**SHIPPED_DOCUMENTS, MasterDataKind.RULES: to_document(settings)}
        self._read: dict[MasterDataKind, Any] = {
            MasterDataKind.APPLICATIONS: SHIPPED_CATALOGUE,
            MasterDataKind.FAQ: SHIPPED_FAQ,
        }

    @property
    def catalogue(self) -> Catalogue:
        found: Catalogue = self._of(MasterDataKind.APPLICATIONS, read_catalogue)
        return found

    @property
    def faq(self) -> Faq:
        found: Faq = self._of(MasterDataKind.FAQ, read_faq)
        return found

    @property
    def settings(self) -> HelpdeskSettings:
        found: HelpdeskSettings = self._of(MasterDataKind.RULES, read_helpdesk_settings)
        return found

    def document(self, body: MasterDataKind) -> object:
        return deepcopy(self.documents[body])

    def put(self, body: MasterDataKind, document: object) -> None:
        self.documents[body] = json.loads(json.dumps(document))
        self._read.pop(body, None)

    def _of(self, body: MasterDataKind, read: Callable[[object], object]) -> Any:
        if body not in self._read:
            self._read[body] = read(self.documents[body])
        return self._read[body]


class FakeTrail:
    """Records the changes of administrators, in order."""

    def __init__(self) -> None:
        self.changes: list[AuditChange] = []

    def add(self, change: AuditChange) -> None:
        json.dumps([change.before, change.after])
        self.changes.append(change)

    def latest(self, record: str, limit: int) -> list[AuditLine]:
        lines = [AuditLine(at, one, f"Admin {one.person_id}") for at, one in enumerate(self.changes, 1)]
        return [line for line in reversed(lines) if line.change.record == record][:limit]
