"""Master data that administrators look after: applications, questions and house rules, a document each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, bindparam, false, insert, select, update

from core.catalogue import Catalogue, read_catalogue
from core.faq import Faq, read_faq
from core.house_rules import HouseRules, read_house_rules
from core.ports import Body
from storage import tables as t
from storage.shelf import Shelf

READ: Mapping[Body, Callable[[object], Any]] = {
    Body.APPLICATIONS: read_catalogue,
    Body.FAQ: read_faq,
    Body.RULES: read_house_rules,
}

_NUMBERS = select(t.editions.c.name, t.editions.c.number)
_DOCUMENT = select(t.editions.c.document).where(t.editions.c.name == bindparam("body"))
_ADD = insert(t.editions)
_PUT = (
    update(t.editions)
    .where(t.editions.c.name == bindparam("body"), t.editions.c.number == bindparam("seen"))
    .values(number=t.editions.c.number + 1, document=bindparam("new"), changed=bindparam("by_hand"))
)
_AS_SHIPPED = select(t.editions.c.document).where(
    t.editions.c.name == bindparam("body"), t.editions.c.changed == false()
)


class ChangedMeanwhile(Exception):
    """Somebody else changed the same body first; tried again, the change is made to theirs."""


class SqlMasterData:
    """The bodies as one unit of work sees them; each process reads one again only when it was changed."""

    def __init__(self, connection: Connection, shelf: Shelf) -> None:
        self._connection = connection
        self._shelf = shelf
        self._mine: dict[Body, Any] = {}

    @property
    def catalogue(self) -> Catalogue:
        found: Catalogue = self._read(Body.APPLICATIONS)
        return found

    @property
    def faq(self) -> Faq:
        found: Faq = self._read(Body.FAQ)
        return found

    @property
    def rules(self) -> HouseRules:
        found: HouseRules = self._read(Body.RULES)
        return found

    def document(self, body: Body) -> object:
        """The body as it is kept; None where there is none yet."""
        return self._connection.execute(_DOCUMENT, {"body": body.value}).scalar_one_or_none()

    def put(self, body: Body, document: object, *, by_hand: bool = True) -> None:
        """Keep it from now on. ValueError where it can't be read back; `ChangedMeanwhile`."""
        made = READ[body](document)
        row = {"body": body.value, "seen": self._numbers[body], "new": document, "by_hand": by_hand}
        if self._connection.execute(_PUT, row).rowcount != 1:
            raise ChangedMeanwhile(body)
        del self._numbers
        self._mine[body] = made

    def fill_in(self, body: Body, shipped: object) -> bool:
        """Whether what ships was put in: it is where there is none, or an older one that nobody changed."""
        if body not in self._numbers:
            made = READ[body](shipped)
            row = {"name": body.value, "number": 1, "document": shipped, "changed": False}
            self._connection.execute(_ADD, row)
            del self._numbers
            self._mine[body] = made
            return True
        kept = self._connection.execute(_AS_SHIPPED, {"body": body.value}).one_or_none()
        if kept is None or kept.document == shipped:
            return False
        self.put(body, shipped, by_hand=False)
        return True

    def _read(self, body: Body) -> Any:
        # What this unit of work has changed may still be undone: nobody else gets to see it.
        if body in self._mine:
            return self._mine[body]
        return self._shelf.kept(body, self._numbers.get(body), lambda: READ[body](self.document(body)))

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {row.name: row.number for row in self._connection.execute(_NUMBERS)}
