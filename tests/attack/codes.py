"""Let many chats ask for codes of one address, and guess them, all at once."""

from __future__ import annotations

import re
from random import Random
from typing import Any

from sqlalchemy import update

from bot.updates.budgets import BudgetRates
from storage.schema import tables as t
from tests.attack.crowd import Crowd, opened_crowd
from tests.attack.player import Findings
from tests.storage.office.driver import chat_of

# What the documentation promises, written again: codes of an address that is asked for by others, questions
# to its owner and alarms about guesses, within an hour; codes that a chat asks for; guesses at one code.
LETTERS, QUESTIONS, ALERTS, OF_CHAT, TRIES = 15, 5, 1, 5, 5
GUESSERS = 40
_FIRST = 8_100_000_000
_CODE = re.compile(r"\b\d{6}\b")


async def attack_codes(url: str, seed: int, guessers: int = GUESSERS, rounds: int = 3) -> Findings:
    """Return what was found: more than the limits, somebody signed in, or an owner who gets no code."""
    findings, random = Findings(), Random(seed)
    chats = [_FIRST + number for number in range(guessers)]
    async with opened_crowd(url, BudgetRates(100_000, 100_000)) as crowd:
        account = next(row for row in await crowd.rows("people") if row["name"] == "Budi Santoso")
        owner, address = chat_of(account["id"]), account["email"]
        for _ in range(rounds):
            asked = [(chat_id, _text(said)) for chat_id in chats for said in ("/start", address)]
            guesses = [
                (chat_id, _text(f"{random.randrange(10**6):06}")) for chat_id in chats for _ in range(6)
            ]
            for messages in (asked, guesses):
                random.shuffle(messages)
                # In its own chat, each begins by asking.
                messages.sort(key=lambda one: one[1]["text"] != "/start")
                findings.ways += len(messages)
                await crowd.sends(messages)
            await _judge(crowd, findings, account["id"], address, set(chats))
        await _owner_signs_in(crowd, findings, owner, address)
        for error in crowd.errors():
            findings.add(f"logged {error}", "")
    findings.updates = findings.ways
    return findings


async def _judge(crowd: Crowd, findings: Findings, person_id: int, address: str, chats: set[int]) -> None:
    """Count what went out and what was written down, against the limits."""
    trail = [row for row in await crowd.rows("sign_in_trail") if row["chat_id"] in chats]
    sent = [row for row in trail if row["what"] == "sent" and row["person_id"] == person_id]
    findings.events["codes sent"] = len(sent)
    findings.events["wrong codes"] = sum(row["what"] == "wrong" for row in trail)
    findings.events["requests held"] = sum(row["what"] == "held" for row in trail)
    counts = {"codes sent for one address": (len(sent), LETTERS)}
    for chat_id in chats:
        mine = [row for row in trail if row["chat_id"] == chat_id]
        asked = sum(row["what"] in ("sent", "held") for row in mine)
        counts[f"codes asked for by chat {chat_id}"] = (asked, OF_CHAT)
        wrong = sum(row["what"] == "wrong" for row in mine)
        codes = sum(row["what"] == "sent" for row in mine)
        counts[f"guesses of chat {chat_id}"] = (wrong, min(2 * TRIES, codes * TRIES))
    limits = {row["name"]: row["used"] for row in await crowd.rows("sign_in_limits")}
    for name, most in (("asked", QUESTIONS), ("alert", ALERTS)):
        counts[f"limit {name}"] = (limits.get(f"{name}:{person_id}", 0), most)
    for what, (found, most) in counts.items():
        if found > most:
            findings.add(f"{what}: {found}, not {most}", address)
    for row in await crowd.rows("chats"):
        if row["chat_id"] in chats and row["person_id"] is not None:
            findings.add(f"chat {row['chat_id']} is signed in as {row['person_id']}", address)


async def _owner_signs_in(crowd: Crowd, findings: Findings, owner: int, address: str) -> None:
    """Sign the owner out, and let them in again by a code: the guessers must not have used it up."""
    chat = update(t.chats).where(t.chats.c.chat_id == owner)
    signed_out = chat.values(person_id=None, conversation=None, memo={})
    await crowd.units.run(lambda unit: unit.connection.execute(signed_out))
    await crowd.sends([(owner, _text("/start")), (owner, _text(address))])
    letters = [row for row in await crowd.rows("outbox") if str(row["key"]).startswith(f"code:{owner}:")]
    codes = [code for row in letters for code in _CODE.findall(row["payload"]["text"])]
    await crowd.sends([(owner, _text(code)) for code in codes[:1]])
    [now] = [row for row in await crowd.rows("chats") if row["chat_id"] == owner]
    if now["person_id"] is None:
        findings.add(f"the owner is not let in with {len(letters)} letters", address)


def _text(text: str) -> dict[str, Any]:
    return {"text": text}
