"""Test that an administrator changes applications and categories, and that reporters see the changes."""

from tests.stories.actor import Actor
from tests.stories.acts import begins, describes, files, submits, takes, works
from tests.stories.administering import adds_category, as_far_as_category, opens, switches
from tests.stories.stage import Stage

HOSTILE = '<b>& "Lelang" 🚀</b> %(name)s {{ 7*7 }}'


async def test_a_category_that_was_added_is_chosen_at_once(administrator: Actor, ppk: Actor) -> None:
    await adds_category(administrator, "Lelang Cepat", "- Undangan tidak terkirim", "- Harga tidak tampil")
    await as_far_as_category(ppk)
    await ppk.taps("Lelang Cepat")
    await ppk.taps("Harga tidak tampil")
    await describes(ppk)
    await ppk.taps("Lanjut")
    await ppk.sees("Lelang Cepat", "Harga tidak tampil", "Prioritas: Minor")
    await ppk.taps("Kirim Tiket")
    await ppk.taps("Ya")
    await ppk.sees("berhasil disimpan")
    await administrator.taps("Menu")
    await administrator.taps("Jejak Audit")
    await administrator.sees("Kategori ditambahkan: SPSE · Lelang Cepat", "+ Prioritas dasar: Minor")


async def test_names_are_shown_as_they_were_typed_whatever_is_in_them(
    administrator: Actor, ppk: Actor
) -> None:
    await adds_category(administrator, HOSTILE, "<script>alert(1)</script>", "%s %(x)d")
    await as_far_as_category(ppk)
    await ppk.taps(HOSTILE)
    await ppk.sees("<script>alert(1)</script>")
    await ppk.taps("%s %(x)d")
    await ppk.sees("kode tender")
    await administrator.taps("Menu")
    await administrator.taps("Jejak Audit")
    await administrator.sees(HOSTILE)


async def test_a_category_retired_while_somebody_chooses_it_is_taken_away_kindly(
    administrator: Actor, ppk: Actor
) -> None:
    await as_far_as_category(ppk)
    await ppk.sees("Jadwal")
    await opens(administrator, category="Jadwal")
    await switches(administrator, "Nonaktifkan")
    await ppk.taps("Jadwal")
    await ppk.sees("bagian mana", "Non Tender")
    assert "Jadwal" not in ppk.labels
    await ppk.taps("Non Tender")
    await ppk.sees("Pilih rincian")


async def test_a_draft_whose_category_was_retired_asks_for_another_and_keeps_the_rest(
    administrator: Actor, ppk: Actor
) -> None:
    await begins(ppk)
    await describes(ppk, "Unggah berhenti di tengah jalan sejak pagi tadi.")
    await ppk.taps("Batal")
    await ppk.sees("Lanjutkan draf")
    await opens(administrator, category="Upload Dokumen Penawaran")
    await switches(administrator, "Nonaktifkan")
    await ppk.taps("Lanjutkan draf")
    await ppk.sees("sudah tidak tersedia", "bagian mana")
    await ppk.taps("Login & Akun")
    await ppk.taps("Ganti email")
    await ppk.sees("Tambah kode error")
    await ppk.taps("Lanjut")
    await ppk.sees("Unggah berhenti di tengah jalan sejak pagi tadi.", "Login & Akun")


async def test_a_category_retired_at_the_very_last_press_files_nothing(
    administrator: Actor, ppk: Actor
) -> None:
    await begins(ppk)
    await describes(ppk)
    await ppk.taps("Lanjut")
    await ppk.taps("Kirim Tiket")
    await ppk.sees("yakin")
    await opens(administrator, category="Upload Dokumen Penawaran")
    await switches(administrator, "Nonaktifkan")
    await ppk.taps("Ya")
    await ppk.sees("sudah tidak tersedia", "bagian mana")
    await ppk.taps("Jadwal")
    await ppk.taps("Tahap terlewat")
    await ppk.taps("Kirim Tiket")
    await ppk.taps("Ya")
    await ppk.sees("berhasil disimpan")


async def test_an_application_retired_meanwhile_is_asked_for_again_with_the_text_just_typed(
    administrator: Actor, ppk: Actor
) -> None:
    await begins(ppk)
    await ppk.taps("Lewati")
    await ppk.sees("Ceritakan masalahnya")
    await opens(administrator)
    await switches(administrator, "Nonaktifkan")
    await ppk.types("Unggah berhenti di 80 persen sejak pagi tadi.")
    await ppk.sees("sudah tidak tersedia", "Aplikasi mana")
    assert "SPSE" not in ppk.labels
    await ppk.taps("SIKaP")
    await ppk.taps("Verifikasi")
    await ppk.taps("Ditolak")
    await ppk.taps("Lewati")
    await ppk.taps("Lanjut")
    await ppk.sees("Unggah berhenti di 80 persen sejak pagi tadi.", "SIKaP")


async def test_old_tickets_keep_a_retired_category_and_no_new_one_gets_it(
    administrator: Actor, ppk: Actor, helpdesk: Actor
) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await opens(administrator, category="Upload Dokumen Penawaran")
    await switches(administrator, "Nonaktifkan")
    await ppk.types(number)
    await ppk.sees("Upload Dokumen Penawaran", "Unggah gagal / timeout")
    await helpdesk.types(number)
    await helpdesk.taps("Kerjakan")
    await helpdesk.taps("Ubah Kategori")
    await helpdesk.sees("Jadwal")
    assert "Upload Dokumen Penawaran" not in helpdesk.labels
    await helpdesk.taps("Batal")
    await helpdesk.sees(number)
    await works(helpdesk, number, "Selesaikan Masalah")
    await opens(administrator, category="Upload Dokumen Penawaran")
    await switches(administrator, "Aktifkan")
    await as_far_as_category(ppk)
    await ppk.taps("Upload Dokumen Penawaran")


async def test_a_category_retired_while_it_is_given_to_a_ticket_is_asked_for_again(
    administrator: Actor, ppk: Actor, helpdesk: Actor
) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await helpdesk.types(number)
    await helpdesk.taps("Kerjakan")
    await helpdesk.taps("Ubah Kategori")
    await helpdesk.taps("Jadwal")
    await helpdesk.taps("Tahap terlewat")
    await helpdesk.sees("Minimal 15")
    await opens(administrator, category="Jadwal")
    await switches(administrator, "Nonaktifkan")
    await helpdesk.types("Ternyata ini masalah jadwal, bukan unggahan.")
    await helpdesk.sees("sudah tidak tersedia")
    await helpdesk.taps("Non Tender")
    await helpdesk.taps("Penunjukan langsung")
    await helpdesk.sees("Ternyata ini masalah jadwal, bukan unggahan.")
    await helpdesk.taps("Ya")
    await helpdesk.sees("Kategori tiket sudah diubah")


async def test_another_name_is_seen_on_old_tickets_and_stands_in_the_trail(
    administrator: Actor, ppk: Actor
) -> None:
    number = await files(ppk)
    await opens(administrator, category="Upload Dokumen Penawaran")
    await administrator.taps("Ubah Data Kategori")
    await administrator.taps("Ubah")
    await administrator.taps("Nama")
    await administrator.types("Unggah Penawaran")
    await administrator.sees("Upload Dokumen Penawaran → Unggah Penawaran")
    await administrator.taps("Ubah")
    await administrator.taps("Sub Kategori")
    await administrator.sees("Isi saat ini", "Unggah gagal / timeout")
    await administrator.types("Unggah macet\nApendo tidak bisa login")
    await administrator.taps("Simpan")
    await administrator.taps("Ya")
    await administrator.sees("Data berhasil disimpan.")
    await ppk.types(number)
    await ppk.sees("Unggah Penawaran", "Unggah gagal / timeout")
    await administrator.taps("Menu")
    await administrator.taps("Jejak Audit")
    await administrator.sees(
        "Kategori diubah: SPSE · Upload Dokumen Penawaran",
        "− Nama: Upload Dokumen Penawaran",
        "+ Nama: Unggah Penawaran",
        "+ Sub Kategori: Unggah macet",
    )


async def test_an_application_is_added_and_its_letter_stands_in_its_tickets(
    administrator: Actor, ppk: Actor
) -> None:
    await administrator.types("/start")
    await administrator.taps("Aplikasi")
    await administrator.taps("Tambah Aplikasi")
    await administrator.types("SPSE")
    await administrator.sees("Nama “SPSE” sudah dipakai")
    await administrator.types("Jaga Pengadaan")
    await administrator.sees("Huruf ketiga")
    assert "S" not in administrator.labels
    await administrator.types("j")
    await administrator.types("1.0\n2.0")
    await administrator.taps("Direktorat Pengembangan SPSE")
    await administrator.taps("Tender")
    await administrator.types("Umum")
    await administrator.taps("Medium")
    await administrator.taps("Simpan")
    await administrator.taps("Ya")
    await administrator.sees("Data berhasil disimpan.")
    await administrator.taps("Detail")
    await administrator.sees("Jaga Pengadaan", "Huruf nomor tiket: J", "Versi: 1.0, 2.0", "Umum: Medium")
    await ppk.types("/buat")
    await ppk.types("Tidak bisa masuk")
    await ppk.taps("Jaga Pengadaan")
    await ppk.taps("2.0")
    await ppk.taps("Umum")
    await describes(ppk)
    assert (await submits(ppk)).startswith("TPJ")


async def test_applications_and_categories_are_moved_and_reporters_see_the_new_order(
    administrator: Actor, ppk: Actor
) -> None:
    await opens(administrator, "SPSE")
    await administrator.sees("Urutan: 1 dari")
    assert "🔼 Naikkan" not in administrator.labels
    await administrator.taps("Turunkan")
    await administrator.sees("Urutan: 2 dari")
    first = administrator.labels[0]
    await administrator.taps(first)
    await administrator.sees("Urutan: 1 dari")
    await administrator.taps("Turunkan")
    await administrator.sees("Urutan: 2 dari")
    await ppk.types("/buat")
    await ppk.sees("Judul")
    await ppk.types("Lelang cepat macet")
    await ppk.sees("Aplikasi")
    assert ppk.labels.index("SPSE") == 1
    await ppk.taps("SPSE")
    await ppk.taps("4.5")
    await ppk.sees("Kategori")
    assert ppk.labels.index(first) == 1
    await administrator.types("/start")
    await administrator.taps("Jejak Audit")
    await administrator.sees("Kategori diubah", "− Urutan: 1", "+ Urutan: 2")


async def test_the_last_category_stays(administrator: Actor) -> None:
    await opens(administrator, "ICB (SPSE ICB)")
    *others, last = [label for label in administrator.labels if "🆕" not in label][:3]
    for category in others:
        await opens(administrator, "ICB (SPSE ICB)", category)
        await switches(administrator, "Nonaktifkan")
    await opens(administrator, "ICB (SPSE ICB)", last)
    await administrator.taps("Nonaktifkan")
    await administrator.sees("satu-satunya kategori aktif")


async def test_categories_stand_by_how_often_they_are_chosen_until_an_administrator_orders_them(
    stage: Stage, administrator: Actor, ppk: Actor, helpdesk: Actor
) -> None:
    await ppk.types("/buat")
    await ppk.types("Tidak bisa unggah penawaran")
    await ppk.taps("SPSE")
    await ppk.taps("4.5")
    await ppk.sees("Masalahnya di bagian mana?")
    former = ppk.labels[0]
    await ppk.taps("Upload Dokumen Penawaran")
    await ppk.taps("Unggah gagal / timeout")
    await describes(ppk)
    number = await submits(ppk)
    chosen = "Upload Dokumen Penawaran"
    assert former != chosen
    await stage.time_passes(days=1)
    await ppk.types("/buat")
    await ppk.types("Lelang cepat macet lagi")
    await ppk.taps("SPSE")
    await ppk.taps("4.5")
    await ppk.sees("Masalahnya di bagian mana?")
    assert ppk.labels[:2] == [chosen, former]
    await takes(helpdesk, number)
    await helpdesk.taps("Ubah Kategori")
    await helpdesk.sees("Pilih kategori yang tepat.")
    assert helpdesk.labels[0] == chosen
    await opens(administrator, "SPSE")
    await administrator.sees("Pelapor melihat yang paling sering dipilih lebih dulu")
    await administrator.taps(former)
    await administrator.taps("Turunkan")
    await administrator.sees("Urutan: 2 dari")
    await ppk.types("yang kemarin itu")
    await ppk.sees("Masalahnya di bagian mana?")
    assert ppk.labels[1] == former
    await administrator.taps("SPSE")
    await administrator.sees("Pelapor melihatnya dalam urutan ini")
    await administrator.taps("Urutkan otomatis")
    await administrator.sees("Pelapor melihat yang paling sering dipilih lebih dulu")
    await ppk.types("yang kemarin itu")
    await ppk.sees("Masalahnya di bagian mana?")
    assert ppk.labels[0] == chosen
