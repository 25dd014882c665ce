"""The screens on which administrators look after accounts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from conversations.refusals import note_of
from conversations.screen import Screen
from conversations.screens import accounts as screens
from conversations.screens.account_import import FAULTS, imported
from conversations.talk import State
from conversations.talks.account_form import FIELDS
from conversations.talks.account_import import ACCOUNT_IMPORT
from conversations.talks.account_search import ADVANCED
from conversations.talks.account_standing import DEEDS
from conversations.world import World
from core.accounts import Account
from core.attachments import Upload
from core.catalogue import Directorate
from core.errors import Refusal
from core.people import Assignment, Person
from core.roles import Role
from tests.conversations.fakes import RUNNER, Chat
from tests.conversations.samples import LARGEST, Words
from tests.core.fake_accounts import FakeAccounts
from tests.core.fakes import ADMINISTRATOR, EVERYBODY, NOW, SURABAYA, House

LONG_ADDRESS = f"{'a' * 64}@{'b' * 60}.{'c' * 60}.go.id"
LPSES = {SURABAYA.id: SURABAYA.name}
TEAM = Assignment(Role.TIM_TEKNIS, directorate=Directorate.PERENCANAAN)


@dataclass(frozen=True)
class Fault:
    """A wrong line of a file."""

    line: int
    code: str
    facts: dict[str, object] = field(default_factory=dict)


def somebody(words: Words) -> Person:
    """With as many roles as there can be."""
    roles = (*[Assignment(Role.ADMIN_PPE_SIRUP, SURABAYA.id)] * 19, TEAM)
    return Person(2, words.name, LONG_ADDRESS, words.error_code, words.office, "id", roles)


def world_of(words: Words) -> World:
    """An administrator's, in which the second account is somebody of these words."""
    house = House(accounts=FakeAccounts((*EVERYBODY, somebody(words)), NOW))
    return Chat("sign_out", ADMINISTRATOR, house).world


def all_account_administration(words: Words) -> Iterator[tuple[str, Screen]]:
    """By what they are called here."""
    yield from _looked_at(words)
    yield from _asked(words)
    yield from _imports(words)


def _looked_at(words: Words) -> Iterator[tuple[str, Screen]]:
    person = somebody(words)
    account = Account(person, NOW, is_linked=True, is_reachable=True, in_hand=LARGEST)
    said = [("Kata", words.title), ("LPSE", SURABAYA.name)]
    lines = [replace(account, is_disabled=n % 2 == 0) for n in range(10)]
    numbered = [replace(a, person=replace(person, id=LARGEST - n)) for n, a in enumerate(lines)]
    there = str(LARGEST)
    yield "accounts", screens.account_list(numbered, said, LPSES, previous=there, following=there)
    yield "accounts, none", screens.account_list([], [], {})
    yield "account", screens.account_card(account, LPSES, is_me=False, note=note_of(Refusal("role_gone")))
    yield "account, own", screens.account_card(account, LPSES, is_me=True)
    blocked = replace(account, is_reachable=False)
    yield "account, blocked", screens.account_card(blocked, LPSES, is_me=False)
    bare = replace(person, phone="", office="", assignments=(), language="xx")
    closed = Account(bare, NOW, is_disabled=True)
    yield "account, disabled", screens.account_card(closed, {}, is_me=False)
    link = f"https://t.me/{'b' * 32}?start={'c' * 32}"
    yield "invited", screens.invited(person, link, 7, mailed=True)
    yield "invited, no mail", screens.invited(person, link, 1, mailed=False)
    yield "account done", screens.done("Akun berhasil dibuat.", person, invites=True)
    letter = {"name": words.name, "link": link, "days": 7}
    yield "letter of an invitation", Screen("mail/invitation.html", letter)


def _asked(words: Words) -> Iterator[tuple[str, Screen]]:
    world = world_of(words)

    def asks(talk: str, step: str, **draft: Any) -> Screen:
        return RUNNER.screen(State(talk, step, draft), world)

    new: dict[str, Any] = {"account": 0, "name": words.name, "email": LONG_ADDRESS, "phone": "0812"}
    new |= {"office": words.office, "role": "ppk", "lpse": str(SURABAYA.id), "directorate": "spse"}
    for step in (*FIELDS, "role", "lpse", "review", "confirm"):
        yield f"account/{step}", asks("account", step, **new)
    yield "account/directorate", asks("account", "directorate", **{**new, "role": "tim_teknis"})
    yield "account/email taken", asks("account", "email", **{"account": 0, "?taken": LARGEST})
    yield "account/lpse found", asks("account", "lpse", account=0, role="ppk", **{"?text": "kota"})
    was = {"name": words.title, "email": "lama@lkpp.go.id", "phone": "", "office": "LKPP"}
    changed = {**new, "account": 2, "was": was, "office": ""}
    yield "account/review of a change", asks("account", "review", **changed)
    yield "account/confirm a change", asks("account", "confirm", **changed)
    team = {"account": 2, "role": "tim_teknis", "directorate": "perencanaan"}
    yield "role_give/role", asks("role_give", "role", account=2)
    yield "role_give/lpse", asks("role_give", "lpse", account=2, role="ppk")
    yield "role_give/directorate", asks("role_give", "directorate", **team)
    yield "role_give/confirm", asks("role_give", "confirm", **team)
    yield "role_take/seat", asks("role_take", "seat", account=ADMINISTRATOR.id)
    yield "role_take/confirm", asks("role_take", "confirm", account=2, seat=TEAM.seat)
    for deed in DEEDS:
        yield f"account_standing/confirm {deed}", asks("account_standing", "confirm", account=2, deed=deed)
    sought: dict[str, Any] = {"words": words.title, "role": "ppk", "lpse": str(SURABAYA.id), ADVANCED: True}
    for step in ("words", "role", "lpse", "review"):
        yield f"account_search/{step}", asks("account_search", step, **sought)
    yield "account_search/words at first", asks("account_search", "words")
    yield "account_search/lpse found", asks("account_search", "lpse", **sought, **{"?text": "kota"})
    yield "account_search/review empty", asks("account_search", "review", **{ADVANCED: True})


def _imports(words: Words) -> Iterator[tuple[str, Screen]]:
    world = world_of(words)
    file = asdict(Upload(words.file, 1_572_864, "text/csv", "file-1", "unique-1"))
    yield "account_import/file", RUNNER.screen(State("account_import", "file"), world)
    yield "account_import/confirm", RUNNER.screen(State("account_import", "confirm", {"file": file}), world)
    begun = ACCOUNT_IMPORT.finish({"file": file}, world).screen
    assert begun is not None
    yield "importing", begun
    facts: dict[str, object] = {"text": words.text, "columns": ["email", "role"], "limit": 100}
    faults = [Fault(LARGEST, code, facts) for code in (*FAULTS, "name", "phone", "office")]
    counts = dict.fromkeys(("rows", "new_people", "new_roles", "wrong"), LARGEST)
    yield "imported", imported(words.file, counts, faults, stopped=True)
    yield "imported, all right", imported(words.file, {"rows": 1}, [])
