"""Watching a ticket: links for one person each, what a watcher may see, and that they may do nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import Refusal
from core.events import Happening
from core.lifecycle import Action
from core.people import Assignment, Person
from core.rights import actions, may_invite, may_see
from core.roles import Role
from core.ticket import MOST_WATCHERS
from core.use_cases.watch_ticket import (
    WATCH_LINK_LIFETIME,
    InviteWatcher,
    StopWatching,
    WatchTicket,
    digest_of_link,
)
from tests.core.fake_sign_in import FakeWatchLinks
from tests.core.fakes import (
    ADMINISTRATOR,
    BANDUNGS_HELPDESK,
    EVERYBODY,
    HELPDESK,
    PPK,
    SUPPLIER,
    VERIFIER,
    FakePeople,
    House,
    person,
)


class Watched(House):
    """A helpdesk with links, and one ticket of Budi's that Sari works on."""

    def __init__(self) -> None:
        super().__init__()
        self.links = FakeWatchLinks()
        self.file()
        self.does(HELPDESK, Action.TAKE)

    def invites(self, by: Person = PPK) -> str:
        return InviteWatcher(self.tickets, self.links)(by, 1, self.now)

    def opens(self, by: Person, code: str) -> None:
        WatchTicket(self.tickets, self.people, self.links)(by, digest_of_link(code), self.now)

    def stops(self, by: Person, watcher: Person) -> None:
        StopWatching(self.tickets)(by, 1, watcher.id, self.now)

    def refuses(self, by: Person, code: str) -> str:
        with pytest.raises(Refusal) as no:
            self.opens(by, code)
        return no.value.code


@pytest.fixture
def house() -> Watched:
    return Watched()


def colleague(number: int) -> Person:
    return person(100 + number, f"Rekan{number}", Assignment(Role.PP, 20))


def test_whoever_opens_the_link_sees_the_ticket_and_may_do_nothing(house: Watched) -> None:
    house.opens(SUPPLIER, house.invites())
    ticket = house.ticket
    assert ticket.watcher_ids == {SUPPLIER.id}
    assert SUPPLIER.id not in ticket.party_ids
    assert may_see(SUPPLIER, ticket)
    event = house.history[-1]
    assert (event.kind, event.person_id, event.facts) == ("watched", SUPPLIER.id, {"invited_by": PPK.id})
    for who, move in ((HELPDESK, Action.SOLVE), (PPK, Action.CONFIRM), (PPK, Action.RATE)):
        assert actions(SUPPLIER, house.ticket) == ()
        for action in Action:
            with pytest.raises(Refusal):
                house.does(SUPPLIER, action)
        house.does(who, move)


def test_a_link_is_good_for_one_person(house: Watched) -> None:
    code = house.invites()
    house.opens(SUPPLIER, code)
    assert house.refuses(BANDUNGS_HELPDESK, code) == "watch_link_invalid"
    assert house.ticket.watcher_ids == {SUPPLIER.id}


def test_a_link_is_good_for_a_week(house: Watched) -> None:
    code, late = house.invites(), house.invites()
    assert not {code, late} & house.links.open.keys(), "only digests are kept"
    house.now += WATCH_LINK_LIFETIME - timedelta(seconds=1)
    house.opens(SUPPLIER, code)
    house.now += timedelta(seconds=1)
    assert house.refuses(BANDUNGS_HELPDESK, late) == "watch_link_invalid"


def test_a_made_up_link_leads_nowhere(house: Watched) -> None:
    house.invites()
    assert house.refuses(SUPPLIER, "x" * 32) == "watch_link_invalid"


def test_a_link_of_somebody_who_has_left_leads_nowhere(house: Watched) -> None:
    code = house.invites(HELPDESK)
    house.people.gone(HELPDESK)
    assert house.refuses(SUPPLIER, code) == "watch_link_invalid"


def test_a_link_to_a_ticket_that_was_closed_leads_nowhere(house: Watched) -> None:
    code = house.invites()
    house.does(PPK, Action.CLOSE)
    assert house.refuses(SUPPLIER, code) == "watch_link_invalid"


@pytest.mark.parametrize("who", [PPK, HELPDESK])
def test_whoever_has_the_ticket_already_leaves_the_link_for_another(house: Watched, who: Person) -> None:
    code = house.invites()
    before, history = house.ticket, list(house.history)
    house.opens(who, code)
    assert (house.ticket, house.history) == (before, history)
    house.opens(SUPPLIER, code)
    house.opens(SUPPLIER, house.invites())
    assert house.ticket.watcher_ids == {SUPPLIER.id}


def test_only_who_it_has_to_do_with_invites(house: Watched) -> None:
    house.opens(SUPPLIER, house.invites())
    assert [who.name for who in EVERYBODY if may_invite(who, house.ticket)] == ["Budi", "Sari"]
    for who, code in ((SUPPLIER, "not_yours"), (VERIFIER, "not_yours"), (ADMINISTRATOR, "not_found")):
        with pytest.raises(Refusal, match=code):
            house.invites(who)
    house.does(PPK, Action.CLOSE)
    with pytest.raises(Refusal, match="not_yours"):
        house.invites()


def test_a_ticket_has_ten_watchers_at_most(house: Watched) -> None:
    people = [colleague(n) for n in range(MOST_WATCHERS + 1)]
    house.people = FakePeople(*EVERYBODY, *people)
    late = house.invites()
    for one in people[:-1]:
        house.opens(one, house.invites())
    assert house.refuses(people[-1], late) == "too_many_watchers"
    with pytest.raises(Refusal, match="too_many_watchers"):
        house.invites()
    house.stops(PPK, people[0])
    house.opens(people[-1], late)
    assert len(house.ticket.watcher_ids) == MOST_WATCHERS


def test_links_without_end_are_not_handed_out(house: Watched) -> None:
    for _ in range(MOST_WATCHERS):
        house.invites()
    with pytest.raises(Refusal, match="too_many_watchers"):
        house.invites()
    house.now += WATCH_LINK_LIFETIME
    assert house.invites()


@pytest.mark.parametrize("by", [SUPPLIER, PPK])
def test_a_watcher_stops_or_is_stopped_by_the_reporter(house: Watched, by: Person) -> None:
    house.opens(SUPPLIER, house.invites())
    house.stops(by, SUPPLIER)
    assert house.ticket.watcher_ids == frozenset()
    assert not may_see(SUPPLIER, house.ticket)
    event = house.history[-1]
    assert (event.kind, event.person_id, event.facts) == ("unwatched", by.id, {"watcher_id": SUPPLIER.id})


def test_nobody_else_stops_a_watcher(house: Watched) -> None:
    house.opens(SUPPLIER, house.invites())
    house.opens(BANDUNGS_HELPDESK, house.invites())
    tries = ((HELPDESK, "not_yours"), (BANDUNGS_HELPDESK, "not_yours"), (ADMINISTRATOR, "not_found"))
    for who, code in tries:
        with pytest.raises(Refusal, match=code):
            house.stops(who, SUPPLIER)
    assert house.ticket.watcher_ids == {SUPPLIER.id, BANDUNGS_HELPDESK.id}


def test_stopping_twice_is_stopping_once(house: Watched) -> None:
    house.opens(SUPPLIER, house.invites())
    for _ in range(2):
        house.stops(PPK, SUPPLIER)
    assert [event.kind for event in house.history].count(Happening.UNWATCHED) == 1


def test_a_watcher_who_takes_the_ticket_is_a_party_from_then_on(house: Watched) -> None:
    house.opens(VERIFIER, house.invites())
    house.does(HELPDESK, Action.HAND_BACK)
    ticket = house.does(VERIFIER, Action.TAKE)
    assert VERIFIER.id in ticket.party_ids
    assert ticket.watcher_ids == frozenset()


def test_whoever_watches_and_loses_every_role_still_only_watches(house: Watched) -> None:
    house.opens(SUPPLIER, house.invites())
    bare = replace(SUPPLIER, assignments=())
    assert may_see(bare, house.ticket)
    assert actions(bare, house.ticket) == ()
