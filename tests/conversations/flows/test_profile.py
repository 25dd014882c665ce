"""“Ubah Profil”: people change their name, telephone and office."""

from tests.conversations.fakes import Chat


def test_a_telephone_number_is_changed_and_confirmed() -> None:
    chat = Chat("profile").is_asked("review").sees("Budi", "0812", "Dinas", "budi@lpse.go.id")
    chat.taps("Ubah", "Telepon").sees("Jawaban saat ini:\n0812").types("+62 812-3456-789")
    chat.is_asked("review").sees("+628123456789").taps("Simpan").sees("Apakah Anda yakin").taps("Ya")
    chat.sees("Data berhasil diubah")
    assert chat.sign_in.changed == ("Budi", "+628123456789", "Dinas")


def test_name_and_office_are_changed_at_once() -> None:
    chat = Chat("profile").taps("Ubah", "Nama").types(" Budi  Santoso ").taps("Ubah", "Instansi")
    chat.types("Dinas PU").taps("Simpan", "Ya")
    assert chat.sign_in.changed == ("Budi Santoso", "0812", "Dinas PU")


def test_telephone_and_office_may_be_left_out() -> None:
    chat = Chat("profile").taps("Ubah", "Telepon", "Lewati", "Ubah", "Instansi", "Lewati")
    chat.sees("Telepon: –", "Instansi: –").taps("Simpan", "Ya")
    assert chat.sign_in.changed == ("Budi", "", "")


def test_the_address_is_not_among_what_can_be_changed() -> None:
    assert Chat("profile").taps("Ubah").labels == ["Nama", "Telepon", "Instansi", "◀️ Kembali", "Batal"]


def test_thinking_better_of_it_changes_nothing() -> None:
    chat = Chat("profile").taps("Ubah", "Nama").types("Wati").taps("Simpan", "Tidak").is_asked("review")
    assert chat.taps("Batal").left
    assert chat.sign_in.changed is None
