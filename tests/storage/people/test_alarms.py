"""Test alarms about senders, on both databases."""

from dataclasses import replace
from datetime import timedelta

from core.administration.alarms import Alarm, AlarmKind
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import NOW, Helpdesk

FLOOD = Alarm(AlarmKind.FLOOD, 2**40, "Orang Asing", 25, NOW, NOW)
LATER = NOW + timedelta(minutes=1)


async def test_a_report_of_a_sender_who_is_known_changes_the_count_alone(helpdesk: Helpdesk) -> None:
    await helpdesk.run(lambda unit: unit.alarms.report(FLOOD))
    await helpdesk.run(lambda unit: unit.alarms.mark_told(AlarmKind.FLOOD))
    again = replace(FLOOD, name="Lain", count=90, since=LATER, last_at=LATER)
    await helpdesk.run(lambda unit: unit.alarms.report(again))
    assert await helpdesk.read(lambda unit: unit.alarms.standing(AlarmKind.FLOOD)) == [
        replace(FLOOD, count=90, last_at=LATER, is_told=True)
    ]


async def test_alarms_of_a_kind_stand_and_end_together_the_largest_first(helpdesk: Helpdesk) -> None:
    found = [replace(FLOOD, chat_id=n, count=n) for n in range(3)]
    guessing = replace(FLOOD, kind=AlarmKind.GUESSING)

    def report(unit: SqlUnitOfWork) -> None:
        for one in (*found, guessing):
            unit.alarms.report(one)

    await helpdesk.run(report)
    assert await helpdesk.read(lambda unit: unit.alarms.standing(AlarmKind.FLOOD)) == found[::-1]
    await helpdesk.run(lambda unit: unit.alarms.end(AlarmKind.FLOOD))
    assert await helpdesk.read(lambda unit: unit.alarms.standing(AlarmKind.FLOOD)) == []
    assert await helpdesk.read(lambda unit: unit.alarms.standing(AlarmKind.GUESSING)) == [guessing]
