"""Play sequences of steps that administrators take in many stories."""

from sqlalchemy import insert

from core.organisation.roles import Role
from core.people.people import Assignment
from storage.people.people import assignment_row
from storage.schema import tables
from storage.unit import SqlUnitOfWork
from tests.stories.actor import Actor


async def opens(administrator: Actor, application: str = "SPSE", category: str = "") -> None:
    """Open an application under “Aplikasi”, and one of its categories."""
    await administrator.types("/start")
    await administrator.taps("Aplikasi")
    await administrator.taps(application)
    await administrator.sees("Huruf nomor tiket", "Kategori dan prioritas dasarnya")
    if category:
        await administrator.taps(category)
        await administrator.sees("Terkait tahap tender")


async def adds_category(administrator: Actor, name: str, *subcategories: str) -> None:
    """Add a category by “Tambah Kategori”."""
    await opens(administrator)
    await administrator.taps("Tambah Kategori")
    await administrator.types(name)
    await administrator.sees("Semua subkategorinya")
    await administrator.types("\n".join(subcategories))
    await administrator.taps("Minor")
    await administrator.taps("Tidak")
    await administrator.taps("Simpan")
    await administrator.sees("Apakah Anda yakin akan menyimpan data ini?", name)
    await administrator.taps("Ya")
    await administrator.sees("Data berhasil disimpan.", name)


async def switches(administrator: Actor, label: str) -> None:
    """Press “Nonaktifkan” or “Aktifkan” on the open card, and confirm."""
    await administrator.taps(label)
    await administrator.taps("Ya")
    await administrator.sees("Berhasil di")


async def as_far_as_category(reporter: Actor) -> None:
    """Press through “Buat Tiket” as far as the category."""
    await reporter.types("/buat")
    await reporter.sees("Judul")
    await reporter.types("Lelang cepat macet")
    await reporter.taps("SPSE")
    await reporter.taps("4.5")


def make_administrator(unit: SqlUnitOfWork, chat_id: int) -> None:
    """Make the person of this chat an administrator too."""
    chat = unit.chats.get(chat_id)
    assert chat is not None
    assert chat.person_id is not None
    unit.connection.execute(
        insert(tables.assignments).values(assignment_row(chat.person_id, Assignment(Role.ADMINISTRATOR)))
    )


def depose(unit: SqlUnitOfWork) -> None:
    """Take the role of an administrator from Ratna."""
    ratna = unit.people.by_email("ratna.dewanti@contoh.go.id")
    assert ratna is not None
    unit.accounts.remove_assignment(ratna.id, Assignment(Role.ADMINISTRATOR))
