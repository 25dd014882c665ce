"""Test lists: pages of ten, forward and back, by status, and the queue by priority."""

from datetime import timedelta

from tests.stories.actor import Actor
from tests.stories.acts import files, has_filed, takes, works
from tests.stories.reports import report
from tests.stories.stage import Stage


async def have_filed(stage: Stage, ppk: Actor, count: int) -> list[str]:
    """Store so many tickets an hour apart, the newest last; return their numbers."""
    start = stage.clock() - timedelta(hours=count)
    tickets = [
        await has_filed(stage, ppk, report(f"Masalah ke-{n}"), start + timedelta(hours=n))
        for n in range(count)
    ]
    return [ticket.number for ticket in tickets]


def shown_in(numbers: list[str], text: str) -> list[str]:
    """Return the numbers in the order in which they stand in the text."""
    return sorted((number for number in numbers if number in text), key=text.index)


async def test_a_long_list_is_turned_forward_and_back(stage: Stage, ppk: Actor) -> None:
    newest_first = (await have_filed(stage, ppk, 25))[::-1]
    await ppk.types("/tiket")
    first = await ppk.sees("Tiket Saya")
    assert shown_in(newest_first, first) == newest_first[:10]
    assert not any("Sebelumnya" in label for label in ppk.labels)
    await ppk.taps("Berikutnya")
    second = await ppk.sees(newest_first[10])
    assert shown_in(newest_first, second) == newest_first[10:20]
    await ppk.taps("Berikutnya")
    third = await ppk.sees(newest_first[20])
    assert shown_in(newest_first, third) == newest_first[20:]
    assert not any("Berikutnya" in label for label in ppk.labels)
    await ppk.taps("Sebelumnya")
    assert shown_in(newest_first, await ppk.sees(newest_first[10])) == newest_first[10:20]
    await ppk.taps("Sebelumnya")
    assert shown_in(newest_first, await ppk.sees(newest_first[0])) == newest_first[:10]


async def test_a_ticket_is_opened_from_the_list(stage: Stage, ppk: Actor) -> None:
    numbers = await have_filed(stage, ppk, 3)
    await ppk.types("/start")
    await ppk.taps("Tiket Saya")
    await ppk.taps(numbers[1])
    await ppk.sees(numbers[1], "Masalah ke-1", "Kronologi dari Masalah ke-1, lengkap.")


async def test_a_list_is_narrowed_to_one_status(stage: Stage, ppk: Actor, helpdesk: Actor) -> None:
    (older,) = await have_filed(stage, ppk, 1)
    number = await files(ppk, "Yang diambil")
    await takes(helpdesk, number)
    await ppk.types("/tiket")
    await ppk.sees(older, number)
    await ppk.taps("Saring Status")
    await ppk.taps("Sedang Dikerjakan")
    narrowed = await ppk.sees("Tiket Saya · Sedang Dikerjakan", number)
    assert older not in narrowed
    await ppk.taps("Saring Status")
    await ppk.taps("Selesai")
    await ppk.sees("Tidak ada tiket di sini")
    await ppk.taps("Saring Status")
    await ppk.taps("Semua Status")
    await ppk.sees(older, number)


async def test_the_queue_is_in_the_order_of_need_and_then_of_age(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    at = stage.clock() - timedelta(days=1)
    asked = [
        ("spse-login", "medium, lama", 0),
        ("spse-penawaran", "major, lama", 1),
        ("spse-login", "medium, baru", 2),
        ("spse-penawaran", "major, baru", 3),
        ("spse-infrastruktur", "emergency", 4),
    ]
    for category, title, hours in asked:
        outage = "Aplikasi tidak bisa diakses" if title == "emergency" else ""
        await has_filed(stage, ppk, report(title, category, outage), at + timedelta(hours=hours))
    await helpdesk.types("/start")
    await helpdesk.taps("Tiket Masuk")
    queue = await helpdesk.sees("Tiket Masuk")
    titles = [title for _, title, _ in asked]
    expected = ["emergency", "major, lama", "major, baru", "medium, lama", "medium, baru"]
    assert sorted(titles, key=queue.index) == expected


async def test_staff_find_what_they_hold_and_what_they_held(ppk: Actor, helpdesk: Actor) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await helpdesk.types("/tiket")
    await helpdesk.sees("Tiket Ditangani", number)
    await works(helpdesk, number, "Eskalasi Tiket")
    await helpdesk.types("/tiket")
    await helpdesk.sees("Tiket Ditangani", "Tidak ada tiket di sini")
    await helpdesk.types("/start")
    await helpdesk.taps("Riwayat")
    await helpdesk.sees("Riwayat", number)
    await helpdesk.types("/start")
    await helpdesk.taps("Semua Tiket")
    await helpdesk.sees("Semua Tiket", number)


async def test_a_reporter_who_forges_a_list_of_staff_gets_their_own(stage: Stage, ppk: Actor) -> None:
    (number,) = await have_filed(stage, ppk, 1)
    for view in ("queue", "held", "past", "taken", "all"):
        await ppk.types("/start")
        await ppk.sees("Rina Wulandari")
        await ppk.forges(f"a:list:{view}::f:")
        await ppk.sees("Tiket Saya", number)


# ------------------------------------------------------------------------------------- queues to work from


async def test_a_row_is_one_button_with_urgency_number_and_title(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    now = stage.clock()
    ages = ((timedelta(minutes=5), "5 menit"), (timedelta(hours=5), "5 jam"), (timedelta(hours=80), " hari"))
    numbers = [
        (await has_filed(stage, ppk, report("Tidak bisa unggah dokumen penawaran"), now - old)).number
        for old, _ in ages
    ]
    await helpdesk.types("/start")
    await helpdesk.taps("Tiket Masuk")
    queue = await helpdesk.sees("Tiket Masuk · 3 tiket")
    assert "hal." not in queue
    rows = {number: label for label in helpdesk.labels for number in numbers if number in label}
    for number, (_, time) in zip(numbers, ages, strict=True):
        assert rows[number].startswith(f"🟡 {number} Tidak bisa unggah doku")
        assert len(rows[number]) <= 40, "as much as a phone shows"
        assert time in queue
    assert queue.count("LPSE Kota Surabaya") == queue.count("Menunggu Dikerjakan") == 1, "once above them all"


async def test_from_the_second_page_one_press_leads_back_to_it(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    numbers = await have_filed(stage, ppk, 31)
    await helpdesk.types("/start")
    await helpdesk.taps("Tiket Masuk")
    await helpdesk.sees("31 tiket · hal. 1/4")
    await helpdesk.taps("Berikutnya")
    await helpdesk.sees("31 tiket · hal. 2/4", numbers[10])
    for number in (numbers[10], numbers[12]):
        await helpdesk.taps(number)
        await helpdesk.sees(number, "Kronologi dari")
        assert helpdesk.labels[0] == "✋ Ambil Tiket", "what the row asks for stands first"
        await helpdesk.taps("Kembali ke daftar")
        await helpdesk.sees("31 tiket · hal. 2/4", numbers[10])
    # Also after working on it.
    await helpdesk.taps(numbers[12])
    await helpdesk.taps("Ambil Tiket")
    await helpdesk.taps("Ya")
    await helpdesk.sees("sekarang menangani tiket ini", numbers[12])
    await helpdesk.taps("Kembali ke daftar")
    page = await helpdesk.sees("30 tiket · hal. 2/3", numbers[11], numbers[20])
    assert numbers[12] not in page


async def test_the_way_back_keeps_the_filter_and_is_only_where_one_came_from(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    (older,) = await have_filed(stage, ppk, 1)
    number = await files(ppk, "Yang diambil")
    await takes(helpdesk, number)
    await ppk.types("/tiket")
    await ppk.taps("Saring Status")
    await ppk.taps("Sedang Dikerjakan")
    await ppk.taps(number)
    await ppk.sees(number, "Yang diambil")
    await ppk.taps("Kembali ke daftar")
    narrowed = await ppk.sees("Tiket Saya · Sedang Dikerjakan", number)
    assert older not in narrowed
    await ppk.types(older)
    await ppk.sees(older)
    assert "🔙 Kembali ke daftar" not in ppk.labels


async def test_the_next_of_the_queue_is_taken_without_looking_for_it(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    numbers = await have_filed(stage, ppk, 3)
    await helpdesk.types("/start")
    await helpdesk.taps("Tiket Masuk (3)")
    await helpdesk.taps("Ambil berikutnya")
    await helpdesk.sees("yakin akan mengambil", numbers[0])
    await helpdesk.taps("Ya")
    await helpdesk.sees("sekarang menangani tiket ini", numbers[0])
    assert "⏭ Ambil berikutnya" not in helpdesk.labels, "this one comes first"
    await works(helpdesk, numbers[0], "Selesaikan Masalah")
    await helpdesk.taps("Ambil berikutnya")
    await helpdesk.sees("yakin akan mengambil", numbers[1])
    await helpdesk.taps("Ya")
    await helpdesk.sees("sekarang menangani tiket ini", numbers[1])


async def test_an_empty_queue_has_no_next_one(helpdesk: Actor, ppk: Actor) -> None:
    await helpdesk.types("/start")
    await helpdesk.sees("LPSE Support")
    await helpdesk.forges("a:next")
    await helpdesk.sees("Tiket Masuk", "Tidak ada tiket di sini")
    await ppk.types("/start")
    await ppk.sees("LPSE Support")
    await ppk.forges("a:next")
    await ppk.sees("Tiket tidak ditemukan")


async def test_the_menu_says_how_many_wait_and_are_in_hand(
    stage: Stage, ppk: Actor, helpdesk: Actor, elsewhere: Actor
) -> None:
    numbers = await have_filed(stage, ppk, 3)
    await helpdesk.types(numbers[0])
    await helpdesk.taps("Ambil Tiket")
    await helpdesk.taps("Ya")
    await helpdesk.sees("sekarang menangani tiket ini")
    await helpdesk.types("/start")
    await helpdesk.sees("LPSE Support", "Tiket Masuk (2)", "Tiket Ditangani (1)")
    await helpdesk.types("tiket masuk (2)")
    await helpdesk.sees("Tiket Masuk", "2 tiket", numbers[1])
    await elsewhere.types("/start")
    await elsewhere.sees("LPSE Support")
    assert "📥 Tiket Masuk" in elsewhere.labels
