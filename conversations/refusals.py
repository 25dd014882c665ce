"""What people read when a rule says no: one sentence for every code, saying how to mend it."""

from __future__ import annotations

from conversations.pages import excerpt
from conversations.screen import Note
from conversations.sizes import size
from core.errors import Refusal
from core.words import _

MOST_OF_A_NAME = 100

SENTENCES: dict[str, str] = {
    # answers to a step
    "text_expected": _("Tulis jawaban Anda sebagai teks, lalu kirim."),
    "choice_expected": _("Pilih salah satu tombol di bawah ini."),
    "file_expected": _("Kirim berkasnya, atau tekan Selesai bila sudah. Untuk mengubah teks, tekan Kembali."),
    "nothing_found": _("“%(text)s” tidak ditemukan. Coba bagian lain dari namanya."),
    "talk_unknown": _("Pengisian ini sudah tidak tersedia. Silakan mulai lagi dari menu."),
    # texts
    "title_empty": _("Judul masih kosong. Tulis masalahnya dalam satu baris."),
    "title_too_long": _(
        "Judul terlalu panjang: %(length)s karakter, maksimal %(limit)s. Mohon dipersingkat."
    ),
    "text_too_short": _(
        "Teks terlalu pendek: %(length)s karakter, minimal %(minimum)s. Mohon jelaskan lebih lengkap."
    ),
    "text_too_long": _(
        "Teks terlalu panjang: %(length)s karakter, maksimal %(limit)s. Sisanya dapat dikirim sebagai berkas."
    ),
    "error_code_empty": _("Tulis kode error seperti yang tampil di aplikasi, atau tekan Lewati."),
    "error_code_too_long": _("Kode error terlalu panjang, maksimal %(limit)s karakter."),
    "email": _("Penulisan alamat e-mail itu belum benar. Contoh: nama@instansi.go.id"),
    # packages
    "package_code": _(
        "Kode itu tidak dikenali. Periksa lagi penulisannya, atau pilih Isi Manual atau Lewati."
    ),
    "packages_down": _("Data paket sedang tidak dapat diperiksa. Pilih Isi Manual, atau coba lagi nanti."),
    "spse_build": _("Tulis build SPSE seperti contoh ini: SPSE v4.3u20190904."),
    "hps": _("Tulis nilai HPS dengan angka dalam rupiah, misalnya 1.250.000.000."),
    "budget_year": _("Tulis tahun anggaran dengan empat angka, misalnya 2026."),
    "date": _("Tanggal itu tidak dikenali. Tulis seperti 21-11-2026, atau pilih di kalender."),
    # files
    "file_type": _("Jenis berkas “%(name)s” tidak diterima. Yang diterima: %(allowed)s."),
    "file_too_large": _("Berkas “%(name)s” terlalu besar: %(size)s, maksimal %(limit)s."),
    "file_empty": _("Berkas itu kosong. Silakan kirim berkas yang ada isinya."),
    "too_many_files": _("Maksimal %(limit)s berkas untuk satu pesan. Gabungkan dalam satu .zip bila perlu."),
    # master data
    "application_unknown": _("Aplikasi itu tidak ada dalam daftar."),
    "category_unknown": _("Kategori itu tidak ada dalam daftar."),
    "subcategory_unknown": _("Sub kategori itu tidak ada dalam daftar."),
    "version_unknown": _("Versi itu tidak ada dalam daftar."),
    "lpse_unknown": _("LPSE itu tidak ada dalam daftar."),
    # tickets
    "not_found": _("Tiket itu tidak ditemukan."),
    "not_now": _(
        "Tindakan itu tidak dapat dilakukan lagi: tiket %(number)s sekarang berstatus “%(status)s”."
    ),
    "already_taken": _("Tiket %(number)s sudah diambil oleh %(holder)s."),
    "not_yours": _("Anda tidak dapat melakukan tindakan itu pada tiket ini sekarang."),
    "may_not_file": _("Peran Anda tidak dapat membuat tiket."),
    "nobody_below": _("Tiket ini tidak berasal dari level di bawah Anda."),
    "directorate_needed": _("Pilih direktorat lain untuk menerima tiket ini."),
    "same_category": _("Kategori itu sama dengan yang sekarang."),
    "already_rated": _("Tiket ini sudah diberi penilaian. Terima kasih!"),
    "stars": _("Pilih satu sampai lima bintang."),
    "chip": _("Pilih dari tombol yang tersedia."),
    "rating_message_too_long": _("Pesan terlalu panjang: %(length)s karakter, maksimal %(limit)s."),
    # signing in
    "invitation_invalid": _(
        "Undangan ini tidak berlaku lagi. Mintalah undangan baru, atau masuk dengan alamat e-mail Anda."
    ),
    "too_many_codes": _("Terlalu banyak permintaan kode. Coba lagi setelah %(minutes)s menit."),
    "name": _("Nama tidak boleh kosong, dan maksimal %(limit)s karakter."),
    "phone": _("Nomor telepon ditulis dengan angka, misalnya 081234567890."),
    "office": _("Nama instansi maksimal %(limit)s karakter."),
    "mail_off": _("Masuk dengan e-mail belum tersedia di sini. Mintalah undangan kepada administrator."),
    "code_expected": _("Ketik enam angka dari e-mail itu, atau pilih tombol di bawah ini."),
    "code_wrong": _("Kode itu salah. Periksa lagi e-mail Anda."),
    "code_expired": _("Kode ini sudah tidak berlaku. Tekan Kirim Ulang Kode untuk mendapatkan kode baru."),
}


def note_of(no: Refusal) -> Note:
    """The sentence for a refusal, with its facts as people read them."""
    facts = dict(no.facts)
    if no.code == "file_too_large":
        facts |= {name: size(int(str(facts[name]))) for name in ("size", "limit")}
    if "name" in facts:
        facts["name"] = excerpt(str(facts["name"]), MOST_OF_A_NAME)
    return Note(SENTENCES[no.code], facts)
