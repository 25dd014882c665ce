"""Send updates of anybody to the bot's own transaction, within a held database, and judge each."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import orjson
from structlog.testing import LogCapture

from bot.process.settings import Settings
from bot.sending.bot_api import Telegram
from bot.sending.fan_out import FanOut
from bot.updates.transaction import UpdateTransaction
from bot.wiring import create_dispatcher, create_helpdesk
from storage.messaging.inbox import PendingUpdate
from tests.attack.held_database import HeldDatabase, Records
from tests.attack.judge import Judgement, Update
from tests.storage.office.driver import NOW

_LINK = "https://t.me/lpse_bot"


class SilentTelegram(Telegram):
    """Take down the words over the screen; nothing else is called while an update is handled."""

    def __init__(self) -> None:
        super().__init__("123456:attack", "http://127.0.0.1:9")
        self.shown: list[str] = []

    async def call(self, method: str, parameters: dict[str, Any], *, timeout: float = 0.0) -> Any:
        assert method == "answerCallbackQuery", method
        self.shown.append(str(parameters.get("text", "")))
        return True


@dataclass(slots=True)
class Findings:
    """The counts of what was tried, and the faults; each fault is kept once with the first way to it."""

    ways: int = 0
    # Ways that there are, where not all of them may have been gone.
    of: int = 0
    updates: int = 0
    # What was rightly done to tickets, by kind: where this is empty, nothing was tried.
    events: Counter[str] = field(default_factory=Counter)
    faults: dict[str, str] = field(default_factory=dict)

    def add(self, fault: str, way: str) -> None:
        self.faults.setdefault(fault, way)


@dataclass(frozen=True, slots=True)
class Moment:
    """All rows after what one person has done, and how they came here."""

    chat_id: int
    rows: Records
    way: tuple[str, ...] = ()

    @property
    def chat(self) -> Mapping[str, Any]:
        return self.rows["chats"].get((self.chat_id,), {})

    @property
    def step(self) -> tuple[str, str] | None:
        """Return the running conversation and its step."""
        state = self.chat.get("conversation")
        return (state["talk"], state["step"]) if state else None

    def buttons(self) -> list[str]:
        """Return the data of all buttons that wait to be shown in the chat."""
        found: list[str] = []
        for row in self.rows["outbox"].values():
            if row["chat_id"] == self.chat_id:
                _collect(row["payload"], found)
        return list(dict.fromkeys(found))


class Player:
    """Does what people do, and judges what came of it."""

    def __init__(self, database: HeldDatabase, findings: Findings, log: LogCapture) -> None:
        self.database = database
        self.findings = findings
        self._log = log
        self._telegram = SilentTelegram()
        self._ids = count(5_000_000)
        self._now = NOW
        settings = Settings(smtp_url="smtp://127.0.0.1:9", _env_file=None)
        self._helpdesk = create_helpdesk(settings, _LINK)
        self._dispatcher = create_dispatcher()

    def now(self) -> datetime:
        return self._now

    async def press(self, moment: Moment, data: str, group: int | None = None) -> Moment:
        """Press a button with this data, in the private chat or in a group."""
        chat = {"id": group, "type": "supergroup"} if group else {"id": moment.chat_id, "type": "private"}
        press = {
            "id": "1",
            "from": _user(moment.chat_id),
            "chat_instance": "",
            "data": data,
            "message": {"message_id": 501, "date": 1, "chat": chat},
        }
        return await self.send(moment, {"callback_query": press}, data)

    async def say(self, moment: Moment, text: str) -> Moment:
        return await self.send(moment, {"message": self._message(moment, text=text)}, text)

    async def attach(self, moment: Moment, name: str) -> Moment:
        document = {"file_id": "f", "file_unique_id": "u", "file_name": name, "file_size": 2048}
        message = self._message(moment, document={**document, "mime_type": "application/pdf"})
        return await self.send(moment, {"message": message}, name)

    async def send(self, moment: Moment, update: dict[str, Any], said: str) -> Moment:
        """Handle an update as the bot does, tell everybody who is to be told, and judge the outcome."""
        way = (*moment.way, said)
        self.findings.updates += 1
        self._now += timedelta(seconds=10)
        self._telegram.shown.clear()
        self._log.entries.clear()
        update_id, lane = next(self._ids), str(moment.chat_id)
        raw = orjson.dumps({"update_id": update_id, **update}).decode()
        units = self.database.units
        transaction = UpdateTransaction(self._telegram, self._dispatcher, units, self._helpdesk, self.now)
        await units.run(lambda unit: unit.inbox.store([(update_id, lane, raw)], self._now))
        try:
            await transaction.run(PendingUpdate(update_id, lane, raw, 0))
        except Exception as failure:  # noqa: BLE001 - whatever is raised is a finding
            self._fault(way, moment, f"raised {type(failure).__name__}: {str(failure)[:200]}")
        await asyncio.sleep(0)
        rows = await self.database.records(moment.rows)
        if any(row["op"] == "tell" for row in rows["outbox"].values()):
            await FanOut(units, self._helpdesk, self.now).tell_portions()
            rows = await self.database.records(rows)
        toasts = tuple(self._telegram.shown)
        for fault in Judgement(Update(moment.chat_id, " ".join(way), toasts, moment.rows, rows)).faults():
            self._fault(way, moment, fault)
        new = rows["history"].keys() - moment.rows["history"].keys()
        self.findings.events.update(rows["history"][key]["kind"] for key in new)
        for entry in self._log.entries:
            if entry["log_level"] in {"error", "critical"} or "zq" in str(entry):
                self._fault(way, moment, f"logged {entry['event']}")
        return Moment(moment.chat_id, rows, way)

    def _fault(self, way: tuple[str, ...], moment: Moment, fault: str) -> None:
        self.findings.add(f"{moment.chat_id}: {fault}", " > ".join(ascii(step)[:70] for step in way))

    def _message(self, moment: Moment, **content: object) -> dict[str, Any]:
        number = next(self._ids)
        chat, at = {"id": moment.chat_id, "type": "private"}, int(self._now.timestamp())
        return {"message_id": number, "date": at, "chat": chat, "from": _user(moment.chat_id), **content}


def _user(chat_id: int) -> dict[str, Any]:
    return {"id": chat_id, "is_bot": False, "first_name": "Siapa", "language_code": "id"}


def _collect(payload: Any, found: list[str]) -> None:
    if isinstance(payload, dict):
        if isinstance(payload.get("callback_data"), str):
            found.append(payload["callback_data"])
        payload = list(payload.values())
    if isinstance(payload, list):
        for part in payload:
            _collect(part, found)
