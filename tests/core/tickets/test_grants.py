"""Check which role may ever do which action, as a table."""

from core.organisation.roles import Role
from core.tickets.grants import GRANTS, granted
from core.tickets.lifecycle import TRANSITIONS, Action, ActorKind

# Actions that the clock does; they are granted to nobody.
BY_ITSELF = {Action.CONFIRM_SILENTLY, Action.RELEASE, Action.PASS_ON}

# A dot where a role may never do it.
TABLE = """
                         file take ask answer escalate solve recategorise hand_back confirm reject close rate remark
ppk                      yes  .    .   yes    .        .     .            .         yes     yes    yes   yes  yes
pokja                    yes  .    .   yes    .        .     .            .         yes     yes    yes   yes  yes
pp                       yes  .    .   yes    .        .     .            .         yes     yes    yes   yes  yes
pelaku_usaha             yes  .    .   yes    .        .     .            .         yes     yes    yes   yes  yes
kuppbj                   yes  .    .   yes    .        .     .            .         yes     yes    yes   yes  yes
pa_kpa                   yes  .    .   yes    .        .     .            .         yes     yes    yes   yes  yes
admin_ppe_sirup          yes  .    .   yes    .        .     .            .         yes     yes    yes   yes  yes
helpdesk_lpse            yes  yes  yes yes    yes      yes   yes          yes       yes     yes    yes   yes  yes
verifikator_lpse         yes  yes  yes yes    yes      yes   yes          yes       yes     yes    yes   yes  yes
admin_agency             yes  yes  yes yes    yes      yes   yes          yes       yes     yes    yes   yes  yes
admin_ppe                yes  yes  yes yes    yes      yes   yes          yes       yes     yes    yes   yes  yes
helpdesk_lkpp_non_teknis yes  yes  yes yes    yes      yes   yes          yes       yes     yes    yes   yes  yes
helpdesk_lkpp_teknis     yes  yes  yes yes    yes      yes   yes          yes       yes     yes    yes   yes  yes
tim_teknis               yes  yes  yes yes    yes      yes   yes          yes       yes     yes    yes   yes  yes
administrator            .    .    .   .      .        .     .            .         .       .      .     .   .
"""  # noqa: E501


def test_every_role_with_every_action() -> None:
    heading, *rows = (line.split() for line in TABLE.strip().splitlines())
    actions = [action for action in Action if action not in BY_ITSELF]
    assert heading == actions
    assert rows == [[role, *("yes" if granted(role, action) else "." for action in actions)] for role in Role]


def test_nobody_does_what_happens_by_itself() -> None:
    assert not any(granted(role, action) for role in Role for action in BY_ITSELF)
    assert {
        transition.action for transition in TRANSITIONS if transition.actor is ActorKind.CLOCK
    } == BY_ITSELF


def test_every_role_has_its_line() -> None:
    assert set(GRANTS) == set(Role)
