"""Check that what ships anew reaches an office that changed its master data, and undoes nothing it did."""

import json
from dataclasses import dataclass, replace
from pathlib import Path

from core.master_data.catalogue import Catalogue, Category, read_catalogue, to_document
from core.master_data.faq import MOST_QUESTIONS, Faq, Question, read_faq
from core.master_data.merging import merge_catalogues, merge_questions
from core.master_data.priority import Priority

DATA = Path(__file__).parents[3] / "data"


def parsed(name: str) -> object:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


FORMER = read_catalogue(parsed("former_applications.json"))
SHIPPED = read_catalogue(parsed("applications.json"))
FORMER_FAQ = read_faq(parsed("former_faq.json"))
SHIPPED_FAQ = read_faq(parsed("faq.json"))


def changed(catalogue: Catalogue, code: str, **fields: object) -> Catalogue:
    """Return the catalogue in which an administrator has changed the application or category of this code."""
    return Catalogue(
        tuple(
            replace(one, **fields)  # type: ignore[arg-type]
            if one.code == code
            else replace(
                one,
                categories=tuple(
                    replace(each, **fields) if each.code == code else each  # type: ignore[arg-type]
                    for each in one.categories
                ),
            )
            for one in catalogue.applications
        )
    )


def merged(kept: Catalogue) -> Catalogue:
    result = merge_catalogues(kept, FORMER, SHIPPED)
    assert read_catalogue(to_document(result)) == result
    return result


def test_an_office_that_changed_nothing_gets_exactly_what_ships() -> None:
    assert merged(FORMER) == SHIPPED
    questions = merge_questions(FORMER_FAQ, FORMER_FAQ, SHIPPED_FAQ).questions
    # New topics stand behind those that there were.
    assert sorted(questions, key=lambda one: one.code) == sorted(
        SHIPPED_FAQ.questions, key=lambda one: one.code
    )


def test_codes_that_shipped_are_still_there() -> None:
    former = {category.code for one in FORMER.applications for category in one.categories}
    assert former <= {category.code for one in SHIPPED.applications for category in one.categories}


def test_what_an_administrator_changed_stays_beside_what_is_new() -> None:
    kept = changed(FORMER, "katalog-akun", name="Akun", base_priority=Priority.MINOR, retired=True)
    kept = changed(kept, "katalog-akun", subcategories=("Verifikasi Privy", "Khusus kami"))
    kept = changed(kept, "katalog", name="E-Katalog", versions=("6",))
    catalogue = merged(kept).application("katalog")
    account = catalogue.category("katalog-akun")
    assert (account.name, account.base_priority, account.retired) == ("Akun", Priority.MINOR, True)
    assert account.subcategories == ("Verifikasi Privy", "Khusus kami", "Akun ganda", "Akun dinonaktifkan")
    assert (catalogue.name, catalogue.versions, catalogue.help_centre) == ("E-Katalog", ("6",), True)
    assert catalogue.category("Lainnya").code == "katalog-lainnya"


@dataclass(frozen=True, slots=True)
class LongerCategory(Category):
    """A category of a later release, with one field more."""

    guide: str = ""


def with_guide(guide: str) -> Catalogue:
    application = FORMER.application("katalog")
    first = application.categories[0]
    one = LongerCategory(
        first.code, first.name, first.subcategories, first.base_priority, first.stages, guide=guide
    )
    return Catalogue((replace(application, categories=(one,)),))


def test_a_field_that_categories_get_is_merged_too() -> None:
    def guide_of(kept: str, former: str, shipped: str) -> str:
        merged = merge_catalogues(with_guide(kept), with_guide(former), with_guide(shipped))
        category = merged.applications[0].categories[0]
        assert isinstance(category, LongerCategory)
        return category.guide

    assert guide_of(kept="old", former="old", shipped="new") == "new"
    assert guide_of(kept="ours", former="old", shipped="new") == "ours"


def test_stages_that_an_administrator_set_are_not_added_to() -> None:
    kept = changed(FORMER, "spse-kualifikasi", stages=("Masa Sanggah",))
    assert merged(kept).category("spse", "spse-kualifikasi").stages == ("Masa Sanggah",)
    assert "Upload dokumen prakualifikasi" in merged(FORMER).category("spse", "spse-kualifikasi").stages


def test_a_category_of_the_office_keeps_its_code_and_its_name() -> None:
    spse = FORMER.application("spse")
    own = replace(spse.categories[0], code="lain", name="lainnya")
    kept = changed(FORMER, "spse", categories=(*spse.categories, own))
    names = [category.name for category in merged(kept).application("spse").categories]
    assert (names.count("lainnya"), names.count("Lainnya")) == (1, 0)
    taken = replace(spse.categories[0], code="sikap-lainnya", name="Khusus")
    sikap = merged(changed(FORMER, "spse", categories=(*spse.categories, taken))).application("sikap")
    assert "sikap-lainnya" not in {category.code for category in sikap.categories}


def test_an_application_of_the_office_keeps_its_letter() -> None:
    new = replace(SHIPPED.application("amel"), code="baru", name="Baru", letter="S")
    wanted = replace(new, letter="Z", categories=(replace(new.categories[0], code="baru-satu"),))
    for one, expected in ((new, False), (wanted, True)):
        result = merge_catalogues(FORMER, FORMER, Catalogue((*SHIPPED.applications, one)))
        assert ("baru" in {each.code for each in result.applications}) is expected


def test_merging_again_changes_nothing() -> None:
    kept = changed(FORMER, "katalog-akun", name="Akun")
    assert merge_catalogues(merged(kept), SHIPPED, SHIPPED) == merged(kept)


def test_questions_that_were_changed_or_removed_stay_so() -> None:
    own = Question("rapat", "Rapat", "", "Kapan rapat?", "Senin.")
    questions = [one for one in FORMER_FAQ.questions if one.code != "totp"]
    questions = [replace(one, answer="Kami saja.") if one.code == "ganti-ppk" else one for one in questions]
    result = merge_questions(Faq([*questions, own]), FORMER_FAQ, SHIPPED_FAQ)
    answers = {one.code: one.answer for one in result.questions}
    assert "totp" not in answers
    assert answers["ganti-ppk"] == "Kami saja."
    assert answers["rapat"] == "Senin."
    assert answers.keys() >= {one.code for one in SHIPPED_FAQ.questions} - {"totp"}
    assert "sebelum error muncul" in answers["kode-error"], "not changed by hand, so it follows"
    assert all(result.about(topic) for topic in result.topics)


def test_a_full_faq_takes_no_more() -> None:
    full = Faq(Question(f"q{n}", "Topik", "", f"Apa {n}?", "Ya.") for n in range(MOST_QUESTIONS))
    assert merge_questions(full, FORMER_FAQ, SHIPPED_FAQ).questions == full.questions


def test_a_question_that_the_office_asks_already_is_not_added() -> None:
    own = Question("kami", "Katalog v6", "", "mengapa pesanan katalog BATAL otomatis?", "Lihat di sini.")
    codes = {one.code for one in merge_questions(Faq([own]), Faq(), SHIPPED_FAQ).questions}
    assert "pesanan-batal-otomatis" not in codes
    assert "kami" in codes
