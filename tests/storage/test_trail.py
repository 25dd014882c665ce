"""The trail is read page by page, and of it what is looked for."""

from datetime import UTC, datetime

from core.audit import Area, Change, Changed, Wanted
from storage.unit import SqlUnit
from tests.storage.house import SARI, House

AT = datetime(2026, 11, 21, 16, 59, tzinfo=UTC)


def change_much(unit: SqlUnit) -> None:
    # In the order in which the house knows them.
    budi, sari = 1, 2
    for kind, subject, by in (
        (Changed.QUESTION_ADDED, "Apa itu TOTP?", budi),
        (Changed.QUESTION_REMOVED, "100% gagal_lagi", sari),
        (Changed.RULE_CHANGED, "Pengingat", sari),
        (Changed.FAQ_IMPORTED, "FAQ", None),
    ):
        unit.audit.add(Change(kind, subject, AT, by))


async def subjects(house: House, wanted: Wanted, before: int | None = None, limit: int = 10) -> list[str]:
    lines = await house.look(lambda unit: unit.audit.newest(limit, before, wanted))
    return [line.change.subject for line in lines]


async def test_only_what_is_wanted_is_read_newest_first(house: House) -> None:
    await house.do(change_much)
    faq = Wanted(Area.FAQ)
    assert await subjects(house, Wanted()) == ["FAQ", "Pengingat", "100% gagal_lagi", "Apa itu TOTP?"]
    assert await subjects(house, faq) == ["FAQ", "100% gagal_lagi", "Apa itu TOTP?"]
    assert await subjects(house, faq, limit=1) == ["FAQ"]
    [first] = await house.look(lambda unit: unit.audit.newest(1, None, faq))
    assert await subjects(house, faq, first.id) == ["100% gagal_lagi", "Apa itu TOTP?"]
    assert await subjects(house, Wanted(Area.ACCOUNTS)) == []


async def test_words_are_found_in_names_and_subjects_as_they_stand(house: House) -> None:
    await house.do(change_much)
    assert await subjects(house, Wanted(words="totp")) == ["Apa itu TOTP?"]
    assert await subjects(house, Wanted(words=SARI.name.upper())) == ["Pengingat", "100% gagal_lagi"]
    assert await subjects(house, Wanted(Area.FAQ, SARI.name)) == ["100% gagal_lagi"]
    assert await subjects(house, Wanted(words="100%")) == ["100% gagal_lagi"]
    assert await subjects(house, Wanted(words="l_l")) == ["100% gagal_lagi"]
    assert await subjects(house, Wanted(words="a_l")) == []
