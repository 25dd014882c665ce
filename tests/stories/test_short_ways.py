"""Stories that count presses and texts of what people do most."""

from tests.stories.actor import Actor
from tests.stories.acts import PROBLEM, REMARK, files, number_in

CODE = "9876010"


class Counting:
    """A person whose presses and texts are counted."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.presses = self.texts = 0

    async def taps(self, label: str, on: str = "") -> None:
        self.presses += 1
        await self.actor.taps(label, on=on)

    async def types(self, text: str) -> None:
        self.texts += 1
        await self.actor.types(text)

    async def sees(self, *words: str) -> str:
        return await self.actor.sees(*words)


async def test_a_ticket_with_a_tender_code_takes_seven_presses_and_three_texts(budi: Actor) -> None:
    await budi.types("/start")
    await budi.sees("Buat Tiket")
    person = Counting(budi)
    await person.taps("Buat Tiket")
    await person.types("Tidak bisa unggah penawaran")
    await person.taps("SPSE")
    await person.taps("4.5")
    await person.taps("Upload Dokumen Penawaran")
    await person.taps("Unggah gagal / timeout")
    await person.sees("kode tender")
    await person.types(f"kode tender saya {CODE} ya min")
    await budi.reads("Tervalidasi", "Ceritakan masalahnya", "Ganti Kode")
    await person.types(PROBLEM)
    await person.sees("Tambah kode error, berkas atau e-mail lain?", "Lanjut")
    await person.taps("Kirim Tiket")
    await person.sees("yakin", CODE, "LPSE Kota Surabaya", PROBLEM)
    await person.taps("Ya")
    number_in(await person.sees("berhasil disimpan"))
    assert (person.presses, person.texts) == (7, 3)


async def test_taking_and_solving_takes_four_presses_and_one_text(budi: Actor, helpdesk: Actor) -> None:
    number = await files(budi)
    await helpdesk.was_told(number, "Ambil Tiket")
    person = Counting(helpdesk)
    await person.taps("Ambil Tiket", on=number)
    await person.taps("Ya")
    await person.taps("Selesaikan Masalah")
    await person.sees("Minimal 15")
    await person.types(REMARK)
    await person.sees("Apakah semua data sudah benar?", REMARK, "Tambah Berkas")
    await person.taps("Ya")
    await person.sees("Tiket berhasil dikerjakan!!", number)
    assert (person.presses, person.texts) == (4, 1)
