"""Check who may claim and release a group, and when it ends by itself."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.administration.audit import ChangeType
from core.errors import Refusal
from core.organisation.roles import Level, Role
from core.people.desks import Desk
from core.people.people import Assignment, Person
from core.people.staff_groups import CONFIRM_WITHIN, GroupVerdict, StaffGroup, gets_alerts
from core.use_cases.staff_groups.claim_group import ClaimGroup, GroupRequest
from core.use_cases.staff_groups.release_group import ReleaseGroup, ReviewGroup
from tests.core.fake_groups import FakeGroups
from tests.core.fakes import (
    ADMINISTRATOR,
    BANDUNGS_HELPDESK,
    HELPDESK,
    NOW,
    PPK,
    SURABAYA,
    VERIFIER,
    FakeHelpdesk,
)

FIRST, SECOND, BANDUNG = Desk(Level.LPSE_1, 10), Desk(Level.LPSE_2, 10), Desk(Level.LPSE_1, 20)
GROUP = GroupRequest(-100, "Helpdesk Surabaya", 7)
BOTH = replace(HELPDESK, assignments=(*HELPDESK.assignments, Assignment(Role.ADMIN_PPE, 10)))


class Office(FakeHelpdesk):
    """A helpdesk with staff groups."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.groups = FakeGroups(self.people)

    def claims(self, person: Person, desk: Desk = FIRST, request: GroupRequest = GROUP) -> str:
        """Return "" or the code of the refusal."""
        claim = ClaimGroup(self.groups, self.people, self.lpses, self.trail)
        return refusal_of(lambda: claim(person, request, desk, self.now))

    def releases(self, person: Person) -> str:
        release = ReleaseGroup(self.groups, self.people, self.lpses, self.trail)
        return refusal_of(lambda: release(person, GROUP.chat_id, self.now))

    def reviews(self) -> GroupVerdict | None:
        reviewed = ReviewGroup(self.groups, self.lpses, self.trail)(GROUP.chat_id, self.now)
        return reviewed[1] if reviewed else None

    @property
    def group(self) -> StaffGroup | None:
        return self.groups.get(GROUP.chat_id)

    @property
    def is_alerted(self) -> bool:
        backed = self.groups.get_for_change(GROUP.chat_id)
        return backed is not None and gets_alerts(backed, self.lpses, self.now)

    @property
    def lines(self) -> list[ChangeType]:
        return [change.kind for change in self.trail.changes]


def refusal_of(act: object) -> str:
    try:
        act()  # type: ignore[operator]  # each caller gives a function
    except Refusal as refusal:
        return refusal.code
    return ""


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.mark.parametrize(
    ("who", "desk", "code"),
    [
        (HELPDESK, FIRST, ""),
        (VERIFIER, FIRST, ""),
        (HELPDESK, SECOND, "group_desk"),
        (BANDUNGS_HELPDESK, FIRST, "group_desk"),
        (replace(HELPDESK, assignments=()), FIRST, "group_desk"),
        (PPK, FIRST, "group_desk"),
        (ADMINISTRATOR, FIRST, "group_desk"),
    ],
)
def test_claiming_needs_a_present_role_at_the_desk(
    office: Office, who: Person, desk: Desk, code: str
) -> None:
    assert office.claims(who, desk) == code
    assert (office.group is not None) is (code == "")
    assert office.lines == ([] if code else [ChangeType.GROUP_CLAIMED])


@pytest.mark.parametrize(("who", "desk"), [(BANDUNGS_HELPDESK, BANDUNG), (BOTH, SECOND)])
def test_a_group_is_never_taken_from_another_desk(office: Office, who: Person, desk: Desk) -> None:
    assert office.claims(HELPDESK) == ""
    with pytest.raises(Refusal) as refused:
        ClaimGroup(office.groups, office.people, office.lpses, office.trail)(who, GROUP, desk, NOW)
    assert (refused.value.code, refused.value.facts["whom"]) == ("group_taken", "Sari, Tono")
    assert office.group is not None
    assert office.group.desk == FIRST


def test_a_retired_lpse_gets_no_group(office: Office) -> None:
    office.lpses.known[10] = replace(SURABAYA, retired=True)
    assert office.claims(HELPDESK) == "group_lpse_retired"


@pytest.mark.parametrize(
    ("who", "code"),
    [
        (HELPDESK, ""),
        (VERIFIER, ""),
        (ADMINISTRATOR, ""),
        (BANDUNGS_HELPDESK, "group_not_yours"),
        (replace(HELPDESK, assignments=()), "group_not_yours"),
        (PPK, "group_not_yours"),
    ],
)
def test_releasing_needs_a_present_role_at_that_desk_or_an_administrator(
    office: Office, who: Person, code: str
) -> None:
    office.claims(HELPDESK)
    assert office.releases(who) == code
    assert (office.group is None) is (code == "")
    assert office.lines[1:] == ([] if code else [ChangeType.GROUP_RELEASED])
    assert office.releases(ADMINISTRATOR) == ("group_unknown" if code == "" else "")


def test_a_group_outlives_its_claimer_by_a_week_unless_a_colleague_confirms_it(office: Office) -> None:
    office.claims(HELPDESK)
    assert office.reviews() is None
    office.people.gone(HELPDESK)
    assert office.reviews() is GroupVerdict.UNCONFIRMED
    assert office.reviews() is None, "it is told once"
    assert office.is_alerted
    office.now += CONFIRM_WITHIN - timedelta(seconds=1)
    assert office.claims(VERIFIER) == ""
    office.now += timedelta(days=30)
    assert office.reviews() is None
    assert office.group == StaffGroup(-100, FIRST, GROUP.title, VERIFIER.id, 7)
    assert office.lines == [ChangeType.GROUP_CLAIMED, ChangeType.GROUP_CONFIRMED]


def test_a_group_that_nobody_confirms_ends_and_gets_nothing_from_that_moment(office: Office) -> None:
    office.claims(HELPDESK)
    office.people.gone(HELPDESK)
    office.reviews()
    office.now += CONFIRM_WITHIN
    assert not office.is_alerted, "also before the review"
    assert office.reviews() is GroupVerdict.EXPIRED
    assert office.group is None
    assert office.lines[-1] is ChangeType.GROUP_ENDED


def test_a_claimer_whose_role_comes_back_need_not_confirm(office: Office) -> None:
    office.claims(HELPDESK)
    office.people.gone(HELPDESK)
    office.reviews()
    office.people.known[HELPDESK.id] = HELPDESK
    assert office.reviews() is None
    office.now += CONFIRM_WITHIN
    assert (office.reviews(), office.is_alerted) == (None, True)


@pytest.mark.parametrize("why", [GroupVerdict.UNSTAFFED, GroupVerdict.RETIRED])
def test_a_group_without_a_desk_behind_it_ends_at_once(office: Office, why: GroupVerdict) -> None:
    office.claims(HELPDESK)
    if why is GroupVerdict.RETIRED:
        office.lpses.known[10] = replace(SURABAYA, retired=True)
    else:
        for one in (HELPDESK, VERIFIER):
            office.people.gone(one)
    assert not office.is_alerted
    assert office.reviews() is why
    assert office.group is None
    assert office.reviews() is None
