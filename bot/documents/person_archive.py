"""Write everything that is kept about one person as a zip of JSON files, with a page that explains them."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from datetime import datetime, tzinfo
from functools import partial
from pathlib import Path
from typing import IO

from bot.documents.incomplete_files import remove_if_incomplete
from bot.documents.labels import Translate
from bot.process.threads import run_in_thread
from core.words import _
from storage.privacy.exporting import PARTS, ExportPart, Record
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork

EXPLANATION = "BACA-SAYA.txt"

TITLE = _("Data tentang %(name)s yang disimpan layanan ini, per %(when)s")
INTRODUCTION = _(
    "Setiap berkas .json di sini dapat dibuka dengan editor teks atau peramban. Berkas yang kosong ([]) "
    "berarti tidak ada data semacam itu. Kode masuk, undangan dan tautan tidak disertakan, karena membuka "
    "akun atau tiket; isi e-mail juga tidak, karena dapat memuat kode."
)
TO_ERASE = _(
    "Ada yang keliru, atau Anda ingin data Anda dihapus? Hubungi administrator layanan ini. Isi tiket tetap "
    "disimpan sebagai catatan layanan, tanpa nama dan alamat Anda."
)
# A description of each part of the zip.
EXPLAINED: Mapping[str, str] = {
    "account": _("akun Anda: nama, e-mail, telepon, instansi, bahasa"),
    "roles": _("peran Anda dan tempatnya"),
    "former_names": _("nama Anda sebelumnya, dan sampai kapan"),
    "former_addresses": _("alamat e-mail Anda sebelumnya"),
    "chats": _("chat Telegram yang terhubung, isian yang sedang berjalan, dan pencarian terakhir"),
    "drafts": _("draf yang belum dikirim"),
    "sign_ins": _("percobaan masuk ke akun Anda"),
    "invitations": _("undangan untuk akun Anda"),
    "tickets": _("tiket yang Anda laporkan, dengan penilaiannya"),
    "written": _("apa yang Anda lakukan dan tulis dalam tiket"),
    "files": _("berkas yang Anda kirim ke dalam tiket"),
    "concerned": _("tiket yang terkait dengan Anda"),
    "ratings_received": _("penilaian atas tiket yang Anda selesaikan"),
    "watched": _("tiket yang Anda pantau"),
    "volumes": _("seberapa sering Anda ingin dikabari tentang sebuah tiket"),
    "looks": _("tiket orang lain yang Anda buka, cetak atau unduh"),
    "changes": _("perubahan pada akun Anda, dan perubahan yang Anda buat"),
    "groups": _("grup petugas yang Anda daftarkan"),
    "received": _("pesan Anda kepada bot, seperti yang diterima"),
    "notices": _("pesan dan e-mail untuk Anda yang menunggu atau tidak terkirim"),
    "sends": _("apa yang dikirim ke chat Anda, kapan, dan bagaimana hasilnya"),
    "letters": _("e-mail untuk Anda, dan undangan yang Anda kirim: kapan, dan bagaimana hasilnya"),
    "messages": _("pesan mana di chat Anda yang membahas tiket mana"),
    "living_messages": _("pesan mana di chat Anda yang diperbarui di tempat"),
    "alarms": _("peringatan tentang chat Anda"),
}


async def write_person_archive(
    units: UnitsOfWork,
    path: Path,
    person_id: int,
    name: str,
    at: datetime,
    zone: tzinfo,
    translate: Translate,
) -> int:
    """Write the zip to `path`, a page of rows at a time, and return how many rows there are.

    Rows may change while it is written: each page is as it was when it was read.
    """
    count = 0
    with (
        remove_if_incomplete(path),
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive,
    ):
        archive.writestr(EXPLANATION, _explanation(name, at.astimezone(zone), translate))
        for part in PARTS:
            with archive.open(f"{part.name}.json", "w") as out:
                count += await _write_part(units, out, part, person_id, zone)
    return count


async def _write_part(
    units: UnitsOfWork, out: IO[bytes], part: ExportPart, person_id: int, zone: tzinfo
) -> int:
    """Write one part as a JSON list, and return how many records it has."""
    count, after = 0, None
    out.write(b"[")
    while True:
        records, after = await units.read(partial(_page, person_id, part, after))
        await run_in_thread(_write_records, out, records, zone, is_first=not count)
        count += len(records)
        if after is None:
            break
    out.write(b"\n]\n" if count else b"]\n")
    return count


def _page(
    person_id: int, part: ExportPart, after: object, unit: SqlUnitOfWork
) -> tuple[list[Record], object]:
    return unit.personal_data.page(person_id, part, after)


def _write_records(out: IO[bytes], records: list[Record], zone: tzinfo, *, is_first: bool) -> None:
    for record in records:
        shown = json.dumps(record, ensure_ascii=False, indent=2, default=partial(_shown, zone))
        out.write((("\n" if is_first else ",\n") + shown).encode("utf-8", "replace"))
        is_first = False


def _shown(zone: tzinfo, value: object) -> str:
    """Return a value that JSON does not know: a moment, as the clock of the office shows it."""
    return value.astimezone(zone).isoformat(" ", "seconds") if isinstance(value, datetime) else str(value)


def _explanation(name: str, at: datetime, translate: Translate) -> bytes:
    """Return the page, with the byte order mark by which Windows' editor knows UTF-8."""
    named = {"name": name, "when": at.strftime("%d.%m.%Y %H:%M %Z")}
    lines = [translate(TITLE) % named, "", translate(INTRODUCTION), ""]
    lines += [f"{part.name}.json: {translate(EXPLAINED[part.name])}" for part in PARTS]
    return "\r\n".join([*lines, "", translate(TO_ERASE), ""]).encode("utf-8-sig", "replace")
