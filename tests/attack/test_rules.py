"""Test that the rules which the attack goes by know every role."""

from core.organisation.roles import Role
from tests.attack.rules import Rules
from tests.cases import for_each


@for_each("role", Role)
def test_the_rules_know_the_level_of_every_role(role: Role) -> None:
    held = {"person_id": 1, "role": role.value, "lpse_id": None, "directorate": None}
    ticket = {"reporter_id": 2, "lpse_id": 10}
    rules = Rules(
        {
            "people": {(1,): {"disabled": False}},
            "assignments": {(1,): held},
            "tickets": {(1,): ticket},
            "watchers": {},
        }
    )
    assert rules.is_staff(1) is role.is_staff
    assert rules.may_see(1, 1) is (role.is_staff and not role.needs_lpse)
