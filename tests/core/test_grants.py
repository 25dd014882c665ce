"""Which role may do what, printed in full."""

from core.grants import GRANTS, granted
from core.lifecycle import MOVES, Action, Mover
from core.roles import Role

# A dot where a role may never do it. The clock's confirmation is nobody's.
TABLE = """
                         file take ask answer escalate solve recategorise hand_back confirm reject close rate
ppk                      yes  .    .   yes    .        .     .            .         yes     yes    yes   yes
pokja                    yes  .    .   yes    .        .     .            .         yes     yes    yes   yes
pp                       yes  .    .   yes    .        .     .            .         yes     yes    yes   yes
pelaku_usaha             yes  .    .   yes    .        .     .            .         yes     yes    yes   yes
kuppbj                   yes  .    .   yes    .        .     .            .         yes     yes    yes   yes
pa_kpa                   yes  .    .   yes    .        .     .            .         yes     yes    yes   yes
admin_ppe_sirup          yes  .    .   yes    .        .     .            .         yes     yes    yes   yes
helpdesk_lpse            yes  yes  yes yes    yes      yes   yes          yes       yes     yes    yes   yes
verifikator_lpse         yes  yes  yes yes    yes      yes   yes          yes       yes     yes    yes   yes
admin_agency             yes  yes  yes yes    yes      yes   yes          yes       yes     yes    yes   yes
admin_ppe                yes  yes  yes yes    yes      yes   yes          yes       yes     yes    yes   yes
helpdesk_lkpp_non_teknis yes  yes  yes yes    yes      yes   yes          yes       yes     yes    yes   yes
helpdesk_lkpp_teknis     yes  yes  yes yes    yes      yes   yes          yes       yes     yes    yes   yes
tim_teknis               yes  yes  yes yes    yes      yes   yes          yes       yes     yes    yes   yes
administrator            .    .    .   .      .        .     .            .         .       .      .     .
"""


def test_every_role_with_every_action() -> None:
    heading, *rows = (line.split() for line in TABLE.strip().splitlines())
    actions = [action for action in Action if action is not Action.CONFIRM_SILENTLY]
    assert heading == actions
    assert rows == [[role, *("yes" if granted(role, action) else "." for action in actions)] for role in Role]


def test_nobody_confirms_in_silence_but_the_clock() -> None:
    assert not any(granted(role, Action.CONFIRM_SILENTLY) for role in Role)
    assert {move.action for move in MOVES if move.mover is Mover.CLOCK} == {Action.CONFIRM_SILENTLY}


def test_every_role_has_its_line() -> None:
    assert set(GRANTS) == set(Role)
