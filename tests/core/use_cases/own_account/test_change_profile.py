"""Check what people may change of their own account."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.administration.audit import ChangeType
from core.errors import Refusal
from core.input.names import read_name, read_office, read_phone
from core.organisation.roles import Role
from core.people.people import Assignment, Person
from core.use_cases.own_account.change_profile import ChangeProfile
from tests.cases import for_each
from tests.core.fake_master import FakeTrail
from tests.core.fakes import NOW, PPK


class FakeProfiles:
    """Keeps the last changed person."""

    def __init__(self) -> None:
        self.kept: Person | None = None

    def change_profile(self, person: Person) -> None:
        self.kept = person


def change(person: Person, name: str, trail: FakeTrail | None = None) -> Person:
    changed = ChangeProfile(FakeProfiles(), trail or FakeTrail())
    return changed(replace(person, phone=""), name, "", person.office, NOW)


def test_name_telephone_and_office_change_and_nothing_else() -> None:
    profiles = FakeProfiles()
    changed = ChangeProfile(profiles, FakeTrail())(PPK, "  Rina\nWulandari ", "0812-3456.7890", "", NOW)
    assert profiles.kept == changed
    assert (changed.name, changed.phone, changed.office) == ("Rina Wulandari", "081234567890", "")
    assert (changed.id, changed.email, changed.assignments) == (PPK.id, PPK.email, PPK.assignments)


def test_a_change_stands_in_the_trail_with_what_was_before() -> None:
    trail = FakeTrail()
    change(PPK, PPK.name, trail)
    assert trail.changes == []
    change(PPK, "Budi Santoso", trail)
    [line] = trail.changes
    assert (line.kind, line.person_id) == (ChangeType.PROFILE_CHANGED, PPK.id)
    assert (line.before, line.after) == ({"name": PPK.name}, {"name": "Budi Santoso"})


def test_a_name_that_imitates_a_desk_is_left_to_administrators() -> None:
    with pytest.raises(Refusal, match="name_of_desk"):
        change(PPK, "Helpdesk LKPP")
    given = replace(PPK, name="Helpdesk LPSE")
    assert change(given, "Helpdesk LPSE").name == given.name
    administrator = replace(PPK, assignments=(Assignment(Role.ADMINISTRATOR),))
    assert change(administrator, "Admin PPE").name == "Admin PPE"


@for_each(
    ("read", "text", "code"),
    [
        (read_name, "  \n", "name"),
        (read_name, "x" * 101, "name"),
        (read_phone, "hubungi kantor", "phone"),
        (read_phone, "12345", "phone"),
        (read_phone, "+" + "1" * 16, "phone"),
        (read_office, "x" * 151, "office"),
    ],
)
def test_what_is_none_is_refused(read: object, text: str, code: str) -> None:
    assert callable(read)
    with pytest.raises(Refusal) as refused:
        read(text)
    assert refused.value.code == code


@given(st.text())
def test_any_text_becomes_one_line_or_is_refused(text: str) -> None:
    for read in (read_name, read_phone, read_office):
        try:
            kept = read(text)
        except Refusal:
            continue
        assert kept == " ".join(kept.split())
        assert kept.isprintable()
