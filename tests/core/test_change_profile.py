"""What people may say of themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Refusal
from core.people import Person
from core.use_cases.change_profile import ChangeProfile, read_name, read_office, read_phone
from tests.core.fakes import PPK


class FakeProfiles:
    """Keeps the last person that was changed."""

    def __init__(self) -> None:
        self.kept: Person | None = None

    def change_profile(self, person: Person) -> None:
        self.kept = person


def test_name_telephone_and_office_change_and_nothing_else() -> None:
    profiles = FakeProfiles()
    changed = ChangeProfile(profiles)(PPK, "  Rina\nWulandari ", "0812-3456.7890", "")
    assert profiles.kept == changed
    assert (changed.name, changed.phone, changed.office) == ("Rina Wulandari", "081234567890", "")
    assert (changed.id, changed.email, changed.assignments) == (PPK.id, PPK.email, PPK.assignments)


@pytest.mark.parametrize(
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
    with pytest.raises(Refusal) as no:
        read(text)
    assert no.value.code == code


@given(st.text())
def test_whatever_is_typed_is_one_line_or_refused(text: str) -> None:
    for read in (read_name, read_phone, read_office):
        try:
            kept = read(text)
        except Refusal:
            continue
        assert kept == " ".join(kept.split())
        assert kept.isprintable()
