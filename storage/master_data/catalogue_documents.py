"""Master data kept as one document each: the catalogue of applications, the FAQ and the settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from core.master_data.catalogue import Catalogue, read_catalogue
from core.master_data.catalogue import to_document as catalogue_document
from core.master_data.faq import Faq, read_faq
from core.master_data.faq import to_document as faq_document
from core.master_data.helpdesk_settings import HelpdeskSettings, read_helpdesk_settings
from core.master_data.merging import merge_catalogues, merge_questions
from core.master_data.ports import MasterDataKind
from storage.engine.edition_cache import EditionCache
from storage.schema import tables as t

READ: Mapping[MasterDataKind, Callable[[object], Any]] = {
    MasterDataKind.APPLICATIONS: read_catalogue,
    MasterDataKind.FAQ: read_faq,
    MasterDataKind.RULES: read_helpdesk_settings,
}

# From what the office has, what shipped then and what ships now to the document to store. Numbers of rules
# need none: one that the office has not set is read as the default that ships.
MERGE: Mapping[MasterDataKind, Callable[[Any, Any, Any], object]] = {
    MasterDataKind.APPLICATIONS: lambda *three: catalogue_document(merge_catalogues(*three)),
    MasterDataKind.FAQ: lambda *three: faq_document(merge_questions(*three).questions),
}

_NUMBERS = select(t.editions.c.name, t.editions.c.number)
_DOCUMENT = select(t.editions.c.document).where(t.editions.c.name == bindparam("body"))
_ADD = insert(t.editions)
_PUT = (
    update(t.editions)
    .where(t.editions.c.name == bindparam("body"), t.editions.c.number == bindparam("seen"))
    .values(number=t.editions.c.number + 1, document=bindparam("new"), changed=bindparam("by_hand"))
)
_KEPT = select(t.editions.c.document, t.editions.c.changed, t.editions.c.shipped).where(
    t.editions.c.name == bindparam("body")
)
_FILLED_IN = update(t.editions).where(t.editions.c.name == bindparam("body")).values(shipped=bindparam("new"))


class ChangedMeanwhile(Exception):
    """Raised where another transaction has changed the same body since it was read; a retry may succeed."""


class SqlMasterData:
    """Master data of one unit of work; a process reads a body again only when it was changed."""

    def __init__(self, connection: Connection, editions: EditionCache) -> None:
        self._connection = connection
        self._editions = editions
        self._changed: dict[MasterDataKind, Any] = {}

    @property
    def catalogue(self) -> Catalogue:
        catalogue: Catalogue = self._read(MasterDataKind.APPLICATIONS)
        return catalogue

    @property
    def faq(self) -> Faq:
        faq: Faq = self._read(MasterDataKind.FAQ)
        return faq

    @property
    def settings(self) -> HelpdeskSettings:
        settings: HelpdeskSettings = self._read(MasterDataKind.RULES)
        return settings

    def document(self, body: MasterDataKind) -> object:
        """Return the stored document; None where there is none yet."""
        return self._connection.execute(_DOCUMENT, {"body": body.value}).scalar_one_or_none()

    def put(self, body: MasterDataKind, document: object, *, by_hand: bool = True) -> None:
        """Replace the document of this body.

        ValueError where the document can't be read back; `ChangedMeanwhile` where another transaction has
        replaced the body since this unit of work read it. `by_hand` marks it as edited by an administrator.
        """
        made = READ[body](document)
        row = {"body": body.value, "seen": self._numbers[body], "new": document, "by_hand": by_hand}
        if self._connection.execute(_PUT, row).rowcount != 1:
            raise ChangedMeanwhile(body)
        del self._numbers
        self._changed[body] = made

    def fill_in(
        self, body: MasterDataKind, shipped: object, former: Callable[[], object] = lambda: None
    ) -> bool:
        """Store the `shipped` document; merge it into one that an administrator has changed.

        `former` returns what shipped before it was stored beside the document what had shipped. Return
        whether anything was stored. What can't be merged is left as it is, and tried again with the next
        edition.
        """
        if body not in self._numbers:
            made = READ[body](shipped)
            row = {"name": body.value, "number": 1, "document": shipped, "changed": False, "shipped": shipped}
            self._connection.execute(_ADD, row)
            del self._numbers
            self._changed[body] = made
            return True
        kept = self._connection.execute(_KEPT, {"body": body.value}).one()
        if kept.shipped == shipped:
            return False
        before = kept.shipped if kept.shipped is not None else former()
        if kept.changed and (before is None or body not in MERGE):
            return False
        new = shipped
        if kept.changed:
            new = MERGE[body](*(READ[body](document) for document in (kept.document, before, shipped)))
        stored: bool = new != kept.document
        if stored:
            try:
                self.put(body, new, by_hand=kept.changed)
            except ValueError:
                if not kept.changed:
                    raise
                return False
        self._connection.execute(_FILLED_IN, {"body": body.value, "new": shipped})
        return stored

    def _read(self, body: MasterDataKind) -> Any:
        # A change of this unit of work may still be rolled back: it must not enter the shared cache.
        if body in self._changed:
            return self._changed[body]
        return self._editions.get_or_make(
            body, self._numbers.get(body), lambda: READ[body](self.document(body))
        )

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {row.name: row.number for row in self._connection.execute(_NUMBERS)}
