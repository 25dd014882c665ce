"""Check links for one person each, what a watcher may see, and that they may do nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import Refusal
from core.organisation.roles import Role
from core.people.people import Assignment, Person
from core.tickets.lifecycle import Action, EventType
from core.tickets.rights import allowed_actions, may_invite, may_see
from core.use_cases.tickets.watch_ticket import (
    MOST_WATCHERS,
    WATCH_LINK_LIFETIME,
    InviteWatcher,
    StopWatching,
    WatchTicket,
    link_digest,
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
    FakeHelpdesk,
    FakePeople,
    person,
)


class WatchedHelpdesk(FakeHelpdesk):
    """A helpdesk with links, and one ticket of Budi's that Sari works on."""

    def __init__(self) -> None:
        super().__init__()
        self.links = FakeWatchLinks()
        self.file()
        self.does(HELPDESK, Action.TAKE)

    def invites(self, by: Person = PPK) -> str:
        return InviteWatcher(self.tickets, self.links)(by, 1, self.now)

    def opens(self, by: Person, code: str) -> None:
        WatchTicket(self.tickets, self.people, self.links)(by, link_digest(code), self.now)

    def stops(self, by: Person, watcher: Person) -> None:
        StopWatching(self.tickets)(by, 1, watcher.id, self.now)

    def refuses(self, by: Person, code: str) -> str:
        with pytest.raises(Refusal) as refused:
            self.opens(by, code)
        return refused.value.code


@pytest.fixture
def helpdesk() -> WatchedHelpdesk:
    return WatchedHelpdesk()


def colleague(number: int) -> Person:
    return person(100 + number, f"Rekan{number}", Assignment(Role.PP, 20))


def test_a_person_with_the_link_sees_the_ticket_and_may_change_nothing(helpdesk: WatchedHelpdesk) -> None:
    helpdesk.opens(SUPPLIER, helpdesk.invites())
    ticket = helpdesk.ticket
    assert ticket.watcher_ids == {SUPPLIER.id}
    assert SUPPLIER.id not in ticket.party_ids
    assert may_see(SUPPLIER, ticket)
    event = helpdesk.history[-1]
    assert (event.kind, event.person_id, event.facts) == ("watched", SUPPLIER.id, {"invited_by": PPK.id})
    for who, action_after in ((HELPDESK, Action.SOLVE), (PPK, Action.CONFIRM), (PPK, Action.RATE)):
        assert allowed_actions(SUPPLIER, helpdesk.ticket) == ()
        for action in Action:
            with pytest.raises(Refusal):
                helpdesk.does(SUPPLIER, action)
        helpdesk.does(who, action_after)


def test_a_link_is_good_for_one_person(helpdesk: WatchedHelpdesk) -> None:
    code = helpdesk.invites()
    helpdesk.opens(SUPPLIER, code)
    assert helpdesk.refuses(BANDUNGS_HELPDESK, code) == "watch_link_invalid"
    assert helpdesk.ticket.watcher_ids == {SUPPLIER.id}


def test_a_link_is_good_for_a_week(helpdesk: WatchedHelpdesk) -> None:
    code, late = helpdesk.invites(), helpdesk.invites()
    assert not {code, late} & helpdesk.links.open.keys(), "only digests are kept"
    helpdesk.now += WATCH_LINK_LIFETIME - timedelta(seconds=1)
    helpdesk.opens(SUPPLIER, code)
    helpdesk.now += timedelta(seconds=1)
    assert helpdesk.refuses(BANDUNGS_HELPDESK, late) == "watch_link_invalid"


def test_a_made_up_link_leads_nowhere(helpdesk: WatchedHelpdesk) -> None:
    helpdesk.invites()
    assert helpdesk.refuses(SUPPLIER, "x" * 32) == "watch_link_invalid"


def test_a_link_of_somebody_who_has_left_leads_nowhere(helpdesk: WatchedHelpdesk) -> None:
    code = helpdesk.invites(HELPDESK)
    helpdesk.people.gone(HELPDESK)
    assert helpdesk.refuses(SUPPLIER, code) == "watch_link_withdrawn"


def test_a_link_to_a_ticket_that_was_closed_leads_nowhere(helpdesk: WatchedHelpdesk) -> None:
    code = helpdesk.invites()
    helpdesk.does(PPK, Action.CLOSE)
    assert helpdesk.refuses(SUPPLIER, code) == "watch_link_invalid"


@pytest.mark.parametrize("who", [PPK, HELPDESK])
def test_a_party_who_opens_the_link_does_not_use_it_up(helpdesk: WatchedHelpdesk, who: Person) -> None:
    code = helpdesk.invites()
    before, history = helpdesk.ticket, list(helpdesk.history)
    helpdesk.opens(who, code)
    assert (helpdesk.ticket, helpdesk.history) == (before, history)
    helpdesk.opens(SUPPLIER, code)
    helpdesk.opens(SUPPLIER, helpdesk.invites())
    assert helpdesk.ticket.watcher_ids == {SUPPLIER.id}


def test_only_who_it_has_to_do_with_invites(helpdesk: WatchedHelpdesk) -> None:
    helpdesk.opens(SUPPLIER, helpdesk.invites())
    assert [who.name for who in EVERYBODY if may_invite(who, helpdesk.ticket)] == ["Budi", "Sari"]
    for who, code in ((SUPPLIER, "not_yours"), (VERIFIER, "not_yours"), (ADMINISTRATOR, "not_found")):
        with pytest.raises(Refusal, match=code):
            helpdesk.invites(who)
    helpdesk.does(PPK, Action.CLOSE)
    with pytest.raises(Refusal, match="not_yours"):
        helpdesk.invites()


def test_a_ticket_has_ten_watchers_at_most(helpdesk: WatchedHelpdesk) -> None:
    people = [colleague(n) for n in range(MOST_WATCHERS + 1)]
    helpdesk.people = FakePeople(*EVERYBODY, *people)
    late = helpdesk.invites()
    for one in people[:-1]:
        helpdesk.opens(one, helpdesk.invites())
    assert helpdesk.refuses(people[-1], late) == "too_many_watchers"
    with pytest.raises(Refusal, match="too_many_watchers"):
        helpdesk.invites()
    helpdesk.stops(PPK, people[0])
    helpdesk.opens(people[-1], late)
    assert len(helpdesk.ticket.watcher_ids) == MOST_WATCHERS


def test_links_without_end_are_not_handed_out(helpdesk: WatchedHelpdesk) -> None:
    for _ in range(MOST_WATCHERS):
        helpdesk.invites()
    with pytest.raises(Refusal, match="too_many_watchers"):
        helpdesk.invites()
    helpdesk.now += WATCH_LINK_LIFETIME
    assert helpdesk.invites()


@pytest.mark.parametrize("by", [SUPPLIER, PPK])
def test_a_watcher_stops_or_is_stopped_by_the_reporter(helpdesk: WatchedHelpdesk, by: Person) -> None:
    helpdesk.opens(SUPPLIER, helpdesk.invites())
    helpdesk.stops(by, SUPPLIER)
    assert helpdesk.ticket.watcher_ids == frozenset()
    assert not may_see(SUPPLIER, helpdesk.ticket)
    event = helpdesk.history[-1]
    assert (event.kind, event.person_id, event.facts) == ("unwatched", by.id, {"watcher_id": SUPPLIER.id})


def test_nobody_else_stops_a_watcher(helpdesk: WatchedHelpdesk) -> None:
    helpdesk.opens(SUPPLIER, helpdesk.invites())
    helpdesk.opens(BANDUNGS_HELPDESK, helpdesk.invites())
    tries = ((HELPDESK, "not_yours"), (BANDUNGS_HELPDESK, "not_yours"), (ADMINISTRATOR, "not_found"))
    for who, code in tries:
        with pytest.raises(Refusal, match=code):
            helpdesk.stops(who, SUPPLIER)
    assert helpdesk.ticket.watcher_ids == {SUPPLIER.id, BANDUNGS_HELPDESK.id}


def test_stopping_twice_is_stopping_once(helpdesk: WatchedHelpdesk) -> None:
    helpdesk.opens(SUPPLIER, helpdesk.invites())
    for _ in range(2):
        helpdesk.stops(PPK, SUPPLIER)
    assert [event.kind for event in helpdesk.history].count(EventType.UNWATCHED) == 1


def test_a_watcher_who_takes_the_ticket_is_a_party_from_then_on(helpdesk: WatchedHelpdesk) -> None:
    helpdesk.opens(VERIFIER, helpdesk.invites())
    helpdesk.does(HELPDESK, Action.HAND_BACK)
    ticket = helpdesk.does(VERIFIER, Action.TAKE)
    assert VERIFIER.id in ticket.party_ids
    assert ticket.watcher_ids == frozenset()


def test_a_watcher_who_loses_every_role_still_only_watches(helpdesk: WatchedHelpdesk) -> None:
    helpdesk.opens(SUPPLIER, helpdesk.invites())
    bare = replace(SUPPLIER, assignments=())
    assert may_see(bare, helpdesk.ticket)
    assert allowed_actions(bare, helpdesk.ticket) == ()
