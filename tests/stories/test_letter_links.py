"""Test the links in letters, which open their ticket in the chat."""

from tests.stories.actor import Actor
from tests.stories.acts import files, number_in
from tests.stories.postman import text_of
from tests.stories.stage import Stage
from tests.stories.test_sign_in import code_sent_to

RINA = "rina.wulandari@contoh.go.id"


async def test_a_letter_opens_its_ticket(stage: Stage, ppk: Actor, elsewhere: Actor) -> None:
    number = await files(ppk)
    letter = await stage.letter_to(RINA)
    assert letter["Subject"] == f"[{number}] Tiket diterima: Tidak bisa unggah penawaran"
    assert letter["X-Auto-Response-Suppress"] == "All"
    link = next(line for line in text_of(letter).splitlines() if line.startswith("https://"))
    code = link.partition("?start=")[2]
    await ppk.types(f"/start {code}")
    await ppk.sees(number, "Menunggu Dikerjakan", "Posisi tiket")
    await elsewhere.types(f"/start {code}")
    await elsewhere.sees("tidak ditemukan")


async def test_who_has_to_sign_in_first_gets_to_the_ticket_of_the_letter_afterwards(
    stage: Stage, ppk: Actor
) -> None:
    number = await files(ppk)
    await ppk.types("/start")
    await ppk.taps("Keluar")
    await ppk.taps("Ya")
    await ppk.sees("sudah keluar")
    await ppk.types(f"/start t_{number}")
    await ppk.sees("Silakan masuk")
    await ppk.types(RINA)
    code = await code_sent_to(stage, RINA, 2)
    await ppk.types(code)
    assert number_in(await ppk.sees(number, "Posisi tiket")) == number
