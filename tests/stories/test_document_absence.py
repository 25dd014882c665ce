"""Test that a document waits for Telegram as long as that is away."""

from tests.stories.actor import Actor
from tests.stories.acts import files
from tests.stories.papers import gets
from tests.stories.stage import Stage


async def test_a_document_waits_as_long_as_telegram_is_away(stage: Stage, ppk: Actor) -> None:
    number = await files(ppk)
    stage.tolerates("query is too old")
    stage.box.misbehave("sendDocument", "drop", times=-1, chat_id=ppk.id, before=True)
    await ppk.types(number)
    await ppk.sees(number, "Cetak PDF")
    await ppk.taps("Cetak PDF", on=number)
    for _ in range(6):
        await stage.until(lambda unit: not unit.jobs.due(stage.clock(), 1))
        await stage.time_passes(minutes=11)
    stage.box.behave()
    await gets(stage, ppk, f"{number}.pdf")
