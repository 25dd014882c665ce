"""Test that people who order many documents keep nobody else waiting for theirs."""

from tests.stories.actor import Actor
from tests.stories.acts import files, has_filed
from tests.stories.papers import gets, papers, slow
from tests.stories.reports import report
from tests.stories.stage import Stage


async def test_the_fourth_document_is_refused_with_the_names_of_those_that_wait(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    number = await files(ppk)
    making = slow(stage, "csv")
    await helpdesk.types("/start")
    await helpdesk.sees("Sari Lestari")
    for view in ("all", "queue", "held"):
        await helpdesk.forges(f"a:export:csv:{view}:")
        await helpdesk.reads_over_screen("Berkas sedang disiapkan")
    await helpdesk.forges("a:export:xlsx:all:")
    refused = await helpdesk.reads_over_screen("3 berkas", "CSV Semua Tiket, CSV Tiket Masuk")
    assert "CSV Tiket Ditangani" in refused.words
    assert refused.is_alert
    await ppk.types(number)
    await ppk.taps("Cetak PDF")
    await gets(stage, ppk, f"{number}.pdf")
    making.goes_on.set()
    await stage.all_is_quiet()
    assert len(papers(stage, helpdesk)) == 3
    await helpdesk.forges("a:export:xlsx:all:")
    await gets(stage, helpdesk, ".xlsx")


async def test_two_people_who_forge_exports_keep_nobody_elses_tables_waiting(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor
) -> None:
    await has_filed(stage, ppk, report("Masalah"))
    making = slow(stage, "csv")
    for forger in (helpdesk, verifikator):
        await forger.types("/start")
        await forger.sees("Tiket Masuk")
        for view in ("all", "queue", "held"):
            await forger.forges(f"a:export:csv:{view}:")
            await forger.reads_over_screen("Berkas sedang disiapkan")
    await making.begun.wait()
    await ppk.types("/tiket")
    await ppk.taps("CSV")
    await ppk.reads_over_screen("Berkas sedang disiapkan")
    came: list[int] = []
    stage.box.on_event(
        lambda event: came.append(event["chat"]) if "document" in event.get("message", {}) else None
    )
    making.goes_on.set()
    await stage.all_is_quiet()
    assert len(came) == 7
    # Behind the two that were being made; one that is made at the same time may be sent just before it.
    assert came.index(ppk.id) <= 3, "before all others"
