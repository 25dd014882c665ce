"""Check the desks and LPSEs of people with one, several and no roles."""

from core.organisation.directorates import Directorate
from core.organisation.roles import Role
from core.people.people import Assignment, Person
from tests.cases import for_each
from tests.core.fakes import EVERYBODY, person

BOTH_LEVELS = person(
    90, "Gita", Assignment(Role.HELPDESK_LPSE, 10), Assignment(Role.VERIFIKATOR_LPSE, 10),
    Assignment(Role.ADMIN_PPE, 10), Assignment(Role.PPK, 20),
)  # fmt: skip
TWO_OFFICES = person(91, "Hadi", Assignment(Role.PELAKU_USAHA, 20), Assignment(Role.PELAKU_USAHA, 10))
TEAM_AND_ADMIN = person(
    92, "Ira", Assignment(Role.ADMINISTRATOR), Assignment(Role.TIM_TEKNIS, directorate=Directorate.KATALOG)
)
NOBODY = person(93, "Jaka")


@for_each(
    ("who", "desks", "lpses", "served", "staff", "national", "admin"),
    [
        ("Budi", "", [10], [], False, False, False),
        ("Wati", "", [10], [], False, False, False),
        ("Sari", "1:10", [10], [10], True, False, False),
        ("Tono", "1:10", [10], [10], True, False, False),
        ("Adi", "2:10", [10], [10], True, False, False),
        ("Lina", "3", [], [], True, True, False),
        ("Joko", "4", [], [], True, True, False),
        ("Dewi", "5:spse", [], [], True, True, False),
        ("Eko", "5:katalog", [], [], True, True, False),
        ("Yani", "1:20", [20], [20], True, False, False),
        ("Umar", "2:20", [20], [20], True, False, False),
        ("Rudi", "", [], [], False, False, True),
        ("Gita", "1:10 2:10", [10, 20], [10], True, False, False),
        ("Hadi", "", [20, 10], [], False, False, False),
        ("Ira", "5:katalog", [], [], True, True, True),
        ("Jaka", "", [], [], False, False, False),
    ],
)
def test_who_people_are(
    who: str,
    desks: str,
    lpses: list[int],
    served: list[int],
    staff: bool,
    national: bool,
    admin: bool,
) -> None:
    known = {p.name: p for p in (*EVERYBODY, BOTH_LEVELS, TWO_OFFICES, TEAM_AND_ADMIN, NOBODY)}
    found: Person = known[who]
    assert " ".join(desk.key for desk in found.desks) == desks
    assert (list(found.lpse_ids), list(found.served_lpse_ids)) == (lpses, served)
    assert (found.is_staff, found.is_national, found.is_administrator) == (staff, national, admin)
