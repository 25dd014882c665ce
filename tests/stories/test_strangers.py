"""Test that nobody gets to a ticket that is not theirs, whatever they send."""

import pytest

from conversations.commands import COMMANDS
from core.tickets.attachments import Upload
from tests.stories.actor import Actor
from tests.stories.acts import has_filed
from tests.stories.reports import report
from tests.stories.stage import Stage

HUGE = "9" * 40
SECRET_FILE = Upload("rahasia.pdf", 2048, "application/pdf", "file-1", "unique-1")
# Forms of the data on buttons; `{}` is the number of a ticket.
WITH_NUMBER = """
    a:card:{}:0 a:card:{}:1 a:work:{} a:files:{} a:file:{}:0 a:file:{}:1 a:talk:take:{} a:talk:answer:{}
    a:talk:ask:{} a:talk:solve:{} a:talk:escalate:{} a:talk:hand_back:{} a:talk:recategorise:{}
    a:talk:confirm:{} a:talk:close:{} a:talk:rate:{} a:resume:answer:{} a:discard:solve:{}
""".split()
JUNK = (
    *"""
    a:menu a:profile a:list:all::: a:list:queue::f: a:list:all:closed:b:WzEsMl0 a:list:'--:f:
    a:list:own:pick:f:
    a:talk:new: a:talk:new:1 a:talk:sign_out: a:talk:nonsense:1 a:resume:new a:discard:new a:::: a: a :
    t:1:yes t:-1:yes t:1:o0 t:x:back t:: t x null {} [] a:card:1e3:0 a:card:-1:0 a:card:0x1:0
    a:card:9223372036854775808:0 a:file:1:999999999999999999 lang a:work: a:files:: a:lang:xx
    """.split(),
    f"t:{HUGE}:yes",
    f"a:card:{HUGE}",
    "a:card:1 OR 1=1:0",
    "a:talk:take:1\n",
    "\x00",
    "😀" * 16,
    "\N{FULLWIDTH LATIN SMALL LETTER A}\N{FULLWIDTH COLON}card:1",
    "a:card:\N{ARABIC-INDIC DIGIT ONE}:0",
)


@pytest.fixture
async def number(stage: Stage, ppk: Actor) -> str:
    """File a ticket of Rina's with a file and return its number; it is the first, so its id is 1."""
    # Telegram knows no such file, and tells the worker that fetches copies so.
    stage.tolerates("invalid file_id")
    filed = await has_filed(stage, ppk, report("Rahasia perusahaan", uploads=(SECRET_FILE,)))
    assert filed.id == 1
    return filed.number


def everything_sent_to(stage: Stage, person: Actor) -> list[str]:
    """Return all that was sent to this chat, and the answers to its presses."""
    calls = [call for call in stage.box.calls if call.params.get("chat_id") == person.id]
    return [str(call.params) for call in calls] + [str(toast) for toast in person.user.toasts]


async def test_every_press_of_a_stranger_leads_to_signing_in(
    stage: Stage, number: str, stranger: Actor
) -> None:
    await stranger.types("/start")
    await stranger.sees("Ketik alamat e-mail akun")
    pressed = [form.format(n) for form in WITH_NUMBER for n in (1, 999)] + list(JUNK)
    for data in pressed:
        assert len(data.encode()) <= 64, data
        await stranger.forges(data)
    await stage.all_is_quiet()
    for sent in everything_sent_to(stage, stranger):
        assert "rahasia" not in sent.lower()
        assert number not in sent
        assert "Rina" not in sent
    await stranger.types("/start")
    await stranger.sees("Ketik alamat e-mail akun")


async def test_every_message_of_a_stranger_leads_to_signing_in(
    stage: Stage, number: str, stranger: Actor
) -> None:
    open_to_all = {"bahasa": "Pilih bahasa Anda", "bantuan": "Bantuan", "help": "Bantuan"}
    for command in [*COMMANDS, "cancel", "help", "admin", "start x", "start " + "A" * 64]:
        await stranger.types(f"/{command}")
        await stranger.sees(open_to_all.get(command, "Ketik alamat e-mail akun"))
    for words in (number, "Rahasia perusahaan", "1", "Tiket Saya"):
        await stranger.types(words)
        await stranger.sees("Ketik alamat e-mail akun")
    await stranger.sends("bukti.pdf")
    await stranger.sees("Ketik alamat e-mail akun")
    await stranger.sends_something(sticker={"file_id": "s", "file_unique_id": "s"})
    await stage.all_is_quiet()
    assert not any("rahasia" in sent.lower() for sent in everything_sent_to(stage, stranger))
    assert not [m for m in stranger.received if "document" in m]


@pytest.mark.parametrize("who", ["budi", "elsewhere"])
async def test_a_ticket_of_others_looks_like_none_at_all(
    stage: Stage, number: str, who: str, request: pytest.FixtureRequest
) -> None:
    other: Actor = request.getfixturevalue(who)
    await other.types("/start")
    await other.sees("LPSE Support")
    for form in WITH_NUMBER:
        replies = []
        for ticket_id in (1, 999):
            before = len(stage.box.calls)
            toasts = len(other.user.toasts)
            await other.forges(form.format(ticket_id))
            await stage.all_is_quiet()
            calls = [c for c in list(stage.box.calls)[before:] if c.params.get("chat_id") == other.id]
            replies.append(
                (
                    [(c.method, c.params.get("text")) for c in calls],
                    [toast["text"] for toast in other.user.toasts[toasts:]],
                )
            )
        assert replies[0] == replies[1], form
    for sent in everything_sent_to(stage, other):
        assert "ahasia" not in sent
    await other.types(number)
    await other.sees("Tiket tidak ditemukan")
    await other.types("TPS2001010001")
    await other.sees("Tiket tidak ditemukan")


async def test_junk_pressed_by_somebody_with_an_account_breaks_nothing(
    stage: Stage, number: str, helpdesk: Actor
) -> None:
    # The file of this ticket was never really sent.
    stage.tolerates("wrong file identifier")
    await helpdesk.types("/start")
    await helpdesk.sees("LPSE Support")
    for data in JUNK:
        await helpdesk.forges(data)
    await stage.all_is_quiet()
    await helpdesk.types("/start")
    await helpdesk.sees("Sari Lestari")


async def test_staff_of_another_lpse_see_nothing_of_it(number: str, elsewhere: Actor) -> None:
    for listing in ("Tiket Masuk", "Tiket Ditangani", "Riwayat", "Semua Tiket"):
        await elsewhere.types("/start")
        await elsewhere.taps(listing)
        await elsewhere.sees(listing, "Tidak ada tiket di sini")
    assert not elsewhere.saw(number)


async def test_a_reporter_cannot_work_on_their_own_ticket(number: str, ppk: Actor) -> None:
    for action in (
        "take",
        "ask",
        "escalate",
        "solve",
        "recategorise",
        "hand_back",
        "answer",
        "confirm",
        "rate",
    ):
        await ppk.types(number)
        await ppk.sees(number, "Menunggu Dikerjakan")
        await ppk.forges(f"a:talk:{action}:1")
        await ppk.sees("⚠️", number, "Menunggu Dikerjakan")


async def test_only_the_holder_works_on_a_ticket(number: str, helpdesk: Actor, verifikator: Actor) -> None:
    await helpdesk.types(number)
    await helpdesk.taps("Ambil Tiket")
    await helpdesk.taps("Ya")
    await helpdesk.sees("sekarang menangani tiket ini", number)
    for action in ("ask", "escalate", "solve", "recategorise", "hand_back"):
        await verifikator.types(number)
        await verifikator.sees(number, "Sedang Dikerjakan")
        await verifikator.forges(f"a:talk:{action}:1")
        await verifikator.sees("⚠️", number)


async def test_a_press_in_somebody_elses_chat_is_done_for_who_pressed(
    stage: Stage, number: str, ppk: Actor, budi: Actor
) -> None:
    """Test that the person who pressed counts, not the chat with the message under the button."""
    await budi.types("/start")
    await budi.sees("Budi Santoso")
    await ppk.types("/start")
    await ppk.sees("Rina Wulandari")
    mine = ppk.received[-1]["message_id"]
    stage.tolerates("query is too old")
    query = {
        "id": "77", "from": budi.user.persona.as_user(), "chat_instance": "1", "data": "a:card:1:0",
        "message": {"message_id": mine, "date": 1, "chat": {"id": ppk.id, "type": "private"}},
    }  # fmt: skip
    stage.box.world.updates.add("callback_query", query)
    await budi.sees("Tiket tidak ditemukan")
