"""Test that what was given up is listed without what people wrote, tried again, and forgotten."""

from datetime import timedelta

import pytest_asyncio

from core.messaging.outgoing import SendNotice, ShowScreen
from storage.messaging.inbox import Claim, ClaimStatus
from storage.messaging.problems import FailedScreen, Problem, ProblemId, ProblemSource
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import NOW, Helpdesk, waiting_rows

LATER = NOW + timedelta(days=3)
UPDATE = ProblemId(ProblemSource.UPDATE, 1)


@pytest_asyncio.fixture(loop_scope="session")
async def message(helpdesk: Helpdesk) -> ProblemId:
    """Give up an update and a message beside others that are well, and return the message's id."""

    def work(unit: SqlUnitOfWork) -> ProblemId:
        unit.inbox.store([(1, "budi", "rahasia"), (2, "budi", "rahasia"), (3, "budi", "")], NOW)
        unit.inbox.begin_again(unit.inbox.pending(1)[0])
        unit.inbox.put_aside(1, "budi", "KeyError at core/x.py:7, reference 1a", NOW)
        unit.inbox.count_try(2, "KeyError")
        unit.inbox.mark_done(2, NOW)
        unit.inbox.count_try(3, "KeyError")
        failed, _well = (
            unit.outbox.add(SendNotice({"text": "rahasia"}), chat_id=70, priority=0, at=NOW) for _ in range(2)
        )
        unit.outbox.fail(failed, "TelegramForbiddenError", NOW)
        return ProblemId(ProblemSource.MESSAGE, failed)

    return await helpdesk.run(work)


def problems(unit: SqlUnitOfWork) -> list[Problem]:
    return unit.problems.all(10, lambda _raw: "message")


async def test_only_what_was_given_up_is_listed(helpdesk: Helpdesk, message: ProblemId) -> None:
    assert await helpdesk.read(problems) == [
        Problem(UPDATE, "message", NOW, 1, "KeyError at core/x.py:7, reference 1a"),
        Problem(message, "notice sendMessage", NOW, 1, "TelegramForbiddenError"),
    ]


async def test_what_is_tried_again_is_as_new(helpdesk: Helpdesk, message: ProblemId) -> None:
    for problem in (UPDATE, message):
        assert await helpdesk.run(lambda unit: unit.problems.retry(problem, LATER))  # noqa: B023 - awaited here
        assert not await helpdesk.run(lambda unit: unit.problems.retry(problem, LATER))  # noqa: B023
    assert await helpdesk.read(problems) == []
    claim = await helpdesk.run(lambda unit: unit.inbox.claim(1, "budi"))
    assert claim == Claim(ClaimStatus.GRANTED, is_overtaken=True)
    [retried, _waiting] = await helpdesk.read(lambda unit: unit.inbox.pending(10))
    assert (retried.attempts, retried.begun_again, retried.begun_after_starts) == (0, 0, None)
    due = await helpdesk.read(lambda unit: waiting_rows(unit, LATER, 10))
    assert [(row.attempts, row.error, row.created_at) for row in due if row.id == message.number] == [
        (0, None, LATER)
    ]


async def test_what_is_dropped_is_never_done(helpdesk: Helpdesk, message: ProblemId) -> None:
    for problem in (UPDATE, message):
        assert await helpdesk.run(lambda unit: unit.problems.drop(problem))  # noqa: B023 - awaited here
        assert not await helpdesk.run(lambda unit: unit.problems.drop(problem))  # noqa: B023
    assert await helpdesk.read(problems) == []
    assert await helpdesk.run(lambda unit: unit.inbox.claim(1, "budi")) == Claim(ClaimStatus.DONE)
    due = await helpdesk.read(lambda unit: waiting_rows(unit, LATER, 10))
    assert len(due) == 1


async def test_a_screen_that_was_given_up_is_told_from_all_else(
    helpdesk: Helpdesk, message: ProblemId
) -> None:
    def give_up(unit: SqlUnitOfWork) -> ProblemId:
        row = unit.outbox.add(ShowScreen({"text": "layar"}, edits=False), chat_id=70, priority=0, at=NOW)
        assert unit.problems.failed_screen(ProblemId(ProblemSource.MESSAGE, row)) is None
        unit.outbox.fail(row, "Bad Request", LATER)
        return ProblemId(ProblemSource.MESSAGE, row)

    screen = await helpdesk.run(give_up)
    found = await helpdesk.read(
        lambda unit: [unit.problems.failed_screen(one) for one in (UPDATE, message, screen)]
    )
    assert found == [None, None, FailedScreen(70, NOW)]


async def test_what_is_well_can_be_neither_tried_again_nor_dropped(
    helpdesk: Helpdesk, message: ProblemId
) -> None:
    for source, number in ((ProblemSource.UPDATE, 2), (ProblemSource.MESSAGE, message.number + 1)):
        one = ProblemId(source, number)
        assert not await helpdesk.run(lambda unit: unit.problems.retry(one, LATER))  # noqa: B023 - awaited here
        assert not await helpdesk.run(lambda unit: unit.problems.drop(one))  # noqa: B023
