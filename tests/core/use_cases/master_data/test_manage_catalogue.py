"""Check how administrators add, change and retire applications and categories."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.imports.shipped_data import load_stages
from core.administration.audit import ChangeType
from core.errors import Refusal
from core.input.labels import comparable, slug
from core.master_data.catalogue import (
    Application,
    Catalogue,
    Category,
    free_code,
    read_catalogue,
    to_document,
)
from core.master_data.codes import CODE_MAX
from core.master_data.ports import MasterDataKind
from core.master_data.priority import Priority
from core.organisation.directorates import Directorate
from core.packages import PackageKind
from core.tickets.lifecycle import Action
from core.tickets.priority_rules import INFRASTRUCTURE, OUTAGE
from core.use_cases.master_data.manage_applications import (
    ManageApplications,
    NewApplication,
    application_fields,
    free_letters,
)
from core.use_cases.master_data.manage_categories import (
    MOST_CATEGORIES,
    ManageCategories,
    NewCategory,
    category_fields,
)
from core.use_cases.tickets.file_ticket import FileTicket
from tests.cases import for_each
from tests.core.fake_master import SHIPPED_DOCUMENTS
from tests.core.fakes import (
    ADMINISTRATOR,
    CATALOGUE,
    EVERYBODY,
    HELPDESK,
    NOW,
    PPK,
    REPORT,
    FakeHelpdesk,
)

GENERAL = NewCategory("Umum", Priority.MINOR)
GUARD = NewApplication("Jaga Pengadaan", "J", ("1.0",), Directorate.SPSE, PackageKind.TENDER, GENERAL)


def applications(helpdesk: FakeHelpdesk) -> ManageApplications:
    return ManageApplications(helpdesk.master, helpdesk.trail)


def categories(helpdesk: FakeHelpdesk) -> ManageCategories:
    return ManageCategories(helpdesk.master, helpdesk.trail)


def test_only_administrators_change_the_catalogue() -> None:
    helpdesk = FakeHelpdesk()
    spse = CATALOGUE.application("spse")
    for nobody in (one for one in EVERYBODY if one is not ADMINISTRATOR):
        login, spse_facts = category_fields(spse.categories[0]), application_fields(spse)
        attempts: tuple[Callable[[], object], ...] = (
            partial(applications(helpdesk).add, nobody, GUARD, NOW),
            partial(
                applications(helpdesk).change, nobody, "spse", spse_facts, "X", (), Directorate.SPSE, NOW
            ),
            partial(applications(helpdesk).retire, nobody, "spse", NOW, retired=True),
            partial(categories(helpdesk).add, nobody, "spse", GENERAL, NOW),
            partial(categories(helpdesk).change, nobody, "spse-login", login, GENERAL, NOW),
            partial(categories(helpdesk).retire, nobody, "spse-login", NOW, retired=True),
        )
        for attempt in attempts:
            with pytest.raises(Refusal, match="not_administrator"):
                attempt()
    assert helpdesk.master.catalogue == CATALOGUE
    assert helpdesk.trail.changes == []


def test_an_application_begins_with_a_category_and_a_code_of_its_own() -> None:
    helpdesk = FakeHelpdesk()
    added = applications(helpdesk).add(ADMINISTRATOR, GUARD, NOW)
    assert (added.code, added.letter, [c.code for c in added.categories]) == (
        "jaga-pengadaan",
        "J",
        ["jaga-pengadaan-umum"],
    )
    assert helpdesk.master.catalogue.application("jaga-pengadaan") == added
    [change] = helpdesk.trail.changes
    assert (change.kind, change.subject, change.before) == (
        ChangeType.APPLICATION_ADDED,
        "Jaga Pengadaan",
        {},
    )
    assert change.after["directorate"] == "Direktorat Pengembangan SPSE"


@for_each(
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
    helpdesk = FakeHelpdesk()
    if code:
        with pytest.raises(Refusal, match=code):
            applications(helpdesk).add(ADMINISTRATOR, new, NOW)
    else:
        assert applications(helpdesk).add(ADMINISTRATOR, new, NOW).code == "s-p-s-e"


def test_there_are_as_many_applications_as_letters() -> None:
    helpdesk = FakeHelpdesk()
    while letters := free_letters(helpdesk.master.catalogue):
        new = replace(GUARD, name=f"Aplikasi {letters[0]}", letter=letters[0])
        applications(helpdesk).add(ADMINISTRATOR, new, NOW)
    assert len(helpdesk.master.catalogue.applications) == 26


def test_a_changed_application_keeps_its_code_letter_and_categories() -> None:
    helpdesk = FakeHelpdesk()
    spse = CATALOGUE.application("spse")
    seen = application_fields(spse)
    manage = applications(helpdesk)
    manage.change(ADMINISTRATOR, "spse", seen, "SPSE Nasional", ("5.0",), Directorate.KATALOG, NOW)
    now = helpdesk.master.catalogue.application("spse")
    expected = replace(spse, name="SPSE Nasional", versions=("5.0",), directorate=Directorate.KATALOG)
    assert now == expected
    [change] = helpdesk.trail.changes
    assert change.before == {
        "name": "SPSE",
        "versions": ["4.3", "4.4", "4.5", "Terpusat (INAPROC)"],
        "directorate": "Direktorat Pengembangan SPSE",
    }
    with pytest.raises(Refusal, match="changed_meanwhile"):
        manage.change(ADMINISTRATOR, "spse", seen, "SPSE", (), Directorate.SPSE, NOW)
    manage.change(
        ADMINISTRATOR, "spse", application_fields(now), now.name, now.versions, now.directorate, NOW
    )
    assert len(helpdesk.trail.changes) == 1, "what is as it was is no change"


def test_the_last_application_and_the_last_category_stay() -> None:
    helpdesk = FakeHelpdesk()
    *others, last = CATALOGUE.applications
    for one in others:
        applications(helpdesk).retire(ADMINISTRATOR, one.code, NOW, retired=True)
    with pytest.raises(Refusal, match="last_application"):
        applications(helpdesk).retire(ADMINISTRATOR, last.code, NOW, retired=True)
    *first, stays = last.categories
    for category in first:
        categories(helpdesk).retire(ADMINISTRATOR, category.code, NOW, retired=True)
    with pytest.raises(Refusal, match="last_category"):
        categories(helpdesk).retire(ADMINISTRATOR, stays.code, NOW, retired=True)
    categories(helpdesk).retire(ADMINISTRATOR, first[0].code, NOW, retired=False)
    categories(helpdesk).retire(ADMINISTRATOR, stays.code, NOW, retired=True)
    assert helpdesk.master.catalogue.application(last.code).offered == (first[0],)
    assert helpdesk.master.catalogue.with_category(stays.code)[1].retired


def test_a_category_is_added_up_to_the_bound_of_a_screen() -> None:
    helpdesk = FakeHelpdesk()
    for number in range(len(CATALOGUE.application("icb").categories), MOST_CATEGORIES):
        added = categories(helpdesk).add(ADMINISTRATOR, "icb", replace(GENERAL, name=f"Umum {number}"), NOW)
        assert added.code == f"icb-umum-{number}"
    with pytest.raises(Refusal, match="too_many_categories"):
        categories(helpdesk).add(ADMINISTRATOR, "icb", replace(GENERAL, name="Lagi"), NOW)


def test_a_category_is_renamed_and_keeps_its_code() -> None:
    helpdesk = FakeHelpdesk()
    login = CATALOGUE.category("spse", "spse-login")
    new = NewCategory("Masuk", Priority.MAJOR, ("Lupa password",), stages=("Upload Dokumen Penawaran",))
    categories(helpdesk).change(ADMINISTRATOR, login.code, category_fields(login), new, NOW)
    now = helpdesk.master.catalogue.category("spse", "spse-login")
    assert now == Category(
        "spse-login", "Masuk", ("Lupa password",), Priority.MAJOR, stages=("Upload Dokumen Penawaran",)
    )
    [change] = helpdesk.trail.changes
    assert (change.subject, change.before["base_priority"], change.after["base_priority"]) == (
        "SPSE · Login & Akun",
        "Medium",
        "Major",
    )
    with pytest.raises(Refusal, match="changed_meanwhile"):
        categories(helpdesk).change(ADMINISTRATOR, login.code, category_fields(login), new, NOW)
    with pytest.raises(Refusal, match="name_taken"):
        categories(helpdesk).add(ADMINISTRATOR, "spse", replace(new, name="MASUK"), NOW)
    assert categories(helpdesk).add(ADMINISTRATOR, "sikap", new, NOW).code == "sikap-masuk"


def test_the_sub_category_that_makes_an_emergency_stays() -> None:
    helpdesk = FakeHelpdesk()
    outage = CATALOGUE.category("spse", INFRASTRUCTURE)
    for kept, code in (((OUTAGE,), ""), (("Lambat",), "subcategory_needed")):
        seen = category_fields(helpdesk.master.catalogue.category("spse", INFRASTRUCTURE))
        new = NewCategory("Server", outage.base_priority, kept)
        if not code:
            categories(helpdesk).change(ADMINISTRATOR, INFRASTRUCTURE, seen, new, NOW)
            continue
        with pytest.raises(Refusal, match=code):
            categories(helpdesk).change(ADMINISTRATOR, INFRASTRUCTURE, seen, new, NOW)


def test_what_is_retired_is_filed_under_by_nobody() -> None:
    helpdesk = FakeHelpdesk()
    helpdesk.file()
    categories(helpdesk).retire(ADMINISTRATOR, "spse-login", NOW, retired=True)
    with pytest.raises(Refusal, match="category_retired"):
        helpdesk.file()
    applications(helpdesk).retire(ADMINISTRATOR, "spse", NOW, retired=True)
    with pytest.raises(Refusal, match="application_retired"):
        helpdesk.file()
    helpdesk.lpses.save(replace(helpdesk.lpses.known[10], retired=True))
    with pytest.raises(Refusal, match="lpse_retired"):
        FileTicket(helpdesk.tickets, helpdesk.numbers, helpdesk.lpses, helpdesk.master.catalogue)(
            PPK, REPORT, NOW
        )
    assert helpdesk.does(HELPDESK, Action.TAKE).category == "spse-login", "what was filed before is worked"


def test_a_retired_category_is_given_to_no_ticket() -> None:
    helpdesk = FakeHelpdesk()
    helpdesk.file()
    helpdesk.does(HELPDESK, Action.TAKE)
    categories(helpdesk).retire(ADMINISTRATOR, "spse-paket", NOW, retired=True)
    with pytest.raises(Refusal, match="category_retired"):
        helpdesk.does(HELPDESK, Action.RECATEGORISE)


LABELS = st.text(min_size=1, max_size=60).filter(lambda text: bool(text.strip()))


def test_what_ships_is_written_as_it_was_read() -> None:
    assert to_document(CATALOGUE) == SHIPPED_DOCUMENTS[MasterDataKind.APPLICATIONS]


@given(
    st.lists(LABELS, min_size=1, max_size=4, unique=True),
    st.lists(LABELS, max_size=4, unique=True),
    st.sampled_from(Priority),
    st.sampled_from(Directorate),
    st.sampled_from(PackageKind),
    st.lists(st.sampled_from(load_stages().names), unique=True),
    st.booleans(),
)
@settings(max_examples=50)
def test_any_catalogue_is_read_as_it_was_written(
    names: list[str],
    words: list[str],
    priority: Priority,
    directorate: Directorate,
    kind: PackageKind,
    stages: list[str],
    retired: bool,
) -> None:
    made = tuple(
        Category(f"c{at}", name, tuple(words), priority, tuple(stages), retired and at > 0)
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
        taken |= {code, comparable(name)}
