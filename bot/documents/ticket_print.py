"""Collect the words of a ticket's print in the reader's language: fields, discussion, history, files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from babel.dates import format_datetime

from bot.documents.labels import Translate, desk_label, short_name
from bot.documents.print_bounds import (
    LINES_AROUND,
    MOST_LINES,
    MOST_ROWS,
    beginning_and_end,
    lines_of,
    shortened,
)
from bot.documents.print_sheet import TicketPrint
from conversations.rendering.numbers import format_size, rupiah
from core.errors import Refusal
from core.languages import find_language
from core.master_data.catalogue import version_label
from core.master_data.priority import Priority
from core.packages import Checked, PackageStatus
from core.people.desks import Desk
from core.tickets.actions import EVENTS
from core.tickets.attachments import Attachment
from core.tickets.history import HistoryEntry
from core.tickets.lifecycle import EventType
from core.tickets.stage_deadlines import stage_end, zone_name
from core.words import _

# Label, value, and whether it takes the whole width.
Field: TypeAlias = tuple[str, str, bool]


# Height of a picture by the width of its column.
HIGHEST = 1.35


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
                "text": shortened(ticket.description),
                "files": [self._sized(f) for e, f in files if e.kind is EventType.FILED],
                "pictures": self._pictures(f for e, f in files if e.kind is EventType.FILED),
            },
            "discussion": {
                "label": tr(_("Diskusi")),
                "count": len(discussion),
                "entries": self._remarks(discussion),
                "none": tr(_("Belum ada diskusi.")),
            },
            "history": {
                "label": tr(_("Riwayat")),
                "columns": [tr(_("Waktu")), tr(_("Peristiwa")), tr(_("Oleh"))],
                "count": len(self.sheet.history),
                "rows": self._rows([self._event(e) for e in self.sheet.history]),
            },
            "files": {
                "label": tr(_("Berkas")),
                "columns": [tr(_("Nama Berkas")), tr(_("Nama Asli")), tr(_("Ukuran")), tr(_("Dikirim"))],
                "count": len(files),
                "rows": self._rows([self._file(entry, file) for entry, file in files]),
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
        version = f" {version_label(tr(ticket.version))}" if ticket.version else ""
        yield tr(_("Pelapor")), f"{short_name(sheet.reporter)} ({role})", False
        yield tr(_("E-mail")), ticket.email, False
        yield tr(_("LPSE")), sheet.lpse.name, False
        yield tr(_("Aplikasi")), tr(sheet.application.name) + version, False
        yield tr(_("Kategori")), self._category(ticket.category), False
        yield tr(_("Sub Kategori")), tr(ticket.subcategory), False
        yield tr(_("Jenis Tiket")), tr(ticket.kind.label), False
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
        yield tr(_("Nilai HPS")), "" if facts.hps is None else rupiah(facts.hps, self.language), False
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

    def _remarks(self, discussion: Sequence[HistoryEntry]) -> list[dict[str, object]]:
        """Return the discussion as it is printed; of a very long one, its beginning and its end."""
        first, last = beginning_and_end(
            discussion, MOST_LINES, lambda entry: LINES_AROUND + lines_of(shortened(entry.text))
        )
        left_out = len(discussion) - len(first) - len(last)
        gap: list[dict[str, object]] = [{"gap": self._left_out(left_out)}] if left_out else []
        return [*map(self._remark, first), *gap, *map(self._remark, last)]

    def _rows(self, rows: list[list[str]]) -> list[list[str]]:
        """Return the rows of a table; of a very long one, the first and the last."""
        first, last = beginning_and_end(rows, MOST_ROWS)
        left_out = len(rows) - len(first) - len(last)
        gap = [[self._left_out(left_out), *("…" for _cell in rows[0][1:])]] if left_out else []
        return [*first, *gap, *last]

    def _left_out(self, count: int) -> str:
        return self.translate(_("%(count)s tidak dicetak; semuanya ada pada tiket.")) % {"count": count}

    def _pictures(self, files: Iterable[Attachment]) -> list[dict[str, object]]:
        shown = [
            (file, self.sheet.pictures[file.ordinal]) for file in files if file.ordinal in self.sheet.pictures
        ]
        return [
            {
                "path": picture_name(file.ordinal),
                "name": file.name,
                "share": min(1, HIGHEST * picture.width / picture.height),
            }
            for file, picture in shown
        ]

    def _kind(self, entry: HistoryEntry) -> str:
        """Return what an event was, with whom feedback was asked of."""
        kind = self.translate(EVENTS[entry.kind].label)
        asked = self.sheet.asked.get(int(str(entry.facts.get("asked_id") or 0)))
        if entry.kind is not EventType.FEEDBACK_ASKED or not asked:
            return kind
        return self.translate(_("%(kind)s dari %(name)s")) % {"kind": kind, "name": short_name(asked)}

    def _remark(self, entry: HistoryEntry) -> dict[str, object]:
        return {
            "gap": "",
            "who": short_name(entry.person_name or ""),
            "role": self.translate(entry.role.label) if entry.role else "",
            "kind": self._kind(entry),
            "when": self._when(entry.at),
            "staff": entry.role is not None and entry.role.is_staff,
            "text": shortened(entry.text),
            "files": [self._sized(file) for file in entry.files],
            "pictures": self._pictures(entry.files),
        }

    def _event(self, entry: HistoryEntry) -> list[str]:
        what = self._kind(entry)
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
            parts = (self._category(str(kept["category"])), self.translate(str(kept["subcategory"])))
            return " / ".join(part for part in parts if part)
        if kind is EventType.ESCALATED:
            return desk_label(Desk.from_key(str(kept)), self.translate)
        return Priority(str(kept)).label

    def _file(self, entry: HistoryEntry, file: Attachment) -> list[str]:
        sent = self._when(entry.at)
        if entry.person_name:
            sent += f"\n{short_name(entry.person_name)}"
        name = "\n".join((file.name, *(self.translate(one.label) for one in file.remarks)))
        return [
            name,
            short_name(file.upload.original, 255),
            format_size(file.upload.size, self.language),
            sent,
        ]

    def _sized(self, file: Attachment) -> str:
        return f"{file.name} ({format_size(file.upload.size, self.language)})"

    def _own_stages(self) -> tuple[str, ...]:
        try:
            return self.sheet.application.category(self.sheet.ticket.category).stages
        except Refusal:  # it has left the catalogue since
            return ()

    def _category(self, code: str) -> str:
        try:
            return self.translate(self.sheet.application.category(code).name)
        except Refusal:  # it has left the catalogue since
            return code

    def _when(self, instant: datetime) -> str:
        local = self.sheet.lpse.local(instant)
        pattern = find_language(self.language).moment
        return f"{format_datetime(local, pattern, locale=self.language)} {self.sheet.lpse.zone}"


def picture_name(ordinal: int) -> str:
    """Return the name under which the typesetter finds the picture of a file."""
    return f"picture-{ordinal}.jpg"


def stars(number: int) -> str:
    """Return `★★★★ (4/5)`; empty stars are left out, since they come from another font in another size."""
    return f"{'★' * number} ({number}/5)"
