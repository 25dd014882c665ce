"""Test that no press is a dead end: pressed twice, on an outdated screen, or while a file is sent."""

from datetime import timedelta

import pytest

from bot.process.waits import Waits
from sandbox.player import buttons_of
from tests.stories.actor import Actor, words_of
from tests.stories.acts import begins, describes, files
from tests.stories.stage import Stage

# Long enough that a screen which waits for an album is still waiting when the next press comes.
SLOW_ALBUM = Waits(album=timedelta(seconds=2), copies=timedelta())


def count(person: Actor, words: str) -> int:
    return len([message for message in person.received if words in words_of(message)])


def gives_up_a_screen(stage: Stage, person: Actor) -> None:
    """Let Telegram refuse a screen, edited and sent below, for a reason that nobody foresaw."""
    stage.tolerates("BUTTON_TYPE_UNKNOWN")
    stage.accepts("message_given_up")
    for method in ("editMessageText", "sendMessage"):
        stage.box.misbehave(
            method, 400, chat_id=person.id, description="Bad Request: BUTTON_TYPE_UNKNOWN", before=True
        )


async def test_an_alert_pressed_twice_asks_once_and_can_be_answered(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    number = await files(ppk)
    await helpdesk.was_told("menunggu diambil", number)
    await helpdesk.taps("Ambil Tiket", on=number, times=2)
    await stage.all_is_quiet()
    assert count(helpdesk, "yakin akan mengambil") == 1
    assert not [sight for sight in helpdesk.sights if sight.message_id is None], (
        "nothing is said over the screen"
    )
    await helpdesk.taps("Ya", on="yakin akan mengambil")
    await helpdesk.sees("sekarang menangani tiket ini", number)


async def test_an_alert_pressed_again_after_the_first_confirmation_came_asks_once(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    number = await files(ppk)
    await helpdesk.was_told("menunggu diambil", number)
    await helpdesk.taps("Ambil Tiket", on=number)
    await helpdesk.sees("yakin akan mengambil")
    await helpdesk.taps("Ambil Tiket", on="menunggu diambil")
    await stage.all_is_quiet()
    assert count(helpdesk, "yakin akan mengambil") == 1
    await helpdesk.taps("Ya", on="yakin akan mengambil")
    await helpdesk.sees("sekarang menangani tiket ini", number)


async def test_a_button_that_is_pressed_again_later_works_again(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    number = await files(ppk)
    await helpdesk.was_told("menunggu diambil", number)
    await helpdesk.taps("Ambil Tiket", on=number)
    await helpdesk.taps("Tidak", on="yakin akan mengambil")
    await helpdesk.sees(number, "Menunggu Dikerjakan")
    await helpdesk.taps("Ambil Tiket", on="menunggu diambil")
    await helpdesk.taps("Ya")
    await helpdesk.sees("sekarang menangani tiket ini", number)


@pytest.mark.parametrize("later", [0, 60], ids=["at once", "a minute later"])
async def test_a_step_that_could_not_be_shown_is_shown_at_the_next_press(
    stage: Stage, ppk: Actor, later: int
) -> None:
    await ppk.types("/buat")
    await ppk.types("Tidak bisa masuk")
    await ppk.sees("Aplikasi mana")
    gives_up_a_screen(stage, ppk)
    await ppk.taps("SPSE")
    await stage.all_is_quiet()
    assert not ppk.saw("Versi berapa")
    stage.clock.ahead += timedelta(seconds=later)
    await ppk.taps("SPSE", on="Aplikasi mana")
    await ppk.sees("Versi berapa")
    await stage.all_is_quiet()
    assert "Versi berapa" in words_of(ppk.received[-1]), "it stands at the bottom"
    await ppk.taps("4.5")
    await ppk.sees("bagian mana")


async def test_a_result_that_could_not_be_shown_leaves_buttons_that_lead_on(stage: Stage, ppk: Actor) -> None:
    await begins(ppk)
    await describes(ppk)
    await ppk.taps("Lanjut")
    await ppk.taps("Kirim Tiket")
    await ppk.sees("yakin")
    gives_up_a_screen(stage, ppk)
    await ppk.taps("Ya")
    await stage.all_is_quiet()
    stage.clock.ahead += timedelta(minutes=1)
    await ppk.taps("Ya", on="yakin")
    await ppk.sees("LPSE Support", "Rina Wulandari")
    assert "Rina Wulandari" in words_of(ppk.received[-1])
    await ppk.taps("Tiket Saya")
    await ppk.sees("Tiket Saya", "Tidak bisa unggah penawaran")


async def test_another_button_of_a_screen_that_was_answered_leads_to_the_current_one(
    stage: Stage, ppk: Actor
) -> None:
    await ppk.types("/buat")
    await ppk.sees("Judul")
    old = next(button for button in buttons_of(ppk.received[-1]) if "Batal" in button["text"])
    await ppk.types("Tidak bisa masuk")
    await ppk.sees("Aplikasi mana")
    await stage.all_is_quiet()
    stage.clock.ahead += timedelta(minutes=1)
    await ppk.forges(old["callback_data"])
    # What is answered before the bot knows that it has come is left as it is, and the next question posted.
    await ppk.reads("Aplikasi mana")
    await ppk.taps("SPSE")
    await ppk.sees("Versi berapa")
    await stage.all_is_quiet()
    assert count(ppk, "Aplikasi mana") == 1, "the former one has become the next question"


async def test_a_button_of_a_conversation_that_has_ended_leads_to_the_menu(stage: Stage, ppk: Actor) -> None:
    await ppk.types("/buat")
    await ppk.sees("Judul")
    old = next(button for button in buttons_of(ppk.received[-1]) if "Batal" in button["text"])
    await ppk.types("/profil")
    await ppk.sees("rina.wulandari@contoh.go.id")
    await stage.all_is_quiet()
    stage.clock.ahead += timedelta(minutes=1)
    await ppk.forges(old["callback_data"])
    await ppk.reads_over_screen("Tombol ini sudah lama")
    await ppk.sees("LPSE Support", "Rina Wulandari")


async def test_a_button_of_an_old_welcome_leads_to_the_present_one(stage: Stage, stranger: Actor) -> None:
    await stranger.types("/start")
    await stranger.sees("Selamat datang")
    await stage.all_is_quiet()
    stage.clock.ahead += timedelta(minutes=1)
    await stranger.forges("t:77:done")
    await stranger.sees("Selamat datang")


class TestFileAndPress:
    """A file that is sent while “Selesai” is pressed belongs to the ticket, whichever comes first."""

    @pytest.fixture
    def waits(self) -> Waits:
        return SLOW_ALBUM

    async def test_the_file_comes_first(self, stage: Stage, ppk: Actor) -> None:
        await begins(ppk)
        await describes(ppk)
        await ppk.sends("layar.png")
        await stage.all_is_handled()
        await ppk.taps("Lanjut")
        await ppk.sees("Periksa tiket Anda", "layar.png")
        await ppk.taps("Kirim Tiket")
        await ppk.taps("Ya")
        await ppk.sees("berhasil disimpan")
        assert not ppk.saw("sudah tidak berlaku")

    async def test_the_press_comes_first(self, stage: Stage, ppk: Actor) -> None:
        await begins(ppk)
        await describes(ppk)
        await ppk.taps("Lanjut")
        await ppk.sees("Periksa tiket Anda")
        await ppk.sends("layar.png")
        await stage.all_is_handled()
        await ppk.sees("Periksa tiket Anda", "layar.png")
        await submits_review(ppk)
        assert not ppk.saw("sudah tidak berlaku")


async def submits_review(reporter: Actor) -> None:
    await reporter.taps("Kirim Tiket")
    await reporter.taps("Ya")
    await reporter.sees("berhasil disimpan")
