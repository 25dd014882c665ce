"""List the keys by which parts of the office have to be read."""

from __future__ import annotations

from typing import Any

from core.use_cases.tickets.watch_ticket import link_digest
from storage.unit import SqlUnitOfWork
from tests.storage.office.accounts import LINKED, STRANGER
from tests.storage.office.driver import NOW, chat_of
from tests.storage.office.tickets import FILES
from tests.storage.office.traffic import GROUPS


def lookup_keys(unit: SqlUnitOfWork) -> dict[str, Any]:
    """Return the keys, to be stored beside the results."""
    lines = unit.lists.all(None, limit=100).items
    ids = {line.title: line.id for line in lines}
    alert = f"alert:{ids['Tidak bisa login']}:1:10"
    linked = unit.chats.of_people(range(1, len(LINKED) + 2))
    budi = unit.people.by_email("budi@kantor.example")
    assert budi is not None
    lanes = [chat_of(budi.id), chat_of(budi.id), linked[4].chat_id, STRANGER]
    return {
        "now": NOW.isoformat(),
        "chats": [*(chat_of(number) for number in range(1, len(LINKED) + 3)), STRANGER],
        "groups": list(GROUPS),
        "updates": [[9001 + at, str(lane)] for at, lane in enumerate(lanes)],
        "keys": ["screen", alert, f"code:{budi.id}", "make:ticket_pdf:0123456789abcdef"],
        "slots": ["screen", alert],
        "watch_links": [link_digest(f"watch-{line.id}") for line in lines],
        "files": [file.unique for file in FILES],
        "packages": [
            ["tender", "21150010"],
            ["tender", "21151010"],
            ["rup", "34567890"],
            ["catalogue", "EP-404"],
        ],
        "searcher": budi.id,
        "day": "2026-11-16",
        "search": ["login", "tidak bisa", "sesi habis", "tps2611", "0010", *(line.number for line in lines)],
        "search_people": ["kantor", "budi santoso", "hadi.susilo", "lkpp"],
    }
