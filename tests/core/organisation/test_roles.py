"""Check the labels, levels and letters of roles against the guides."""

from core.organisation.roles import Level, Role
from tests.cases import for_each

REPORTER, LPSE_1, LPSE_2, NON_TEKNIS, TEKNIS, TIM = Level


@for_each(
    ("role", "label", "level", "letter", "is_staff", "needs_lpse"),
    [
        (Role.PPK, "PPK", REPORTER, "P", False, True),
        (Role.POKJA, "Pokja Pemilihan", REPORTER, "P", False, True),
        (Role.PP, "PP", REPORTER, "P", False, True),
        (Role.PELAKU_USAHA, "Pelaku Usaha", REPORTER, "P", False, True),
        (Role.KUPPBJ, "KUPPBJ", REPORTER, "P", False, True),
        (Role.PA_KPA, "PA/KPA", REPORTER, "P", False, True),
        (Role.ADMIN_PPE_SIRUP, "Admin PPE (SiRUP)", REPORTER, "P", False, True),
        (Role.HELPDESK_LPSE, "Helpdesk LPSE", LPSE_1, "H", True, True),
        (Role.VERIFIKATOR_LPSE, "Verifikator LPSE", LPSE_1, "V", True, True),
        (Role.ADMIN_AGENCY, "Admin Agency LPSE", LPSE_1, "A", True, True),
        (Role.ADMIN_PPE, "Admin PPE", LPSE_2, "A", True, True),
        (Role.HELPDESK_LKPP_NON_TEKNIS, "Helpdesk LKPP", NON_TEKNIS, "L", True, False),
        (Role.HELPDESK_LKPP_TEKNIS, "Helpdesk LKPP Teknis", TEKNIS, "L", True, False),
        (Role.TIM_TEKNIS, "Tim Teknis LKPP", TIM, "L", True, False),
        (Role.ADMINISTRATOR, "Administrator", None, "", False, False),
    ],
)
def test_the_table_of_people(
    role: Role, label: str, level: Level | None, letter: str, is_staff: bool, needs_lpse: bool
) -> None:
    assert (role.label, role.level, role.letter) == (label, level, letter)
    assert (role.is_staff, role.needs_lpse) == (is_staff, needs_lpse)


def test_fifteen_roles_and_no_two_alike() -> None:
    assert len({role.label for role in Role}) == len(Role) == 15


def test_the_ladder_from_the_reporter_up() -> None:
    assert [(int(level), level.label) for level in Level] == [
        (0, "Pelapor"),
        (1, "Helpdesk LPSE"),
        (2, "Admin PPE"),
        (3, "Helpdesk LKPP"),
        (4, "Helpdesk LKPP Teknis"),
        (5, "Tim Teknis LKPP"),
    ]
