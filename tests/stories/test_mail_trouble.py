"""Test what people notice of a mail server that is slow, away, or refuses letters."""

from sqlalchemy import update

from bot.sending.mail_courier import AT_ONCE
from storage.schema.tables import outbox
from tests.stories.actor import PATIENCE, Actor
from tests.stories.acts import files, takes
from tests.stories.postman import text_of
from tests.stories.stage import Stage
from tests.stories.test_accounts import BUDI, opens

RINA = "rina.wulandari@contoh.go.id"


async def asks_for_a_code(person: Actor, email: str) -> None:
    await person.types("/start")
    await person.sees("Ketik alamat e-mail akun")
    await person.types(email)
    await person.sees("kode enam angka sudah dikirim")


async def test_screens_and_codes_pass_letters_of_a_slow_mail_server(
    stage: Stage, ppk: Actor, stranger: Actor
) -> None:
    stage.postman.is_open.clear()
    for number in range(AT_ONCE):
        await files(ppk, f"Tiket ke-{number}")
    await stage.box.settled(lambda: stage.postman.under_way == AT_ONCE - 1, PATIENCE)
    await ppk.types("/tiket")
    await ppk.sees("Tiket Saya")
    await asks_for_a_code(stranger, "budi.santoso@contoh.go.id")
    await stage.box.settled(lambda: stage.postman.under_way == AT_ONCE, PATIENCE)
    stage.postman.is_open.set()
    await stage.letter_to("budi.santoso@contoh.go.id")
    await stage.letter_to(RINA, AT_ONCE)


async def test_letters_that_waited_for_the_mail_server_come_when_it_is_back(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    await stage.postman.close()
    number = await files(ppk)
    await takes(helpdesk, number)
    await ppk.types("/tiket")
    await ppk.sees("Tiket Saya")
    await stage.postman.open()
    letter = await stage.letter_to(RINA)
    assert number in letter["Subject"]
    await stage.all_is_quiet()
    await helpdesk.types(number)
    assert "tidak dapat dikirim" not in await helpdesk.sees(number)


async def test_a_letter_that_is_greylisted_comes_a_little_later(stage: Stage, ppk: Actor) -> None:
    stage.postman.replies["RCPT"] = ["450 4.2.0 greylisted"]
    await files(ppk)
    await stage.box.settled(lambda: stage.postman.tries == 1, PATIENCE)
    await stage.app.leading.mail_courier.idle()
    await stage.time_passes(minutes=1)
    letter = await stage.letter_to(RINA)
    assert "sudah kami terima" in text_of(letter)


async def test_a_mailbox_that_stays_full_is_seen_on_the_ticket_after_two_days(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    stage.accepts("letter_given_up")
    stage.postman.replies["DATA"] = ["452 4.2.2 mailbox full"] * 99
    number = await files(ppk)
    await stage.box.settled(lambda: stage.postman.tries == 1, PATIENCE)
    await stage.app.leading.mail_courier.idle()
    await helpdesk.types(number)
    assert "tidak dapat dikirim" not in await helpdesk.sees(number)
    # So often it is tried in two days.
    await stage.do(lambda unit: unit.connection.execute(update(outbox).values(attempts=20)))
    await stage.time_passes(days=2)
    await stage.box.settled(lambda: stage.postman.tries == 2, PATIENCE)
    await stage.all_is_quiet()
    await helpdesk.types(number)
    await helpdesk.sees("1 pemberitahuan tentang tiket ini tidak dapat dikirim")


async def test_who_invites_is_told_that_the_address_takes_no_letters(
    stage: Stage, administrator: Actor
) -> None:
    stage.postman.refused.add(BUDI)
    await opens(administrator, BUDI)
    await administrator.taps("Undang")
    await administrator.was_told("Undangan untuk Budi Santoso tidak dapat dikirim")
