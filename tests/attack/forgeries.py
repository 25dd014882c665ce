"""Make up the addresses, answers and texts of people who try what nobody offered them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import product
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from conversations.addressing.addresses import Address, StartConversation
from conversations.flows import CONVERSATIONS
from tests.attack.held_database import Records
from tests.attack.marked_office import COMMON

_UNKNOWN = 999
_HUGE = 2**63 - 1
_WORDS = {
    "code": ("spse", "spse-login", "akun-lpse-lain", "id", "en", "nothing"),
    "key": ("spse", "spse-login", "10", "nothing"),
    "name": ("reminder_days", "status", "nothing"),
    "figure": ("not_taken", "in_hand", "taken_today", "open", "ever"),
    "kind": ("faq", "accounts"),
    "cursor": ("", "WzEsMl0", "1"),
    "first": ("20260101", "19000101", "nothing"),
    "last": ("20260131", "29991231", "20250101"),
}
JUNK = (
    "a:card:1 OR 1=1:0",
    f"a:card:{_HUGE}:0",
    f"a:card:{_HUGE}9:0",
    "a:::",
    "",
    "t:1:yes",
    "t:x:back",
    "\x00",
    "😀" * 16,
)
ANSWERS = (
    *(
        "yes no send skip done back leave change cancel keep other again offer open below reporter all"
    ).split(),
    *(
        "o0 o1 o2 o7 v0 v1 v5 remove:0 replace:0 1 2 10 spse katalog month:2026-10 day:2026-10-01 ?pick"
    ).split(),
    "?leave",
    "",
)


class Texts:
    """Texts that people type, in which the office's own words are."""

    def __init__(self, rows: Records) -> None:
        numbers = [ticket["number"] for ticket in rows["tickets"].values()]
        self.all: Sequence[str] = (
            f"Kata {COMMON} yang cukup panjang untuk sebuah keterangan.",
            COMMON,
            *numbers[::5],
            "rina@kantor.example",
            "1",
            "123456",
            "/batal",
        )


def addresses(rows: Records) -> Iterator[str]:
    """Yield the data of buttons for every form of address, each with every id that its fields may have."""
    for kind in get_args(Address):
        if kind is StartConversation:
            continue
        hints = get_type_hints(kind, include_extras=True)
        names = re.findall(r"{(\w+)}", kind.WIRE)
        for values in product(
            *(_values(name, hints[name], rows, is_alone="ticket_id" not in names) for name in names)
        ):
            yield "a:" + kind.WIRE.format(**dict(zip(names, values, strict=True)))
    tickets = _ids(rows, "tickets")
    subjects = {*tickets, *_ids(rows, "people")[:3], 10}
    for name, conversation in CONVERSATIONS.items():
        yield f"a:talk:{name}:"
        about = sorted(subjects) if conversation.about_ticket else (tickets[0], 10, _UNKNOWN)
        yield from (f"a:talk:{name}:{subject}" for subject in about)
    yield from JUNK


def commands(rows: Records) -> Iterator[str]:
    """Yield texts that open something: commands, codes of links, numbers of tickets."""
    yield from "/start /buat /tiket /cari /dashboard /laporan /faq /profil /bahasa /bantuan /batal".split()
    yield from (f"/start {code}" for code in ("w_" + "A" * 32, "A" * 24, f"w_watch-{_UNKNOWN}", "x"))
    yield from (ticket["number"] for ticket in rows["tickets"].values())
    yield COMMON


def _values(name: str, kind: Any, rows: Records, *, is_alone: bool) -> Sequence[object]:
    """Return what a field may hold: the ids that there are, and such as there are none of."""
    if kind is int:
        return _numbers(name, rows, is_alone=is_alone)
    if get_origin(kind) is Annotated:
        return _keys(rows) if name == "key" and kind.__metadata__ == (".*",) else _WORDS[name]
    if get_origin(kind) in (Union, UnionType):
        return [value for part in get_args(kind) for value in _values(name, part, rows, is_alone=is_alone)]
    if kind is NoneType:
        return ("",)
    assert issubclass(kind, StrEnum)
    return [member.value for member in kind]


def _numbers(name: str, rows: Records, *, is_alone: bool) -> Sequence[int]:
    match name:
        case "ticket_id":
            return [*_ids(rows, "tickets"), _UNKNOWN]
        case "person_id":
            people = _ids(rows, "people")
            # Those who watch, or are asked to, come with every ticket; accounts are pressed one by one.
            return [*people, 0, _UNKNOWN] if is_alone else [*_watchers(rows), people[0], _UNKNOWN]
        case "lpse_id":
            return [*_ids(rows, "lpses"), _UNKNOWN]
        case "number":
            return [*(abs(chat_id) for chat_id in _ids(rows, "staff_groups")), _UNKNOWN]
        case "chat_id":
            return [*_ids(rows, "chats")[:4], _UNKNOWN]
        case "line_id":
            return [*_ids(rows, "audit")[:2], _UNKNOWN]
        case _:
            return [0, 1, 9]


def _keys(rows: Records) -> Sequence[str]:
    """Return the keys of drafts: those of everybody, and such as could be."""
    kept = [key for _, key in rows["drafts"]]
    return [*dict.fromkeys(kept), "nothing", "answer:1", "take:3"]


def _watchers(rows: Records) -> list[int]:
    return sorted({person_id for person_id, _ in rows["watchers"]})


def _ids(rows: Records, table: str) -> list[int]:
    return sorted(key[0] for key in rows[table])
