"""Sample screens of administrators about accounts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

from conversations.context import ConversationContext
from conversations.conversation import ConversationState
from conversations.flows.admin.account_access import ACCESS_CHANGES
from conversations.flows.admin.account_form import FIELDS
from conversations.flows.admin.account_import import ACCOUNT_IMPORT
from conversations.flows.admin.account_search import ADVANCED
from conversations.rendering.refusals import refusal_note
from conversations.rendering.screen import Screen
from conversations.screens.admin import accounts as screens
from conversations.screens.admin.account_import import FAULTS, import_result
from conversations.screens.admin.sign_ins import sign_ins
from core.administration.account_rows import RowError
from core.administration.accounts import Account
from core.errors import Refusal
from core.organisation.directorates import Directorate
from core.organisation.roles import Role
from core.pages import Page
from core.people.people import Assignment, Person
from core.people.sign_in_trail import SignInEvent, SignInLine
from core.tickets.attachments import Upload
from tests.conversations.fakes import RUNNER, Chat
from tests.conversations.sample_screens import LARGEST, Words
from tests.core.fake_accounts import FakeAccounts
from tests.core.fakes import ADMINISTRATOR, EVERYBODY, NOW, SURABAYA, FakeHelpdesk

LONG_ADDRESS = f"{'a' * 64}@{'b' * 60}.{'c' * 60}.go.id"
LPSES = {SURABAYA.id: SURABAYA.name}
TEAM = Assignment(Role.TIM_TEKNIS, directorate=Directorate.PERENCANAAN)


def person_with_many_roles(words: Words) -> Person:
    """Return a person of these words with as many roles as possible."""
    roles = (*[Assignment(Role.ADMIN_PPE_SIRUP, SURABAYA.id)] * 19, TEAM)
    return Person(2, words.name, LONG_ADDRESS, words.error_code, words.office, "id", roles)


def administrator_context(words: Words) -> ConversationContext:
    """Return an administrator's context in which the second account has many roles."""
    house = FakeHelpdesk(accounts=FakeAccounts((*EVERYBODY, person_with_many_roles(words)), NOW))
    return Chat("sign_out", ADMINISTRATOR, house).context


def all_account_screens(words: Words) -> Iterator[tuple[str, Screen]]:
    """Yield the name and the screen of each sample."""
    yield from _card_screens(words)
    yield from _sign_in_screens(words)
    yield from _form_screens(words)
    yield from _import_screens(words)


def _sign_in_screens(words: Words) -> Iterator[tuple[str, Screen]]:
    """Yield the trail of signing in, of all and of one account."""
    person = person_with_many_roles(words)
    lines = [SignInLine(n, NOW, event, LARGEST, 2, words.name) for n, event in enumerate(SignInEvent, 1)][:9]
    nobodys = SignInLine(99, NOW, SignInEvent.HELD, LARGEST, None, "")
    yield "sign-ins", sign_ins([*lines, nobodys], None, more=True, begun=True)
    yield "sign-ins of an account", sign_ins(lines, person, more=True, begun=True)
    yield "sign-ins none", sign_ins([], person, more=False, begun=False)


def _card_screens(words: Words) -> Iterator[tuple[str, Screen]]:
    """Yield the list of accounts, the card of an account, and results of changes."""
    person = person_with_many_roles(words)
    account = Account(person, NOW, is_linked=True, is_reachable=True, in_hand=LARGEST)
    said = [("Kata", words.title), ("LPSE", SURABAYA.name)]
    lines = [replace(account, is_disabled=n % 2 == 0) for n in range(10)]
    numbered = [replace(a, person=replace(person, id=LARGEST - n)) for n, a in enumerate(lines)]
    there = str(LARGEST)
    yield "accounts", screens.account_list(Page(numbered, there, there), said, LPSES)
    yield "accounts, none", screens.account_list(Page([]), [], {})
    yield (
        "account",
        screens.account_card(account, LPSES, is_me=False, note=refusal_note(Refusal("role_gone"))),
    )
    yield "account, own", screens.account_card(account, LPSES, is_me=True)
    blocked = replace(account, is_reachable=False)
    yield "account, blocked", screens.account_card(blocked, LPSES, is_me=False)
    bare = replace(person, phone="", office="", assignments=(), language="xx")
    closed = Account(bare, NOW, is_disabled=True)
    yield "account, disabled", screens.account_card(closed, {}, is_me=False)
    link = f"https://t.me/{'b' * 32}?start={'c' * 32}"
    yield "invited", screens.invited(person, link, 7, mailed=True)
    yield "invited, no mail", screens.invited(person, link, 1, mailed=False)
    yield "account done", screens.account_changed("Akun berhasil dibuat.", person, invites=True)
    letter = {"name": words.name, "link": link, "days": 7}
    yield "letter of an invitation", Screen("mail/invitation.html", letter)


def _form_screens(words: Words) -> Iterator[tuple[str, Screen]]:
    """Yield the steps of the conversations about accounts."""
    context = administrator_context(words)

    def asks(conversation: str, step: str, **draft: Any) -> Screen:
        return RUNNER.screen(ConversationState(conversation, step, draft), context)

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
    team = {"account": 3, "role": "tim_teknis", "directorate": "perencanaan"}
    yield "role_give/role", asks("role_give", "role", account=2)
    yield "role_give/lpse", asks("role_give", "lpse", account=2, role="ppk")
    yield "role_give/directorate", asks("role_give", "directorate", **team)
    yield "role_give/confirm", asks("role_give", "confirm", **team)
    yield "role_take/seat", asks("role_take", "seat", account=ADMINISTRATOR.id)
    yield "role_take/confirm", asks("role_take", "confirm", account=2, seat=TEAM.key)
    for change in ACCESS_CHANGES:
        yield (
            f"account_standing/confirm {change}",
            asks("account_standing", "confirm", account=2, deed=change),
        )
    sought: dict[str, Any] = {"words": words.title, "role": "ppk", "lpse": str(SURABAYA.id), ADVANCED: True}
    sought["standing"] = "never"
    for step in ("words", "standing", "role", "lpse", "review"):
        # The review names the standing in the language of the person, who reads Indonesian here.
        shown = {**sought, "standing": ""} if step == "review" else sought
        yield f"account_search/{step}", asks("account_search", step, **shown)
    yield "account_search/words at first", asks("account_search", "words")
    yield "account_search/lpse found", asks("account_search", "lpse", **sought, **{"?text": "kota"})
    yield "account_search/review empty", asks("account_search", "review", **{ADVANCED: True})


def _import_screens(words: Words) -> Iterator[tuple[str, Screen]]:
    """Yield the steps and the results of importing accounts."""
    context = administrator_context(words)
    file = asdict(Upload(words.file, 1_572_864, "text/csv", "file-1", "unique-1"))
    yield "account_import/file", RUNNER.screen(ConversationState("account_import", "file"), context)
    yield (
        "account_import/confirm",
        RUNNER.screen(ConversationState("account_import", "confirm", {"file": file}), context),
    )
    begun = ACCOUNT_IMPORT.finish({"file": file}, context).screen
    assert begun is not None
    yield "importing", begun
    facts: dict[str, object] = {"text": words.text, "columns": ["email", "role"], "limit": 100}
    facts |= {"name": words.text, "row": LARGEST, "lines": 1023, "at": LARGEST}
    codes = (*FAULTS, "name", "phone", "office", "quotes", "too_many_cells", "formula_failed", "no_result")
    faults = [RowError(LARGEST, code, facts) for code in codes]
    counts = dict.fromkeys(("rows", "new_people", "new_roles", "wrong", "changed"), LARGEST)
    parts = [words.text] * 9
    yield (
        "imported",
        import_result(words.file, counts, faults[:10], stopped=True, unused=parts, has_file=True),
    )
    yield "imported, other faults", import_result(words.file, counts, faults[10:], other_sheets=parts)
    yield "imported, doubts", import_result(words.file, counts, [], notes=faults[:10])
    yield "imported, all right", import_result(words.file, {"rows": 1}, [])
