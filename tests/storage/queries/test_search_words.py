"""Test the search by everything that was written, by people, and by other forms of words."""

from dataclasses import asdict, replace
from functools import partial

import pytest
from sqlalchemy import event, insert, update

from core.master_data.priority import Priority
from core.organisation.roles import Level, Role
from core.packages import Checked
from core.packages.package import Package
from core.people.desks import Desk
from core.tickets.actors import Actor
from core.tickets.attachments import Upload
from core.tickets.lifecycle import Action
from core.tickets.priority_rules import Assessment
from core.tickets.search import TicketFilters, scope_of
from core.tickets.ticket import Ticket
from storage.engine.database import Database, upgrade
from storage.engine.edition_cache import EditionCache
from storage.engine.migrate import migrate
from storage.schema import tables as t
from storage.tickets.ticket_rows import to_row
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import ADI, BUDI, NOW, SARI, SURABAYA, TONO, Helpdesk, file, ticket_draft, work
from tests.storage.queries.test_search import ALL, found, written


@pytest.mark.parametrize(
    ("title", "texts"),
    [
        (
            "Mengunggah penawaran gagal",
            ["unggah", "diunggah", "unggahan", "pengunggahan", "menawarkan gagal"],
        ),
        ("Unggah penawaran gagal", ["mengunggah", "penawaran diunggah", "tawar gagal"]),
        ("Upload dokumen", ["uplod", "upload", "uploadd dokumen", "dokumne", "pload"]),
        ("Tidak muncul di e-katalog", ["ekatalog", "e-katalog", "e katalog", "muncul ekatalog"]),
        ("Tidak muncul di ekatalog", ["e-katalog", "muncul e-katalog", "ekatalok"]),
        ("Pendaftaran penyedia ditolak", ["mendaftar", "menolak", "daftar tolak", "pendaftarn"]),
    ],
)
async def test_other_forms_of_a_word_are_found(helpdesk: Helpdesk, title: str, texts: list[str]) -> None:
    expected = await helpdesk.run(written, title)
    await helpdesk.run(written, "Lupa kata sandi")
    for text in texts:
        assert await found(helpdesk, text) == [expected], text


async def test_what_is_written_exactly_is_found_without_what_is_only_like_it(helpdesk: Helpdesk) -> None:
    right, like = [await helpdesk.run(written, title) for title in ("Tender gagal", "Tender gagah")]
    assert await found(helpdesk, "gagal") == [right]
    assert await found(helpdesk, "gagas") == [like, right]
    for other in ("gaga1", "sandi", "gagasan lain"):
        assert await found(helpdesk, other) == [], other


async def test_misspelt_pages_are_turned_like_any_others(helpdesk: Helpdesk) -> None:
    ids = [await helpdesk.run(written, f"Upload ke-{n}") for n in range(23)][::-1]

    def turn(unit: SqlUnitOfWork) -> list[list[int]]:
        pages = [unit.search.page(ALL, TicketFilters("uplod"), counted=True)]
        while pages[-1].next:
            pages.append(unit.search.page(ALL, TicketFilters("uplod"), cursor=pages[-1].next, counted=True))
        extents = [(page.total, page.before, page.size) for page in pages]
        assert extents == [(23, 0, 10), (23, 10, 10), (23, 20, 10)]
        return [[line.id for line in page.items] for page in pages]

    assert await helpdesk.read(turn) == [ids[:10], ids[10:20], ids[20:]]


async def test_the_discussion_is_found_from_when_it_was_written(helpdesk: Helpdesk) -> None:
    ticket_id = await helpdesk.run(written, "Gagal unggah")
    await helpdesk.run(written, "Lain sama sekali")
    assert await found(helpdesk, "sertifikat") == []
    await helpdesk.run(work, SARI, Action.TAKE, ticket_id)
    proof = Upload("Bukti-Kedaluwarsa.pdf", 2048, "application/pdf", "id", "unique", is_photo=False)
    request = "Mohon kirim sertifikat elektroniknya lebih dulu."
    await helpdesk.run(work, SARI, Action.ASK_FEEDBACK, ticket_id, request, proof)
    said = ("sertifikat", "SERTIFIKAT unggah", "sertifkat", "mengirimkan", "elektronik")
    for text in (*said, "kedaluwarsa", "kedaluarsa", "bukti"):
        assert await found(helpdesk, text, scope_of(BUDI)) == [ticket_id], text


async def test_the_code_of_the_package_is_found(helpdesk: Helpdesk) -> None:
    def file_with(unit: SqlUnitOfWork, code: str) -> int:
        draft = replace(ticket_draft("Jadwal salah"), package=Package(Checked.MANUAL, code))
        return file(unit, BUDI, draft).id

    codes = ("4550194", "EP-01JABCDEFGHJKMNPQRSTVWXYZ0")
    tender, katalog = [await helpdesk.run(file_with, code) for code in codes]
    await helpdesk.run(written, "Jadwal salah")
    for text, expected in (
        ("4550194", tender),
        ("45501", tender),
        ("jadwal 4550194", tender),
        ("ep-01jabcdefghjkmnpqrstvwxyz0", katalog),
        ("01JABCDE", katalog),
    ):
        assert await found(helpdesk, text) == [expected], text


async def test_the_names_of_its_reporter_and_its_holder_find_a_ticket(helpdesk: Helpdesk) -> None:
    of_budi = await helpdesk.run(written, "Gagal unggah")
    of_tono = (await helpdesk.run(file, TONO, ticket_draft("Gagal login", lpse_id=20))).id
    assert await found(helpdesk, "budi") == [of_budi]
    assert await found(helpdesk, "Tono gagal") == [of_tono]
    assert await found(helpdesk, "sari") == []
    await helpdesk.run(work, SARI, Action.TAKE, of_budi)
    for text, scope in (("sari", ALL), ("sari", scope_of(BUDI)), ("sari unggah", ALL), ("BUDI sari", ALL)):
        assert await found(helpdesk, text, scope) == [of_budi], text
    # Whoever asks for a name finds nothing beyond what they may see.
    assert await found(helpdesk, "tono", scope_of(BUDI)) == []

    def rename(unit: SqlUnitOfWork) -> None:
        called = update(t.people).where(t.people.c.id == SARI.id).values(name="Puspita Dewanti")
        unit.connection.execute(called)

    await helpdesk.run(rename)
    assert await found(helpdesk, "dewanti puspita") == [of_budi]
    assert await found(helpdesk, "sari") == []
    # The solver of a closed ticket, which nobody holds any more.
    await helpdesk.run(work, SARI, Action.SOLVE, of_budi)
    await helpdesk.run(work, BUDI, Action.CONFIRM, of_budi)
    assert await found(helpdesk, "puspita") == [of_budi]


@pytest.mark.parametrize(("text", "most"), [("gagal", 3), ("unggah gagal sari", 4), ("gagla ungah", 10)])
async def test_a_search_costs_a_few_statements(helpdesk: Helpdesk, text: str, most: int) -> None:
    await helpdesk.run(written, "Gagal unggah")
    statements: list[str] = []

    def look(unit: SqlUnitOfWork) -> None:
        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            statements.append(statement)

        event.listen(unit.connection, "before_cursor_execute", note)
        unit.search.page(ALL, TicketFilters(text), counted=True)
        event.remove(unit.connection, "before_cursor_execute", note)

    await helpdesk.read(look)
    # On PostgreSQL, what is not among the newest tickets is looked for once more.
    assert len(statements) <= most + 2


async def test_a_watcher_s_name_finds_nothing(helpdesk: Helpdesk) -> None:
    def watched(unit: SqlUnitOfWork) -> int:
        ticket = file(unit)
        ticket.watch(ADI.id, BUDI.id, NOW)
        unit.tickets.save(ticket)
        return ticket.id

    ticket_id = await helpdesk.run(watched)
    assert await found(helpdesk, "adi") == []
    assert await found(helpdesk, "budi", scope_of(ADI)) == [ticket_id]


async def test_words_of_offices_from_before_are_found_in_other_forms_too(empty: Database) -> None:
    def file_as_then(unit: SqlUnitOfWork) -> int:
        unit.connection.execute(insert(t.lpses).values(asdict(SURABAYA)))
        unit.people.add(BUDI, NOW)
        by, desk = Actor(1, Role.PPK), Desk(Level.LPSE_1, SURABAYA.id)
        draft = ticket_draft("Mengunggah di e-katalog")
        ticket = Ticket.file("TPS2611210001", draft, by, desk, Assessment(Priority.MEDIUM, "category"), NOW)
        row = to_row(ticket)
        for later in ("kind", "priority_rule", "priority_until", "alerted_desk_key"):
            row.pop(later, None)
        added = insert(t.tickets).values(row).returning(t.tickets.c.id)
        ticket_id: int = unit.connection.execute(added).scalar_one()
        party = {"ticket_id": ticket_id, "person_id": 1, "rank": 3, "in_hand": True}
        unit.connection.execute(insert(t.parties).values(party))
        said = {"ticket_id": ticket_id, "kind": "feedback_given", "at": NOW, "person_id": 1, "role": "ppk"}
        entry = said | {"facts": {}, "text": "Sertifikat kedaluwarsa."}
        unit.connection.execute(insert(t.history).values(entry))
        return ticket_id

    helpdesk = Helpdesk(empty, EditionCache())
    await empty.run(partial(migrate, revision="0029"))
    ticket_id = await helpdesk.run(file_as_then)
    await upgrade(empty)
    for text in ("unggah", "mengungah", "ekatalog", "kedaluarsa", "sertifikat budi"):
        assert await found(helpdesk, text, scope_of(BUDI)) == [ticket_id], text
