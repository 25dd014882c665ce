"""Put tickets into the office: in every status, at every level, with files, watchers and packages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from core.files.findings import FileFinding
from core.packages import Checked, PackageFacts, PackageKind, Stage
from core.packages.package import Package
from core.tickets.attachments import Upload
from core.tickets.deadlines import Deadlines
from core.tickets.lifecycle import Action
from core.tickets.rating import Rating
from core.use_cases.tickets.release_tickets import ReleaseTicket
from core.use_cases.tickets.remind_or_confirm import RemindOrConfirmTicket
from core.use_cases.tickets.watch_ticket import InviteWatcher, StopWatching, WatchTicket, link_digest
from storage.master_data.package_answers import CachedAnswer
from storage.tickets.copies import CopyState
from tests.storage.office.driver import NOW, Driver, at, fixed_token

MEGABYTE = 1024 * 1024


def upload(name: str, mime: str, size: int = 2048, *, is_photo: bool = False) -> Upload:
    """Return a file whose Telegram ids are made of its name."""
    stem = name.partition(".")[0]
    return Upload(name, size, mime, f"file-{stem}", f"unique-{stem}", is_photo)


PHOTO = upload("foto lama.jpg", "image/jpeg", is_photo=True)
MINUTES = upload("notulen.docx", "application/msword")
SCREENSHOT = upload("tangkapan layar.png", "image/png", is_photo=True)
LETTER = upload("surat.pdf", "application/pdf", 4096)
FAKE = upload("bukan.pdf", "application/pdf", 99)
LARGE = upload("besar.zip", "application/zip", 41 * MEGABYTE)
LOST = upload("hilang.txt", "text/plain", 12)
SLOW = upload("lambat.xlsx", "application/vnd.ms-excel")
FILES = (PHOTO, MINUTES, SCREENSHOT, LETTER, FAKE, LARGE, LOST, SLOW)

TENDER = PackageFacts(
    PackageKind.TENDER,
    "21150010",
    "Pembangunan Jalan Lingkar Timur",
    2026,
    Decimal("9756000783.95"),
    "Pekerjaan Konstruksi",
    "SPSE v4.5u20260904",
    stages=(
        Stage("Pengumuman", at(20), at(30)),
        Stage("Upload Dokumen Penawaran", at(30), NOW + timedelta(hours=9)),
    ),
    repository=10,
)
ROAD = replace(TENDER, code="21151010", name=None, hps=None, stages=())
RUP = PackageFacts(PackageKind.RUP, "34567890", "Belanja Modal", 2026)


def work_old_tickets(driver: Driver) -> None:
    """Close two tickets of the month before, one confirmed and one automatically, and expire old copies."""
    unit, work = driver.unit, driver.work
    rated = driver.file("budi", at(2), "Jadwal tidak tampil", PHOTO, MINUTES)
    for copy in unit.copies.due(at(2), 10):
        unit.copies.mark_kept(copy.unique_ref, "0" * 64, frozenset(), at=at(2, 1))
    work("sari", Action.TAKE, rated, at(2, 2))
    work("sari", Action.SOLVE, rated, at(3))
    work("budi", Action.CONFIRM, rated, at(4))
    work("budi", Action.RATE, rated, at(4, 1), rating=Rating(5, ("speed", "kindness"), "Terima kasih 🙏"))
    unit.copies.expire_unused(before=at(10), now=at(20), limit=10)
    unit.copies.mark_removed(PHOTO.unique)
    silent = driver.file("tono", at(3), "Sesi habis terus", application="portal", category="portal-login")
    work("sari", Action.TAKE, silent, at(3, 1))
    ticket = work("sari", Action.SOLVE, silent, at(3, 2))
    for _ in range(2):
        assert ticket.due_at is not None
        changed = RemindOrConfirmTicket(unit.tickets, Deadlines(unit.master.settings))(silent, ticket.due_at)
        assert changed is not None
        ticket = changed


def work_tickets(driver: Driver) -> None:
    """Bring tickets of this month into every status that a reporter and their LPSE see."""
    file, work = driver.file, driver.work
    waiting = file("budi", at(27), "Tidak bisa login", SCREENSHOT, LETTER, error_code="E-504")
    taken = file("budi", at(27, 1), "Lupa kata sandi", subcategory="Tidak bisa login", version="4.5")
    work("sari", Action.TAKE, taken, at(27, 2))
    asked = file("hadi", at(27, 3), "Akun terkunci", FAKE)
    work("sari", Action.TAKE, asked, at(27, 4))
    due = work("sari", Action.ASK_FEEDBACK, asked, at(27, 5), LARGE).due_at
    assert due is not None
    RemindOrConfirmTicket(driver.unit.tickets, Deadlines(driver.unit.master.settings))(asked, due)
    solved = file("budi", at(28), "Berita tidak tampil", category="spse-konten")
    work("sari", Action.TAKE, solved, at(28, 1))
    work("sari", Action.SOLVE, solved, at(28, 2), LOST)
    rejected = file("budi", at(28, 3), "SPSE lambat", category="spse-konten", subcategory="Berita")
    work("sari", Action.TAKE, rejected, at(28, 4))
    outage = "Aplikasi tidak bisa diakses"
    work(
        "sari",
        Action.RECATEGORISE,
        rejected,
        at(28, 5),
        category="spse-infrastruktur",
        subcategory=outage,
    )
    work("sari", Action.SOLVE, rejected, at(28, 6))
    work("budi", Action.REJECT, rejected, at(28, 7), SLOW)
    closed = file("citra", at(28, 8), "Salah kirim", lpse_id=20)
    work("citra", Action.CLOSE, closed, at(28, 9))
    file(
        "fajar", at(28, 10), "Pendaftaran gagal", lpse_id=30, application="sikap", category="sikap-identitas"
    )
    _watch(driver, taken, waiting, solved)


def climb_the_ladder(driver: Driver) -> None:
    """Escalate tickets to every level, hand one back, and ask a question downwards."""
    file, work = driver.file, driver.work
    below = file("budi", at(28, 11), "Tarik data gagal", category="spse-kualifikasi", version="4.4")
    for hour, name in enumerate(("sari", "adi", "lina", "made"), 12):
        work(name, Action.TAKE, below, at(28, hour))
        work(name, Action.ESCALATE, below, at(28, hour + 0.5))
    work("dewi", Action.TAKE, below, at(28, 17))
    work("dewi", Action.ASK_FEEDBACK, below, at(28, 18), below=True)
    escalated = file("budi", at(29), "HPS tidak tersimpan", category="spse-dokumen")
    work("sari", Action.TAKE, escalated, at(29, 0.1))
    work("sari", Action.ESCALATE, escalated, at(29, 0.2))
    handed = file(
        "sari",
        at(29, 1),
        "RUP tidak muncul",
        application="katalog",
        category="katalog-paket",
        version="6",
        package=Package(Checked.MANUAL, "", PackageFacts(PackageKind.CATALOGUE, "", budget_year=2026)),
    )
    work("adi", Action.TAKE, handed, at(29, 2))
    work("adi", Action.HAND_BACK, handed, at(29, 3))
    urgent = file(
        "budi",
        at(31, 20),
        "Tidak bisa unggah penawaran",
        category="spse-penawaran",
        package=Package(Checked.VALIDATED, TENDER.code, TENDER),
    )
    work("sari", Action.TAKE, urgent, at(31, 21))
    work("sari", Action.ASK_FEEDBACK, urgent, at(31, 22))
    work("budi", Action.GIVE_FEEDBACK, urgent, at(31, 23), SCREENSHOT)


def lose_holders(driver: Driver) -> None:
    """Release a ticket whose holder lost the role, and leave another with a person who loses it later."""
    unit, gita = driver.unit, driver.person("gita")
    released = driver.file("citra", at(24), "Verifikasi akun", lpse_id=20)
    driver.work("gita", Action.TAKE, released, at(24, 1))
    # The role is removed by mistake, and given back once the ticket has been released.
    unit.accounts.remove_assignment(gita.id, gita.assignments[0])
    assert ReleaseTicket(unit.tickets, unit.people)(released, at(24, 2)) is not None
    unit.accounts.add_assignment(gita.id, gita.assignments[0])
    for _ in range(2):
        unit.releases.mark_checked(gita.id)
    held = driver.file("citra", at(25), "Verifikasi akun", lpse_id=20)
    driver.work("gita", Action.TAKE, held, at(25, 1))


def keep_copies(driver: Driver) -> None:
    """Leave the copies of files in every state."""
    copies = driver.unit.copies
    copies.mark_kept(LETTER.unique, "1" * 64, frozenset(), at=NOW)
    copies.mark_kept(FAKE.unique, "2" * 64, frozenset((FileFinding.MISMATCH,)), at=NOW)
    copies.give_up(LARGE.unique, CopyState.TOO_LARGE)
    copies.postpone(LOST.unique, NOW)
    copies.give_up(LOST.unique, CopyState.FAILED)
    copies.postpone(SLOW.unique, NOW + timedelta(hours=1))
    assert {copies.state(file.unique) for file in FILES} == set(CopyState)


def load_packages(driver: Driver) -> None:
    """Import package records, and cache answers of the service: one with facts, and one without."""
    driver.unit.bulk.import_packages([TENDER, RUP])
    answers = driver.unit.package_answers
    answers.put(PackageKind.TENDER, ROAD.code, CachedAnswer(ROAD, at(31)), None)
    answers.put(PackageKind.CATALOGUE, "EP-404", CachedAnswer(None, at(31, 1)), None)


def _watch(driver: Driver, watched: int, left: int, open_to: int) -> None:
    """Let Citra watch one ticket and stop watching another, and leave a link to a third open."""
    unit, budi, citra = driver.unit, driver.person("budi"), driver.person("citra")
    for ticket_id in (watched, left, open_to):
        with fixed_token(f"watch-{ticket_id}"):
            code = InviteWatcher(unit.tickets, unit.watch_links)(budi, ticket_id, at(28, 20))
        if ticket_id != open_to:
            watch = WatchTicket(unit.tickets, unit.people, unit.watch_links)
            watch(citra, link_digest(code), at(28, 21))
    StopWatching(unit.tickets)(citra, left, citra.id, at(28, 22))
