"""The card of a ticket, laid out over as many messages as it needs."""

from dataclasses import replace

import pytest
from markupsafe import Markup

from conversations.addressing.ticket_addresses import TicketCard, TicketFile, TicketFiles
from conversations.rendering.pages import Passage, lay_out_pages
from conversations.screens import card as cards
from core.files.findings import FileFinding
from core.input.text_length import utf16_length
from core.input.texts import TEXT_MAX
from handlers.telegram.message_format import TELEGRAM
from tests.conversations.all_screens import SCREENS
from tests.conversations.fakes import RENDERER, all_pages, telegram_text
from tests.conversations.sample_screens import Words, details, discussion, files, reporter


def test_a_short_ticket_has_one_page() -> None:
    assert len(all_pages(SCREENS["card"])) == 1


def test_a_long_discussion_goes_over_pages_with_ways_between_them() -> None:
    screen = cards.card(details(Words(), discussion(Words(), 50)), reporter(Words()))
    found = all_pages(screen)
    assert len(found) > 2
    assert found[0].rows[0][0].to == TicketCard(details(Words()).ticket.id, page=1)
    assert [button.label for button in found[1].rows[0]] == ["◀️ Sebelumnya", "▶️ Berikutnya"]
    assert [button.label for button in found[-1].rows[0]] == ["◀️ Sebelumnya"]
    assert sum(telegram_text(page).count("Feedback diminta") for page in found) == 50


@pytest.mark.parametrize("page", [-1, 99, 10**15])
def test_a_page_that_is_not_there_is_the_nearest_one(page: int) -> None:
    screen = cards.card(details(Words(), discussion(Words(), 50)), reporter(Words()))
    nearest = all_pages(screen)[-1 if page > 0 else 0]
    assert RENDERER.screen(replace(screen, page=page), "id") == nearest


@pytest.mark.parametrize("count", [0, 1, 19, 20, 21, 40, 400, 407])
def test_every_file_of_a_ticket_is_on_a_page_oldest_first(count: int) -> None:
    words = Words(file="😀" * 200 + ".png")
    attached, ticket_id = files(words, count), details(words).ticket.id
    every = [TicketFile(ticket_id, file.ordinal) for file in attached]
    named, opened, page = list[str](), list[TicketFile](), 0
    while True:
        screen = cards.file_list(details(words), attached, page)
        shown = telegram_text(RENDERER.screen(screen, "id"))
        to = [button.to for row in screen.rows for button in row]
        named += [file.name for file in attached if f"{file.name} ·" in shown]
        opened += [address for address in to if isinstance(address, TicketFile) and address in every]
        assert (TicketFiles(ticket_id, page - 1) in to) is (page > 0)
        if TicketFiles(ticket_id, page + 1) not in to:
            break
        page += 1
    assert (named, opened) == ([file.name for file in attached], every)


def test_a_page_of_files_that_is_not_there_is_the_last() -> None:
    attached = files(Words(), 45)
    last = cards.file_list(details(Words()), attached, 2)
    assert "41–45 dari 45" in telegram_text(RENDERER.screen(last, "id"))
    assert cards.file_list(details(Words()), attached, 10**15) == last


def test_a_ticket_with_hundreds_of_flagged_files_still_fits_and_warns_once() -> None:
    words = Words(file="😀" * 200 + ".png")
    flagged = [
        replace(file, findings=(FileFinding.MISMATCH, FileFinding.PROGRAM)) for file in files(words, 400)
    ]
    for page, last in ((0, "⚠️ tangka020.png"), (19, "⚠️ tangka400.png")):
        shown = telegram_text(RENDERER.screen(cards.file_list(details(words), flagged, page), "id"))
        assert last in shown
        assert shown.count("Isi berkas tidak sesuai dengan jenisnya") == 1


@pytest.mark.parametrize("letter", ["a", "é", "😀", "<", "&"])
@pytest.mark.parametrize("length", [15, 1000, 2040, 2048, 4000, 4090, 4096, 4097, TEXT_MAX])
def test_a_text_that_fits_one_message_stands_whole_on_a_page(letter: str, length: int) -> None:
    text = letter * length
    words = Words(text=text)
    shown = [telegram_text(page) for page in all_pages(cards.card(details(words), reporter(words)))]
    if utf16_length(text) <= TELEGRAM.longest_message:
        assert any(text in page for page in shown)
    assert "".join(shown).count(letter) >= length


def test_pages_of_blanks_are_left_out() -> None:
    """Leave out pages of blanks, since Telegram refuses such messages."""
    text = "😀" * 2048 + " " * 4096 + "tamat" * 10
    found = lay_out_pages(Markup("<b>Judul</b>"), [Passage(Markup("Deskripsi"), text)], TELEGRAM)
    assert [page.strip() != "" for page in found] == [True] * 3
