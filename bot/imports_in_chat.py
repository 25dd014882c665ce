"""Files that administrators send to be imported: read beside the chat, and answered with what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import Connection

from bot.faq_files import read_faq_file
from bot.orders import Order, answer
from bot.telegram import Telegram
from conversations.screen import Screen
from conversations.screens.faq_import import imported, refused
from conversations.talks.import_file import LARGEST_IMPORT, import_called
from core.audit import require_administrator
from core.errors import Refusal
from core.people import Person
from core.use_cases.import_faq import ImportFaq
from handlers.messages import message
from handlers.scene import Helpdesk
from storage.database import Database
from storage.unit import Shelf, SqlUnit

# Imports what was read, in one transaction, and gives what is said of it.
Take: TypeAlias = Callable[[SqlUnit, Person, datetime], Screen]
# Reads a file by its name and content, beside the event loop; refuses what is no such file.
Read: TypeAlias = Callable[[str, bytes], Take]


@dataclass(frozen=True, slots=True)
class ImportsInChat:
    """Makes nothing that is sent as a file: the answer goes out with the transaction that imports."""

    database: Database
    telegram: Telegram
    helpdesk: Helpdesk
    shelf: Shelf
    now: Callable[[], datetime]
    kinds: Mapping[str, Read] = field(default_factory=lambda: KINDS)

    async def __call__(self, order: Order) -> None:
        """Refuses `not_administrator` and `import_unknown`; what is wrong with the file, it says in chat."""
        payload = order.row.payload
        what, name = str(payload["what"]), str(payload["name"])
        path = order.folder / "import"
        await self.telegram.download(str(payload["file"]), path)
        try:
            take = await asyncio.to_thread(self._read, what, name, path)
        except Refusal as no:
            take = _refusing(what, name, no)

        def work(connection: Connection) -> None:
            unit = SqlUnit(connection, self.shelf)
            person = require_administrator(unit.people.get(order.person_id))
            screen = self.helpdesk.renderer.screen(take(unit, person, self.now()), order.language)
            answer(unit, order, message(screen, 0), self.now())

        try:
            await self.database.run(work)
        except Refusal as no:
            take = _refusing(what, name, no)
            await self.database.run(work)

    def _read(self, what: str, name: str, path: Path) -> Take:
        if path.stat().st_size > LARGEST_IMPORT:
            raise Refusal("file_too_large", name=name, size=path.stat().st_size, limit=LARGEST_IMPORT)
        import_called(what)
        return self.kinds[what](name, path.read_bytes())


def _faq(name: str, content: bytes) -> Take:
    rows = read_faq_file(name, content)

    def take(unit: SqlUnit, person: Person, at: datetime) -> Screen:
        return imported(name, ImportFaq(unit.master, unit.audit, unit.faq_counts)(person, rows, at))

    return take


def _refusing(what: str, name: str, no: Refusal) -> Take:
    screen = refused(what, import_called(what).title, name, no)
    return lambda _unit, _person, _at: screen


KINDS: Mapping[str, Read] = {"faq": _faq}
