"""A staff group: made one by whoever serves at its desk, told of new tickets, and let go again."""

from sandbox import Group
from tests.stories.actor import Actor, words_of
from tests.stories.acts import files
from tests.stories.stage import STRANGER, Stage

GROUP = -1004001


def members(stage: Stage, *people: int) -> tuple[Group, list[Actor]]:
    """A group of these people, and each of them in it."""
    group = stage.box.group(GROUP, "Helpdesk Surabaya", people)
    return group, [Actor(stage.box, group.member(person), GROUP) for person in people]


async def test_a_group_gets_the_alerts_of_the_desk_of_whoever_asked_for_it(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor
) -> None:
    _, (sari, agus) = members(stage, helpdesk.id, verifikator.id)
    await sari.types("/grup")
    await sari.sees("Grup ini menerima tiket untuk: Helpdesk LPSE.")
    number = await files(ppk)
    await agus.was_told("Tiket menunggu", number, "Ambil Tiket")
    await helpdesk.taps("Ambil Tiket", on=number)
    await helpdesk.taps("Ya")
    await agus.was_told("Diambil oleh Sari Lestari", number)
    await sari.types("/grup lepas")
    await sari.sees("Grup ini tidak lagi menerima tiket baru.")
    later = await files(ppk, "Setelah dilepas")
    await stage.all_is_quiet()
    assert not agus.saw(later)


async def test_who_serves_at_no_desk_makes_no_group_and_is_not_even_answered(
    stage: Stage, ppk: Actor
) -> None:
    group, (rina, nobody) = members(stage, ppk.id, STRANGER.id)
    await rina.types("/grup")
    await nobody.types("/grup")
    number = await files(ppk)
    await stage.all_is_quiet()
    said = [words_of(message) for message in group.messages if not message.get("out")]
    assert not any("Grup ini" in words or number in words for words in said)
