"""Fields of package records: their other names, and how each is read from a cell or from JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from bot.imports import package_cells as cells
from core.input.characters import plain
from core.packages import PackageKind
from core.packages.manual import HPS_MAX

# Fields that identify the kind of a record, asked in this order.
MARKS = (
    ("kd_tender", PackageKind.TENDER),
    ("no_paket", PackageKind.CATALOGUE),
    ("order_id", PackageKind.CATALOGUE),
    ("kd_rup", PackageKind.RUP),
    ("kd_rup_lama", PackageKind.RUP),
)
STAGE = ("nama_tahapan", "tgl_awal", "tgl_akhir")

# Names in exports of public pages, and those that people give their columns.
OTHER_NAMES = {
    "kode_tender": "kd_tender",
    "kode_lelang": "kd_tender",
    "id_tender": "kd_tender",
    "kode_paket": "no_paket",
    "kode_rup": "kd_rup",
    "id_rup": "kd_rup",
    "nama": "nama_paket",
    "nama_tender": "nama_paket",
    "nama_lelang": "nama_paket",
    "nama_pekerjaan": "nama_paket",
    "rup_name": "nama_paket",
    "tahun": "tahun_anggaran",
    "fiscal_year": "tahun_anggaran",
    "nilai_hps": "hps",
    "nilai_hps_paket": "hps",
    "hps_(rp)": "hps",
    "nilai_hps_(rp)": "hps",
    "kategori": "jenis_pengadaan",
    "kategori_pengadaan": "jenis_pengadaan",
    "kategori_pekerjaan": "jenis_pengadaan",
    "versi_spse": "spse_versi",
    "lpse": "nama_lpse",
    "kode_lpse": "kd_lpse",
    "id_lpse": "kd_lpse",
    "tahapan": "nama_tahapan",
    "mulai": "tgl_awal",
    "tanggal_mulai": "tgl_awal",
    "selesai": "tgl_akhir",
    "tanggal_selesai": "tgl_akhir",
    "sampai": "tgl_akhir",
}
READERS: Mapping[str, Callable[[str], object]] = {
    **dict.fromkeys((mark for mark, _kind in MARKS), cells.code),
    "kd_rup_baru": cells.code,
    "jenis": str,
    "kode": cells.code,
    "nama_paket": str,
    "tahun_anggaran": cells.year,
    "hps": cells.money,
    "hps_perkiraan": cells.money,
    "jenis_pengadaan": str,
    "spse_versi": str,
    "versi_tender": cells.whole_number,
    "status_tender": str,
    "status_paket": str,
    "paket_status_str": str,
    "status": str,
    "jenis_revisi": str,
    "ket_ditutup": str,
    "status_aktif_rup": cells.yes_or_no,
    "status_delete_rup": cells.yes_or_no,
    "kd_lpse": cells.whole_number,
    "nama_lpse": str,
    "url": str,
    "url_lpse": str,
    "nama_tahapan": str,
    "tgl_awal": cells.moment,
    "tgl_akhir": lambda text: cells.moment(text, is_end=True),
}
# Fields of the warehouse's records that tell nothing a ticket needs; they are passed over without a word.
PASSED_OVER = frozenset(
    """
    _sumber alasan_kajiulang count_product dtj_id flag_minikom funding_source harga_satuan jadwal
    jenis_klpd jenis_paket kabkota kd_akt kd_klpd kd_komoditas kd_paket kd_penyedia
    kd_penyedia_distributor kd_pkt_dce kd_produk kd_satker kd_satker_str kd_tahapan ket_diulang kgr_id
    kgr_nama kode_anggaran kode_klpd kode_penyedia kode_satker kontrak_pembayaran kualifikasi_paket
    kuantitas label list_tahun_anggaran lokasi_pekerjaan mak mtd_evaluasi mtd_kualifikasi mtd_pemilihan
    mulai_tahap_pertama nama_klpd nama_satker nama_sumber_dana ongkos_kirim order_date pagu product_id
    provinsi rup_code satker_id shipment_status status_umumkan_rup sumber_dana tahap_saat_ini
    tanggal_buat_paket tanggal_edit_paket tanggal_status tgl_buat_paket tgl_kaji_ulang
    tgl_kolektif_kolegial tgl_pengumuman_paket tgl_pengumuman_tender tipe_swakelola total total_harga
    total_qty uraian_pekerjaan versi
    """.split()
)
# Texts that people write into a cell to leave it empty.
_EMPTY = frozenset({"", "-", "--", "–", "—", "n/a", "null", "none", "#n/a"})
_LONGEST_SHOWN = 60
_RUP = frozenset(
    {"kd_rup", "kd_rup_lama", "kd_rup_baru", "jenis_revisi", "status_aktif_rup", "status_delete_rup"}
)
_OF_ALL = frozenset({"jenis", "kode", "nama_paket", "tahun_anggaran", "status"})
# Fields that are kept of each kind of package.
KEPT: Mapping[PackageKind, frozenset[str]] = {
    PackageKind.TENDER: _OF_ALL
    | frozenset(
        "kd_tender hps hps_perkiraan jenis_pengadaan spse_versi versi_tender status_tender ket_ditutup "
        "kd_lpse nama_lpse url url_lpse".split()
    ),
    PackageKind.CATALOGUE: _OF_ALL | {"no_paket", "order_id", "status_paket", "paket_status_str"},
    PackageKind.RUP: _OF_ALL | _RUP,
}


def kind_of(record: Mapping[str, object]) -> PackageKind | None:
    """Return the kind of package of a record; None where it has no code."""
    return next((kind for mark, kind in MARKS if record.get(mark)), None)


def field_name(name: str) -> str:
    """Return the field that a name stands for: "Nilai HPS" is `hps`."""
    field = "_".join(plain(name).lower().split())
    return OTHER_NAMES.get(field, field)


def names_a_code(names: Iterable[str]) -> bool:
    """Return whether the columns of a heading, as `field_name` gives them, say which package a row is."""
    found = set(names)
    return bool({mark for mark, _kind in MARKS} & found) or {"jenis", "kode"} <= found


def is_empty(value: object) -> bool:
    """Return whether a cell or a field of JSON says nothing: blank, a dash, or null."""
    return value is None or (isinstance(value, str) and one_line(plain(value)).lower() in _EMPTY)


def one_line(cell: str) -> str:
    """Return a cell on one line, without characters that show nothing."""
    plain = cell if cell.isprintable() else "".join(c if c.isprintable() else " " for c in cell)
    return " ".join(plain.split())


def read_fields(written: Mapping[str, object]) -> dict[str, object]:
    """Return the fields of a row or of a JSON object; raise ValueError with the first that is wrong."""
    record: dict[str, object] = {}
    for name, value in written.items():
        try:
            record[name] = _read(name, value)
        except ValueError as fault:
            raise ValueError(f"{name} {quoted_value(value)} {fault}") from None
    return record


def _read(name: str, value: object) -> object:
    reader = READERS[name]
    if isinstance(value, str):
        return reader(one_line(value))
    if isinstance(value, bool) or not isinstance(value, int | float):
        if isinstance(value, bool) and reader is cells.yes_or_no:
            return value
        raise ValueError("is neither a text nor a number")
    if reader is cells.money:
        # The point in a number is one; in a text it stands between thousands.
        if not 0 <= value < HPS_MAX:
            raise ValueError("is no amount in rupiah")
        return str(Decimal(str(value)))
    whole = isinstance(value, float) and value.is_integer()
    return reader(str(int(value)) if whole else str(value))


def quoted_value(value: object) -> str:
    """Return a value quoted for a message, on one line and cut to `_LONGEST_SHOWN` characters."""
    text = repr(one_line(str(value)))
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
