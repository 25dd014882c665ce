"""Test two administrators who save one record at the same moment, on each database."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.imports.shipped_data import DATA
from conversations.answers import PressAnswer, TextAnswer
from conversations.conversation import ConversationState
from conversations.engine.step_result import StepResult
from conversations.flows.admin import lpse
from core.master_data.helpdesk_settings import DEFAULT_SETTINGS, to_document
from core.master_data.ports import MasterDataKind
from core.organisation.roles import Role
from core.people.people import Assignment, Person
from storage.master_data.catalogue_documents import ChangedMeanwhile
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import BUDI, LINA, NOW, SARI, SURABAYA, Helpdesk
from tests.storage.office.conversations import RUNNER, context_of

ADMINISTRATOR = Assignment(Role.ADMINISTRATOR)
# Form, the answers that lead to its confirmation (texts begin with ":"), and what each of the two enters.
FORMS: Mapping[str, tuple[Mapping[str, object], tuple[str, ...]]] = {
    "account": ({"account": BUDI.id}, ("change", "pick:name", ":", "send")),
    "rule": ({"rule": "reminder_days"}, (":",)),
    "office": (lpse.change_draft(SURABAYA), ("change", "pick:name", ":", "send")),
    "question": ({}, ("change", "pick:question", ":", "send")),
}
ENTERED = {
    "account": ("Budi A", "Budi B"),
    "rule": ("5", "6"),
    "office": ("LPSE A", "LPSE B"),
    "question": ("A?", "B?"),
}


def furnish(unit: SqlUnitOfWork) -> None:
    unit.master.fill_in(MasterDataKind.RULES, to_document(DEFAULT_SETTINGS))
    for kind, name in ((MasterDataKind.FAQ, "faq"), (MasterDataKind.APPLICATIONS, "applications")):
        unit.master.fill_in(kind, json.loads((DATA / f"{name}.json").read_text(encoding="utf-8")))
    for one in (SARI, LINA):
        unit.accounts.add_assignment(one.id, ADMINISTRATOR)


@pytest.mark.parametrize("form", FORMS)
async def test_of_two_who_save_at_once_the_second_is_asked(helpdesk: Helpdesk, form: str) -> None:
    await helpdesk.run(furnish)
    one, other = (replace(p, assignments=(*p.assignments, ADMINISTRATOR)) for p in (SARI, LINA))
    states = [
        await helpdesk.read(lambda unit, p=p, entered=entered: at_confirmation(unit, p, form, entered))  # type: ignore[misc]
        for p, entered in zip((one, other), ENTERED[form], strict=True)
    ]

    async def saves(person: Person, state: ConversationState) -> StepResult:
        def save(unit: SqlUnitOfWork) -> StepResult:
            return RUNNER.handle(state, PressAnswer("yes"), context_of(unit, person, NOW))

        try:
            return await helpdesk.run(save)
        except ChangedMeanwhile:
            # As for every update: the transaction is tried again.
            return await helpdesk.run(save)

    results = await asyncio.gather(saves(one, states[0]), saves(other, states[1]))
    finished = [result for result in results if result.finished]
    asked = [result for result in results if not result.finished]
    assert (len(finished), len(asked)) == (1, 1)
    assert asked[0].state.step == "conflict"
    changed = await helpdesk.read(lambda unit: unit.audit.newest(10))
    assert len(changed) == 1


def at_confirmation(unit: SqlUnitOfWork, person: Person, form: str, entered: str) -> ConversationState:
    """Return the form at its confirmation, with the text that this person entered."""
    context = context_of(unit, person, NOW)
    draft, presses = FORMS[form]
    if form == "question":
        first = unit.master.faq.questions[0]
        draft = {"code": first.code}
    state = RUNNER.begin(form, context, draft=dict(draft))
    for press in presses:
        answer = TextAnswer(entered) if press == ":" else PressAnswer(press)
        result = RUNNER.handle(state, answer, context)
        assert result.refusal is None, result.refusal
        state = result.state
    assert state.step == "confirm"
    return state
