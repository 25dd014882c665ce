"""A draft with an answer to every step of the conversations about tickets and of searching."""

from typing import Any

from conversations.flows.tickets.search import ADVANCED
from tests.conversations.fakes import BRIDGE
from tests.conversations.sample_conversation_screens import new_ticket_answers
from tests.conversations.sample_screens import Words

FILLED: dict[str, Any] = {
    **new_ticket_answers(Words()),
    "manual_code": BRIDGE.code,
    "text": "Sejak pagi tidak bisa masuk.",
    "verdict": "again",
    "stars": "4",
    "name": "Budi",
    "phone": "08123456",
    "office": "Dinas",
    ADVANCED: True,
}
