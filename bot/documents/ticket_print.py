"""Collect the words of a ticket's print in the reader's language: fields, discussion, history, files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from babel.dates import format_datetime

from bot.documents.labels import Translate, desk_label, short_name
from conversations.rendering.renderer import rupiah
from conversations.rendering.sizes import format_size
from conversations.screens.urgency import Urgency
from core.errors import Refusal
from core.languages import find_language
from core.master_data.catalogue import Application, version_label
from core.master_data.priority import Priority
from core.organisation.lpse import Lpse
from core.packages import Checked, PackageStatus
from core.people.desks import Desk
from core.tickets.actions import EVENTS
from core.tickets.attachments import Attachment
from core.tickets.history import HistoryEntry
from core.tickets.lifecycle import EventType
from core.tickets.stage_deadlines import stage_end, zone_name
from core.tickets.ticket import Ticket
from core.words import _

# Label, value, and whether it takes the whole width.
Field: TypeAlias = tuple[str, str, bool]


@dataclass(frozen=True, slots=True)
class TicketPrint:
    """All that a print shows: `history` complete and oldest first, `age` in days, people by their names.

    `urgency` is as of the printing.
    """

    ticket: Ticket
    lpse: Lpse
    application: Application
    reporter: str
    holder: str
    history: Sequence[HistoryEntry]
    age: int
    urgency: Urgency
    printed_at: datetime
    printed_by: str


@dataclass(frozen=True, slots=True)
class PrintTranslator:
    """Put a print into one language, with times in the zone of the ticket's LPSE."""

    sheet: TicketPrint
    translate: Translate
    language: str

    def data(self) -> dict[str, Any]:
        """Return everything that the template shows, as values that JSON can hold."""
        ticket, tr = self.sheet.ticket, self.translate
        files = [(entry, file) for entry in self.sheet.history for file in entry.files]
        discussion = [e for e in self.sheet.history if e.kind is not EventType.FILED and (e.text or e.files)]
        return {
            "language": self.language,
            "number": ticket.number,
            "status": tr(ticket.status.label),
            "title": ticket.title,
            "page": tr(_("Halaman {page} dari {pages}")),
            "printed": tr(_("Dicetak %(when)s oleh %(who)s"))
            % {"when": self._when(self.sheet.printed_at), "who": short_name(self.sheet.printed_by)},
            "priority": ticket.priority.label,
            "fields": list(self._fields()),
            "package": {"label": tr(_("Paket")), "fields": list(self._package())},
            "description": {
                "label": tr(_("Deskripsi")),
                "text": ticket.description,
                "files": [_sized(f) for e, f in files if e.kind is EventType.FILED],
            },
            "discussion": {
                "label": tr(_("Diskusi")),
                "entries": [self._remark(e) for e in discussion],
                "none": tr(_("Belum ada diskusi.")),
            },
            "history": {
                "label": tr(_("Riwayat")),
                "columns": [tr(_("Waktu")), tr(_("Peristiwa")), tr(_("Oleh"))],
                "rows": [self._event(e) for e in self.sheet.history],
            },
            "files": {
                "label": tr(_("Berkas")),
                "columns": [tr(_("Nama Berkas")), tr(_("Nama Asli")), tr(_("Ukuran")), tr(_("Dikirim"))],
                "rows": [self._file(entry, file) for entry, file in files],
                "none": tr(_("Tidak ada berkas.")),
            },
            "legend": tr(
                _(
                    "Tanda □ dan nama dalam kurung siku menggantikan huruf atau gambar "
                    "yang tidak dapat dicetak. Teks aslinya ada pada tiket."
                )
            ),
        }

    def _fields(self) -> Iterator[Field]:
        sheet, ticket, tr = self.sheet, self.sheet.ticket, self.translate
        role = tr(ticket.reporter_role.label)
        version = f" {version_label(ticket.version)}" if ticket.version else ""
        yield tr(_("Pelapor")), f"{short_name(sheet.reporter)} ({role})", False
        yield tr(_("E-mail")), ticket.email, False
        yield tr(_("LPSE")), sheet.lpse.name, False
        yield tr(_("Aplikasi")), sheet.application.name + version, False
        yield tr(_("Kategori")), self._category(ticket.category), False
        yield tr(_("Sub Kategori")), ticket.subcategory, False
        yield tr(_("Jenis Tiket")), tr(_("Tiket Umum")), False
        yield tr(_("Posisi Tiket")), desk_label(ticket.desk, tr), False
        yield tr(_("Ditangani Oleh")), short_name(sheet.holder), False
        yield tr(_("Dibuat Pada")), self._when(ticket.created_at), False
        closed = self._when(ticket.closed_at) if ticket.closed_at else ""
        yield tr(_("Selesai Pada")), closed, False
        yield tr(_("Lama Pengerjaan")), tr(_("%(age)s Hari")) % {"age": sheet.age}, False
        if reason := sheet.urgency.reason:
            yield tr(_("Alasan Prioritas")), tr(reason.text) % dict(reason.facts), False
        yield tr(_("Kode Error")), ticket.error_code, False
        if ticket.help_number:
            yield tr(_("Nomor Pusat Bantuan")), ticket.help_number, False
        if not ticket.package.facts:
            yield self._code()
        yield from self._rating()

    def _code(self) -> Field:
        package, tr = self.sheet.ticket.package, self.translate
        checked = {
            Checked.VALIDATED: tr(_("Tervalidasi")),
            Checked.MANUAL: tr(_("isi manual")),
            Checked.NONE: tr(_("tidak diisi")),
        }[package.checked]
        return tr(_("Kode Paket")), f"{package.code} ({checked})" if package.code else checked, False

    def _package(self) -> Iterator[Field]:
        facts, tr = self.sheet.ticket.package.facts, self.translate
        if not facts:
            return
        if facts.name:
            yield tr(_("Nama Paket")), facts.name, True
        yield self._code()
        yield tr(_("Nilai HPS")), "" if facts.hps is None else rupiah(facts.hps), False
        yield tr(_("Tahun Anggaran")), str(facts.budget_year or ""), False
        yield tr(_("Jenis Pengadaan")), facts.category or "", False
        yield tr(_("Build SPSE")), facts.build or "", False
        if facts.status is not PackageStatus.ACTIVE:
            yield tr(_("Status Paket")), facts.said_status or tr(facts.status.label), False
        stage = facts.current_stage(self.sheet.ticket.created_at, self._own_stages())
        yield tr(_("Tahap Saat Dilaporkan")), self._until(stage.name, stage.ends) if stage else "", False
        if deadline := self.sheet.urgency.deadline:
            yield tr(_("Tahap Berjalan")), self._until(deadline.stage, deadline.ends), False

    def _until(self, stage: str, ends: datetime) -> str:
        """Return a stage with its end, on the clocks of the LPSE that runs the tender."""
        local = stage_end(ends, self.sheet.lpse.timezone)
        pattern = find_language(self.language).moment
        when = f"{format_datetime(local, pattern, locale=self.language)} {zone_name(local)}"
        return self.translate(_("%(stage)s, sampai %(when)s")) % {"stage": stage, "when": when}

    def _rating(self) -> Iterator[Field]:
        rating, tr = self.sheet.ticket.rating, self.translate
        if rating:
            chips = [tr(label) for label in rating.labels]
            yield tr(_("Penilaian")), "\n".join([stars(rating.stars), *chips]), False
            if rating.message:
                yield tr(_("Pesan")), rating.message, True

    def _remark(self, entry: HistoryEntry) -> dict[str, object]:
        return {
            "who": short_name(entry.person_name or ""),
            "role": self.translate(entry.role.label) if entry.role else "",
            "kind": self.translate(EVENTS[entry.kind].label),
            "when": self._when(entry.at),
            "staff": entry.role is not None and entry.role.is_staff,
            "text": entry.text,
            "files": [_sized(file) for file in entry.files],
        }

    def _event(self, entry: HistoryEntry) -> list[str]:
        what = self.translate(EVENTS[entry.kind].label)
        change = self._change(entry)
        by = short_name(entry.person_name or "") or self.translate(_("Sistem"))
        if entry.role:
            by += f" ({self.translate(entry.role.label)})"
        return [self._when(entry.at), f"{what}: {change}" if change else what, by]

    def _change(self, entry: HistoryEntry) -> str:
        """Return the change that an event made, empty where its kind says it all."""
        before, after = entry.facts.get("from"), entry.facts.get("to")
        if entry.kind is EventType.RATED:
            return stars(int(str(entry.facts["stars"])))
        if not before or not after:
            return ""
        return f"{self._place(entry.kind, before)} → {self._place(entry.kind, after)}"

    def _place(self, kind: EventType, kept: object) -> str:
        if isinstance(kept, Mapping):
            parts = (self._category(str(kept["category"])), str(kept["subcategory"]))
            return " / ".join(part for part in parts if part)
        if kind is EventType.ESCALATED:
            return desk_label(Desk.from_key(str(kept)), self.translate)
        return Priority(str(kept)).label

    def _file(self, entry: HistoryEntry, file: Attachment) -> list[str]:
        sent = self._when(entry.at)
        if entry.person_name:
            sent += f"\n{short_name(entry.person_name)}"
        name = "\n".join((file.name, *(self.translate(one.label) for one in file.remarks)))
        return [name, short_name(file.upload.original, 255), format_size(file.upload.size), sent]

    def _own_stages(self) -> tuple[str, ...]:
        try:
            return self.sheet.application.category(self.sheet.ticket.category).stages
        except Refusal:  # it has left the catalogue since
            return ()

    def _category(self, code: str) -> str:
        try:
            return self.sheet.application.category(code).name
        except Refusal:  # it has left the catalogue since
            return code

    def _when(self, instant: datetime) -> str:
        local = self.sheet.lpse.local(instant)
        pattern = find_language(self.language).moment
        return f"{format_datetime(local, pattern, locale=self.language)} {self.sheet.lpse.zone}"


def _sized(file: Attachment) -> str:
    return f"{file.name} ({format_size(file.upload.size)})"


def stars(number: int) -> str:
    """Return `★★★★ (4/5)`; empty stars are left out, since they come from another font in another size."""
    return f"{'★' * number} ({number}/5)"
