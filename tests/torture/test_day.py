"""Test that what grows faster than the work of a day is found, and what is kept is not."""

from __future__ import annotations

from tests.torture.campaigns.day import faster_than_events

PEOPLE = 11
START = {"history": 0, "sends": 0, "ticket_messages": 0}
NOON = {"history": 500, "sends": 900, "ticket_messages": 1700}


def grows(sends: int) -> list[str]:
    """Return what is found where so many sends stand at the end of a day of even work."""
    names = dict.fromkeys(("drafts", "invitations", "looks", "outbox", "sign_in_trail", "slots"), 0)
    sizes = [{**names, "ticket_volumes": 0, **size} for size in (START, NOON)]
    end = {**sizes[1], "history": 1000, "sends": sends, "ticket_messages": 3400}
    return faster_than_events([*sizes, end], PEOPLE)


def test_what_is_kept_of_each_event_may_grow_with_the_events() -> None:
    assert grows(sends=1800) == []


def test_what_grows_twice_as_fast_with_the_same_work_is_found() -> None:
    assert grows(sends=2700) == ["sends grew from 0 to 900 rows and then to 2700"]
