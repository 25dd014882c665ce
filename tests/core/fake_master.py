"""Master data and the audit trail as the core's stories have them: in memory, and as they ship."""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

from core.audit import Change
from core.catalogue import Catalogue, read_catalogue
from core.faq import Faq, read_faq
from core.house_rules import SHIPPED, HouseRules, read_house_rules, to_document
from core.ports import Body

DATA = Path(__file__).parents[2] / "data"
SHIPPED_DOCUMENTS: dict[Body, object] = {
    Body.APPLICATIONS: json.loads((DATA / "applications.json").read_text(encoding="utf-8")),
    Body.FAQ: json.loads((DATA / "faq.json").read_text(encoding="utf-8")),
}
SHIPPED_CATALOGUE = read_catalogue(SHIPPED_DOCUMENTS[Body.APPLICATIONS])
SHIPPED_FAQ = read_faq(SHIPPED_DOCUMENTS[Body.FAQ])


class FakeMaster:
    """Master data as it ships, until somebody changes it."""

    def __init__(self, rules: HouseRules = SHIPPED) -> None:
        self.documents = {**SHIPPED_DOCUMENTS, Body.RULES: to_document(rules)}
        self._read: dict[Body, Any] = {Body.APPLICATIONS: SHIPPED_CATALOGUE, Body.FAQ: SHIPPED_FAQ}

    @property
    def catalogue(self) -> Catalogue:
        found: Catalogue = self._of(Body.APPLICATIONS, read_catalogue)
        return found

    @property
    def faq(self) -> Faq:
        found: Faq = self._of(Body.FAQ, read_faq)
        return found

    @property
    def rules(self) -> HouseRules:
        found: HouseRules = self._of(Body.RULES, read_house_rules)
        return found

    def document(self, body: Body) -> object:
        return deepcopy(self.documents[body])

    def put(self, body: Body, document: object) -> None:
        self.documents[body] = json.loads(json.dumps(document))
        self._read.pop(body, None)

    def _of(self, body: Body, read: Callable[[object], object]) -> Any:
        if body not in self._read:
            self._read[body] = read(self.documents[body])
        return self._read[body]


class FakeTrail:
    """What administrators changed, in order."""

    def __init__(self) -> None:
        self.changes: list[Change] = []

    def add(self, change: Change) -> None:
        json.dumps([change.before, change.after])
        self.changes.append(change)
