"""Put running and parked conversations into the office, as the runner of the bot leaves them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.imports.shipped_data import load_stages
from conversations.answers import Answer, FileAnswer, PressAnswer, TextAnswer
from conversations.context import ConversationContext
from conversations.conversation import ConversationState
from conversations.engine.runner import Runner
from conversations.flows import CONVERSATIONS
from core.people.chats import Chat
from core.people.people import Person
from storage.unit import SqlUnitOfWork
from tests.conversations.fake_services import FakeSignIn
from tests.storage.office.accounts import STRANGER
from tests.storage.office.driver import NOW, REMARK, Driver, chat_of
from tests.storage.office.tickets import LETTER, SCREENSHOT

RUNNER = Runner(CONVERSATIONS)


def context_of(
    unit: SqlUnitOfWork, person: Person | None, when: datetime, subject: int | None = None
) -> ConversationContext:
    """Return the context of a conversation of this person at that time."""
    return ConversationContext(
        now=when,
        master=unit.master,
        trail=unit.audit,
        tickets=unit.tickets,
        numbers=unit.numbers,
        lpses=unit.lpses,
        people=unit.people,
        accounts=unit.accounts,
        packages=unit.packages,
        sign_in=FakeSignIn(),
        faq_counts=unit.faq_counts,
        groups=unit.groups,
        stages=load_stages(),
        person=person,
        ticket=unit.tickets.get(subject) if subject is not None else None,
    )


def converse(
    context: ConversationContext,
    conversation: str,
    answers: Sequence[str | Answer],
    subject: int | None = None,
) -> dict[str, object]:
    """Run a conversation up to the last answer and return its stored state; a text names a button."""
    state = RUNNER.begin(conversation, context, subject)
    for answer in answers:
        given = _press(state, answer, context) if isinstance(answer, str) else answer
        result = RUNNER.handle(state, given, context)
        assert result.refusal is None, f"{answer}: {result.refusal}"
        assert result.finished is None, f"{answer} ends the conversation"
        state = result.state
    kept: dict[str, object] = json.loads(json.dumps(state.to_dict()))
    return kept


def _press(state: ConversationState, label: str, context: ConversationContext) -> PressAnswer:
    buttons = {button.label: button for row in RUNNER.screen(state, context).rows for button in row}
    assert label in buttons, f"{label} is none of {list(buttons)} at {state.step}"
    return PressAnswer(buttons[label].says)


def hold_conversations(driver: Driver, asked: int, taken: int) -> None:
    """Leave chats in the middle of a conversation, and parked drafts in others."""
    unit = driver.unit
    budi, sari, hadi = (driver.person(name) for name in ("budi", "sari", "hadi.susilo"))
    sent_at = int(NOW.timestamp())
    filing: list[str | Answer] = [
        TextAnswer("Jadwal tender <belum> muncul", 11, sent_at),
        "SPSE",
        "4.5",
        "Jadwal",
        "Atur jadwal awal",
        TextAnswer("21150010", 12, sent_at + 9),
        TextAnswer("Bagian pertama dari cerita yang panjang sekali.", 13, sent_at + 20, forwarded=True),
        TextAnswer("Bagian kedua, yang menyusul.", 14, sent_at + 20, forwarded=True),
        FileAnswer(SCREENSHOT, "", 15, sent_at + 30),
    ]
    running = converse(context_of(unit, budi, NOW), "new", filing)
    memo = {"shown_at": sent_at, "search": {"text": "login \u0000 ’", "status": ""}}
    _save(unit, chat_of(budi.id), running, memo)
    solving = converse(context_of(unit, sari, NOW, taken), "solve", [TextAnswer(REMARK, 21, sent_at)], taken)
    unit.parked_drafts.put(sari.id, f"solve:{taken}", solving, NOW)
    draft = converse(context_of(unit, sari, NOW), "new", [TextAnswer("Draf \u0000 lama", 20, sent_at)])
    unit.parked_drafts.put(sari.id, "new", draft, NOW)
    answering: list[str | Answer] = [TextAnswer(REMARK, 31, sent_at), FileAnswer(LETTER, "", 32, sent_at + 5)]
    answered = converse(context_of(unit, hadi, NOW, asked), "answer", answering, asked)
    unit.parked_drafts.put(hadi.id, f"answer:{asked}", answered, NOW)
    unit.chats.save(Chat(STRANGER, None, "en"))
    signing_in = converse(
        context_of(unit, None, NOW), "sign_in", [TextAnswer("siapa@luar.example", 41, sent_at)]
    )
    _save(unit, STRANGER, signing_in, {})
    unit.chats.set_reachable(chat_of(driver.person("lina").id), reachable=False)


def _save(
    unit: SqlUnitOfWork, chat_id: int, conversation: dict[str, object], memo: dict[str, object]
) -> None:
    before = unit.chats.get(chat_id)
    assert before is not None
    row = replace(before, conversation=conversation, memo=memo, revision=before.revision + 7)
    unit.chats.save(row, before)
