"""Test that jobs are run in turn, on both databases."""

from core.messaging.outgoing import JobKind, RequestJob, SendNotice
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import NOW, Helpdesk


def order(unit: SqlUnitOfWork, chat_id: int, name: str) -> None:
    """Add a job of this name."""
    job = RequestJob(JobKind.TICKETS_CSV, chat_id, "id", {"name": name}, name)
    unit.outbox.add(job, chat_id=chat_id, priority=3, at=NOW)


def run_next(unit: SqlUnitOfWork) -> str:
    """Run the next job as the worker does, and return its name."""
    [row] = unit.jobs.due(NOW, 1)
    assert isinstance(row.message, RequestJob)
    assert row.chat_id is not None
    unit.outbox.sent(row.id)
    unit.jobs.end_turn(row.chat_id)
    return str(row.message.details["name"])


async def run_all(helpdesk: Helpdesk) -> list[str]:
    names = []
    while await helpdesk.read(lambda unit: unit.jobs.due(NOW, 1)):
        names.append(await helpdesk.run(run_next))
    return names


async def test_people_with_many_jobs_take_turns_with_everybody_else(helpdesk: Helpdesk) -> None:
    for name in ("a1", "a2", "a3", "b1", "b2", "b3", "c1"):
        await helpdesk.run(order, "abc".index(name[0]) + 1, name)
    assert await run_all(helpdesk) == ["a1", "b1", "c1", "a2", "b2", "a3", "b3"]


async def test_whoever_orders_again_and_again_lets_the_second_job_of_others_through(
    helpdesk: Helpdesk,
) -> None:
    for name in ("a1", "a2", "b1", "c1"):
        await helpdesk.run(order, "abc".index(name[0]) + 1, name)
    names = []
    for n in range(2, 6):
        for _ in range(2):
            names.append(await helpdesk.run(run_next))
            if names[-1][0] in "bc":
                await helpdesk.run(order, "abc".index(names[-1][0]) + 1, f"{names[-1][0]}{n}")
    assert names.index("a2") == 3


async def test_the_jobs_of_a_chat_are_known_until_they_are_done(helpdesk: Helpdesk) -> None:
    await helpdesk.run(order, 1, "a1")
    await helpdesk.run(order, 2, "b1")
    await helpdesk.run(lambda unit: unit.outbox.add(SendNotice({}), chat_id=1, priority=1, at=NOW))
    [job] = await helpdesk.read(lambda unit: unit.jobs.of_chat(1))
    assert job.details == {"name": "a1"}
    assert await helpdesk.run(run_next) == "a1"
    assert await helpdesk.read(lambda unit: unit.jobs.of_chat(1)) == []
