"""Test that administrators hear of what can't be before they are asked for anything, and not after “Ya”."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import select

from core.master_data.faq import MOST_QUESTIONS, Question
from core.master_data.ports import MasterDataKind
from core.organisation.roles import Role
from core.people.people import Assignment
from core.use_cases.accounts.change_roles import MOST_ROLES
from storage.people.people import assignment_row
from storage.schema import tables
from storage.unit import SqlUnitOfWork
from tests.stories.actor import Actor
from tests.stories.stage import Stage
from tests.stories.test_accounts import BUDI, number_of, opens


async def test_a_full_faq_is_told_before_a_question_is_written(stage: Stage, administrator: Actor) -> None:
    many = [asdict(Question(f"q{n}", "Topik", "", f"Apa {n}?", "Ya.")) for n in range(MOST_QUESTIONS)]
    await stage.do(lambda unit: unit.master.put(MasterDataKind.FAQ, many))
    await administrator.types("/faq")
    await administrator.taps("Tambah Pertanyaan")
    await administrator.sees(f"FAQ menampung maksimal {MOST_QUESTIONS} pertanyaan")
    assert not [sight for sight in administrator.sights if "nama topik baru" in sight.words]


async def test_an_account_with_all_the_roles_there_is_room_for_is_told_before_one_is_chosen(
    stage: Stage, administrator: Actor
) -> None:
    number = await number_of(stage, BUDI)

    def give(unit: SqlUnitOfWork) -> None:
        held = {assignment.lpse_id for assignment in unit.people.get(number).assignments}  # type: ignore[union-attr]
        ids = unit.connection.execute(select(tables.lpses.c.id).limit(50)).scalars()
        more = [lpse_id for lpse_id in ids if lpse_id not in held][: MOST_ROLES - len(held)]
        rows = [assignment_row(number, Assignment(Role.PPK, lpse_id)) for lpse_id in more]
        unit.connection.execute(tables.assignments.insert(), rows)

    await stage.do(give)
    await opens(administrator, BUDI)
    await administrator.taps("Tambah Peran")
    await administrator.sees(f"paling banyak memiliki {MOST_ROLES} peran")
    assert not [sight for sight in administrator.sights if "Peran apa" in sight.words]
