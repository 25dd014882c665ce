"""Test that an administrator changes the FAQ while others read it."""

from __future__ import annotations

from core.administration.audit import ChangeType
from core.master_data.faq import to_document
from core.master_data.ports import MasterDataKind
from storage.unit import SqlUnitOfWork
from tests.stories.actor import Actor
from tests.stories.stage import Stage

LOCKED, UNLOCK = "Mengapa token rapat saya kedaluwarsa?", "Minta token baru kepada ketua rapat."
RUP = "Paket RUP tidak muncul saat membuat paket. Apa penyebabnya?"


async def adds(
    administrator: Actor, topic: str, question: str, answer: str, shown: str | None = None
) -> None:
    """Add a question by “Tambah Pertanyaan”; of its answer, `shown` is seen in the review."""
    await administrator.types("/faq")
    await administrator.taps("Tambah Pertanyaan")
    await administrator.sees("nama topik baru")
    await administrator.types(topic)
    await administrator.taps("Tidak khusus satu aplikasi")
    await administrator.sees("dalam satu kalimat")
    await administrator.types(question)
    await administrator.sees("Tulis jawabannya")
    await administrator.types(answer)
    await administrator.sees(topic, question, shown or answer)
    await administrator.taps("Simpan")
    await administrator.sees("yakin akan menambahkan")
    await administrator.taps("Ya")
    await administrator.sees("Pertanyaan berhasil disimpan.", question)


async def opens(person: Actor, topic: str, question: str) -> None:
    await person.types("/faq")
    await person.taps(topic)
    await person.taps(question)


def kinds(unit: SqlUnitOfWork) -> list[ChangeType]:
    return [line.change.kind for line in unit.audit.newest(20)]


async def test_what_an_administrator_adds_is_found_at_once_and_offered_before_a_ticket(
    ppk: Actor, administrator: Actor
) -> None:
    await adds(administrator, "Rapat", LOCKED, UNLOCK)
    await ppk.types("/faq")
    await ppk.taps("Rapat")
    await ppk.taps(LOCKED)
    text = await ppk.sees(UNLOCK)
    assert "Membantu" not in text, "only administrators read how often"
    assert not any("Pertanyaan" in label for label in ppk.labels)
    await ppk.types("/buat")
    await ppk.sees("Tulis masalah Anda")
    await ppk.types("Token rapat kedaluwarsa")
    await ppk.sees(UNLOCK)
    await ppk.taps("Sudah Terjawab")
    await ppk.sees("Senang bisa membantu")
    await administrator.taps("Lihat Pertanyaan")
    await administrator.sees("Membantu 1 kali dalam 30 hari, 1 kali seluruhnya")


async def test_an_answer_of_four_thousand_characters_is_read_to_its_end_everywhere(
    ppk: Actor, administrator: Actor
) -> None:
    long = "awal " + " ".join(f"langkah-{n:04}" for n in range(306)) + " akhir"
    assert len(long) == 3_988
    await adds(administrator, "Rapat", LOCKED, long, shown=long[:2_000])
    await ppk.types("/faq")
    await ppk.taps("Rapat")
    await ppk.taps(LOCKED)
    await ppk.sees(LOCKED, long)
    await ppk.types("/buat")
    await ppk.sees("Tulis masalah Anda")
    await ppk.types("Token rapat kedaluwarsa")
    await ppk.sees("awal langkah-0000")
    await ppk.taps("Baca selengkapnya")
    first = await ppk.sees(LOCKED, "awal langkah-0000")
    await ppk.taps("Berikutnya")
    last = await ppk.sees("akhir")
    assert all(f"langkah-{n:04}" in first + last for n in range(306))
    await ppk.taps("Kembali ke pilihan")
    await ppk.sees("Apakah salah satu jawaban")
    # Whoever leaves an answer that is read comes to the choice again, and not into the answer.
    await ppk.taps("Baca selengkapnya")
    await ppk.sees("awal langkah-0000")
    await ppk.types("kembali")
    await ppk.sees("Tulis masalah Anda")
    await ppk.types("Token rapat sudah kedaluwarsa")
    await ppk.sees("Apakah salah satu jawaban")
    await ppk.taps("Sudah Terjawab")
    await ppk.sees("Senang bisa membantu")


async def test_a_question_that_is_changed_and_removed_while_somebody_reads_it(
    stage: Stage, ppk: Actor, administrator: Actor
) -> None:
    await adds(administrator, "Rapat", LOCKED, UNLOCK)
    await opens(ppk, "Rapat", LOCKED)
    await ppk.sees(UNLOCK)
    await administrator.taps("Lihat Pertanyaan")
    await administrator.taps("Ubah Pertanyaan")
    await administrator.sees(LOCKED, UNLOCK)
    await administrator.taps("Ubah")
    await administrator.taps("Topik")
    await administrator.taps("SiRUP")
    await administrator.sees("Topik: SiRUP")
    await administrator.taps("Simpan")
    await administrator.taps("Ya")
    await administrator.sees("berhasil disimpan", "SiRUP")
    await ppk.taps("Kembali")
    await ppk.sees("FAQ · SiRUP", LOCKED)
    await ppk.types("/faq")
    assert "Rapat" not in await ppk.sees("Pilih topik"), "a topic goes with its last question"
    await opens(ppk, "SiRUP", LOCKED)
    await ppk.sees(UNLOCK)
    await administrator.taps("Lihat Pertanyaan")
    await administrator.taps("Hapus Pertanyaan")
    await administrator.sees("yakin akan menghapus", LOCKED)
    await administrator.taps("Ya")
    await administrator.sees("Pertanyaan berhasil dihapus.")
    await ppk.taps("Kembali")
    await ppk.sees("Pertanyaan itu sudah tidak ada.", "Pilih topik")
    assert await stage.do(kinds) == [
        ChangeType.QUESTION_REMOVED,
        ChangeType.QUESTION_CHANGED,
        ChangeType.QUESTION_ADDED,
    ]


async def test_two_administrators_at_once_lose_nothing_of_each_other(
    stage: Stage, administrator: Actor
) -> None:
    await opens(administrator, "SPSE/Paket", RUP)
    await administrator.taps("Ubah Pertanyaan")
    await administrator.taps("Ubah")
    await administrator.taps("Jawaban")
    await administrator.sees("Tulis jawabannya")
    await administrator.types("Umumkan dulu di SiRUP.")
    await administrator.taps("Simpan")
    await administrator.sees("yakin akan mengubah")

    def other(unit: SqlUnitOfWork) -> None:
        [*entries] = to_document(unit.master.faq.questions)
        for entry in entries:
            if entry["code"] == "rup-tidak-muncul":
                entry["topic"] = "RUP"
        unit.master.put(MasterDataKind.FAQ, entries)

    await stage.do(other)
    await administrator.taps("Ya")
    await administrator.sees("baru saja diubah", "Topik: SPSE/Paket → RUP")
    await administrator.taps("Lanjutkan")
    await administrator.taps("Simpan")
    await administrator.taps("Ya")
    await administrator.sees("berhasil disimpan", "RUP")
    one = await stage.do(lambda unit: unit.master.faq.question("rup-tidak-muncul"))
    assert one is not None
    assert (one.topic, one.answer) == ("RUP", "Umumkan dulu di SiRUP.")


async def test_what_is_gone_before_yes_is_told_and_the_text_is_still_there(
    stage: Stage, administrator: Actor
) -> None:
    await opens(administrator, "SPSE/Paket", RUP)
    await administrator.taps("Ubah Pertanyaan")
    await administrator.taps("Ubah")
    await administrator.taps("Jawaban")
    await administrator.types("Umumkan dulu di SiRUP.")
    await administrator.taps("Simpan")
    await administrator.sees("yakin akan mengubah")
    await stage.do(
        lambda unit: unit.master.put(MasterDataKind.FAQ, to_document(unit.master.faq.questions[:3]))
    )
    await administrator.taps("Ya")
    await administrator.reads_over_screen("Pertanyaan itu sudah dihapus.")
    await administrator.forges("a:adm:faq_change:rup-tidak-muncul")
    await administrator.sees("Pertanyaan itu sudah tidak ada.")
    await administrator.types("/start")
    await administrator.sees("Keluar")
    await administrator.forges("a:adm:faq_up:rup-tidak-muncul")
    await administrator.sees("Pertanyaan itu sudah tidak ada.")


async def test_questions_are_put_in_order(stage: Stage, administrator: Actor) -> None:
    await administrator.types("/faq")
    await administrator.taps("SPSE/Akun")
    await administrator.sees("2. Bagaimana mendaftar akun penyedia baru?")
    await administrator.taps("Bagaimana mendaftar akun penyedia baru?")
    await administrator.sees("Nomor 2 dari 16 dalam topik ini")
    await administrator.taps("Naikkan")
    await administrator.sees("Nomor 1 dari 16")
    await administrator.taps("Turunkan")
    await administrator.sees("Nomor 2 dari 16")
    await administrator.reads_over_screen("Sekarang nomor 2 dari 16.")
    await administrator.taps("Turunkan")
    await administrator.sees("Nomor 3 dari 16")
    await administrator.taps("Kembali")
    await administrator.sees("3. Bagaimana mendaftar akun penyedia baru?")
    await administrator.types("/start")
    await administrator.taps("Jejak Audit")
    await administrator.sees("− Urutan: 2", "+ Urutan: 3")


async def test_only_administrators_edit_questions(stage: Stage, ppk: Actor, helpdesk: Actor) -> None:
    code = "rup-tidak-muncul"
    for person in (ppk, helpdesk):
        for place in ("faq_add", "faq_change", "faq_drop", "faq_up", "faq_down"):
            await person.types("/start")
            await person.sees("Keluar")
            await person.forges(f"a:adm:{place}:{code}")
            await person.sees("Hanya administrator yang dapat melakukan itu.")
        conversations = (f"a:talk:{name}:" for name in ("trail", "question", "drop_question", "import"))
        for address in ("a:adm:import:faq", "a:adm:faq_file:", "a:adm:trail_file:csv", *conversations):
            await person.types("/start")
            await person.sees("Keluar")
            await person.forges(address)
            await person.sees("Hanya administrator yang dapat melakukan itu.")
    assert await stage.do(kinds) == []
