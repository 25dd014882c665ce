"""What administrators do again and again, and reporters who meet it."""

from sqlalchemy import insert

from core.people import Assignment
from core.roles import Role
from storage import tables
from storage.people import assignment_row
from storage.unit import SqlUnit
from tests.stories.actor import Actor


async def opens(administrator: Actor, application: str = "SPSE", category: str = "") -> None:
    """“Aplikasi”, one of them, and one of its categories."""
    await administrator.types("/start")
    await administrator.taps("Aplikasi")
    await administrator.taps(application)
    await administrator.sees("Huruf nomor tiket", "Kategori dan prioritas dasarnya")
    if category:
        await administrator.taps(category)
        await administrator.sees("Terikat tahapan tender")


async def adds_category(administrator: Actor, name: str, *subcategories: str) -> None:
    """“Tambah Kategori” from its first question to the end."""
    await opens(administrator)
    await administrator.taps("Tambah Kategori")
    await administrator.types(name)
    await administrator.sees("Semua sub kategorinya")
    await administrator.types("\n".join(subcategories))
    await administrator.taps("Minor")
    await administrator.taps("Tidak")
    await administrator.taps("Simpan")
    await administrator.sees("Apakah Anda yakin akan menyimpan data ini?", name)
    await administrator.taps("Ya")
    await administrator.sees("Data berhasil disimpan.", name)


async def switches(administrator: Actor, label: str) -> None:
    """“Nonaktifkan” or “Aktifkan” of what is open."""
    await administrator.taps(label)
    await administrator.taps("Ya")
    await administrator.sees("Berhasil di")


async def as_far_as_category(reporter: Actor) -> None:
    await reporter.types("/buat")
    await reporter.sees("Judul")
    await reporter.types("Lelang cepat macet")
    await reporter.taps("LPSE Kota Surabaya")
    await reporter.taps("SPSE")
    await reporter.taps("4.5")


def make_administrator(unit: SqlUnit, chat_id: int) -> None:
    """Whoever speaks in this chat gets the role too."""
    chat = unit.chats.get(chat_id)
    assert chat is not None
    assert chat.person_id is not None
    unit.connection.execute(
        insert(tables.assignments).values(assignment_row(chat.person_id, Assignment(Role.ADMINISTRATOR)))
    )


def depose(unit: SqlUnit) -> None:
    """Ratna is no administrator any more."""
    ratna = unit.people.by_email("ratna.dewanti@contoh.go.id")
    assert ratna is not None
    unit.accounts.take(ratna.id, Assignment(Role.ADMINISTRATOR))
