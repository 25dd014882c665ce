"""Translate refusals of rules into sentences: one for each code, which says what to do about it."""

from __future__ import annotations

from conversations.rendering.excerpts import excerpt
from conversations.rendering.numbers import FileSize
from conversations.rendering.screen import Note
from core.errors import Refusal
from core.words import _

# UTF-16 units of a name that a sentence shows.
MOST_OF_A_NAME = 100

SENTENCES: dict[str, str] = {
    # answers to a step
    "text_expected": _("Tulis jawaban Anda sebagai teks, lalu kirim."),
    "choice_expected": _("Pilih salah satu tombol di bawah ini."),
    "one_file_expected": _("Kirim berkasnya di sini, atau tekan Batal."),
    "file_expected": _("Kirim berkasnya, atau tekan Selesai bila sudah. Untuk mengubah teks, tekan Kembali."),
    "nothing_found": _("“%(text)s” tidak ditemukan. Coba bagian lain dari namanya."),
    "talk_unknown": _("Isian ini tidak dapat dilanjutkan. Silakan mulai lagi dari menu."),
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
    "help_number": _(
        "Nomor Pusat Bantuan berisi angka, paling panjang %(limit)s karakter, misalnya 123456. Periksa lagi, "
        "atau tekan Lewati."
    ),
    "error_code_empty": _("Tulis kode error seperti yang tampil di aplikasi, atau tekan Lewati."),
    "error_code_too_long": _("Kode error terlalu panjang, maksimal %(limit)s karakter."),
    "email": _("Penulisan alamat e-mail itu belum benar. Contoh: nama@instansi.go.id"),
    # packages
    "package_code": _(
        "Kode itu tidak dikenali. Periksa lagi penulisannya, atau pilih Isi Manual atau Lewati."
    ),
    "packages_down": _("Data paket sedang tidak dapat diperiksa. Tekan Isi Manual, atau coba lagi nanti."),
    "spse_build": _("Tulis build SPSE seperti contoh ini: SPSE v4.3u20190904."),
    "hps": _("Tulis nilai HPS dengan angka dalam rupiah, misalnya 1.250.000.000."),
    "budget_year": _("Tulis tahun anggaran dengan empat angka, misalnya 2026."),
    "days_order": _("Tanggal akhir mendahului tanggal awal. Pilih tanggal yang sama atau sesudahnya."),
    "days_too_many": _("Paling lama dua tahun sekaligus. Pilih tanggal akhir yang lebih dekat."),
    "date": _("Tanggal itu tidak dikenali. Tulis seperti 21-11-2026, atau pilih di kalender."),
    # files
    "file_type": _(
        "“%(name)s” tidak dapat diterima. Kirim sebagai PDF, foto, atau .zip. Yang diterima: %(allowed)s."
    ),
    "file_too_large": _(
        "“%(name)s” terlalu besar (%(size)s, maksimal %(limit)s). Perkecil atau bagi, lalu kirim lagi."
    ),
    "file_empty": _("Berkas itu kosong. Mohon kirim berkas yang ada isinya."),
    "too_many_files": _("Maksimal %(limit)s berkas untuk satu pesan. Gabungkan dalam satu .zip bila perlu."),
    # master data
    "application_unknown": _("Aplikasi itu tidak ada dalam daftar. Periksa namanya."),
    "category_unknown": _("Kategori itu tidak ada dalam daftar. Pilih dari tombol di bawah."),
    "stage_unknown": _("“%(name)s” bukan nama tahap dalam jadwal tender."),
    "stage_close": _("“%(name)s” bukan nama tahap dalam jadwal tender. Mungkin maksudnya: %(close)s"),
    "subcategory_unknown": _("Subkategori itu tidak ada dalam daftar. Pilih dari tombol di bawah."),
    "version_unknown": _("Versi itu tidak ada dalam daftar. Pilih dari tombol di bawah."),
    "lpse_unknown": _("LPSE itu tidak ada dalam daftar. Pilih dari tombol di bawah."),
    # tickets
    "not_found": _("Tiket tidak ditemukan. Periksa nomornya, atau tekan Cari Tiket."),
    "not_now": _(
        "Tindakan itu tidak dapat dilakukan lagi: tiket %(number)s sekarang berstatus “%(status)s”."
    ),
    "answer_kept": _(
        "Tiket %(number)s sudah tidak menunggu feedback Anda. Tulisan Anda tersimpan sebagai draf."
    ),
    "already_taken": _("Tiket %(number)s sudah diambil oleh %(holder)s. Silakan ambil tiket lain."),
    "not_yours": _("Tindakan itu belum dapat dilakukan. Buka Detail untuk melihat pilihan Anda."),
    "may_not_file": _("Peran Anda tidak dapat membuat tiket. Hubungi administrator bila ini keliru."),
    "nobody_below": _("Tiket ini tidak dieskalasi dari level di bawah. Mintalah keterangan kepada pelapor."),
    "directorate_needed": _("Pilih direktorat lain untuk menerima tiket ini."),
    "same_category": _("Kategori itu sama dengan yang sekarang. Pilih kategori lain, atau tekan Batal."),
    "watch_link_invalid": _("Tautan ini tidak berlaku lagi. Mintalah tautan baru kepada pelapor tiketnya."),
    "watch_link_withdrawn": _(
        "Yang membuat tautan ini tidak lagi berhak mengundang. Mintalah tautan baru kepada pelapor tiketnya."
    ),
    "watch_link_off": _("Tautan belum dapat dibuat sekarang. Coba lagi nanti."),
    "too_many_watchers": _(
        "Satu tiket memiliki maksimal %(limit)s pemantau, termasuk tautan yang belum dibuka."
    ),
    "already_rated": _("Tiket ini sudah diberi penilaian. Terima kasih!"),
    "not_rated": _("Tiket ini belum diberi bintang. Tekan Beri Penilaian pada tiketnya."),
    "nothing_to_rate": _(
        "Tiket %(number)s ditutup sebelum ada petugas yang mengerjakannya, jadi tidak perlu dinilai."
    ),
    "stars": _("Pilih satu sampai lima bintang."),
    "chip": _("Pilih dari tombol yang tersedia."),
    "rating_message_too_long": _("Pesan terlalu panjang: %(length)s karakter, maksimal %(limit)s."),
    "too_many_documents": _(
        "%(limit)s berkas Anda masih disiapkan: %(names)s. Mohon tunggu sampai salah satunya terkirim."
    ),
    # administration
    "not_administrator": _("Hanya administrator yang dapat melakukan itu."),
    "number": _("Tulis sebuah bilangan bulat, misalnya 5."),
    "quantity_unit": _("“%(word)s” tidak dapat diubah menjadi %(unit)s. Tulis seperti contoh di bawah."),
    "quantity_not_whole": _(
        "Nilai itu harus berupa bilangan bulat dalam %(unit)s. Tulis seperti contoh di bawah."
    ),
    "rule_unknown": _("Pengaturan itu tidak ada."),
    "application_retired": _("Aplikasi “%(name)s” sudah tidak tersedia untuk tiket baru. Pilih yang lain."),
    "category_retired": _("Kategori “%(name)s” sudah tidak tersedia. Pilih yang lain."),
    "lpse_retired": _("%(name)s sudah tidak menerima tiket baru. Pilih LPSE lain."),
    "label_empty": _("Jawaban masih kosong. Tulis dengan huruf atau angka."),
    "label_too_long": _("Terlalu panjang: %(length)s karakter, maksimal %(limit)s. Mohon dipersingkat."),
    "labels_too_many": _("Terlalu banyak: %(count)s baris, maksimal %(limit)s."),
    "label_twice": _("“%(name)s” ditulis dua kali. Setiap baris harus berbeda."),
    "name_taken": _("Nama “%(name)s” sudah dipakai. Tulis nama lain."),
    "letter_taken": _("Huruf %(name)s sudah dipakai aplikasi lain. Pilih huruf lain."),
    "letters_gone": _(
        "Semua huruf nomor tiket sudah dipakai, jadi tidak ada aplikasi yang dapat ditambahkan."
    ),
    "last_application": _("“%(name)s” satu-satunya aplikasi aktif, jadi tidak dapat dinonaktifkan."),
    "last_category": _("“%(name)s” satu-satunya kategori aktif, jadi tidak dapat dinonaktifkan."),
    "too_many_categories": _("Satu aplikasi memiliki maksimal %(limit)s kategori."),
    "subcategory_needed": _("Subkategori “%(name)s” dipakai aturan prioritas, jadi harus tetap ada."),
    "changed_meanwhile": _("Data ini baru saja diubah oleh orang lain. Silakan buka dan ubah lagi."),
    "id_taken": _("ID %(number)s sudah dipakai LPSE lain."),
    "lpse_id": _("Tulis ID dari LKPP dengan angka, dari 1 sampai %(highest)s, atau tekan Lewati."),
    "repository": _("Tulis nomor repositori dengan angka, dari 1 sampai %(highest)s, atau tekan Lewati."),
    "host": _("Alamat web itu belum benar. Contoh: https://lpse.surabaya.go.id"),
    "rule_same": _("Nilainya sudah %(number)s. Tulis nilai lain, atau tekan Batal."),
    "rule_out_of_bounds": _("Tulis bilangan dari %(lowest)s sampai %(highest)s."),
    "topic": _("Topik tidak boleh kosong, dan maksimal %(limit)s karakter."),
    "question": _("Pertanyaan tidak boleh kosong, dan maksimal %(limit)s karakter."),
    "answer_empty": _("Jawaban masih kosong. Tulis jawabannya sebagai teks."),
    "entry_too_long": _(
        "Jawaban terlalu panjang: %(length)s karakter, maksimal %(limit)s. Mohon dipersingkat."
    ),
    "faq_code": _("Kode pertanyaan terdiri atas huruf kecil, angka, dan -, maksimal %(limit)s karakter."),
    "question_there": _("Pertanyaan itu sudah ada. Ubah yang sudah ada, atau tulis pertanyaan lain."),
    "question_gone": _("Pertanyaan itu sudah dihapus. Salin dulu teksnya bila masih diperlukan."),
    "faq_full": _("FAQ menampung maksimal %(limit)s pertanyaan. Hapus dulu yang tidak diperlukan."),
    "topics_full": _("FAQ menampung maksimal %(limit)s topik. Pilih topik yang sudah ada."),
    "row_twice": _("Pertanyaan ini sudah ada di baris sebelumnya."),
    "row_unreadable": _("Baris ini tidak dapat dibaca."),
    "row_quotes": _(
        "Tanda kutip di baris ini (baris %(at)s di editor teks) tidak ditutup dan menelan %(lines)s baris di "
        "bawahnya. Baris-baris itu sudah dibaca ulang."
    ),
    "row_too_many_cells": _(
        "Baris ini berisi lebih banyak kolom daripada judulnya. Periksa koma di dalam isinya."
    ),
    "row_formula_failed": _("Baris ini memuat rumus yang gagal. Ganti rumusnya dengan isinya."),
    "row_no_result": _("Baris ini memuat rumus tanpa hasil. Buka berkas di Excel, simpan, lalu kirim lagi."),
    "row_file_broken": _(
        "Berkas ini rusak mulai dari baris ini; sisanya tidak dibaca. Simpan ulang di Excel, lalu kirim lagi."
    ),
    "faq_rows_none": _("Berkas itu tidak berisi pertanyaan."),
    "import_columns_twice": _("Kolom berikut ada lebih dari satu kali: %(columns)s."),
    "import_columns": _("Kolom berikut tidak ada: %(columns)s."),
    "import_unreadable": _("Isi berkas itu tidak dapat dibaca. Simpan sebagai CSV UTF-8 atau JSON."),
    "import_unknown": _("Impor itu tidak tersedia."),
    "trail_words": _("Tulis nama orang atau hal yang dicari, maksimal %(limit)s karakter."),
    # staff groups
    "group_desk": _("Hanya petugas meja itu yang dapat mendaftarkan grup untuknya."),
    "group_lpse_retired": _("%(name)s sudah nonaktif, jadi grup tidak dapat didaftarkan untuknya."),
    "group_taken": _(
        "Grup ini sudah menerima tiket untuk %(desk)s. Mintalah %(whom)s melepasnya dulu dengan /grup lepas."
    ),
    "group_not_yours": _(
        "Grup ini menerima tiket untuk %(desk)s. Hanya petugas di sana (%(whom)s) atau administrator yang "
        "dapat melepasnya."
    ),
    "group_unknown": _("Grup ini tidak menerima tiket dari meja mana pun."),
    # accounts
    "account_unknown": _("Akun itu tidak ditemukan."),
    "account_disabled": _("Akun ini sedang nonaktif. Aktifkan dulu sebelum mengundang."),
    "last_administrator": _("Ini administrator terakhir. Tunjuk administrator lain dulu."),
    "has_open_tickets": _(
        "Tiket orang ini belum selesai: %(numbers)s. Selesaikan dan tutup dulu, lalu coba lagi."
    ),
    "own_data_too_large": _("Data Anda belum dapat dikirim. Mohon hubungi administrator layanan ini."),
    "own_data_waits": _("Data Anda dapat diminta sekali sehari. Coba lagi setelah %(hours)s jam."),
    "role_held": _("Peran itu sudah dimiliki akun ini."),
    "role_gone": _("Peran itu sudah tidak dimiliki akun ini."),
    "too_many_roles": _("Satu akun paling banyak memiliki %(limit)s peran."),
    "directorate_unknown": _("Direktorat itu tidak ada dalam daftar. Pilih dari tombol di bawah."),
    "not_yourself": _(
        "Anda tidak dapat melakukannya pada akun sendiri. Mintalah bantuan administrator lain."
    ),
    "too_many_invitations": _("Terlalu banyak undangan untuk akun ini. Coba lagi setelah %(minutes)s menit."),
    "link_unknown": _("Tautan undangan belum dapat dibuat sekarang. Coba lagi nanti."),
    "not_csv": _(
        "“%(name)s” bukan berkas CSV atau Excel (.xlsx) yang dapat dibaca. Di Excel, pilih Simpan Sebagai "
        "lalu Buku Kerja Excel, tanpa kata sandi, dan kirim lagi."
    ),
    # signing in
    "invitation_invalid": _(
        "Undangan ini tidak berlaku lagi. Mintalah undangan baru, atau masuk dengan alamat e-mail Anda."
    ),
    "too_many_codes": _("Terlalu banyak permintaan kode. Coba lagi setelah %(minutes)s menit."),
    "too_many_wrong_codes": _(
        "Terlalu banyak kode salah dari chat ini. Coba lagi setelah %(hours)s jam, atau mintalah undangan "
        "kepada administrator."
    ),
    "code_held": _(
        "Kode belum dikirim: permintaan ini masih menunggu persetujuan di Telegram Anda yang lain."
    ),
    "sign_in_request_gone": _("Permintaan itu sudah tidak berlaku."),
    "name_of_desk": _(
        "Nama itu menyerupai nama meja layanan atau petugas. Bila memang itu nama Anda, mintalah "
        "administrator LPSE Support mengubahnya lewat helpdesk LPSE Anda."
    ),
    "name": _("Nama tidak boleh kosong, dan maksimal %(limit)s karakter."),
    "phone": _("Nomor telepon ditulis dengan angka, misalnya 081234567890."),
    "office": _("Nama instansi maksimal %(limit)s karakter."),
    "mail_off": _("Masuk dengan e-mail belum tersedia di sini. Mintalah undangan kepada administrator."),
    "mail_off_for_change": _(
        "E-mail belum tersedia di sini, jadi alamat Anda belum dapat diubah. Hubungi administrator."
    ),
    "same_email": _("Itu alamat Anda yang sekarang. Ketik alamat yang baru."),
    "email_taken": _("Alamat itu sudah dipakai akun lain. Pakai alamat lain, atau hubungi administrator."),
    "code_expected": _("Ketik enam angka dari e-mail itu, atau pilih tombol di bawah ini."),
    "code_wrong": _("Kode tidak cocok. Ketik enam angka dari e-mail terbaru."),
    "code_expired": _("Kode ini sudah tidak berlaku. Tekan Kirim Ulang Kode untuk mendapatkan kode baru."),
}


def refusal_note(no: Refusal) -> Note:
    """Return the sentence for a refusal, with its facts as people read them; KeyError for an unknown code."""
    facts = dict(no.facts)
    if no.code == "file_too_large":
        facts |= {name: FileSize(int(str(facts[name]))) for name in ("size", "limit")}
    if "name" in facts:
        facts["name"] = excerpt(str(facts["name"]), MOST_OF_A_NAME)
    return Note(SENTENCES[no.code], facts)
