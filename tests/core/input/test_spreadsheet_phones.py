"""Test that telephone numbers which a spreadsheet took for numbers are mended, or said to be lost."""

from hypothesis import given
from hypothesis import strategies as st

from core.input.characters import plain
from core.input.spreadsheet_phones import SheetPhone, mended_phone
from tests.cases import for_each


@for_each(
    ("cell", "number"),
    [
        ("8123456789", "08123456789"),
        ("8123456789.0", "08123456789"),
        ("8123456789,0", "08123456789"),
        ("8.123.456.789", "08123456789"),
        ("8,123,456,789", "08123456789"),
        ("8,123456789E+9", "08123456789"),
        ("8.123456789E+09", "08123456789"),
        ("'08123456789", "08123456789"),
        ("08123456789", "08123456789"),
        ("0812-345 678 ext. 9", "0812-345 678 ext. 9"),
        ("+628123456789", "+628123456789"),
        ("628123456789", "628123456789"),
        ("1500123", "1500123"),
        ("5551234", "5551234"),
        ("8.123,456", "8.123,456"),
        ("", ""),
    ],
)
def test_a_number_is_mended_where_only_one_can_be_meant(cell: str, number: str) -> None:
    assert mended_phone(cell) == SheetPhone(number)


@for_each("cell", ["8,12E+10", "8.12E+09", "6,28E+12", "8E+10", "8,12345E+10"])
def test_a_number_whose_digits_are_lost_is_said_to_be(cell: str) -> None:
    assert mended_phone(cell) == SheetPhone("", "phone_ruined")


def test_a_number_that_may_have_lost_its_first_digit_stays_and_is_doubted() -> None:
    assert mended_phone("215551234") == SheetPhone("215551234", "phone_doubtful")


@given(st.from_regex(r"08[0-9]{8,11}", fullmatch=True))
def test_every_number_of_a_mobile_survives_excel(number: str) -> None:
    as_number = int(number)
    grouped = f"{as_number:,}"
    for cell in (number, str(as_number), f"{as_number}.0", grouped, grouped.replace(",", ".")):
        assert mended_phone(cell) == SheetPhone(number)
    digits = str(as_number)
    shown = f"{digits[0]},{digits[1:]}E+{len(digits) - 1:02}"
    assert mended_phone(shown) == SheetPhone(number)
    assert mended_phone(f"{digits[0]},{digits[1:3]}E+{len(digits) - 1:02}").fault == "phone_ruined"


@given(st.text(max_size=60))
def test_no_text_is_lost_in_silence(text: str) -> None:
    found = mended_phone(text)
    assert found.number or found.fault or plain(text).strip() in ("", "'")
