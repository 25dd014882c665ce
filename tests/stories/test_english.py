"""Test that everybody reads their own language, whoever writes."""

from tests.stories.actor import Actor
from tests.stories.acts import files, takes
from tests.stories.stage import Stage


async def test_who_chooses_english_is_written_to_in_english(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    number = await files(ppk)
    await ppk.types("/bahasa")
    await ppk.taps("English")
    await ppk.sees("New ticket")
    await takes(helpdesk, number)
    await ppk.was_told("Sari Lestari is now working on your ticket", number)
    await ppk.types(number)
    card = await ppk.sees(number, "Priority")
    assert "Prioritas" not in card
    await stage.bot_restarts()
    await ppk.types("/start")
    await ppk.sees("New ticket")


async def test_a_stranger_is_met_in_the_language_of_their_telegram(john: Actor, stranger: Actor) -> None:
    await john.types("/start")
    await john.sees("Welcome to LPSE Support")
    await stranger.types("/start")
    await stranger.sees("Selamat datang di LPSE Support")
