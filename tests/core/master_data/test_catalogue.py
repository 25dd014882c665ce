"""Check the catalogue that ships, and what is said about a broken one."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.imports.shipped_data import load_stages
from core.errors import Refusal
from core.master_data.catalogue import Catalogue, read_catalogue
from core.master_data.priority import Priority
from core.organisation.directorates import Directorate
from core.packages import PackageKind
from tests.cases import for_each

SHIPPED = (Path(__file__).parents[3] / "data" / "applications.json").read_text(encoding="utf-8")


@pytest.fixture
def catalogue() -> Catalogue:
    return read_catalogue(json.loads(SHIPPED))


def test_the_applications_in_full(catalogue: Catalogue) -> None:
    rows = [
        (app.code, app.letter, app.versions, app.directorate, app.package_kind, len(app.categories))
        for app in catalogue.applications
    ]
    spse, katalog, perencanaan = Directorate.SPSE, Directorate.KATALOG, Directorate.PERENCANAAN
    tender = PackageKind.TENDER
    assert rows == [
        ("spse", "S", ("4.3", "4.4", "4.5", "Terpusat (INAPROC)"), spse, tender, 18),
        ("sikap", "K", (), spse, tender, 7),
        ("katalog", "E", ("5", "6"), katalog, PackageKind.CATALOGUE, 11),
        ("sirup", "R", ("2.3", "3.x"), perencanaan, PackageKind.RUP, 7),
        ("portal", "P", (), spse, tender, 3),
        ("inaproc", "I", (), spse, tender, 5),
        ("icb", "B", (), spse, tender, 3),
        ("amel", "M", (), perencanaan, PackageKind.RUP, 3),
    ]


def test_the_priorities_that_the_guides_show(catalogue: Catalogue) -> None:
    assert catalogue.category("spse", "Buat/Edit Paket").base_priority is Priority.MAJOR
    assert catalogue.category("spse", "User Admin Agency").base_priority is Priority.MEDIUM


def test_what_the_stage_of_a_tender_counts_for(catalogue: Catalogue) -> None:
    bound = [c.code for app in catalogue.applications for c in app.categories if c.stage_bound]
    assert bound == [
        "spse-penjelasan",
        "spse-kualifikasi",
        "spse-penawaran",
        "spse-evaluasi",
        "spse-sanggah",
        "sikap-tarik-data",
        "sikap-akses",
        "inaproc-akses",
        "icb-tender",
    ]


def test_every_application_has_a_category_for_what_is_not_listed(catalogue: Catalogue) -> None:
    for application in catalogue.applications:
        assert application.offered[-1].name == "Lainnya"
        assert application.offered[-1].subcategories == ()


@pytest.mark.parametrize("code", ["sikap", "sirup", "katalog", "inaproc"])
def test_an_outage_of_a_central_application_can_be_reported(catalogue: Catalogue, code: str) -> None:
    outage = catalogue.category(code, f"{code}-akses")
    assert outage.name == "Tidak bisa diakses / lambat"
    assert outage.subcategories == ("Tidak bisa diakses", "Lambat")


def test_found_by_name_or_code(catalogue: Catalogue) -> None:
    spse = catalogue.application("SPSE")
    assert spse is catalogue.application("spse")
    login = catalogue.category(spse, "Login & Akun")
    assert login is catalogue.category("spse", "spse-login") is spse.category("spse-login")
    assert "Tidak bisa login" in login.subcategories


def test_what_does_not_exist_is_refused(catalogue: Catalogue) -> None:
    with pytest.raises(Refusal) as refused:
        catalogue.application("SPSE 9")
    assert refused.value.code == "application_unknown"
    with pytest.raises(Refusal) as refused:
        catalogue.category("sikap", "spse-login")
    assert refused.value.code == "category_unknown"


def test_directorates_have_the_names_of_lkpp() -> None:
    assert [directorate.label for directorate in Directorate] == [
        "Direktorat Pengembangan SPSE",
        "Direktorat Pengembangan Sistem Katalog",
        "Direktorat Perencanaan, Monitoring dan Evaluasi Pengadaan",
    ]


def small() -> list[dict[str, Any]]:
    """Return the document of a catalogue with one application and one category."""
    category = {
        "code": "spse-login",
        "name": "Login",
        "subcategories": ["Lupa password"],
        "base_priority": "Medium",
        "stages": [],
    }
    return [
        {
            "code": "spse",
            "name": "SPSE",
            "letter": "S",
            "versions": ["4.5"],
            "directorate": "Direktorat Pengembangan SPSE",
            "package_kind": "tender",
            "categories": [category],
        }
    ]


def test_a_small_catalogue_is_enough() -> None:
    assert read_catalogue(small()).category("SPSE", "Login").subcategories == ("Lupa password",)


@for_each(
    ("field", "value", "complaint"),
    [
        ("code", "SPSE", "a code has"),
        ("code", "a" * 25, "a code has"),
        ("name", "", "name has to be a text"),
        ("letter", "s", "a letter is"),
        ("versions", "4.5", "versions: a list"),
        ("versions", [4.5], "versions has to be a list of texts"),
        ("directorate", "Direktorat Lain", "no such directorate"),
        ("package_kind", "lelang", "no such kind"),
        ("categories", [], "no categories"),
        ("categories", ["Login"], "SPSE, category 1: an object"),
    ],
)
def test_a_broken_application_says_what_is_wrong(field: str, value: object, complaint: str) -> None:
    broken = small()
    broken[0][field] = value
    with pytest.raises(ValueError, match=complaint):
        read_catalogue(broken)


@for_each(
    ("field", "value", "complaint"),
    [
        ("base_priority", "Urgent", "no such priority"),
        ("stages", "Penjelasan", "stages: a list"),
        ("stages", [141], "stages has to be a list of texts"),
        ("stages", ["Penjelasan", " penjelasan "], "stage of Login there twice"),
        ("stage_bound", "ya", "stage_bound has to be true or false"),
        ("stage_bound", 1, "stage_bound has to be true or false"),
        ("subcategories", ["a", "a"], "sub-category of Login there twice: a"),
        ("subcategories", None, "subcategories: a list"),
    ],
)
def test_a_broken_category_says_what_is_wrong(field: str, value: object, complaint: str) -> None:
    broken = small()
    if field == "stage_bound":
        del broken[0]["categories"][0]["stages"]
    broken[0]["categories"][0][field] = value
    with pytest.raises(ValueError, match=complaint):
        read_catalogue(broken)


@for_each("field", ["code", "name", "letter", "versions", "directorate", "package_kind"])
def test_a_missing_field_is_named(field: str) -> None:
    broken = small()
    del broken[0][field]
    with pytest.raises(ValueError, match=f"application 1: {field} is missing"):
        read_catalogue(broken)


def test_two_applications_never_share_what_tells_them_apart() -> None:
    with pytest.raises(ValueError, match="application code there twice: spse"):
        read_catalogue(small() + small())
    other = small()
    other[0] |= {"code": "sikap", "name": "SIKaP"}
    with pytest.raises(ValueError, match="letter there twice: S"):
        read_catalogue(small() + other)
    other[0]["letter"] = "K"
    with pytest.raises(ValueError, match="category code there twice: spse-login"):
        read_catalogue(small() + other)


@for_each("parsed", [{}, None, "SPSE", [[]], [None]])
def test_something_else_is_no_catalogue(parsed: object) -> None:
    with pytest.raises(ValueError, match="needed"):
        read_catalogue(parsed)


def test_each_stage_of_the_shipped_categories_is_one_that_a_tender_may_have(catalogue: Catalogue) -> None:
    known = load_stages()
    bound = [c for app in catalogue.applications for c in app.categories if c.stage_bound]
    assert [name for category in bound for name in category.stages if known.named(name) != name] == []


def test_a_category_bound_by_an_earlier_release_keeps_the_stages_it_is_about(catalogue: Catalogue) -> None:
    former = small()
    category = former[0]["categories"][0]
    del category["stages"]
    for bound, code, stages in (
        (False, "spse-penawaran", ()),
        (True, "spse-penawaran", catalogue.category("spse", "spse-penawaran").stages),
        (True, "spse-sanggah", catalogue.category("spse", "spse-sanggah").stages),
        (True, "icb-tender", catalogue.category("icb", "icb-tender").stages),
        (True, "spse-evaluasi", catalogue.category("spse", "spse-evaluasi").stages),
        (True, "spse-penjelasan", catalogue.category("spse", "spse-penjelasan").stages),
    ):
        category.update(code=code, stage_bound=bound)
        assert read_catalogue(former).category("spse", code).stages == stages
    category.update(code="spse-buatan-sendiri", stage_bound=True)
    assert "Upload Dokumen Penawaran" in read_catalogue(former).category("spse", "Login").stages
