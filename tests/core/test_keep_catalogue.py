"""Applications and categories as administrators add, change and retire them."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.audit import Changed
from core.catalogue import (
    CODE_MAX,
    Application,
    Catalogue,
    Category,
    Directorate,
    free_code,
    read_catalogue,
    to_document,
)
from core.errors import Refusal
from core.labels import same, slug
from core.lifecycle import Action
from core.packages import PackageKind
from core.ports import Body
from core.priority import INFRASTRUCTURE, OUTAGE, Priority
from core.use_cases.file_ticket import FileTicket
from core.use_cases.keep_applications import KeepApplications, NewApplication, application_facts, free_letters
from core.use_cases.keep_categories import MOST_CATEGORIES, KeepCategories, NewCategory, category_facts
from tests.core.fake_master import SHIPPED_DOCUMENTS
from tests.core.fakes import (
    ADMINISTRATOR,
    CATALOGUE,
    EVERYBODY,
    HELPDESK,
    NOW,
    PPK,
    REPORT,
    House,
)

GENERAL = NewCategory("Umum", Priority.MINOR)
GUARD = NewApplication("Jaga Pengadaan", "J", ("1.0",), Directorate.SPSE, PackageKind.TENDER, GENERAL)


def applications(house: House) -> KeepApplications:
    return KeepApplications(house.master, house.trail)


def categories(house: House) -> KeepCategories:
    return KeepCategories(house.master, house.trail)


def test_only_administrators_change_the_catalogue() -> None:
    house = House()
    spse = CATALOGUE.application("spse")
    for nobody in (one for one in EVERYBODY if one is not ADMINISTRATOR):
        login, spse_facts = category_facts(spse.categories[0]), application_facts(spse)
        deeds: tuple[Callable[[], object], ...] = (
            partial(applications(house).add, nobody, GUARD, NOW),
            partial(applications(house).change, nobody, "spse", spse_facts, "X", (), Directorate.SPSE, NOW),
            partial(applications(house).retire, nobody, "spse", NOW, retired=True),
            partial(categories(house).add, nobody, "spse", GENERAL, NOW),
            partial(categories(house).change, nobody, "spse-login", login, GENERAL, NOW),
            partial(categories(house).retire, nobody, "spse-login", NOW, retired=True),
        )
        for deed in deeds:
            with pytest.raises(Refusal, match="not_administrator"):
                deed()
    assert house.master.catalogue == CATALOGUE
    assert house.trail.changes == []


def test_an_application_begins_with_a_category_and_a_code_of_its_own() -> None:
    house = House()
    added = applications(house).add(ADMINISTRATOR, GUARD, NOW)
    assert (added.code, added.letter, [c.code for c in added.categories]) == (
        "jaga-pengadaan",
        "J",
        ["jaga-pengadaan-umum"],
    )
    assert house.master.catalogue.application("jaga-pengadaan") == added
    [change] = house.trail.changes
    assert (change.kind, change.subject, change.before) == (Changed.APPLICATION_ADDED, "Jaga Pengadaan", {})
    assert change.after["directorate"] == "Direktorat Pengembangan SPSE"


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (replace(GUARD, name=" s P s e"), ""),
        (replace(GUARD, name="spse"), "name_taken"),
        (replace(GUARD, name="sikap"), "name_taken"),
        (replace(GUARD, letter="S"), "letter_taken"),
        (replace(GUARD, letter="j"), "letter_taken"),
    ],
)
def test_names_and_letters_tell_applications_apart(new: NewApplication, code: str) -> None:
    house = House()
    if code:
        with pytest.raises(Refusal, match=code):
            applications(house).add(ADMINISTRATOR, new, NOW)
    else:
        assert applications(house).add(ADMINISTRATOR, new, NOW).code == "s-p-s-e"


def test_there_are_as_many_applications_as_letters() -> None:
    house = House()
    while letters := free_letters(house.master.catalogue):
        new = replace(GUARD, name=f"Aplikasi {letters[0]}", letter=letters[0])
        applications(house).add(ADMINISTRATOR, new, NOW)
    assert len(house.master.catalogue.applications) == 26


def test_a_changed_application_keeps_its_code_letter_and_categories() -> None:
    house = House()
    spse = CATALOGUE.application("spse")
    seen = application_facts(spse)
    keep = applications(house)
    keep.change(ADMINISTRATOR, "spse", seen, "SPSE Nasional", ("5.0",), Directorate.KATALOG, NOW)
    now = house.master.catalogue.application("spse")
    expected = replace(spse, name="SPSE Nasional", versions=("5.0",), directorate=Directorate.KATALOG)
    assert now == expected
    [change] = house.trail.changes
    assert change.before == {
        "name": "SPSE",
        "versions": ["4.3", "4.4", "4.5"],
        "directorate": "Direktorat Pengembangan SPSE",
    }
    with pytest.raises(Refusal, match="changed_meanwhile"):
        keep.change(ADMINISTRATOR, "spse", seen, "SPSE", (), Directorate.SPSE, NOW)
    keep.change(ADMINISTRATOR, "spse", application_facts(now), now.name, now.versions, now.directorate, NOW)
    assert len(house.trail.changes) == 1, "what is as it was is no change"


def test_the_last_application_and_the_last_category_stay() -> None:
    house = House()
    *others, last = CATALOGUE.applications
    for one in others:
        applications(house).retire(ADMINISTRATOR, one.code, NOW, retired=True)
    with pytest.raises(Refusal, match="last_application"):
        applications(house).retire(ADMINISTRATOR, last.code, NOW, retired=True)
    *first, stays = last.categories
    for category in first:
        categories(house).retire(ADMINISTRATOR, category.code, NOW, retired=True)
    with pytest.raises(Refusal, match="last_category"):
        categories(house).retire(ADMINISTRATOR, stays.code, NOW, retired=True)
    categories(house).retire(ADMINISTRATOR, first[0].code, NOW, retired=False)
    categories(house).retire(ADMINISTRATOR, stays.code, NOW, retired=True)
    assert house.master.catalogue.application(last.code).offered == (first[0],)
    assert house.master.catalogue.with_category(stays.code)[1].retired


def test_a_category_is_added_up_to_the_bound_of_a_screen() -> None:
    house = House()
    for number in range(len(CATALOGUE.application("icb").categories), MOST_CATEGORIES):
        added = categories(house).add(ADMINISTRATOR, "icb", replace(GENERAL, name=f"Umum {number}"), NOW)
        assert added.code == f"icb-umum-{number}"
    with pytest.raises(Refusal, match="too_many_categories"):
        categories(house).add(ADMINISTRATOR, "icb", replace(GENERAL, name="Lagi"), NOW)


def test_a_category_is_renamed_and_keeps_its_code() -> None:
    house = House()
    login = CATALOGUE.category("spse", "spse-login")
    wanted = NewCategory("Masuk", Priority.MAJOR, ("Lupa password",), stage_bound=True)
    categories(house).change(ADMINISTRATOR, login.code, category_facts(login), wanted, NOW)
    now = house.master.catalogue.category("spse", "spse-login")
    assert now == Category("spse-login", "Masuk", ("Lupa password",), Priority.MAJOR, stage_bound=True)
    [change] = house.trail.changes
    assert (change.subject, change.before["base_priority"], change.after["base_priority"]) == (
        "SPSE · Login & Akun",
        "Medium",
        "Major",
    )
    with pytest.raises(Refusal, match="changed_meanwhile"):
        categories(house).change(ADMINISTRATOR, login.code, category_facts(login), wanted, NOW)
    with pytest.raises(Refusal, match="name_taken"):
        categories(house).add(ADMINISTRATOR, "spse", replace(wanted, name="MASUK"), NOW)
    assert categories(house).add(ADMINISTRATOR, "sikap", wanted, NOW).code == "sikap-masuk"


def test_the_sub_category_that_makes_an_emergency_stays() -> None:
    house = House()
    outage = CATALOGUE.category("spse", INFRASTRUCTURE)
    for kept, code in (((OUTAGE,), ""), (("Lambat",), "subcategory_needed")):
        seen = category_facts(house.master.catalogue.category("spse", INFRASTRUCTURE))
        wanted = NewCategory("Server", outage.base_priority, kept)
        if not code:
            categories(house).change(ADMINISTRATOR, INFRASTRUCTURE, seen, wanted, NOW)
            continue
        with pytest.raises(Refusal, match=code):
            categories(house).change(ADMINISTRATOR, INFRASTRUCTURE, seen, wanted, NOW)


def test_what_is_retired_is_filed_under_by_nobody() -> None:
    house = House()
    house.file()
    categories(house).retire(ADMINISTRATOR, "spse-login", NOW, retired=True)
    with pytest.raises(Refusal, match="category_retired"):
        house.file()
    applications(house).retire(ADMINISTRATOR, "spse", NOW, retired=True)
    with pytest.raises(Refusal, match="application_retired"):
        house.file()
    house.offices.save(replace(house.offices.known[10], retired=True))
    with pytest.raises(Refusal, match="lpse_retired"):
        FileTicket(house.tickets, house.numbers, house.offices, house.master.catalogue)(PPK, REPORT, NOW)
    assert house.does(HELPDESK, Action.TAKE).category == "spse-login", "what was filed before is worked"


def test_a_retired_category_is_given_to_no_ticket() -> None:
    house = House()
    house.file()
    house.does(HELPDESK, Action.TAKE)
    categories(house).retire(ADMINISTRATOR, "spse-paket", NOW, retired=True)
    with pytest.raises(Refusal, match="category_retired"):
        house.does(HELPDESK, Action.RECATEGORISE)


LABELS = st.text(min_size=1, max_size=60).filter(lambda text: bool(text.strip()))


def test_what_ships_is_written_as_it_was_read() -> None:
    assert to_document(CATALOGUE) == SHIPPED_DOCUMENTS[Body.APPLICATIONS]


@given(
    st.lists(LABELS, min_size=1, max_size=4, unique=True),
    st.lists(LABELS, max_size=4, unique=True),
    st.sampled_from(Priority),
    st.sampled_from(Directorate),
    st.sampled_from(PackageKind),
    st.booleans(),
    st.booleans(),
)
@settings(max_examples=50)
def test_any_catalogue_is_read_as_it_was_written(
    names: list[str],
    words: list[str],
    priority: Priority,
    directorate: Directorate,
    kind: PackageKind,
    bound: bool,
    retired: bool,
) -> None:
    made = tuple(
        Category(f"c{at}", name, tuple(words), priority, bound, retired and at > 0)
        for at, name in enumerate(names)
    )
    application = Application("a", names[0], "Q", tuple(words), directorate, kind, made, retired)
    catalogue = Catalogue((application,))
    assert read_catalogue(to_document(catalogue)) == catalogue


@given(st.lists(st.text(max_size=40), min_size=1, max_size=20))
def test_codes_fit_their_button_and_are_never_given_twice(names: list[str]) -> None:
    taken: set[str] = set()
    for name in names:
        code = free_code(f"spse-{slug(name) or 'kategori'}", taken)
        assert code not in taken
        assert 0 < len(code) <= CODE_MAX
        assert not code.startswith("-")
        assert not code.endswith("-")
        assert "--" not in code
        taken |= {code, same(name)}
