"""Test which stage and status of a tender people see while they file, and how administrators name stages."""

from dataclasses import replace
from datetime import timedelta

from conversations.flows.admin import category
from core.packages import PackageFacts, PackageKind, PackageStatus, Stage
from tests.cases import for_each
from tests.conversations.fakes import ROAD, Chat, FakePackages
from tests.core.fake_master import SHIPPED_CATALOGUE as CATALOGUE
from tests.core.fakes import ADMINISTRATOR, BANDUNG, NOW, SURABAYA

SPSE, SIRUP = CATALOGUE.application("spse"), CATALOGUE.application("sirup")
UPLOAD = Stage("Upload Dokumen Penawaran", NOW - timedelta(days=2), NOW + timedelta(hours=40))
EXPLANATION = Stage("Penjelasan  dokumen lelang", NOW - timedelta(minutes=30), NOW + timedelta(minutes=30))
BUSY = replace(ROAD, stages=(EXPLANATION, UPLOAD))


def looks_up(facts: PackageFacts, *categories: str) -> Chat:
    """Return a chat in which a reporter has chosen a category and given the code of this package."""
    chat = Chat(packages=FakePackages(known=(facts,)))
    chat.types("Gagal mengunggah").taps("SPSE", "4.5", *categories)
    return chat.types(facts.code)


@for_each(
    ("categories", "stage"),
    [
        (("Upload Dokumen Penawaran", "Unggah gagal / timeout"), "Upload Dokumen Penawaran"),
        (("Penjelasan (aanwijzing)", "Tombol tidak muncul"), "Penjelasan dokumen lelang"),
        # A category that is about none of them shows the one that ends first.
        (("Login & Akun", "Tidak bisa login"), "Penjelasan dokumen lelang"),
        (("Penetapan, Pengumuman & Sanggah", "Sanggah banding"), "Penjelasan dokumen lelang"),
    ],
)
def test_the_stage_shown_is_the_one_that_the_category_is_about(
    categories: tuple[str, str], stage: str
) -> None:
    chat = looks_up(
        replace(BUSY, stages=(replace(EXPLANATION, name="Penjelasan dokumen lelang"), UPLOAD)), *categories
    )
    chat.sees("Tervalidasi", f"Tahap saat ini: {stage}")


@for_each(
    ("categories", "priority"),
    [
        (("Upload Dokumen Penawaran", "Unggah gagal / timeout"), "Major"),
        (("Penjelasan (aanwijzing)", "Tombol tidak muncul"), "Emergency"),
        (("Pembukaan & Evaluasi", "Uji forensik"), "Major"),
    ],
)
def test_a_stage_that_runs_beside_makes_no_emergency(categories: tuple[str, str], priority: str) -> None:
    chat = looks_up(BUSY, *categories)
    chat.types("Tombolnya tidak muncul sejak pagi tadi.").taps("Lanjut")
    chat.sees(f"Prioritas: {priority}")


@for_each(
    ("status", "said", "shown"),
    [
        (PackageStatus.CANCELLED, "Gagal/Batal", "Gagal/Batal"),
        (PackageStatus.CLOSED, "Ditutup", "Ditutup"),
        (PackageStatus.FINISHED, None, "Selesai"),
    ],
)
def test_a_tender_that_is_over_is_shown_as_what_it_is_and_without_a_running_stage(
    status: PackageStatus, said: str | None, shown: str
) -> None:
    over = replace(BUSY, status=status, said_status=said)
    chat = looks_up(over, "Upload Dokumen Penawaran", "Unggah gagal / timeout")
    chat.sees("Tervalidasi", f"⛔ Status paket: {shown}").sees_not("Tahap saat ini")


def test_a_status_that_nobody_knows_is_said_as_it_is() -> None:
    odd = replace(BUSY, status=PackageStatus.UNKNOWN, said_status="Menunggu Arahan")
    chat = looks_up(odd, "Upload Dokumen Penawaran", "Unggah gagal / timeout")
    chat.sees("Tervalidasi", "Status paket: Menunggu Arahan").sees_not("⛔")


def test_an_administrator_names_the_stages_of_a_category_in_chat() -> None:
    login = SPSE.category("spse-login")
    chat = Chat("category", ADMINISTRATOR, draft=dict(category.change_draft(SPSE, login)))
    chat.taps("Ubah", "Terkait tahap tender", "Ya").is_asked("stages")
    assert chat.types("upload dokumen penawarn").wrong == "stage_close"
    chat.types("- upload  DOKUMEN penawaran\n- Masa sanggah hasil lelang\n- Masa Sanggah Hasil Lelang,")
    chat.sees("Upload Dokumen Penawaran, Masa Sanggah Hasil Lelang").taps("Simpan", "Ya")
    now = chat.house.master.catalogue.category("spse", "spse-login")
    assert now.stages == ("Upload Dokumen Penawaran", "Masa Sanggah Hasil Lelang")
    assert chat.house.trail.changes[-1].after == {"stages": list(now.stages)}


def test_a_form_that_an_earlier_release_began_goes_on_with_the_stages_of_now() -> None:
    bound = SPSE.category("spse-penawaran")
    draft = dict(category.change_draft(SPSE, bound))
    for part in (draft, draft["seen"], draft["was"]):
        del part["stages"]
    draft["seen"]["stage_bound"] = True
    draft["base_priority"] = "medium"
    chat = Chat("category", ADMINISTRATOR, draft=draft)
    chat.comes_back().is_asked("conflict").sees("Upload Dokumen Penawaran").taps("Lanjutkan")
    chat.is_asked("review").sees("Major → Medium", "Upload Dokumen Penawaran").taps("Simpan", "Ya")
    now = chat.house.master.catalogue.category("spse", "spse-penawaran")
    assert (now.stages, now.base_priority.label) == (bound.stages, "Medium")


LONG = replace(ROAD, code="10063162000", stages=())


@for_each(
    ("number", "owner"),
    [
        (BANDUNG.id, BANDUNG.name),
        (BANDUNG.repository, BANDUNG.name),
        (SURABAYA.id, ""),
        (None, ""),
        (99_999, ""),
    ],
)
def test_a_code_of_eleven_digits_is_anothers_where_its_record_names_the_lpse(
    number: int | None, owner: str
) -> None:
    chat = looks_up(replace(LONG, repository=number), "Login & Akun", "Tidak bisa login")
    if not owner:
        chat.is_asked("description")
        return
    chat.is_asked("package_lpse").sees(LONG.code, owner, SURABAYA.name)
    assert chat.taps("Ganti LPSE").state.draft["lpse"] == str(BANDUNG.id)


def test_a_code_of_eleven_digits_that_is_filled_in_by_hand_names_nobody() -> None:
    chat = Chat(packages=FakePackages(known=()))
    chat.types("Gagal").taps("SPSE", "4.5", "Login & Akun", "Tidak bisa login")
    chat.types(LONG.code).taps("Isi Manual").is_asked("manual_build")


def test_a_revised_entry_of_the_plan_says_which_codes_replace_it() -> None:
    revised = PackageFacts(
        PackageKind.RUP,
        "46418785",
        "Kertas",
        status=PackageStatus.CLOSED,
        said_status="Direvisi",
        revised_to=("46423533", "46423534"),
    )
    chat = Chat(packages=FakePackages(known=(revised,)))
    chat.types("Paket tidak tampil").taps("SiRUP", "3.x")
    chat.taps(SIRUP.offered[0].name, SIRUP.offered[0].subcategories[0]).types(revised.code)
    chat.sees("Tervalidasi", "Kode ini sudah direvisi menjadi 46423533, 46423534.")
